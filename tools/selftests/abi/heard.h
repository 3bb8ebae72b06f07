/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What recvmsg(2) says, as text: notifications, control messages, flags.
 *
 * What is different each time, ids and TSNs, is written by who knows them.
 */
#ifndef ABI_HEARD_H
#define ABI_HEARD_H

#include <stdio.h>
#include <sys/socket.h>

#include <linux/sctp.h>

#include "output.h"

/**
 * struct heard - where to write, and what ids and TSNs are called
 * @out: where to
 * @put_id: write an association id
 * @put_tsn: write a TSN with the name of its field
 * @whose: for these two
 */
struct heard {
	FILE *out;
	void (*put_id)(const struct heard *h, sctp_assoc_t id);
	void (*put_tsn)(const struct heard *h, const char *name, __u32 tsn);
	void *whose;
};

void heard_cmsg(const struct heard *h, const struct cmsghdr *cmsg);
void heard_event(const struct heard *h, const union sctp_notification *n,
		 size_t len);
void heard_flags(const struct heard *h, int flags);

#endif /* ABI_HEARD_H */
