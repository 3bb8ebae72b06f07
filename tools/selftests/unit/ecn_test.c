// SPDX-License-Identifier: GPL-2.0-only
/* ECN: CE, ECNE and CWR (RFC 3168, RFC 4960 appendix A) */
#include "core/ext/ecn.h"
#include "core/loss/recovery.h"
#include "core/loss/sackin.h"
#include "core/pathset.h"
#include "core/recv/superin.h"
#include "core/send/txring.h"
#include "unit.h"

#define TSN(n)		(UNIT_MY_TSN + (n))
#define PEER_TSN(n)	(UNIT_PEER_TSN + (n))

/* An association that has agreed upon ECN */
static int setup_ecn(void **state)
{
	unit_setup_up(state);
	U.a.hs.caps = SCTP_CAP_ECN;
	return 0;
}

#define UNIT_ECN(fn) \
	cmocka_unit_test_setup_teardown(fn, setup_ecn, unit_teardown)

static void got(const struct unit_build *b)
{
	unit_input(b);
	unit_flush();
}

static void got_tsn(u8 type, u32 tsn)
{
	struct unit_build b = { 0 };
	__be32 body = htonl(tsn);

	unit_chunk(&b, type, 0, &body, sizeof(body));
	got(&b);
}

/* A packet of @n DATA chunks, the last one first if @back */
static void got_data(u32 tsn, u32 n, bool ce, bool back)
{
	struct unit_build b = { 0 };
	struct sctp_rx rx;
	u32 i;

	for (i = 0; i < n; i++)
		unit_data(&b, back ? tsn + n - 1 - i : tsn + i, 0, 0,
			  SCTP_DATA_BE | SCTP_DATA_U, 100);
	unit_rx(&rx, &b, b.len);
	rx.ce = ce;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	sctp_sack_hurry(&U.a);
	unit_flush();
}

/* CWR waits for a packet: send one */
static void send_more(void)
{
	U.a.primary->cc.cwnd += 10000;
	unit_send(1400, 0, 0);
	unit_flush();
	U.a.primary->cc.cwnd -= 10000;
}

/* The TSN of the ECNE or CWR sent last */
static u32 told(u8 type)
{
	const u8 *c = unit_find(U.sent[U.nsent - 1], type, 0);

	assert_non_null(c);
	assert_int_equal(get_unaligned_be16(c + 2), 8);
	return get_unaligned_be32(c + 4);
}

static struct sctp_path *sending(u32 chunks)
{
	struct sctp_path *p = U.a.primary;

	p->cc.cwnd = 100000;
	unit_send_chunks(chunks);
	return p;
}

/* --- the receiver --- */

static void ce__ecne_goes_with_each_sack_until_cwr(void **state)
{
	got_data(PEER_TSN(0), 1, false, false);
	assert_int_equal(unit_count(SCTP_CT_ECNE), 0);
	got_data(PEER_TSN(1), 1, true, false);
	assert_int_equal(told(SCTP_CT_ECNE), PEER_TSN(1));
	/* in front of the SACK */
	assert_int_equal(U.sent[U.nsent - 1]->bytes[0], SCTP_CT_ECNE);
	assert_int_equal(U.sent[U.nsent - 1]->bytes[8], SCTP_CT_SACK);
	got_data(PEER_TSN(2), 1, false, false);
	got_data(PEER_TSN(3), 1, true, false);
	assert_int_equal(told(SCTP_CT_ECNE), PEER_TSN(1));
	assert_int_equal(unit_count(SCTP_CT_ECNE), 3);
	/* for an ECNE before that: it was late */
	got_tsn(SCTP_CT_CWR, PEER_TSN(0));
	got_data(PEER_TSN(4), 1, false, false);
	assert_int_equal(unit_count(SCTP_CT_ECNE), 4);
	got_tsn(SCTP_CT_CWR, PEER_TSN(1));
	got_data(PEER_TSN(5), 1, false, false);
	assert_int_equal(unit_count(SCTP_CT_ECNE), 4);
	got_data(PEER_TSN(6), 1, true, false);
	assert_int_equal(told(SCTP_CT_ECNE), PEER_TSN(6));
	assert_int_equal(U.mib[SCTP_MIB_IN_ECN_MARKED], 3);
}

static void ce__the_lowest_tsn_of_the_packet(void **state)
{
	got_data(PEER_TSN(0), 3, true, true);
	assert_int_equal(told(SCTP_CT_ECNE), PEER_TSN(0));
}

/* What other chunks of the packet have at the same place is no TSN */
static void ce__beside_a_heartbeat(void **state)
{
	const __be32 info[] = { htonl(PEER_TSN(-5)), 0 };
	struct unit_build b = { 0 };
	struct sctp_rx rx;

	unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, info, sizeof(info));
	unit_data(&b, PEER_TSN(0), 0, 0, SCTP_DATA_BE, 100);
	unit_rx(&rx, &b, b.len);
	rx.ce = true;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	sctp_sack_hurry(&U.a);
	unit_flush();
	assert_int_equal(told(SCTP_CT_ECNE), PEER_TSN(0));
}

static void ce__duplicates_count(void **state)
{
	got_data(PEER_TSN(0), 1, false, false);
	got_data(PEER_TSN(0), 1, true, false);
	assert_int_equal(told(SCTP_CT_ECNE), PEER_TSN(0));
}

/* Nobody reduces anything for packets without DATA */
static void ce__without_data(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx rx;

	unit_sack(&b, TSN(-1), 50000, 0);
	unit_rx(&rx, &b, b.len);
	rx.ce = true;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	got_data(PEER_TSN(0), 1, false, false);
	assert_int_equal(unit_count(SCTP_CT_ECNE), 0);
}

static void ce__not_agreed_upon(void **state)
{
	U.a.hs.caps = 0;
	got_data(PEER_TSN(0), 1, true, false);
	assert_int_equal(unit_count(SCTP_CT_SACK), 1);
	assert_int_equal(unit_count(SCTP_CT_ECNE), 0);
}

/* A GSO packet is marked as a whole */
static void ce__super_packet(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx rx;
	u32 i;

	for (i = 0; i < 4; i++)
		unit_data(&b, PEER_TSN(i), 0, 0, i ? i == 3 ? SCTP_DATA_E : 0 :
						     SCTP_DATA_B, 1000);
	unit_rx(&rx, &b, 0);
	rx.ce = true;
	assert_true(sctp_assoc_input_super(&U.a, &rx, 1016));
	kfree_skb(rx.skb);
	unit_flush();
	assert_int_equal(told(SCTP_CT_ECNE), PEER_TSN(0));
	assert_int_equal(U.mib[SCTP_MIB_IN_ECN_MARKED], 4);
}

static void ce__ecne_counts_in_the_size_of_a_packet(void **state)
{
	u32 i;

	/* more gaps than a packet reports */
	for (i = 1; i < 900; i += 2) {
		unit_forget_sent();
		got_data(PEER_TSN(i), 1, i == 1, false);
	}
	assert_true(U.sent[U.nsent - 1]->len <= UNIT_PMDCS);
	assert_true(U.sent[U.nsent - 1]->len > UNIT_PMDCS - 8);
	assert_int_equal(told(SCTP_CT_ECNE), PEER_TSN(1));
}

static void restart__forgets_marks(void **state)
{
	got_data(PEER_TSN(0), 1, true, false);
	assert_true(sctp_ctl_has_ecne(&U.a.ctl));
	sctp_ctl_purge(&U.a);
	assert_false(sctp_ctl_has_ecne(&U.a.ctl));
}

/* --- the sender --- */

static void send__data_has_ect(void **state)
{
	unit_send(100, 0, 0);
	unit_flush();
	assert_true(U.sent[0]->ect);
	got_data(PEER_TSN(0), 1, false, false);
	assert_int_equal(unit_count(SCTP_CT_SACK), 1);
	assert_false(U.sent[1]->ect);
}

static void send__super_packets_have_ect(void **state)
{
	U.a.primary->cc.cwnd = 100000;
	U.whole = true;
	unit_send(10 * U.a.tx.frag_point, 0, 0);
	unit_flush();
	assert_true(U.sent[0]->seg);
	assert_true(U.sent[0]->ect);
}

static void send__no_ect_unless_agreed_upon(void **state)
{
	U.a.hs.caps = 0;
	unit_send(100, 0, 0);
	unit_flush();
	assert_false(U.sent[0]->ect);
}

static void ecne__halves_cwnd_once_per_window(void **state)
{
	struct sctp_path *p = sending(20);

	got_tsn(SCTP_CT_ECNE, TSN(3));
	assert_int_equal(p->cc.cwnd, 50000);
	assert_int_equal(p->cc.ssthresh, 50000);
	/* it goes with the next packet */
	assert_int_equal(unit_count(SCTP_CT_CWR), 0);
	send_more();
	assert_int_equal(told(SCTP_CT_CWR), TSN(3));
	/* the CWR may be lost, so each is answered */
	got_tsn(SCTP_CT_ECNE, TSN(3));
	send_more();
	assert_int_equal(told(SCTP_CT_CWR), TSN(3));
	got_tsn(SCTP_CT_ECNE, TSN(4));
	got_tsn(SCTP_CT_ECNE, TSN(19));
	send_more();
	assert_int_equal(told(SCTP_CT_CWR), TSN(19));
	assert_int_equal(p->cc.cwnd, 50000);
	assert_int_equal(unit_count(SCTP_CT_CWR), 3);
	got_tsn(SCTP_CT_ECNE, TSN(20));
	assert_int_equal(p->cc.cwnd, 25000);
	assert_int_equal(U.mib[SCTP_MIB_ECN_REDUCTIONS], 2);
}

static void ecne__cwnd_does_not_grow_in_that_window(void **state)
{
	struct sctp_path *p = sending(20);

	p->cc.cwnd = 20000;
	got_tsn(SCTP_CT_ECNE, TSN(0));
	assert_int_equal(p->cc.cwnd, 10000);
	unit_acked(TSN(9), 1000000);
	assert_int_equal(p->cc.cwnd, 10000);
	assert_true(p->ecn_cut);
	unit_acked(TSN(19), 1000000);
	assert_int_equal(p->cc.cwnd, 10000);
	assert_false(p->ecn_cut);
}

/* What was lost in the window that was marked says the same again */
static void ecne__then_a_loss_in_the_same_window(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_path *p = sending(20);

	unit_set_cfg(U.a, rack, false);
	got_tsn(SCTP_CT_ECNE, TSN(0));
	assert_int_equal(p->cc.cwnd, 50000);
	for (u32 i = 2; i < 8; i++) {
		b.len = 0;
		unit_sack(&b, TSN(0), 1000000, 1, 2, i);
		got(&b);
	}
	assert_true(p->recovering);
	assert_int_equal(p->cc.cwnd, 50000);
	/* and the other way round */
	got_tsn(SCTP_CT_ECNE, TSN(5));
	assert_int_equal(p->cc.cwnd, 50000);
	unit_forget_sent();
}

static void ecne__after_a_timeout(void **state)
{
	struct sctp_path *p = sending(20);

	unit_wait(4 * SEC);
	assert_int_equal(p->cc.cwnd, UNIT_PMDCS);
	got_tsn(SCTP_CT_ECNE, TSN(19));
	assert_int_equal(p->cc.cwnd, UNIT_PMDCS);
	assert_int_equal(U.mib[SCTP_MIB_ECN_REDUCTIONS], 0);
	unit_forget_sent();
}

/* cwnd is not reduced for what is acknowledged, but the CWR was lost */
static void ecne__of_an_acknowledged_tsn(void **state)
{
	struct sctp_path *p = sending(20);

	unit_acked(TSN(9), 1000000);
	got_tsn(SCTP_CT_ECNE, TSN(3));
	assert_int_equal(p->cc.cwnd, 100000);
	send_more();
	assert_int_equal(told(SCTP_CT_CWR), TSN(3));
}

static void ecne__of_a_tsn_never_sent(void **state)
{
	static const s32 bad[] = { 20, 21, 1000, 0x7ffffff0, -1, -2, -1000 };
	struct sctp_path *p = sending(20);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		got_tsn(SCTP_CT_ECNE, TSN(bad[i]));
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_ECNE], ARRAY_SIZE(bad));
	send_more();
	assert_int_equal(p->cc.cwnd, 100000);
	assert_int_equal(unit_count(SCTP_CT_CWR), 0);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

/* After so many chunks the TSNs before the first one were sent, too */
static void ecne__after_all_tsns_were_used(void **state)
{
	sending(20);
	U.a.counts.oodchunks = 1U << 30;
	U.a.counts.ouodchunks = (1U << 30) - 1;
	got_tsn(SCTP_CT_ECNE, TSN(-1));
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_ECNE], 1);
	U.a.counts.ouodchunks++;
	got_tsn(SCTP_CT_ECNE, TSN(-1));
	got_tsn(SCTP_CT_ECNE, TSN(20));
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_ECNE], 2);
	send_more();
	assert_int_equal(told(SCTP_CT_CWR), TSN(-1));
}

static void ecne__after_tsns_began_anew(void **state)
{
	sending(20);
	sctp_sackin_renumbered(&U.a);
	got_tsn(SCTP_CT_ECNE, TSN(-1));
	send_more();
	assert_int_equal(told(SCTP_CT_CWR), TSN(-1));
}

static void ecne__a_flood_is_answered_once(void **state)
{
	struct sctp_path *p = sending(20);
	struct unit_build b = { 0 };
	u32 i;

	for (i = 0; i < 180; i++) {
		__be32 body = htonl(TSN(i % 20));

		unit_chunk(&b, SCTP_CT_ECNE, 0, &body, sizeof(body));
	}
	for (i = 0; i < 10; i++)
		unit_input(&b);
	assert_int_equal(U.a.ctl.count, 1);
	unit_flush();
	assert_int_equal(U.nsent, 0);
	send_more();
	assert_int_equal(unit_count(SCTP_CT_CWR), 1);
	assert_int_equal(U.a.ctl.count, 0);
	assert_false(U.a.ctl.pending);
	assert_int_equal(p->cc.cwnd, 50000);
}

static void ecne__cwnd_keeps_a_least_size(void **state)
{
	struct sctp_path *p = sending(20);
	u32 i;

	for (i = 0; i < 20; i++) {
		got_tsn(SCTP_CT_ECNE, U.a.tx.ring.next - 1);
		unit_acked(U.a.tx.ring.next - 1, 1000000);
		unit_send_chunks(1);
	}
	assert_int_equal(p->cc.cwnd, 4 * UNIT_PMDCS);
}

static bool always(void)
{
	return true;
}

static void ecne__without_memory(void **state)
{
	struct sctp_path *p = sending(20);

	struct unit_build b = { 0 };
	__be32 body = htonl(TSN(3));

	unit_chunk(&b, SCTP_CT_ECNE, 0, &body, sizeof(body));
	shim_alloc_fails = always;
	unit_input(&b);
	shim_alloc_fails = NULL;
	send_more();
	assert_int_equal(unit_count(SCTP_CT_CWR), 0);
	assert_int_equal(p->cc.cwnd, 50000);
	got_tsn(SCTP_CT_ECNE, TSN(3));
	send_more();
	assert_int_equal(told(SCTP_CT_CWR), TSN(3));
}

/* The path it was sent on, not the one of the ECNE */
static void ecne__another_path(void **state)
{
	struct sctp_path *p = sending(10);
	struct sctp_path *q = unit_path(0x0a000201, SCTP_PATH_ACTIVE);
	u32 before = q->cc.cwnd;

	sctp_path_set_primary(&U.a, q);
	unit_send_chunks(1);
	got_tsn(SCTP_CT_ECNE, TSN(10));
	assert_int_equal(p->cc.cwnd, 100000);
	assert_true(q->cc.cwnd < before || q->ecn_cut);
	/* one that the first path sent */
	before = q->cc.cwnd;
	got_tsn(SCTP_CT_ECNE, TSN(0));
	assert_int_equal(p->cc.cwnd, 50000);
	assert_int_equal(q->cc.cwnd, before);
}

/* CVE-2026-89478, "transport gone": the chunk's path was removed meanwhile */
static void ecne__of_a_chunk_whose_path_was_removed(void **state)
{
	struct sctp_path *p = sending(10);
	struct sctp_path *q = unit_path(0x0a000201, SCTP_PATH_ACTIVE);
	u32 before = q->cc.cwnd;

	assert_int_equal(sctp_path_remove(&U.a, p), 0);
	got_tsn(SCTP_CT_ECNE, TSN(3));
	assert_int_equal(q->cc.cwnd, before);
	assert_int_equal(U.mib[SCTP_MIB_ECN_REDUCTIONS], 0);
	/* what was lost with it goes out again */
	assert_int_equal(unit_count(SCTP_CT_CWR), 1);
}

static void ecne__not_agreed_upon(void **state)
{
	struct sctp_path *p = sending(20);

	U.a.hs.caps = 0;
	got_tsn(SCTP_CT_ECNE, TSN(3));
	got_tsn(SCTP_CT_CWR, TSN(3));
	assert_int_equal(p->cc.cwnd, 100000);
	assert_int_equal(unit_count(SCTP_CT_CWR), 0);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

static const struct CMUnitTest tests[] = {
	UNIT_ECN(ce__ecne_goes_with_each_sack_until_cwr),
	UNIT_ECN(ce__the_lowest_tsn_of_the_packet),
	UNIT_ECN(ce__beside_a_heartbeat),
	UNIT_ECN(ce__duplicates_count),
	UNIT_ECN(ce__without_data),
	UNIT_ECN(ce__not_agreed_upon),
	UNIT_ECN(ce__super_packet),
	UNIT_ECN(ce__ecne_counts_in_the_size_of_a_packet),
	UNIT_ECN(restart__forgets_marks),
	UNIT_ECN(send__data_has_ect),
	UNIT_ECN(send__super_packets_have_ect),
	UNIT_ECN(send__no_ect_unless_agreed_upon),
	UNIT_ECN(ecne__halves_cwnd_once_per_window),
	UNIT_ECN(ecne__cwnd_does_not_grow_in_that_window),
	UNIT_ECN(ecne__then_a_loss_in_the_same_window),
	UNIT_ECN(ecne__after_a_timeout),
	UNIT_ECN(ecne__of_an_acknowledged_tsn),
	UNIT_ECN(ecne__of_a_tsn_never_sent),
	UNIT_ECN(ecne__after_all_tsns_were_used),
	UNIT_ECN(ecne__after_tsns_began_anew),
	UNIT_ECN(ecne__a_flood_is_answered_once),
	UNIT_ECN(ecne__cwnd_keeps_a_least_size),
	UNIT_ECN(ecne__without_memory),
	UNIT_ECN(ecne__another_path),
	UNIT_ECN(ecne__of_a_chunk_whose_path_was_removed),
	UNIT_ECN(ecne__not_agreed_upon),
};

int main(void)
{
	return cmocka_run_group_tests_name("ecn", tests, NULL, NULL);
}
