// SPDX-License-Identifier: GPL-2.0-only
/*
 * What exists once per network namespace.
 *
 * It is registered before the protocol, so before the first packet and socket.
 * It goes after the namespace's last device and socket.
 */
#include <linux/moduleparam.h>
#include <net/inet_common.h>
#include <net/ipv6.h>
#include <net/netns/generic.h>

#include "autoaddr.h"
#include "crypto.h"
#include "ip.h"
#include "kassoc.h"
#include "lookup.h"
#include "mib.h"
#include "netns.h"
#include "proc.h"
#include "sysctl.h"
#include "tagwait.h"
#include "udp.h"
#include "xmit.h"

static unsigned int reply_rate = 50000;
module_param(reply_rate, uint, 0644);
MODULE_PARM_DESC(reply_rate,
		 "answers of each kind per second and namespace to addresses not verified (0: no limit)");

static unsigned int net_id __read_mostly;

/* The control endpoint only answers: it has no associations */
static const struct sctp_ops control_ops = {
	.reply		= sctp_xmit_reply_control,
	.random		= sctp_random,
	.mac		= sctp_mac,
};

/**
 * sctp_net() - our part of a network namespace
 * @net: the namespace
 *
 * Return: never NULL while the namespace has sockets or devices.
 */
struct sctp_net *sctp_net(const struct net *net)
{
	return net_generic(net, net_id);
}

/**
 * sctp_net_rcu() - sctp_net() for who is an RCU reader
 * @net: the namespace
 *
 * net_generic() would become one again.
 *
 * Context: RCU.
 * Return: never NULL while the namespace has sockets or devices.
 */
struct sctp_net *sctp_net_rcu(const struct net *net)
{
	return rcu_dereference(net->gen)->ptr[net_id];
}

static int share_config(struct sctp_net *sn)
{
	struct sctp_config val = sn->cfg;

	val.max_init_timeo = val.max_init_timeo ?: val.rto_max;
	return sctp_config_set(&sn->shared, &val, NULL);
}

/**
 * sctp_net_config() - defaults of a new socket
 * @sn: its namespace
 *
 * All sockets share them until a sysctl is written.
 *
 * Return: the defaults with a reference, for sctp_config_put(); NULL without
 * memory.
 */
const struct sctp_config *sctp_net_config(struct sctp_net *sn)
{
	const struct sctp_config *cfg = NULL;

	mutex_lock(&sn->cfg_lock);
	if (sn->shared || !share_config(sn))
		cfg = sctp_config_get(sn->shared);
	mutex_unlock(&sn->cfg_lock);
	return cfg;
}

/**
 * sctp_net_config_changed() - what sockets of a namespace begin with is another
 * @sn: namespace, its cfg_lock held
 */
void sctp_net_config_changed(struct sctp_net *sn)
{
	sctp_config_put(sn->shared);
	sn->shared = NULL;
}

/**
 * sctp_net_may_reply() - may a packet from an unverified address be answered?
 * @sn: namespace
 * @kind: kind of answer
 * @skb: the packet
 *
 * Limits what is sent to addresses that a third party may have forged. Packets
 * from this host are not limited.
 *
 * Return: true if so; that counts as one answer.
 */
bool sctp_net_may_reply(struct sctp_net *sn, enum sctp_reply_kind kind,
			const struct sk_buff *skb)
{
	struct sctp_reply_bucket *b = &sn->replies[kind];
	u32 rate = READ_ONCE(reply_rate);
	u64 earned, now;
	bool ok;

	if (!rate || skb->skb_iif == LOOPBACK_IFINDEX)
		return true;

	spin_lock_bh(&b->lock);
	now = sctp_now();
	earned = div_u64(min_t(u64, now - b->since, NSEC_PER_SEC) * rate,
			 NSEC_PER_SEC);
	if (earned)
		b->since = now;
	b->tokens = min_t(u64, b->tokens + earned, rate);
	ok = b->tokens;
	b->tokens -= ok;
	spin_unlock_bh(&b->lock);
	return ok;
}

/* --- life --- */

static int control_init(struct sctp_net *sn)
{
	const struct sctp_config *cfg = sctp_net_config(sn);
	int err;

	if (!cfg)
		return -ENOMEM;
	sctp_ep_init(&sn->ctl_ep, &control_ops, sn, cfg);
	err = inet_ctl_sock_create(&sn->ctl4, AF_INET, SOCK_RAW, IPPROTO_SCTP,
				   sn->net);
	if (err)
		goto err_ep;
	if (!ipv6_mod_enabled())
		return 0;
	err = inet_ctl_sock_create(&sn->ctl6, AF_INET6, SOCK_RAW,
				   IPPROTO_SCTP, sn->net);
	if (err)
		goto err_ctl4;
	return 0;

err_ctl4:
	inet_ctl_sock_destroy(sn->ctl4);
err_ep:
	sctp_ep_destroy(&sn->ctl_ep);
	return err;
}

static void control_exit(struct sctp_net *sn)
{
	inet_ctl_sock_destroy(sn->ctl6);
	inet_ctl_sock_destroy(sn->ctl4);
	sctp_ep_destroy(&sn->ctl_ep);
}

static int __net_init net_init(struct net *net)
{
	struct sctp_net *sn = sctp_net(net);
	int i, err;

	sn->net = net;
	xa_init_flags(&sn->ids, XA_FLAGS_LOCK_BH);
	sn->last_id = SCTP_ASSOC_ID_MIN - 1;
	for (i = 0; i < SCTP_REPLY_KINDS; i++)
		spin_lock_init(&sn->replies[i].lock);
	mutex_init(&sn->cfg_lock);
	sctp_tagwait_net_init(sn);
	sctp_autoaddr_net_init(sn);
	sctp_config_default(&sn->cfg);
	sctp_tunables_init(&sn->tun);
	sn->mib = alloc_percpu(struct sctp_mib_block);
	if (!sn->mib)
		return -ENOMEM;
	err = control_init(sn);
	if (err)
		goto err_mib;
	err = sctp_sysctl_net_init(sn);
	if (err)
		goto err_control;
	err = sctp_proc_init(net);
	if (err)
		goto err_sysctl;
	return 0;

err_sysctl:
	sctp_sysctl_net_exit(sn);
err_control:
	control_exit(sn);
err_mib:
	sctp_config_put(sn->shared);
	free_percpu(sn->mib);
	return err;
}

/* A user's socket keeps its namespace until its last association is gone. A
 * kernel socket does not: associations that it left are ended here.
 */
static void end_associations(struct net *net)
{
	struct sctp_kassoc *ka;
	unsigned long id = 0;
	struct sock *sk;

	while ((ka = sctp_assoc_next(net, &id))) {
		sk = ka->sk;
		sock_hold(sk);
		lock_sock(sk);
		if (!ka->dead && ka->sk == sk) {
			sctp_assoc_abort(&ka->a, NULL, 0, sctp_now());
			sctp_kassoc_teardown(ka);
		}
		release_sock(sk);
		sock_put(sk);
		sctp_kassoc_put(ka);
	}
}

static void __net_exit net_exit(struct net *net)
{
	struct sctp_net *sn = sctp_net(net);

	sctp_autoaddr_net_exit(sn);
	end_associations(net);
	sctp_proc_exit(net);
	sctp_sysctl_net_exit(sn);
	sctp_udp_exit(sn);
	control_exit(sn);
	sctp_config_put(sn->shared);
	sctp_tagwait_net_exit(sn);
	sctp_assoc_ids_exit(sn);
	free_percpu(sn->mib);
}

static struct pernet_operations net_ops = {
	.init = net_init,
	.exit = net_exit,
	.id = &net_id,
	.size = sizeof(struct sctp_net),
};

/**
 * sctp_netns_init() - set up every namespace, now and in future
 *
 * Return: 0 or a negative errno.
 */
int sctp_netns_init(void)
{
	return register_pernet_subsys(&net_ops);
}

/**
 * sctp_netns_exit() - undo sctp_netns_init()
 */
void sctp_netns_exit(void)
{
	unregister_pernet_subsys(&net_ops);
}
