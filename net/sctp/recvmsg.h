/* SPDX-License-Identifier: GPL-2.0-only */
/* recvmsg(2) */
#ifndef _SCTP_RECVMSG_H
#define _SCTP_RECVMSG_H

#include "sctp.h"

int sctp_recvmsg(struct sock *sk, struct msghdr *msg, size_t len, int flags,
		 int *addr_len);

#endif
