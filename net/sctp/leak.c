// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counted objects. Counters are per CPU, so that they cost nothing. An object
 * may be freed on another CPU than it was made on: only the sum has a meaning.
 */
#include <linux/bug.h>
#include <linux/printk.h>

#include "leak.h"

DEFINE_PER_CPU(long, sctp_obj_count[SCTP_OBJ_MAX]);

static const char *const obj_name[SCTP_OBJ_MAX] = {
	[SCTP_OBJ_ASSOC]	= "associations",
	[SCTP_OBJ_PATH]		= "paths",
	[SCTP_OBJ_MSG]		= "messages",
	[SCTP_OBJ_BUCKET]	= "ports",
};

/**
 * sctp_obj_left() - how many objects of a kind exist
 * @o: kind
 *
 * Return: their number; exact only while nothing is created or freed.
 */
long sctp_obj_left(enum sctp_obj o)
{
	long sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += per_cpu(sctp_obj_count[o], cpu);
	return sum;
}

/**
 * sctp_leak_report() - complain about objects that were never freed
 *
 * Called when the module is unloaded, after the last grace period.
 */
void sctp_leak_report(void)
{
	int o;

	for (o = 0; o < SCTP_OBJ_MAX; o++) {
		long left = sctp_obj_left(o);

		if (left)
			pr_warn("%ld %s leaked\n", left, obj_name[o]);
		WARN_ON_ONCE(left);
	}
}
