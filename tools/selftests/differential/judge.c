// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compare what play wrote of two runs of the same scripts, step by step. TAP
 * on stdout, one result a script.
 *
 * A line has pieces: what the step's call returned, what each call that slept
 * returned, how each socket looks. A piece that differs may be explained by a
 * rule (see rules.txt), which is matched with all lines before and one of
 *
 *	STEP -> EXPECTED ## ACTUAL
 *	STEP; SLEEPING CALL -> EXPECTED ## ACTUAL
 *	STEP | SOCKET: EXPECTED ## ACTUAL
 *
 * usage: judge [-a] [-l] -w WHEN RULES EXPECTED ACTUAL
 *	-a	a rule that explains nothing is a failure
 *	-l	only list the names of the scripts with a difference that has no
 *		rule, each with the step that it is at, from 0, and its kind
 */
#include <ctype.h>
#include <errno.h>
#include <regex.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output.h"
#include "slot.h"

#define MAX_RULES	200
#define MAX_CALLS	16
#define LOOK_SIZE	32

/**
 * struct rule - a difference that there is to be
 * @pattern: what happened
 * @source: that as text
 * @reason: why it may
 * @ends: whether what follows cannot be compared
 * @used: how often it explained something
 */
struct rule {
	regex_t pattern;
	char *source;
	char *reason;
	bool ends;
	int used;
};

/**
 * struct record - what a run left of one script
 * @name: of the script
 * @lines: a step each
 * @num: how many there are
 */
struct record {
	char *name;
	char **lines;
	int num;
};

/**
 * struct run - all of a run
 * @records: its scripts
 * @num: how many there are
 */
struct run {
	struct record *records;
	int num;
};

/**
 * struct moment - a line in its pieces
 * @text: what the others point into
 * @call: calls that returned; the first is the step's
 * @outcome: what each of them returned
 * @num: how many there are
 * @looks: how each socket looks
 * @changed: whether that is otherwise than before
 */
struct moment {
	char *text;
	const char *call[MAX_CALLS];
	const char *outcome[MAX_CALLS];
	int num;
	char looks[NUM_SLOTS][LOOK_SIZE];
	bool changed[NUM_SLOTS];
};

enum verdict {
	VERDICT_SAME,
	VERDICT_ENDS,
	VERDICT_WRONG,
};

static struct rule rules[MAX_RULES];
static int num_rules;
static bool only_list;

/* What kind of difference was last looked at. */
static char *kind;
static int num_results, num_failed;

static void *grow(void *array, int num, size_t size)
{
	if (num & (num - 1))
		return array;
	array = realloc(array, size * (num ? 2 * num : 1));
	if (!array)
		fatal("realloc");

	return array;
}

static FILE *open_file(const char *path)
{
	FILE *in = fopen(path, "r");

	if (!in)
		fatal(path);

	return in;
}

/* A backslash and an n are the end of a line. */
static void put_newlines(char *pattern)
{
	char *to = pattern;

	for (; *pattern; pattern++, to++) {
		*to = *pattern;
		if (pattern[0] == '\\' && pattern[1] == 'n') {
			*to = '\n';
			pattern++;
		}
	}
	*to = 0;
}

/* WHEN, THEN, PATTERN, REASON; false if it is for another run. */
static bool parse_rule(char *line, const char *when, struct rule *rule)
{
	char *field[4];
	int i;

	for (i = 0; i < 4; i++) {
		field[i] = strsep(&line, "\t");
		if (!field[i]) {
			errno = EINVAL;
			fatal("a rule without its four fields");
		}
	}
	if (strcmp(field[0], when))
		return false;
	rule->source = strdup(field[2]);
	put_newlines(field[2]);
	if (regcomp(&rule->pattern, field[2], REG_EXTENDED)) {
		errno = EINVAL;
		fatal(field[2]);
	}
	rule->ends = !strcmp(field[1], "end");
	rule->reason = strdup(field[3]);

	return true;
}

static void read_rules(const char *path, const char *when)
{
	FILE *in = open_file(path);
	char *line = NULL;
	size_t size = 0;

	while (getline(&line, &size, in) > 0) {
		line[strcspn(line, "\n")] = 0;
		if (!line[0] || line[0] == '#')
			continue;
		if (num_rules == MAX_RULES)
			fatal("too many rules");
		if (parse_rule(line, when, &rules[num_rules]))
			num_rules++;
	}
	free(line);
	fclose(in);
}

static void add_record(struct run *run, const char *name)
{
	struct record *record;

	run->records = grow(run->records, run->num, sizeof(*run->records));
	record = &run->records[run->num++];
	memset(record, 0, sizeof(*record));
	record->name = strdup(name);
}

static void add_line(struct run *run, const char *line)
{
	struct record *record;

	errno = EINVAL;
	if (!run->num)
		fatal(line);
	record = &run->records[run->num - 1];
	record->lines = grow(record->lines, record->num,
			     sizeof(*record->lines));
	record->lines[record->num++] = strdup(line);
}

static void read_run(const char *path, struct run *run)
{
	FILE *in = open_file(path);
	char *line = NULL;
	size_t size = 0;

	while (getline(&line, &size, in) > 0) {
		line[strcspn(line, "\n")] = 0;
		if (!strncmp(line, "= ", 2))
			add_record(run, line + 2);
		else if (line[0] && line[0] != '#')
			add_line(run, line);
	}
	free(line);
	fclose(in);
}

/* Mostly both runs are in the same order. */
static const struct record *find_record(const struct run *run,
					const char *name, int guess)
{
	int i;

	if (guess < run->num && !strcmp(run->records[guess].name, name))
		return &run->records[guess];
	for (i = 0; i < run->num; i++) {
		if (!strcmp(run->records[i].name, name))
			return &run->records[i];
	}

	return NULL;
}

/* Parse a line. A socket that it does not name is as before. */
static void cut_line(struct moment *now, const char *line)
{
	char *rest, *piece, *at;

	free(now->text);
	now->text = strdup(line);
	now->num = 0;
	memset(now->changed, 0, sizeof(now->changed));
	rest = now->text;
	while ((at = strstr(rest, " | "))) {
		piece = at + 3;
		if (piece[0] < '0' || piece[0] >= '0' + NUM_SLOTS)
			break;
		*at = 0;
		rest = piece;
		now->changed[piece[0] - '0'] = true;
		snprintf(now->looks[piece[0] - '0'], LOOK_SIZE, "%.*s",
			 (int)strcspn(piece + 2, " "), piece + 2);
	}
	rest = now->text;
	while (now->num < MAX_CALLS && (piece = strsep(&rest, ";"))) {
		now->call[now->num] = piece + (*piece == ' ');
		at = strstr(piece, " -> ");
		now->outcome[now->num] = at ? at + 4 : "";
		if (at)
			*at = 0;
		now->num++;
	}
}

static struct rule *find_rule(const char *story)
{
	int i;

	for (i = 0; i < num_rules; i++) {
		if (regexec(&rules[i].pattern, story, 0, NULL, 0))
			continue;
		rules[i].used++;
		return &rules[i];
	}

	return NULL;
}

static void say_result(bool ok, const char *what, const char *name)
{
	num_results++;
	num_failed += !ok;
	printf("%sok %d - %s %s\n", ok ? "" : "not ", num_results, what, name);
}

static void complain(const struct record *want, const char *is, int step)
{
	int i;

	if (only_list) {
		printf("%s\t%d\t%s\n", want->name, step, kind ? kind : "");
		return;
	}
	for (i = 0; i < step; i++)
		printf("#   %s\n", want->lines[i]);
	printf("# - %s\n# + %s\n", want->lines[step], is);
}

/* All that happened before, and the two things that happened now. */
static char *tell_story(const struct record *want, int step,
			const char *what, const char *is)
{
	char *text;
	size_t size;
	FILE *out = text_open(&text, &size);
	int i;

	for (i = 0; i < step; i++)
		fprintf(out, "%s\n", want->lines[i]);
	fprintf(out, "%s ## %s", what, is);
	fclose(out);

	return text;
}

/* What differs, without the numbers and letters of sockets and steps. */
static void keep_kind(const char *what, const char *is)
{
	size_t size;
	FILE *out;
	char *at;

	free(kind);
	out = text_open(&kind, &size);
	fprintf(out, "%s ## %s", what, is);
	fclose(out);
	for (at = kind; *at; at++) {
		if (at[0] == '*' && isupper((unsigned char)at[1]))
			at[1] = '?';
		else if (at[0] == ' ' && isdigit((unsigned char)at[1]) &&
			 (at[2] == ' ' || at[2] == ':'))
			at[1] = '?';
	}
}

static __printf(4, 5) enum verdict explain(const struct record *want, int step,
					   const char *is,
					   const char *format, ...)
{
	struct rule *rule;
	char *story, *what;
	va_list args;

	va_start(args, format);
	if (vasprintf(&what, format, args) < 0)
		fatal("vasprintf");
	va_end(args);
	story = tell_story(want, step, what, is);
	rule = find_rule(story);
	keep_kind(what, is);
	free(story);
	free(what);
	if (!rule)
		return VERDICT_WRONG;

	return rule->ends ? VERDICT_ENDS : VERDICT_SAME;
}

static const char *outcome_of(const struct moment *now, const char *call)
{
	int i;

	for (i = 1; i < now->num; i++) {
		if (!strcmp(now->call[i], call))
			return now->outcome[i];
	}

	return "sleeps";
}

static enum verdict judge_calls(const struct record *want, int step,
				const struct moment *a, const struct moment *b)
{
	enum verdict verdict = VERDICT_SAME;
	const char *call;
	int i;

	for (i = 1; i < a->num + b->num && verdict == VERDICT_SAME; i++) {
		call = i < a->num ? a->call[i] : b->call[i - a->num];
		if (i == a->num || !strcmp(outcome_of(a, call),
					   outcome_of(b, call)))
			continue;
		verdict = explain(want, step, outcome_of(b, call),
				  "%s; %s -> %s", a->call[0], call,
				  outcome_of(a, call));
	}

	return verdict;
}

static enum verdict judge_looks(const struct record *want, int step,
				const struct moment *a, const struct moment *b)
{
	enum verdict verdict = VERDICT_SAME;
	int i;

	for (i = 0; i < NUM_SLOTS && verdict == VERDICT_SAME; i++) {
		if ((!a->changed[i] && !b->changed[i]) ||
		    !strcmp(a->looks[i], b->looks[i]))
			continue;
		verdict = explain(want, step, b->looks[i], "%s | %d: %s",
				  a->call[0], i, a->looks[i]);
	}

	return verdict;
}

/* Both have played a step. */
static enum verdict judge_step(const struct record *want, int step,
			       const struct moment *a, const struct moment *b)
{
	enum verdict verdict = VERDICT_SAME;

	if (strcmp(a->call[0], b->call[0]))
		return VERDICT_WRONG;
	if (strcmp(a->outcome[0], b->outcome[0]))
		verdict = explain(want, step, b->outcome[0], "%s -> %s",
				  a->call[0], a->outcome[0]);
	if (verdict == VERDICT_SAME)
		verdict = judge_calls(want, step, a, b);
	if (verdict == VERDICT_SAME)
		verdict = judge_looks(want, step, a, b);

	return verdict;
}

static bool same_script(const struct record *want, const struct record *is)
{
	struct moment a = { NULL }, b = { NULL };
	enum verdict verdict = VERDICT_SAME;
	int i;

	free(kind);
	kind = NULL;
	for (i = 0; i < want->num && verdict == VERDICT_SAME; i++) {
		if (!is || i >= is->num) {
			complain(want, "nothing", i);
			verdict = VERDICT_WRONG;
			break;
		}
		cut_line(&a, want->lines[i]);
		cut_line(&b, is->lines[i]);
		verdict = judge_step(want, i, &a, &b);
		if (verdict == VERDICT_WRONG)
			complain(want, is->lines[i], i);
	}
	free(a.text);
	free(b.text);

	return verdict != VERDICT_WRONG;
}

static void judge_rules(void)
{
	bool ok = true;
	int i;

	for (i = 0; i < num_rules; i++) {
		if (rules[i].used)
			continue;
		printf("# explains nothing: %s (%s)\n", rules[i].source,
		       rules[i].reason);
		ok = false;
	}
	say_result(ok, "rules", "explain something");
}

static int say_usage(void)
{
	fputs("usage: judge [-a] [-l] -w WHEN RULES EXPECTED ACTUAL\n", stderr);

	return 2;
}

int main(int argc, char **argv)
{
	struct run want = { NULL }, is = { NULL };
	const char *when = NULL;
	bool all_rules = false;
	const char *name;
	int option, i;
	bool same;

	while ((option = getopt(argc, argv, "alw:")) != -1) {
		switch (option) {
		case 'a':
			all_rules = true;
			break;
		case 'l':
			only_list = true;
			break;
		case 'w':
			when = optarg;
			break;
		default:
			return say_usage();
		}
	}
	if (!when || argc - optind != 3)
		return say_usage();
	read_rules(argv[optind], when);
	read_run(argv[optind + 1], &want);
	read_run(argv[optind + 2], &is);
	for (i = 0; i < want.num; i++) {
		name = want.records[i].name;
		same = same_script(&want.records[i],
				   find_record(&is, name, i));
		if (!only_list)
			say_result(same, "script", name);
	}
	if (only_list)
		return 0;
	if (all_rules)
		judge_rules();
	printf("1..%d\n", num_results);

	return num_failed != 0;
}
