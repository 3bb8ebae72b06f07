/* SPDX-License-Identifier: GPL-2.0-only */
/* Messages of which fragments are missing, with I-DATA (RFC 8260) */
#ifndef _SCTP_CORE_UNFINISHED_H
#define _SCTP_CORE_UNFINISHED_H

#include <linux/list.h>
#include <linux/rbtree.h>

#include "core/assoc.h"
#include "core/caps.h"

struct sctp_unfinished;

/**
 * enum sctp_fsn_way - how a peer numbers the fragments of a message
 * @SCTP_FSN_UNKNOWN: nothing has shown it
 * @SCTP_FSN_RFC: the first is 0, the next 1 (RFC 8260 section 2.1)
 * @SCTP_FSN_APART: as Linux: the first has no number, the next is 0
 */
enum sctp_fsn_way {
	SCTP_FSN_UNKNOWN,
	SCTP_FSN_RFC,
	SCTP_FSN_APART,
};

/**
 * struct sctp_early - a fragment that is early
 * @node: in the message's tree, by FSN
 * @behind: in the list of those behind a missing TSN, or empty
 * @of: its message
 * @skb: its packet, or a clone of it
 * @off: where its user data begins
 * @len: bytes of user data
 * @fsn: its FSN
 * @tsn: its TSN
 * @ppid: payload protocol identifier, if it is the first fragment
 */
struct sctp_early {
	struct rb_node node;
	struct list_head behind;
	struct sctp_unfinished *of;
	struct sk_buff *skb;
	u32 off;
	u32 len;
	u32 fsn;
	u32 tsn;
	__be32 ppid;
};

/**
 * struct sctp_unfinished - a message of which fragments are missing
 * @node: in the tree of all, by stream, order and MID
 * @turn: on one of the lists of struct sctp_unfinished_set, or empty
 * @msg: fragments without a gap, since the beginning or the last delivery
 * @early: fragments that are early
 * @nearly: how many
 * @fsn: FSN of the next fragment of @msg
 * @last: FSN of the last fragment, if @ended
 * @mid: MID
 * @newest: highest TSN of its fragments
 * @sid: stream
 * @unordered: U bit
 * @begun: @msg began with the first fragment
 * @ended: the last fragment is there
 * @parted: a part of it was delivered
 */
struct sctp_unfinished {
	struct rb_node node;
	struct list_head turn;
	struct sctp_rx_msg *msg;
	struct rb_root early;
	u32 nearly;
	u32 fsn;
	u32 last;
	u32 mid;
	u32 newest;
	u16 sid;
	bool unordered;
	bool begun;
	bool ended;
	bool parted;
};

/**
 * struct sctp_unfinished_set - all of an association
 * @all: by stream, order and MID
 * @recent: the one looked up last, or NULL
 * @behind: fragments that came behind a missing TSN: they may be dropped until
 *          it is there
 * @due: those of which a part is to be delivered with this packet
 * @ready: those of which a part can be delivered if the window is used up
 */
struct sctp_unfinished_set {
	struct rb_root all;
	struct sctp_unfinished *recent;
	struct list_head behind;
	struct list_head due;
	struct list_head ready;
};

/**
 * sctp_fsn_apart() - is the first fragment left out when FSNs are counted?
 * @a: association
 *
 * What the peer sends says more than what it offered.
 *
 * Return: true when it is a peer that counts like that.
 */
static inline bool sctp_fsn_apart(const struct sctp_assoc *a)
{
	return a->rx.fsn_way == SCTP_FSN_APART ||
	       (a->rx.fsn_way == SCTP_FSN_UNKNOWN &&
		(a->hs.caps & SCTP_CAP_FSN_APART));
}

void sctp_unfinished_unlearn(struct sctp_assoc *a);
int sctp_unfinished_add(struct sctp_assoc *a, u32 tsn,
			const struct sctp_rx_slot *s);
int sctp_unfinished_extent(struct sctp_assoc *a, u32 tsn,
			   const struct sctp_rx_slot *s,
			   const struct sctp_rx_extent *e, u32 n);
int sctp_unfinished_reached(struct sctp_assoc *a, u32 tsn,
			    const struct sctp_rx_slot *s);
bool sctp_unfinished_is_next(struct sctp_assoc *a,
			     const struct sctp_rx_slot *s);
bool sctp_unfinished_waits(struct sctp_assoc *a, const struct sctp_rx_slot *s);
bool sctp_unfinished_has(struct sctp_assoc *a, u16 sid, u8 flags, u32 mid);
void sctp_unfinished_turn(struct sctp_assoc *a, u16 sid);
bool sctp_unfinished_wants_delivery(struct sctp_assoc *a);
void sctp_unfinished_deliver(struct sctp_assoc *a);
void sctp_unfinished_skip(struct sctp_assoc *a, u16 sid, bool unordered,
			  u32 mid);
bool sctp_unfinished_skip_late(struct sctp_assoc *a, u16 sid, bool unordered,
			       u32 mid, u32 tsn);
void sctp_unfinished_renege(struct sctp_assoc *a);
void sctp_unfinished_abort(struct sctp_assoc *a, bool tell);

#endif
