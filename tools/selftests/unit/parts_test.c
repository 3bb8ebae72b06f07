// SPDX-License-Identifier: GPL-2.0-only
/* Messages that come in parts, with I-DATA */
#include "core/caps.h"
#include "core/life/shutdown.h"
#include "core/send/parts.h"
#include "core/send/sched.h"
#include "core/send/sendq.h"
#include "core/wire/dataformat.h"
#include "unit.h"

#define HDR	20

static int setup(void **state)
{
	int err = unit_setup_up(state);

	U.a.hs.caps |= SCTP_CAP_I_DATA;
	sctp_sendq_set_format(&U.a, SCTP_FORMAT_I_DATA);
	U.a.primary->cc.cwnd = 1000000;
	return err;
}

static int try_part(u32 len, u16 sid, u16 flags)
{
	struct shim_msg *msg = shim_msg_new(len);
	int err;

	msg->m.sid = sid;
	msg->m.flags = flags;
	msg->m.ppid = htonl(7);
	msg->m.hdr = U.a.tx.data_hdr;
	msg->m.cell = sctp_sendq_cell(&U.a, len);
	err = sctp_assoc_send(&U.a, &msg->m, U.now);
	if (err)
		shim_msg_free(msg);
	return err;
}

static void part(u32 len, u16 sid, u16 flags)
{
	assert_int_equal(try_part(len, sid, flags), 0);
}

/* The chunk that was sent as @n-th */
static void expect(u32 n, u16 sid, u32 mid, u32 fsn, u8 flags)
{
	u32 i, nth = 0, k;
	const u8 *c;

	for (i = 0; i < U.nsent; i++) {
		for (k = 0; (c = unit_find(U.sent[i], SCTP_CT_I_DATA, k));
		     k++) {
			const struct sctpw_idata *d = (const void *)c;

			if (nth++ != n)
				continue;
			assert_int_equal(ntohs(d->sid), sid);
			assert_int_equal(ntohl(d->mid), mid);
			assert_int_equal(d->ch.flags & ~SCTP_DATA_I, flags);
			assert_int_equal(ntohl(d->fsn),
					 flags & SCTP_DATA_B ? 7 : fsn);
			return;
		}
	}
	fail();
}

static void parts__fsns_go_on(void **state)
{
	u32 cell = U.a.tx.frag_point;

	part(2 * cell + 5, 1, SCTP_TX_OPEN);
	unit_flush();
	part(cell + 1, 1, SCTP_TX_OPEN);
	part(1, 1, 0);
	unit_flush();
	expect(0, 1, 0, 0, SCTP_DATA_B);
	expect(1, 1, 0, 1, 0);
	expect(2, 1, 0, 2, 0);
	expect(3, 1, 0, 3, 0);
	expect(4, 1, 0, 4, 0);
	expect(5, 1, 0, 5, SCTP_DATA_E);
	assert_false(U.a.tx.open);
}

/* To a peer that counts as Linux does */
static void parts__fsns_go_on_without_the_first(void **state)
{
	u32 cell = U.a.tx.frag_point;

	part(10, 1, SCTP_TX_OPEN);
	part(cell + 1, 1, SCTP_TX_OPEN);
	/* some were queued before that is known */
	U.a.hs.caps |= SCTP_CAP_FSN_APART;
	unit_flush();
	part(2 * cell, 1, 0);
	unit_flush();
	expect(0, 1, 0, 0, SCTP_DATA_B);
	expect(1, 1, 0, 0, 0);
	expect(2, 1, 0, 1, 0);
	expect(3, 1, 0, 2, 0);
	expect(4, 1, 0, 3, SCTP_DATA_E);
}

/* What is open stops the messages of its stream only */
static void parts__other_streams_go_between(void **state)
{
	part(10, 1, SCTP_TX_OPEN);
	part(10, 2, SCTP_TX_OPEN | SCTP_TX_UNORDERED);
	part(10, 3, 0);
	part(10, 1, 0);
	part(10, 2, SCTP_TX_UNORDERED);
	part(10, 1, 0);
	unit_flush();
	expect(0, 1, 0, 0, SCTP_DATA_B);
	expect(1, 2, 0, 0, SCTP_DATA_B | SCTP_DATA_U);
	expect(2, 3, 0, 0, SCTP_DATA_BE);
	expect(3, 1, 0, 1, SCTP_DATA_E);
	expect(4, 2, 0, 1, SCTP_DATA_E | SCTP_DATA_U);
	expect(5, 1, 1, 0, SCTP_DATA_BE);
}

static void parts__order_is_the_first_parts(void **state)
{
	part(10, 1, SCTP_TX_OPEN);
	assert_int_equal(try_part(10, 1, SCTP_TX_UNORDERED), -EINVAL);
	part(10, 1, 0);
}

static void parts__ppid_is_the_first_parts(void **state)
{
	struct shim_msg *msg = shim_msg_new(4);

	part(10, 1, SCTP_TX_OPEN);
	msg->m.sid = 1;
	msg->m.hdr = HDR;
	msg->m.cell = 4;
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
	assert_int_equal(ntohl(msg->m.ppid), 7);
}

static void parts__lost_ones_are_told_once_each(void **state)
{
	part(10, 1, SCTP_TX_OPEN);
	part(10, 2, SCTP_TX_OPEN);
	sctp_sendq_fail_all(&U.a, 0);
	assert_false(U.a.tx.open);
	part(10, 3, 0);
	assert_int_equal(try_part(10, 2, 0), -ECONNRESET);
	part(10, 2, 0);
	assert_int_equal(try_part(10, 1, 0), -ECONNRESET);
	part(10, 1, 0);
	assert_false(U.a.tx.open_lost);
}

static void parts__streams_that_were_not_granted(void **state)
{
	part(10, 1, SCTP_TX_OPEN);
	part(10, 5, SCTP_TX_OPEN);
	U.a.tx.streams.num = 5;
	sctp_sendq_drop_bad_streams(&U.a);
	assert_true(U.a.tx.open);
	part(10, 1, 0);
	assert_false(U.a.tx.open);
}

/* Before the peer has agreed there is one open message, as with DATA */
static void parts__one_before_it_is_agreed_upon(void **state)
{
	U.a.state = SCTP_ST_COOKIE_WAIT;
	part(10, 1, SCTP_TX_OPEN);
	assert_int_equal(try_part(10, 2, 0), -EINVAL);
	sctp_sendq_set_format(&U.a, SCTP_FORMAT_DATA);
	U.a.state = SCTP_ST_ESTABLISHED;
	assert_int_equal(try_part(10, 2, 0), -EINVAL);
	part(10, 1, 0);
	assert_false(U.a.tx.open);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
}

static void parts__no_memory(void **state)
{
	u32 nth;

	for (nth = 1; nth < 6; nth++) {
		shim_fail_nth(nth);
		while (try_part(10, 1, SCTP_TX_OPEN))
			assert_false(U.a.tx.open);
		shim_fail_nth(0);
		part(10, 1, 0);
	}
}

/* FSNs count cells, so a cell is sent whole although the MTU sank */
static void parts__cell_larger_than_the_mtu(void **state)
{
	u32 cell = U.a.tx.frag_point;

	part(3 * cell, 1, 0);
	U.a.tx.frag_point = 500;
	unit_flush();
	expect(0, 1, 0, 0, SCTP_DATA_B);
	expect(1, 1, 0, 1, 0);
	expect(2, 1, 0, 2, SCTP_DATA_E);
}

#define PARTS(fn) cmocka_unit_test_setup_teardown(fn, setup, unit_teardown)

static const struct CMUnitTest tests[] = {
	PARTS(parts__fsns_go_on),
	PARTS(parts__fsns_go_on_without_the_first),
	PARTS(parts__other_streams_go_between),
	PARTS(parts__order_is_the_first_parts),
	PARTS(parts__ppid_is_the_first_parts),
	PARTS(parts__lost_ones_are_told_once_each),
	PARTS(parts__streams_that_were_not_granted),
	PARTS(parts__one_before_it_is_agreed_upon),
	PARTS(parts__no_memory),
	PARTS(parts__cell_larger_than_the_mtu),
};

int main(void)
{
	return cmocka_run_group_tests_name("parts", tests, NULL, NULL);
}
