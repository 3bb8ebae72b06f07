/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Serial number arithmetic for TSNs (32 bit) and SSNs (16 bit), RFC 9260
 * section 1.5 and RFC 1982.
 */
#ifndef _SCTP_CORE_SERIAL_H
#define _SCTP_CORE_SERIAL_H

#include <linux/types.h>

static inline bool sctp_tsn_lt(u32 a, u32 b)
{
	return (s32)(a - b) < 0;
}

static inline bool sctp_tsn_lte(u32 a, u32 b)
{
	return (s32)(a - b) <= 0;
}

static inline bool sctp_tsn_gt(u32 a, u32 b)
{
	return (s32)(a - b) > 0;
}

static inline bool sctp_tsn_gte(u32 a, u32 b)
{
	return (s32)(a - b) >= 0;
}

static inline bool sctp_ssn_lt(u16 a, u16 b)
{
	return (s16)(a - b) < 0;
}

#endif
