// SPDX-License-Identifier: GPL-2.0-only
/*
 * An address translator that knows SCTP, before host 0: it tells associations
 * apart by their tags, draft-ietf-tsvwg-natsupp. There is one association, so
 * there is nothing to translate. But the translator passes only packets with
 * tags that it has learned, and may forget them.
 *
 *   host 0 --> INIT, INIT ACK, VTags: learn --> host 1
 *          <-- ABORT, ERROR with the M bit
 */
#include <stdlib.h>
#include <string.h>

#include <asm/byteorder.h>
#include <asm/unaligned.h>
#include <linux/kernel.h>

#include "core/ext/nat.h"
#include "sim.h"

#define HDR	sizeof(struct sctpw_common)

/* The type of the first chunk, but for AUTH, and where it is; 0: there is none
 */
static u32 first_chunk(const struct sim_pkt *pkt, u8 *type)
{
	u32 off = HDR;

	if (off + 4 <= pkt->len && pkt->bytes[off] == SCTP_CT_AUTH)
		off += SCTP_ALIGN4(get_unaligned_be16(pkt->bytes + off + 2));
	if (off + 4 > pkt->len)
		return 0;
	*type = pkt->bytes[off];
	return off;
}

static u32 tag_of(const struct sim_pkt *pkt)
{
	return get_unaligned_be32(pkt->bytes +
				  offsetof(struct sctpw_common, vtag));
}

/* Say something to host 0 about a packet of it that does not pass */
static void answer(const struct sim_pkt *pkt, u8 type, u8 flags, u16 code,
		   u32 tag)
{
	struct sim_pkt *to = sim_pkt_new(HDR + 8);

	to->src = pkt->dst;
	to->dst = pkt->src;
	memcpy(to->bytes, pkt->bytes + 2, 2);
	memcpy(to->bytes + 2, pkt->bytes, 2);
	put_unaligned_be32(tag, to->bytes + 4);
	to->bytes[HDR] = type;
	to->bytes[HDR + 1] = flags;
	put_unaligned_be16(8, to->bytes + HDR + 2);
	put_unaligned_be16(code, to->bytes + HDR + 4);
	put_unaligned_be16(4, to->bytes + HDR + 6);
	sim_net_inject(0, to);
}

/* An INIT or INIT ACK: packets to its sender will have its tag */
static bool learn_init(u8 from, const struct sim_pkt *pkt, u32 off, u8 type)
{
	struct sim_natbox *n = &S.natbox;
	u32 tag = get_unaligned_be32(pkt->bytes + off + 4);

	if (type == SCTP_CT_INIT && n->tag[from] != tag) {
		if (!from && n->taken) {
			n->taken--;
			sim_trace_packet("refused, another has the tag", from,
					 pkt);
			answer(pkt, SCTP_CT_ABORT, SCTP_FLAG_M,
			       SCTP_CAUSE_NAT_COLLISION, tag);
			return false;
		}
		n->tag[!from] = 0;
	}
	n->tag[from] = tag;
	return true;
}

/* An ASCONF with both tags */
static bool learn_vtags(u8 from, const struct sim_pkt *pkt, u32 off)
{
	const u8 *p = pkt->bytes + off + 8;

	p += get_unaligned_be16(p + 2);
	if (p + 16 > pkt->bytes + pkt->len ||
	    get_unaligned_be16(p) != SCTP_PT_VTAGS)
		return false;
	S.natbox.tag[from] = get_unaligned_be32(p + 8);
	S.natbox.tag[!from] = get_unaligned_be32(p + 12);
	S.natbox.learned++;
	sim_trace_packet("learned", from, pkt);
	return true;
}

static bool tag_known(u32 tag)
{
	return tag == S.natbox.tag[0] || tag == S.natbox.tag[1];
}

/* Only an association that is up can tell the tags: what ends it passes */
static bool ends(u8 type)
{
	return type == SCTP_CT_SHUTDOWN || type == SCTP_CT_SHUTDOWN_ACK ||
	       type == SCTP_CT_SHUTDOWN_COMPLETE || type == SCTP_CT_ABORT;
}

/**
 * sim_natbox_pass() - does a packet pass the translator?
 * @from: sender
 * @pkt: the packet
 *
 * Return: false if it is dropped.
 */
bool sim_natbox_pass(u8 from, const struct sim_pkt *pkt)
{
	u8 type = 0;
	u32 off;

	if (!S.natbox.on)
		return true;
	off = first_chunk(pkt, &type);
	if (!off || ends(type))
		return true;
	if (type == SCTP_CT_INIT || type == SCTP_CT_INIT_ACK)
		return learn_init(from, pkt, off, type);
	if (tag_known(tag_of(pkt)))
		return true;
	if (!from && type == SCTP_CT_ASCONF && learn_vtags(from, pkt, off))
		return true;
	sim_trace_packet("dropped, unknown tag", from, pkt);
	if (!from && type != SCTP_CT_ERROR)
		answer(pkt, SCTP_CT_ERROR, SCTP_FLAG_M | SCTP_FLAG_T,
		       SCTP_CAUSE_NAT_NO_STATE, tag_of(pkt));
	return false;
}

/**
 * sim_natbox_forget() - the translator forgets all
 */
void sim_natbox_forget(void)
{
	sim_trace("the translator forgets");
	memset(S.natbox.tag, 0, sizeof(S.natbox.tag));
	S.natbox.forgot++;
}
