// SPDX-License-Identifier: GPL-2.0-only
/*
 * What somebody may send who knows addresses and ports, but not the tags
 * (RFC 5062): nothing of it may do an association any harm.
 */
#include <string.h>

#include <asm/byteorder.h>
#include <linux/kernel.h>

#include "sim.h"

/* Chunks worth forging; an INIT needs no tag */
static const u8 types[] = {
	SCTP_CT_DATA, SCTP_CT_INIT, SCTP_CT_INIT_ACK, SCTP_CT_SACK,
	SCTP_CT_HEARTBEAT, SCTP_CT_HEARTBEAT_ACK, SCTP_CT_ABORT,
	SCTP_CT_SHUTDOWN, SCTP_CT_SHUTDOWN_ACK, SCTP_CT_ERROR,
	SCTP_CT_COOKIE_ECHO, SCTP_CT_COOKIE_ACK, SCTP_CT_SHUTDOWN_COMPLETE,
	0x40, 0x80, 0xc0,
};

static u32 body_len(u8 type)
{
	switch (type) {
	case SCTP_CT_DATA:
		return 12 + rng_range(&S.net_rng, 1, 100);
	case SCTP_CT_INIT:
	case SCTP_CT_INIT_ACK:
		return 16;
	case SCTP_CT_SACK:
		return 12;
	case SCTP_CT_SHUTDOWN:
		return 4;
	case SCTP_CT_SHUTDOWN_ACK:
	case SCTP_CT_COOKIE_ACK:
	case SCTP_CT_SHUTDOWN_COMPLETE:
		return 0;
	default:
		return rng_below(&S.net_rng, 200);
	}
}

/* A tag that is wrong for whoever gets the packet */
static u32 wrong_tag(u8 to)
{
	struct sim_assoc *sa = sim_host_assoc(to);
	u32 tag;

	do {
		tag = rng_next(&S.net_rng) | 1;
	} while (sa && (tag == sa->a.hs.my_tag || tag == sa->a.hs.peer_tag));
	return tag;
}

static void random_body(u8 *p, u32 len)
{
	u32 i;

	for (i = 0; i < len; i++)
		p[i] = rng_next(&S.net_rng);
}

static void init_body(u8 *p)
{
	struct sctpw_init *h = (struct sctpw_init *)(p - sizeof(h->ch));

	h->init_tag = cpu_to_be32((u32)rng_next(&S.net_rng) | 1);
	h->a_rwnd = cpu_to_be32(65536);
	h->num_ostreams = cpu_to_be16(10);
	h->num_istreams = cpu_to_be16(10);
}

/**
 * sim_blind_packet() - forge a packet in the other host's name
 * @to: host it goes to
 */
void sim_blind_packet(u8 to)
{
	u8 type = types[rng_below(&S.net_rng, ARRAY_SIZE(types))];
	u32 len = sizeof(struct sctpw_chunk) + body_len(type);
	u8 net = rng_below(&S.net_rng, S.nets);
	struct sctpw_common *c;
	struct sctpw_chunk *ch;
	struct sim_pkt *pkt;

	pkt = sim_pkt_new(sizeof(*c) + SCTP_ALIGN4(len));
	pkt->src = sim_net_addr(!to, net);
	pkt->dst = sim_net_addr(to, net);
	c = (struct sctpw_common *)pkt->bytes;
	c->sport = S.host[!to].ep.port;
	c->dport = S.host[to].ep.port;
	c->vtag = cpu_to_be32(type == SCTP_CT_INIT ? 0 : wrong_tag(to));
	ch = (struct sctpw_chunk *)(c + 1);
	ch->type = type;
	ch->flags = rng_below(&S.net_rng, 2);
	ch->len = cpu_to_be16(len);
	random_body((u8 *)(ch + 1), len - sizeof(*ch));
	if (type == SCTP_CT_INIT || type == SCTP_CT_INIT_ACK)
		init_body((u8 *)(ch + 1));
	if (S.nat_port)
		pkt->udp_src = SIM_UDP_FORGED;
	sim_net_inject(to, pkt);
	sim_trace("somebody forges a packet to host %u", to);
}
