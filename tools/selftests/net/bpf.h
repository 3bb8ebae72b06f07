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
/* register 0 has a program's answer when it ends */
#define ANSWER(v)	INSN(BPF_ALU64 | BPF_MOV | BPF_K, 0, 0, 0, v)
#define EXIT		INSN(BPF_JMP | BPF_EXIT, 0, 0, 0, 0)

/* the next instruction counts only if a register's lower half is that */
#define SKIP_UNLESS(reg, v)						\
	INSN(BPF_JMP32 | BPF_JNE | BPF_K, reg, 0, 1, v)

static inline int bpf(int cmd, union bpf_attr *attr)
{
	return syscall(SYS_bpf, cmd, attr, sizeof(*attr));
}

/* Load a program of which @load says what for: a descriptor; or -1, and in @log
 * what the verifier has to say, if it was asked.
 */
static inline int bpf_load(union bpf_attr *load, const struct bpf_insn *insns,
			   int n, const char **log)
{
	static char buf[4096];

	buf[0] = 0;
	*log = buf;
	load->insns = (unsigned long)insns;
	load->insn_cnt = n;
	load->license = (unsigned long)"GPL";
	load->log_buf = (unsigned long)buf;
	load->log_size = sizeof(buf);
	load->log_level = 1;
	return bpf(BPF_PROG_LOAD, load);
}

#endif
