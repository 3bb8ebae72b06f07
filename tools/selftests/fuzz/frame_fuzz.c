// SPDX-License-Identifier: GPL-2.0-only
/*
 * The frame of a packet, and every list of parameters in it. Input: how much
 * of the packet is linear (2 bytes), then its chunks.
 */
#include "core/caps.h"
#include "core/life/initchunk.h"
#include "core/wire/dataformat.h"
#include "core/wire/frame.h"
#include "fuzz.h"

/* The first and the last byte can be read, or the address sanitizer tells */
static void touch(const u8 *p, u32 len)
{
	READ_ONCE(p[0]);
	READ_ONCE(p[len - 1]);
}

static void walk_params(const struct sctp_view *v, u32 skip)
{
	struct sctp_param_iter it;
	struct sctp_addr addr;
	struct sctp_view p;

	if (v->len < skip)
		return;
	sctp_param_begin(&it, v, skip);
	while (sctp_param_next(&it, &p)) {
		touch(p.hdr, p.len);
		sctp_param_addr(&p, &addr);
	}
}

static void walk_addrs(const struct sctp_param_list *list)
{
	struct sctp_addr_walk w;
	struct sctp_addr addr;

	sctp_addr_walk_begin(&w, list);
	while (sctp_addr_walk_next(&w, &addr))
		;
}

static void init(const struct sctp_view *v)
{
	struct sctp_init_info info;
	u8 *report;

	sctp_init_parse(v, SCTP_CAP_PRSCTP, &info);
	walk_addrs(&info.params);
	if (!info.unrec_len)
		return;
	report = kzalloc(info.unrec_len, GFP_KERNEL);
	sctp_init_unrecognized(&info, SCTP_PT_UNRECOGNIZED, report);
	kfree(report);
}

static void walk_chunks(struct sctp_rx *rx)
{
	struct sctp_chunk_iter it;
	struct sctp_view v;

	it = sctp_chunk_begin(rx, 0);
	while (sctp_chunk_next(&it, &v)) {
		if (v.type == SCTP_CT_DATA) {
			touch(v.hdr, sizeof(struct sctpw_data));
			continue;
		}
		touch(v.hdr, v.len);
		walk_params(&v, sizeof(struct sctpw_chunk));
		if (v.type != SCTP_CT_INIT && v.type != SCTP_CT_INIT_ACK)
			continue;
		walk_params(&v, sizeof(struct sctpw_init));
		init(&v);
	}
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	struct fuzz_in in = { .p = data, .left = size };
	struct sctp_param_list list;
	struct shim_counts before = shim_counts;
	u16 linear = fuzz_u16(&in);
	struct sctp_rx rx = { 0 };

	if (in.left > 65535)
		return -1;
	rx.skb = shim_skb_from(in.p, in.left, linear);
	if (sctp_init_addrs(&rx, &list))
		walk_addrs(&list);
	if (!sctp_frame_check(&rx, SCTP_FORMAT_DATA))
		walk_chunks(&rx);
	kfree_skb(rx.skb);
	sim_require(shim_counts.skbs == before.skbs &&
		    shim_counts.heads == before.heads &&
		    shim_counts.allocs == before.allocs, "leak");
	fuzz_check();
	return 0;
}
