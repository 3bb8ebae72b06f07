/* SPDX-License-Identifier: GPL-2.0-only */
/* User space stand-in: the C library includes this one, too. */
#ifndef _SHIM_LINUX_ERRNO_H
#define _SHIM_LINUX_ERRNO_H

#include_next <linux/errno.h>

#ifndef ENOTSUPP
#define ENOTSUPP	524
#endif

#endif
