/* SPDX-License-Identifier: GPL-2.0-only */
/* Segmentation was declared by <linux/skbuff.h> before 6.5. */
#ifndef _COMPAT_NET_GSO_H
#define _COMPAT_NET_GSO_H

#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 5, 0)
#include <linux/skbuff.h>
#else
#include_next <net/gso.h>
#endif

#endif
