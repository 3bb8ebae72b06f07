/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Local ports: who holds one, and whether another socket may share it.
 *
 *   bucket {net, port} --> sctp_sock.port_node --> sctp_sock.port_node ...
 *
 * Conflicts are checked and addresses are bound under the same lock, so if two
 * sockets want the same address one gets it. All addresses of a call are
 * checked before any is bound: a call that fails changes nothing.
 */
#ifndef _SCTP_PORT_H
#define _SCTP_PORT_H

#include "sctp.h"

/**
 * struct sctp_bucket - a local port in use
 * @node: in the hash table
 * @owners: sockets that hold the port (sctp_sock.port_node)
 * @heirs: sockets made by accept() and peeloff, with one association each
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
 * struct sctp_claim - what a socket wants to be bound to
 * @addrs: list of struct sctp_laddr, moved to the socket on success
 * @name: the first one, or the wildcard: what getsockname(2) says
 * @any: the wildcard, for the families @v4 and @v6; @addrs is empty
 * @v4: IPv4 addresses may be used
 * @v6: IPv6 addresses may be used
 * @port: the port, host order; 0 for any free one
 * @flags: BIND_NO_CAP_NET_BIND_SERVICE: allow a privileged port
 */
struct sctp_claim {
	struct list_head *addrs;
	struct sctp_addr name;
	bool any;
	bool v4;
	bool v6;
	u16 port;
	u32 flags;
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

int sctp_port_get(struct sock *sk, const struct sctp_claim *c);
int sctp_port_listen(struct sock *sk);
int sctp_port_share(struct sock *newsk, struct sock *sk);
void sctp_port_put(struct sock *sk);

int sctp_port_init(void);
void sctp_port_exit(void);

#endif
