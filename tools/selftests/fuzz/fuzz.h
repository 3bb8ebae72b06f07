/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the fuzz targets share: taking an input apart, and a pair of hosts of
 * the simulator in a known state.
 */
#ifndef _FUZZ_H
#define _FUZZ_H

#include "sim.h"

/* The input, eaten from the front */
struct fuzz_in {
	const u8 *p;
	size_t left;
};

u8 fuzz_u8(struct fuzz_in *in);
u16 fuzz_u16(struct fuzz_in *in);
u32 fuzz_u32(struct fuzz_in *in);
const u8 *fuzz_bytes(struct fuzz_in *in, size_t len);

void fuzz_begin(u64 seed, const char *scenario, bool deliver);
void fuzz_settle(u32 events);
void fuzz_inject(u8 to, u16 udp, const u8 *chunks, u32 len);
void fuzz_check(void);
void fuzz_end(void);

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

#endif
