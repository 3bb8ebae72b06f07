// SPDX-License-Identifier: GPL-2.0-only
/* The shim itself: what stands in for the kernel has to behave like it */
#include <linux/bitmap.h>
#include <linux/log2.h>
#include <linux/math64.h>

#include "unit.h"

static void list__splice_and_move(void **state)
{
	struct list_head n[4];
	LIST_HEAD(a);
	LIST_HEAD(b);
	u32 i;

	for (i = 0; i < 4; i++)
		list_add_tail(&n[i], i < 2 ? &a : &b);
	list_splice_tail_init(&b, &a);
	assert_true(list_empty(&b));
	assert_ptr_equal(a.next, &n[0]);
	assert_ptr_equal(a.prev, &n[3]);
	list_move(&n[3], &a);
	assert_ptr_equal(a.next, &n[3]);
	list_splice_init(&a, &b);
	assert_ptr_equal(b.next, &n[3]);
	assert_ptr_equal(b.prev, &n[2]);
	list_del_init(&n[0]);
	assert_true(list_empty(&n[0]));
}

static void find__bits(void **state)
{
	DECLARE_BITMAP(map, 200);

	bitmap_zero(map, 200);
	assert_int_equal(find_next_bit(map, 200, 0), 200);
	assert_int_equal(find_last_bit(map, 200), 200);
	__set_bit(63, map);
	__set_bit(64, map);
	__set_bit(199, map);
	assert_int_equal(find_next_bit(map, 200, 0), 63);
	assert_int_equal(find_next_bit(map, 200, 64), 64);
	assert_int_equal(find_next_bit(map, 200, 65), 199);
	assert_int_equal(find_next_bit(map, 199, 65), 199);
	assert_int_equal(find_next_bit(map, 150, 65), 150);
	assert_int_equal(find_next_zero_bit(map, 200, 63), 65);
	assert_int_equal(find_last_bit(map, 199), 64);
	bitmap_set(map, 0, 200);
	assert_int_equal(find_next_zero_bit(map, 200, 0), 200);
	assert_int_equal(bitmap_weight(map, 200), 200);
	bitmap_clear(map, 70, 60);
	assert_int_equal(find_next_zero_bit(map, 200, 3), 70);
	assert_int_equal(bitmap_weight(map, 200), 140);
}

static void log2__powers(void **state)
{
	assert_int_equal(roundup_pow_of_two(1), 1);
	assert_int_equal(roundup_pow_of_two(64), 64);
	assert_int_equal(roundup_pow_of_two(65), 128);
	assert_int_equal(rounddown_pow_of_two(127), 64);
	assert_int_equal(fls(0), 0);
	assert_int_equal(fls(1), 1);
	assert_int_equal(ilog2(4096), 12);
}

static void math64__wide_products(void **state)
{
	assert_int_equal(mul_u64_u32_shr(1ULL << 40, 1U << 31, 32), 1ULL << 39);
	assert_int_equal(div64_u64(~0ULL, 3), 0x5555555555555555ULL);
}

static void skb__pull_moves_the_head(void **state)
{
	static const u8 bytes[] = "0123456789abcdefghij";
	struct sk_buff *skb = shim_skb_from(bytes, 20, 4);
	u8 *before = skb->data;
	u8 buf[8];

	assert_int_equal(skb_headlen(skb), 4);
	assert_true(pskb_may_pull(skb, 10));
	assert_ptr_not_equal(skb->data, before);
	assert_int_equal(skb_headlen(skb), 10);
	assert_memory_equal(skb->data, bytes, 10);
	assert_false(pskb_may_pull(skb, 21));
	assert_int_equal(skb_copy_bits(skb, 9, buf, 8), 0);
	assert_memory_equal(buf, bytes + 9, 8);
	assert_int_equal(skb_copy_bits(skb, 13, buf, 8), -EFAULT);
	assert_memory_equal(skb_header_pointer(skb, 8, 8, buf), bytes + 8, 8);
	skb_pull(skb, 3);
	assert_int_equal(skb_linearize(skb), 0);
	assert_memory_equal(skb->data, bytes + 3, 17);
	kfree_skb(skb);
}

static void skb__clones_share_bytes(void **state)
{
	struct sk_buff *skb = shim_skb_from("abcdef", 6, 3);
	struct sk_buff *clone = skb_clone(skb, GFP_ATOMIC);
	u8 buf[6];

	assert_true(skb_cloned(skb));
	assert_ptr_equal(clone->data, skb->data);
	kfree_skb(skb);
	assert_int_equal(skb_copy_bits(clone, 0, buf, 6), 0);
	assert_memory_equal(buf, "abcdef", 6);
	kfree_skb(clone);
}

static void skb__trim_frags(void **state)
{
	struct sk_buff *skb = shim_skb_from("abcdefghij", 10, 2);

	pskb_trim(skb, 7);
	assert_int_equal(skb->len, 7);
	pskb_trim(skb, 1);
	assert_int_equal(skb->len, 1);
	assert_false(skb_is_nonlinear(skb));
	kfree_skb(skb);
}

static void skb__queues(void **state)
{
	struct sk_buff_head a, b;
	struct sk_buff *x = shim_skb_from("x", 1, 1);
	struct sk_buff *y = shim_skb_from("y", 1, 1);

	__skb_queue_head_init(&a);
	__skb_queue_head_init(&b);
	__skb_queue_tail(&a, x);
	__skb_queue_head(&a, y);
	assert_ptr_equal(skb_peek(&a), y);
	assert_ptr_equal(skb_peek_tail(&a), x);
	skb_queue_splice_tail_init(&a, &b);
	assert_true(skb_queue_empty(&a));
	assert_int_equal(skb_queue_len(&b), 2);
	assert_ptr_equal(__skb_dequeue_tail(&b), x);
	kfree_skb(x);
	__skb_queue_purge(&b);
	assert_null(__skb_dequeue(&b));
}

static void alloc__fails_on_demand(void **state)
{
	void *p, *q;

	shim_fail_nth(2);
	p = kmalloc(1, GFP_KERNEL);
	assert_non_null(p);
	assert_null(kmalloc(1, GFP_KERNEL));
	q = kzalloc(8, GFP_KERNEL);
	assert_non_null(q);
	assert_null(memchr_inv(q, 0, 8));
	kfree(p);
	kfree(q);
	kfree(NULL);
	assert_null(kmalloc_array(1UL << 60, 32, GFP_KERNEL));
}

static void byteorder__both_ways(void **state)
{
	u8 b[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };

	assert_int_equal(get_unaligned_be16(b + 1), 0x0203);
	assert_int_equal(get_unaligned_be32(b + 1), 0x02030405);
	assert_int_equal(get_unaligned_be64(b), 0x0102030405060708ULL);
	put_unaligned_be32(0x11223344, b + 3);
	assert_int_equal(get_unaligned_be32(b + 3), 0x11223344);
	assert_int_equal(be16_to_cpu(cpu_to_be16(0x1234)), 0x1234);
}

static const struct CMUnitTest tests[] = {
	UNIT(list__splice_and_move),
	UNIT(find__bits),
	UNIT(log2__powers),
	UNIT(math64__wide_products),
	UNIT(skb__pull_moves_the_head),
	UNIT(skb__clones_share_bytes),
	UNIT(skb__trim_frags),
	UNIT(skb__queues),
	UNIT(alloc__fails_on_demand),
	UNIT(byteorder__both_ways),
};

int main(void)
{
	return cmocka_run_group_tests_name("shim", tests, NULL, NULL);
}
