// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packets in pages that somebody else writes to while they are looked at.
 * Input: which pair of hosts, in bit 4 whether they use I-DATA, in bit 5
 * whether they have all extensions, then packets for host 0, each:
 *
 *   k        bits 0 to 3: how many chunks, bit 4: a super-packet, bits 5 to 7:
 *            how many changes
 *   s        a quarter of a super-packet's segment
 *   l        how much of it is linear
 *   t f n    for each chunk its type, flags and a quarter of its length, and
 *   d s      of DATA how far its TSN is from the next, and its stream and SSN
 *   d s n    of I-DATA the same with its MID, and its FSN
 *   d        of FORWARD TSN and I-FORWARD-TSN how far its TSN is
 *   r aa bb  for each change how many reads of pages come before it, where it
 *            is, and two bytes to be there
 */
#include <linux/kernel.h>
#include <asm/unaligned.h>

#include "core/recv/superin.h"
#include "fuzz.h"

#define MAX_CHUNKS	15
#define MAX_CHANGES	7

struct change {
	u8 wait;
	u16 at;
	u16 value;
};

static struct change change[MAX_CHANGES];
static u32 nchanges;
static u32 done;

/* @at counts from the first byte in pages */
static void write_page(const struct sk_buff *skb, u32 at, u8 value)
{
	u32 i;

	for (i = 0; i < skb->nr_frags; i++) {
		const struct shim_frag *f = &skb->frag[i];

		if (at < f->len) {
			((u8 *)f->p)[at] = value;
			return;
		}
		at -= f->len;
	}
}

static void before_read(const struct sk_buff *skb)
{
	while (done < nchanges) {
		struct change *c = &change[done];
		u32 at;

		if (c->wait--)
			return;
		at = c->at % skb->data_len;
		write_page(skb, at, c->value >> 8);
		write_page(skb, at + 1, c->value);
		done++;
	}
}

static u32 put_chunk(struct fuzz_in *in, const struct sctp_assoc *a, u8 *to)
{
	u8 type = fuzz_u8(in), flags = fuzz_u8(in);
	u32 len = 4 + 4 * fuzz_u8(in);

	memset(to, 0, max(len, 20U));
	to[0] = type;
	to[1] = flags;
	if (type == SCTP_CT_DATA) {
		s8 distance = fuzz_u8(in);
		u8 sid_ssn = fuzz_u8(in);

		len = max(len, 16U);
		put_unaligned_be32(a->rx.ring.cum_tsn + 1 + distance, to + 4);
		put_unaligned_be16(sid_ssn >> 6, to + 8);
		put_unaligned_be16(sid_ssn & 63, to + 10);
	}
	if (type == SCTP_CT_I_DATA) {
		s8 distance = fuzz_u8(in);
		u8 sid_mid = fuzz_u8(in);

		len = max(len, 20U);
		put_unaligned_be32(a->rx.ring.cum_tsn + 1 + distance, to + 4);
		put_unaligned_be16(sid_mid >> 6, to + 8);
		put_unaligned_be32(sid_mid & 63, to + 12);
		put_unaligned_be32(fuzz_u8(in), to + 16);
	}
	if ((type == SCTP_CT_FORWARD_TSN || type == SCTP_CT_I_FORWARD_TSN) &&
	    len >= 8) {
		s8 distance = fuzz_u8(in);

		put_unaligned_be32(a->rx.ring.cum_tsn + 1 + distance, to + 4);
	}
	put_unaligned_be16(len, to + 2);
	return len;
}

static void packet(struct fuzz_in *in, struct sim_assoc *sa)
{
	static u8 bytes[MAX_CHUNKS * 1024];
	u8 kind = fuzz_u8(in), seg = fuzz_u8(in), linear = fuzz_u8(in);
	u32 chunks = kind & 15, len = 0;
	struct sctp_rx rx = {
		.src = sim_net_addr(1, 0),
		.dst = sim_net_addr(0, 0),
		.sport = S.host[1].ep.port,
		.dport = S.host[0].ep.port,
		.vtag = sa->a.hs.my_tag,
		.now = S.now,
	};

	while (chunks--)
		len += put_chunk(in, &sa->a, bytes + len);
	done = 0;
	for (nchanges = 0; nchanges < kind >> 5; nchanges++) {
		change[nchanges].wait = fuzz_u8(in);
		change[nchanges].at = fuzz_u16(in);
		change[nchanges].value = fuzz_u16(in);
	}
	rx.skb = shim_skb_from(bytes, len, linear);
	shim_on_read = before_read;
	if (!(kind & 0x10) || !len ||
	    !sctp_assoc_input_super(&sa->a, &rx, 4 * seg))
		sctp_assoc_input(&sa->a, &rx);
	kfree_skb(rx.skb);
	sim_assoc_run(sa);
	shim_on_read = NULL;
	fuzz_check();
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct fuzz_in in = { .p = data, .left = size };
	struct sim_assoc *sa;
	u8 pair;
	u32 i;

	if (size > 1024)
		return -1;
	pair = fuzz_u8(&in);
	fuzz_begin(pair % 16, pair & 0x20 ? "fuzz_together" :
			      pair & 0x10 ? "fuzz_idata" : "fuzz", true);
	for (i = 0; i < 100; i++) {
		sa = sim_host_assoc(0);
		if (sa && sa->a.state == SCTP_ST_ESTABLISHED)
			break;
		fuzz_settle(1);
	}
	while (in.left && (sa = sim_host_assoc(0)))
		packet(&in, sa);
	fuzz_end();
	return 0;
}
