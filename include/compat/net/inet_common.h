/* SPDX-License-Identifier: GPL-2.0-only */
/* Since 7.1 the length of a name that was received is in struct msghdr only. */
#ifndef _SCTP_COMPAT_NET_INET_COMMON_H
#define _SCTP_COMPAT_NET_INET_COMMON_H

#include_next <net/inet_common.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(7, 1, 0)
#define inet_read_error(sk, msg, len, addr_len)				\
	inet_recv_error(sk, msg, len, addr_len)
#else
#define inet_read_error(sk, msg, len, addr_len)				\
	inet_recv_error(sk, msg, len)
#endif

#endif
