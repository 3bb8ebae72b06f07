// SPDX-License-Identifier: GPL-2.0-only
/*
 * Seed corpora from lives of the simulator: corpus DIRECTORY
 *
 * One input for each new combination of chunk types in a packet, up to a limit,
 * and for each chunk or parameter that no other one has, in the format each
 * target reads.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <asm/unaligned.h>
#include <linux/kernel.h>

#include "core/ext/nrsack.h"
#include "fuzz.h"

#define MAX_KINDS	64
#define MAX_CHUNKS	600
#define MAX_WORDS	128

static const char *top;
static u64 kinds[MAX_KINDS];
static u32 nkinds;
/* chunk types, and parameters of each, that inputs have */
static u32 words[MAX_WORDS];
static u32 nwords;

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

/* Where the parameters of a chunk begin, 0: it has none */
static u32 params_at(u8 type)
{
	switch (type) {
	case SCTP_CT_INIT:
	case SCTP_CT_INIT_ACK:
		return sizeof(struct sctpw_init);
	case SCTP_CT_HEARTBEAT:
	case SCTP_CT_HEARTBEAT_ACK:
	case SCTP_CT_ERROR:
	case SCTP_CT_ABORT:
	case SCTP_CT_RECONFIG:
		return 4;
	case SCTP_CT_ASCONF:
	case SCTP_CT_ASCONF_ACK:
		return 8;
	default:
		return 0;
	}
}

static bool new_word(u32 word)
{
	u32 i;

	for (i = 0; i < nwords; i++)
		if (words[i] == word)
			return false;
	if (nwords == MAX_WORDS)
		return false;
	words[nwords++] = word;
	return true;
}

/* Has the packet a chunk, or a parameter, that no input has? */
static bool has_new(const u8 *p, u32 len, bool udp)
{
	bool news = new_word(udp);
	u32 off, end, at;

	for (off = 0; off + 4 <= len; off = SCTP_ALIGN4(end)) {
		end = off + get_unaligned_be16(p + off + 2);
		if (end < off + 4 || end > len)
			break;
		news |= new_word(p[off] << 16 | 2);
		at = params_at(p[off]);
		for (at = at ? off + at : end; at + 4 <= end;
		     at += SCTP_ALIGN4(get_unaligned_be16(p + at + 2))) {
			news |= new_word((p[off] + 256) << 16 |
					 get_unaligned_be16(p + at));
			if (get_unaligned_be16(p + at + 2) < 4)
				break;
		}
	}
	return news;
}

static void frame_input(u64 kind, const u8 *p, u32 len)
{
	FILE *f = create("frame", kind);

	fputc(0, f);
	fputc(kind % 64, f);
	fwrite(p, 1, len, f);
	fclose(f);
}

/* To the host the packet was meant for, in UDP if it was, after some events */
static void assoc_input(u64 kind, u8 host, bool udp, const u8 *p, u32 len)
{
	const u8 head[] = {
		kind % 32, 9, udp, 0, kind / 32 % 64,
		1, !host, len >> 8, len,
	};
	FILE *f = create("assoc", kind);

	fwrite(head, 1, sizeof(head), f);
	fwrite(p, 1, len, f);
	fclose(f);
}

/* One for each number of gaps */
static void sack_input(u64 kind, const u8 *p)
{
	u32 i, gaps = get_unaligned_be16(p + 12);
	static u32 have;
	FILE *f;

	if (gaps > 20 || have & BIT(gaps))
		return;
	have |= BIT(gaps);
	f = create("sack", kind ^ gaps);
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
	bool news, udp = pkt->udp_src;
	u64 kind;

	if (pkt->len < hdr + 4)
		return;
	kind = kind_of(p, len);
	if (p[0] == SCTP_CT_SACK)
		sack_input(kind, p);
	news = len <= MAX_CHUNKS && is_new(kind);
	if (has_new(p, len, udp)) {
		kind = rng_mix(kind) + nwords;
		news = true;
	}
	if (!news)
		return;
	frame_input(kind, p, len);
	assoc_input(kind, host, udp, p, len);
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
		SCTP_CT_ASCONF, SCTP_CT_ASCONF_ACK, SCTP_CT_PAD,
		SCTP_CT_NR_SACK, SCTP_CT_PKTDROP,
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

/* NR-SACKs for the sack target: three blocks, @nr of them of the second list,
 * then all of them there
 */
static void nrsack_inputs(void)
{
	u8 nr;

	for (nr = 1; nr < 4; nr++) {
		/* both sides have it */
		const u8 head[] = { 0x40 | nr };
		const u8 first[] = {
			0xff, 0, 16, 3, nr, 0, 2, 0, 2, 0, 4, 0, 5, 0, 7, 0, 7,
			0,
		};
		const u8 then[] = {
			0xff, 0, 16, 1, 1, 0, 2, 0, 7, 1,
		};
		FILE *f = create("sack", 0xe0000000 + nr);

		fwrite(head, 1, sizeof(head), f);
		fwrite(first, 1, sizeof(first), f);
		fwrite(then, 1, sizeof(then), f);
		fclose(f);
	}
}

/* To @host, @n parameters of types from @first on, in the pair whose addresses
 * change: the next serial number, the other host's address, and in each
 * parameter another one of its addresses
 */
static void asconf_input(u8 type, u8 host, bool udp, u8 first, u8 n)
{
	const u8 head[] = {
		5 + 6 * 2 * udp, 9, udp, 0, 40, 8, host, 1, type, 0, n, 0, 0,
	};
	FILE *f = create("assoc", 0xa0000000 | type << 16 | first << 8 |
			 n << 4 | host << 1 | udp);

	fwrite(head, 1, sizeof(head), f);
	if (type == SCTP_CT_ASCONF)
		fputc(!host, f);
	for (; n; n--, first++) {
		fputc(first, f);
		fputc(0, f);
		fputc(0, f);
		fputc(!host | n % 4 << 1, f);
	}
	fclose(f);
}

/* Each parameter alone, and all of them, to each host, without UDP and in it */
static void asconf_inputs(void)
{
	u8 i, host, udp;

	for (i = 0; i < 4; i++) {
		host = i & 1;
		udp = i >> 1;
		for (u8 what = 0; what < 6; what++)
			asconf_input(SCTP_CT_ASCONF, host, udp, what, 1);
		asconf_input(SCTP_CT_ASCONF, host, udp, 0, 6);
		asconf_input(SCTP_CT_ASCONF_ACK, host, udp, 0, 0);
		asconf_input(SCTP_CT_ASCONF_ACK, host, udp, 0, 6);
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
	asconf_inputs();
	nrsack_inputs();
	printf("%u kinds of packets, %u chunks and parameters\n", nkinds,
	       nwords);
	return 0;
}
