// SPDX-License-Identifier: GPL-2.0-only
/*
 * The set of the peer's addresses, each of which is a path: adding, removing
 * and resetting a path calls all components.
 */
#include <linux/errno.h>
#include <linux/kernel.h>

#include "core/ext/plpmtud.h"
#include "core/ext/request.h"
#include "core/life/t2.h"
#include "core/loss/cc.h"
#include "core/loss/rack.h"
#include "core/loss/recovery.h"
#include "core/loss/rto.h"
#include "core/loss/t3.h"
#include "core/loss/tlp.h"
#include "core/recv/sackout.h"
#include "core/send/ctl.h"
#include "core/send/sendq.h"
#include "core/send/txring.h"
#include "ep.h"
#include "errors.h"
#include "heartbeat.h"
#include "pathroute.h"
#include "pathset.h"
#include "telemetry.h"

/**
 * sctp_path_usable() - can an address that the peer lists become a path?
 * @a: association
 * @src: source address of the packet that lists it
 * @addr: the address
 *
 * Others are ignored (RFC 9260 section 5.1.2).
 *
 * Return: true when it can.
 */
bool sctp_path_usable(struct sctp_assoc *a, const struct sctp_addr *src,
		      const struct sctp_addr *addr)
{
	if (!sctp_ep_has_family(a->ep, addr->family))
		return false;
	return !sctp_ops(a)->peer_addr_ok ||
	       sctp_ops(a)->peer_addr_ok(a, src, addr);
}

/* Probing for the MTU begins when the address is confirmed. Without memory the
 * MTU is that of the route.
 */
static void prepare_probing(struct sctp_assoc *a, struct sctp_path *p)
{
	if (sctp_plpmtud_reserve(p))
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
	else
		sctp_plpmtud_set(p, a->cfg->probe_interval, 0);
}

/**
 * sctp_path_add() - add a destination address
 * @a: association
 * @addr: the peer's address
 * @state: SCTP_PATH_ACTIVE when confirmed (RFC 9260 section 5.4)
 *
 * The first path becomes the primary one.
 *
 * Return: the path, an existing one for the same address, or NULL when there
 * is no memory or there are SCTP_MAX_PATHS already.
 */
struct sctp_path *sctp_path_add(struct sctp_assoc *a,
				const struct sctp_addr *addr,
				enum sctp_path_state state)
{
	struct sctp_path *p = sctp_path_find(a, addr);

	sctp_assoc_entered(a);
	if (p) {
		if (state == SCTP_PATH_ACTIVE)
			sctp_path_confirm(a, p);
		return p;
	}
	if (a->npaths >= SCTP_MAX_PATHS) {
		sctp_mib_add(a->mib, SCTP_MIB_IN_ADDR_LIMIT, 1);
		return NULL;
	}
	p = sctp_ops(a)->path_new(a, addr);
	if (!p) {
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
		return NULL;
	}
	sctp_path_init(p, addr, state, &a->cfg->path);
	sctp_rto_init(&p->rto, a->cfg);
	sctp_path_first_route(a, p);
	if (!sctp_cc_init(p, a->cfg->cc_algo))
		sctp_mib_add(a->mib, SCTP_MIB_NO_MEMORY, 1);
	sctp_cc_set_abc_l(&p->cc, a->cfg->abc_l);
	sctp_path_link(a, p);
	sctp_sendq_frag_point(a);
	if (unlikely(a->cfg->probe_interval))
		prepare_probing(a, p);
	return p;
}

static void path_free(struct sctp_assoc *a, struct sctp_path *p)
{
	sctp_recovery_end_undo(p);
	sctp_cc_release(p);
	sctp_plpmtud_free(p);
	sctp_ops(a)->path_free(a, p);
}

/**
 * sctp_path_remove() - remove a destination address
 * @a: association
 * @p: path; chunks in flight on it are retransmitted on another path
 *
 * The caller clears its own pointers to the path, as in struct sctp_rx.
 *
 * Return: 0, or -EBUSY when it is the last one.
 */
int sctp_path_remove(struct sctp_assoc *a, struct sctp_path *p)
{
	struct sctp_path *other;

	if (a->npaths < 2)
		return -EBUSY;
	other = sctp_path_unlink(a, p);
	sctp_sack_forget_path(a, p);
	sctp_t2_forget_path(a, p, other);
	sctp_ctl_forget_path(a, p);
	sctp_request_forget_path(a, p, other);
	sctp_sendq_forget_path(a, p, other);
	sctp_telemetry_forget_path(a, p);
	if (a->was_up)
		sctp_path_tell(a, p, SCTP_PC_REMOVED, 0);
	path_free(a, p);
	sctp_sendq_frag_point(a);
	return 0;
}

/* Reset each component of a path: the peer has restarted */
static void reset_path(struct sctp_assoc *a, struct sctp_path *p)
{
	sctp_path_reset(p);
	sctp_errors_clear_path(p);
	sctp_path_hb_reset(p);
	if (p->plpmtud)
		sctp_plpmtud_stop(p);
	sctp_t3_stop(p);
	sctp_rto_init(&p->rto, a->cfg);
	sctp_cc_restart(p);
	sctp_txring_time_over(p);
	sctp_rack_reset(p);
	sctp_tlp_reset(p);
}

/**
 * sctp_path_reset_all() - reset all paths: the peer has restarted
 * @a: association with nothing in flight
 */
void sctp_path_reset_all(struct sctp_assoc *a)
{
	struct sctp_path *p;

	sctp_errors_clear(a);
	list_for_each_entry(p, &a->paths, list)
		reset_path(a, p);
}

/**
 * sctp_paths_free() - free all paths
 * @a: association in CLOSED that nothing refers to any more
 */
void sctp_paths_free(struct sctp_assoc *a)
{
	struct sctp_path *p, *tmp;

	list_for_each_entry_safe(p, tmp, &a->paths, list) {
		sctp_path_unlink(a, p);
		path_free(a, p);
	}
}
