/* SPDX-License-Identifier: GPL-2.0-only */
/* Differences of <linux/ipv6.h> between kernels */
#ifndef _COMPAT_LINUX_IPV6_H
#define _COMPAT_LINUX_IPV6_H

#include_next <linux/ipv6.h>
#include <linux/version.h>

/* IPV6_RECVERR was a bit field of struct ipv6_pinfo before 6.7 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 0)
#define COMPAT_INET6_RECVERR6	recverr

#define inet6_test_bit(nr, sk)	(inet6_sk(sk)->COMPAT_INET6_##nr)
#endif

/* A socket's flow labels moved out of struct ipv6_pinfo, also in 6.12.113 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 18, 0) || \
	(LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 113) && \
	 LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0))
#define inet6_flowlabel_list(sk)	(inet_sk(sk)->ipv6_fl_list)
#else
#define inet6_flowlabel_list(sk)	(inet6_sk(sk)->ipv6_fl_list)
#endif

#endif
