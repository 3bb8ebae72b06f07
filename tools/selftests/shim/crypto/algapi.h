/* SPDX-License-Identifier: GPL-2.0-only */
/* User space stand-in: comparing in constant time. */
#ifndef _SHIM_CRYPTO_ALGAPI_H
#define _SHIM_CRYPTO_ALGAPI_H

#include <linux/types.h>

unsigned long crypto_memneq(const void *a, const void *b, size_t len);

#endif
