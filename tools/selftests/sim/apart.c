// SPDX-License-Identifier: GPL-2.0-only
/*
 * A host whose I-DATA is that of Linux: the first fragment of a message has no
 * number, and the next one is 0. Linux lists no I-FORWARD-TSN. Core knows
 * nothing of that here: packets are changed when they leave the host, and
 * changed back when they reach it.
 */
#include <asm/unaligned.h>

#include "core/wire/wire.h"
#include "sim.h"

static void shift_fsn(u8 *c, u32 len, u32 by)
{
	if (len >= sizeof(struct sctpw_idata) && !(c[1] & SCTP_DATA_B))
		put_unaligned_be32(get_unaligned_be32(c + 16) + by, c + 16);
}

/* I-DATA is listed twice instead */
static void unlist(u8 *c, u32 len)
{
	u32 off, n, i;

	for (off = sizeof(struct sctpw_init); off + 4 <= len;
	     off += SCTP_ALIGN4(n)) {
		n = get_unaligned_be16(c + off + 2);
		if (n < 4 || off + n > len)
			return;
		if (get_unaligned_be16(c + off) != SCTP_PT_SUPPORTED_EXT)
			continue;
		for (i = 4; i < n; i++)
			if (c[off + i] == SCTP_CT_I_FORWARD_TSN)
				c[off + i] = SCTP_CT_I_DATA;
	}
}

static void change_chunks(struct sim_pkt *pkt, bool leaves)
{
	u32 off, len;

	for (off = sizeof(struct sctpw_common); off + 4 <= pkt->len;
	     off += SCTP_ALIGN4(len)) {
		u8 *c = pkt->bytes + off;

		len = get_unaligned_be16(c + 2);
		if (len < 4 || off + len > pkt->len)
			return;
		if (c[0] == SCTP_CT_I_DATA)
			shift_fsn(c, len, leaves ? -1 : 1);
		else if (leaves && (c[0] == SCTP_CT_INIT ||
				    c[0] == SCTP_CT_INIT_ACK))
			unlist(c, len);
	}
}

/**
 * sim_apart() - a packet leaves such a host, or reaches it
 * @pkt: the packet
 * @leaves: which
 *
 * A checksum that is wrong stays wrong.
 */
void sim_apart(struct sim_pkt *pkt, bool leaves)
{
	struct sctpw_common *c = (void *)pkt->bytes;

	if (pkt->len < sizeof(*c) ||
	    c->checksum != shim_sctp_checksum(pkt->bytes, pkt->len))
		return;
	change_chunks(pkt, leaves);
	c->checksum = shim_sctp_checksum(pkt->bytes, pkt->len);
}
