/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Since 6.8 the handlers of inet_diag say which module they are of, and since
 * 6.19 its bytecode is run with all of the request.
 */
#ifndef _SCTP_COMPAT_LINUX_INET_DIAG_H
#define _SCTP_COMPAT_LINUX_INET_DIAG_H

#include_next <linux/inet_diag.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 8, 0)
#define INET_DIAG_OWNER(module)
#else
#define INET_DIAG_OWNER(module)	.owner = (module),
#endif

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 19, 0)
#define inet_diag_passes(data, sk)					\
	inet_diag_bc_sk((data)->inet_diag_nla_bc, sk)
#else
#define inet_diag_passes(data, sk)	inet_diag_bc_sk(data, sk)
#endif

#endif
