/* SPDX-License-Identifier: GPL-2.0-only */
/* The accounting of a protocol's memory was in <net/sock.h> before 6.10. */
#ifndef _COMPAT_NET_PROTO_MEMORY_H
#define _COMPAT_NET_PROTO_MEMORY_H

#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 10, 0)
#include <net/sock.h>
#else
#include_next <net/proto_memory.h>
#endif

#endif
