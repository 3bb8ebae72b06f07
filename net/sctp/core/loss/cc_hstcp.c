// SPDX-License-Identifier: GPL-2.0-only
/*
 * HighSpeed TCP, RFC 3649: with a window of more than 38 packets cwnd grows by
 * more than one packet a round trip, a(w), and a loss leaves more than half of
 * it, 1 - b(w). Otherwise as RFC 9260 section 7.2.
 */
#include <linux/build_bug.h>
#include <linux/kernel.h>
#include <linux/math64.h>

#include "core/pmdcs.h"
#include "cc.h"
#include "cc_window.h"

/* Its state in @room */
struct hstcp {
	u32 partial_bytes_acked;
};

/**
 * struct hstcp_row - from which window on there is another a(w)
 * @w: cwnd, packets
 * @a: packets more in a round trip
 * @b: hundredths of cwnd that a loss takes
 */
struct hstcp_row {
	u32 w;
	u8 a;
	u8 b;
};

/* Appendix B up to High_Window, for which section 7 has a and b */
static const struct hstcp_row hstcp_rows[] = {
	{ 38, 1, 50 }, { 118, 2, 44 }, { 221, 3, 41 }, { 347, 4, 38 },
	{ 495, 5, 37 }, { 663, 6, 35 }, { 851, 7, 34 }, { 1058, 8, 33 },
	{ 1284, 9, 32 }, { 1529, 10, 31 }, { 1793, 11, 30 },
	{ 2076, 12, 29 }, { 2378, 13, 28 }, { 2699, 14, 28 },
	{ 3039, 15, 27 }, { 3399, 16, 27 }, { 3778, 17, 26 },
	{ 4177, 18, 26 }, { 4596, 19, 25 }, { 5036, 20, 25 },
	{ 5497, 21, 24 }, { 5979, 22, 24 }, { 6483, 23, 23 },
	{ 7009, 24, 23 }, { 7558, 25, 22 }, { 8130, 26, 22 },
	{ 8726, 27, 22 }, { 9346, 28, 21 }, { 9991, 29, 21 },
	{ 10661, 30, 21 }, { 11358, 31, 20 }, { 12082, 32, 20 },
	{ 12834, 33, 20 }, { 13614, 34, 19 }, { 14424, 35, 19 },
	{ 15265, 36, 19 }, { 16137, 37, 19 }, { 17042, 38, 18 },
	{ 17981, 39, 18 }, { 18955, 40, 18 }, { 19965, 41, 17 },
	{ 21013, 42, 17 }, { 22101, 43, 17 }, { 23230, 44, 17 },
	{ 24402, 45, 16 }, { 25618, 46, 16 }, { 26881, 47, 16 },
	{ 28193, 48, 16 }, { 29557, 49, 15 }, { 30975, 50, 15 },
	{ 32450, 51, 15 }, { 33986, 52, 15 }, { 35586, 53, 14 },
	{ 37253, 54, 14 }, { 38992, 55, 14 }, { 40808, 56, 14 },
	{ 42707, 57, 13 }, { 44694, 58, 13 }, { 46776, 59, 13 },
	{ 48961, 60, 13 }, { 51258, 61, 13 }, { 53677, 62, 12 },
	{ 56230, 63, 12 }, { 58932, 64, 12 }, { 61799, 65, 12 },
	{ 64851, 66, 11 }, { 68113, 67, 11 }, { 71617, 68, 11 },
	{ 75401, 69, 10 }, { 79517, 70, 10 }, { 83000, 72, 10 },
};

static struct hstcp *hstcp_of(struct sctp_path *p)
{
	BUILD_BUG_ON(sizeof(struct hstcp) > sizeof(p->cc.room));
	return (struct hstcp *)&p->cc.room;
}

static void hstcp_init(struct sctp_path *p)
{
	hstcp_of(p)->partial_bytes_acked = 0;
}

/* The last row whose window is not larger; the first one for less than 38 */
static const struct hstcp_row *hstcp_find(const struct sctp_path *p)
{
	u32 w = p->cc.cwnd / sctp_path_pmdcs(p);
	u32 low = 0, high = ARRAY_SIZE(hstcp_rows);

	while (high - low > 1) {
		u32 mid = (low + high) / 2;

		if (hstcp_rows[mid].w <= w)
			low = mid;
		else
			high = mid;
	}
	return &hstcp_rows[low];
}

static void hstcp_acked(struct sctp_path *p, const struct sctp_cc_ack *ack)
{
	struct hstcp *own = hstcp_of(p);

	if (p->cc.cwnd < p->cc.ssthresh)
		sctp_cc_window_slow_start(p, ack);
	else
		sctp_cc_window_avoid(p, ack, &own->partial_bytes_acked,
				     hstcp_find(p)->a);
	if (!p->flight.size)
		own->partial_bytes_acked = 0;
}

static void hstcp_congestion(struct sctp_path *p, enum sctp_cc_signal signal)
{
	u64 left = (u64)p->cc.cwnd * (100 - hstcp_find(p)->b);

	sctp_cc_window_reduce(p, div_u64(left, 100), signal);
	hstcp_of(p)->partial_bytes_acked = 0;
}

static u32 hstcp_partial(const struct sctp_path *p)
{
	return ((const struct hstcp *)&p->cc.room)->partial_bytes_acked;
}

const struct sctp_cc_ops sctp_cc_hstcp = {
	.name = "highspeed",
	.init = hstcp_init,
	.acked = hstcp_acked,
	.congestion = hstcp_congestion,
	.undo = sctp_cc_window_undo,
	.idle = sctp_cc_window_idle,
	.partial = hstcp_partial,
};
