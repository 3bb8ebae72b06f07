/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the tests of RE-CONFIG share, whoever asks (RFC 6525): what was sent,
 * and what the peer says.
 */
#ifndef _UNIT_RECONFIG_H
#define _UNIT_RECONFIG_H

#include "core/caps.h"
#include "core/ext/reask.h"
#include "core/ext/reconfig.h"
#include "unit.h"

#define MAY_ALL	(SCTP_RECONFIG_MAY_RESET | SCTP_RECONFIG_MAY_RESET_TSN | \
		 SCTP_RECONFIG_MAY_ADD)
#define IN	SCTP_RECONFIG_IN
#define OUT	SCTP_RECONFIG_OUT
#define DENIED	SCTP_RECONFIG_EV_DENIED
#define FAILED	SCTP_RECONFIG_EV_FAILED

static int reconfig_setup(void **state)
{
	unit_setup_up(state);
	U.a.hs.caps = SCTP_CAP_RECONFIG;
	unit_set_cfg(U.a, strreset_enable, MAY_ALL);
	unit_set_cfg(U.a, max_instreams, 65535);
	U.nnotices = 0;
	return 0;
}

/* --- what was sent --- */

/* The last parameter of a type that was sent, NULL if none was */
static const u8 *sent(u16 type, u32 *chunks)
{
	const u8 *c, *found = NULL;
	u32 i, nth, off, len;

	*chunks = 0;
	for (i = 0; i < U.nsent; i++) {
		for (nth = 0; (c = unit_find(U.sent[i], SCTP_CT_RECONFIG,
					     nth)); nth++) {
			++*chunks;
			len = get_unaligned_be16(c + 2);
			for (off = 4; off < len; off +=
			     SCTP_ALIGN4(get_unaligned_be16(c + off + 2)))
				if (get_unaligned_be16(c + off) == type)
					found = c + off;
		}
	}
	return found;
}

static u32 chunks_sent(void)
{
	u32 n;

	unit_flush();
	sent(0, &n);
	return n;
}

/* Bytes of the last such parameter */
static const u8 *last_of(u16 type, u16 len)
{
	const u8 *p;
	u32 n;

	unit_flush();
	p = sent(type, &n);
	assert_non_null(p);
	assert_int_equal(get_unaligned_be16(p + 2), len);
	return p;
}

static void sent_answer(u32 serial, u32 result)
{
	const u8 *p = last_of(SCTP_PT_RECONFIG_ANSWER, 12);

	assert_int_equal(get_unaligned_be32(p + 4), serial);
	assert_int_equal(get_unaligned_be32(p + 8), result);
}

/* --- what the peer says --- */

static u32 put_words(u8 *to, u16 type, u32 n, const u32 *words)
{
	u32 i;

	put_unaligned_be16(type, to);
	put_unaligned_be16(4 + 4 * n, to + 2);
	for (i = 0; i < n; i++)
		put_unaligned_be32(words[i], to + 4 + 4 * i);
	return 4 + 4 * n;
}

static u32 put_sids(u8 *p, u32 len, u32 n, const u16 *sids)
{
	u32 i;

	for (i = 0; i < n; i++)
		put_unaligned_be16(sids[i], p + len + 2 * i);
	put_unaligned_be16(len + 2 * n, p + 2);
	return len + 2 * n;
}

static void say_from(const struct sctp_addr *src, const u8 *body, u32 len)
{
	struct unit_build b = { 0 };
	struct sctp_rx rx;

	unit_chunk(&b, SCTP_CT_RECONFIG, 0, body, len);
	unit_rx(&rx, &b, b.len);
	rx.src = *src;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	unit_flush();
}

static void say(const u8 *body, u32 len)
{
	const struct sctp_addr peer = unit_peer();

	say_from(&peer, body, len);
}

static void say_answer(u32 serial, u32 result)
{
	const u32 words[] = { serial, result };
	u8 body[16];

	say(body, put_words(body, SCTP_PT_RECONFIG_ANSWER, 2, words));
}

static u32 put_reset_out(u8 *p, u32 serial, u32 answers, u32 last, u32 n,
			 const u16 *sids)
{
	const u32 words[] = { serial, answers, last };

	return put_sids(p, put_words(p, SCTP_PT_RESET_OUT, 3, words), n, sids);
}

static u32 put_reset_in(u8 *p, u32 serial, u32 n, const u16 *sids)
{
	return put_sids(p, put_words(p, SCTP_PT_RESET_IN, 1, &serial), n, sids);
}

static u32 put_add(u8 *p, u16 type, u32 serial, u16 n)
{
	const u32 words[] = { serial, (u32)n << 16 };

	return put_words(p, type, 2, words);
}

static void ask_out(u32 serial, u32 last, u32 n, const u16 *sids)
{
	u8 body[512];

	say(body, put_reset_out(body, serial, UNIT_MY_TSN - 1, last, n, sids));
}

static void ask_in(u32 serial, u32 n, const u16 *sids)
{
	u8 body[512];

	say(body, put_reset_in(body, serial, n, sids));
}

static void ask_add(u16 type, u32 serial, u16 n)
{
	u8 body[16];

	say(body, put_add(body, type, serial, n));
}

static void data(u32 tsn, u16 sid, u16 ssn)
{
	struct unit_build b = { 0 };

	unit_data(&b, tsn, sid, ssn, SCTP_DATA_BE, 10);
	unit_input(&b);
	unit_flush();
}

static u32 delivered(void)
{
	struct sctp_rx_msg *m;
	u32 n = 0;

	for (; (m = unit_next_msg()) != NULL; n++)
		unit_read(m);
	return n;
}

static u16 mid_of(u16 sid)
{
	return sctp_ostream(&U.a.tx.streams, sid)->mid;
}

static u32 umid_of(u16 sid)
{
	return sctp_ostream(&U.a.tx.streams, sid)->umid;
}

static int reset(u16 what, u32 n, const u16 *sids)
{
	return sctp_reconfig_reset_streams(&U.a, what, sids, n, U.now);
}

#define RECONFIG(fn) \
	cmocka_unit_test_setup_teardown(fn, reconfig_setup, unit_teardown)

#endif
