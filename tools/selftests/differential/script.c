// SPDX-License-Identifier: GPL-2.0-only
/*
 * The text of a script, and the words of its steps.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"
#include "slot.h"
#include "script.h"

static void cut_words(struct step *step)
{
	char *rest = step->words;
	char *word;

	strcpy(step->words, step->text);
	step->num = 0;
	while ((word = strsep(&rest, " ")) && step->num < MAX_WORDS) {
		if (*word)
			step->word[step->num++] = word;
	}
	step->slot = step->num > 1 ? atoi(step->word[1]) : -1;
}

/**
 * script_add() - add a step
 * @script: to which
 * @text: the line, without its end
 */
void script_add(struct script *script, const char *text)
{
	struct step *step = &script->steps[script->num];

	errno = EINVAL;
	if (script->num == MAX_STEPS || strlen(text) >= sizeof(step->text))
		fatal(text);
	strcpy(step->text, text);
	cut_words(step);
	if (step->slot < 0 || step->slot >= NUM_SLOTS)
		fatal(text);
	script->num++;
}

/**
 * script_read() - read the next script of a file
 * @in: the file
 * @script: what is read
 *
 * Return: false if there is no further one.
 */
bool script_read(FILE *in, struct script *script)
{
	char line[256];
	int c;

	script->num = 0;
	if (!fgets(line, sizeof(line), in))
		return false;
	line[strcspn(line, "\n")] = 0;
	if (strncmp(line, "= ", 2)) {
		errno = EINVAL;
		fatal(line);
	}
	snprintf(script->name, sizeof(script->name), "%.60s", line + 2);
	while ((c = fgetc(in)) != EOF) {
		ungetc(c, in);
		if (c == '=')
			break;
		if (!fgets(line, sizeof(line), in))
			break;
		line[strcspn(line, "\n")] = 0;
		if (line[0] && line[0] != '#')
			script_add(script, line);
	}

	return true;
}

/**
 * script_write() - write a script's steps to stdout
 * @script: which
 */
void script_write(const struct script *script)
{
	int i;

	for (i = 0; i < script->num; i++)
		puts(script->steps[i].text);
}

static void scripts_of_file(const char *path,
			    void (*take)(const struct script *script))
{
	static struct script script;
	FILE *in = fopen(path, "r");

	if (!in)
		fatal(path);
	while (script_read(in, &script))
		take(&script);
	fclose(in);
}

/**
 * scripts_take() - go through scripts
 * @what: seeds, as FIRST-LAST, or the file the scripts are in
 * @generate: makes the script of a seed
 * @take: called with each script
 */
void scripts_take(const char *what,
		  void (*generate)(unsigned long seed, struct script *script),
		  void (*take)(const struct script *script))
{
	static struct script script;
	unsigned long seed, last;

	if (sscanf(what, "%lu-%lu", &seed, &last) != 2) {
		scripts_of_file(what, take);
		return;
	}
	for (; seed <= last; seed++) {
		generate(seed, &script);
		take(&script);
	}
}

/**
 * step_has() - is a word there?
 * @step: where
 * @word: which
 *
 * Return: whether it is.
 */
bool step_has(const struct step *step, const char *word)
{
	int i;

	for (i = 2; i < step->num; i++) {
		if (!strcmp(step->word[i], word))
			return true;
	}

	return false;
}

/**
 * step_value() - the rest of a word that begins with a key
 * @step: where
 * @key: with its "="
 *
 * Return: the rest, or NULL.
 */
const char *step_value(const struct step *step, const char *key)
{
	size_t len = strlen(key);
	int i;

	for (i = 2; i < step->num; i++) {
		if (!strncmp(step->word[i], key, len))
			return step->word[i] + len;
	}

	return NULL;
}

/**
 * step_number() - a number that follows a key
 * @step: where
 * @key: with its "="
 * @otherwise: the number if the key is not there
 *
 * Return: the number.
 */
long step_number(const struct step *step, const char *key, long otherwise)
{
	const char *value = step_value(step, key);

	return value ? strtol(value, NULL, 0) : otherwise;
}
