// SPDX-License-Identifier: GPL-2.0-only
/* Error counters: failure detection, RFC 9260 sections 8.1, 8.2, RFC 7829 */
#include <linux/kernel.h>

#include "choice.h"
#include "errors.h"

/* The state of a path by its errors. Of paths that are potentially failed the
 * one with the fewest takes the data (RFC 7829 section 3).
 */
static void grade_path(struct sctp_assoc *a, struct sctp_path *p)
{
	if (p->state == SCTP_PATH_INACTIVE)
		return;
	if (p->error_count > p->cfg.max_retrans)
		sctp_path_down(a, p);
	else if (p->state == SCTP_PATH_PF)
		sctp_choice_update(a);
	else if (p->state == SCTP_PATH_ACTIVE && p->cfg.pf_enabled &&
		 p->error_count > p->cfg.pf_max_retrans)
		sctp_path_failing(a, p);
}

/* The path that took over becomes the primary one. It stays so when the old one
 * works again (RFC 7829 section 5)
 */
static void switch_primary(struct sctp_assoc *a)
{
	struct sctp_path *p = sctp_path_for_data(a);

	if (p != a->primary)
		sctp_path_set_primary(a, p);
}

/**
 * sctp_path_error() - a transmission on a path was not answered
 * @a: association
 * @p: path
 * @counts: it counts for the association, too; not every HEARTBEAT does
 *
 * Return: true when Association.Max.Retrans is exceeded: the caller ends the
 * association (RFC 9260 section 8.1).
 */
bool sctp_path_error(struct sctp_assoc *a, struct sctp_path *p, bool counts)
{
	if (p->state != SCTP_PATH_INACTIVE && p->error_count < U16_MAX)
		p->error_count++;
	if (counts && a->error_count < U16_MAX)
		a->error_count++;
	grade_path(a, p);
	if (p == a->primary && p->error_count > p->cfg.ps_max_retrans)
		switch_primary(a);
	return a->error_count > a->cfg->max_retrans;
}

/**
 * sctp_path_answered() - the peer answered a transmission on a path
 * @a: association
 * @p: path
 * @by: with what, enum sctp_path_change_error
 */
void sctp_path_answered(struct sctp_assoc *a, struct sctp_path *p, u16 by)
{
	sctp_errors_clear(a);
	sctp_errors_clear_path(p);
	sctp_path_up(a, p, by);
}

/**
 * sctp_path_maybe_answered() - the peer acknowledged chunks that were sent on
 * several paths, the last time on this one
 * @a: association
 * @p: path
 *
 * Any of these may have brought them: a path that is not active stays so (RFC
 * 7829 section 3 rule 9).
 */
void sctp_path_maybe_answered(struct sctp_assoc *a, struct sctp_path *p)
{
	sctp_errors_clear(a);
	if (p->state == SCTP_PATH_ACTIVE)
		sctp_errors_clear_path(p);
}
