// SPDX-License-Identifier: GPL-2.0-only
/* Reading packets: truncated and lying lengths */
#include "core/wire/dataformat.h"
#include "core/wire/frame.h"
#include "unit.h"

static struct unit_build b;

static int setup(void **state)
{
	memset(&b, 0, sizeof(b));
	return unit_setup(state);
}

/* Check the frame of @len bytes with every split into linear and paged */
static int check(u32 len, u32 *ndata)
{
	struct sctp_rx rx;
	int err = 0, first = 0;
	u32 linear;

	b.len = len;
	for (linear = 0; linear <= len; linear++) {
		unit_rx(&rx, &b, linear);
		err = sctp_frame_check(&rx, SCTP_FORMAT_DATA);
		kfree_skb(rx.skb);
		if (!linear)
			first = err;
		assert_int_equal(err, first);
	}
	if (ndata)
		*ndata = rx.ndata;
	return err;
}

static void frame_check__every_truncation(void **state)
{
	u32 len, whole;

	unit_sack(&b, 1, 1, 1, 2, 2);
	unit_data(&b, 1, 0, 0, SCTP_DATA_BE, 5);
	whole = b.len;
	assert_int_equal(whole, 20 + 24);
	for (len = 0; len < whole; len++) {
		/* a packet is whole chunks; the last may lack padding */
		bool ok = len == 20 || len >= 20 + 21;

		assert_int_equal(check(len, NULL), ok ? 0 : -EBADMSG);
	}
	assert_int_equal(check(whole, NULL), 0);
}

static void frame_check__chunk_shorter_than_its_header(void **state)
{
	struct sctpw_chunk *ch = unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, NULL, 8);
	u16 len;

	for (len = 0; len < 4; len++) {
		ch->len = htons(len);
		assert_int_equal(check(12, NULL), -EBADMSG);
	}
	ch->len = htons(4);
	/* the bytes behind it are read as a chunk of length 0 */
	assert_int_equal(check(12, NULL), -EBADMSG);
	ch->len = htons(0xffff);
	assert_int_equal(check(12, NULL), -EBADMSG);
}

static void frame_check__shorter_than_the_type_needs(void **state)
{
	static const struct {
		u8 type;
		u16 min;
	} row[] = {
		{ SCTP_CT_DATA, 16 }, { SCTP_CT_INIT, 20 },
		{ SCTP_CT_INIT_ACK, 20 }, { SCTP_CT_SACK, 16 },
		{ SCTP_CT_SHUTDOWN, 8 }, { SCTP_CT_ECNE, 8 },
		{ SCTP_CT_CWR, 8 }, { SCTP_CT_ABORT, 4 },
		{ SCTP_CT_COOKIE_ACK, 4 }, { 0x42, 4 },
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(row); i++) {
		b.len = 0;
		unit_chunk(&b, row[i].type, 0, NULL, row[i].min - 4);
		assert_int_equal(check(b.len, NULL), 0);
		if (row[i].min == 4)
			continue;
		b.len = 0;
		unit_chunk(&b, row[i].type, 0, NULL, row[i].min - 5);
		assert_int_equal(check(b.len, NULL), -EBADMSG);
	}
}

static void frame_check__counts_data(void **state)
{
	u32 n;

	unit_data(&b, 1, 0, 0, SCTP_DATA_BE, 3);
	unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, NULL, 8);
	unit_data(&b, 2, 0, 0, SCTP_DATA_BE, 1);
	assert_int_equal(check(b.len, &n), 0);
	assert_int_equal(n, 2);
}

static void frame_check__init_must_be_alone(void **state)
{
	unit_chunk(&b, SCTP_CT_INIT, 0, NULL, 16);
	unit_chunk(&b, SCTP_CT_COOKIE_ACK, 0, NULL, 0);
	assert_int_equal(check(b.len, NULL), -EBADMSG);
	b.len = 0;
	unit_chunk(&b, SCTP_CT_COOKIE_ACK, 0, NULL, 0);
	unit_chunk(&b, SCTP_CT_SHUTDOWN_COMPLETE, 0, NULL, 0);
	assert_int_equal(check(b.len, NULL), -EBADMSG);
}

static void frame_check__no_memory(void **state)
{
	struct sctp_rx rx;

	unit_sack(&b, 1, 1, 0);
	unit_rx(&rx, &b, 0);
	shim_fail_nth(1);
	assert_int_equal(sctp_frame_check(&rx, SCTP_FORMAT_DATA), -ENOMEM);
	kfree_skb(rx.skb);
}

static void frame_check__data_stays_paged(void **state)
{
	struct sctp_rx rx;

	unit_data(&b, 1, 0, 0, SCTP_DATA_BE, 1000);
	unit_rx(&rx, &b, 0);
	assert_int_equal(sctp_frame_check(&rx, SCTP_FORMAT_DATA), 0);
	assert_int_equal(skb_headlen(rx.skb), 0);
	kfree_skb(rx.skb);
}

static void frame_check__control_behind_data_is_pulled(void **state)
{
	struct sctp_chunk_iter it;
	struct sctp_view v;
	struct sctp_rx rx;

	unit_data(&b, 1, 0, 0, SCTP_DATA_BE, 100);
	unit_sack(&b, 1, 1, 0);
	unit_data(&b, 2, 0, 0, SCTP_DATA_BE, 200);
	unit_rx(&rx, &b, 0);
	assert_int_equal(sctp_frame_check(&rx, SCTP_FORMAT_DATA), 0);
	assert_int_equal(skb_headlen(rx.skb), b.len);
	assert_int_equal(rx.ndata, 2);
	it = sctp_chunk_begin(&rx, 0);
	assert_true(sctp_chunk_next(&it, &v));
	assert_true(sctp_chunk_next(&it, &v));
	assert_int_equal(v.type, SCTP_CT_SACK);
	assert_true(sctp_chunk_next(&it, &v));
	assert_int_equal(v.type, SCTP_CT_DATA);
	assert_int_equal(v.len, 216);
	assert_int_equal(get_unaligned_be32(v.hdr + 4), 2);
	assert_false(sctp_chunk_next(&it, &v));
	kfree_skb(rx.skb);
}

/* How many chunks there are */
static u32 walk_chunks(struct sctp_rx *rx)
{
	struct sctp_chunk_iter it;
	struct sctp_view v;
	u32 n = 0;

	it = sctp_chunk_begin(rx, 0);
	while (sctp_chunk_next(&it, &v))
		n++;
	return n;
}

static u32 reads;	/* until the length of the first chunk changes */
static u16 new_len;

static void change_length(const struct sk_buff *skb)
{
	if (skb->nr_frags && !reads--)
		put_unaligned_be16(new_len, (u8 *)skb->frag[0].p + 2);
}

/* A header in pages changes between its check and the pull */
static void frame_check__changes_before_the_pull(void **state)
{
	static const u16 lies[] = { 0, 17, 119, 60000 };
	struct sctp_rx rx;
	u32 i, n;

	unit_data(&b, 1, 0, 0, SCTP_DATA_BE, 100);
	unit_chunk(&b, SCTP_CT_HEARTBEAT, 0, NULL, 40);
	for (i = 0; i < ARRAY_SIZE(lies); i++) {
		for (n = 0; n < 8; n++) {
			int err;

			unit_rx(&rx, &b, 0);
			new_len = lies[i];
			reads = n;
			shim_on_read = change_length;
			err = sctp_frame_check(&rx, SCTP_FORMAT_DATA);
			shim_on_read = NULL;
			/* changed before the pull, or too late to count */
			assert_int_equal(err, n < 3 ? -EBADMSG : 0);
			if (!err)
				assert_int_equal(walk_chunks(&rx), 2);
			kfree_skb(rx.skb);
		}
	}
}

/* The pages are changed after the check */
static void chunk_next__believes_what_it_reads(void **state)
{
	static const u8 lies[][4] = {
		{ SCTP_CT_INIT, 0, 0, 116 },	/* no DATA any more */
		{ SCTP_CT_DATA, 3, 0, 15 },	/* shorter than its header */
		{ SCTP_CT_DATA, 3, 0, 233 },	/* longer than the packet */
	};
	struct sctp_chunk_iter it;
	struct sctp_view v;
	struct sctp_rx rx;
	u32 i;

	unit_data(&b, 1, 0, 0, SCTP_DATA_BE, 100);
	unit_data(&b, 2, 0, 0, SCTP_DATA_BE, 100);
	for (i = 0; i < ARRAY_SIZE(lies); i++) {
		unit_rx(&rx, &b, 0);
		assert_int_equal(sctp_frame_check(&rx, SCTP_FORMAT_DATA), 0);
		memcpy((u8 *)rx.skb->frag[0].p, lies[i], sizeof(lies[i]));
		it = sctp_chunk_begin(&rx, 0);
		assert_false(sctp_chunk_next(&it, &v));
		kfree_skb(rx.skb);
	}
}

/* Of a single DATA chunk the header that was checked counts */
static void chunk_next__believes_the_check(void **state)
{
	struct sctp_chunk_iter it;
	struct sctp_view v;
	struct sctp_rx rx;

	unit_data(&b, 1, 0, 0, SCTP_DATA_BE, 100);
	unit_rx(&rx, &b, 0);
	assert_int_equal(sctp_frame_check(&rx, SCTP_FORMAT_DATA), 0);
	memset((u8 *)rx.skb->frag[0].p, 0xff, sizeof(struct sctpw_data));
	it = sctp_chunk_begin(&rx, 0);
	assert_true(sctp_chunk_next(&it, &v));
	assert_int_equal(v.type, SCTP_CT_DATA);
	assert_int_equal(v.len, 116);
	assert_int_equal(get_unaligned_be32(v.hdr + 4), 1);
	assert_false(sctp_chunk_next(&it, &v));
	kfree_skb(rx.skb);
}

static void chunk_next__walks(void **state)
{
	struct sctp_chunk_iter it;
	struct sctp_view v;
	struct sctp_rx rx;

	unit_chunk(&b, SCTP_CT_HEARTBEAT, 1, "abcde", 5);
	unit_data(&b, 7, 0, 0, SCTP_DATA_BE, 2);
	unit_rx(&rx, &b, 3);
	assert_int_equal(sctp_frame_check(&rx, SCTP_FORMAT_DATA), 0);
	it = sctp_chunk_begin(&rx, 0);
	assert_true(sctp_chunk_next(&it, &v));
	assert_int_equal(v.type, SCTP_CT_HEARTBEAT);
	assert_int_equal(v.flags, 1);
	assert_int_equal(v.len, 9);
	assert_memory_equal(v.hdr + 4, "abcde", 5);
	assert_true(sctp_chunk_next(&it, &v));
	assert_int_equal(v.type, SCTP_CT_DATA);
	assert_int_equal(v.off, 12);
	assert_false(sctp_chunk_next(&it, &v));
	kfree_skb(rx.skb);
}

/* Walk @len bytes of parameters, returns how many there are */
static u32 params(const u8 *bytes, u16 len, bool *bad)
{
	u8 *copy = kmemdup(bytes, len, GFP_KERNEL);
	struct sctp_view chunk = { .hdr = copy, .len = len };
	struct sctp_param_iter it;
	struct sctp_view v;
	u32 n = 0;

	sctp_param_begin(&it, &chunk, 0);
	while (sctp_param_next(&it, &v)) {
		/* every byte promised has to be there (ASan looks) */
		assert_int_equal(v.hdr[v.len - 1], v.hdr[v.len - 1]);
		n++;
	}
	*bad = it.bad;
	kfree(copy);
	return n;
}

static void param_next__padding_and_end(void **state)
{
	static const u8 two[] = { 0, 1, 0, 5, 9, 0, 0, 0, 0, 2, 0, 4 };
	static const u8 unpadded[] = { 0, 2, 0, 4, 0, 1, 0, 5, 9 };
	bool bad;

	assert_int_equal(params(two, sizeof(two), &bad), 2);
	assert_false(bad);
	/* the last one may lack its padding */
	assert_int_equal(params(unpadded, sizeof(unpadded), &bad), 2);
	assert_false(bad);
	assert_int_equal(params(two, 0, &bad), 0);
	assert_false(bad);
}

static void param_next__lying_lengths(void **state)
{
	static const u8 zero[] = { 0, 1, 0, 0, 0, 0, 0, 0 };
	static const u8 three[] = { 0, 1, 0, 3, 0, 0, 0, 0 };
	static const u8 huge[] = { 0, 1, 0xff, 0xff, 0, 0, 0, 0 };
	static const u8 over[] = { 0, 1, 0, 9, 0, 0, 0, 0 };
	static const u8 rest[] = { 0, 1, 0, 4, 0, 2, 0 };
	bool bad;

	assert_int_equal(params(zero, sizeof(zero), &bad), 0);
	assert_true(bad);
	assert_int_equal(params(three, sizeof(three), &bad), 0);
	assert_true(bad);
	assert_int_equal(params(huge, sizeof(huge), &bad), 0);
	assert_true(bad);
	assert_int_equal(params(over, sizeof(over), &bad), 0);
	assert_true(bad);
	assert_int_equal(params(rest, sizeof(rest), &bad), 1);
	assert_true(bad);
}

static void param_addr__types_and_lengths(void **state)
{
	static const u8 v4[] = { 0, 5, 0, 8, 10, 0, 0, 9 };
	static const u8 v6[20] = { 0, 6, 0, 20, 0xfd, 0, 0, 0, [19] = 7 };
	struct sctp_view v = { .type = SCTP_PT_IPV4_ADDR, .len = 8, .hdr = v4 };
	struct sctp_addr a, want;

	assert_true(sctp_param_addr(&v, &a));
	want = unit_v4(0x0a000009);
	assert_true(sctp_addr_eq(&a, &want));
	v.len = 7;
	assert_false(sctp_param_addr(&v, &a));
	v.type = SCTP_PT_IPV6_ADDR;
	v.len = 20;
	v.hdr = v6;
	assert_true(sctp_param_addr(&v, &a));
	want = unit_v6(7);
	assert_true(sctp_addr_eq(&a, &want));
	v.len = 8;
	assert_false(sctp_param_addr(&v, &a));
	v.type = SCTP_PT_STATE_COOKIE;
	assert_false(sctp_param_addr(&v, &a));
}

#define FRAME(fn) cmocka_unit_test_setup_teardown(fn, setup, unit_teardown)

static const struct CMUnitTest tests[] = {
	FRAME(frame_check__every_truncation),
	FRAME(frame_check__chunk_shorter_than_its_header),
	FRAME(frame_check__shorter_than_the_type_needs),
	FRAME(frame_check__counts_data),
	FRAME(frame_check__init_must_be_alone),
	FRAME(frame_check__no_memory),
	FRAME(frame_check__data_stays_paged),
	FRAME(frame_check__control_behind_data_is_pulled),
	FRAME(frame_check__changes_before_the_pull),
	FRAME(chunk_next__believes_what_it_reads),
	FRAME(chunk_next__believes_the_check),
	FRAME(chunk_next__walks),
	FRAME(param_next__padding_and_end),
	FRAME(param_next__lying_lengths),
	FRAME(param_addr__types_and_lengths),
};

int main(void)
{
	return cmocka_run_group_tests_name("frame", tests, NULL, NULL);
}
