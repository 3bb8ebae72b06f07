// SPDX-License-Identifier: GPL-2.0-only
/*
 * The command line of the simulator.
 */
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sim.h"

#include <sanitizer/common_interface_defs.h>

/* A crash should tell which life it ended, too */
static void on_death(void)
{
	static const char text[] = "# died in seed ";
	char buf[32];
	int n;

	n = snprintf(buf, sizeof(buf), "%llu ", S.seed);
	if (write(STDOUT_FILENO, text, sizeof(text) - 1) < 0 ||
	    write(STDOUT_FILENO, buf, n) < 0 ||
	    write(STDOUT_FILENO, S.scenario, strlen(S.scenario)) < 0 ||
	    write(STDOUT_FILENO, "\n", 1) < 0)
		_exit(2);
}

/* No life takes that long, in seconds, unless core is in a loop */
#define SIM_PATIENCE	120

static void on_alarm(int signal)
{
	on_death();
	abort();
}

/* Found by the sanitizers by name */
const char *__asan_default_options(void);
const char *__ubsan_default_options(void);

const char *__asan_default_options(void)
{
	return "handle_abort=1:detect_leaks=0:detect_stack_use_after_return=0";
}

const char *__ubsan_default_options(void)
{
	return "halt_on_error=1:print_stacktrace=1";
}

struct options {
	u64 seed;
	u64 lives;
	u64 stride;
	const char *scenario;
	const char *seeds;
	bool keep_going;
	bool count;
};

static const char usage[] =
	"usage: sim [--seed N] [--lives M] [--stride K] [--scenario NAME]\n"
	"           [--seeds FILE] [--recovery N] [--keep-going] [--verbose]\n"
	"           [--list]\n"
	"  --seed N        first seed (1)\n"
	"  --lives M       how many lives (1)\n"
	"  --stride K      distance between seeds (1)\n"
	"  --scenario NAME this scenario instead of one drawn from the seed\n"
	"  --seeds FILE    the lives of a file: a seed and a scenario per line\n"
	"  --recovery N    how losses are found, not drawn from the seed:\n"
	"                  1 by time, 2 with loss probes, 3 both, 0 neither\n"
	"  --keep-going    do not stop at the first failure\n"
	"  --verbose       tell everything that happens\n"
	"  --list          print the names of the scenarios\n";

static double seconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec + ts.tv_nsec / 1e9;
}

/* How often it happened on either host, in the life that was lived last */
static u64 counted(enum sctp_counter c)
{
	return S.host[0].mib[c] + S.host[1].mib[c];
}

static u64 run_lives(const struct options *o)
{
	u64 i, failed = 0, events = 0, supers = 0, probes = 0, undone = 0;
	u64 t3 = 0, fast = 0, simulated = 0;
	double begin = seconds(), took;

	for (i = 0; i < o->lives; i++) {
		alarm(SIM_PATIENCE);
		failed += !sim_life_run(o->seed + i * o->stride, o->scenario);
		events += S.events;
		supers += S.super_packets;
		probes += counted(SCTP_MIB_LOSS_PROBES);
		undone += counted(SCTP_MIB_RECOVERIES_UNDONE);
		t3 += counted(SCTP_MIB_T3_RTX_EXPIREDS);
		fast += counted(SCTP_MIB_FAST_RETRANSMITS);
		simulated += (S.over_at - SIM_START) / NSEC_PER_MSEC;
		if (failed && !o->keep_going) {
			i++;
			break;
		}
	}
	took = seconds() - begin;
	printf("# lives %" PRIu64 " failed %" PRIu64 " events %" PRIu64
	       " super-packets %" PRIu64 " seconds %.1f lives/s %.0f\n",
	       (uint64_t)i, (uint64_t)failed, (uint64_t)events,
	       (uint64_t)supers, took, i / took);
	printf("# simulated seconds %.1f T3-rtx %" PRIu64
	       " fast retransmissions %" PRIu64 " probes %" PRIu64
	       " undone %" PRIu64 "\n", simulated / 1e3, (uint64_t)t3,
	       (uint64_t)fast, (uint64_t)probes, (uint64_t)undone);
	return failed;
}

/* Lines of "seed scenario why"; # begins a comment */
static u64 run_file(const struct options *o)
{
	FILE *f = fopen(o->seeds, "r");
	char line[512], name[64];
	unsigned long long seed;
	u64 failed = 0, n = 0;

	if (!f) {
		perror(o->seeds);
		return 1;
	}
	while (fgets(line, sizeof(line), f)) {
		if (line[0] == '#' || line[0] == '\n')
			continue;
		if (sscanf(line, "%llu %63s", &seed, name) != 2) {
			printf("# %s: cannot read: %s", o->seeds, line);
			failed++;
			continue;
		}
		alarm(SIM_PATIENCE);
		for (sim_plain = true;; sim_plain = false) {
			failed += !sim_life_run(seed, name);
			n++;
			if (!sim_plain)
				break;
		}
	}
	fclose(f);
	printf("# lives %llu failed %llu from %s\n", n, failed, o->seeds);
	return failed;
}

static void parse(struct options *o, int argc, char **argv)
{
	static const struct option longopts[] = {
		{ "seed", required_argument, NULL, 's' },
		{ "lives", required_argument, NULL, 'l' },
		{ "stride", required_argument, NULL, 'j' },
		{ "scenario", required_argument, NULL, 'n' },
		{ "seeds", required_argument, NULL, 'f' },
		{ "recovery", required_argument, NULL, 'r' },
		{ "keep-going", no_argument, NULL, 'k' },
		{ "verbose", no_argument, NULL, 'v' },
		{ "list", no_argument, NULL, 'L' },
		{ "help", no_argument, NULL, 'h' },
		{ }
	};
	int c;

	while ((c = getopt_long(argc, argv, "", longopts, NULL)) != -1) {
		switch (c) {
		case 's':
			o->seed = strtoull(optarg, NULL, 0);
			break;
		case 'l':
			o->lives = strtoull(optarg, NULL, 0);
			break;
		case 'j':
			o->stride = strtoull(optarg, NULL, 0);
			break;
		case 'n':
			o->scenario = optarg;
			break;
		case 'f':
			o->seeds = optarg;
			break;
		case 'r':
			sim_recovery = strtol(optarg, NULL, 0);
			break;
		case 'k':
			o->keep_going = true;
			break;
		case 'v':
			sim_verbose = true;
			break;
		case 'L':
			sim_scenario_list();
			exit(0);
		default:
			fputs(usage, c == 'h' ? stdout : stderr);
			exit(c == 'h' ? 0 : 2);
		}
	}
}

int main(int argc, char **argv)
{
	struct options o = { .seed = 1, .lives = 1, .stride = 1 };
	u64 failed;

	parse(&o, argc, argv);
	__sanitizer_set_death_callback(on_death);
	signal(SIGALRM, on_alarm);
	failed = o.seeds ? run_file(&o) : run_lives(&o);
	return failed ? 1 : 0;
}
