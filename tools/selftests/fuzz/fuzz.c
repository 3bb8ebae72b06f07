// SPDX-License-Identifier: GPL-2.0-only
/* What the fuzz targets share, see fuzz.h */
#include <stdio.h>
#include <stdlib.h>

#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "fuzz.h"

static struct shim_counts before;

/* Found by the sanitizers by name */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

/**
 * fuzz_bytes() - take bytes of the input
 * @in: input
 * @len: how many
 *
 * Return: the bytes, or NULL when there are not that many.
 */
const u8 *fuzz_bytes(struct fuzz_in *in, size_t len)
{
	const u8 *p = in->p;

	if (len > in->left) {
		in->left = 0;
		return NULL;
	}
	in->p += len;
	in->left -= len;
	return p;
}

/**
 * fuzz_u8() - take a byte of the input
 * @in: input
 *
 * Return: the byte, 0 at its end.
 */
u8 fuzz_u8(struct fuzz_in *in)
{
	const u8 *p = fuzz_bytes(in, 1);

	return p ? *p : 0;
}

/**
 * fuzz_u16() - take two bytes of the input
 * @in: input
 *
 * Return: the number, 0 at its end.
 */
u16 fuzz_u16(struct fuzz_in *in)
{
	const u8 *p = fuzz_bytes(in, 2);

	return p ? get_unaligned_be16(p) : 0;
}

/**
 * fuzz_u32() - take four bytes of the input
 * @in: input
 *
 * Return: the number, 0 at its end.
 */
u32 fuzz_u32(struct fuzz_in *in)
{
	const u8 *p = fuzz_bytes(in, 4);

	return p ? get_unaligned_be32(p) : 0;
}

/**
 * fuzz_check() - has an invariant been broken?
 */
void fuzz_check(void)
{
	if (S.failed)
		abort();
}

/**
 * fuzz_begin() - a pair of hosts
 * @seed: what it is made from
 * @scenario: as of the simulator
 * @deliver: the network passes packets; otherwise what is sent is lost, and
 *           all that arrives comes from the input
 */
void fuzz_begin(u64 seed, const char *scenario, bool deliver)
{
	u8 net, host;

	before = shim_counts;
	sim_life_begin(seed, scenario);
	S.hostile = true;
	S.cut_short = true;
	S.expect = ~0U;
	for (net = 0; net < SIM_MAX_ADDRS; net++)
		for (host = 0; host < SIM_HOSTS; host++)
			S.link[net][host].down = !deliver;
}

/**
 * fuzz_settle() - let things happen
 * @events: at most that many
 */
void fuzz_settle(u32 events)
{
	while (events-- && !S.failed && sim_life_next())
		;
	fuzz_check();
}

/**
 * fuzz_inject() - a packet with the right tag arrives
 * @to: host
 * @udp: source port of its UDP header, 0: it has none
 * @chunks: what follows the common header
 * @len: its length
 */
void fuzz_inject(u8 to, u16 udp, const u8 *chunks, u32 len)
{
	struct sim_assoc *sa = sim_host_assoc(to);
	struct sctpw_common *c;
	struct sim_pkt *pkt;

	pkt = sim_pkt_new(sizeof(*c) + len);
	pkt->src = sim_net_addr(!to, 0);
	pkt->dst = sim_net_addr(to, 0);
	pkt->udp_src = udp;
	c = (struct sctpw_common *)pkt->bytes;
	c->sport = S.host[!to].ep.port;
	c->dport = S.host[to].ep.port;
	if (sa && !(len && chunks[0] == SCTP_CT_INIT))
		c->vtag = cpu_to_be32(sa->a.hs.my_tag);
	memcpy(c + 1, chunks, len);
	c->checksum = shim_sctp_checksum(pkt->bytes, pkt->len);
	sim_trace_packet("injected", !to, pkt);
	sim_host_arrive(to, pkt);
	fuzz_check();
}

/**
 * fuzz_end() - take everything apart; nothing may be left
 */
void fuzz_end(void)
{
	sim_life_end(&before);
	fuzz_check();
}
