/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the unit tests share: surroundings for core that write down all that
 * core does, an association in a known state, and packets to feed it with.
 *
 * Each test begins with unit_setup() and ends with unit_teardown(), which
 * fails when anything was left behind.
 */
#ifndef _UNIT_H
#define _UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <asm/byteorder.h>
#include <asm/unaligned.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/time64.h>

#include "core/choice.h"
#include "core/recv/extent.h"
#include "core/wire/addrlist.h"
#include "shim.h"

#define MS		((u64)NSEC_PER_MSEC)
#define SEC		((u64)NSEC_PER_SEC)

#define UNIT_MTU	1480
#define UNIT_PMDCS	(UNIT_MTU - 12)
#define UNIT_MY_TAG	0x11111111u
#define UNIT_PEER_TAG	0x22222222u
#define UNIT_MY_TSN	0xfffffff0u	/* wraps early in every test */
#define UNIT_PEER_TSN	0xfffffff8u
#define UNIT_RCVBUF	(256 * 1024)
#define UNIT_MAX	256

/* A packet core sent, from its first chunk on */
struct unit_packet {
	struct sctp_path *path;	/* NULL: a reply without association */
	u32 vtag;
	u32 len;
	u32 seg;		/* of a super-packet, else 0 */
	u32 linear;		/* not by reference */
	bool ect;
	bool probe;
	u8 bytes[65536] __aligned(8);
};

/* A notification core raised */
struct unit_notice {
	enum sctp_event_type type;
	u32 value;
	u16 error;
};

/**
 * struct unit - everything a test looks at
 * @ep: the endpoint
 * @a: the association
 * @now: time, for unit_input() and the like
 * @sent: packets core sent, oldest first
 * @nsent: how many
 * @whole: super-packets are recorded as they are, not cut into packets
 * @notice: notifications
 * @nnotices: how many
 * @delivered: messages, struct sctp_rx_msg
 * @deaf: they are freed instead, as after shutdown(SHUT_RD)
 * @state: states entered, oldest first
 * @nstates: how many
 * @wspaces: calls of wspace()
 * @sender_waits: result of sender_waits()
 * @released: messages given back
 * @mtu: what path_route() says
 * @no_route: path_route() fails
 * @local_v6: local_addrs() gives an IPv6 address, too
 * @made: association that assoc_new() gave out
 * @accept_full: assoc_new() gives none
 * @admits: admit() says yes that many times more, then no
 * @asked: what admit() was last asked about
 * @mib: counters
 */
struct unit {
	struct sctp_ep ep;
	struct sctp_assoc a;
	u64 now;
	struct unit_packet *sent[UNIT_MAX];
	u32 nsent;
	bool whole;
	struct unit_notice notice[UNIT_MAX];
	u32 nnotices;
	struct list_head delivered;
	bool deaf;
	u8 state[UNIT_MAX];
	u32 nstates;
	u32 wspaces;
	bool sender_waits;
	u32 released;
	u32 mtu;
	bool no_route;
	bool local_v6;
	struct sctp_assoc made;
	bool made_used;
	bool accept_full;
	u32 admits;
	enum sctp_step asked;
	u64 mib[SCTP_MIB_MAX];
};

/* A packet under construction */
struct unit_build {
	u32 len;
	u8 bytes[8192];
};

/* An entry of FORWARD TSN, which has no flags, or of I-FORWARD-TSN */
struct unit_skip {
	u16 sid;
	u16 flags;
	u32 mid;
};

extern struct unit U;
extern const struct sctp_ops unit_ops;

int unit_setup(void **state);
int unit_setup_up(void **state);
int unit_teardown(void **state);

struct sctp_addr unit_v4(u32 addr);
struct sctp_addr unit_v6(u32 low);
struct sctp_addr unit_peer(void);
struct sctp_addr unit_local(void);

struct sctp_param_list unit_listed(const struct sctp_addr *addrs, u32 n);
void unit_up(void);
struct sctp_path *unit_measured(u32 cwnd, u64 rtt);
struct sctp_path *unit_path(u32 addr, enum sctp_path_state state);
void unit_send(u32 len, u16 sid, u16 flags);
void unit_flush(void);
void unit_wait(u64 ns);
void unit_forget_sent(void);
void unit_send_chunks(u32 n);

void *unit_chunk(struct unit_build *b, u8 type, u8 flags, const void *body,
		 u32 len);
void unit_data(struct unit_build *b, u32 tsn, u16 sid, u16 ssn, u8 flags,
	       u32 len);
void unit_sack(struct unit_build *b, u32 cum, u32 rwnd, u32 ngaps, ...);
void unit_forward(struct unit_build *b, u8 type, u32 tsn, u32 nskips,
		  const struct unit_skip *skips);
void unit_rx(struct sctp_rx *rx, const struct unit_build *b, u32 linear);
void unit_input(const struct unit_build *b);
void unit_input_tag(const struct unit_build *b, u32 vtag);
void unit_acked(u32 cum, u32 rwnd);
void unit_heartbeat_ack(const u8 *hb);
void unit_gap_acked(u32 cum, u32 rwnd, u16 from, u16 to);

const u8 *unit_find(const struct unit_packet *p, u8 type, u32 nth);
const u8 *unit_last(u8 type);
const u8 *unit_sent_forward(u8 type, u32 tsn, u32 nskips);
u32 unit_count(u8 type);
bool unit_noticed(enum sctp_event_type type, u32 value);
struct sctp_rx_msg *unit_next_msg(void);
void unit_read(struct sctp_rx_msg *m);
u32 unit_msg_bytes(struct sctp_rx_msg *m, u8 *out, u32 max);
void unit_nothing_held(void);
void unit_nothing_left(void);

/* unit_set_cfg() - change a parameter of an endpoint or association */
#define unit_set_cfg(obj, field, val) do {				\
	const struct sctp_config **at_ = &(obj).cfg;			\
	struct sctp_config cfg_ = **at_;				\
									\
	cfg_.field = (val);						\
	assert_int_equal(sctp_config_set(at_, &cfg_, NULL), 0);	\
} while (0)

#define UNIT(fn) cmocka_unit_test_setup_teardown(fn, unit_setup, unit_teardown)
#define UNIT_UP(fn) \
	cmocka_unit_test_setup_teardown(fn, unit_setup_up, unit_teardown)

#endif
