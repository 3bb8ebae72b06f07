// SPDX-License-Identifier: GPL-2.0-only
/* Capabilities that are offered by a parameter without value */
#include <linux/kernel.h>

#include "core/wire/wire.h"
#include "caps.h"

/**
 * struct cap_row - a capability with a parameter of its own
 * @param: the parameter's type; it has no value
 * @cap: SCTP_CAP_*
 */
struct cap_row {
	u16 param;
	u32 cap;
};

static const struct cap_row cap_rows[] = {
	{ SCTP_PT_FORWARD_TSN, SCTP_CAP_PRSCTP },
	{ SCTP_PT_ECN_CAPABLE, SCTP_CAP_ECN },
};

/**
 * sctp_cap_of_param() - the capability a parameter offers
 * @type: type of the parameter
 *
 * Return: SCTP_CAP_*, 0 if it offers none.
 */
u32 sctp_cap_of_param(u16 type)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(cap_rows); i++)
		if (cap_rows[i].param == type)
			return cap_rows[i].cap;
	return 0;
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
	u32 i;

	if ((caps & both) == both)
		caps |= SCTP_CAP_I_FORWARD;
	for (i = 0; i < ARRAY_SIZE(cap_rows); i++)
		caps &= ~cap_rows[i].cap;
	return caps;
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
	while (caps && *pos < ARRAY_SIZE(cap_rows)) {
		u32 i = (*pos)++;

		if (cap_rows[i].cap & caps)
			return cap_rows[i].param;
	}
	return 0;
}
