// SPDX-License-Identifier: GPL-2.0-only
/* Default protocol parameters, RFC 9260 section 16 */
#include <linux/string.h>

#include "config.h"

void sctp_config_default(struct sctp_config *cfg)
{
	memset(cfg, 0, sizeof(*cfg));
	cfg->path.hb_interval = 30000;
	cfg->path.max_retrans = 5;
	cfg->path.hb_enabled = true;
	cfg->path.pmtud_enabled = true;
	cfg->rto_initial = 1000;
	cfg->rto_min = 1000;
	cfg->rto_max = 60000;
	cfg->rto_alpha = 3;
	cfg->rto_beta = 2;
	cfg->max_retrans = 10;
	cfg->max_init_attempts = 8;
	cfg->cookie_life = 60000;
	cfg->sack_delay = 200;
	cfg->sack_freq = 2;
	cfg->max_burst = 4;
	cfg->rwnd_update_shift = 4;
	cfg->num_ostreams = 10;
	cfg->max_instreams = 65535;
	cfg->cookie_preserve = true;
	cfg->rack = true;
	cfg->tail_loss_probe = true;
	cfg->addr_v4 = true;
	cfg->addr_v6 = true;
}
