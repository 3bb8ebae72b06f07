/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Messages whose every property follows from a seed and a number.
 *
 *	number i --hash--> stream, ordered or not, size, content
 *
 * The number travels as the payload protocol identifier.  So the receiver
 * needs nothing but the seed to say of each message whether it is the one
 * that was sent, whole, unchanged, once, and in its place in its stream.
 */
#ifndef SELFTESTS_NET_MESSAGE_H
#define SELFTESTS_NET_MESSAGE_H

#include <netinet/in.h>
#include <netinet/sctp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What all messages of one direction have in common. */
struct plan {
	unsigned int	seed;
	unsigned int	messages;
	unsigned int	streams;
	unsigned int	unordered;	/* percent */
	unsigned int	min, max;	/* size */
};

struct message {
	unsigned int	number;
	unsigned int	stream;
	bool		unordered;
	size_t		size;
	uint64_t	state;		/* generator of the content */
	uint64_t	word;		/* what it made last */
	unsigned int	left;		/* bytes of that not yet used */
};

/* The receiving half's books. */
struct books {
	const struct plan	*plan;
	unsigned int		received;	/* whole messages */
	unsigned long long	bytes;
	unsigned char		*seen;		/* by number */
	unsigned int		*next;		/* by stream: next ordered */
	unsigned int		*ssn;		/* by stream */
	bool			partial;	/* a message is being read */
	struct message		cur;
	size_t			offset;		/* in cur */
	const char		*error;		/* what is wrong, or NULL */
};

/* Room for control messages, aligned for them. */
union control {
	struct cmsghdr	align;
	char		room[256];
};

struct message plan_message(const struct plan *p, unsigned int number);
void message_fill(struct message *m, unsigned char *buf, size_t len);
void books_open(struct books *b, const struct plan *p);
bool books_enter(struct books *b, const struct sctp_rcvinfo *info,
		 const unsigned char *buf, size_t len, bool end);

#endif
