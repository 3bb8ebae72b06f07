// SPDX-License-Identifier: GPL-2.0-only
/* Appending bytes to a packet that is being built */
#include <linux/kernel.h>

#include "out.h"

/**
 * sctp_out_put() - append bytes to the packet
 * @o: builder with room for them
 * @len: how many; the caller writes them all, padding too
 *
 * Return: where they are.
 */
void *sctp_out_put(struct sctp_out *o, u32 len)
{
	sctp_out_grew(o, len);
	return skb_put(o->skb, len);
}
