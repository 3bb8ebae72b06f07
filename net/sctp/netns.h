/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What exists once per network namespace: tunables, counters, the table of
 * association ids, and the endpoint that answers packets out of the blue.
 */
#ifndef _SCTP_NETNS_H
#define _SCTP_NETNS_H

#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>
#include <linux/xarray.h>
#include <net/net_namespace.h>

#include "sctp.h"

/**
 * struct sctp_tunables - what /proc/sys/net/sctp has beside struct sctp_config
 * @cookie_hmac_alg: MAC of the State Cookie
 * @pf_expose: SCTP_PF_EXPOSE_*
 * @sndbuf_policy: the send buffer is for each association, not the socket
 * @rcvbuf_policy: the receive buffer is for each association
 * @addr_scope_policy: SCTP_SCOPE_POLICY_*
 * @max_autoclose: longest SCTP_AUTOCLOSE, seconds
 * @l3mdev_accept: unbound listeners take packets of any VRF
 * @intl_enable: sockets may turn I-DATA on
 * @default_auto_asconf: new sockets have SCTP_AUTO_ASCONF
 * @frag_interleave: SCTP_FRAGMENT_INTERLEAVE of new sockets
 * @scheduler: SCTP_STREAM_SCHEDULER of new sockets
 * @vtag_time_wait: seconds that the tag of an association is not used again
 * @max_half_open: associations that peers set up with a one-to-many socket and
 *                 it has read nothing of, 0 = any number
 * @sendall_limit: bytes that a message with SCTP_SENDALL may have, 0 = any
 * @blackhole: packets out of the blue are not answered: 1 INITs, 2 any
 *
 * Written by sysctl at any time: read each with READ_ONCE(), once.
 */
struct sctp_tunables {
	char cookie_hmac_alg[8];
	int pf_expose;
	int sndbuf_policy;
	int rcvbuf_policy;
	int addr_scope_policy;
	unsigned long max_autoclose;
	int l3mdev_accept;
	int intl_enable;
	int default_auto_asconf;
	int frag_interleave;
	int scheduler;
	int blackhole;
	u32 sendall_limit;
	u32 max_half_open;
	u32 vtag_time_wait;
};

/* addr_scope_policy */
enum {
	SCTP_SCOPE_POLICY_OFF,
	SCTP_SCOPE_POLICY_ON,
	SCTP_SCOPE_POLICY_PRIVATE,
	SCTP_SCOPE_POLICY_LINK,
};

/* pf_expose and SCTP_EXPOSE_POTENTIALLY_FAILED_STATE */
enum {
	SCTP_PF_EXPOSE_UNSET,
	SCTP_PF_EXPOSE_DISABLE,
	SCTP_PF_EXPOSE_ENABLE,
};

/**
 * struct sctp_reply_bucket - a token bucket
 * @lock: protects the rest
 * @tokens: answers that may be sent now
 * @since: when it was last refilled, nanoseconds
 */
struct sctp_reply_bucket {
	spinlock_t lock;	/* all of it */
	u32 tokens;
	u64 since;
};

/* Kinds of answers. Each has a bucket, so that none starves another */
enum sctp_reply_kind {
	SCTP_REPLY_INIT,	/* an INIT, with INIT ACK */
	SCTP_REPLY_REFUSAL,	/* ABORT or ERROR for a socket's packets */
	SCTP_REPLY_STRAY,	/* packets out of the blue */
	SCTP_REPLY_KINDS,
};

struct sctp_mib_block;
struct sctp_old_tags;

/**
 * struct sctp_udp - where packets in UDP come to (udp.c)
 * @sock4: socket of IPv4, NULL while it is off
 * @sock6: the same for IPv6, NULL too when IPv6 is off
 * @port: their port, host order; 0 = off. Read with READ_ONCE()
 */
struct sctp_udp {
	struct socket *sock4;
	struct socket *sock6;
	u16 port;
};

/**
 * struct sctp_net - a network namespace
 * @net: the namespace
 * @cfg: parameters of new sockets; sysctl writes them
 * @shared: copy of @cfg that new sockets share, NULL when it has changed
 * @cfg_lock: guards @cfg, @shared and writes to @tun
 * @tun: what else sysctl writes
 * @mib: counters, per CPU
 * @ids: struct sctp_kassoc by association id
 * @last_id: the id given out last
 * @pin: reserved id, which keeps the node of @last_id in @ids
 * @ctl_ep: answers packets out of the blue; new sockets have its diag_code
 * @ctl4: socket its IPv4 answers leave through
 * @ctl6: the same for IPv6, NULL when IPv6 is off
 * @replies: limits of answers to unverified addresses
 * @udp: UDP encapsulation; @cfg_lock guards it
 * @tags: tags of associations that have ended, NULL while there are none
 * @tags_lock: guards them
 * @auto_work: associations follow the addresses of the host: autoaddr.c
 * @auto_again: how often it is repeated
 * @auto_used: some socket has or had SCTP_AUTO_ASCONF
 * @sysctl: registration of the files for @cfg and @tun
 */
struct sctp_net {
	struct net *net;
	struct sctp_config cfg;
	const struct sctp_config *shared;
	struct mutex cfg_lock;	/* guards the above, writes to tun */
	struct sctp_tunables tun;
	struct sctp_mib_block __percpu *mib;
	struct xarray ids;
	u32 last_id;
	u32 pin;
	struct sctp_ep ctl_ep;
	struct sock *ctl4;
	struct sock *ctl6;
	struct sctp_reply_bucket replies[SCTP_REPLY_KINDS];
	struct sctp_udp udp;
	struct sctp_old_tags *tags;
	spinlock_t tags_lock;	/* guards them */
	struct delayed_work auto_work;
	atomic_t auto_again;
	bool auto_used;
	struct ctl_table_header *sysctl;
};

struct sctp_net *sctp_net(const struct net *net);
struct sctp_net *sctp_net_rcu(const struct net *net);
const struct sctp_config *sctp_net_config(struct sctp_net *sn);
void sctp_net_config_changed(struct sctp_net *sn);
bool sctp_net_may_reply(struct sctp_net *sn, enum sctp_reply_kind kind,
			const struct sk_buff *skb);

int sctp_netns_init(void);
void sctp_netns_exit(void);

#endif
