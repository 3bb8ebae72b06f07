/* SPDX-License-Identifier: GPL-2.0-only */
/* User space stand-in: rounding. */
#ifndef _SHIM_LINUX_MATH_H
#define _SHIM_LINUX_MATH_H

#include <linux/types.h>

#define DIV_ROUND_UP(n, d)	(((n) + (d) - 1) / (d))
#define DIV_ROUND_UP_ULL(n, d)	DIV_ROUND_UP((unsigned long long)(n), d)
#define round_up(x, y)	((((x) - 1) | ((typeof(x))(y) - 1)) + 1)
#define round_down(x, y) ((x) & ~((typeof(x))(y) - 1))
#define roundup(x, y)	(DIV_ROUND_UP(x, y) * (y))
#define rounddown(x, y)	((x) - (x) % (y))
#define abs(x) ({ typeof(x) shim_a = (x); shim_a < 0 ? -shim_a : shim_a; })

#endif
