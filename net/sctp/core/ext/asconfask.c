// SPDX-License-Identifier: GPL-2.0-only
/*
 * ASCONF of ours, RFC 5061 sections 5.1 and 5.3, and what the peer answers.
 *
 * What is asked for is noted in the list of our addresses. When no ASCONF is
 * outstanding, the next one asks for all that is noted: first new addresses,
 * then the primary one, then deletions. So nothing is queued, and what the user
 * took back meanwhile is not sent.
 *
 * An address is deleted once the peer knows another one. If this host has lost
 * all that the peer knows, the ASCONF that adds one is sent from it, and
 * deletes the others: see localaddr.h.
 */
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/unaligned.h>

#include "core/pathroute.h"
#include "core/wire/addrlist.h"
#include "core/wire/rx.h"
#include "asconf.h"
#include "nat.h"

/* Most requests in one ASCONF: more than fit with IPv6 addresses. Each is a bit
 * of a u32
 */
#define ASKED_MAX	31

/* An ASCONF that is being built */
struct asking {
	u8 body[SCTP_ASCONF_MAX];
	u32 len;
	u8 n;
};

/* --- the list --- */

/* The addresses that this host has for the association: an array that the
 * caller frees, NULL without memory. @n is set to how many there are
 */
static struct sctp_addr *host_addrs(struct sctp_assoc *a, int *n)
{
	struct sctp_addr *addrs;

	addrs = kmalloc_array(SCTP_MAX_LOCAL_ADDRS, sizeof(*addrs), GFP_ATOMIC);
	if (addrs)
		*n = sctp_ops(a)->local_addrs(a->ep, a, NULL,
					      &a->primary->addr, addrs,
					      SCTP_MAX_LOCAL_ADDRS);
	return addrs;
}

/* The peer knows what INIT or INIT ACK listed, and the source of our packets */
static void know_addrs(struct sctp_assoc *a, struct sctp_asconf *s)
{
	const struct sctp_path *p;
	struct sctp_addr *addrs;
	int n, i;

	addrs = host_addrs(a, &n);
	if (!addrs)
		return;
	for (i = 0; i < n; i++)
		sctp_local_know(s, &addrs[i]);
	list_for_each_entry(p, &a->paths, list)
		if (p->saddr.family)
			sctp_local_know(s, &p->saddr);
	kfree(addrs);
}

/**
 * sctp_asconf_of() - ASCONF of an association
 * @a: association that is up and has agreed to it
 *
 * Return: it, NULL without memory.
 */
struct sctp_asconf *sctp_asconf_of(struct sctp_assoc *a)
{
	struct sctp_asconf *s = sctp_locals(a);
	struct sctp_request *r;

	if (s)
		return s;
	r = sctp_request_of(a, &sctp_asconf_kind);
	if (!r)
		return NULL;
	s = container_of(r, struct sctp_asconf, r);
	sctp_locals_begin(s);
	know_addrs(a, s);
	return s;
}

/**
 * sctp_asconf_begin() - the association is up: note what the peer knows
 * @a: association
 */
void sctp_asconf_begin(struct sctp_assoc *a)
{
	if (sctp_asconf_on(a))
		sctp_asconf_of(a);
}

/* --- building --- */

static bool ask_fits(const struct asking *k, const struct sctp_addr *addr)
{
	return k->n < ASKED_MAX &&
	       k->len + sizeof(struct sctpw_asconf_param) +
	       sctp_addr_param_size(addr) <= sizeof(k->body);
}

/* Append a request. Returns its number */
static u8 ask_put(struct asking *k, u16 type, const struct sctp_addr *addr)
{
	const u32 head = sizeof(struct sctpw_asconf_param);
	u8 *out = k->body + k->len;
	u32 len;

	len = sctp_addr_param_put(out + head, sizeof(k->body) - k->len - head,
				  addr);
	put_unaligned_be16(type, out);
	put_unaligned_be16(head + len, out + 2);
	put_unaligned_be32(++k->n, out + 4);
	k->len += head + len;
	return k->n;
}

static u32 count_state(const struct sctp_asconf *s, enum sctp_local_state state,
		       bool lost)
{
	const struct sctp_local *l;
	u32 n = 0;

	list_for_each_entry(l, &s->locals, list)
		n += l->state == state && l->lost == lost;
	return n;
}

static void ask_adds(struct sctp_asconf *s, struct asking *k)
{
	struct sctp_local *l;

	list_for_each_entry(l, &s->locals, list)
		if (l->state == SCTP_LOCAL_NEW && ask_fits(k, &l->addr))
			sctp_local_asked(l, ask_put(k, SCTP_PT_ADD_IP,
						    &l->addr));
}

static void ask_primary(struct sctp_asconf *s, struct asking *k)
{
	struct sctp_local *l;

	list_for_each_entry(l, &s->locals, list)
		if (l->wants_prim && ask_fits(k, &l->addr) &&
		    (l->state == SCTP_LOCAL_ADDING ||
		     l->state == SCTP_LOCAL_KNOWN))
			sctp_local_prim_asked(l, ask_put(k, SCTP_PT_SET_PRIMARY,
							 &l->addr));
}

/* May addresses be deleted (5.3 rules F5 and F6)? They may if the peer keeps
 * another address that works. They also may if no known address works, and the
 * same ASCONF adds one.
 */
static bool may_delete(const struct sctp_asconf *s)
{
	if (count_state(s, SCTP_LOCAL_KNOWN, false))
		return true;
	return !count_state(s, SCTP_LOCAL_GOING, false) &&
	       count_state(s, SCTP_LOCAL_ADDING, false);
}

static void ask_deletes(struct sctp_asconf *s, struct asking *k)
{
	struct sctp_local *l;

	if (!may_delete(s))
		return;
	list_for_each_entry(l, &s->locals, list)
		if (l->state == SCTP_LOCAL_GOING && ask_fits(k, &l->addr))
			sctp_local_asked(l, ask_put(k, SCTP_PT_DEL_IP,
						    &l->addr));
}

/* An address that the peer finds the association by (4.1.1) */
static const struct sctp_local *known_addr(const struct sctp_asconf *s)
{
	const struct sctp_local *l, *found = NULL;

	list_for_each_entry(l, &s->locals, list) {
		if (l->state == SCTP_LOCAL_KNOWN)
			return l;
		if (l->state == SCTP_LOCAL_GOING)
			found = l;
	}
	return found;
}

/* The tags, by which address translators tell associations apart. They are in
 * each ASCONF, as it may be the first packet through a new translator.
 */
static void ask_tags(const struct sctp_assoc *a, struct asking *k)
{
	struct sctpw_vtags v = {
		.a.p.type = cpu_to_be16(SCTP_PT_VTAGS),
		.a.p.len = cpu_to_be16(sizeof(v)),
		.a.id = cpu_to_be32(++k->n),
		.mine = cpu_to_be32(a->hs.my_tag),
		.yours = cpu_to_be32(a->hs.peer_tag),
	};

	memcpy(k->body + k->len, &v, sizeof(v));
	k->len += sizeof(v);
}

static bool ask_build(const struct sctp_assoc *a, struct sctp_asconf *s,
		      u32 serial, struct asking *k)
{
	const struct sctp_local *known = known_addr(s);
	struct sctp_addr addr;
	u8 tags;

	if (!known)
		return false;
	addr = known->addr;
	/* what the translator makes of our address is not known here */
	if (s->tell)
		addr = (struct sctp_addr) { .family = addr.family };
	put_unaligned_be32(serial, k->body);
	k->len = sizeof(__be32);
	k->len += sctp_addr_param_put(k->body + k->len,
				      sizeof(k->body) - k->len, &addr);
	k->n = 0;
	if (unlikely(sctp_nat_on(a)))
		ask_tags(a, k);
	tags = k->n;
	if (s->tell)
		ask_put(k, SCTP_PT_ADD_IP, &addr);
	if (!(s->never & SCTP_ASCONF_NO_ADDRS))
		ask_adds(s, k);
	if (!(s->never & SCTP_ASCONF_NO_PRIMARY))
		ask_primary(s, k);
	if (!(s->never & SCTP_ASCONF_NO_ADDRS))
		ask_deletes(s, k);
	return k->n > tags;
}

/* Look for a route again where a path has no source, or one that may not be
 * used
 */
static void reroute_paths(struct sctp_assoc *a, u64 now)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		if (p->route_dead || !p->saddr.family ||
		    !sctp_local_is_source(a, &p->saddr))
			sctp_path_reroute(a, p, now);
}

/**
 * sctp_asconf_asking() - is an ASCONF outstanding?
 * @a: association
 *
 * Return: true from when it is queued until it is answered or given up.
 */
bool sctp_asconf_asking(const struct sctp_assoc *a)
{
	const struct sctp_request *r = sctp_request_find(a, &sctp_asconf_kind);

	return r && r->out;
}

/* Ask for what is noted, unless an ASCONF is outstanding */
static void ask_next(struct sctp_assoc *a, struct sctp_asconf *s, u64 now)
{
	struct asking *k;

	if (s->r.out)
		return;
	k = kmalloc(sizeof(*k), GFP_ATOMIC);
	if (!k) {
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
		return;
	}
	if (ask_build(a, s, sctp_request_serial(a, &s->r), k)) {
		reroute_paths(a, now);
		if (sctp_request_send(a, &s->r, k->body, k->len, 1, now))
			sctp_locals_unask(s);
	}
	sctp_locals_told(s);
	kfree(k);
}

/* --- what the user asks for --- */

static int may_change(struct sctp_assoc *a)
{
	if (!sctp_asconf_on(a))
		return -EPERM;
	if (a->state != SCTP_ST_ESTABLISHED)
		return -ENOTCONN;
	return sctp_asconf_of(a) ? 0 : -ENOMEM;
}

/**
 * sctp_asconf_add() - tell the peer of an address
 * @a: association, the caller flushes it
 * @addr: our address
 * @now: time
 *
 * It is no source until the peer has agreed.
 *
 * Return: 0; -EPERM without ASCONF; -ENOTCONN; -ENOMEM.
 */
int sctp_asconf_add(struct sctp_assoc *a, const struct sctp_addr *addr,
		    u64 now)
{
	int err;

	sctp_assoc_entered(a);
	err = may_change(a) ?: sctp_local_add(sctp_locals(a), addr);
	if (!err)
		ask_next(a, sctp_locals(a), now);
	return err;
}

/* The address that the user wants changed; NULL if there is none, or with an
 * error if no ASCONF may be sent
 */
static struct sctp_local *find_to_change(struct sctp_assoc *a,
					 const struct sctp_addr *addr, int *err)
{
	sctp_assoc_entered(a);
	*err = may_change(a);
	return *err ? NULL : sctp_local_find(sctp_locals(a), addr);
}

/**
 * sctp_asconf_remove() - have the peer forget an address
 * @a: association, the caller flushes it
 * @addr: our address
 * @now: time
 *
 * It waits until the peer knows another one.
 *
 * Return: 0; -EPERM without ASCONF; -ENOTCONN; -ENOMEM.
 */
int sctp_asconf_remove(struct sctp_assoc *a, const struct sctp_addr *addr,
		       u64 now)
{
	struct sctp_local *l;
	int err;

	l = find_to_change(a, addr, &err);
	if (l) {
		sctp_local_remove(sctp_locals(a), l, false);
		ask_next(a, sctp_locals(a), now);
	}
	return err;
}

/**
 * sctp_asconf_set_primary() - ask the peer to send to an address
 * @a: association, the caller flushes it
 * @addr: our address
 * @now: time
 *
 * RFC 5061 section 4.2.4.
 *
 * Return: 0; -EPERM without ASCONF; -ENOTCONN; -EADDRNOTAVAIL for an address
 * that the association does not have; -ENOMEM.
 */
int sctp_asconf_set_primary(struct sctp_assoc *a, const struct sctp_addr *addr,
			    u64 now)
{
	struct sctp_local *l;
	int err;

	l = find_to_change(a, addr, &err);
	if (err)
		return err;
	if (sctp_locals(a)->never & SCTP_ASCONF_NO_PRIMARY)
		return -EPERM;
	if (!l || l->state == SCTP_LOCAL_GOING ||
	    l->state == SCTP_LOCAL_DELETING)
		return -EADDRNOTAVAIL;
	sctp_local_prefer(sctp_locals(a), l);
	ask_next(a, sctp_locals(a), now);
	return 0;
}

static void unsee_all(struct sctp_asconf *s)
{
	struct sctp_local *l;

	list_for_each_entry(l, &s->locals, list)
		sctp_local_mark(l, false);
}

static void follow_new(struct sctp_asconf *s, const struct sctp_addr *addr)
{
	struct sctp_local *l;

	sctp_local_add(s, addr);
	l = sctp_local_find(s, addr);
	if (l)
		sctp_local_mark(l, true);
}

/**
 * sctp_asconf_follow() - the addresses of this host have changed
 * @a: association, the caller flushes it
 * @now: time
 *
 * The peer is told of those that it does not know, and of those that are gone.
 */
void sctp_asconf_follow(struct sctp_assoc *a, u64 now)
{
	struct sctp_local *l, *tmp;
	struct sctp_addr *addrs;
	struct sctp_asconf *s;
	int n, i;

	sctp_assoc_entered(a);
	if (may_change(a))
		return;
	addrs = host_addrs(a, &n);
	if (!addrs)
		return;
	s = sctp_locals(a);
	unsee_all(s);
	for (i = 0; i < n; i++)
		follow_new(s, &addrs[i]);
	kfree(addrs);
	list_for_each_entry_safe(l, tmp, &s->locals, list)
		if (!l->seen)
			sctp_local_remove(s, l, true);
	ask_next(a, s, now);
}

/**
 * sctp_asconf_tell() - an address translator does not know the association
 * @a: association, the caller flushes it
 * @now: time
 *
 * The next ASCONF, if none is outstanding, has the tags and adds the address
 * that the translator chooses; at most one in a round trip timeout.
 */
void sctp_asconf_tell(struct sctp_assoc *a, u64 now)
{
	struct sctp_asconf *s;

	s = a->was_up && sctp_asconf_on(a) ? sctp_asconf_of(a) : NULL;
	if (!s || s->r.out || (s->told && now < s->told + a->primary->rto.rto))
		return;
	sctp_locals_tell(s, now);
	ask_next(a, s, now);
}

/**
 * sctp_asconf_unknown() - the peer does not know ASCONF
 * @a: association
 *
 * RFC 5061 section 5.1 rule A9.
 */
void sctp_asconf_unknown(struct sctp_assoc *a)
{
	struct sctp_asconf *s = sctp_locals(a);

	if (s)
		sctp_request_give_up(a, &s->r);
}

/* --- received chunks of both kinds --- */

/**
 * sctp_asconf_received() - an ASCONF or ASCONF-ACK arrived
 * @a: association that has agreed to ASCONF
 * @rx: its packet
 * @verdict: set to the verdict on a chunk that is to be ignored
 *
 * One that is not authenticated is discarded silently, with the rest of the
 * packet (RFC 5061 section 5.2 rule D5).
 *
 * Return: the association's ASCONF, NULL if the chunk is to be ignored.
 */
struct sctp_asconf *sctp_asconf_received(struct sctp_assoc *a,
					 struct sctp_rx *rx,
					 enum sctp_verdict *verdict)
{
	if (rx->authentic || a->cfg->caps & SCTP_CAP_NOAUTH) {
		*verdict = SCTP_V_NEXT;
		return sctp_asconf_of(a);
	}
	*verdict = SCTP_V_STOP;
	sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_NOT_AUTH);
	return NULL;
}

/**
 * sctp_asconf_malformed() - an ASCONF or ASCONF-ACK has a wrong length
 * @a: association
 * @rx: its packet
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_asconf_malformed(struct sctp_assoc *a,
					struct sctp_rx *rx)
{
	sctp_mib_add(a->mib, SCTP_MIB_IN_BAD_ASCONF, 1);
	return sctp_verdict_abort(rx, SCTP_CAUSE_PROTOCOL_VIOLATION, NULL, 0);
}

/* --- what the peer answers --- */

/**
 * struct outcome - what an ASCONF-ACK says
 * @done: requests that it says were done, a bit each
 * @failed: requests that failed
 * @unknown: those of them that the peer does not understand
 */
struct outcome {
	u32 done;
	u32 failed;
	u32 unknown;
};

static void outcome_error(struct outcome *o, const struct sctp_view *q, u32 bit)
{
	struct sctp_param_iter it;
	struct sctp_view cause;

	o->failed |= bit;
	sctp_param_begin(&it, q, sizeof(struct sctpw_asconf_param));
	while (sctp_param_next(&it, &cause))
		if (cause.type == SCTP_CAUSE_UNRECOGNIZED_PARAM)
			o->unknown |= bit;
}

/* False when it is malformed */
static bool outcome_read(struct outcome *o, const struct sctp_view *v)
{
	struct sctp_param_iter it;
	struct sctp_view q;
	u32 id;

	sctp_param_begin(&it, v, sizeof(struct sctpw_asconf));
	while (sctp_param_next(&it, &q)) {
		if (q.len < sizeof(struct sctpw_asconf_param))
			return false;
		id = get_unaligned_be32(q.hdr + sizeof(struct sctpw_param));
		if (!id || id > ASKED_MAX)
			continue;
		if (q.type == SCTP_PT_ASCONF_ERROR)
			outcome_error(o, &q, BIT(id));
		else if (q.type == SCTP_PT_ASCONF_SUCCESS)
			o->done |= BIT(id);
	}
	return !it.bad;
}

/* A request without an answer was done, unless one before it failed (5.1 rules
 * A7 and A8)
 */
static bool outcome_of(const struct outcome *o, u8 nr)
{
	if (o->failed & BIT(nr))
		return false;
	return (o->done & BIT(nr)) || !(o->failed & (BIT(nr) - 1));
}

static void apply_outcome(struct sctp_asconf *s, const struct outcome *o)
{
	struct sctp_local *l, *tmp;

	list_for_each_entry_safe(l, tmp, &s->locals, list) {
		if (l->prim_nr) {
			if (o->unknown & BIT(l->prim_nr))
				sctp_locals_never(s, SCTP_ASCONF_NO_PRIMARY);
			sctp_local_prim_answer(l);
		}
		if (!l->nr)
			continue;
		if (o->unknown & BIT(l->nr))
			sctp_locals_never(s, SCTP_ASCONF_NO_ADDRS);
		sctp_local_answer(s, l, outcome_of(o, l->nr));
	}
}

static enum sctp_verdict ack_unasked(struct sctp_assoc *a, struct sctp_rx *rx)
{
	sctp_mib_add(a->mib, SCTP_MIB_IN_BAD_ASCONF, 1);
	return sctp_verdict_abort(rx, SCTP_CAUSE_ILLEGAL_ASCONF_ACK, NULL, 0);
}

/**
 * sctp_asconf_ack_input() - an ASCONF-ACK arrived
 * @a: association that has agreed to ASCONF
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_asconf_ack_input(struct sctp_assoc *a,
					struct sctp_rx *rx,
					const struct sctp_view *v)
{
	const struct sctpw_asconf *h = (const void *)v->hdr;
	struct outcome o = {};
	enum sctp_verdict verdict;
	struct sctp_asconf *s;

	s = sctp_asconf_received(a, rx, &verdict);
	if (!s)
		return verdict;
	if (!outcome_read(&o, v))
		return sctp_asconf_malformed(a, rx);
	switch (sctp_request_answered(a, &s->r,
				      get_unaligned_be32(&h->serial))) {
	case SCTP_ANSWER_UNASKED:
		return ack_unasked(a, rx);
	case SCTP_ANSWER_LAST:
		apply_outcome(s, &o);
		reroute_paths(a, rx->now);
		ask_next(a, s, rx->now);
		break;
	default:
		break;
	}
	return SCTP_V_NEXT;
}
