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
 *   8 h k ...  a packet of k chunks arrives, mostly of extensions, as
 *              put_chunk() reads them: numbers are near those of host h
 *   9 n        from now on packets of 1 and 8 arrive in UDP; 0: they do not.
 *              The source port is the usual one for 1, and others
 */
#include <asm/unaligned.h>
#include <linux/kernel.h>

#include "fuzz.h"

/* Source port of the UDP header of packets that arrive */
static u16 udp_port;

static void packet(struct fuzz_in *in)
{
	u8 host = fuzz_u8(in) & 1;
	u16 len = fuzz_u16(in) % 2048;
	const u8 *chunks = fuzz_bytes(in, min_t(size_t, len, in->left));

	if (chunks)
		fuzz_inject(host, udp_port, chunks,
			    min_t(size_t, len, in->p - chunks));
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

/* Writes @n words, each near @near, or as it is in the input */
static u8 *put_words(struct fuzz_in *in, u8 *to, u32 n, u32 near)
{
	for (; n; n--, to += 4) {
		u8 how = fuzz_u8(in);

		put_unaligned_be32(how < 0xf0 ? near + (s8)fuzz_u8(in) :
						fuzz_u32(in), to);
	}
	return to;
}

/* One to three parameters, each with a serial number */
static u8 *put_reconfig(struct fuzz_in *in, const struct sim_assoc *sa, u8 *to,
			u32 n)
{
	for (n %= 4; n; n--) {
		u8 *param = to;
		u8 what = fuzz_u8(in);

		to = put_words(in, to + 4, 1, what & 8 ?
			       sa->a.hs.my_initial_tsn :
			       sa->a.hs.peer_initial_tsn);
		to = put_words(in, to, fuzz_u8(in) % 8, what & 16 ?
			       sa->a.rx.ring.cum_tsn + 1 : 0);
		put_unaligned_be16(SCTP_PT_RESET_OUT + what % 8, param);
		put_unaligned_be16(to - param, param + 2);
	}
	return to;
}

/* An address of one of the hosts, or none: the one packets come from */
static u8 *put_addr(struct fuzz_in *in, u8 *to)
{
	u8 which = fuzz_u8(in);
	struct sctp_addr addr = sim_net_addr(which & 1, which >> 1 & 3);
	u32 len = addr.family == AF_INET ? 4 : 16;

	put_unaligned_be16(len == 4 ? SCTP_PT_IPV4_ADDR : SCTP_PT_IPV6_ADDR,
			   to);
	put_unaligned_be16(4 + len, to + 2);
	if (which & 8)
		memset(to + 4, which & 16 ? 0xff : 0, len);
	else
		memcpy(to + 4, &addr.v6, len);
	return to + 4 + len;
}

/* A serial number, an address in a request, and up to seven parameters with an
 * address each, or with a word as errors have
 */
static u8 *put_asconf(struct fuzz_in *in, const struct sim_assoc *sa, u8 *to,
		      u8 type, u32 n)
{
	to = put_words(in, to, 1, type == SCTP_CT_ASCONF ?
		       sa->a.hs.peer_initial_tsn : sa->a.hs.my_initial_tsn);
	if (type == SCTP_CT_ASCONF)
		to = put_addr(in, to);
	for (n %= 8; n; n--) {
		u8 *param = to;
		u8 what = fuzz_u8(in);

		to = put_words(in, to + 4, 1, n);
		if (what & 8)
			to = put_words(in, to, what >> 4 & 3, 0);
		else
			to = put_addr(in, to);
		put_unaligned_be16(SCTP_PT_ADD_IP + what % 8, param);
		put_unaligned_be16(to - param, param + 2);
	}
	return to;
}

/* A report of a packet that host sent, with up to seven chunks: type, flags,
 * length, a TSN, and two words
 */
static u8 *put_pktdrop(struct fuzz_in *in, const struct sim_assoc *sa, u8 *to,
		       u32 n)
{
	to = put_words(in, to, 3, 0);
	memcpy(to, &sa->a.lport, 2);
	memcpy(to + 2, &sa->a.pport, 2);
	put_unaligned_be32(sa->a.hs.peer_tag, to + 4);
	put_unaligned_be32(0, to + 8);
	to += 12;
	for (n %= 8; n; n--) {
		to[0] = fuzz_u8(in);
		to[1] = fuzz_u8(in);
		put_unaligned_be16(fuzz_u8(in), to + 2);
		to = put_words(in, to + 4, 1, sa->a.tx.ring.base);
		to = put_words(in, to, 2, 0);
	}
	return to;
}

/* The input has type, flags, and how many words follow: first a TSN or a serial
 * number, then small numbers. What RE-CONFIG and ASCONF have is in parameters;
 * PKTDROP has chunks.
 */
static u8 *put_chunk(struct fuzz_in *in, const struct sim_assoc *sa, u8 *at)
{
	u8 type = fuzz_u8(in), flags = fuzz_u8(in), n = fuzz_u8(in) % 32;
	u32 near = sa->a.rx.ring.cum_tsn + 1;
	u8 *to = at + 4;

	if (type == SCTP_CT_ECNE || type == SCTP_CT_CWR)
		near = sa->a.tx.ring.base;
	if (type == SCTP_CT_RECONFIG) {
		to = put_reconfig(in, sa, to, n);
	} else if (type == SCTP_CT_ASCONF || type == SCTP_CT_ASCONF_ACK) {
		to = put_asconf(in, sa, to, type, n);
	} else if (type == SCTP_CT_PKTDROP) {
		to = put_pktdrop(in, sa, to, n);
	} else if (n) {
		to = put_words(in, to, 1, near);
		to = put_words(in, to, n - 1, 0);
	}
	at[0] = type;
	at[1] = flags;
	put_unaligned_be16(to - at, at + 2);
	return to;
}

static void extensions(struct fuzz_in *in)
{
	static u8 bytes[16 * 256];
	u8 host = fuzz_u8(in) & 1, n = fuzz_u8(in) % 16;
	struct sim_assoc *sa = sim_host_assoc(host);
	u8 *to = bytes;

	if (!sa)
		return;
	while (n--)
		to = put_chunk(in, sa, to);
	fuzz_inject(host, udp_port, bytes, to - bytes);
}

static void step(struct fuzz_in *in)
{
	u8 op = fuzz_u8(in) % 10;

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
	case 8:
		extensions(in);
		break;
	case 9:
		udp_port = fuzz_u8(in);
		udp_port += udp_port ? SIM_UDP_PORT - 1 : 0;
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
		"fuzz_together", "fuzz_moving",
	};
	struct fuzz_in in = { .p = data, .left = size };
	u8 pair = fuzz_u8(&in);

	if (size > 8192)
		return -1;
	fuzz_begin(pair / ARRAY_SIZE(pairs) % 8,
		   pairs[pair % ARRAY_SIZE(pairs)], true);
	udp_port = 0;
	while (in.left)
		step(&in);
	shim_fail_nth(0);
	fuzz_end();
	return 0;
}
