// SPDX-License-Identifier: GPL-2.0-only
/*
 * The network: what happens to packets between two hosts.
 *
 *   sender -> marks -> rate and queue -> MTU (ICMP back) -> loss -> corruption
 *          -> delay and jitter -> duplication -> receiver
 *
 * A network is a pair of links. Host h has the address 10.n.g.h+1, or
 * fd00:n::(256g+h+1), on network n, where g is 0 until that address changes.
 * Packets stay on the network of their destination address.
 */
#include <stdlib.h>
#include <string.h>

#include <asm/byteorder.h>
#include <asm/unaligned.h>
#include <linux/kernel.h>

#include "sim.h"

/**
 * sim_net_addr() - the address of a host on a network
 * @host: host
 * @net: network
 *
 * Return: the address.
 */
struct sctp_addr sim_net_addr(u8 host, u8 net)
{
	u32 gen = S.host[host].gen[net] << 8;
	struct sctp_addr addr;

	memset(&addr, 0, sizeof(addr));
	if (S.v6 & BIT(net)) {
		addr.family = AF_INET6;
		addr.v6[0] = cpu_to_be32(0xfd000000 | net);
		addr.v6[3] = cpu_to_be32(gen | (host + 1));
	} else {
		addr.family = AF_INET;
		addr.v4 = cpu_to_be32(0x0a000000 | net << 16 | gen |
				      (host + 1));
	}
	return addr;
}

/* An address without what changes of it */
static struct sctp_addr without_gen(struct sctp_addr addr)
{
	if (addr.family == AF_INET6)
		addr.v6[3] &= ~cpu_to_be32(0xff00);
	else
		addr.v4 &= ~cpu_to_be32(0xff00);
	return addr;
}

/**
 * sim_net_of() - the host and network of an address
 * @addr: address
 * @host: result, may be NULL
 *
 * Return: the network, or -1 when nobody ever has the address.
 */
int sim_net_of(const struct sctp_addr *addr, u8 *host)
{
	struct sctp_addr own, plain = without_gen(*addr);
	u8 h, net;

	for (h = 0; h < SIM_HOSTS; h++)
		for (net = 0; net < S.nets; net++) {
			own = without_gen(sim_net_addr(h, net));
			if (!sctp_addr_eq(&plain, &own))
				continue;
			if (host)
				*host = h;
			return net;
		}
	return -1;
}

/**
 * sim_pkt_new() - allocate a packet
 * @len: bytes
 *
 * Return: the packet.
 */
struct sim_pkt *sim_pkt_new(u32 len)
{
	struct sim_pkt *pkt = calloc(1, sizeof(*pkt) + len);

	if (!pkt)
		abort();
	pkt->len = len;
	return pkt;
}

/**
 * sim_pkt_in_udp() - put a packet into UDP
 * @pkt: packet
 * @port: destination port, 0 = it stays as it is
 */
void sim_pkt_in_udp(struct sim_pkt *pkt, u16 port)
{
	pkt->udp_src = port ? SIM_UDP_PORT : 0;
	pkt->udp_dst = port;
}

/* IP payload of a packet */
static u32 ip_len(const struct sim_pkt *pkt)
{
	return pkt->len + (pkt->udp_dst ? SIM_UDP_HEADER : 0);
}

/* Does it pass the address translator in front of host 0? */
static bool translate(u8 from, struct sim_pkt *pkt)
{
	if (!S.nat_port)
		return true;
	if (!pkt->udp_dst || (from && pkt->udp_dst != S.nat_port)) {
		sim_trace_packet("dropped, no such port", from, pkt);
		return false;
	}
	if (from)
		pkt->udp_dst = SIM_UDP_PORT;
	else
		pkt->udp_src = S.nat_port;
	return true;
}

static struct sim_pkt *pkt_copy(const struct sim_pkt *pkt)
{
	struct sim_pkt *copy = sim_pkt_new(pkt->len);

	memcpy(copy, pkt, sizeof(*pkt) + pkt->len);
	copy->next = NULL;
	return copy;
}

static void pkt_sum(struct sim_pkt *pkt)
{
	__le32 sum = shim_sctp_checksum(pkt->bytes, pkt->len);

	memcpy(pkt->bytes + offsetof(struct sctpw_common, checksum), &sum,
	       sizeof(sum));
}

static void flip_bits(struct sim_pkt *pkt)
{
	u32 n = rng_range(&S.net_rng, 1, 8);
	u32 bit;

	while (n--) {
		bit = rng_below(&S.net_rng, pkt->len * 8);
		pkt->bytes[bit / 8] ^= 1 << (bit % 8);
	}
}

/* Change a packet as an attacker might who knows the tag */
static struct sim_pkt *mutate(struct sim_pkt *pkt)
{
	const u32 hdr = sizeof(struct sctpw_common);
	struct rng *r = &S.net_rng;
	struct sim_pkt *longer;
	u32 pos, len;

	if (pkt->len <= hdr)
		return pkt;
	pos = rng_range(r, hdr, pkt->len - 1);
	switch (rng_below(r, 6)) {
	case 0:
		flip_bits(pkt);
		break;
	case 1:		/* cut */
		pkt->len = pos;
		break;
	case 2:		/* another type, flags or length for the first chunk */
		pkt->bytes[hdr + rng_below(r, 4)] = rng_next(r);
		break;
	case 3:		/* bytes that like to be lengths and counts */
		pkt->bytes[pos] = rng_below(r, 2) ? 0xff : 0;
		break;
	case 4:		/* the chunks once more */
		len = pkt->len - hdr;
		longer = sim_pkt_new(pkt->len + len);
		memcpy(longer, pkt, sizeof(*pkt) + pkt->len);
		memcpy(longer->bytes + pkt->len, pkt->bytes + hdr, len);
		longer->len = pkt->len + len;
		free(pkt);
		pkt = longer;
		break;
	default:	/* a word */
		pos &= ~3U;
		len = rng_next(r);
		memcpy(pkt->bytes + pos, &len, min(4U, pkt->len - pos));
	}
	if (pkt->len >= hdr)
		pkt_sum(pkt);
	return pkt;
}

static void arrive(u8 host, struct sim_pkt *train, u64 at)
{
	struct sim_event ev = {
		.at = at,
		.type = SIM_EV_ARRIVE,
		.host = host,
		.pkt = train,
	};

	sim_event_add(&ev);
}

static void icmp_too_big(u8 host, const struct sim_link *l,
			 const struct sim_pkt *pkt)
{
	struct sim_event ev = {
		.at = S.now + l->delay,
		.type = SIM_EV_ICMP,
		.host = host,
		.pkt = pkt_copy(pkt),
		.value = l->mtu,
	};

	if (l->silent || rng_ppm(&S.net_rng, l->loss)) {
		free(ev.pkt);
		return;
	}
	sim_event_add(&ev);
}

/* When the last bit of a packet is through, 0: the queue is full */
static u64 serialize(struct sim_link *l, u32 len)
{
	u64 start = max(S.now, l->busy_until);

	if (!l->rate)
		return S.now;
	if ((start - S.now) * l->rate / NSEC_PER_SEC > l->queue)
		return 0;
	l->busy_until = start + (u64)(len + SIM_IP_HEADER) * NSEC_PER_SEC /
				l->rate;
	return l->busy_until;
}

/* Congestion without loss: the packet is marked as it joins the queue */
static void mark(const struct sim_link *l, u8 host, struct sim_pkt *pkt)
{
	u64 start = max(S.now, l->busy_until);
	bool full = l->rate && l->mark_at &&
		    (start - S.now) * l->rate / NSEC_PER_SEC > l->mark_at;

	if (!pkt->ect || !(full || rng_ppm(&S.ecn_rng, l->mark)))
		return;
	pkt->ce = true;
	S.marked[host]++;
	sim_trace_packet("marked", host, pkt);
}

/* Fragments get lost one by one, and the packet with any of them */
static bool lost(const struct sim_link *l, u32 len)
{
	u32 frags = DIV_ROUND_UP(len, l->mtu);

	while (frags--)
		if (rng_ppm(&S.net_rng, l->loss))
			return true;
	return false;
}

/* Change a packet as the fuzzer says, and mend its checksum */
static void flip(struct sim_pkt *pkt)
{
	const u32 hdr = sizeof(struct sctpw_common);

	if (!S.flip_bits || pkt->len <= hdr)
		return;
	pkt->bytes[hdr + S.flip_at % (pkt->len - hdr)] ^= S.flip_bits;
	S.flip_bits = 0;
	pkt_sum(pkt);
}

/* Packets of core's: their chunks are well-formed */
static u32 data_chunks(const struct sim_pkt *pkt)
{
	u32 off = sizeof(struct sctpw_common), len, n = 0;

	for (; off + 4 <= pkt->len; off += SCTP_ALIGN4(len)) {
		n += sim_is_data(pkt->bytes[off]);
		len = get_unaligned_be16(pkt->bytes + off + 2);
		if (len < 4)
			break;
	}
	return n;
}

/* Returns when the packet arrives, 0 if it does not */
static u64 transit(u8 host, struct sim_link *l, struct sim_pkt **pkt)
{
	u64 at;

	if (l->down) {
		sim_trace_packet("dropped, link down", host, *pkt);
		return 0;
	}
	if (!translate(host, *pkt) || !sim_natbox_pass(host, *pkt))
		return 0;
	if (ip_len(*pkt) > l->mtu && (*pkt)->df) {
		sim_trace_packet("dropped, too big", host, *pkt);
		icmp_too_big(host, l, *pkt);
		return 0;
	}
	flip(*pkt);
	mark(l, host, *pkt);
	at = serialize(l, (*pkt)->len);
	if (!at) {
		sim_trace_packet("dropped, queue full", host, *pkt);
		return 0;
	}
	if (lost(l, (*pkt)->len)) {
		S.lost[host] += data_chunks(*pkt);
		sim_trace_packet("lost", host, *pkt);
		return 0;
	}
	if (rng_ppm(&S.net_rng, l->corrupt)) {
		flip_bits(*pkt);
		sim_trace_packet("corrupted", host, *pkt);
	} else if (rng_ppm(&S.net_rng, l->mutate)) {
		*pkt = mutate(*pkt);
		sim_trace_packet("mutated", host, *pkt);
	}
	if (!rng_ppm(&S.net_rng, l->early))
		at += l->delay;
	/* DATA that overtakes a COOKIE ACK is lost */
	if (l->jitter && (!S.late || S.now - SIM_START > 6 * l->delay))
		at += rng_below(&S.net_rng, l->jitter);
	return at;
}

/* Is there DATA in the packet that was not sent before? */
static bool new_data(u8 host, const struct sim_pkt *pkt)
{
	u32 off = sizeof(struct sctpw_common), tsn;

	for (; off + 8 <= pkt->len;
	     off += SCTP_ALIGN4(get_unaligned_be16(pkt->bytes + off + 2))) {
		if (!sim_is_data(pkt->bytes[off]))
			continue;
		tsn = get_unaligned_be32(pkt->bytes + off + 4);
		if (S.bursts[host] && (s32)(tsn - S.newest[host]) <= 0)
			continue;
		S.newest[host] = tsn;
		return true;
	}
	return false;
}

/* The last packet of a burst, now and then, but no retransmission */
static bool tail_lost(u8 host, const struct sim_pkt *pkt)
{
	if (!S.tails || !new_data(host, pkt) || pkt->next ||
	    ++S.bursts[host] % 6)
		return false;
	sim_trace_packet("lost, the last of a burst", host, pkt);
	return true;
}

/**
 * sim_net_send() - packets leave a host
 * @host: sender
 * @train: packets for one destination, taken over
 *
 * Without jitter, what is not lost arrives as one train.
 */
void sim_net_send(u8 host, struct sim_pkt *train)
{
	struct sim_pkt *pkt, *next, *out = NULL, **tail = &out;
	int net = sim_net_of(&train->dst, NULL);
	struct sim_link *l;
	u64 at, last = 0;

	for (pkt = train; pkt; pkt = next) {
		bool lost = tail_lost(host, pkt);

		next = pkt->next;
		pkt->next = NULL;
		sim_trace_packet("sent", host, pkt);
		if (S.tap)
			S.tap(host, pkt);
		if (net < 0) {
			free(pkt);
			continue;
		}
		l = &S.link[net][host];
		at = lost ? 0 : transit(host, l, &pkt);
		if (!at) {
			free(pkt);
			continue;
		}
		if (rng_ppm(&S.net_rng, l->dup))
			arrive(!host, pkt_copy(pkt),
			       at + rng_below(&S.net_rng, l->delay + 1));
		if (l->jitter || l->rate || l->early) {
			arrive(!host, pkt, at);
			continue;
		}
		*tail = pkt;
		tail = &pkt->next;
		last = at;
	}
	if (out)
		arrive(!host, out, last);
}

/**
 * sim_net_inject() - a packet from somebody else on the network
 * @to: host it is for
 * @pkt: packet, taken over; its checksum is filled in
 */
void sim_net_inject(u8 to, struct sim_pkt *pkt)
{
	pkt_sum(pkt);
	arrive(to, pkt, S.now);
}

/**
 * sim_net_reset() - good links of 1 ms each way on every network
 */
void sim_net_reset(void)
{
	u8 net, host;

	memset(S.link, 0, sizeof(S.link));
	for (net = 0; net < SIM_MAX_ADDRS; net++)
		for (host = 0; host < SIM_HOSTS; host++) {
			S.link[net][host].delay = NSEC_PER_MSEC;
			S.link[net][host].mtu = 1480;
			S.link[net][host].queue = 256 * 1024;
		}
}
