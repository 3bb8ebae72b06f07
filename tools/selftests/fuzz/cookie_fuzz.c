// SPDX-License-Identifier: GPL-2.0-only
/*
 * State Cookies. Input: flags, then a cookie without its MAC. With bit 0 of
 * the flags it is signed, so that what is behind the MAC check is reached,
 * and with bit 1 the tag, ports and address of the packet are those in the
 * cookie, so that an association is made from it.
 */
#include <linux/kernel.h>
#include <asm/unaligned.h>

#include "core/life/cookie.h"
#include "core/life/keys.h"
#include "fuzz.h"

#define SIGNED	0x01
#define FITTING	0x02

static void fit(struct sctp_rx *rx, const u8 *cookie, u32 len)
{
	struct sctp_cookie c;

	if (!sctp_cookie_peek(cookie, len, &c))
		return;
	rx->sport = c.pport;
	rx->dport = c.lport;
	rx->vtag = c.my_tag;
	rx->src = c.paddr;
}

static void echo(const u8 *chunk, u32 len, u8 flags)
{
	struct sctp_rx rx = {
		.src = sim_net_addr(1, 0),
		.dst = sim_net_addr(0, 0),
		.now = S.now,
	};
	struct sctp_assoc *a;

	if (flags & FITTING)
		fit(&rx, chunk + 4, len - 4);
	rx.skb = shim_skb_from(chunk, SCTP_ALIGN4(len), len);
	a = sctp_ep_input(&S.host[0].ep, &rx);
	kfree_skb(rx.skb);
	if (a)
		sim_assoc_run(container_of(a, struct sim_assoc, a));
	fuzz_check();
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size)
{
	static u8 chunk[4 + SCTP_MAC_LEN + 4096 + 4];
	struct fuzz_in in = { .p = data, .left = size };
	u8 *cookie = chunk + 4;
	u8 flags = fuzz_u8(&in);
	u32 len = SCTP_MAC_LEN + in.left;
	const u64 *secret;

	if (in.left > 4096)
		return -1;
	fuzz_begin(1, "plain", false);
	memset(chunk, 0, sizeof(chunk));
	chunk[0] = SCTP_CT_COOKIE_ECHO;
	chunk[2] = (4 + len) >> 8;
	chunk[3] = 4 + len;
	if (in.left)
		memcpy(cookie + SCTP_MAC_LEN, in.p, in.left);
	secret = sctp_keys_current(&S.host[0].ep, S.now)->secret[0];
	if (flags & SIGNED)
		put_unaligned_be64(shim_mac(secret, cookie + SCTP_MAC_LEN,
					    in.left), cookie);
	echo(chunk, 4 + len, flags);
	fuzz_end();
	return 0;
}
