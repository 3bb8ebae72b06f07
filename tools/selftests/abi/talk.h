/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two sockets that talk, and what they hear.
 *
 *	kind	c, which connects	s, which answers
 *	4s	one-to-one		one-to-one, accepted
 *	4m	one-to-many		one-to-many
 *	4p	peeled off		one-to-many
 *	6m	one-to-many, IPv6	one-to-many, IPv6
 *
 * A scenario is played with each kind; what it says becomes lines under its
 * name, which is that of what it is about.
 */
#ifndef ABI_TALK_H
#define ABI_TALK_H

#include <netinet/in.h>
#include <stdbool.h>
#include <sys/socket.h>

#include <linux/sctp.h>

#include "output.h"

#ifndef SOL_SCTP
#define SOL_SCTP	132
#endif

/* Kinds to play a scenario with, as bits. */
#define KIND_S		0x1
#define KIND_M		0x2
#define KIND_P		0x4
#define KIND_6		0x8
#define KIND_ALL	0xf

/**
 * struct talk - two sockets and their association
 * @title: of the scenario
 * @kind: KIND_S ...
 * @family: AF_INET or AF_INET6
 * @type: SOCK_STREAM or SOCK_SEQPACKET
 * @port: the answering side's
 * @l: the listening socket; also @s if that is one-to-many
 * @c: connecting socket, or -1
 * @s: answering socket, or -1
 * @cid: id of the association on @c, 0 for one-to-one
 * @sid: id of the association on @s, 0 for one-to-one
 * @tsn: the first one heard
 * @has_tsn: whether any was
 */
struct talk {
	const char *title;
	unsigned int kind;
	int family;
	int type;
	unsigned short port;
	int l;
	int c;
	int s;
	sctp_assoc_t cid;
	sctp_assoc_t sid;
	__u32 tsn;
	bool has_tsn;
};

/**
 * struct scenario - something to play
 * @name: what it is about
 * @title: what happens
 * @play: does it
 * @kinds: with which kinds of sockets, KIND_*
 */
struct scenario {
	const char *name;
	const char *title;
	void (*play)(struct talk *t);
	unsigned int kinds;
};

/* A message on its way out: the parts are put in, then it is sent. */
struct outgoing {
	struct msghdr mh;
	struct iovec iov;
	struct sockaddr_storage to;
	union {
		struct cmsghdr align;
		char room[1024];
	} control;
};

void play(const struct scenario *scenarios, size_t num);
void tell(const struct talk *t, const char *format, ...) __printf(2, 3);
const char *outcome(long ret);

socklen_t talk_addr(const struct talk *t, int host, unsigned short port,
		    struct sockaddr_storage *ss);
int talk_socket(const struct talk *t);
void talk_listen(struct talk *t, int hosts);
void talk_join(struct talk *t);
void talk_open(struct talk *t);
void talk_abort(int *fd);

void set_int(int fd, int level, int option, int value);
void hear_events(int fd, unsigned int types);
void hear_infos(int fd);

void out_begin(struct outgoing *o, const void *data, size_t len);
void *out_cmsg(struct outgoing *o, int level, int type, const void *data,
	       size_t len);
void out_to(struct outgoing *o, const struct talk *t, int host,
	    unsigned short port);
const char *out_send(struct outgoing *o, int fd, int flags);
const char *send_plain(const struct talk *t, int fd, const void *data,
		       size_t len, int flags);
const char *send_flags(const struct talk *t, int fd, const void *data,
		       size_t len, int flags);

void hear(struct talk *t, const char *who, int fd, int most);
void hear_with(struct talk *t, const char *who, int fd, size_t room,
	       size_t control, int flags);

extern const struct scenario cmsg_scenarios[];
extern const size_t num_cmsg_scenarios;
extern const struct scenario event_scenarios[];
extern const size_t num_event_scenarios;

#endif /* ABI_TALK_H */
