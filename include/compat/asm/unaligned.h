/* SPDX-License-Identifier: GPL-2.0-only */
/* Unaligned access moved to <linux/unaligned.h> in 6.12. */
#ifndef _COMPAT_ASM_UNALIGNED_H
#define _COMPAT_ASM_UNALIGNED_H

#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 12, 0)
#include_next <asm/unaligned.h>
#else
#include <linux/unaligned.h>
#endif

#endif
