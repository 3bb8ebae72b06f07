// SPDX-License-Identifier: GPL-2.0-only
/*
 * Make sockets with and without an association, and end them at once.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "output.h"
#include "subject.h"

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

/* Milliseconds for an association over loopback. */
#define PATIENCE	10000

static int listeners[2] = { -1, -1 };

/* Of the client there was last. */
static unsigned short client_port = CLIENT_PORT;

/* Sockets offer every extension. */
static bool extended;

/**
 * make_addr() - a socket address from text
 * @ss: the address
 * @family: AF_INET or AF_INET6
 * @text: numbers
 * @port: port
 *
 * Return: its length in bytes.
 */
socklen_t make_addr(struct sockaddr_storage *ss, int family, const char *text,
		    unsigned short port)
{
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)ss;
	struct sockaddr_in *in = (struct sockaddr_in *)ss;

	memset(ss, 0, sizeof(*ss));
	ss->ss_family = family;
	if (family == AF_INET) {
		in->sin_port = htons(port);
		inet_pton(AF_INET, text, &in->sin_addr);
		return sizeof(*in);
	}
	in6->sin6_port = htons(port);
	inet_pton(AF_INET6, text, &in6->sin6_addr);

	return sizeof(*in6);
}

/**
 * loopback() - the address of this host to itself
 * @family: AF_INET or AF_INET6
 *
 * Return: the address as text.
 */
const char *loopback(int family)
{
	return family == AF_INET ? "127.0.0.1" : "::1";
}

static void set_value(int fd, int number, __u32 value)
{
	struct sctp_assoc_value v = { .assoc_value = value };

	if (setsockopt(fd, SOL_SCTP, number, &v, sizeof(v)))
		fatal(options[number].name);
}

static void extend_socket(int fd)
{
	union {
		struct sctp_authkey key;
		char bytes[sizeof(struct sctp_authkey) + 8];
	} u = { .key = { .sca_keynumber = 2, .sca_keylength = 8 } };
	int one = 1;

	if (setsockopt(fd, SOL_SCTP, SCTP_FRAGMENT_INTERLEAVE, &one,
		       sizeof(one)))
		fatal("SCTP_FRAGMENT_INTERLEAVE");
	set_value(fd, SCTP_INTERLEAVING_SUPPORTED, 1);
	set_value(fd, SCTP_ENABLE_STREAM_RESET, SCTP_ENABLE_STRRESET_MASK);
	memset(u.key.sca_key, 'x', u.key.sca_keylength);
	if (setsockopt(fd, SOL_SCTP, SCTP_AUTH_KEY, &u, sizeof(u)))
		fatal("SCTP_AUTH_KEY");
}

/**
 * extend_everything() - switch all extensions on
 *
 * In this namespace, and for all sockets from now on.
 */
void extend_everything(void)
{
	static const char * const names[] = {
		"addip_enable", "auth_enable", "intl_enable", "reconf_enable",
	};
	char path[64];
	size_t i;
	int fd;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(path, sizeof(path), "/proc/sys/net/sctp/%s",
			 names[i]);
		fd = open(path, O_WRONLY);
		if (fd < 0 || write(fd, "1", 1) != 1)
			fatal(path);
		close(fd);
	}
	extended = true;
}

static int make_socket(int family, int type)
{
	int fd = socket(family, type | SOCK_NONBLOCK, IPPROTO_SCTP);

	if (fd < 0)
		fatal("socket");
	if (extended)
		extend_socket(fd);

	return fd;
}

static void bind_to(int fd, int family, unsigned short port)
{
	struct sockaddr_storage ss;
	socklen_t len = make_addr(&ss, family, loopback(family), port);

	if (bind(fd, (struct sockaddr *)&ss, len))
		fatal("bind");
}

static int get_listener(int family)
{
	int *fd = &listeners[family == AF_INET6];

	if (*fd < 0) {
		*fd = make_socket(family, SOCK_STREAM);
		bind_to(*fd, family, SERVER_PORT);
		if (listen(*fd, 5))
			fatal("listen");
	}

	return *fd;
}

static int accept_one(int listener)
{
	struct pollfd p = { .fd = listener, .events = POLLIN };
	int fd;

	if (poll(&p, 1, PATIENCE) != 1) {
		errno = ETIMEDOUT;
		fatal("poll");
	}
	fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
	if (fd < 0)
		fatal("accept");

	return fd;
}

/* The only association of a one-to-many socket. */
static sctp_assoc_t only_id(int fd)
{
	union {
		struct sctp_assoc_ids list;
		sctp_assoc_t room[4];
	} u;
	socklen_t len = sizeof(u);

	if (getsockopt(fd, SOL_SCTP, SCTP_GET_ASSOC_ID_LIST, &u, &len))
		fatal("SCTP_GET_ASSOC_ID_LIST");
	if (u.list.gaids_number_of_ids != 1) {
		errno = ENOENT;
		fatal("SCTP_GET_ASSOC_ID_LIST");
	}

	return u.list.gaids_assoc_id[0];
}

/* Wait for the end of the handshake. Returns the id of the association. */
static sctp_assoc_t established(int fd, int type)
{
	sctp_assoc_t id = type == SOCK_SEQPACKET ? only_id(fd) : 0;
	struct sctp_status status;
	int left = PATIENCE;
	socklen_t len;

	for (; left > 0; left--) {
		memset(&status, 0, sizeof(status));
		status.sstat_assoc_id = id;
		len = sizeof(status);
		if (!getsockopt(fd, SOL_SCTP, SCTP_STATUS, &status, &len) &&
		    status.sstat_state == SCTP_ESTABLISHED)
			return status.sstat_assoc_id;
		usleep(1000);
	}
	errno = ETIMEDOUT;
	fatal("SCTP_STATUS");
}

static void name_addresses(struct subject *s, unsigned short peer,
			   unsigned short local)
{
	int family = s->kind->family;

	make_addr(&s->names.peer, family, loopback(family), peer);
	make_addr(&s->names.local, family, loopback(family), local);
	make_addr(&s->names.other, family, loopback(family), OTHER_PORT);
}

/* An association between two sockets of this process, over loopback. */
static void associate(const struct kind *kind, int *client, int *server)
{
	int listener = get_listener(kind->family);
	struct sockaddr_storage ss;
	socklen_t len;

	*client = make_socket(kind->family, kind->type);
	client_port = CLIENT_PORT +
		      (client_port + 1 - CLIENT_PORT) % CLIENT_PORTS;
	bind_to(*client, kind->family, client_port);
	len = make_addr(&ss, kind->family, loopback(kind->family),
			SERVER_PORT);
	if (connect(*client, (struct sockaddr *)&ss, len) &&
	    errno != EINPROGRESS)
		fatal("connect");
	*server = accept_one(listener);
	established(*client, kind->type);
}

static void peel_off(struct subject *s)
{
	sctp_peeloff_arg_t arg = { .associd = s->names.own };
	socklen_t len = sizeof(arg);

	if (getsockopt(s->fd, SOL_SCTP, SCTP_SOCKOPT_PEELOFF, &arg, &len) < 0)
		fatal("SCTP_SOCKOPT_PEELOFF");
	close(s->fd);
	s->fd = arg.sd;
}

/**
 * subject_open() - make a socket, with its association
 * @s: the socket
 * @kind: what it is to be
 */
void subject_open(struct subject *s, const struct kind *kind)
{
	memset(s, 0, sizeof(*s));
	s->kind = kind;
	s->peer = -1;
	if (kind->origin == ORIGIN_NONE) {
		s->fd = make_socket(kind->family, kind->type);
		return;
	}

	if (kind->origin == ORIGIN_ACCEPT) {
		associate(kind, &s->peer, &s->fd);
		name_addresses(s, client_port, SERVER_PORT);
	} else {
		associate(kind, &s->fd, &s->peer);
		name_addresses(s, SERVER_PORT, client_port);
	}
	s->names.own = established(s->fd, kind->type);
	if (kind->origin == ORIGIN_PEELOFF)
		peel_off(s);
}

/**
 * subject_close() - end the association at once, and both sockets
 * @s: the socket
 */
void subject_close(struct subject *s)
{
	struct linger linger = { .l_onoff = 1, .l_linger = 0 };

	if (s->peer >= 0) {
		setsockopt(s->fd, SOL_SOCKET, SO_LINGER, &linger,
			   sizeof(linger));
		setsockopt(s->peer, SOL_SOCKET, SO_LINGER, &linger,
			   sizeof(linger));
		close(s->peer);
	}
	close(s->fd);
	s->fd = -1;
	s->peer = -1;
}

/**
 * subject_renew() - replace a socket by a new one of its kind
 * @s: the socket
 */
void subject_renew(struct subject *s)
{
	const struct kind *kind = s->kind;

	subject_close(s);
	subject_open(s, kind);
}
