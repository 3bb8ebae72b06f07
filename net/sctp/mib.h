/* SPDX-License-Identifier: GPL-2.0-only */
/* The counters of a network namespace: one block per CPU. */
#ifndef _SCTP_MIB_H
#define _SCTP_MIB_H

#include <linux/percpu.h>

#include "netns.h"

/**
 * struct sctp_mib_block - the counters as one CPU counted them
 * @v: by enum sctp_counter
 */
struct sctp_mib_block {
	unsigned long v[SCTP_MIB_MAX];
};

unsigned long sctp_mib_read(const struct sctp_net *sn, enum sctp_counter c);

/**
 * sctp_mib_inc() - count one
 * @sn: namespace
 * @c: which counter
 */
static inline void sctp_mib_inc(struct sctp_net *sn, enum sctp_counter c)
{
	this_cpu_inc(sn->mib->v[c]);
}

#endif
