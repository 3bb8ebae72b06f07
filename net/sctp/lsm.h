/* SPDX-License-Identifier: GPL-2.0-only */
/* Hooks of security modules for associations */
#ifndef _SCTP_LSM_H
#define _SCTP_LSM_H

#include <linux/types.h>

struct sk_buff;
struct sock;

/**
 * struct sctp_lsm - security labels of an association
 * @secid: label for a socket of its own; 0: none yet
 * @peer_secid: label of the peer
 */
struct sctp_lsm {
#ifdef CONFIG_SECURITY_NETWORK
	u32 secid;
	u32 peer_secid;
#endif
};

#ifdef CONFIG_SECURITY_NETWORK
int sctp_lsm_init(void);
void sctp_lsm_exit(void);
int sctp_lsm_request(struct sock *sk, struct sk_buff *skb,
		     struct sctp_lsm *lsm);
int sctp_lsm_established(struct sock *sk, struct sk_buff *skb,
			 struct sctp_lsm *lsm);
void sctp_lsm_clone(const struct sctp_lsm *lsm, struct sock *sk,
		    struct sock *newsk);
#else
static inline int sctp_lsm_init(void)
{
	return 0;
}

static inline void sctp_lsm_exit(void)
{
}

static inline int sctp_lsm_request(struct sock *sk, struct sk_buff *skb,
				   struct sctp_lsm *lsm)
{
	return 0;
}

static inline int sctp_lsm_established(struct sock *sk, struct sk_buff *skb,
				       struct sctp_lsm *lsm)
{
	return 0;
}

static inline void sctp_lsm_clone(const struct sctp_lsm *lsm, struct sock *sk,
				  struct sock *newsk)
{
}
#endif

#endif
