// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a life looks like from outside: a line per event with --verbose, and
 * the report of the first invariant broken.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <asm/byteorder.h>
#include <asm/unaligned.h>
#include <linux/kernel.h>

#include "core/ext/nrsack.h"
#include "sim.h"

bool sim_verbose;

static void stamp(void)
{
	u64 t = S.now - SIM_START;

	printf("# %4llu.%06llu ", t / NSEC_PER_SEC,
	       t % NSEC_PER_SEC / NSEC_PER_USEC);
}

/**
 * sim_trace() - tell what happens, with --verbose
 * @fmt: as for printf(), without the end of the line
 */
void sim_trace(const char *fmt, ...)
{
	va_list ap;

	if (!sim_verbose)
		return;
	stamp();
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

static const char *chunk_name(u8 type)
{
	static const char * const name[] = {
		[SCTP_CT_DATA] = "DATA",
		[SCTP_CT_INIT] = "INIT",
		[SCTP_CT_INIT_ACK] = "INIT-ACK",
		[SCTP_CT_SACK] = "SACK",
		[SCTP_CT_HEARTBEAT] = "HEARTBEAT",
		[SCTP_CT_HEARTBEAT_ACK] = "HEARTBEAT-ACK",
		[SCTP_CT_ABORT] = "ABORT",
		[SCTP_CT_SHUTDOWN] = "SHUTDOWN",
		[SCTP_CT_SHUTDOWN_ACK] = "SHUTDOWN-ACK",
		[SCTP_CT_ERROR] = "ERROR",
		[SCTP_CT_COOKIE_ECHO] = "COOKIE-ECHO",
		[SCTP_CT_COOKIE_ACK] = "COOKIE-ACK",
		[SCTP_CT_AUTH] = "AUTH",
		[SCTP_CT_ASCONF_ACK] = "ASCONF-ACK",
		[SCTP_CT_PAD] = "PAD",
		[SCTP_CT_ECNE] = "ECNE",
		[SCTP_CT_CWR] = "CWR",
		[SCTP_CT_RECONFIG] = "RE-CONFIG",
		[SCTP_CT_SHUTDOWN_COMPLETE] = "SHUTDOWN-COMPLETE",
	};

	if (type == SCTP_CT_NR_SACK)
		return "NR-SACK";
	if (type == SCTP_CT_I_DATA)
		return "I-DATA";
	if (type == SCTP_CT_PKTDROP)
		return "PKTDROP";
	if (type == SCTP_CT_ASCONF)
		return "ASCONF";
	if (type == SCTP_CT_FORWARD_TSN)
		return "FORWARD-TSN";
	if (type == SCTP_CT_I_FORWARD_TSN)
		return "I-FORWARD-TSN";
	return type < ARRAY_SIZE(name) && name[type] ? name[type] : "unknown";
}

static void trace_sack(const u8 *c, u32 len)
{
	u32 n = get_unaligned_be16(c + 12), i;

	printf(" cum %u rwnd %u", get_unaligned_be32(c + 4),
	       get_unaligned_be32(c + 8));
	for (i = 0; i < n && 16 + 4 * i + 4 <= len; i++)
		printf(" %u-%u", get_unaligned_be16(c + 16 + 4 * i),
		       get_unaligned_be16(c + 18 + 4 * i));
	if (get_unaligned_be16(c + 14))
		printf(" dups %u", get_unaligned_be16(c + 14));
}

static void trace_nrsack(const u8 *c, u32 len)
{
	u32 r = get_unaligned_be16(c + 12), i;
	u32 n = r + get_unaligned_be16(c + 14);

	printf(" cum %u rwnd %u", get_unaligned_be32(c + 4),
	       get_unaligned_be32(c + 8));
	for (i = 0; i < n && 20 + 4 * i + 4 <= len; i++)
		printf(" %s%u-%u", i < r ? "" : "NR ",
		       get_unaligned_be16(c + 20 + 4 * i),
		       get_unaligned_be16(c + 22 + 4 * i));
	if (get_unaligned_be16(c + 16))
		printf(" dups %u", get_unaligned_be16(c + 16));
}

static void trace_chunk(const u8 *c, u32 len)
{
	printf(" [%s", chunk_name(c[0]));
	if (c[0] == SCTP_CT_DATA && len >= 16)
		printf(" %u sid %u ssn %u%s%s%s%s len %u",
		       get_unaligned_be32(c + 4), get_unaligned_be16(c + 8),
		       get_unaligned_be16(c + 10),
		       c[1] & SCTP_DATA_U ? " U" : "",
		       c[1] & SCTP_DATA_B ? " B" : "",
		       c[1] & SCTP_DATA_E ? " E" : "",
		       c[1] & SCTP_DATA_I ? " I" : "", len - 16);
	else if (c[0] == SCTP_CT_I_DATA && len >= 20)
		printf(" %u sid %u mid %u fsn %u%s%s%s%s len %u",
		       get_unaligned_be32(c + 4), get_unaligned_be16(c + 8),
		       get_unaligned_be32(c + 12),
		       c[1] & SCTP_DATA_B ? 0 : get_unaligned_be32(c + 16),
		       c[1] & SCTP_DATA_U ? " U" : "",
		       c[1] & SCTP_DATA_B ? " B" : "",
		       c[1] & SCTP_DATA_E ? " E" : "",
		       c[1] & SCTP_DATA_I ? " I" : "", len - 20);
	else if (c[0] == SCTP_CT_SACK && len >= 16)
		trace_sack(c, len);
	else if (c[0] == SCTP_CT_NR_SACK && len >= 20)
		trace_nrsack(c, len);
	else if ((c[0] == SCTP_CT_SHUTDOWN || c[0] == SCTP_CT_FORWARD_TSN ||
		  c[0] == SCTP_CT_I_FORWARD_TSN) && len >= 8)
		printf(" cum %u", get_unaligned_be32(c + 4));
	else if ((c[0] == SCTP_CT_INIT || c[0] == SCTP_CT_INIT_ACK) &&
		 len >= 20)
		printf(" tag %08x rwnd %u out %u in %u tsn %u",
		       get_unaligned_be32(c + 4), get_unaligned_be32(c + 8),
		       get_unaligned_be16(c + 12), get_unaligned_be16(c + 14),
		       get_unaligned_be32(c + 16));
	else if ((c[0] == SCTP_CT_ABORT || c[0] == SCTP_CT_ERROR) && len >= 8)
		printf(" cause %u", get_unaligned_be16(c + 4));
	putchar(']');
}

/**
 * sim_trace_packet() - tell about a packet, with --verbose
 * @what: what happens to it
 * @host: who sent it
 * @pkt: packet
 */
void sim_trace_packet(const char *what, u8 host, const struct sim_pkt *pkt)
{
	u32 off = sizeof(struct sctpw_common), len;

	if (!sim_verbose)
		return;
	stamp();
	printf("%u>%u net %d %s: %u bytes", host, !host,
	       sim_net_of(&pkt->dst, NULL), what, pkt->len);
	while (off + 4 <= pkt->len) {
		len = get_unaligned_be16(pkt->bytes + off + 2);
		if (len < 4 || len > pkt->len - off)
			break;
		trace_chunk(pkt->bytes + off, len);
		off += SCTP_ALIGN4(len);
	}
	putchar('\n');
}

/**
 * sim_fail() - an invariant is broken; the life is over
 * @fmt: what is wrong
 *
 * Only the first report of a life is printed, the rest follows from it.
 */
void sim_fail(const char *fmt, ...)
{
	va_list ap;

	if (S.failed)
		return;
	S.failed = true;
	stamp();
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n#   seed %llu, scenario %s; to see it:\n"
	       "#   sim --seed %llu --scenario %s --verbose\n",
	       S.seed, S.scenario, S.seed, S.scenario);
	fflush(stdout);
}
