// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reassembly with I-DATA, RFC 8260 section 2.2.3. Fragments of messages of
 * different streams may be mixed, so any number of messages may be unfinished,
 * each found by its stream, U bit and MID. TSNs tell nothing about them.
 *
 *   FSN    0 1 2 3 4 . 6 7 . 9
 *          |------>|   '-early'
 *             msg  next
 *
 * Fragments without a gap are a chain. The others wait in a tree by FSN, and so
 * do those behind a missing TSN: the peer keeps them, so they may be dropped.
 * If a message is complete its fragments are taken even behind a missing TSN.
 *
 * All fragments have different FSNs from the next one to the last one. So their
 * number says whether the message is complete.
 *
 * Linux counts from 0 again after the first fragment. An FSN of 0 behind it
 * shows that. Until one way or the other was seen no message is taken behind a
 * missing TSN: that may be the one fragment that is missing.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "core/ext/nrsack.h"
#include "core/wire/serial.h"
#include "chain.h"
#include "instream.h"
#include "reasm.h"
#include "rwnd.h"
#include "rxmsg.h"
#include "rxring.h"
#include "unfinished.h"

/* --- the tree of all --- */

static struct sctp_unfinished *unfinished_of(struct rb_node *node)
{
	return rb_entry(node, struct sctp_unfinished, node);
}

static struct sctp_early *early_of(struct rb_node *node)
{
	return rb_entry(node, struct sctp_early, node);
}

/* The order of the tree: < 0, 0 or > 0 */
static int unfinished_cmp(const struct sctp_unfinished *u, u16 sid,
			  bool unordered, u32 mid)
{
	if (u->sid != sid)
		return sid < u->sid ? -1 : 1;
	if (u->unordered != unordered)
		return u->unordered ? -1 : 1;
	if (u->mid != mid)
		return mid < u->mid ? -1 : 1;
	return 0;
}

static struct sctp_unfinished *unfinished_find(struct sctp_unfinished_set *set,
					       u16 sid, bool unordered, u32 mid)
{
	struct sctp_unfinished *u = set->recent;
	struct rb_node *node = set->all.rb_node;
	int cmp;

	if (u && !unfinished_cmp(u, sid, unordered, mid))
		return u;
	while (node) {
		u = unfinished_of(node);
		cmp = unfinished_cmp(u, sid, unordered, mid);
		if (!cmp) {
			set->recent = u;
			return u;
		}
		node = cmp < 0 ? node->rb_left : node->rb_right;
	}
	return NULL;
}

static void unfinished_insert(struct sctp_unfinished_set *set,
			      struct sctp_unfinished *u)
{
	struct rb_node **link = &set->all.rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		link = unfinished_cmp(unfinished_of(parent), u->sid,
				      u->unordered, u->mid) < 0 ?
		       &parent->rb_left : &parent->rb_right;
	}
	rb_link_node(&u->node, parent, link);
	rb_insert_color(&u->node, &set->all);
	set->recent = u;
}

static struct sctp_unfinished_set *set_new(struct sctp_assoc *a)
{
	struct sctp_unfinished_set *set = kzalloc(sizeof(*set), GFP_ATOMIC);

	if (!set)
		return NULL;
	INIT_LIST_HEAD(&set->behind);
	INIT_LIST_HEAD(&set->due);
	INIT_LIST_HEAD(&set->ready);
	sctp_rx_charge(&a->rx.wnd, sizeof(*set));
	a->rx.reasm.unfinished = set;
	return set;
}

static struct sctp_unfinished *unfinished_new(struct sctp_assoc *a, u32 tsn,
					      const struct sctp_rx_slot *s)
{
	struct sctp_unfinished_set *set = a->rx.reasm.unfinished ?: set_new(a);
	struct sctp_unfinished *u;

	if (!set)
		return NULL;
	u = kzalloc(sizeof(*u), GFP_ATOMIC);
	if (!u)
		return NULL;
	u->msg = sctp_chain_new(a, 0, s);
	if (!u->msg) {
		kfree(u);
		return NULL;
	}
	sctp_rx_charge(&a->rx.wnd, sizeof(*u));
	INIT_LIST_HEAD(&u->turn);
	u->early = RB_ROOT;
	u->sid = s->sid;
	u->mid = s->mid;
	u->newest = tsn;
	u->unordered = s->flags & SCTP_DATA_U;
	unfinished_insert(set, u);
	return u;
}

/* Take it out of the set and free it, but not @msg. Nothing is early */
static void unfinished_free(struct sctp_assoc *a, struct sctp_unfinished *u)
{
	struct sctp_unfinished_set *set = a->rx.reasm.unfinished;

	if (set->recent == u)
		set->recent = NULL;
	if (u->unordered && u->parted)
		sctp_instream_set_parted(a, u->sid, false);
	list_del(&u->turn);
	rb_erase(&u->node, &set->all);
	sctp_rx_uncharge(&a->rx.wnd, sizeof(*u));
	kfree(u);
}

/* --- fragments that are early --- */

static int early_insert(struct sctp_unfinished *u, struct sctp_early *e)
{
	struct rb_node **link = &u->early.rb_node, *parent = NULL;
	struct sctp_early *other;

	while (*link) {
		parent = *link;
		other = early_of(parent);
		if (other->fsn == e->fsn)
			return -EPROTO;
		link = sctp_tsn_lt(e->fsn, other->fsn) ? &parent->rb_left :
							 &parent->rb_right;
	}
	rb_link_node(&e->node, parent, link);
	rb_insert_color(&e->node, &u->early);
	u->nearly++;
	return 0;
}

/* Take a fragment out of the tree and free it, but not its packet reference */
static void early_free(struct sctp_assoc *a, struct sctp_unfinished *u,
		       struct sctp_early *e)
{
	list_del(&e->behind);
	sctp_nrsack_keep(a, e->tsn);
	rb_erase(&e->node, &u->early);
	u->nearly--;
	sctp_rx_uncharge(&a->rx.wnd, sizeof(*e));
	kfree(e);
}

static void early_drop(struct sctp_assoc *a, struct sctp_unfinished *u,
		       struct sctp_early *e)
{
	sctp_rx_drop(&a->rx.wnd, e->len);
	sctp_rx_uncharge(&a->rx.wnd, sctp_rx_piece_put(e->skb));
	early_free(a, u, e);
}

static int early_keep(struct sctp_assoc *a, struct sctp_unfinished *u, u32 tsn,
		      const struct sctp_rx_slot *s, u32 fsn)
{
	struct sctp_early *e = kzalloc(sizeof(*e), GFP_ATOMIC);

	if (!e)
		return -ENOMEM;
	INIT_LIST_HEAD(&e->behind);
	e->of = u;
	e->off = s->off;
	e->len = s->len;
	e->fsn = fsn;
	e->tsn = tsn;
	e->ppid = s->ppid;
	e->skb = sctp_chain_piece(a, s);
	if (!e->skb) {
		kfree(e);
		return -ENOMEM;
	}
	if (early_insert(u, e)) {
		sctp_rx_uncharge(&a->rx.wnd, sctp_rx_piece_put(e->skb));
		kfree(e);
		return -EPROTO;
	}
	if (tsn != a->rx.ring.cum_tsn + 1)
		list_add_tail(&e->behind, &a->rx.reasm.unfinished->behind);
	sctp_rx_charge(&a->rx.wnd, sizeof(*e));
	return 0;
}

/* --- from fragments to the message --- */

/* @n fragments were added to a message. If it was empty (@fresh), @tsn and
 * @ppid are those of the first.
 */
static void msg_added(struct sctp_assoc *a, struct sctp_unfinished *u,
		      bool fresh, u32 tsn, __be32 ppid, u32 n)
{
	/* 1 comes next after the first in order of TSNs: 0 would come before */
	if (unlikely(a->rx.fsn_way == SCTP_FSN_UNKNOWN) && (u->begun || n > 1))
		a->rx.fsn_way = SCTP_FSN_RFC;
	if (fresh)
		sctp_chain_begun(u->msg, tsn, u->begun ? u->msg->ppid : ppid);
	u->begun = true;
	u->fsn += n;
}

static void take_early(struct sctp_assoc *a, struct sctp_unfinished *u,
		       struct sctp_early *e)
{
	struct sctp_rx_extent extent = {
		.off = e->off,
		.len = e->len,
		.seg = e->len,
	};
	bool fresh = !u->msg->head;

	sctp_chain_link(u->msg, e->skb, &extent);
	msg_added(a, u, fresh, e->tsn, e->ppid, 1);
	early_free(a, u, e);
}

static struct sctp_early *first_early(const struct sctp_unfinished *u)
{
	struct rb_node *node = rb_first(&u->early);

	return node ? early_of(node) : NULL;
}

/* Is a message complete, and may it be taken although a TSN is missing? */
static bool complete_early(struct sctp_assoc *a,
			   const struct sctp_unfinished *u)
{
	if (!u->ended || u->nearly != u->last - u->fsn + 1 ||
	    a->rx.fsn_way == SCTP_FSN_UNKNOWN)
		return false;
	return u->unordered ? u->parted || !sctp_instream_is_parted(a, u->sid) :
			      sctp_instream_has_room(a, u->sid, u->mid);
}

/* May a part of a message be delivered, by the order of its stream? */
static bool has_turn(struct sctp_assoc *a, const struct sctp_unfinished *u)
{
	if (!u->msg->len)
		return false;
	if (u->parted)
		return true;
	return u->unordered ? !sctp_instream_is_parted(a, u->sid) :
			      sctp_instream_is_next(a, u->sid, u->mid);
}

/* If a part of a message may be delivered, put it on @due or @ready */
static void note_turn(struct sctp_assoc *a, struct sctp_unfinished *u)
{
	struct sctp_unfinished_set *set = a->rx.reasm.unfinished;

	if (!has_turn(a, u))
		return;
	if (u->parted ||
	    (a->cfg->pd_point && u->msg->len >= a->cfg->pd_point))
		list_move_tail(&u->turn, &set->due);
	else if (list_empty(&u->turn))
		list_add_tail(&u->turn, &set->ready);
}

/* Deliver the last part, or the whole message */
static int unfinished_done(struct sctp_assoc *a, struct sctp_unfinished *u)
{
	struct sctp_rx_msg *msg = u->msg;
	bool parted = u->parted, ordered = !u->unordered;
	u16 sid = u->sid;
	int err = 0;

	sctp_mib_add(a->mib, SCTP_MIB_REASMUSRMSGS, 1);
	unfinished_free(a, u);
	sctp_chain_mark(msg, SCTP_RX_LAST);
	if (!parted) {
		sctp_chain_mark(msg, SCTP_RX_FIRST);
		err = sctp_instream_message(a, msg);
	} else {
		sctp_instream_deliver(a, msg);
		sctp_instream_partial_done(a, sid, ordered);
	}
	if (ordered)
		sctp_unfinished_turn(a, sid);
	return err;
}

/* Add fragments that are no longer early to the message. @tsn is the highest
 * TSN without a gap before it.
 */
static int unfinished_progress(struct sctp_assoc *a, struct sctp_unfinished *u,
			       u32 tsn)
{
	bool all = complete_early(a, u);
	struct sctp_early *e;

	while ((e = first_early(u)) != NULL && e->fsn == u->fsn &&
	       (all || sctp_tsn_lte(e->tsn, tsn)))
		take_early(a, u, e);
	if (u->ended && u->fsn == u->last + 1)
		return unfinished_done(a, u);
	note_turn(a, u);
	return 0;
}

/* --- what arrives --- */

/* Does a fragment fit the others? @n are added at once */
static bool fits_unfinished(const struct sctp_unfinished *u, u8 flags,
			    u32 fsn, u32 n)
{
	struct rb_node *greatest = rb_last(&u->early);
	u32 last = fsn + n - 1;

	if (flags & SCTP_DATA_B ? u->begun : !fsn && !u->begun)
		return false;
	if (sctp_tsn_lt(fsn, u->fsn))
		return false;
	if (u->ended)
		return !(flags & SCTP_DATA_E) && sctp_tsn_lt(last, u->last);
	return !(flags & SCTP_DATA_E) || !greatest ||
	       sctp_tsn_lt(early_of(greatest)->fsn, last);
}

static void unfinished_give_up(struct sctp_assoc *a, struct sctp_unfinished *u);

/* A fragment of an unordered message may arrive after the I-FORWARD-TSN that
 * gives the message up. The missing fragments before it have lower TSNs. If no
 * TSN is missing up to it, they will never come.
 */
static bool never_completed(const struct sctp_assoc *a,
			    const struct sctp_unfinished *u)
{
	const struct sctp_early *e = first_early(u);

	return u->unordered && e && e->fsn != u->fsn &&
	       sctp_tsn_lte(e->tsn, a->rx.ring.cum_tsn);
}

/* Find a message that may be completed. After a reset of its stream (RFC 6525)
 * a new message may have the number of an old one.
 */
static struct sctp_unfinished *find_alive(struct sctp_assoc *a, u16 sid,
					  bool unordered, u32 mid)
{
	struct sctp_unfinished_set *set = a->rx.reasm.unfinished;
	struct sctp_unfinished *u = NULL;

	if (set)
		u = unfinished_find(set, sid, unordered, mid);
	if (!u || !never_completed(a, u))
		return u;
	unfinished_give_up(a, u);
	return NULL;
}

/* The message of a fragment, made if need be */
static int unfinished_get(struct sctp_assoc *a, u32 tsn,
			  const struct sctp_rx_slot *s,
			  struct sctp_unfinished **u)
{
	bool unordered = s->flags & SCTP_DATA_U;

	*u = find_alive(a, s->sid, unordered, s->mid);
	if (*u)
		return 0;
	if (!unordered && sctp_instream_is_used(a, s->sid, s->mid))
		return -ESTALE;
	*u = unfinished_new(a, tsn, s);
	return *u ? 0 : -ENOMEM;
}

/* Forget a message that has no fragment */
static void unfinished_settle(struct sctp_assoc *a, struct sctp_unfinished *u)
{
	if (u->begun || u->nearly)
		return;
	sctp_rx_uncharge(&a->rx.wnd, sctp_rx_msg_free(u->msg));
	unfinished_free(a, u);
}

/* No peer that keeps to the RFC sends this */
static bool is_zero_again(const struct sctp_rx_slot *s)
{
	return !(s->flags & SCTP_DATA_B) && !s->fsn;
}

static u32 slot_fsn(const struct sctp_assoc *a, const struct sctp_rx_slot *s)
{
	bool apart = a->rx.fsn_way == SCTP_FSN_APART ||
		     (a->rx.fsn_way == SCTP_FSN_UNKNOWN && is_zero_again(s));

	return s->flags & SCTP_DATA_B ? 0 : s->fsn + apart;
}

/* Number the fragments that were received as the others will be */
static void renumber_early(struct sctp_unfinished *u)
{
	struct rb_node *node;

	for (node = rb_first(&u->early); node; node = rb_next(node))
		if (early_of(node)->fsn)
			early_of(node)->fsn++;
	if (u->ended)
		u->last++;
}

/* Does the peer number fragments as Linux does? */
static void learn_fsn_way(struct sctp_assoc *a, const struct sctp_rx_slot *s)
{
	struct sctp_unfinished_set *set = a->rx.reasm.unfinished;
	struct rb_node *node;

	if (a->rx.fsn_way != SCTP_FSN_UNKNOWN || !is_zero_again(s))
		return;
	a->rx.fsn_way = SCTP_FSN_APART;
	if (!set)
		return;
	for (node = rb_first(&set->all); node; node = rb_next(node))
		renumber_early(unfinished_of(node));
}

/**
 * sctp_unfinished_unlearn() - forget how the peer numbers fragments
 * @a: association whose peer restarted
 */
void sctp_unfinished_unlearn(struct sctp_assoc *a)
{
	a->rx.fsn_way = SCTP_FSN_UNKNOWN;
}

static void note_end(struct sctp_unfinished *u, u8 flags, u32 last)
{
	if (!(flags & SCTP_DATA_E))
		return;
	u->ended = true;
	u->last = last;
}

/* Is there no early fragment among the @n from @fsn on? */
static bool early_after(const struct sctp_unfinished *u, u32 fsn, u32 n)
{
	return !u->nearly || sctp_tsn_gte(first_early(u)->fsn, fsn + n);
}

/* Add fragments that are next in order of TSNs, and of FSNs */
static int add_next(struct sctp_assoc *a, struct sctp_unfinished *u, u32 tsn,
		    const struct sctp_rx_slot *s,
		    const struct sctp_rx_extent *e, u32 n)
{
	bool fresh = !u->msg->head;
	int err;

	if (!early_after(u, u->fsn, n))
		return -EPROTO;
	err = sctp_chain_add(u->msg, s, e);
	if (err)
		return err;
	msg_added(a, u, fresh, tsn, s->ppid, n);
	return 0;
}

static int add_one(struct sctp_assoc *a, struct sctp_unfinished *u, u32 tsn,
		   const struct sctp_rx_slot *s)
{
	struct sctp_rx_extent e = sctp_chain_extent(s);
	u32 fsn = slot_fsn(a, s);

	if (!fits_unfinished(u, s->flags, fsn, 1))
		return -EPROTO;
	return tsn == a->rx.ring.cum_tsn + 1 && fsn == u->fsn ?
		       add_next(a, u, tsn, s, &e, 1) :
		       early_keep(a, u, tsn, s, fsn);
}

/* Fragments up to @tsn were added, unless @err says why not */
static int fragments_added(struct sctp_assoc *a, struct sctp_unfinished *u,
			   u32 tsn, u8 flags, u32 last, int err)
{
	if (err) {
		unfinished_settle(a, u);
		return err;
	}
	if (sctp_tsn_gt(tsn, u->newest))
		u->newest = tsn;
	note_end(u, flags, last);
	return unfinished_progress(a, u, a->rx.ring.cum_tsn);
}

/**
 * sctp_unfinished_add() - a fragment arrived
 * @a: association
 * @tsn: its TSN, not received yet
 * @s: the fragment, which lacks B or E bit; its stream was reserved, and the
 *     caller keeps its reference to the packet
 *
 * Return: 0; -ENOMEM; -ESTALE when its message was delivered; -EPROTO when it
 * does not fit the others; -E2BIG when it completed a message that was dropped,
 * since too many of its stream wait. For the last two the association is to be
 * aborted.
 */
int sctp_unfinished_add(struct sctp_assoc *a, u32 tsn,
			const struct sctp_rx_slot *s)
{
	struct sctp_unfinished *u;
	int err;

	learn_fsn_way(a, s);
	err = unfinished_get(a, tsn, s, &u);
	if (err)
		return err;
	return fragments_added(a, u, tsn, s->flags, slot_fsn(a, s),
			       add_one(a, u, tsn, s));
}

/**
 * sctp_unfinished_extent() - many fragments arrived that lie in a packet
 * @a: association
 * @tsn: TSN of the first, which is next in order
 * @s: what they have in common, with the FSN of the first, or its PPID; its
 *     packet has no other user data
 * @e: where they are
 * @n: how many
 *
 * Return: see sctp_unfinished_add(); -EAGAIN when they are not next in order of
 * FSNs.
 */
int sctp_unfinished_extent(struct sctp_assoc *a, u32 tsn,
			   const struct sctp_rx_slot *s,
			   const struct sctp_rx_extent *e, u32 n)
{
	struct sctp_unfinished *u;
	u32 fsn;
	int err;

	learn_fsn_way(a, s);
	fsn = slot_fsn(a, s);
	err = unfinished_get(a, tsn, s, &u);
	if (err)
		return err;
	if (fsn != u->fsn || !fits_unfinished(u, s->flags, fsn, n))
		err = -EAGAIN;
	else
		err = add_next(a, u, tsn, s, e, n);
	return fragments_added(a, u, tsn + n - 1, s->flags, fsn + n - 1, err);
}

/**
 * sctp_unfinished_reached() - all TSNs before that of a fragment were received
 * @a: association
 * @tsn: its TSN
 * @s: its slot in the ring
 *
 * Return: 0, or -E2BIG as sctp_unfinished_add().
 */
int sctp_unfinished_reached(struct sctp_assoc *a, u32 tsn,
			    const struct sctp_rx_slot *s)
{
	struct sctp_unfinished *u = NULL;

	if (a->rx.reasm.unfinished)
		u = unfinished_find(a->rx.reasm.unfinished, s->sid,
				    s->flags & SCTP_DATA_U, s->mid);
	return u ? unfinished_progress(a, u, tsn) : 0;
}

/**
 * sctp_unfinished_has() - is there such a message?
 * @a: association
 * @sid: its stream
 * @flags: SCTP_DATA_* of a fragment
 * @mid: its MID
 *
 * Return: true if so.
 */
bool sctp_unfinished_has(struct sctp_assoc *a, u16 sid, u8 flags, u32 mid)
{
	return find_alive(a, sid, flags & SCTP_DATA_U, mid);
}

/**
 * sctp_unfinished_waits() - does a fragment wait for others of its message?
 * @a: association
 * @s: the fragment, behind a missing TSN
 *
 * Return: true if so: it may be dropped.
 */
bool sctp_unfinished_waits(struct sctp_assoc *a, const struct sctp_rx_slot *s)
{
	struct sctp_unfinished_set *set = a->rx.reasm.unfinished;

	return set && unfinished_find(set, s->sid, s->flags & SCTP_DATA_U,
				      s->mid);
}

/**
 * sctp_unfinished_is_next() - is a fragment the next of its message?
 * @a: association
 * @s: the fragment
 *
 * Return: true if so, and if it begins one.
 */
bool sctp_unfinished_is_next(struct sctp_assoc *a,
			     const struct sctp_rx_slot *s)
{
	const struct sctp_unfinished *u;

	u = find_alive(a, s->sid, s->flags & SCTP_DATA_U, s->mid);
	return slot_fsn(a, s) == (u ? u->fsn : 0);
}

/* --- parts of messages --- */

/**
 * sctp_unfinished_turn() - the next ordered message of a stream has its turn
 * @a: association
 * @sid: the stream
 */
void sctp_unfinished_turn(struct sctp_assoc *a, u16 sid)
{
	struct sctp_unfinished *u = NULL;

	if (a->rx.reasm.unfinished)
		u = unfinished_find(a->rx.reasm.unfinished, sid, false,
				    sctp_instream_next_mid(a, sid));
	if (u)
		note_turn(a, u);
}

static struct sctp_unfinished *first_of(struct list_head *list)
{
	return list_first_entry_or_null(list, struct sctp_unfinished, turn);
}

/* Can nothing be read, and nothing more be received? */
static bool stands_still(const struct sctp_assoc *a)
{
	return !a->rx.wnd.unread && sctp_rwnd_exhausted(a);
}

/**
 * sctp_unfinished_wants_delivery() - should a part be delivered now?
 * @a: association that has such messages
 *
 * Return: true when sctp_unfinished_deliver() will deliver.
 */
bool sctp_unfinished_wants_delivery(struct sctp_assoc *a)
{
	const struct sctp_unfinished_set *set = a->rx.reasm.unfinished;

	return !list_empty(&set->due) ||
	       (!list_empty(&set->ready) && stands_still(a));
}

/* Deliver what is there of a message. False without memory */
static bool part_delivered(struct sctp_assoc *a, struct sctp_unfinished *u)
{
	struct sctp_rx_msg *msg = u->msg;
	struct sctp_rx_msg *rest = sctp_chain_rest(a, 0, msg);

	if (!rest)
		return false;
	list_del_init(&u->turn);
	if (!u->parted)
		sctp_chain_mark(msg, SCTP_RX_FIRST);
	if (u->unordered)
		sctp_instream_set_parted(a, u->sid, true);
	u->parted = true;
	u->msg = rest;
	sctp_instream_deliver(a, msg);
	return true;
}

/**
 * sctp_unfinished_deliver() - deliver parts of messages
 * @a: association that has such messages
 *
 * Of those that reached the partial delivery point, or of which a part was
 * delivered before; and of one more if the association could not proceed
 * otherwise.
 */
void sctp_unfinished_deliver(struct sctp_assoc *a)
{
	struct sctp_unfinished_set *set = a->rx.reasm.unfinished;
	struct sctp_unfinished *u;

	while ((u = first_of(&set->due)) != NULL)
		if (!part_delivered(a, u))
			return;
	u = first_of(&set->ready);
	if (u && stands_still(a))
		part_delivered(a, u);
}

/* --- dropping --- */

/* The peer sends it again: its TSN is as if it was never received */
static void renege_on(struct sctp_assoc *a, struct sctp_early *e)
{
	struct sctp_unfinished *u = e->of;

	if (u->ended && e->fsn == u->last)
		u->ended = false;
	sctp_rxring_unsee(&a->rx.ring, e->tsn);
	early_drop(a, u, e);
	unfinished_settle(a, u);
}

/**
 * sctp_unfinished_renege() - drop fragments behind a missing TSN
 * @a: association that has such messages; sctp_rxring_renege() has to follow
 */
void sctp_unfinished_renege(struct sctp_assoc *a)
{
	struct sctp_unfinished_set *set = a->rx.reasm.unfinished;
	struct sctp_early *e, *tmp;

	list_for_each_entry_safe(e, tmp, &set->behind, behind) {
		if (sctp_tsn_gt(e->tsn, a->rx.ring.cum_tsn))
			renege_on(a, e);
		else
			list_del_init(&e->behind);
	}
}

/* Tell the reader of a part of the message that the rest will not come */
static void tell_aborted(struct sctp_assoc *a, const struct sctp_unfinished *u)
{
	struct sctp_notice ev = {
		.type = SCTP_EV_PARTIAL_ABORTED,
		.value = (u32)u->sid << 16 | (u16)u->mid,
		.error = u->unordered,
		.mid = u->mid,
	};

	sctp_ops(a)->notify(a, &ev);
}

static void unfinished_drop(struct sctp_assoc *a, struct sctp_unfinished *u)
{
	struct sctp_early *e;

	while ((e = first_early(u)) != NULL)
		early_drop(a, u, e);
	sctp_rx_drop(&a->rx.wnd, u->msg->len);
	sctp_rx_uncharge(&a->rx.wnd, sctp_rx_msg_free(u->msg));
	unfinished_free(a, u);
}

static void unfinished_give_up(struct sctp_assoc *a, struct sctp_unfinished *u)
{
	if (u->parted)
		tell_aborted(a, u);
	unfinished_drop(a, u);
}

/* The first one of the tree that is not before a message */
static struct sctp_unfinished *unfinished_from(struct sctp_unfinished_set *set,
					       u16 sid, bool unordered, u32 mid)
{
	struct rb_node *node = set->all.rb_node;
	struct sctp_unfinished *u, *found = NULL;

	while (node) {
		u = unfinished_of(node);
		if (unfinished_cmp(u, sid, unordered, mid) > 0) {
			node = node->rb_right;
		} else {
			found = u;
			node = node->rb_left;
		}
	}
	return found;
}

/* Drop those of a stream with MIDs from @first to @last, which is not less */
static void skip_range(struct sctp_assoc *a, u16 sid, bool unordered, u32 first,
		       u32 last)
{
	struct sctp_unfinished_set *set = a->rx.reasm.unfinished;
	struct sctp_unfinished *u;

	while ((u = unfinished_from(set, sid, unordered, first)) != NULL &&
	       u->sid == sid && u->unordered == unordered && u->mid <= last)
		unfinished_give_up(a, u);
}

/**
 * sctp_unfinished_skip() - the peer gave up messages of a stream
 * @a: association
 * @sid: the stream
 * @unordered: those with the U bit, or those without
 * @mid: the last MID that was given up; none up to it can be completed (RFC
 *       8260 section 2.3.1)
 *
 * The work is proportional to what is dropped, however far it goes.
 */
void sctp_unfinished_skip(struct sctp_assoc *a, u16 sid, bool unordered,
			  u32 mid)
{
	u32 first = mid - S32_MAX;

	if (!a->rx.reasm.unfinished)
		return;
	/* MIDs wrap, and the tree does not */
	if (first > mid) {
		skip_range(a, sid, unordered, first, U32_MAX);
		first = 0;
	}
	skip_range(a, sid, unordered, first, mid);
}

/**
 * sctp_unfinished_skip_late() - the peer gave up a message all of whose TSNs
 *                               arrived
 * @a: association
 * @sid: its stream
 * @unordered: its U bit
 * @mid: its MID
 * @tsn: the last TSN the peer gave up; a message that has a later one is
 *       another, which a reset of the stream gave the same MID
 *
 * Return: true when it was dropped.
 */
bool sctp_unfinished_skip_late(struct sctp_assoc *a, u16 sid, bool unordered,
			       u32 mid, u32 tsn)
{
	struct sctp_unfinished *u = NULL;

	if (a->rx.reasm.unfinished)
		u = unfinished_find(a->rx.reasm.unfinished, sid, unordered,
				    mid);
	if (!u || sctp_tsn_gt(u->newest, tsn))
		return false;
	unfinished_give_up(a, u);
	return true;
}

/**
 * sctp_unfinished_abort() - drop all such messages
 * @a: association that ends or restarts
 * @tell: tell the reader of those it has a part of
 */
void sctp_unfinished_abort(struct sctp_assoc *a, bool tell)
{
	struct sctp_unfinished_set *set = a->rx.reasm.unfinished;
	struct rb_node *node;

	if (!set)
		return;
	while ((node = rb_first(&set->all)) != NULL) {
		struct sctp_unfinished *u = unfinished_of(node);

		if (tell && u->parted)
			tell_aborted(a, u);
		unfinished_drop(a, u);
	}
	sctp_rx_uncharge(&a->rx.wnd, sizeof(*set));
	kfree(set);
	a->rx.reasm.unfinished = NULL;
}
