// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tags of associations that have ended, in a namespace: sysctl vtag_time_wait.
 * Memory for them is allocated with the first one.
 */
#include <linux/slab.h>

#include "core/life/oldtags.h"
#include "kassoc.h"
#include "netns.h"
#include "tagwait.h"

/**
 * sctp_tagwait_net_init() - begin without any
 * @sn: namespace
 */
void sctp_tagwait_net_init(struct sctp_net *sn)
{
	spin_lock_init(&sn->tags_lock);
}

/**
 * sctp_tagwait_net_exit() - forget all
 * @sn: namespace without associations
 */
void sctp_tagwait_net_exit(struct sctp_net *sn)
{
	kfree(sn->tags);
}

/**
 * sctp_tagwait_add() - an association has ended
 * @ka: association, torn down
 *
 * Without memory its tag is not noted: that another one is the same by chance
 * is hardly likely.
 */
void sctp_tagwait_add(const struct sctp_kassoc *ka)
{
	struct sctp_net *sn = sctp_sk_net(ka->sk);
	u32 seconds = READ_ONCE(sn->tun.vtag_time_wait);
	struct sctp_old_tag tag = {
		.tag = ka->a.hs.my_tag,
		.lport = ka->a.lport,
		.pport = ka->a.pport,
	};

	if (likely(!seconds) || !tag.tag)
		return;
	tag.until = sctp_now() + (u64)seconds * NSEC_PER_SEC;
	spin_lock_bh(&sn->tags_lock);
	if (!sn->tags)
		WRITE_ONCE(sn->tags, kzalloc(sizeof(*sn->tags),
					     GFP_ATOMIC | __GFP_NOWARN));
	if (sn->tags)
		sctp_old_tags_add(sn->tags, &tag);
	spin_unlock_bh(&sn->tags_lock);
}

/**
 * sctp_tagwait_ok() - the tag_ok() of struct sctp_ops
 * @ep: endpoint of a socket
 * @tag: tag for a new association
 * @pport: the peer's port
 *
 * Return: false when an association with the same ports had it not long ago.
 */
bool sctp_tagwait_ok(struct sctp_ep *ep, u32 tag, __be16 pport)
{
	struct sctp_net *sn = ep->mib;
	const struct sctp_old_tag old = {
		.tag = tag,
		.lport = ep->port,
		.pport = pport,
	};
	bool ok;

	if (likely(!READ_ONCE(sn->tun.vtag_time_wait)) || !READ_ONCE(sn->tags))
		return true;
	spin_lock_bh(&sn->tags_lock);
	ok = !sctp_old_tags_have(sn->tags, &old, sctp_now());
	spin_unlock_bh(&sn->tags_lock);
	return ok;
}
