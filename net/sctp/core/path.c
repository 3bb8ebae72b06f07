// SPDX-License-Identifier: GPL-2.0-only
/*
 * The paths of an association and their states. choice.c chooses the path of a
 * chunk.
 */
#include <linux/kernel.h>

#include "choice.h"

/* Unit of the largest RTO seen, nanoseconds: a day fits into 32 bits */
#define SCTP_RTO_SEEN	65536

/**
 * sctp_path_tell() - notify the user of a change of a path
 * @a: association
 * @p: path
 * @change: enum sctp_path_change_state
 * @error: what caused it, enum sctp_path_change_error
 */
void sctp_path_tell(struct sctp_assoc *a, struct sctp_path *p, u32 change,
		    u16 error)
{
	struct sctp_notice ev = {
		.type = SCTP_EV_PATH_CHANGE,
		.value = change,
		.error = error,
		.path = p,
	};

	sctp_ops(a)->notify(a, &ev);
}

/**
 * sctp_path_init() - initialise a path that will be added
 * @p: path, zeroed
 * @addr: the peer's address
 * @state: SCTP_PATH_ACTIVE when confirmed (RFC 9260 section 5.4)
 * @cfg: its parameters
 */
void sctp_path_init(struct sctp_path *p, const struct sctp_addr *addr,
		    enum sctp_path_state state,
		    const struct sctp_path_config *cfg)
{
	p->addr = *addr;
	p->state = state;
	p->confirmed = state == SCTP_PATH_ACTIVE;
	p->cfg = *cfg;
}

/**
 * sctp_paths_init() - begin without paths
 * @a: association
 */
void sctp_paths_init(struct sctp_assoc *a)
{
	INIT_LIST_HEAD(&a->paths);
}

/**
 * sctp_path_link() - add a path to the association's list
 * @a: association
 * @p: path; the first one becomes the primary one
 */
void sctp_path_link(struct sctp_assoc *a, struct sctp_path *p)
{
	list_add_tail(&p->list, &a->paths);
	a->npaths++;
	if (a->primary)
		sctp_choice_update(a);
	else
		sctp_choice_primary(a, p);
}

/**
 * sctp_path_unlink() - remove a path from the association's list
 * @a: association
 * @p: path
 *
 * Return: the path that takes its place, NULL when it was the last one.
 */
struct sctp_path *sctp_path_unlink(struct sctp_assoc *a, struct sctp_path *p)
{
	struct sctp_path *other;

	list_del(&p->list);
	a->npaths--;
	other = sctp_choice_forget_path(a, p);
	return other;
}

/**
 * sctp_path_confirm() - an address was confirmed (RFC 9260 section 5.4)
 * @a: association
 * @p: its path
 */
void sctp_path_confirm(struct sctp_assoc *a, struct sctp_path *p)
{
	p->confirmed = true;
	if (p->state == SCTP_PATH_UNCONFIRMED)
		p->state = SCTP_PATH_ACTIVE;
	sctp_choice_update(a);
}

/**
 * sctp_path_reset() - the peer restarted: the address has to be confirmed again
 * @p: path
 */
void sctp_path_reset(struct sctp_path *p)
{
	p->state = SCTP_PATH_UNCONFIRMED;
	p->confirmed = false;
	p->last_used = 0;
}

/**
 * sctp_path_find() - the path to an address
 * @a: association
 * @addr: the peer's address
 *
 * Return: the path or NULL.
 */
struct sctp_path *sctp_path_find(const struct sctp_assoc *a,
				 const struct sctp_addr *addr)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		if (sctp_addr_eq(&p->addr, addr))
			return p;
	return NULL;
}

/**
 * sctp_path_failing() - a path becomes potentially failed (RFC 7829)
 * @a: association
 * @p: path that was active
 */
void sctp_path_failing(struct sctp_assoc *a, struct sctp_path *p)
{
	p->state = SCTP_PATH_PF;
	sctp_choice_update(a);
	sctp_path_tell(a, p, SCTP_PC_POTENTIALLY_FAILED, SCTP_PC_BY_THRESHOLD);
}

/**
 * sctp_path_down() - a path becomes inactive
 * @a: association
 * @p: path
 */
void sctp_path_down(struct sctp_assoc *a, struct sctp_path *p)
{
	p->state = SCTP_PATH_INACTIVE;
	sctp_choice_update(a);
	sctp_path_tell(a, p, SCTP_PC_UNREACHABLE, SCTP_PC_BY_THRESHOLD);
}

/**
 * sctp_path_up() - a transmission was answered: the path becomes active
 * @a: association
 * @p: path
 * @by: what answered, enum sctp_path_change_error
 */
void sctp_path_up(struct sctp_assoc *a, struct sctp_path *p, u16 by)
{
	u32 change = p->state == SCTP_PATH_PF ? SCTP_PC_NOT_FAILED :
						SCTP_PC_AVAILABLE;

	if (p->state != SCTP_PATH_INACTIVE && p->state != SCTP_PATH_PF)
		return;
	p->state = p->confirmed ? SCTP_PATH_ACTIVE : SCTP_PATH_UNCONFIRMED;
	if (!p->confirmed)
		return;
	sctp_choice_update(a);
	sctp_path_tell(a, p, change, by);
}

/**
 * sctp_path_rto_seen() - record the largest RTO, for SCTP_GET_ASSOC_STATS
 * @a: association
 * @p: path whose RTO was changed
 */
void sctp_path_rto_seen(struct sctp_assoc *a, struct sctp_path *p)
{
	u64 rto = min_t(u64, DIV_ROUND_UP(p->rto.rto, SCTP_RTO_SEEN), U32_MAX);
	struct sctp_path *q;

	if (rto <= a->max_rto_seen)
		return;
	a->max_rto_seen = rto;
	list_for_each_entry(q, &a->paths, list)
		q->rto_peak = q == p;
}

/**
 * sctp_path_rto_peak() - the path that had the largest RTO
 * @a: association
 *
 * Return: the path; the primary one if no RTO was recorded, or the path was
 * removed; NULL if there are no paths.
 */
struct sctp_path *sctp_path_rto_peak(const struct sctp_assoc *a)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		if (p->rto_peak)
			return p;
	return a->primary;
}

/**
 * sctp_path_max_rto() - the largest RTO since sctp_path_take_max_rto()
 * @a: association
 *
 * Return: nanoseconds, at most 66 microseconds too many; 0 if none was
 * recorded.
 */
u64 sctp_path_max_rto(const struct sctp_assoc *a)
{
	return (u64)a->max_rto_seen * SCTP_RTO_SEEN;
}

/**
 * sctp_path_take_max_rto() - read the largest RTO, and begin another period
 * @a: association
 *
 * Return: as of sctp_path_max_rto().
 */
u64 sctp_path_take_max_rto(struct sctp_assoc *a)
{
	u64 most = sctp_path_max_rto(a);

	a->max_rto_seen = 0;
	return most;
}

/**
 * sctp_path_set_primary() - make a path the primary one
 * @a: association
 * @p: path
 *
 * Data takes it once the address is confirmed (RFC 9260 section 5.4). The user
 * is notified even if it was the primary path already.
 */
void sctp_path_set_primary(struct sctp_assoc *a, struct sctp_path *p)
{
	sctp_assoc_entered(a);
	sctp_path_tell(a, p, SCTP_PC_MADE_PRIM, 0);
	sctp_choice_primary(a, p);
}
