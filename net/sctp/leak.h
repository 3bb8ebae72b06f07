/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Counted objects: what is left when the module is unloaded was leaked.
 */
#ifndef _SCTP_LEAK_H
#define _SCTP_LEAK_H

#include <linux/percpu.h>

enum sctp_obj {
	SCTP_OBJ_ASSOC,
	SCTP_OBJ_PATH,
	SCTP_OBJ_MSG,
	SCTP_OBJ_BUCKET,
	SCTP_OBJ_MAX
};

DECLARE_PER_CPU(long, sctp_obj_count[SCTP_OBJ_MAX]);

static inline void sctp_obj_new(enum sctp_obj o)
{
	this_cpu_inc(sctp_obj_count[o]);
}

static inline void sctp_obj_gone(enum sctp_obj o)
{
	this_cpu_dec(sctp_obj_count[o]);
}

long sctp_obj_left(enum sctp_obj o);
void sctp_leak_report(void);

#endif
