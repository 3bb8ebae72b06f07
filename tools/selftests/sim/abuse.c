// SPDX-License-Identifier: GPL-2.0-only
/*
 * A peer that abuses extensions: it has the right tag, and sends chunks that
 * are well formed and say what no peer should, whether they were agreed upon or
 * not.
 */
#include <string.h>

#include <asm/byteorder.h>
#include <asm/unaligned.h>
#include <linux/kernel.h>

#include "core/ext/nrsack.h"
#include "sim.h"

/**
 * struct abuse - a packet that is made
 * @sa: association that it is for
 * @bytes: the packet
 * @len: bytes of it so far
 */
struct abuse {
	const struct sim_assoc *sa;
	u8 bytes[1400];
	u32 len;
};

static u32 any(void)
{
	return rng_next(&S.net_rng);
}

static u32 below(u32 n)
{
	return rng_below(&S.net_rng, n);
}

static void put16(struct abuse *b, u16 v)
{
	put_unaligned_be16(v, b->bytes + b->len);
	b->len += 2;
}

static void put32(struct abuse *b, u32 v)
{
	put_unaligned_be32(v, b->bytes + b->len);
	b->len += 4;
}

/* Near a number that counts up, or far away */
static u32 near(u32 at)
{
	switch (below(8)) {
	case 0:
		return at + 0x7fffffff;
	case 1:
		return any();
	case 2:
		return at - below(100);
	default:
		return at + below(20);
	}
}

static u16 some_stream(void)
{
	return below(8) ? below(8) : any();
}

static u32 tsn_near(const struct abuse *b)
{
	return near(b->sa->a.rx.ring.cum_tsn);
}

static void put_forward(struct abuse *b)
{
	u32 n = below(20);

	put32(b, tsn_near(b));
	while (n--) {
		put16(b, some_stream());
		put16(b, near(0));
	}
}

static void put_iforward(struct abuse *b)
{
	u32 n = below(20);

	put32(b, tsn_near(b));
	while (n--) {
		put16(b, some_stream());
		put16(b, below(4) ? below(2) : any());
		put32(b, near(0));
	}
}

static void put_data(struct abuse *b)
{
	put32(b, tsn_near(b));
	put16(b, some_stream());
	put16(b, near(0));
	put32(b, any());
	put32(b, any());
}

static void put_idata(struct abuse *b)
{
	put32(b, tsn_near(b));
	put16(b, some_stream());
	put16(b, 0);
	put32(b, near(0));
	put32(b, below(2) ? below(8) : any());
	put32(b, any());
}

static void put_ecn(struct abuse *b)
{
	put32(b, below(2) ? tsn_near(b) : near(b->sa->a.tx.ring.base));
}

/* Serial numbers begin with the initial TSNs, and may have moved on */
static u32 serial_near(const struct abuse *b, bool mine)
{
	return near(mine ? b->sa->a.hs.my_initial_tsn :
			   b->sa->a.hs.peer_initial_tsn);
}

static void put_reconfig(struct abuse *b)
{
	u32 n = below(4), at, i;

	while (n--) {
		at = b->len;
		put16(b, SCTP_PT_RESET_OUT + below(6));
		put16(b, 0);
		put32(b, serial_near(b, below(2)));
		for (i = below(6); i; i--)
			put32(b, below(3) ? below(8) : tsn_near(b));
		put_unaligned_be16(b->len - at, b->bytes + at + 2);
	}
}

static void put_auth(struct abuse *b)
{
	u32 i;

	put16(b, below(4));
	put16(b, below(4));
	for (i = below(2) ? 5 : below(10); i; i--)
		put32(b, any());
}

/* An address of somebody here, the one that stands for the source, or any */
static void put_addr(struct abuse *b)
{
	struct sctp_addr addr = sim_net_addr(below(2), below(S.nets));
	u32 i, what = below(6);

	if (addr.family == AF_INET) {
		put16(b, SCTP_PT_IPV4_ADDR);
		put16(b, 8);
		put32(b, what ? what > 1 ? be32_to_cpu(addr.v4) : any() : 0);
		return;
	}
	put16(b, SCTP_PT_IPV6_ADDR);
	put16(b, 20);
	for (i = 0; i < 4; i++)
		put32(b, what ? what > 1 ? be32_to_cpu(addr.v6[i]) : any() : 0);
}

/* A serial number, most likely one that comes soon, an address, and requests
 * with one each
 */
static void put_asconf(struct abuse *b)
{
	u32 n = below(4), at;

	put32(b, below(3) ? b->sa->a.hs.peer_initial_tsn + below(4) :
			    serial_near(b, false));
	if (below(20))
		put_addr(b);
	for (; n; n--) {
		at = b->len;
		put16(b, SCTP_PT_ADD_IP + below(6));
		put16(b, 0);
		put32(b, below(2) ? n : any());
		put_addr(b);
		put_unaligned_be16(b->len - at, b->bytes + at + 2);
	}
}

/* Gap blocks in any order, of what was sent, as a rule */
static void put_nrsack(struct abuse *b)
{
	const struct sctp_txring *r = &b->sa->a.tx.ring;
	u32 n[3] = { below(8), below(8), below(3) }, i;
	u16 at = 0;

	put32(b, below(8) ? r->base - 1 : near(r->base - 1));
	put32(b, below(4) ? 65536 : any());
	for (i = 0; i < 3; i++)
		put16(b, below(20) ? n[i] : any());
	put16(b, 0);
	for (i = 0; i < n[0] + n[1]; i++) {
		at = below(4) ? i == n[0] ? 1 : at : near(0);
		at += 1 + below(3);
		put16(b, at);
		at += below(8);
		put16(b, at);
	}
	for (i = 0; i < n[2]; i++)
		put32(b, near(r->base));
}

/* Reports of packets that were sent, or may have been, as a rule */
static void put_pktdrop(struct abuse *b)
{
	const struct sctp_assoc *a = &b->sa->a;
	const struct sctp_txring *r = &a->tx.ring;
	u32 n, at, tsn = near(r->base);

	put32(b, any());
	put32(b, any());
	put32(b, below(2) ? any() : 0);
	put16(b, be16_to_cpu(below(20) ? a->lport : 0));
	put16(b, be16_to_cpu(below(20) ? a->pport : 0));
	put32(b, below(20) ? a->hs.peer_tag : any());
	put32(b, any());
	for (n = below(8); n; n--) {
		at = b->len;
		b->bytes[b->len++] = below(4) ? r->base == r->next ?
				     any() : a->tx.data_hdr == 16 ? 0 : 64 :
				     any();
		b->bytes[b->len++] = below(8);
		put16(b, 0);
		put32(b, tsn++);
		put16(b, some_stream());
		put16(b, near(0));
		put32(b, any());
		put_unaligned_be16(below(8) ? b->len - at : any(),
				   b->bytes + at + 2);
	}
}

/* What is outstanding, as it was sent */
static void put_pktdrop_of_ours(struct abuse *b)
{
	const struct sctp_assoc *a = &b->sa->a;
	const struct sctp_txring *r = &a->tx.ring;
	u32 tsn = r->base + below(r->next - r->base + 1);
	u32 n = min(r->next - tsn, below(8));
	const struct sctp_tx_chunk *c;

	put32(b, 0);
	put32(b, 0);
	put32(b, 0);
	put16(b, be16_to_cpu(a->lport));
	put16(b, be16_to_cpu(a->pport));
	put32(b, a->hs.peer_tag);
	put32(b, 0);
	/* the last one is not there as a whole, so its length may be any */
	for (; n; n--, tsn++) {
		c = &r->slot[tsn & r->mask];
		if (!c->msg || a->tx.format != SCTP_FORMAT_DATA ||
		    b->len + 16 + SCTP_ALIGN4(c->len) > sizeof(b->bytes) / 2)
			return;
		b->bytes[b->len++] = SCTP_CT_DATA;
		b->bytes[b->len++] = c->flags;
		put16(b, 16 + c->len);
		put32(b, tsn);
		put16(b, c->msg->sid);
		put16(b, c->flags & SCTP_DATA_U ? 0 : c->msg->mid);
		put32(b, be32_to_cpu(c->msg->ppid));
		memset(b->bytes + b->len, 0, SCTP_ALIGN4(c->len));
		b->len += SCTP_ALIGN4(c->len);
	}
}

static void put_random(struct abuse *b)
{
	u32 n = below(20);

	while (n--)
		put32(b, any());
}

static const struct kind {
	u8 type;
	void (*put)(struct abuse *b);
} kinds[] = {
	{ SCTP_CT_FORWARD_TSN, put_forward },
	{ SCTP_CT_I_FORWARD_TSN, put_iforward },
	{ SCTP_CT_I_FORWARD_TSN, put_iforward },
	{ SCTP_CT_DATA, put_data },
	{ SCTP_CT_I_DATA, put_idata },
	{ SCTP_CT_I_DATA, put_idata },
	{ SCTP_CT_ECNE, put_ecn },
	{ SCTP_CT_CWR, put_ecn },
	{ SCTP_CT_RECONFIG, put_reconfig },
	{ SCTP_CT_RECONFIG, put_reconfig },
	{ SCTP_CT_AUTH, put_auth },
	{ SCTP_CT_ASCONF, put_asconf },
	{ SCTP_CT_ASCONF, put_asconf },
	{ SCTP_CT_ASCONF_ACK, put_asconf },
	{ SCTP_CT_NR_SACK, put_nrsack },
	{ SCTP_CT_NR_SACK, put_nrsack },
	{ SCTP_CT_PKTDROP, put_pktdrop },
	{ SCTP_CT_PKTDROP, put_pktdrop_of_ours },
	{ SCTP_CT_PKTDROP, put_pktdrop_of_ours },
	{ SCTP_CT_PAD, put_random },
};

static void put_chunk(struct abuse *b)
{
	const struct kind *k = &kinds[below(ARRAY_SIZE(kinds))];
	u32 at = b->len;

	b->bytes[b->len++] = k->type;
	b->bytes[b->len++] = below(4) ? below(8) : any();
	put16(b, 0);
	if (below(20))
		k->put(b);
	put_unaligned_be16(b->len - at, b->bytes + at + 2);
}

/**
 * sim_abuse_packet() - a packet of a peer that abuses extensions
 * @to: host it goes to
 */
void sim_abuse_packet(u8 to)
{
	struct abuse b = { .sa = sim_host_assoc(to) };
	u32 n = rng_range(&S.net_rng, 1, 4);
	u8 net = below(S.nets);
	struct sctpw_common *c;
	struct sim_pkt *pkt;

	if (!b.sa)
		return;
	b.len = sizeof(*c);
	while (n--)
		put_chunk(&b);
	pkt = sim_pkt_new(b.len);
	memcpy(pkt->bytes, b.bytes, b.len);
	pkt->src = sim_net_addr(!to, net);
	pkt->dst = sim_net_addr(to, net);
	c = (struct sctpw_common *)pkt->bytes;
	c->sport = S.host[!to].ep.port;
	c->dport = S.host[to].ep.port;
	c->vtag = cpu_to_be32(b.sa->a.hs.my_tag);
	if (S.nat_port)
		pkt->udp_src = to ? S.nat_port : SIM_UDP_PORT;
	sim_net_inject(to, pkt);
	sim_trace("the peer of host %u abuses extensions", to);
}
