// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory as the kernel counts it: of a socket, of all, and the limit of all.
 */
#include <fcntl.h>
#include <linux/sock_diag.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/file.h>

#include "limits.h"
#include "sock.h"

/**
 * sock_rmem - memory charged to a socket for what it received
 * @fd: socket
 *
 * Return: bytes.
 */
int sock_rmem(int fd)
{
	uint32_t mem[SK_MEMINFO_VARS];
	socklen_t len = sizeof(mem);

	CHECK_OK(getsockopt(fd, SOL_SOCKET, SO_MEMINFO, mem, &len));
	return mem[SK_MEMINFO_RMEM_ALLOC];
}

/**
 * file_number - a number a file shows
 * @path: of the file
 * @format: how its line begins, for sscanf(): with one %ld
 *
 * Return: the number, -1 if no line is like that.
 */
long file_number(const char *path, const char *format)
{
	FILE *f = fopen(path, "re");
	char line[256];
	long val = -1;

	CHECK(f);
	while (val < 0 && fgets(line, sizeof(line), f))
		sscanf(line, format, &val);
	fclose(f);
	return val;
}

/**
 * proto_pages - memory charged to all SCTP sockets
 *
 * Return: pages, as /proc/net/protocols shows them.
 */
long proto_pages(void)
{
	long pages = file_number("/proc/net/protocols", "SCTP %*u %*d %ld");

	CHECK(pages >= 0);
	return pages;
}

/**
 * proto_pages_reserve - how far off that may be
 *
 * Return: pages that processors keep to themselves.
 */
long proto_pages_reserve(void)
{
	return 256 * sysconf(_SC_NPROCESSORS_ONLN);
}

/* The sysctl is the whole machine's, and only in its first namespace. */
static int mem_file(int flags)
{
	int old = CHECK_OK(open("/proc/thread-self/ns/net",
				O_RDONLY | O_CLOEXEC));
	int first = CHECK_OK(open("/proc/1/ns/net", O_RDONLY | O_CLOEXEC));
	int fd;

	CHECK_OK(setns(first, CLONE_NEWNET));
	fd = CHECK_OK(open("/proc/sys/net/sctp/sctp_mem", flags | O_CLOEXEC));
	CHECK_OK(setns(old, CLONE_NEWNET));
	close(first);
	close(old);
	return fd;
}

/* One at a time has the limits: the test, and then who restores them. A test
 * that begins meanwhile waits.
 */
static void take_turn(void)
{
	int fd = CHECK_OK(open("/tmp/sctp-selftests-mem",
			       O_CREAT | O_RDWR | O_CLOEXEC, 0600));

	CHECK_OK(flock(fd, LOCK_EX));
}

/* The limits are restored, however the test ends. */
static void restore_at_end(const char *text, size_t len)
{
	int ends[2], fd;
	char c;

	CHECK_OK(pipe(ends));
	if (fork()) {
		close(ends[0]);
		return;
	}
	setsid();
	close(ends[1]);
	if (!read(ends[0], &c, 1)) {
		fd = mem_file(O_WRONLY);
		if (write(fd, text, len) < 0)
			_exit(1);
	}
	_exit(0);
}

/**
 * limit_pages - lower sctp_mem until the test has ended
 * @pages: its third value; the others are in proportion
 *
 * To be called before there are sockets: who restores it holds what is open.
 */
void limit_pages(long pages)
{
	char old[128], text[128];
	int fd, len;

	take_turn();
	fd = mem_file(O_RDWR);
	len = CHECK_OK(read(fd, old, sizeof(old)));
	restore_at_end(old, len);
	len = snprintf(text, sizeof(text), "%ld %ld %ld", pages / 2,
		       pages / 4 * 3, pages);
	CHECK_EQ(pwrite(fd, text, len, 0), len);
	close(fd);
}
