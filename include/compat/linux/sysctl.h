/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Handlers take a const table since 6.11, tables are registered with their
 * size since 6.6. Our tables keep the empty entry that ended them before.
 */
#ifndef _COMPAT_LINUX_SYSCTL_H
#define _COMPAT_LINUX_SYSCTL_H

#include_next <linux/sysctl.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 11, 0)
#define CTL_TABLE_CONST
#else
#define CTL_TABLE_CONST	const
#endif

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 6, 0)
#define register_net_sysctl_sz(net, path, table, size) \
	register_net_sysctl(net, path, table)
#endif

#endif
