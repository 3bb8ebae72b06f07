/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Local ports: who holds one, and whether another socket may share it.
 *
 *   bucket {net, port} --> sctp_sock.port_node --> sctp_sock.port_node ...
 *
 * Claiming an address happens under the bucket's lock together with the check
 * for conflicts, so that of two sockets that want the same one wins.
 */
#ifndef _SCTP_PORT_H
#define _SCTP_PORT_H

#include "sctp.h"

/**
 * struct sctp_bucket - a local port in use
 * @node: in the hash table
 * @owners: sockets that hold the port (sctp_sock.port_node)
 * @heirs: and those from accept() and peeloff, one association each
 * @net: network namespace
 * @port: the port, host order
 */
struct sctp_bucket {
	struct hlist_node node;
	struct hlist_head owners;
	struct hlist_head heirs;
	struct net *net;
	u16 port;
};

/**
 * struct sctp_port_pos - where a walk over all sockets with a port is
 * @slot: slot of the hash table
 * @cookie: sockets of the slot with a cookie up to this one were visited
 */
struct sctp_port_pos {
	u32 slot;
	u64 cookie;
};

struct sock *sctp_port_next(struct net *net, struct sctp_port_pos *pos,
			    bool (*want)(const struct sock *sk)) __visible;
void sctp_port_pass(struct sctp_port_pos *pos, struct sock *sk) __visible;

int sctp_port_get(struct sock *sk, const struct sctp_addr *addr, u16 port,
		  u32 flags);
int sctp_port_check(struct sock *sk);
int sctp_port_share(struct sock *newsk, struct sock *sk);
void sctp_port_put(struct sock *sk);

int sctp_port_init(void);
void sctp_port_exit(void);

#endif
