// SPDX-License-Identifier: GPL-2.0-only
/*
 * Seed corpora from lives of the simulator: corpus DIRECTORY
 *
 * One input for each new combination of chunk types in a packet, in the
 * format each target reads.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <asm/unaligned.h>
#include <linux/kernel.h>

#include "fuzz.h"

#define MAX_KINDS	64
#define MAX_CHUNKS	600

static const char *top;
static u64 kinds[MAX_KINDS];
static u32 nkinds;

static FILE *create(const char *target, u64 name)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", top, target);
	mkdir(path, 0777);
	snprintf(path, sizeof(path), "%s/%s/%016llx", top, target, name);
	f = fopen(path, "wb");
	if (!f) {
		perror(path);
		exit(1);
	}
	return f;
}

/* The types of a packet's chunks, and the shape of each, as one number */
static u64 kind_of(const u8 *p, u32 len)
{
	u32 off = 0, chunk;
	u64 kind = 0;

	while (off + 4 <= len) {
		chunk = get_unaligned_be16(p + off + 2);
		if (chunk < 4)
			break;
		/* runs of DATA count once */
		if (p[off] || kind % 64 != 1)
			kind = rng_mix(kind) ^ (p[off] + 1);
		off += SCTP_ALIGN4(chunk);
	}
	return kind;
}

static bool is_new(u64 kind)
{
	u32 i;

	for (i = 0; i < nkinds; i++)
		if (kinds[i] == kind)
			return false;
	if (nkinds == MAX_KINDS)
		return false;
	kinds[nkinds++] = kind;
	return true;
}

static void frame_input(u64 kind, const u8 *p, u32 len)
{
	FILE *f = create("frame", kind);

	fputc(0, f);
	fputc(kind % 64, f);
	fwrite(p, 1, len, f);
	fclose(f);
}

/* To the host the packet was meant for, after some events */
static void assoc_input(u64 kind, u8 host, const u8 *p, u32 len)
{
	const u8 head[] = {
		kind % 32, 0, kind / 32 % 64, 1, !host, len >> 8, len,
	};
	FILE *f = create("assoc", kind);

	fwrite(head, 1, sizeof(head), f);
	fwrite(p, 1, len, f);
	fclose(f);
}

static void sack_input(u64 kind, const u8 *p)
{
	u32 i, gaps = get_unaligned_be16(p + 12);
	FILE *f;

	if (gaps > 20)
		return;
	f = create("sack", kind);
	fputc(kind % 16, f);
	for (i = 0; i < 4; i++) {
		fputc(i ? i : 0xff, f);
		fputc(0x10, f);
		fputc(0, f);
		fputc(gaps, f);
		fwrite(p + 16, 4, gaps, f);
		fputc(i, f);
	}
	fclose(f);
}

static void cookie_input(u64 kind, const u8 *p, u32 len)
{
	u32 flags;

	if (len < 4 + SCTP_MAC_LEN)
		return;
	for (flags = 0; flags < 4; flags++) {
		FILE *f = create("cookie", kind + flags);

		fputc(flags, f);
		fwrite(p + 4 + SCTP_MAC_LEN, 1, len - 4 - SCTP_MAC_LEN, f);
		fclose(f);
	}
}

static void tap(u8 host, const struct sim_pkt *pkt)
{
	const u32 hdr = sizeof(struct sctpw_common);
	const u8 *p = pkt->bytes + hdr;
	u32 len = pkt->len - hdr;
	u64 kind;

	if (pkt->len < hdr + 4 || len > MAX_CHUNKS)
		return;
	kind = kind_of(p, len);
	if (!is_new(kind))
		return;
	frame_input(kind, p, len);
	assoc_input(kind, host, p, len);
	if (p[0] == SCTP_CT_SACK)
		sack_input(kind, p);
	if (p[0] == SCTP_CT_COOKIE_ECHO)
		cookie_input(kind, p, get_unaligned_be16(p + 2));
}

/* Chunks of extensions, for steps 8 of the assoc target, after some events:
 * words near the numbers that are expected
 */
static void extension_inputs(void)
{
	static const u8 types[] = {
		SCTP_CT_FORWARD_TSN, SCTP_CT_I_FORWARD_TSN, SCTP_CT_I_DATA,
		SCTP_CT_RECONFIG, SCTP_CT_AUTH, SCTP_CT_ECNE, SCTP_CT_CWR,
		0xc1, 0x80,
	};
	u32 i, seed, words;
	FILE *f;

	for (i = 0; i < 2 * ARRAY_SIZE(types); i++) {
		seed = i % 2;
		/* the pair of all extensions */
		const u8 head[] = { 4 + 6 * seed, 0, 40, 8, 0, 2 };

		f = create("assoc", 0xe0000000 + types[i / 2] * 2 + seed);
		fwrite(head, 1, sizeof(head), f);
		for (words = 1; words < 8; words += 4) {
			const u8 chunk[] = { types[i / 2], 3, words };
			u32 n;

			fwrite(chunk, 1, sizeof(chunk), f);
			for (n = 0; n < 2 * words; n++)
				fputc(n < 2 ? 0 : n / 2 % 4, f);
		}
		fclose(f);
	}
}

int main(int argc, char **argv)
{
	u64 seed;

	if (argc != 2) {
		fputs("usage: corpus DIRECTORY\n", stderr);
		return 2;
	}
	top = argv[1];
	mkdir(top, 0777);
	S.tap = tap;
	for (seed = 1; seed <= 400; seed++)
		if (!sim_life_run(seed, NULL))
			return 1;
	extension_inputs();
	printf("%u kinds of packets\n", nkinds);
	return 0;
}
