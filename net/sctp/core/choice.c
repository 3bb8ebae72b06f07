// SPDX-License-Identifier: GPL-2.0-only
/*
 * The choice of a path: the only file that decides which path a chunk takes. A
 * chunk without a preference takes the path for data. Others, by their purpose:
 *
 *   purpose     chunks                    preference       rule
 *   DATA        new DATA                  SCTP_ADDR_OVER   KEEP      6.4, 6.4.1
 *   LOST        fast retransmissions,     where it was     KEEP      6.4, 7.2.4
 *               loss probes, a lower MTU,
 *               requests in progress
 *   TIMED_OUT   DATA after T3-rtx         where it was     CHANGE    6.4, 6.4.1
 *   SACK        SACK                      DATA's source    KEEP      6.4
 *   CONTROL     INIT, SHUTDOWN, ABORT,    nothing, or      CONFIRMED 5.1, 9.1,
 *               requests                  where it was               9.2
 *   REPEAT      those after T1, T2, T4    where it was     CHANGE    5.1, 6.4.1
 *   REPLY       COOKIE ECHO, COOKIE ACK,  source of the    CONFIRMED 5.4, 6.4
 *               SHUTDOWN ACK, SHUTDOWN    question
 *               COMPLETE, ERROR
 *   PROBE       HEARTBEAT, HEARTBEAT ACK, the path         THERE     5.4, 8.3
 *               COOKIE ACK beside one
 *
 *   KEEP        the preferred path if it works; else the path for data if that
 *               works
 *   CHANGE      the best other path; the preferred one if all others are worse,
 *               or potentially failed with more errors
 *   CONFIRMED   the preferred path, in any state, if its address is confirmed
 *   THERE       the preferred path, in any state
 *
 * The path for data is the primary path while it works, else another path that
 * works (8.2). enum path_rank says how good a path is. If all are potentially
 * failed (RFC 7829 section 3) it is the one with the fewest errors.
 *
 * Data in flight does not matter: a chunk whose path is full waits for that
 * path, while other paths are used (flush.c). With multipath transfer new DATA
 * without a preference takes any path that works: multipath.c.
 */
#include <linux/kernel.h>

#include "choice.h"

/* How good a path is, the best first. Unconfirmed addresses are last: only
 * probes may be sent there.
 */
enum path_rank {
	RANK_WORKS,
	RANK_FAILING,
	RANK_DOWN,
	RANK_NO_ROUTE,
	RANK_UNCONFIRMED,
};

static enum path_rank path_rank(const struct sctp_path *p)
{
	if (!p->confirmed)
		return RANK_UNCONFIRMED;
	if (p->route_dead)
		return RANK_NO_ROUTE;
	switch (p->state) {
	case SCTP_PATH_ACTIVE:
		return RANK_WORKS;
	case SCTP_PATH_PF:
		return RANK_FAILING;
	default:
		return RANK_DOWN;
	}
}

/**
 * sctp_path_works() - can a path be used for data?
 * @p: path
 *
 * Return: true when the address is the peer's, answers, and has a route.
 */
bool sctp_path_works(const struct sctp_path *p)
{
	return path_rank(p) == RANK_WORKS;
}

static bool path_better(const struct sctp_path *p, const struct sctp_path *than)
{
	enum path_rank rank = path_rank(p), other = path_rank(than);

	return rank < other ||
	       (rank == other && p->error_count < than->error_count);
}

/* Is there no reason to leave path @p for @other, the best of the others? */
static bool path_stays(const struct sctp_path *p, const struct sctp_path *other)
{
	if (!other->confirmed || path_rank(p) < path_rank(other))
		return true;
	return path_rank(p) == RANK_FAILING && path_better(p, other);
}

/* The best path other than @not: of the best rank, with the fewest errors.
 * Among equals the first after @not in the list, so that all are tried in turn
 * (RFC 9260 sections 6.4 and 6.4.1). @not itself if all others are worse or
 * unconfirmed. NULL if there are no paths.
 */
static struct sctp_path *path_other(const struct sctp_assoc *a,
				    struct sctp_path *not)
{
	struct sctp_path *p, *same = NULL, *best = NULL;
	bool before = false;

	list_for_each_entry(p, &a->paths, list) {
		if (p == not) {
			same = p;
			continue;
		}
		if (best && !path_better(p, best) &&
		    !(same && before && !path_better(best, p)))
			continue;
		best = p;
		before = !same;
	}
	return same && (!best || path_stays(same, best)) ? same : best;
}

/* @want if it works, or if no other works (6.4.1) */
static struct sctp_path *path_keep(const struct sctp_assoc *a,
				   struct sctp_path *want)
{
	struct sctp_path *data = sctp_path_for_data(a);

	if (sctp_path_works(want))
		return want;
	return sctp_path_works(data) || !want->confirmed ? data : want;
}

/**
 * sctp_choice_for() - the path for a chunk with a preference
 * @a: association
 * @purpose: what the chunk is
 * @want: the preferred path
 *
 * Return: the path.
 */
struct sctp_path *sctp_choice_for(const struct sctp_assoc *a,
				  enum sctp_purpose purpose,
				  struct sctp_path *want)
{
	switch (purpose) {
	case SCTP_FOR_DATA:
	case SCTP_FOR_LOST:
	case SCTP_FOR_SACK:
		return path_keep(a, want);
	case SCTP_FOR_TIMED_OUT:
	case SCTP_FOR_REPEAT:
		return path_other(a, want);
	case SCTP_FOR_CONTROL:
	case SCTP_FOR_REPLY:
		return want->confirmed ? want : sctp_path_for_data(a);
	case SCTP_FOR_PROBE:
		break;
	}
	return want;
}

/**
 * sctp_choice_update() - choose the path for data again: a path has changed
 * @a: association
 */
void sctp_choice_update(struct sctp_assoc *a)
{
	struct sctp_path *p = a->primary;

	if (!p)
		return;
	if (sctp_path_works(p))
		a->active = p;
	else if (!a->active || !sctp_path_works(a->active))
		a->active = path_other(a, p);
}

/**
 * sctp_choice_primary() - make a path the primary one
 * @a: association
 * @p: path
 *
 * Data takes it once the address is confirmed (RFC 9260 section 5.4).
 */
void sctp_choice_primary(struct sctp_assoc *a, struct sctp_path *p)
{
	a->primary = p;
	if (!a->active)
		a->active = p;
	sctp_choice_update(a);
}

/**
 * sctp_choice_forget_path() - a path is removed
 * @a: association
 * @p: the path, not in the list any more
 *
 * Return: the path that takes its place, NULL if there is none.
 */
struct sctp_path *sctp_choice_forget_path(struct sctp_assoc *a,
					  const struct sctp_path *p)
{
	struct sctp_path *other = path_other(a, NULL);

	if (a->primary == p)
		a->primary = other;
	if (a->active == p)
		a->active = other;
	return other;
}
