/* SPDX-License-Identifier: GPL-2.0-only */
/* Packets that arrive together */
#ifndef _SCTP_GRO_H
#define _SCTP_GRO_H

#include <linux/skbuff.h>
#include <net/sock.h>

struct sk_buff *sctp_gro_receive(struct list_head *head, struct sk_buff *skb);
int sctp_gro_complete(struct sk_buff *skb, int thoff);
struct sk_buff *sctp_gro_udp_receive(struct sock *sk, struct list_head *head,
				     struct sk_buff *skb);
int sctp_gro_udp_complete(struct sock *sk, struct sk_buff *skb, int nhoff);
void sctp_gro_stop(void);

#endif
