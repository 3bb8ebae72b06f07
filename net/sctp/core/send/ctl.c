// SPDX-License-Identifier: GPL-2.0-only
/*
 * Control chunks to be sent. A chunk that can be built from the association's
 * state is a bit in @pending and is built for the packet. Chunks with content
 * of their own (HEARTBEAT, HEARTBEAT ACK, ERROR) wait in a list. A peer can
 * cause these, so the list is limited: with SCTP_MAX_CTL entries more are
 * dropped and counted.
 */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/byteorder.h>

#include "core/assoc.h"
#include "ctl.h"

/**
 * sctp_ctl_init() - begin with nothing queued
 * @a: association
 */
void sctp_ctl_init(struct sctp_assoc *a)
{
	INIT_LIST_HEAD(&a->ctl.list);
	a->ctl.count = 0;
	a->ctl.pending = 0;
	a->ctl.path = NULL;
}

/**
 * sctp_ctl_purge() - drop all queued and pending chunks
 * @a: association
 */
void sctp_ctl_purge(struct sctp_assoc *a)
{
	struct sctp_ctl *c, *tmp;

	list_for_each_entry_safe(c, tmp, &a->ctl.list, list)
		kfree(c);
	sctp_ctl_init(a);
}

/**
 * sctp_ctl_forget_path() - a path is removed: drop chunks for it
 * @a: association
 * @p: the path
 */
void sctp_ctl_forget_path(struct sctp_assoc *a, struct sctp_path *p)
{
	struct sctp_ctl *c, *tmp;

	if (a->ctl.path == p)
		a->ctl.path = NULL;
	list_for_each_entry_safe(c, tmp, &a->ctl.list, list)
		if (c->path == p)
			sctp_ctl_drop(a, c);
}

/* The path if it is confirmed. Only HEARTBEAT and HEARTBEAT ACK may be sent to
 * an unconfirmed address (5.4)
 */
static struct sctp_path *if_confirmed(struct sctp_path *p)
{
	return p && p->confirmed ? p : NULL;
}

/**
 * sctp_ctl_pend() - make a chunk without content of its own pending
 * @a: association
 * @what: SCTP_PEND_*
 * @p: path to use if it is confirmed, NULL for the one that data takes
 */
void sctp_ctl_pend(struct sctp_assoc *a, u16 what, struct sctp_path *p)
{
	a->ctl.pending |= what;
	a->ctl.path = if_confirmed(p);
}

/**
 * sctp_ctl_unpend() - pending chunks were sent, or are not due any more
 * @a: association
 * @what: SCTP_PEND_*
 */
void sctp_ctl_unpend(struct sctp_assoc *a, u16 what)
{
	a->ctl.pending &= ~what;
}

/**
 * sctp_ctl_ecne() - send ECNE with each SACK from now on
 * @a: association
 * @tsn: lowest TSN of the packet that was marked
 */
void sctp_ctl_ecne(struct sctp_assoc *a, u32 tsn)
{
	a->ctl.pending |= SCTP_PEND_ECNE;
	a->ctl.ecne_tsn = tsn;
}

/**
 * sctp_ctl_direct() - set the path for pending chunks
 * @a: association
 * @p: the path, which need not be confirmed
 */
void sctp_ctl_direct(struct sctp_assoc *a, struct sctp_path *p)
{
	a->ctl.path = p;
}

/**
 * sctp_ctl_anywhere() - pending chunks take the path that data takes
 * @a: association
 */
void sctp_ctl_anywhere(struct sctp_assoc *a)
{
	a->ctl.path = NULL;
}

/**
 * sctp_ctl_drop() - remove a queued chunk
 * @a: association
 * @c: the chunk, freed
 */
void sctp_ctl_drop(struct sctp_assoc *a, struct sctp_ctl *c)
{
	if (c->data[0] == SCTP_CT_CWR)
		sctp_ctl_unpend(a, SCTP_PEND_CWR);
	if (c->data[0] == SCTP_CT_PKTDROP)
		sctp_ctl_unpend(a, SCTP_PEND_PKTDROP);
	list_del(&c->list);
	kfree(c);
	a->ctl.count--;
}

/* Queue a chunk with a value of @len bytes, to be filled in. Returns what
 * sctp_ctl_add() does
 */
static int ctl_new(struct sctp_assoc *a, struct sctp_path *p, u8 type, u32 len,
		   struct sctp_ctl **made)
{
	struct sctpw_chunk *ch;
	struct sctp_ctl *c;

	len += sizeof(*ch);
	if (len > 0xfffc)
		return -EMSGSIZE;
	if (a->ctl.count >= SCTP_MAX_CTL) {
		sctp_mib_add(a->mib, SCTP_MIB_CTRL_QUEUE_LIMIT, 1);
		return -ENOBUFS;
	}
	c = kzalloc(struct_size(c, data, SCTP_ALIGN4(len)), GFP_ATOMIC);
	if (!c) {
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
		return -ENOMEM;
	}
	c->path = p;
	c->len = SCTP_ALIGN4(len);
	ch = (struct sctpw_chunk *)c->data;
	ch->type = type;
	ch->len = cpu_to_be16(len);
	list_add_tail(&c->list, &a->ctl.list);
	a->ctl.count++;
	*made = c;
	return 0;
}

/**
 * sctp_ctl_add() - queue a chunk with content
 * @a: association
 * @p: its path, NULL for any
 * @type: chunk type
 * @head: first part of the value, may be NULL when @head_len is 0
 * @head_len: its length
 * @body: second part of the value
 * @body_len: its length
 *
 * Return: 0, -ENOBUFS when the list is full, -ENOMEM, -EMSGSIZE.
 */
int sctp_ctl_add(struct sctp_assoc *a, struct sctp_path *p, u8 type,
		 const void *head, u16 head_len, const void *body,
		 u16 body_len)
{
	u32 len = head_len + body_len;
	struct sctp_ctl *c;
	u8 *value;
	int err;

	err = ctl_new(a, p, type, len, &c);
	if (err)
		return err;
	value = c->data + sizeof(struct sctpw_chunk);
	if (head_len)
		memcpy(value, head, head_len);
	if (body_len)
		memcpy(value + head_len, body, body_len);
	return 0;
}

/**
 * sctp_ctl_pktdrop() - queue a report of a packet, unless one waits already
 * @a: association
 * @p: its path
 * @flags: its flags
 * @len: length of its value
 *
 * Return: the value, zeroed, to be filled in at once; NULL when there is none.
 */
void *sctp_ctl_pktdrop(struct sctp_assoc *a, struct sctp_path *p, u8 flags,
		       u16 len)
{
	struct sctp_ctl *c;

	if (a->ctl.pending & SCTP_PEND_PKTDROP)
		return NULL;
	if (ctl_new(a, p, SCTP_CT_PKTDROP, len, &c))
		return NULL;
	((struct sctpw_chunk *)c->data)->flags = flags;
	a->ctl.pending |= SCTP_PEND_PKTDROP;
	return c->data + sizeof(struct sctpw_chunk);
}

/**
 * sctp_ctl_follow() - put a chunk behind the one queued last, in its packet
 * @a: association with a queued chunk
 * @type: chunk type
 * @body: its value
 * @len: length of the value, which with that of the other fits any packet
 *
 * Without memory it is left out.
 */
void sctp_ctl_follow(struct sctp_assoc *a, u8 type, const void *body, u16 len)
{
	struct sctp_ctl *last = list_last_entry(&a->ctl.list, struct sctp_ctl,
						list);
	u32 size = SCTP_ALIGN4(sizeof(struct sctpw_chunk) + len);
	struct sctpw_chunk *ch;
	struct sctp_ctl *c;

	c = kzalloc(struct_size(c, data, last->len + size), GFP_ATOMIC);
	if (!c) {
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
		return;
	}
	c->path = last->path;
	c->len = last->len + size;
	memcpy(c->data, last->data, last->len);
	ch = (struct sctpw_chunk *)(c->data + last->len);
	ch->type = type;
	ch->len = cpu_to_be16(sizeof(*ch) + len);
	memcpy(ch + 1, body, len);
	list_replace(&last->list, &c->list);
	kfree(last);
}

/* Drop the CWR in the list, if there is one */
static void drop_cwr(struct sctp_assoc *a)
{
	struct sctp_ctl *c;

	list_for_each_entry(c, &a->ctl.list, list) {
		if (c->data[0] == SCTP_CT_CWR) {
			sctp_ctl_drop(a, c);
			return;
		}
	}
}

/**
 * sctp_ctl_cwr() - answer an ECNE with CWR
 * @a: association
 * @tsn: the TSN of the ECNE
 *
 * It is bundled with the next packet that is sent, most likely DATA. One CWR is
 * enough for all that came until then.
 */
void sctp_ctl_cwr(struct sctp_assoc *a, u32 tsn)
{
	__be32 body = cpu_to_be32(tsn);

	if (a->ctl.pending & SCTP_PEND_CWR)
		drop_cwr(a);
	if (!sctp_ctl_add(a, NULL, SCTP_CT_CWR, &body, sizeof(body), NULL, 0))
		a->ctl.pending |= SCTP_PEND_CWR;
}

/**
 * sctp_ctl_error() - queue an ERROR chunk with one cause
 * @a: association
 * @p: path to use if it is confirmed
 * @code: cause code
 * @info: cause-specific information
 * @len: its length; truncated to SCTP_CAUSE_MAX
 */
void sctp_ctl_error(struct sctp_assoc *a, struct sctp_path *p, u16 code,
		    const void *info, u16 len)
{
	struct sctpw_cause c;

	len = min_t(u16, len, SCTP_CAUSE_MAX);
	c.code = cpu_to_be16(code);
	c.len = cpu_to_be16(sizeof(c) + len);
	sctp_ctl_add(a, if_confirmed(p), SCTP_CT_ERROR, &c, sizeof(c), info,
		     len);
}

/**
 * sctp_chunk_build() - build a packet with one chunk
 * @type: chunk type
 * @flags: chunk flags
 * @body: value, or NULL for zeros
 * @len: its length
 *
 * Return: the packet, or NULL.
 */
struct sk_buff *sctp_chunk_build(u8 type, u8 flags, const void *body, u32 len)
{
	u32 total = SCTP_ALIGN4(sizeof(struct sctpw_chunk) + len);
	struct sctpw_chunk *ch;
	struct sk_buff *skb;

	skb = sctp_skb_alloc(total);
	if (!skb)
		return NULL;
	ch = skb_put_zero(skb, total);
	ch->type = type;
	ch->flags = flags;
	ch->len = cpu_to_be16(sizeof(*ch) + len);
	if (body)
		memcpy(ch + 1, body, len);
	return skb;
}

/**
 * sctp_abort_build() - build a packet with an ABORT of at most one cause
 * @flags: SCTP_FLAG_T or 0
 * @code: cause code, 0 for no cause
 * @info: cause-specific information
 * @len: its length
 *
 * Return: the packet, or NULL.
 */
struct sk_buff *sctp_abort_build(u8 flags, u16 code, const void *info, u16 len)
{
	u32 body = code ? sizeof(struct sctpw_cause) + len : 0;
	struct sk_buff *skb;
	struct sctpw_cause *c;

	skb = sctp_chunk_build(SCTP_CT_ABORT, flags, NULL, body);
	if (!skb || !code)
		return skb;
	c = (void *)(skb->data + sizeof(struct sctpw_chunk));
	c->code = cpu_to_be16(code);
	c->len = cpu_to_be16(body);
	if (len)
		memcpy(c + 1, info, len);
	return skb;
}
