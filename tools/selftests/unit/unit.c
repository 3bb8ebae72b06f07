// SPDX-License-Identifier: GPL-2.0-only
/*
 * The surroundings of core in the unit tests, see unit.h.
 */
#include <stdio.h>
#include <stdlib.h>

#include <linux/slab.h>

#include "core/life/cookie.h"
#include "core/life/end.h"
#include "core/life/established.h"
#include "core/life/handshake.h"
#include "core/life/state.h"
#include "core/pathroute.h"
#include "core/pathset.h"
#include "core/recv/unfinished.h"
#include "core/send/sendq.h"
#include "unit.h"

struct unit U;

/* Found by the sanitizer by name: the audit in unit_teardown() is sharper */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

static struct shim_counts before;
static u32 next_random;

static struct unit_packet *record(struct sk_buff *skb, u32 off, u32 len,
				  u32 vtag)
{
	struct unit_packet *p;

	assert_true(U.nsent < UNIT_MAX);
	assert_true(len <= sizeof(p->bytes));
	p = calloc(1, sizeof(*p));
	assert_non_null(p);
	p->vtag = vtag;
	p->len = len;
	assert_int_equal(skb_copy_bits(skb, off, p->bytes, len), 0);
	U.sent[U.nsent++] = p;
	return p;
}

/* One packet, or those of a super-packet unless the test wants it whole */
static void record_packets(struct sk_buff *skb, struct sctp_path *path,
			   u32 vtag)
{
	const struct sctp_tx_cb *cb = SCTP_TX_CB(skb);
	u32 step = cb->seg && !U.whole ? cb->seg : skb->len;
	u32 off;

	if (cb->seg)
		assert_int_equal(cb->packets, DIV_ROUND_UP(skb->len, cb->seg));
	for (off = 0; off < skb->len; off += step) {
		struct unit_packet *sent =
			record(skb, off, min(step, skb->len - off), vtag);

		sent->path = path;
		sent->seg = cb->seg;
		sent->ect = cb->ect;
		sent->probe = cb->probe;
		sent->linear = skb_headlen(skb);
	}
}

static void op_xmit(struct sctp_assoc *a, struct sctp_path *p,
		    struct sk_buff_head *burst, u32 vtag)
{
	struct sk_buff *skb;
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	assert_false(skb_queue_empty(burst));
	while ((skb = __skb_dequeue(burst))) {
		record_packets(skb, p, vtag);
		kfree_skb(skb);
	}
}

static void op_reply(struct sctp_ep *ep, const struct sctp_rx *rx,
		     struct sk_buff *skb, u32 vtag)
{
	record(skb, 0, skb->len, vtag);
	kfree_skb(skb);
}

static void op_deliver(struct sctp_assoc *a, struct sctp_rx_msg *msg)
{
	u32 len = msg->len;
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	if (U.deaf)
		sctp_assoc_consumed(a, len, sctp_rx_msg_free(msg));
	else
		list_add_tail(&msg->list, &U.delivered);
}

/* The first ones are enough: a test looks before it sends that much */
static void op_notify(struct sctp_assoc *a, const struct sctp_notice *ev)
{
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	if (U.nnotices == UNIT_MAX)
		return;
	U.notice[U.nnotices].type = ev->type;
	U.notice[U.nnotices].value = ev->value;
	U.notice[U.nnotices++].error = ev->error;
}

static void op_wspace(struct sctp_assoc *a)
{
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	U.wspaces++;
}

static bool op_sender_waits(const struct sctp_assoc *a)
{
	return U.sender_waits;
}

static void op_state_change(struct sctp_assoc *a, enum sctp_state old)
{
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	assert_true(U.nstates < UNIT_MAX);
	assert_int_not_equal(old, a->state);
	U.state[U.nstates++] = a->state;
}

static struct sctp_path *op_path_new(struct sctp_assoc *a,
				     const struct sctp_addr *addr)
{
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	return kzalloc(sizeof(struct sctp_path), GFP_ATOMIC);
}

static void op_path_free(struct sctp_assoc *a, struct sctp_path *p)
{
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	kfree(p);
}

static int op_path_route(struct sctp_assoc *a, struct sctp_path *p)
{
	struct sctp_addr local = unit_local();
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	if (U.no_route)
		return -EHOSTUNREACH;
	p->mtu = U.mtu;
	sctp_path_set_source(p, &local);
	return 0;
}

static int op_local_addrs(struct sctp_ep *ep, struct sctp_assoc *a,
			  const struct sctp_rx *rx,
			  const struct sctp_addr *peer, struct sctp_addr *out,
			  int max)
{
	int n = U.local_v6 ? 3 : 2;

	assert_true(max >= n);
	if (!out)
		return n;
	out[0] = unit_local();
	out[1] = unit_v4(0x0a000002);
	if (U.local_v6)
		out[2] = unit_v6(1);
	return n;
}

static struct sctp_assoc *op_assoc_new(struct sctp_ep *ep,
				       const struct sctp_rx *rx)
{
	assert_false(U.made_used);
	memset(&U.made, 0, sizeof(U.made));
	if (U.accept_full)
		return NULL;
	sctp_assoc_init(&U.made, ep, rx->dport, rx->sport, UNIT_RCVBUF);
	U.made_used = true;
	return &U.made;
}

static bool op_admit(struct sctp_ep *ep, struct sctp_assoc *a,
		     const struct sctp_rx *rx, enum sctp_step step)
{
	U.asked = step;
	return U.admits && U.admits--;
}

/* Not random at all: a test knows what comes next */
static void op_random(void *buf, size_t len)
{
	u32 v = ++next_random;

	memset(buf, 0, len);
	memcpy(buf, &v, min(len, sizeof(v)));
}

const struct sctp_ops unit_ops = {
	.xmit = op_xmit,
	.reply = op_reply,
	.deliver = op_deliver,
	.notify = op_notify,
	.wspace = op_wspace,
	.sender_waits = op_sender_waits,
	.state_change = op_state_change,
	.path_new = op_path_new,
	.path_free = op_path_free,
	.path_route = op_path_route,
	.local_addrs = op_local_addrs,
	.assoc_new = op_assoc_new,
	.admit = op_admit,
	.random = op_random,
	.mac = shim_mac,
	.hash_block = shim_hash_block,
	.hash = shim_hash,
};

static void released(struct sctp_assoc *a, struct shim_msg *msg)
{
	U.released++;
}

/**
 * unit_setup() - an endpoint and an association in CLOSED
 * @state: unused
 *
 * Return: 0.
 */
int unit_setup(void **state)
{
	struct sctp_config cfg;

	before = shim_counts;
	memset(&U, 0, sizeof(U));
	U.admits = U32_MAX;
	shim_pages_shared = false;
	next_random = 0x1000;
	shim_on_release = released;
	U.now = 100 * SEC;
	U.mtu = UNIT_MTU;
	INIT_LIST_HEAD(&U.delivered);
	sctp_config_default(&cfg);
	sctp_ep_init(&U.ep, &unit_ops, U.mib, sctp_config_new(&cfg));
	U.ep.port = htons(1000);
	U.ep.rwnd = UNIT_RCVBUF / 2;
	U.ep.listening = true;
	U.ep.nodelay = true;
	sctp_assoc_init(&U.a, &U.ep, htons(1000), htons(2000), UNIT_RCVBUF);
	return 0;
}

/**
 * unit_setup_up() - an association in ESTABLISHED
 * @state: unused
 *
 * Return: 0.
 */
int unit_setup_up(void **state)
{
	int err = unit_setup(state);

	if (!err)
		unit_up();
	return err;
}

static void end(struct sctp_assoc *a)
{
	sctp_assoc_end(a, SCTP_END_LOCAL_ABORT, 0, NULL, 0);
	sctp_assoc_destroy(a);
}

/**
 * unit_teardown() - take everything apart; nothing may be left
 * @state: unused
 *
 * Return: 0, or -1 when something leaked.
 */
int unit_teardown(void **state)
{
	struct sctp_rx_msg *m;

	shim_fail_nth(0);
	end(&U.a);
	if (U.made_used)
		end(&U.made);
	sctp_ep_destroy(&U.ep);
	while ((m = unit_next_msg()))
		sctp_rx_msg_free(m);
	unit_forget_sent();
	if (shim_counts.allocs == before.allocs &&
	    shim_counts.skbs == before.skbs &&
	    shim_counts.msgs == before.msgs &&
	    shim_counts.heads == before.heads)
		return 0;
	print_error("leaked: %ld allocs, %ld packets, %ld msgs, %ld buffers\n",
		    shim_counts.allocs - before.allocs,
		    shim_counts.skbs - before.skbs,
		    shim_counts.msgs - before.msgs,
		    shim_counts.heads - before.heads);
	return -1;
}

/**
 * unit_v4() - an IPv4 address
 * @addr: in host order
 *
 * Return: the address.
 */
struct sctp_addr unit_v4(u32 addr)
{
	struct sctp_addr a;

	memset(&a, 0, sizeof(a));
	a.family = AF_INET;
	a.v4 = htonl(addr);
	return a;
}

/**
 * unit_v6() - an IPv6 address
 * @low: its last word
 *
 * Return: the address.
 */
struct sctp_addr unit_v6(u32 low)
{
	struct sctp_addr a;

	memset(&a, 0, sizeof(a));
	a.family = AF_INET6;
	a.v6[0] = htonl(0xfd000000);
	a.v6[3] = htonl(low);
	return a;
}

/**
 * unit_peer() - the peer's first address
 *
 * Return: the address.
 */
struct sctp_addr unit_peer(void)
{
	return unit_v4(0x0a000101);
}

/**
 * unit_local() - our first address
 *
 * Return: the address.
 */
struct sctp_addr unit_local(void)
{
	return unit_v4(0x0a000001);
}

/**
 * unit_listed() - addresses as an INIT lists them
 * @addrs: the addresses
 * @n: how many, at most SCTP_MAX_PATHS
 *
 * Return: the list, valid until the next call.
 */
struct sctp_param_list unit_listed(const struct sctp_addr *addrs, u32 n)
{
	static u8 buf[SCTP_MAX_PATHS * sizeof(struct sctpw_ipv6_param)];
	struct sctp_param_list list = { .pos = buf };

	while (n--)
		list.len += sctp_addr_param_put(buf + list.len,
						sizeof(buf) - list.len,
						addrs++);
	return list;
}

/**
 * unit_up() - establish the association, as a cookie would
 */
void unit_up(void)
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
	};

	assert_int_equal(sctp_handshake_accept(&U.a, &c, U.now), 0);
	sctp_assoc_established(&U.a, U.now);
	U.nnotices = 0;
	U.nstates = 0;
}

/**
 * unit_path() - add a path to the association
 * @addr: IPv4 address in host order
 * @state: its state
 *
 * Return: the path.
 */
struct sctp_path *unit_path(u32 addr, enum sctp_path_state state)
{
	struct sctp_addr a = unit_v4(addr);
	struct sctp_path *p = sctp_path_add(&U.a, &a, state);

	assert_non_null(p);
	return p;
}

/**
 * unit_send() - hand a message to the association
 * @len: bytes, numbered from 0
 * @sid: stream
 * @flags: SCTP_TX_*
 */
void unit_send(u32 len, u16 sid, u16 flags)
{
	struct shim_msg *msg = shim_msg_new(len);
	u32 i;

	for (i = 0; i < len; i++)
		shim_msg_data(msg)[i] = i;
	msg->m.sid = sid;
	msg->m.flags = flags;
	msg->m.ppid = htonl(0x50505050);
	msg->m.cell = sctp_sendq_cell(&U.a, len);
	assert_int_equal(sctp_assoc_send(&U.a, &msg->m, U.now), 0);
}

/**
 * unit_flush() - let the association send what it may
 */
void unit_flush(void)
{
	sctp_assoc_flush(&U.a, U.now);
}

/**
 * unit_measured() - the first chunk is acknowledged after a round trip
 * @cwnd: congestion window from then on, congestion is avoided
 * @rtt: the round trip
 *
 * Return: the path.
 */
struct sctp_path *unit_measured(u32 cwnd, u64 rtt)
{
	struct sctp_path *p = U.a.primary;
	struct unit_build b = { 0 };

	p->cc.cwnd = cwnd;
	p->cc.ssthresh = cwnd / 2;
	U.a.tx.peer.rwnd = 10 * cwnd;
	unit_send_chunks(1);
	U.now += rtt;
	unit_sack(&b, U.a.tx.ring.base, 10 * cwnd, 0);
	unit_input(&b);
	unit_flush();
	assert_int_equal(p->rto.srtt, rtt);
	return p;
}

/**
 * unit_wait() - let time pass, and the timer fire
 * @ns: how much
 */
void unit_wait(u64 ns)
{
	U.now += ns;
	assert_true(sctp_assoc_deadline(&U.a) <= U.now);
	sctp_assoc_timeout(&U.a, U.now);
	unit_flush();
}

/**
 * unit_forget_sent() - forget the packets sent so far
 */
void unit_forget_sent(void)
{
	while (U.nsent)
		free(U.sent[--U.nsent]);
}

/**
 * unit_send_chunks() - let messages of a packet each leave, and forget them
 * @n: how many
 */
void unit_send_chunks(u32 n)
{
	while (n--)
		unit_send(1400, 0, 0);
	unit_flush();
	unit_forget_sent();
}

/**
 * unit_chunk() - append a chunk to a packet
 * @b: packet
 * @type: chunk type
 * @flags: chunk flags
 * @body: what follows the chunk header, NULL for zeros
 * @len: how long that is
 *
 * Return: the chunk header.
 */
void *unit_chunk(struct unit_build *b, u8 type, u8 flags, const void *body,
		 u32 len)
{
	struct sctpw_chunk *ch = (void *)(b->bytes + b->len);

	assert_true(b->len + SCTP_ALIGN4(4 + len) <= sizeof(b->bytes));
	memset(ch, 0, SCTP_ALIGN4(4 + len));
	ch->type = type;
	ch->flags = flags;
	ch->len = htons(4 + len);
	if (body)
		memcpy(ch + 1, body, len);
	b->len += SCTP_ALIGN4(4 + len);
	return ch;
}

/**
 * unit_data() - append a DATA chunk to a packet
 * @b: packet
 * @tsn: TSN
 * @sid: stream
 * @ssn: stream sequence number
 * @flags: SCTP_DATA_*
 * @len: bytes of user data, each the low byte of the TSN
 */
void unit_data(struct unit_build *b, u32 tsn, u16 sid, u16 ssn, u8 flags,
	       u32 len)
{
	struct sctpw_data *d = unit_chunk(b, SCTP_CT_DATA, flags, NULL,
					  12 + len);

	d->tsn = htonl(tsn);
	d->sid = htons(sid);
	d->ssn = htons(ssn);
	memset(d + 1, tsn, len);
}

/**
 * unit_sack() - append a SACK to a packet
 * @b: packet
 * @cum: cumulative TSN
 * @rwnd: window
 * @ngaps: gap blocks; then the start and the end of each, as int
 */
void unit_sack(struct unit_build *b, u32 cum, u32 rwnd, u32 ngaps, ...)
{
	struct sctpw_sack *s = unit_chunk(b, SCTP_CT_SACK, 0, NULL,
					  12 + 4 * ngaps);
	__be16 *gap = (__be16 *)(s + 1);
	va_list ap;
	u32 i;

	s->cum_tsn_ack = htonl(cum);
	s->a_rwnd = htonl(rwnd);
	s->num_gaps = htons(ngaps);
	va_start(ap, ngaps);
	for (i = 0; i < 2 * ngaps; i++)
		gap[i] = htons(va_arg(ap, int));
	va_end(ap);
}

/**
 * unit_forward() - append a FORWARD TSN or I-FORWARD-TSN to a packet
 * @b: packet
 * @type: which of them
 * @tsn: New Cumulative TSN
 * @nskips: streams it lists
 * @skips: these, each with the last SSN or MID that was given up
 */
void unit_forward(struct unit_build *b, u8 type, u32 tsn, u32 nskips,
		  const struct unit_skip *skips)
{
	bool mixed = type == SCTP_CT_I_FORWARD_TSN;
	u32 size = mixed ? sizeof(struct sctpw_iskip) :
			   sizeof(struct sctpw_skip);
	struct sctpw_forward *h = unit_chunk(b, type, 0, NULL,
					     4 + size * nskips);
	u8 *to = (u8 *)(h + 1);

	h->tsn = htonl(tsn);
	for (; nskips--; skips++, to += size) {
		put_unaligned_be16(skips->sid, to);
		if (!mixed) {
			put_unaligned_be16(skips->mid, to + 2);
			continue;
		}
		put_unaligned_be16(skips->flags, to + 2);
		put_unaligned_be32(skips->mid, to + 4);
	}
}

/**
 * unit_rx() - make a received packet
 * @rx: result; the skb is the caller's
 * @b: chunks
 * @linear: how much of it is linear
 */
void unit_rx(struct sctp_rx *rx, const struct unit_build *b, u32 linear)
{
	memset(rx, 0, sizeof(*rx));
	rx->skb = shim_skb_from(b->bytes, b->len, linear);
	rx->src = unit_peer();
	rx->dst = unit_local();
	rx->sport = htons(2000);
	rx->dport = htons(1000);
	rx->vtag = UNIT_MY_TAG;
	rx->now = U.now;
}

/**
 * unit_input_tag() - feed a packet to the association
 * @b: chunks
 * @vtag: verification tag
 */
void unit_input_tag(const struct unit_build *b, u32 vtag)
{
	struct sctp_rx rx;

	unit_rx(&rx, b, b->len);
	rx.vtag = vtag;
	sctp_assoc_input(&U.a, &rx);
	kfree_skb(rx.skb);
}

/**
 * unit_input() - feed a packet with the right tag to the association
 * @b: chunks
 */
void unit_input(const struct unit_build *b)
{
	unit_input_tag(b, U.a.hs.my_tag);
}

/**
 * unit_gap_acked() - the peer acknowledges, and the association answers
 * @cum: cumulative TSN
 * @rwnd: window
 * @from: start of the gap block, 0 if there is none
 * @to: its end
 */
void unit_gap_acked(u32 cum, u32 rwnd, u16 from, u16 to)
{
	struct unit_build b = { 0 };

	unit_sack(&b, cum, rwnd, from ? 1 : 0, from, to);
	unit_input(&b);
	unit_flush();
}

/**
 * unit_acked() - the same without a gap
 * @cum: cumulative TSN
 * @rwnd: window
 */
void unit_acked(u32 cum, u32 rwnd)
{
	unit_gap_acked(cum, rwnd, 0, 0);
}

/**
 * unit_find() - find a chunk in a packet
 * @p: packet core sent
 * @type: chunk type
 * @nth: which of that type, from 0
 *
 * Return: the chunk or NULL.
 */
const u8 *unit_find(const struct unit_packet *p, u8 type, u32 nth)
{
	u32 off = 0;

	while (off + 4 <= p->len) {
		u32 len = get_unaligned_be16(p->bytes + off + 2);

		assert_true(len >= 4 && len <= p->len - off);
		if (p->bytes[off] == type && !nth--)
			return p->bytes + off;
		off += SCTP_ALIGN4(len);
	}
	return NULL;
}

/**
 * unit_heartbeat_ack() - the peer answers a HEARTBEAT
 * @hb: the HEARTBEAT
 */
void unit_heartbeat_ack(const u8 *hb)
{
	struct unit_build b = { 0 };

	assert_non_null(hb);
	unit_chunk(&b, SCTP_CT_HEARTBEAT_ACK, 0, hb + 4,
		   get_unaligned_be16(hb + 2) - 4);
	unit_input(&b);
	unit_flush();
}

/**
 * unit_last() - find the last chunk of a type that was sent
 * @type: chunk type
 *
 * Return: the first one of that packet, NULL if there is none.
 */
const u8 *unit_last(u8 type)
{
	const u8 *c = NULL;
	u32 i;

	for (i = U.nsent; i && !c; i--)
		c = unit_find(U.sent[i - 1], type, 0);
	return c;
}

/**
 * unit_sent_forward() - look at the last FORWARD TSN or I-FORWARD-TSN
 * @type: which of them
 * @tsn: what its New Cumulative TSN has to be
 * @nskips: how many streams it has to list
 *
 * Return: its list.
 */
const u8 *unit_sent_forward(u8 type, u32 tsn, u32 nskips)
{
	u32 size = type == SCTP_CT_FORWARD_TSN ? sizeof(struct sctpw_skip) :
						 sizeof(struct sctpw_iskip);
	const u8 *h = unit_last(type);

	assert_non_null(h);
	assert_int_equal(get_unaligned_be32(h + 4), tsn);
	assert_int_equal(get_unaligned_be16(h + 2), 8 + size * nskips);
	return h + 8;
}

/**
 * unit_count() - how many chunks of a type were sent
 * @type: chunk type
 *
 * Return: the number.
 */
u32 unit_count(u8 type)
{
	u32 i, n = 0, nth;

	for (i = 0; i < U.nsent; i++)
		for (nth = 0; unit_find(U.sent[i], type, nth); nth++)
			n++;
	return n;
}

/**
 * unit_noticed() - was a notification raised?
 * @type: which
 * @value: its value
 *
 * Return: true when it was.
 */
bool unit_noticed(enum sctp_event_type type, u32 value)
{
	u32 i;

	for (i = 0; i < U.nnotices; i++)
		if (U.notice[i].type == type && U.notice[i].value == value)
			return true;
	return false;
}

/**
 * unit_next_msg() - take the oldest delivered message
 *
 * Return: the message, the caller's to free, or NULL.
 */
struct sctp_rx_msg *unit_next_msg(void)
{
	struct sctp_rx_msg *m;

	m = list_first_entry_or_null(&U.delivered, struct sctp_rx_msg, list);
	if (m)
		list_del(&m->list);
	return m;
}

/**
 * unit_read() - what the application does with a delivered message
 * @m: message, freed
 */
void unit_read(struct sctp_rx_msg *m)
{
	u32 len = m->len;

	sctp_assoc_consumed(&U.a, len, sctp_rx_msg_free(m));
}

/**
 * unit_msg_bytes() - copy the bytes of a message
 * @m: message
 * @out: where to
 * @max: room there
 *
 * Return: how many there are.
 */
u32 unit_msg_bytes(struct sctp_rx_msg *m, u8 *out, u32 max)
{
	const struct sctp_rx_extent *e;
	const struct sk_buff *skb;
	u32 off, len, pos, n = 0;

	for (skb = m->head; skb; skb = skb->next) {
		e = sctp_rx_msg_extent(m, skb);
		for (pos = 0; pos < e->len; pos += len) {
			off = sctp_rx_extent_at(e, pos, m->hdr, &len);
			assert_true(n + len <= max);
			assert_int_equal(skb_copy_bits(skb, off, out + n, len),
					 0);
			n += len;
		}
		if (skb == m->tail)
			break;
	}
	return n;
}

/**
 * unit_nothing_held() - nothing is left of what the peer sent
 */
void unit_nothing_held(void)
{
	const struct sctp_unfinished_set *set = U.a.rx.reasm.unfinished;

	assert_null(unit_next_msg());
	assert_int_equal(U.a.rx.ring.held, 0);
	assert_int_equal(U.a.rx.wnd.buffered, 0);
	assert_true(!set || RB_EMPTY_ROOT(&set->all));
	assert_int_equal(U.a.rx.wnd.charged, set ? sizeof(*set) : 0);
}

/**
 * unit_nothing_left() - all that was to be sent was acknowledged or given up
 */
void unit_nothing_left(void)
{
	assert_true(sctp_sendq_drained(&U.a.tx));
	assert_int_equal(U.a.tx.ring.flight, 0);
	assert_int_equal(U.a.primary->flight.size, 0);
	assert_int_equal(U.a.tx.ring.nr_rtx, 0);
}
