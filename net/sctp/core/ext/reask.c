// SPDX-License-Identifier: GPL-2.0-only
/*
 * Requests of ours to reconfigure streams, RFC 6525 sections 5.1 and 5.2.7.
 *
 *   user -> request -> answer -> done, the user is told
 *              '- streams that are reset are held back until then
 *
 * One request chunk is outstanding at a time, with one or two requests. What to
 * do about an answer is read from that chunk.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "core/caps.h"
#include "core/loss/sackin.h"
#include "core/send/hold.h"
#include "core/send/ostream.h"
#include "core/send/sendq.h"
#include "core/send/txring.h"
#include "core/wire/frame.h"
#include "core/wire/serial.h"
#include "reask.h"
#include "renumber.h"

/* Most streams of a direction */
#define SCTP_STREAMS_MAX	65535U

/* Maximum segment lifetime (RFC 6525 section 5.1.4), nanoseconds. Between two
 * resets of TSNs it lets old packets die.
 */
#define SCTP_IP_MSL		(30ULL * NSEC_PER_SEC)

/* --- what an answer does --- */

/**
 * sctp_reconfig_sids() - the streams that a request to reset lists
 * @q: Outgoing or Incoming SSN Reset Request
 * @n: how many it lists; none means all
 *
 * Return: their numbers.
 */
const __be16 *sctp_reconfig_sids(const struct sctpw_reconfig *q, u32 *n)
{
	u32 head = sctp_reconfig_type(q) == SCTP_PT_RESET_OUT ?
		   sizeof(struct sctpw_reset_out) :
		   sizeof(struct sctpw_reset_in);

	*n = (sctp_reconfig_len(q) - head) / sizeof(__be16);
	return (const __be16 *)((const u8 *)q + head);
}

/**
 * sctp_reconfig_tell_reset() - tell the user that streams were, or were not,
 * reset
 * @a: association
 * @flags: SCTP_RECONFIG_EV_*
 * @q: the request, which lists the streams
 */
void sctp_reconfig_tell_reset(struct sctp_assoc *a, u16 flags,
			      const struct sctpw_reconfig *q)
{
	u32 n;
	const __be16 *sids = sctp_reconfig_sids(q, &n);
	struct sctp_notice ev = {
		.type = SCTP_EV_STREAM_RESET,
		.value = flags,
		.data = sids,
		.len = n * sizeof(*sids),
	};

	sctp_ops(a)->notify(a, &ev);
}

/**
 * sctp_reconfig_tell_tsns() - tell the user that TSNs were, or were not, reset
 * @a: association
 * @flags: SCTP_RECONFIG_EV_*
 * @peer_next: next TSN of the peer
 * @next: next TSN of ours
 */
void sctp_reconfig_tell_tsns(struct sctp_assoc *a, u16 flags, u32 peer_next,
			     u32 next)
{
	const u32 tsns[] = { peer_next, next };
	struct sctp_notice ev = {
		.type = SCTP_EV_ASSOC_RESET,
		.value = flags,
		.data = tsns,
		.len = sizeof(tsns),
	};

	sctp_ops(a)->notify(a, &ev);
}

/**
 * sctp_reconfig_tell_added() - tell the user that streams were, or were not,
 * added
 * @a: association
 * @flags: SCTP_RECONFIG_EV_*
 * @in: inbound streams
 * @out: outbound streams
 */
void sctp_reconfig_tell_added(struct sctp_assoc *a, u16 flags, u16 in, u16 out)
{
	struct sctp_notice ev = {
		.type = SCTP_EV_STREAM_CHANGE,
		.value = (u32)in << 16 | out,
		.error = flags,
	};

	sctp_ops(a)->notify(a, &ev);
}

/* H4: the streams begin with SSN 0, and what was held back is sent */
static void out_reset(struct sctp_assoc *a, const struct sctpw_reconfig *q,
		      u16 flags)
{
	const struct sctpw_reset_out *out = (const void *)q;
	u32 i, n;
	const __be16 *sids = sctp_reconfig_sids(q, &n);

	/* the peer waited for what was sent before (5.2.2 rule E2) */
	if (!flags)
		sctp_sendq_arrived(a, be32_to_cpu(out->last_tsn));
	if (!flags && !n)
		sctp_ostream_restart(a);
	for (i = 0; !flags && i < n; i++)
		sctp_ostream_reset(a, be16_to_cpu(sids[i]));
	sctp_hold_end(a);
	sctp_reconfig_tell_reset(a, flags | SCTP_RECONFIG_EV_OUT, q);
}

/* H5: the answer has the TSNs to begin with */
static void tsns_reset(struct sctp_assoc *a,
		       const struct sctpw_reconfig_answer *reply, u16 flags)
{
	u32 next = 0, peer_next = 0;

	if (!flags) {
		peer_next = get_unaligned_be32(&reply->sender_next);
		next = get_unaligned_be32(&reply->receiver_next);
		/* DATA that was sent with the answer came before it */
		if (sctp_tsn_lte(peer_next, a->rx.ring.cum_tsn))
			peer_next = a->rx.ring.cum_tsn + 1;
		sctp_renumber(a, next, peer_next);
	}
	sctp_hold_end(a);
	sctp_reconfig_tell_tsns(a, flags, peer_next, next);
}

/* H6 */
static void out_added(struct sctp_assoc *a, const struct sctpw_reconfig *q,
		      u16 flags)
{
	u16 n = sctp_reconfig_added(q);

	if (!flags)
		sctp_sendq_add_streams(a, n);
	sctp_reconfig_tell_added(a, flags, 0, n);
}

/* A request was answered. If the peer answers it by a request of its own, the
 * user is told when that arrives.
 */
static void request_done(struct sctp_assoc *a, const struct sctpw_reconfig *q,
			 const struct sctpw_reconfig_answer *reply, u16 flags)
{
	u16 type = sctp_reconfig_type(q);

	if (type == SCTP_PT_RESET_OUT)
		out_reset(a, q, flags);
	else if (type == SCTP_PT_RESET_TSN)
		tsns_reset(a, reply, flags);
	else if (type == SCTP_PT_ADD_OUT)
		out_added(a, q, flags);
	else if (type == SCTP_PT_RESET_IN && flags)
		sctp_reconfig_tell_reset(a, flags | SCTP_RECONFIG_EV_IN, q);
	else if (type == SCTP_PT_ADD_IN && flags)
		sctp_reconfig_tell_added(a, flags, sctp_reconfig_added(q), 0);
}

/* --- the outstanding chunk --- */

/* The next parameter of it after @q, or the first; NULL at the end */
static const struct sctpw_reconfig *out_next(const struct sctp_reconfig *rc,
					     const struct sctpw_reconfig *q)
{
	const struct sctp_request_body *out = rc->r.out;
	const u8 *at;

	if (!out)
		return NULL;
	at = q ? (const u8 *)q + SCTP_ALIGN4(sctp_reconfig_len(q)) : out->data;
	return at < out->data + out->len ? (const void *)at : NULL;
}

/* Is it a request that is not answered? Its chunk may have an answer beside it
 */
static bool out_open(const struct sctp_assoc *a, const struct sctp_reconfig *rc,
		     const struct sctpw_reconfig *q)
{
	return sctp_reconfig_type(q) != SCTP_PT_RECONFIG_ANSWER &&
	       sctp_request_open(a, &rc->r, be32_to_cpu(q->serial));
}

static const struct sctpw_reconfig *
out_with_serial(const struct sctp_assoc *a, const struct sctp_reconfig *rc,
		u32 serial)
{
	const struct sctpw_reconfig *q = NULL;

	while ((q = out_next(rc, q)) != NULL)
		if (out_open(a, rc, q) && be32_to_cpu(q->serial) == serial)
			return q;
	return NULL;
}

static const struct sctpw_reconfig *
out_of_type(const struct sctp_assoc *a, const struct sctp_reconfig *rc,
	    u16 type)
{
	const struct sctpw_reconfig *q = NULL;

	while ((q = out_next(rc, q)) != NULL)
		if (out_open(a, rc, q) && sctp_reconfig_type(q) == type)
			return q;
	return NULL;
}

/* Nobody will answer what is open */
static void reconfig_failed(struct sctp_assoc *a, struct sctp_request *r)
{
	struct sctp_reconfig *rc = container_of(r, struct sctp_reconfig, r);
	const struct sctpw_reconfig *q = NULL;

	while ((q = out_next(rc, q)) != NULL)
		if (out_open(a, rc, q))
			request_done(a, q, NULL, SCTP_RECONFIG_EV_FAILED);
}

/* If the HEARTBEAT is answered the answer in its packet has arrived */
static void reconfig_queued(struct sctp_assoc *a, struct sctp_request *r)
{
	const struct sctp_reconfig *rc = container_of(r, struct sctp_reconfig,
						      r);
	const struct sctpw_hb_info hb = {
		.p.type = cpu_to_be16(SCTP_PT_HEARTBEAT_INFO),
		.p.len = cpu_to_be16(sizeof(hb)),
		.nonce = cpu_to_be64(rc->nonce),
	};

	if (rc->unsure)
		sctp_ctl_follow(a, SCTP_CT_HEARTBEAT, &hb, sizeof(hb));
}

static void reconfig_gone(struct sctp_assoc *a, struct sctp_request *r)
{
	sctp_hold_free(a);
}

static const struct sctp_request_kind reconfig_kind = {
	.failed = reconfig_failed,
	.queued = reconfig_queued,
	.gone = reconfig_gone,
	.size = sizeof(struct sctp_reconfig),
	.type = SCTP_CT_RECONFIG,
	.answer = SCTP_CT_RECONFIG,
	.states = 1U << SCTP_ST_ESTABLISHED | 1U << SCTP_ST_SHUTDOWN_PENDING,
	.late = 1U << SCTP_ST_SHUTDOWN_RECEIVED,
	.expired = SCTP_MIB_RECONFIG_EXPIREDS,
};

/**
 * sctp_reconfig_find() - the requests of an association
 * @a: association
 *
 * Return: the requests, NULL if there never were any.
 */
struct sctp_reconfig *sctp_reconfig_find(const struct sctp_assoc *a)
{
	struct sctp_request *r = sctp_request_find(a, &reconfig_kind);

	return r ? container_of(r, struct sctp_reconfig, r) : NULL;
}

/**
 * sctp_reconfig_of() - the requests of an association, made if need be
 * @a: association that is up
 *
 * Return: the requests, NULL without memory.
 */
struct sctp_reconfig *sctp_reconfig_of(struct sctp_assoc *a)
{
	struct sctp_request *r = sctp_request_of(a, &reconfig_kind);

	return r ? container_of(r, struct sctp_reconfig, r) : NULL;
}

/**
 * sctp_reask_waits_for_peer() - can the peer answer only with a request of its
 * own?
 * @a: association
 * @rc: its requests
 *
 * If it waits for an answer, too, both would wait for ever.
 *
 * Return: true if so.
 */
bool sctp_reask_waits_for_peer(const struct sctp_assoc *a,
			       const struct sctp_reconfig *rc)
{
	return out_of_type(a, rc, SCTP_PT_RESET_IN) ||
	       out_of_type(a, rc, SCTP_PT_ADD_IN);
}

static bool lists_sid(const __be16 *sids, u32 n, __be16 sid)
{
	u32 i;

	for (i = 0; i < n; i++)
		if (sids[i] == sid)
			return true;
	return false;
}

/**
 * sctp_reask_covers() - are all streams of a request being reset?
 * @a: association
 * @rc: its requests
 * @q: Incoming SSN Reset Request of the peer
 *
 * RFC 6525 section 5.2.3. Only short lists are compared.
 *
 * Return: true when the outstanding request resets all of them.
 */
bool sctp_reask_covers(const struct sctp_assoc *a,
		       const struct sctp_reconfig *rc,
		       const struct sctpw_reconfig *q)
{
	const struct sctpw_reconfig *out = out_of_type(a, rc,
						       SCTP_PT_RESET_OUT);
	const __be16 *mine, *sids;
	u32 i, nmine, n;

	if (!out)
		return false;
	mine = sctp_reconfig_sids(out, &nmine);
	sids = sctp_reconfig_sids(q, &n);
	if (!nmine)
		return true;
	if (!n || (u64)n * nmine > U16_MAX)
		return false;
	for (i = 0; i < n; i++)
		if (!lists_sid(mine, nmine, sids[i]))
			return false;
	return true;
}

/* --- building --- */

static u32 put_reset(const struct sctp_assoc *a, u32 serial, u32 answers,
		     const __be16 *sids, u32 n, void *to)
{
	struct sctpw_reset_out *q = to;
	u32 len = sizeof(*q) + n * sizeof(*sids);

	q->p.type = cpu_to_be16(SCTP_PT_RESET_OUT);
	q->p.len = cpu_to_be16(len);
	q->serial = cpu_to_be32(serial);
	q->answers = cpu_to_be32(answers);
	q->last_tsn = cpu_to_be32(a->tx.ring.next - 1);
	memcpy(q->sid, sids, n * sizeof(*sids));
	memset((u8 *)to + len, 0, SCTP_ALIGN4(len) - len);
	return len;
}

/**
 * sctp_reask_put_reset() - build an Outgoing SSN Reset Request that answers one
 * of the peer
 * @a: association
 * @rc: its requests
 * @q: Incoming SSN Reset Request of the peer
 * @to: where to
 *
 * RFC 6525 section 5.1.2 rule A4.
 *
 * Return: its length, without the padding that is written, too.
 */
u32 sctp_reask_put_reset(const struct sctp_assoc *a,
			 const struct sctp_reconfig *rc,
			 const struct sctpw_reconfig *q, void *to)
{
	u32 n;
	const __be16 *sids = sctp_reconfig_sids(q, &n);

	return put_reset(a, sctp_request_serial(a, &rc->r),
			 be32_to_cpu(q->serial), sids, n, to);
}

static u32 put_reset_in(u32 serial, const __be16 *sids, u32 n, void *to)
{
	struct sctpw_reset_in *q = to;
	u32 len = sizeof(*q) + n * sizeof(*sids);

	q->p.type = cpu_to_be16(SCTP_PT_RESET_IN);
	q->p.len = cpu_to_be16(len);
	q->serial = cpu_to_be32(serial);
	memcpy(q->sid, sids, n * sizeof(*sids));
	return len;
}

/**
 * sctp_reask_put_add() - build a request to add streams
 * @type: SCTP_PT_ADD_OUT or SCTP_PT_ADD_IN
 * @n: how many streams
 * @serial: its serial number
 * @to: where to
 *
 * Return: its length.
 */
u32 sctp_reask_put_add(u16 type, u16 n, u32 serial, void *to)
{
	const struct sctpw_add_streams q = {
		.p.type = cpu_to_be16(type),
		.p.len = cpu_to_be16(sizeof(q)),
		.serial = cpu_to_be32(serial),
		.n = cpu_to_be16(n),
	};

	memcpy(to, &q, sizeof(q));
	return sizeof(q);
}

/* --- what the user asks for --- */

/* May there be a request now? Then there is a struct sctp_reconfig */
static int may_ask(struct sctp_assoc *a, u8 what)
{
	const struct sctp_reconfig *rc;

	if (!(a->hs.caps & SCTP_CAP_RECONFIG) ||
	    !(a->cfg->strreset_enable & what))
		return -ENOPROTOOPT;
	if (a->shutdown_requested || a->state > SCTP_ST_ESTABLISHED)
		return -ESHUTDOWN;
	if (a->state != SCTP_ST_ESTABLISHED)
		return -ENOTCONN;
	rc = sctp_reconfig_of(a);
	if (!rc)
		return -ENOMEM;
	return rc->r.out || rc->holding ? -EINPROGRESS : 0;
}

static bool sids_exist(const u16 *sids, u16 n, u16 streams)
{
	u16 i;

	for (i = 0; i < n; i++)
		if (sids[i] >= streams)
			return false;
	return true;
}

/* Bytes of a chunk that resets @n streams; @what: SCTP_RECONFIG_IN, _OUT */
static u32 reset_size(u16 what, u16 n)
{
	u32 list = n * sizeof(__be16), size = 0;

	if (what & SCTP_RECONFIG_OUT)
		size += SCTP_ALIGN4(sizeof(struct sctpw_reset_out) + list);
	if (what & SCTP_RECONFIG_IN)
		size += SCTP_ALIGN4(sizeof(struct sctpw_reset_in) + list);
	return size;
}

static int reset_check(const struct sctp_assoc *a, u16 what, const u16 *sids,
		       u16 n)
{
	if (!(what & (SCTP_RECONFIG_OUT | SCTP_RECONFIG_IN)))
		return -EINVAL;
	if ((what & SCTP_RECONFIG_OUT) &&
	    !sids_exist(sids, n, a->tx.streams.num))
		return -EINVAL;
	if ((what & SCTP_RECONFIG_IN) &&
	    !sids_exist(sids, n, a->rx.streams.num))
		return -EINVAL;
	return reset_size(what, n) > SCTP_RECONFIG_MAX ? -EINVAL : 0;
}

/* Hold streams back, none of which may have messages that were not sent */
static int hold_idle(struct sctp_assoc *a, const __be16 *sids, u16 n)
{
	int err = sctp_hold_begin(a, sids, n);

	if (err)
		return err;
	if (sctp_hold_clear(a))
		return 0;
	sctp_hold_end(a);
	return -EAGAIN;
}

static int send_reset(struct sctp_assoc *a, struct sctp_reconfig *rc, u16 what,
		      const __be16 *sids, u16 n, u8 *body, u64 now)
{
	u32 serial = sctp_request_serial(a, &rc->r), len = 0;
	u8 count = 0;
	int err;

	if (what & SCTP_RECONFIG_OUT) {
		err = hold_idle(a, sids, n);
		if (err)
			return err;
		len = put_reset(a, serial, a->hs.peer_initial_tsn +
				rc->r.handled - 1, sids, n, body);
		count++;
	}
	if (what & SCTP_RECONFIG_IN) {
		len = SCTP_ALIGN4(len);
		len += put_reset_in(serial + count, sids, n, body + len);
		count++;
	}
	err = sctp_request_send(a, &rc->r, body, len, count, now);
	if (err && (what & SCTP_RECONFIG_OUT))
		sctp_hold_end(a);
	return err;
}

/**
 * sctp_reconfig_reset_streams() - the user resets streams
 * @a: association, the caller flushes it
 * @what: SCTP_RECONFIG_IN, SCTP_RECONFIG_OUT
 * @sids: stream numbers
 * @n: how many; 0 means all streams
 * @now: time
 *
 * RFC 6525 sections 5.1.2 and 5.1.3. New messages of the outbound streams wait
 * until the peer has answered.
 *
 * Return: 0; -ENOPROTOOPT when peer or user have not agreed to it; -EINPROGRESS
 * while a request is outstanding; -EAGAIN when messages of these streams wait
 * to be sent; -EINVAL for a wrong @what, too many streams, or one that does
 * not exist; -ESHUTDOWN; -ENOTCONN; -ENOMEM.
 */
int sctp_reconfig_reset_streams(struct sctp_assoc *a, u16 what,
				const u16 *sids, u16 n, u64 now)
{
	__be16 *list;
	u32 size;
	int err;
	u16 i;

	sctp_assoc_entered(a);
	err = may_ask(a, SCTP_RECONFIG_MAY_RESET);
	if (!err)
		err = reset_check(a, what, sids, n);
	if (err)
		return err;
	size = SCTP_ALIGN4(n * sizeof(*list));
	list = kmalloc(size + reset_size(what, n), GFP_ATOMIC);
	if (!list)
		return -ENOMEM;
	for (i = 0; i < n; i++)
		list[i] = cpu_to_be16(sids[i]);
	err = send_reset(a, sctp_reconfig_find(a), what, list, n,
			 (u8 *)list + size, now);
	kfree(list);
	return err;
}

/**
 * sctp_reconfig_reset_tsns() - the user resets the TSNs and SSNs of both sides
 * @a: association, the caller flushes it
 * @now: time
 *
 * RFC 6525 section 5.1.4. New messages wait until the peer has answered.
 *
 * Return: see sctp_reconfig_reset_streams(). -EAGAIN unless all that was sent
 * is acknowledged, and for 30 s after the last such request.
 */
int sctp_reconfig_reset_tsns(struct sctp_assoc *a, u64 now)
{
	struct sctp_reconfig *rc;
	struct sctpw_reconfig q = {
		.p.type = cpu_to_be16(SCTP_PT_RESET_TSN),
		.p.len = cpu_to_be16(sizeof(q)),
	};
	int err;

	sctp_assoc_entered(a);
	err = may_ask(a, SCTP_RECONFIG_MAY_RESET_TSN);
	if (err)
		return err;
	rc = sctp_reconfig_find(a);
	if (!sctp_txring_empty(&a->tx.ring) || now < rc->tsns_again)
		return -EAGAIN;
	err = hold_idle(a, NULL, 0);
	if (err)
		return err;
	q.serial = cpu_to_be32(sctp_request_serial(a, &rc->r));
	err = sctp_request_send(a, &rc->r, &q, sizeof(q), 1, now);
	if (err) {
		sctp_hold_end(a);
		return err;
	}
	rc->tsns_again = now + SCTP_IP_MSL;
	/* the peer may begin anew before we get its answer */
	sctp_sackin_renumbered(a);
	return 0;
}

/**
 * sctp_reconfig_add_streams() - the user adds streams
 * @a: association, the caller flushes it
 * @in: inbound streams to add
 * @out: outbound streams to add
 * @now: time
 *
 * RFC 6525 sections 5.1.5 and 5.1.6. They can be used when the peer has agreed.
 *
 * Return: see sctp_reconfig_reset_streams(). -EINVAL when there would be too
 * many, or if both are 0.
 */
int sctp_reconfig_add_streams(struct sctp_assoc *a, u16 in, u16 out, u64 now)
{
	u8 body[2 * sizeof(struct sctpw_add_streams)];
	struct sctp_reconfig *rc;
	u32 serial, len = 0;
	int err;

	sctp_assoc_entered(a);
	err = may_ask(a, SCTP_RECONFIG_MAY_ADD);
	if (err)
		return err;
	rc = sctp_reconfig_find(a);
	if (a->tx.streams.num + (u32)out > SCTP_STREAMS_MAX ||
	    a->rx.streams.num + (u32)in > SCTP_STREAMS_MAX || (!in && !out))
		return -EINVAL;
	serial = sctp_request_serial(a, &rc->r);
	if (out)
		len = sctp_reask_put_add(SCTP_PT_ADD_OUT, out, serial++, body);
	if (in)
		len += sctp_reask_put_add(SCTP_PT_ADD_IN, in, serial,
					  body + len);
	return sctp_request_send(a, &rc->r, body, len, !!in + !!out, now);
}

/* --- what the peer answers --- */

/**
 * sctp_reask_implied() - a request of the peer may be the answer to one of ours
 * @a: association
 * @rc: its requests
 * @q: Outgoing SSN Reset Request or Add Outgoing Streams Request
 *
 * RFC 6525 sections 5.2.2 rule E1 and 5.2.6.
 */
void sctp_reask_implied(struct sctp_assoc *a, struct sctp_reconfig *rc,
			const struct sctpw_reconfig *q)
{
	const struct sctpw_reset_out *out = (const void *)q;
	const struct sctpw_reconfig *mine;

	if (sctp_reconfig_type(q) == SCTP_PT_RESET_OUT) {
		mine = out_with_serial(a, rc, be32_to_cpu(out->answers));
		if (mine && sctp_reconfig_type(mine) != SCTP_PT_RESET_IN)
			return;
	} else {
		mine = out_of_type(a, rc, SCTP_PT_ADD_IN);
	}
	if (mine)
		sctp_request_answered(a, &rc->r, be32_to_cpu(mine->serial));
}

static u16 result_flags(u32 result)
{
	if (result == SCTP_RECONFIG_NOTHING || result == SCTP_RECONFIG_DONE)
		return 0;
	return result == SCTP_RECONFIG_DENIED ? SCTP_RECONFIG_EV_DENIED :
						SCTP_RECONFIG_EV_FAILED;
}

/**
 * sctp_reask_answered() - a Re-configuration Response arrived
 * @a: association
 * @rc: its requests
 * @v: the parameter, of a length that is right
 * @now: time
 *
 * RFC 6525 section 5.2.7.
 *
 * Return: false when no such request is outstanding.
 */
bool sctp_reask_answered(struct sctp_assoc *a, struct sctp_reconfig *rc,
			 const struct sctp_view *v, u64 now)
{
	const struct sctpw_reconfig_answer *reply = (const void *)v->hdr;
	u32 result = get_unaligned_be32(&reply->result);
	u32 serial = get_unaligned_be32(&reply->serial);
	const struct sctpw_reconfig *q = out_with_serial(a, rc, serial);
	u16 flags = result_flags(result);

	if (!q)
		return false;
	if (result == SCTP_RECONFIG_IN_PROGRESS) {
		sctp_request_wait(a, &rc->r, now);
		return true;
	}
	/* without the TSNs nothing can be reset */
	if (sctp_reconfig_type(q) == SCTP_PT_RESET_TSN &&
	    v->len < sizeof(*reply))
		flags = flags ?: SCTP_RECONFIG_EV_FAILED;
	request_done(a, q, reply, flags);
	sctp_request_answered(a, &rc->r, serial);
	return true;
}
