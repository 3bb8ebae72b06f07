// SPDX-License-Identifier: GPL-2.0-only
/*
 * Children that work, and counting what they do.
 *
 * A row forks the ends of an association and lets them run without a limit.
 * The parent sleeps through the warm-up, notes counter and clock, sleeps
 * through the measured time, and notes both again. Neither end reads the
 * clock, so no system call but those under test is in the loop.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"

#define EXIT_CANNOT	77	/* of a child: not measured, and why was said */

/**
 * shared_new() - allocate memory that children share with their parent
 * @size: bytes
 *
 * Return: the memory, all zeroes, for shared_free().
 */
void *shared_new(size_t size)
{
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		err(1, "mmap");
	return p;
}

/**
 * shared_free() - release what shared_new() allocated
 * @p: the memory
 * @size: bytes
 */
void shared_free(void *p, size_t size)
{
	munmap(p, size);
}

/**
 * meter_new() - allocate a counter that children share with their parent
 *
 * Return: the meter, at zero.
 */
struct meter *meter_new(void)
{
	return shared_new(sizeof(struct meter));
}

/**
 * meter_free() - release a meter
 * @m: the meter
 */
void meter_free(struct meter *m)
{
	shared_free(m, sizeof(*m));
}

/**
 * meter_read() - how much was done
 * @m: the meter, advanced by a child
 *
 * Return: what meter_add() counted.
 */
unsigned long meter_read(const struct meter *m)
{
	return __atomic_load_n(&m->done, __ATOMIC_RELAXED);
}

/**
 * meter_now() - read the clock
 *
 * Return: seconds, from some beginning.
 */
double meter_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec + ts.tv_nsec / 1e9;
}

/**
 * meter_sleep() - sleep for a while
 * @seconds: how long
 */
void meter_sleep(double seconds)
{
	struct timespec ts = {
		.tv_sec = (time_t)seconds,
		.tv_nsec = (long)((seconds - (time_t)seconds) * 1e9),
	};

	while (nanosleep(&ts, &ts) && errno == EINTR)
		;
}

/**
 * meter_rate() - warm up, then measure
 * @m: the meter, advanced by a child
 * @b: says how long
 *
 * Return: work per second over the measured time.
 */
double meter_rate(const struct meter *m, const struct bench *b)
{
	unsigned long done;
	double start;

	meter_sleep(b->warmup);
	done = meter_read(m);
	start = meter_now();
	meter_sleep(b->seconds);
	done = meter_read(m) - done;
	return done / (meter_now() - start);
}

/**
 * child_start() - fork a child that does not outlive us
 *
 * Return: 0 in the child, its process id in the parent.
 */
pid_t child_start(void)
{
	pid_t parent = getpid();
	pid_t pid = fork();

	if (pid < 0)
		err(1, "fork");
	if (pid)
		return pid;
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) || getppid() != parent)
		exit(1);
	return 0;
}

/**
 * cannot() - end a child that has found that its stack cannot do the row
 * @why: what it cannot do, for the log
 */
void cannot(const char *why)
{
	warn("not measured: %s", why);
	exit(EXIT_CANNOT);
}

/* A child has ended by itself: say that there is no result. */
static void give_up(int status, const char *what)
{
	if (!WIFEXITED(status) || WEXITSTATUS(status) != EXIT_CANNOT)
		errx(1, "%s ended early, status %#x", what, status);
	printf("-\n");
	exit(0);
}

/**
 * child_check() - see that a child is still at work
 * @pid: the child
 * @what: its name, for the message when it is not
 *
 * A child that ended by itself met an error, and what was measured is void.
 */
void child_check(pid_t pid, const char *what)
{
	int status;

	if (waitpid(pid, &status, WNOHANG) == pid)
		give_up(status, what);
}

/**
 * child_wait() - wait for a child to end well
 * @pid: the child
 * @what: its name, for the message when it does not
 */
void child_wait(pid_t pid, const char *what)
{
	int status;

	if (waitpid(pid, &status, 0) != pid)
		err(1, "waitpid");
	if (status)
		give_up(status, what);
}

/**
 * child_end() - end a child
 * @pid: the child
 */
void child_end(pid_t pid)
{
	kill(pid, SIGKILL);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}

/**
 * child_stop() - end a child, which must still be at work
 * @pid: the child
 * @what: its name, for the message when it is not
 */
void child_stop(pid_t pid, const char *what)
{
	child_check(pid, what);
	child_end(pid);
}
