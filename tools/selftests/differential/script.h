/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A script: what is called, one step a line.
 *
 *	= 17			its name
 *	socket 0 4s		verb, socket, what else it needs
 *	bind 0 l1:p1
 *	recv 1 100 peek
 *	send 1 5 str=1 eof
 */
#ifndef DIFFERENTIAL_SCRIPT_H
#define DIFFERENTIAL_SCRIPT_H

#include <stdbool.h>
#include <stdio.h>

#define MAX_STEPS	40
#define MAX_WORDS	40

/**
 * struct step - a line of a script
 * @text: the line
 * @words: the line, cut up
 * @word: where each word begins
 * @num: how many there are, at least 2
 * @slot: the number of the socket
 */
struct step {
	char text[200];
	char words[200];
	const char *word[MAX_WORDS];
	int num;
	int slot;
};

/**
 * struct script - what is played
 * @name: of the script
 * @steps: of it
 * @num: how many there are
 */
struct script {
	char name[64];
	struct step steps[MAX_STEPS];
	int num;
};

bool script_read(FILE *in, struct script *script);
void script_generate(unsigned long seed, struct script *script);
void script_write(const struct script *script);
void scripts_take(const char *what,
		  void (*generate)(unsigned long seed, struct script *script),
		  void (*take)(const struct script *script));
void script_add(struct script *script, const char *text);
bool step_has(const struct step *step, const char *word);
const char *step_value(const struct step *step, const char *key);
long step_number(const struct step *step, const char *key, long otherwise);

#endif /* DIFFERENTIAL_SCRIPT_H */
