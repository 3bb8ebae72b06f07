// SPDX-License-Identifier: GPL-2.0-only
/* Options of telemetry: SCTP_TELEMETRY turns it on, _INFO reads it */
#include <linux/string.h>
#include <net/sock.h>

#include "core/telemetry.h"
#include "kassoc.h"
#include "sockopt.h"
#include "telemetry.h"
#include "timer.h"

/* That of an association begins, or ends, at once: a flush finds out what
 * limits it now
 */
static int set_telemetry(struct sctp_opt_call *c)
{
	const struct sctp_assoc_value *v = c->val;
	bool on = v->assoc_value;
	struct sctp_config cfg;
	int err;

	if (v->assoc_value > 1)
		return -EINVAL;
	/* padding, too: configurations are compared with memcmp() */
	memcpy(&cfg, sctp_opt_cfg(c->sk, c->ka), sizeof(cfg));
	cfg.telemetry = on;
	if (!c->ka)
		return sctp_opt_set_cfg(c->sk, NULL, &cfg);
	if (on && c->ka->a.was_up) {
		err = sctp_telemetry_set(&c->ka->a, true, sctp_now());
		if (err)
			return err;
	}
	err = sctp_opt_set_cfg(c->sk, c->ka, &cfg);
	if (!sctp_opt_cfg(c->sk, c->ka)->telemetry)
		sctp_telemetry_free(&c->ka->a);
	sctp_kassoc_run(c->ka, sctp_now());
	return err;
}

static int get_telemetry(struct sctp_opt_call *c)
{
	struct sctp_assoc_value *v = c->val;

	v->assoc_value = sctp_opt_cfg(c->sk, c->ka)->telemetry;
	return 0;
}

static int get_telemetry_info(struct sctp_opt_call *c)
{
	struct sctp_get_telemetry *g = c->val;
	struct sctp_kassoc *ka;
	struct sctp_path *p;
	int err;

	err = sctp_opt_find_path(c->sk, g->stg_assoc_id, &g->stg_address,
				 &ka, &p);
	if (err || !ka)
		return -EINVAL;
	sctp_telemetry_info(ka, p, &g->stg_info);
	return 0;
}

const struct sctp_opt sctp_opts_telemetry[] = {
	{ SCTP_TELEMETRY, SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  sizeof(struct sctp_assoc_value), 0, 0,
	  set_telemetry, get_telemetry },
	{ SCTP_TELEMETRY_INFO, 0, sizeof(struct sctp_get_telemetry), 0,
	  SCTP_OPT_NO_ID, NULL, get_telemetry_info },
	{ }
};
