/* SPDX-License-Identifier: GPL-2.0-only */
/* ASCONF of sockets: their own addresses, and the host's (auto-ASCONF) */
#ifndef _SCTP_AUTOADDR_H
#define _SCTP_AUTOADDR_H

#include "sctp.h"

struct sctp_net;

int sctp_asconf_list(struct sctp_ep *ep);
void sctp_sock_tell_addrs(struct sock *sk, const void *addrs, int len,
			  bool add);
void sctp_auto_asconf_begin(struct sock *sk, bool on);

void sctp_autoaddr_net_init(struct sctp_net *sn);
void sctp_autoaddr_net_exit(struct sctp_net *sn);
int sctp_autoaddr_start(void);
void sctp_autoaddr_stop(void);

#endif
