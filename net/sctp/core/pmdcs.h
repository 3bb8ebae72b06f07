/* SPDX-License-Identifier: GPL-2.0-only */
/* The size of a DATA chunk by a path's MTU */
#ifndef _SCTP_CORE_PMDCS_H
#define _SCTP_CORE_PMDCS_H

#include "core/wire/wire.h"
#include "path.h"

/**
 * sctp_path_pmdcs() - PMDCS of a path, RFC 9260 section 2.3
 * @p: path
 *
 * Return: the largest DATA chunk, header included, one packet can hold.
 */
static inline u32 sctp_path_pmdcs(const struct sctp_path *p)
{
	return (p->mtu - sizeof(struct sctpw_common)) & ~3U;
}

#endif
