// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packets of packets, and checksums left to others, from those who may say so:
 * a tun device with a header for each packet, as virtual machines have it.
 */
#include <linux/if_tun.h>
#include <linux/virtio_net.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>

#include "raw.h"

/* Have a packet of the peer's arrive there; @vh counts from the IP header */
static void tun_send(int tun, const struct peer *p, const struct packet *pk,
		     struct virtio_net_hdr vh)
{
	static uint8_t buf[sizeof(vh) + sizeof(struct ip6_hdr) +
			   sizeof(pk->data)];
	size_t ip;

	ip = put_ip(buf + sizeof(vh), IPPROTO_SCTP, pk->len, p->me, p->it);
	memcpy(buf + sizeof(vh) + ip, pk->data, pk->len);
	vh.csum_start += ip;
	vh.hdr_len += ip;
	memcpy(buf, &vh, sizeof(vh));
	CHECK_EQ(write(tun, buf, sizeof(vh) + ip + pk->len),
		 sizeof(vh) + ip + pk->len);
}

/* It would be cut into 60,000 packets, were that believed */
NETTEST(tun__segments_of_another_protocol,
	.variants = V_STREAM_V4 | V_STREAM_V6,
	.intree = "takes the whole for one packet")
{
	static const uint16_t sizes[] = { 1, 4, 1400 };
	struct virtio_net_hdr vh = {
		.flags = VIRTIO_NET_HDR_F_NEEDS_CSUM,
		.gso_type = VIRTIO_NET_HDR_GSO_UDP,
		.hdr_len = HDR,
		.csum_offset = 8,
	};
	struct peer *p = peer_open(v);
	int fd = victim(p), tun = tun_open(IFF_VNET_HDR);
	struct packet pk;
	long before;
	size_t i;

	packet_start(&pk, p, p->its_tag);
	put_bytes(&pk, NULL, 60000);
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		before = counter("SctpInPktDiscards");
		vh.gso_size = sizes[i];
		tun_send(tun, p, &pk, vh);
		CHECK_EQ(counter("SctpInPktDiscards") - before, 1);
	}
	peer_alive(p, fd);
	close(tun);
}

/* A checksum of another protocol that is not filled in yet proves nothing */
NETTEST(tun__checksum_of_another_protocol,
	.variants = V_STREAM_V4 | V_STREAM_V6,
	.intree = "believes each that is left open")
{
	static const struct {
		uint16_t start, offset;
	} open_at[] = { { 0, 8 }, { 0, 6 }, { HDR, 8 }, { 0, 16 } };
	struct virtio_net_hdr vh = { .flags = VIRTIO_NET_HDR_F_NEEDS_CSUM };
	uint8_t info[20] = { 0, HB_INFO, 0, sizeof(info) };
	struct peer *p = peer_open(v);
	int fd = victim(p), tun = tun_open(IFF_VNET_HDR);
	struct packet pk;
	long before;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(open_at); i++) {
		packet_start(&pk, p, p->its_tag);
		put_chunk(&pk, HEARTBEAT, 0, info, sizeof(info));
		before = counter("SctpChecksumErrors");
		vh.csum_start = open_at[i].start;
		vh.csum_offset = open_at[i].offset;
		tun_send(tun, p, &pk, vh);
		CHECK_EQ(counter("SctpChecksumErrors") - before, 1);
		/* one that is right all the same is taken */
		packet_checksum(&pk);
		tun_send(tun, p, &pk, vh);
		peer_expect(p, HEARTBEAT_ACK);
		CHECK_EQ(counter("SctpChecksumErrors") - before, 1);
	}
	peer_alive(p, fd);
	close(tun);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &raw_suite);
}
