// SPDX-License-Identifier: GPL-2.0-only
/*
 * Congestion control by name, for users: sysctl and SCTP_CONGESTION
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "congestion.h"

/**
 * sctp_congestion_find() - look up an algorithm
 * @name: its name
 *
 * Return: enum sctp_cc_algo, or -ENOENT.
 */
int sctp_congestion_find(const char *name)
{
	int i;

	for (i = 0; i < SCTP_CC_ALGOS; i++)
		if (sctp_cc_name(i) && !strcmp(sctp_cc_name(i), name))
			return i;
	return -ENOENT;
}

/**
 * sctp_congestion_list() - list all names
 * @buf: filled in, separated by spaces
 * @size: its bytes; SCTP_CONGESTION_LIST are enough
 */
void sctp_congestion_list(char *buf, size_t size)
{
	size_t used = 0;
	int i;

	for (i = 0; i < SCTP_CC_ALGOS; i++)
		if (sctp_cc_name(i))
			used += scnprintf(buf + used, size - used, "%s%s",
					  used ? " " : "", sctp_cc_name(i));
}
