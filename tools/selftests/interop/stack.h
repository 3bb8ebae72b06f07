/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What offer.c, notice.c and deed.c need of a stack. They are compiled once for
 * each, as the two header files give the same names to different numbers.
 */
#ifndef STACK_H
#define STACK_H

#ifdef USRSCTP
#include <usrsctp.h>
/* Debian's header lacks it, the library does not. */
#define SCTP_INTERLEAVING_SUPPORTED	0x1206
#define SCTP_ENABLE_STRRESET_MASK	SCTP_ENABLE_VALUE_MASK
#else
#include <stdint.h>
#include <sys/socket.h>
#include <linux/sctp.h>
#endif

#include "peer.h"

/**
 * struct stack_sock - a socket
 * @so: of usrsctp
 * @fd: of the kernel
 */
struct stack_sock {
#ifdef USRSCTP
	struct socket *so;
#else
	int fd;
#endif
};

/* kernel.c, usrsctp.c */
struct stack_sock stack_current(void);
int stack_set(struct stack_sock so, int opt, const void *val, socklen_t len);
int stack_get(struct stack_sock so, int opt, void *val, socklen_t *len);

/* offer.c */
void offer(struct stack_sock so, const struct config *c);
void choose(struct stack_sock so, const struct config *c);

/* notice.c */
void notice_subscribe(struct stack_sock so);
enum notice notice_kind(const struct config *c, const void *data);

#endif /* STACK_H */
