// SPDX-License-Identifier: GPL-2.0-only
/* Capabilities that are offered by a parameter without value */
#include <linux/kernel.h>

#include "caps.h"

static u32 lowest_cap(u32 caps)
{
	return caps & -caps;
}

/**
 * sctp_caps_listed() - the capabilities that Supported Extensions offers
 * @caps: SCTP_CAP_* to offer
 *
 * Return: those that no parameter of their own offers, with I-FORWARD-TSN if
 * the peer may choose I-DATA and PR-SCTP (RFC 8260 section 2.3.1).
 */
u32 sctp_caps_listed(u32 caps)
{
	const u32 both = SCTP_CAP_PRSCTP | SCTP_CAP_I_DATA;
	u32 rest;

	if ((caps & both) == both)
		caps |= SCTP_CAP_I_FORWARD;
	for (rest = caps; rest; rest -= lowest_cap(rest))
		if (sctp_param_of_cap(lowest_cap(rest)))
			caps -= lowest_cap(rest);
	return caps;
}

/**
 * sctp_cap_param() - the next parameter that capabilities are offered by
 * @caps: SCTP_CAP_* to offer
 * @done: 0 at first, kept for the next call
 *
 * Return: its type, 0 when there is no more.
 */
u16 sctp_cap_param(u32 caps, u32 *done)
{
	u16 type = 0;

	while (!type && (caps & ~*done)) {
		u32 cap = lowest_cap(caps & ~*done);

		*done |= cap;
		type = sctp_param_of_cap(cap);
	}
	return type;
}
