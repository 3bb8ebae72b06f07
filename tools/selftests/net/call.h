/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Random system calls on SCTP sockets: how one is made, before anybody calls.
 *
 *	0x10000000  in	 what calls read: filled anew before each of them
 *		    out	 what they write to
 *		    hole not mapped; arrays may reach into it
 *		    ro	 read-only
 *
 * Arguments are made right first and then, now and then, spoiled: what is wrong
 * in every way goes no deeper than the first check.
 */
#ifndef SELFTESTS_NET_CALL_H
#define SELFTESTS_NET_CALL_H

#include <stddef.h>

#include "rng.h"

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))
#define __unused	__attribute__((unused))

#define BASE		((char *)0x10000000)
#define IN_SIZE		8192
#define OUT_SIZE	(256 * 1024)
#define HOLE		(BASE + IN_SIZE + OUT_SIZE)
#define HOLE_SIZE	65536
#define READ_ONLY	(HOLE + HOLE_SIZE)
#define RO_SIZE		4096

/* Descriptors are named by their slot. The last ones are no sockets. */
enum slot {
	SOCKETS = 12,
	PIPE_OUT = SOCKETS,
	PIPE_IN,
	EPOLL,
	ZERO,
	SLOTS
};

/**
 * struct call - a system call to be made
 * @name: of the call
 * @nr: its number
 * @args: its arguments, but for descriptors
 * @fd_args: bit mask of those that are slots
 * @into: slot for a descriptor it returns, or -1
 * @id_at: an association of the first argument's socket goes here, or NULL
 * @id: which
 */
struct call {
	const char	*name;
	long		nr;
	unsigned long	args[6];
	unsigned int	fd_args;
	int		into;
	char		*id_at;
	unsigned int	id;
};

struct maker {
	void	(*make)(struct call *c);
	int	weight;
};

struct makers {
	const struct maker	*list;
	unsigned int		nr;
};

/* call_args.c */
extern struct rng rng;
uint32_t below(uint32_t n);
bool percent(unsigned int p);
uint32_t some_word(void);
size_t some_size(void);
unsigned long some_socket(void);
uint32_t length(uint32_t good);
void *room(size_t len);
void room_anew(void);
unsigned long pointer(const void *good);
unsigned long out(size_t len);
size_t put_v4(void *at);
size_t put_v6(void *at);
size_t put_address(void *at);
size_t put_addresses(void *at, unsigned int n);
void put_id(struct call *c, void *at);
void on_socket(struct call *c, const char *name, long nr);

/* What each file has to offer. */
extern const struct makers call_sock, call_msg, call_opt, call_file;

#endif
