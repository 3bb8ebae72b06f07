/* SPDX-License-Identifier: GPL-2.0-only */
/* Since 6.19 functions that take an address of any size say so. */
#ifndef _SCTP_COMPAT_LINUX_SOCKET_H
#define _SCTP_COMPAT_LINUX_SOCKET_H

#include_next <linux/socket.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 19, 0)
#define sockaddr_unsized	sockaddr
#endif

#endif
