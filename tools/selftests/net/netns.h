/* SPDX-License-Identifier: GPL-2.0-only */
/* Network namespaces by name, as ip-netns(8) makes them. */
#ifndef SELFTESTS_NET_NETNS_H
#define SELFTESTS_NET_NETNS_H

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

/* The caller's thread goes there. Returns 0, or -1 with errno. */
static inline int netns_enter(const char *name)
{
	char path[128];
	int fd, err;

	snprintf(path, sizeof(path), "/run/netns/%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	err = setns(fd, CLONE_NEWNET);
	close(fd);
	return err;
}

#endif
