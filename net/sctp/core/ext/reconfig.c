// SPDX-License-Identifier: GPL-2.0-only
/*
 * The RE-CONFIG chunk, RFC 6525 section 3.1: one or two parameters, in the
 * combinations that are listed there. Its answers belong to reask.c, its
 * requests to regrant.c.
 */
#include <linux/kernel.h>

#include "core/recv/sackout.h"
#include "core/send/ctl.h"
#include "core/wire/frame.h"
#include "core/wire/rx.h"
#include "reask.h"
#include "reconfig.h"
#include "regrant.h"

/**
 * struct reconfig_row - a parameter of RE-CONFIG
 * @min_len: its least length
 * @max_len: its longest, 0 = any
 * @list: stream numbers follow
 * @beside: types that may be in the same chunk, a bit each
 */
struct reconfig_row {
	u8 min_len;
	u8 max_len;
	bool list;
	u32 beside;
};

#define PARAM_BIT(type)	(1U << SCTP_PT_##type)

static const struct reconfig_row reconfig_rows[] = {
	[SCTP_PT_RESET_OUT] = {
		.min_len = sizeof(struct sctpw_reset_out),
		.list = true,
		.beside = PARAM_BIT(RESET_IN) | PARAM_BIT(RECONFIG_ANSWER),
	},
	[SCTP_PT_RESET_IN] = {
		.min_len = sizeof(struct sctpw_reset_in),
		.list = true,
		.beside = PARAM_BIT(RESET_OUT),
	},
	[SCTP_PT_RESET_TSN] = { .min_len = 8, .max_len = 8 },
	[SCTP_PT_RECONFIG_ANSWER] = {
		.min_len = 12,
		.max_len = sizeof(struct sctpw_reconfig_answer),
		.beside = PARAM_BIT(RECONFIG_ANSWER) | PARAM_BIT(RESET_OUT),
	},
	[SCTP_PT_ADD_OUT] = {
		.min_len = 12, .max_len = 12, .beside = PARAM_BIT(ADD_IN),
	},
	[SCTP_PT_ADD_IN] = {
		.min_len = 12, .max_len = 12, .beside = PARAM_BIT(ADD_OUT),
	},
};

static const struct reconfig_row *reconfig_row(u16 type)
{
	if (type >= ARRAY_SIZE(reconfig_rows) || !reconfig_rows[type].min_len)
		return NULL;
	return &reconfig_rows[type];
}

static bool length_ok(const struct reconfig_row *row, u16 len)
{
	if (len < row->min_len || (row->max_len && len > row->max_len))
		return false;
	/* an answer has both TSNs or none */
	if (row->max_len)
		return len == row->min_len || len == row->max_len;
	return !(len % sizeof(__be16));
}

/* May the chunk have this parameter, with those before it? */
static bool param_ok(const struct reconfig_row *row, const struct sctp_view *p,
		     const struct sctp_view *q, u8 n)
{
	return length_ok(row, p->len) && n < SCTP_RECONFIG_PARAMS &&
	       (!n || (row->beside & 1U << q->type));
}

/* Read a chunk's parameters. Those behind an unknown one are ignored (section
 * 4). Return: false when the chunk is malformed.
 */
static bool read_params(const struct sctp_view *v, struct sctp_view *q, u8 *n)
{
	const struct reconfig_row *row;
	struct sctp_param_iter it;
	struct sctp_view p;

	*n = 0;
	sctp_param_begin(&it, v, sizeof(struct sctpw_chunk));
	while (sctp_param_next(&it, &p)) {
		row = reconfig_row(p.type);
		if (!row)
			return true;
		if (!param_ok(row, &p, q, *n))
			return false;
		q[(*n)++] = p;
	}
	return *n && !it.bad;
}

static enum sctp_verdict reconfig_malformed(struct sctp_assoc *a,
					    const struct sctp_rx *rx)
{
	sctp_mib_add(a->mib, SCTP_MIB_IN_BAD_RECONFIG, 1);
	sctp_ctl_error(a, rx->path, SCTP_CAUSE_PROTOCOL_VIOLATION, NULL, 0);
	return SCTP_V_NEXT;
}

static void take_answer(struct sctp_assoc *a, struct sctp_reconfig *rc,
			const struct sctp_view *q, u64 now)
{
	if (!rc || !sctp_reask_answered(a, rc, q, now))
		sctp_mib_add(a->mib, SCTP_MIB_IN_BAD_RECONFIG, 1);
}

static void take_requests(struct sctp_assoc *a, struct sctp_rx *rx,
			  const struct sctp_view *q, u8 n)
{
	struct sctp_reconfig *rc = sctp_reconfig_of(a);

	if (!rc)
		return;
	sctp_regrant_input(a, rc, rx, q, n);
	/* with what was not acknowledged yet the peer gets on (5.2.1) */
	if (sctp_sack_pending(&a->sack))
		sctp_sack_hurry(a);
}

/**
 * sctp_reconfig_input() - a RE-CONFIG arrived
 * @a: association that has agreed to it
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_reconfig_input(struct sctp_assoc *a, struct sctp_rx *rx,
				      const struct sctp_view *v)
{
	struct sctp_view p[SCTP_RECONFIG_PARAMS], asked[SCTP_RECONFIG_PARAMS];
	u8 i, requests = 0, n;

	if (!read_params(v, p, &n))
		return reconfig_malformed(a, rx);
	for (i = 0; i < n; i++) {
		if (p[i].type == SCTP_PT_RECONFIG_ANSWER)
			take_answer(a, sctp_reconfig_find(a), &p[i], rx->now);
		else
			asked[requests++] = p[i];
	}
	/* A peer waits for the answer before it asks again (5.1). Many small
	 * requests for all streams would cost much work for few bytes.
	 */
	if (requests && sctp_rx_first_request(rx))
		take_requests(a, rx, asked, requests);
	return SCTP_V_NEXT;
}
