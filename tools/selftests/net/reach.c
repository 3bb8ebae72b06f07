// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who reaches whom: servers and clients in network namespaces, perhaps bound
 * to devices.
 *
 *	reach [-t] [-m | -M] [-p PORT] -l NS,DEV,ADDR... -c NS,DEV,FROM,TO...
 *
 * Servers are opened in the order given, all on one port; clients connect in
 * that order, all from one port, and stay. Then each exchanges messages with
 * its server. DEV may be empty. An address of a server or FROM may be "any4" or
 * "any6".
 *
 *	-t	TCP
 *	-m	servers are one-to-many
 *	-M	the same, and each association is peeled off
 *	-p	the servers' port; the clients' is one above
 *
 * Prints a word for each server that cannot be opened, which is "N!ERROR", and
 * one for each client: "N:DEVICE", the server that took it and the device which
 * the server's socket for it is bound to, or "-"; or why it could not connect.
 * Last "ghost", if a server has a connection that no client knows of.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/sctp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "netns.h"

#define MAX	8

struct end {
	const char *ns, *dev, *addr, *to;
	int fd;
	int peer;		/* the server's socket for this client */
	sctp_assoc_t id;	/* its association, one-to-many */
	int server;		/* which one has it, -1 = none */
};

static struct end servers[MAX], clients[MAX];
static int nservers, nclients;
static bool tcp, many, peel;
static int port = 5000;
static int scale = 1;

static void die(const char *what)
{
	fprintf(stderr, "reach: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void words(struct end *e, char *arg, bool client)
{
	e->ns = strsep(&arg, ",");
	e->dev = strsep(&arg, ",");
	e->addr = strsep(&arg, ",");
	e->to = strsep(&arg, ",");
	e->server = -1;
	if (!e->addr || !e->to == client) {
		fprintf(stderr, "reach: NS,DEV,ADDR%s\n", client ? ",TO" : "");
		exit(2);
	}
}

/* Text to socket address. A link-local one is ADDR%DEVICE. */
static socklen_t address(const char *text, int p, struct sockaddr_storage *ss)
{
	struct sockaddr_in6 *six = (struct sockaddr_in6 *)ss;
	struct sockaddr_in *sin = (struct sockaddr_in *)ss;
	char copy[64], *dev = copy;

	memset(ss, 0, sizeof(*ss));
	snprintf(copy, sizeof(copy), "%s", text);
	strsep(&dev, "%");
	sin->sin_port = htons(p);
	if (!strcmp(text, "any4") ||
	    inet_pton(AF_INET, copy, &sin->sin_addr) == 1) {
		sin->sin_family = AF_INET;
		return sizeof(*sin);
	}
	if (strcmp(text, "any6") &&
	    inet_pton(AF_INET6, copy, &six->sin6_addr) != 1)
		die(text);
	six->sin6_family = AF_INET6;
	six->sin6_scope_id = dev ? if_nametoindex(dev) : 0;
	return sizeof(*six);
}

/* A socket bound to a device, an address and a port; -1 with errno. */
static int open_bound(const struct end *e, int p, bool one_to_many)
{
	struct sctp_rtoinfo rto = { 0, 100, 400, 100 };
	struct linger linger = { 1, 0 };
	struct sockaddr_storage ss;
	socklen_t len;
	int fd, err;

	if (netns_enter(e->ns))
		die(e->ns);
	len = address(e->addr, p, &ss);
	fd = socket(ss.ss_family, (one_to_many ? SOCK_SEQPACKET : SOCK_STREAM) |
		    SOCK_NONBLOCK, tcp ? IPPROTO_TCP : IPPROTO_SCTP);
	if (fd < 0)
		die("socket");
	if (*e->dev && setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, e->dev,
				  strlen(e->dev)))
		die(e->dev);
	if (!tcp && setsockopt(fd, SOL_SCTP, SCTP_RTOINFO, &rto, sizeof(rto)))
		die("SCTP_RTOINFO");
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
	if (!bind(fd, (struct sockaddr *)&ss, len))
		return fd;
	err = errno;
	close(fd);
	errno = err;
	return -1;
}

static void open_server(struct end *e)
{
	int on = 1;

	e->fd = open_bound(e, port, many);
	if (e->fd < 0 || listen(e->fd, MAX)) {
		printf("%d!%s ", (int)(e - servers), strerrorname_np(errno));
		e->fd = -1;
		return;
	}
	if (many && setsockopt(e->fd, SOL_SCTP, SCTP_RECVRCVINFO, &on,
			       sizeof(on)))
		die("SCTP_RECVRCVINFO");
}

static bool ready(int fd, short events, int ms)
{
	struct pollfd p = { fd, events, 0 };

	return poll(&p, 1, ms * scale) == 1;
}

/* Returns 0 or an errno. */
static int connect_client(struct end *e)
{
	struct sockaddr_storage ss;
	socklen_t len, size = sizeof(int);
	int err;

	e->fd = open_bound(e, port + 1, false);
	if (e->fd < 0)
		return errno;
	len = address(e->to, port, &ss);
	if (!connect(e->fd, (struct sockaddr *)&ss, len))
		return 0;
	if (errno != EINPROGRESS)
		return errno;
	err = ETIMEDOUT;
	if (ready(e->fd, POLLOUT, 1500) &&
	    getsockopt(e->fd, SOL_SOCKET, SO_ERROR, &err, &size))
		die("SO_ERROR");
	return err;
}

/* Take a connection off a server; false if there is none. */
static bool take(struct end *e, int s)
{
	if (many || servers[s].fd < 0)
		return false;
	e->peer = accept(servers[s].fd, NULL, NULL);
	if (e->peer < 0)
		return false;
	e->server = s;
	return true;
}

static void accept_client(struct end *e)
{
	int tries, s;

	for (tries = 0; tries < 200 * scale; tries++) {
		for (s = 0; s < nservers; s++)
			if (take(e, s))
				return;
		usleep(10000);
	}
}

/* What a one-to-many server got: from which association? */
static ssize_t receive(int fd, char *buf, size_t size, sctp_assoc_t *id)
{
	char control[256];
	struct iovec iov = { buf, size };
	struct msghdr msg = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	ssize_t n = recvmsg(fd, &msg, 0);
	struct cmsghdr *c;

	*id = 0;
	for (c = CMSG_FIRSTHDR(&msg); n > 0 && c; c = CMSG_NXTHDR(&msg, c))
		if (c->cmsg_level == IPPROTO_SCTP &&
		    c->cmsg_type == SCTP_RCVINFO)
			*id = ((struct sctp_rcvinfo *)CMSG_DATA(c))
								->rcv_assoc_id;
	return n;
}

static void peel_off(struct end *e)
{
	/* to where the socket is: that is asked for */
	if (netns_enter(servers[e->server].ns))
		die(servers[e->server].ns);
	e->peer = sctp_peeloff(e->peer, e->id);
	if (e->peer < 0)
		die("peeloff");
}

/* The first message of a client tells which association is its own. */
static void find_client(struct end *e)
{
	int tries, s;
	char c;

	if (send(e->fd, "?", 1, 0) != 1)
		die("send");
	for (tries = 0; tries < 200 * scale; tries++) {
		for (s = 0; s < nservers; s++) {
			if (servers[s].fd < 0 ||
			    receive(servers[s].fd, &c, 1, &e->id) != 1)
				continue;
			e->server = s;
			e->peer = servers[s].fd;
			if (peel)
				peel_off(e);
			return;
		}
		usleep(10000);
	}
}

static bool answer(struct end *e, const char *text, size_t len)
{
	char control[CMSG_SPACE(sizeof(struct sctp_sndinfo))] = {};
	struct iovec iov = { (void *)text, len };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };
	struct cmsghdr *c;

	if (many && !peel) {
		msg.msg_control = control;
		msg.msg_controllen = sizeof(control);
		c = CMSG_FIRSTHDR(&msg);
		c->cmsg_level = IPPROTO_SCTP;
		c->cmsg_type = SCTP_SNDINFO;
		c->cmsg_len = CMSG_LEN(sizeof(struct sctp_sndinfo));
		((struct sctp_sndinfo *)CMSG_DATA(c))->snd_assoc_id = e->id;
	}
	return sendmsg(e->peer, &msg, 0) == (ssize_t)len;
}

/* Do the client and the server's socket for it talk to each other? */
static bool talk(struct end *e)
{
	char text[16], got[sizeof(text)];
	int len = snprintf(text, sizeof(text), "client %d", (int)(e - clients));
	sctp_assoc_t id;

	if (e->server < 0)
		return false;
	if (send(e->fd, text, len, 0) != len ||
	    !ready(e->peer, POLLIN, 2000) ||
	    receive(e->peer, got, sizeof(got), &id) != len ||
	    memcmp(got, text, len) || (many && !peel && id != e->id))
		return false;
	return answer(e, text, len) && ready(e->fd, POLLIN, 2000) &&
	       recv(e->fd, got, sizeof(got), 0) == len &&
	       !memcmp(got, text, len);
}

static void report(struct end *e, int err)
{
	char dev[IFNAMSIZ] = "";
	socklen_t len = sizeof(dev);

	if (err) {
		printf("%s ", strerrorname_np(err));
		return;
	}
	if (!talk(e)) {
		printf("dumb ");
		return;
	}
	getsockopt(e->peer, SOL_SOCKET, SO_BINDTODEVICE, dev, &len);
	printf("%d:%s ", e->server, *dev ? dev : "-");
}

static void run(void)
{
	int err[MAX], i, round;
	struct end ghost;

	for (i = 0; i < nservers; i++)
		open_server(&servers[i]);
	for (i = 0; i < nclients; i++) {
		err[i] = connect_client(&clients[i]);
		if (err[i])
			continue;
		if (many)
			find_client(&clients[i]);
		else
			accept_client(&clients[i]);
	}
	/* and again when everybody has spoken */
	for (round = 0; round < 2; round++)
		for (i = 0; i < nclients; i++)
			if (!err[i] && !talk(&clients[i]))
				err[i] = EPROTO;
	for (i = 0; i < nclients; i++)
		report(&clients[i], err[i]);
	for (i = 0; i < nservers; i++)
		if (take(&ghost, i))
			printf("ghost ");
	printf("\n");
}

int main(int argc, char **argv)
{
	int o;

	if (getenv("KTAP_SCALE"))
		scale = atoi(getenv("KTAP_SCALE"));
	while ((o = getopt(argc, argv, "tmMp:l:c:")) != -1) {
		switch (o) {
		case 't':
			tcp = true;
			break;
		case 'M':
			peel = true;
			many = true;
			break;
		case 'm':
			many = true;
			break;
		case 'p':
			port = atoi(optarg);
			break;
		case 'l':
			words(&servers[nservers++], optarg, false);
			break;
		case 'c':
			words(&clients[nclients++], optarg, true);
			break;
		default:
			return 2;
		}
	}
	run();
	return 0;
}
