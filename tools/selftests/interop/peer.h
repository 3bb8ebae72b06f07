/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One end of an interoperability test.
 *
 *	peer.c		options, starting and ending
 *	scenario.c	what the two ends do
 *	messages.c	the messages they exchange, and whether they arrived
 *	kernel.c	the kernel's SCTP sockets	-> peer-kernel
 *	usrsctp.c	the usrsctp library		-> peer-usrsctp
 *
 * The scenarios know nothing of the stack below them. A stack is the set of
 * functions stack_*() here; kernel.c and usrsctp.c each implement all of them,
 * and each is linked into a program of its own: the header files of the two
 * give the same names to different things.
 */
#ifndef PEER_H
#define PEER_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

#define MAX_ADDRS	2
#define MAX_MESSAGE	1048576
/* Every stack's send buffer takes a message of this size as it is. */
#define DEFAULT_BUFFER	65536

/*
 * Streams each end asks for and allows, unless told otherwise. Each wants more
 * than the other allows, so that both have to give way: from client to server
 * there are SERVER_MAX_IN streams, back CLIENT_MAX_IN.
 */
#define CLIENT_OUT	20
#define CLIENT_MAX_IN	8
#define SERVER_OUT	10
#define SERVER_MAX_IN	12

/**
 * struct config - how to run
 * @server: listen instead of connecting
 * @local: addresses to bind
 * @n_local: how many
 * @remote: addresses of the server, for the client
 * @n_remote: how many
 * @port: the server's port
 * @udp_port: both ends' UDP port when SCTP goes in UDP, else 0
 * @bytes: volume of a bulk transfer in each direction
 * @largest: length of its largest messages
 * @streams: how many each end asks for, allows and uses; 0 for the usual
 * @extensions: offer every extension that the stack has
 * @flip: spoil one byte of what is sent
 * @failover: give a path up within a second or two
 * @hook: command to run when half of the messages are sent, or NULL
 * @ready: file to create when the server listens, or NULL
 */
struct config {
	bool server;
	struct sockaddr_storage local[MAX_ADDRS];
	int n_local;
	struct sockaddr_storage remote[MAX_ADDRS];
	int n_remote;
	unsigned short port;
	unsigned short udp_port;
	size_t bytes;
	size_t largest;
	unsigned int streams;
	bool extensions;
	bool flip;
	bool failover;
	const char *hook;
	const char *ready;
};

/**
 * enum event - what stack_recv() came back with
 * @EVENT_DATA: a whole message
 * @EVENT_END: the association ended by a shutdown
 * @EVENT_ABORT: the association ended by the peer's ABORT, or was lost
 * @EVENT_BROKEN: the stack contradicted itself; it said how on stderr
 */
enum event { EVENT_DATA, EVENT_END, EVENT_ABORT, EVENT_BROKEN };

/**
 * struct message - a message, or what an ABORT said
 * @data: the bytes
 * @len: how many
 * @sid: stream
 * @ppid: payload protocol identifier, in host order
 * @unordered: sent or received with the U flag
 */
struct message {
	unsigned char data[MAX_MESSAGE];
	size_t len;
	unsigned short sid;
	unsigned int ppid;
	bool unordered;
};

/*
 * The stack. What fails for a reason other than the peer ends the program.
 * One thread may send while another receives.
 */
const char *stack_name(void);
void stack_init(const struct config *c);
void stack_listen(const struct config *c);
void stack_accept(void);
bool stack_connect(const struct config *c);
void stack_streams(unsigned int *in, unsigned int *out);
void stack_send(const struct message *m);
enum event stack_recv(struct message *m);
void stack_shutdown(void);
void stack_abort(const char *reason);
void stack_close(void);

/**
 * struct plan - messages of one direction, known to both ends in advance
 * @bytes: volume to reach
 * @largest: length of the largest messages
 * @streams: streams to spread them over
 * @unordered_every: every how manieth message is unordered; 0 for none
 * @seed: what makes this plan differ from another
 * @count: how many messages they are; plan_init() finds out
 */
struct plan {
	size_t bytes;
	size_t largest;
	unsigned int streams;
	unsigned int unordered_every;
	unsigned int seed;
	unsigned int count;
};

struct tally;

/* messages.c */
void plan_init(struct plan *p);
void plan_message(const struct plan *p, unsigned int index, struct message *m);
struct tally *tally_new(const struct plan *p);
bool tally_add(struct tally *t, const struct message *m);
bool tally_complete(const struct tally *t);
void tally_free(struct tally *t);

/* scenario.c */
struct scenario {
	const char *name;
	int (*client)(const struct config *c);
	int (*server)(const struct config *c);
};

const struct scenario *scenario_find(const char *name);

/* peer.c */
void say(const char *fmt, ...);

/* Exit statuses; the runner tells a spoiled message from a failure by them. */
#define PASS		0
#define FAIL		1
#define USAGE		2
#define SPOILED		3

#endif /* PEER_H */
