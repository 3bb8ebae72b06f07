/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The association (the TCB of RFC 9260) and the endpoint it belongs to.
 *
 *   struct sctp_assoc
 *   +-- tx     messages waiting, chunks outstanding, the peer's window
 *   +-- rx     TSNs received, reassembly, streams, the window we offer
 *   +-- sack   what we still owe the peer as acknowledgment
 *   +-- ctl    control chunks waiting for the next packet
 *   +-- hs     the handshake: tags, cookie, attempts
 *   +-- paths  destination addresses, one of them the primary
 *
 * A component's fields are written by its own file only (scripts/rooms). Every
 * function here expects the caller to own the association (the socket lock, in
 * the kernel) and takes the time as an argument: @now, nanoseconds on a
 * monotonic clock. The caller runs sctp_assoc_flush() after a batch of calls,
 * then asks for sctp_assoc_deadline(), with ->tx.paced for
 * sctp_assoc_departure(), too, and tears the association down once its state is
 * SCTP_ST_CLOSED: core never frees it.
 */
#ifndef _SCTP_CORE_ASSOC_H
#define _SCTP_CORE_ASSOC_H

#include <linux/types.h>
#include <linux/list.h>

#include "config.h"
#include "pace.h"
#include "path.h"
#include "peerwin.h"
#include "seam.h"
#include "wire.h"

struct sctp_keys;
struct sctp_param_list;

/**
 * struct sctp_ep - what the associations of a socket have in common
 * @ops: the surroundings
 * @mib: counter block for sctp_mib_add()
 * @cfg: defaults of new associations
 * @keys: cookie keys, NULL before they are needed
 * @rwnd: receive window offered in INIT and INIT ACK, bytes
 * @held: memory that all associations that share a receive buffer hold; 0 when
 *        each has its own
 * @port: local port
 * @listening: accepts associations
 * @addr_v4: IPv4 addresses may be used
 * @addr_v6: IPv6 addresses may be used
 * @nodelay: small messages wait for nothing (Nagle)
 */
struct sctp_ep {
	const struct sctp_ops *ops;
	void *mib;
	const struct sctp_config *cfg;
	struct sctp_keys *keys;
	u32 rwnd;
	u32 held;
	__be16 port;
	bool listening:1;
	bool addr_v4:1;
	bool addr_v6:1;
	bool nodelay;
};

/**
 * sctp_ep_has_family() - may an endpoint use addresses of a family?
 * @ep: endpoint
 * @family: AF_INET or AF_INET6
 *
 * Return: true if so.
 */
static inline bool sctp_ep_has_family(const struct sctp_ep *ep, u16 family)
{
	return family == AF_INET ? ep->addr_v4 : ep->addr_v6;
}

/* What is known of an outstanding chunk. The bitmaps of struct sctp_txring say
 * the same, for who looks for the next one.
 */
enum sctp_chunk_state {
	SCTP_CHUNK_NEW,		/* has not been sent */
	SCTP_CHUNK_IN_FLIGHT,	/* counted in flight sizes */
	SCTP_CHUNK_LOST,	/* queued to be sent again */
	SCTP_CHUNK_ACKED,	/* the peer has it, and may give it back */
};

/* An outstanding DATA chunk: a slot of the TSN ring (txring.c). Where it was
 * sent last sctp_tx_chunk_sent_on() tells.
 */
struct sctp_tx_chunk {
	struct sctp_tx_msg *msg;
	struct sctp_path *path;	/* by which it is counted, and goes next */
	u64 sent_at;		/* last time */
	u32 off;
	u16 len;
	u8 flags;		/* SCTP_DATA_* */
	u8 misses;		/* miss indications, RFC 9260 7.2.4 */
	u8 rtx;			/* times retransmitted, saturating */
	u8 state;		/* enum sctp_chunk_state */
	bool fast_rtx;		/* was fast retransmitted once already */
	bool stray;		/* not sent on @path: the one it was on is gone */
	u16 prev;		/* retransmitted before it, see struct sctp_flight */
	u16 next;		/* and after it: low halves of TSNs */
};

/**
 * struct sctp_txring - outstanding chunks by TSN (txring.c)
 * @slot: chunks, index = TSN & @mask
 * @acked: bit per slot: gap-acknowledged
 * @rtx: bit per slot: marked for retransmission
 * @mask: size - 1, a power of two
 * @base: oldest TSN not cumulatively acknowledged
 * @next: TSN the next new chunk gets
 * @nr_rtx: bits set in @rtx
 */
struct sctp_txring {
	struct sctp_tx_chunk *slot;
	unsigned long *acked;
	unsigned long *rtx;
	u32 mask;
	u32 base;
	u32 next;
	u32 nr_rtx;
};

/**
 * struct sctp_undo - a path's fast recovery that may have been needless
 *                    (recovery.c)
 * @resent: retransmitted, a bit for each TSN from @tsn on
 * @early: and acknowledged before the retransmission can have arrived
 * @dup: and reported as a duplicate
 * @until: when it is over, if fast recovery is
 * @was: the window before it
 * @tsn: oldest TSN the path had outstanding when it began
 * @likely: one retransmission was needless
 */
struct sctp_undo {
	u64 resent;
	u64 early;
	u64 dup;
	u64 until;
	struct sctp_cc_was was;
	u32 tsn;
	bool likely;
};

/* As many as there are by default */
#define SCTP_FEW_STREAMS	10

/* Next SSNs of the streams from SCTP_FEW_STREAMS on, as far as they were used */
struct sctp_ssns {
	u32 n;
	u16 ssn[];
};

/**
 * struct sctp_tx - the sending side
 * @ring: outstanding chunks
 * @queue: messages not wholly given TSNs, in scheduling order
 * @queued_bytes: user bytes in @queue not yet sent
 * @queued_msgs: messages in @queue
 * @flight: bytes outstanding on all paths
 * @peer: the window the peer offers
 * @frag_point: largest user data of one chunk, by AMDCS and SCTP_MAXSEG
 * @more: next SSNs of further streams, NULL until one is used
 * @few: next SSNs of the first streams
 * @num_streams: outbound streams
 * @held: the queue waits; what comes behind need not be tried
 * @nagled: unless it makes up a packet
 * @released: a message was given back since the last wspace()
 * @push: small messages wait no longer, until the next flush
 * @paced: data waits for its time: sctp_assoc_departure()
 * @gaps: the last SACK had gap blocks
 * @dry: sender-dry was reported, nothing was queued since
 * @mortal: some message in @queue has a life time: sctp_sendq_expire()
 * @open: the message queued last is not complete: its next part must come
 * @open_lost: it was given up before it was complete; its user does not know
 * @open_unordered: its SCTP_TX_UNORDERED
 * @open_sid: its stream
 * @open_ppid: its payload protocol identifier
 */
struct sctp_tx {
	struct sctp_txring ring;
	struct list_head queue;
	u32 queued_bytes;
	u32 queued_msgs;
	u32 flight;
	struct sctp_peerwin peer;
	u32 frag_point;
	struct sctp_ssns *more;
	u16 few[SCTP_FEW_STREAMS];
	u16 num_streams;
	bool held;
	bool nagled;
	bool released:1;
	bool push:1;
	bool paced:1;
	bool gaps:1;
	bool dry:1;
	bool mortal:1;
	bool open:1;
	bool open_lost:1;
	bool open_unordered:1;
	u16 open_sid;
	__be32 open_ppid;
};

/* A received fragment that waits behind a missing TSN (rxring.c) */
struct sctp_rx_slot {
	struct sk_buff *skb;	/* NULL: received and already taken */
	u32 off;
	u32 run;		/* TSN of the other end of its run */
	__be32 ppid;
	u16 len;
	u16 sid;
	u16 ssn;
	u8 flags;		/* SCTP_DATA_* */
	bool shared;		/* the packet holds other DATA too */
};

/**
 * struct sctp_rxring - TSNs received out of order (rxring.c)
 * @slot: fragments, index = TSN & @mask; NULL until the first gap
 * @have: bit per slot: TSN received
 * @mask: size - 1, a power of two
 * @cum_tsn: highest TSN received without a gap before it
 * @highest: highest TSN received
 * @held: fragments in slots
 */
struct sctp_rxring {
	struct sctp_rx_slot *slot;
	unsigned long *have;
	u32 mask;
	u32 cum_tsn;
	u32 highest;
	u32 held;
};

#define SCTP_INSTREAM_BLOCK	64

/* Inbound streams: their next SSNs, and complete messages that wait for them */
struct sctp_instream_block {
	struct list_head waiting;	/* those of a stream by SSN */
	u16 nwaiting;
	u16 ssn[];
};

/**
 * struct sctp_rx_side - the receiving side (reasm.c, instream.c, rwnd.c)
 * @ring: TSNs received
 * @partial: message being put together from in-order fragments, or NULL
 * @only: the first block of inbound streams, made on first use
 * @block: instead all blocks, once another one is used
 * @many_blocks: @block it is
 * @held_msgs: whole messages held back while a partial delivery runs
 * @spare: descriptors of messages, to be used again (rxmsg.c)
 * @nr_spare: how many
 * @max_spare: how many may be kept
 * @num_streams: inbound streams
 * @pd_active: a partial delivery runs
 * @pressed: there is no memory for more: sctp_assoc_press()
 * @scarce: the window last advertised was a small part of the buffer
 * @rcvbuf: memory allowed for received data, bytes
 * @buffered: user bytes received and not yet consumed
 * @unread: those of them that the reader has and did not take
 * @charged: memory held by them, bytes
 * @a_rwnd: window last advertised
 */
struct sctp_rx_side {
	struct sctp_rxring ring;
	struct sctp_rx_msg *partial;
	union {
		struct sctp_instream_block *only;
		struct sctp_instream_block **block;
	};
	struct list_head held_msgs;
	struct sctp_rx_msg *spare;
	u8 nr_spare;
	u8 max_spare;
	u16 num_streams;
	bool pd_active;
	bool pressed;
	bool scarce;
	bool many_blocks;
	u32 rcvbuf;
	u32 buffered;
	u32 unread;
	u32 charged;
	u32 a_rwnd;
};

#define SCTP_MAX_DUPS	32

/**
 * struct sctp_sack_state - what we owe as acknowledgment (sack.c)
 * @at: deadline of the delayed SACK, 0 = stopped
 * @path: where the last DATA came from
 * @bytes: user bytes received since the last SACK
 * @packets: packets with DATA since the last SACK
 * @now: send one at the next flush
 * @started: DATA was received before
 * @first: it is about the first DATA there was
 * @gap: a TSN was missing when the last packet with DATA was processed
 * @answered: DATA was sent since the last packet with DATA was processed
 * @alone: one was sent without waiting for such an answer to its end
 * @quick: more DATA comes before there is an answer: sctp_sack_packets()
 * @ndups: entries in @dup
 * @dup: duplicate TSNs to report, NULL without
 */
struct sctp_sack_state {
	u64 at;
	struct sctp_path *path;
	u32 *dup;
	u32 bytes;
	u16 packets;
	u8 ndups;
	bool now:1;
	bool started:1;
	bool first:1;
	bool gap:1;
	bool answered:1;
	bool alone:1;
	bool quick:1;
};

#define SCTP_MAX_CTL	32

/* A control chunk waiting to be sent: variable-sized replies (ctl.c) */
struct sctp_ctl {
	struct list_head list;
	struct sctp_path *path;	/* NULL = any */
	u16 len;
	u8 data[];
};

/* Control chunks without content of their own, built when sent */
#define SCTP_PEND_INIT			0x01
#define SCTP_PEND_COOKIE_ECHO		0x02
#define SCTP_PEND_COOKIE_ACK		0x04
#define SCTP_PEND_SHUTDOWN		0x08
#define SCTP_PEND_SHUTDOWN_ACK		0x10
#define SCTP_PEND_SHUTDOWN_COMPLETE	0x20

/**
 * struct sctp_ctl_queue - control chunks waiting for the next packet
 * @list: struct sctp_ctl
 * @count: entries in @list
 * @pending: SCTP_PEND_*
 * @path: where the pending ones go, NULL = primary
 */
struct sctp_ctl_queue {
	struct list_head list;
	u16 count;
	u16 pending;
	struct sctp_path *path;
};

/**
 * struct sctp_echo - what the COOKIE ECHO's packet holds
 * @sent: when it left
 * @cookie_len: length of the State Cookie
 * @error_len: length of what follows it
 * @data: the cookie, padded; then the parameters of the INIT ACK that are
 *        reported as unrecognized
 */
struct sctp_echo {
	u64 sent;
	u16 cookie_len;
	u16 error_len;
	u8 data[];
};

/**
 * struct sctp_handshake - setting up, and what collisions need later
 * @my_tag: tag the peer puts into its packets
 * @peer_tag: tag we put into ours
 * @my_tie_tag: tie-tag for the cookie, 0 until needed
 * @peer_tie_tag: the peer's, 0 until needed
 * @my_initial_tsn: first TSN we send
 * @peer_initial_tsn: first TSN of the peer
 * @caps: SCTP_CAP_* both sides agreed upon
 * @peer_adaptation: the peer's adaptation indication
 * @echo: the State Cookie to echo, NULL before INIT ACK and when it has served
 * @attempts: INITs or COOKIE ECHOs sent without answer
 * @stale_count: stale cookies received
 * @preserve: Cookie Preservative to ask for, milliseconds
 * @peer_adaptation_set: it sent one
 * @passive: set up by the peer
 */
struct sctp_handshake {
	u32 my_tag;
	u32 peer_tag;
	u32 my_tie_tag;
	u32 peer_tie_tag;
	u32 my_initial_tsn;
	u32 peer_initial_tsn;
	u32 caps;
	u32 peer_adaptation;
	struct sctp_echo *echo;
	u16 attempts;
	u16 stale_count;
	u16 preserve;
	bool peer_adaptation_set;
	bool passive;
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
 * @ops: the surroundings (copied from @ep: it may outlive the listener)
 * @mib: counter block
 * @state: RFC 9260 section 4
 * @end: why it was closed
 * @shutdown_requested: the user closed; no more user data is taken
 * @was_up: it was ESTABLISHED once
 * @error_count: unanswered transmissions, all paths (RFC 9260 8.1)
 * @lport: local port
 * @pport: peer's port
 * @npaths: entries in @paths
 * @paths: struct sctp_path
 * @primary: the primary path
 * @active: path new data goes to
 * @t1: deadline of T1-init or T1-cookie, 0 = stopped; sctp_assoc_connecting()
 * @t2: deadline of T2-shutdown; in other states than @t1
 * @t5: deadline of T5-shutdown-guard
 * @autoclose_at: deadline of the autoclose timer
 * @tidy_at: when memory that nothing needed meanwhile is given back, or a
 *           message that was not sent meanwhile
 * @trim_seen: TSNs, ours and the peer's, when that was decided
 * @t1_rto: current T1 interval, nanoseconds
 * @t2_path: path the last SHUTDOWN or SHUTDOWN ACK went to, or NULL
 * @cfg: parameters
 * @hs: handshake
 * @tx: sending side
 * @rx: receiving side
 * @sack: acknowledgments owed
 * @ctl: control chunks owed
 * @counts: statistics
 * @max_rto_seen: largest RTO since read, nanoseconds
 * @max_rto_path: the path that had it, or NULL
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
	u32 trim_seen;
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
	u64 max_rto_seen;
	struct sctp_path *max_rto_path;
};

/**
 * sctp_assoc_connecting() - is the handshake on its way?
 * @a: association
 *
 * Return: true in COOKIE-WAIT and COOKIE-ECHOED.
 */
static inline bool sctp_assoc_connecting(const struct sctp_assoc *a)
{
	return a->state == SCTP_ST_COOKIE_WAIT ||
	       a->state == SCTP_ST_COOKIE_ECHOED;
}

/* Endpoint */
void sctp_ep_init(struct sctp_ep *ep, const struct sctp_ops *ops, void *mib,
		  const struct sctp_config *cfg);
void sctp_ep_destroy(struct sctp_ep *ep);
void sctp_ep_inherit(struct sctp_ep *to, const struct sctp_ep *from);
struct sctp_assoc *sctp_ep_input(struct sctp_ep *ep, struct sctp_rx *rx);
bool sctp_init_addrs(const struct sctp_rx *rx, struct sctp_param_list *list);

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

#endif
