// SPDX-License-Identifier: GPL-2.0-only
/*
 * FORWARD TSN, RFC 3758 section 3.6: the peer gave up messages. TSNs up to the
 * one it names count as received, and messages of the listed streams wait no
 * longer for those that were given up.
 *
 *   cum_tsn     New Cumulative TSN
 *      v               v
 *   ---+ . [m] . . [m] . [BE] [BE] .
 *        given up        ^--------- taken as if the gap was closed
 *
 * It may go as far as it likes: TSNs that were not received cost nothing.
 *
 * With I-DATA it is I-FORWARD-TSN (RFC 8260 section 2.3.1), which lists
 * unordered messages, too: TSNs do not tell which of the incomplete ones were
 * given up.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <asm/unaligned.h>

#include "core/assoc.h"
#include "core/caps.h"
#include "core/wire/dataformat.h"
#include "core/wire/frame.h"
#include "datain.h"
#include "forward.h"
#include "instream.h"
#include "reasm.h"
#include "sackout.h"
#include "unfinished.h"

/* With RE-CONFIG, a FORWARD TSN that goes this far is from after a TSN reset */
#define SCTP_FORWARD_MOST	0x20000000U

/**
 * struct skip_list - the streams that the chunk lists
 * @pos: the next one
 * @left: how many
 * @mixed: of I-FORWARD-TSN
 * @unordered: it is about unordered messages
 * @sid: stream
 * @mid: its last SSN, or MID, that was given up
 */
struct skip_list {
	const u8 *pos;
	u32 left;
	bool mixed;
	bool unordered;
	u16 sid;
	u32 mid;
};

/* Bytes behind the last whole entry are ignored */
static struct skip_list skip_begin(const struct sctp_view *v)
{
	bool mixed = v->type == SCTP_CT_I_FORWARD_TSN;

	return (struct skip_list) {
		.pos = v->hdr + sizeof(struct sctpw_forward),
		.left = (v->len - sizeof(struct sctpw_forward)) /
			(mixed ? sizeof(struct sctpw_iskip) :
				 sizeof(struct sctpw_skip)),
		.mixed = mixed,
	};
}

static void take_skip(struct skip_list *l)
{
	const struct sctpw_skip *s = (const void *)l->pos;

	l->sid = get_unaligned_be16(&s->sid);
	l->mid = get_unaligned_be16(&s->ssn);
	l->pos += sizeof(*s);
}

static void take_iskip(struct skip_list *l)
{
	const struct sctpw_iskip *s = (const void *)l->pos;

	l->sid = get_unaligned_be16(&s->sid);
	l->unordered = get_unaligned_be16(&s->flags) & SCTP_ISKIP_U;
	l->mid = get_unaligned_be32(&s->mid);
	l->pos += sizeof(*s);
}

/* The next entry. Streams that do not exist are passed over */
static bool skip_next(struct skip_list *l, const struct sctp_assoc *a)
{
	while (l->left) {
		l->left--;
		if (l->mixed)
			take_iskip(l);
		else
			take_skip(l);
		if (l->sid < a->rx.streams.num)
			return true;
		sctp_mib_add(a->mib, SCTP_MIB_IN_BAD_STREAM, 1);
	}
	return false;
}

/* Allocate all streams of the list before anything is changed */
static bool skip_reserve(struct sctp_assoc *a, const struct sctp_view *v)
{
	struct skip_list l = skip_begin(v);

	while (skip_next(&l, a))
		if (!l.unordered && sctp_instream_reserve(a, l.sid))
			return false;
	return true;
}

/* Drop the listed message if it is incomplete. True if it was */
static bool skip_one_late(struct sctp_assoc *a, const struct skip_list *l,
			  u32 tsn)
{
	return l->mixed ? sctp_unfinished_skip_late(a, l->sid, l->unordered,
						    l->mid, tsn) :
			  sctp_reasm_skip(a, l->sid, l->mid, tsn);
}

static void skip_ordered(struct sctp_assoc *a, const struct skip_list *l)
{
	sctp_instream_skip(a, l->sid, l->mid);
	if (l->mixed)
		sctp_unfinished_turn(a, l->sid);
}

/* All TSNs up to the one named were received. Of an incomplete message that is
 * listed no more fragments come, as the rest of it was never sent.
 */
static void forward_late(struct sctp_assoc *a, u32 tsn,
			 const struct sctp_view *v)
{
	struct skip_list l = skip_begin(v);

	while (a->rx.reasm.partial && skip_next(&l, a))
		if (skip_one_late(a, &l, tsn) && !l.unordered)
			skip_ordered(a, &l);
}

/* Drop incomplete messages first, then deliver those that waited for them */
static int forward_mixed(struct sctp_assoc *a, u32 tsn,
			 const struct sctp_view *v)
{
	struct skip_list l = skip_begin(v);

	while (skip_next(&l, a)) {
		sctp_unfinished_skip(a, l.sid, l.unordered, l.mid);
		if (!l.unordered)
			skip_ordered(a, &l);
	}
	return sctp_reasm_forward(a, tsn);
}

static int forward_plain(struct sctp_assoc *a, u32 tsn,
			 const struct sctp_view *v)
{
	struct skip_list l = skip_begin(v);

	sctp_reasm_forward(a, tsn);
	while (skip_next(&l, a))
		skip_ordered(a, &l);
	return 0;
}

static enum sctp_verdict forward_broken(struct sctp_rx *rx)
{
	return sctp_verdict_abort(rx, SCTP_CAUSE_PROTOCOL_VIOLATION, NULL, 0);
}

/* Is it from after an SSN/TSN reset that we asked for, and whose answer was
 * lost? A peer may have TSNs that are far ahead then. It must not be taken
 * before the answer: the TSNs that it counts as received would be forgotten
 * with the reset.
 */
static bool is_renumbered(const struct sctp_assoc *a, u32 tsn)
{
	u32 ahead = tsn - a->rx.ring.cum_tsn;

	return (a->hs.caps & SCTP_CAP_RECONFIG) && ahead >= SCTP_FORWARD_MOST &&
	       ahead <= S32_MAX;
}

static enum sctp_verdict forward_take(struct sctp_assoc *a, struct sctp_rx *rx,
				      const struct sctp_view *v)
{
	const struct sctpw_forward *h = (const void *)v->hdr;
	u32 tsn = get_unaligned_be32(&h->tsn);
	int err;

	sctp_sack_hurry(a);
	if (is_renumbered(a, tsn))
		return SCTP_V_NEXT;
	if (sctp_tsn_lte(tsn, a->rx.ring.cum_tsn)) {
		forward_late(a, tsn, v);
		return SCTP_V_NEXT;
	}
	if (!skip_reserve(a, v)) {
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
		return SCTP_V_NEXT;
	}
	sctp_mib_add(a->mib, SCTP_MIB_IN_FORWARD_TSNS, 1);
	err = v->type == SCTP_CT_I_FORWARD_TSN ? forward_mixed(a, tsn, v) :
						 forward_plain(a, tsn, v);
	return err || !sctp_data_drain(a) ? forward_broken(rx) : SCTP_V_NEXT;
}

/**
 * sctp_forward_input() - process a FORWARD TSN
 * @a: association in a state that takes data
 * @rx: packet
 * @v: the chunk
 *
 * A SACK is sent at once. Without memory the chunk is dropped: the peer sends
 * it again. With I-DATA it is a protocol violation (RFC 8260 section 2.3.1).
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_forward_input(struct sctp_assoc *a, struct sctp_rx *rx,
				     const struct sctp_view *v)
{
	return a->tx.format == SCTP_FORMAT_DATA ? forward_take(a, rx, v) :
						  forward_broken(rx);
}

/**
 * sctp_iforward_input() - process an I-FORWARD-TSN
 * @a: association in a state that takes data
 * @rx: packet
 * @v: the chunk
 *
 * Without I-DATA it is a protocol violation.
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_iforward_input(struct sctp_assoc *a, struct sctp_rx *rx,
				      const struct sctp_view *v)
{
	return a->tx.format == SCTP_FORMAT_I_DATA ? forward_take(a, rx, v) :
						    forward_broken(rx);
}
