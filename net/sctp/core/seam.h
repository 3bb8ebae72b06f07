/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The seam between the protocol (this directory) and what surrounds it: the
 * kernel half in net/sctp/, or the simulator, tests and fuzzers in user
 * space. Everything core needs done outside is declared here.
 *
 *   user bytes -> struct sctp_tx_msg -> DATA chunks -> xmit()
 *   packet -> sctp_assoc_input() -> struct sctp_rx_msg -> deliver()
 *
 * Two kinds of calls leave core: the functions of struct sctp_ops, and, on
 * the data path, a handful of link-time functions (sctp_skb_*,
 * sctp_tx_msg_release). None of them may call back into the association.
 */
#ifndef _SCTP_CORE_SEAM_H
#define _SCTP_CORE_SEAM_H

#include <linux/types.h>
#include <linux/list.h>
#include <linux/skbuff.h>

#include "addr.h"
#include "mib.h"
#include "wire.h"

struct sctp_assoc;
struct sctp_ep;
struct sctp_path;
struct sctp_tx_chunk;

#define SCTP_MAC_LEN		8	/* SipHash-2-4 */
#define SCTP_SECRET_WORDS	2
/* User data of one chunk: a packet can refer to all of it, even when it lies in
 * single pages
 */
#define SCTP_CHUNK_MAX		57344U
#define SCTP_MAX_LOCAL_ADDRS	64
#define SCTP_MAX_PATHS		64

/* Association states, RFC 9260 section 4, as /proc/net/sctp/assocs counts */
enum sctp_state {
	SCTP_ST_CLOSED,
	SCTP_ST_COOKIE_WAIT,
	SCTP_ST_COOKIE_ECHOED,
	SCTP_ST_ESTABLISHED,
	SCTP_ST_SHUTDOWN_PENDING,
	SCTP_ST_SHUTDOWN_SENT,
	SCTP_ST_SHUTDOWN_RECEIVED,
	SCTP_ST_SHUTDOWN_ACK_SENT,
	SCTP_ST_MAX
};

/* Send flags of a message, the values of RFC 6458 on Linux */
#define SCTP_TX_UNORDERED	0x0001
#define SCTP_TX_ADDR_OVER	0x0002
#define SCTP_TX_SACK_NOW	0x0008
/* Those of a message that comes in parts, each a struct sctp_tx_msg */
#define SCTP_TX_OPEN		0x4000	/* not the end: another part follows */
#define SCTP_TX_CONT		0x8000	/* not the beginning; set by core */
#define SCTP_TX_PART		(SCTP_TX_OPEN | SCTP_TX_CONT)

/**
 * struct sctp_tx_msg - a user message on its way out, or a part of one
 * @list: on the scheduler's queue, then on the assoc's list of sent messages
 * @path: destination asked for with SCTP_ADDR_OVER, or NULL
 * @len: bytes of user data
 * @sent: bytes given a TSN so far; @len when none is left
 * @chunks: chunks with a TSN not yet acknowledged; until the first has one
 * @life: when its life time is over, on core's own clock, 0 = never; handed over
 *        as that time in milliseconds
 * @cell: user bytes between two DATA headers in the message's own memory, a
 *        multiple of 4, by sctp_sendq_cell(); 0 when it has no room for headers
 * @sid: stream
 * @ssn: stream sequence number, set when the first fragment gets its TSN
 * @flags: SCTP_TX_*
 * @ppid: payload protocol identifier, opaque
 * @context: user context, comes back in SEND_FAILED
 * @charge: bytes charged to the send buffer, for the owner of the memory
 *
 * Allocated outside of core, embedded in the owner's own structure that
 * holds the bytes; handed over by sctp_assoc_send(); given back with
 * sctp_tx_msg_release().
 */
struct sctp_tx_msg {
	struct list_head list;
	struct sctp_path *path;
	u32 len;
	u32 sent;
	union {
		u32 chunks;
		u32 life;
	};
	u16 cell;
	u16 sid;
	u16 ssn;
	u16 flags;
	__be32 ppid;
	u32 context;
	u32 charge;
};

/**
 * struct sctp_tx_cb - what a packet handed to xmit() holds (skb->cb)
 * @seg: length of each packet but the last of a super-packet, see super.c; 0
 *       for a packet
 * @packets: how many packets a super-packet holds
 */
struct sctp_tx_cb {
	u16 seg;
	u16 packets;
};

#define SCTP_TX_CB(skb)	((struct sctp_tx_cb *)(skb)->cb)

/**
 * struct sctp_rx_extent - fragments of a message, one behind the other in a
 *                         packet
 * @off: offset of the first one's user data from skb->data
 * @len: bytes of user data, all together
 * @seg: bytes of each of them; the last may be shorter
 *
 *   off
 *    |<- seg ->|            |<- seg ->|            |<-->|
 *    [user data][chunk header][user data][chunk header][user]
 */
struct sctp_rx_extent {
	u32 off;
	u32 len;
	u32 seg;
};

/**
 * struct sctp_rx_cb - what core keeps in a received packet (skb->cb)
 * @whole: the packet this is a clone of, with a reference, or NULL
 * @extent: what of it belongs to the message it is chained to
 *
 * Packed, since the kernel half keeps more behind it.
 */
struct sctp_rx_cb {
	struct sk_buff *whole;
	struct sctp_rx_extent extent;
} __packed __aligned(4);

#define SCTP_RX_CB(skb)	((struct sctp_rx_cb *)(skb)->cb)

/* struct sctp_rx_msg flags */
#define SCTP_RX_UNORDERED	0x01
#define SCTP_RX_FIRST		0x02	/* holds the first byte of the message */
#define SCTP_RX_LAST		0x04	/* holds the last byte: MSG_EOR */
#define SCTP_RX_EVENT		0x08	/* a notification; core never sets it */

/**
 * struct sctp_rx_msg - a received user message, or a part of one
 * @list: for the receiver's queue; core uses it while the message waits
 * @spare: the next one to be used again, while it is none (rxmsg.c)
 * @head: first packet; @first says what of it
 * @tail: last packet of the chain
 * @first: fragments in @head
 * @len: bytes of user data in all
 * @tsn: TSN of the first fragment
 * @cum_tsn: cumulative TSN when it was delivered
 * @sid: stream
 * @ssn: stream sequence number
 * @flags: SCTP_RX_*
 * @ppid: payload protocol identifier, opaque
 * @consumed: bytes the reader took already, for the receiver
 * @assoc: association it came from, for the receiver
 *
 * The first packet's extent is kept here because a bundled packet may hold
 * several messages; the others hang on head->next with their extents in
 * SCTP_RX_CB(), see sctp_rx_msg_extent(). A fragment of a packet that holds other
 * DATA is in a clone of it, which refers to it: so a packet has as many
 * references as there are pieces of it, and is charged until the last one is
 * gone (rxmsg.c). Both FIRST and LAST are set but for
 * partial delivery (RFC 9260 section 6.9, RFC 6458 8.1.20).
 */
struct sctp_rx_msg {
	union {
		struct list_head list;
		struct sctp_rx_msg *spare;
	};
	struct sk_buff *head;
	struct sk_buff *tail;
	struct sctp_rx_extent first;
	u32 len;
	u32 tsn;
	u32 cum_tsn;
	u16 sid;
	u16 ssn;
	u16 flags;
	__be32 ppid;
	u32 consumed;
	struct sctp_assoc *assoc;
};

enum sctp_event_type {
	SCTP_EV_ASSOC_CHANGE,	/* value: enum of sac_state, error: sac_error */
	SCTP_EV_PATH_CHANGE,	/* path, value: spc_state, error: spc_error */
	SCTP_EV_REMOTE_ERROR,	/* error, data, len: a cause and its information */
	SCTP_EV_SEND_FAILED,	/* msg, value: 1 if any part was sent */
	SCTP_EV_SHUTDOWN,
	SCTP_EV_PARTIAL_ABORTED,/* value: sid << 16 | ssn */
	SCTP_EV_ADAPTATION,	/* value: the peer's indication */
	SCTP_EV_SENDER_DRY,
	SCTP_EV_NO_AUTH,	/* the peer authenticates no chunks */
};

/* sac_state and spc_state, as RFC 6458 on Linux numbers them */
enum sctp_assoc_change_state {
	SCTP_AC_COMM_UP,
	SCTP_AC_COMM_LOST,
	SCTP_AC_RESTART,
	SCTP_AC_SHUTDOWN_COMP,
	SCTP_AC_CANT_START,
};

enum sctp_path_change_state {
	SCTP_PC_AVAILABLE,
	SCTP_PC_UNREACHABLE,
	SCTP_PC_REMOVED,
	SCTP_PC_ADDED,
	SCTP_PC_MADE_PRIM,
	SCTP_PC_CONFIRMED,
	SCTP_PC_POTENTIALLY_FAILED,
};

/* error of SCTP_EV_PATH_CHANGE: what told; the values of enum sctp_sn_error */
enum sctp_path_change_error {
	SCTP_PC_BY_THRESHOLD,
	SCTP_PC_BY_SACK,
	SCTP_PC_BY_HEARTBEAT,
};

/* Why an association ended, for the socket's error */
enum sctp_end {
	SCTP_END_NONE,
	SCTP_END_SHUTDOWN,	/* graceful, all data acknowledged */
	SCTP_END_PEER_ABORT,	/* ABORT received */
	SCTP_END_LOCAL_ABORT,	/* ABORT sent on request */
	SCTP_END_TIMEOUT,	/* peer unreachable: counters or T5 ran out */
	SCTP_END_PROTOCOL,	/* ABORT sent, the peer broke a rule */
	SCTP_END_NOMEM,
};

/* What of the set-up of an association a packet is to do */
enum sctp_step {
	SCTP_STEP_INIT,
	SCTP_STEP_COOKIE_ECHO,
	SCTP_STEP_COOKIE_ACK,
};

/**
 * struct sctp_notice - what an RFC 6458 section 6 notification is made from
 * @type: which
 * @value: see enum sctp_event_type
 * @error: error code (sac_error, spc_error, sre_error) in host order
 * @path: the path it is about, or NULL
 * @msg: the message it is about, or NULL
 * @data: bytes that go with it, or NULL
 * @len: how many
 */
struct sctp_notice {
	enum sctp_event_type type;
	u32 value;
	u16 error;
	struct sctp_path *path;
	struct sctp_tx_msg *msg;
	const void *data;
	u32 len;
};

/**
 * struct sctp_fate - why a packet ends its association (verdict.h)
 * @info: causes or information of one, or NULL
 * @len: its length
 * @code: cause code, 0 if none
 * @why: reason
 */
struct sctp_fate {
	const void *info;
	u16 len;
	u16 code;
	enum sctp_end why;
};

/**
 * struct sctp_rx - a received packet, its frame not yet checked
 * @skb: begins with the first chunk; the common header is already pulled
 * @train: what @skb was part of and has the IP header; NULL when it was in none
 * @src: source address
 * @dst: destination address
 * @sport: source port
 * @dport: destination port
 * @vtag: verification tag, host order
 * @dif: interface it came in by, for the caller
 * @sdif: the same before a layer 3 master device (a VRF) took it over, or 0;
 *        for the caller
 * @now: arrival time, nanoseconds on the association's clock
 * @npackets: packets the skb holds, set by sctp_frame_check()
 * @ndata: number of DATA chunks, likewise
 * @taken: user bytes of those that were taken
 * @aborts: an ABORT is in it, set by sctp_frame_check()
 * @sacked: a SACK chunk of it was processed
 * @refused: enum sctp_counter that says why it was not taken, else 0
 * @data_off: offset of the last DATA chunk that lies in pages, U32_MAX without
 * @data: a copy of its header
 * @path: the path it came from, NULL when @src is none of the association's
 * @fate: set with a verdict that ends the association
 *
 * The checksum was verified by the caller.
 */
struct sctp_rx {
	struct sk_buff *skb;
	struct sk_buff *train;
	struct sctp_addr src;
	struct sctp_addr dst;
	__be16 sport;
	__be16 dport;
	u32 vtag;
	int dif;
	int sdif;
	u64 now;
	unsigned int npackets;
	unsigned int ndata;
	u32 taken;
	bool aborts;
	bool sacked;
	u8 refused;
	u32 data_off;
	struct sctpw_data data;
	struct sctp_path *path;
	struct sctp_fate fate;
};

/**
 * sctp_rx_refuse() - a packet is not taken
 * @rx: packet
 * @mib: counter block
 * @why: counter that tells the reason
 */
static inline void sctp_rx_refuse(struct sctp_rx *rx, void *mib,
				  enum sctp_counter why)
{
	sctp_mib_add(mib, why, 1);
	rx->refused = why;
}

/**
 * struct sctp_ops - what core asks of its surroundings
 *
 * Called with the association owned (the socket lock, in the kernel). None
 * of them sleeps, frees the association, or calls back into it.
 */
struct sctp_ops {
	/**
	 * @xmit: send a burst of packets to one path. Each skb begins with its
	 * first chunk, or is a super-packet by SCTP_TX_CB(); the callee consumes
	 * them, prepends the common header with tag @vtag, and may send them as
	 * one GSO train.
	 */
	void (*xmit)(struct sctp_assoc *a, struct sctp_path *p,
		     struct sk_buff_head *burst, u32 vtag);
	/**
	 * @reply: send one packet that belongs to no association (INIT ACK,
	 * ABORT, SHUTDOWN COMPLETE, stale-cookie ERROR), from @rx's destination
	 * to its source. Consumes @skb, which begins with its first chunk.
	 */
	void (*reply)(struct sctp_ep *ep, const struct sctp_rx *rx,
		      struct sk_buff *skb, u32 vtag);
	/**
	 * @deliver: hand a message to the receiver, who gives its memory back
	 * with sctp_rx_msg_free() and its window with sctp_assoc_consumed().
	 */
	void (*deliver)(struct sctp_assoc *a, struct sctp_rx_msg *msg);
	/** @notify: an event of RFC 6458 section 6; @ev is only lent. */
	void (*notify)(struct sctp_assoc *a, const struct sctp_notice *ev);
	/** @wspace: send buffer was given back since the last flush. */
	void (*wspace)(struct sctp_assoc *a);
	/** @state_change: @a's state is new; the old one was @old. */
	void (*state_change)(struct sctp_assoc *a, enum sctp_state old);
	/**
	 * @path_new: allocate a path to @addr, reachable for lookup, zeroed but
	 * for what lies outside of struct sctp_path. NULL when out of memory.
	 */
	struct sctp_path *(*path_new)(struct sctp_assoc *a,
				      const struct sctp_addr *addr);
	/** @path_free: the counterpart of @path_new. */
	void (*path_free)(struct sctp_assoc *a, struct sctp_path *p);
	/**
	 * @path_route: look the route up (again). Sets @p->mtu, the largest
	 * packet without the IP header, and the source address. Returns 0 or a
	 * negative errno when there is no route.
	 */
	int (*path_route)(struct sctp_assoc *a, struct sctp_path *p);
	/**
	 * @local_addrs: the addresses the endpoint offers to a peer at @peer,
	 * by its bindings and by scope. @a is NULL while there is none; @rx is
	 * the packet to be answered, NULL when none is.
	 * Returns how many were stored, at most @max; with @out NULL they are
	 * only counted.
	 */
	int (*local_addrs)(struct sctp_ep *ep, struct sctp_assoc *a,
			   const struct sctp_rx *rx,
			   const struct sctp_addr *peer,
			   struct sctp_addr *out, int max);
	/**
	 * @peer_addr_ok: may @addr, which a peer at @src lists, be one of its
	 * addresses: unicast, no smaller in scope than @src, not ours. NULL
	 * when every address may.
	 */
	bool (*peer_addr_ok)(struct sctp_assoc *a, const struct sctp_addr *src,
			     const struct sctp_addr *addr);
	/**
	 * @assoc_new: a valid COOKIE ECHO arrived at a listening endpoint:
	 * allocate an association, set up with sctp_assoc_init(), or NULL when
	 * there is no memory or the accept backlog is full.
	 */
	struct sctp_assoc *(*assoc_new)(struct sctp_ep *ep,
					const struct sctp_rx *rx);
	/**
	 * @admit: may there be an association with who sent @rx? Asked of each
	 * INIT that is to be answered, of each COOKIE ECHO that is to bring @a
	 * up or start it anew, and of the COOKIE ACK that is to; @step says
	 * which. The packet is discarded if not. NULL when everyone may.
	 */
	bool (*admit)(struct sctp_ep *ep, struct sctp_assoc *a,
		      const struct sctp_rx *rx, enum sctp_step step);
	/** @random: @len random bytes. */
	void (*random)(void *buf, size_t len);
	/** @mac: SipHash-2-4 of @data. */
	u64 (*mac)(const u64 key[SCTP_SECRET_WORDS], const void *data,
		   size_t len);
};

/**
 * sctp_skb_alloc() - a packet with room for @linear bytes and all headers
 * @linear: bytes core will put with skb_put()
 *
 * The head-room holds the common header, UDP, IP and link headers.
 *
 * Return: the packet or NULL.
 */
struct sk_buff *sctp_skb_alloc(unsigned int linear);

/**
 * sctp_skb_copy_payload() - append message bytes to the linear part
 * @skb: packet with tail-room
 * @msg: message with cells
 * @off: first byte
 * @len: bytes
 */
void sctp_skb_copy_payload(struct sk_buff *skb, const struct sctp_tx_msg *msg,
			   u32 off, u32 len);

/**
 * sctp_skb_ref_payload() - append message bytes by reference
 * @skb: packet; nothing can be put into its linear part any more
 * @msg: message
 * @off: first byte, of a cell if it has cells
 * @len: bytes; padding to 4 bytes is added by the callee
 *
 * Return: 0, or -ENOSPC when the packet holds no more references; nothing was
 * appended then.
 */
int sctp_skb_ref_payload(struct sk_buff *skb, const struct sctp_tx_msg *msg,
			 u32 off, u32 len);

/**
 * sctp_skb_ref_cells() - append cells of a message by reference
 * @skb: packet; nothing can be put into its linear part any more
 * @msg: message with cells
 * @off: first user byte of the first, a multiple of @msg->cell
 * @n: how many there are to append
 *
 * Header, user data and padding of each are appended.
 *
 * Return: how many were appended, fewer when the packet cannot refer to more;
 * an empty packet can to one.
 */
u32 sctp_skb_ref_cells(struct sk_buff *skb, const struct sctp_tx_msg *msg,
		       u32 off, u32 n);

/**
 * sctp_tx_msg_header() - the room for a DATA header in front of a cell
 * @msg: message with cells
 * @off: first user byte of the cell
 *
 * Return: where to write it, before the packet that refers to it is sent.
 */
struct sctpw_data *sctp_tx_msg_header(const struct sctp_tx_msg *msg, u32 off);

/**
 * struct sctp_skb_walk - reads a packet's bytes from front to back
 * @skb: the packet
 * @at: bytes of the piece the last read was in, NULL when they are not mapped
 * @start: offset of that piece in the packet
 * @end: where it ends
 * @next: page fragment that follows it
 */
struct sctp_skb_walk {
	const struct sk_buff *skb;
	const u8 *at;
	u32 start;
	u32 end;
	u32 next;
};

void sctp_skb_walk_begin(struct sctp_skb_walk *w, const struct sk_buff *skb);

/**
 * sctp_skb_walk_read() - copy bytes out of a packet
 * @w: walk
 * @off: first byte, not before that of the last read
 * @to: where to
 * @len: how many
 *
 * Return: false when the packet is shorter.
 */
bool sctp_skb_walk_read(struct sctp_skb_walk *w, u32 off, void *to, u32 len);

/**
 * sctp_skb_walk_data() - the same for a DATA header
 * @w: walk
 * @off: its first byte, not before that of the last read
 * @d: where to
 *
 * Return: false when the packet is shorter.
 */
bool sctp_skb_walk_data(struct sctp_skb_walk *w, u32 off, struct sctpw_data *d);

/**
 * sctp_trace_retransmit() - a chunk went out again: for who watches
 * @a: association
 * @p: path it went to
 * @tsn: its TSN
 * @c: the chunk, its retransmissions counted
 */
void sctp_trace_retransmit(const struct sctp_assoc *a,
			   const struct sctp_path *p, u32 tsn,
			   const struct sctp_tx_chunk *c);

/**
 * sctp_tx_msg_release() - core is done with a message: uncharge and free it
 * @a: its association
 * @msg: message
 */
void sctp_tx_msg_release(struct sctp_assoc *a, struct sctp_tx_msg *msg);

#endif
