// SPDX-License-Identifier: GPL-2.0-only
/*
 * Requests that must arrive: the rules that RFC 5061 section 5 and RFC 6525
 * section 5 have in common.
 *
 *   - At most one request chunk is outstanding. Its timer runs for the RTO of
 *     its path.
 *   - On expiry the RTO is doubled, an error is counted for path and
 *     association, and the same chunk is sent on another path.
 *   - The answer stops the timer and clears the errors.
 *   - The answer to the peer's last request is kept. If the request comes again
 *     the same answer is sent, and nothing is done twice.
 *
 * A kind defines the content of a request, and what an answer does. Serial
 * numbers begin with the initial TSNs.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/choice.h"
#include "core/errors.h"
#include "core/loss/rto.h"
#include "core/recv/rwnd.h"
#include "core/send/ctl.h"
#include "request.h"

/* Serial numbers of one chunk: bits of ->open */
#define SCTP_REQUEST_MAX	8
/* How often a request is sent again in a state in which none may begin */
#define SCTP_LATE_TRIES		3

static struct sctp_request_body *body_new(u32 room)
{
	struct sctp_request_body *b;

	b = kzalloc(struct_size(b, data, room), GFP_ATOMIC);
	if (b)
		b->room = room;
	return b;
}

static u32 body_size(const struct sctp_request_body *b)
{
	return struct_size(b, data, b->room);
}

/* Peers decide how long an answer is, so it counts as received data */
static void kept_free(struct sctp_assoc *a, struct sctp_request *r)
{
	if (!r->kept)
		return;
	sctp_rx_uncharge(&a->rx.wnd, body_size(r->kept));
	kfree(r->kept);
	r->kept = NULL;
}

static void out_free(struct sctp_request *r)
{
	kfree(r->out);
	r->out = NULL;
	r->open = 0;
	r->at = 0;
	r->path = NULL;
}

/**
 * sctp_request_find() - find the requests of a kind
 * @a: association
 * @kind: the kind
 *
 * Return: the requests, NULL if the kind is not in use.
 */
struct sctp_request *sctp_request_find(const struct sctp_assoc *a,
				       const struct sctp_request_kind *kind)
{
	struct sctp_request *r;

	for (r = sctp_request_first(a); r; r = r->next)
		if (r->kind == kind)
			return r;
	return NULL;
}

/**
 * sctp_request_of() - find the requests of a kind, or begin to use the kind
 * @a: association that is up
 * @kind: the kind
 *
 * Return: the requests, NULL without memory.
 */
struct sctp_request *sctp_request_of(struct sctp_assoc *a,
				     const struct sctp_request_kind *kind)
{
	struct sctp_request *r = sctp_request_find(a, kind);

	if (r)
		return r;
	r = kzalloc(kind->size, GFP_ATOMIC);
	if (!r) {
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
		return NULL;
	}
	r->kind = kind;
	r->next = a->hs.requests;
	a->hs.requests = r;
	return r;
}

/**
 * sctp_request_serial() - the serial number of the next request
 * @a: association
 * @r: requests of its kind
 *
 * Return: the number, which has to be in what is sent.
 */
u32 sctp_request_serial(const struct sctp_assoc *a,
			const struct sctp_request *r)
{
	return a->hs.my_initial_tsn + r->numbered;
}

static bool state_ok(const struct sctp_assoc *a, const struct sctp_request *r)
{
	return r->kind->states & (1U << a->state);
}

/*
 * Queue the request for a path. If that fails, or no address is confirmed, the
 * next expiry counts no error: an unconfirmed address may get only probes (RFC
 * 9260 section 5.4).
 */
static void out_queue(struct sctp_assoc *a, struct sctp_request *r,
		      struct sctp_path *p)
{
	r->path = p;
	r->patient = !p->confirmed ||
		     sctp_ctl_add(a, p, r->kind->type, NULL, 0, r->out->data,
				  r->out->len);
}

/* Send the request on a path, and run the timer for its RTO */
static void out_send(struct sctp_assoc *a, struct sctp_request *r,
		     struct sctp_path *p, u64 now)
{
	out_queue(a, r, p);
	r->at = now + p->rto.rto;
}

/**
 * sctp_request_send() - send a request
 * @a: association that is up, the caller flushes it
 * @r: requests of its kind
 * @body: the chunk without its header, copied
 * @len: its length, at most what the smallest path takes
 * @n: serial numbers in it, from sctp_request_serial() on, 1 to 8
 * @now: time
 *
 * Return: 0; -EBUSY while one is outstanding; -EPIPE when the state of the
 * association forbids it; -EINVAL for a wrong @n; -ENOMEM.
 */
int sctp_request_send(struct sctp_assoc *a, struct sctp_request *r,
		      const void *body, u16 len, u8 n, u64 now)
{
	if (!n || n > SCTP_REQUEST_MAX)
		return -EINVAL;
	if (!state_ok(a, r))
		return -EPIPE;
	if (r->out)
		return -EBUSY;
	r->out = body_new(len);
	if (!r->out) {
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
		return -ENOMEM;
	}
	r->out->len = len;
	memcpy(r->out->data, body, len);
	r->numbered += n;
	r->n = n;
	r->open = (1U << n) - 1;
	r->tries = 0;
	r->late = 0;
	out_send(a, r, sctp_choose(a, SCTP_FOR_CONTROL, NULL), now);
	return 0;
}

/**
 * sctp_request_open() - is a request outstanding and not answered?
 * @a: association
 * @r: requests of its kind
 * @serial: its serial number
 *
 * Return: true if so: then sctp_request_answered() will count an answer.
 */
bool sctp_request_open(const struct sctp_assoc *a,
		       const struct sctp_request *r, u32 serial)
{
	u32 ago = sctp_request_serial(a, r) - serial;

	return r->out && ago && ago <= r->n && (r->open & 1U << (r->n - ago));
}

/**
 * sctp_request_answered() - an answer arrived
 * @a: association
 * @r: requests of its kind
 * @serial: the serial number it is for
 *
 * RFC 5061 section 5.1 rule A5, RFC 6525 section 5.2.7. In RFC 5061 an answer
 * without a request ends the association (5.3 rule F0): the caller does that.
 *
 * Return: what was answered.
 */
enum sctp_answer sctp_request_answered(struct sctp_assoc *a,
				       struct sctp_request *r, u32 serial)
{
	u32 ago = sctp_request_serial(a, r) - serial;
	struct sctp_path *p = r->path;

	if (!r->out)
		return !ago || ago > S32_MAX ? SCTP_ANSWER_UNASKED :
					       SCTP_ANSWER_OLD;
	if (!sctp_request_open(a, r, serial))
		return SCTP_ANSWER_OLD;
	r->open &= ~(1U << (r->n - ago));
	if (r->open)
		return SCTP_ANSWER_PART;
	out_free(r);
	sctp_path_answered(a, p, SCTP_PC_BY_SACK);
	return SCTP_ANSWER_LAST;
}

/**
 * sctp_request_wait() - the peer is still processing the request
 * @a: association
 * @r: requests of its kind, one outstanding
 * @now: time
 *
 * RFC 6525 section 5.2.7 rule H2: the request is sent again later; the next
 * expiry counts no error.
 */
void sctp_request_wait(struct sctp_assoc *a, struct sctp_request *r, u64 now)
{
	sctp_path_answered(a, r->path, SCTP_PC_BY_SACK);
	r->at = now + r->path->rto.rto;
	r->late = 0;
	r->patient = true;
}

/**
 * sctp_request_give_up() - the outstanding request will not be answered
 * @a: association
 * @r: requests of its kind
 *
 * The peer does not know its chunk type (RFC 5061 section 5.1 rule A9).
 */
void sctp_request_give_up(struct sctp_assoc *a, struct sctp_request *r)
{
	if (!r->out)
		return;
	/* not if the association has ended: the user is told of that */
	if (r->kind->failed && a->state != SCTP_ST_CLOSED)
		r->kind->failed(a, r);
	out_free(r);
}

/* Queue the kept answer for the path that the request came from */
static void kept_queue(struct sctp_assoc *a, struct sctp_request *r,
		       struct sctp_path *from)
{
	struct sctp_path *p = from;

	if (p && !p->confirmed && !r->kind->anywhere)
		p = NULL;
	if (r->kept->len &&
	    !sctp_ctl_add(a, p, r->kind->answer, NULL, 0, r->kept->data,
			  r->kept->len) && r->kind->queued)
		r->kind->queued(a, r);
}

/**
 * sctp_request_input() - a request of the peer arrived
 * @a: association
 * @r: requests of its kind
 * @serial: its first serial number
 * @n: how many it has, 1 to 8
 * @room: the longest answer to it, bytes without the chunk header; no less when
 *        it comes again
 * @from: the path it came from, or NULL
 *
 * RFC 5061 section 5.2 rules E1 to E5, RFC 6525 section 5.2.1. Memory for the
 * answer is allocated before a request is handled. Without memory the request
 * is not handled, and the peer sends it again.
 *
 * Return: what it is.
 */
enum sctp_asked sctp_request_input(struct sctp_assoc *a,
				   struct sctp_request *r, u32 serial, u8 n,
				   u32 room, struct sctp_path *from)
{
	u32 ago = a->hs.peer_initial_tsn + r->handled - serial;
	struct sctp_request_body *b;

	if (ago) {
		if (!r->kept || ago > r->covers)
			return SCTP_ASKED_WRONG;
		/* a shorter chunk would get more than was sent for it */
		if (room < r->kept->room)
			return SCTP_ASKED_WRONG;
		kept_queue(a, r, from);
		return SCTP_ASKED_AGAIN;
	}
	if (!n || n > SCTP_REQUEST_MAX)
		return SCTP_ASKED_WRONG;
	b = body_new(room);
	if (!b) {
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
		return SCTP_ASKED_UNABLE;
	}
	kept_free(a, r);
	r->kept = b;
	sctp_rx_charge(&a->rx.wnd, body_size(b));
	r->covers = n;
	r->handled += n;
	return SCTP_ASKED_NEXT;
}

/**
 * sctp_request_room() - the buffer for the answer to the peer's last request
 * @r: requests of its kind, after sctp_request_input()
 *
 * It may be changed later, when a request took some time: then the peer gets
 * the new answer when it asks again (RFC 6525 section 5.2.2 rule E2).
 *
 * Return: @room bytes of sctp_request_input(), zeroed at first.
 */
void *sctp_request_room(struct sctp_request *r)
{
	return r->kept->data;
}

/**
 * sctp_request_keep() - the answer to the peer's last request is complete, and
 * is sent in another way
 * @r: requests of its kind
 * @len: bytes of sctp_request_room() that are used
 *
 * It is sent when the peer asks again.
 */
void sctp_request_keep(struct sctp_request *r, u16 len)
{
	r->kept->len = min_t(u32, len, r->kept->room);
}

/**
 * sctp_request_reply() - the answer to the peer's last request is complete
 * @a: association, the caller flushes it
 * @r: requests of its kind
 * @len: bytes of sctp_request_room() that are used
 * @from: the path the request came from, or NULL
 */
void sctp_request_reply(struct sctp_assoc *a, struct sctp_request *r, u16 len,
			struct sctp_path *from)
{
	sctp_request_keep(r, len);
	kept_queue(a, r, from);
}

/**
 * sctp_request_unsure() - the kept answer is sent again until it has arrived
 * @a: association without an outstanding request of this kind
 * @r: requests of its kind
 * @now: time
 *
 * The caller finds out that it has, and calls sctp_request_sure().
 */
void sctp_request_unsure(struct sctp_assoc *a, struct sctp_request *r, u64 now)
{
	r->path = sctp_choose(a, SCTP_FOR_CONTROL, NULL);
	r->at = now + r->path->rto.rto;
}

/**
 * sctp_request_sure() - the kept answer has arrived
 * @a: association
 * @r: requests of its kind, after sctp_request_unsure()
 */
void sctp_request_sure(struct sctp_assoc *a, struct sctp_request *r)
{
	struct sctp_path *p = r->path;

	r->at = 0;
	r->path = NULL;
	sctp_path_answered(a, p, SCTP_PC_BY_SACK);
}

/* A request, or an answer, has had no effect. True when Association.Max.Retrans
 * is exceeded.
 */
static bool count_unanswered(struct sctp_assoc *a, struct sctp_path *p)
{
	sctp_rto_backoff(&p->rto, a->cfg);
	sctp_path_rto_seen(a, p);
	return sctp_path_error(a, p, true);
}

/* Nothing shows that the kept answer arrived. True as count_unanswered() */
static bool kept_again(struct sctp_assoc *a, struct sctp_request *r, u64 now)
{
	struct sctp_path *p = r->path;

	if (count_unanswered(a, p))
		return true;
	r->path = sctp_choose(a, SCTP_FOR_REPEAT, p);
	r->at = now + r->path->rto.rto;
	kept_queue(a, r, r->path);
	return false;
}

/* May it be sent again, although the peer may ignore it in this state? */
static bool late_ok(const struct sctp_assoc *a, struct sctp_request *r)
{
	return (r->kind->late & (1U << a->state)) &&
	       r->late++ < SCTP_LATE_TRIES;
}

/* While the user shuts down a request is not tried for ever, whatever else
 * shows that the peer lives: the shutdown may wait for it.
 */
static bool tried_enough(const struct sctp_assoc *a,
			 const struct sctp_request *r)
{
	return a->shutdown_requested && r->tries >= a->cfg->max_retrans;
}

/* Retransmit a request: RFC 5061 section 5.1 rules B1 to B5, RFC 6525 section
 * 5.1.1. True when Association.Max.Retrans is exceeded.
 */
static bool out_again(struct sctp_assoc *a, struct sctp_request *r, u64 now)
{
	struct sctp_path *p = r->path;
	bool late;

	if (!r->out)
		return kept_again(a, r, now);
	late = !state_ok(a, r);
	if ((late && !late_ok(a, r)) || tried_enough(a, r)) {
		sctp_request_give_up(a, r);
		return false;
	}
	sctp_mib_add(a->mib, r->kind->expired, 1);
	if (r->tries < U16_MAX)
		r->tries++;
	if (r->patient) {
		out_send(a, r, sctp_choose(a, SCTP_FOR_LOST, p), now);
		return false;
	}
	/* a peer that ignores it is not dead */
	if (late)
		sctp_rto_backoff(&p->rto, a->cfg);
	else if (count_unanswered(a, p))
		return true;
	out_send(a, r, sctp_choose(a, SCTP_FOR_REPEAT, p), now);
	return false;
}

/**
 * sctp_request_expired() - retransmit requests whose timer has expired
 * @a: association, the caller flushes it
 * @now: time
 *
 * Return: true when Association.Max.Retrans is exceeded: the caller ends the
 * association (RFC 9260 section 8.1).
 */
bool sctp_request_expired(struct sctp_assoc *a, u64 now)
{
	struct sctp_request *r;

	for (r = sctp_request_first(a); r; r = r->next)
		if (sctp_deadline_over(&r->at, now) && out_again(a, r, now))
			return true;
	return false;
}

/* Is it sent without IP fragments? */
static bool fits_packet(const struct sctp_request *r)
{
	return sizeof(struct sctpw_common) + sizeof(struct sctpw_chunk) +
	       r->out->len <= r->path->mtu;
}

/**
 * sctp_request_repeat() - the outstanding request did not arrive
 * @a: association, the caller flushes it
 * @type: its chunk type; nothing is done if none is outstanding
 *
 * If it fits into a packet it is sent once more on its path. Its timer goes on.
 */
void sctp_request_repeat(struct sctp_assoc *a, u8 type)
{
	struct sctp_request *r;

	for (r = sctp_request_first(a); r; r = r->next)
		if (r->kind->type == type && r->out && state_ok(a, r) &&
		    r->path->confirmed && fits_packet(r))
			sctp_ctl_add(a, r->path, type, NULL, 0, r->out->data,
				     r->out->len);
}

/**
 * sctp_request_forget_path() - a path is removed
 * @a: association
 * @p: the path
 * @other: outstanding requests are sent there at once; their timers keep
 *         running
 */
void sctp_request_forget_path(struct sctp_assoc *a, struct sctp_path *p,
			      struct sctp_path *other)
{
	struct sctp_request *r;

	for (r = sctp_request_first(a); r; r = r->next)
		if (r->path == p && r->out)
			out_queue(a, r, other);
		else if (r->path == p)
			r->path = other;
}

/**
 * sctp_request_reset() - free all requests: the peer restarted, or the
 * association ends
 * @a: association
 */
void sctp_request_reset(struct sctp_assoc *a)
{
	struct sctp_request *r;

	while ((r = sctp_request_first(a)) != NULL) {
		a->hs.requests = r->next;
		sctp_request_give_up(a, r);
		if (r->kind->gone)
			r->kind->gone(a, r);
		kept_free(a, r);
		kfree(r);
	}
}
