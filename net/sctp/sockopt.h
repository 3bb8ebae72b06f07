/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Socket options of level SOL_SCTP. One table says for each its number, the
 * lengths and association ids it takes, and its handlers.
 */
#ifndef _SCTP_SOCKOPT_H
#define _SCTP_SOCKOPT_H

#include <linux/sockptr.h>

#include "sctp.h"

int sctp_setsockopt(struct sock *sk, int level, int optname,
		    sockptr_t optval, unsigned int optlen);
int sctp_getsockopt(struct sock *sk, int level, int optname,
		    char __user *optval, int __user *optlen);
bool sctp_bpf_bypass_getsockopt(int level, int optname);

#endif
