// SPDX-License-Identifier: GPL-2.0-only
/*
 * CRC32c (RFC 9260 section 6.8), which is computed in softirq.
 *
 * Where the kernel's crc32c() takes the processor's instructions there is
 * nothing to do. Before 6.16 they are those of a driver of the crypto layer,
 * and the network core, which fills in a checksum that a device cannot, calls
 * through a pointer (crc32c_csum_stub) that is set here.
 */
#include <crypto/hash.h>
#include <linux/crc32.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>

#include "crc32c.h"

#ifdef SKB_CRC32C_STUB

static struct crypto_shash *crc32c_tfm;
static const struct skb_checksum_ops *other_stub;

/**
 * sctp_crc32c() - continue a CRC32c
 * @crc: value so far
 * @data: bytes
 * @len: how many
 *
 * Return: the new value.
 */
u32 sctp_crc32c(u32 crc, const void *data, unsigned int len)
{
	SHASH_DESC_ON_STACK(desc, crc32c_tfm);
	u32 *ctx;

	if (!crc32c_tfm)
		return __crc32c_le(crc, data, len);

	/* Every driver keeps the plain value in its context */
	desc->tfm = crc32c_tfm;
	ctx = shash_desc_ctx(desc);
	*ctx = crc;
	if (crypto_shash_update(desc, data, len))
		return __crc32c_le(crc, data, len);
	return *ctx;
}

static __wsum crc_update(const void *buf, int len, __wsum sum)
{
	return (__force __wsum)sctp_crc32c((__force u32)sum, buf, len);
}

static __wsum crc_combine(__wsum a, __wsum b, int offset, int len)
{
	return (__force __wsum)__crc32c_le_combine((__force u32)a,
						   (__force u32)b, len);
}

static const struct skb_checksum_ops crc_ops = {
	.update = crc_update,
	.combine = crc_combine,
};

/**
 * sctp_crc32c_skb() - continue a CRC32c with bytes of a packet
 * @crc: value so far
 * @skb: packet
 * @offset: of the first byte
 * @len: bytes
 *
 * Return: the new value.
 */
u32 sctp_crc32c_skb(u32 crc, const struct sk_buff *skb, unsigned int offset,
		    unsigned int len)
{
	return (__force u32)__skb_checksum(skb, offset, len,
					   (__force __wsum)crc, &crc_ops);
}

static void crc32c_begin(void)
{
	crc32c_tfm = crypto_alloc_shash("crc32c", 0, 0);
	if (IS_ERR(crc32c_tfm))
		crc32c_tfm = NULL;
	other_stub = crc32c_csum_stub;
	crc32c_csum_stub = &crc_ops;
}

static void crc32c_end(void)
{
	crc32c_csum_stub = other_stub;
	synchronize_net();
	crypto_free_shash(crc32c_tfm);
	crc32c_tfm = NULL;
}

#else

u32 sctp_crc32c(u32 crc, const void *data, unsigned int len)
{
	return crc32c(crc, data, len);
}

u32 sctp_crc32c_skb(u32 crc, const struct sk_buff *skb, unsigned int offset,
		    unsigned int len)
{
	return skb_crc32c(skb, offset, len, crc);
}

static void crc32c_begin(void)
{
}

static void crc32c_end(void)
{
}

#endif

/**
 * sctp_crc32c_init() - get the driver of CRC32c, and test it
 *
 * The test has the usual check value. With a wrong CRC32c no peer would accept
 * a packet, so the module must not load.
 *
 * Return: 0 or a negative errno.
 */
int sctp_crc32c_init(void)
{
	static const char digits[] = "123456789";
	u32 all, half;

	crc32c_begin();
	all = ~sctp_crc32c(~0, digits, 9);
	/* the driver's context must be the value itself */
	half = ~sctp_crc32c(sctp_crc32c(~0, digits, 4), digits + 4, 5);
	if (all == 0xe3069283 && half == all)
		return 0;
	pr_err("CRC32c is broken\n");
	crc32c_end();
	return -EINVAL;
}

/**
 * sctp_crc32c_exit() - undo sctp_crc32c_init()
 */
void sctp_crc32c_exit(void)
{
	crc32c_end();
}
