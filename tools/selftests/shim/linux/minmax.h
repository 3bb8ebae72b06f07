/* SPDX-License-Identifier: GPL-2.0-only */
/* User space stand-in: minimum and maximum, arguments evaluated once. */
#ifndef _SHIM_LINUX_MINMAX_H
#define _SHIM_LINUX_MINMAX_H

#include <linux/build_bug.h>

/* As in the kernel, the two types have to agree */
#define shim_same_type(x, y) ((void)sizeof((typeof(x) *)1 == (typeof(y) *)1))

#define shim_pick(x, y, op) ({			\
	typeof(x) shim_x = (x);			\
	typeof(y) shim_y = (y);			\
	shim_same_type(shim_x, shim_y);		\
	shim_x op shim_y ? shim_x : shim_y; })

#define shim_pick_t(type, x, y, op) ({		\
	type shim_tx = (x);			\
	type shim_ty = (y);			\
	shim_tx op shim_ty ? shim_tx : shim_ty; })

#define min(x, y)		shim_pick(x, y, <)
#define max(x, y)		shim_pick(x, y, >)
#define min_t(type, x, y)	shim_pick_t(type, x, y, <)
#define max_t(type, x, y)	shim_pick_t(type, x, y, >)
#define min3(x, y, z)		min((typeof(x))min(x, y), z)
#define max3(x, y, z)		max((typeof(x))max(x, y), z)
#define clamp(val, lo, hi)	min((typeof(val))max(val, lo), hi)
#define clamp_t(type, val, lo, hi) \
	min_t(type, max_t(type, val, lo), hi)
#define clamp_val(val, lo, hi)	clamp_t(typeof(val), val, lo, hi)

#define min_not_zero(x, y) ({					\
	typeof(x) shim_nx = (x);				\
	typeof(y) shim_ny = (y);				\
	!shim_nx ? shim_ny : !shim_ny ? shim_nx :		\
	min(shim_nx, shim_ny); })

#define swap(a, b) do {		\
	typeof(a) shim_s = (a);	\
	(a) = (b);		\
	(b) = shim_s;		\
} while (0)

#endif
