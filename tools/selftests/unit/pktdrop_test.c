// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packet drop reports, draft-stewart-sctp-pktdrprep: what is reported.
 * pktdropin_test.c has what is done about reports. Our TSNs begin at
 * 0xfffffff0, the peer's at 0xfffffff8.
 */
#include "core/caps.h"
#include "core/ext/authmac.h"
#include "core/ext/pktdrop.h"
#include "core/send/ctl.h"
#include "unit.h"

#define PEER(n)	(UNIT_PEER_TSN + (n))
#define BE	SCTP_DATA_BE
#define B	SCTP_PKTDROP_B
#define T	SCTP_PKTDROP_T
#define HEAD	sizeof(struct sctpw_pktdrop)
#define CWND	100000

static int setup(void **state)
{
	int err = unit_setup_up(state);

	U.a.hs.caps |= SCTP_CAP_PKTDROP;
	U.a.primary->cc.cwnd = CWND;
	return err;
}

/* A packet of the peer with a wrong CRC32c: common header, then chunks */
static void damaged_tag(const struct unit_build *chunks, u32 vtag, u32 linear)
{
	struct unit_build b = { .len = sizeof(struct sctpw_common) };
	struct sctpw_common *c = (void *)b.bytes;
	struct sctp_rx rx;

	c->sport = htons(2000);
	c->dport = htons(1000);
	c->vtag = htonl(vtag);
	c->checksum = cpu_to_le32(0xdeadbeef);
	memcpy(b.bytes + b.len, chunks->bytes, chunks->len);
	b.len += chunks->len;
	unit_rx(&rx, &b, min(linear, b.len));
	rx.vtag = vtag;
	unit_forget_sent();
	sctp_pktdrop_report(&U.a, &rx);
	kfree_skb(rx.skb);
}

static void damaged(const struct unit_build *chunks)
{
	damaged_tag(chunks, UNIT_MY_TAG, U32_MAX);
	unit_flush();
}

/* One with a DATA chunk */
static void damaged_data(u32 len)
{
	struct unit_build b = { 0 };

	unit_data(&b, PEER(0), 0, 0, BE, len);
	damaged(&b);
}

static const struct sctpw_pktdrop *reported(void)
{
	return (const void *)unit_last(SCTP_CT_PKTDROP);
}

static void report__of_a_damaged_packet(void **state)
{
	const struct sctpw_pktdrop *h;
	const struct sctpw_common *c;
	const struct sctpw_data *d;

	damaged_data(1000);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->vtag, UNIT_PEER_TAG);
	assert_ptr_equal(U.sent[0]->path, U.a.primary);
	h = reported();
	assert_non_null(h);
	assert_int_equal(h->ch.flags, B | T);
	assert_int_equal(ntohl(h->bandwidth), UNIT_RCVBUF);
	assert_int_equal(ntohl(h->queued), 0);
	assert_int_equal(ntohs(h->whole), 12 + 16 + 1000);
	assert_int_equal(ntohs(h->reserved), 0);
	assert_int_equal(ntohs(h->ch.len), 16 + 1000);
	c = (const void *)(h + 1);
	assert_int_equal(ntohs(c->sport), 2000);
	assert_int_equal(ntohs(c->dport), 1000);
	assert_int_equal(ntohl(c->vtag), UNIT_MY_TAG);
	assert_int_equal(le32_to_cpu(c->checksum), 0xdeadbeef);
	d = (const void *)(c + 1);
	assert_int_equal(d->ch.type, SCTP_CT_DATA);
	assert_int_equal(ntohl(d->tsn), PEER(0));
	assert_int_equal(ntohs(d->ch.len), 1016);
	/* the packet itself had no effect */
	assert_int_equal(U.a.rx.ring.cum_tsn, PEER(-1));
	assert_true(list_empty(&U.delivered));
	assert_int_equal(U.mib[SCTP_MIB_OUT_PKTDROPS], 1);
	assert_int_equal(U.a.ctl.pending, 0);
}

/* The same from pages, wherever they begin */
static void report__of_a_packet_in_pages(void **state)
{
	struct unit_build b = { 0 };
	u32 linear;

	unit_data(&b, PEER(0), 0, 0, BE, 100);
	unit_data(&b, PEER(1), 0, 1, BE, 100);
	for (linear = 12; linear < 12 + b.len; linear++) {
		damaged_tag(&b, UNIT_MY_TAG, linear);
		unit_flush();
		assert_non_null(reported());
		assert_memory_equal((u8 *)(reported() + 1) + 12, b.bytes,
				    b.len - HEAD - 12);
		U.now += SEC;
	}
}

/* It is never larger than the packet, and there is none of small ones */
static void report__is_no_larger(void **state)
{
	u32 len;

	for (len = 1; len < 1400; len++) {
		u32 came = 12 + SCTP_ALIGN4(16 + len);

		damaged_data(len);
		assert_int_equal(U.nsent, came >= 44);
		if (U.nsent)
			assert_true(U.sent[0]->len + 12 <= came);
		U.now += SEC;
	}
}

/* A packet for a larger MTU than ours */
static void report__fits_the_path(void **state)
{
	struct unit_build b = { 0 };

	unit_data(&b, PEER(0), 0, 0, BE, 7000);
	damaged(&b);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->len, UNIT_PMDCS);
	assert_int_equal(ntohs(reported()->whole), 12 + 16 + 7000);
	U.a.primary->mtu = 9000;
	U.now += SEC;
	damaged(&b);
	assert_int_equal(U.sent[0]->len, HEAD + 2048);
}

/* With AUTH there is room for its chunk, and it is no larger all the same */
static void report__leaves_room_for_auth(void **state)
{
	struct sctp_auth au = { 0 };
	struct unit_build b = { 0 };
	u32 without, with;

	unit_data(&b, PEER(0), 0, 0, BE, 1000);
	damaged(&b);
	without = ntohs(reported()->ch.len);
	U.now += SEC;
	U.a.auth = &au;
	U.a.hs.caps |= SCTP_CAP_AUTH;
	damaged_tag(&b, UNIT_MY_TAG, U32_MAX);
	assert_int_equal(U.a.ctl.count, 1);
	with = list_first_entry(&U.a.ctl.list, struct sctp_ctl, list)->len;
	assert_int_equal(with, without - sctp_auth_len(&U.a));
	U.a.hs.caps &= ~SCTP_CAP_AUTH;
	U.a.auth = NULL;
}

static void nothing_reported(void)
{
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_PKTDROP), 0);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.mib[SCTP_MIB_OUT_PKTDROPS], 0);
}

static void report__needs_our_tag(void **state)
{
	struct unit_build b = { 0 };

	unit_data(&b, PEER(0), 0, 0, BE, 1000);
	damaged_tag(&b, UNIT_MY_TAG ^ 1, U32_MAX);
	nothing_reported();
	damaged_tag(&b, UNIT_PEER_TAG, U32_MAX);
	nothing_reported();
	damaged_tag(&b, 0, U32_MAX);
	nothing_reported();
	assert_false(sctp_pktdrop_wants(&U.a, UNIT_MY_TAG ^ 1));
	assert_true(sctp_pktdrop_wants(&U.a, UNIT_MY_TAG));
}

static void report__not_agreed_upon(void **state)
{
	U.a.hs.caps &= ~SCTP_CAP_PKTDROP;
	assert_false(sctp_pktdrop_wants(&U.a, UNIT_MY_TAG));
	damaged_data(1000);
	nothing_reported();
}

static void report__before_the_association_is_up(void **state)
{
	U.a.state = SCTP_ST_COOKIE_ECHOED;
	damaged_data(1000);
	assert_int_equal(U.mib[SCTP_MIB_OUT_PKTDROPS], 0);
	U.a.state = SCTP_ST_ESTABLISHED;
}

/* Only confirmed addresses of the peer get any (5.4) */
static void report__of_an_unconfirmed_address(void **state)
{
	struct sctp_path *p = unit_path(0x0a000102, SCTP_PATH_UNCONFIRMED);
	struct unit_build b = { .len = 1000 };
	struct sctp_rx rx;

	unit_rx(&rx, &b, b.len);
	rx.src = p->addr;
	sctp_pktdrop_report(&U.a, &rx);
	rx.src = unit_v4(0x0a000177);
	sctp_pktdrop_report(&U.a, &rx);
	kfree_skb(rx.skb);
	nothing_reported();
}

/* No report of reports, and of packets that want no answer */
static void report__not_of_some_chunks(void **state)
{
	static const u8 types[] = {
		SCTP_CT_PKTDROP, SCTP_CT_ABORT, SCTP_CT_INIT, SCTP_CT_INIT_ACK,
		SCTP_CT_SHUTDOWN_COMPLETE,
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		struct unit_build b = { 0 };

		unit_chunk(&b, types[i], 0, NULL, 100);
		damaged(&b);
		nothing_reported();
		/* wherever it is, be it behind what is quoted */
		b.len = 0;
		unit_data(&b, PEER(0), 0, 0, BE, 1001);
		unit_chunk(&b, types[i], 0, NULL, 0);
		damaged(&b);
		nothing_reported();
		b.len = 0;
		unit_chunk(&b, types[i] ^ 0x20, 0, NULL, 100);
		damaged(&b);
		assert_int_equal(unit_count(SCTP_CT_PKTDROP), 1);
		U.mib[SCTP_MIB_OUT_PKTDROPS] = 0;
		U.now += SEC;
	}
}

/* Lengths that lie end the search */
static void report__of_a_packet_with_wrong_lengths(void **state)
{
	struct unit_build b = { 0 };
	u32 len;

	for (len = 0; len <= 0xffff; len += len < 8 ? 1 : 0x0fff) {
		b.len = 0;
		unit_data(&b, PEER(0), 0, 0, BE, 100);
		put_unaligned_be16(len, b.bytes + 2);
		damaged(&b);
		assert_int_equal(unit_count(SCTP_CT_PKTDROP), 1);
		U.now += SEC;
	}
}

/* One at most waits */
static void report__one_waits(void **state)
{
	struct unit_build b = { 0 };
	u32 i;

	unit_data(&b, PEER(0), 0, 0, BE, 1000);
	for (i = 0; i < 10; i++)
		damaged_tag(&b, UNIT_MY_TAG, U32_MAX);
	assert_int_equal(U.a.ctl.count, 1);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_PKTDROP), 1);
	assert_int_equal(U.mib[SCTP_MIB_OUT_PKTDROPS], 1);
	/* the next one may */
	damaged(&b);
	assert_int_equal(unit_count(SCTP_CT_PKTDROP), 1);
}

/* A path that is removed takes its report along, and others may follow */
static void report__path_is_removed(void **state)
{
	struct unit_build b = { 0 };

	unit_data(&b, PEER(0), 0, 0, BE, 1000);
	damaged_tag(&b, UNIT_MY_TAG, U32_MAX);
	sctp_ctl_forget_path(&U.a, U.a.primary);
	assert_int_equal(U.a.ctl.pending, 0);
	damaged(&b);
	assert_int_equal(unit_count(SCTP_CT_PKTDROP), 1);
}

/* So many in a quarter of a second */
static void report__rate_is_limited(void **state)
{
	u32 i, sent = 0;

	U.now = 100 * SEC;
	for (i = 0; i < 1000; i++) {
		damaged_data(1000);
		sent += U.nsent;
	}
	assert_int_equal(sent, 64);
	U.now += SEC;
	damaged_data(1000);
	assert_int_equal(U.nsent, 1);
}

static void report__without_memory(void **state)
{
	shim_fail_nth(1);
	damaged_data(1000);
	assert_int_equal(unit_count(SCTP_CT_PKTDROP), 0);
	assert_int_equal(U.a.ctl.pending, 0);
	U.now += SEC;
	damaged_data(1000);
	assert_int_equal(unit_count(SCTP_CT_PKTDROP), 1);
}

#define DROP(f) cmocka_unit_test_setup_teardown(f, setup, unit_teardown)

static const struct CMUnitTest tests[] = {
	DROP(report__of_a_damaged_packet),
	DROP(report__of_a_packet_in_pages),
	DROP(report__is_no_larger),
	DROP(report__fits_the_path),
	DROP(report__leaves_room_for_auth),
	DROP(report__needs_our_tag),
	DROP(report__not_agreed_upon),
	DROP(report__before_the_association_is_up),
	DROP(report__of_an_unconfirmed_address),
	DROP(report__not_of_some_chunks),
	DROP(report__of_a_packet_with_wrong_lengths),
	DROP(report__one_waits),
	DROP(report__path_is_removed),
	DROP(report__rate_is_limited),
	DROP(report__without_memory),
};

int main(void)
{
	return cmocka_run_group_tests_name("pktdrop", tests, NULL, NULL);
}
