/* SPDX-License-Identifier: GPL-2.0-only */
/* User space stand-in: one thread, so a plain counter */
#ifndef _SHIM_LINUX_REFCOUNT_H
#define _SHIM_LINUX_REFCOUNT_H

#include <linux/bug.h>
#include <linux/types.h>

typedef struct {
	unsigned int refs;
} refcount_t;

static inline void refcount_set(refcount_t *r, unsigned int n)
{
	r->refs = n;
}

static inline unsigned int refcount_read(const refcount_t *r)
{
	return r->refs;
}

static inline void refcount_inc(refcount_t *r)
{
	WARN_ON_ONCE(!r->refs);
	r->refs++;
}

static inline bool refcount_dec_and_test(refcount_t *r)
{
	WARN_ON_ONCE(!r->refs);
	return !--r->refs;
}

#endif
