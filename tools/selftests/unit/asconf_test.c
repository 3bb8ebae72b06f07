// SPDX-License-Identifier: GPL-2.0-only
/* ASCONF (RFC 5061): the peer's requests, ours, and which source is used */
#include "core/caps.h"
#include "core/ext/asconf.h"
#include "core/pathroute.h"
#include "core/pathset.h"
#include "core/send/sendq.h"
#include "core/wire/rx.h"
#include "unit.h"

#define OLD	0x0a000001u	/* unit_local() */
#define SECOND	0x0a000002u
#define NEW	0x0a000003u
#define THIRD	0x0a000004u
#define P1	0x0a000101u	/* unit_peer() */
#define P2	0x0a000102u
#define P3	0x0a000103u

/* What this host looks like */
static struct {
	struct sctp_ops ops;
	u32 local[SCTP_MAX_LOCAL_ADDRS];
	u32 nlocal;
	u32 refuse;	/* type of request that asconf_ok() refuses */
	u32 unusable;	/* address that peer_addr_ok() refuses */
	u16 encap;	/* UDP port that the peer's packets come from */
} T;

static int t_local_addrs(struct sctp_ep *ep, struct sctp_assoc *a,
			 const struct sctp_rx *rx,
			 const struct sctp_addr *peer, struct sctp_addr *out,
			 int max)
{
	u32 i;

	for (i = 0; i < T.nlocal && i < max; i++)
		if (out)
			out[i] = unit_v4(T.local[i]);
	return i;
}

/* As the kernel half: a known address of this host, or else a new one */
static int t_path_route(struct sctp_assoc *a, struct sctp_path *p)
{
	struct sctp_addr addr;
	u32 i, pass;

	p->mtu = U.mtu;
	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < T.nlocal; i++) {
			addr = unit_v4(T.local[i]);
			if (pass ? !sctp_local_is_new_source(a, &addr) :
				   !sctp_local_is_source(a, &addr))
				continue;
			sctp_path_set_source(p, &addr);
			return 0;
		}
	return -EHOSTUNREACH;
}

static bool t_asconf_ok(struct sctp_assoc *a, const struct sctp_rx *rx,
			u16 what, const struct sctp_addr *addr)
{
	return what != T.refuse;
}

static bool t_peer_addr_ok(struct sctp_assoc *a, const struct sctp_addr *src,
			   const struct sctp_addr *addr)
{
	return !T.unusable || addr->v4 != htonl(T.unusable);
}

static void host_has(u32 n, u32 a, u32 b)
{
	T.local[0] = a;
	T.local[1] = b;
	T.nlocal = n;
}

static int asconf_setup(void **state)
{
	unit_setup_up(state);
	T.ops = unit_ops;
	T.ops.local_addrs = t_local_addrs;
	T.ops.path_route = t_path_route;
	T.ops.asconf_ok = t_asconf_ok;
	T.ops.peer_addr_ok = t_peer_addr_ok;
	T.refuse = 0;
	T.unusable = 0;
	T.encap = 0;
	host_has(1, OLD, 0);
	U.a.ops = &T.ops;
	U.a.hs.caps = SCTP_CAP_ASCONF;
	unit_set_cfg(U.a, caps, SCTP_CAP_ASCONF | SCTP_CAP_NOAUTH);
	sctp_asconf_begin(&U.a);
	unit_forget_sent();
	U.nnotices = 0;
	return 0;
}

/* --- what the peer says --- */

/* A chunk under construction */
static struct {
	u8 bytes[4096];
	u32 len;
	u32 id;
} C;

static void begin_chunk(u32 serial)
{
	put_unaligned_be32(serial, C.bytes);
	C.len = 4;
	C.id = 100;
}

static void put_v4(u32 addr)
{
	put_unaligned_be16(SCTP_PT_IPV4_ADDR, C.bytes + C.len);
	put_unaligned_be16(8, C.bytes + C.len + 2);
	put_unaligned_be32(addr, C.bytes + C.len + 4);
	C.len += 8;
}

static void begin(u32 serial)
{
	begin_chunk(serial);
	put_v4(P1);
}

static void want(u16 type, u32 addr)
{
	put_unaligned_be16(type, C.bytes + C.len);
	put_unaligned_be16(16, C.bytes + C.len + 2);
	put_unaligned_be32(++C.id, C.bytes + C.len + 4);
	C.len += 8;
	put_v4(addr);
}

static void say_from(u32 src, u8 type)
{
	struct unit_build b = { 0 };
	struct sctp_rx rx;

	unit_chunk(&b, type, 0, C.bytes, C.len);
	unit_rx(&rx, &b, b.len);
	rx.src = unit_v4(src);
	rx.encap = T.encap;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	unit_flush();
}

static void say(void)
{
	say_from(P1, SCTP_CT_ASCONF);
}

/* One request by itself, with the next serial number */
static void ask_from(u32 src, u16 type, u32 addr)
{
	begin(UNIT_PEER_TSN + sctp_locals(&U.a)->r.handled);
	want(type, addr);
	say_from(src, SCTP_CT_ASCONF);
}

static void ask(u16 type, u32 addr)
{
	ask_from(P1, type, addr);
}

/* --- what was sent --- */

static struct sctp_path *sent_on;

static const u8 *last_sent(u8 type)
{
	const u8 *c, *found = NULL;
	u32 i;

	for (i = 0; i < U.nsent; i++) {
		c = unit_find(U.sent[i], type, 0);
		if (c) {
			found = c;
			sent_on = U.sent[i]->path;
		}
	}
	return found;
}

/* The nth parameter of the last such chunk */
static const u8 *param_of(u8 type, u32 nth)
{
	const u8 *c = last_sent(type);
	u32 off = sizeof(struct sctpw_asconf), len;

	assert_non_null(c);
	len = get_unaligned_be16(c + 2);
	while (off < len && nth--)
		off += SCTP_ALIGN4(get_unaligned_be16(c + off + 2));
	return off < len ? c + off : NULL;
}

static const u8 *answer(u32 nth)
{
	return param_of(SCTP_CT_ASCONF_ACK, nth);
}

/* The nth answer is an error, or a success when @code is 0 */
static void answered(u32 nth, u32 id, u16 code)
{
	const u8 *p = answer(nth);

	assert_non_null(p);
	assert_int_equal(get_unaligned_be16(p), code ? SCTP_PT_ASCONF_ERROR :
						       SCTP_PT_ASCONF_SUCCESS);
	assert_int_equal(get_unaligned_be32(p + 4), id);
	if (code)
		assert_int_equal(get_unaligned_be16(p + 8), code);
}

static void all_done(u32 serial)
{
	const u8 *c = last_sent(SCTP_CT_ASCONF_ACK);

	assert_non_null(c);
	assert_int_equal(get_unaligned_be16(c + 2), 8);
	assert_int_equal(get_unaligned_be32(c + 4), serial);
}

static struct sctp_path *path_to(u32 addr)
{
	struct sctp_addr a = unit_v4(addr);

	return sctp_path_find(&U.a, &a);
}

/* --- being asked --- */

static void asked_add__unconfirmed_and_probed(void **state)
{
	struct sctp_path *p;

	ask(SCTP_PT_ADD_IP, P2);
	all_done(UNIT_PEER_TSN);
	p = path_to(P2);
	assert_non_null(p);
	assert_int_equal(p->state, SCTP_PATH_UNCONFIRMED);
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_ADDED));
	assert_int_equal(unit_count(SCTP_CT_HEARTBEAT), 1);
	assert_ptr_equal(U.a.primary, path_to(P1));
}

static void asked_add__twice_is_no_error(void **state)
{
	ask(SCTP_PT_ADD_IP, P2);
	ask(SCTP_PT_ADD_IP, P2);
	all_done(UNIT_PEER_TSN + 1);
	assert_int_equal(U.a.npaths, 2);
}

static void asked_add__wildcard_is_the_source(void **state)
{
	ask_from(P3, SCTP_PT_ADD_IP, 0);
	all_done(UNIT_PEER_TSN);
	assert_non_null(path_to(P3));
	assert_ptr_equal(sent_on, path_to(P3));
}

/* A peer that is reached in UDP only is reached so at its new addresses: the
 * answer goes there
 */
static void asked_add__in_udp(void **state)
{
	T.encap = 9900;
	ask_from(P3, SCTP_PT_ADD_IP, 0);
	all_done(UNIT_PEER_TSN);
	assert_ptr_equal(sent_on, path_to(P3));
	assert_int_equal(path_to(P3)->cfg.encap_port, 9900);
	ask(SCTP_PT_ADD_IP, P2);
	assert_int_equal(path_to(P2)->cfg.encap_port, 9900);
}

static void asked_add__address_that_cannot_be(void **state)
{
	T.unusable = P2;
	ask(SCTP_PT_ADD_IP, P2);
	answered(0, 101, SCTP_CAUSE_UNRESOLVABLE_ADDR);
	assert_null(path_to(P2));
}

/* Another association has it, or a security module says no */
static void asked_add__not_allowed(void **state)
{
	T.refuse = SCTP_PT_ADD_IP;
	ask(SCTP_PT_ADD_IP, P2);
	answered(0, 101, SCTP_CAUSE_NO_AUTHORIZATION);
	assert_null(path_to(P2));
	T.refuse = SCTP_PT_SET_PRIMARY;
	ask(SCTP_PT_ADD_IP, P2);
	assert_non_null(path_to(P2));
	ask(SCTP_PT_SET_PRIMARY, P2);
	answered(0, 101, SCTP_CAUSE_NO_AUTHORIZATION);
}

/* A refused address ends adding and deleting (5.3 rule F11) */
static void asked_add__refused_no_deletion(void **state)
{
	unit_path(P2, SCTP_PATH_ACTIVE);
	T.refuse = SCTP_PT_ADD_IP;
	begin(UNIT_PEER_TSN);
	want(SCTP_PT_ADD_IP, P3);
	want(SCTP_PT_DEL_IP, P2);
	want(SCTP_PT_SET_PRIMARY, P2);
	say();
	answered(0, 101, SCTP_CAUSE_NO_AUTHORIZATION);
	answered(1, 102, SCTP_CAUSE_RESOURCE_SHORTAGE);
	answered(2, 103, 0);
	assert_non_null(path_to(P2));
	assert_ptr_equal(U.a.primary, path_to(P2));
}

static void asked_add__limit(void **state)
{
	u32 i;

	for (i = 0; i < SCTP_MAX_PATHS + 3; i++)
		ask(SCTP_PT_ADD_IP, 0x0a010000 + i);
	assert_int_equal(U.a.npaths, SCTP_MAX_PATHS);
	answered(0, 101, SCTP_CAUSE_RESOURCE_SHORTAGE);
}

static void asked_delete__moves_its_data(void **state)
{
	unit_path(P2, SCTP_PATH_ACTIVE);
	unit_send(100, 0, 0);
	unit_flush();
	assert_ptr_equal(U.sent[U.nsent - 1]->path, path_to(P1));
	ask_from(P2, SCTP_PT_DEL_IP, P1);
	all_done(UNIT_PEER_TSN);
	assert_null(path_to(P1));
	assert_ptr_equal(U.a.primary, path_to(P2));
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_REMOVED));
}

/* Two paths go at once: what the first one carried is not left to the second,
 * which carried nothing itself. The peer reneges on it then.
 */
static void asked_delete__two_with_data(void **state)
{
	struct unit_build b = { 0 };

	unit_path(P2, SCTP_PATH_ACTIVE);
	unit_path(P3, SCTP_PATH_ACTIVE);
	unit_send(100, 0, 0);
	unit_send(1400, 0, 0);
	unit_flush();
	unit_sack(&b, UNIT_MY_TSN - 1, 65536, 1, 2, 2);
	unit_input(&b);
	unit_flush();
	begin(UNIT_PEER_TSN);
	want(SCTP_PT_DEL_IP, P1);
	want(SCTP_PT_DEL_IP, P2);
	say_from(P3, SCTP_CT_ASCONF);
	assert_int_equal(U.a.npaths, 1);
	b.len = 0;
	unit_sack(&b, UNIT_MY_TSN, 65536, 0);
	unit_input(&b);
	unit_flush();
	b.len = 0;
	unit_sack(&b, UNIT_MY_TSN + 1, 65536, 0);
	unit_input(&b);
	assert_int_equal(U.a.tx.ring.flight, 0);
}

/* The user wanted a message to go to the address that is deleted */
static void asked_delete__one_that_a_message_prefers(void **state)
{
	struct shim_msg *msg = shim_msg_new(100);
	struct unit_build b = { 0 };

	unit_path(P2, SCTP_PATH_ACTIVE);
	unit_send(100, 0, 0);
	unit_flush();
	U.a.tx.peer.rwnd = 0;
	msg->m.path = path_to(P2);
	msg->m.cell = sctp_sendq_cell(&U.a, 100);
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
	assert_int_equal(U.a.tx.queued_msgs, 1);
	ask(SCTP_PT_DEL_IP, P2);
	assert_null(path_to(P2));
	assert_int_equal(U.a.tx.queued_msgs, 1);
	assert_ptr_equal(msg->m.path, NULL);
	unit_sack(&b, UNIT_MY_TSN, 65536, 0);
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.a.tx.queued_msgs, 0);
	assert_ptr_equal(U.sent[U.nsent - 1]->path, path_to(P1));
}

/* CVE-2026-64564: the path the packet came from is deleted */
static void asked_delete__cve_2026_64564_the_source(void **state)
{
	unit_path(P2, SCTP_PATH_ACTIVE);
	ask(SCTP_PT_DEL_IP, P1);
	answered(0, 101, SCTP_CAUSE_DEL_SOURCE_IP);
	assert_non_null(path_to(P1));
}

static void asked_delete__the_last(void **state)
{
	ask(SCTP_PT_DEL_IP, P1);
	answered(0, 101, SCTP_CAUSE_DEL_LAST_IP);
	ask_from(P3, SCTP_PT_DEL_IP, P1);
	answered(0, 101, SCTP_CAUSE_DEL_LAST_IP);
	assert_int_equal(U.a.npaths, 1);
}

static void asked_delete__one_that_is_not_there(void **state)
{
	unit_path(P2, SCTP_PATH_ACTIVE);
	ask(SCTP_PT_DEL_IP, P3);
	answered(0, 101, SCTP_CAUSE_UNRESOLVABLE_ADDR);
}

static void asked_delete__all_by_wildcard(void **state)
{
	unit_path(P2, SCTP_PATH_ACTIVE);
	unit_path(P3, SCTP_PATH_ACTIVE);
	ask_from(P2, SCTP_PT_DEL_IP, 0);
	all_done(UNIT_PEER_TSN);
	assert_int_equal(U.a.npaths, 1);
	assert_non_null(path_to(P2));
	ask_from(P3, SCTP_PT_DEL_IP, 0);
	answered(0, 101, SCTP_CAUSE_UNRESOLVABLE_ADDR);
}

/* The peer moves: what is new is added, all others are deleted */
static void asked_both__no_data_before_it_is_confirmed(void **state)
{
	struct unit_build b = { 0 };
	const u8 *hb;

	unit_send(100, 0, 0);
	unit_flush();
	begin(UNIT_PEER_TSN);
	want(SCTP_PT_ADD_IP, 0);
	want(SCTP_PT_DEL_IP, 0);
	say_from(P2, SCTP_CT_ASCONF);
	all_done(UNIT_PEER_TSN);
	assert_int_equal(U.a.npaths, 1);
	assert_int_equal(unit_count(SCTP_CT_DATA), 1);
	hb = last_sent(SCTP_CT_HEARTBEAT);
	assert_non_null(hb);
	unit_chunk(&b, SCTP_CT_HEARTBEAT_ACK, 0, hb + 4,
		   get_unaligned_be16(hb + 2) - 4);
	unit_input(&b);
	unit_flush();
	assert_int_equal(unit_count(SCTP_CT_DATA), 2);
}

static void asked_primary__set(void **state)
{
	unit_path(P2, SCTP_PATH_ACTIVE);
	ask(SCTP_PT_SET_PRIMARY, P2);
	all_done(UNIT_PEER_TSN);
	assert_ptr_equal(U.a.primary, path_to(P2));
	assert_true(unit_noticed(SCTP_EV_PATH_CHANGE, SCTP_PC_MADE_PRIM));
	ask(SCTP_PT_SET_PRIMARY, P3);
	answered(0, 101, SCTP_CAUSE_UNRESOLVABLE_ADDR);
	ask(SCTP_PT_SET_PRIMARY, 0);
	assert_ptr_equal(U.a.primary, path_to(P1));
}

static void asked__again_is_answered_again(void **state)
{
	ask(SCTP_PT_ADD_IP, P2);
	assert_int_equal(sctp_path_remove(&U.a, path_to(P2)), 0);
	say();
	assert_int_equal(unit_count(SCTP_CT_ASCONF_ACK), 2);
	assert_null(path_to(P2));
}

/* A replay of an old one, or a number to come: silence */
static void asked__wrong_serial_number(void **state)
{
	ask(SCTP_PT_ADD_IP, P2);
	ask(SCTP_PT_ADD_IP, P3);
	begin(UNIT_PEER_TSN);
	say();
	begin(UNIT_PEER_TSN + 3);
	want(SCTP_PT_DEL_IP, P2);
	say();
	assert_int_equal(unit_count(SCTP_CT_ASCONF_ACK), 2);
	assert_int_equal(U.mib[SCTP_MIB_IN_BAD_ASCONF], 2);
	assert_non_null(path_to(P2));
}

/* Without AUTH it is discarded, with the rest of the packet */
static void asked__without_auth(void **state)
{
	struct unit_build b = { 0 };

	unit_set_cfg(U.a, caps, SCTP_CAP_ASCONF | SCTP_CAP_AUTH);
	begin(UNIT_PEER_TSN);
	want(SCTP_PT_ADD_IP, P2);
	unit_chunk(&b, SCTP_CT_ASCONF, 0, C.bytes, C.len);
	unit_data(&b, UNIT_PEER_TSN, 0, 0, SCTP_DATA_BE, 10);
	unit_input(&b);
	unit_flush();
	assert_int_equal(U.nsent, 0);
	assert_null(path_to(P2));
	assert_int_equal(U.a.rx.wnd.buffered, 0);
	assert_int_equal(U.mib[SCTP_MIB_IN_NOT_AUTH], 1);
}

static void asked__not_agreed_upon(void **state)
{
	const u8 *err;

	U.a.hs.caps = 0;
	begin(UNIT_PEER_TSN);
	say();
	err = last_sent(SCTP_CT_ERROR);
	assert_non_null(err);
	assert_int_equal(get_unaligned_be16(err + 4),
			 SCTP_CAUSE_UNRECOGNIZED_CHUNK);
	U.a.hs.caps = SCTP_CAP_ASCONF;
}

/* CVE-2021-3655: each length is checked before it is used */
static void asked__cve_2021_3655_truncated(void **state)
{
	u32 len, full;

	begin(UNIT_PEER_TSN);
	want(SCTP_PT_ADD_IP, P2);
	full = C.len;
	for (len = 4; len < full; len++) {
		if (len == 12)	/* no request is none */
			continue;
		unit_teardown(state);
		asconf_setup(state);
		begin(UNIT_PEER_TSN);
		want(SCTP_PT_ADD_IP, P2);
		C.len = len;
		say();
		assert_int_equal(U.a.state, SCTP_ST_CLOSED);
		assert_null(path_to(P2));
		assert_int_equal(U.mib[SCTP_MIB_IN_BAD_ASCONF], 1);
	}
}

static void malformed(u32 at, u16 val)
{
	begin(UNIT_PEER_TSN);
	want(SCTP_PT_ADD_IP, P2);
	put_unaligned_be16(val, C.bytes + at);
	say();
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void asked__parameter_too_short(void **state)
{
	malformed(14, 4);
}

static void asked__parameter_too_long(void **state)
{
	malformed(14, 20);
}

static void asked__no_address_in_it(void **state)
{
	malformed(20, SCTP_PT_HOST_NAME);
}

static void asked__first_is_no_address(void **state)
{
	malformed(4, SCTP_PT_ADD_IP);
}

static void put_unknown(u16 type, u32 len)
{
	memset(C.bytes + C.len, 0, len);
	put_unaligned_be16(type, C.bytes + C.len);
	put_unaligned_be16(len, C.bytes + C.len + 2);
	put_unaligned_be32(++C.id, C.bytes + C.len + 4);
	C.len += len;
}

static void asked__unknown_parameters(void **state)
{
	begin(UNIT_PEER_TSN);
	put_unknown(0x8123, 8);		/* skipped */
	put_unknown(0xc123, 12);	/* reported */
	want(SCTP_PT_ADD_IP, P2);
	put_unknown(0x0123, 8);		/* the end */
	want(SCTP_PT_ADD_IP, P3);
	say();
	answered(0, 102, SCTP_CAUSE_UNRECOGNIZED_PARAM);
	answered(1, 103, 0);
	assert_null(answer(2));
	assert_non_null(path_to(P2));
	assert_null(path_to(P3));
}

/* A large one: the answer fits the least MTU, and says what was not done */
static void asked__more_than_can_be_answered(void **state)
{
	const u8 *c, *p;
	u32 i, n, done = 0;

	T.refuse = SCTP_PT_SET_PRIMARY;
	begin(UNIT_PEER_TSN);
	want(SCTP_PT_SET_PRIMARY, P1);
	for (i = 0; i < 200; i++)
		want(SCTP_PT_ADD_IP, 0x0a010000 + i);
	say();
	c = last_sent(SCTP_CT_ASCONF_ACK);
	assert_true(get_unaligned_be16(c + 2) <= SCTP_ASCONF_MAX + 4);
	for (n = 0; (p = answer(n)); n++)
		done += get_unaligned_be16(p) == SCTP_PT_ASCONF_SUCCESS;
	assert_true(done > 10);
	assert_int_equal(done, U.a.npaths - 1);
	answered(n - 1, 100 + n, SCTP_CAUSE_RESOURCE_SHORTAGE);
}

static void addr_list__the_first_address(void **state)
{
	struct sctp_param_list list;
	struct sctp_view v = { .type = SCTP_CT_ASCONF, .hdr = C.bytes };
	struct sctp_addr addr = unit_v4(P1), other = unit_v4(P2);

	begin_chunk(0);
	C.len = 8;
	put_v4(P1);
	want(SCTP_PT_ADD_IP, P2);
	v.len = C.len;
	assert_true(sctp_asconf_addr_list(&v, &list));
	assert_true(sctp_addr_listed(&list, &addr));
	assert_false(sctp_addr_listed(&list, &other));
	v.len = 15;
	assert_false(sctp_asconf_addr_list(&v, &list));
}

/* --- asking --- */

static int add(u32 addr)
{
	struct sctp_addr a = unit_v4(addr);
	int err = sctp_asconf_add(&U.a, &a, U.now);

	unit_flush();
	return err;
}

static int del(u32 addr)
{
	struct sctp_addr a = unit_v4(addr);
	int err = sctp_asconf_remove(&U.a, &a, U.now);

	unit_flush();
	return err;
}

static int prim(u32 addr)
{
	struct sctp_addr a = unit_v4(addr);
	int err = sctp_asconf_set_primary(&U.a, &a, U.now);

	unit_flush();
	return err;
}

static void follow(void)
{
	sctp_asconf_follow(&U.a, U.now);
	unit_flush();
}

static bool is_source(u32 addr)
{
	struct sctp_addr a = unit_v4(addr);

	return sctp_local_is_source(&U.a, &a);
}

/* The nth request of the last ASCONF */
static void asked_for(u32 nth, u16 type, u32 addr)
{
	const u8 *p = param_of(SCTP_CT_ASCONF, nth + 1);

	assert_non_null(p);
	assert_int_equal(get_unaligned_be16(p), type);
	assert_int_equal(get_unaligned_be32(p + 4), nth + 1);
	assert_int_equal(get_unaligned_be32(p + 12), addr);
}

static void asked_no_more(u32 n)
{
	assert_null(param_of(SCTP_CT_ASCONF, n + 1));
}

static u32 asconfs(void)
{
	return unit_count(SCTP_CT_ASCONF);
}

static void begin_ack(u32 nth)
{
	begin_chunk(UNIT_MY_TSN + nth);
}

static void ack_error(u32 id, u16 code)
{
	u8 *p = C.bytes + C.len;

	put_unaligned_be16(SCTP_PT_ASCONF_ERROR, p);
	put_unaligned_be16(12, p + 2);
	put_unaligned_be32(id, p + 4);
	put_unaligned_be16(code, p + 8);
	put_unaligned_be16(4, p + 10);
	C.len += 12;
}

static void ack_success(u32 id)
{
	u8 *p = C.bytes + C.len;

	put_unaligned_be16(SCTP_PT_ASCONF_SUCCESS, p);
	put_unaligned_be16(8, p + 2);
	put_unaligned_be32(id, p + 4);
	C.len += 8;
}

static void say_ack(void)
{
	say_from(P1, SCTP_CT_ASCONF_ACK);
}

static void acked(u32 nth)
{
	begin_ack(nth);
	say_ack();
}

static void add__no_source_until_acked(void **state)
{
	host_has(2, OLD, NEW);
	assert_false(is_source(NEW));
	assert_int_equal(add(NEW), 0);
	asked_for(0, SCTP_PT_ADD_IP, NEW);
	asked_no_more(1);
	assert_false(is_source(NEW));
	assert_true(is_source(OLD));
	acked(0);
	assert_true(is_source(NEW));
	assert_int_equal(asconfs(), 1);
}

static void add__refused(void **state)
{
	assert_int_equal(add(NEW), 0);
	begin_ack(0);
	ack_error(1, SCTP_CAUSE_RESOURCE_SHORTAGE);
	say_ack();
	assert_false(is_source(NEW));
	assert_int_equal(asconfs(), 1);
	assert_int_equal(add(NEW), 0);
	assert_int_equal(asconfs(), 2);
}

/* What the peer does not understand it is not asked again (5.3 rule F3a) */
static void add__not_understood(void **state)
{
	assert_int_equal(add(NEW), 0);
	begin_ack(0);
	ack_error(1, SCTP_CAUSE_UNRECOGNIZED_PARAM);
	say_ack();
	assert_int_equal(add(NEW), 0);
	assert_int_equal(asconfs(), 1);
	assert_int_equal(prim(OLD), 0);
	assert_int_equal(asconfs(), 2);
	begin_ack(1);
	ack_error(1, SCTP_CAUSE_UNRECOGNIZED_PARAM);
	say_ack();
	assert_int_equal(prim(OLD), -EPERM);
}

static void add__waits_for_the_last(void **state)
{
	assert_int_equal(add(NEW), 0);
	assert_int_equal(add(THIRD), 0);
	assert_int_equal(asconfs(), 1);
	acked(0);
	assert_int_equal(asconfs(), 2);
	asked_for(0, SCTP_PT_ADD_IP, THIRD);
	assert_int_equal(get_unaligned_be32(last_sent(SCTP_CT_ASCONF) + 4),
			 UNIT_MY_TSN + 1);
}

/* What was taken back meanwhile is not sent, or undone */
static void add__taken_back(void **state)
{
	assert_int_equal(add(NEW), 0);
	assert_int_equal(add(THIRD), 0);
	assert_int_equal(del(THIRD), 0);
	assert_int_equal(del(NEW), 0);
	acked(0);
	asked_for(0, SCTP_PT_DEL_IP, NEW);
	asked_no_more(1);
	assert_int_equal(add(NEW), 0);
	acked(1);
	asked_for(0, SCTP_PT_ADD_IP, NEW);
	acked(2);
	assert_true(is_source(NEW));
	assert_int_equal(asconfs(), 3);
}

static void say_to(const struct unit_build *b, u32 dst)
{
	struct sctp_rx rx;

	unit_rx(&rx, b, b->len);
	rx.dst = unit_v4(dst);
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
	unit_flush();
}

static void delete__no_source_any_more(void **state)
{
	struct sctp_addr old = unit_local();

	host_has(2, OLD, NEW);
	assert_int_equal(add(NEW), 0);
	acked(0);
	assert_int_equal(del(OLD), 0);
	asked_for(0, SCTP_PT_DEL_IP, OLD);
	assert_false(is_source(OLD));
	assert_true(sctp_local_is_going(&U.a, &old));
	/* it is not sent from what it deletes (5.3 rule F6) */
	assert_int_equal(ntohl(U.a.primary->saddr.v4), NEW);
	assert_int_equal(get_unaligned_be32(param_of(SCTP_CT_ASCONF, 0) + 4),
			 NEW);
	acked(1);
	assert_false(is_source(OLD));
	assert_true(sctp_local_is_going(&U.a, &old));
	assert_int_equal(sctp_locals(&U.a)->n, 1);
}

/* An ABORT to it may answer a late packet (5.3.1), even after the answer */
static void delete__late_abort(void **state)
{
	struct unit_build b = { 0 };

	host_has(2, OLD, NEW);
	assert_int_equal(add(NEW), 0);
	acked(0);
	assert_int_equal(del(OLD), 0);
	unit_chunk(&b, SCTP_CT_ABORT, 0, NULL, 0);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	acked(1);
	unit_input(&b);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
	say_to(&b, NEW);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void delete__the_last_waits(void **state)
{
	assert_int_equal(del(OLD), 0);
	assert_int_equal(asconfs(), 0);
	assert_true(is_source(OLD));
	assert_int_equal(add(NEW), 0);
	asked_for(0, SCTP_PT_ADD_IP, NEW);
	asked_no_more(1);
	acked(0);
	asked_for(0, SCTP_PT_DEL_IP, OLD);
	assert_int_equal(asconfs(), 2);
}

static void delete__refused(void **state)
{
	host_has(2, OLD, NEW);
	assert_int_equal(add(NEW), 0);
	acked(0);
	assert_int_equal(del(NEW), 0);
	begin_ack(1);
	ack_error(1, SCTP_CAUSE_DEL_SOURCE_IP);
	say_ack();
	assert_true(is_source(NEW));
	assert_int_equal(asconfs(), 2);
}

static void primary__asked_for(void **state)
{
	assert_int_equal(prim(NEW), -EADDRNOTAVAIL);
	assert_int_equal(add(NEW), 0);
	assert_int_equal(prim(NEW), 0);
	assert_int_equal(asconfs(), 1);
	acked(0);
	asked_for(0, SCTP_PT_SET_PRIMARY, NEW);
	acked(1);
	assert_int_equal(asconfs(), 2);
}

/* All that is noted goes into one chunk; an answer says what failed (A7) */
static void ask__in_one_chunk(void **state)
{
	host_has(2, OLD, NEW);
	assert_int_equal(add(NEW), 0);
	assert_int_equal(add(THIRD), 0);
	assert_int_equal(add(SECOND), 0);
	assert_int_equal(prim(THIRD), 0);
	assert_int_equal(del(OLD), 0);
	acked(0);
	asked_for(0, SCTP_PT_ADD_IP, THIRD);
	asked_for(1, SCTP_PT_ADD_IP, SECOND);
	asked_for(2, SCTP_PT_SET_PRIMARY, THIRD);
	asked_for(3, SCTP_PT_DEL_IP, OLD);
	asked_no_more(4);
	begin_ack(1);
	ack_error(2, SCTP_CAUSE_RESOURCE_SHORTAGE);
	ack_success(4);
	say_ack();
	assert_true(is_source(THIRD));
	assert_false(is_source(SECOND));
	assert_false(is_source(OLD));
	assert_int_equal(sctp_locals(&U.a)->n, 2);
}

static void ask__what_follows_an_error_failed(void **state)
{
	assert_int_equal(add(THIRD), 0);
	assert_int_equal(add(NEW), 0);
	assert_int_equal(add(SECOND), 0);
	acked(0);
	begin_ack(1);
	ack_error(1, SCTP_CAUSE_RESOURCE_SHORTAGE);
	say_ack();
	assert_false(is_source(NEW));
	assert_false(is_source(SECOND));
}

static void ask__as_many_as_fit(void **state)
{
	u32 i, n;

	for (i = 0; i < 60; i++)
		assert_int_equal(add(0x0a020000 + i), 0);
	acked(0);
	for (n = 0; param_of(SCTP_CT_ASCONF, n + 1); n++)
		;
	assert_true(n > 20 && n < 32);
	assert_true(get_unaligned_be16(last_sent(SCTP_CT_ASCONF) + 2) <=
		    SCTP_ASCONF_MAX + 4);
	acked(1);
	acked(2);
	acked(3);
	for (i = 0; i < 60; i++)
		assert_true(is_source(0x0a020000 + i));
}

static void ask__errors(void **state)
{
	U.a.hs.caps = 0;
	assert_int_equal(add(NEW), -EPERM);
	assert_int_equal(prim(OLD), -EPERM);
	assert_true(is_source(NEW));
	U.a.hs.caps = SCTP_CAP_ASCONF;
	sctp_assoc_shutdown(&U.a, U.now);
	assert_int_equal(add(NEW), -ENOTCONN);
	assert_int_equal(del(OLD), -ENOTCONN);
}

static void t4__sends_it_again(void **state)
{
	struct sctp_request *r;
	u32 i;

	assert_int_equal(add(NEW), 0);
	r = &sctp_locals(&U.a)->r;
	for (i = 1; i <= 3; i++) {
		U.now = r->at;
		sctp_assoc_timeout(&U.a, U.now);
		unit_flush();
		assert_int_equal(asconfs(), 1 + i);
		assert_int_equal(U.mib[SCTP_MIB_T4_RTO_EXPIREDS], i);
	}
	asked_for(0, SCTP_PT_ADD_IP, NEW);
	acked(0);
	assert_true(is_source(NEW));
	assert_int_equal(U.a.error_count, 0);
}

static void t4__too_often_ends_it(void **state)
{
	u32 i;

	assert_int_equal(add(NEW), 0);
	for (i = 0; i < 20 && U.a.state != SCTP_ST_CLOSED; i++) {
		U.now = sctp_locals(&U.a)->r.at;
		sctp_assoc_timeout(&U.a, U.now);
		unit_flush();
	}
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

/* The peer answers what nobody asked: the association ends (5.3 rule F0) */
static void ack__unasked(void **state)
{
	const u8 *abort;

	acked(0);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	abort = last_sent(SCTP_CT_ABORT);
	assert_int_equal(get_unaligned_be16(abort + 4),
			 SCTP_CAUSE_ILLEGAL_ASCONF_ACK);
}

static void ack__late_is_ignored(void **state)
{
	assert_int_equal(add(NEW), 0);
	acked(0);
	acked(0);
	assert_int_equal(U.a.state, SCTP_ST_ESTABLISHED);
}

/* CVE-2026-98123: a last parameter without padding, and wrong lengths */
static void ack__cve_2026_98123_unpadded(void **state)
{
	assert_int_equal(add(NEW), 0);
	begin_ack(0);
	ack_success(1);
	put_unaligned_be16(0xc777, C.bytes + C.len);
	put_unaligned_be16(9, C.bytes + C.len + 2);
	put_unaligned_be32(1, C.bytes + C.len + 4);
	C.len += 9;
	say_ack();
	assert_true(is_source(NEW));
	begin_ack(1);
	ack_success(1);
	put_unaligned_be16(4, C.bytes + C.len - 6);
	say_ack();
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void unknown__to_the_peer(void **state)
{
	struct unit_build b = { 0 };
	const u8 *c;
	u8 body[64];
	u32 len;

	assert_int_equal(add(NEW), 0);
	c = last_sent(SCTP_CT_ASCONF);
	len = get_unaligned_be16(c + 2);
	put_unaligned_be16(SCTP_CAUSE_UNRECOGNIZED_CHUNK, body);
	put_unaligned_be16(4 + len, body + 2);
	memcpy(body + 4, c, len);
	unit_chunk(&b, SCTP_CT_ERROR, 0, body, 4 + len);
	unit_input(&b);
	unit_flush();
	assert_null(sctp_locals(&U.a)->r.out);
	assert_int_equal(add(THIRD), 0);
	assert_int_equal(asconfs(), 1);
	assert_true(is_source(OLD));
}

/* --- addresses of this host come and go --- */

static void follow__a_new_one(void **state)
{
	host_has(2, OLD, NEW);
	follow();
	asked_for(0, SCTP_PT_ADD_IP, NEW);
	acked(0);
	follow();
	assert_int_equal(asconfs(), 1);
	host_has(1, NEW, 0);
	follow();
	asked_for(0, SCTP_PT_DEL_IP, OLD);
	acked(1);
	assert_int_equal(asconfs(), 2);
}

/* All that the peer knows is gone: the new one announces itself */
static void follow__all_of_them(void **state)
{
	struct unit_build b = { 0 };
	struct sk_buff *skb;

	host_has(0, 0, 0);
	follow();
	assert_int_equal(asconfs(), 0);
	assert_false(is_source(OLD));
	host_has(1, NEW, 0);
	follow();
	asked_for(0, SCTP_PT_ADD_IP, NEW);
	asked_for(1, SCTP_PT_DEL_IP, OLD);
	assert_int_equal(get_unaligned_be32(param_of(SCTP_CT_ASCONF, 0) + 4),
			 OLD);
	/* from there, and nothing else is */
	assert_int_equal(ntohl(U.a.primary->saddr.v4), NEW);
	unit_chunk(&b, SCTP_CT_ASCONF, 0, NULL, 0);
	skb = shim_skb_from(b.bytes, b.len, b.len);
	assert_true(sctp_local_may_leave(&U.a, U.a.primary, skb));
	kfree_skb(skb);
	b.len = 0;
	unit_data(&b, 1, 0, 0, SCTP_DATA_BE, 10);
	skb = shim_skb_from(b.bytes, b.len, b.len);
	assert_false(sctp_local_may_leave(&U.a, U.a.primary, skb));
	acked(0);
	assert_true(sctp_local_may_leave(&U.a, U.a.primary, skb));
	kfree_skb(skb);
	assert_true(is_source(NEW));
	assert_int_equal(sctp_locals(&U.a)->n, 1);
}

/* It comes back before the peer was told */
static void follow__back_again(void **state)
{
	host_has(0, 0, 0);
	follow();
	host_has(1, OLD, 0);
	follow();
	assert_true(is_source(OLD));
	assert_int_equal(asconfs(), 0);
}

static void follow__many_changes_stay_bounded(void **state)
{
	u32 i;

	for (i = 0; i < 1000; i++) {
		host_has(1, 0x0a030000 + i, 0);
		follow();
		assert_true(sctp_locals(&U.a)->n <= 3);
	}
	assert_int_equal(asconfs(), 1);
}

#define ASCONF(fn) \
	cmocka_unit_test_setup_teardown(fn, asconf_setup, unit_teardown)

static const struct CMUnitTest tests[] = {
	ASCONF(asked_add__unconfirmed_and_probed),
	ASCONF(asked_add__twice_is_no_error),
	ASCONF(asked_add__wildcard_is_the_source),
	ASCONF(asked_add__in_udp),
	ASCONF(asked_add__address_that_cannot_be),
	ASCONF(asked_add__not_allowed),
	ASCONF(asked_add__refused_no_deletion),
	ASCONF(asked_add__limit),
	ASCONF(asked_delete__moves_its_data),
	ASCONF(asked_delete__two_with_data),
	ASCONF(asked_delete__one_that_a_message_prefers),
	ASCONF(asked_delete__cve_2026_64564_the_source),
	ASCONF(asked_delete__the_last),
	ASCONF(asked_delete__one_that_is_not_there),
	ASCONF(asked_delete__all_by_wildcard),
	ASCONF(asked_both__no_data_before_it_is_confirmed),
	ASCONF(asked_primary__set),
	ASCONF(asked__again_is_answered_again),
	ASCONF(asked__wrong_serial_number),
	ASCONF(asked__without_auth),
	ASCONF(asked__not_agreed_upon),
	ASCONF(asked__cve_2021_3655_truncated),
	ASCONF(asked__parameter_too_short),
	ASCONF(asked__parameter_too_long),
	ASCONF(asked__no_address_in_it),
	ASCONF(asked__first_is_no_address),
	ASCONF(asked__unknown_parameters),
	ASCONF(asked__more_than_can_be_answered),
	ASCONF(addr_list__the_first_address),
	ASCONF(add__no_source_until_acked),
	ASCONF(add__refused),
	ASCONF(add__not_understood),
	ASCONF(add__waits_for_the_last),
	ASCONF(add__taken_back),
	ASCONF(delete__no_source_any_more),
	ASCONF(delete__late_abort),
	ASCONF(delete__the_last_waits),
	ASCONF(delete__refused),
	ASCONF(primary__asked_for),
	ASCONF(ask__in_one_chunk),
	ASCONF(ask__what_follows_an_error_failed),
	ASCONF(ask__as_many_as_fit),
	ASCONF(ask__errors),
	ASCONF(t4__sends_it_again),
	ASCONF(t4__too_often_ends_it),
	ASCONF(ack__unasked),
	ASCONF(ack__late_is_ignored),
	ASCONF(ack__cve_2026_98123_unpadded),
	ASCONF(unknown__to_the_peer),
	ASCONF(follow__a_new_one),
	ASCONF(follow__all_of_them),
	ASCONF(follow__back_again),
	ASCONF(follow__many_changes_stay_bounded),
};

int main(void)
{
	return cmocka_run_group_tests_name("asconf", tests, NULL, NULL);
}
