// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where sockets are: a host that has a few addresses, and no neighbours.
 */
#include <arpa/inet.h>
#include <linux/if.h>
#include <linux/ipv6.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "output.h"
#include "place.h"

#define FIRST_PORT	7000
#define NUM_PORTS	16

static const struct place {
	const char *name;
	const char *v4;
	const char *v6;
} places[] = {
	{ "any", "0.0.0.0", "::" },
	{ "l1", "127.0.0.1", "::1" },
	{ "l2", "127.0.0.2", "::ffff:127.0.0.2" },
	{ "m1", "127.0.0.1", "::ffff:127.0.0.1" },
	{ "h1", "10.77.0.1", "fd77::1" },
	{ "h2", "10.77.0.2", "fd77::2" },
	{ "away", "198.51.100.1", "2001:db8::1" },
};

static const struct place *find_place(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(places); i++) {
		if (strlen(places[i].name) == len &&
		    !strncmp(places[i].name, name, len))
			return &places[i];
	}

	return &places[0];
}

/**
 * place_addr() - the address with a name
 * @family: AF_INET or AF_INET6
 * @name: as in "l1:p2"
 * @ss: the address
 *
 * Return: its length in bytes.
 */
socklen_t place_addr(int family, const char *name, struct sockaddr_storage *ss)
{
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)ss;
	struct sockaddr_in *in = (struct sockaddr_in *)ss;
	size_t len = strcspn(name, ":");
	const struct place *place = find_place(name, len);
	unsigned short port = 0;

	if (name[len] == ':' && name[len + 1] == 'p')
		port = atoi(name + len + 2);
	if (port)
		port += FIRST_PORT;
	memset(ss, 0, sizeof(*ss));
	ss->ss_family = family;
	if (family == AF_INET) {
		inet_pton(AF_INET, place->v4, &in->sin_addr);
		in->sin_port = htons(port);
		return sizeof(*in);
	}
	inet_pton(AF_INET6, place->v6, &in6->sin6_addr);
	in6->sin6_port = htons(port);

	return sizeof(*in6);
}

/**
 * place_put() - write an address down; a port that nobody chose is "px"
 * @out: where to
 * @ss: the address
 */
void place_put(FILE *out, const struct sockaddr_storage *ss)
{
	const struct sockaddr_in6 *in6 = (const void *)ss;
	const struct sockaddr_in *in = (const void *)ss;
	char text[INET6_ADDRSTRLEN] = "none";
	unsigned short port = 0;

	if (ss->ss_family == AF_INET) {
		inet_ntop(AF_INET, &in->sin_addr, text, sizeof(text));
		port = ntohs(in->sin_port);
	} else if (ss->ss_family == AF_INET6) {
		inet_ntop(AF_INET6, &in6->sin6_addr, text, sizeof(text));
		port = ntohs(in6->sin6_port);
	}
	if (port > FIRST_PORT && port < FIRST_PORT + NUM_PORTS)
		fprintf(out, "%s:p%d", text, port - FIRST_PORT);
	else
		fprintf(out, "%s:p%s", text, port ? "x" : "0");
}

static void give_v4(int fd, const char *label, const char *addr)
{
	struct ifreq ifr = { .ifr_addr.sa_family = AF_INET };
	struct sockaddr_in *in = (struct sockaddr_in *)&ifr.ifr_addr;

	snprintf(ifr.ifr_name, sizeof(ifr.ifr_name), "%s", label);
	inet_pton(AF_INET, addr, &in->sin_addr);
	if (ioctl(fd, SIOCSIFADDR, &ifr))
		fatal("SIOCSIFADDR");
	inet_pton(AF_INET, "255.255.255.255", &in->sin_addr);
	if (ioctl(fd, SIOCSIFNETMASK, &ifr))
		fatal("SIOCSIFNETMASK");
}

static void give_v6(const char *addr)
{
	struct in6_ifreq ifr = { .ifr6_prefixlen = 128, .ifr6_ifindex = 1 };
	int fd = socket(AF_INET6, SOCK_DGRAM, 0);

	inet_pton(AF_INET6, addr, &ifr.ifr6_addr);
	if (fd < 0 || ioctl(fd, SIOCSIFADDR, &ifr))
		fatal("SIOCSIFADDR");
	close(fd);
}

/**
 * place_furnish() - give a new network namespace its addresses
 */
void place_furnish(void)
{
	struct ifreq ifr = { .ifr_name = "lo", .ifr_flags = IFF_UP };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &ifr))
		fatal("SIOCSIFFLAGS");
	give_v4(fd, "lo:1", "10.77.0.1");
	give_v4(fd, "lo:2", "10.77.0.2");
	close(fd);
	give_v6("fd77::1");
	give_v6("fd77::2");
}
