/* SPDX-License-Identifier: GPL-2.0-only */
/* The flags of struct inet_sock were bit fields before 6.6. */
#ifndef _COMPAT_NET_INET_SOCK_H
#define _COMPAT_NET_INET_SOCK_H

#include_next <net/inet_sock.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 6, 0)
#define COMPAT_INET_RECVERR	recverr
#define COMPAT_INET_FREEBIND	freebind
#define COMPAT_INET_TRANSPARENT	transparent

#define inet_test_bit(nr, sk)	(inet_sk(sk)->COMPAT_INET_##nr)
#endif

#endif
