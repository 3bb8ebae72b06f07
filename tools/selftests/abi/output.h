/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What several sockets said to the same questions, with equal answers merged.
 *
 *	say("get: %s", ...)	socket 0 ----> lines 0 +
 *	say("get: %s", ...)	socket 1 ----> lines 1 + --> output_merge()
 *	...			...		       +
 */
#ifndef ABI_OUTPUT_H
#define ABI_OUTPUT_H

#include <stdio.h>

#define OUTPUT_SOURCES	32

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

#define __printf(a, b)	__attribute__((format(printf, a, b)))
#define __noreturn	__attribute__((noreturn))

/**
 * struct runs - results for a row of numbers, "first-last result" if equal
 * @out: where they are collected
 * @text: what was collected, once @out is closed
 * @size: its length
 * @first: where the current run began
 * @last: the last number of it
 * @result: its result
 */
struct runs {
	FILE *out;
	char *text;
	size_t size;
	long long first;
	long long last;
	char result[64];
};

void output_source(size_t source);
void say(const char *format, ...) __printf(1, 2);
void output_merge(const char *subject, const char * const *names, size_t num);

void runs_init(struct runs *runs);
void runs_add(struct runs *runs, long long number, const char *result);
void runs_say(struct runs *runs, const char *what);

FILE *text_open(char **text, size_t *size);
void fatal(const char *what) __noreturn;

#endif /* ABI_OUTPUT_H */
