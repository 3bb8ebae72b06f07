// SPDX-License-Identifier: GPL-2.0-only
/*
 * Collect lines by source, and print them with the sources that agree.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"

#define MAX_LINES	256

static struct {
	char *lines[OUTPUT_SOURCES][MAX_LINES];
	size_t count[OUTPUT_SOURCES];
	size_t current;
} kept;

/**
 * fatal() - give up: nothing sensible can be said any more
 * @what: what failed; errno says how
 */
void fatal(const char *what)
{
	fprintf(stderr, "%s: %s: %s\n", program_invocation_short_name, what,
		strerror(errno));
	exit(2);
}

/**
 * text_open() - a stream that becomes a string
 * @text: the string, to be freed, once the stream is closed
 * @size: its length
 *
 * Return: the stream.
 */
FILE *text_open(char **text, size_t *size)
{
	FILE *out;

	*text = NULL;
	out = open_memstream(text, size);
	if (!out)
		fatal("open_memstream");

	return out;
}

/**
 * output_source() - the lines that follow are from another source
 * @source: which, below OUTPUT_SOURCES
 */
void output_source(size_t source)
{
	kept.current = source;
}

/**
 * say() - keep a line of the current source
 * @format: as for printf(), without the end of the line
 */
void say(const char *format, ...)
{
	size_t *count = &kept.count[kept.current];
	va_list args;

	if (*count == MAX_LINES) {
		errno = ENOBUFS;
		fatal("say");
	}
	va_start(args, format);
	if (vasprintf(&kept.lines[kept.current][*count], format, args) < 0)
		fatal("say");
	va_end(args);
	++*count;
}

static char **find_line(size_t source, const char *text)
{
	size_t line;

	for (line = 0; line < kept.count[source]; line++) {
		char **other = &kept.lines[source][line];

		if (*other && !strcmp(*other, text))
			return other;
	}

	return NULL;
}

/* Print a line with the sources that have it, and forget it everywhere. */
static void merge_line(const char *subject, const char * const *names,
		       size_t num, char *text)
{
	bool has[OUTPUT_SOURCES] = { false };
	const char *separator = " ";
	size_t same = 0;
	char **other;
	size_t i;

	for (i = 0; i < num; i++) {
		other = find_line(i, text);
		if (!other)
			continue;
		if (*other != text)
			free(*other);
		*other = NULL;
		has[i] = true;
		same++;
	}

	fputs(subject, stdout);
	if (same == num)
		fputs(" *", stdout);
	for (i = 0; i < num && same != num; i++) {
		if (has[i]) {
			printf("%s%s", separator, names[i]);
			separator = ",";
		}
	}
	printf(" %s\n", text);
	free(text);
}

/**
 * output_merge() - print what was kept, each different line once
 * @subject: what each line begins with
 * @names: of the sources
 * @num: how many sources there are
 */
void output_merge(const char *subject, const char * const *names, size_t num)
{
	size_t line, i;

	for (line = 0; line < MAX_LINES; line++) {
		for (i = 0; i < num; i++) {
			if (line < kept.count[i] && kept.lines[i][line])
				merge_line(subject, names, num,
					   kept.lines[i][line]);
		}
	}
	memset(kept.count, 0, sizeof(kept.count));
	fflush(stdout);
}

/**
 * runs_init() - begin a row of results
 * @runs: the row
 */
void runs_init(struct runs *runs)
{
	memset(runs, 0, sizeof(*runs));
	runs->out = text_open(&runs->text, &runs->size);
}

static void runs_flush(struct runs *runs)
{
	if (!runs->result[0])
		return;
	if (ftell(runs->out) > 0)
		fputs(", ", runs->out);
	fprintf(runs->out, "%lld", runs->first);
	if (runs->last != runs->first)
		fprintf(runs->out, "-%lld", runs->last);
	fprintf(runs->out, " %s", runs->result);
}

/**
 * runs_add() - add a result to a row
 * @runs: the row
 * @number: what it is the result for, more than the one before
 * @result: not empty
 */
void runs_add(struct runs *runs, long long number, const char *result)
{
	if (strcmp(runs->result, result)) {
		runs_flush(runs);
		runs->first = number;
		snprintf(runs->result, sizeof(runs->result), "%s", result);
	}
	runs->last = number;
}

/**
 * runs_say() - end a row and say it
 * @runs: the row
 * @what: what the numbers are
 */
void runs_say(struct runs *runs, const char *what)
{
	runs_flush(runs);
	fclose(runs->out);
	say("%s: %s", what, runs->text);
	free(runs->text);
}
