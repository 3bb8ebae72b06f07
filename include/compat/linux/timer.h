/* SPDX-License-Identifier: GPL-2.0-only */
/* from_timer() is called timer_container_of() since 6.16. */
#ifndef _SCTP_COMPAT_LINUX_TIMER_H
#define _SCTP_COMPAT_LINUX_TIMER_H

#include_next <linux/timer.h>

#ifndef timer_container_of
#define timer_container_of(var, timer, field) from_timer(var, timer, field)
#endif

#endif
