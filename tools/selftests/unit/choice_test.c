// SPDX-License-Identifier: GPL-2.0-only
/* The choice of a path (RFC 9260 sections 5.4, 6.4 and 8.2) */
#include "core/errors.h"
#include "core/pathroute.h"
#include "unit.h"

static struct sctp_path *other(struct sctp_path *p)
{
	return sctp_choose(&U.a, SCTP_FOR_TIMED_OUT, p);
}

static struct sctp_path *keep(struct sctp_path *p)
{
	return sctp_choose(&U.a, SCTP_FOR_DATA, p);
}

static void lose_route(struct sctp_path *p)
{
	U.no_route = true;
	sctp_path_reroute(&U.a, p, U.now);
	U.no_route = false;
	assert_true(p->route_dead);
}

static void choice__fewest_errors_then_in_turn(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	struct sctp_path *r = unit_path(3, SCTP_PATH_ACTIVE);
	struct sctp_path *u = unit_path(4, SCTP_PATH_UNCONFIRMED);

	assert_ptr_equal(other(p), q);
	assert_ptr_equal(other(q), r);
	assert_ptr_equal(other(r), p);
	q->error_count = 1;
	assert_ptr_equal(other(p), r);
	assert_ptr_equal(other(r), p);
	p->error_count = 2;
	assert_ptr_equal(other(r), q);
	/* never to an address that is not confirmed */
	q->state = SCTP_PATH_INACTIVE;
	r->state = SCTP_PATH_INACTIVE;
	assert_ptr_equal(other(p), p);
	p->state = SCTP_PATH_INACTIVE;
	p->error_count = 0;
	q->error_count = 0;
	assert_ptr_equal(other(p), q);
	assert_ptr_equal(other(q), r);
	assert_ptr_equal(other(r), p);
	assert_ptr_equal(other(u), p);
	/* of those that are down, too (RFC 7829 section 4.1) */
	q->error_count = 5;
	r->error_count = 2;
	assert_ptr_equal(other(p), r);
}

static void go_down(struct sctp_path *p)
{
	while (p->state != SCTP_PATH_INACTIVE)
		sctp_path_error(&U.a, p, false);
}

/* A path without a route is worse than one that did not answer */
static void choice__without_a_route_comes_last(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	struct sctp_path *r = unit_path(3, SCTP_PATH_ACTIVE);

	go_down(p);
	go_down(r);
	lose_route(q);
	assert_ptr_equal(other(p), r);
	assert_ptr_equal(other(r), p);
}

/* When all are down the path that the user chose is taken */
static void choice__what_is_down_if_all_are(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	struct sctp_path *u = unit_path(3, SCTP_PATH_UNCONFIRMED);

	go_down(q);
	assert_ptr_equal(keep(q), p);
	go_down(p);
	assert_ptr_equal(keep(p), p);
	assert_ptr_equal(keep(q), q);
	assert_ptr_equal(keep(u), sctp_path_for_data(&U.a));
}

/* What each purpose makes of a path that works, is down, or is not confirmed */
static void choice__by_purpose(void **state)
{
	static const struct {
		enum sctp_purpose purpose;
		u8 works;	/* index into path[] */
		u8 down;
		u8 unconfirmed;
	} row[] = {
		{ SCTP_FOR_DATA, 1, 0, 0 },
		{ SCTP_FOR_LOST, 1, 0, 0 },
		{ SCTP_FOR_TIMED_OUT, 0, 0, 0 },
		{ SCTP_FOR_SACK, 1, 0, 0 },
		{ SCTP_FOR_CONTROL, 1, 1, 0 },
		{ SCTP_FOR_REPEAT, 0, 0, 0 },
		{ SCTP_FOR_REPLY, 1, 1, 0 },
		{ SCTP_FOR_PROBE, 1, 1, 2 },
	};
	struct sctp_path *path[] = {
		U.a.primary,
		unit_path(2, SCTP_PATH_ACTIVE),
		unit_path(3, SCTP_PATH_UNCONFIRMED),
	};
	struct sctp_path *p;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(row); i++) {
		p = sctp_choose(&U.a, row[i].purpose, path[1]);
		assert_ptr_equal(p, path[row[i].works]);
		/* without a path before, the path of data */
		p = sctp_choose(&U.a, row[i].purpose, NULL);
		assert_ptr_equal(p, path[0]);
	}
	go_down(path[1]);
	for (i = 0; i < ARRAY_SIZE(row); i++) {
		p = sctp_choose(&U.a, row[i].purpose, path[1]);
		assert_ptr_equal(p, path[row[i].down]);
		p = sctp_choose(&U.a, row[i].purpose, path[2]);
		assert_ptr_equal(p, path[row[i].unconfirmed]);
	}
}

/* The only path is taken, whatever its state */
static void choice__of_one(void **state)
{
	struct sctp_path *p = U.a.primary;
	u32 i;

	for (i = 0; i <= SCTP_FOR_PROBE; i++)
		assert_ptr_equal(sctp_choose(&U.a, i, p), p);
	lose_route(p);
	go_down(p);
	for (i = 0; i <= SCTP_FOR_PROBE; i++)
		assert_ptr_equal(sctp_choose(&U.a, i, p), p);
}

/* Better than one that is down, worse than one that works (RFC 7829 section 5)
 */
static void choice__potentially_failed_has_its_rank(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	struct sctp_path *r = unit_path(3, SCTP_PATH_ACTIVE);

	p->state = SCTP_PATH_PF;
	sctp_choice_update(&U.a);
	assert_ptr_equal(sctp_path_for_data(&U.a), q);
	assert_ptr_equal(keep(p), q);
	assert_ptr_equal(other(q), r);
	go_down(q);
	go_down(r);
	assert_ptr_equal(sctp_path_for_data(&U.a), p);
	assert_ptr_equal(other(q), p);
	assert_ptr_equal(other(p), p);
}

/* One error makes a path potentially failed, by default */
static void fail_once(struct sctp_path *p)
{
	sctp_path_error(&U.a, p, false);
	assert_int_equal(p->state, SCTP_PATH_PF);
}

/* RFC 7829 section 3 rule 4: of those the one with the fewest errors */
static void choice__all_potentially_failed(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);
	struct sctp_path *r = unit_path(3, SCTP_PATH_ACTIVE);

	fail_once(p);
	assert_ptr_equal(sctp_path_for_data(&U.a), q);
	fail_once(q);
	assert_ptr_equal(sctp_path_for_data(&U.a), r);
	fail_once(r);
	/* one error each: in turn */
	assert_ptr_equal(sctp_path_for_data(&U.a), q);
	fail_once(q);
	assert_ptr_equal(sctp_path_for_data(&U.a), r);
	fail_once(r);
	assert_ptr_equal(sctp_path_for_data(&U.a), p);
	assert_ptr_equal(other(p), p);
	fail_once(p);
	fail_once(p);
	assert_ptr_equal(other(p), q);
	assert_ptr_equal(other(q), r);
	/* the choice changes neither errors nor states */
	assert_int_equal(p->error_count, 3);
	assert_int_equal(q->error_count, 2);
	assert_int_equal(q->state, SCTP_PATH_PF);
	go_down(q);
	go_down(r);
	assert_ptr_equal(sctp_path_for_data(&U.a), p);
	assert_ptr_equal(other(r), p);
}

/* Rule 3 iii: also what is to go there */
static void choice__of_a_potentially_failed_one(void **state)
{
	struct sctp_path *p = U.a.primary;
	struct sctp_path *q = unit_path(2, SCTP_PATH_ACTIVE);

	fail_once(p);
	assert_ptr_equal(keep(p), q);
	fail_once(q);
	assert_ptr_equal(keep(p), p);
	assert_ptr_equal(sctp_choose(&U.a, SCTP_FOR_PROBE, p), p);
}

static const struct CMUnitTest tests[] = {
	UNIT_UP(choice__fewest_errors_then_in_turn),
	UNIT_UP(choice__without_a_route_comes_last),
	UNIT_UP(choice__what_is_down_if_all_are),
	UNIT_UP(choice__by_purpose),
	UNIT_UP(choice__of_one),
	UNIT_UP(choice__potentially_failed_has_its_rank),
	UNIT_UP(choice__all_potentially_failed),
	UNIT_UP(choice__of_a_potentially_failed_one),
};

int main(void)
{
	return cmocka_run_group_tests_name("choice", tests, NULL, NULL);
}
