/* SPDX-License-Identifier: GPL-2.0-only */
/* User space stand-in: words at any address. */
#ifndef _SHIM_ASM_UNALIGNED_H
#define _SHIM_ASM_UNALIGNED_H

#include <asm/byteorder.h>

#define get_unaligned(p) \
	(((const struct { typeof(*(p)) v; } __packed *)(p))->v)

#define put_unaligned(val, p) \
	(((struct { typeof(*(p)) v; } __packed *)(p))->v = (val))

static inline u16 get_unaligned_be16(const void *p)
{
	return be16_to_cpu(get_unaligned((const __be16 *)p));
}

static inline u32 get_unaligned_be32(const void *p)
{
	return be32_to_cpu(get_unaligned((const __be32 *)p));
}

static inline u64 get_unaligned_be64(const void *p)
{
	return be64_to_cpu(get_unaligned((const __be64 *)p));
}

static inline void put_unaligned_be16(u16 v, void *p)
{
	put_unaligned(cpu_to_be16(v), (__be16 *)p);
}

static inline void put_unaligned_be32(u32 v, void *p)
{
	put_unaligned(cpu_to_be32(v), (__be32 *)p);
}

static inline void put_unaligned_be64(u64 v, void *p)
{
	put_unaligned(cpu_to_be64(v), (__be64 *)p);
}

#endif
