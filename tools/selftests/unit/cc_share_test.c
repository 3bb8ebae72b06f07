// SPDX-License-Identifier: GPL-2.0-only
/*
 * Flows with congestion control of each kind share a bottleneck: what each
 * gets, how much is lost, and how long the queue is. With CC_SHARE=1 in the
 * environment numbers are printed.
 *
 *   flow --> queue of so many bytes, one rate --> half a round trip --> SACK
 *
 * A flow always has data. What overflows the queue is lost, what finds more
 * than a threshold in it is marked. A loss is known when the packet would have
 * been acknowledged. There are no retransmissions and no timeouts.
 */
#include <stdio.h>
#include <stdlib.h>

#include "core/assoc.h"
#include "core/loss/cc.h"
#include "core/loss/couple.h"
#include "unit.h"

#define PKT		1468	/* PMDCS */
#define MOST		8
#define RING		0x100000

/* A packet on its way */
struct parcel {
	u64 sent_at;
	u64 acked_at;
	bool lost;
	bool marked;
};

struct flow {
	struct sctp_path p;
	u64 rtt;		/* without a queue */
	u64 starts;
	struct parcel *ring;
	u32 sent;
	u32 acked;
	u32 timed;
	u32 exit;		/* of recovery, or of a window with a mark */
	bool timing;
	bool recovering;
	bool coupled;		/* a path of net.pair */
	u64 bytes;		/* since the warm-up */
	u32 lost;
};

static struct {
	u64 rate;		/* bytes a second */
	u64 buffer;
	u64 mark_at;		/* 0 = no marks */
	u64 now;
	u64 busy_until;
	u64 warm_at;
	u64 queued;		/* sum of what each packet waited */
	u32 packets;
	u32 n;
	struct flow flow[MOST];
	struct sctp_assoc pair;	/* whose paths are coupled flows */
	struct sctp_config cfg;
} net;

static void net_begin(u64 mbit, u64 buffer, u64 mark_at)
{
	memset(&net, 0, sizeof(net));
	net.rate = mbit * 125000;
	net.buffer = buffer;
	net.mark_at = mark_at;
	net.now = SEC;
	net.busy_until = SEC;
}

static struct flow *flow_add(enum sctp_cc_algo algo, u64 rtt, u64 starts)
{
	struct flow *f = &net.flow[net.n++];

	f->p.addr.family = AF_INET;
	f->p.mtu = UNIT_MTU;
	f->p.rto.rto = 1 * SEC;
	f->p.rto.srtt = rtt;
	f->rtt = rtt;
	f->starts = SEC + starts;
	f->ring = calloc(RING, sizeof(*f->ring));
	assert_non_null(f->ring);
	assert_true(sctp_cc_init(&f->p, algo));
	return f;
}

/* A path of an association, all of whose paths are coupled that way */
static void flow_couple(struct flow *f, enum sctp_multipath cmt)
{
	struct sctp_assoc *a = &net.pair;

	if (!a->npaths++)
		INIT_LIST_HEAD(&a->paths);
	net.cfg.cmt = cmt;
	a->cfg = &net.cfg;
	f->p.state = SCTP_PATH_ACTIVE;
	f->p.confirmed = true;
	f->coupled = true;
	list_add_tail(&f->p.list, &a->paths);
}

static void net_end(void)
{
	u32 i;

	for (i = 0; i < net.n; i++) {
		sctp_cc_release(&net.flow[i].p);
		free(net.flow[i].ring);
	}
}

static void flow_send(struct flow *f)
{
	u64 queue = net.busy_until > net.now ?
		    (net.busy_until - net.now) * net.rate / SEC : 0;
	struct parcel *c = &f->ring[f->sent % RING];

	assert_true(f->sent - f->acked < RING);
	c->sent_at = net.now;
	c->lost = queue + PKT > net.buffer;
	c->marked = net.mark_at && queue > net.mark_at;
	if (!c->lost)
		net.busy_until = max(net.busy_until, net.now) +
				 PKT * SEC / net.rate;
	c->acked_at = max(net.busy_until, net.now) + f->rtt;
	if (net.now >= net.warm_at) {
		net.queued += max(net.busy_until, net.now) - net.now;
		net.packets++;
		f->lost += c->lost;
	}
	if (!f->timing) {
		f->timing = true;
		f->timed = f->sent;
	}
	f->sent++;
	f->p.flight.size += PKT;
}

static void flow_congested(struct flow *f, enum sctp_cc_signal signal)
{
	if (f->recovering)
		return;
	f->recovering = true;
	f->exit = f->sent;
	if (f->coupled)
		sctp_couple_congestion(&net.pair, &f->p, signal);
	else
		sctp_cc_congestion(&f->p, signal);
}

/* The oldest packet is acknowledged, or found lost */
static void flow_acked(struct flow *f)
{
	u32 seq = f->acked++, before = f->p.flight.size;
	const struct parcel *c = &f->ring[seq % RING];
	u64 rtt = net.now - c->sent_at;

	f->p.flight.size -= PKT;
	if (f->recovering && seq >= f->exit)
		f->recovering = false;
	if (f->timing && seq == f->timed) {
		f->timing = false;
		if (!c->lost)
			sctp_cc_rtt(&f->p, rtt, net.now);
	}
	if (c->lost) {
		flow_congested(f, SCTP_CC_LOSS);
		return;
	}
	if (c->marked)
		flow_congested(f, SCTP_CC_ECN);
	f->p.rack.rtt = rtt;
	f->p.rto.srtt += (s64)(rtt - f->p.rto.srtt) / 8;
	if (net.now >= net.warm_at)
		f->bytes += PKT;
	sctp_cc_acked(&f->p, &(struct sctp_cc_ack) {
		.now = net.now,
		.bytes = f->coupled && sctp_couple_on(&net.pair) ?
			 sctp_couple_acked(&net.pair, &f->p, PKT) : PKT,
		.flight_before = before,
		.recovering = f->recovering,
	});
}

static u64 flow_next(const struct flow *f)
{
	if (f->sent == f->acked)
		return max(f->starts, net.now);
	return f->ring[f->acked % RING].acked_at;
}

static struct flow *next_flow(void)
{
	struct flow *f, *next = net.flow;

	for (f = net.flow + 1; f < net.flow + net.n; f++)
		if (flow_next(f) < flow_next(next))
			next = f;
	return next;
}

static u32 used_percent(u64 time)
{
	u64 bytes = 0;
	u32 i;

	for (i = 0; i < net.n; i++)
		bytes += net.flow[i].bytes;
	return bytes * 100 / (net.rate * (time / MS) / 1000);
}

static u64 queue_us(void)
{
	return net.queued / max(net.packets, 1U) / 1000;
}

static u32 lost(void)
{
	u32 i, n = 0;

	for (i = 0; i < net.n; i++)
		n += net.flow[i].lost;
	return n;
}

/* Play for a time, and count in the second half of it. Return: percent of the
 * rate that was used
 */
static u32 play(const char *what, u64 time)
{
	u64 end = SEC + time;
	struct flow *f;
	u32 i, used;

	net.warm_at = SEC + time / 2;
	for (f = next_flow(); flow_next(f) < end; f = next_flow()) {
		net.now = flow_next(f);
		if (f->sent != f->acked)
			flow_acked(f);
		while (f->p.flight.size < f->p.cc.cwnd)
			flow_send(f);
	}
	used = used_percent(time / 2);
	if (!getenv("CC_SHARE"))
		return used;
	printf("# %s: used %u %%, lost %u of %u, queue %llu us; Mbit/s:", what,
	       used, lost(), net.packets, queue_us());
	for (i = 0; i < net.n; i++)
		printf(" %s %.2f", sctp_cc_name(net.flow[i].p.cc.algo),
		       net.flow[i].bytes * 8000.0 / (time / 2));
	printf("\n");
	return used;
}

/* Jain's index of fairness, percent: 100 is the same for each */
static u32 fairness(void)
{
	double sum = 0, squares = 0;
	u32 i;

	for (i = 0; i < net.n; i++) {
		double bytes = net.flow[i].bytes;

		sum += bytes;
		squares += bytes * bytes;
	}
	return 100 * sum * sum / squares / net.n;
}

static u64 bdp(u64 mbit, u64 rtt)
{
	return mbit * 125000 * (rtt / MS) / 1000;
}

/* Flows of one kind, one after the other; a queue of a round trip */
static void alike(const char *what, enum sctp_cc_algo algo, u32 *used,
		  u32 *fair)
{
	u32 i;

	net_begin(100, bdp(100, 40 * MS), 0);
	for (i = 0; i < 4; i++)
		flow_add(algo, 40 * MS, i * SEC);
	*used = play(what, 120 * SEC);
	*fair = fairness();
	net_end();
}

/* HighSpeed TCP takes long to give to who comes later */
static void share__flows_of_one_kind(void **state)
{
	static const struct {
		enum sctp_cc_algo algo;
		u32 fair;
	} rows[] = {
		{ SCTP_CC_ALGO_RFC9260, 90 },
		{ SCTP_CC_ALGO_HSTCP, 50 },
		{ SCTP_CC_ALGO_HTCP, 90 },
		{ SCTP_CC_ALGO_CUBIC, 90 },
		{ SCTP_CC_ALGO_DCTCP, 90 },
	};
	u32 i, used, fair;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		alike("four alike, 100 Mbit/s, 40 ms", rows[i].algo, &used,
		      &fair);
		assert_true(used >= 90);
		assert_true(fair >= rows[i].fair);
	}
}

static u64 alone(enum sctp_cc_algo algo, u64 time)
{
	u64 bytes;

	net_begin(1000, bdp(1000, 100 * MS) / 8, 0);
	flow_add(algo, 100 * MS, 0);
	play("one, 1 Gbit/s, 100 ms, queue of 12.5 ms", time);
	bytes = net.flow[0].bytes;
	net_end();
	return bytes;
}

/* Four flows of one kind on a fast link. A queue of a round trip, which marks
 * from a quarter on if there is use for that. Return: percent that was used
 */
static u32 fast(enum sctp_cc_algo algo, u64 mbit, u64 rtt)
{
	u64 queue = bdp(mbit, rtt);
	char what[64];
	u32 i, used;

	snprintf(what, sizeof(what), "four alike, %llu Mbit/s, %llu ms", mbit,
		 rtt / MS);
	net_begin(mbit, queue, algo == SCTP_CC_ALGO_DCTCP ? queue / 4 : 0);
	for (i = 0; i < 4; i++)
		flow_add(algo, rtt, i * 10 * rtt);
	used = play(what, max(10 * SEC, 1500 * rtt));
	net_end();
	return used;
}

/* Each algorithm fills a fast link. With CC_SHARE=1 faster and longer ones */
static void share__fast_links(void **state)
{
	static const struct {
		u64 mbit;
		u64 rtt;
	} links[] = {
		{ 1000, 1 * MS },
		{ 1000, 20 * MS },
		{ 1000, 200 * MS },
		{ 10000, 1 * MS },
		{ 10000, 20 * MS },
		{ 10000, 200 * MS },
	};
	static const enum sctp_cc_algo algo[] = {
		SCTP_CC_ALGO_RFC9260, SCTP_CC_ALGO_HSTCP, SCTP_CC_ALGO_HTCP,
		SCTP_CC_ALGO_CUBIC, SCTP_CC_ALGO_DCTCP,
	};
	u32 i, j, n = getenv("CC_SHARE") ? ARRAY_SIZE(links) : 1;

	for (i = 0; i < n; i++)
		for (j = 0; j < ARRAY_SIZE(algo); j++)
			assert_true(fast(algo[j], links[i].mbit,
					 links[i].rtt) >= 90);
}

/* Where a window is large those made for it get more than RFC 9260's */
static void share__long_and_fat(void **state)
{
	u64 reno = alone(SCTP_CC_ALGO_RFC9260, 80 * SEC);

	assert_true(alone(SCTP_CC_ALGO_HSTCP, 80 * SEC) > reno);
	assert_true(alone(SCTP_CC_ALGO_HTCP, 80 * SEC) > reno);
	assert_true(alone(SCTP_CC_ALGO_CUBIC, 80 * SEC) > reno);
}

static u32 share_beside_reno(enum sctp_cc_algo algo, u64 mbit, u64 rtt)
{
	u64 mine, reno;

	net_begin(mbit, bdp(mbit, rtt), 0);
	flow_add(algo, rtt, 0);
	flow_add(SCTP_CC_ALGO_RFC9260, rtt, 0);
	play("beside RFC 9260's", 200 * SEC);
	mine = net.flow[0].bytes;
	reno = net.flow[1].bytes;
	net_end();
	return mine * 100 / (mine + reno);
}

/* RFC 9438 section 4.3: on short ways it is as one of RFC 9260 */
static void share__beside_rfc9260(void **state)
{
	assert_in_range(share_beside_reno(SCTP_CC_ALGO_CUBIC, 10, 10 * MS),
			25, 75);
	assert_in_range(share_beside_reno(SCTP_CC_ALGO_HSTCP, 10, 10 * MS),
			25, 75);
	assert_in_range(share_beside_reno(SCTP_CC_ALGO_HTCP, 10, 10 * MS),
			25, 85);
}

/* A queue that marks early: DCTCP keeps more of the rate than RFC 9260, and
 * nothing is lost
 */
static void share__marks(void **state)
{
	u32 i, used[2];

	for (i = 0; i < 2; i++) {
		net_begin(1000, 1 << 20, 20 * PKT);
		flow_add(i ? SCTP_CC_ALGO_DCTCP : SCTP_CC_ALGO_RFC9260, 1 * MS,
			 0);
		used[i] = play("marks at 20 packets, 1 Gbit/s, 1 ms", 10 * SEC);
		assert_int_equal(lost(), 0);
		assert_true(queue_us() < 1000);
		net_end();
	}
	assert_true(used[1] > used[0]);
}

/* Two paths of an association share a bottleneck with a single flow: what they
 * get together, percent
 */
static u32 share_of_pair(enum sctp_multipath cmt, enum sctp_cc_algo algo,
			 u64 mbit, u64 rtt, u64 second_rtt)
{
	u64 pair, one;

	net_begin(mbit, bdp(mbit, rtt), 0);
	flow_couple(flow_add(algo, rtt, 0), cmt);
	flow_couple(flow_add(algo, second_rtt, 10 * MS), cmt);
	flow_add(algo, rtt, 20 * MS);
	play("two paths beside one flow", 300 * SEC);
	pair = net.flow[0].bytes + net.flow[1].bytes;
	one = net.flow[2].bytes;
	net_end();
	if (getenv("CC_SHARE"))
		printf("# coupled %u: %llu %%\n", cmt,
		       pair * 100 / (pair + one));
	return pair * 100 / (pair + one);
}

/* Each path is a flow for itself: twice as much */
static void share__uncoupled_paths_take_two_shares(void **state)
{
	assert_in_range(share_of_pair(SCTP_MP_UNCOUPLED, SCTP_CC_ALGO_RFC9260,
				      20, 40 * MS, 40 * MS), 62, 72);
}

/* At most that share, percent, at various rates and round trips */
static void coupled_share(enum sctp_multipath cmt, u32 most)
{
	u64 mbit;

	for (mbit = 10; mbit <= 30; mbit += 20)
		assert_in_range(share_of_pair(cmt, SCTP_CC_ALGO_RFC9260, mbit,
					      40 * MS, 40 * MS), 35, most);
	assert_in_range(share_of_pair(cmt, SCTP_CC_ALGO_RFC9260, 20, 40 * MS,
				      80 * MS), 35, most);
}

static void share__rpv1_is_as_one_flow(void **state)
{
	coupled_share(SCTP_MP_RPV1, 57);
}

static void share__rpv2_is_as_one_flow(void **state)
{
	coupled_share(SCTP_MP_RPV2, 57);
}

/* Each loss takes half of one window only: more, but not twice as much */
static void share__mptcp_is_less_than_two_flows(void **state)
{
	coupled_share(SCTP_MP_LINKED, 63);
}

/* The layer is over each algorithm */
static void share__other_algorithms_coupled(void **state)
{
	static const enum sctp_cc_algo algo[] = {
		SCTP_CC_ALGO_HSTCP, SCTP_CC_ALGO_HTCP, SCTP_CC_ALGO_CUBIC,
		SCTP_CC_ALGO_DCTCP,
	};
	u32 i, cmt, plain;

	for (i = 0; i < ARRAY_SIZE(algo); i++) {
		plain = share_of_pair(SCTP_MP_UNCOUPLED, algo[i], 20, 40 * MS,
				      40 * MS);
		for (cmt = SCTP_MP_RPV1; cmt <= SCTP_MP_LINKED; cmt++)
			assert_true(share_of_pair(cmt, algo[i], 20, 40 * MS,
						  40 * MS) < plain);
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(share__uncoupled_paths_take_two_shares),
	cmocka_unit_test(share__rpv1_is_as_one_flow),
	cmocka_unit_test(share__rpv2_is_as_one_flow),
	cmocka_unit_test(share__mptcp_is_less_than_two_flows),
	cmocka_unit_test(share__other_algorithms_coupled),
	cmocka_unit_test(share__flows_of_one_kind),
	cmocka_unit_test(share__fast_links),
	cmocka_unit_test(share__long_and_fat),
	cmocka_unit_test(share__beside_rfc9260),
	cmocka_unit_test(share__marks),
};

int main(void)
{
	return cmocka_run_group_tests_name("cc_share", tests, NULL, NULL);
}
