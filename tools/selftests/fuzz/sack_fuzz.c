// SPDX-License-Identifier: GPL-2.0-only
/*
 * SACKs for an association with chunks outstanding. Input: how many chunks
 * are lost on the way first, then SACKs: the distance of the cumulative TSN
 * from the oldest outstanding one (1 byte), the window (2 bytes), the number
 * of gap blocks (1 byte), the blocks, and what the clock does after it. In some
 * lives both sides have NR-SACK: then another byte follows the number, how many
 * of the blocks are in the second list of an NR-SACK; 0: it is a SACK.
 */
#include <asm/unaligned.h>
#include <linux/kernel.h>

#include "core/ext/nrsack.h"
#include "fuzz.h"

static void sack(struct fuzz_in *in, struct sim_assoc *sa)
{
	u8 chunk[20 + 4 * 255];
	s8 cum = fuzz_u8(in);
	u16 rwnd = fuzz_u16(in);
	u8 gaps = fuzz_u8(in);
	u8 nr = sctp_nrsack_on(&sa->a) ? fuzz_u8(in) : 0;
	const u8 *blocks = fuzz_bytes(in, 4 * gaps);
	u32 hdr = nr ? 20 : 16;

	if (!blocks)
		gaps = 0;
	nr = min(nr, gaps);
	memset(chunk, 0, hdr);
	chunk[0] = hdr == 20 ? SCTP_CT_NR_SACK : SCTP_CT_SACK;
	put_unaligned_be16(hdr + 4 * gaps, chunk + 2);
	put_unaligned_be32(sa->a.tx.ring.base + cum, chunk + 4);
	put_unaligned_be32((u32)rwnd << 4, chunk + 8);
	put_unaligned_be16(gaps - nr, chunk + 12);
	if (hdr == 20)
		put_unaligned_be16(nr, chunk + 14);
	if (gaps)
		memcpy(chunk + hdr, blocks, 4 * gaps);
	fuzz_inject(0, 0, chunk, hdr + 4 * gaps);
}

static void clock_runs(struct fuzz_in *in)
{
	switch (fuzz_u8(in) % 4) {
	case 0:		/* a round trip later */
		S.now += 20 * NSEC_PER_MSEC;
		break;
	case 1:		/* until a timer fires */
		fuzz_settle(1);
		break;
	default:	/* at once */
		break;
	}
}

static void set_links(bool down)
{
	u8 net, host;

	for (net = 0; net < SIM_MAX_ADDRS; net++)
		for (host = 0; host < SIM_HOSTS; host++)
			S.link[net][host].down = down;
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct fuzz_in in = { .p = data, .left = size };
	u8 kind = fuzz_u8(&in);
	struct sim_assoc *sa;
	u32 i;

	if (size > 4096)
		return -1;
	fuzz_begin(kind % 16, kind & 0x80 ? "multihome" :
			      kind & 0x40 ? "fuzz_nrsack" : "fuzz", true);
	/* up, and then cut off with data on its way */
	for (i = 0; i < 100; i++) {
		sa = sim_host_assoc(0);
		if (sa && sa->a.tx.ring.flight)
			break;
		fuzz_settle(1);
	}
	set_links(true);
	while (in.left && (sa = sim_host_assoc(0))) {
		sack(&in, sa);
		clock_runs(&in);
	}
	fuzz_end();
	return 0;
}
