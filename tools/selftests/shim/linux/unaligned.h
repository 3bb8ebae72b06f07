/* SPDX-License-Identifier: GPL-2.0-only */
/* User space stand-in: where newer kernels keep asm/unaligned.h. */
#ifndef _SHIM_LINUX_UNALIGNED_H
#define _SHIM_LINUX_UNALIGNED_H

#include <asm/unaligned.h>

#endif
