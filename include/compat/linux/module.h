/* SPDX-License-Identifier: GPL-2.0-only */
/* The functions that begin and end a module must be visible: see Kbuild */
#ifndef _SCTP_COMPAT_LINUX_MODULE_H
#define _SCTP_COMPAT_LINUX_MODULE_H

#include_next <linux/module.h>

__visible int init_module(void);
__visible void cleanup_module(void);

#endif
