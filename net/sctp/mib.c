// SPDX-License-Identifier: GPL-2.0-only
/* The counters of a network namespace. */
#include "mib.h"

/**
 * sctp_mib_add() - add to a counter
 * @mib: the namespace
 * @c: which counter
 * @n: how much, may be negative for SCTP_MIB_CURRESTAB
 */
void sctp_mib_add(void *mib, enum sctp_counter c, int n)
{
	struct sctp_net *sn = mib;

	this_cpu_add(sn->mib->v[c], n);
}

/**
 * sctp_mib_read() - the value of a counter
 * @sn: namespace
 * @c: which counter
 *
 * Return: the sum over all CPUs.
 */
unsigned long sctp_mib_read(const struct sctp_net *sn, enum sctp_counter c)
{
	unsigned long sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += per_cpu_ptr(sn->mib, cpu)->v[c];
	return sum;
}
