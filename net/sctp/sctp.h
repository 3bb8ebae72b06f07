/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kernel half's own structures: what surrounds the protocol core.
 *
 *   struct sctp_net        one per network namespace
 *   struct sctp_sock       a socket; embeds core's endpoint
 *     +- struct sctp_kassoc   an association; embeds core's association
 *          +- struct sctp_kpath  a path; embeds core's path, hashed for lookup
 *     +- struct sctp_kmsg     a user message; embeds core's tx message
 *
 * "k" marks the kernel half's wrapper of a core object. Everything below a
 * socket is guarded by the socket lock. Lookups run under RCU and check again
 * under the lock. Documentation/locking.md has the details.
 */
#ifndef _SCTP_SCTP_H
#define _SCTP_SCTP_H

#include <linux/refcount.h>
#include <linux/rhashtable.h>
#include <linux/timer.h>
#include <linux/wait.h>
#include <linux/ipv6.h>
#include <net/inet_sock.h>
#include <net/net_namespace.h>
#include <net/sock.h>
#include <uapi/linux/sctp.h>

#include "core/assoc.h"
#include "lsm.h"
#include "pages.h"

/* Socket styles as /proc/net/sctp shows them */
enum sctp_style {
	SCTP_STYLE_ONE_TO_MANY,		/* SOCK_SEQPACKET */
	SCTP_STYLE_PEELED,		/* peeled off a one-to-many socket */
	SCTP_STYLE_ONE_TO_ONE,		/* SOCK_STREAM */
};

/* sk_state, TCP's numbers with SCTP's names */
enum sctp_sk_state {
	SCTP_SS_ESTABLISHED	= TCP_ESTABLISHED,
	SCTP_SS_CLOSED		= TCP_CLOSE,
	SCTP_SS_CLOSING		= TCP_CLOSE_WAIT,
	SCTP_SS_LISTENING	= TCP_LISTEN,
};

/**
 * struct sctp_laddr - an address a socket is bound to
 * @list: on sctp_sock.bind_addrs, RCU
 * @retired: on sctp_sock.retired_addrs, RCU
 * @addr: the address, never a wildcard
 * @rcu: freed after a grace period
 */
struct sctp_laddr {
	union {
		struct list_head list;
		struct hlist_node retired;
	};
	struct sctp_addr addr;
	struct rcu_head rcu;
};

/**
 * struct sctp_ip_opts - IP header fields of SCTP_PEER_ADDR_PARAMS
 * @flowlabel: IPv6 flow label, host order
 * @dscp: traffic class, the two ECN bits zero
 * @has_flowlabel: @flowlabel was set and replaces the socket's
 * @has_dscp: @dscp was set and replaces the socket's IP_TOS, IPV6_TCLASS
 */
struct sctp_ip_opts {
	u32 flowlabel:20;
	u32 dscp:8;
	u32 has_flowlabel:1;
	u32 has_dscp:1;
};

/**
 * struct sctp_prefs - options that a socket's associations begin with
 * @ip: IP header fields of new paths
 * @snd: SCTP_DEFAULT_SNDINFO; its flags have the policy of SCTP_DEFAULT_PRINFO
 * @timetolive: SCTP_DEFAULT_SEND_PARAM, time to live; and the value of
 *              SCTP_DEFAULT_PRINFO
 * @context: SCTP_CONTEXT
 * @subscribe: notifications wanted, bit = sn_type - SCTP_SN_TYPE_BASE
 * @pf_expose: SCTP_EXPOSE_POTENTIALLY_FAILED_STATE
 * @sched: SCTP_STREAM_SCHEDULER of new associations: sctp_sched_index()
 */
struct sctp_prefs {
	struct sctp_ip_opts ip;
	struct sctp_sndinfo snd;
	u32 timetolive;
	u32 context;
	u16 subscribe;
	u8 pf_expose;
	u8 sched;
};

struct sctp_epstats;

/**
 * struct sctp_sock - an SCTP socket
 * @inet: must be first
 * @ep: core's endpoint; @ep.mib is the namespace, @ep.cfg has the parameters
 *      that new associations begin with
 * @style: enum sctp_style
 * @rx_news: something was queued since the last sctp_rxq_wake()
 * @explicit_eor: SCTP_EXPLICIT_EOR
 * @assoc_features: SCTP_ASSOC_FEATURES
 * @accepted_dead: its association had ended before accept()
 * @peer_shut: RCV_SHUTDOWN is set only because the peer shut down
 * @v4mapped: IPv4 peers look like ::ffff:a.b.c.d on an IPv6 socket
 * @recvrcvinfo: SCTP_RECVRCVINFO
 * @recvnxtinfo: SCTP_RECVNXTINFO
 * @ext_rcvinfo: SCTP_USE_EXT_RCVINFO
 * @frag_interleave: SCTP_FRAGMENT_INTERLEAVE, 0 or 1
 * @reuse_port: SCTP_REUSE_PORT
 * @bind_any: bound to the wildcard address
 * @auto_asconf: SCTP_AUTO_ASCONF
 * @hashed: found by sctp_lookup_ep()
 * @prefs: what new associations begin with
 * @nassocs: entries in @assocs
 * @rx_waiting: bytes of data in @rxq (notifications not counted)
 * @read_bytes: bytes of data read since @read_since
 * @read_since: when a window of data was last complete, nanoseconds
 * @sndbuf_grown: size that sctp_autotune_send() gave the send buffer, bytes
 * @released: bytes charged for messages that are gone: sctp_kmsg_settle()
 * @cut_id: id of the association that an interrupted connect() waited for
 * @assocs: struct sctp_kassoc, all associations of the socket
 * @acceptq: associations waiting for accept(), one-to-one listeners
 * @rxq: struct sctp_rx_msg, data and notifications to read, in order
 * @lobby: struct sctp_rx_msg that wait until the message of @pd_ka is complete:
 *         they must not come between its parts
 * @pd_ka: association whose message @rxq holds the first parts of
 * @bind_addrs: struct sctp_laddr
 * @retired_addrs: struct sctp_laddr that sctp_bindx() removed; associations
 *                 that were there go on using them
 * @stats: statistics of associations that are gone, NULL before one is
 * @port_node: in the port table's bucket
 * @bucket: the port we hold, or NULL
 * @ep_node: in the endpoint hash (listening or one-to-many and bound)
 * @deferred: struct sctp_kassoc with work for sctp_release_cb(), which came up
 *            in softirq while a process owned the socket; under the spinlock
 * @pages: where the bytes of user messages go
 * @batch: association with messages that wait for the end of a sendmmsg(2),
 *         or NULL; its timer is armed
 * @wait: who waits for an association to come up or to go
 */
struct sctp_sock {
	struct inet_sock inet;

	struct sctp_ep ep;
	u8 style:2,
	   rx_news:1,
	   accepted_dead:1,
	   peer_shut:1,
	   reuse_port:1,
	   bind_any:1,
	   auto_asconf:1;
	u8 hashed:1,
	   ext_rcvinfo:1;
	bool explicit_eor;
	bool assoc_features;
	bool v4mapped;
	bool recvrcvinfo;
	bool recvnxtinfo;
	bool frag_interleave;
	struct sctp_prefs prefs;

	u32 nassocs;
	u32 rx_waiting;
	u32 read_bytes;
	u32 released;
	sctp_assoc_t cut_id;
	u32 sndbuf_grown;
	u64 read_since;
	struct list_head assocs;
	struct list_head rxq;
	struct list_head acceptq;
	struct list_head lobby;
	struct sctp_kassoc *pd_ka;

	struct list_head bind_addrs;
	struct hlist_head retired_addrs;
	struct sctp_epstats *stats;
	struct hlist_node port_node;
	struct sctp_bucket *bucket;
	struct hlist_node ep_node;
	struct list_head deferred;
	struct sctp_pages pages;
	struct sctp_kassoc *batch;
	wait_queue_head_t wait;
};

/* struct ipv6_pinfo must be the last member: IPv6 finds it at the end */
struct sctp6_sock {
	struct sctp_sock sctp;
	struct ipv6_pinfo inet6;
};

static inline struct sctp_sock *sctp_sk(const struct sock *sk)
{
	return (struct sctp_sock *)sk;
}

/**
 * sctp_sk_net() - the namespace of a socket
 * @sk: the socket
 *
 * Return: the same as sctp_net(), with one load.
 */
static inline struct sctp_net *sctp_sk_net(const struct sock *sk)
{
	return sctp_sk(sk)->ep.mib;
}

static inline bool sctp_is_one_to_many(const struct sock *sk)
{
	return sctp_sk(sk)->style == SCTP_STYLE_ONE_TO_MANY;
}

/**
 * struct sctp_kpath - a path, its route, and its entry in the lookup table
 * @p: core's path
 * @ka: its association
 * @node: in the table keyed by {net, peer address, both ports}
 * @dst: cached route
 * @dst_cookie: to validate @dst
 * @l3_if: VRF that @dst leads to, or led to while there was one; 0 = none
 * @ip: IP header fields
 * @hashed: it is in the table
 * @pmtu: path MTU from an ICMP error that the routing tables do not keep, bytes
 *        with IP header, valid until @ka->pmtu_until; 0 = none
 * @icmp: kind of the ICMP error that came while a process owned the socket
 * @rcu: freed after a grace period, or with @ka if it is its first one
 */
struct sctp_kpath {
	struct sctp_path p;
	struct sctp_kassoc *ka;
	struct rhlist_head node;
	union {
		struct {
			struct dst_entry *dst;
			u32 dst_cookie;
			int l3_if;
		};
		struct rcu_head rcu;	/* after it was removed */
	};
	struct sctp_ip_opts ip;
	bool hashed;
	u8 icmp;
	u16 pmtu;
};

/**
 * struct sctp_kassoc - an association and its place in the kernel
 * @a: core's association
 * @first: its first path, since most associations have no other; never used
 *         for a second one
 * @sk: the socket it belongs to; changes only in sctp_kassoc_migrate(), with
 *      both socket locks held; read under RCU by lookup and then re-checked
 * @ref: the socket's list, the timer while armed, each packet in the backlog,
 *       each sleeper and each message in a receive queue hold one
 * @id: sctp_assoc_t, from the namespace-wide table
 * @list: on sctp_sock.assocs
 * @rcu: freed after a grace period
 * @accept_node: on sctp_sock.acceptq
 * @early: struct sctp_rx_msg that came before accept()
 * @laddr: the address the peer's COOKIE ECHO was sent to; preferred as source
 * @early_peer: the peer's address, for an accept() after it has ended
 * @timer: the only timer
 * @timer_at: when it fires, nanoseconds, 0 = not armed
 * @deferred_node: on sctp_sock.deferred
 * @deferred: SCTP_DEFER_*, what sctp_release_cb() has to do
 * @rerouted: core has to be told of routes: one has another MTU or source
 *            address than core knows of, or a path has none
 * @dead: torn down; only references keep the memory
 * @unaccepted: a one-to-one listener owns it until accept()
 * @awaited: a process was waiting in accept() when it was queued there
 * @ev_lost: a notification was dropped, and the reader was told
 * @soon: core is to run when the timer fires: sctp_timer_soon()
 * @udp_whole: the peer is on this host and takes GSO packets in UDP: udp.c
 * @unheard: a peer set it up with a one-to-many socket that has read nothing of
 *           it, while sysctl max_half_open limits these
 * @pmtu_until: when the @pmtu of its paths is forgotten, minutes
 * @l3_if: VRF that its COOKIE ECHO came by, if the socket was bound to no
 *         device; else 0. The association stays in it: sctp_kassoc_dev()
 * @wmem: bytes of user messages charged to the socket for it
 * @rmem: bytes charged to the socket for what was received: sctp_rmem_settle()
 * @noted: bytes that notifications hold
 * @prefs: options it has apart from its socket's
 * @lsm: its security labels
 */
struct sctp_kassoc {
	struct sctp_assoc a;
	struct sctp_kpath first;
	struct sock *sk;
	refcount_t ref;
	sctp_assoc_t id;
	union {
		struct list_head list;
		struct rcu_head rcu;	/* after it left the list */
	};
	struct list_head accept_node;
	struct sctp_rx_fifo early;
	union {
		struct sctp_addr laddr;
		struct sctp_addr early_peer;	/* after it was torn down */
	};
	struct timer_list timer;
	u64 timer_at;
	struct list_head deferred_node;
	u8 deferred;
	bool rerouted;
	bool dead;
	bool unaccepted:1;
	bool awaited:1;
	bool soon:1;
	bool udp_whole:1;
	bool ev_lost:1;
	bool unheard;
	u8 pmtu_until;
	int l3_if;
	u32 wmem;
	u32 rmem;
	u32 noted;
	struct sctp_prefs prefs;
	struct sctp_lsm lsm;
};

/**
 * sctp_prefs() - the options of an association, or of future ones
 * @sk: socket, owned
 * @ka: one of its associations, NULL for future ones
 *
 * Return: the options.
 */
static inline struct sctp_prefs *sctp_prefs(struct sock *sk,
					    struct sctp_kassoc *ka)
{
	return ka ? &ka->prefs : &sctp_sk(sk)->prefs;
}

static inline struct sctp_kassoc *sctp_ka(const struct sctp_assoc *a)
{
	return container_of(a, struct sctp_kassoc, a);
}

static inline struct sctp_kpath *sctp_kp(const struct sctp_path *p)
{
	return container_of(p, struct sctp_kpath, p);
}

/**
 * sctp_assert_owned() - the caller must own the socket lock
 * @sk: the socket
 */
static inline void sctp_assert_owned(const struct sock *sk)
{
#ifdef CONFIG_LOCKDEP
	WARN_ON_ONCE(!lockdep_sock_is_held(sk) && debug_locks);
#endif
}

#endif
