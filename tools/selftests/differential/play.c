// SPDX-License-Identifier: GPL-2.0-only
/*
 * Play scripts, each in a network namespace of its own, and write down what
 * the program that makes the calls sees:
 *
 *	= 17
 *	recv 1 100 -> sleeps
 *	send 2 5 -> 5; recv 1 100 -> 5 5*C EOR | 1:o/E
 *
 * What the call returned; which sleeping calls it had return; and of which
 * sockets poll() or the associations' states changed.
 *
 * usage: play [-s MILLISECONDS] [-n] FIRST-LAST
 *	  play [-s MILLISECONDS] [-n] FILE
 *	-s	how long nothing has to move before the next step
 *	-n	do not play, only write the scripts down
 */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "actor.h"
#include "output.h"
#include "place.h"
#include "script.h"
#include "slot.h"

/* Seconds one script may take, and seconds it may compute. */
#define PATIENCE	600
#define DILIGENCE	60

static unsigned int settle = 250;
static bool only_write;

/* No retransmission while a script lasts. */
static void set_timers(void)
{
	static const char * const names[] = {
		"rto_max", "rto_initial", "rto_min",
	};
	char path[64];
	FILE *out;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(path, sizeof(path), "/proc/sys/net/sctp/%s",
			 names[i]);
		out = fopen(path, "w");
		if (!out)
			fatal(path);
		fputs("60000", out);
		fclose(out);
	}
}

static void use_one_processor(void)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(0, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

/* Steps of the player itself. Returns false if it is a call instead. */
static bool play_self(const struct step *step)
{
	bool any;

	if (!strcmp(step->word[0], "signal")) {
		any = actors_signal(step->slot, SIGUSR1);
	} else if (!strcmp(step->word[0], "restart")) {
		any = actors_signal(step->slot, SIGUSR2);
	} else if (!strcmp(step->word[0], "wait")) {
		sleep(step->num > 2 ? atoi(step->word[2]) : 1);
		any = true;
	} else {
		return false;
	}
	fputs(any ? "ok" : "nobody", stdout);

	return true;
}

static void play_step(const struct step *step, int number)
{
	bool started;

	printf("%s -> ", step->text);
	started = !play_self(step);
	if (started)
		actor_start(step, number);
	actors_quiet();
	actors_tell(stdout, started);
	slots_look(stdout);
	putchar('\n');
}

static int count_assocs(void)
{
	FILE *in = fopen("/proc/net/sctp/assocs", "r");
	char line[1024];
	int lines = -1;

	if (!in)
		fatal("/proc/net/sctp/assocs");
	while (fgets(line, sizeof(line), in))
		lines++;
	fclose(in);

	return lines;
}

/* Calls that sleep are interrupted, and all sockets are closed. */
static void end_script(void)
{
	char *text;
	size_t size;
	FILE *woken = text_open(&text, &size);
	int i, asleep;

	actors_signal(-1, SIGUSR1);
	actors_quiet();
	actors_tell(woken, false);
	fclose(woken);
	asleep = actors_asleep();
	for (i = 0; i < NUM_SLOTS; i++) {
		if (slots[i].fd >= 0)
			close(slots[i].fd);
	}
	actors_quiet();
	printf("end -> %d asleep, %d associations%s\n", asleep, count_assocs(),
	       text);
	free(text);
}

static void play_script(const struct script *script)
{
	int i;

	use_one_processor();
	if (unshare(CLONE_NEWNET))
		fatal("unshare");
	place_furnish();
	set_timers();
	slots_init();
	actors_init(settle);
	for (i = 0; i < script->num; i++)
		play_step(&script->steps[i], i);
	end_script();
	fflush(stdout);
}

static void take_script(const struct script *script)
{
	struct rlimit diligence = { DILIGENCE, DILIGENCE };
	int status = 0;
	pid_t pid;

	printf("= %s\n", script->name);
	if (only_write) {
		script_write(script);
		return;
	}
	fflush(stdout);
	pid = fork();
	if (pid < 0)
		fatal("fork");
	if (!pid) {
		alarm(PATIENCE);
		setrlimit(RLIMIT_CPU, &diligence);
		play_script(script);
		_exit(0);
	}
	if (waitpid(pid, &status, 0) != pid)
		fatal("waitpid");
	if (status)
		printf("died with %#x\n", status);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	int option;

	while ((option = getopt(argc, argv, "s:n")) != -1) {
		if (option == 's') {
			settle = atoi(optarg);
		} else if (option == 'n') {
			only_write = true;
		} else {
			optind = argc;
			break;
		}
	}
	if (optind != argc - 1) {
		fputs("usage: play [-s MILLISECONDS] [-n] FIRST-LAST|FILE\n",
		      stderr);
		return 2;
	}
	scripts_take(argv[optind], script_generate, take_script);

	return 0;
}
