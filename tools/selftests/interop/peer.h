/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One end of an interoperability test.
 *
 *	peer.c		options, starting and ending
 *	scenario.c	what the two ends do
 *	reconfig.c	... with stream reconfiguration
 *	address.c	... with addresses that change
 *	partial.c	... with messages that are given up
 *	notices.c	waiting for notifications
 *	messages.c	the messages they exchange, and whether they arrived
 *	kernel.c	the kernel's SCTP sockets	-> peer-kernel
 *	usrsctp.c	the usrsctp library		-> peer-usrsctp
 *	offer.c, notice.c, deed.c	options and notifications: for both
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
 * enum feature - an extension, as a bit
 * @FEATURE_AUTH: RFC 4895
 * @FEATURE_ASCONF: RFC 5061; wants AUTH too
 * @FEATURE_RECONFIG: RFC 6525
 * @FEATURE_PR: RFC 3758
 * @FEATURE_IDATA: RFC 8260
 * @FEATURE_ECN: RFC 9260, appendix A
 * @FEATURE_NRSACK: draft-natarajan-tsvwg-sctp-nrsack; not in-tree's
 * @FEATURE_PKTDROP: draft-stewart-sctp-pktdrprep; not in-tree's
 */
enum feature {
	FEATURE_AUTH	= 1 << 0,
	FEATURE_ASCONF	= 1 << 1,
	FEATURE_RECONFIG = 1 << 2,
	FEATURE_PR	= 1 << 3,
	FEATURE_IDATA	= 1 << 4,
	FEATURE_ECN	= 1 << 5,
	FEATURE_NRSACK	= 1 << 6,
	FEATURE_PKTDROP	= 1 << 7,
};

/**
 * enum policy - when a message is given up
 * @POLICY_NONE: never
 * @POLICY_TTL: after some time
 * @POLICY_RTX: after some retransmissions
 * @POLICY_PRIO: when a better one needs the room
 */
enum policy { POLICY_NONE, POLICY_TTL, POLICY_RTX, POLICY_PRIO };

/**
 * enum notice - what a notification says
 * @NOTICE_OTHER: nothing that scenarios ask for
 * @NOTICE_ADDED: the peer has added the address that moves
 * @NOTICE_PRIMARY: it is to be the primary one
 * @NOTICE_REMOVED: another one is gone
 * @NOTICE_RESET_OUT: streams we send on were reset
 * @NOTICE_RESET_IN: streams we receive on were reset
 * @NOTICE_RESET_ALL: the association was reset
 * @NOTICE_STREAMS: there are more streams
 * @NOTICE_REFUSED: the peer would not do it
 */
enum notice {
	NOTICE_OTHER,
	NOTICE_ADDED,
	NOTICE_PRIMARY,
	NOTICE_REMOVED,
	NOTICE_RESET_OUT,
	NOTICE_RESET_IN,
	NOTICE_RESET_ALL,
	NOTICE_STREAMS,
	NOTICE_REFUSED,
	NOTICES
};

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
 * @features: offer these and no others, and see that both ends have them
 * @policy: when messages are given up
 * @policy_value: milliseconds or retransmissions
 * @scheduler: number of the stream scheduler; -1 for the usual one
 * @cc: number of the congestion control; -1 for the usual one
 * @cmt: how several paths are used at once; 0 if they are not
 * @dac: delay acknowledgments while several paths are used
 * @nat: take part in what address translators do
 * @buffer: of the socket, each way, bytes; 0 for the usual one
 * @told: some must be sent again because the peer says that it was damaged
 * @more: an address that is added later
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
	unsigned int features;
	enum policy policy;
	unsigned int policy_value;
	int scheduler;
	int cc;
	unsigned int cmt;
	bool dac;
	bool nat;
	int buffer;
	bool told;
	struct sockaddr_storage more;
	bool flip;
	bool failover;
	const char *hook;
	const char *ready;
};

/**
 * enum event - what stack_recv() came back with
 * @EVENT_DATA: a whole message
 * @EVENT_NOTICE: a notification about an extension, if any were asked for
 * @EVENT_END: the association ended by a shutdown
 * @EVENT_ABORT: the association ended by the peer's ABORT, or was lost
 * @EVENT_BROKEN: the stack contradicted itself; it said how on stderr
 */
enum event {
	EVENT_DATA,
	EVENT_END,
	EVENT_ABORT,
	EVENT_BROKEN,
	EVENT_NOTICE,
};

/**
 * struct message - a message, or what an ABORT said
 * @data: the bytes
 * @len: how many
 * @sid: stream
 * @ssn: stream sequence number it was received with
 * @ppid: payload protocol identifier, in host order
 * @unordered: sent or received with the U flag
 * @policy: when to give it up
 * @policy_value: milliseconds, retransmissions, or how little it matters
 * @notice: what a notification said
 */
struct message {
	unsigned char data[MAX_MESSAGE];
	size_t len;
	unsigned short sid;
	unsigned short ssn;
	unsigned int ppid;
	bool unordered;
	enum policy policy;
	unsigned int policy_value;
	enum notice notice;
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
unsigned long stack_told(void);

/* offer.c */
unsigned int stack_features(void);

/* kernel.c, usrsctp.c: addresses of the association */
void stack_add_address(const struct sockaddr_storage *addr);
void stack_delete_address(const struct sockaddr_storage *addr);

/* deed.c */
void stack_reset_stream(unsigned short sid, bool out);
void stack_add_streams(unsigned short in, unsigned short out);
void stack_reset_all(void);
void stack_set_primary(const struct sockaddr_storage *addr);
unsigned long stack_abandoned(enum policy policy);

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
unsigned int tally_missing(const struct tally *t);
void tally_free(struct tally *t);

/* scenario.c */
struct scenario {
	const char *name;
	int (*client)(const struct config *c);
	int (*server)(const struct config *c);
};

/* Streams used by data; fewer than either direction negotiates. */
#define STREAMS		7

/* What makes a direction's messages differ from the other's. */
enum { UP = 1, DOWN = 2 };

const struct scenario *scenario_find(const char *name);
void plan_one(struct plan *p, unsigned int streams, unsigned int seed);
void send_all(const struct config *c, const struct plan *p);
int recv_plan(const struct plan *p);
int both_ways(const struct config *c, const struct plan *out,
	      const struct plan *in);
int expect(enum event want);
int expect_streams(unsigned int want_in, unsigned int want_out);

/* notices.c */
enum event recv_event(struct message *m);
int await(enum notice want);

/* reconfig.c, address.c, partial.c: the end that acts, and the other one */
int reset_streams(const struct config *c);
int see_reset_streams(const struct config *c);
int add_streams(const struct config *c);
int see_add_streams(const struct config *c);
int reset_all(const struct config *c);
int see_reset_all(const struct config *c);
int move_address(const struct config *c);
int see_move_address(const struct config *c);
int send_partial(const struct config *c);
int see_partial(const struct config *c);

/* peer.c */
void say(const char *fmt, ...);

/* Exit statuses; the runner tells a spoiled message from a failure by them. */
#define PASS		0
#define FAIL		1
#define USAGE		2
#define SPOILED		3

#endif /* PEER_H */
