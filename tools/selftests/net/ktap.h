/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A small test harness that speaks KTAP.
 *
 *   ktap_main() --+-- --list: names, one per line
 *                 +-- the network, then for each test and variant:
 *                       fork -- the test -- exit code
 *                       watchdog (kills the process group)
 *                       leak audit (nothing of SCTP is left)
 *
 * Every test runs in a process of its own, so a crash, a hang or a leaked
 * descriptor ends with it.  The first failed check ends the test.
 *
 * Exit codes of a test process: 0 passed, KTAP_SKIP skipped, KTAP_FAIL a check
 * failed, anything else (a signal, too) is a failure as well.
 */
#ifndef SELFTESTS_NET_KTAP_H
#define SELFTESTS_NET_KTAP_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>

#define KTAP_FAIL	1
#define KTAP_SKIP	4

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))
#endif

#define __printf(a, b)	__attribute__((format(printf, a, b)))
#define __unused	__attribute__((unused))
#define __noreturn	__attribute__((noreturn))

/* The variants of a test: socket style times address family. */
struct variant {
	const char	*name;
	int		type;		/* SOCK_STREAM or SOCK_SEQPACKET */
	int		family;		/* AF_INET or AF_INET6 */
	bool		mapped;		/* AF_INET6 carrying IPv4 addresses */
};

enum variant_mask {
	V_STREAM_V4	= 1 << 0,
	V_STREAM_V6	= 1 << 1,
	V_STREAM_MAPPED	= 1 << 2,
	V_SEQ_V4	= 1 << 3,
	V_SEQ_V6	= 1 << 4,
	V_SEQ_MAPPED	= 1 << 5,

	V_STREAM	= V_STREAM_V4 | V_STREAM_V6 | V_STREAM_MAPPED,
	V_SEQ		= V_SEQ_V4 | V_SEQ_V6 | V_SEQ_MAPPED,
	V_V4		= V_STREAM_V4 | V_SEQ_V4,
	V_V6		= V_STREAM_V6 | V_SEQ_V6,
	V_ALL		= V_STREAM | V_SEQ,
};

/**
 * struct ktap_test - one registered test
 * @name:	noun__condition
 * @run:	the test; gets the variant it runs as
 * @variants:	mask of V_* to repeat it over; 0 = once, as V_STREAM_V4
 * @smoke:	part of the --smoke subset
 * @timeout:	seconds on a stock kernel; 0 = the default
 * @intree:	why Linux's own stack fails this test, or NULL.  The test
 *		follows the RFC; the failure is then expected there (XFAIL)
 * @dirty:	leaves state behind on purpose; no leak audit
 */
struct ktap_test {
	const char		*name;
	void			(*run)(const struct variant *v);
	unsigned int		variants;
	bool			smoke;
	unsigned int		timeout;
	const char		*intree;
	bool			dirty;
	struct ktap_test	*next;
};

/* Define and register a test: NETTEST(bind__twice, .smoke = true) { ... } */
#define NETTEST(fn, ...)						\
	static void fn##__run(const struct variant *v);			\
	static struct ktap_test fn##__test = {				\
		.name = #fn, .run = fn##__run, ##__VA_ARGS__		\
	};								\
	static void __attribute__((constructor)) fn##__register(void)	\
	{								\
		ktap_register(&fn##__test);				\
	}								\
	static void fn##__run(const struct variant *v __unused)

/**
 * struct ktap_suite - what surrounds the tests of one program
 * @setup:	makes the network the tests run in; again after a test that
 *		failed or is dirty.  0 = done
 * @audit:	after each test: is nothing left behind?  It says what is
 */
struct ktap_suite {
	int	(*setup)(void);
	bool	(*audit)(void);
};

void ktap_register(struct ktap_test *t);
int ktap_main(int argc, char **argv, const struct ktap_suite *suite);

/* How many times slower than a stock kernel this one is said to be. */
unsigned int ktap_scale(void);

/* For tests that do random things: for how long, and which. */
unsigned int ktap_seconds(void);
unsigned int ktap_seed(void);
bool ktap_on_intree(void);

void diag(const char *fmt, ...) __printf(1, 2);
void ktap_skip(const char *fmt, ...) __printf(1, 2) __noreturn;
void ktap_fail(const char *file, int line, const char *fmt, ...)
	__printf(3, 4) __noreturn;

long long ktap_ok(long long ret, const char *file, int line, const char *expr);
void ktap_err(long long ret, int want, const char *file, int line,
	      const char *expr);
void ktap_eq(long long a, long long b, const char *file, int line,
	     const char *ea, const char *eb);

void ktap_bits(long long a, long long b, bool set, const char *file, int line,
	       const char *ea, const char *eb);

#define FAIL(...)	ktap_fail(__FILE__, __LINE__, __VA_ARGS__)

#define CHECK(cond)							\
	do {								\
		if (!(cond))						\
			FAIL("%s", #cond);				\
	} while (0)

/* The call succeeds (result not negative); evaluates to its result. */
#define CHECK_OK(call)	ktap_ok((call), __FILE__, __LINE__, #call)

/* The call fails with -1 and this errno. */
#define CHECK_ERR(call, err)						\
	ktap_err((call), (err), __FILE__, __LINE__, #call)

/* Both integers are equal. */
#define CHECK_EQ(a, b)	ktap_eq((a), (b), __FILE__, __LINE__, #a, #b)

/* All bits of b are set in a; none of them is. */
#define CHECK_SET(a, b)							\
	ktap_bits((a), (b), true, __FILE__, __LINE__, #a, #b)
#define CHECK_CLEAR(a, b)						\
	ktap_bits((a), (b), false, __FILE__, __LINE__, #a, #b)

/* Wait (polling, as long as it takes on a busy machine) for the condition. */
#define WAIT_UNTIL(cond)						\
	do {								\
		long long __end = now_ms() + 15000LL * ktap_scale();	\
									\
		while (!(cond)) {					\
			if (now_ms() > __end)				\
				FAIL("never became true: %s", #cond);	\
			sleep_ms(2);					\
		}							\
	} while (0)

long long now_ms(void);
void sleep_ms(unsigned int ms);
bool asleep(int tid);

#endif
