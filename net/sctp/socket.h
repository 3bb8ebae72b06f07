/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sockets: struct proto and proto_ops, and how a socket follows its
 * associations.
 *
 *   one-to-one                      one-to-many
 *   CLOSED --connect, COOKIE ACK--.       CLOSED <--listen--> LISTENING
 *     | listen                    |         (associations come and go)
 *     v                           v
 *   LISTENING             ESTABLISHED --SHUTDOWN, ABORT--> CLOSING, for good
 *     | accept(): a new socket in ^
 *
 * A one-to-one socket that connects is still CLOSED, and has an association. A
 * socket that is closed is an orphan until its last association has ended.
 */
#ifndef _SCTP_SOCKET_H
#define _SCTP_SOCKET_H

#include <linux/net.h>

#include "sctp.h"

extern struct proto sctp_prot;
extern struct proto sctpv6_prot;
extern const struct proto_ops sctp_inet_ops;
extern const struct proto_ops sctp_inet6_ops;

/* Counters that both protos share */
int sctp_sock_mem_init(void);
void sctp_sock_mem_exit(void);
bool sctp_sock_mem_pressure(void);

/* socket.c: shared by the socket calls */
void sctp_sock_adopt(struct sock *sk);
void sctp_sock_set_peer(struct sock *sk, const struct sctp_addr *addr,
			__be16 port);
void sctp_sock_set_local(struct sock *sk, const struct sctp_addr *addr);
void sctp_sock_sync_rcvbuf(struct sock *sk);
int sctp_sock_autobind(struct sock *sk);
void sctp_sock_destroy(struct sock *sk, struct sctp_kassoc *ka) __visible;
struct sctp_kassoc *sctp_sock_assoc(const struct sock *sk, sctp_assoc_t id);
struct sctp_kassoc *sctp_sock_only_assoc(const struct sock *sk);
bool sctp_sock_connecting(const struct sock *sk);
bool sctp_sock_is_over(const struct sock *sk);

/**
 * sctp_sock_memcg() - the cgroup that a socket's memory is charged to
 * @sk: the socket
 *
 * For set_active_memcg() where memory is allocated in softirq for a peer.
 * Otherwise nobody would be charged.
 *
 * Return: the cgroup or NULL.
 */
static inline struct mem_cgroup *sctp_sock_memcg(const struct sock *sk)
{
#ifdef CONFIG_MEMCG
	if (mem_cgroup_sockets_enabled)
		return sk->sk_memcg;
#endif
	return NULL;
}

/* listen.c */
int sctp_listen(struct socket *sock, int backlog);
void sctp_listen_stop(struct sock *sk);
struct sock *sctp_accept(struct sock *sk, int flags, int *err, bool kern);
int sctp_disconnect(struct sock *sk, int flags);
struct sock *sctp_sock_clone(struct sock *sk, struct sctp_kassoc *ka,
			     enum sctp_style style);

/* sockstate.c: entries of struct sctp_ops */
u32 sctp_sock_wmem(const struct sock *sk, const struct sctp_kassoc *ka);
void sctp_sock_wspace(struct sctp_assoc *a);
bool sctp_sock_sender_waits(const struct sctp_assoc *a);
void sctp_sock_state_change(struct sctp_assoc *a, enum sctp_state old);

/* sockstate.c: called by kassoc.c */
void sctp_sock_assoc_init(struct sctp_kassoc *ka);
void sctp_sock_assoc_gone(struct sctp_kassoc *ka);
void sctp_sock_assoc_left(struct sock *sk);
void sctp_sock_first_data(struct sctp_kassoc *ka);
bool sctp_sock_accept_full(const struct sock *sk);
void sctp_sock_unheard(struct sctp_kassoc *ka);
void sctp_sock_heard(struct sctp_kassoc *ka);
void sctp_sock_acceptq_purge(struct sock *sk);
void sctp_sock_orphan(struct sock *sk);
int sctp_sock_end_error(const struct sctp_assoc *a);

#endif
