// SPDX-License-Identifier: GPL-2.0-only
/*
 * Threads, one for each call, and when nothing moves any more.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "actor.h"
#include "call.h"
#include "output.h"

#define STACK_SIZE	(256 * 1024)

/* How often to look whether all is quiet before giving up. */
#define PATIENCE	400

static struct actor {
	struct call call;
	pthread_t thread;
	atomic_int tid;
	bool told;
} actors[MAX_STEPS];

static int num_actors;
static unsigned int settle_us;

static void catch(int sig)
{
	(void)sig;
}

static void handle(int sig, void (*handler)(int sig), int flags)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags };

	if (sigaction(sig, &action, NULL))
		fatal("sigaction");
}

/**
 * actors_init() - nobody does anything yet
 * @settle: how long nothing may have moved for all to be quiet, milliseconds
 */
void actors_init(unsigned int settle)
{
	settle_us = settle * 1000;
	num_actors = 0;
	handle(SIGPIPE, call_pipe, 0);
	handle(SIGUSR1, catch, 0);
	handle(SIGUSR2, catch, SA_RESTART);
}

static void *act(void *arg)
{
	struct actor *a = arg;

	a->tid = gettid();
	call_make(&a->call);
	fclose(a->call.out);
	a->call.phase = CALL_DONE;

	return NULL;
}

/**
 * actor_start() - have a thread make a call
 * @step: which
 * @number: of the step
 */
void actor_start(const struct step *step, int number)
{
	struct actor *a = &actors[num_actors++];
	pthread_attr_t attr;

	memset(a, 0, sizeof(*a));
	a->call.step = step;
	a->call.number = number;
	a->call.out = text_open(&a->call.text, &a->call.size);
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK_SIZE);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	errno = pthread_create(&a->thread, &attr, act, a);
	if (errno)
		fatal("pthread_create");
	pthread_attr_destroy(&attr);
}

/* The letter behind the name, which has no ")" in it. */
static bool is_asleep(pid_t tid)
{
	char path[64], text[128] = "";
	const char *at;
	FILE *in;

	snprintf(path, sizeof(path), "/proc/self/task/%d/stat", tid);
	in = fopen(path, "r");
	if (!in)
		return false;
	if (!fgets(text, sizeof(text), in))
		text[0] = 0;
	fclose(in);
	at = strrchr(text, ')');

	return at && at[1] && at[2] == 'S';
}

/* How many are done; -1 if one is neither done nor asleep in its call. */
static int count_done(void)
{
	int i, done = 0;

	for (i = 0; i < num_actors; i++) {
		if (actors[i].call.phase == CALL_DONE)
			done++;
		else if (actors[i].call.phase != CALL_INSIDE ||
			 !is_asleep(actors[i].tid))
			return -1;
	}

	return done;
}

/**
 * actors_quiet() - wait until each thread is asleep or done, and stays so
 */
void actors_quiet(void)
{
	int i, done, before = -1;

	for (i = 0; i < PATIENCE; i++) {
		usleep(settle_us);
		done = count_done();
		if (done >= 0 && done == before)
			return;
		before = done;
	}
}

static void tell_actor(struct actor *a, FILE *out, bool named)
{
	if (a->told || a->call.phase != CALL_DONE)
		return;
	if (named)
		fprintf(out, "; %s -> ", a->call.step->text);
	fprintf(out, "%s", a->call.text);
	a->told = true;
	free(a->call.text);
}

/**
 * actors_tell() - write down what calls returned since the last time
 * @out: where to
 * @started: whether the last step was a call; what it did comes first
 */
void actors_tell(FILE *out, bool started)
{
	struct actor *last = &actors[num_actors - 1];
	int i;

	if (started && last->call.phase == CALL_DONE)
		tell_actor(last, out, false);
	else if (started)
		fputs("sleeps", out);
	for (i = 0; i < num_actors; i++)
		tell_actor(&actors[i], out, true);
}

/**
 * actors_signal() - send a signal to those who are asleep
 * @slot: in a call of this socket, or -1 for each
 * @sig: SIGUSR1 interrupts, SIGUSR2 has the call go on where it may
 *
 * Return: whether anybody was.
 */
bool actors_signal(int slot, int sig)
{
	bool found = false;
	int i;

	for (i = 0; i < num_actors; i++) {
		if (actors[i].call.phase != CALL_INSIDE ||
		    (slot >= 0 && actors[i].call.step->slot != slot))
			continue;
		pthread_kill(actors[i].thread, sig);
		found = true;
	}

	return found;
}

/**
 * actors_asleep() - how many calls have not returned
 *
 * Return: their number.
 */
int actors_asleep(void)
{
	int i, asleep = 0;

	for (i = 0; i < num_actors; i++)
		asleep += actors[i].call.phase != CALL_DONE;

	return asleep;
}
