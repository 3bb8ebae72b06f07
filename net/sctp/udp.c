// SPDX-License-Identifier: GPL-2.0-only
/*
 * UDP encapsulation, RFC 6951.
 *
 *   | IP | UDP | common header | chunks |
 *
 * A namespace has one local port, for which the kernel has a socket of each
 * family. What comes to them goes to sctp_rcv() as packets from IP do, without
 * its UDP header. A path has the port of the peer: core/encap.c.
 *
 * Trains and super-packets stay whole in UDP: the network core cuts such GSO
 * packets of tunnels, with our gso_segment callback for what is inside. A veth
 * does not cut them. A peer behind it that is a program with a UDP socket would
 * get them as they are, so they are cut before they leave, until a packet
 * from the peer shows that it is this module in another namespace:
 *
 *   single packet out: gso_type = SKB_GSO_SCTP, gso_size = 0
 *   such a packet in: @udp_whole of the association
 *
 * Without a gso_size the gso_type means nothing to the network core and to
 * devices, and it does not leave this host.
 */
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/net.h>
#include <net/ipv6.h>
#include <net/udp.h>
#include <net/udp_tunnel.h>

#include "gro.h"
#include "ip.h"
#include "offload.h"
#include "uaddr.h"
#include "udp.h"

/* Any value but 0: what comes to the socket goes to its encap_rcv() */
#define UDP_ENCAP_SCTP	1

/* Before it is bound, so that no packet waits in its receive queue */
static void udp_set_up(struct sock *sk, const struct sctp_af *af)
{
	struct udp_sock *up = udp_sk(sk);

	up->encap_rcv = af->udp_rcv;
	up->encap_err_lookup = af->udp_err;
	up->gro_receive = sctp_gro_udp_receive;
	up->gro_complete = sctp_gro_udp_complete;
	up->encap_type = UDP_ENCAP_SCTP;
	udp_tunnel_encap_enable(sk);
}

static int udp_bind(struct socket *sock, u16 family, u16 port)
{
	union sctp_uaddr u = {};

	if (family == AF_INET) {
		u.v4.sin_family = AF_INET;
		u.v4.sin_port = htons(port);
		return kernel_bind(sock, (struct sockaddr_unsized *)&u,
				   sizeof(u.v4));
	}
	u.v6.sin6_family = AF_INET6;
	u.v6.sin6_port = htons(port);
	return ip6_sock_set_v6only(sock->sk) ?:
	       kernel_bind(sock, (struct sockaddr_unsized *)&u, sizeof(u.v6));
}

/* A socket for a family; NULL if the host does not have the family */
static struct socket *udp_open(struct net *net, u16 family, u16 port)
{
	const struct sctp_af *af = sctp_af(family);
	struct socket *sock;
	int err;

	if (!af)
		return NULL;
	err = sock_create_kern(net, family, SOCK_DGRAM, IPPROTO_UDP, &sock);
	if (err)
		return ERR_PTR(err);
	udp_set_up(sock->sk, af);
	err = udp_bind(sock, family, port);
	if (err) {
		sock_release(sock);
		return ERR_PTR(err);
	}
	udp_tunnel_update_gro_rcv(sock->sk, true);
	udp_tunnel_update_gro_lookup(net, sock->sk, true);
	return sock;
}

static void udp_close(const struct sctp_udp *u)
{
	if (!u->sock4)
		return;
	if (u->sock6)
		sock_release(u->sock6);
	sock_release(u->sock4);
	/* packets that found them are through */
	synchronize_net();
}

static int udp_open_both(struct net *net, u16 port, struct sctp_udp *u)
{
	struct socket *sock;

	sock = udp_open(net, AF_INET, port);
	if (IS_ERR(sock))
		return PTR_ERR(sock);
	u->sock4 = sock;
	sock = udp_open(net, AF_INET6, port);
	if (IS_ERR(sock)) {
		sock_release(u->sock4);
		return PTR_ERR(sock);
	}
	u->sock6 = sock;
	u->port = port;
	return 0;
}

/**
 * sctp_udp_listen() - set the local port of UDP encapsulation
 * @sn: namespace, its cfg_lock held
 * @port: UDP port, host order, 0 = off
 *
 * Associations that are there send from the new port from now on. With 0 they
 * do not encapsulate any more.
 *
 * Context: process, sleeps.
 * Return: 0, or a negative errno, with nothing changed.
 */
int sctp_udp_listen(struct sctp_net *sn, u16 port)
{
	struct sctp_udp new = {}, old = sn->udp;
	int err;

	if (port == old.port)
		return 0;
	if (port) {
		err = udp_open_both(sn->net, port, &new);
		if (err)
			return err;
	}
	sn->udp.sock4 = new.sock4;
	sn->udp.sock6 = new.sock6;
	WRITE_ONCE(sn->udp.port, port);
	udp_close(&old);
	return 0;
}

/**
 * sctp_udp_exit() - close the sockets of a namespace that goes away
 * @sn: namespace
 */
void sctp_udp_exit(struct sctp_net *sn)
{
	udp_close(&sn->udp);
}

/**
 * __sctp_udp_ports() - sctp_udp_ports() of a path with a port of the peer
 * @kp: path
 *
 * Return: both ports; both 0 while the namespace has none.
 */
struct sctp_udp_ports __sctp_udp_ports(const struct sctp_kpath *kp)
{
	const struct sctp_net *sn = sctp_net(sock_net(kp->ka->sk));
	struct sctp_udp_ports ports = {
		.local = READ_ONCE(sn->udp.port),
		.peer = kp->p.cfg.encap_port,
	};

	return ports.local ? ports : (struct sctp_udp_ports){};
}

/**
 * sctp_udp_reply_ports() - the UDP ports of an answer
 * @sk: socket it leaves by
 * @rx: packet that is answered
 *
 * Return: both ports. The local one is 0 if there is none any more, the peer's
 * if the packet did not come in UDP.
 */
struct sctp_udp_ports sctp_udp_reply_ports(const struct sock *sk,
					   const struct sctp_rx *rx)
{
	return (struct sctp_udp_ports) {
		.local = READ_ONCE(sctp_net(sock_net(sk))->udp.port),
		.peer = rx->encap,
	};
}

/**
 * sctp_udp_pull() - take the UDP header off a packet
 * @skb: packet, beginning with its UDP header, as encap_rcv() gets it
 *
 * UDP has trimmed the packet to the length its header says, and verified its
 * checksum. That says nothing of the CRC32c inside, unless it was left open.
 *
 * Return: the source port, host order.
 */
u16 sctp_udp_pull(struct sk_buff *skb)
{
	u16 port = ntohs(udp_hdr(skb)->source);

	__skb_pull(skb, sizeof(struct udphdr));
	skb_reset_transport_header(skb);
	skb->encapsulation = 0;
	if (!sctp_checksum_is_open(skb, 0))
		skb->ip_summed = CHECKSUM_NONE;
	return port;
}

/* Tell who cuts a GSO packet what is inside the UDP packet */
static void mark_tunnel(struct sk_buff *skb)
{
	int off = skb_transport_offset(skb);

	skb_set_inner_mac_header(skb, off);
	skb_set_inner_network_header(skb, off);
	skb_set_inner_transport_header(skb, off);
	skb_set_inner_ipproto(skb, IPPROTO_SCTP);
	skb_shinfo(skb)->gso_type |= SKB_GSO_UDP_TUNNEL_CSUM;
	skb->encapsulation = 1;
}

/**
 * sctp_udp_learn_whole() - a single packet of an association came in UDP
 * @ka: association
 * @rx: the packet
 *
 * Only one with our tag counts.
 */
void sctp_udp_learn_whole(struct sctp_kassoc *ka, const struct sctp_rx *rx)
{
	if (rx->vtag == ka->a.hs.my_tag)
		ka->udp_whole = skb_is_gso_sctp(rx->skb);
}

/**
 * sctp_udp_must_cut() - may nothing cut a packet that has to be cut?
 * @ka: association
 * @skb: packet for a path in UDP
 * @dev: device it leaves by
 *
 * Return: true for a GSO packet that the device hands on as it is, perhaps to
 * a receiver that does not know such packets.
 */
bool sctp_udp_must_cut(const struct sctp_kassoc *ka, const struct sk_buff *skb,
		       const struct net_device *dev)
{
	const netdev_features_t whole = NETIF_F_GSO_SCTP |
					NETIF_F_GSO_UDP_TUNNEL_CSUM;

	return skb_is_gso(skb) && !ka->udp_whole &&
	       (dev->features & whole) == whole;
}

/**
 * sctp_udp_push() - put a UDP header in front of a packet
 * @skb: packet, beginning with its common header; its checksum is filled in
 *       unless it is a GSO packet
 * @ports: both ports
 *
 * The caller fills in the UDP checksum.
 */
void sctp_udp_push(struct sk_buff *skb, const struct sctp_udp_ports *ports)
{
	struct udphdr *uh;

	if (skb_is_gso(skb))
		mark_tunnel(skb);
	else
		skb_shinfo(skb)->gso_type = SKB_GSO_SCTP;
	uh = __skb_push(skb, sizeof(*uh));
	skb_reset_transport_header(skb);
	uh->source = htons(ports->local);
	uh->dest = htons(ports->peer);
	uh->len = htons(skb->len);
}
