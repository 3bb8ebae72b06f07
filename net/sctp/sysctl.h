/* SPDX-License-Identifier: GPL-2.0-only */
/* /proc/sys/net/sctp */
#ifndef _SCTP_SYSCTL_H
#define _SCTP_SYSCTL_H

#include "netns.h"

/* struct proto's sysctl_mem (pages), sysctl_rmem and sysctl_wmem (bytes) */
extern long sctp_mem[3];
extern int sctp_rmem[3];
extern int sctp_wmem[3];

void sctp_tunables_init(struct sctp_tunables *tun);
int sctp_sysctl_net_init(struct sctp_net *sn);
void sctp_sysctl_net_exit(struct sctp_net *sn);
int sctp_sysctl_init(void);
void sctp_sysctl_exit(void);

#endif
