// SPDX-License-Identifier: GPL-2.0-only
/*
 * Control chunks on their way out. Those whose content follows from the
 * association's state are a bit in @pending and are built when a packet has
 * room; replies with content of their own (HEARTBEAT ACK, ERROR, HEARTBEAT)
 * wait in a short list. A peer cannot make that list grow: past
 * SCTP_MAX_CTL entries replies are dropped and counted.
 */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/byteorder.h>

#include "ctl.h"

/**
 * sctp_ctl_init() - empty queue
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
 * sctp_ctl_purge() - drop everything queued
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
 * sctp_ctl_forget_path() - a path goes away, and replies for it with it
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

/* Nothing but HEARTBEATs and answers to them go to an address before it is
 * confirmed (5.4)
 */
static struct sctp_path *confirmed(struct sctp_path *p)
{
	return p && p->confirmed ? p : NULL;
}

/**
 * sctp_ctl_pend() - a chunk without content of its own is due
 * @a: association
 * @what: SCTP_PEND_*
 * @p: where it goes if it can, NULL for the primary path
 */
void sctp_ctl_pend(struct sctp_assoc *a, u16 what, struct sctp_path *p)
{
	a->ctl.pending |= what;
	a->ctl.path = confirmed(p);
}

/**
 * sctp_ctl_unpend() - chunks without content of their own were sent, or are not
 *                     due any more
 * @a: association
 * @what: SCTP_PEND_*
 */
void sctp_ctl_unpend(struct sctp_assoc *a, u16 what)
{
	a->ctl.pending &= ~what;
}

/**
 * sctp_ctl_drop() - a queued chunk was sent, or has nowhere to go
 * @a: association
 * @c: the chunk, freed
 */
void sctp_ctl_drop(struct sctp_assoc *a, struct sctp_ctl *c)
{
	list_del(&c->list);
	kfree(c);
	a->ctl.count--;
}

/**
 * sctp_ctl_cookie_ack() - a COOKIE ACK is due
 * @a: association
 * @p: where the COOKIE ECHO came from
 * @now: time
 *
 * To an address that is not confirmed it must go with a HEARTBEAT (5.4).
 */
void sctp_ctl_cookie_ack(struct sctp_assoc *a, struct sctp_path *p, u64 now)
{
	sctp_ctl_pend(a, SCTP_PEND_COOKIE_ACK, p);
	if (!p || p->confirmed)
		return;
	sctp_path_hb_request(a, p, now);
	if (p->hb_pending)
		a->ctl.path = p;
}

/**
 * sctp_ctl_add() - queue a chunk with content
 * @a: association
 * @p: where it goes, NULL for any path
 * @type: chunk type
 * @head: first part of the value, may be NULL when @head_len is 0
 * @head_len: its length
 * @body: second part of the value
 * @body_len: its length
 *
 * Return: 0, -ENOBUFS when too many wait already, -ENOMEM, -EMSGSIZE.
 */
int sctp_ctl_add(struct sctp_assoc *a, struct sctp_path *p, u8 type,
		 const void *head, u16 head_len, const void *body,
		 u16 body_len)
{
	u32 len = sizeof(struct sctpw_chunk) + head_len + body_len;
	struct sctpw_chunk *ch;
	struct sctp_ctl *c;

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
	if (head_len)
		memcpy(c->data + sizeof(*ch), head, head_len);
	if (body_len)
		memcpy(c->data + sizeof(*ch) + head_len, body, body_len);
	list_add_tail(&c->list, &a->ctl.list);
	a->ctl.count++;
	return 0;
}

/**
 * sctp_ctl_error() - queue an ERROR chunk with one cause
 * @a: association
 * @p: where it goes if it can
 * @code: cause code
 * @info: cause-specific information
 * @len: its length; cut to what fits a small packet
 */
void sctp_ctl_error(struct sctp_assoc *a, struct sctp_path *p, u16 code,
		    const void *info, u16 len)
{
	struct sctpw_cause c;

	len = min_t(u16, len, SCTP_CAUSE_MAX);
	c.code = cpu_to_be16(code);
	c.len = cpu_to_be16(sizeof(c) + len);
	sctp_ctl_add(a, confirmed(p), SCTP_CT_ERROR, &c, sizeof(c), info, len);
}

/**
 * sctp_chunk_build() - a packet of one chunk
 * @type: chunk type
 * @flags: chunk flags
 * @body: value, or NULL
 * @len: its length
 *
 * Return: the packet, or NULL.
 */
struct sk_buff *sctp_chunk_build(u8 type, u8 flags, const void *body, u16 len)
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
	if (len)
		memcpy(ch + 1, body, len);
	return skb;
}

/**
 * sctp_abort_build() - a packet with an ABORT of at most one cause
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
	u32 chunk = sizeof(struct sctpw_chunk) + body;
	struct sctpw_chunk *ch;
	struct sctpw_cause *c;
	struct sk_buff *skb;

	skb = sctp_skb_alloc(SCTP_ALIGN4(chunk));
	if (!skb)
		return NULL;
	ch = skb_put_zero(skb, SCTP_ALIGN4(chunk));
	ch->type = SCTP_CT_ABORT;
	ch->flags = flags;
	ch->len = cpu_to_be16(chunk);
	if (!code)
		return skb;
	c = (struct sctpw_cause *)(ch + 1);
	c->code = cpu_to_be16(code);
	c->len = cpu_to_be16(body);
	if (body > sizeof(*c))
		memcpy(c + 1, info, body - sizeof(*c));
	return skb;
}
