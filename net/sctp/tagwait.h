/* SPDX-License-Identifier: GPL-2.0-only */
/* Tags of associations that have ended, in a namespace */
#ifndef _SCTP_TAGWAIT_H
#define _SCTP_TAGWAIT_H

#include <linux/types.h>

struct sctp_ep;
struct sctp_kassoc;
struct sctp_net;

void sctp_tagwait_net_init(struct sctp_net *sn);
void sctp_tagwait_net_exit(struct sctp_net *sn);
void sctp_tagwait_add(const struct sctp_kassoc *ka);
bool sctp_tagwait_ok(struct sctp_ep *ep, u32 tag, __be16 pport);

#endif
