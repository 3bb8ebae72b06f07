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
 * Packets to 192.0.2.2 vanish, if 192.0.2.1/24 is on a dummy device; so do
 * those to fd77::ee, with fd77::9/64.
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
 * @ORIGIN_CONNECT_ANY: the same, of a socket bound to any address
 * @ORIGIN_ACCEPT: by accept(2)
 * @ORIGIN_PEELOFF: by peeling it off
 */
enum origin {
	ORIGIN_NONE,
	ORIGIN_CONNECT,
	ORIGIN_CONNECT_ANY,
	ORIGIN_ACCEPT,
	ORIGIN_PEELOFF,
};

/**
 * enum stage - how far a socket or its association has come
 * @STAGE_READY: a new socket, or an established association
 * @STAGE_BOUND: bound to an address
 * @STAGE_LISTENING: listening
 * @STAGE_ACCEPTABLE: listening, and an association waits
 * @STAGE_CONNECTING: waits for an answer to its INIT
 * @STAGE_REFUSED: the peer answered with ABORT
 * @STAGE_DATA: messages wait to be read
 * @STAGE_FULL: the peer does not read, and the send buffer is full
 * @STAGE_PENDING: SHUTDOWN-PENDING: @STAGE_FULL, then shut down
 * @STAGE_SENT: SHUTDOWN-SENT, to a peer that has data to send
 * @STAGE_RECEIVED: SHUTDOWN-RECEIVED, with data to send
 * @STAGE_DONE: the peer has shut down, and there was nothing to send
 * @STAGE_LOST: the peer has aborted
 */
enum stage {
	STAGE_READY,
	STAGE_BOUND,
	STAGE_LISTENING,
	STAGE_ACCEPTABLE,
	STAGE_CONNECTING,
	STAGE_REFUSED,
	STAGE_DATA,
	STAGE_FULL,
	STAGE_PENDING,
	STAGE_SENT,
	STAGE_RECEIVED,
	STAGE_DONE,
	STAGE_LOST,
};

/**
 * struct kind - a kind of socket
 * @family: AF_INET or AF_INET6
 * @type: SOCK_STREAM or SOCK_SEQPACKET
 * @origin: of its association
 * @stage: how far that is
 */
struct kind {
	int family;
	int type;
	enum origin origin;
	enum stage stage;
};

/**
 * struct subject - the socket that is asked
 * @kind: what it is
 * @fd: the socket
 * @peer: the other end, or -1; a client, of a listener
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
const char *nowhere(int family);
void extend_everything(void);
void shrink_buffers(void);
void wait_state(int fd, sctp_assoc_t id, int state);

#endif /* ABI_SUBJECT_H */
