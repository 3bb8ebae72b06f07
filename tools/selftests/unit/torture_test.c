// SPDX-License-Identifier: GPL-2.0-only
/*
 * All extensions at once: a hostile peer, which knows what an honest one would,
 * a restless user, timers, and memory that runs out. What they do is drawn, by
 * turn. Nothing may be used after it was freed, nor be left at the end.
 *
 *   torture_test SEED [ROUNDS]    other rounds
 */
#include <stdlib.h>

#include "core/caps.h"
#include "core/ext/asconf.h"
#include "core/ext/reask.h"
#include "core/ext/reconfig.h"
#include "core/life/cookie.h"
#include "core/life/handshake.h"
#include "core/pathset.h"
#include "core/recv/instream.h"
#include "core/recv/reasm.h"
#include "core/send/abandon.h"
#include "core/send/ostream.h"
#include "core/send/sched.h"
#include "core/send/sendq.h"
#include "core/send/txring.h"
#include "core/wire/rx.h"
#include "unit.h"

#define STEPS	400
#define PEERS	6
#define OURS	5

static u64 seed = 1;
static u32 rounds = 60;
static bool scarce;

static u32 draw(u32 n)
{
	seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (u32)(seed >> 33) % n;
}

static bool one_in(u32 n)
{
	return !draw(n);
}

/* Mostly near @near */
static u32 draw_near(u32 near, u32 n)
{
	static const u32 far[] = {
		0x7fffffff, 0x80000000, 0x80000001, 0x40000000, 0x20000000,
		0x1fffffff, 70000, 65536,
	};

	if (one_in(24))
		return near + far[draw(ARRAY_SIZE(far))];
	return near + draw(n) - n / 4;
}

static u16 draw_sid(void)
{
	static const u16 sids[] = { 0, 0, 0, 1, 2, 9, 10, 63, 64, 99, 100,
				    65535 };

	return sids[draw(ARRAY_SIZE(sids))];
}

static u32 peer_addr(void)
{
	return 0x0a000101 + draw(PEERS);
}

static u32 our_addr(void)
{
	return 0x0a000001 + draw(OURS);
}

/* --- chunks of the peer --- */

static u8 body[2048];
static u16 next_mid[65536];

/* Mostly a number that was not used; too many that were end the association */
static u32 draw_mid(u16 sid)
{
	return one_in(16) ? draw(6) : next_mid[sid]++;
}

static void word(u32 *len, u32 v)
{
	put_unaligned_be32(v, body + *len);
	*len += 4;
}

static void half(u32 *len, u16 v)
{
	put_unaligned_be16(v, body + *len);
	*len += 2;
}

static void put_data(struct unit_build *b)
{
	bool idata = U.a.tx.format == SCTP_FORMAT_I_DATA;
	u32 len = 0, flags = one_in(12) ? draw(16) : SCTP_DATA_BE | draw(3) * 4;
	u32 n = 1 + draw(300);
	u16 sid = draw_sid();

	word(&len, draw_near(U.a.rx.ring.cum_tsn + 1, 8));
	half(&len, sid);
	if (idata) {
		half(&len, 0);
		word(&len, draw_mid(sid));
	} else {
		half(&len, draw_mid(sid));
	}
	word(&len, draw(4));
	unit_chunk(b, idata ? SCTP_CT_I_DATA : SCTP_CT_DATA, flags, body,
		   len + n);
}

static void put_sack(struct unit_build *b)
{
	u32 len = 0, i, gaps = draw(4), at = 1;
	u32 out = U.a.tx.ring.next - U.a.tx.ring.base;

	word(&len, U.a.tx.ring.base - 1 + draw(min(out, 6U) + 1));
	word(&len, one_in(4) ? draw(3000) : 60000);
	half(&len, gaps);
	half(&len, 0);
	for (i = 0; i < gaps; i++) {
		at += 1 + draw(3);
		half(&len, at);
		at += draw(3);
		half(&len, at);
	}
	unit_chunk(b, SCTP_CT_SACK, 0, body, len);
}

static void put_forward(struct unit_build *b)
{
	bool mixed = U.a.tx.format == SCTP_FORMAT_I_DATA;
	u32 len = 0, n = draw(5);

	word(&len, draw_near(U.a.rx.ring.cum_tsn + 1, 8));
	while (n--) {
		half(&len, draw_sid());
		if (mixed) {
			half(&len, draw(2));
			word(&len, draw(6));
		} else {
			half(&len, draw(6));
		}
	}
	unit_chunk(b, mixed ? SCTP_CT_I_FORWARD_TSN : SCTP_CT_FORWARD_TSN, 0,
		   body, len);
}

static u32 peers_serial(const struct sctp_request *r)
{
	return U.a.hs.peer_initial_tsn + (r ? r->handled : 0) -
	       (one_in(5) ? draw(3) : 0);
}

static u32 our_serial(const struct sctp_request *r)
{
	return U.a.hs.my_initial_tsn + (r ? r->numbered : 0) - draw(3);
}

static void put_param(u32 *len, const struct sctp_request *r, u32 nth)
{
	u32 at = *len, type = SCTP_PT_RESET_OUT + draw(6), n;

	half(len, type);
	half(len, 0);
	word(len, type == SCTP_PT_RECONFIG_ANSWER ? our_serial(r) :
						    peers_serial(r) + nth);
	switch (type) {
	case SCTP_PT_RESET_OUT:
		word(len, our_serial(r));
		word(len, draw_near(U.a.rx.ring.cum_tsn, 6));
		fallthrough;
	case SCTP_PT_RESET_IN:
		for (n = draw(4); n; n--)
			half(len, draw_sid());
		break;
	case SCTP_PT_RECONFIG_ANSWER:
		word(len, draw(7));
		if (one_in(2)) {
			word(len, draw_near(U.a.rx.ring.cum_tsn + 1, 8));
			word(len, draw_near(U.a.tx.ring.next, 8));
		}
		break;
	case SCTP_PT_ADD_OUT:
	case SCTP_PT_ADD_IN:
		half(len, one_in(8) ? draw(65536) : draw(80));
		half(len, 0);
		break;
	}
	put_unaligned_be16(*len - at, body + at + 2);
	while (*len % 4)
		body[(*len)++] = 0;
}

static const struct sctp_request *request_of(u8 type)
{
	const struct sctp_request *r = sctp_request_first(&U.a);

	while (r && r->kind->type != type)
		r = r->next;
	return r;
}

static void put_reconfig(struct unit_build *b)
{
	const struct sctp_request *r = request_of(SCTP_CT_RECONFIG);
	u32 len = 0;

	put_param(&len, r, 0);
	if (one_in(3))
		put_param(&len, r, 1);
	unit_chunk(b, SCTP_CT_RECONFIG, 0, body, len);
}

static void put_addr(u32 *len, u32 addr)
{
	half(len, SCTP_PT_IPV4_ADDR);
	half(len, 8);
	word(len, addr);
}

static void put_asconf(struct unit_build *b)
{
	static const u16 types[] = { SCTP_PT_ADD_IP, SCTP_PT_ADD_IP,
				     SCTP_PT_DEL_IP, SCTP_PT_DEL_IP,
				     SCTP_PT_SET_PRIMARY, 0xc0ff };
	u32 len = 0, n = draw(5);

	word(&len, peers_serial(request_of(SCTP_CT_ASCONF)));
	put_addr(&len, peer_addr());
	while (n--) {
		half(&len, types[draw(ARRAY_SIZE(types))]);
		half(&len, 16);
		word(&len, draw(100));
		put_addr(&len, one_in(6) ? 0 : peer_addr());
	}
	unit_chunk(b, SCTP_CT_ASCONF, 0, body, len);
}

static void put_asconf_ack(struct unit_build *b)
{
	const struct sctp_request *r = request_of(SCTP_CT_ASCONF);
	u32 len = 0, n = draw(3);

	/* without one the association ends */
	if ((!r || !r->out) && !one_in(50))
		return;
	word(&len, our_serial(r));
	while (n--) {
		half(&len, one_in(2) ? SCTP_PT_ASCONF_SUCCESS :
				       SCTP_PT_ASCONF_ERROR);
		half(&len, 8);
		word(&len, draw(5));
	}
	unit_chunk(b, SCTP_CT_ASCONF_ACK, 0, body, len);
}

/* The answer to a HEARTBEAT that was sent */
static void put_hb_ack(struct unit_build *b)
{
	const u8 *c = NULL;
	u32 i;

	for (i = 0; i < U.nsent && !c; i++)
		c = unit_find(U.sent[draw(U.nsent)], SCTP_CT_HEARTBEAT, 0);
	if (c)
		unit_chunk(b, SCTP_CT_HEARTBEAT_ACK, 0, c + 4,
			   get_unaligned_be16(c + 2) - 4);
}

static void put_tsn(struct unit_build *b, u8 type, u32 tsn)
{
	__be32 v = htonl(tsn);

	unit_chunk(b, type, 0, &v, sizeof(v));
}

/* The peer restarts, and has learned or forgotten extensions */
static u32 put_restart(struct unit_build *b)
{
	static const u32 caps[] = {
		0, SCTP_CAP_ASCONF | SCTP_CAP_RECONFIG | SCTP_CAP_PRSCTP |
		SCTP_CAP_ECN, SCTP_CAP_I_DATA | SCTP_CAP_PRSCTP |
		SCTP_CAP_I_FORWARD | SCTP_CAP_RECONFIG, SCTP_CAP_PRSCTP,
	};
	struct sctp_addr listed[2] = { unit_v4(peer_addr()),
				       unit_v4(peer_addr()) };
	u8 sealed[SCTP_COOKIE_MAX];
	struct sctp_cookie c;
	int len;

	sctp_handshake_tie(&U.a);
	c = (struct sctp_cookie) {
		.created = U.now,
		.life = 60000,
		.caps = caps[draw(ARRAY_SIZE(caps))],
		.my_tag = 1000 + draw(100000),
		.my_tsn = draw(100) - 50,
		.peer_tag = 1000 + draw(100000),
		.peer_tsn = draw(100) - 50,
		.peer_rwnd = 40000,
		.num_ostreams = 1 + draw(100),
		.num_istreams = 1 + draw(100),
		.lport = htons(1000),
		.pport = htons(2000),
		.paddr = unit_v4(peer_addr()),
		.addrs = unit_listed(listed, 2),
		.my_tie_tag = U.a.hs.my_tie_tag,
		.peer_tie_tag = U.a.hs.peer_tie_tag,
	};
	len = sctp_cookie_seal(&U.ep, &c, sealed, sizeof(sealed), U.now);
	if (len <= 0)
		return U.a.hs.my_tag;
	unit_chunk(b, SCTP_CT_COOKIE_ECHO, 0, sealed, len);
	return c.my_tag;
}

static void put_chunk(struct unit_build *b)
{
	switch (draw(24)) {
	case 0 ... 5:
		put_data(b);
		break;
	case 6 ... 9:
		put_sack(b);
		break;
	case 10 ... 11:
		put_forward(b);
		break;
	case 12 ... 14:
		put_reconfig(b);
		break;
	case 15 ... 17:
		put_asconf(b);
		break;
	case 18:
		put_asconf_ack(b);
		break;
	case 19 ... 20:
		put_hb_ack(b);
		break;
	case 21:
		put_tsn(b, one_in(2) ? SCTP_CT_ECNE : SCTP_CT_CWR,
			draw_near(U.a.tx.ring.base, 6));
		break;
	case 22:
		unit_chunk(b, SCTP_CT_HEARTBEAT, 0, body, 8);
		break;
	case 23:
		if (one_in(10))
			put_tsn(b, SCTP_CT_SHUTDOWN, U.a.tx.ring.base - 1);
		break;
	}
}

static void peer_sends(void)
{
	struct unit_build b = { 0 };
	u32 i, n = 1 + draw(5), tag = U.a.hs.my_tag;
	struct sctp_rx rx;

	memset(body, 0, sizeof(body));
	if (one_in(40)) {
		tag = put_restart(&b);
		/* numbers of before are wrong now */
		n = one_in(4) ? n : 0;
	}
	for (i = 0; i < n; i++)
		put_chunk(&b);
	if (!b.len)
		return;
	unit_rx(&rx, &b, one_in(3) ? draw(b.len + 1) : b.len);
	rx.src = unit_v4(peer_addr());
	rx.vtag = tag;
	rx.ce = one_in(8);
	rx.encap = one_in(8) ? 9899 : 0;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
}

/* --- the user --- */

static void user_sends(void)
{
	u32 len = one_in(4) ? 1 + draw(4000) : 1 + draw(100);
	struct shim_msg *msg = shim_msg_new(len);
	struct sctp_addr to = unit_v4(peer_addr());

	if (!msg)
		return;
	memset(shim_msg_data(msg), 0, len);
	msg->m.sid = draw(min_t(u32, U.a.tx.streams.num, 12));
	msg->m.hdr = U.a.tx.data_hdr;
	msg->m.flags = draw(4) << 4;
	if (one_in(4))
		msg->m.flags |= SCTP_TX_UNORDERED;
	if (one_in(4))
		msg->m.flags |= SCTP_TX_OPEN;
	if (msg->m.flags & SCTP_TX_PR)
		msg->m.value = (msg->m.flags & SCTP_TX_PR) == SCTP_TX_PR_TTL ?
			       1 + draw(300) : draw(4);
	if (one_in(3))
		msg->m.path = sctp_path_find(&U.a, &to);
	msg->m.cell = sctp_sendq_cell(&U.a, len);
	if (sctp_assoc_send(&U.a, &msg->m, U.now))
		shim_msg_free(msg);
}

static void user_asks(void)
{
	const struct sctp_sched_ops *sched = sctp_sched_find(draw(6));
	struct sctp_addr addr = unit_v4(our_addr());
	u16 sids[2] = { draw(12), draw(12) };

	switch (draw(8)) {
	case 0:
	case 1:
		sctp_reconfig_reset_streams(&U.a, 1 + draw(3), sids, draw(3),
					    U.now);
		break;
	case 2:
		sctp_reconfig_reset_tsns(&U.a, U.now);
		break;
	case 3:
		sctp_reconfig_add_streams(&U.a, draw(20), draw(20), U.now);
		break;
	case 4:
		sctp_asconf_add(&U.a, &addr, U.now);
		break;
	case 5:
		sctp_asconf_remove(&U.a, &addr, U.now);
		break;
	case 6:
		sctp_asconf_set_primary(&U.a, &addr, U.now);
		break;
	case 7:
		if (sched)
			sctp_sched_set(&U.a, sched, GFP_KERNEL);
		break;
	}
}

static void user_reads(void)
{
	struct sctp_rx_msg *m;
	u32 n = draw(6);

	while (n-- && (m = unit_next_msg()))
		unit_read(m);
}

static void time_passes(void)
{
	u64 at = sctp_assoc_deadline(&U.a);

	U.now += draw(30) * MS;
	if (at && one_in(2))
		U.now = max(U.now, at);
	if (at && at <= U.now)
		sctp_assoc_timeout(&U.a, U.now);
}

static void step(void)
{
	if (scarce && one_in(8))
		shim_fail_nth(1 + draw(6));
	switch (draw(10)) {
	case 0 ... 3:
		peer_sends();
		break;
	case 4 ... 5:
		user_sends();
		break;
	case 6:
		user_asks();
		break;
	case 7:
		user_reads();
		break;
	case 8:
		time_passes();
		break;
	case 9:
		if (one_in(8))
			sctp_assoc_make_room(&U.a, draw(3), 1 + draw(500));
		break;
	}
	if (U.a.state != SCTP_ST_CLOSED && !one_in(4))
		unit_flush();
	shim_fail_nth(0);
	U.nnotices = 0;
	U.nstates = 0;
	if (U.nsent > UNIT_MAX - 100)
		unit_forget_sent();
}

static void begin(void **state)
{
	const u32 all = SCTP_CAP_ASCONF | SCTP_CAP_RECONFIG | SCTP_CAP_PRSCTP |
			SCTP_CAP_ECN;
	u32 mixed = one_in(2) ? SCTP_CAP_I_DATA | SCTP_CAP_I_FORWARD : 0;

	unit_setup_up(state);
	unit_set_cfg(U.a, caps, all | SCTP_CAP_NOAUTH | mixed);
	unit_set_cfg(U.a, strreset_enable, 7);
	unit_set_cfg(U.a, max_instreams, 200);
	if (one_in(2))
		unit_set_cfg(U.a, probe_interval, 5000);
	U.a.hs.caps = all | mixed;
	if (mixed)
		sctp_sendq_set_format(&U.a, SCTP_FORMAT_I_DATA);
	sctp_instream_set(&U.a, 100);
	sctp_asconf_begin(&U.a);
	memset(next_mid, 0, sizeof(next_mid));
	unit_path(0x0a000102, SCTP_PATH_ACTIVE);
}

static void torture(void **state)
{
	u32 i, n, total = 0;

	for (i = 0; i < rounds; i++) {
		begin(state);
		for (n = 0; n < STEPS && U.a.state != SCTP_ST_CLOSED; n++)
			step();
		total += n;
		assert_int_equal(unit_teardown(state), 0);
	}
	print_message("# %u steps\n", total);
}

static void all_at_once(void **state)
{
	scarce = false;
	torture(state);
}

static void all_at_once__and_no_memory(void **state)
{
	scarce = true;
	torture(state);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(all_at_once),
	cmocka_unit_test(all_at_once__and_no_memory),
};

int main(int argc, char **argv)
{
	if (argc > 1)
		seed = strtoull(argv[1], NULL, 0);
	if (argc > 2)
		rounds = strtoul(argv[2], NULL, 0);
	return cmocka_run_group_tests_name("torture", tests, NULL, NULL);
}
