// SPDX-License-Identifier: GPL-2.0-only
/*
 * Play scripts of packets, and write down what the victim answers and what its
 * user sees:
 *
 *	= 17
 *	begin established server 4 -> -; user -> ASSOC_CHANGE{...} | 0:o/E
 *	peer DATA tsn=1 -> SACK{cum=-1 gaps=2-2}
 *	user eof -> SHUTDOWN{cum=0} | 0:o/s
 *	wait ms=70000 -> -
 *	end -> ABORT{12}
 *
 * Steps are those of say.h after "peer"; after "user" what the victim's user
 * does: send LEN [STREAM], eof, abort, close, listen.
 *
 * usage: play [-n] FIRST-LAST
 *	  play [-n] FILE
 *	-n	do not play, only write the scripts down
 */
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "generate.h"
#include "say.h"
#include "script.h"
#include "user.h"

/* Seconds one script may compute. */
#define DILIGENCE	60

/* How long there is silence before it is the next step's turn: not less than
 * a SACK is delayed.
 */
#define SETTLE		300

static bool only_write;

static const struct setting {
	const char *name;
	const char *value;
} settings[] = {
	/* No retransmission while a script lasts. */
	{ "rto_max", "3600000" }, { "rto_initial", "3600000" },
	{ "rto_min", "3600000" }, { "hb_interval", "86400000" },
	{ "tail_loss_probe", "0" }, { "rack", "0" },
	/* No extensions. */
	{ "prsctp_enable", "0" }, { "auth_enable", "0" },
	{ "addip_enable", "0" }, { "reconf_enable", "0" },
	{ "intl_enable", "0" }, { "ecn_enable", "0" }, { "pf_enable", "0" },
};

/* Not all of them exist everywhere. */
static void make_settings(void)
{
	char path[64];
	FILE *out;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(settings); i++) {
		snprintf(path, sizeof(path), "/proc/sys/net/sctp/%s",
			 settings[i].name);
		out = fopen(path, "w");
		if (!out)
			continue;
		fputs(settings[i].value, out);
		fclose(out);
	}
}

static bool play_user(const struct step *step)
{
	const char *what = step->word[1];
	int err = 0;

	if (!strcmp(what, "send"))
		err = user_send(step->num > 2 ? atoi(step->word[2]) : 1,
				step->num > 3 ? atoi(step->word[3]) : 0);
	else if (!strcmp(what, "eof") || !strcmp(what, "abort"))
		err = user_end(!strcmp(what, "abort"));
	else if (!strcmp(what, "close"))
		user_close();
	else if (!strcmp(what, "listen"))
		user_listen();
	else
		return false;
	if (err)
		printf(" %s", strerrorname_np(err));

	return true;
}

static bool play_begin(struct scene *s, const struct step *step, int number)
{
	return step->num > 3 &&
	       stage_set(s, step->word[1], step->word[2],
			 step->word[3][0] == '6', step_has(step, "wrap"),
			 step_number(step, "data=", 0), number);
}

static bool play_step(struct scene *s, const struct step *step, int number)
{
	const char *verb = step->word[0];

	if (!strcmp(verb, "begin"))
		return play_begin(s, step, number);
	if (!s->peer)
		return false;
	if (!strcmp(verb, "peer"))
		say_packet(s, step->word + 1, step->num - 1);
	else if (!strcmp(verb, "wait"))
		sleep_ms(atoi(step->word[1] + strlen("ms=")));
	else if (!strcmp(verb, "user"))
		return play_user(step);
	else
		return false;

	return true;
}

static void play_script(const struct script *script, int number)
{
	static struct scene scene;
	int i;

	user_init();
	for (i = 0; i < script->num; i++) {
		printf("%s ->", script->steps[i].text);
		if (!play_step(&scene, &script->steps[i], number))
			FAIL("no such step");
		hear_answers(&scene, stdout, SETTLE);
		user_look(stdout);
		putchar('\n');
	}
	if (!scene.peer)
		return;
	printf("end ->");
	user_close();
	hear_answers(&scene, stdout, SETTLE);
	putchar('\n');
	fflush(stdout);
}

static void take_script(const struct script *script)
{
	struct rlimit diligence = { DILIGENCE, DILIGENCE };
	static int number;
	int status = 0;
	pid_t pid;

	printf("= %s\n", script->name);
	number++;
	if (only_write) {
		script_write(script);
		return;
	}
	fflush(stdout);
	pid = CHECK_OK(fork());
	if (!pid) {
		setrlimit(RLIMIT_CPU, &diligence);
		play_script(script, number);
		_exit(0);
	}
	CHECK_OK(waitpid(pid, &status, 0));
	if (status)
		printf("\ndied with %#x -> -\n", status);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	int arg = 1;

	if (argc > 1 && !strcmp(argv[1], "-n")) {
		only_write = true;
		arg++;
	}
	if (arg != argc - 1) {
		fputs("usage: play [-n] FIRST-LAST|FILE\n", stderr);
		return 2;
	}
	if (!only_write) {
		CHECK_EQ(raw_suite.setup(), 0);
		make_settings();
	}
	scripts_take(argv[arg], generate_script, take_script);

	return 0;
}
