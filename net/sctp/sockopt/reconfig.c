// SPDX-License-Identifier: GPL-2.0-only
/* Options of RE-CONFIG, RFC 6525 section 6.3, with Linux's errors */
#include <net/sock.h>

#include "core/caps.h"
#include "core/ext/reconfig.h"
#include "kassoc.h"
#include "socket.h"
#include "sockopt.h"
#include "timer.h"

/* As in Linux the socket's next associations, whichever the id is */
static int set_reconfig_supported(struct sctp_opt_call *c)
{
	const struct sctp_assoc_value *v = c->val;
	struct sctp_config cfg = *sctp_opt_cfg(c->sk, NULL);

	if (v->assoc_value)
		cfg.caps |= SCTP_CAP_RECONFIG;
	else
		cfg.caps &= ~SCTP_CAP_RECONFIG;
	return sctp_opt_set_cfg(c->sk, NULL, &cfg);
}

static int get_reconfig_supported(struct sctp_opt_call *c)
{
	struct sctp_assoc_value *v = c->val;
	u32 caps = c->ka ? c->ka->a.hs.caps : sctp_opt_cfg(c->sk, NULL)->caps;

	v->assoc_value = !!(caps & SCTP_CAP_RECONFIG);
	return 0;
}

/* What core says, and send the request */
static int reconfig_asked(struct sctp_opt_call *c, int err, u64 now)
{
	if (!err)
		sctp_kassoc_run(c->ka, now);
	return err;
}

static int set_reset_streams(struct sctp_opt_call *c)
{
	const struct sctp_reset_streams *r = c->val;
	u64 now = sctp_now();
	int err;

	if (c->len < struct_size(r, srs_stream_list, r->srs_number_streams))
		return -EINVAL;
	err = sctp_reconfig_reset_streams(&c->ka->a, r->srs_flags,
					  r->srs_stream_list,
					  r->srs_number_streams, now);
	return reconfig_asked(c, err, now);
}

static int set_reset_assoc(struct sctp_opt_call *c)
{
	u64 now = sctp_now();

	return reconfig_asked(c, sctp_reconfig_reset_tsns(&c->ka->a, now),
			      now);
}

static int set_add_streams(struct sctp_opt_call *c)
{
	const struct sctp_add_streams *s = c->val;
	u64 now = sctp_now();
	int err;

	err = sctp_reconfig_add_streams(&c->ka->a, s->sas_instrms,
					s->sas_outstrms, now);
	return reconfig_asked(c, err, now);
}

static const struct sctp_opt_field strreset_fields[] = {
	{ SCTP_ARG_VALUE,
	  SCTP_IN_CFG(strreset_enable), .mask = SCTP_ENABLE_STRRESET_MASK },
	{}
};

const struct sctp_opt sctp_opts_reconfig[] = {
	{ SCTP_RECONFIG_SUPPORTED, SCTP_OPT_FUTURE,
	  sizeof(struct sctp_assoc_value), 0, 0,
	  set_reconfig_supported, get_reconfig_supported },
	{ .num = SCTP_ENABLE_STREAM_RESET,
	  .flags = SCTP_OPT_FUTURE | SCTP_OPT_SETS,
	  .size = sizeof(struct sctp_assoc_value),
	  .fields = strreset_fields },
	{ SCTP_RESET_STREAMS, SCTP_OPT_SET_MIN,
	  sizeof(struct sctp_reset_streams), 0, 0, set_reset_streams, NULL },
	{ SCTP_RESET_ASSOC, 0, sizeof(sctp_assoc_t), 0, 0,
	  set_reset_assoc, NULL },
	{ SCTP_ADD_STREAMS, 0, sizeof(struct sctp_add_streams), 0, 0,
	  set_add_streams, NULL },
	{ }
};
