// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every packet core emits has to be well-formed. This reads packets on its
 * own, without core's parser, and knows the bundling rules of RFC 9260
 * section 6.10, the gap block rules of 3.3.4 and the states of section 4.
 */
#include <string.h>

#include <asm/byteorder.h>
#include <asm/unaligned.h>
#include <linux/bitops.h>
#include <linux/kernel.h>
#include <linux/math64.h>

#include "core/caps.h"
#include "core/choice.h"
#include "core/ext/localaddr.h"
#include "core/ext/nrsack.h"
#include "core/wire/dataformat.h"
#include "sim.h"

/* A packet being read */
struct lint {
	struct sim_assoc *sa;
	const struct sim_pkt *pkt;
	u32 chunks;
	u32 ndata;
	u32 control;	/* bytes of other chunks */
	u32 seen;	/* chunk types, a bit each */
	u32 last_tsn;
	bool alone;
	bool init;
	bool authentic;
	bool asconf;
};

static void lint_data(struct lint *l, const u8 *c, u32 len)
{
	u32 tsn = get_unaligned_be32(c + 4);
	struct sim_assoc *sa = l->sa;

	sim_require(sa && len > sa->a.tx.data_hdr, "DATA of %u bytes", len);
	if (!sa)
		return;
	sim_require(sa->a.state == SCTP_ST_COOKIE_ECHOED ||
		    sa->a.state == SCTP_ST_ESTABLISHED ||
		    sa->a.state == SCTP_ST_SHUTDOWN_PENDING ||
		    sa->a.state == SCTP_ST_SHUTDOWN_RECEIVED,
		    "host %u: DATA in state %u", sa->host, sa->a.state);
	sim_require(sa->a.state != SCTP_ST_COOKIE_ECHOED ||
		    (l->seen & BIT(SCTP_CT_COOKIE_ECHO)),
		    "host %u: DATA before COOKIE ACK", sa->host);
	sim_require(get_unaligned_be16(c + 8) < sa->a.tx.streams.num,
		    "host %u: DATA on stream %u", sa->host,
		    get_unaligned_be16(c + 8));
	sim_require(!l->ndata || (s32)(tsn - l->last_tsn) > 0,
		    "host %u: TSN %u after %u in a packet", sa->host, tsn,
		    l->last_tsn);
	sim_require((s32)(tsn - sa->a.tx.ring.base) >= 0,
		    "host %u: TSN %u sent, but acknowledged", sa->host, tsn);
	sa->sent_on[tsn % SIM_RING] = sim_net_of(&l->pkt->dst, NULL);
	l->last_tsn = tsn;
	l->ndata++;
}

static void lint_acked(struct sim_assoc *sa, u32 tsn)
{
	sim_require(S.hostile || test_bit(tsn % SIM_TSNS, sa->arrived),
		    "host %u: TSN %u never arrived and is acknowledged",
		    sa->host, tsn);
}

/* The Cumulative TSN Ack, and how many duplicates are reported */
static void lint_cum_ack(struct sim_assoc *sa, u32 cum, u32 dups)
{
	u32 i;

	/* A hostile FORWARD TSN jumps over half of all TSNs, and two of them
	 * back to where they began
	 */
	for (i = sa->sacked ? sa->last_cum + 1 : sa->a.hs.peer_initial_tsn;
	     !S.hostile && (s32)(cum - i) >= 0; i++)
		lint_acked(sa, i);
	sim_require(!sa->sacked || (s32)(cum - sa->last_cum) >= 0 || S.hostile,
		    "host %u: cumulative TSN went from %u back to %u",
		    sa->host, sa->last_cum, cum);
	sim_require(dups <= sa->dups || S.hostile,
		    "host %u: %u duplicates reported, %u arrived", sa->host,
		    dups, sa->dups);
	sa->last_cum = cum;
	sa->sacked = true;
	sa->ack_owed = 0;
	sa->packets = 0;
	sa->dups = 0;
}

/* A list of @n gap blocks */
static void lint_blocks(struct sim_assoc *sa, const u8 *block, u32 n, u32 cum,
			void (*lint_tsn)(struct sim_assoc *sa, u32 tsn))
{
	u32 i, start, end, last = 0;

	for (i = 0; i < n; i++) {
		start = get_unaligned_be16(block + 4 * i);
		end = get_unaligned_be16(block + 4 * i + 2);
		sim_require(start >= last + 2 && end >= start,
			    "host %u: gap block %u-%u after %u", sa->host,
			    start, end, last);
		for (last = max(last, start - 1); last < end; last++)
			lint_tsn(sa, cum + last + 1);
	}
}

static void lint_sack(struct lint *l, const u8 *c, u32 len)
{
	u32 gaps = get_unaligned_be16(c + 12);
	u32 dups = get_unaligned_be16(c + 14);
	u32 cum = get_unaligned_be32(c + 4);

	sim_require(l->sa && len == 16 + 4 * (gaps + dups),
		    "SACK of %u bytes with %u blocks and %u duplicates", len,
		    gaps, dups);
	if (!l->sa)
		return;
	sim_require(!(l->sa->a.hs.caps & SCTP_CAP_NR_SACK),
		    "host %u: SACK, though both sides have NR-SACK",
		    l->sa->host);
	lint_blocks(l->sa, c + 16, gaps, cum, lint_acked);
	lint_cum_ack(l->sa, cum, dups);
}

static bool is_kept(const struct sctp_rxring *r, u32 tsn)
{
	return sctp_rxring_seen(r, tsn) &&
	       sctp_ring_test(sctp_rxring_kept_map(r), r->mask, tsn);
}

static void lint_renegable(struct sim_assoc *sa, u32 tsn)
{
	lint_acked(sa, tsn);
	sim_require(!is_kept(&sa->a.rx.ring, tsn),
		    "host %u: TSN %u is kept, and may be dropped", sa->host,
		    tsn);
}

static void lint_kept(struct sim_assoc *sa, u32 tsn)
{
	lint_acked(sa, tsn);
	sim_require(is_kept(&sa->a.rx.ring, tsn),
		    "host %u: TSN %u may be dropped, and is not", sa->host,
		    tsn);
	if (S.hostile)
		return;
	__set_bit(tsn % SIM_TSNS, sa->said);
	if ((s32)(tsn - sa->said_to) > 0)
		sa->said_to = tsn;
}

/* What it said it would not drop, it did not */
static void lint_said(struct sim_assoc *sa, u32 cum)
{
	u32 tsn = sa->sacked ? sa->last_cum + 1 : sa->a.hs.peer_initial_tsn;

	if (!sa->sacked)
		sa->said_to = tsn - 1;
	for (; !S.hostile && (s32)(sa->said_to - tsn) >= 0; tsn++) {
		if (!test_bit(tsn % SIM_TSNS, sa->said))
			continue;
		if ((s32)(tsn - cum) <= 0)
			__clear_bit(tsn % SIM_TSNS, sa->said);
		else
			sim_require(is_kept(&sa->a.rx.ring, tsn),
				    "host %u: TSN %u was dropped all the same",
				    sa->host, tsn);
	}
}

static void lint_nrsack(struct lint *l, const u8 *c, u32 len)
{
	u32 gaps = get_unaligned_be16(c + 12);
	u32 nr = get_unaligned_be16(c + 14);
	u32 dups = get_unaligned_be16(c + 16);
	u32 cum = get_unaligned_be32(c + 4);
	struct sim_assoc *sa = l->sa;

	sim_require(sa && len == 20 + 4 * (gaps + nr + dups) &&
		    !get_unaligned_be16(c + 18) &&
		    sa->a.hs.caps & SCTP_CAP_NR_SACK,
		    "NR-SACK of %u bytes with %u, %u blocks, %u duplicates",
		    len, gaps, nr, dups);
	if (!sa)
		return;
	lint_said(sa, cum);
	lint_blocks(sa, c + 20, gaps, cum, lint_renegable);
	lint_blocks(sa, c + 20 + 4 * gaps, nr, cum, lint_kept);
	lint_cum_ack(sa, cum, dups);
}

/* A report is no larger than what it is about */
static void lint_pktdrop(struct lint *l, const u8 *c, u32 len)
{
	sim_require(l->sa && (l->sa->a.hs.caps & SCTP_CAP_PKTDROP) &&
		    c[1] == (SCTP_PKTDROP_B | SCTP_PKTDROP_T) && len >= 32 &&
		    len + sizeof(struct sctpw_common) <=
		    get_unaligned_be16(c + 12) && !get_unaligned_be16(c + 14),
		    "PKTDROP of %u bytes with flags %x", len, c[1]);
	if (!l->sa)
		return;
	sim_require(get_unaligned((__be16 *)(c + 16)) == l->sa->a.pport &&
		    get_unaligned((__be16 *)(c + 18)) == l->sa->a.lport &&
		    get_unaligned_be32(c + 20) == l->sa->a.hs.my_tag &&
		    c[28] != SCTP_CT_PKTDROP,
		    "host %u: PKTDROP of a packet that was not for it",
		    l->sa->host);
}

static void lint_init(struct lint *l, const u8 *c, u32 len)
{
	sim_require(len >= 20 && get_unaligned_be32(c + 4) &&
		    get_unaligned_be32(c + 8) >= 1500 &&
		    get_unaligned_be16(c + 12) && get_unaligned_be16(c + 14),
		    "INIT or INIT ACK of %u bytes", len);
	l->alone = true;
}

/* ECNE is about DATA that arrived, CWR about DATA that was sent */
static void lint_ecn(struct lint *l, const u8 *c, u32 len)
{
	u32 tsn = get_unaligned_be32(c + 4);
	struct sim_assoc *sa = l->sa;

	sim_require(sa && len == 8, "ECNE or CWR of %u bytes", len);
	if (!sa)
		return;
	sim_require(sa->a.hs.caps & SCTP_CAP_ECN,
		    "host %u: ECN not agreed upon", sa->host);
	if (c[0] == SCTP_CT_ECNE) {
		sim_require(!(l->seen & BIT(SCTP_CT_SACK)),
			    "host %u: ECNE behind its SACK", sa->host);
		sim_require(S.hostile || test_bit(tsn % SIM_TSNS, sa->arrived),
			    "host %u: ECNE of TSN %u, which never arrived",
			    sa->host, tsn);
	} else {
		sim_require((s32)(tsn - sa->a.tx.ring.next) < 0,
			    "host %u: CWR of TSN %u, which was never sent",
			    sa->host, tsn);
	}
}

/* Parameters combine, and are in order, as RFC 6525 section 3.1 has it */
static void lint_reconfig(const u8 *c, u32 len)
{
	static const u16 pairs[][2] = {
		{ SCTP_PT_RESET_OUT, SCTP_PT_RESET_IN },
		{ SCTP_PT_ADD_OUT, SCTP_PT_ADD_IN },
		{ SCTP_PT_RECONFIG_ANSWER, SCTP_PT_RESET_OUT },
		{ SCTP_PT_RECONFIG_ANSWER, SCTP_PT_RECONFIG_ANSWER },
	};
	u16 type[2], n = 0;
	u32 i, off, size;

	for (off = 4; off < len; off += SCTP_ALIGN4(size)) {
		size = off + 8 <= len ? get_unaligned_be16(c + off + 2) : 0;
		if (n == 2 || size < 8 || off + size > len) {
			sim_fail("RE-CONFIG of %u bytes with %u at %u", len,
				 size, off);
			return;
		}
		type[n++] = get_unaligned_be16(c + off);
	}
	for (i = 0; n == 2 && i < ARRAY_SIZE(pairs); i++)
		if (type[0] == pairs[i][0] && type[1] == pairs[i][1])
			return;
	sim_require(n == 1, "RE-CONFIG with parameters %u and %u", type[0],
		    type[1]);
}

/* The same ASCONF again, or the next one (RFC 5061 section 5.1) */
static void lint_serial(struct sim_assoc *sa, const u8 *c, u32 len)
{
	u32 serial = get_unaligned_be32(c + 4), i;
	u64 hash = 1;

	for (i = 0; i < len; i++)
		hash = rng_mix(hash ^ c[i]) | 1;
	if (!sa->asconf_hash)
		sa->asconf_serial = sa->a.hs.my_initial_tsn - 1;
	sim_require(serial == sa->asconf_serial ?
		    hash == sa->asconf_hash : serial == sa->asconf_serial + 1,
		    "host %u: ASCONF %u after %u, or changed", sa->host, serial,
		    sa->asconf_serial);
	sa->asconf_serial = serial;
	sa->asconf_hash = hash;
}

/* Both are authenticated, and fit any path */
static void lint_asconf(struct lint *l, const u8 *c, u32 len)
{
	struct sim_assoc *sa = l->sa;

	sim_require(sa && len >= 8 && sa->a.hs.caps & SCTP_CAP_ASCONF &&
		    (l->authentic || sa->a.cfg->caps & SCTP_CAP_NOAUTH),
		    "ASCONF or ASCONF-ACK of %u bytes, authentic %d", len,
		    l->authentic);
	if (!sa || c[0] != SCTP_CT_ASCONF)
		return;
	sim_require(sa->a.state == SCTP_ST_ESTABLISHED ||
		    sa->a.state == SCTP_ST_SHUTDOWN_PENDING ||
		    sa->a.state == SCTP_ST_SHUTDOWN_SENT ||
		    sa->a.state == SCTP_ST_SHUTDOWN_RECEIVED,
		    "host %u: ASCONF in state %u", sa->host, sa->a.state);
	lint_serial(sa, c, len);
	l->asconf = true;
}

static void lint_chunk(struct lint *l, const u8 *c, u32 len)
{
	sim_require(sim_is_data(c[0]) || !l->ndata,
		    "chunk of type %u behind DATA", c[0]);
	switch (c[0]) {
	case SCTP_CT_DATA:
	case SCTP_CT_I_DATA:
		sim_require(!l->sa || (c[0] == SCTP_CT_DATA) ==
			    (l->sa->a.tx.format == SCTP_FORMAT_DATA),
			    "chunk of type %u sent", c[0]);
		lint_data(l, c, len);
		break;
	case SCTP_CT_SACK:
		lint_sack(l, c, len);
		break;
	case SCTP_CT_NR_SACK:
		lint_nrsack(l, c, len);
		break;
	case SCTP_CT_PKTDROP:
		lint_pktdrop(l, c, len);
		break;
	case SCTP_CT_INIT:
		l->init = true;
		lint_init(l, c, len);
		break;
	case SCTP_CT_INIT_ACK:
		lint_init(l, c, len);
		break;
	case SCTP_CT_COOKIE_ECHO:
		sim_require(!l->chunks && len > 4, "COOKIE ECHO as chunk %u",
			    l->chunks);
		break;
	case SCTP_CT_COOKIE_ACK:
		sim_require(!l->chunks && len == 4, "COOKIE ACK as chunk %u",
			    l->chunks);
		break;
	case SCTP_CT_SHUTDOWN:
		sim_require(len == 8, "SHUTDOWN of %u bytes", len);
		if (l->sa) {
			l->sa->ack_owed = 0;
			l->sa->packets = 0;
		}
		break;
	case SCTP_CT_SHUTDOWN_COMPLETE:
		l->alone = true;
		sim_require(len == 4, "SHUTDOWN COMPLETE of %u bytes", len);
		break;
	case SCTP_CT_SHUTDOWN_ACK:
		sim_require(len == 4, "SHUTDOWN ACK of %u bytes", len);
		break;
	case SCTP_CT_ECNE:
	case SCTP_CT_CWR:
		lint_ecn(l, c, len);
		break;
	case SCTP_CT_RECONFIG:
		lint_reconfig(c, len);
		break;
	case SCTP_CT_ASCONF:
	case SCTP_CT_ASCONF_ACK:
		lint_asconf(l, c, len);
		break;
	case SCTP_CT_FORWARD_TSN:
		sim_require(l->sa && (l->sa->a.hs.caps & SCTP_CAP_PRSCTP) &&
			    l->sa->a.tx.format == SCTP_FORMAT_DATA &&
			    len >= 8 && len % 4 == 0,
			    "FORWARD TSN of %u bytes", len);
		break;
	case SCTP_CT_I_FORWARD_TSN:
		sim_require(l->sa && (l->sa->a.hs.caps & SCTP_CAP_PRSCTP) &&
			    l->sa->a.tx.format == SCTP_FORMAT_I_DATA &&
			    len >= 8 && len % 8 == 0,
			    "I-FORWARD-TSN of %u bytes", len);
		break;
	case SCTP_CT_PAD:
		sim_require(l->pkt->probe && l->chunks == 1 &&
			    l->seen == BIT(SCTP_CT_HEARTBEAT),
			    "PAD outside of a probe");
		break;
	case SCTP_CT_HEARTBEAT:
	case SCTP_CT_HEARTBEAT_ACK:
	case SCTP_CT_ABORT:
	case SCTP_CT_ERROR:
		break;
	default:
		sim_fail("chunk of type %u sent", c[0]);
	}
	if (!sim_is_data(c[0]))
		l->control += SCTP_ALIGN4(len);
}

/* The first chunk, with others behind it */
static void lint_auth(struct lint *l, u32 off, u32 len)
{
	sim_require(l->sa && l->sa->a.auth, "AUTH without an association");
	sim_require(off == sizeof(struct sctpw_common) &&
		    off + len < l->pkt->len && (len == 28 || len == 40),
		    "AUTH of %u bytes at %u of %u", len, off, l->pkt->len);
	l->control += len;
	l->authentic = true;
}

/* Types above 32 are in no bit of a type below */
static u32 seen_bit(u8 type)
{
	if (type == SCTP_CT_ASCONF || type == SCTP_CT_ASCONF_ACK)
		return 0;
	if (type == SCTP_CT_NR_SACK)
		type = SCTP_CT_SACK;
	return 1U << type % 32;
}

static bool zero(const u8 *p, u32 len)
{
	while (len--)
		if (*p++)
			return false;
	return true;
}

static void lint_walk(struct lint *l)
{
	u32 off = sizeof(struct sctpw_common), len;
	const struct sim_pkt *pkt = l->pkt;
	const u8 *c;

	while (off < pkt->len) {
		c = pkt->bytes + off;
		len = pkt->len - off >= 4 ? get_unaligned_be16(c + 2) : 0;
		if (len < 4 || SCTP_ALIGN4(len) > pkt->len - off) {
			sim_fail("chunk of %u bytes at %u of %u", len, off,
				 pkt->len);
			return;
		}
		/* a HEARTBEAT ACK returns what the peer wrote */
		sim_require(zero(c + len, SCTP_ALIGN4(len) - len) || S.hostile,
			    "padding of chunk type %u is not zero", c[0]);
		if (c[0] == SCTP_CT_AUTH) {
			lint_auth(l, off, len);
			off += SCTP_ALIGN4(len);
			continue;
		}
		lint_chunk(l, c, len);
		l->seen |= seen_bit(c[0]);
		l->chunks++;
		off += SCTP_ALIGN4(len);
	}
}

#define SEEN(type)	(1U << SCTP_CT_ ## type)

/* What may be sent to an unconfirmed address, RFC 9260 section 5.4 */
static void lint_unconfirmed(const struct lint *l)
{
	const u32 probes = SEEN(HEARTBEAT) | SEEN(HEARTBEAT_ACK);
	const u32 cookie = SEEN(COOKIE_ECHO) | SEEN(COOKIE_ACK);

	/* ASCONF-ACK may, too (RFC 5061 section 5.3 rule F1) */
	sim_require(!(l->seen & ~(probes | cookie)) && !l->asconf,
		    "host %u: chunks %x to an unconfirmed address",
		    l->sa->host, l->seen);
	sim_require(!(l->seen & cookie) || l->seen & SEEN(HEARTBEAT),
		    "host %u: no HEARTBEAT with a cookie to an unconfirmed address",
		    l->sa->host);
}

/* Only ASCONF leaves from an address that the peer does not know (RFC 5061
 * section 5.3 rules F1, F2 and F4)
 */
static void lint_source(const struct lint *l)
{
	const struct sim_assoc *sa = l->sa;

	sim_require(l->pkt->stays ||
		    l->asconf || sctp_local_is_source(&sa->a, &l->pkt->src),
		    "host %u: source on network %d, which the peer does not know",
		    sa->host, sim_net_of(&l->pkt->src, NULL));
}

/* A SACK that is lost with a probe is missed until T3-rtx expires */
static void lint_sack_path(const struct lint *l, const struct sctp_path *p)
{
	if (!(l->seen & SEEN(SACK)) || l->ndata)
		return;
	sim_require(p->state == SCTP_PATH_ACTIVE ||
		    !sctp_path_works(sctp_path_for_data(&l->sa->a)) ||
		    p == sctp_path_for_data(&l->sa->a),
		    "host %u: SACK to an address that does not answer",
		    l->sa->host);
}

/*
 * Data keeps to the user's limit: as if it ran out of a bucket at that rate,
 * the bucket never holds more than a train and a half, and a packet. T3-rtx,
 * fast retransmit and probes add a packet each.
 */
static void lint_pace(const struct lint *l, struct sim_path *sp)
{
	const struct sctp_pace *pace = &sp->pace;
	const u64 *mib = S.host[l->sa->host].mib;
	u32 headers = 14 + 20 + sizeof(struct sctpw_common);
	u64 most;

	/* DATA with the COOKIE ECHO is one packet, which is not paced */
	if (!pace->limit || !l->ndata || l->seen & SEEN(COOKIE_ECHO))
		return;
	sp->bucket = max(sp->bucket, S.now);
	sp->bucket += div64_u64((l->pkt->len - l->control) * NSEC_PER_SEC,
				pace->limit);
	most = pace->train * 3 / 2 +
	       div64_u64(2 * (l->pkt->len + headers) * NSEC_PER_SEC,
			 pace->limit);
	if (mib[SCTP_MIB_T3_RTX_EXPIREDS] || mib[SCTP_MIB_FAST_RETRANSMITS] ||
	    mib[SCTP_MIB_LOSS_PROBES])
		return;
	sim_require(sp->bucket - S.now <= most,
		    "host %u: a burst of %llu us at its rate, not %llu",
		    l->sa->host, (sp->bucket - S.now) / NSEC_PER_USEC,
		    most / NSEC_PER_USEC);
}

/**
 * sim_lint_packet() - look at a packet that is about to be sent
 * @sa: association, NULL when it belongs to none
 * @p: path it goes to, NULL when it belongs to no association
 * @pkt: packet
 */
void sim_lint_packet(struct sim_assoc *sa, struct sctp_path *p,
		     const struct sim_pkt *pkt)
{
	struct lint l = { .sa = sa, .pkt = pkt };
	const struct sctpw_common *c = (const void *)pkt->bytes;

	sim_require(pkt->len > sizeof(*c) && pkt->len % 4 == 0,
		    "packet of %u bytes", pkt->len);
	lint_walk(&l);
	sim_require(!l.alone || l.chunks == 1,
		    "chunk that must be alone among %u", l.chunks);
	/* an ABORT for a packet out of the blue reflects whatever tag it had */
	sim_require(l.init == !c->vtag || !sa, "INIT %d with tag %x", l.init,
		    be32_to_cpu(c->vtag));
	sim_require(pkt->ect == (l.ndata && (sa->a.hs.caps & SCTP_CAP_ECN)),
		    "ECT is %d with %u DATA chunks", pkt->ect, l.ndata);
	sim_require(!(l.seen & BIT(SCTP_CT_ECNE)) || l.seen & BIT(SCTP_CT_SACK),
		    "ECNE without a SACK");
	if (!p)
		return;
	lint_source(&l);
	if (!p->confirmed)
		lint_unconfirmed(&l);
	lint_sack_path(&l, p);
	lint_pace(&l, sim_path_of(p));
	/* a chunk that has a TSN cannot be fragmented again */
	sim_require(pkt->len <= p->mtu || (l.ndata == 1 && l.chunks == 1) ||
		    pkt->probe,
		    "host %u: packet of %u bytes (%u chunks) on a path of %u",
		    sa->host, pkt->len, l.chunks, p->mtu);
}

/* What a former life of the peer sent may be refused: its keys are others */
static void data_arrived(struct sim_assoc *sa, const u8 *chunk, bool stale)
{
	u32 tsn = get_unaligned_be32(chunk + 4);
	bool up = sa->a.state == SCTP_ST_ESTABLISHED ||
		  sa->a.state == SCTP_ST_SHUTDOWN_PENDING;

	/* one of before the TSNs began anew was acknowledged, too */
	if (__test_and_set_bit(tsn % SIM_TSNS, sa->arrived) ||
	    (sa->sacked && (s32)(tsn - sa->last_cum) <= 0))
		sa->dups++;
	else if (up && !stale && !sa->ack_owed)
		sa->ack_owed = S.now;
}

/* TSNs that were given up count as arrived: all that are outstanding */
static void forward_arrived(struct sim_assoc *sa, u32 tsn)
{
	u32 i;

	for (i = 0; i < SIM_RING; i++)
		__set_bit((tsn - i) % SIM_TSNS, sa->arrived);
}

/**
 * sim_lint_arrival() - remember what has to be answered
 * @sa: association
 * @pkt: packet that was handed to core
 */
void sim_lint_arrival(struct sim_assoc *sa, const struct sim_pkt *pkt)
{
	const struct sctpw_common *c = (const void *)pkt->bytes;
	bool stale = S.restarted && !sim_assoc_by_id(pkt->sender);
	u32 off = sizeof(*c), len;
	bool data = false;

	/* before COOKIE ECHO and COOKIE ACK it need not be acknowledged */
	if (S.hostile || !sa->up || sa->a.hs.my_tag != be32_to_cpu(c->vtag))
		return;
	while (off + 4 <= pkt->len) {
		if (sim_is_data(pkt->bytes[off]) && off + 8 <= pkt->len) {
			data_arrived(sa, pkt->bytes + off, stale);
			data = !stale;
		}
		if ((pkt->bytes[off] == SCTP_CT_FORWARD_TSN ||
		     pkt->bytes[off] == SCTP_CT_I_FORWARD_TSN) &&
		    off + 8 <= pkt->len)
			forward_arrived(sa, get_unaligned_be32(pkt->bytes +
							       off + 4));
		if ((pkt->bytes[off] == SCTP_CT_SACK ||
		     pkt->bytes[off] == SCTP_CT_NR_SACK) &&
		    off + 12 <= pkt->len)
			sa->peer_window = get_unaligned_be32(pkt->bytes + off +
							     8);
		len = get_unaligned_be16(pkt->bytes + off + 2);
		if (len < 4)
			return;
		off += SCTP_ALIGN4(len);
	}
	sa->packets += data;
}
