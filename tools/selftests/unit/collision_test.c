// SPDX-License-Identifier: GPL-2.0-only
/*
 * INIT and COOKIE ECHO for an association that exists: the table of RFC 9260
 * section 5.2.4. M: the tag matches, X: it does not, 0: there is none.
 *
 *   local  peer  local tie  peer tie   action
 *     X     X        M         M       A  the peer restarted
 *     M     X        .         .       B  both began at once
 *     M     0        .         .       B
 *     X     M        0         0       C  delayed duplicate
 *     M     M        .         .       D  our COOKIE ECHO crossed theirs
 */
#include "core/caps.h"
#include "core/errors.h"
#include "core/life/cookie.h"
#include "core/life/established.h"
#include "core/loss/sackin.h"
#include "core/send/ctl.h"
#include "core/send/txring.h"
#include "unit.h"

#define OTHER_TAG	0x33333333u
#define THIRD_TAG	0x44444444u

static struct sctp_cookie c;

/* What an INIT from the peer would have put into a cookie */
static void cookie_of(u32 my_tag, u32 peer_tag)
{
	memset(&c, 0, sizeof(c));
	c.created = U.now;
	c.life = 60000;
	c.my_tag = my_tag;
	c.peer_tag = peer_tag;
	c.my_tsn = 500;
	c.peer_tsn = 600;
	c.peer_rwnd = 40000;
	c.num_ostreams = 10;
	c.num_istreams = 100;
	c.lport = htons(1000);
	c.pport = htons(2000);
	c.paddr = unit_peer();
}

static void build_cookie_echo(struct unit_build *b)
{
	u8 sealed[SCTP_COOKIE_MAX];
	int len;

	len = sctp_cookie_seal(&U.ep, &c, sealed, sizeof(sealed), c.created);
	assert_true(len > 0);
	unit_chunk(b, SCTP_CT_COOKIE_ECHO, 0, sealed, len);
}

static void cookie_echo(void)
{
	struct unit_build b = { 0 };

	build_cookie_echo(&b);
	unit_input_tag(&b, c.my_tag);
	unit_flush();
}

static void init(u32 tag)
{
	struct unit_build b = { 0 };
	struct sctpw_init *h;

	h = unit_chunk(&b, SCTP_CT_INIT, 0, NULL, 16);
	h->init_tag = htonl(tag);
	h->a_rwnd = htonl(40000);
	h->num_ostreams = htons(10);
	h->num_istreams = htons(10);
	h->initial_tsn = htonl(600);
	unit_input_tag(&b, 0);
	unit_flush();
}

/* An INIT from an address, and one that it lists, or NULL */
static void init_from(struct sctp_addr src, const struct sctp_addr *listed)
{
	struct unit_build b = { 0 };
	struct sctpw_init *h;
	struct sctp_rx rx;

	h = unit_chunk(&b, SCTP_CT_INIT, 0, NULL, listed ? 16 + 8 : 16);
	h->init_tag = htonl(OTHER_TAG);
	h->a_rwnd = htonl(40000);
	h->num_ostreams = htons(10);
	h->num_istreams = htons(10);
	h->initial_tsn = htonl(600);
	if (listed)
		sctp_addr_param_put((u8 *)(h + 1), 8, listed);
	unit_rx(&rx, &b, b.len);
	rx.src = src;
	rx.vtag = 0;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	unit_flush();
}

static void connect_to_peer(void)
{
	unit_path(0x0a000101, SCTP_PATH_ACTIVE);
	assert_int_equal(sctp_assoc_connect(&U.a, U.now), 0);
	unit_flush();
	unit_forget_sent();
}

/* The Initiate Tag and the cookie of the INIT ACK sent last */
static u32 whole_init_ack(struct sctp_cookie *cookie)
{
	struct unit_packet *p = U.sent[U.nsent - 1];
	const struct sctpw_init *h = (void *)unit_find(p, SCTP_CT_INIT_ACK, 0);
	const u8 *pos = (const u8 *)(h + 1);

	assert_non_null(h);
	while (get_unaligned_be16(pos) != SCTP_PT_STATE_COOKIE)
		pos += SCTP_ALIGN4(get_unaligned_be16(pos + 2));
	assert_int_equal(sctp_cookie_open(&U.ep, pos + 4,
					  get_unaligned_be16(pos + 2) - 4,
					  cookie, U.now), 0);
	return ntohl(h->init_tag);
}

static u32 init_ack(struct sctp_cookie *cookie)
{
	u32 tag = whole_init_ack(cookie);

	/* the packet will be freed; an address is not listed twice */
	cookie->addrs = (struct sctp_param_list){ 0 };
	return tag;
}

static void action_a__restart(void **state)
{
	struct sctp_rx_msg *m;
	struct unit_build b = { 0 };

	unit_data(&b, UNIT_PEER_TSN, 3, 0, SCTP_DATA_BE, 4);
	unit_input(&b);
	sctp_rx_msg_free(unit_next_msg());
	b.len = 0;
	unit_send(100, 0, 0);
	unit_flush();
	U.a.primary->cc.cwnd = 77777;
	init(OTHER_TAG);
	init_ack(&c);
	assert_int_equal(c.peer_tag, OTHER_TAG);
	assert_true(c.my_tie_tag);
	assert_int_equal(c.my_tie_tag, U.a.hs.my_tie_tag);
	assert_int_not_equal(c.my_tag, UNIT_MY_TAG);
	unit_forget_sent();
	/* after the restart no answer was asked for */
	sctp_ctl_add(&U.a, NULL, SCTP_CT_HEARTBEAT_ACK, NULL, 0, NULL, 0);
	cookie_echo();

	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT_ACK), 0);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_true(unit_noticed(SCTP_EV_ASSOC_CHANGE, SCTP_AC_RESTART));
	assert_true(unit_noticed(SCTP_EV_SEND_FAILED, 1));
	assert_int_equal(U.a.hs.my_tag, c.my_tag);
	assert_int_equal(U.a.hs.peer_tag, OTHER_TAG);
	assert_int_equal(U.a.tx.ring.next, c.my_tsn);
	assert_int_equal(U.a.primary->cc.cwnd, 4404);
	assert_int_equal(unit_count(SCTP_CT_COOKIE_ACK), 1);
	assert_int_equal(U.sent[0]->vtag, OTHER_TAG);
	/* streams begin anew either way */
	unit_data(&b, 600, 3, 0, SCTP_DATA_BE, 4);
	U.a.sack.at = 0;
	unit_input(&b);
	assert_int_equal(U.a.sack.at, U.now + NSEC_PER_MSEC);
	m = unit_next_msg();
	assert_non_null(m);
	sctp_rx_msg_free(m);
	unit_send(10, 0, 0);
	unit_flush();
	assert_int_equal(get_unaligned_be16(unit_find(U.sent[U.nsent - 1],
						      SCTP_CT_DATA, 0) + 10),
			 0);
}

/* Partly received messages are freed, and their charge is returned */
static void action_a__drops_what_was_half_received(void **state)
{
	struct unit_build b = { 0 };

	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_B, 50);
	unit_input(&b);
	b.len = 0;
	unit_data(&b, UNIT_PEER_TSN + 2, 0, 0, 0, 50);
	unit_input(&b);
	b.len = 0;
	unit_data(&b, UNIT_PEER_TSN + 7, 4, 1, SCTP_DATA_BE, 50);
	unit_input(&b);
	assert_int_equal(U.a.rx.wnd.buffered, 150);
	unit_flush();
	init(OTHER_TAG);
	init_ack(&c);
	cookie_echo();
	assert_true(unit_noticed(SCTP_EV_ASSOC_CHANGE, SCTP_AC_RESTART));
	assert_int_equal(U.a.rx.wnd.buffered, 0);
	assert_int_equal(U.a.rx.wnd.charged, 0);
	assert_null(unit_next_msg());
}

static void restart_peer(void)
{
	unit_flush();
	init(OTHER_TAG);
	init_ack(&c);
	cookie_echo();
	assert_true(unit_noticed(SCTP_EV_ASSOC_CHANGE, SCTP_AC_RESTART));
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	unit_forget_sent();
}

static void sack_all(void)
{
	struct unit_build b = { 0 };

	U.now += 20 * MS;
	unit_sack(&b, U.a.tx.ring.next - 1, 1000000, 0);
	unit_input(&b);
	unit_flush();
}

/* The peer restarts while a loss probe is not answered */
static struct sctp_path *probe_and_restart(void)
{
	struct sctp_path *p = unit_measured(100000, 20 * MS);

	unit_send_chunks(5);
	sack_all();
	unit_send_chunks(1);
	unit_wait(300 * MS);
	assert_int_equal(U.mib[SCTP_MIB_LOSS_PROBES], 1);
	assert_int_not_equal(p->tlp.state, SCTP_TLP_NONE);
	restart_peer();
	return p;
}

static void action_a__forgets_a_probe(void **state)
{
	struct sctp_path *p = probe_and_restart();
	u32 cwnd = p->cc.cwnd, ssthresh = p->cc.ssthresh;

	unit_send_chunks(1);
	sack_all();
	/* it repaired nothing since the restart */
	assert_true(p->cc.cwnd >= cwnd);
	assert_int_equal(p->cc.ssthresh, ssthresh);
	/* and the next probe may leave */
	unit_send_chunks(1);
	assert_true(p->tlp.at);
}

static void action_a__forgets_what_arrived(void **state)
{
	struct sctp_path *p = probe_and_restart();

	assert_int_equal(p->rack.sent_at, 0);
	assert_int_equal(p->rack.min_rtt, 0);
	unit_send_chunks(1);
	sack_all();
	assert_int_equal(p->rack.highest, U.a.tx.ring.next - 1);
	assert_false(p->rack.reordered);
}

/* Gap blocks, fast recovery and its undo end: their TSNs are void */
static void action_a__forgets_a_recovery(void **state)
{
	struct sctp_path *p = unit_measured(100000, 20 * MS);
	struct unit_build b = { 0 };

	unit_send_chunks(8);
	U.now += 20 * MS;
	unit_sack(&b, U.a.tx.ring.base - 1, 1000000, 1, 3, 8);
	unit_input(&b);
	unit_flush();
	unit_wait(20 * MS);
	assert_true(p->recovering && p->undo && U.a.tx.sackin.gaps);
	restart_peer();
	assert_false(p->recovering || p->undo || U.a.tx.sackin.gaps);
	assert_int_equal(p->flight.size, 0);
	assert_int_equal(p->t3_rtx, 0);
	unit_send_chunks(1);
	assert_int_equal(U.a.primary->flight.size, 1416);
}

/* No message from before the restart is sent after it */
static void action_a__fails_all_that_was_queued(void **state)
{
	u32 i, failed = 0;

	U.a.tx.peer.rwnd = 2000;
	for (i = 0; i < 10; i++)
		unit_send(1000, 0, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	U.nnotices = 0;
	restart_peer();
	for (i = 0; i < U.nnotices; i++)
		failed += U.notice[i].type == SCTP_EV_SEND_FAILED;
	assert_int_equal(failed, 10);
	assert_int_equal(U.released, 10);
	assert_int_equal(U.a.tx.queued_bytes, 0);
	assert_int_equal(U.a.tx.queued_msgs, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 0);
	unit_send(10, 0, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

/* Messages held back for one that will never be complete are delivered */
static void action_a__delivers_what_a_partial_delivery_held_back(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx_msg *m;

	unit_set_cfg(U.a, pd_point, 50);
	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_B, 100);
	unit_input(&b);
	m = unit_next_msg();
	assert_non_null(m);
	unit_read(m);
	b.len = 0;
	unit_data(&b, UNIT_PEER_TSN + 2, 1, 0, SCTP_DATA_BE, 30);
	unit_data(&b, UNIT_PEER_TSN + 1, 0, 0, 0, 100);
	unit_input(&b);
	unit_read(unit_next_msg());
	assert_null(unit_next_msg());
	restart_peer();
	assert_true(unit_noticed(SCTP_EV_PARTIAL_ABORTED, 0));
	m = unit_next_msg();
	assert_non_null(m);
	assert_int_equal(m->len, 30);
	unit_read(m);
	assert_int_equal(U.a.rx.wnd.buffered, 0);
	assert_int_equal(U.a.rx.wnd.charged, 0);
}

/* TSNs began anew before the restart: SACKs for others are wrong again after it
 */
static void action_a__forgets_a_reset_of_tsns(void **state)
{
	struct unit_build b = { 0 };

	sctp_sackin_renumbered(&U.a);
	restart_peer();
	unit_sack(&b, U.a.tx.ring.next, 1000000, 0);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

/* The rest of a message may come behind what was given up, but not first */
static void action_a__forgets_what_was_given_up(void **state)
{
	struct unit_build b = { 0 };

	U.a.hs.caps |= SCTP_CAP_PRSCTP;
	unit_forward(&b, SCTP_CT_FORWARD_TSN, UNIT_PEER_TSN + 5, 0, NULL);
	unit_input(&b);
	assert_int_equal(U.a.rx.ring.cum_tsn, UNIT_PEER_TSN + 5);
	restart_peer();
	b.len = 0;
	unit_data(&b, 600, 0, 0, SCTP_DATA_E, 10);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

/* A SHUTDOWN from before the restart does not count after it */
static void action_a__after_the_peers_shutdown(void **state)
{
	__be32 cum = htonl(UNIT_MY_TSN - 1);
	struct unit_build b = { 0 };
	struct sctp_rx_msg *m;

	unit_send(10, 0, 0);
	unit_flush();
	unit_chunk(&b, SCTP_CT_SHUTDOWN, 0, &cum, 4);
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_RECEIVED);
	restart_peer();
	b.len = 0;
	unit_data(&b, 600, 0, 0, SCTP_DATA_BE, 4);
	unit_input(&b);
	m = unit_next_msg();
	assert_non_null(m);
	unit_read(m);
	unit_send(10, 0, 0);
}

static void action_a__needs_both_tie_tags(void **state)
{
	init(OTHER_TAG);
	init_ack(&c);
	c.my_tie_tag ^= 1;
	cookie_echo();
	assert_int_equal(U.a.hs.peer_tag, UNIT_PEER_TAG);
	c.my_tie_tag ^= 1;
	c.peer_tie_tag ^= 1;
	cookie_echo();
	assert_int_equal(U.a.hs.peer_tag, UNIT_PEER_TAG);
	assert_int_equal(unit_count(SCTP_CT_COOKIE_ACK), 0);
}

static void action_a__tie_tags_of_zero_match_nothing(void **state)
{
	cookie_of(OTHER_TAG, THIRD_TAG);
	cookie_echo();
	assert_int_equal(U.a.hs.peer_tag, UNIT_PEER_TAG);
	assert_false(unit_noticed(SCTP_EV_ASSOC_CHANGE, SCTP_AC_RESTART));
}

/* A peer that still has its tag did not restart */
static void action_a__needs_another_tag_of_the_peer(void **state)
{
	init(OTHER_TAG);
	init_ack(&c);
	c.peer_tag = UNIT_PEER_TAG;
	cookie_echo();
	assert_int_equal(U.a.hs.my_tag, UNIT_MY_TAG);
	assert_false(unit_noticed(SCTP_EV_ASSOC_CHANGE, SCTP_AC_RESTART));
}

/* A cookie from before the last restart is not valid */
static void action_a__old_tie_tags_match_nothing(void **state)
{
	struct sctp_cookie old;

	restart_peer();
	old = c;
	init(THIRD_TAG);
	init_ack(&c);
	cookie_echo();
	assert_int_equal(U.a.hs.peer_tag, THIRD_TAG);
	init(OTHER_TAG);
	unit_forget_sent();
	c = old;
	cookie_echo();
	assert_int_equal(U.a.hs.peer_tag, THIRD_TAG);
	assert_int_equal(U.nsent, 0);
}

/* A restart does not keep an association that is being closed */
static void action_a__leaves_the_guard_running(void **state)
{
	u64 t5;

	sctp_assoc_shutdown(&U.a, U.now);
	unit_flush();
	t5 = U.a.t5;
	U.now += SEC;
	init(OTHER_TAG);
	init_ack(&c);
	cookie_echo();
	assert_true(unit_noticed(SCTP_EV_ASSOC_CHANGE, SCTP_AC_RESTART));
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_SENT);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN), 2);
	assert_int_equal(U.a.t5, t5);
}

static void action_a__while_shutting_down(void **state)
{
	struct unit_build b = { 0 };
	__be32 cum = htonl(UNIT_MY_TSN - 1);

	init(OTHER_TAG);
	init_ack(&c);
	unit_chunk(&b, SCTP_CT_SHUTDOWN, 0, &cum, 4);
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_ACK_SENT);
	unit_forget_sent();
	cookie_echo();
	/* "Cookie Received While Shutting Down", and SHUTDOWN ACK again */
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_ACK_SENT);
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN_ACK), 1);
	assert_int_equal(unit_count(SCTP_CT_ERROR), 1);
	assert_int_equal(get_unaligned_be16(unit_find(U.sent[0], SCTP_CT_ERROR,
						      0) + 4),
			 SCTP_CAUSE_COOKIE_IN_SHUTDOWN);
}

static void action_b__in_cookie_wait(void **state)
{
	u32 tag, tsn;

	connect_to_peer();
	tag = U.a.hs.my_tag;
	tsn = U.a.hs.my_initial_tsn;
	init(OTHER_TAG);
	/* our own tag and TSN again (5.2.1) */
	assert_int_equal(init_ack(&c), tag);
	assert_int_equal(c.my_tsn, tsn);
	assert_int_equal(c.my_tie_tag, 0);
	cookie_echo();
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_int_equal(U.a.hs.my_tag, tag);
	assert_int_equal(U.a.hs.peer_tag, OTHER_TAG);
	assert_int_equal(U.a.t1, 0);
	assert_int_equal(unit_count(SCTP_CT_COOKIE_ACK), 1);
	assert_int_equal(unit_count(SCTP_CT_COOKIE_ECHO), 0);
}

/* Section 5.2.1: our tag as it was, and tie-tags */
static void init__in_cookie_echoed(void **state)
{
	u32 tag;

	connect_to_peer();
	tag = U.a.hs.my_tag;
	U.a.hs.peer_tag = THIRD_TAG;
	U.a.state = SCTP_ST_COOKIE_ECHOED;
	init(OTHER_TAG);
	assert_int_equal(init_ack(&c), tag);
	assert_true(c.my_tie_tag && c.peer_tie_tag);
	assert_int_equal(c.my_tie_tag, U.a.hs.my_tie_tag);
	assert_int_equal(c.peer_tie_tag, U.a.hs.peer_tie_tag);
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_ECHOED);
	assert_true(U.a.t1);
}

/* ... or ABORT, when the INIT adds an address */
static void init__in_cookie_echoed_with_a_new_address(void **state)
{
	struct sctp_addr listed = unit_v4(0x0a000103);

	connect_to_peer();
	U.a.hs.peer_tag = THIRD_TAG;
	U.a.state = SCTP_ST_COOKIE_ECHOED;
	init_from(unit_v4(0x0a000102), NULL);
	init_from(unit_peer(), &listed);
	assert_int_equal(unit_count(SCTP_CT_ABORT), 2);
	assert_int_equal(U.nsent, 2);
	assert_int_equal(U.sent[1]->vtag, OTHER_TAG);
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_ECHOED);
}

/* Section 5.2.1 rule 1: INIT ACK only to where the user wanted to go */
static void init__from_where_the_user_did_not_go(void **state)
{
	connect_to_peer();
	init_from(unit_v4(0x0a000102), NULL);
	assert_int_equal(U.nsent, 0);
}

/* ... nor to one that an INIT ACK has listed, whose cookie went stale */
static void init__from_where_only_the_peer_went(void **state)
{
	struct sctp_addr listed = unit_v4(0x0a000102);

	connect_to_peer();
	unit_path(0x0a000102, SCTP_PATH_UNCONFIRMED);
	init_from(listed, NULL);
	init_from(unit_v4(0x0a000103), &listed);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_WAIT);
}

/* ... rule 2: and that the peer says it has: it may send from another one */
static void init__from_elsewhere_that_lists_where_the_user_went(void **state)
{
	struct sctp_addr named = unit_peer();
	struct unit_build b = { 0 };
	struct sctp_rx rx;

	connect_to_peer();
	init_from(unit_v4(0x0a000102), &named);
	assert_int_equal(U.nsent, 1);
	assert_ptr_equal(U.sent[0]->path, U.a.primary);
	assert_int_equal(U.sent[0]->vtag, OTHER_TAG);
	assert_int_equal(whole_init_ack(&c), U.a.hs.my_tag);
	/* 5.4: confirmed is where the INIT ACK went */
	assert_true(sctp_addr_eq(&c.paddr, &named));
	assert_int_equal(U.a.t1 != 0, true);
	/* but the COOKIE ECHO may come from where the INIT came from */
	c.src = unit_v4(0x0a000102);
	assert_true(sctp_addr_listed(&c.addrs, &c.src));
	c.addrs = (struct sctp_param_list){ 0 };
	b.len = 0;
	build_cookie_echo(&b);
	unit_rx(&rx, &b, b.len);
	rx.src = c.src;
	rx.vtag = c.my_tag;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_int_equal(U.a.npaths, 2);
	assert_true(U.a.primary->confirmed);
	assert_false(sctp_path_find(&U.a, &c.src)->confirmed);
}

static void action_b__peer_has_another_tag_now(void **state)
{
	cookie_of(UNIT_MY_TAG, OTHER_TAG);
	cookie_echo();
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_int_equal(U.a.hs.peer_tag, OTHER_TAG);
	assert_int_equal(unit_count(SCTP_CT_COOKIE_ACK), 1);
	/* to the TCB behind that tag nothing was sent yet, nor by it */
	assert_int_equal(U.a.tx.ring.next, c.my_tsn);
	assert_int_equal(U.a.rx.ring.cum_tsn, c.peer_tsn - 1);
	assert_true(unit_noticed(SCTP_EV_ASSOC_CHANGE, SCTP_AC_RESTART));
}

/* COOKIE ECHO from another address: HEARTBEAT and COOKIE ACK in one packet */
static void cookie_echo__from_an_address_to_be_verified(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_path *q;
	struct sctp_rx rx;

	unit_path(0x0a000103, SCTP_PATH_UNCONFIRMED);
	q = unit_path(0x0a000102, SCTP_PATH_UNCONFIRMED);
	cookie_of(UNIT_MY_TAG, UNIT_PEER_TAG);
	c.addrs = unit_listed(&q->addr, 1);
	build_cookie_echo(&b);
	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_BE, 4);
	unit_rx(&rx, &b, b.len);
	rx.src = q->addr;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	unit_flush();
	unit_wait(NSEC_PER_MSEC);
	assert_int_equal(U.nsent, 2);
	assert_ptr_equal(U.sent[0]->path, q);
	assert_int_equal(U.sent[0]->bytes[0], SCTP_CT_COOKIE_ACK);
	assert_non_null(unit_find(U.sent[0], SCTP_CT_HEARTBEAT, 0));
	/* nothing else is in it: the SACK takes a confirmed path */
	assert_null(unit_find(U.sent[0], SCTP_CT_SACK, 0));
	assert_ptr_equal(U.sent[1]->path, U.a.primary);
	assert_non_null(unit_find(U.sent[1], SCTP_CT_SACK, 0));
}

/* Data takes the primary path, and must not overtake the COOKIE ACK */
static void cookie_ack__comes_before_data(void **state)
{
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);

	unit_send(100, 0, 0);
	sctp_cookie_ack_due(&U.a, q, U.now);
	unit_flush();
	assert_int_equal(U.nsent, 2);
	assert_ptr_equal(U.sent[0]->path, q);
	assert_int_equal(U.sent[0]->bytes[0], SCTP_CT_COOKIE_ACK);
	assert_ptr_equal(U.sent[1]->path, U.a.primary);
	assert_int_equal(U.sent[1]->bytes[0], SCTP_CT_DATA);
}

static void cookie_echo__unverified_and_no_memory(void **state)
{
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_UNCONFIRMED);

	shim_fail_nth(1);
	sctp_cookie_ack_due(&U.a, q, U.now);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_ptr_equal(U.sent[0]->path, U.a.primary);
	assert_int_equal(U.sent[0]->bytes[0], SCTP_CT_COOKIE_ACK);
}

/* The peer's addresses are what it says now, and only one is verified */
static void action_a__looks_at_the_addresses_anew(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	u32 i;

	unit_path(0x0a000103, SCTP_PATH_ACTIVE);
	sctp_path_set_primary(&U.a, q);
	for (i = 0; i <= p->cfg.max_retrans; i++)
		sctp_path_error(&U.a, p, true);
	assert_int_equal(p->state, SCTP_PATH_INACTIVE);
	init(OTHER_TAG);
	init_ack(&c);
	c.addrs = unit_listed(&q->addr, 1);
	cookie_echo();
	assert_int_equal(U.a.npaths, 2);
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_REMOVED));
	assert_int_equal(p->state, SCTP_PATH_ACTIVE);
	assert_int_equal(q->state, SCTP_PATH_UNCONFIRMED);
	assert_false(q->hb_pending);
	assert_true(q->hb_at > U.now);
	assert_ptr_equal(U.a.primary, q);
	assert_ptr_equal(sctp_path_for_data(&U.a), p);
}

static void action_c__is_dropped(void **state)
{
	cookie_of(OTHER_TAG, UNIT_PEER_TAG);
	cookie_echo();
	assert_int_equal(U.a.hs.my_tag, UNIT_MY_TAG);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_UNEXPECTED_CHUNK], 1);
}

static void action_d__duplicate(void **state)
{
	unit_send(10, 0, 0);
	unit_flush();
	cookie_of(UNIT_MY_TAG, UNIT_PEER_TAG);
	cookie_echo();
	assert_int_equal(unit_count(SCTP_CT_COOKIE_ACK), 1);
	assert_int_equal(U.nnotices, 0);
	/* nothing else happens */
	assert_int_equal(U.a.tx.ring.flight, 10);
	assert_int_equal(U.a.tx.ring.next, UNIT_MY_TSN + 1);
}

static void action_d__duplicate_may_be_stale(void **state)
{
	cookie_of(UNIT_MY_TAG, UNIT_PEER_TAG);
	U.now += 100 * SEC;
	cookie_echo();
	assert_int_equal(unit_count(SCTP_CT_COOKIE_ACK), 1);
	assert_int_equal(unit_count(SCTP_CT_ERROR), 0);
}

static void cookie_echo__stale_otherwise(void **state)
{
	const u8 *error;

	cookie_of(OTHER_TAG, THIRD_TAG);
	U.now += 61 * SEC;
	cookie_echo();
	assert_int_equal(U.nsent, 1);
	error = unit_find(U.sent[0], SCTP_CT_ERROR, 0);
	assert_non_null(error);
	assert_int_equal(get_unaligned_be16(error + 4),
			 SCTP_CAUSE_STALE_COOKIE);
	assert_int_equal(get_unaligned_be32(error + 8), 1000000);
	assert_int_equal(U.sent[0]->vtag, THIRD_TAG);
}

static void cookie_echo__tag_of_the_packet_must_agree(void **state)
{
	struct unit_build b = { 0 };
	u8 sealed[SCTP_COOKIE_MAX];
	int len;

	cookie_of(UNIT_MY_TAG, OTHER_TAG);
	len = sctp_cookie_seal(&U.ep, &c, sealed, sizeof(sealed), U.now);
	unit_chunk(&b, SCTP_CT_COOKIE_ECHO, 0, sealed, len);
	unit_input_tag(&b, OTHER_TAG);
	unit_flush();
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_COOKIE], 1);
	assert_int_equal(U.a.hs.peer_tag, UNIT_PEER_TAG);
}

static void cookie_echo__ports_and_address_must_agree(void **state)
{
	cookie_of(UNIT_MY_TAG, OTHER_TAG);
	c.pport = htons(2001);
	cookie_echo();
	cookie_of(UNIT_MY_TAG, OTHER_TAG);
	c.lport = htons(1001);
	cookie_echo();
	cookie_of(UNIT_MY_TAG, OTHER_TAG);
	c.paddr = unit_v4(77);
	cookie_echo();
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_COOKIE], 3);
	assert_int_equal(U.a.hs.peer_tag, UNIT_PEER_TAG);
}

static void init__with_a_new_address_is_refused(void **state)
{
	struct unit_build b = { 0 };
	struct sctpw_ipv4_param *p;
	struct sctpw_init *h;
	const u8 *abort;
	u32 i;

	unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	h = unit_chunk(&b, SCTP_CT_INIT, 0, NULL, 16 + 3 * 8);
	h->init_tag = htonl(OTHER_TAG);
	h->a_rwnd = htonl(40000);
	h->num_ostreams = htons(10);
	h->num_istreams = htons(10);
	p = (void *)(h + 1);
	for (i = 0; i < 3; i++) {
		p[i].p.type = htons(SCTP_PT_IPV4_ADDR);
		p[i].p.len = htons(8);
	}
	p[0].addr = htonl(0x0a000199);
	p[1].addr = htonl(0x0a000102);
	p[2].addr = htonl(0x0a000198);
	unit_input_tag(&b, 0);
	assert_int_equal(U.nsent, 1);
	abort = unit_find(U.sent[0], SCTP_CT_ABORT, 0);
	assert_non_null(abort);
	assert_int_equal(get_unaligned_be16(abort + 4),
			 SCTP_CAUSE_RESTART_NEW_ADDR);
	/* each that is new, as the INIT has it */
	assert_int_equal(get_unaligned_be16(abort + 6), 4 + 2 * 8);
	assert_memory_equal(abort + 8, &p[0], 8);
	assert_memory_equal(abort + 16, &p[2], 8);
	assert_int_equal(U.sent[0]->vtag, OTHER_TAG);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

static void init__from_a_new_address_is_refused(void **state)
{
	const u8 *abort;

	init_from(unit_v6(5), NULL);
	abort = unit_find(U.sent[0], SCTP_CT_ABORT, 0);
	assert_non_null(abort);
	assert_int_equal(get_unaligned_be16(abort + 6), 4 + 20);
	assert_int_equal(get_unaligned_be32(abort + 8),
			 SCTP_PT_IPV6_ADDR << 16 | 20);
	assert_int_equal(get_unaligned_be32(abort + 24), 5);
}

/* Each of its addresses may send an INIT, and gets the answer */
static void init__is_answered_where_it_came_from(void **state)
{
	struct sctp_path *q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);

	init_from(q->addr, NULL);
	assert_int_equal(U.nsent, 1);
	assert_null(U.sent[0]->path);
	assert_int_equal(U.sent[0]->vtag, OTHER_TAG);
	init_ack(&c);
	assert_true(sctp_addr_eq(&c.paddr, &q->addr));
}

static void init__changes_nothing(void **state)
{
	unit_send(10, 0, 0);
	unit_flush();
	init(OTHER_TAG);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_int_equal(U.a.hs.my_tag, UNIT_MY_TAG);
	assert_int_equal(U.a.hs.peer_tag, UNIT_PEER_TAG);
	assert_int_equal(U.a.tx.ring.flight, 10);
	assert_int_equal(U.nnotices, 0);
}

static void init__not_admitted(void **state)
{
	U.admits = 0;
	init(OTHER_TAG);
	assert_int_equal(U.asked, SCTP_STEP_INIT);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_PKT_DISCARDS], 1);
}

static void action_a__not_admitted(void **state)
{
	unit_send(10, 0, 0);
	unit_flush();
	init(OTHER_TAG);
	init_ack(&c);
	unit_forget_sent();
	U.admits = 0;
	cookie_echo();
	assert_int_equal(U.asked, SCTP_STEP_COOKIE_ECHO);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.nnotices, 0);
	assert_int_equal(U.a.hs.my_tag, UNIT_MY_TAG);
	assert_int_equal(U.a.tx.ring.flight, 10);
}

static void action_b__not_admitted(void **state)
{
	connect_to_peer();
	init(OTHER_TAG);
	init_ack(&c);
	unit_forget_sent();
	U.admits = 0;
	cookie_echo();
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_WAIT);
	assert_int_equal(U.nsent, 0);
	assert_true(U.a.t1);
	U.admits = 1;
	cookie_echo();
	assert_int_equal(U.asked, SCTP_STEP_COOKIE_ECHO);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

/* Asked about when it is what brings the association up, not about the next */
static void action_d__not_admitted(void **state)
{
	connect_to_peer();
	U.a.hs.peer_tag = OTHER_TAG;
	U.a.state = SCTP_ST_COOKIE_ECHOED;
	cookie_of(U.a.hs.my_tag, OTHER_TAG);
	U.admits = 0;
	cookie_echo();
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_ECHOED);
	assert_int_equal(unit_count(SCTP_CT_COOKIE_ACK), 0);
	U.admits = 1;
	cookie_echo();
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	cookie_echo();
	assert_int_equal(unit_count(SCTP_CT_COOKIE_ACK), 2);
}

static void init__in_shutdown_ack_sent(void **state)
{
	struct unit_build b = { 0 };
	__be32 cum = htonl(UNIT_MY_TSN - 1);

	unit_chunk(&b, SCTP_CT_SHUTDOWN, 0, &cum, 4);
	unit_input(&b);
	unit_flush();
	unit_forget_sent();
	init(OTHER_TAG);
	/* section 9.2: SHUTDOWN ACK again instead of INIT ACK */
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN_ACK), 1);
	assert_int_equal(unit_count(SCTP_CT_INIT_ACK), 0);
}

/* Section 9.2: discarded, whatever is in it */
static void init__without_streams_in_shutdown_ack_sent(void **state)
{
	struct unit_build b = { 0 }, init = { 0 };
	__be32 cum = htonl(UNIT_MY_TSN - 1);
	struct sctpw_init *h;

	unit_chunk(&b, SCTP_CT_SHUTDOWN, 0, &cum, 4);
	unit_input(&b);
	unit_flush();
	unit_forget_sent();
	h = unit_chunk(&init, SCTP_CT_INIT, 0, NULL, 16);
	h->init_tag = htonl(OTHER_TAG);
	h->a_rwnd = htonl(40000);
	unit_input_tag(&init, 0);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_SHUTDOWN_ACK), 1);
	assert_int_equal(unit_count(SCTP_CT_ABORT), 0);
}

static void init__with_a_tag_in_the_header(void **state)
{
	struct unit_build b = { 0 };

	unit_chunk(&b, SCTP_CT_INIT, 0, NULL, 16);
	unit_input_tag(&b, UNIT_MY_TAG);
	unit_flush();
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_VTAG], 1);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(action_a__restart),
	UNIT_UP(action_a__drops_what_was_half_received),
	UNIT_UP(action_a__forgets_a_probe),
	UNIT_UP(action_a__forgets_what_arrived),
	UNIT_UP(action_a__forgets_a_recovery),
	UNIT_UP(action_a__fails_all_that_was_queued),
	UNIT_UP(action_a__delivers_what_a_partial_delivery_held_back),
	UNIT_UP(action_a__forgets_a_reset_of_tsns),
	UNIT_UP(action_a__forgets_what_was_given_up),
	UNIT_UP(action_a__after_the_peers_shutdown),
	UNIT_UP(action_a__needs_both_tie_tags),
	UNIT_UP(action_a__tie_tags_of_zero_match_nothing),
	UNIT_UP(action_a__needs_another_tag_of_the_peer),
	UNIT_UP(action_a__old_tie_tags_match_nothing),
	UNIT_UP(action_a__leaves_the_guard_running),
	UNIT_UP(action_a__while_shutting_down),
	UNIT(action_b__in_cookie_wait),
	UNIT(init__in_cookie_echoed),
	UNIT(init__in_cookie_echoed_with_a_new_address),
	UNIT(init__from_where_the_user_did_not_go),
	UNIT(init__from_where_only_the_peer_went),
	UNIT(init__from_elsewhere_that_lists_where_the_user_went),
	UNIT_UP(action_b__peer_has_another_tag_now),
	UNIT_UP(cookie_echo__from_an_address_to_be_verified),
	UNIT_UP(cookie_ack__comes_before_data),
	UNIT_UP(cookie_echo__unverified_and_no_memory),
	UNIT_UP(action_a__looks_at_the_addresses_anew),
	UNIT_UP(action_c__is_dropped),
	UNIT_UP(action_d__duplicate),
	UNIT_UP(action_d__duplicate_may_be_stale),
	UNIT_UP(cookie_echo__stale_otherwise),
	UNIT_UP(cookie_echo__tag_of_the_packet_must_agree),
	UNIT_UP(cookie_echo__ports_and_address_must_agree),
	UNIT_UP(init__with_a_new_address_is_refused),
	UNIT_UP(init__from_a_new_address_is_refused),
	UNIT_UP(init__is_answered_where_it_came_from),
	UNIT_UP(init__changes_nothing),
	UNIT_UP(init__not_admitted),
	UNIT_UP(action_a__not_admitted),
	UNIT(action_b__not_admitted),
	UNIT(action_d__not_admitted),
	UNIT_UP(init__in_shutdown_ack_sent),
	UNIT_UP(init__without_streams_in_shutdown_ack_sent),
	UNIT_UP(init__with_a_tag_in_the_header),
};

int main(void)
{
	return cmocka_run_group_tests_name("collision", tests, NULL, NULL);
}
