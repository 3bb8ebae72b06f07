/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the tests of ASCONF share, whoever asks (RFC 5061): the addresses of
 * this host, what the peer says, and what was sent.
 */
#ifndef _UNIT_ASCONF_H
#define _UNIT_ASCONF_H

#include "core/caps.h"
#include "core/ext/asconf.h"
#include "core/pathroute.h"
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

#define ASCONF(fn) \
	cmocka_unit_test_setup_teardown(fn, asconf_setup, unit_teardown)

#endif
