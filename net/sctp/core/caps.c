// SPDX-License-Identifier: GPL-2.0-only
/* Capabilities that are offered by a parameter without value */
#include <linux/kernel.h>

#include "caps.h"

#define CAP_OF(name, type, cap)		case name: return cap;
#define CAP_BITS(name, type, cap)	| (cap)
#define CAP_ROW(name, type, cap)	{ name, cap },

/**
 * sctp_cap_of_param() - the capability a parameter offers
 * @type: type of the parameter
 *
 * Return: SCTP_CAP_*, 0 if it offers none.
 */
u32 sctp_cap_of_param(u16 type)
{
	switch (type) {
	SCTP_CAP_PARAMS(CAP_OF)
	default:
		return 0;
	}
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

	if ((caps & both) == both)
		caps |= SCTP_CAP_I_FORWARD;
	return caps & ~(0 SCTP_CAP_PARAMS(CAP_BITS));
}

/**
 * sctp_cap_param() - the next parameter that capabilities are offered by
 * @caps: SCTP_CAP_* to offer
 * @pos: 0 at first, kept for the next call
 *
 * Return: its type, 0 when there is no more.
 */
u16 sctp_cap_param(u32 caps, u32 *pos)
{
	static const struct {
		u16 type;
		u32 cap;
	} rows[] = { SCTP_CAP_PARAMS(CAP_ROW) };

	while (caps && *pos < ARRAY_SIZE(rows)) {
		u32 i = (*pos)++;

		if (rows[i].cap & caps)
			return rows[i].type;
	}
	return 0;
}
