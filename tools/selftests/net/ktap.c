// SPDX-License-Identifier: GPL-2.0-only
/*
 * The test harness: registry, one process per test, watchdog, results.
 */
#include <fnmatch.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ktap.h"

/*
 * Seconds for one test on a stock kernel. Idle machines take a hundredth of it:
 * it ends what hangs, and nothing that a busy machine slows down.
 */
#define DEFAULT_TIMEOUT	60

static const struct variant variants[] = {
	{ "stream_v4", SOCK_STREAM, AF_INET, false },
	{ "stream_v6", SOCK_STREAM, AF_INET6, false },
	{ "stream_mapped", SOCK_STREAM, AF_INET6, true },
	{ "seq_v4", SOCK_SEQPACKET, AF_INET, false },
	{ "seq_v6", SOCK_SEQPACKET, AF_INET6, false },
	{ "seq_mapped", SOCK_SEQPACKET, AF_INET6, true },
};

static struct ktap_test *tests, **tests_tail = &tests;
static unsigned int nr_pass, nr_fail, nr_skip, nr_xfail;

/**
 * ktap_register - add a test to the program's list
 * @t: the test; called before main() by the NETTEST() macro
 */
void ktap_register(struct ktap_test *t)
{
	*tests_tail = t;
	tests_tail = &t->next;
}

/* A positive number from the environment. */
static unsigned int env_number(const char *name, unsigned int without)
{
	const char *s = getenv(name);
	int n = s ? atoi(s) : 0;

	return n > 0 ? (unsigned int)n : without;
}

/**
 * ktap_scale - the factor all time limits are multiplied with
 *
 * Return: KTAP_SCALE from the environment, 1 without it.
 */
unsigned int ktap_scale(void)
{
	return env_number("KTAP_SCALE", 1);
}

/**
 * ktap_seconds - how long a test lasts that could go on for ever
 *
 * The harness allows a test this much time besides its own.
 *
 * Return: KTAP_SECONDS from the environment, 2 without it.
 */
unsigned int ktap_seconds(void)
{
	return env_number("KTAP_SECONDS", 2);
}

/**
 * ktap_seed - what the random numbers of a test come from
 *
 * Return: KTAP_SEED from the environment, 1 without it.
 */
unsigned int ktap_seed(void)
{
	return env_number("KTAP_SEED", 1);
}

/**
 * ktap_on_intree - are we run against Linux's own SCTP?
 *
 * Return: true if SCTP_STACK=intree is in the environment.
 */
bool ktap_on_intree(void)
{
	const char *s = getenv("SCTP_STACK");

	return s && !strcmp(s, "intree");
}

/**
 * now_ms - monotonic time
 *
 * Return: milliseconds.
 */
long long now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000LL + ts.tv_nsec / 1000000;
}

/**
 * sleep_ms - sleep, whatever signals arrive
 * @ms: milliseconds
 */
void sleep_ms(unsigned int ms)
{
	struct timespec ts = { ms / 1000, ms % 1000 * 1000000L };

	while (nanosleep(&ts, &ts) && errno == EINTR)
		;
}

/**
 * asleep - does a process or thread sleep in a system call?
 * @tid: which; it must have made no other call before that may sleep
 *
 * To be waited for before what is to wake it is done.
 *
 * Return: true if so.
 */
bool asleep(int tid)
{
	char path[64], text[32] = "";
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/syscall", tid);
	f = fopen(path, "re");
	if (!f)
		return false;
	if (!fgets(text, sizeof(text), f))
		text[0] = 0;
	fclose(f);
	/* "running", or -1 when it waits for a page, say */
	return text[0] >= '0' && text[0] <= '9';
}

/**
 * diag - print a diagnostic line
 * @fmt: printf format, without newline
 */
void diag(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fputs("# ", stdout);
	vprintf(fmt, ap);
	putchar('\n');
	fflush(stdout);
	va_end(ap);
}

/**
 * ktap_skip - end this test as skipped
 * @fmt: printf format of the reason
 */
void ktap_skip(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fputs("# SKIP ", stdout);
	vprintf(fmt, ap);
	putchar('\n');
	fflush(stdout);
	va_end(ap);
	_exit(KTAP_SKIP);
}

/**
 * ktap_fail - end this test as failed
 * @file: source file
 * @line: source line
 * @fmt: printf format of the reason
 */
void ktap_fail(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	printf("# %s:%d: ", file, line);
	vprintf(fmt, ap);
	putchar('\n');
	fflush(stdout);
	va_end(ap);
	_exit(KTAP_FAIL);
}

/**
 * ktap_ok - fail the test unless a call succeeded
 * @ret: what it returned
 * @file: source file
 * @line: source line
 * @expr: the call as text
 *
 * Return: @ret.
 */
long long ktap_ok(long long ret, const char *file, int line, const char *expr)
{
	if (ret < 0)
		ktap_fail(file, line, "%s: %lld, %s", expr, ret,
			  strerror(errno));
	return ret;
}

/**
 * ktap_err - fail the test unless a call failed with an errno
 * @ret: what it returned
 * @want: the errno it must have set
 * @file: source file
 * @line: source line
 * @expr: the call as text
 */
void ktap_err(long long ret, int want, const char *file, int line,
	      const char *expr)
{
	int err = errno;

	if (ret >= 0)
		ktap_fail(file, line, "%s: %lld, want %s", expr, ret,
			  strerrorname_np(want));
	if (err != want)
		ktap_fail(file, line, "%s: %s, want %s", expr,
			  strerrorname_np(err), strerrorname_np(want));
}

/**
 * ktap_eq - fail the test unless two integers are equal
 * @a: what is
 * @b: what should be
 * @file: source file
 * @line: source line
 * @ea: the first as text
 * @eb: the second as text
 */
void ktap_eq(long long a, long long b, const char *file, int line,
	     const char *ea, const char *eb)
{
	const char *why = strerrorname_np(errno);

	if (a == b)
		return;
	/* perhaps a call that failed */
	if (a == -1 && why)
		ktap_fail(file, line, "%s is -1 (%s), want %s = %lld", ea, why,
			  eb, b);
	ktap_fail(file, line, "%s is %lld (%#llx), want %s = %lld", ea, a, a,
		  eb, b);
}

/**
 * ktap_bits - fail the test unless bits are all set, or all clear
 * @a: where to look
 * @b: the bits
 * @set: which of both
 * @file: source file
 * @line: source line
 * @ea: the first as text
 * @eb: the second as text
 */
void ktap_bits(long long a, long long b, bool set, const char *file, int line,
	       const char *ea, const char *eb)
{
	if ((a & b) != (set ? b : 0))
		ktap_fail(file, line, "%s is %#llx, want %s (%#llx) %s",
			  ea, a, eb, b, set ? "set" : "clear");
}

/* Wait for one child, at most @limit seconds; kill its group in any case. */
static int wait_child(pid_t pid, unsigned int limit, bool *timed_out)
{
	struct timespec ts = { limit, 0 };
	sigset_t set;
	int status;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	*timed_out = false;
	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (sigtimedwait(&set, NULL, &ts) < 0 && errno == EAGAIN) {
			*timed_out = true;
			kill(-pid, SIGKILL);
			waitpid(pid, &status, 0);
			break;
		}
	}
	kill(-pid, SIGKILL);
	return status;
}

static pid_t spawn(const struct ktap_test *t, const struct variant *v)
{
	sigset_t none;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		setpgid(0, 0);
		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		t->run(v);
		fflush(stdout);
		_exit(0);
	}
	if (pid > 0)
		setpgid(pid, pid);
	return pid;
}

/* Run one test as one variant. Returns true if it passed or was skipped. */
static bool run_one(const struct ktap_suite *suite, const struct ktap_test *t,
		    const struct variant *v, unsigned int nr, const char *name)
{
	unsigned int limit = (t->timeout ? t->timeout : DEFAULT_TIMEOUT) *
			     ktap_scale() + ktap_seconds();
	long long start = now_ms();
	bool timed_out, pass, skip;
	int status;
	pid_t pid;

	pid = spawn(t, v);
	if (pid < 0) {
		perror("fork");
		exit(1);
	}
	status = wait_child(pid, limit, &timed_out);
	pass = !timed_out && WIFEXITED(status) && !WEXITSTATUS(status);
	skip = WIFEXITED(status) && WEXITSTATUS(status) == KTAP_SKIP;
	if (timed_out)
		diag("timed out after %u s", limit);
	else if (WIFSIGNALED(status))
		diag("died of signal %d", WTERMSIG(status));
	if (pass && !t->dirty && suite->audit && !suite->audit())
		pass = false;

	if (skip) {
		nr_skip++;
		printf("ok %u - %s # SKIP\n", nr, name);
	} else if (pass) {
		nr_pass++;
		if (t->intree && ktap_on_intree())
			diag("expected to fail in-tree (%s), did not",
			     t->intree);
		printf("ok %u - %s (%lld ms)\n", nr, name, now_ms() - start);
	} else if (t->intree && ktap_on_intree()) {
		nr_xfail++;
		printf("ok %u - %s # XFAIL %s\n", nr, name, t->intree);
	} else {
		nr_fail++;
		printf("not ok %u - %s\n", nr, name);
	}
	fflush(stdout);
	return pass || skip;
}

static bool selected(const char *name, int argc, char **argv)
{
	int i;

	for (i = 0; i < argc; i++)
		if (!fnmatch(argv[i], name, 0) ||
		    (!strncmp(argv[i], name, strlen(argv[i])) &&
		     strchr(".", name[strlen(argv[i])])))
			return true;
	return argc == 0;
}

/* Which variants of a test are asked for; the smoke subset has few. */
static unsigned int variant_mask(const struct ktap_test *t, bool smoke)
{
	unsigned int mask = t->variants ? t->variants : V_STREAM_V4;
	unsigned int few = mask & (V_STREAM_V4 | V_SEQ_V6);

	return smoke && few ? few : mask;
}

/* The work of one pass over all tests: 'c'ount, 'l'ist or 'r'un. */
static unsigned int walk(const struct ktap_suite *suite, char what, bool smoke,
			 int argc, char **argv)
{
	const struct ktap_test *t;
	unsigned int nr = 0, i;
	char name[128];

	for (t = tests; t; t = t->next) {
		unsigned int mask = variant_mask(t, smoke);

		if (smoke && !t->smoke)
			continue;
		for (i = 0; i < ARRAY_SIZE(variants); i++) {
			if (!(mask & 1 << i))
				continue;
			snprintf(name, sizeof(name), "%s%s%s", t->name,
				 t->variants ? "." : "",
				 t->variants ? variants[i].name : "");
			if (!selected(name, argc, argv))
				continue;
			nr++;
			if (what == 'l')
				puts(name);
			if (what != 'r')
				continue;
			/* Nothing a test leaves behind may change the next. */
			if ((!run_one(suite, t, &variants[i], nr, name) ||
			     t->dirty) && suite->setup && suite->setup())
				exit(1);
		}
	}
	return nr;
}

/**
 * ktap_main - run the tests of a program
 * @argc: of main()
 * @argv: [--list] [--smoke] [name | glob ...]
 * @suite: what to do before the first test and after each
 *
 * Return: exit code, 0 if nothing failed.
 */
int ktap_main(int argc, char **argv, const struct ktap_suite *suite)
{
	bool list = false, smoke = false;
	sigset_t set;
	int i;

	for (i = 1; i < argc && !strncmp(argv[i], "--", 2); i++) {
		if (!strcmp(argv[i], "--list")) {
			list = true;
		} else if (!strcmp(argv[i], "--smoke")) {
			smoke = true;
		} else {
			fprintf(stderr,
				"usage: %s [--list] [--smoke] [name | glob ...]\n",
				argv[0]);
			return 2;
		}
	}
	argc -= i;
	argv += i;
	if (list) {
		walk(suite, 'l', smoke, argc, argv);
		return 0;
	}

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	printf("KTAP version 1\n1..%u\n",
	       walk(suite, 'c', smoke, argc, argv));
	fflush(stdout);
	if (suite->setup && suite->setup()) {
		printf("Bail out! no test network\n");
		return 1;
	}
	walk(suite, 'r', smoke, argc, argv);
	printf("# Totals: pass:%u fail:%u xfail:%u xpass:0 skip:%u error:0\n",
	       nr_pass, nr_fail, nr_xfail, nr_skip);
	return nr_fail ? 1 : 0;
}
