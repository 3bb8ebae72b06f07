/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * sctp_diag.ko: what sock_diag(7), and so ss(8), tells of SCTP.
 *
 *   dump.c    all sockets and associations, message by message
 *   exact.c   one of them, by addresses and cookie: show or abort it
 *   fill.c    one record: a socket, or an association of it
 *   info.c    struct sctp_info in that record
 *
 * A socket's record comes first, then those of its associations, which share
 * its inode and cookie: ss prints them as a tree. A socket without an
 * association has a record while it listens.
 *
 * A record is written with the socket owned, since paths may change otherwise.
 * If another process owns the socket for long the record is short: fields of
 * the association itself, and its first path.
 */
#ifndef _SCTP_DIAG_H
#define _SCTP_DIAG_H

#include <linux/inet_diag.h>

#include "sctp.h"

/**
 * struct sctp_diag - a request and its answer
 * @skb: the answer
 * @cb: netlink's state
 * @req: the request
 * @flags: NLM_F_* of each record
 * @net_admin: the requester has CAP_NET_ADMIN and may see marks
 */
struct sctp_diag {
	struct sk_buff *skb;
	struct netlink_callback *cb;
	const struct inet_diag_req_v2 *req;
	u16 flags;
	bool net_admin;
};

/*
 * Most bytes of a record: all addresses of both ends, a kilobyte for the rest
 */
#define SCTP_DIAG_RECORD						\
	(NLMSG_SPACE(sizeof(struct inet_diag_msg)) +			\
	 nla_total_size(SCTP_MAX_LOCAL_ADDRS *				\
			sizeof(struct sockaddr_storage)) +		\
	 nla_total_size(SCTP_MAX_PATHS *				\
			sizeof(struct sockaddr_storage)) + 1024)

/**
 * sctp_diag_shared() - may a socket have many associations?
 * @sk: the socket
 *
 * Return: true if it listens or is one-to-many.
 */
static inline bool sctp_diag_shared(const struct sock *sk)
{
	return READ_ONCE(sk->sk_state) == SCTP_SS_LISTENING ||
	       sctp_is_one_to_many(sk);
}

/* dump.c */
void sctp_diag_dump(struct sk_buff *skb, struct netlink_callback *cb,
		    const struct inet_diag_req_v2 *req);

/* exact.c */
int sctp_diag_dump_one(struct netlink_callback *cb,
		       const struct inet_diag_req_v2 *req);
int sctp_diag_destroy(struct sk_buff *in_skb,
		      const struct inet_diag_req_v2 *req);

/* fill.c */
void sctp_diag_id(struct inet_diag_sockid *id, const struct sctp_kassoc *ka,
		  bool owned);
int sctp_diag_fill_busy(const struct sctp_diag *d, struct sock *sk,
			struct sctp_kassoc *ka);
int sctp_diag_fill(const struct sctp_diag *d, struct sock *sk,
		   struct sctp_kassoc *ka);

/* info.c */
void sctp_diag_info_sock(struct sctp_info *info, const struct sock *sk);
void sctp_diag_info_assoc(struct sctp_info *info, const struct sctp_kassoc *ka);
void sctp_diag_sockaddr(struct sockaddr_storage *ss,
			const struct sctp_addr *addr, __be16 port);

#endif
