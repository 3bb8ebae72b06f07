/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A path: one destination transport address of the peer, with its own RTT,
 * congestion window, MTU, heartbeat and error counter (RFC 9260 sections 5.4,
 * 6.3, 7.2 and 8.2).
 *
 *   UNCONFIRMED --HEARTBEAT ACK--> ACTIVE --errors > max_retrans--> INACTIVE
 *                                    ^------HEARTBEAT ACK or SACK-----'
 */
#ifndef _SCTP_CORE_PATH_H
#define _SCTP_CORE_PATH_H

#include "addr.h"
#include "cc.h"
#include "config.h"
#include "deadline.h"
#include "wire.h"

struct sctp_assoc;
struct sctp_pace;
struct sctp_undo;

/* Smallest path MTU core works with: 512 with an IPv6 header. IP fragments
 * below it.
 */
#define SCTP_MTU_MIN	472U

/* spinfo_state of RFC 6458 on Linux */
enum sctp_path_state {
	SCTP_PATH_INACTIVE,
	SCTP_PATH_PF,
	SCTP_PATH_ACTIVE,
	SCTP_PATH_UNCONFIRMED,
};

/**
 * struct sctp_rto - round trip time of a path (rto.c)
 * @srtt: smoothed RTT, nanoseconds, 0 before the first measurement
 * @rttvar: its variation, nanoseconds
 * @rto: retransmission timeout with back-off, nanoseconds
 */
struct sctp_rto {
	u64 srtt;
	u64 rttvar;
	u64 rto;
};

/**
 * struct sctp_rack - loss detection by time (rack.c)
 * @at: deadline of the reordering timer, 0 = stopped
 * @sent_at: when the latest transmission known to have arrived left, 0 = none
 * @rtt: its round trip time, nanoseconds
 * @min_rtt: the least round trip time of late, nanoseconds, 0 = none known
 * @min_rtt_at: when it was measured
 * @tsn: TSN of that latest transmission
 * @highest: highest TSN known to have arrived, valid with @sent_at
 * @fresh: no TSN below it is in flight and was sent once only
 * @widened: how often the reordering window was found to be too short
 * @persist: recoveries until that is forgotten
 * @reordered: a TSN arrived behind a higher one
 */
struct sctp_rack {
	u64 at;
	u64 sent_at;
	u64 rtt;
	u64 min_rtt;
	u64 min_rtt_at;
	u32 tsn;
	u32 highest;
	u32 fresh;
	u8 widened;
	u8 persist;
	bool reordered;
};

/**
 * struct sctp_flight - what a path has outstanding (txring.c)
 * @size: bytes in flight
 * @oldest: lowest TSN in flight, valid with @size
 * @timed: TSN whose round trip is timed, valid with @timing of the path
 * @nr_rtx: chunks marked for retransmission that the path was last to send
 * @from: low half of a TSN, none of them is before it
 * @first: that of the one in flight that was retransmitted longest ago, valid
 *         with @resent of the path
 * @last: that of the one that was retransmitted last
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
 * struct sctp_sacked - what a SACK says of a path while it is processed
 *                      (sackin.c)
 * @flight_before: flight size before
 * @bytes: bytes newly acknowledged
 */
struct sctp_sacked {
	u32 flight_before;
	u32 bytes;
};

/* The last loss probe */
enum sctp_tlp_state {
	SCTP_TLP_NONE,	/* all is known about it */
	SCTP_TLP_NEW,	/* new data, not acknowledged */
	SCTP_TLP_AGAIN,	/* a retransmission; not known what became of it */
};

/**
 * struct sctp_tlp - tail loss probe (tlp.c)
 * @at: deadline of the probe timer, 0 = stopped
 * @tsn: TSN that was sent again
 * @end: TSN whose acknowledgment answers the probe
 * @state: enum sctp_tlp_state
 * @spent: no round trip time was measured since the last probe
 * @restart: data left or was acknowledged since the last flush
 */
struct sctp_tlp {
	u64 at;
	u32 tsn;
	u32 end;
	u8 state;
	bool spent;
	bool restart;
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
 * @moved: @saddr is not the one @cc was learned with
 * @rtx_away: what is marked has timed out: another path takes it
 * @rtx_now: one packet of it may ignore cwnd
 * @rtx_sent: in this flush something was sent again there
 * @resent: something in flight was sent before
 * @timing: a round trip is timed
 * @recovering: it is in fast recovery, RFC 9260 section 7.2.4
 * @lost: something was just found lost on it
 * @mtu: largest IP payload (SCTP packet with its common header), bytes
 * @cfg: parameters
 * @error_count: consecutive unanswered transmissions
 * @hb_nonce: what the HEARTBEAT ACK must bring back
 * @hb_sent: when the HEARTBEAT left, nanoseconds
 * @t3_rtx: deadline of T3-rtx, 0 = stopped
 * @hb_at: deadline of the heartbeat timer, 0 = stopped
 * @last_used: when a chunk usable for RTT was last sent
 * @rto: RTT estimate
 * @cc: congestion control
 * @rack: loss detection by time
 * @flight: what is outstanding
 * @recovery_exit: TSN up to which all has to be acknowledged to end it
 * @tlp: tail loss probe
 * @sacked: what a SACK says of it
 * @undo: the last fast recovery, NULL when it cannot be undone
 * @pace: pacing, NULL = off
 */
struct sctp_path {
	struct list_head list;
	struct sctp_addr addr;
	struct sctp_addr saddr;
	u8 state;
	bool route_dead;
	bool confirmed;
	bool hb_pending;
	bool moved;
	bool rtx_away:1;
	bool rtx_now:1;
	bool rtx_sent:1;
	bool resent:1;
	bool timing:1;
	bool recovering:1;
	bool lost:1;
	u16 error_count;
	u32 mtu;
	struct sctp_path_config cfg;
	u64 hb_nonce;
	u64 hb_sent;
	u64 t3_rtx;
	u64 hb_at;
	u64 last_used;
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
 * sctp_path_pmdcs() - PMDCS of a path, RFC 9260 section 2.3
 * @p: path
 *
 * Return: the largest DATA chunk, header included, one packet can hold.
 */
static inline u32 sctp_path_pmdcs(const struct sctp_path *p)
{
	return (p->mtu - sizeof(struct sctpw_common)) & ~3U;
}

/**
 * sctp_path_works() - may data go there?
 * @p: path
 *
 * Return: true when it is active and there is a route.
 */
static inline bool sctp_path_works(const struct sctp_path *p)
{
	return p->state == SCTP_PATH_ACTIVE && !p->route_dead;
}

/**
 * sctp_path_hb_stop() - no more HEARTBEATs
 * @p: path
 */
static inline void sctp_path_hb_stop(struct sctp_path *p)
{
	p->hb_at = 0;
	p->hb_pending = false;
}

/**
 * sctp_path_hb_due() - has the heartbeat timer expired?
 * @p: path
 * @now: time
 *
 * Return: true, once, when it has.
 */
static inline bool sctp_path_hb_due(struct sctp_path *p, u64 now)
{
	return sctp_deadline_over(&p->hb_at, now);
}

struct sctp_path *sctp_path_add(struct sctp_assoc *a,
				const struct sctp_addr *addr,
				enum sctp_path_state state);
int sctp_path_remove(struct sctp_assoc *a, struct sctp_path *p);
bool sctp_path_usable(struct sctp_assoc *a, const struct sctp_addr *src,
		      const struct sctp_addr *addr);
struct sctp_path *sctp_path_find(const struct sctp_assoc *a,
				 const struct sctp_addr *addr);
struct sctp_path *sctp_path_next(const struct sctp_assoc *a,
				 const struct sctp_path *not);
struct sctp_path *sctp_path_for_data(const struct sctp_assoc *a);
struct sctp_path *sctp_path_choose(const struct sctp_assoc *a,
				   struct sctp_path *want);
void sctp_path_error(struct sctp_assoc *a, struct sctp_path *p, bool counts);
void sctp_path_alive(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_path_hb_restart(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_path_hb_expired(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_path_hb_ack(struct sctp_assoc *a, const void *info, u32 len, u64 now);
void sctp_path_rto_seen(struct sctp_assoc *a, struct sctp_path *p);
void sctp_path_probe_all(struct sctp_assoc *a, u64 now);
void sctp_path_hb_request(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_path_reset_all(struct sctp_assoc *a);
void sctp_path_set_primary(struct sctp_assoc *a, struct sctp_path *p);
void sctp_path_pmtu(struct sctp_assoc *a, struct sctp_path *p, u32 mtu,
		    u64 now);
void sctp_path_set_source(struct sctp_path *p, const struct sctp_addr *saddr);
void sctp_path_reroute(struct sctp_assoc *a, struct sctp_path *p, u64 now);
void sctp_path_rerouted(struct sctp_assoc *a, struct sctp_path *p, u32 mtu,
			u64 now);
void sctp_path_unrouted(struct sctp_assoc *a, struct sctp_path *p);
void sctp_path_unreachable(struct sctp_assoc *a, struct sctp_path *p,
			   u64 now);

#endif
