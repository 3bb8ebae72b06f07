/* SPDX-License-Identifier: GPL-2.0-only */
/* How programs of a control group are asked, in kernels we build for. */
#ifndef _SCTP_COMPAT_LINUX_BPF_CGROUP_H
#define _SCTP_COMPAT_LINUX_BPF_CGROUP_H

#include_next <linux/bpf-cgroup.h>
#include <linux/socket.h>
#include <linux/version.h>

/*
 * Ask about an address; the caller owns the socket. What programs answer
 * besides yes or no is added to *flags, if that is not NULL. Since 6.7 they are
 * told how long the address is.
 */
#if !defined(CONFIG_CGROUP_BPF)
#define BPF_CGROUP_RUN_ADDR_PROG(atype, sk, uaddr, len, flags)	({ 0; })
#elif LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 0)
#define BPF_CGROUP_RUN_ADDR_PROG(atype, sk, uaddr, len, flags)		\
	(cgroup_bpf_enabled(atype) ?					\
	 __cgroup_bpf_run_filter_sock_addr(sk, uaddr, atype, NULL, flags) : 0)
#else
#define BPF_CGROUP_RUN_ADDR_PROG(atype, sk, uaddr, len, flags)		\
	(cgroup_bpf_enabled(atype) ?					\
	 __cgroup_bpf_run_filter_sock_addr(sk,				\
		(struct sockaddr_unsized *)(uaddr), len, atype, NULL,	\
		flags) : 0)
#endif

#endif
