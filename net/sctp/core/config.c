// SPDX-License-Identifier: GPL-2.0-only
/*
 * Protocol parameters: the defaults of RFC 9260 section 16, and who has which
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/loss/cc.h"
#include "caps.h"
#include "config.h"

/* A shared configuration and its reference count */
struct config_box {
	refcount_t users;
	struct sctp_config cfg;
};

void sctp_config_default(struct sctp_config *cfg)
{
	memset(cfg, 0, sizeof(*cfg));
	cfg->path.hb_interval = 30000;
	cfg->path.max_retrans = 5;
	cfg->path.ps_max_retrans = U16_MAX;
	cfg->path.hb_enabled = true;
	cfg->path.pmtud_enabled = true;
	cfg->path.pf_enabled = true;
	cfg->caps = SCTP_CAP_ECN | SCTP_CAP_PRSCTP;
	cfg->rto_initial = 1000;
	cfg->rto_min = 1000;
	cfg->rto_max = 60000;
	cfg->rto_alpha = 3;
	cfg->rto_beta = 2;
	cfg->max_retrans = 10;
	cfg->max_init_attempts = 8;
	cfg->cookie_life = 60000;
	cfg->secret_life = 3600;
	cfg->sack_delay = 200;
	cfg->sack_freq = 2;
	cfg->max_burst = 4;
	cfg->hb_max_burst = 1;
	cfg->rwnd_update_shift = 4;
	cfg->cc_algo = SCTP_CC_ALGO_RFC9260;
	cfg->num_ostreams = 10;
	cfg->max_instreams = 65535;
	cfg->cookie_preserve = true;
	cfg->rack = true;
	cfg->tail_loss_probe = true;
}

static struct config_box *box_of(const struct sctp_config *cfg)
{
	return container_of((struct sctp_config *)cfg, struct config_box, cfg);
}

/**
 * sctp_config_new() - make a shared copy of parameters
 * @val: the parameters
 *
 * Return: the copy, with one reference; NULL without memory.
 */
const struct sctp_config *sctp_config_new(const struct sctp_config *val)
{
	struct config_box *box = kmalloc(sizeof(*box), GFP_ATOMIC);

	if (!box)
		return NULL;
	refcount_set(&box->users, 1);
	memcpy(&box->cfg, val, sizeof(box->cfg));
	return &box->cfg;
}

/**
 * sctp_config_get() - take a reference
 * @cfg: shared parameters
 *
 * Return: @cfg.
 */
const struct sctp_config *sctp_config_get(const struct sctp_config *cfg)
{
	refcount_inc(&box_of(cfg)->users);
	return cfg;
}

/**
 * sctp_config_put() - release a reference
 * @cfg: shared parameters, or NULL
 */
void sctp_config_put(const struct sctp_config *cfg)
{
	if (cfg && refcount_dec_and_test(&box_of(cfg)->users))
		kfree(box_of(cfg));
}

static bool config_same(const struct sctp_config *cfg,
			const struct sctp_config *val)
{
	return !memcmp(cfg, val, sizeof(*cfg));
}

/**
 * sctp_config_set() - change parameters
 * @at: pointer to replace; what it points to may be NULL
 * @val: the new parameters
 * @like: shared parameters to use if they are equal, or NULL
 *
 * Return: 0 or -ENOMEM, with nothing changed.
 */
int sctp_config_set(const struct sctp_config **at,
		    const struct sctp_config *val,
		    const struct sctp_config *like)
{
	const struct sctp_config *cfg;

	if (*at && config_same(*at, val))
		return 0;
	if (like && config_same(like, val))
		cfg = sctp_config_get(like);
	else
		cfg = sctp_config_new(val);
	if (!cfg)
		return -ENOMEM;
	sctp_config_put(*at);
	*at = cfg;
	return 0;
}
