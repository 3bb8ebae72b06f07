// SPDX-License-Identifier: GPL-2.0-only
/* An association's beginning and end (assoc.c, end.c, config.c) */
#include "core/life/end.h"
#include "unit.h"

static void init__fresh(void **state)
{
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
	assert_null(U.a.primary);
	assert_int_equal(sctp_assoc_deadline(&U.a), U64_MAX);
}

static void init__memory_of_an_idle_association(void **state)
{
	/* a ring, streams and packets are allocated when they are used */
	assert_int_equal(shim_counts.skbs, 0);
	assert_true(sizeof(struct sctp_assoc) <= 664);
	assert_true(sizeof(struct sctp_path) <= 320);
	assert_null(U.a.tx.streams.more);
	assert_null(U.a.rx.streams.only);
	assert_null(U.a.tx.ring.slot);
	assert_null(U.a.rx.ring.slot);
}

/* Nor do streams that are not used */
static void init__memory_of_many_streams(void **state)
{
	struct sctp_assoc a = {};
	long before;

	unit_set_cfg(U.ep, num_ostreams, 65535);
	unit_set_cfg(U.ep, max_instreams, 65535);
	before = shim_counts.allocs;
	sctp_assoc_init(&a, &U.ep, htons(1), htons(2), 65536);
	assert_int_equal(a.tx.streams.num, 65535);
	assert_int_equal(shim_counts.allocs, before);
	sctp_assoc_destroy(&a);
}

static void end__once(void **state)
{
	unit_send(10, 0, 0);
	sctp_assoc_end(&U.a, SCTP_END_TIMEOUT, 0, NULL, 0);
	sctp_assoc_end(&U.a, SCTP_END_PEER_ABORT, 0, NULL, 0);
	assert_int_equal(U.a.end, SCTP_END_TIMEOUT);
	assert_int_equal(U.nstates, 1);
	assert_int_equal(U.released, 1);
	assert_int_equal(sctp_assoc_deadline(&U.a), U64_MAX);
	assert_int_equal(U.mib[SCTP_MIB_ABORTEDS], 1);
	assert_int_equal(U.mib[SCTP_MIB_CURRESTAB], 0);
}

static int warned;

static void count_warning(const char *expr, const char *file, int line)
{
	warned++;
}

static void notify_and_abort(struct sctp_assoc *a,
			     const struct sctp_notice *ev)
{
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	if (!warned)
		sctp_assoc_abort(a, NULL, 0, U.now);
}

/* What core calls may not call core about the same association */
static void entered__from_a_call_of_core(void **state)
{
	struct sctp_ops ops = unit_ops;

	warned = 0;
	shim_on_warn = count_warning;
	ops.notify = notify_and_abort;
	U.a.ops = &ops;
	sctp_path_set_primary(&U.a, U.a.primary);
	U.a.ops = &unit_ops;
	shim_on_warn = NULL;
	assert_int_equal(warned, 2);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void abort__carries_the_reason(void **state)
{
	const u8 *ch;

	sctp_assoc_abort(&U.a, "bye", 3, U.now);
	assert_int_equal(U.nsent, 1);
	assert_int_equal(U.sent[0]->vtag, UNIT_PEER_TAG);
	ch = unit_find(U.sent[0], SCTP_CT_ABORT, 0);
	assert_non_null(ch);
	assert_int_equal(get_unaligned_be16(ch + 4), SCTP_CAUSE_USER_ABORT);
	assert_memory_equal(ch + 8, "bye", 3);
	assert_int_equal(U.a.end, SCTP_END_LOCAL_ABORT);
	sctp_assoc_abort(&U.a, "bye", 3, U.now);
	assert_int_equal(U.nsent, 1);
}

static void abort__before_the_peer_answered(void **state)
{
	unit_path(1, SCTP_PATH_ACTIVE);
	sctp_assoc_connect(&U.a, U.now);
	unit_flush();
	unit_forget_sent();
	sctp_assoc_abort(&U.a, NULL, 0, U.now);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

static void abort__no_memory_ends_it_all_the_same(void **state)
{
	shim_fail_nth(1);
	sctp_assoc_abort(&U.a, NULL, 0, U.now);
	assert_int_equal(U.nsent, 0);
	assert_int_equal(U.a.state, SCTP_ST_CLOSED);
}

/* The values of RFC 9260 section 16 */
static void config_default__rfc_values(void **state)
{
	struct sctp_config cfg;

	sctp_config_default(&cfg);
	assert_int_equal(cfg.rto_initial, 1000);
	assert_int_equal(cfg.rto_min, 1000);
	assert_int_equal(cfg.rto_max, 60000);
	assert_int_equal(cfg.max_burst, 4);
	assert_int_equal(1 << cfg.rto_alpha, 8);
	assert_int_equal(1 << cfg.rto_beta, 4);
	assert_int_equal(cfg.cookie_life, 60000);
	assert_int_equal(cfg.max_retrans, 10);
	assert_int_equal(cfg.path.max_retrans, 5);
	assert_int_equal(cfg.max_init_attempts, 8);
	assert_int_equal(cfg.path.hb_interval, 30000);
	assert_int_equal(cfg.sack_delay, 200);
}

static const struct CMUnitTest tests[] = {
	UNIT(init__fresh),
	UNIT(init__memory_of_an_idle_association),
	UNIT(init__memory_of_many_streams),
	UNIT_UP(end__once),
	UNIT_UP(entered__from_a_call_of_core),
	UNIT_UP(abort__carries_the_reason),
	UNIT(abort__before_the_peer_answered),
	UNIT_UP(abort__no_memory_ends_it_all_the_same),
	UNIT(config_default__rfc_values),
};

int main(void)
{
	return cmocka_run_group_tests_name("assoc", tests, NULL, NULL);
}
