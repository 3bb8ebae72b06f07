/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sockets: struct proto and proto_ops, and what the association tells its
 * socket.
 *
 *   one-to-one                      one-to-many
 *   CLOSED --connect--> ESTABLISHING      CLOSED <--listen--> LISTENING
 *     | listen            | COOKIE ACK      (associations come and go)
 *     v                   v
 *   LISTENING         ESTABLISHED --peer's SHUTDOWN--> CLOSING --> CLOSED
 *     | accept(): a new socket in ^
 *
 * A closed file descriptor leaves an orphan behind while associations last:
 * the last one to go destroys the socket.
 */
#ifndef _SCTP_SOCKET_H
#define _SCTP_SOCKET_H

#include <linux/net.h>

#include "sctp.h"

extern struct proto sctp_prot;
extern struct proto sctpv6_prot;
extern const struct proto_ops sctp_stream_ops;
extern const struct proto_ops sctp_seqpacket_ops;
extern const struct proto_ops sctpv6_stream_ops;
extern const struct proto_ops sctpv6_seqpacket_ops;

/* sockets_allocated, memory_allocated and pressure of both protos */
int sctp_sock_mem_init(void);
void sctp_sock_mem_exit(void);
bool sctp_sock_mem_pressure(void);

/* Entries of struct sctp_ops that end at the socket */
void sctp_sock_wspace(struct sctp_assoc *a);
void sctp_sock_state_change(struct sctp_assoc *a, enum sctp_state old);

/* What association life asks of the socket */
void sctp_sock_assoc_init(struct sctp_kassoc *ka);
void sctp_sock_assoc_gone(struct sctp_kassoc *ka);
bool sctp_sock_accept_full(const struct sock *sk);

/* Shared by the socket calls */
int sctp_sock_autobind(struct sock *sk);
struct sock *sctp_sock_clone(struct sock *sk, struct sctp_kassoc *ka,
			     enum sctp_style style, bool kern);
struct sctp_kassoc *sctp_sock_assoc(struct sock *sk, sctp_assoc_t id);
struct sctp_kassoc *sctp_sock_assoc_by_peer(struct sock *sk,
					    const struct sctp_addr *addr,
					    __be16 port);
int sctp_sock_wait_connect(struct sock *sk, struct sctp_kassoc *ka,
			   long *timeo);

#endif
