// SPDX-License-Identifier: GPL-2.0-only
/* The client's side of the handshake, RFC 9260 sections 5.1 and 5.2.6 */
#include "core/life/cookie.h"
#include "core/life/handshake.h"
#include "core/life/initchunk.h"
#include "unit.h"

#define COOKIE	"a cookie of the peer"

static void connect_to_peer(void)
{
	unit_path(0x0a000101, SCTP_PATH_ACTIVE);
	assert_int_equal(sctp_assoc_connect(&U.a, U.now), 0);
	unit_flush();
}

/* An INIT ACK with @extra behind a cookie of @cookie_len bytes */
static void init_ack_with(u16 cookie_len, const void *extra, u32 extra_len)
{
	struct unit_build b = { 0 };
	struct sctpw_init *h;
	u8 body[512];
	u32 len = 16;

	memset(body, 0, sizeof(body));
	put_unaligned_be16(SCTP_PT_STATE_COOKIE, body + len);
	put_unaligned_be16(4 + cookie_len, body + len + 2);
	memcpy(body + len + 4, COOKIE, cookie_len);
	len += SCTP_ALIGN4(4 + cookie_len);
	if (extra_len)
		memcpy(body + len, extra, extra_len);
	len += extra_len;
	h = unit_chunk(&b, SCTP_CT_INIT_ACK, 0, body, len);
	h->init_tag = htonl(UNIT_PEER_TAG);
	h->a_rwnd = htonl(50000);
	h->num_ostreams = htons(4);
	h->num_istreams = htons(3);
	h->initial_tsn = htonl(UNIT_PEER_TSN);
	unit_input(&b);
	unit_flush();
}

static void init_ack(const void *extra, u32 extra_len)
{
	init_ack_with(sizeof(COOKIE), extra, extra_len);
}

static void stale(u32 us);

static void cookie_ack(void)
{
	struct unit_build b = { 0 };

	unit_chunk(&b, SCTP_CT_COOKIE_ACK, 0, NULL, 0);
	unit_input(&b);
	unit_flush();
}

static void connect__sends_init(void **state)
{
	const struct sctpw_init *h;

	connect_to_peer();
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_WAIT);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->vtag, 0);
	h = (const void *)unit_find(U.sent[0], SCTP_CT_INIT, 0);
	assert_non_null(h);
	assert_int_not_equal(h->init_tag, 0);
	assert_int_equal(ntohl(h->init_tag), U.a.hs.my_tag);
	assert_int_equal(ntohl(h->initial_tsn), U.a.hs.my_initial_tsn);
	assert_int_equal(ntohs(h->num_ostreams), U.a.cfg->num_ostreams);
	assert_int_equal(U.a.t1, U.now + 1 * SEC);
}

static u32 randoms;

static void zero_at_first(void *buf, size_t len)
{
	u32 v = randoms++ ? 6 + randoms : 0;

	assert_int_equal(len, sizeof(v));
	memcpy(buf, &v, sizeof(v));
}

/* Random numbers begin with 0; @tag_ok, or NULL, says which tags are free */
static void connect_at_random(bool (*tag_ok)(struct sctp_ep *ep, u32 tag,
					     __be16 pport))
{
	struct sctp_ops ops = unit_ops;

	ops.random = zero_at_first;
	ops.tag_ok = tag_ok;
	randoms = 0;
	unit_path(0x0a000101, SCTP_PATH_ACTIVE);
	U.a.ops = &ops;
	assert_int_equal(sctp_assoc_connect(&U.a, U.now), 0);
	U.a.ops = &unit_ops;
}

/* Section 5.3.1: but the tag is never 0 */
static void connect__tag_and_tsn_are_random(void **state)
{
	connect_at_random(NULL);
	assert_int_equal(randoms, 3);
	assert_in_range(U.a.hs.my_tag, 8, 9);
	assert_int_equal(U.a.hs.my_tag ^ U.a.hs.my_initial_tsn, 8 ^ 9);
}

/* The first two tags were used not long ago */
static bool third_tag(struct sctp_ep *ep, u32 tag, __be16 pport)
{
	assert_ptr_equal(ep, &U.ep);
	assert_int_equal(pport, U.a.pport);
	return tag == 10;
}

static void connect__tag_that_may_be_chosen(void **state)
{
	connect_at_random(third_tag);
	assert_int_equal(U.a.hs.my_tag, 10);
}

static void connect__without_address(void **state)
{
	assert_int_equal(sctp_assoc_connect(&U.a, U.now), -EINVAL);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void t1__repeats_init_with_back_off(void **state)
{
	u64 rto = 1 * SEC;
	u32 i;

	connect_to_peer();
	for (i = 0; i < 8; i++) {
		assert_int_equal(U.a.t1, U.now + rto);
		U.now = U.a.t1;
		sctp_assoc_timeout(&U.a, U.now);
		unit_flush();
		assert_int_equal(unit_count(SCTP_CT_INIT), i + 2);
		assert_int_equal(sctp_timeouts_of(&U.a, SCTP_TIMEOUT_INIT),
				 i + 1);
		rto = min(rto * 2, 60 * SEC);
	}
	assert_int_equal(sctp_timeouts_of(&U.a, SCTP_TIMEOUT_COOKIE), 0);
	U.now = U.a.t1;
	sctp_assoc_timeout(&U.a, U.now);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.a.end, SCTP_END_TIMEOUT);
	assert_true(unit_noticed(SCTP_EV_ASSOC_CHANGE, SCTP_AC_CANT_START));
	assert_int_equal(sctp_assoc_deadline(&U.a), U64_MAX);
}

/* Section 5.1: retransmissions use all addresses the user named */
static void t1__takes_the_next_address(void **state)
{
	struct sctp_path *q = unit_path(0x0a000101, SCTP_PATH_ACTIVE);

	unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	assert_int_equal(sctp_assoc_connect(&U.a, U.now), 0);
	unit_flush();
	U.now = U.a.t1;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	U.now = U.a.t1;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_int_equal(U.nsent, 3);
	assert_ptr_equal(U.sent[0]->path, q);
	assert_ptr_not_equal(U.sent[1]->path, q);
	assert_ptr_equal(U.sent[2]->path, q);
	/* the same INIT each time */
	assert_memory_equal(U.sent[1]->bytes, U.sent[0]->bytes,
			    U.sent[0]->len);
}

static void init_ack__is_answered_with_the_cookie(void **state)
{
	const u8 *echo;

	connect_to_peer();
	U.now += 120 * MS;
	init_ack(NULL, 0);
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_ECHOED);
	assert_int_equal(U.sent[1]->vtag, UNIT_PEER_TAG);
	echo = unit_find(U.sent[1], SCTP_CT_COOKIE_ECHO, 0);
	assert_ptr_equal(echo, U.sent[1]->bytes);
	assert_int_equal(get_unaligned_be16(echo + 2), 4 + sizeof(COOKIE));
	assert_memory_equal(echo + 4, COOKIE, sizeof(COOKIE));
	/* the smaller wish counts, and the first RTT is known */
	assert_int_equal(U.a.tx.streams.num, 3);
	assert_int_equal(U.a.rx.streams.num, 4);
	assert_int_equal(U.a.tx.peer.rwnd, 50000);
	assert_int_equal(U.a.primary->rto.srtt, 120 * MS);
}

/* The peer may put anything into it (5.1.3), or nothing */
static void t1_expires(void)
{
	U.now = U.a.t1;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
}

/* Both were named by the user, and one answers */
static void init_ack__is_answered_where_it_came_from(void **state)
{
	static const u8 addrs[8] = { 0, 5, 0, 8, 10, 0, 1, 2 };
	struct sctp_path *p, *q;

	p = unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	q = unit_path(0x0a000101, SCTP_PATH_ACTIVE);
	assert_int_equal(sctp_assoc_connect(&U.a, U.now), 0);
	unit_flush();
	assert_ptr_equal(U.sent[0]->path, p);
	init_ack(addrs, sizeof(addrs));
	assert_int_equal(U.nsent, 2);
	assert_ptr_equal(U.sent[1]->path, q);
	assert_non_null(unit_find(U.sent[1], SCTP_CT_COOKIE_ECHO, 0));
}

/* However often the INIT was repeated */
static void init_ack__cookie_echo_has_its_own_count(void **state)
{
	u32 i;

	connect_to_peer();
	for (i = 0; i < 3; i++)
		t1_expires();
	unit_send(100, 0, 0);
	init_ack(NULL, 0);
	assert_int_equal(unit_count(SCTP_CT_COOKIE_ECHO), 1);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_int_equal(U.a.t1, U.now + SEC);
	for (i = 0; i < 8; i++)
		t1_expires();
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_ECHOED);
	assert_int_equal(unit_count(SCTP_CT_COOKIE_ECHO), 9);
	t1_expires();
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void init_ack__with_an_empty_cookie(void **state)
{
	static const u8 unknown[8] = { 0xc0, 0x77, 0, 8, 1, 2, 3, 4 };
	const u8 *echo;

	connect_to_peer();
	init_ack_with(0, unknown, sizeof(unknown));
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_ECHOED);
	echo = unit_find(U.sent[1], SCTP_CT_COOKIE_ECHO, 0);
	assert_ptr_equal(echo, U.sent[1]->bytes);
	assert_int_equal(get_unaligned_be16(echo + 2), 4);
	/* what follows it is where it belongs */
	assert_memory_equal(unit_find(U.sent[1], SCTP_CT_ERROR, 0) + 8,
			    unknown, sizeof(unknown));
	U.now = U.a.t1;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_COOKIE_ECHO), 2);
	cookie_ack();
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

static void init_ack__in_other_states_is_ignored(void **state)
{
	connect_to_peer();
	init_ack(NULL, 0);
	cookie_ack();
	unit_forget_sent();
	init_ack(NULL, 0);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_int_equal(U.nsent, 0);
}

static void init_ack__rtt_is_not_taken_after_a_repetition(void **state)
{
	connect_to_peer();
	U.now = U.a.t1;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	init_ack(NULL, 0);
	assert_int_equal(U.a.primary->rto.srtt, 0);
}

/* A server that sends no DATA measures nothing else. */
static void accept_after(u64 rtt, u64 srtt)
{
	struct sctp_cookie c = {
		.my_tag = UNIT_MY_TAG,
		.peer_tag = UNIT_PEER_TAG,
		.my_tsn = UNIT_MY_TSN,
		.peer_tsn = UNIT_PEER_TSN,
		.peer_rwnd = 65536,
		.num_ostreams = 10,
		.num_istreams = 100,
		.paddr = unit_peer(),
		.created = U.now - rtt,
	};

	assert_int_equal(sctp_handshake_accept(&U.a, &c, U.now), 0);
	assert_int_equal(U.a.primary->rto.srtt, srtt);
}

static void accept__rtt_is_the_age_of_the_cookie(void **state)
{
	accept_after(120 * MS, 120 * MS);
}

static void accept__rtt_is_not_taken_when_t1_may_have_expired(void **state)
{
	accept_after(U.a.cfg->rto_initial * MS, 0);
}

static void init_ack__without_cookie_aborts(void **state)
{
	struct unit_build b = { 0 };
	struct sctpw_init *h;
	const u8 *abort;

	connect_to_peer();
	h = unit_chunk(&b, SCTP_CT_INIT_ACK, 0, NULL, 16);
	h->init_tag = htonl(UNIT_PEER_TAG);
	h->a_rwnd = htonl(50000);
	h->num_ostreams = htons(4);
	h->num_istreams = htons(3);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	abort = unit_find(U.sent[1], SCTP_CT_ABORT, 0);
	assert_non_null(abort);
	assert_int_equal(U.sent[1]->vtag, UNIT_PEER_TAG);
	assert_int_equal(get_unaligned_be16(abort + 4),
			 SCTP_CAUSE_MISSING_PARAM);
	assert_int_equal(get_unaligned_be16(abort + 12), SCTP_PT_STATE_COOKIE);
}

static void init_ack__without_initiate_tag_aborts(void **state)
{
	struct unit_build b = { 0 };
	const u8 *abort;

	connect_to_peer();
	unit_chunk(&b, SCTP_CT_INIT_ACK, 0, NULL, 16);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	abort = unit_find(U.sent[1], SCTP_CT_ABORT, 0);
	assert_non_null(abort);
	assert_int_equal(abort[1], SCTP_FLAG_T);
	assert_int_equal(get_unaligned_be16(abort + 4),
			 SCTP_CAUSE_INVALID_PARAM);
	assert_int_equal(U.sent[1]->vtag, U.a.hs.my_tag);
	/* INIT and ABORT */
	assert_int_equal(U.mib[SCTP_MIB_OUTCTRLCHUNKS], 2);
}

static void init_ack__unknown_parameters_are_reported(void **state)
{
	static const u8 unknown[8] = { 0xc0, 0x77, 0, 8, 1, 2, 3, 4 };
	const u8 *error;

	connect_to_peer();
	init_ack(unknown, sizeof(unknown));
	error = unit_find(U.sent[1], SCTP_CT_ERROR, 0);
	assert_non_null(error);
	assert_int_equal(get_unaligned_be16(error + 4),
			 SCTP_CAUSE_UNRECOGNIZED_PARAM);
	assert_memory_equal(error + 8, unknown, sizeof(unknown));
}

static void init_ack__report_of_odd_length(void **state)
{
	static const u8 unknown[8] = { 0xc0, 0x77, 0, 7, 1, 2, 3 };
	const struct unit_packet *p;
	const u8 *error;

	connect_to_peer();
	init_ack(unknown, sizeof(unknown));
	p = U.sent[1];
	error = unit_find(p, SCTP_CT_ERROR, 0);
	assert_non_null(error);
	/* the padding of the last cause is the chunk's */
	assert_int_equal(get_unaligned_be16(error + 2), 4 + 4 + 7);
	assert_int_equal(get_unaligned_be16(error + 6), 4 + 7);
	assert_int_equal(p->bytes + p->len - error, 16);
}

static void init_ack__lists_addresses(void **state)
{
	static const u8 addr[8] = { 0, 5, 0, 8, 10, 0, 1, 2 };
	struct sctp_path *p;

	connect_to_peer();
	init_ack(addr, sizeof(addr));
	assert_int_equal(U.a.npaths, 2);
	p = list_last_entry(&U.a.paths, struct sctp_path, list);
	assert_int_equal(p->state, SCTP_PATH_UNCONFIRMED);
	cookie_ack();
	/* they are probed when the association has been up for a while */
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 0);
	U.now = p->hb_at;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
	assert_ptr_equal(U.sent[U.nsent - 1]->path, p);
}

static void init_ack__without_an_address_the_user_named(void **state)
{
	static const u8 addr[8] = { 0, 5, 0, 8, 10, 0, 1, 3 };

	connect_to_peer();
	unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	unit_path(0x0a000103, SCTP_PATH_ACTIVE);
	init_ack(addr, sizeof(addr));
	assert_int_equal(U.a.npaths, 2);
	assert_null(sctp_path_find(&U.a, &(struct sctp_addr){
		.family = AF_INET, .v4 = htonl(0x0a000102) }));
	assert_int_equal(unit_count(SCTP_CT_COOKIE_ECHO), 1);
}

static void init_ack__with_none_of_the_users_addresses(void **state)
{
	unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	assert_int_equal(sctp_assoc_connect(&U.a, U.now), 0);
	unit_flush();
	/* its source is 0x0a000101, which is not confirmed */
	init_ack(NULL, 0);
	assert_int_equal(U.a.npaths, 2);
	assert_ptr_equal(U.sent[1]->path, U.a.primary);
	assert_non_null(unit_find(U.sent[1], SCTP_CT_COOKIE_ECHO, 0));
}

static void init_ack__no_memory_then_again(void **state)
{
	static const u8 addr[8] = { 0, 5, 0, 8, 10, 0, 1, 2 };
	u32 nth, failed = 0;

	connect_to_peer();
	for (nth = 1; U.a.state == SCTP_ST_COOKIE_WAIT; nth++) {
		shim_fail_nth(nth);
		init_ack(addr, sizeof(addr));
		shim_fail_nth(0);
		failed += U.a.state == SCTP_ST_COOKIE_WAIT;
	}
	assert_true(failed >= 2);
	assert_int_equal(U.a.npaths, 2);
	assert_true(U.a.t1);
}

static void cookie_ack__establishes(void **state)
{
	connect_to_peer();
	init_ack(NULL, 0);
	unit_send(100, 2, 0);
	unit_flush();
	/* DATA waits for the COOKIE ACK */
	assert_int_equal(unit_count(SCTP_CT_DATA), 0);
	cookie_ack();
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_int_equal(U.a.t1, 0);
	assert_true(unit_noticed(SCTP_EV_ASSOC_CHANGE, SCTP_AC_COMM_UP));
	assert_true(unit_noticed(SCTP_EV_NO_AUTH, 0));
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_null(U.a.hs.echo);
	assert_int_equal(U.mib[SCTP_MIB_ACTIVEESTABS], 1);
}

/* A cookie may have any length. What pads it is none of our memory */
static void cookie_echo__is_padded_with_zeros(void **state)
{
	static const u8 zeros[3];
	const u8 *echo;
	u32 i;

	for (i = 1; i < 4; i++) {
		unit_forget_sent();
		connect_to_peer();
		init_ack_with(i, NULL, 0);
		echo = unit_last(SCTP_CT_COOKIE_ECHO);
		assert_int_equal(get_unaligned_be16(echo + 2), 4 + i);
		assert_memory_equal(echo + 4, COOKIE, i);
		assert_memory_equal(echo + 4 + i, zeros, 4 - i);
		unit_teardown(state);
		unit_setup(state);
	}
}

/* Section 5.1 C: in the packet of the COOKIE ECHO, and in no other */
static void cookie_echo__takes_data_along(void **state)
{
	u32 tsn;

	connect_to_peer();
	tsn = U.a.hs.my_initial_tsn;
	unit_send(100, 2, 0);
	unit_send(100, 1, SCTP_TX_UNORDERED);
	unit_send(1300, 0, 0);
	init_ack(NULL, 0);
	assert_int_equal(U.nsent, 2);
	assert_ptr_equal(unit_find(U.sent[1], SCTP_CT_COOKIE_ECHO, 0),
			 U.sent[1]->bytes);
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	assert_int_equal(get_unaligned_be32(unit_find(U.sent[1], SCTP_CT_DATA,
						      0) + 4), tsn);
	/* only T1 runs */
	assert_int_equal(sctp_assoc_deadline(&U.a), U.a.t1);
	assert_int_equal(U.a.primary->t3_rtx, 0);
	unit_forget_sent();
	cookie_ack();
	/* the rest follows, and T3-rtx runs */
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	assert_int_equal(U.a.tx.ring.flight, 1500);
	assert_true(U.a.primary->t3_rtx);
	unit_acked(tsn + 2, 50000);
	assert_int_equal(U.released, 3);
	assert_int_equal(U.a.primary->t3_rtx, 0);
	/* the SSN was used up */
	unit_send(10, 2, 0);
	unit_flush();
	assert_int_equal(get_unaligned_be16(unit_find(U.sent[U.nsent - 1],
						      SCTP_CT_DATA, 0) + 10),
			 1);
}

static void cookie_echo__with_data_that_is_not_acknowledged(void **state)
{
	connect_to_peer();
	unit_send(100, 0, 0);
	init_ack(NULL, 0);
	cookie_ack();
	unit_forget_sent();
	assert_true(U.a.primary->t3_rtx);
	U.now = U.a.primary->t3_rtx;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

/* The packet may have been too large for the path */
static void t1__repeats_cookie_echo_without_data(void **state)
{
	const u8 *data;
	u32 i;

	connect_to_peer();
	unit_send(100, 0, 0);
	init_ack(NULL, 0);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	for (i = 0; i < 3; i++) {
		unit_send(50, 0, 0);
		unit_forget_sent();
		U.now = U.a.t1;
		sctp_assoc_timeout(&U.a, U.now);
		unit_flush();
		assert_int_equal(U.nsent, 1);
		assert_non_null(unit_find(U.sent[0], SCTP_CT_COOKIE_ECHO, 0));
		assert_int_equal(unit_count(SCTP_CT_DATA), 0);
	}
	unit_forget_sent();
	cookie_ack();
	unit_flush();
	data = unit_find(U.sent[0], SCTP_CT_DATA, 0);
	assert_non_null(data);
	assert_int_equal(get_unaligned_be16(data + 2), 16 + 100);
	assert_int_equal(get_unaligned_be32(data + 4), U.a.hs.my_initial_tsn);
	assert_int_equal(unit_count(SCTP_CT_DATA), 4);
	unit_acked(U.a.tx.ring.next - 1, 50000);
	assert_int_equal(U.released, 4);
}

/* If the cookie was refused the peer has not taken the data, either */
static void stale_cookie__data_goes_with_the_next(void **state)
{
	const u8 *data;

	connect_to_peer();
	unit_send(100, 2, 0);
	init_ack(NULL, 0);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	stale(1000);
	assert_int_equal(U.a.tx.ring.flight, 0);
	assert_int_equal(U.a.tx.queued_msgs, 1);
	assert_int_equal(U.a.tx.queued_bytes, 100);
	unit_forget_sent();
	init_ack(NULL, 0);
	data = unit_find(U.sent[0], SCTP_CT_DATA, 0);
	assert_non_null(data);
	assert_int_equal(get_unaligned_be32(data + 4), U.a.hs.my_initial_tsn);
	assert_int_equal(get_unaligned_be16(data + 10), 0);
	cookie_ack();
	unit_acked(U.a.hs.my_initial_tsn, 50000);
	assert_int_equal(U.released, 1);
}

/* What the peer does not take, or comes in parts, waits for its COOKIE ACK */
static void cookie_echo__leaves_data_behind(void **state)
{
	connect_to_peer();
	unit_send(100, 3, 0);
	init_ack(NULL, 0);
	assert_int_equal(unit_count(SCTP_CT_DATA), 0);
	cookie_ack();
	assert_true(unit_noticed(SCTP_EV_SEND_FAILED, 0));
}

static void cookie_echo__leaves_parts_behind(void **state)
{
	connect_to_peer();
	unit_send(4, 0, SCTP_TX_OPEN);
	init_ack(NULL, 0);
	assert_int_equal(unit_count(SCTP_CT_DATA), 0);
	cookie_ack();
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

static void cookie_ack__not_admitted(void **state)
{
	connect_to_peer();
	init_ack(NULL, 0);
	U.admits = 0;
	cookie_ack();
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_ECHOED);
	U.admits = 1;
	cookie_ack();
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

/* Until the COOKIE ACK nothing but COOKIE ECHO and HEARTBEAT ACK is sent */
static void cookie_echoed__keeps_silent(void **state)
{
	struct unit_build b = { 0 };

	connect_to_peer();
	init_ack(NULL, 0);
	unit_forget_sent();
	unit_chunk(&b, 0xfe, 0, NULL, 4);
	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_BE, 4);
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.nsent, 0);
	b.len = 0;
	unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, NULL, 4);
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->bytes[0], SCTP_CT_HEARTBEAT_ACK);
}

static void cookie_ack__with_data_behind_it(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx_msg *m;

	connect_to_peer();
	init_ack(NULL, 0);
	/* DATA in COOKIE-ECHOED is discarded (6) */
	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_BE, 4);
	unit_input(&b);
	assert_null(unit_next_msg());
	b.len = 0;
	unit_chunk(&b, SCTP_CT_COOKIE_ACK, 0, NULL, 0);
	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_BE, 4);
	unit_forget_sent();
	unit_input(&b);
	unit_flush();
	m = unit_next_msg();
	assert_non_null(m);
	sctp_rx_msg_free(m);
	/* acknowledged at once, where it came from */
	unit_wait(NSEC_PER_MSEC);
	assert_int_equal(unit_count(SCTP_CT_SACK), 1);
	assert_ptr_equal(U.sent[0]->path, U.a.primary);
}

static void established__messages_on_missing_streams_fail(void **state)
{
	connect_to_peer();
	unit_send(100, 2, 0);
	unit_send(100, 3, 0);
	init_ack(NULL, 0);
	cookie_ack();
	assert_true(unit_noticed(SCTP_EV_SEND_FAILED, 0));
	assert_int_equal(U.released, 1);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

static void t1__repeats_cookie_echo(void **state)
{
	connect_to_peer();
	init_ack(NULL, 0);
	U.now = U.a.t1;
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_COOKIE_ECHO), 2);
	assert_int_equal(sctp_timeouts_of(&U.a, SCTP_TIMEOUT_COOKIE), 1);
	assert_int_equal(sctp_timeouts_of(&U.a, SCTP_TIMEOUT_INIT), 0);
}

/* The peer may be ESTABLISHED already: it gets an ABORT */
static void t1__gives_up_with_an_abort(void **state)
{
	connect_to_peer();
	init_ack(NULL, 0);
	while (U.a.state != SCTP_ST_CLOSED) {
		unit_forget_sent();
		U.now = U.a.t1;
		sctp_assoc_timeout(&U.a, U.now);
		unit_flush();
	}
	assert_int_equal(U.a.end, SCTP_END_TIMEOUT);
	assert_int_equal(U.nsent, 1);
	assert_non_null(unit_find(U.sent[0], SCTP_CT_ABORT, 0));
	assert_int_equal(U.sent[0]->vtag, UNIT_PEER_TAG);
}

static void stale(u32 us)
{
	struct sctpw_stale_cookie c = {
		.c.code = htons(SCTP_CAUSE_STALE_COOKIE),
		.c.len = htons(sizeof(c)),
		.staleness = htonl(us),
	};
	struct unit_build b = { 0 };

	unit_chunk(&b, SCTP_CT_ERROR, 0, &c, sizeof(c));
	unit_input(&b);
	unit_flush();
}

static void stale_cookie__asks_for_a_longer_life(void **state)
{
	const u8 *init;

	connect_to_peer();
	init_ack(NULL, 0);
	U.now += 300 * MS;
	stale(500000);
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_WAIT);
	init = unit_find(U.sent[U.nsent - 1], SCTP_CT_INIT, 0);
	assert_non_null(init);
	assert_int_equal(U.sent[U.nsent - 1]->vtag, 0);
	assert_int_equal(U.a.hs.preserve, 501);
}

static void stale_cookie__by_a_round_trip_and_a_second_at_most(void **state)
{
	connect_to_peer();
	init_ack(NULL, 0);
	U.now += 300 * MS;
	stale(0xffffffff);
	assert_int_equal(U.a.hs.preserve, 1300);
}

/* The COOKIE ECHO was answered: this ERROR is for a duplicate of it */
static void stale_cookie__too_late(void **state)
{
	connect_to_peer();
	init_ack(NULL, 0);
	cookie_ack();
	unit_forget_sent();
	stale(1000000);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_UNEXPECTED_CHUNK], 1);
}

static void stale_cookie__too_often(void **state)
{
	u32 i;

	connect_to_peer();
	for (i = 0; i < 3; i++) {
		init_ack(NULL, 0);
		stale(1000);
		assert_int_equal(U.a.state, SCTP_ST_COOKIE_WAIT);
	}
	init_ack(NULL, 0);
	stale(1000);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_int_equal(U.a.end, SCTP_END_TIMEOUT);
}

static void shutdown__during_set_up(void **state)
{
	connect_to_peer();
	sctp_assoc_shutdown(&U.a, U.now);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void shutdown__with_data_waiting_goes_on(void **state)
{
	connect_to_peer();
	unit_send(10, 0, 0);
	sctp_assoc_shutdown(&U.a, U.now);
	init_ack(NULL, 0);
	cookie_ack();
	assert_int_equal(U.a.state, SCTP_ST_SHUTDOWN_PENDING);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

/* Two of three addresses are dead */
static void t1__tries_each_address(void **state)
{
	struct sctp_path *p[3];
	u32 i;

	for (i = 0; i < 3; i++)
		p[i] = unit_path(0x0a000101 + i, SCTP_PATH_ACTIVE);
	assert_int_equal(sctp_assoc_connect(&U.a, U.now), 0);
	unit_flush();
	for (i = 0; i < 6; i++) {
		assert_int_equal(U.nsent, i + 1);
		assert_ptr_equal(U.sent[i]->path, p[i % 3]);
		U.now = U.a.t1;
		sctp_assoc_timeout(&U.a, U.now);
		unit_flush();
	}
}

/* So with the COOKIE ECHO; what nobody has confirmed gets none */
static void t1__cookie_echo_tries_each_address(void **state)
{
	static const u8 addrs[24] = {
		0, 5, 0, 8, 10, 0, 1, 2, 0, 5, 0, 8, 10, 0, 1, 3,
		0, 5, 0, 8, 10, 0, 1, 4,
	};
	struct sctp_path *p[3];
	u32 i;

	for (i = 0; i < 3; i++)
		p[i] = unit_path(0x0a000101 + i, SCTP_PATH_ACTIVE);
	assert_int_equal(sctp_assoc_connect(&U.a, U.now), 0);
	unit_flush();
	init_ack(addrs, sizeof(addrs));
	assert_int_equal(U.a.npaths, 4);
	unit_forget_sent();
	for (i = 0; i < 6; i++) {
		U.now = U.a.t1;
		sctp_assoc_timeout(&U.a, U.now);
		unit_flush();
		assert_int_equal(unit_count(SCTP_CT_COOKIE_ECHO), i + 1);
		assert_ptr_equal(U.sent[i]->path, p[(i + 1) % 3]);
	}
}

/* The first address the user named cannot be reached from here */
static void connect__first_address_without_a_route(void **state)
{
	struct sctp_path *q;

	U.no_route = true;
	unit_path(0x0a000101, SCTP_PATH_ACTIVE);
	U.no_route = false;
	q = unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	assert_int_equal(sctp_assoc_connect(&U.a, U.now), 0);
	unit_flush();
	assert_int_equal(U.nsent, 1);
	assert_ptr_equal(U.sent[0]->path, q);
}

static const struct CMUnitTest tests[] = {
	UNIT(connect__sends_init),
	UNIT(connect__tag_and_tsn_are_random),
	UNIT(connect__tag_that_may_be_chosen),
	UNIT(connect__without_address),
	UNIT(t1__repeats_init_with_back_off),
	UNIT(t1__takes_the_next_address),
	UNIT(init_ack__is_answered_with_the_cookie),
	UNIT(init_ack__is_answered_where_it_came_from),
	UNIT(init_ack__cookie_echo_has_its_own_count),
	UNIT(init_ack__with_an_empty_cookie),
	UNIT(init_ack__in_other_states_is_ignored),
	UNIT(init_ack__rtt_is_not_taken_after_a_repetition),
	UNIT(accept__rtt_is_the_age_of_the_cookie),
	UNIT(accept__rtt_is_not_taken_when_t1_may_have_expired),
	UNIT(init_ack__without_cookie_aborts),
	UNIT(init_ack__without_initiate_tag_aborts),
	UNIT(init_ack__unknown_parameters_are_reported),
	UNIT(init_ack__report_of_odd_length),
	UNIT(init_ack__lists_addresses),
	UNIT(init_ack__without_an_address_the_user_named),
	UNIT(init_ack__with_none_of_the_users_addresses),
	UNIT(init_ack__no_memory_then_again),
	UNIT(cookie_ack__establishes),
	UNIT(cookie_echo__is_padded_with_zeros),
	UNIT(cookie_echo__takes_data_along),
	UNIT(cookie_echo__with_data_that_is_not_acknowledged),
	UNIT(t1__repeats_cookie_echo_without_data),
	UNIT(stale_cookie__data_goes_with_the_next),
	UNIT(cookie_echo__leaves_data_behind),
	UNIT(cookie_echo__leaves_parts_behind),
	UNIT(cookie_ack__not_admitted),
	UNIT(cookie_echoed__keeps_silent),
	UNIT(cookie_ack__with_data_behind_it),
	UNIT(established__messages_on_missing_streams_fail),
	UNIT(t1__repeats_cookie_echo),
	UNIT(t1__gives_up_with_an_abort),
	UNIT(stale_cookie__asks_for_a_longer_life),
	UNIT(stale_cookie__by_a_round_trip_and_a_second_at_most),
	UNIT(stale_cookie__too_often),
	UNIT(stale_cookie__too_late),
	UNIT(shutdown__during_set_up),
	UNIT(shutdown__with_data_waiting_goes_on),
	UNIT(t1__tries_each_address),
	UNIT(t1__cookie_echo_tries_each_address),
	UNIT(connect__first_address_without_a_route),
};

int main(void)
{
	return cmocka_run_group_tests_name("handshake", tests, NULL, NULL);
}
