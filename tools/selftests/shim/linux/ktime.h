/* SPDX-License-Identifier: GPL-2.0-only */
/* User space stand-in: units of time. */
#ifndef _SHIM_LINUX_KTIME_H
#define _SHIM_LINUX_KTIME_H

#include <linux/time64.h>

#endif
