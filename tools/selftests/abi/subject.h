/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The sockets that are asked, and their associations.
 *
 *	one process, one namespace, loopback
 *
 *	CLIENT_PORT and above		SERVER_PORT	OTHER_PORT
 *	"s" one-to-one      <------>    "a" accepted	nobody
 *	"m" one-to-many
 *	"p" peeled off "m"
 *
 * Each client has a port of its own: what is left of the one before it, in
 * the kernel or in a queue, must not matter.
 */
#ifndef ABI_SUBJECT_H
#define ABI_SUBJECT_H

#include "options.h"

#define SERVER_PORT	5000
#define OTHER_PORT	5001
#define CLIENT_PORT	10000
#define CLIENT_PORTS	20000

#ifndef SOL_SCTP
#define SOL_SCTP	132
#endif

/**
 * enum origin - how an association comes to its socket
 * @ORIGIN_NONE: there is none
 * @ORIGIN_CONNECT: by connect(2)
 * @ORIGIN_ACCEPT: by accept(2)
 * @ORIGIN_PEELOFF: by peeling it off
 */
enum origin {
	ORIGIN_NONE,
	ORIGIN_CONNECT,
	ORIGIN_ACCEPT,
	ORIGIN_PEELOFF,
};

/**
 * struct kind - a kind of socket
 * @family: AF_INET or AF_INET6
 * @type: SOCK_STREAM or SOCK_SEQPACKET
 * @origin: of its association
 */
struct kind {
	int family;
	int type;
	enum origin origin;
};

/**
 * struct subject - the socket that is asked
 * @kind: what it is
 * @fd: the socket
 * @peer: the other end, or -1
 * @names: its association and the addresses of that
 */
struct subject {
	const struct kind *kind;
	int fd;
	int peer;
	struct names names;
};

void subject_open(struct subject *s, const struct kind *kind);
void subject_close(struct subject *s);
void subject_renew(struct subject *s);

socklen_t make_addr(struct sockaddr_storage *ss, int family, const char *text,
		    unsigned short port);
const char *loopback(int family);
void extend_everything(void);

#endif /* ABI_SUBJECT_H */
