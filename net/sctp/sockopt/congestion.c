// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options of congestion control: of an association and all its paths, or of
 * future associations. That of one path is in path.c.
 */
#include <linux/string.h>
#include <net/sock.h>

#include "congestion.h"
#include "kassoc.h"
#include "sockopt.h"

static_assert((int)SCTP_CC_ALGO_RFC9260 == (int)SCTP_CC_RFC2581);
static_assert((int)SCTP_CC_ALGO_HSTCP == (int)SCTP_CC_HSTCP);
static_assert((int)SCTP_CC_ALGO_HTCP == (int)SCTP_CC_HTCP);
static_assert((int)SCTP_CC_ALGO_CUBIC == (int)SCTP_CC_CUBIC);
static_assert((int)SCTP_CC_ALGO_DCTCP == (int)SCTP_CC_DCTCP);

/* Change the paths that are there, and the parameters for those to come */
static int assoc_set_cc(struct sock *sk, struct sctp_kassoc *ka,
			const struct sctp_config *cfg)
{
	const struct sctp_config *old = sctp_config_get(ka->a.cfg);
	int err;

	err = sctp_opt_set_cfg(sk, ka, cfg) ?:
	      sctp_cc_set(&ka->a, NULL, cfg->cc_algo);
	if (err)
		swap(ka->a.cfg, old);
	sctp_config_put(old);
	return err;
}

/**
 * sctp_opt_set_cc() - set the congestion control of an association or socket
 * @sk: socket, owned
 * @ka: one of its associations, or NULL for future ones
 * @algo: the number of an algorithm, from the user
 *
 * Return: 0, -EINVAL if there is no such algorithm, or -ENOMEM, with nothing
 * changed.
 */
int sctp_opt_set_cc(struct sock *sk, struct sctp_kassoc *ka, u32 algo)
{
	struct sctp_config cfg;

	if (!sctp_cc_name(algo))
		return -EINVAL;
	/* padding, too: configurations are compared with memcmp() */
	memcpy(&cfg, sctp_opt_cfg(sk, ka), sizeof(cfg));
	cfg.cc_algo = algo;
	return ka ? assoc_set_cc(sk, ka, &cfg) :
		    sctp_opt_set_cfg(sk, NULL, &cfg);
}

static int set_pluggable_cc(struct sctp_opt_call *c)
{
	const struct sctp_assoc_value *v = c->val;

	return sctp_opt_set_cc(c->sk, c->ka, v->assoc_value);
}

static int get_pluggable_cc(struct sctp_opt_call *c)
{
	struct sctp_assoc_value *v = c->val;

	v->assoc_value = sctp_opt_cfg(c->sk, c->ka)->cc_algo;
	return 0;
}

static int set_congestion(struct sctp_opt_call *c)
{
	const struct sctp_congestion *sc = c->val;
	int algo;

	if (strnlen(sc->name, sizeof(sc->name)) == sizeof(sc->name))
		return -EINVAL;
	algo = sctp_congestion_find(sc->name);
	return algo < 0 ? algo : sctp_opt_set_cc(c->sk, c->ka, algo);
}

static int get_congestion(struct sctp_opt_call *c)
{
	struct sctp_congestion *sc = c->val;

	strscpy_pad(sc->name, sctp_cc_name(sctp_opt_cfg(c->sk, c->ka)->cc_algo),
		    sizeof(sc->name));
	return 0;
}

const struct sctp_opt sctp_opts_congestion[] = {
	{ SCTP_PLUGGABLE_CC, SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  sizeof(struct sctp_assoc_value), 0, 0,
	  set_pluggable_cc, get_pluggable_cc },
	{ SCTP_CONGESTION, SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  sizeof(struct sctp_congestion), 0, 0,
	  set_congestion, get_congestion },
	{ }
};
