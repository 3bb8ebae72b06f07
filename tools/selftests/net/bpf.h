/* SPDX-License-Identifier: GPL-2.0-only */
/* BPF programs of a few instructions, without a library */
#ifndef SELFTESTS_NET_BPF_H
#define SELFTESTS_NET_BPF_H

#include <linux/bpf.h>
#include <sys/syscall.h>
#include <unistd.h>

#define INSN(c, d, s, o, i)						\
	((struct bpf_insn){ .code = (c), .dst_reg = (d), .src_reg = (s), \
			    .off = (o), .imm = (i) })
/* what register 0 is when a program ends is its answer */
#define ANSWER(v)	INSN(BPF_ALU64 | BPF_MOV | BPF_K, 0, 0, 0, v)
#define EXIT		INSN(BPF_JMP | BPF_EXIT, 0, 0, 0, 0)

static inline int bpf(int cmd, union bpf_attr *attr)
{
	return syscall(SYS_bpf, cmd, attr, sizeof(*attr));
}

#endif
