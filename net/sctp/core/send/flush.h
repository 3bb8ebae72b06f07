/* SPDX-License-Identifier: GPL-2.0-only */
/* Sending what may be sent: sctp_assoc_flush() */
#ifndef _SCTP_CORE_FLUSH_H
#define _SCTP_CORE_FLUSH_H

#include <linux/types.h>

/**
 * struct sctp_flush - what the last flush left, and what the next one is told
 * @held: messages are left: a window or Nagle holds them back
 * @nagled: Nagle holds them back: they are sent with enough data for a packet
 * @push: the next flush sends small messages without waiting for more
 * @paced: pacing delays data: sctp_assoc_departure()
 */
struct sctp_flush {
	bool held:1;
	bool nagled:1;
	bool push:1;
	bool paced:1;
};

#endif
