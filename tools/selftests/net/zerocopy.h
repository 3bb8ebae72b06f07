/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * MSG_ZEROCOPY: turning it on, and what the error queue says of it.
 *
 *	call 0, 1, 2, ... ---> completion { lo, hi, copied } on the error queue
 */
#ifndef SELFTESTS_NET_ZEROCOPY_H
#define SELFTESTS_NET_ZEROCOPY_H

#include <stdbool.h>
#include <stdint.h>

/* Not in the system's header */
#ifndef SCTP_ZEROCOPY
#define SCTP_ZEROCOPY	201
#endif

/* One completion: the calls it is about, and whether their data was copied. */
struct completion {
	uint32_t	lo;
	uint32_t	hi;
	bool		copied;
};

int zerocopy_on(int fd);
int zerocopy_read(int fd, struct completion *c);

#endif
