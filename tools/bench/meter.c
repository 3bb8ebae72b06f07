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
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"

/**
 * meter_new() - allocate a counter that children share with their parent
 *
 * Return: the meter, at zero.
 */
struct meter *meter_new(void)
{
	struct meter *m = mmap(NULL, sizeof(*m), PROT_READ | PROT_WRITE,
			       MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (m == MAP_FAILED)
		err(1, "mmap");
	return m;
}

/**
 * meter_free() - release a meter
 * @m: the meter
 */
void meter_free(struct meter *m)
{
	munmap(m, sizeof(*m));
}

static unsigned long meter_read(const struct meter *m)
{
	return __atomic_load_n(&m->done, __ATOMIC_RELAXED);
}

static double now(void)
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
	start = now();
	meter_sleep(b->seconds);
	done = meter_read(m) - done;
	return done / (now() - start);
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
 * child_stop() - end a child, which must still be at work
 * @pid: the child
 * @what: its name, for the message when it is not
 *
 * A child that ended by itself met an error, and what was measured is void.
 */
void child_stop(pid_t pid, const char *what)
{
	int status;

	if (waitpid(pid, &status, WNOHANG) == pid)
		errx(1, "%s ended early, status %#x", what, status);
	kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
}
