/* SPDX-License-Identifier: GPL-2.0-only */
/* Packets out: struct sctp_ops.xmit and .reply. */
#ifndef _SCTP_XMIT_H
#define _SCTP_XMIT_H

#include <linux/ipv6.h>
#include <linux/netdevice.h>

#include "sctp.h"

/*
 * Room in front of the first chunk, bytes. 100 is enough for common header,
 * UDP, IPv6 and what Linux wants for Ethernet with a tag or for virtio_net.
 * Packets with less are copied by IP if it is too little, as for tunnels.
 *
 * The least is for common header, UDP, IPv6 and Ethernet. With it most packets
 * without copied data, and an INIT ACK with up to two addresses, fit into an
 * object of 512 bytes, and most have room for more. On kernels that initialise
 * memory each byte of the object is cleared.
 */
#define SCTP_HEADROOM		100
#define SCTP_LEAST_HEADROOM	76

void sctp_xmit_burst(struct sctp_assoc *a, struct sctp_path *p,
		     struct sk_buff_head *burst, u32 vtag);
void sctp_xmit_reply(struct sctp_ep *ep, const struct sctp_rx *rx,
		     struct sk_buff *skb, u32 vtag);
void sctp_xmit_reply_control(struct sctp_ep *ep, const struct sctp_rx *rx,
			     struct sk_buff *skb, u32 vtag);
void sctp_xmit_checksum(struct sk_buff *skb, const struct dst_entry *dst,
			u32 mtu);

#endif
