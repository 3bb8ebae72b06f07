// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packet drop reports, draft-stewart-sctp-pktdrprep: what is done about those
 * of a peer or a router. Our TSNs begin at 0xfffffff0.
 */
#include "core/caps.h"
#include "core/ext/nrsack.h"
#include "core/ext/pktdrop.h"
#include "core/ext/reconfig.h"
#include "core/send/sendq.h"
#include "core/send/txring.h"
#include "core/wire/dataformat.h"
#include "unit.h"

#define TSN(n)	(UNIT_MY_TSN + (n))
#define PEER(n)	(UNIT_PEER_TSN + (n))
#define BE	SCTP_DATA_BE
#define B	SCTP_PKTDROP_B
#define T	SCTP_PKTDROP_T
#define M	SCTP_PKTDROP_M
#define HEAD	sizeof(struct sctpw_pktdrop)
#define CWND	100000

static int setup(void **state)
{
	int err = unit_setup_up(state);

	U.a.hs.caps |= SCTP_CAP_PKTDROP;
	U.a.primary->cc.cwnd = CWND;
	return err;
}

static int setup_idata(void **state)
{
	int err = setup(state);

	U.a.hs.caps |= SCTP_CAP_I_DATA;
	sctp_sendq_set_format(&U.a, SCTP_FORMAT_I_DATA);
	return err;
}

/* Begin a report: @whole is the length of the packet it is about */
static u8 *report_begin(struct unit_build *b, u8 flags, u16 whole, u32 quote)
{
	struct sctpw_pktdrop *h = unit_chunk(b, SCTP_CT_PKTDROP, flags, NULL,
					     HEAD - 4 + 12 + quote);
	struct sctpw_common *c = (void *)(h + 1);

	h->whole = htons(whole);
	c->sport = htons(1000);
	c->dport = htons(2000);
	c->vtag = htonl(UNIT_PEER_TAG);
	return (u8 *)(c + 1);
}

static u8 header(void)
{
	return U.a.tx.data_hdr;
}

/* The DATA chunk of chunk @n of ours, with as much of it as @max. Returns how
 * long it is with padding
 */
static u32 quote_chunk(u8 *to, u32 n, u32 max)
{
	const struct sctp_tx_chunk *c = sctp_txring_slot(&U.a.tx.ring, TSN(n));
	struct sctp_data_head h = {
		.tsn = TSN(n), .mid = c->msg->mid, .ppid = c->msg->ppid,
		.sid = c->msg->sid, .len = header() + c->len,
		.flags = c->flags,
	};
	union sctpw_any_data d = { 0 };

	if (U.a.tx.format == SCTP_FORMAT_DATA)
		sctp_data_put_plain(&d, &h);
	else
		sctp_data_put_other(U.a.tx.format, &d, &h);
	memcpy(to, &d, min_t(u32, header(), max));
	return SCTP_ALIGN4(header() + c->len);
}

static void got(const struct unit_build *b)
{
	unit_forget_sent();
	unit_input(b);
	unit_flush();
}

/* The peer, or a router, says that the packet with chunk @n was dropped */
static void hear_whole(u8 flags, u32 n, u16 whole)
{
	struct unit_build b = { 0 };

	quote_chunk(report_begin(&b, flags, whole, header()), n, header());
	unit_forget_sent();
	unit_input_tag(&b, flags & M ? UNIT_PEER_TAG : UNIT_MY_TAG);
	unit_flush();
}

static void hear(u8 flags, u32 n)
{
	hear_whole(flags, n, 0);
}

static struct sctp_tx_chunk *chunk(u32 n)
{
	return sctp_txring_slot(&U.a.tx.ring, TSN(n));
}

static void send_chunks(u32 n)
{
	unit_send_chunks(n);
	unit_forget_sent();
}

static void nothing_sent(void)
{
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_DROPPED_CHUNKS], 0);
}

/* It goes out at once, and cwnd is what it was */
static void heard__damaged_data_is_sent_again(void **state)
{
	u32 flight;

	send_chunks(10);
	flight = U.a.primary->flight.size;
	U.now += 30 * MS;
	hear(B, 3);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_int_equal(get_unaligned_be32(unit_last(SCTP_CT_DATA) + 4),
			 TSN(3));
	assert_int_equal(chunk(3)->rtx, 1);
	assert_int_equal(chunk(3)->sent_at, U.now);
	assert_true(sctp_tx_chunk_in_flight(chunk(3)));
	assert_int_equal(U.a.primary->flight.size, flight);
	assert_int_equal(U.a.primary->cc.cwnd, CWND);
	assert_false(U.a.primary->recovering || U.a.primary->lost);
	assert_int_equal(U.mib[SCTP_MIB_IN_DROPPED_CHUNKS], 1);
	assert_int_equal(U.mib[SCTP_MIB_IN_PKTDROPS], 1);
	assert_int_equal(U.mib[SCTP_MIB_FAST_RETRANSMITS], 0);
	/* its round trip is not measured (Karn's algorithm) */
	assert_false(U.a.primary->timing);
}

/* What left the network may be replaced although cwnd is used up */
static void heard__cwnd_is_used_up(void **state)
{
	send_chunks(10);
	U.a.primary->cc.cwnd = 3000;
	hear(B, 3);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

/* SACKs on their way report it as missing. It is not sent once more */
static void heard__sacks_follow(bool rack)
{
	struct sctp_path *p = U.a.primary;
	u32 i;

	unit_set_cfg(U.a, rack, rack);
	unit_measured(CWND, 40 * MS);
	send_chunks(10);
	U.now += 40 * MS;
	hear(B, 3);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	unit_forget_sent();
	for (i = 5; i < 11; i++) {
		unit_gap_acked(TSN(2), 100000, 2, i - 2);
		U.now += MS;
	}
	assert_int_equal(unit_count(SCTP_CT_DATA), 0);
	assert_false(p->recovering);
	assert_int_equal(U.mib[SCTP_MIB_FAST_RETRANSMITS], 0);
	unit_acked(TSN(10), 100000);
	unit_nothing_left();
}

static void heard__sacks_follow_by_time(void **state)
{
	heard__sacks_follow(true);
}

static void heard__sacks_follow_by_counting(void **state)
{
	heard__sacks_follow(false);
}

/* Without B it was congestion, whoever says so: cwnd is halved once */
static void heard__congestion(u8 flags)
{
	struct sctp_path *p = U.a.primary;
	u32 cwnd;

	send_chunks(10);
	hear(flags, 3);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_true(p->recovering);
	cwnd = p->cc.cwnd;
	assert_true(cwnd < CWND && cwnd >= CWND / 2);
	assert_int_equal(U.mib[SCTP_MIB_FAST_RETRANSMITS], 1);
	hear(flags, 4);
	assert_int_equal(p->cc.cwnd, cwnd);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

static void heard__peer_dropped_it(void **state)
{
	heard__congestion(0);
}

static void heard__router_dropped_it(void **state)
{
	heard__congestion(M);
}

/* From a router the tag is that of our packets; ours is wrong then */
static void heard__router_has_our_packets_tag(void **state)
{
	struct unit_build b = { 0 };

	send_chunks(4);
	quote_chunk(report_begin(&b, M | B, 0, header()), 1, header());
	got(&b);
	nothing_sent();
	hear(M | B, 1);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_int_equal(U.a.primary->cc.cwnd, CWND);
	/* and the peer's is wrong without M */
	b.len = 0;
	quote_chunk(report_begin(&b, B, 0, header()), 2, header());
	unit_forget_sent();
	unit_input_tag(&b, UNIT_PEER_TAG);
	unit_flush();
	assert_int_equal(U.nsent, 0);
}

/* The fields about bandwidth, whatever they say */
static void heard__bandwidth_is_ignored(void **state)
{
	struct unit_build b = { 0 };
	struct sctpw_pktdrop *h = (void *)b.bytes;

	send_chunks(4);
	quote_chunk(report_begin(&b, B, 0, header()), 1, header());
	h->bandwidth = htonl(U32_MAX);
	h->queued = 0;
	got(&b);
	assert_int_equal(U.a.primary->cc.cwnd, CWND);
	assert_int_equal(U.a.tx.peer.rwnd, 65536 - 4 * 1400);
}

/* Once, however often it is reported: RACK and T3 see to a retransmission */
static void heard__a_thousand_times(void **state)
{
	u32 i, sent = 0;

	unit_measured(CWND, 40 * MS);
	send_chunks(10);
	U.now += 20 * MS;
	for (i = 0; i < 1000; i++) {
		hear(B, 3);
		sent += U.nsent;
	}
	assert_int_equal(sent, 1);
	assert_int_equal(chunk(3)->rtx, 1);
	for (i = 0; i < 1000; i++) {
		U.now += 40 * MS;
		hear(B, 3);
		sent += U.nsent;
	}
	assert_int_equal(sent, 1);
}

/* A peer that acknowledges nothing gets all once more, until T3-rtx expires */
static void heard__instead_of_sacks(void **state)
{
	u64 bytes = 0;
	u32 i, k;

	unit_measured(CWND, 40 * MS);
	send_chunks(20);
	for (i = 0; i < 1000 && !U.mib[SCTP_MIB_T3_RTX_EXPIREDS]; i++) {
		U.now += 40 * MS;
		sctp_assoc_timeout(&U.a, U.now);
		hear_whole(B | SCTP_PKTDROP_T, 1 + i % 20, 65535);
		for (k = 0; k < U.nsent; k++)
			bytes += U.sent[k]->len;
	}
	assert_int_equal(U.mib[SCTP_MIB_T3_RTX_EXPIREDS], 1);
	assert_true(bytes <= 22 * 1432);
}

static void heard__not_in_flight(void **state)
{
	send_chunks(10);
	/* chunk 5 is acknowledged in a gap block, 0 to 2 cumulatively */
	unit_gap_acked(TSN(2), 100000, 3, 3);
	hear(B, 5);
	nothing_sent();
	assert_int_equal(chunk(5)->state, SCTP_CHUNK_ACKED);
	sctp_txring_mark_rtx(&U.a, TSN(6));
	unit_forget_sent();
	hear(B, 6);
	assert_int_equal(U.mib[SCTP_MIB_IN_DROPPED_CHUNKS], 0);
	/* marked anyhow */
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

/* TSNs that are not outstanding, some with the slot of one that is */
static void heard__tsn_not_outstanding(void **state)
{
	static const s32 tsn[] = {
		-1, -2, 4, 5, 0x10000, S32_MAX, -S32_MAX, 2 - 0x10000, 1 - 32,
		2 + 32,
	};
	u32 i;

	/* but for the TSN they have the same header */
	for (i = 0; i < 4; i++)
		unit_send(1400, 0, SCTP_TX_UNORDERED);
	unit_flush();
	for (i = 0; i < ARRAY_SIZE(tsn); i++) {
		struct unit_build b = { 0 };
		u8 *at = report_begin(&b, B, 0, 16);

		quote_chunk(at, 0, 16);
		put_unaligned_be32(TSN(tsn[i]), at + 4);
		got(&b);
		nothing_sent();
	}
}

/* With nothing outstanding, the ring's memory freed as well */
static void heard__nothing_outstanding(void **state)
{
	struct unit_build b = { 0 };
	u8 *at = report_begin(&b, B, 0, 16);

	at[1] = BE;
	at[3] = 116;
	put_unaligned_be32(TSN(0), at + 4);
	got(&b);
	nothing_sent();
}

/* Each byte of the header but the I bit must be what we sent */
static void heard__header_differs(void **state)
{
	u32 i;

	send_chunks(4);
	for (i = 0; i < 8 * header(); i++) {
		struct unit_build b = { 0 };
		u8 *at = report_begin(&b, B, 0, header());

		quote_chunk(at, 1, header());
		at[i / 8] ^= 1 << i % 8;
		if (i == 8 + 3)		/* the I bit */
			continue;
		got(&b);
		assert_int_equal(unit_count(SCTP_CT_DATA), 0);
	}
	assert_int_equal(U.mib[SCTP_MIB_IN_DROPPED_CHUNKS], 0);
	hear(B, 1);
	assert_int_equal(U.nsent, 1);
}

static void heard__i_bit_was_added(void **state)
{
	send_chunks(4);
	chunk(1)->flags ^= SCTP_DATA_I;
	hear(B, 1);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

/* What follows the chunk looks as if it belonged to it */
static void heard__header_goes_on_behind_it(void **state)
{
	struct unit_build b = { 0 };

	send_chunks(4);
	chunk(1)->msg->ppid = htonl(0x84000004);
	quote_chunk(report_begin(&b, B, 0, 16), 1, 16);
	put_unaligned_be16(HEAD + 12 + 12, b.bytes + 2);
	got(&b);
	nothing_sent();
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_FRAME], 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_PKTDROPS], 1);
}

/* The length of a chunk, in the padding of the report */
static void heard__length_in_the_padding(void **state)
{
	struct unit_build b = { 0 };
	u8 *at;

	unit_data(&b, PEER(0), 0, 0, BE, 10);
	got(&b);
	unit_wait(SEC);
	b.len = 0;
	at = report_begin(&b, B, 0, 2);
	at[0] = SCTP_CT_SACK;
	at[3] = 16;
	got(&b);
	assert_int_equal(U.nsent, 0);
}

/* The chunk ends anywhere: it is taken when the header of DATA is there */
static void heard__truncated_anywhere(void **state)
{
	u32 len;

	send_chunks(4);
	for (len = 0; len < HEAD + 12 + header(); len++) {
		struct unit_build b = { 0 };

		quote_chunk(report_begin(&b, B | T, 12 + 1416, header()), 1,
			    header());
		put_unaligned_be16(max(len, 4U), b.bytes + 2);
		b.len = SCTP_ALIGN4(max(len, 4U));
		got(&b);
		nothing_sent();
		assert_int_equal(U.mib[SCTP_MIB_IN_BAD_PKTDROP],
				 min_t(u32, len + 1, HEAD + 12));
	}
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_FRAME], 0);
}

/* Lengths in the quoted packet that lie */
static void heard__inner_lengths_lie(void **state)
{
	u32 len;

	send_chunks(4);
	for (len = 0; len <= 0xffff; len += len < 40 ? 1 : 0x0fff) {
		struct unit_build b = { 0 };
		u8 *at = report_begin(&b, B, 0, 40 + header());

		/* an unknown chunk, then ours */
		at[0] = 0x3e;
		put_unaligned_be16(len, at + 2);
		quote_chunk(at + 40, 1, header());
		got(&b);
		if (len > 36 && len <= 40)
			break;
		nothing_sent();
	}
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

/* Ports and tags of another association */
static void heard__of_another_packet(void **state)
{
	u32 i;

	send_chunks(4);
	for (i = 0; i < 8; i++) {
		struct unit_build b = { 0 };

		quote_chunk(report_begin(&b, B, 0, header()), 1, header());
		b.bytes[HEAD + i] ^= 0x10;
		got(&b);
		nothing_sent();
		assert_int_equal(U.mib[SCTP_MIB_IN_BAD_PKTDROP], i + 1);
	}
	assert_int_equal(U.mib[SCTP_MIB_IN_PKTDROPS], 0);
}

/* A report that quotes a report, which quotes DATA of ours */
static void heard__report_in_a_report(void **state)
{
	struct unit_build b = { 0 }, inner = { 0 };

	send_chunks(4);
	quote_chunk(report_begin(&inner, B, 0, header()), 1, header());
	memcpy(report_begin(&b, B, 0, inner.len), inner.bytes, inner.len);
	got(&b);
	nothing_sent();
	assert_int_equal(U.mib[SCTP_MIB_IN_PKTDROPS], 1);
}

/* Chunks that end an association have no effect */
static void heard__abort_in_a_report(void **state)
{
	static const u8 types[] = {
		SCTP_CT_ABORT, SCTP_CT_SHUTDOWN_COMPLETE, SCTP_CT_INIT,
		SCTP_CT_INIT_ACK, SCTP_CT_COOKIE_ECHO, SCTP_CT_COOKIE_ACK,
		SCTP_CT_SHUTDOWN, SCTP_CT_SHUTDOWN_ACK, SCTP_CT_HEARTBEAT,
		SCTP_CT_HEARTBEAT_ACK, SCTP_CT_ERROR, SCTP_CT_ASCONF,
		SCTP_CT_RECONFIG, SCTP_CT_FORWARD_TSN, SCTP_CT_SACK,
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		struct unit_build b = { 0 };
		u8 *at = report_begin(&b, B, 0, 4);

		at[0] = types[i];
		at[3] = 4;
		got(&b);
		assert_int_equal(U.nsent, 0);
		assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	}
}

static void heard__not_agreed_upon(void **state)
{
	U.a.hs.caps &= ~SCTP_CAP_PKTDROP;
	send_chunks(4);
	hear(B, 1);
	nothing_sent();
	assert_int_equal(U.mib[SCTP_MIB_IN_UNKNOWN_CHUNK], 1);
}

/* A packet with several chunks */
static void heard__packet_of_several(void **state)
{
	struct unit_build b = { 0 };
	u32 i, len = 0;
	u8 *at;

	U.a.primary->cc.cwnd = CWND;
	for (i = 0; i < 8; i++)
		unit_send(20, 0, 0);
	unit_flush();
	at = report_begin(&b, B, 0, 6 * 36);
	for (i = 1; i < 7; i++)
		len += quote_chunk(at + len, i, header());
	got(&b);
	assert_int_equal(unit_count(SCTP_CT_DATA), 6);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(chunk(0)->rtx, 0);
	assert_int_equal(chunk(1)->rtx, 1);
	assert_int_equal(chunk(6)->rtx, 1);
	assert_int_equal(chunk(7)->rtx, 0);
}

/* A report that lacks the last chunks of its packet: @rest bytes */
static void lacks_last(u32 rest)
{
	struct unit_build b = { 0 };
	u32 i, len = 0;
	u8 *at;

	unit_send(400, 0, 0);
	for (i = 0; i < 3; i++)
		unit_send(9, 0, 0);
	unit_send(1300, 0, 0);
	unit_flush();
	at = report_begin(&b, B | T, 12 + 416 + 28 + rest, 416 + 28);
	for (i = 0; i < 2; i++)
		len += quote_chunk(at + len, i, header());
	got(&b);
}

static void heard__rest_of_a_packet(void **state)
{
	lacks_last(28 + 28);
	assert_int_equal(unit_count(SCTP_CT_DATA), 4);
	assert_int_equal(chunk(3)->rtx, 1);
	assert_int_equal(chunk(4)->rtx, 0);
}

/* All packets of a flush have the same time: one report is of one of them */
static void heard__rest_is_of_a_burst(void **state)
{
	send_chunks(10);
	hear_whole(B | SCTP_PKTDROP_T, 1, 12 + 3 * (header() + 1400));
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_int_equal(chunk(1)->rtx, 1);
	assert_int_equal(chunk(2)->rtx, 0);
}

static void heard__rest_does_not_fit(void **state)
{
	lacks_last(28 + 27);
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	assert_int_equal(chunk(2)->rtx, 0);
}

static void heard__rest_is_too_long(void **state)
{
	lacks_last(50000);
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
}

/* Those that follow were sent later */
static void heard__rest_is_of_another_packet(void **state)
{
	struct unit_build b = { 0 };

	unit_send(100, 0, 0);
	unit_flush();
	U.now += MS;
	unit_set_cfg(U.a, rto_min, 1000);
	U.ep.nodelay = true;
	unit_send(12, 0, 0);
	unit_flush();
	assert_int_equal(U.a.tx.ring.next, TSN(2));
	quote_chunk(report_begin(&b, B | T, 12 + 116 + 28, 116), 0, header());
	got(&b);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_int_equal(chunk(1)->rtx, 0);
}

static void heard__idata(void **state)
{
	send_chunks(4);
	assert_int_equal(header(), 20);
	hear(B, 2);
	assert_int_equal(unit_count(SCTP_CT_I_DATA), 1);
	assert_int_equal(chunk(2)->rtx, 1);
}

/* DATA where it is not spoken */
static void heard__data_among_idata(void **state)
{
	struct unit_build b = { 0 };
	u8 *at;

	send_chunks(4);
	at = report_begin(&b, B, 0, 20);
	quote_chunk(at, 2, 20);
	at[0] = SCTP_CT_DATA;
	got(&b);
	nothing_sent();
}

static void give(u32 len, u16 flags, u32 value)
{
	struct shim_msg *msg = shim_msg_new(len);

	msg->m.flags = flags;
	msg->m.value = value;
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
}

/* PR-SCTP: not sent more often than the user said */
static void heard__not_worth_sending_again(void **state)
{
	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	give(100, SCTP_TX_PR_RTX, 0);
	unit_flush();
	hear(B, 0);
	assert_int_equal(unit_count(SCTP_CT_DATA), 0);
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 1);
	assert_int_equal(chunk(0)->state, SCTP_CHUNK_ABANDONED);
	assert_int_equal(U.mib[SCTP_MIB_IN_DROPPED_CHUNKS], 1);
}

/* And nothing that was given up */
static void heard__was_given_up(void **state)
{
	struct unit_build b = { 0 };

	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	give(100, SCTP_TX_PR_TTL, 10);
	unit_flush();
	quote_chunk(report_begin(&b, B, 0, header()), 0, header());
	unit_wait(20 * MS);
	assert_int_equal(chunk(0)->state, SCTP_CHUNK_ABANDONED);
	got(&b);
	assert_int_equal(unit_count(SCTP_CT_DATA), 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_DROPPED_CHUNKS], 0);
}

/* NR-SACK: the message is gone */
static void heard__kept_by_the_peer(void **state)
{
	struct unit_build b = { 0 };

	U.a.hs.caps |= SCTP_CAP_NR_SACK;
	send_chunks(4);
	quote_chunk(report_begin(&b, B, 0, header()), 2, header());
	sctp_txring_arrived(&U.a, chunk(2), TSN(2));
	sctp_txring_keep(&U.a, TSN(2));
	sctp_sendq_chunk_acked(&U.a, chunk(2));
	got(&b);
	nothing_sent();
}

/* T3-rtx goes on for what was sent again, and is as long as before */
static void heard__t3_rtx_restarts(void **state)
{
	u64 rto;

	send_chunks(1);
	rto = U.a.primary->rto.rto;
	U.now += rto / 2;
	hear(B, 0);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.a.primary->t3_rtx, U.now + rto);
	assert_int_equal(U.a.primary->error_count, 0);
}

/* ---- control chunks ---- */

static void hear_control(u8 type)
{
	struct unit_build b = { 0 };
	u8 *at = report_begin(&b, B, 0, 16);

	at[0] = type;
	at[3] = 16;
	got(&b);
}

static void heard__sack(void **state)
{
	struct unit_build b = { 0 };

	/* nothing was received yet */
	hear_control(SCTP_CT_SACK);
	assert_int_equal(U.nsent, 0);
	unit_data(&b, PEER(0), 0, 0, BE, 10);
	got(&b);
	unit_wait(SEC);
	U.now += SEC;
	unit_forget_sent();
	hear_control(SCTP_CT_SACK);
	assert_int_equal(unit_count(SCTP_CT_SACK), 1);
	hear_control(SCTP_CT_NR_SACK);
	assert_int_equal(unit_count(SCTP_CT_SACK), 1);
}

/* A few times in a quarter of a second */
static void heard__sack_a_thousand_times(void **state)
{
	struct unit_build b = { 0 };
	u32 i, sent = 0;

	unit_data(&b, PEER(0), 0, 0, BE, 10);
	got(&b);
	unit_wait(SEC);
	U.now = 100 * SEC;
	for (i = 0; i < 1000; i++) {
		hear_control(SCTP_CT_SACK);
		sent += U.nsent;
	}
	assert_int_equal(sent, 4);
}

/* Several in a packet: one answer */
static void heard__sacks_of_one_packet(void **state)
{
	struct unit_build b = { 0 };
	u32 i, len;

	unit_data(&b, PEER(0), 0, 0, BE, 10);
	got(&b);
	unit_wait(SEC);
	b.len = 0;
	for (i = 0; i < 50; i++) {
		len = b.len + HEAD + 12;
		report_begin(&b, B, 0, 16);
		b.bytes[len] = SCTP_CT_SACK;
		b.bytes[len + 3] = 16;
	}
	got(&b);
	assert_int_equal(unit_count(SCTP_CT_SACK), 1);
	assert_int_equal(U.nsent, 1);
}

static void heard__shutdown(void **state)
{
	u64 t2;

	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_SENT);
	t2 = U.a.t2;
	U.now += 10 * MS;
	hear_control(SCTP_CT_SHUTDOWN);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN), 1);
	assert_int_equal(U.a.t2, t2);
	assert_int_equal(U.a.primary->error_count, 0);
}

static void heard__shutdown_ack(void **state)
{
	struct unit_build b = { 0 };
	__be32 cum = htonl(TSN(-1));

	unit_chunk(&b, SCTP_CT_SHUTDOWN, 0, &cum, 4);
	got(&b);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_ACK_SENT);
	hear_control(SCTP_CT_SHUTDOWN_ACK);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN_ACK), 1);
}

static void heard__forward_tsn(void **state)
{
	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	give(100, SCTP_TX_PR_TTL, 10);
	unit_flush();
	unit_wait(20 * MS);
	unit_forget_sent();
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 0);
	hear_control(SCTP_CT_FORWARD_TSN);
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 1);
}

static void heard__reconfig(void **state)
{
	static const u16 sid[] = { 1 };
	u64 deadline;

	U.a.hs.caps |= SCTP_CAP_RECONFIG;
	unit_set_cfg(U.a, strreset_enable, SCTP_RECONFIG_MAY_RESET);
	assert_int_equal(sctp_reconfig_reset_streams(&U.a, SCTP_RECONFIG_OUT,
						     sid, 1, U.now), 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_RECONFIG), 1);
	deadline = sctp_assoc_deadline(&U.a);
	U.now += MS;
	hear_control(SCTP_CT_RECONFIG);
	assert_int_equal(unit_count(SCTP_CT_RECONFIG), 1);
	assert_int_equal(sctp_assoc_deadline(&U.a), deadline);
	/* not while it waits for its packet */
	hear_control(SCTP_CT_ASCONF);
	assert_int_equal(U.nsent, 0);
	/* nor if it is larger than a packet: a short report would cause much */
	U.now += SEC / 2;
	U.a.primary->mtu = 32;
	hear_control(SCTP_CT_RECONFIG);
	assert_int_equal(U.nsent, 0);
}

#define DROP(f) cmocka_unit_test_setup_teardown(f, setup, unit_teardown)
#define IDATA(f) cmocka_unit_test_setup_teardown(f, setup_idata, unit_teardown)

static const struct CMUnitTest tests[] = {
	DROP(heard__damaged_data_is_sent_again),
	DROP(heard__cwnd_is_used_up),
	DROP(heard__sacks_follow_by_time),
	DROP(heard__sacks_follow_by_counting),
	DROP(heard__peer_dropped_it),
	DROP(heard__router_dropped_it),
	DROP(heard__router_has_our_packets_tag),
	DROP(heard__bandwidth_is_ignored),
	DROP(heard__a_thousand_times),
	DROP(heard__instead_of_sacks),
	DROP(heard__not_in_flight),
	DROP(heard__tsn_not_outstanding),
	DROP(heard__nothing_outstanding),
	DROP(heard__header_differs),
	DROP(heard__i_bit_was_added),
	DROP(heard__header_goes_on_behind_it),
	DROP(heard__length_in_the_padding),
	DROP(heard__truncated_anywhere),
	DROP(heard__inner_lengths_lie),
	DROP(heard__of_another_packet),
	DROP(heard__report_in_a_report),
	DROP(heard__abort_in_a_report),
	DROP(heard__not_agreed_upon),
	DROP(heard__packet_of_several),
	DROP(heard__rest_of_a_packet),
	DROP(heard__rest_is_of_a_burst),
	DROP(heard__rest_does_not_fit),
	DROP(heard__rest_is_too_long),
	DROP(heard__rest_is_of_another_packet),
	IDATA(heard__idata),
	IDATA(heard__data_among_idata),
	DROP(heard__not_worth_sending_again),
	DROP(heard__was_given_up),
	DROP(heard__kept_by_the_peer),
	DROP(heard__t3_rtx_restarts),
	DROP(heard__sack),
	DROP(heard__sack_a_thousand_times),
	DROP(heard__sacks_of_one_packet),
	DROP(heard__shutdown),
	DROP(heard__shutdown_ack),
	DROP(heard__forward_tsn),
	DROP(heard__reconfig),
};

int main(void)
{
	return cmocka_run_group_tests_name("pktdropin", tests, NULL, NULL);
}
