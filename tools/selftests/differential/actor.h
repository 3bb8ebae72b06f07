/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Threads that make one call each, so that it may sleep.
 *
 *	actor_start ---> inside ---+--------> done ---> told by actors_tell
 *				   +-> asleep ^
 *					  |   |
 *					  +---+ another call, or a signal
 */
#ifndef DIFFERENTIAL_ACTOR_H
#define DIFFERENTIAL_ACTOR_H

#include <stdbool.h>
#include <stdio.h>

#include "script.h"

void actors_init(unsigned int settle);
void actor_start(const struct step *step, int number);
void actors_quiet(void);
void actors_tell(FILE *out, bool started);
bool actors_signal(int slot, int sig);
int actors_asleep(void);

#endif /* DIFFERENTIAL_ACTOR_H */
