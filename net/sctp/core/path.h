/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A path: one destination transport address of the peer, with its own RTT,
 * congestion window, MTU, heartbeat and error counter (RFC 9260 sections 5.4,
 * 6.3, 7.2 and 8.2).
 *
 *   UNCONFIRMED --HEARTBEAT ACK--> ACTIVE --errors > pf_max_retrans--> PF
 *                                  ^    ^                              |
 *                                  |    '---HEARTBEAT ACK or SACK------+
 *                                  |                                   |
 *                                  '-the same-- INACTIVE <-------------'
 *                                               errors > max_retrans
 *
 * A path in the state PF, potentially failed (RFC 7829), is not used while
 * another one is active, and is probed once per RTO.
 */
#ifndef _SCTP_CORE_PATH_H
#define _SCTP_CORE_PATH_H

#include "core/loss/cc.h"
#include "core/loss/rack.h"
#include "core/loss/rto.h"
#include "core/loss/sackin.h"
#include "core/loss/tlp.h"
#include "core/wire/addr.h"
#include "core/wire/wire.h"
#include "config.h"

struct sctp_assoc;
struct sctp_pace;
struct sctp_plpmtud;
struct sctp_undo;

/* Least path MTU that core uses: 512 bytes with an IPv6 header. If a path's is
 * smaller, IP fragments.
 */
#define SCTP_MTU_MIN	472U
/* The largest one, which @mtu of a path holds */
#define SCTP_MTU_MAX	65535U

/* spinfo_state of RFC 6458 on Linux */
enum sctp_path_state {
	SCTP_PATH_INACTIVE,
	SCTP_PATH_PF,
	SCTP_PATH_ACTIVE,
	SCTP_PATH_UNCONFIRMED,
};

/**
 * struct sctp_flight - outstanding chunks of a path (txring.c)
 * @size: bytes in flight
 * @oldest: lowest TSN in flight, valid with @size
 * @timed: TSN whose round trip is measured, valid with @timing of the path
 * @nr_rtx: chunks marked for retransmission that were sent on this path last
 * @from: low half of a TSN; none of them is before it
 * @first: low half of the TSN in flight that was retransmitted first, valid
 *         with
 *         @resent of the path
 * @last: low half of the TSN in flight that was retransmitted last
 */
struct sctp_flight {
	u32 size;
	u32 oldest;
	u32 timed;
	u16 nr_rtx;
	u16 from;
	u16 first;
	u16 last;
};

/**
 * struct sctp_path - a destination address of the peer
 * @list: on assoc->paths
 * @addr: the peer's address
 * @saddr: source address in use, see sctp_path_set_source()
 * @state: enum sctp_path_state
 * @route_dead: the last path_route() found none
 * @confirmed: the address is the peer's (RFC 9260 section 5.4)
 * @hb_pending: a HEARTBEAT is unanswered
 * @rtx_away: marked chunks take another path: T3-rtx has expired, or
 *            there is no route
 * @rtx_now: one packet of marked chunks may exceed cwnd
 * @rtx_sent: this flush has retransmitted on it
 * @resent: a retransmitted chunk is in flight
 * @timing: a round trip is being measured
 * @rtx_tried: its lost chunks had their turn in this flush
 * @recovering: it is in fast recovery, RFC 9260 section 7.2.4
 * @lost: a chunk was found lost, and sctp_recovery_enter() was not called yet
 * @ecn_cut: cwnd was reduced without a loss, because of ECNE as a rule, up to
 *           @recovery_exit
 * @moved: @saddr changed since @cc began
 * @rto_peak: its RTO was the largest one, @max_rto_seen of the association
 * @carried: a chunk of the TSN ring may refer to it
 * @preferred: a message may
 * @error_count: consecutive unanswered transmissions
 * @mtu: largest IP payload (SCTP packet with its common header), bytes
 * @last_used: when a chunk whose round trip can be measured was sent last, in
 *             units of 2^20 ns; 0 = never
 * @cfg: parameters
 * @hb_nonce: nonce that the HEARTBEAT ACK must have
 * @hb_sent: when the HEARTBEAT was sent, nanoseconds
 * @t3_rtx: deadline of T3-rtx, 0 = stopped
 * @hb_at: deadline of the heartbeat timer, 0 = stopped
 * @plpmtud: probing for the MTU, NULL = off
 * @rto: RTT estimate
 * @cc: congestion control
 * @rack: loss detection by time
 * @flight: outstanding chunks
 * @recovery_exit: fast recovery, or @ecn_cut, ends when all TSNs up to this are
 *                 acknowledged
 * @tlp: tail loss probe
 * @sacked: what a SACK acknowledges on it
 * @undo: the last fast recovery, NULL when it cannot be undone
 * @pace: pacing, NULL = off
 */
struct sctp_path {
	struct list_head list;
	struct sctp_addr addr;
	struct sctp_addr saddr;
	u8 state;
	bool route_dead:1;
	bool confirmed:1;
	bool hb_pending:1;
	bool rtx_away:1;
	bool rtx_now:1;
	bool rtx_sent:1;
	bool resent:1;
	bool timing:1;
	bool lost:1;
	bool recovering:1;
	bool ecn_cut:1;
	bool rtx_tried:1;
	bool moved:1;
	bool rto_peak:1;
	bool carried:1;
	bool preferred:1;
	u16 error_count;
	u16 mtu;
	u32 last_used;
	struct sctp_path_config cfg;
	u64 hb_nonce;
	u64 hb_sent;
	u64 t3_rtx;
	u64 hb_at;
	struct sctp_plpmtud *plpmtud;
	struct sctp_rto rto;
	struct sctp_cc cc;
	struct sctp_rack rack;
	struct sctp_flight flight;
	u32 recovery_exit;
	struct sctp_tlp tlp;
	struct sctp_sacked sacked;
	struct sctp_undo *undo;
	struct sctp_pace *pace;
};

/**
 * sctp_path_reduced() - was cwnd reduced for what is in flight?
 * @p: path
 *
 * Return: true in fast recovery, and until all that was in flight when ECNE
 * came is acknowledged.
 */
static inline bool sctp_path_reduced(const struct sctp_path *p)
{
	return p->recovering || p->ecn_cut;
}

/* A unit of @last_used of a path is 2^SCTP_USED_SHIFT nanoseconds: about one
 * millisecond
 */
#define SCTP_USED_SHIFT	20

/**
 * sctp_path_idle() - for how long has no such chunk been sent?
 * @p: path, used before
 * @now: time
 *
 * Return: nanoseconds, modulo 52 days.
 */
static inline u64 sctp_path_idle(const struct sctp_path *p, u64 now)
{
	return (u64)((u32)(now >> SCTP_USED_SHIFT) - (p->last_used & ~1U)) <<
	       SCTP_USED_SHIFT;
}

/**
 * sctp_path_used() - a chunk whose round trip can be measured is sent
 * @p: path
 * @now: time
 */
static inline void sctp_path_used(struct sctp_path *p, u64 now)
{
	p->last_used = (now >> SCTP_USED_SHIFT) | 1;
}

void sctp_path_init(struct sctp_path *p, const struct sctp_addr *addr,
		    enum sctp_path_state state,
		    const struct sctp_path_config *cfg);
void sctp_paths_init(struct sctp_assoc *a);
void sctp_path_link(struct sctp_assoc *a, struct sctp_path *p);
struct sctp_path *sctp_path_unlink(struct sctp_assoc *a, struct sctp_path *p);
void sctp_path_confirm(struct sctp_assoc *a, struct sctp_path *p);
void sctp_path_reset(struct sctp_path *p);
void sctp_path_failing(struct sctp_assoc *a, struct sctp_path *p);
void sctp_path_down(struct sctp_assoc *a, struct sctp_path *p);
void sctp_path_up(struct sctp_assoc *a, struct sctp_path *p, u16 by);
void sctp_path_tell(struct sctp_assoc *a, struct sctp_path *p, u32 change,
		    u16 error);
struct sctp_path *sctp_path_find(const struct sctp_assoc *a,
				 const struct sctp_addr *addr);
void sctp_path_rto_seen(struct sctp_assoc *a, struct sctp_path *p);
struct sctp_path *sctp_path_rto_peak(const struct sctp_assoc *a);
u64 sctp_path_max_rto(const struct sctp_assoc *a);
u64 sctp_path_take_max_rto(struct sctp_assoc *a);
void sctp_path_set_primary(struct sctp_assoc *a, struct sctp_path *p);

#endif
