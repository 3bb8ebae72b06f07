/* SPDX-License-Identifier: GPL-2.0-only */
/* User space stand-in: in the kernel kvmalloc() is declared here. */
#ifndef _SHIM_LINUX_MM_H
#define _SHIM_LINUX_MM_H

#include <linux/slab.h>

#ifndef PAGE_SIZE
#define PAGE_SIZE	4096UL
#endif

#endif
