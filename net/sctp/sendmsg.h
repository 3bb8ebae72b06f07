/* SPDX-License-Identifier: GPL-2.0-only */
/* sendmsg(2) */
#ifndef _SCTP_SENDMSG_H
#define _SCTP_SENDMSG_H

#include "sctp.h"

int sctp_sendmsg(struct sock *sk, struct msghdr *msg, size_t len);

#endif
