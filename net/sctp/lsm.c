// SPDX-License-Identifier: GPL-2.0-only
/*
 * Security modules and associations, as Documentation/security/SCTP.rst of
 * Linux describes them.
 *
 *   INIT, COOKIE ECHO    sctp_lsm_request()        may a peer associate?
 *   COOKIE ACK           sctp_lsm_established()    may we associate with it?
 *   accept(), peeloff    sctp_lsm_clone()          label the new socket
 *
 * The hooks take a struct sctp_association of Linux's own SCTP, and use only
 * the socket and the two labels in it. They get one that has only these. No
 * other file knows that structure, whose names clash with ours: so this file is
 * an object of its own.
 */
#include <linux/percpu.h>
#include <linux/security.h>
#include <net/sctp/structs.h>

#include "lsm.h"

static struct sctp_association __percpu *scratch;

/**
 * sctp_lsm_init() - allocate the structures that the hooks are given
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_lsm_init(void)
{
	scratch = alloc_percpu(struct sctp_association);
	return scratch ? 0 : -ENOMEM;
}

/**
 * sctp_lsm_exit() - undo sctp_lsm_init()
 */
void sctp_lsm_exit(void)
{
	free_percpu(scratch);
}

/* The structure of this CPU, until scratch_put(). No hook sleeps. */
static struct sctp_association *scratch_get(struct sock *sk,
					    const struct sctp_lsm *lsm)
{
	struct sctp_association *asoc;

	local_bh_disable();
	asoc = this_cpu_ptr(scratch);
	asoc->base.sk = sk;
	asoc->secid = lsm->secid;
	asoc->peer_secid = lsm->peer_secid;
	return asoc;
}

static void scratch_put(struct sctp_association *asoc)
{
	asoc->base.sk = NULL;
	local_bh_enable();
}

/* Ask a hook; store the labels it set if it allows the association */
static int lsm_ask(int (*hook)(struct sctp_association *, struct sk_buff *),
		   struct sock *sk, struct sk_buff *skb, struct sctp_lsm *lsm)
{
	struct sctp_association *asoc = scratch_get(sk, lsm);
	int err = hook(asoc, skb);

	if (!err) {
		lsm->secid = asoc->secid;
		lsm->peer_secid = asoc->peer_secid;
	}
	scratch_put(asoc);
	return err;
}

/**
 * sctp_lsm_request() - may a peer have an association?
 * @sk: socket it is to be on, owned by the caller
 * @skb: packet with its INIT or COOKIE ECHO, and an IP header
 * @lsm: set to the labels of the association
 *
 * Return: 0 or a negative errno: the packet is to be discarded.
 */
int sctp_lsm_request(struct sock *sk, struct sk_buff *skb,
		     struct sctp_lsm *lsm)
{
	return lsm_ask(security_sctp_assoc_request, sk, skb, lsm);
}

/**
 * sctp_lsm_established() - may an association that we began come up?
 * @sk: socket that connected, owned by the caller
 * @skb: packet with its COOKIE ACK, and an IP header
 * @lsm: set to the labels of the association
 *
 * Return: 0 or a negative errno: the packet is to be discarded.
 */
int sctp_lsm_established(struct sock *sk, struct sk_buff *skb,
			 struct sctp_lsm *lsm)
{
	return lsm_ask(security_sctp_assoc_established, sk, skb, lsm);
}

/**
 * sctp_lsm_clone() - label the new socket of an association
 * @lsm: its labels: it was established, or it has none
 * @sk: socket it is on, owned by the caller
 * @newsk: clone of that, which has its label
 */
void sctp_lsm_clone(const struct sctp_lsm *lsm, struct sock *sk,
		    struct sock *newsk)
{
	struct sctp_association *asoc = scratch_get(sk, lsm);

	security_sctp_sk_clone(asoc, sk, newsk);
	scratch_put(asoc);
}
