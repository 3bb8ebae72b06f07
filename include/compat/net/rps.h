/* SPDX-License-Identifier: GPL-2.0-only */
/* sock_rps_record_flow() has a header of its own since 6.9. */
#ifndef _SCTP_COMPAT_NET_RPS_H
#define _SCTP_COMPAT_NET_RPS_H

#include <linux/version.h>
#include <net/sock.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 9, 0)
#include_next <net/rps.h>
#endif

#endif
