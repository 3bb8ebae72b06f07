/* SPDX-License-Identifier: GPL-2.0-only */
/* Buffers that grow by themselves */
#ifndef _SCTP_AUTOTUNE_H
#define _SCTP_AUTOTUNE_H

#include "sctp.h"

void sctp_autotune_read(struct sctp_kassoc *ka, u32 len);
void sctp_autotune_restore(struct sock *sk);
void sctp_autotune_send(struct sctp_kassoc *ka);

#endif
