// SPDX-License-Identifier: GPL-2.0-only
/*
 * NR-SACK, draft-natarajan-tsvwg-sctp-nrsack: what is said of TSNs behind a
 * gap, and what is done about it. Our TSNs begin at 0xfffffff0, the peer's at
 * 0xfffffff8.
 */
#include "core/caps.h"
#include "core/ext/nrsack.h"
#include "core/ext/prsctp.h"
#include "core/recv/reasm.h"
#include "core/recv/rxring.h"
#include "core/recv/sackout.h"
#include "core/recv/unfinished.h"
#include "core/send/ctl.h"
#include "core/send/sendq.h"
#include "core/wire/dataformat.h"
#include "unit.h"

#define TSN(n)	(UNIT_MY_TSN + (n))
#define PEER(n)	(UNIT_PEER_TSN + (n))
#define B	SCTP_DATA_B
#define E	SCTP_DATA_E
#define BE	SCTP_DATA_BE
#define UN	SCTP_DATA_U

static int setup(void **state)
{
	int err = unit_setup_up(state);

	U.a.hs.caps |= SCTP_CAP_NR_SACK;
	U.a.primary->cc.cwnd = 100000;
	return err;
}

static int setup_idata(void **state)
{
	int err = setup(state);

	U.a.hs.caps |= SCTP_CAP_I_DATA;
	sctp_sendq_set_format(&U.a, SCTP_FORMAT_I_DATA);
	return err;
}

/* ---- what the peer says ---- */

/* An NR-SACK with @nr blocks behind @r others, each a start and an end */
static struct sctpw_nrsack *build(struct unit_build *b, u32 cum, u32 r, u32 nr,
				  const u16 (*block)[2])
{
	struct sctpw_nrsack *h = unit_chunk(b, SCTP_CT_NR_SACK, 0, NULL,
					    16 + 4 * (r + nr));
	struct sctpw_gap *gap = (void *)(h + 1);
	u32 i;

	h->cum_tsn_ack = htonl(cum);
	h->a_rwnd = htonl(100000);
	h->num_gaps = htons(r);
	h->num_nr = htons(nr);
	h->num_dups = 0;
	for (i = 0; i < r + nr; i++) {
		gap[i].start = htons(block[i][0]);
		gap[i].end = htons(block[i][1]);
	}
	return h;
}

static void got(const struct unit_build *b)
{
	unit_input(b);
	unit_flush();
}

/* It acknowledges up to chunk @cum, and blocks behind that */
static void hear(int cum, u32 r, u32 nr, const u16 (*block)[2])
{
	struct unit_build b = { 0 };

	build(&b, TSN(cum), r, nr, block);
	got(&b);
}

/* One NR block, from chunk @from to chunk @to, behind chunk @cum */
static void keeps(int cum, int from, int to)
{
	const u16 block[1][2] = { { from - cum, to - cum } };

	hear(cum, 0, 1, block);
}

static struct sctp_tx_chunk *chunk(u32 n)
{
	return sctp_txring_slot(&U.a.tx.ring, TSN(n));
}

static bool kept(u32 n)
{
	return sctp_tx_chunk_kept(chunk(n));
}

static void send_chunks(u32 n)
{
	unit_send_chunks(n);
	unit_forget_sent();
}

static void nrsack__frees_what_the_peer_keeps(void **state)
{
	send_chunks(20);
	/* across the wrap of TSNs */
	keeps(-1, 12, 18);
	assert_int_equal(U.released, 7);
	assert_int_equal(U.wspaces, 1);
	assert_int_equal(U.mib[SCTP_MIB_IN_NR_ACKED], 7);
	assert_int_equal(U.a.tx.ring.base, TSN(0));
	assert_true(kept(12) && kept(18));
	assert_false(kept(11) || kept(19));
	assert_true(U.a.tx.sackin.gaps);
	assert_int_equal(U.a.counts.gapcnt, 1);
	/* again: nothing is new */
	keeps(-1, 12, 18);
	assert_int_equal(U.released, 7);
	assert_int_equal(U.mib[SCTP_MIB_IN_NR_ACKED], 7);
	unit_acked(TSN(19), 100000);
	assert_int_equal(U.released, 20);
	unit_nothing_left();
}

/* A SACK does not free it: the peer may renege */
static void nrsack__renegable_block_frees_nothing(void **state)
{
	const u16 block[2][2] = { { 3, 4 }, { 6, 8 } };

	send_chunks(10);
	hear(-1, 2, 0, block);
	assert_int_equal(U.released, 0);
	assert_int_equal(chunk(2)->state, SCTP_CHUNK_ACKED);
	assert_int_equal(chunk(5)->state, SCTP_CHUNK_ACKED);
	unit_acked(TSN(9), 100000);
	unit_nothing_left();
}

static void nrsack__both_lists_in_any_order(void **state)
{
	/* R 2-3 and 8, NR 5-6 and 10 */
	const u16 block[4][2] = { { 3, 4 }, { 9, 9 }, { 6, 7 }, { 11, 11 } };

	send_chunks(12);
	hear(-1, 2, 2, block);
	assert_int_equal(U.released, 3);
	assert_int_equal(chunk(2)->state, SCTP_CHUNK_ACKED);
	assert_int_equal(chunk(8)->state, SCTP_CHUNK_ACKED);
	assert_true(kept(5) && kept(6) && kept(10));
	assert_int_equal(U.a.counts.gapcnt, 4);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_SACK], 0);
	assert_int_equal(U.mib[SCTP_MIB_RENEGES], 0);
}

/* First it may be dropped, then not: its arrival counts once */
static void nrsack__renegable_first(void **state)
{
	const u16 block[1][2] = { { 4, 6 } };
	u32 flight;

	send_chunks(10);
	U.now += 20 * MS;
	hear(-1, 1, 0, block);
	assert_int_equal(U.a.primary->sacked.bytes, 3 * 1416);
	flight = U.a.tx.ring.flight;
	hear(-1, 0, 1, block);
	assert_int_equal(U.a.primary->sacked.bytes, 0);
	assert_int_equal(U.a.tx.ring.flight, flight);
	assert_int_equal(U.released, 3);
	/* and not the other way */
	hear(-1, 1, 0, block);
	assert_true(kept(3) && kept(5));
	assert_int_equal(U.released, 3);
}

/* It is gone from here, so it is never sent again */
static void nrsack__what_is_kept_cannot_be_reneged_on(void **state)
{
	const u16 block[2][2] = { { 3, 3 }, { 6, 7 } };
	struct unit_build b = { 0 };

	send_chunks(8);
	hear(-1, 1, 1, block);
	unit_sack(&b, TSN(-1), 100000, 0);
	unit_input(&b);
	assert_int_equal(U.mib[SCTP_MIB_RENEGES], 1);
	assert_true(sctp_tx_chunk_in_flight(chunk(2)) || chunk(2)->rtx);
	assert_true(kept(5) && kept(6));
	unit_flush();
	unit_wait(3 * SEC);
	assert_true(kept(5) && kept(6));
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	unit_acked(TSN(7), 100000);
	unit_nothing_left();
}

/* A message in fragments goes with the last of them */
static void nrsack__frees_a_message_with_its_last_fragment(void **state)
{
	unit_send(3 * 1400, 0, 0);
	unit_send(100, 0, 0);
	unit_flush();
	assert_int_equal(U.a.tx.ring.next, TSN(4));
	keeps(-1, 1, 1);
	assert_int_equal(U.released, 0);
	keeps(-1, 1, 2);
	assert_int_equal(U.released, 0);
	unit_acked(TSN(0), 100000);
	assert_int_equal(U.released, 1);
	assert_int_equal(U.a.tx.ring.base, TSN(1));
	unit_acked(TSN(3), 100000);
	unit_nothing_left();
}

/* Its round trip is measured, and what was sent before it is found lost */
static void nrsack__measures_and_finds_losses(void **state)
{
	send_chunks(10);
	U.now += 30 * MS;
	keeps(-1, 0, 0);
	assert_int_equal(U.a.primary->rto.srtt, 30 * MS);
	unit_forget_sent();
	U.now += 40 * MS;
	keeps(-1, 2, 9);
	unit_wait(50 * MS);
	assert_true(chunk(1)->rtx);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_int_equal(U.mib[SCTP_MIB_FAST_RETRANSMITS], 1);
	assert_true(U.a.primary->recovering);
}

/* Karn's algorithm: not of what was sent twice */
static void nrsack__measures_no_retransmission(void **state)
{
	send_chunks(2);
	unit_wait(4 * SEC);
	assert_true(chunk(0)->rtx);
	keeps(-1, 0, 0);
	assert_int_equal(U.a.primary->rto.srtt, 0);
	assert_true(kept(0));
}

/* Marked for retransmission, and not sent yet */
static void nrsack__of_what_was_to_be_sent_again(void **state)
{
	send_chunks(3);
	sctp_txring_mark_rtx(&U.a, TSN(2));
	assert_int_equal(U.a.tx.ring.nr_rtx, 1);
	keeps(-1, 2, 2);
	assert_int_equal(U.a.tx.ring.nr_rtx, 0);
	assert_int_equal(U.a.primary->flight.nr_rtx, 0);
	assert_int_equal(U.released, 1);
}

static void nrsack__ring_that_grows_keeps_the_state(void **state)
{
	u32 size;

	send_chunks(30);
	size = U.a.tx.ring.mask + 1;
	keeps(-1, 5, 9);
	unit_send_chunks(40);
	assert_true(U.a.tx.ring.mask + 1 > size);
	assert_true(kept(5) && kept(9));
	keeps(-1, 5, 9);
	assert_int_equal(U.released, 5);
}

static void nrsack__shutdown_waits_for_the_rest(void **state)
{
	send_chunks(4);
	keeps(-1, 1, 3);
	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_PENDING);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN), 0);
	keeps(-1, 1, 3);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_PENDING);
	unit_acked(TSN(3), 100000);
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_SENT);
}

/* A path that is removed takes nothing of it along */
static void nrsack__path_is_removed(void **state)
{
	struct sctp_path *first = U.a.primary;
	struct sctp_path *p = unit_path(0x0a000102, SCTP_PATH_ACTIVE);

	p->confirmed = true;
	send_chunks(4);
	keeps(-1, 2, 3);
	sctp_sendq_forget_path(&U.a, first, p);
	assert_ptr_equal(chunk(2)->path, p);
	assert_true(kept(2) && kept(3));
	assert_int_equal(first->flight.size, 0);
	unit_acked(TSN(3), 100000);
	unit_nothing_left();
}

static void nrsack__association_that_ends_frees_it_once(void **state)
{
	send_chunks(6);
	keeps(-1, 2, 4);
	assert_int_equal(U.released, 3);
	sctp_assoc_abort(&U.a, NULL, 0, U.now);
	unit_flush();
	/* the user is told of the others only */
	assert_int_equal(U.released, 6);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

/* ---- messages that are given up ---- */

static void give(u32 len, u16 sid, u16 flags, u32 value)
{
	struct shim_msg *msg = shim_msg_new(len);

	msg->m.sid = sid;
	msg->m.flags = flags;
	msg->m.value = value;
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
	unit_flush();
}

static void nrsack__kept_message_is_not_given_up(void **state)
{
	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	give(100, 3, 0, 0);
	give(100, 3, SCTP_TX_PR_TTL, 50);
	keeps(-1, 1, 1);
	unit_wait(60 * MS);
	assert_false(unit_noticed(SCTP_EV_SEND_FAILED, 1));
	assert_int_equal(U.mib[SCTP_MIB_ABANDONED], 0);
	assert_true(kept(1));
	unit_acked(TSN(1), 100000);
	assert_int_equal(unit_count(SCTP_CT_FORWARD_TSN), 0);
	unit_nothing_left();
}

/* Kept fragments of a message that is given up are given up with the others:
 * the peer has to skip all of it
 */
static void given_up_around(int from, int to)
{
	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	give(10, 3, SCTP_TX_UNORDERED, 0);
	give(5 * UNIT_PMDCS, 3, SCTP_TX_PR_TTL, 50);
	give(10, 3, 0, 0);
	assert_int_equal(U.a.tx.ring.next, TSN(8));
	unit_acked(TSN(0), 100000);
	keeps(0, from, to);
	unit_forget_sent();
	unit_wait(80 * MS);
	assert_true(unit_noticed(SCTP_EV_SEND_FAILED, 1));
	assert_int_equal(U.mib[SCTP_MIB_ABANDONED], 1);
	assert_non_null(unit_sent_forward(SCTP_CT_FORWARD_TSN, TSN(6), 1));
	assert_int_equal(chunk(from)->state, SCTP_CHUNK_ABANDONED);
	assert_int_equal(chunk(to)->state, SCTP_CHUNK_ABANDONED);
	assert_int_not_equal(chunk(7)->state, SCTP_CHUNK_ABANDONED);
	assert_int_equal(U.released, 2);
	/* it changes nothing any more */
	keeps(0, from, to);
	assert_int_equal(chunk(from)->state, SCTP_CHUNK_ABANDONED);
	unit_acked(TSN(7), 100000);
	unit_nothing_left();
}

static void nrsack__given_up_around_a_kept_fragment(void **state)
{
	given_up_around(3, 4);
}

static void nrsack__given_up_before_kept_fragments(void **state)
{
	given_up_around(4, 6);
}

static void nrsack__given_up_behind_kept_fragments(void **state)
{
	given_up_around(1, 3);
}

/* With I-DATA other messages may be between them, one of which is kept */
static void nrsack__given_up_beside_kept_messages(void **state)
{
	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	give(10, 2, 0, 0);
	give(2 * UNIT_PMDCS, 3, SCTP_TX_PR_TTL, 50);
	give(10, 3, 0, 0);
	keeps(-1, 2, 4);
	unit_wait(80 * MS);
	assert_int_equal(chunk(1)->state, SCTP_CHUNK_ABANDONED);
	assert_int_equal(chunk(2)->state, SCTP_CHUNK_ABANDONED);
	assert_int_equal(chunk(3)->state, SCTP_CHUNK_ABANDONED);
	assert_true(kept(4));
	/* 0 is missing, so nothing is told yet */
	assert_int_equal(unit_count(SCTP_CT_I_FORWARD_TSN), 0);
	unit_acked(TSN(0), 100000);
	assert_non_null(unit_sent_forward(SCTP_CT_I_FORWARD_TSN, TSN(3), 1));
	unit_acked(TSN(4), 100000);
	unit_nothing_left();
}

/* What is kept is not among what the peer is told to skip */
static void nrsack__forward_tsn_ends_before_what_is_kept(void **state)
{
	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	give(10, 1, SCTP_TX_PR_TTL, 50);
	give(10, 1, 0, 0);
	give(10, 2, SCTP_TX_PR_TTL, 50);
	keeps(-1, 1, 1);
	unit_wait(60 * MS);
	assert_non_null(unit_sent_forward(SCTP_CT_FORWARD_TSN, TSN(0), 1));
	unit_forget_sent();
	unit_acked(TSN(1), 100000);
	assert_non_null(unit_sent_forward(SCTP_CT_FORWARD_TSN, TSN(2), 1));
}

/* ---- hostile ---- */

static void bad(int cum, u32 r, u32 nr, const u16 (*block)[2])
{
	u64 before = U.mib[SCTP_MIB_IN_BAD_SACK];

	hear(cum, r, nr, block);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_SACK], before + 1);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

static void nrsack__of_what_was_never_sent(void **state)
{
	const u16 beyond[2][2] = { { 3, 3 }, { 9, 11 } };
	const u16 far[1][2] = { { 60000, 65535 } };

	send_chunks(10);
	bad(-1, 0, 2, beyond);
	assert_int_equal(U.released, 1);
	assert_true(kept(2));
	assert_false(kept(8));
	bad(-1, 0, 1, far);
	bad(-1, 1, 1, beyond);
	assert_int_equal(U.released, 1);
}

static void nrsack__blocks_backwards_or_twice(void **state)
{
	const u16 backwards[2][2] = { { 7, 8 }, { 3, 4 } };
	const u16 inside_out[1][2] = { { 8, 3 } };
	const u16 twice[2][2] = { { 3, 6 }, { 5, 8 } };
	const u16 before[1][2] = { { 0, 2 } };

	send_chunks(10);
	bad(-1, 0, 1, inside_out);
	bad(-1, 0, 1, before);
	assert_int_equal(U.released, 0);
	bad(-1, 0, 2, backwards);
	assert_int_equal(U.released, 2);
	bad(-1, 0, 2, twice);
	assert_int_equal(U.released, 6);
	assert_int_equal(U.mib[SCTP_MIB_RENEGES], 0);
}

/* A TSN in both lists is kept, whichever begins first */
static void nrsack__lists_overlap(void **state)
{
	const u16 r_first[2][2] = { { 2, 5 }, { 4, 7 } };
	const u16 nr_first[2][2] = { { 5, 9 }, { 3, 8 } };

	send_chunks(12);
	hear(-1, 1, 1, r_first);
	assert_int_equal(chunk(1)->state, SCTP_CHUNK_ACKED);
	assert_int_equal(chunk(2)->state, SCTP_CHUNK_ACKED);
	assert_true(kept(3) && kept(6));
	assert_int_equal(U.released, 4);
	hear(-1, 1, 1, nr_first);
	assert_true(kept(2) && kept(7));
	assert_int_equal(chunk(8)->state, SCTP_CHUNK_ACKED);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_SACK], 0);
	/* only 1 was not in it */
	assert_int_equal(U.mib[SCTP_MIB_RENEGES], 1);
}

/* ... or within a block of the other list */
static void nrsack__block_within_another(void **state)
{
	const u16 r_around[2][2] = { { 2, 9 }, { 4, 5 } };
	const u16 nr_around[2][2] = { { 4, 5 }, { 2, 9 } };

	send_chunks(12);
	hear(-1, 1, 1, r_around);
	assert_int_equal(U.released, 2);
	hear(-1, 1, 1, r_around);
	assert_int_equal(chunk(8)->state, SCTP_CHUNK_ACKED);
	hear(-1, 1, 1, nr_around);
	assert_int_equal(U.released, 8);
	assert_int_equal(U.mib[SCTP_MIB_RENEGES], 0);
}

static void nrsack__counts_that_lie(void **state)
{
	const u16 block[2][2] = { { 3, 4 }, { 6, 7 } };
	struct unit_build b = { 0 };
	struct sctpw_nrsack *h;

	send_chunks(10);
	h = build(&b, TSN(-1), 1, 1, block);
	h->num_nr = htons(2);
	got(&b);
	h->num_nr = htons(0xffff);
	h->num_gaps = htons(0xffff);
	h->num_dups = htons(0xffff);
	got(&b);
	h->num_nr = htons(1);
	h->num_gaps = htons(1);
	h->num_dups = htons(1);
	got(&b);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_SACK], 3);
	assert_int_equal(U.released, 0);
	assert_int_equal(U.a.tx.ring.flight, 10 * 1400);
	h->num_dups = 0;
	got(&b);
	assert_int_equal(U.released, 2);
}

static void nrsack__cumulative_tsn_never_sent_aborts(void **state)
{
	struct unit_build b = { 0 };

	send_chunks(2);
	build(&b, TSN(2), 0, 0, NULL);
	got(&b);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(unit_count(SCTP_CT_ABORT), 1);
}

static void nrsack__with_nothing_outstanding(void **state)
{
	const u16 block[1][2] = { { 2, 3 } };

	hear(-1, 0, 1, block);
	assert_int_equal(U.a.counts.gapcnt, 0);
	assert_false(U.a.tx.sackin.gaps);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

/* One acknowledgment of a packet counts, whichever kind it is */
static void nrsack__second_one_of_a_packet(void **state)
{
	const u16 block[1][2] = { { 2, 3 } };
	struct unit_build b = { 0 };

	send_chunks(10);
	unit_sack(&b, TSN(0), 100000, 0);
	build(&b, TSN(0), 0, 1, block);
	got(&b);
	assert_int_equal(U.released, 1);
	assert_int_equal(U.a.counts.isacks, 1);
}

/* A peer that has it may send either */
static void nrsack__peer_sends_sack(void **state)
{
	struct unit_build b = { 0 };

	send_chunks(10);
	unit_sack(&b, TSN(0), 100000, 1, 3, 5);
	got(&b);
	assert_int_equal(U.a.tx.ring.base, TSN(1));
	assert_int_equal(U.released, 1);
	assert_int_equal(chunk(3)->state, SCTP_CHUNK_ACKED);
}

/* Not agreed upon: an unknown chunk, for which the rest is not processed
 * (RFC 9260 section 3.2)
 */
static void nrsack__not_agreed_upon(void **state)
{
	const u16 block[1][2] = { { 2, 3 } };
	struct unit_build b = { 0 };

	U.a.hs.caps &= ~SCTP_CAP_NR_SACK;
	send_chunks(10);
	build(&b, TSN(0), 0, 1, block);
	unit_sack(&b, TSN(5), 100000, 0);
	got(&b);
	assert_int_equal(U.a.tx.ring.base, TSN(0));
	assert_int_equal(U.released, 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_UNKNOWN_CHUNK], 1);
	assert_int_equal(unit_count(SCTP_CT_ERROR), 0);
}

/* ---- what we say ---- */

static void arrives(u32 n, u16 sid, u16 ssn, u8 flags)
{
	struct unit_build b = { 0 };

	unit_data(&b, PEER(n), sid, ssn, flags, 40);
	unit_input(&b);
}

static void arrives_idata(u32 n, u16 sid, u32 mid, u32 fsn, u8 flags)
{
	struct unit_build b = { 0 };
	struct sctpw_idata *d = unit_chunk(&b, SCTP_CT_I_DATA, flags, NULL,
					   16 + 40);

	d->tsn = htonl(PEER(n));
	d->sid = htons(sid);
	d->mid = htonl(mid);
	d->fsn = htonl(flags & B ? 0 : fsn);
	unit_input(&b);
}

/* The next NR-SACK, with @r blocks, then @nr, after chunk @cum of the peer */
static void say(int cum, u32 r, u32 nr, const u16 (*block)[2])
{
	const struct sctpw_nrsack *h;
	const struct sctpw_gap *gap;
	u32 i;

	unit_forget_sent();
	sctp_sack_hurry(&U.a);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(unit_count(SCTP_CT_SACK), 0);
	h = (const void *)unit_find(U.sent[0], SCTP_CT_NR_SACK, 0);
	assert_non_null(h);
	gap = (const void *)(h + 1);
	assert_int_equal(ntohl(h->cum_tsn_ack), PEER(cum));
	assert_int_equal(ntohs(h->num_gaps), r);
	assert_int_equal(ntohs(h->num_nr), nr);
	assert_int_equal(h->reserved, 0);
	assert_int_equal(ntohs(h->ch.len),
			 20 + 4 * (r + nr + ntohs(h->num_dups)));
	for (i = 0; i < r + nr; i++) {
		assert_int_equal(ntohs(gap[i].start), block[i][0]);
		assert_int_equal(ntohs(gap[i].end), block[i][1]);
	}
}

static void nrsack__instead_of_sack(void **state)
{
	arrives(0, 0, 0, BE);
	say(0, 0, 0, NULL);
	assert_int_equal(U.a.counts.osacks, 1);
	assert_int_equal(U.sent[0]->len, 20);
}

static void nrsack__sack_if_the_peer_lacks_it(void **state)
{
	U.a.hs.caps &= ~SCTP_CAP_NR_SACK;
	arrives(2, 0, 0, BE | UN);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_SACK), 1);
	assert_int_equal(unit_count(SCTP_CT_NR_SACK), 0);
}

static void nrsack__whole_messages_are_kept(void **state)
{
	const u16 block[3][2] = { { 8, 9 }, { 3, 3 }, { 5, 6 } };

	arrives(2, 0, 0, BE | UN);
	/* delivered, and waiting for its turn */
	arrives(4, 0, 0, BE | UN);
	arrives(5, 1, 5, BE);
	/* fragments, without the end */
	arrives(7, 0, 0, B);
	arrives(8, 0, 0, 0);
	say(-1, 1, 2, block);
}

static void nrsack__fragments_are_kept_when_they_are_all_there(void **state)
{
	const u16 some[1][2] = { { 3, 4 } };
	const u16 cut[2][2] = { { 6, 7 }, { 3, 5 } };
	const u16 first[1][2] = { { 3, 5 } };
	const u16 all[1][2] = { { 3, 7 } };

	arrives(2, 0, 0, B);
	arrives(3, 0, 0, 0);
	say(-1, 1, 0, some);
	arrives(4, 0, 0, E);
	arrives(5, 0, 1, B);
	arrives(6, 0, 1, 0);
	say(-1, 1, 1, cut);
	/* the next one is whole, too, in place of what was begun */
	sctp_reasm_renege(&U.a);
	say(-1, 0, 1, first);
	arrives(5, 0, 1, B);
	arrives(6, 0, 1, E);
	say(-1, 0, 1, all);
}

/* Whatever memory is short of, it is not reneged on */
static void nrsack__what_is_kept_is_not_dropped(void **state)
{
	const u16 block[2][2] = { { 4, 4 }, { 3, 3 } };
	const u16 left[1][2] = { { 3, 3 } };

	arrives(2, 0, 1, BE);
	arrives(3, 0, 2, B);
	say(-1, 1, 1, block);
	sctp_reasm_renege(&U.a);
	say(-1, 0, 1, left);
	arrives(0, 1, 0, BE);
	arrives(1, 0, 0, BE);
	say(2, 0, 0, NULL);
	unit_read(unit_next_msg());
	unit_read(unit_next_msg());
	unit_read(unit_next_msg());
	unit_nothing_held();
}

/* A message that cannot be taken before its gap is closed may be dropped */
static void nrsack__too_many_wait(void **state)
{
	const struct sctpw_nrsack *h;
	const struct sctpw_gap *gap;
	u32 n;

	sctp_assoc_set_rcvbuf(&U.a, 8 << 20);
	for (n = 1; n <= SCTP_MAX_WAITING + 2; n++) {
		arrives(n, 1, n, BE);
		unit_flush();
		unit_forget_sent();
	}
	sctp_sack_hurry(&U.a);
	unit_flush();
	h = (const void *)unit_find(U.sent[0], SCTP_CT_NR_SACK, 0);
	gap = (const void *)(h + 1);
	assert_int_equal(ntohs(h->num_gaps), 1);
	assert_int_equal(ntohs(h->num_nr), 1);
	assert_int_equal(ntohs(gap[0].start), SCTP_MAX_WAITING + 2);
	assert_int_equal(ntohs(gap[0].end), SCTP_MAX_WAITING + 3);
	assert_int_equal(ntohs(gap[1].start), 2);
	assert_int_equal(ntohs(gap[1].end), SCTP_MAX_WAITING + 1);
}

/* Of a stream that does not exist nothing is kept, so nothing is dropped */
static void nrsack__stream_that_does_not_exist(void **state)
{
	const u16 block[1][2] = { { 3, 3 } };

	arrives(2, 60000, 0, B);
	unit_flush();
	say(-1, 0, 1, block);
}

static void nrsack__larger_ring_has_the_same_blocks(void **state)
{
	const u16 block[3][2] = { { 3, 3 }, { 5, 5 }, { 500, 500 } };

	arrives(4, 0, 0, BE | UN);
	arrives(2, 0, 0, B);
	arrives(499, 0, 0, BE | UN);
	assert_true(U.a.rx.ring.mask + 1 >= 512);
	say(-1, 1, 2, block);
}

/* What is cumulatively acknowledged leaves no trace in the ring */
static void nrsack__ring_is_used_again(void **state)
{
	const u16 block[1][2] = { { 2, 2 } };
	u32 n, size;

	arrives(1, 0, 0, BE | UN);
	arrives(0, 0, 0, BE | UN);
	size = U.a.rx.ring.mask + 1;
	for (n = 2; n < size; n++) {
		arrives(n, 0, 0, BE | UN);
		unit_flush();
		unit_forget_sent();
	}
	/* the slot of 1 again */
	arrives(size + 1, 0, 0, B);
	say(size - 1, 1, 0, block);
}

static void nrsack__duplicates_follow_both_lists(void **state)
{
	const u16 block[2][2] = { { 5, 5 }, { 3, 3 } };
	const struct sctpw_nrsack *h;

	arrives(2, 0, 0, BE | UN);
	arrives(4, 0, 0, B);
	arrives(2, 0, 0, BE | UN);
	say(-1, 1, 1, block);
	h = (const void *)unit_find(U.sent[0], SCTP_CT_NR_SACK, 0);
	assert_int_equal(ntohs(h->num_dups), 1);
	assert_int_equal(get_unaligned_be32((const u8 *)(h + 1) + 8), PEER(2));
}

/* The lowest TSNs, if the packet has no room for all */
static void nrsack__as_many_blocks_as_fit(void **state)
{
	struct unit_build b = { 0 };
	const struct sctpw_nrsack *h;
	const struct sctpw_gap *gap;
	u32 n, most = (UNIT_MTU - 12 - 20) / 4;

	for (n = 1; n < 2 * most; n++) {
		arrives(2 * n, 0, 0, n % 2 ? BE | UN : B);
		unit_flush();
		unit_forget_sent();
	}
	unit_data(&b, PEER(2), 0, 0, BE | UN, 40);
	unit_input(&b);
	unit_flush();
	assert_in_range(U.sent[0]->len, 4, UNIT_MTU - 12);
	h = (const void *)unit_find(U.sent[0], SCTP_CT_NR_SACK, 0);
	gap = (const void *)(h + 1);
	assert_int_equal(ntohs(h->num_gaps) + ntohs(h->num_nr), most);
	assert_int_equal(ntohs(h->num_dups), 0);
	assert_int_equal(ntohs(h->num_nr), (most + 1) / 2);
	assert_int_equal(ntohs(gap[0].start), 5);
	assert_int_equal(ntohs(gap[ntohs(h->num_gaps)].start), 3);
}

/* ... and its size is what it takes */
static void nrsack__size_is_that_of_what_is_built(void **state)
{
	struct sk_buff *skb;
	u32 room, size, n;

	for (n = 1; n < 40; n++)
		arrives(2 * n, 0, 0, n % 3 ? BE | UN : B);
	for (room = 20; room < 300; room++) {
		arrives(2, 0, 0, BE | UN);
		size = sctp_sack_size(&U.a, room);
		skb = sctp_skb_alloc(room);
		sctp_sack_build(&U.a, skb, room);
		assert_int_equal(skb->len, size);
		assert_true(size <= room);
		kfree_skb(skb);
	}
}

/* A packet that has room for a SACK, but not for an NR-SACK */
static void nrsack__next_packet_if_the_header_does_not_fit(void **state)
{
	static const u8 error[UNIT_PMDCS - 4 - 16];

	arrives(0, 0, 0, BE);
	sctp_ctl_add(&U.a, NULL, SCTP_CT_ERROR, error, sizeof(error), NULL, 0);
	sctp_sack_hurry(&U.a);
	unit_flush();
	assert_int_equal(U.nsent, 2);
	assert_int_equal(U.sent[0]->len, UNIT_PMDCS - 16);
	assert_int_equal(unit_count(SCTP_CT_NR_SACK), 1);
	assert_non_null(unit_find(U.sent[1], SCTP_CT_NR_SACK, 0));
}

static void nrsack__fragments_of_idata(void **state)
{
	const u16 both[2][2] = { { 4, 4 }, { 3, 3 } };
	const u16 mixed[2][2] = { { 4, 5 }, { 3, 3 } };
	const u16 all[1][2] = { { 3, 6 } };

	U.a.rx.fsn_way = SCTP_FSN_RFC;
	arrives_idata(2, 2, 0, 0, BE | UN);
	arrives_idata(3, 1, 0, 0, B);
	say(-1, 1, 1, both);
	arrives_idata(4, 1, 0, 1, 0);
	say(-1, 1, 1, mixed);
	/* the last one completes the message: none of them is dropped now */
	arrives_idata(5, 1, 0, 2, E);
	say(-1, 0, 1, all);
	sctp_reasm_renege(&U.a);
	say(-1, 0, 1, all);
	arrives_idata(0, 2, 0, 0, BE);
	arrives_idata(1, 2, 1, 0, BE);
	say(5, 0, 0, NULL);
}

/* Two messages are mixed, and one is complete */
static void nrsack__idata_of_two_messages(void **state)
{
	const u16 block[4][2] = { { 4, 4 }, { 6, 6 }, { 3, 3 }, { 5, 5 } };

	U.a.rx.fsn_way = SCTP_FSN_RFC;
	arrives_idata(2, 1, 0, 0, B);
	arrives_idata(3, 2, 0, 0, B);
	arrives_idata(5, 2, 0, 1, 0);
	arrives_idata(4, 1, 0, 1, E);
	say(-1, 2, 2, block);
	sctp_reasm_renege(&U.a);
	say(-1, 0, 2, block + 2);
}

/* The peer gives up a message of which fragments arrived: they are dropped and
 * not asked for again
 */
static void nrsack__idata_that_the_peer_gives_up(void **state)
{
	const struct unit_skip skip = { 1, 0, 0 };
	const u16 before[1][2] = { { 3, 4 } };
	const u16 block[1][2] = { { 2, 3 } };
	struct unit_build b = { 0 };

	U.a.hs.caps |= SCTP_CAP_PRSCTP | SCTP_CAP_I_FORWARD;
	arrives_idata(2, 1, 0, 0, B);
	arrives_idata(3, 1, 0, 1, 0);
	say(-1, 1, 0, before);
	unit_forward(&b, SCTP_CT_I_FORWARD_TSN, PEER(0), 1, &skip);
	unit_input(&b);
	say(0, 0, 1, block);
}

#define NR(fn) cmocka_unit_test_setup_teardown(fn, setup, unit_teardown)
#define NRI(fn) cmocka_unit_test_setup_teardown(fn, setup_idata, unit_teardown)

static const struct CMUnitTest tests[] = {
	NR(nrsack__frees_what_the_peer_keeps),
	NR(nrsack__renegable_block_frees_nothing),
	NR(nrsack__both_lists_in_any_order),
	NR(nrsack__renegable_first),
	NR(nrsack__what_is_kept_cannot_be_reneged_on),
	NR(nrsack__frees_a_message_with_its_last_fragment),
	NR(nrsack__measures_and_finds_losses),
	NR(nrsack__measures_no_retransmission),
	NR(nrsack__of_what_was_to_be_sent_again),
	NR(nrsack__ring_that_grows_keeps_the_state),
	NR(nrsack__shutdown_waits_for_the_rest),
	NR(nrsack__path_is_removed),
	NR(nrsack__association_that_ends_frees_it_once),
	NR(nrsack__kept_message_is_not_given_up),
	NR(nrsack__given_up_around_a_kept_fragment),
	NR(nrsack__given_up_before_kept_fragments),
	NR(nrsack__given_up_behind_kept_fragments),
	NRI(nrsack__given_up_beside_kept_messages),
	NR(nrsack__forward_tsn_ends_before_what_is_kept),
	NR(nrsack__of_what_was_never_sent),
	NR(nrsack__blocks_backwards_or_twice),
	NR(nrsack__lists_overlap),
	NR(nrsack__block_within_another),
	NR(nrsack__counts_that_lie),
	NR(nrsack__cumulative_tsn_never_sent_aborts),
	NR(nrsack__with_nothing_outstanding),
	NR(nrsack__second_one_of_a_packet),
	NR(nrsack__peer_sends_sack),
	NR(nrsack__not_agreed_upon),
	NR(nrsack__instead_of_sack),
	NR(nrsack__sack_if_the_peer_lacks_it),
	NR(nrsack__whole_messages_are_kept),
	NR(nrsack__fragments_are_kept_when_they_are_all_there),
	NR(nrsack__what_is_kept_is_not_dropped),
	NR(nrsack__too_many_wait),
	NR(nrsack__stream_that_does_not_exist),
	NR(nrsack__larger_ring_has_the_same_blocks),
	NR(nrsack__ring_is_used_again),
	NR(nrsack__duplicates_follow_both_lists),
	NR(nrsack__as_many_blocks_as_fit),
	NR(nrsack__size_is_that_of_what_is_built),
	NR(nrsack__next_packet_if_the_header_does_not_fit),
	NRI(nrsack__fragments_of_idata),
	NRI(nrsack__idata_of_two_messages),
	NRI(nrsack__idata_that_the_peer_gives_up),
};

int main(void)
{
	return cmocka_run_group_tests(tests, NULL, NULL);
}
