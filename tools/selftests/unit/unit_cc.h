/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the tests of congestion control share: a path alone, with PMDCS 1468,
 * and round trips in which all of its window is acknowledged.
 */
#ifndef _UNIT_CC_H
#define _UNIT_CC_H

#include "core/loss/cc.h"
#include "core/path.h"
#include "unit.h"

#define PKT		1468	/* PMDCS */

static struct sctp_path p;
static u64 now;

/* Begin with an algorithm, with nothing in flight */
static inline int cc_setup(enum sctp_cc_algo algo)
{
	memset(&p, 0, sizeof(p));
	p.addr.family = AF_INET;
	p.mtu = UNIT_MTU;
	p.rto.rto = 1 * SEC;
	now = 100 * SEC;
	assert_true(sctp_cc_init(&p, algo));
	assert_int_equal(p.cc.algo, algo);
	return 0;
}

static inline int cc_teardown(void **state)
{
	sctp_cc_release(&p);
	return shim_counts.allocs != 0;
}

static inline void cc_window(u32 cwnd, u32 ssthresh)
{
	p.cc.cwnd = cwnd;
	p.cc.ssthresh = ssthresh;
}

static inline void cc_acked(u32 bytes, u32 flight_before, bool recovering)
{
	p.flight.size = 1;
	sctp_cc_acked(&p, &(struct sctp_cc_ack) {
		.now = now,
		.bytes = bytes,
		.flight_before = flight_before,
		.recovering = recovering,
	});
}

/* A round trip in which a full window is acknowledged, a tenth at a time */
static inline void cc_round(u64 rtt)
{
	u32 i, part = p.cc.cwnd / 10;

	p.rto.srtt = rtt;
	p.rack.rtt = rtt;
	for (i = 0; i < 10; i++) {
		now += rtt / 10;
		cc_acked(part, p.cc.cwnd, false);
	}
	sctp_cc_rtt(&p, rtt, now);
}

static inline void cc_rounds(u64 rtt, u32 n)
{
	while (n--)
		cc_round(rtt);
}

/* cwnd is so many hundredths of a packet, or off by less than @off of them */
static inline void cc_is_about(u32 hundredths, u32 off)
{
	s64 is = p.cc.cwnd * 100ULL / PKT;

	if (is < (s64)hundredths - off || is > (s64)hundredths + off)
		fail_msg("cwnd is %lld.%02lld packets", is / 100, is % 100);
}

#endif
