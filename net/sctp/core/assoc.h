/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The association (the TCB of RFC 9260).
 *
 *   struct sctp_assoc
 *   +-- tx     messages queued, chunks outstanding, the peer's window
 *   +-- rx     TSNs received, reassembly, streams, our window
 *   +-- sack   what is not acknowledged yet
 *   +-- ctl    control chunks waiting for the next packet
 *   +-- hs     the handshake: tags, cookie, attempts
 *   +-- paths  destination addresses, one of them the primary
 *
 * Only its own file writes a component's fields (scripts/rooms).
 *
 * Rules for callers of all functions here:
 *
 *   - Own the association: in the kernel, the socket lock.
 *   - @now is the time, nanoseconds on a monotonic clock.
 *   - After a batch of calls, call sctp_assoc_flush(). Then arm timers for
 *     sctp_assoc_deadline() and, if ->tx.flush.paced, for
 *     sctp_assoc_departure().
 *   - If the state is SCTP_ST_CLOSED then, tear the association down. Core
 *     never frees it.
 */
#ifndef _SCTP_CORE_ASSOC_H
#define _SCTP_CORE_ASSOC_H

#include <linux/types.h>
#include <linux/list.h>

#include "core/ext/pktdrop.h"
#include "core/life/handshake.h"
#include "core/recv/instream.h"
#include "core/recv/reasm.h"
#include "core/recv/rwnd.h"
#include "core/recv/rxmsg.h"
#include "core/recv/rxring.h"
#include "core/recv/sackout.h"
#include "core/send/ctl.h"
#include "core/send/pace.h"
#include "core/send/sendq.h"
#include "core/wire/wire.h"
#include "config.h"
#include "ep.h"
#include "path.h"
#include "seam.h"
#include "timeouts.h"

struct sctp_auth;
struct sctp_telemetry;

/**
 * struct sctp_rx_side - the receiving side
 * @ring: TSNs received
 * @reasm: messages of which fragments are missing
 * @streams: inbound streams
 * @spare: spare descriptors of messages
 * @wnd: the receive window
 * @spares: how many of @spare
 * @delivery: how messages are delivered
 * @fsn_way: how the peer numbers fragments, enum sctp_fsn_way
 * @pktdrop: how many damaged packets were reported
 */
struct sctp_rx_side {
	struct sctp_rxring ring;
	struct sctp_reasm reasm;
	struct sctp_instreams streams;
	struct sctp_rx_spare spare;
	struct sctp_rwnd wnd;
	struct sctp_rx_spares spares;
	struct sctp_delivery delivery;
	u8 fsn_way;
	struct sctp_pktdrop pktdrop;
};

/* Counters of SCTP_GET_ASSOC_STATS */
struct sctp_assoc_counts {
	u64 isacks;
	u64 osacks;
	u64 opackets;
	u64 ipackets;
	u64 rtxchunks;
	u64 outofseqtsns;
	u64 idupchunks;
	u64 gapcnt;
	u64 ouodchunks;
	u64 iuodchunks;
	u64 oodchunks;
	u64 iodchunks;
	u64 octrlchunks;
	u64 ictrlchunks;
};

/**
 * struct sctp_assoc - an association
 * @ep: its endpoint
 * @ops: functions outside of core, the same as @ep's
 * @mib: counter block
 * @state: RFC 9260 section 4
 * @end: why it was closed
 * @shutdown_requested: the user shut down: no more user data is taken
 * @was_up: it was ESTABLISHED once
 * @error_count: unanswered transmissions, all paths (RFC 9260 8.1)
 * @lport: local port
 * @pport: peer's port
 * @npaths: entries in @paths
 * @max_rto_seen: largest RTO since read: sctp_path_max_rto()
 * @paths: struct sctp_path
 * @primary: the primary path
 * @active: path of new data
 * @t1: deadline of T1-init or T1-cookie, 0 = stopped; sctp_assoc_connecting()
 * @t2: deadline of T2-shutdown; in other states than @t1
 * @t5: deadline of T5-shutdown-guard
 * @autoclose_at: deadline of the autoclose timer
 * @tidy_at: when unused memory is freed, or messages over their life time fail
 * @t1_rto: current T1 interval, nanoseconds
 * @t2_path: path of the last SHUTDOWN or SHUTDOWN ACK, or NULL; in
 *           SHUTDOWN-RECEIVED, where the peer's SHUTDOWN came from
 * @cfg: parameters
 * @hs: handshake
 * @tx: sending side
 * @rx: receiving side
 * @sack: SACKs to send
 * @ctl: control chunks to send
 * @counts: statistics
 * @timeouts: timers that expired
 * @auth: keys and lists of RFC 4895, NULL without it; see sctp_auth_on()
 * @telemetry: what limits it, what was lost and why; NULL = off
 */
struct sctp_assoc {
	struct sctp_ep *ep;
	const struct sctp_ops *ops;
	void *mib;
	u8 state;
	u8 end;
	bool shutdown_requested;
	bool was_up;
	u16 error_count;
	__be16 lport;
	__be16 pport;
	u16 npaths;
	u32 max_rto_seen;
	struct list_head paths;
	struct sctp_path *primary;
	struct sctp_path *active;
	union {
		u64 t1;
		u64 t2;
	};
	union {
		u64 t1_rto;
		struct sctp_path *t2_path;
	};
	u64 t5;
	u64 autoclose_at;
	u64 tidy_at;
	const struct sctp_config *cfg;
	struct sctp_handshake hs;
	struct sctp_tx tx;
	struct sctp_rx_side rx;
	struct sctp_sack_state sack;
	struct sctp_ctl_queue ctl;
	struct sctp_assoc_counts counts;
	struct sctp_timeout_counts timeouts;
	struct sctp_auth *auth;
	struct sctp_telemetry *telemetry;
};

/**
 * sctp_assoc_has_sent() - was DATA sent?
 * @a: association
 *
 * Return: true if so.
 */
static inline bool sctp_assoc_has_sent(const struct sctp_assoc *a)
{
	return a->tx.ring.next != a->hs.my_initial_tsn;
}

/* Life of an association */
void sctp_assoc_init(struct sctp_assoc *a, struct sctp_ep *ep, __be16 lport,
		     __be16 pport, u32 rcvbuf);
void sctp_assoc_destroy(struct sctp_assoc *a);
int sctp_assoc_connect(struct sctp_assoc *a, u64 now);
void sctp_assoc_shutdown(struct sctp_assoc *a, u64 now);
void sctp_assoc_orphan(struct sctp_assoc *a, u64 now);
void sctp_assoc_abort(struct sctp_assoc *a, const void *reason, u16 len,
		      u64 now);

/* Packets, time, data */
void sctp_assoc_input(struct sctp_assoc *a, struct sctp_rx *rx);
void sctp_assoc_flush(struct sctp_assoc *a, u64 now);
bool sctp_assoc_timeout(struct sctp_assoc *a, u64 now);
u64 sctp_assoc_deadline(const struct sctp_assoc *a);
int sctp_assoc_send(struct sctp_assoc *a, struct sctp_tx_msg *msg, u64 now);
bool sctp_assoc_held(const struct sctp_assoc *a);
bool sctp_assoc_push(struct sctp_assoc *a);
bool sctp_assoc_consumed(struct sctp_assoc *a, u32 len, u32 charge);
void sctp_assoc_press(struct sctp_assoc *a);
void sctp_assoc_relieve(struct sctp_assoc *a);
void sctp_assoc_unanswered(struct sctp_assoc *a);
u32 sctp_rx_msg_free(struct sctp_rx_msg *msg);
void sctp_assoc_set_rcvbuf(struct sctp_assoc *a, u32 rcvbuf);

#include "ops.h"

#endif
