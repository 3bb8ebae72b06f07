/* SPDX-License-Identifier: GPL-2.0-only */
/* /proc/net/sctp */
#ifndef _SCTP_PROC_H
#define _SCTP_PROC_H

#include <net/net_namespace.h>

int sctp_proc_init(struct net *net);
void sctp_proc_exit(struct net *net);

#endif
