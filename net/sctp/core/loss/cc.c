// SPDX-License-Identifier: GPL-2.0-only
/*
 * Congestion control of a path: what all algorithms have in common, and the
 * calls of the algorithm. How much may be sent is limited by
 *
 *   cwnd          set by the algorithm
 *   burst limit   Max.Burst (RFC 9260 section 6.1 rule D), for one flush
 *   one packet    between T3-rtx and the next acknowledgment (7.2.1)
 *
 * Sizes are those of DATA chunks, with header and padding.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/assoc.h"
#include "core/pmdcs.h"
#include "cc.h"
#include "cc_window.h"

static const struct sctp_cc_ops *const cc_algos[SCTP_CC_ALGOS] = {
	[SCTP_CC_ALGO_RFC9260] = &sctp_cc_rfc9260,
	[SCTP_CC_ALGO_HSTCP] = &sctp_cc_hstcp,
	[SCTP_CC_ALGO_HTCP] = &sctp_cc_htcp,
	[SCTP_CC_ALGO_CUBIC] = &sctp_cc_cubic,
	[SCTP_CC_ALGO_DCTCP] = &sctp_cc_dctcp,
};

/* State of an algorithm that no path has yet */
struct cc_spare {
	struct cc_spare *next;
};

static const struct sctp_cc_ops *cc_ops(const struct sctp_path *p)
{
	return cc_algos[p->cc.algo];
}

/* RFC 9260's is called directly: most paths have it */
static bool cc_is_rfc9260(const struct sctp_path *p)
{
	return likely(p->cc.algo == SCTP_CC_ALGO_RFC9260);
}

/**
 * sctp_cc_name() - the name of an algorithm
 * @algo: its number
 *
 * Return: the name, NULL if there is no such algorithm.
 */
const char *sctp_cc_name(u32 algo)
{
	if (algo >= SCTP_CC_ALGOS || !cc_algos[algo])
		return NULL;
	return cc_algos[algo]->name;
}

/* Begin with an algorithm, with its state if it has a size */
static void cc_begin(struct sctp_path *p, enum sctp_cc_algo algo, void *state)
{
	p->cc.algo = algo;
	p->cc.room = (uintptr_t)state;
	cc_ops(p)->init(p);
}

/**
 * sctp_cc_init() - begin with the initial window
 * @p: path, its MTU known, with nothing in flight
 * @algo: the algorithm
 *
 * Return: false if there was no memory: the algorithm is RFC 9260's.
 */
bool sctp_cc_init(struct sctp_path *p, enum sctp_cc_algo algo)
{
	u32 size = cc_algos[algo]->size;
	void *state = size ? kzalloc(size, GFP_ATOMIC | __GFP_ACCOUNT) : NULL;
	bool ok = !size || state;

	memset(&p->cc, 0, sizeof(p->cc));
	sctp_cc_window_init(p);
	cc_begin(p, ok ? algo : SCTP_CC_ALGO_RFC9260, state);
	return ok;
}

/**
 * sctp_cc_release() - free the state of the algorithm
 * @p: path that is freed, or that gets another algorithm
 */
void sctp_cc_release(struct sctp_path *p)
{
	if (unlikely(cc_ops(p)->size))
		kfree(sctp_cc_state(&p->cc));
}

/**
 * sctp_cc_restart() - begin anew with the same algorithm
 * @p: path with nothing in flight
 */
void sctp_cc_restart(struct sctp_path *p)
{
	u8 algo = p->cc.algo, abc_l = p->cc.abc_l;
	u64 room = p->cc.room;

	memset(&p->cc, 0, sizeof(p->cc));
	p->cc.algo = algo;
	p->cc.abc_l = abc_l;
	p->cc.room = room;
	sctp_cc_reset(p);
}

/* Does sctp_cc_set() change this path? */
static bool cc_changes(const struct sctp_path *p, const struct sctp_path *only,
		       enum sctp_cc_algo algo)
{
	return (!only || p == only) && p->cc.algo != algo;
}

static void free_spares(struct cc_spare *spare)
{
	struct cc_spare *next;

	for (; spare; spare = next) {
		next = spare->next;
		kfree(spare);
	}
}

/* Allocate state for each path that changes */
static int make_spares(struct cc_spare **spares, const struct sctp_assoc *a,
		       const struct sctp_path *only, enum sctp_cc_algo algo)
{
	u32 size = cc_algos[algo]->size;
	const struct sctp_path *p;
	struct cc_spare *spare;

	list_for_each_entry(p, &a->paths, list) {
		if (!size || !cc_changes(p, only, algo))
			continue;
		spare = kzalloc(size, GFP_ATOMIC | __GFP_ACCOUNT);
		if (!spare)
			return -ENOMEM;
		spare->next = *spares;
		*spares = spare;
	}
	return 0;
}

/* Take the first spare one and zero it; NULL if there is none */
static void *take_spare(struct cc_spare **spares)
{
	struct cc_spare *spare = *spares;

	if (!spare)
		return NULL;
	*spares = spare->next;
	spare->next = NULL;
	return spare;
}

/**
 * sctp_cc_set() - change the algorithm; cwnd and ssthresh stay
 * @a: association
 * @only: a path of it, or NULL for all
 * @algo: the algorithm
 *
 * Return: 0, or -ENOMEM with nothing changed.
 */
int sctp_cc_set(struct sctp_assoc *a, const struct sctp_path *only,
		enum sctp_cc_algo algo)
{
	struct cc_spare *spares = NULL;
	struct sctp_path *p;
	int err;

	sctp_assoc_entered(a);
	err = make_spares(&spares, a, only, algo);
	if (err) {
		free_spares(spares);
		return err;
	}
	list_for_each_entry(p, &a->paths, list) {
		if (!cc_changes(p, only, algo))
			continue;
		sctp_cc_release(p);
		cc_begin(p, algo, take_spare(&spares));
	}
	return 0;
}

/**
 * sctp_cc_reset() - go back to the initial window, RFC 9260 7.2.5
 * @p: path; data in flight stays in flight
 */
void sctp_cc_reset(struct sctp_path *p)
{
	p->cc.one_packet = false;
	p->cc.idle = false;
	sctp_cc_window_init(p);
	cc_ops(p)->init(p);
}

/* By members: who calls sctp_cc_acked() need not have them in memory */
static noinline void cc_acked_other(struct sctp_path *p, u64 now, u32 bytes,
				    u32 flight_before, bool recovering)
{
	const struct sctp_cc_ack ack = {
		.now = now,
		.bytes = bytes,
		.flight_before = flight_before,
		.recovering = recovering,
	};

	cc_ops(p)->acked(p, &ack);
}

/**
 * sctp_cc_acked() - a SACK newly acknowledged data
 * @p: path the chunks were last sent to
 * @ack: what was acknowledged
 */
void sctp_cc_acked(struct sctp_path *p, const struct sctp_cc_ack *ack)
{
	p->cc.one_packet = false;
	if (cc_is_rfc9260(p))
		sctp_cc_rfc9260_acked(p, ack);
	else
		cc_acked_other(p, ack->now, ack->bytes, ack->flight_before,
			       ack->recovering);
}

/**
 * sctp_cc_congestion() - react to congestion on a path
 * @p: path, not yet in fast recovery
 * @signal: how congestion was noticed
 */
void sctp_cc_congestion(struct sctp_path *p, enum sctp_cc_signal signal)
{
	cc_ops(p)->congestion(p, signal);
	if (signal == SCTP_CC_TIMEOUT)
		p->cc.one_packet = true;
}

/**
 * sctp_cc_was() - the window that sctp_cc_undo() can go back to
 * @p: path, before sctp_cc_congestion()
 *
 * Return: cwnd and ssthresh.
 */
struct sctp_cc_was sctp_cc_was(const struct sctp_path *p)
{
	return (struct sctp_cc_was) {
		.cwnd = p->cc.cwnd,
		.ssthresh = p->cc.ssthresh,
	};
}

/**
 * sctp_cc_undo() - nothing was lost: restore the window
 * @p: path that sctp_cc_congestion() was called for
 * @was: the window before that
 */
void sctp_cc_undo(struct sctp_path *p, const struct sctp_cc_was *was)
{
	cc_ops(p)->undo(p, was);
}

/**
 * sctp_cc_rtt() - a round trip was measured
 * @p: path
 * @rtt: its time, nanoseconds
 * @now: time
 */
void sctp_cc_rtt(struct sctp_path *p, u64 rtt, u64 now)
{
	if (!cc_is_rfc9260(p) && cc_ops(p)->rtt)
		cc_ops(p)->rtt(p, rtt, now);
}

/**
 * sctp_cc_idle() - shrink the window of an unused path, RFC 9260 7.2.1
 * @p: path about to be used for new data
 * @now: time
 *
 * Called before data is sent. The adjustments that were due once per RTO while
 * the path was idle are made now, so that no timer is needed.
 */
void sctp_cc_idle(struct sctp_path *p, u64 now)
{
	u64 time;

	if (p->flight.size || !p->cc.idle_since)
		return;
	time = now - p->cc.idle_since;
	if (time < p->rto.rto)
		return;
	p->cc.idle |= cc_ops(p)->idle(p, time, p->cc.idle);
	p->cc.idle_since = now;
}

/**
 * sctp_cc_burst() - limit the burst of this flush, RFC 9260 6.1 rule D
 * @p: path
 * @max_burst: Max.Burst, packets, 0 = no limit
 * @flight: flight size that Max.Burst is added to, bytes
 */
void sctp_cc_burst(struct sctp_path *p, u32 max_burst, u32 flight)
{
	u64 limit = flight + (u64)max_burst * sctp_path_pmdcs(p);

	if (max_burst)
		p->cc.burst_limit = min_t(u64, limit, U32_MAX);
}

/**
 * sctp_cc_burst_lost() - lower the burst limit by lost data
 * @p: path
 * @bytes: bytes that were in flight and are lost
 */
void sctp_cc_burst_lost(struct sctp_path *p, u32 bytes)
{
	if (p->cc.burst_limit)
		p->cc.burst_limit -= min(bytes, p->cc.burst_limit - 1);
}

/**
 * sctp_cc_may_send() - may another packet be sent, RFC 9260 6.1 rules B and D
 * @p: path
 *
 * After T3-rtx expired only one packet may be in flight (7.2.1). A loss probe
 * may exceed cwnd.
 *
 * Return: true when neither cwnd nor the burst limit is reached; the packet
 * may exceed them by less than one PMDCS.
 */
bool sctp_cc_may_send(const struct sctp_path *p)
{
	u32 cwnd = p->cc.one_packet ? 1 : p->cc.cwnd;

	if (p->flight.size >= cwnd && !p->cc.probe)
		return false;
	return !p->cc.burst_limit || p->flight.size < p->cc.burst_limit;
}

/**
 * sctp_cc_allowance() - how many bytes may be sent at once
 * @p: path
 *
 * Return: bytes; the last packet may exceed them by less than one PMDCS. 0 also
 * when exactly one packet may be sent.
 */
u32 sctp_cc_allowance(const struct sctp_path *p)
{
	u32 window = p->cc.cwnd;

	if (p->cc.burst_limit)
		window = min(window, p->cc.burst_limit);
	if (p->cc.one_packet || p->flight.size >= window)
		return 0;
	return window - p->flight.size;
}

/**
 * sctp_cc_partial() - partial_bytes_acked for reports, RFC 9260 7.2.2
 * @p: path
 *
 * Return: bytes, 0 if the algorithm has none.
 */
u32 sctp_cc_partial(const struct sctp_path *p)
{
	return cc_ops(p)->partial ? cc_ops(p)->partial(p) : 0;
}
