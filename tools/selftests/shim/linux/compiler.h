/* SPDX-License-Identifier: GPL-2.0-only */
/* User space stand-in: what compiler.h and its attributes give core. */
#ifndef _SHIM_LINUX_COMPILER_H
#define _SHIM_LINUX_COMPILER_H

#define likely(x)	__builtin_expect(!!(x), 1)
#define unlikely(x)	__builtin_expect(!!(x), 0)

#define __bitwise
#define __force
#define __user
#define __rcu
#define __iomem
#define __must_hold(x)
#define __acquires(x)
#define __releases(x)
#define __cold
#define __init
#define __exit
#define __read_mostly
#define __aligned(x)	__attribute__((__aligned__(x)))
#ifndef __packed
#define __packed	__attribute__((__packed__))
#endif
#define __maybe_unused	__attribute__((__unused__))
#ifndef __always_unused
#define __always_unused	__attribute__((__unused__))
#endif
#define __must_check	__attribute__((__warn_unused_result__))
#ifndef __always_inline
#define __always_inline	inline __attribute__((__always_inline__))
#endif
#define noinline	__attribute__((__noinline__))
#define fallthrough	__attribute__((__fallthrough__))
#define __counted_by(m)

#define barrier()	__asm__ __volatile__("" : : : "memory")
#define READ_ONCE(x)	(*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, val) (*(volatile typeof(x) *)&(x) = (val))

#endif
