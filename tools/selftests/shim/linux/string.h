/* SPDX-License-Identifier: GPL-2.0-only */
/* User space stand-in: memory and strings. */
#ifndef _SHIM_LINUX_STRING_H
#define _SHIM_LINUX_STRING_H

#include <string.h>

#include <linux/types.h>

static inline void memzero_explicit(void *p, size_t len)
{
	memset(p, 0, len);
	barrier();
}

void *kmemdup(const void *src, size_t len, gfp_t gfp);
void *memchr_inv(const void *p, int c, size_t len);

#endif
