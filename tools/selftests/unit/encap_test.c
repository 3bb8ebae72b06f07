// SPDX-License-Identifier: GPL-2.0-only
/* UDP encapsulation, RFC 6951: which port packets to an address go to */
#include "core/encap.h"
#include "core/life/cookie.h"
#include "core/life/established.h"
#include "unit.h"

#define PORT	9899
#define OTHER	40000

/* A HEARTBEAT from a UDP port, with a tag */
static void heartbeat_from(u16 port, u32 vtag)
{
	struct unit_build b = { 0 };
	struct sctp_rx rx;

	unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, NULL, 8);
	unit_rx(&rx, &b, b.len);
	rx.vtag = vtag;
	rx.encap = port;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
}

static u16 port(void)
{
	return U.a.primary->cfg.encap_port;
}

static void encap__follows_packets_with_our_tag(void **state)
{
	unit_up();
	assert_int_equal(port(), 0);
	heartbeat_from(PORT, UNIT_MY_TAG);
	assert_int_equal(port(), PORT);
	/* the address translator has forgotten us */
	heartbeat_from(OTHER, UNIT_MY_TAG);
	assert_int_equal(port(), OTHER);
	assert_int_equal(U.mib[SCTP_MIB_ENCAP_PORTS_LEARNT], 2);
	heartbeat_from(OTHER, UNIT_MY_TAG);
	assert_int_equal(U.mib[SCTP_MIB_ENCAP_PORTS_LEARNT], 2);
}

static void encap__ends_with_a_packet_that_is_not_in_udp(void **state)
{
	unit_up();
	heartbeat_from(PORT, UNIT_MY_TAG);
	heartbeat_from(0, UNIT_MY_TAG);
	assert_int_equal(port(), 0);
}

/* Who does not know our tag cannot redirect what we send */
static void encap__is_not_changed_by_another_tag(void **state)
{
	unit_up();
	heartbeat_from(PORT, UNIT_MY_TAG);
	heartbeat_from(OTHER, UNIT_MY_TAG + 1);
	heartbeat_from(OTHER, 0);
	heartbeat_from(OTHER, UNIT_PEER_TAG);
	assert_int_equal(port(), PORT);
}

/* Chunks with the T bit may have the tag that the peer chose itself */
static void encap__is_not_changed_by_a_tag_with_t_bit(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx rx;

	unit_up();
	heartbeat_from(PORT, UNIT_MY_TAG);
	unit_chunk(&b, SCTP_CT_SHUTDOWN_COMPLETE, SCTP_FLAG_T, NULL, 0);
	unit_rx(&rx, &b, b.len);
	rx.vtag = UNIT_PEER_TAG;
	rx.encap = OTHER;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	assert_int_equal(port(), PORT);
}

/* A packet from an address that is not the association's changes no path */
static void encap__is_not_changed_from_another_address(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_rx rx;

	unit_up();
	heartbeat_from(PORT, UNIT_MY_TAG);
	unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, NULL, 8);
	unit_rx(&rx, &b, b.len);
	rx.src = unit_v4(0x0a0000fe);
	rx.encap = OTHER;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	assert_int_equal(port(), PORT);
}

/* A packet from one address says nothing about the others */
static void encap__of_each_address(void **state)
{
	struct unit_build b = { 0 };
	struct sctp_path *p;
	struct sctp_rx rx;

	unit_up();
	p = unit_path(0x0a000102, SCTP_PATH_ACTIVE);
	heartbeat_from(PORT, UNIT_MY_TAG);
	assert_int_equal(p->cfg.encap_port, 0);
	unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, NULL, 8);
	unit_rx(&rx, &b, b.len);
	rx.src = p->addr;
	rx.encap = OTHER;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	assert_int_equal(p->cfg.encap_port, OTHER);
	assert_int_equal(port(), PORT);
}

/* The first packet of an association came from one of them */
static void encap__of_a_new_association(void **state)
{
	struct sctp_rx rx = { .encap = PORT, .now = U.now };
	struct sctp_path *p;

	unit_up();
	p = unit_path(0x0a000102, SCTP_PATH_UNCONFIRMED);
	sctp_encap_accepted(&U.a, &rx);
	assert_int_equal(port(), PORT);
	assert_int_equal(p->cfg.encap_port, PORT);
}

static void encap__looks_the_route_up(void **state)
{
	unit_up();
	U.mtu = U.a.primary->mtu - 8;
	sctp_encap_set(&U.a, U.a.primary, PORT, U.now);
	assert_int_equal(U.a.primary->mtu, U.mtu);
	/* the same once more does not */
	U.mtu -= 8;
	sctp_encap_set(&U.a, U.a.primary, PORT, U.now);
	assert_int_equal(U.a.primary->mtu, U.mtu + 8);
}

/* draft-tuexen-tsvwg-rfc6951-bis: an INIT may not move an association */
static void encap__init_from_another_port_is_refused(void **state)
{
	struct unit_build b = { 0 };
	struct sctpw_init *h;
	const u8 *abort;
	struct sctp_rx rx;

	unit_up();
	heartbeat_from(PORT, UNIT_MY_TAG);
	unit_flush();
	unit_forget_sent();
	h = unit_chunk(&b, SCTP_CT_INIT, 0, NULL, 16);
	h->init_tag = htonl(0x77);
	h->a_rwnd = htonl(40000);
	h->num_ostreams = htons(10);
	h->num_istreams = htons(10);
	h->initial_tsn = htonl(600);
	unit_rx(&rx, &b, b.len);
	rx.vtag = 0;
	rx.encap = OTHER;
	sctp_assoc_input(&U.a, &rx);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->vtag, 0x77);
	abort = unit_find(U.sent[0], SCTP_CT_ABORT, 0);
	assert_non_null(abort);
	assert_int_equal(get_unaligned_be16(abort + 4),
			 SCTP_CAUSE_NEW_ENCAP_PORT);
	assert_int_equal(get_unaligned_be16(abort + 6), 8);
	assert_int_equal(get_unaligned_be16(abort + 8), PORT);
	assert_int_equal(get_unaligned_be16(abort + 10), OTHER);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	assert_int_equal(port(), PORT);
	/* from the right port it is answered */
	unit_forget_sent();
	rx.encap = PORT;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	assert_int_equal(U.nsent, 1);
	assert_non_null(unit_find(U.sent[0], SCTP_CT_INIT_ACK, 0));
}

static const struct CMUnitTest tests[] = {
	UNIT(encap__follows_packets_with_our_tag),
	UNIT(encap__ends_with_a_packet_that_is_not_in_udp),
	UNIT(encap__is_not_changed_by_another_tag),
	UNIT(encap__is_not_changed_by_a_tag_with_t_bit),
	UNIT(encap__is_not_changed_from_another_address),
	UNIT(encap__of_each_address),
	UNIT(encap__of_a_new_association),
	UNIT(encap__looks_the_route_up),
	UNIT(encap__init_from_another_port_is_refused),
};

int main(void)
{
	return cmocka_run_group_tests_name("encap", tests, NULL, NULL);
}
