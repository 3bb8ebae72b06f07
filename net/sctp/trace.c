// SPDX-License-Identifier: GPL-2.0-only
/* Tracepoints, and their helpers. */
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/ip.h>
#include <linux/ipv6.h>

#include "telemetry.h"

#define CREATE_TRACE_POINTS
#include "trace.h"

/**
 * sctp_trace_addr() - an address for %pIS
 * @to: room for a struct sockaddr_in6
 * @addr: the address
 * @port: the port
 */
void sctp_trace_addr(void *to, const struct sctp_addr *addr, __be16 port)
{
	struct sockaddr_in in = {
		.sin_family = AF_INET,
		.sin_port = port,
		.sin_addr.s_addr = addr->v4,
	};
	struct sockaddr_in6 in6 = {
		.sin6_family = AF_INET6,
		.sin6_port = port,
		.sin6_scope_id = addr->scope,
	};

	memset(to, 0, sizeof(in6));
	if (addr->family == AF_INET) {
		memcpy(to, &in, sizeof(in));
		return;
	}
	memcpy(&in6.sin6_addr, addr->v6, sizeof(addr->v6));
	memcpy(to, &in6, sizeof(in6));
}

/**
 * sctp_trace_mtu() - the MTU of a path, with IP header
 * @p: path
 *
 * Return: bytes.
 */
u32 sctp_trace_mtu(const struct sctp_path *p)
{
	return p->mtu + (p->addr.family == AF_INET ? sizeof(struct iphdr) :
						     sizeof(struct ipv6hdr));
}

static void trace_telemetry(const struct sctp_assoc *a)
{
	const struct sctp_kassoc *ka = container_of(a, struct sctp_kassoc, a);
	struct sctp_telemetry_info info;
	const struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list) {
		sctp_telemetry_info(ka, p, &info);
		trace_sctp_telemetry(a, p, &info);
	}
}

/**
 * sctp_trace_sack() - trace an association and its paths
 * @a: association, its socket owned
 * @skb: packet with the SACK that was processed
 */
void sctp_trace_sack(const struct sctp_assoc *a, const struct sk_buff *skb)
{
	const struct sctp_path *p;

	trace_sctp_probe(a, skb);
	list_for_each_entry(p, &a->paths, list)
		trace_sctp_probe_path(a, p);
	if (trace_sctp_telemetry_enabled() && sctp_telemetry_on(a))
		trace_telemetry(a);
}

/**
 * sctp_trace_retransmit() - trace a chunk that is retransmitted
 * @a: association
 * @p: path
 * @tsn: the chunk's TSN
 * @c: the chunk
 */
void sctp_trace_retransmit(const struct sctp_assoc *a,
			   const struct sctp_path *p, u32 tsn,
			   const struct sctp_tx_chunk *c)
{
	trace_sctp_retransmit(a, p, tsn, c->len, c->rtx);
}
