/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tracepoints, in /sys/kernel/tracing/events/sctp. One that is off costs a
 * no-op. The two probes have the same fields as Linux's own.
 *
 *   sctp_probe        a SACK was processed: the association
 *   sctp_probe_path   and each of its paths
 *   sctp_telemetry    and, if it has telemetry, how fast each path delivers
 *   sctp_set_state    an association changed its state
 *   sctp_retransmit   a chunk was retransmitted
 *   sctp_drop         a received packet was dropped
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM sctp

#if !defined(_SCTP_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define _SCTP_TRACE_H

#include <linux/in6.h>
#include <linux/skbuff.h>
#include <linux/tracepoint.h>

#include "core/telemetry.h"
#include "kassoc.h"
#include "sctp.h"

#ifndef _SCTP_TRACE_ONCE
#define _SCTP_TRACE_ONCE
void sctp_trace_addr(void *to, const struct sctp_addr *addr, __be16 port);
u32 sctp_trace_mtu(const struct sctp_path *p);
void sctp_trace_sack(const struct sctp_assoc *a, const struct sk_buff *skb);
#endif

#define SCTP_TRACE_ADDR_LEN	sizeof(struct sockaddr_in6)

#define SCTP_TRACE_STATES						\
	{ SCTP_ST_CLOSED, "CLOSED" },					\
	{ SCTP_ST_COOKIE_WAIT, "COOKIE_WAIT" },				\
	{ SCTP_ST_COOKIE_ECHOED, "COOKIE_ECHOED" },			\
	{ SCTP_ST_ESTABLISHED, "ESTABLISHED" },				\
	{ SCTP_ST_SHUTDOWN_PENDING, "SHUTDOWN_PENDING" },		\
	{ SCTP_ST_SHUTDOWN_SENT, "SHUTDOWN_SENT" },			\
	{ SCTP_ST_SHUTDOWN_RECEIVED, "SHUTDOWN_RECEIVED" },		\
	{ SCTP_ST_SHUTDOWN_ACK_SENT, "SHUTDOWN_ACK_SENT" }

#define SCTP_TRACE_LIMITS						\
	{ SCTP_LIMIT_IDLE, "idle" },					\
	{ SCTP_LIMIT_CWND, "cwnd" },					\
	{ SCTP_LIMIT_RWND, "rwnd" },					\
	{ SCTP_LIMIT_SNDBUF, "sndbuf" },				\
	{ SCTP_LIMIT_USER, "user" }

#define SCTP_TRACE_REFUSALS						\
	{ 0, "-" },							\
	{ SCTP_MIB_OUTOFBLUES, "OUTOFBLUES" },				\
	{ SCTP_MIB_IN_BAD_FRAME, "BAD_FRAME" },				\
	{ SCTP_MIB_IN_BAD_VTAG, "BAD_VTAG" },				\
	{ SCTP_MIB_IN_BAD_INIT, "BAD_INIT" },				\
	{ SCTP_MIB_IN_BAD_COOKIE, "BAD_COOKIE" },			\
	{ SCTP_MIB_IN_STALE_COOKIE, "STALE_COOKIE" },			\
	{ SCTP_MIB_IN_UNEXPECTED_CHUNK, "UNEXPECTED_CHUNK" },		\
	{ SCTP_MIB_NO_MEMORY, "NO_MEMORY" }

TRACE_DEFINE_ENUM(SCTP_ST_CLOSED);
TRACE_DEFINE_ENUM(SCTP_ST_COOKIE_WAIT);
TRACE_DEFINE_ENUM(SCTP_ST_COOKIE_ECHOED);
TRACE_DEFINE_ENUM(SCTP_ST_ESTABLISHED);
TRACE_DEFINE_ENUM(SCTP_ST_SHUTDOWN_PENDING);
TRACE_DEFINE_ENUM(SCTP_ST_SHUTDOWN_SENT);
TRACE_DEFINE_ENUM(SCTP_ST_SHUTDOWN_RECEIVED);
TRACE_DEFINE_ENUM(SCTP_ST_SHUTDOWN_ACK_SENT);
TRACE_DEFINE_ENUM(SCTP_LIMIT_IDLE);
TRACE_DEFINE_ENUM(SCTP_LIMIT_CWND);
TRACE_DEFINE_ENUM(SCTP_LIMIT_RWND);
TRACE_DEFINE_ENUM(SCTP_LIMIT_SNDBUF);
TRACE_DEFINE_ENUM(SCTP_LIMIT_USER);
TRACE_DEFINE_ENUM(SCTP_MIB_OUTOFBLUES);
TRACE_DEFINE_ENUM(SCTP_MIB_IN_BAD_FRAME);
TRACE_DEFINE_ENUM(SCTP_MIB_IN_BAD_VTAG);
TRACE_DEFINE_ENUM(SCTP_MIB_IN_BAD_INIT);
TRACE_DEFINE_ENUM(SCTP_MIB_IN_BAD_COOKIE);
TRACE_DEFINE_ENUM(SCTP_MIB_IN_STALE_COOKIE);
TRACE_DEFINE_ENUM(SCTP_MIB_IN_UNEXPECTED_CHUNK);
TRACE_DEFINE_ENUM(SCTP_MIB_NO_MEMORY);

TRACE_EVENT(sctp_probe,
	TP_PROTO(const struct sctp_assoc *a, const struct sk_buff *skb),
	TP_ARGS(a, skb),
	TP_STRUCT__entry(
		__field(__u64, asoc)
		__field(__u32, mark)
		__field(__u16, bind_port)
		__field(__u16, peer_port)
		__field(__u32, pathmtu)
		__field(__u32, rwnd)
		__field(__u16, unack_data)
	),
	TP_fast_assign(
		__entry->asoc = (unsigned long)a;
		__entry->mark = skb->mark;
		__entry->bind_port = ntohs(a->lport);
		__entry->peer_port = ntohs(a->pport);
		__entry->pathmtu = a->primary ? sctp_trace_mtu(a->primary) : 0;
		__entry->rwnd = a->tx.peer.rwnd;
		__entry->unack_data = a->tx.ring.next - a->tx.ring.base;
	),
	TP_printk("asoc=%#llx mark=%#x bind_port=%d peer_port=%d pathmtu=%d rwnd=%u unack_data=%d",
		  __entry->asoc, __entry->mark, __entry->bind_port,
		  __entry->peer_port, __entry->pathmtu, __entry->rwnd,
		  __entry->unack_data)
);

TRACE_EVENT(sctp_probe_path,
	TP_PROTO(const struct sctp_assoc *a, const struct sctp_path *p),
	TP_ARGS(a, p),
	TP_STRUCT__entry(
		__field(__u64, asoc)
		__field(__u32, primary)
		__array(__u8, ipaddr, SCTP_TRACE_ADDR_LEN)
		__field(__u32, state)
		__field(__u32, cwnd)
		__field(__u32, ssthresh)
		__field(__u32, flight_size)
		__field(__u32, partial_bytes_acked)
		__field(__u32, pathmtu)
	),
	TP_fast_assign(
		__entry->asoc = (unsigned long)a;
		__entry->primary = p == a->primary;
		sctp_trace_addr(__entry->ipaddr, &p->addr, a->pport);
		__entry->state = p->state;
		__entry->cwnd = sctp_cc_cwnd(&p->cc);
		__entry->ssthresh = sctp_cc_ssthresh(&p->cc);
		__entry->flight_size = p->flight.size;
		__entry->partial_bytes_acked = sctp_kpath_partial(p);
		__entry->pathmtu = sctp_trace_mtu(p);
	),
	TP_printk("asoc=%#llx%s ipaddr=%pISpc state=%u cwnd=%u ssthresh=%u flight_size=%u partial_bytes_acked=%u pathmtu=%u",
		  __entry->asoc, __entry->primary ? "(*)" : "",
		  __entry->ipaddr, __entry->state, __entry->cwnd,
		  __entry->ssthresh, __entry->flight_size,
		  __entry->partial_bytes_acked, __entry->pathmtu)
);

TRACE_EVENT(sctp_telemetry,
	TP_PROTO(const struct sctp_assoc *a, const struct sctp_path *p,
		 const struct sctp_telemetry_info *info),
	TP_ARGS(a, p, info),
	TP_STRUCT__entry(
		__field(__u64, asoc)
		__array(__u8, ipaddr, SCTP_TRACE_ADDR_LEN)
		__field(__u8, limit)
		__field(__u64, rate)
		__field(__u64, delivered)
		__field(__u64, resent)
		__field(__u32, srtt)
		__field(__u32, lost_acks)
		__field(__u32, lost_timeout)
		__field(__u32, reordered)
	),
	TP_fast_assign(
		__entry->asoc = (unsigned long)a;
		sctp_trace_addr(__entry->ipaddr, &p->addr, a->pport);
		__entry->limit = a->telemetry->limit;
		__entry->rate = info->sti_delivery_rate;
		__entry->delivered = info->sti_delivered;
		__entry->resent = info->sti_resent;
		__entry->srtt = info->sti_srtt;
		__entry->lost_acks = info->sti_lost_acks;
		__entry->lost_timeout = info->sti_lost_timeout;
		__entry->reordered = info->sti_reordered;
	),
	TP_printk("asoc=%#llx ipaddr=%pISpc limit=%s rate=%llu delivered=%llu resent=%llu srtt=%u lost_acks=%u lost_timeout=%u reordered=%u",
		  __entry->asoc, __entry->ipaddr,
		  __print_symbolic(__entry->limit, SCTP_TRACE_LIMITS),
		  __entry->rate, __entry->delivered, __entry->resent,
		  __entry->srtt, __entry->lost_acks, __entry->lost_timeout,
		  __entry->reordered)
);

TRACE_EVENT(sctp_set_state,
	TP_PROTO(const struct sctp_assoc *a, enum sctp_state old),
	TP_ARGS(a, old),
	TP_STRUCT__entry(
		__field(__u64, asoc)
		__field(__u16, bind_port)
		__field(__u16, peer_port)
		__field(__u8, oldstate)
		__field(__u8, newstate)
		__field(__u8, end)
	),
	TP_fast_assign(
		__entry->asoc = (unsigned long)a;
		__entry->bind_port = ntohs(a->lport);
		__entry->peer_port = ntohs(a->pport);
		__entry->oldstate = old;
		__entry->newstate = a->state;
		__entry->end = a->end;
	),
	TP_printk("asoc=%#llx bind_port=%d peer_port=%d oldstate=%s newstate=%s end=%u",
		  __entry->asoc, __entry->bind_port, __entry->peer_port,
		  __print_symbolic(__entry->oldstate, SCTP_TRACE_STATES),
		  __print_symbolic(__entry->newstate, SCTP_TRACE_STATES),
		  __entry->end)
);

TRACE_EVENT(sctp_retransmit,
	TP_PROTO(const struct sctp_assoc *a, const struct sctp_path *p,
		 u32 tsn, u16 len, u8 times),
	TP_ARGS(a, p, tsn, len, times),
	TP_STRUCT__entry(
		__field(__u64, asoc)
		__array(__u8, ipaddr, SCTP_TRACE_ADDR_LEN)
		__field(__u32, tsn)
		__field(__u16, bind_port)
		__field(__u16, len)
		__field(__u8, times)
	),
	TP_fast_assign(
		__entry->asoc = (unsigned long)a;
		sctp_trace_addr(__entry->ipaddr, &p->addr, a->pport);
		__entry->tsn = tsn;
		__entry->bind_port = ntohs(a->lport);
		__entry->len = len;
		__entry->times = times;
	),
	TP_printk("asoc=%#llx bind_port=%d ipaddr=%pISpc tsn=%u len=%u times=%u",
		  __entry->asoc, __entry->bind_port, __entry->ipaddr,
		  __entry->tsn, __entry->len, __entry->times)
);

TRACE_EVENT(sctp_drop,
	TP_PROTO(const struct sctp_rx *rx, enum skb_drop_reason reason),
	TP_ARGS(rx, reason),
	TP_STRUCT__entry(
		__field(__u64, skbaddr)
		__array(__u8, ipaddr, SCTP_TRACE_ADDR_LEN)
		__field(__u32, len)
		__field(__u32, reason)
		__field(__u16, bind_port)
		__field(__u8, refused)
	),
	TP_fast_assign(
		__entry->skbaddr = (unsigned long)rx->skb;
		sctp_trace_addr(__entry->ipaddr, &rx->src, rx->sport);
		__entry->len = rx->skb->len;
		__entry->reason = reason;
		__entry->bind_port = ntohs(rx->dport);
		__entry->refused = rx->refused;
	),
	TP_printk("skbaddr=%#llx bind_port=%d ipaddr=%pISpc len=%u reason=%u why=%s",
		  __entry->skbaddr, __entry->bind_port, __entry->ipaddr,
		  __entry->len, __entry->reason,
		  __print_symbolic(__entry->refused, SCTP_TRACE_REFUSALS))
);

#ifndef _SCTP_TRACE_SACK_ENABLED
#define _SCTP_TRACE_SACK_ENABLED
/**
 * sctp_trace_sack_enabled() - is one of the events of a SACK on?
 *
 * Return: true if so.
 */
static inline bool sctp_trace_sack_enabled(void)
{
	return trace_sctp_probe_enabled() || trace_sctp_probe_path_enabled() ||
	       trace_sctp_telemetry_enabled();
}
#endif

#endif

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
