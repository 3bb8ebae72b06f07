/* SPDX-License-Identifier: GPL-2.0-only */
/* User space stand-in: where newer kernels keep crypto_memneq(). */
#ifndef _SHIM_CRYPTO_UTILS_H
#define _SHIM_CRYPTO_UTILS_H

#include <crypto/algapi.h>

#endif
