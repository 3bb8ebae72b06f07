// SPDX-License-Identifier: GPL-2.0-only
/* Capabilities from INIT and INIT ACK by the cookie to the association */
#include "core/caps.h"
#include "core/chunk.h"
#include "core/ext/nrsack.h"
#include "core/ext/zerosum.h"
#include "core/life/cookie.h"
#include "core/life/handshake.h"
#include "core/life/initchunk.h"
#include "core/wire/dataformat.h"
#include "unit.h"

#define BOTH	(SCTP_CAP_PRSCTP | SCTP_CAP_ECN)

/* What a peer that offers @theirs and we have in common when we offer @ours */
static u32 agreed(u32 theirs, u32 ours, u16 *unrec_len)
{
	struct sctp_init_build b = {
		.type = SCTP_CT_INIT,
		.tag = 1,
		.a_rwnd = 4000,
		.num_ostreams = 1,
		.num_istreams = 1,
		.caps = theirs,
	};
	struct sk_buff *skb = sctp_init_chunk(&b);
	struct sctp_view v = { .type = SCTP_CT_INIT };
	struct sctp_init_info info;

	assert_non_null(skb);
	v.hdr = skb->data;
	v.len = get_unaligned_be16(skb->data + 2);
	assert_int_equal(SCTP_ALIGN4(v.len), skb->len);
	assert_true(sctp_init_parse(&v, ours, &info));
	assert_int_equal(info.cause, 0);
	*unrec_len = info.unrec_len;
	kfree_skb(skb);
	return sctp_init_agree(&info);
}

/* What an association has that agreed upon @caps */
static u32 with_iforward(u32 caps)
{
	return caps & SCTP_CAP_PRSCTP ? caps | SCTP_CAP_I_FORWARD : caps;
}

static void init_agree__what_both_offer(void **state)
{
	u32 theirs, ours;
	u16 unrec_len;

	for (theirs = 0; theirs <= BOTH; theirs++) {
		for (ours = 0; ours <= BOTH; ours++) {
			assert_int_equal(agreed(theirs, ours, &unrec_len),
					 with_iforward(theirs & ours));
			/* of the two this parameter asks for a report */
			assert_int_equal(!!unrec_len, theirs & ~ours &
					 SCTP_CAP_PRSCTP);
		}
	}
}

static const u8 forward_tsn[] = { 0xc0, 0x00, 0, 4 };

/* An INIT or INIT ACK; @len bytes of @params are its parameters */
static void build_init(struct unit_build *b, u8 type, const void *params,
		       u32 len)
{
	struct sctpw_init *h = unit_chunk(b, type, 0, NULL, 16 + len);

	h->init_tag = htonl(UNIT_PEER_TAG);
	h->a_rwnd = htonl(40000);
	h->num_ostreams = htons(3);
	h->num_istreams = htons(4);
	h->initial_tsn = htonl(UNIT_PEER_TSN);
	memcpy(h + 1, params, len);
}

/* The first parameter of a type that was sent, NULL if there is none */
static const u8 *sent_param(u8 chunk, u16 type)
{
	const u8 *h = unit_find(U.sent[U.nsent - 1], chunk, 0);
	u32 off, len;

	assert_non_null(h);
	len = get_unaligned_be16(h + 2);
	for (off = sizeof(struct sctpw_init); off < len;
	     off += SCTP_ALIGN4(get_unaligned_be16(h + off + 2)))
		if (get_unaligned_be16(h + off) == type)
			return h + off;
	return NULL;
}

static void connect_to_peer(bool peer_offers)
{
	u8 params[] = { 0xc0, 0x00, 0, 4, 0, SCTP_PT_STATE_COOKIE, 0, 8,
			'c', 'o', 'o', 'k' };
	u32 skip = peer_offers ? 0 : 4;
	struct unit_build b = { 0 };

	unit_path(0x0a000101, SCTP_PATH_ACTIVE);
	assert_int_equal(sctp_assoc_connect(&U.a, U.now), 0);
	unit_flush();
	assert_int_equal(!!sent_param(SCTP_CT_INIT, SCTP_PT_FORWARD_TSN),
			 !!(U.a.cfg->caps & SCTP_CAP_PRSCTP));
	build_init(&b, SCTP_CT_INIT_ACK, params + skip, sizeof(params) - skip);
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_ECHOED);
}

/* RFC 9653: who offers it takes zeros, whatever the other one does */
static void zero_checksum__agreed(void **state)
{
	const u32 zero = SCTP_CAP_ZERO_CHECKSUM;
	u16 unrec_len;

	assert_int_equal(agreed(zero, zero, &unrec_len),
			 zero | SCTP_CAP_TAKES_ZERO);
	assert_int_equal(agreed(0, zero, &unrec_len), SCTP_CAP_TAKES_ZERO);
	assert_int_equal(agreed(zero, 0, &unrec_len), 0);
	assert_int_equal(unrec_len, 0);
}

static void zero_checksum__another_method(void **state)
{
	static const u8 param[] = { 0x80, 1, 0, 8, 0, 0, 0, 2 };
	struct sctp_view v = { .type = SCTP_CT_INIT };
	struct unit_build b = { 0 };
	struct sctp_init_info info;

	build_init(&b, SCTP_CT_INIT, param, sizeof(param));
	v.hdr = b.bytes;
	v.len = b.len;
	assert_true(sctp_init_parse(&v, SCTP_CAP_ZERO_CHECKSUM, &info));
	assert_int_equal(info.cause, 0);
	assert_int_equal(sctp_init_agree(&info), SCTP_CAP_TAKES_ZERO);
}

/* Not with a COOKIE ECHO, which is sent again until the association is up */
static void zero_checksum__sent_and_taken(void **state)
{
	unit_path(0x0a000101, SCTP_PATH_ACTIVE);
	U.a.hs.my_tag = UNIT_MY_TAG;
	U.a.hs.caps = SCTP_CAP_ZERO_CHECKSUM;
	U.a.state = SCTP_ST_COOKIE_ECHOED;
	assert_false(sctp_zero_may_send(&U.a));
	U.a.state = SCTP_ST_ESTABLISHED;
	assert_true(sctp_zero_may_send(&U.a));
	assert_false(sctp_zero_takes(&U.a, UNIT_MY_TAG));
	U.a.hs.caps = SCTP_CAP_TAKES_ZERO;
	assert_false(sctp_zero_may_send(&U.a));
	assert_true(sctp_zero_takes(&U.a, UNIT_MY_TAG));
	assert_false(sctp_zero_takes(&U.a, UNIT_MY_TAG + 1));
	U.a.state = SCTP_ST_CLOSED;
}

static void init_ack__both_offer(void **state)
{
	unit_set_cfg(U.a, caps, SCTP_CAP_PRSCTP);
	connect_to_peer(true);
	assert_int_equal(U.a.hs.caps, with_iforward(SCTP_CAP_PRSCTP));
}

static void init_ack__we_alone_offer(void **state)
{
	unit_set_cfg(U.a, caps, BOTH);
	connect_to_peer(false);
	assert_int_equal(U.a.hs.caps, 0);
}

static void init_ack__the_peer_alone_offers(void **state)
{
	unit_set_cfg(U.a, caps, 0);
	connect_to_peer(true);
	assert_int_equal(U.a.hs.caps, 0);
}

/* What the association that a cookie makes can do */
static u32 accepted_caps(bool peer_offers)
{
	struct unit_build b = { 0 };
	struct sctp_assoc *a;
	struct sctp_rx rx;
	const u8 *cookie;
	u8 copy[512];
	u32 len, tag;

	build_init(&b, SCTP_CT_INIT, forward_tsn,
		   peer_offers ? sizeof(forward_tsn) : 0);
	unit_rx(&rx, &b, b.len);
	rx.vtag = 0;
	assert_null(sctp_ep_input(&U.ep, &rx));
	kfree_skb(rx.skb);
	cookie = sent_param(SCTP_CT_INIT_ACK, SCTP_PT_STATE_COOKIE);
	assert_non_null(cookie);
	len = get_unaligned_be16(cookie + 2) - 4;
	assert_true(len <= sizeof(copy));
	memcpy(copy, cookie + 4, len);
	tag = get_unaligned_be32(unit_find(U.sent[U.nsent - 1],
					   SCTP_CT_INIT_ACK, 0) + 4);
	b.len = 0;
	unit_chunk(&b, SCTP_CT_COOKIE_ECHO, 0, copy, len);
	unit_rx(&rx, &b, b.len);
	rx.vtag = tag;
	a = sctp_ep_input(&U.ep, &rx);
	kfree_skb(rx.skb);
	assert_non_null(a);
	return a->hs.caps;
}

static void cookie__both_offer(void **state)
{
	unit_set_cfg(U.ep, caps, BOTH);
	assert_int_equal(accepted_caps(true), with_iforward(SCTP_CAP_PRSCTP));
	assert_non_null(sent_param(SCTP_CT_INIT_ACK, SCTP_PT_FORWARD_TSN));
}

static void cookie__we_alone_offer(void **state)
{
	unit_set_cfg(U.ep, caps, SCTP_CAP_PRSCTP);
	assert_int_equal(accepted_caps(false), 0);
}

static void cookie__the_peer_alone_offers(void **state)
{
	unit_set_cfg(U.ep, caps, 0);
	assert_int_equal(accepted_caps(true), 0);
	assert_null(sent_param(SCTP_CT_INIT_ACK, SCTP_PT_FORWARD_TSN));
	assert_non_null(sent_param(SCTP_CT_INIT_ACK, SCTP_PT_UNRECOGNIZED));
}

/* --- I-DATA --- */

static const u8 idata_ext[] = { 0x80, 0x08, 0, 5, SCTP_CT_I_DATA, 0, 0, 0 };

/* I-DATA, and PR-SCTP by I-FORWARD-TSN (RFC 8260 section 2.3.1) */
static void init_agree__partial_reliability_with_i_data(void **state)
{
	u32 all = SCTP_CAP_PRSCTP | SCTP_CAP_I_DATA;
	u16 unrec_len;

	assert_int_equal(agreed(all, all, &unrec_len), with_iforward(all));
	assert_int_equal(agreed(all, SCTP_CAP_PRSCTP, &unrec_len),
			 with_iforward(SCTP_CAP_PRSCTP));
	assert_int_equal(agreed(SCTP_CAP_PRSCTP, all, &unrec_len),
			 with_iforward(SCTP_CAP_PRSCTP));
	assert_int_equal(agreed(SCTP_CAP_I_DATA, all, &unrec_len),
			 SCTP_CAP_I_DATA);
	assert_int_equal(agreed(all, SCTP_CAP_I_DATA, &unrec_len),
			 SCTP_CAP_I_DATA);
}

/* What we have in common with a peer whose INIT has these parameters */
static u32 agreed_with(const u8 *params, u32 len, u32 ours)
{
	struct sctp_view v = { .type = SCTP_CT_INIT };
	struct unit_build b = { 0 };
	struct sctp_init_info info;

	build_init(&b, SCTP_CT_INIT, params, len);
	v.hdr = b.bytes;
	v.len = get_unaligned_be16(b.bytes + 2);
	assert_true(sctp_init_parse(&v, ours, &info));
	return sctp_init_agree(&info);
}

/* An extension that SUPPORTED_EXT offers by its one chunk type */
static void by_chunk_type(u8 type, u32 cap)
{
	const u8 listed[] = { 0x80, 0x08, 0, 5, type, 0, 0, 0 };
	u16 unrec_len;

	assert_int_equal(agreed_with(listed, sizeof(listed), cap), cap);
	assert_int_equal(agreed_with(listed, sizeof(listed), BOTH), 0);
	assert_int_equal(agreed(cap, cap, &unrec_len), cap);
	assert_int_equal(agreed(0, cap, &unrec_len), 0);
}

static void init_agree__nrsack(void **state)
{
	by_chunk_type(SCTP_CT_NR_SACK, SCTP_CAP_NR_SACK);
}

static void init_agree__pktdrop(void **state)
{
	by_chunk_type(SCTP_CT_PKTDROP, SCTP_CAP_PKTDROP);
}

/* I-DATA may be listed alone, or I-FORWARD-TSN without FORWARD TSN */
static void init_agree__who_lists_less(void **state)
{
	static const u8 only_old[] = { 0xc0, 0x00, 0, 4, 0x80, 0x08, 0, 5,
				       SCTP_CT_I_DATA, 0, 0, 0 };
	static const u8 only_new[] = { 0x80, 0x08, 0, 6, SCTP_CT_I_DATA,
				       SCTP_CT_I_FORWARD_TSN, 0, 0 };
	static const u8 alone[] = { 0x80, 0x08, 0, 5, SCTP_CT_I_FORWARD_TSN,
				    0, 0, 0 };
	u32 all = SCTP_CAP_PRSCTP | SCTP_CAP_I_DATA;

	assert_int_equal(agreed_with(only_old, sizeof(only_old), all),
			 with_iforward(all) | SCTP_CAP_FSN_APART);
	/* what we do not offer says nothing of the peer's way */
	assert_int_equal(agreed_with(only_old, sizeof(only_old),
				     SCTP_CAP_I_DATA), SCTP_CAP_I_DATA);
	assert_int_equal(agreed_with(only_old, sizeof(only_old),
				     SCTP_CAP_PRSCTP),
			 with_iforward(SCTP_CAP_PRSCTP));
	assert_int_equal(agreed_with(only_new, sizeof(only_new), all),
			 with_iforward(all));
	/* without I-DATA it says nothing */
	assert_int_equal(agreed_with(only_new, sizeof(only_new),
				     SCTP_CAP_PRSCTP), 0);
	assert_int_equal(agreed_with(alone, sizeof(alone), all), 0);
}

/* We list I-FORWARD-TSN if both may be chosen */
static void init__lists_i_forward_tsn(void **state)
{
	u32 all = SCTP_CAP_PRSCTP | SCTP_CAP_I_DATA;
	const u8 *ext;

	unit_set_cfg(U.a, caps, all);
	unit_path(0x0a000101, SCTP_PATH_ACTIVE);
	assert_int_equal(sctp_assoc_connect(&U.a, U.now), 0);
	unit_flush();
	ext = sent_param(SCTP_CT_INIT, SCTP_PT_SUPPORTED_EXT);
	assert_non_null(ext);
	assert_int_equal(get_unaligned_be16(ext + 2), 6);
	assert_int_equal(ext[4], SCTP_CT_I_DATA);
	assert_int_equal(ext[5], SCTP_CT_I_FORWARD_TSN);
	assert_int_equal(sctp_chunk_types(sctp_caps_listed(SCTP_CAP_I_DATA),
					  NULL), 1);
}

static void idata_connect(bool peer_offers)
{
	u8 params[] = { 0x80, 0x08, 0, 5, SCTP_CT_I_DATA, 0, 0, 0,
			0, SCTP_PT_STATE_COOKIE, 0, 8, 'c', 'o', 'o', 'k' };
	u32 skip = peer_offers ? 0 : sizeof(idata_ext);
	struct unit_build b = { 0 };

	unit_set_cfg(U.a, caps, SCTP_CAP_I_DATA);
	unit_path(0x0a000101, SCTP_PATH_ACTIVE);
	assert_int_equal(sctp_assoc_connect(&U.a, U.now), 0);
	unit_flush();
	/* messages are laid out for what is offered */
	assert_int_equal(U.a.tx.data_hdr, sizeof(struct sctpw_idata));
	unit_send(10, 0, 0);
	build_init(&b, SCTP_CT_INIT_ACK, params + skip, sizeof(params) - skip);
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.a.state, SCTP_ST_COOKIE_ECHOED);
}

static void idata__init_ack(void **state)
{
	idata_connect(true);
	assert_int_equal(U.a.tx.format, SCTP_FORMAT_I_DATA);
	assert_int_equal(unit_count(SCTP_CT_DATA), 0);
}

static void idata__init_ack_without(void **state)
{
	idata_connect(false);
	assert_int_equal(U.a.tx.format, SCTP_FORMAT_DATA);
	assert_int_equal(U.a.tx.data_hdr, sizeof(struct sctpw_data));
	assert_int_equal(unit_count(SCTP_CT_I_DATA), 0);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
}

/* A message that comes with the COOKIE ECHO; returns the association */
static struct sctp_assoc *idata_accept(bool peer_offers)
{
	struct unit_build b = { 0 };
	struct sctpw_idata *d;
	struct sctp_assoc *a;
	struct sctp_rx rx;
	const u8 *cookie;
	u8 copy[512];
	u32 len, tag;

	unit_set_cfg(U.ep, caps, SCTP_CAP_I_DATA);
	build_init(&b, SCTP_CT_INIT, idata_ext,
		   peer_offers ? sizeof(idata_ext) : 0);
	unit_rx(&rx, &b, b.len);
	rx.vtag = 0;
	assert_null(sctp_ep_input(&U.ep, &rx));
	kfree_skb(rx.skb);
	assert_non_null(sent_param(SCTP_CT_INIT_ACK, SCTP_PT_SUPPORTED_EXT));
	cookie = sent_param(SCTP_CT_INIT_ACK, SCTP_PT_STATE_COOKIE);
	len = get_unaligned_be16(cookie + 2) - 4;
	memcpy(copy, cookie + 4, len);
	tag = get_unaligned_be32(unit_find(U.sent[U.nsent - 1],
					   SCTP_CT_INIT_ACK, 0) + 4);
	b.len = 0;
	unit_chunk(&b, SCTP_CT_COOKIE_ECHO, 0, copy, len);
	d = unit_chunk(&b, SCTP_CT_I_DATA, SCTP_DATA_BE, NULL, 20);
	d->tsn = htonl(UNIT_PEER_TSN);
	d->sid = 0;
	d->mid = 0;
	unit_rx(&rx, &b, b.len);
	rx.vtag = tag;
	a = sctp_ep_input(&U.ep, &rx);
	kfree_skb(rx.skb);
	assert_non_null(a);
	return a;
}

static void idata__cookie(void **state)
{
	struct sctp_assoc *a = idata_accept(true);
	struct sctp_rx_msg *m = unit_next_msg();

	assert_int_equal(a->tx.format, SCTP_FORMAT_I_DATA);
	assert_non_null(m);
	assert_int_equal(m->len, 4);
	sctp_assoc_consumed(a, m->len, sctp_rx_msg_free(m));
}

static void idata__cookie_without(void **state)
{
	struct sctp_assoc *a = idata_accept(false);

	assert_int_equal(a->tx.format, SCTP_FORMAT_DATA);
	assert_null(unit_next_msg());
}

#define CAPS(test) \
	cmocka_unit_test_setup_teardown(test, unit_setup, unit_teardown)

static const struct CMUnitTest tests[] = {
	CAPS(init_agree__what_both_offer),
	CAPS(zero_checksum__agreed),
	CAPS(zero_checksum__another_method),
	CAPS(zero_checksum__sent_and_taken),
	CAPS(init_ack__both_offer),
	CAPS(init_ack__we_alone_offer),
	CAPS(init_ack__the_peer_alone_offers),
	CAPS(cookie__both_offer),
	CAPS(cookie__we_alone_offer),
	CAPS(cookie__the_peer_alone_offers),
	CAPS(init_agree__partial_reliability_with_i_data),
	CAPS(init_agree__nrsack),
	CAPS(init_agree__pktdrop),
	CAPS(init_agree__who_lists_less),
	CAPS(init__lists_i_forward_tsn),
	CAPS(idata__init_ack),
	CAPS(idata__init_ack_without),
	CAPS(idata__cookie),
	CAPS(idata__cookie_without),
};

int main(void)
{
	return cmocka_run_group_tests_name("caps", tests, NULL, NULL);
}
