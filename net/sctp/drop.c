// SPDX-License-Identifier: GPL-2.0-only
/*
 * Received packets that are dropped. They are freed with one of the kernel's
 * drop reasons; the tracepoint sctp_drop has core's reason, which is finer. A
 * packet that was processed is freed with consume_skb(), not with these.
 */
#include "drop.h"
#include "trace.h"

/**
 * sctp_drop() - drop a received packet
 * @rx: packet; its skb is freed
 * @reason: drop reason
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
