// SPDX-License-Identifier: GPL-2.0-only
/* Reading and building INIT and INIT ACK, RFC 9260 sections 3.2 and 3.3.2 */
#include "core/caps.h"
#include "core/life/initchunk.h"
#include "core/wire/frame.h"
#include "unit.h"

static struct sctp_init_info info;
static u8 chunk[4096];
static u32 len;

static void begin(void)
{
	struct sctpw_init *h = (void *)chunk;

	memset(chunk, 0, sizeof(chunk));
	h->ch.type = SCTP_CT_INIT;
	h->init_tag = htonl(0x1234);
	h->a_rwnd = htonl(65536);
	h->num_ostreams = htons(5);
	h->num_istreams = htons(6);
	h->initial_tsn = htonl(77);
	len = sizeof(*h);
}

static void param(u16 type, const void *data, u16 data_len)
{
	struct sctpw_param *p = (void *)(chunk + len);

	p->type = htons(type);
	p->len = htons(4 + data_len);
	if (data_len)
		memcpy(p + 1, data, data_len);
	len += SCTP_ALIGN4(4 + data_len);
}

static struct sctp_addr addrs[SCTP_MAX_PATHS];
static u32 naddrs;
static u8 unrec[512];
static u32 offered;
static u32 agreed;
static u32 auth_size;

/* Parse exactly @len bytes, for ASan to guard, and all that is read later */
static bool parse(void)
{
	u8 *copy = kmemdup(chunk, len, GFP_KERNEL);
	struct sctp_view v = { .type = SCTP_CT_INIT, .len = len, .hdr = copy };
	bool ok = sctp_init_parse(&v, offered, &info);
	struct sctp_addr_walk w;
	struct sctp_addr addr;

	naddrs = 0;
	sctp_addr_walk_begin(&w, &info.params);
	while (sctp_addr_walk_next(&w, &addr))
		addrs[naddrs++] = addr;
	memset(unrec, 0, sizeof(unrec));
	sctp_init_unrecognized(&info, SCTP_PT_UNRECOGNIZED, unrec);
	agreed = sctp_init_agree(&info);
	auth_size = sctp_init_auth_size(&info);
	kfree(copy);
	return ok;
}

static void init_parse__fixed_part(void **state)
{
	begin();
	assert_true(parse());
	assert_int_equal(info.tag, 0x1234);
	assert_int_equal(info.a_rwnd, 65536);
	assert_int_equal(info.num_ostreams, 5);
	assert_int_equal(info.num_istreams, 6);
	assert_int_equal(info.tsn, 77);
	assert_int_equal(info.cause, 0);
}

static void init_parse__tag_zero_is_dropped(void **state)
{
	begin();
	((struct sctpw_init *)chunk)->init_tag = 0;
	assert_false(parse());
}

static void init_parse__no_streams_or_window(void **state)
{
	struct sctpw_init *h = (void *)chunk;

	begin();
	h->num_ostreams = 0;
	assert_true(parse());
	assert_int_equal(info.cause, SCTP_CAUSE_INVALID_PARAM);
	begin();
	h->num_istreams = 0;
	assert_true(parse());
	assert_int_equal(info.cause, SCTP_CAUSE_INVALID_PARAM);
	begin();
	h->a_rwnd = htonl(1499);
	assert_true(parse());
	assert_int_equal(info.cause, SCTP_CAUSE_INVALID_PARAM);
	begin();
	h->a_rwnd = htonl(1500);
	assert_true(parse());
	assert_int_equal(info.cause, 0);
}

static void init_parse__addresses(void **state)
{
	struct sctp_addr want = unit_v4(0x0a000005);
	u8 v6[16] = { 0xfd, [15] = 4 };

	begin();
	param(SCTP_PT_IPV4_ADDR, &want.v4, 4);
	param(SCTP_PT_IPV6_ADDR, v6, 16);
	param(SCTP_PT_IPV4_ADDR, v6, 3);	/* wrong length: ignored */
	assert_true(parse());
	assert_int_equal(naddrs, 2);
	assert_true(sctp_addr_eq(&addrs[0], &want));
	want = unit_v6(4);
	assert_true(sctp_addr_eq(&addrs[1], &want));
}

static void init_parse__addresses_are_limited(void **state)
{
	__be32 addr;
	u32 i;

	begin();
	for (i = 0; i < 200; i++) {
		addr = htonl(i);
		param(SCTP_PT_IPV4_ADDR, &addr, 4);
	}
	assert_true(parse());
	assert_int_equal(naddrs, SCTP_MAX_PATHS);
}

static void init_parse__cookie_preservative_and_adaptation(void **state)
{
	__be32 word = htonl(5000);

	begin();
	param(SCTP_PT_COOKIE_PRESERVATIVE, &word, 4);
	param(SCTP_PT_ADAPTATION, &word, 4);
	assert_true(parse());
	assert_int_equal(info.preserve, 5000);
	assert_true(info.adaptation_set);
	assert_int_equal(info.adaptation, 5000);
}

static void init_parse__host_name_is_refused(void **state)
{
	begin();
	param(SCTP_PT_HOST_NAME, "example.org", 12);
	assert_true(parse());
	assert_int_equal(info.cause, SCTP_CAUSE_UNRESOLVABLE_ADDR);
	assert_int_equal(info.cause_len, 16);
}

/* Section 3.2.1: the two high bits of an unknown type */
static void init_parse__unknown_types(void **state)
{
	__be32 addr = htonl(1);

	begin();
	param(0x0077, "abc", 3);		/* stop */
	param(SCTP_PT_IPV4_ADDR, &addr, 4);
	assert_true(parse());
	assert_int_equal(naddrs, 0);
	assert_int_equal(info.unrec_len, 0);

	begin();
	param(0x4077, "abc", 3);		/* stop and report */
	param(SCTP_PT_IPV4_ADDR, &addr, 4);
	assert_true(parse());
	assert_int_equal(naddrs, 0);
	assert_int_equal(info.unrec_len, 11);
	assert_int_equal(get_unaligned_be16(unrec), SCTP_PT_UNRECOGNIZED);
	assert_int_equal(get_unaligned_be16(unrec + 2), 11);
	assert_int_equal(get_unaligned_be16(unrec + 4), 0x4077);
	assert_memory_equal(unrec + 8, "abc", 3);

	begin();
	param(0x8077, "abc", 3);		/* skip */
	param(SCTP_PT_IPV4_ADDR, &addr, 4);
	assert_true(parse());
	assert_int_equal(naddrs, 1);
	assert_int_equal(info.unrec_len, 0);

	begin();
	param(0xc077, "abc", 3);		/* skip and report */
	param(SCTP_PT_IPV4_ADDR, &addr, 4);
	assert_true(parse());
	assert_int_equal(naddrs, 1);
	assert_int_equal(info.unrec_len, 11);
}

static void init_parse__reports_are_padded(void **state)
{
	begin();
	param(0xc077, "abcdef", 6);
	param(0xc078, "a", 1);
	assert_true(parse());
	assert_int_equal(info.unrec_len, 16 + 9);
	assert_memory_equal(unrec + 14, "\0\0", 2);
	assert_int_equal(get_unaligned_be16(unrec + 16),
			 SCTP_PT_UNRECOGNIZED);
	assert_int_equal(get_unaligned_be16(unrec + 20), 0xc078);
}

static void init_parse__reports_are_limited(void **state)
{
	static const u8 big[600];
	u32 i;

	begin();
	param(0xc077, big, sizeof(big));
	for (i = 0; i < 100; i++)
		param(0xc078, big, 20);
	assert_true(parse());
	assert_true(info.unrec_len <= sizeof(unrec));
	assert_int_equal(info.unrec_len % 28, 0);
	assert_true(info.unrec_len);
}

static void init_parse__lying_parameter_length(void **state)
{
	begin();
	param(SCTP_PT_ECN_CAPABLE, NULL, 0);
	param(SCTP_PT_ECN_CAPABLE, NULL, 0);
	put_unaligned_be16(9, chunk + len - 2);
	assert_true(parse());
	assert_int_equal(info.cause, SCTP_CAUSE_PROTOCOL_VIOLATION);
	put_unaligned_be16(3, chunk + len - 2);
	assert_true(parse());
	assert_int_equal(info.cause, SCTP_CAUSE_PROTOCOL_VIOLATION);
}

static void init_chunk__is_read_back(void **state)
{
	struct sctp_addr ours[3] = {
		unit_v4(1), unit_v6(2), unit_v4(3),
	};
	struct sctp_init_build b = {
		.type = SCTP_CT_INIT_ACK,
		.tag = 9,
		.a_rwnd = 4000,
		.num_ostreams = 2,
		.num_istreams = 3,
		.tsn = 0xffffffff,
		.adaptation = 5,
		.addrs = ours,
		.naddrs = 3,
		.cookie_len = 101,
	};
	struct sk_buff *skb;
	u32 i;

	skb = sctp_init_chunk(&b);
	assert_non_null(skb);
	memset(b.cookie, 0xcc, b.cookie_len);
	len = get_unaligned_be16(skb->data + 2);
	assert_int_equal(SCTP_ALIGN4(len), skb->len);
	memcpy(chunk, skb->data, len);
	kfree_skb(skb);
	assert_true(parse());
	assert_int_equal(info.tag, 9);
	assert_int_equal(info.tsn, 0xffffffff);
	assert_int_equal(info.adaptation, 5);
	assert_int_equal(info.cookie_len, 101);
	assert_int_equal(naddrs, 3);
	for (i = 0; i < 3; i++)
		assert_true(sctp_addr_eq(&addrs[i], &ours[i]));
}

/* Unknown parameters of an INIT are returned with the INIT ACK */
static void init_chunk__reports_unrecognized_parameters(void **state)
{
	struct sctp_init_build b = {
		.type = SCTP_CT_INIT_ACK,
		.tag = 9,
		.a_rwnd = 4000,
		.num_ostreams = 2,
		.num_istreams = 3,
		.cookie_len = 8,
		.unrec = &info,
	};
	struct sctp_view v = { .type = SCTP_CT_INIT, .hdr = chunk };
	struct sk_buff *skb;

	begin();
	param(0xc077, "abcdef", 6);
	param(0xc078, "a", 1);
	v.len = len;
	assert_true(sctp_init_parse(&v, offered, &info));
	skb = sctp_init_chunk(&b);
	assert_non_null(skb);
	assert_int_equal(skb->len, 20 + 12 + 16 + 12);
	assert_int_equal(get_unaligned_be16(skb->data + 2), skb->len - 3);
	assert_int_equal(get_unaligned_be32(skb->data + 32), 0x0008000e);
	assert_memory_equal(skb->data + 36, chunk + 20, 10);
	assert_int_equal(get_unaligned_be32(skb->data + 48), 0x00080009);
	kfree_skb(skb);
}

/* The chunk's length, and what the whole takes in a packet */
static void expect_lengths(struct sctp_init_build *b, u32 chunk_len,
			   u32 packet_len)
{
	struct sk_buff *skb = sctp_init_chunk(b);

	assert_non_null(skb);
	assert_int_equal(get_unaligned_be16(skb->data + 2), chunk_len);
	assert_int_equal(skb->len, packet_len);
	kfree_skb(skb);
}

static void init_chunk__length_leaves_out_the_last_padding(void **state)
{
	struct sctp_init_build b = {
		.type = SCTP_CT_INIT,
		.tag = 1,
		.a_rwnd = 4000,
		.num_ostreams = 1,
		.num_istreams = 1,
		.v4 = true,
	};

	/* Supported Address Types, six bytes */
	expect_lengths(&b, 20 + 6, 20 + 8);
	/* it is not the last, so its padding counts */
	b.adaptation = 1;
	expect_lengths(&b, 20 + 8 + 8, 20 + 8 + 8);
	b.type = SCTP_CT_INIT_ACK;
	b.adaptation = 0;
	b.cookie_len = 5;
	expect_lengths(&b, 20 + 9, 20 + 12);
}

static void init_chunk__a_single_address_is_not_listed(void **state)
{
	struct sctp_addr addr = unit_v4(1);
	struct sctp_init_build b = {
		.type = SCTP_CT_INIT,
		.tag = 1,
		.a_rwnd = 4000,
		.num_ostreams = 1,
		.num_istreams = 1,
		.addrs = &addr,
		.naddrs = 1,
		.v4 = true,
	};
	struct sk_buff *skb = sctp_init_chunk(&b);

	assert_non_null(skb);
	len = get_unaligned_be16(skb->data + 2);
	memcpy(chunk, skb->data, len);
	kfree_skb(skb);
	assert_true(parse());
	assert_int_equal(naddrs, 0);
	assert_true(info.types_set);
	assert_true(info.v4);
	assert_false(info.v6);
}

static void init_chunk__no_memory(void **state)
{
	struct sctp_init_build b = { .type = SCTP_CT_INIT };

	shim_fail_nth(1);
	assert_null(sctp_init_chunk(&b));
}

static const u8 random_number[32];
static const u8 sha1[] = { 0, 1 };

/* A peer that has AUTH and ASCONF; it may forget a parameter */
static void peer_with_auth(bool random, bool hmacs)
{
	static const u8 ext[] = { SCTP_CT_AUTH, SCTP_CT_ASCONF,
				  SCTP_CT_ASCONF_ACK };

	begin();
	param(SCTP_PT_SUPPORTED_EXT, ext, sizeof(ext));
	if (random)
		param(SCTP_PT_RANDOM, random_number, sizeof(random_number));
	if (hmacs)
		param(SCTP_PT_HMAC_ALGO, sha1, sizeof(sha1));
	assert_true(parse());
	assert_int_equal(info.cause, 0);
}

static void init_agree__auth_needs_its_parameters(void **state)
{
	offered = SCTP_CAP_AUTH;
	peer_with_auth(true, true);
	assert_int_equal(agreed, SCTP_CAP_AUTH);
	peer_with_auth(false, true);
	assert_int_equal(agreed, 0);
	peer_with_auth(true, false);
	assert_int_equal(agreed, 0);
	offered = 0;
}

/* RFC 5061 section 4.2.7, unless the user does without */
static void init_agree__asconf_needs_auth(void **state)
{
	offered = SCTP_CAP_AUTH | SCTP_CAP_ASCONF;
	peer_with_auth(true, true);
	assert_int_equal(agreed, SCTP_CAP_AUTH | SCTP_CAP_ASCONF);
	peer_with_auth(false, true);
	assert_int_equal(agreed, 0);
	offered |= SCTP_CAP_NOAUTH;
	peer_with_auth(false, true);
	assert_int_equal(agreed, SCTP_CAP_ASCONF);
	offered = 0;
}

static void init_parse__auth_without_sha1(void **state)
{
	static const u8 sha256[] = { 0, 3 };

	begin();
	param(SCTP_PT_RANDOM, random_number, sizeof(random_number));
	param(SCTP_PT_HMAC_ALGO, sha256, sizeof(sha256));
	assert_true(parse());
	assert_int_equal(info.cause, 0);
	offered = SCTP_CAP_AUTH;
	assert_true(parse());
	assert_int_equal(info.cause, SCTP_CAUSE_PROTOCOL_VIOLATION);
	offered = 0;
}

/* Of parameters that come twice the first counts */
static void init_parse__auth_parameters_twice(void **state)
{
	static const u8 types[] = { 0, 3 };

	offered = SCTP_CAP_AUTH;
	begin();
	param(SCTP_PT_RANDOM, random_number, sizeof(random_number));
	param(SCTP_PT_CHUNKS, types, 1);
	param(SCTP_PT_CHUNKS, types, 2);
	param(SCTP_PT_HMAC_ALGO, sha1, sizeof(sha1));
	assert_true(parse());
	assert_int_equal(auth_size, 36 + 5 + 6);
	offered = 0;
}

static const struct CMUnitTest tests[] = {
	UNIT(init_parse__fixed_part),
	UNIT(init_parse__tag_zero_is_dropped),
	UNIT(init_parse__no_streams_or_window),
	UNIT(init_parse__addresses),
	UNIT(init_parse__addresses_are_limited),
	UNIT(init_parse__cookie_preservative_and_adaptation),
	UNIT(init_parse__host_name_is_refused),
	UNIT(init_parse__unknown_types),
	UNIT(init_parse__reports_are_limited),
	UNIT(init_parse__reports_are_padded),
	UNIT(init_parse__lying_parameter_length),
	UNIT(init_chunk__is_read_back),
	UNIT(init_chunk__reports_unrecognized_parameters),
	UNIT(init_chunk__length_leaves_out_the_last_padding),
	UNIT(init_chunk__a_single_address_is_not_listed),
	UNIT(init_chunk__no_memory),
	UNIT(init_agree__auth_needs_its_parameters),
	UNIT(init_agree__asconf_needs_auth),
	UNIT(init_parse__auth_without_sha1),
	UNIT(init_parse__auth_parameters_twice),
};

int main(void)
{
	return cmocka_run_group_tests_name("initchunk", tests, NULL, NULL);
}
