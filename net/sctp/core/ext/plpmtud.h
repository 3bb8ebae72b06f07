/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Probing for a path's MTU, RFC 8899 (DPLPMTUD).
 *
 *            confirmed           nothing larger         lost
 *   BASE ----------> SEARCH ------------------> COMPLETE ----> BASE
 *    | lost            ^ ^                         |
 *    v      confirmed  | '-------- 30 intervals ---'
 *   ERROR -------------'
 */
#ifndef _SCTP_CORE_PLPMTUD_H
#define _SCTP_CORE_PLPMTUD_H

#include "core/assoc.h"
#include "core/deadline.h"

enum sctp_plpmtud_state {
	SCTP_PLPMTUD_DISABLED,	/* not up, or not confirmed, or turned off */
	SCTP_PLPMTUD_BASE,
	SCTP_PLPMTUD_ERROR,
	SCTP_PLPMTUD_SEARCH,
	SCTP_PLPMTUD_COMPLETE,
};

/**
 * struct sctp_plpmtud - probing for the MTU of a path
 * @at: deadline of the next probe, or of the answer to one; 0 = stopped
 * @nonce: nonce that the HEARTBEAT ACK must have, valid with @pending
 * @interval: milliseconds between probes, and to wait for an answer
 * @route: MTU of the route, which no probe exceeds; as the path's mtu
 * @size: PLPMTU, which packets with data do not exceed
 * @probe: size of the probe that is unanswered, or comes next
 * @failed: least size that is known not to pass, 0 = none
 * @lost: unanswered probes of that size, one after the other
 * @confirms: answered ones since the search was complete
 * @state: enum sctp_plpmtud_state
 * @pending: a probe is unanswered
 * @hinted: an ICMP error says that what is below @failed passes
 *
 * Sizes are of SCTP packets, with the common header.
 */
struct sctp_plpmtud {
	u64 at;
	u64 nonce;
	u32 interval;
	u32 route;
	u32 size;
	u32 probe;
	u32 failed;
	u8 lost;
	u8 confirms;
	u8 state;
	bool pending;
	bool hinted;
};

/**
 * sctp_plpmtud_due() - is it time for a probe, or is an answer late?
 * @p: path with probing
 * @now: time
 *
 * Return: true, once, when it is.
 */
static inline bool sctp_plpmtud_due(struct sctp_path *p, u64 now)
{
	return sctp_deadline_over(&p->plpmtud->at, now);
}

/**
 * sctp_plpmtud_interval() - the probe interval of a path
 * @p: path
 *
 * Return: milliseconds, 0 = off.
 */
static inline u32 sctp_plpmtud_interval(const struct sctp_path *p)
{
	return p->plpmtud ? p->plpmtud->interval : 0;
}

/**
 * sctp_path_probing() - is a path probed for its MTU?
 * @p: path
 *
 * Return: true if so.
 */
static inline bool sctp_path_probing(const struct sctp_path *p)
{
	return unlikely(p->plpmtud) &&
	       p->plpmtud->state != SCTP_PLPMTUD_DISABLED;
}

int sctp_plpmtud_reserve(struct sctp_path *p);
void sctp_plpmtud_set(struct sctp_path *p, u32 interval, u64 now);
void sctp_plpmtud_free(struct sctp_path *p);
void sctp_plpmtud_begin(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_plpmtud_stop(struct sctp_path *p);
u32 sctp_plpmtud_mtu(const struct sctp_path *p);
void sctp_plpmtud_route(struct sctp_assoc *a, struct sctp_path *p, u32 mtu,
			u64 now);
bool sctp_plpmtud_answered(struct sctp_path *p, u64 nonce, u64 now);
void sctp_plpmtud_too_big(struct sctp_path *p, u32 mtu, u64 now);
void sctp_plpmtud_black_hole(struct sctp_path *p, u64 now);
void sctp_plpmtud_expired(struct sctp_assoc *a, struct sctp_path *p, u64 now);

#endif
