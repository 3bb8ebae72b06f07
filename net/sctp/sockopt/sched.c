// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options of stream schedulers (RFC 8260 section 4.3).
 */
#include <net/sock.h>

#include "core/send/sched.h"
#include "core/send/sendq.h"
#include "socket.h"
#include "sockopt.h"

static_assert((int)SCTP_SCHED_FCFS == (int)SCTP_SS_FCFS);
static_assert((int)SCTP_SCHED_PRIO == (int)SCTP_SS_PRIO);
static_assert((int)SCTP_SCHED_RR == (int)SCTP_SS_RR);
static_assert((int)SCTP_SCHED_FC == (int)SCTP_SS_FC);
static_assert((int)SCTP_SCHED_WFQ == (int)SCTP_SS_WFQ);
static_assert((int)SCTP_SCHED_RR_PKT == (int)SCTP_SS_RR_PKT);

static int set_scheduler(struct sctp_opt_call *c)
{
	const struct sctp_assoc_value *v = c->val;
	const struct sctp_sched_ops *ops = sctp_sched_find(v->assoc_value);

	if (!ops)
		return -EINVAL;
	if (c->ka)
		return sctp_sched_set(&c->ka->a, ops, GFP_KERNEL);
	sctp_sk(c->sk)->prefs.sched = sctp_sched_index(ops);
	return 0;
}

static int get_scheduler(struct sctp_opt_call *c)
{
	struct sctp_assoc_value *v = c->val;

	v->assoc_value = c->ka ? c->ka->a.tx.sched->nr :
		sctp_sched_at(sctp_sk(c->sk)->prefs.sched)->nr;
	return 0;
}

static int set_value(struct sctp_kassoc *ka, const struct sctp_stream_value *v)
{
	if (v->stream_id >= ka->a.tx.streams.num)
		return -EINVAL;
	return sctp_sched_set_value(&ka->a, v->stream_id, v->stream_value);
}

/* For all associations of the socket; the first error is returned */
static int set_current_values(struct sctp_opt_call *c)
{
	struct sctp_kassoc *ka;
	int err, ret = 0;

	list_for_each_entry(ka, &sctp_sk(c->sk)->assocs, list) {
		err = set_value(ka, c->val);
		ret = ret ?: err;
	}
	return ret;
}

/* The id is an association's or CURRENT */
static int set_scheduler_value(struct sctp_opt_call *c)
{
	const struct sctp_stream_value *v = c->val;
	struct sctp_kassoc *ka;

	if (sctp_is_one_to_many(c->sk) && v->assoc_id == SCTP_CURRENT_ASSOC)
		return set_current_values(c);
	ka = sctp_sock_assoc(c->sk, v->assoc_id);
	if (!ka)
		return sctp_is_one_to_many(c->sk) ? -EINVAL : 0;
	return set_value(ka, v);
}

/* As in Linux, a stream that was not used yet, and round robin and fair
 * capacity, leave the user's value as it is.
 */
static bool has_value(const struct sctp_assoc *a, u16 sid)
{
	return sctp_ostream_exists(a, sid) &&
	       (sctp_sched_is_fcfs(a) ? !!a->tx.streams.more :
					a->tx.sched->valued);
}

static int get_scheduler_value(struct sctp_opt_call *c)
{
	struct sctp_stream_value *v = c->val;
	struct sctp_kassoc *ka;

	ka = sctp_sock_assoc(c->sk, v->assoc_id);
	if (!ka || v->stream_id >= ka->a.tx.streams.num)
		return -EINVAL;
	if (has_value(&ka->a, v->stream_id))
		v->stream_value = sctp_sched_value(&ka->a, v->stream_id);
	return 0;
}

const struct sctp_opt sctp_opts_sched[] = {
	{ SCTP_STREAM_SCHEDULER, SCTP_OPT_FUTURE | SCTP_OPT_SETS |
	  SCTP_OPT_SET_MIN, sizeof(struct sctp_assoc_value), 0, 0,
	  set_scheduler, get_scheduler },
	{ SCTP_STREAM_SCHEDULER_VALUE, SCTP_OPT_SET_MIN,
	  sizeof(struct sctp_stream_value), 0, SCTP_OPT_NO_ID,
	  set_scheduler_value, get_scheduler_value },
	{ }
};
