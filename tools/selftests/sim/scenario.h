/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files that draw scenarios share */
#ifndef _SIM_SCENARIO_H
#define _SIM_SCENARIO_H

#include "sim.h"

#define MS	((u64)NSEC_PER_MSEC)
#define SEC	((u64)NSEC_PER_SEC)
#define PERCENT	10000		/* in parts per million */

/* The details of a life come from a generator of their own */
extern struct rng R;

/**
 * struct sim_scenario - a kind of life
 * @name: its name
 * @draw: draws the details, on top of those of a plain life
 * @weight: how often it is drawn, beside the others
 */
struct sim_scenario {
	const char *name;
	void (*draw)(void);
	u32 weight;
};

/* Ends with an entry without a name */
extern const struct sim_scenario sim_scenarios_ext[];

static inline struct sim_link *link_after(const struct sim_link *l)
{
	u32 n = l ? l - S.link[0] + 1 : 0;

	if (n == SIM_MAX_ADDRS * SIM_HOSTS)
		return NULL;
	return &S.link[n / SIM_HOSTS][n % SIM_HOSTS];
}

void sim_scenario_part(const char *name);
void sim_patient(void);
void sim_limits(void);
void sim_abused(u32 most);
void sim_together(void);
void sim_together_hostile(void);

#endif
