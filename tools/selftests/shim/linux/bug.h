/* SPDX-License-Identifier: GPL-2.0-only */
/* User space stand-in: a warning of the kernel is a failed test here. */
#ifndef _SHIM_LINUX_BUG_H
#define _SHIM_LINUX_BUG_H

#include <linux/build_bug.h>
#include <linux/types.h>

bool shim_warn(bool cond, const char *expr, const char *file, int line);

#define WARN_ON(cond)		shim_warn(!!(cond), #cond, __FILE__, __LINE__)
#define WARN_ON_ONCE(cond)	WARN_ON(cond)
#define WARN_ONCE(cond, ...)	WARN_ON(cond)
#define DEBUG_NET_WARN_ON_ONCE(cond) ((void)WARN_ON(cond))

#endif
