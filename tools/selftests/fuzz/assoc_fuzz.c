// SPDX-License-Identifier: GPL-2.0-only
/*
 * A whole association, or the setting up of one, fed bytes. Input: which pair
 * of hosts, then steps, each an opcode and its arguments:
 *
 *   0 n        let n events happen
 *   1 h n ...  a packet of n bytes of chunks arrives at host h, tag right
 *   2 n        the network loses everything for n events
 *   3 h        the application of host h shuts down
 *   4 h        the application of host h aborts
 *   5 h n      the receive buffer of host h becomes n KiB
 *   6 n        n allocations from now one fails
 *   7 nn b     bits b of byte n of the next packet are flipped
 */
#include <linux/kernel.h>

#include "fuzz.h"

static void packet(struct fuzz_in *in)
{
	u8 host = fuzz_u8(in) & 1;
	u16 len = fuzz_u16(in) % 2048;
	const u8 *chunks = fuzz_bytes(in, min_t(size_t, len, in->left));

	if (chunks)
		fuzz_inject(host, chunks, min_t(size_t, len, in->p - chunks));
}

static void lose(u32 events)
{
	u8 host;

	for (host = 0; host < SIM_HOSTS; host++)
		S.link[0][host].down = true;
	fuzz_settle(events);
	for (host = 0; host < SIM_HOSTS; host++)
		S.link[0][host].down = false;
}

static void application(struct fuzz_in *in, u8 op)
{
	struct sim_assoc *sa = sim_host_assoc(fuzz_u8(in) & 1);

	if (!sa)
		return;
	if (op == 3)
		sctp_assoc_shutdown(&sa->a, S.now);
	else if (op == 4)
		sctp_assoc_abort(&sa->a, "fuzz", 4, S.now);
	else
		sctp_assoc_set_rcvbuf(&sa->a, fuzz_u8(in) * 1024);
	sim_assoc_run(sa);
	fuzz_check();
}

static void step(struct fuzz_in *in)
{
	u8 op = fuzz_u8(in) % 8;

	switch (op) {
	case 0:
		fuzz_settle(fuzz_u8(in) % 64);
		break;
	case 1:
		packet(in);
		break;
	case 2:
		lose(fuzz_u8(in) % 64);
		break;
	case 6:
		S.scarce = true;
		shim_fail_nth(fuzz_u8(in));
		break;
	case 7:
		S.flip_at = fuzz_u16(in);
		S.flip_bits = fuzz_u8(in);
		break;
	default:
		application(in, op);
	}
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static const char * const pairs[] = {
		"fuzz", "multihome", "slow_reader", "collision",
	};
	struct fuzz_in in = { .p = data, .left = size };
	u8 pair = fuzz_u8(&in);

	if (size > 8192)
		return -1;
	fuzz_begin(pair / ARRAY_SIZE(pairs) % 8,
		   pairs[pair % ARRAY_SIZE(pairs)], true);
	while (in.left)
		step(&in);
	shim_fail_nth(0);
	fuzz_end();
	return 0;
}
