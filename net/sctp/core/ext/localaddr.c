// SPDX-License-Identifier: GPL-2.0-only
/*
 * The addresses of ours that the peer knows. An association has the list while
 * it is up and ASCONF was agreed upon. Before that, and without memory for the
 * list, the peer is taken to know all addresses.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "localaddr.h"

#define LOCALS_GFP	(GFP_ATOMIC | __GFP_ACCOUNT)

static struct sctp_asconf *asconf_of(struct sctp_request *r)
{
	return container_of(r, struct sctp_asconf, r);
}

static void local_forget(struct sctp_asconf *s, struct sctp_local *l)
{
	list_del(&l->list);
	s->n--;
	kfree(l);
}

static void locals_gone(struct sctp_assoc *a, struct sctp_request *r)
{
	struct sctp_asconf *s = asconf_of(r);
	struct sctp_local *l, *tmp;

	list_for_each_entry_safe(l, tmp, &s->locals, list)
		local_forget(s, l);
}

/* The peer does not know ASCONF: nothing changes any more (5.1 rule A9) */
static void asconf_failed(struct sctp_assoc *a, struct sctp_request *r)
{
	struct sctp_asconf *s = asconf_of(r);

	sctp_locals_never(s, SCTP_ASCONF_NO_ADDRS | SCTP_ASCONF_NO_PRIMARY);
	sctp_locals_unask(s);
}

const struct sctp_request_kind sctp_asconf_kind = {
	.failed = asconf_failed,
	.gone = locals_gone,
	.size = sizeof(struct sctp_asconf),
	.type = SCTP_CT_ASCONF,
	.answer = SCTP_CT_ASCONF_ACK,
	.states = 1U << SCTP_ST_ESTABLISHED | 1U << SCTP_ST_SHUTDOWN_PENDING |
		  1U << SCTP_ST_SHUTDOWN_RECEIVED,
	.expired = SCTP_MIB_T4_RTO_EXPIREDS,
	.anywhere = true,
};

/**
 * sctp_locals_begin() - begin without addresses
 * @s: ASCONF of an association, new
 */
void sctp_locals_begin(struct sctp_asconf *s)
{
	INIT_LIST_HEAD(&s->locals);
}

/**
 * sctp_locals() - the list of an association
 * @a: association
 *
 * Return: ASCONF of the association; NULL when it has none.
 */
struct sctp_asconf *sctp_locals(const struct sctp_assoc *a)
{
	struct sctp_request *r;

	if (likely(!sctp_asconf_on(a)))
		return NULL;
	for (r = sctp_request_first(a); r; r = r->next)
		if (r->kind == &sctp_asconf_kind)
			return asconf_of(r);
	return NULL;
}

/**
 * sctp_local_find() - find an address
 * @s: ASCONF of an association
 * @addr: our address
 *
 * Return: its entry or NULL.
 */
struct sctp_local *sctp_local_find(const struct sctp_asconf *s,
				   const struct sctp_addr *addr)
{
	struct sctp_local *l;

	list_for_each_entry(l, &s->locals, list)
		if (sctp_addr_eq(&l->addr, addr))
			return l;
	return NULL;
}

static int local_new(struct sctp_asconf *s, const struct sctp_addr *addr,
		     enum sctp_local_state state)
{
	struct sctp_local *l;

	if (s->n >= SCTP_LOCALS_MAX)
		return -ENOMEM;
	l = kzalloc(sizeof(*l), LOCALS_GFP);
	if (!l)
		return -ENOMEM;
	l->addr = *addr;
	l->state = state;
	list_add_tail(&l->list, &s->locals);
	s->n++;
	return 0;
}

/**
 * sctp_local_know() - the peer knows an address
 * @s: ASCONF of an association
 * @addr: our address
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_local_know(struct sctp_asconf *s, const struct sctp_addr *addr)
{
	return sctp_local_find(s, addr) ? 0 :
	       local_new(s, addr, SCTP_LOCAL_KNOWN);
}

/**
 * sctp_local_add() - an address is to be added
 * @s: ASCONF of an association
 * @addr: our address
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_local_add(struct sctp_asconf *s, const struct sctp_addr *addr)
{
	struct sctp_local *l = sctp_local_find(s, addr);

	if (!l)
		return local_new(s, addr, SCTP_LOCAL_NEW);
	l->lost = false;
	if (l->state == SCTP_LOCAL_GOING)
		l->state = SCTP_LOCAL_KNOWN;
	l->turn = l->state == SCTP_LOCAL_DELETING;
	return 0;
}

/**
 * sctp_local_remove() - an address is to be deleted
 * @s: ASCONF of an association
 * @l: the address; may be freed
 * @lost: this host does not have it any more
 */
void sctp_local_remove(struct sctp_asconf *s, struct sctp_local *l, bool lost)
{
	l->lost |= lost;
	l->wants_prim = false;
	switch (l->state) {
	case SCTP_LOCAL_NEW:
		local_forget(s, l);
		break;
	case SCTP_LOCAL_ADDING:
		l->turn = true;
		break;
	case SCTP_LOCAL_KNOWN:
		l->state = SCTP_LOCAL_GOING;
		break;
	default:
		l->turn = false;
	}
}

/**
 * sctp_local_prefer() - an address is to be the peer's primary destination
 * @s: ASCONF of an association
 * @l: the address
 */
void sctp_local_prefer(struct sctp_asconf *s, struct sctp_local *l)
{
	struct sctp_local *other;

	list_for_each_entry(other, &s->locals, list)
		other->wants_prim = other == l;
}

/**
 * sctp_local_mark() - note whether the host still has an address
 * @l: the address
 * @seen: it has
 */
void sctp_local_mark(struct sctp_local *l, bool seen)
{
	l->seen = seen;
}

/**
 * sctp_local_asked() - a request adds or deletes an address
 * @l: the address, NEW or GOING
 * @nr: number of the request
 */
void sctp_local_asked(struct sctp_local *l, u8 nr)
{
	l->state = l->state == SCTP_LOCAL_NEW ? SCTP_LOCAL_ADDING :
						SCTP_LOCAL_DELETING;
	l->nr = nr;
	l->turn = false;
}

/**
 * sctp_local_prim_asked() - a request makes it the peer's primary destination
 * @l: the address
 * @nr: number of the request
 */
void sctp_local_prim_asked(struct sctp_local *l, u8 nr)
{
	l->prim_nr = nr;
	l->wants_prim = false;
}

/**
 * sctp_locals_unask() - the outstanding request was not sent, or failed
 * @s: ASCONF of an association
 *
 * All is as before it.
 */
void sctp_locals_unask(struct sctp_asconf *s)
{
	struct sctp_local *l;

	list_for_each_entry(l, &s->locals, list) {
		if (l->state == SCTP_LOCAL_ADDING)
			l->state = SCTP_LOCAL_NEW;
		else if (l->state == SCTP_LOCAL_DELETING)
			l->state = SCTP_LOCAL_GOING;
		l->wants_prim |= l->prim_nr != 0;
		l->nr = 0;
		l->prim_nr = 0;
	}
}

/* The peer knows it now; has the user changed his mind? */
static void local_known(struct sctp_local *l, bool going)
{
	l->state = going ? SCTP_LOCAL_GOING : SCTP_LOCAL_KNOWN;
}

/**
 * sctp_local_answer() - the peer answered the request about an address
 * @s: ASCONF of an association
 * @l: the address, ADDING or DELETING; may be freed
 * @done: it did what it was asked for
 */
void sctp_local_answer(struct sctp_asconf *s, struct sctp_local *l, bool done)
{
	bool adding = l->state == SCTP_LOCAL_ADDING, turn = l->turn;

	l->nr = 0;
	l->turn = false;
	if (adding && done)
		local_known(l, turn);
	else if (!adding && !done)
		local_known(l, false);
	else if (!adding && turn)
		l->state = SCTP_LOCAL_NEW;
	else
		local_forget(s, l);
}

/**
 * sctp_local_prim_answer() - the peer answered a request for its primary
 * destination
 * @l: the address
 */
void sctp_local_prim_answer(struct sctp_local *l)
{
	l->prim_nr = 0;
}

/**
 * sctp_locals_tell() - an address translator is to learn the association
 * @s: ASCONF of an association
 * @now: time
 */
void sctp_locals_tell(struct sctp_asconf *s, u64 now)
{
	s->tell = true;
	s->told = now;
}

/**
 * sctp_locals_told() - that was asked for
 * @s: ASCONF of an association
 */
void sctp_locals_told(struct sctp_asconf *s)
{
	s->tell = false;
}

/**
 * sctp_locals_never() - the peer does not understand requests
 * @s: ASCONF of an association
 * @what: SCTP_ASCONF_NO_ADDRS, SCTP_ASCONF_NO_PRIMARY
 */
void sctp_locals_never(struct sctp_asconf *s, u8 what)
{
	s->never |= what;
}

static bool local_works(const struct sctp_local *l)
{
	return !l->lost && (l->state == SCTP_LOCAL_KNOWN ||
			    l->state == SCTP_LOCAL_GOING);
}

/**
 * sctp_local_is_source() - may packets be sent from an address?
 * @a: association
 * @addr: our address
 *
 * RFC 5061 section 5.3 rules F1, F2 and F4.
 *
 * Return: true if the peer knows it, and it is not being deleted.
 */
bool sctp_local_is_source(const struct sctp_assoc *a,
			  const struct sctp_addr *addr)
{
	const struct sctp_asconf *s = sctp_locals(a);
	const struct sctp_local *l;

	if (!s)
		return true;
	l = sctp_local_find(s, addr);
	return l && local_works(l);
}

/**
 * sctp_local_is_new_source() - may an ASCONF be sent from an address?
 * @a: association
 * @addr: our address
 *
 * RFC 5061 section 5.3 rule F1: if there is no address that the peer knows, the
 * ASCONF that adds one is sent from it.
 *
 * Return: true if so.
 */
bool sctp_local_is_new_source(const struct sctp_assoc *a,
			      const struct sctp_addr *addr)
{
	const struct sctp_asconf *s = sctp_locals(a);
	const struct sctp_local *l;
	bool found = false;

	if (!s)
		return false;
	list_for_each_entry(l, &s->locals, list) {
		if (local_works(l))
			return false;
		found |= l->state == SCTP_LOCAL_ADDING &&
			 sctp_addr_eq(&l->addr, addr);
	}
	return found;
}

/**
 * sctp_local_unsure() - may an address be none of ours for the peer?
 * @a: association
 * @addr: our address
 *
 * It is being deleted or added, or was deleted. An ABORT to it is ignored: the
 * peer may have taken a packet from it as out of the blue (RFC 5061 section
 * 5.3.1). Such a packet may arrive there after the ASCONF-ACK was sent, and the
 * ABORT here after the address is to be added again.
 *
 * Return: true if so.
 */
bool sctp_local_unsure(const struct sctp_assoc *a,
		       const struct sctp_addr *addr)
{
	const struct sctp_asconf *s = sctp_locals(a);
	const struct sctp_local *l = s ? sctp_local_find(s, addr) : NULL;

	if (l)
		return l->state != SCTP_LOCAL_KNOWN &&
		       l->state != SCTP_LOCAL_GOING;
	return s && s->n;
}

/**
 * sctp_local_next() - walk the addresses that may be a source
 * @a: association
 * @l: the last one, NULL to begin
 *
 * Return: the next one; NULL at the end, or without a list.
 */
const struct sctp_local *sctp_local_next(const struct sctp_assoc *a,
					 const struct sctp_local *l)
{
	const struct sctp_asconf *s = sctp_locals(a);

	if (!s)
		return NULL;
	l = l ? list_next_entry(l, list) :
		list_first_entry(&s->locals, struct sctp_local, list);
	list_for_each_entry_from(l, &s->locals, list)
		if (local_works(l))
			return l;
	return NULL;
}

/* Does a packet begin with ASCONF, or with AUTH before it? */
static bool begins_with_asconf(const struct sk_buff *skb)
{
	const struct sctpw_chunk *ch = (const void *)skb->data;
	u32 len;

	if (skb_headlen(skb) < sizeof(*ch))
		return false;
	if (ch->type == SCTP_CT_AUTH) {
		len = SCTP_ALIGN4(be16_to_cpu(ch->len));
		if (skb_headlen(skb) < len + sizeof(*ch))
			return false;
		ch = (const void *)(skb->data + len);
	}
	return ch->type == SCTP_CT_ASCONF;
}

/**
 * sctp_local_may_leave() - may a packet leave from a path's source address?
 * @a: association
 * @p: path, its source address set
 * @skb: packet, from its first chunk on
 *
 * Return: true if so; only an ASCONF may, if the peer does not know the
 * address.
 */
bool sctp_local_may_leave(const struct sctp_assoc *a,
			  const struct sctp_path *p,
			  const struct sk_buff *skb)
{
	return sctp_local_is_source(a, &p->saddr) || begins_with_asconf(skb);
}
