// SPDX-License-Identifier: GPL-2.0-only
/* From fragments to messages with I-DATA, RFC 8260 section 2.2.3 */
#include "core/caps.h"
#include "core/recv/reasm.h"
#include "core/recv/unfinished.h"
#include "core/send/sendq.h"
#include "core/wire/dataformat.h"
#include "unit.h"

#define TSN(n)	(UNIT_PEER_TSN + (n))
#define HDR	20
#define B	SCTP_DATA_B
#define E	SCTP_DATA_E
#define UN	SCTP_DATA_U
#define WHOLE	(SCTP_RX_FIRST | SCTP_RX_LAST)

static u8 bytes[65536];

static int setup(void **state)
{
	int err = unit_setup_up(state);

	U.a.hs.caps |= SCTP_CAP_I_DATA;
	sctp_sendq_set_format(&U.a, SCTP_FORMAT_I_DATA);
	return err;
}

/* User data says which fragment of which message it is */
static u8 mark(u16 sid, u32 mid, u32 fsn)
{
	return sid * 31 + mid * 7 + fsn;
}

static void put(struct unit_build *b, u32 n, u16 sid, u32 mid, u32 fsn,
		u8 flags, u32 len)
{
	struct sctpw_idata *d = unit_chunk(b, SCTP_CT_I_DATA, flags, NULL,
					   HDR - 4 + len);

	d->tsn = htonl(TSN(n));
	d->sid = htons(sid);
	d->mid = htonl(mid);
	if (flags & B)
		d->ppid = htonl(77);
	else
		d->fsn = htonl(fsn);
	memset(d + 1, mark(sid, mid, fsn), len);
}

static void arrives(u32 n, u16 sid, u32 mid, u32 fsn, u8 flags, u32 len)
{
	struct unit_build b = { 0 };

	put(&b, n, sid, mid, fsn, flags, len);
	unit_input(&b);
	unit_flush();
	unit_forget_sent();
}

/* The next message, or part: @n fragments of @len bytes, from @fsn on */
static void expect(u16 sid, u32 mid, u32 fsn, u32 n, u32 len, u8 flags)
{
	struct sctp_rx_msg *m = unit_next_msg();
	u32 i;

	assert_non_null(m);
	assert_int_equal(m->sid, sid);
	assert_int_equal(m->mid, mid);
	assert_int_equal(ntohl(m->ppid), 77);
	assert_int_equal(m->len, n * len);
	assert_int_equal(m->flags & WHOLE, flags);
	assert_int_equal(unit_msg_bytes(m, bytes, sizeof(bytes)), n * len);
	for (i = 0; i < n * len; i++)
		assert_int_equal(bytes[i], mark(sid, mid, fsn + i / len));
	unit_read(m);
}

static void expect_none(void)
{
	assert_null(unit_next_msg());
}

static void unfinished__messages_of_streams_are_mixed(void **state)
{
	arrives(0, 1, 0, 0, B, 100);
	arrives(1, 2, 0, 0, B, 50);
	arrives(2, 1, 0, 1, 0, 100);
	arrives(3, 3, 0, 0, B | E, 10);
	expect(3, 0, 0, 1, 10, WHOLE);
	arrives(4, 2, 0, 1, E, 50);
	expect(2, 0, 0, 2, 50, WHOLE);
	expect_none();
	arrives(5, 1, 0, 2, E, 100);
	expect(1, 0, 0, 3, 100, WHOLE);
	unit_nothing_held();
}

/* Fragments in any order, of TSNs if @tsns, else of FSNs */
static void every_order(bool tsns)
{
	u32 base = 0, perm, i, left, pick, order[4];

	for (perm = 0; perm < 24; perm++, base += 4) {
		u32 code = perm;

		for (i = 0; i < 4; i++)
			order[i] = i;
		for (i = 0; i < 4; i++) {
			left = 4 - i;
			pick = code % left;
			code /= left;
			swap(order[i], order[i + pick]);
			arrives(base + (tsns ? order[i] : i), 1, perm,
				order[i], (order[i] == 0 ? B : 0) |
				(order[i] == 3 ? E : 0), 10);
			if (i < 3)
				expect_none();
		}
		expect(1, perm, 0, 4, 10, WHOLE);
	}
	unit_nothing_held();
}

static void unfinished__every_order_of_tsns(void **state)
{
	every_order(true);
}

/* TSNs tell nothing about the order of fragments */
static void unfinished__every_order_of_fsns(void **state)
{
	every_order(false);
}

/* A message, by which the peer shows that it numbers fragments as it should */
static void shows_its_way(void)
{
	arrives(0, 4, 0, 0, B, 10);
	arrives(1, 4, 0, 1, E, 10);
	expect(4, 0, 0, 2, 10, WHOLE);
}

static void unfinished__complete_behind_a_gap(void **state)
{
	shows_its_way();
	arrives(3, 1, 0, 0, B, 10);
	arrives(4, 2, 0, 0, B, 10);
	arrives(5, 1, 0, 1, E, 10);
	expect(1, 0, 0, 2, 10, WHOLE);
	arrives(7, 2, 0, 1, E, 10);
	expect(2, 0, 0, 2, 10, WHOLE);
	assert_int_equal(U.a.rx.ring.cum_tsn, TSN(1));
	arrives(6, 1, 1, 0, B | E, 10);
	arrives(2, 3, 0, 0, B | E, 10);
	assert_int_equal(U.a.rx.ring.cum_tsn, TSN(7));
	expect(1, 1, 0, 1, 10, WHOLE);
	expect(3, 0, 0, 1, 10, WHOLE);
	unit_nothing_held();
}

static void unfinished__ordered_behind_a_gap_waits_for_its_turn(void **state)
{
	arrives(2, 1, 1, 0, B, 10);
	arrives(3, 1, 1, 1, E, 10);
	expect_none();
	arrives(1, 1, 0, 1, E, 10);
	arrives(0, 1, 0, 0, B, 10);
	expect(1, 0, 0, 2, 10, WHOLE);
	expect(1, 1, 0, 2, 10, WHOLE);
	unit_nothing_held();
}

/* Ordered and unordered messages are numbered apart */
static void unfinished__same_mid_ordered_and_not(void **state)
{
	arrives(0, 1, 0, 0, B, 10);
	arrives(1, 1, 0, 0, B | UN, 20);
	arrives(2, 1, 0, 1, E | UN, 20);
	expect(1, 0, 0, 2, 20, WHOLE);
	arrives(3, 1, 0, 1, E, 10);
	expect(1, 0, 0, 2, 10, WHOLE);
	arrives(5, 1, 7, 1, E | UN, 20);
	arrives(4, 1, 7, 0, B | UN, 20);
	expect(1, 7, 0, 2, 20, WHOLE);
	unit_nothing_held();
}

static void unfinished__fragments_share_packets(void **state)
{
	struct unit_build b = { 0 };

	put(&b, 0, 1, 0, 0, B, 10);
	put(&b, 1, 1, 0, 1, 0, 10);
	put(&b, 2, 2, 0, 0, B, 10);
	put(&b, 3, 1, 0, 2, E, 10);
	put(&b, 5, 2, 0, 2, E, 10);
	unit_input(&b);
	unit_flush();
	expect(1, 0, 0, 3, 10, WHOLE);
	arrives(4, 2, 0, 1, 0, 10);
	expect(2, 0, 0, 3, 10, WHOLE);
	unit_nothing_held();
}

static void unfinished__mid_does_not_wrap_as_an_ssn(void **state)
{
	u32 i;

	for (i = 0; i < 65536 + 3; i++) {
		arrives(i, 0, i, 0, B | E, 4);
		expect(0, i, 0, 1, 4, WHOLE);
	}
	/* as an SSN it would be next */
	arrives(i, 0, 3, 0, B | E, 4);
	expect_none();
	arrives(i + 1, 0, 65536 + 3, 0, B, 4);
	arrives(i + 2, 0, 65536 + 3, 1, E, 4);
	expect(0, 65536 + 3, 0, 2, 4, WHOLE);
	unit_nothing_held();
}

/* A fragment of a message that was delivered: only its TSN counts */
static void unfinished__late_fragment_is_dropped(void **state)
{
	arrives(0, 1, 0, 0, B | E, 10);
	expect(1, 0, 0, 1, 10, WHOLE);
	arrives(1, 1, 0, 1, E, 10);
	arrives(3, 1, 0, 2, 0, 10);
	arrives(2, 1, 0, 0, B, 10);
	assert_int_equal(U.a.rx.ring.cum_tsn, TSN(3));
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	unit_nothing_held();
}

static void expect_violation(void)
{
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.a.end, SCTP_END_PROTOCOL);
}

struct abuse {
	u32 n;
	u32 fsn;
	u8 flags;
};

/* The last of them breaks a rule, in order of TSNs or not */
static void abused(const struct abuse *what, u32 n)
{
	u32 i;

	for (i = 0; i < n; i++) {
		assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
		arrives(what[i].n, 1, 0, what[i].fsn, what[i].flags, 10);
	}
	expect_violation();
}

#define ABUSE(name, ...)						\
static void unfinished__##name(void **state)				\
{									\
	static const struct abuse what[] = { __VA_ARGS__ };		\
									\
	abused(what, ARRAY_SIZE(what));					\
}

ABUSE(same_fsn_twice, { 0, 0, B }, { 1, 1, 0 }, { 2, 1, 0 })
ABUSE(same_fsn_twice_early, { 0, 0, B }, { 2, 3, 0 }, { 3, 3, 0 })
ABUSE(same_fsn_behind_a_gap, { 0, 0, B }, { 2, 1, 0 }, { 1, 1, 0 })
ABUSE(two_beginnings, { 0, 0, B }, { 1, 0, B })
ABUSE(two_beginnings_early, { 2, 0, B }, { 1, 0, B })
ABUSE(two_ends, { 0, 0, B }, { 2, 4, E }, { 3, 3, E })
ABUSE(beyond_the_end, { 2, 4, E }, { 1, 5, 0 })
ABUSE(end_before_others, { 1, 4, 0 }, { 2, 3, E })
ABUSE(zero_twice, { 0, 0, B }, { 1, 1, 0 }, { 2, 0, 0 })
ABUSE(end_is_zero, { 0, 0, B }, { 1, 1, 0 }, { 2, 0, E })
ABUSE(zero_before_the_end, { 2, 0, E }, { 1, 1, 0 })
ABUSE(zero_again_twice, { 0, 0, B }, { 1, 0, 0 }, { 2, 0, 0 })
ABUSE(whole_beside_fragments, { 0, 0, B }, { 1, 0, B | E })
ABUSE(fsn_far_behind, { 0, 0, B }, { 1, 1, 0 }, { 2, 0x80000003, 0 })

static void unfinished__data_is_a_violation(void **state)
{
	struct unit_build b = { 0 };

	unit_data(&b, TSN(0), 1, 0, SCTP_DATA_BE, 100);
	unit_input(&b);
	expect_violation();
}

static void unfinished__fsn_wraps(void **state)
{
	struct sctp_rx_msg *m;

	arrives(0, 1, 0, 0, B, 10);
	U.a.rx.reasm.unfinished->recent->fsn = 0xffffffff;
	arrives(1, 1, 0, 0xffffffff, 0, 10);
	arrives(3, 1, 0, 1, E, 10);
	arrives(2, 1, 0, 0, 0, 10);
	m = unit_next_msg();
	assert_int_equal(m->len, 40);
	unit_read(m);
}

/* --- as Linux numbers fragments: from 0 again after the first --- */

static void arrives_apart(u32 n, u16 sid, u32 mid, u32 fsn, u8 flags, u32 len)
{
	struct unit_build b = { 0 };

	put(&b, n, sid, mid, fsn, flags, len);
	if (!(flags & B))
		((struct sctpw_idata *)b.bytes)->fsn = htonl(fsn - 1);
	unit_input(&b);
	unit_flush();
	unit_forget_sent();
}

static void apart__known_by_the_second_fragment(void **state)
{
	assert_false(sctp_fsn_apart(&U.a));
	arrives_apart(0, 1, 0, 0, B, 10);
	assert_false(sctp_fsn_apart(&U.a));
	arrives_apart(1, 1, 0, 1, E, 10);
	assert_true(sctp_fsn_apart(&U.a));
	expect(1, 0, 0, 2, 10, WHOLE);
	arrives_apart(2, 1, 1, 0, B, 10);
	arrives_apart(3, 1, 1, 1, 0, 10);
	arrives_apart(4, 1, 1, 2, 0, 10);
	arrives_apart(5, 1, 1, 3, E, 10);
	expect(1, 1, 0, 4, 10, WHOLE);
	unit_nothing_held();
}

/* The message seems complete without its second fragment */
static void apart__second_fragment_is_late(void **state)
{
	arrives_apart(0, 1, 0, 0, B, 10);
	arrives_apart(2, 1, 0, 2, E, 10);
	expect_none();
	arrives_apart(1, 1, 0, 1, 0, 10);
	expect(1, 0, 0, 3, 10, WHOLE);
	unit_nothing_held();
}

static void apart__several_messages_are_renumbered(void **state)
{
	arrives_apart(1, 1, 0, 0, B, 10);
	arrives_apart(3, 1, 0, 2, E, 10);
	arrives_apart(4, 2, 0, 0, B, 20);
	arrives_apart(6, 2, 0, 2, 0, 20);
	expect_none();
	arrives_apart(2, 1, 0, 1, 0, 10);
	expect(1, 0, 0, 3, 10, WHOLE);
	arrives_apart(7, 2, 0, 3, E, 20);
	expect_none();
	arrives_apart(5, 2, 0, 1, 0, 20);
	expect(2, 0, 0, 4, 20, WHOLE);
	arrives_apart(0, 3, 0, 0, B | E, 10);
	expect(3, 0, 0, 1, 10, WHOLE);
	unit_nothing_held();
}

static void apart__every_order(void **state)
{
	u32 perm, i, order[4];

	for (perm = 0; perm < 24; perm++) {
		u32 code = perm;

		sctp_unfinished_unlearn(&U.a);
		for (i = 0; i < 4; i++)
			order[i] = i;
		for (i = 0; i < 4; i++) {
			u32 left = 4 - i, pick = code % left;

			code /= left;
			swap(order[i], order[i + pick]);
			arrives_apart(perm * 4 + order[i], 1, perm, order[i],
				      (order[i] == 0 ? B : 0) |
				      (order[i] == 3 ? E : 0), 10);
			if (i < 3)
				expect_none();
		}
		expect(1, perm, 0, 4, 10, WHOLE);
	}
	unit_nothing_held();
}

/* What was offered is a guess, and what was sent is not */
static void apart__offers_are_a_guess(void **state)
{
	U.a.hs.caps |= SCTP_CAP_FSN_APART;
	assert_true(sctp_fsn_apart(&U.a));
	arrives(0, 1, 0, 0, B, 10);
	arrives(1, 1, 0, 1, E, 10);
	expect(1, 0, 0, 2, 10, WHOLE);
	assert_false(sctp_fsn_apart(&U.a));
	sctp_unfinished_unlearn(&U.a);
	assert_true(sctp_fsn_apart(&U.a));
	unit_nothing_held();
}

/* --- parts --- */

static void unfinished__parts_of_several_messages(void **state)
{
	unit_set_cfg(U.a, pd_point, 100);
	arrives(0, 1, 0, 0, B, 100);
	expect(1, 0, 0, 1, 100, SCTP_RX_FIRST);
	arrives(1, 2, 0, 0, B | UN, 60);
	expect_none();
	arrives(2, 2, 0, 1, UN, 60);
	expect(2, 0, 0, 2, 60, SCTP_RX_FIRST);
	arrives(3, 1, 0, 1, 0, 10);
	expect(1, 0, 1, 1, 10, 0);
	arrives(4, 3, 0, 0, B | E, 10);
	expect(3, 0, 0, 1, 10, WHOLE);
	arrives(5, 2, 0, 2, E | UN, 60);
	expect(2, 0, 2, 1, 60, SCTP_RX_LAST);
	arrives(6, 1, 1, 0, B | E, 10);
	expect_none();
	arrives(7, 1, 0, 2, E, 10);
	expect(1, 0, 2, 1, 10, SCTP_RX_LAST);
	expect(1, 1, 0, 1, 10, WHOLE);
	unit_nothing_held();
}

static void unfinished__part_waits_for_its_turn(void **state)
{
	unit_set_cfg(U.a, pd_point, 100);
	arrives(0, 1, 1, 0, B, 100);
	arrives(1, 1, 1, 1, 0, 100);
	expect_none();
	arrives(2, 1, 0, 0, B | E, 10);
	expect(1, 0, 0, 1, 10, WHOLE);
	expect(1, 1, 0, 2, 100, SCTP_RX_FIRST);
	arrives(3, 1, 1, 2, E, 100);
	expect(1, 1, 2, 1, 100, SCTP_RX_LAST);
	unit_nothing_held();
}

/* What is behind a missing TSN is not delivered in parts */
static void unfinished__part_ends_at_a_gap(void **state)
{
	unit_set_cfg(U.a, pd_point, 100);
	shows_its_way();
	arrives(3, 1, 0, 0, B, 200);
	expect_none();
	arrives(5, 1, 0, 1, 0, 200);
	arrives(2, 2, 0, 0, B | E, 10);
	expect(2, 0, 0, 1, 10, WHOLE);
	expect(1, 0, 0, 1, 200, SCTP_RX_FIRST);
	expect_none();
	arrives(6, 1, 0, 2, E, 200);
	expect(1, 0, 1, 2, 200, SCTP_RX_LAST);
	arrives(4, 2, 1, 0, B | E, 10);
	expect(2, 1, 0, 1, 10, WHOLE);
	unit_nothing_held();
}

/* The reader tells unordered messages of a stream apart by nothing else */
static void unfinished__unordered_waits_for_unordered_parts(void **state)
{
	unit_set_cfg(U.a, pd_point, 100);
	arrives(0, 1, 0, 0, B | UN, 100);
	expect(1, 0, 0, 1, 100, SCTP_RX_FIRST);
	arrives(2, 1, 1, 0, B | E | UN, 10);
	arrives(3, 1, 2, 0, B | UN, 10);
	arrives(4, 1, 2, 1, E | UN, 10);
	expect_none();
	arrives(5, 2, 0, 0, B | E | UN, 10);
	expect(2, 0, 0, 1, 10, WHOLE);
	arrives(1, 1, 0, 1, E | UN, 100);
	expect(1, 0, 1, 1, 100, SCTP_RX_LAST);
	expect(1, 1, 0, 1, 10, WHOLE);
	expect(1, 2, 0, 2, 10, WHOLE);
	unit_nothing_held();
}

/* If the window is used up, a part is delivered: one at a time */
static void unfinished__parts_when_the_window_is_used_up(void **state)
{
	u32 n = 0, fsn = 0;
	struct sctp_rx_msg *m;

	while (!(m = unit_next_msg())) {
		arrives(n++, 1, 0, fsn, fsn ? 0 : B, 1400);
		arrives(n++, 2, 0, fsn, fsn ? 0 : B, 1400);
		fsn++;
		assert_true(n < 2 * UNIT_RCVBUF / 1400);
	}
	assert_int_equal(m->flags & WHOLE, SCTP_RX_FIRST);
	assert_int_equal(m->sid, 1);
	assert_true(m->len > UNIT_RCVBUF / 2 / 2 - 2 * 1400);
	unit_read(m);
	expect_none();
	arrives(n++, 2, 0, fsn, E, 1400);
	m = unit_next_msg();
	assert_int_equal(m->sid, 2);
	assert_int_equal(m->flags & WHOLE, WHOLE);
	unit_read(m);
}

static void unfinished__abort_tells_of_all_parts(void **state)
{
	struct unit_build b = { 0 };

	unit_set_cfg(U.a, pd_point, 100);
	arrives(0, 1, 0, 0, B, 100);
	arrives(1, 2, 5, 0, B | UN, 100);
	arrives(2, 3, 0, 0, B, 10);
	arrives(4, 4, 0, 0, B, 10);
	unit_chunk(&b, SCTP_CT_ABORT, 0, NULL, 0);
	unit_input(&b);
	assert_true(unit_noticed(SCTP_EV_PARTIAL_ABORTED, 1 << 16));
	assert_true(unit_noticed(SCTP_EV_PARTIAL_ABORTED, 2 << 16 | 5));
	assert_false(unit_noticed(SCTP_EV_PARTIAL_ABORTED, 3 << 16));
	expect(1, 0, 0, 1, 100, SCTP_RX_FIRST);
	expect(2, 5, 0, 1, 100, SCTP_RX_FIRST);
	expect_none();
}

/* --- memory --- */

static void unfinished__renege(void **state)
{
	u32 round;

	arrives(0, 1, 0, 0, B, 10);
	for (round = 0; round < 2; round++) {
		arrives(2, 1, 0, 2, 0, 10);
		arrives(3, 2, 0, 0, B, 10);
		arrives(4, 1, 0, 3, E, 10);
		assert_int_equal(U.a.rx.ring.held, 3);
		assert_int_equal(U.a.rx.wnd.buffered, 40);
		sctp_reasm_renege(&U.a);
		assert_int_equal(U.a.rx.ring.held, 0);
		assert_int_equal(U.a.rx.ring.highest, TSN(0));
		assert_int_equal(U.a.rx.wnd.buffered, 10);
	}
	/* the end was forgotten: it may be another one */
	arrives(2, 1, 0, 2, 0, 10);
	arrives(3, 1, 0, 4, E, 10);
	arrives(1, 1, 0, 1, 0, 10);
	expect_none();
	arrives(4, 1, 0, 3, 0, 10);
	expect(1, 0, 0, 5, 10, WHOLE);
	unit_nothing_held();
}

/* What was acknowledged cumulatively is kept although it is early */
/* Its end has come, and what is missing is not only a TSN */
static void unfinished__renege_on_what_is_not_complete(void **state)
{
	arrives(0, 1, 0, 0, B, 10);
	arrives(2, 1, 0, 1, 0, 10);
	arrives(3, 1, 0, 3, E, 10);
	sctp_reasm_renege(&U.a);
	assert_int_equal(U.a.rx.wnd.buffered, 10);
	arrives(1, 1, 0, 1, 0, 10);
	arrives(2, 1, 0, 2, E, 10);
	expect(1, 0, 0, 3, 10, WHOLE);
	unit_nothing_held();
}

static void unfinished__renege_keeps_what_is_in_order(void **state)
{
	arrives(1, 1, 0, 2, 0, 10);
	arrives(0, 1, 0, 0, B, 10);
	arrives(2, 1, 0, 3, E, 10);
	arrives(4, 2, 0, 0, B, 10);
	sctp_reasm_renege(&U.a);
	assert_int_equal(U.a.rx.wnd.buffered, 30);
	arrives(3, 1, 0, 1, 0, 10);
	expect(1, 0, 0, 4, 10, WHOLE);
	unit_nothing_held();
}

/* Whatever allocation fails, the data is there once it was repeated */
static void unfinished__no_memory(void **state)
{
	u32 nth, base = 0, i, round, got;

	for (nth = 1; nth < 24; nth++, base += 8) {
		shim_fail_nth(nth);
		for (round = 0; round < 6; round++) {
			for (i = 0; i < 8; i += 2) {
				struct unit_build b = { 0 };
				u32 n = (i + 4) % 8, f = n / 2;

				put(&b, base + n, 1, base / 8, f,
				    (f ? 0 : B) | (f == 3 ? E : 0), 10);
				put(&b, base + n + 1, 2, base / 8, f,
				    (f ? 0 : B) | (f == 3 ? E : 0), 10);
				unit_input(&b);
				unit_flush();
				unit_forget_sent();
			}
		}
		shim_fail_nth(0);
		for (got = 0; got < 2; got++) {
			struct sctp_rx_msg *m = unit_next_msg();

			assert_non_null(m);
			assert_int_equal(m->len, 40);
			unit_read(m);
		}
		expect_none();
		assert_int_equal(U.a.rx.ring.held, 0);
		assert_int_equal(U.a.rx.wnd.buffered, 0);
	}
}

/* --- everything at once --- */

#define STREAMS	5
#define CHUNKS	40

struct planned {
	u16 sid;
	u32 mid;
	u32 fsn;
	u8 flags;
	bool came;
};

static u32 seed = 1;

static u32 random_below(u32 n)
{
	seed = seed * 1103515245 + 12345;
	return (seed >> 8) % n;
}

/* Chunks as a sender that mixes messages gives them TSNs */
static void plan(struct planned *c, u32 *mid, u32 *got)
{
	u32 left[STREAMS] = { 0 }, fsn[STREAMS] = { 0 }, i;

	for (i = 0; i < CHUNKS; i++) {
		u32 sid = random_below(STREAMS);

		if (i >= CHUNKS - 15)
			for (sid = 0; sid < STREAMS - 1 && !left[sid]; )
				sid++;
		c[i].flags = sid >= 3 ? UN : 0;
		if (!left[sid]) {
			left[sid] = i < CHUNKS - 15 ? 1 + random_below(4) : 1;
			fsn[sid] = 0;
			c[i].flags |= B;
		}
		if (!--left[sid]) {
			c[i].flags |= E;
			++*got;
		}
		c[i].sid = sid;
		c[i].mid = mid[sid];
		c[i].fsn = fsn[sid]++;
		c[i].came = false;
		if (c[i].flags & E)
			mid[sid]++;
	}
}

static void check_read(u32 *next, u32 *got)
{
	struct sctp_rx_msg *m;
	u32 len, i;

	while ((m = unit_next_msg())) {
		len = unit_msg_bytes(m, bytes, sizeof(bytes));
		assert_int_equal(m->flags & WHOLE, WHOLE);
		for (i = 0; i < len; i++)
			assert_int_equal(bytes[i], mark(m->sid, m->mid, i / 9));
		if (m->sid < 3)
			assert_int_equal(m->mid, next[m->sid]++);
		++*got;
		unit_read(m);
	}
}

static void unfinished__any_order_with_losses_and_reneging(void **state)
{
	u32 mid[STREAMS] = { 0 }, next[STREAMS] = { 0 }, round, i, base = 0;
	struct planned c[CHUNKS];

	for (round = 0; round < 300; round++, base += CHUNKS) {
		u32 want = 0, got = 0, left = CHUNKS;

		plan(c, mid, &want);
		while (left) {
			i = random_below(3) ? random_below(CHUNKS) : 0;
			while (c[i].came)
				i = (i + 1) % CHUNKS;
			c[i].came = true;
			arrives(base + i, c[i].sid, c[i].mid, c[i].fsn,
				c[i].flags, 9);
			if (!random_below(12))
				sctp_reasm_renege(&U.a);
			check_read(next, &got);
			for (left = 0, i = 0; i < CHUNKS; i++) {
				c[i].came = sctp_rxring_seen(&U.a.rx.ring,
							     TSN(base + i));
				left += !c[i].came;
			}
		}
		assert_int_equal(got, want);
		unit_nothing_held();
	}
}

#define IDATA(fn) cmocka_unit_test_setup_teardown(fn, setup, unit_teardown)

static const struct CMUnitTest tests[] = {
	IDATA(unfinished__messages_of_streams_are_mixed),
	IDATA(unfinished__every_order_of_tsns),
	IDATA(unfinished__every_order_of_fsns),
	IDATA(unfinished__complete_behind_a_gap),
	IDATA(unfinished__ordered_behind_a_gap_waits_for_its_turn),
	IDATA(unfinished__same_mid_ordered_and_not),
	IDATA(unfinished__fragments_share_packets),
	IDATA(unfinished__mid_does_not_wrap_as_an_ssn),
	IDATA(unfinished__late_fragment_is_dropped),
	IDATA(unfinished__same_fsn_twice),
	IDATA(unfinished__same_fsn_twice_early),
	IDATA(unfinished__same_fsn_behind_a_gap),
	IDATA(unfinished__two_beginnings),
	IDATA(unfinished__two_beginnings_early),
	IDATA(unfinished__two_ends),
	IDATA(unfinished__beyond_the_end),
	IDATA(unfinished__end_before_others),
	IDATA(unfinished__zero_twice),
	IDATA(unfinished__end_is_zero),
	IDATA(unfinished__zero_before_the_end),
	IDATA(unfinished__zero_again_twice),
	IDATA(unfinished__whole_beside_fragments),
	IDATA(unfinished__fsn_far_behind),
	IDATA(unfinished__data_is_a_violation),
	IDATA(unfinished__fsn_wraps),
	IDATA(apart__known_by_the_second_fragment),
	IDATA(apart__second_fragment_is_late),
	IDATA(apart__several_messages_are_renumbered),
	IDATA(apart__every_order),
	IDATA(apart__offers_are_a_guess),
	IDATA(unfinished__parts_of_several_messages),
	IDATA(unfinished__part_waits_for_its_turn),
	IDATA(unfinished__part_ends_at_a_gap),
	IDATA(unfinished__unordered_waits_for_unordered_parts),
	IDATA(unfinished__parts_when_the_window_is_used_up),
	IDATA(unfinished__abort_tells_of_all_parts),
	IDATA(unfinished__renege),
	IDATA(unfinished__renege_on_what_is_not_complete),
	IDATA(unfinished__renege_keeps_what_is_in_order),
	IDATA(unfinished__no_memory),
	IDATA(unfinished__any_order_with_losses_and_reneging),
};

int main(void)
{
	return cmocka_run_group_tests_name("unfinished", tests, NULL, NULL);
}
