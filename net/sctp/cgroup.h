/* SPDX-License-Identifier: GPL-2.0-only */
/* What BPF programs of a control group are asked about addresses */
#ifndef _SCTP_CGROUP_H
#define _SCTP_CGROUP_H

#include "sctp.h"
#include "uaddr.h"

int sctp_cgroup_bind(struct sock *sk, struct sctp_taddr *t, u32 *flags);
int sctp_cgroup_post_bind(struct sock *sk);
int sctp_cgroup_connect(struct sock *sk, struct sctp_taddr *t);
int sctp_cgroup_name(struct sock *sk, union sctp_uaddr *u, int len, bool peer);

#endif
