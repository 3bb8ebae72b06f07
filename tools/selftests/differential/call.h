/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The calls that steps stand for.
 *
 *	socket S 4s|4m|6s|6m		bind S HOST:PORT
 *	bindx S add|rem HOST:PORT...	listen S BACKLOG
 *	accept S NEW			connect S HOST:PORT
 *	connectx S HOST:PORT...		peeloff S NEW ID
 *	send S LENGTH [FLAG]... [str=N] [to=HOST:PORT] [id=ID] [ppid=N] [old]
 *	recv S LENGTH [peek] [dontwait] [waitall]
 *	shutdown S rd|wr|rdwr		close S
 *	abort S				poll S in|out|both
 *	fill S				drain S
 *	set S OPTION VALUE		get S WHAT
 *
 * Done by who plays, not by a thread: signal S, restart S, wait S SECONDS.
 */
#ifndef DIFFERENTIAL_CALL_H
#define DIFFERENTIAL_CALL_H

#include <stdatomic.h>
#include <stdio.h>

#include "script.h"

enum call_phase {
	CALL_BEGINS,
	CALL_INSIDE,
	CALL_RETURNED,
	CALL_DONE,
};

/**
 * struct call - one call, made by a thread of its own
 * @step: what is to be called
 * @number: of the step
 * @out: what came of it
 * @text: that as text, once @phase is CALL_DONE
 * @size: its length
 * @phase: where the thread is, enum call_phase
 * @err: errno after it
 */
struct call {
	const struct step *step;
	int number;
	FILE *out;
	char *text;
	size_t size;
	atomic_int phase;
	int err;
};

void call_enter(struct call *c);
long call_leave(struct call *c, long ret);
void call_pipe(int sig);
void call_make(struct call *c);

void call_send(struct call *c, int fd);
void call_recv(struct call *c, int fd);
void call_fill(struct call *c, int fd);
void call_drain(struct call *c, int fd);
void call_set(struct call *c, int fd);
void call_get(struct call *c, int fd);

#endif /* DIFFERENTIAL_CALL_H */
