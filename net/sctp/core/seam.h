/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The interface between core and the code outside: the kernel half in
 * net/sctp/, or the simulator, tests and fuzzers in user space. All functions
 * outside that core calls are declared here.
 *
 *   user bytes -> struct sctp_tx_msg -> DATA chunks -> xmit()
 *   packet -> sctp_assoc_input() -> struct sctp_rx_msg -> deliver()
 *
 * There are two kinds: the functions of struct sctp_ops, and on the data path a
 * few link-time functions (sctp_skb_*, sctp_tx_msg_release()). None of them may
 * call back into the association, except as noted there: sctp_assoc_entered()
 * checks that.
 */
#ifndef _SCTP_CORE_SEAM_H
#define _SCTP_CORE_SEAM_H

#include <linux/types.h>
#include <linux/list.h>
#include <linux/skbuff.h>

#include "core/wire/addr.h"
#include "core/wire/wire.h"
#include "mib.h"

struct sctp_assoc;
struct sctp_data_format;
struct sctp_ep;
struct sctp_path;
struct sctp_tx_chunk;

#define SCTP_MAC_LEN		8	/* SipHash-2-4 */
#define SCTP_SECRET_WORDS	2
/* Hash functions of HMACs: bytes of a block, of the longest result, and of what
 * one keeps between two blocks
 */
#define SCTP_HASH_BLOCK		64
#define SCTP_HASH_MAX		32
#define SCTP_HASH_STATE		112
/* Most user data of one chunk, bytes: a packet can refer to all of it, even
 * when it lies in single pages
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
/* It waits outside of the scheduler: send/hold.c */
#define SCTP_TX_HELD		0x0004
/* Policies of PR-SCTP (RFC 7496): how long a message is worth sending */
#define SCTP_TX_PR		0x0030
#define SCTP_TX_PR_TTL		0x0010
#define SCTP_TX_PR_RTX		0x0020
#define SCTP_TX_PR_PRIO		0x0030
/* Flags of a part of a message (SCTP_EXPLICIT_EOR) */
#define SCTP_TX_OPEN		0x0040	/* another part follows */
#define SCTP_TX_CONT		0x0080	/* not the first part; set by core */
#define SCTP_TX_PART		(SCTP_TX_OPEN | SCTP_TX_CONT)

/**
 * struct sctp_tx_msg - a user message to be sent, or a part of one
 * @list: on the scheduler's queue, then on the assoc's list of sent messages
 * @path: destination requested with SCTP_ADDR_OVER, or NULL
 * @len: bytes of user data
 * @sent: bytes given a TSN so far; @len when none is left
 * @value: with SCTP_TX_PR_RTX how often a chunk may be retransmitted; with
 *         SCTP_TX_PR_PRIO its priority, 0 is the highest; else when its life
 *         time ends, milliseconds on core's clock, 0 = never, where
 *         sctp_assoc_send() is given the life time itself, milliseconds
 * @cell: user bytes of a cell, a multiple of 4, by sctp_sendq_cell(); 0 when
 *        the message is laid out without room for headers
 * @sid: stream
 * @chunks: chunks with a TSN not yet acknowledged
 * @flags: SCTP_TX_*
 * @hdr: bytes for a header in front of each cell, @data_hdr of struct sctp_tx
 * @ppid: payload protocol identifier, opaque
 * @context: user context, returned in SEND_FAILED
 * @key: number of the key it is authenticated with (auth.c), 0 = the active one
 * @mid: its number in its stream, set when the first fragment gets its TSN; the
 *       low half is the SSN
 *
 * Allocated outside of core, in a structure that has the bytes. Packed, since
 * the kernel half keeps more behind it.
 * sctp_assoc_send() gives it to core, sctp_tx_msg_release() returns it.
 */
struct sctp_tx_msg {
	struct list_head list;
	struct sctp_path *path;
	u32 len;
	u32 sent;
	u32 value;
	__be32 ppid;
	u32 context;
	u32 mid;
	u16 cell;
	u16 sid;
	u16 chunks;
	u8 flags;
	u8 hdr;
	u8 key;
} __packed __aligned(4);

/**
 * struct sctp_tx_cb - what kind of packet xmit() gets (skb->cb)
 * @seg: length of each packet but the last of a super-packet, see super.c; 0
 *       for a packet
 * @packets: how many packets a super-packet holds
 * @ect: it is sent with ECT(0) (RFC 3168)
 * @probe: it is a probe for the path's MTU: never fragmented, and if it is
 *         larger than the route takes it is dropped
 */
struct sctp_tx_cb {
	u16 seg;
	u16 packets;
	bool ect;
	bool probe;
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
 * @extent: the part of it that belongs to the message it is chained to
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
#define SCTP_RX_FIRST		0x02	/* has the message's first byte */
#define SCTP_RX_LAST		0x04	/* holds the last byte: MSG_EOR */
#define SCTP_RX_EVENT		0x08	/* a notification; core never sets it */

/**
 * struct sctp_rx_msg - a received user message, or a part of one
 * @list: for the receiver's queue; core uses it before delivery
 * @spare: next spare descriptor, while it is one itself (rxmsg.c)
 * @head: first packet of the chain
 * @tail: last packet of the chain
 * @first: extent of the message in @head
 * @len: bytes of user data in all
 * @tsn: TSN of the first fragment
 * @cum_tsn: cumulative TSN when it was delivered
 * @mid: its number in its stream; of DATA the SSN
 * @sid: stream
 * @flags: SCTP_RX_*
 * @hdr: length of the header between fragments that lie behind one another
 * @ppid: payload protocol identifier, opaque
 * @consumed: bytes the reader took already, for the receiver
 * @assoc: association it came from, for the receiver
 *
 * The packets are a chain by ->next. The extent in the first packet is @first,
 * since a packet may have several messages. Those in the others are in
 * SCTP_RX_CB(): see sctp_rx_msg_extent().
 *
 * If a packet has other DATA, too, the message has a clone of it, with a
 * reference to it. So a packet has a reference for each piece of it that is
 * kept. It is charged until the last one is released (rxmsg.c).
 *
 * FIRST and LAST are both set, except with partial delivery (RFC 9260 section
 * 6.9, RFC 6458 section 8.1.20).
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
	u32 mid;
	u16 sid;
	u8 flags;
	u8 hdr;
	__be32 ppid;
	u32 consumed;
	struct sctp_assoc *assoc;
};

enum sctp_event_type {
	SCTP_EV_ASSOC_CHANGE,	/* value: enum of sac_state, error: sac_error */
	SCTP_EV_PATH_CHANGE,	/* path, value: spc_state, error: spc_error */
	SCTP_EV_REMOTE_ERROR,	/* error, data, len: cause and information */
	SCTP_EV_SEND_FAILED,	/* msg, value: 1 if any part was sent */
	SCTP_EV_SHUTDOWN,
	SCTP_EV_PARTIAL_ABORTED,/* value: sid << 16 | ssn; mid; error: 1 if of
				 * I-DATA and unordered
				 */
	SCTP_EV_ADAPTATION,	/* value: the peer's indication */
	SCTP_EV_SENDER_DRY,
	SCTP_EV_NO_AUTH,	/* the peer authenticates no chunks */
	SCTP_EV_AUTH_KEY,	/* value: auth_indication, error: the key */
	SCTP_EV_STREAM_RESET,	/* value: strreset_flags; data, len: stream
				 * numbers in network order, none means all
				 */
	SCTP_EV_ASSOC_RESET,	/* value: assocreset_flags; data: two u32, the
				 * next TSN of the peer and the next of ours
				 */
	SCTP_EV_STREAM_CHANGE,	/* value: inbound << 16 | outbound streams
				 * added; error: strchange_flags
				 */
};

/* strreset_flags, assocreset_flags, strchange_flags, as Linux has them */
#define SCTP_RECONFIG_EV_IN	0x01
#define SCTP_RECONFIG_EV_OUT	0x02
#define SCTP_RECONFIG_EV_DENIED	0x04
#define SCTP_RECONFIG_EV_FAILED	0x08

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
	SCTP_PC_NOT_FAILED,	/* AVAILABLE, after that */
};

/* error of SCTP_EV_PATH_CHANGE: the cause; the values of enum sctp_sn_error */
enum sctp_path_change_error {
	SCTP_PC_BY_THRESHOLD,
	SCTP_PC_BY_SACK,
	SCTP_PC_BY_HEARTBEAT,
};

/* value of SCTP_EV_AUTH_KEY, as RFC 6458 on Linux numbers them */
enum sctp_auth_indication {
	SCTP_AUTH_EV_NEW_KEY,	/* the peer uses another key than we do */
	SCTP_AUTH_EV_FREE_KEY,	/* a deactivated key is not used any more */
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

/* A packet's step of the handshake */
enum sctp_step {
	SCTP_STEP_INIT,
	SCTP_STEP_COOKIE_ECHO,
	SCTP_STEP_COOKIE_ACK,
};

/**
 * struct sctp_notice - content of a notification, RFC 6458 section 6
 * @type: kind of notification
 * @value: see enum sctp_event_type
 * @mid: number of a message that was received in part
 * @error: error code (sac_error, spc_error, sre_error) in host order
 * @path: the path it is about, or NULL
 * @msg: the message it is about, or NULL
 * @data: bytes that go with it, or NULL
 * @len: how many
 */
struct sctp_notice {
	enum sctp_event_type type;
	u32 value;
	u32 mid;
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
 * @train: the head of the train that @skb was in, with the IP header; or NULL
 * @src: source address
 * @dst: destination address
 * @sport: source port
 * @dport: destination port
 * @vtag: verification tag, host order
 * @encap: UDP port it came from in UDP (RFC 6951), host order; 0 = not in UDP
 * @dif: interface it came in by, for the caller
 * @sdif: the same before a layer 3 master device (a VRF) took it over, or 0;
 *        for the caller
 * @now: arrival time, nanoseconds on the association's clock
 * @npackets: packets the skb holds, set by sctp_frame_check()
 * @ndata: number of DATA chunks, likewise
 * @taken: user bytes of those that were taken
 * @aborts: there is an ABORT, set by sctp_frame_check()
 * @ce: the network marked it (RFC 3168)
 * @sacked: a SACK chunk was processed
 * @asked: a RE-CONFIG chunk with requests was
 * @authentic: an AUTH chunk was good: all chunks behind it are authentic
 * @refused: why it was not taken, enum sctp_counter; else 0
 * @data_off: offset of the last DATA chunk in pages, U32_MAX if there is none
 * @data: a copy of its header
 * @format: what user data travels in, set by sctp_frame_check()
 * @path: the path it came from, NULL if @src is no address of the association
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
	u16 encap;
	int dif;
	int sdif;
	u64 now;
	unsigned int npackets;
	unsigned int ndata;
	u32 taken;
	bool aborts;
	bool ce;
	bool sacked;
	bool asked;
	bool authentic;
	u8 refused;
	u32 data_off;
	union sctpw_any_data data;
	const struct sctp_data_format *format;
	struct sctp_path *path;
	struct sctp_fate fate;
};

/**
 * struct sctp_piece - some bytes
 * @at: where they are
 * @len: how many
 */
struct sctp_piece {
	const void *at;
	u32 len;
};

/**
 * struct sctp_ops - functions outside of core
 *
 * Called with the association owned (in the kernel, the socket lock). None of
 * them sleeps, frees the association, or calls back into it, except as noted.
 */
struct sctp_ops {
	/**
	 * @xmit: send a burst of packets on one path. Each skb begins with its
	 * first chunk; SCTP_TX_CB() says whether it is a super-packet. The
	 * callee consumes them, prepends the common header with tag @vtag, and
	 * may send them as one GSO train.
	 */
	void (*xmit)(struct sctp_assoc *a, struct sctp_path *p,
		     struct sk_buff_head *burst, u32 vtag);
	/**
	 * @reply: send one packet that belongs to no association (INIT ACK,
	 * ABORT, SHUTDOWN COMPLETE, stale-cookie ERROR), from @rx's destination
	 * to its source, in UDP to the port @rx came from. Consumes @skb, which
	 * begins with its first chunk.
	 */
	void (*reply)(struct sctp_ep *ep, const struct sctp_rx *rx,
		      struct sk_buff *skb, u32 vtag);
	/**
	 * @deliver: give a message to the receiver. It frees the message with
	 * sctp_rx_msg_free(), and calls sctp_assoc_consumed() for the window,
	 * at once if it wants none. It may call sctp_assoc_set_rcvbuf().
	 */
	void (*deliver)(struct sctp_assoc *a, struct sctp_rx_msg *msg);
	/** @notify: a notification, RFC 6458 section 6. @ev is the caller's. */
	void (*notify)(struct sctp_assoc *a, const struct sctp_notice *ev);
	/** @wspace: messages were released since the last flush. */
	void (*wspace)(struct sctp_assoc *a);
	/** @sender_waits: does the user wait for room in the send buffer? */
	bool (*sender_waits)(const struct sctp_assoc *a);
	/** @state_change: @a's state has changed; it was @old. */
	void (*state_change)(struct sctp_assoc *a, enum sctp_state old);
	/**
	 * @path_new: allocate a path to @addr and let lookup find it. Its
	 *            struct
	 * sctp_path is zeroed, except @addr and @pace. NULL without memory.
	 */
	struct sctp_path *(*path_new)(struct sctp_assoc *a,
				      const struct sctp_addr *addr);
	/** @path_free: undo @path_new. */
	void (*path_free)(struct sctp_assoc *a, struct sctp_path *p);
	/**
	 * @path_route: look the route up (again). Sets @p->mtu, the largest
	 * packet without IP and UDP header, and the source address with
	 * sctp_path_set_source(). Returns 0 or a negative errno when there is
	 * no route.
	 */
	int (*path_route)(struct sctp_assoc *a, struct sctp_path *p);
	/**
	 * @local_addrs: the addresses that the endpoint offers to a peer at
	 * @peer, by its bindings and by scope. @a is the association or NULL;
	 * @rx is the packet to be answered or NULL. Returns how many were
	 * stored, at most @max; if @out is NULL they are only counted.
	 */
	int (*local_addrs)(struct sctp_ep *ep, struct sctp_assoc *a,
			   const struct sctp_rx *rx,
			   const struct sctp_addr *peer,
			   struct sctp_addr *out, int max);
	/**
	 * @peer_addr_ok: can @addr, which a peer at @src lists, be an address
	 *                of
	 * it: unicast, of a scope no smaller than that of @src, not ours? NULL:
	 * all addresses can.
	 */
	bool (*peer_addr_ok)(struct sctp_assoc *a, const struct sctp_addr *src,
			     const struct sctp_addr *addr);
	/**
	 * @asconf_ok: may the peer of @a have its request @what of @rx done
	 * about @addr (RFC 5061)? @what is SCTP_PT_ADD_IP or
	 * SCTP_PT_SET_PRIMARY. No other association may have an address that is
	 * added. NULL: always.
	 */
	bool (*asconf_ok)(struct sctp_assoc *a, const struct sctp_rx *rx,
			  u16 what, const struct sctp_addr *addr);
	/**
	 * @assoc_new: a valid COOKIE ECHO arrived at a listening endpoint.
	 * Allocate an association and call sctp_assoc_init(). NULL when there
	 * is no memory or the accept backlog is full.
	 */
	struct sctp_assoc *(*assoc_new)(struct sctp_ep *ep,
					const struct sctp_rx *rx);
	/**
	 * @admit: may there be an association with the sender of @rx? Called
	 * before an INIT is answered, before a COOKIE ECHO brings @a up or
	 * restarts it, and before a COOKIE ACK brings it up; @step says which.
	 * If not, the packet is discarded. NULL: always.
	 */
	bool (*admit)(struct sctp_ep *ep, struct sctp_assoc *a,
		      const struct sctp_rx *rx, enum sctp_step step);
	/**
	 * @tag_ok: may @tag be the verification tag of a new association with a
	 * peer at port @pport? NULL: always.
	 */
	bool (*tag_ok)(struct sctp_ep *ep, u32 tag, __be16 pport);
	/** @random: @len random bytes. */
	void (*random)(void *buf, size_t len);
	/** @mac: SipHash-2-4 of @data. */
	u64 (*mac)(const u64 key[SCTP_SECRET_WORDS], const void *data,
		   size_t len);
	/**
	 * @hash_block: begin SHA-1 or SHA-256, by the HMAC identifier @id of
	 * RFC 4895, with one block, and keep its state. Returns 0 or a negative
	 * errno.
	 */
	int (*hash_block)(u16 id, const u8 block[SCTP_HASH_BLOCK],
			  u8 state[SCTP_HASH_STATE]);
	/**
	 * @hash: go on from @state, or begin if it is NULL, with @n pieces of
	 * memory, then @skb from byte @off on unless it is NULL. @digest has
	 * room for SCTP_HASH_MAX bytes. Returns 0 or a negative errno.
	 */
	int (*hash)(u16 id, const u8 *state, const struct sctp_piece *p, u32 n,
		    const struct sk_buff *skb, u32 off, u8 *digest);
};

/**
 * sctp_assoc_entered() - core is called to change an association
 * @a: association
 *
 * The first thing each function does that others than core call for that. Who
 * surrounds core checks that the caller owns @a, and that no call from core
 * about it is on its way.
 */
void sctp_assoc_entered(const struct sctp_assoc *a);

/**
 * sctp_rx_msg_alloc() - memory for a received message
 *
 * Return: the memory, not cleared, for sctp_rx_msg_dealloc(); or NULL.
 */
struct sctp_rx_msg *sctp_rx_msg_alloc(void);

/**
 * sctp_rx_msg_dealloc() - free the memory of a received message
 * @msg: what sctp_rx_msg_alloc() returned
 */
void sctp_rx_msg_dealloc(struct sctp_rx_msg *msg);

/**
 * sctp_skb_alloc() - allocate a packet with room for @linear bytes and all
 * headers
 * @linear: bytes that core adds with skb_put()
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
 * Return: 0; -ENOSPC, with nothing appended, when the packet has no room for
 * the references.
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
 * Return: how many were appended; fewer than @n if the packet has no room for
 * more references. An empty packet has room for one cell.
 */
u32 sctp_skb_ref_cells(struct sk_buff *skb, const struct sctp_tx_msg *msg,
		       u32 off, u32 n);

/**
 * sctp_skb_ref_cell() - append a cell of a message by reference
 * @skb: packet; nothing can be put into its linear part any more
 * @msg: message with cells
 * @off: its first user byte, a multiple of @msg->cell
 *
 * Return: where its header is, as sctp_tx_msg_header(); NULL, with nothing
 * appended, if the packet has no room for more references.
 */
union sctpw_any_data *sctp_skb_ref_cell(struct sk_buff *skb,
					const struct sctp_tx_msg *msg, u32 off);

/**
 * sctp_skb_freeze() - nobody can change the bytes of a packet any more
 * @skb: packet
 *
 * If it refers to pages that a user can write to they are copied.
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_skb_freeze(struct sk_buff *skb);

/**
 * sctp_tx_msg_header() - the room for a header in front of a cell
 * @msg: message with cells
 * @off: first user byte of the cell
 *
 * Return: where to write it, before the packet that refers to it is sent.
 */
union sctpw_any_data *sctp_tx_msg_header(const struct sctp_tx_msg *msg,
					 u32 off);

/**
 * struct sctp_skb_walk - reads a packet's bytes from front to back
 * @skb: the packet
 * @at: address of the piece of the last read, NULL if it is not mapped
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
 * sctp_skb_walk_data() - copy the header of a chunk with user data
 * @w: walk
 * @off: its first byte, not before that of the last read
 * @d: where to
 * @len: its length
 *
 * Return: false when the packet is shorter.
 */
bool sctp_skb_walk_data(struct sctp_skb_walk *w, u32 off,
			union sctpw_any_data *d, u32 len);

/**
 * sctp_trace_retransmit() - trace a chunk that is retransmitted
 * @a: association
 * @p: path it is sent on
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
