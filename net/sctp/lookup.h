/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Finding associations and endpoints.
 *
 *   sctp_kpath by {net, peer address, both ports}    a packet's association
 *   sctp_sock by {net, local port}                   a listener for an INIT
 *   sctp_kassoc by {net, association id}             socket options, /proc
 *
 * Readers need only rcu_read_lock(): associations, paths and sockets are freed
 * after a grace period (for sockets see kassoc.h). What was found may have been
 * torn down or moved. So lock its socket, then check ->dead and ->sk again.
 */
#ifndef _SCTP_LOOKUP_H
#define _SCTP_LOOKUP_H

#include "sctp.h"

struct sctp_net;

/*
 * Chains of the endpoint table. The chain is column HBKT of /proc/net/sctp/eps
 */
#define SCTP_EP_HASH_SIZE	4096
#define SCTP_ASSOC_ID_MIN	3	/* 0 to 2 have other meanings */

/* How near the device of an association is to another device */
enum sctp_near {
	SCTP_NEAR_ANY,		/* in another VRF */
	SCTP_NEAR_DOMAIN,	/* in the same VRF, or both in none */
	SCTP_NEAR_SHARED,	/* one of them is the VRF, or no device */
	SCTP_NEAR_SAME,		/* the same device, or both none */
};

/**
 * struct sctp_query - what sctp_lookup_near() looks for
 * @net: network namespace
 * @laddr: a local address
 * @paddr: an address of the peer
 * @lport: local port
 * @pport: the peer's port
 * @dev: index of a device, 0 = bound to none
 * @near: how near the association must be to @dev, at least
 * @sk: the socket it must be on, NULL for any
 */
struct sctp_query {
	struct net *net;
	const struct sctp_addr *laddr;
	const struct sctp_addr *paddr;
	__be16 lport;
	__be16 pport;
	int dev;
	enum sctp_near near;
	const struct sock *sk;
};

/* Associations */
struct sctp_kpath *sctp_lookup_path(struct net *net,
				    const struct sctp_addr *laddr,
				    const struct sctp_addr *paddr,
				    __be16 lport, __be16 pport, int dif,
				    int sdif);
struct sctp_kpath *sctp_lookup_near(const struct sctp_query *q);
struct sctp_kassoc *sctp_lookup_assoc(const struct sctp_query *q) __visible;
int sctp_path_hash(struct sctp_kpath *kp);
void sctp_path_unhash(struct sctp_kpath *kp);

int sctp_assoc_id_new(struct sctp_kassoc *ka, gfp_t gfp);
void sctp_assoc_id_free(struct sctp_kassoc *ka);
void sctp_assoc_ids_exit(struct sctp_net *sn);
struct sctp_kassoc *sctp_assoc_by_id(const struct sock *sk, sctp_assoc_t id);
struct sctp_kassoc *sctp_assoc_next(struct net *net, unsigned long *id)
	__visible;

/* Endpoints */
int sctp_ep_hash(struct sock *sk);
void sctp_ep_unhash(struct sock *sk);
struct sock *sctp_lookup_ep(struct net *net, struct sk_buff *skb,
			    const struct sctp_addr *laddr,
			    const struct sctp_addr *paddr, __be16 lport,
			    __be16 pport, int dif, int sdif);
struct hlist_head *sctp_ep_bucket(unsigned int i);

int sctp_lookup_init(void);
void sctp_lookup_exit(void);

#endif
