// SPDX-License-Identifier: GPL-2.0-only
/*
 * ASCONF of the peer, RFC 5061 section 5.2. Its requests are done in their
 * order. What is done when all goes well is not answered in detail (4.1.2);
 * after the first error each request is.
 *
 * The answer is bounded by what was sent, and by the least MTU. The first
 * request for whose answer there is no room is refused in short. It is not
 * done, nor are those behind it, which the peer takes to have failed, too (5.1
 * rule A7).
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <asm/unaligned.h>

#include "core/encap.h"
#include "core/heartbeat.h"
#include "core/pathset.h"
#include "core/wire/addrlist.h"
#include "core/wire/rx.h"
#include "asconf.h"
#include "nat.h"

/* Bytes of an answer that says what failed, without the request */
#define ASCONF_ERROR_HEAD	(sizeof(struct sctpw_asconf_param) + \
				 sizeof(struct sctpw_cause))

/* What is done of an ASCONF */
struct asconf_job {
	struct sctp_assoc *a;
	struct sctp_rx *rx;
	u8 *out;	/* the answer, behind the serial number */
	u32 len;	/* bytes of it */
	u32 room;
	u32 probed;	/* new addresses that are probed */
	bool failing;	/* a request failed */
	bool refusing;	/* adding failed: so does all that follows (F11) */
};

/**
 * sctp_asconf_addr_list() - the address by which to find the association
 * @v: the chunk
 * @list: where it is
 *
 * RFC 5061 section 5.2 rule D2.
 *
 * Return: false when it has none.
 */
bool sctp_asconf_addr_list(const struct sctp_view *v,
			   struct sctp_param_list *list)
{
	struct sctp_param_iter it;
	struct sctp_addr addr;
	struct sctp_view p;

	sctp_param_begin(&it, v, sizeof(struct sctpw_asconf));
	if (!sctp_param_next(&it, &p) || !sctp_param_addr(&p, &addr))
		return false;
	list->pos = p.hdr;
	list->len = p.len;
	return true;
}

/* The address in a request */
static bool request_addr(const struct sctp_view *q, struct sctp_addr *addr)
{
	const u32 skip = sizeof(struct sctpw_asconf_param);
	struct sctp_param_iter it;
	struct sctp_view p;

	sctp_param_begin(&it, q, skip);
	return sctp_param_next(&it, &p) && sctp_param_addr(&p, addr) &&
	       q->len == skip + p.len;
}

static bool request_has_addr(u16 type)
{
	return type == SCTP_PT_ADD_IP || type == SCTP_PT_DEL_IP ||
	       type == SCTP_PT_SET_PRIMARY;
}

/* An address, then requests with the right length */
static bool asconf_valid(const struct sctp_view *v)
{
	struct sctp_param_iter it;
	struct sctp_addr addr;
	struct sctp_view q;

	sctp_param_begin(&it, v, sizeof(struct sctpw_asconf));
	if (!sctp_param_next(&it, &q) || !sctp_param_addr(&q, &addr))
		return false;
	while (sctp_param_next(&it, &q)) {
		if (q.len < sizeof(struct sctpw_asconf_param))
			return false;
		if (request_has_addr(q.type) && !request_addr(&q, &addr))
			return false;
	}
	return !it.bad;
}

/* --- the answer --- */

/* Append the header of an answer to a request. Returns where the rest goes */
static u8 *answer_head(struct asconf_job *j, const struct sctp_view *q,
		       u16 type, u32 len)
{
	u8 *out = j->out + j->len;

	put_unaligned_be16(type, out);
	put_unaligned_be16(len, out + 2);
	memcpy(out + 4, q->hdr + sizeof(struct sctpw_param), 4);
	j->len += SCTP_ALIGN4(len);
	return out + sizeof(struct sctpw_asconf_param);
}

static void answer_error(struct asconf_job *j, const struct sctp_view *q,
			 u16 code)
{
	u32 len = ASCONF_ERROR_HEAD + q->len;
	u8 *out = answer_head(j, q, SCTP_PT_ASCONF_ERROR, len);

	put_unaligned_be16(code, out);
	put_unaligned_be16(sizeof(struct sctpw_cause) + q->len, out + 2);
	memcpy(out + 4, q->hdr, q->len);
	j->failing = true;
}

static void answer_request(struct asconf_job *j, const struct sctp_view *q,
			   u16 code)
{
	if (code)
		answer_error(j, q, code);
	else if (j->failing)
		answer_head(j, q, SCTP_PT_ASCONF_SUCCESS,
			    sizeof(struct sctpw_asconf_param));
}

/* Is there room for any answer to a request, and for one more short refusal? */
static bool answer_fits(const struct asconf_job *j, const struct sctp_view *q)
{
	u32 most = SCTP_ALIGN4(ASCONF_ERROR_HEAD + q->len) + ASCONF_ERROR_HEAD;

	return j->len + most <= j->room;
}

static void answer_short(struct asconf_job *j, const struct sctp_view *q)
{
	u8 *out = answer_head(j, q, SCTP_PT_ASCONF_ERROR, ASCONF_ERROR_HEAD);

	put_unaligned_be16(SCTP_CAUSE_RESOURCE_SHORTAGE, out);
	put_unaligned_be16(sizeof(struct sctpw_cause), out + 2);
}

/* --- requests: each returns a cause code, or 0 when it was done --- */

static bool addr_is_wildcard(const struct sctp_addr *addr)
{
	static const struct sctp_addr any;

	return addr->family == AF_INET ? !addr->v4 :
		!memcmp(addr->v6, any.v6, sizeof(any.v6));
}

static bool request_allowed(const struct asconf_job *j, u16 what,
			    const struct sctp_addr *addr)
{
	struct sctp_assoc *a = j->a;

	return !sctp_ops(a)->asconf_ok ||
	       sctp_ops(a)->asconf_ok(a, j->rx, what, addr);
}

/* The peer waits for its packet's source to be confirmed. If that packet came
 * in UDP, packets to the address leave in UDP, too, until one comes from the
 * address.
 */
static void added_path(struct asconf_job *j, struct sctp_path *p)
{
	sctp_encap_set(j->a, p, j->rx->encap, j->rx->now);
	sctp_path_tell(j->a, p, SCTP_PC_ADDED, 0);
	if (sctp_addr_eq(&p->addr, &j->rx->src)) {
		sctp_rx_came_by(j->rx, p);
		sctp_path_hb_request(j->a, p, j->rx->now);
		return;
	}
	sctp_path_probe(j->a, p, j->probed++, j->rx->now);
}

static u16 request_add(struct asconf_job *j, struct sctp_addr *addr)
{
	struct sctp_path *p;

	if (addr_is_wildcard(addr))
		*addr = j->rx->src;
	if (sctp_path_find(j->a, addr))
		return 0;
	if (!sctp_path_usable(j->a, &j->rx->src, addr))
		return SCTP_CAUSE_UNRESOLVABLE_ADDR;
	if (!request_allowed(j, SCTP_PT_ADD_IP, addr))
		return SCTP_CAUSE_NO_AUTHORIZATION;
	p = sctp_path_add(j->a, addr, SCTP_PATH_UNCONFIRMED);
	if (!p)
		return SCTP_CAUSE_RESOURCE_SHORTAGE;
	added_path(j, p);
	return 0;
}

/* Delete all addresses but the source of the packet (4.2.2) */
static u16 delete_others(struct asconf_job *j)
{
	struct sctp_path *p, *tmp;

	if (!j->rx->path)
		return SCTP_CAUSE_UNRESOLVABLE_ADDR;
	list_for_each_entry_safe(p, tmp, &j->a->paths, list)
		if (p != j->rx->path)
			sctp_path_remove(j->a, p);
	return 0;
}

/* The last address is told before the source (5.3 rule F8) */
static u16 request_delete(struct asconf_job *j, struct sctp_addr *addr)
{
	struct sctp_path *p;

	if (addr_is_wildcard(addr))
		return delete_others(j);
	p = sctp_path_find(j->a, addr);
	if (p && j->a->npaths < 2)
		return SCTP_CAUSE_DEL_LAST_IP;
	if (sctp_addr_eq(addr, &j->rx->src))
		return SCTP_CAUSE_DEL_SOURCE_IP;
	if (!p)
		return SCTP_CAUSE_UNRESOLVABLE_ADDR;
	sctp_path_remove(j->a, p);
	return 0;
}

static u16 request_primary(struct asconf_job *j, struct sctp_addr *addr)
{
	struct sctp_path *p;

	if (addr_is_wildcard(addr))
		*addr = j->rx->src;
	p = sctp_path_find(j->a, addr);
	if (!p)
		return SCTP_CAUSE_UNRESOLVABLE_ADDR;
	if (!request_allowed(j, SCTP_PT_SET_PRIMARY, addr))
		return SCTP_CAUSE_NO_AUTHORIZATION;
	sctp_path_set_primary(j->a, p);
	return 0;
}

/* The tags are for address translators. Here they have to be right */
static u16 request_tags(const struct sctp_assoc *a, const struct sctp_view *q)
{
	const struct sctpw_vtags *v = (const void *)q->hdr;

	if (q->len != sizeof(*v) ||
	    get_unaligned_be32(&v->mine) != a->hs.peer_tag ||
	    get_unaligned_be32(&v->yours) != a->hs.my_tag)
		return SCTP_CAUSE_NO_AUTHORIZATION;
	return 0;
}

/* After a refused addition nothing is added or deleted (5.3 rule F11) */
static u16 change_addrs(struct asconf_job *j, u16 type, struct sctp_addr *addr)
{
	u16 code;

	if (j->refusing)
		return SCTP_CAUSE_RESOURCE_SHORTAGE;
	if (type == SCTP_PT_DEL_IP)
		return request_delete(j, addr);
	code = request_add(j, addr);
	j->refusing = code != 0;
	return code;
}

/* True: go on with the next request */
static bool do_request(struct asconf_job *j, const struct sctp_view *q)
{
	struct sctp_addr addr;

	if (!answer_fits(j, q)) {
		answer_short(j, q);
		return false;
	}
	if (q->type == SCTP_PT_VTAGS && sctp_nat_on(j->a)) {
		answer_request(j, q, request_tags(j->a, q));
		return true;
	}
	if (!request_has_addr(q->type)) {
		if (q->type & SCTP_PT_UNKNOWN_REPORT)
			answer_error(j, q, SCTP_CAUSE_UNRECOGNIZED_PARAM);
		return q->type & SCTP_PT_UNKNOWN_SKIP;
	}
	request_addr(q, &addr);
	answer_request(j, q, q->type == SCTP_PT_SET_PRIMARY ?
			     request_primary(j, &addr) :
			     change_addrs(j, q->type, &addr));
	return true;
}

static void do_requests(struct asconf_job *j, const struct sctp_view *v)
{
	struct sctp_param_iter it;
	struct sctp_view q;

	sctp_param_begin(&it, v, sizeof(struct sctpw_asconf));
	sctp_param_next(&it, &q);
	while (sctp_param_next(&it, &q))
		if (!do_request(j, &q))
			break;
}

static void asconf_next(struct sctp_assoc *a, struct sctp_rx *rx,
			const struct sctp_view *v, struct sctp_asconf *s,
			u32 room)
{
	struct asconf_job j = {
		.a = a,
		.rx = rx,
		.out = sctp_request_room(&s->r),
		.len = sizeof(__be32),
		.room = room,
	};

	memcpy(j.out, v->hdr + sizeof(struct sctpw_chunk), sizeof(__be32));
	do_requests(&j, v);
	/* to where it came from, unless that is no address of the peer (E6) */
	sctp_request_reply(a, &s->r, j.len, rx->path);
}

/* Bytes of the longest answer: a request of an address has 16, an error 28 */
static u32 answer_room(const struct sctp_view *v)
{
	return min_t(u32, 2 * v->len, SCTP_ASCONF_MAX) & ~3U;
}

/**
 * sctp_asconf_input() - an ASCONF arrived
 * @a: association that has agreed to it
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_asconf_input(struct sctp_assoc *a, struct sctp_rx *rx,
				    const struct sctp_view *v)
{
	const struct sctpw_asconf *h = (const void *)v->hdr;
	u32 room = answer_room(v);
	enum sctp_verdict verdict;
	struct sctp_asconf *s;

	s = sctp_asconf_received(a, rx, &verdict);
	if (!s)
		return verdict;
	if (!asconf_valid(v))
		return sctp_asconf_malformed(a, rx);
	switch (sctp_request_input(a, &s->r, get_unaligned_be32(&h->serial), 1,
				   room, rx->path)) {
	case SCTP_ASKED_NEXT:
		asconf_next(a, rx, v, s, room);
		break;
	case SCTP_ASKED_WRONG:
		sctp_mib_add(a->mib, SCTP_MIB_IN_BAD_ASCONF, 1);
		break;
	default:
		break;
	}
	return SCTP_V_NEXT;
}
