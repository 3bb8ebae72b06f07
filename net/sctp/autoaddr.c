// SPDX-License-Identifier: GPL-2.0-only
/*
 * ASCONF of sockets. Their associations are told of addresses that are bound or
 * unbound, and, with SCTP_AUTO_ASCONF, of those that this host gets or loses.
 *
 * After a change of an address there is a wait, since more may follow. Then
 * each association whose socket wants it compares what its peer knows with what
 * the host has. So no event is kept, and none can be missed. An IPv6 address
 * can be used only after duplicate address detection, which tells nobody: it is
 * looked for a few times more.
 */
#include <linux/err.h>
#include <linux/inetdevice.h>
#include <linux/notifier.h>
#include <linux/workqueue.h>
#include <net/addrconf.h>
#include <net/if_inet6.h>

#include "core/caps.h"
#include "core/ext/asconf.h"
#include "core/ext/authlist.h"
#include "autoaddr.h"
#include "kassoc.h"
#include "lookup.h"
#include "netns.h"
#include "uaddr.h"

/* How long to wait for more changes, and for an IPv6 address to become valid */
#define AUTO_WAIT	(HZ / 2)
#define AUTO_AGAIN	5

/**
 * sctp_asconf_list() - list ASCONF among what the peer has to authenticate
 * @ep: endpoint
 *
 * RFC 5061 section 4.2.7. Nothing is listed without ASCONF or without AUTH.
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_asconf_list(struct sctp_ep *ep)
{
	const u32 both = SCTP_CAP_ASCONF | SCTP_CAP_AUTH;

	if ((ep->cfg->caps & both) != both)
		return 0;
	return sctp_auth_ep_chunk(ep, SCTP_CT_ASCONF) ?:
	       sctp_auth_ep_chunk(ep, SCTP_CT_ASCONF_ACK);
}

/* --- bound addresses --- */

static void tell_addr(struct sctp_kassoc *ka, const struct sctp_addr *addr,
		      bool add, u64 now)
{
	if (add)
		sctp_asconf_add(&ka->a, addr, now);
	else
		sctp_asconf_remove(&ka->a, addr, now);
}

static void tell_assoc(struct sctp_kassoc *ka, const void *addrs, int len,
		       bool add)
{
	u64 now = sctp_now();
	struct sctp_taddr t;

	if (!sctp_asconf_on(&ka->a) || ka->a.state != SCTP_ST_ESTABLISHED)
		return;
	while (sctp_uaddr_next(ka->sk, &addrs, &len, &t) > 0)
		tell_addr(ka, &t.addr, add, now);
	sctp_kassoc_run(ka, now);
}

/**
 * sctp_sock_tell_addrs() - peers are told of addresses
 * @sk: socket that was bound to them or unbound from them; owned by the caller
 * @addrs: packed array of socket addresses
 * @len: its bytes
 * @add: it was bound
 */
void sctp_sock_tell_addrs(struct sock *sk, const void *addrs, int len,
			  bool add)
{
	struct sctp_kassoc *ka, *next;

	if (!(sctp_sk(sk)->ep.cfg->caps & SCTP_CAP_ASCONF))
		return;
	list_for_each_entry_safe(ka, next, &sctp_sk(sk)->assocs, list)
		tell_assoc(ka, addrs, len, add);
}

/* --- addresses of the host --- */

/**
 * sctp_auto_asconf_begin() - SCTP_AUTO_ASCONF is set
 * @sk: socket, owned or new
 * @on: its associations follow the addresses of the host
 */
void sctp_auto_asconf_begin(struct sock *sk, bool on)
{
	sctp_sk(sk)->auto_asconf = on;
	if (on && !READ_ONCE(sctp_sk_net(sk)->auto_used))
		WRITE_ONCE(sctp_sk_net(sk)->auto_used, true);
}

/* False: its socket is busy */
static bool follow_assoc(struct sctp_kassoc *ka)
{
	long patience = SCTP_PATIENCE;
	struct sock *sk;
	u64 now;

	sk = sctp_kassoc_own(ka, &patience);
	if (IS_ERR_OR_NULL(sk))
		return !sk;
	/* whoever owned it before had a later time than this call began at */
	now = sctp_now();
	if (sctp_sk(sk)->auto_asconf && sctp_sk(sk)->bind_any) {
		sctp_asconf_follow(&ka->a, now);
		sctp_kassoc_run(ka, now);
	}
	sctp_kassoc_disown(sk);
	return true;
}

static bool follow_all(struct net *net)
{
	struct sctp_kassoc *ka;
	unsigned long id = 0;
	bool done = true;

	for (; (ka = sctp_assoc_next(net, &id)) != NULL; id++) {
		if (sctp_asconf_on(&ka->a))
			done &= follow_assoc(ka);
		sctp_kassoc_put(ka);
	}
	return done;
}

static void auto_work(struct work_struct *work)
{
	struct sctp_net *sn = container_of(work, struct sctp_net,
					   auto_work.work);
	bool done = follow_all(sn->net);

	if (atomic_dec_if_positive(&sn->auto_again) >= 0 || !done)
		queue_delayed_work(system_wq, &sn->auto_work, AUTO_WAIT);
}

static void addr_changed(struct net *net, int again)
{
	struct sctp_net *sn = sctp_net(net);

	if (!READ_ONCE(sn->auto_used))
		return;
	if (again)
		atomic_set(&sn->auto_again, again);
	queue_delayed_work(system_wq, &sn->auto_work, AUTO_WAIT);
}

static int addr4_event(struct notifier_block *nb, unsigned long event,
		       void *ptr)
{
	const struct in_ifaddr *ifa = ptr;

	if (ifa->ifa_dev)
		addr_changed(dev_net(ifa->ifa_dev->dev), 0);
	return NOTIFY_DONE;
}

static int addr6_event(struct notifier_block *nb, unsigned long event,
		       void *ptr)
{
	const struct inet6_ifaddr *ifa = ptr;

	if (ifa->idev)
		addr_changed(dev_net(ifa->idev->dev),
			     event == NETDEV_UP ? AUTO_AGAIN : 0);
	return NOTIFY_DONE;
}

static struct notifier_block addr4_notifier = { .notifier_call = addr4_event };
static struct notifier_block addr6_notifier = { .notifier_call = addr6_event };

/**
 * sctp_autoaddr_net_init() - a namespace begins
 * @sn: namespace
 */
void sctp_autoaddr_net_init(struct sctp_net *sn)
{
	INIT_DELAYED_WORK(&sn->auto_work, auto_work);
}

/**
 * sctp_autoaddr_net_exit() - a namespace ends
 * @sn: namespace without devices
 */
void sctp_autoaddr_net_exit(struct sctp_net *sn)
{
	WRITE_ONCE(sn->auto_used, false);
	atomic_set(&sn->auto_again, 0);
	cancel_delayed_work_sync(&sn->auto_work);
}

/**
 * sctp_autoaddr_start() - watch the addresses of this host
 *
 * Return: 0 or a negative errno.
 */
int sctp_autoaddr_start(void)
{
	int err = register_inetaddr_notifier(&addr4_notifier);

	if (err)
		return err;
	err = register_inet6addr_notifier(&addr6_notifier);
	if (err)
		unregister_inetaddr_notifier(&addr4_notifier);
	return err;
}

/**
 * sctp_autoaddr_stop() - undo sctp_autoaddr_start()
 */
void sctp_autoaddr_stop(void)
{
	unregister_inet6addr_notifier(&addr6_notifier);
	unregister_inetaddr_notifier(&addr4_notifier);
}
