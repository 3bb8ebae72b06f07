// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packets that came in and are not taken. They are freed with a reason that
 * the kernel knows; core's own, which is finer, goes to the tracepoint.
 * Whatever was taken is consumed instead, if only to be ignored.
 */
#include "drop.h"
#include "trace.h"

/**
 * sctp_drop() - free a packet that is not taken
 * @rx: packet; its skb is freed
 * @reason: why, in the kernel's words
 */
void sctp_drop(const struct sctp_rx *rx, enum skb_drop_reason reason)
{
	trace_sctp_drop(rx, reason);
	kfree_skb_reason(rx->skb, reason);
}

/**
 * sctp_drop_refused() - free a packet that core refused
 * @rx: packet; its skb is freed
 */
void sctp_drop_refused(const struct sctp_rx *rx)
{
	switch ((enum sctp_counter)rx->refused) {
	case SCTP_MIB_OUTOFBLUES:
		sctp_drop(rx, SKB_DROP_REASON_NO_SOCKET);
		break;
	case SCTP_MIB_NO_MEMORY:
		sctp_drop(rx, SKB_DROP_REASON_NOMEM);
		break;
	default:
		/* it breaks a rule of the protocol */
		sctp_drop(rx, SKB_DROP_REASON_INVALID_PROTO);
	}
}
