/* SPDX-License-Identifier: GPL-2.0-only */
/* How programs of a control group are asked, in kernels we build for. */
#ifndef _SCTP_COMPAT_LINUX_BPF_CGROUP_H
#define _SCTP_COMPAT_LINUX_BPF_CGROUP_H

#include_next <linux/bpf-cgroup.h>
#include <linux/version.h>

/* Since 6.7 programs are told how long the address is. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 0)
#define BPF_CGROUP_RUN_NAME_PROG(sk, uaddr, len, atype)			\
	BPF_CGROUP_RUN_SA_PROG(sk, uaddr, atype)
#else
#define BPF_CGROUP_RUN_NAME_PROG(sk, uaddr, len, atype)			\
	BPF_CGROUP_RUN_SA_PROG(sk, uaddr, len, atype)
#endif

#endif
