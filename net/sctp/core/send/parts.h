/* SPDX-License-Identifier: GPL-2.0-only */
/* Messages that come in parts, with I-DATA */
#ifndef _SCTP_CORE_PARTS_H
#define _SCTP_CORE_PARTS_H

#include "core/assoc.h"

/**
 * struct sctp_open_msg - a message of which another part must follow
 * @next: the next one of the association
 * @fsn: FSN of the next part's first fragment
 * @value: what its policy says
 * @ppid: its payload protocol identifier
 * @sid: its stream, which has no other
 * @policy: SCTP_TX_PR of it
 * @unordered: SCTP_TX_UNORDERED of it
 * @gone: it was given up: the parts that follow fail
 * @lost: it failed; the user is told by the next part
 */
struct sctp_open_msg {
	struct sctp_open_msg *next;
	u32 fsn;
	u32 value;
	__be32 ppid;
	u16 sid;
	u8 policy;
	bool unordered;
	bool gone;
	bool lost;
};

int sctp_parts_join(struct sctp_assoc *a, const struct sctp_tx_msg *msg,
		    __be32 *ppid);
void sctp_parts_renumber(struct sctp_assoc *a);
u32 sctp_parts_fsn(const struct sctp_assoc *a, const struct sctp_tx_msg *msg);
const struct sctp_open_msg *sctp_parts_next(const struct sctp_assoc *a,
					    const struct sctp_open_msg *m);
bool sctp_parts_any(const struct sctp_assoc *a, bool lost);
void sctp_parts_limit(struct sctp_assoc *a, const struct sctp_tx_msg *msg);
void sctp_parts_swallow(struct sctp_assoc *a, u16 sid);
void sctp_parts_lose(struct sctp_assoc *a);
void sctp_parts_drop(struct sctp_assoc *a, u32 sid);

#endif
