/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Congestion control of a path, RFC 9260 section 7.2.
 *
 *   struct sctp_path
 *   +-- cc       the window and the algorithm's own state
 *   +-- flight   outstanding data, counted by txring.c
 *
 * An algorithm is a struct sctp_cc_ops and a number in enum sctp_cc_algo. It
 * writes @cwnd, @ssthresh and @room of struct sctp_cc. Only cc.c writes the
 * other fields. All other files call functions.
 *
 *   cc.c          calls the algorithm of a path, and changes it
 *   cc_window.c   what algorithms have in common
 *   cc_NAME.c     an algorithm
 */
#ifndef _SCTP_CORE_CC_H
#define _SCTP_CORE_CC_H

#include <linux/types.h>

struct sctp_assoc;
struct sctp_path;

/* L of RFC 9260 section 7.2.1: how many PMDCS one SACK may add to cwnd in slow
 * start. One SACK acknowledges a whole train, so L is a train of 64 KiB. With
 * L = 1 cwnd would grow by one packet per train.
 */
#define SCTP_CC_ABC_L		48

#define SCTP_SSTHRESH_INIT	0x7fffffffU
#define SCTP_CWND_MAX		0x40000000U

/* Numbers of users, SCTP_PLUGGABLE_CC. FreeBSD's come first */
enum sctp_cc_algo {
	SCTP_CC_ALGO_RFC9260 = 0,
	SCTP_CC_ALGO_HSTCP = 1,
	SCTP_CC_ALGO_HTCP = 2,
	SCTP_CC_ALGO_CUBIC = 16,
	SCTP_CC_ALGO_DCTCP = 17,
	SCTP_CC_ALGOS,
};

/* How congestion was noticed */
enum sctp_cc_signal {
	SCTP_CC_LOSS,		/* SACKs show a loss */
	SCTP_CC_TIMEOUT,	/* T3-rtx expired */
	SCTP_CC_ECN,		/* a packet was marked */
};

/**
 * struct sctp_cc_ack - what a SACK newly acknowledges on a path
 * @now: time
 * @bytes: bytes of chunks, headers and padding included
 * @flight_before: flight size before the SACK arrived
 * @recovering: the path is in fast recovery, or its window was reduced because
 *              of ECNE for what is in flight
 */
struct sctp_cc_ack {
	u64 now;
	u32 bytes;
	u32 flight_before;
	bool recovering;
};

/**
 * struct sctp_cc_was - a window that undo() may restore
 * @cwnd: congestion window, 0 = there is none
 * @ssthresh: slow-start threshold
 */
struct sctp_cc_was {
	u32 cwnd;
	u32 ssthresh;
};

/**
 * struct sctp_cc_ops - a congestion control algorithm
 * @name: its name; TCP's if TCP has it
 * @size: bytes of state that @room has not enough of, 0 = none. cc.c allocates
 *        it, zeroed: sctp_cc_state()
 * @init: set its own state to initial values; may be called again. cwnd and
 *        ssthresh are the initial ones, or those of the algorithm before
 * @acked: data was acknowledged; once per SACK
 * @congestion: there is congestion; for losses once per fast recovery
 * @undo: the last congestion signal was wrong: nothing was lost
 * @idle: the path is about to be used, and nothing was sent on it for @time, at
 *        least an RTO. @again: called again, with nothing sent since the last
 *        call. Returns true when the window was changed.
 * @rtt: a round trip was measured; may be NULL
 * @partial: partial_bytes_acked for reports; may be NULL
 */
struct sctp_cc_ops {
	const char *name;
	u32 size;
	void (*init)(struct sctp_path *p);
	void (*acked)(struct sctp_path *p, const struct sctp_cc_ack *ack);
	void (*congestion)(struct sctp_path *p, enum sctp_cc_signal signal);
	void (*undo)(struct sctp_path *p, const struct sctp_cc_was *was);
	bool (*idle)(struct sctp_path *p, u64 time, bool again);
	void (*rtt)(struct sctp_path *p, u64 rtt, u64 now);
	u32 (*partial)(const struct sctp_path *p);
};

extern const struct sctp_cc_ops sctp_cc_rfc9260;
extern const struct sctp_cc_ops sctp_cc_hstcp;
extern const struct sctp_cc_ops sctp_cc_htcp;
extern const struct sctp_cc_ops sctp_cc_cubic;
extern const struct sctp_cc_ops sctp_cc_dctcp;

/**
 * struct sctp_cc - congestion control of a path
 * @room: the algorithm's own state, or where that is
 * @idle_since: when data was sent or cwnd adjusted for idleness last
 * @cwnd: congestion window, bytes
 * @ssthresh: slow-start threshold, bytes
 * @burst_limit: largest flight size in this flush, 0 = no limit
 * @algo: enum sctp_cc_algo
 * @abc_l: L of RFC 9260 section 7.2.1, 0 = SCTP_CC_ABC_L
 * @idle: cwnd was adjusted for idleness since data was sent
 * @probe: the next chunk is a loss probe and may exceed cwnd
 * @one_packet: T3-rtx expired and nothing was acknowledged since
 */
struct sctp_cc {
	u64 room;
	u64 idle_since;
	u32 cwnd;
	u32 ssthresh;
	u32 burst_limit;
	u8 algo;
	u8 abc_l;
	bool idle:1;
	bool probe:1;
	bool one_packet:1;
};

/**
 * sctp_cc_set_abc_l() - set L of RFC 9260 section 7.2.1
 * @cc: congestion control of a path, begun
 * @l: PMDCS that one SACK may add to cwnd in slow start, 0 = SCTP_CC_ABC_L
 */
static inline void sctp_cc_set_abc_l(struct sctp_cc *cc, u8 l)
{
	cc->abc_l = l;
}

/**
 * sctp_cc_state() - state of an algorithm that has a size
 * @cc: congestion control of a path with that algorithm
 *
 * Return: the state, never NULL.
 */
static inline void *sctp_cc_state(const struct sctp_cc *cc)
{
	return (void *)(uintptr_t)cc->room;
}

/**
 * sctp_cc_algo() - which algorithm a path has
 * @cc: congestion control of a path
 *
 * Return: its number.
 */
static inline enum sctp_cc_algo sctp_cc_algo(const struct sctp_cc *cc)
{
	return cc->algo;
}

/**
 * sctp_cc_cwnd() - congestion window
 * @cc: congestion control of a path
 *
 * Return: bytes.
 */
static inline u32 sctp_cc_cwnd(const struct sctp_cc *cc)
{
	return cc->cwnd;
}

/**
 * sctp_cc_ssthresh() - slow-start threshold
 * @cc: congestion control of a path
 *
 * Return: bytes.
 */
static inline u32 sctp_cc_ssthresh(const struct sctp_cc *cc)
{
	return cc->ssthresh;
}

/**
 * sctp_cc_in_timeout() - did T3-rtx expire with nothing acknowledged since?
 * @cc: congestion control of a path
 *
 * Return: true if so: only one packet may be in flight.
 */
static inline bool sctp_cc_in_timeout(const struct sctp_cc *cc)
{
	return cc->one_packet;
}

/**
 * sctp_cc_probes() - may the next chunk exceed cwnd?
 * @cc: congestion control of a path
 *
 * Return: true when a loss probe is due.
 */
static inline bool sctp_cc_probes(const struct sctp_cc *cc)
{
	return cc->probe;
}

/**
 * sctp_cc_sent() - data is sent
 * @cc: congestion control of its path
 * @now: time
 */
static inline void sctp_cc_sent(struct sctp_cc *cc, u64 now)
{
	cc->idle_since = now;
	cc->idle = false;
	cc->probe = false;
}

/**
 * sctp_cc_probe() - allow the next chunk to exceed cwnd
 * @cc: congestion control of a path on which a loss probe is due
 */
static inline void sctp_cc_probe(struct sctp_cc *cc)
{
	cc->probe = true;
}

/**
 * sctp_cc_flushed() - a flush is over: clear what held for it
 * @cc: congestion control of a path
 */
static inline void sctp_cc_flushed(struct sctp_cc *cc)
{
	cc->burst_limit = 0;
	cc->probe = false;
}

const char *sctp_cc_name(u32 algo);
bool sctp_cc_init(struct sctp_path *p, enum sctp_cc_algo algo);
void sctp_cc_restart(struct sctp_path *p);
void sctp_cc_release(struct sctp_path *p);
int sctp_cc_set(struct sctp_assoc *a, const struct sctp_path *only,
		enum sctp_cc_algo algo);
void sctp_cc_reset(struct sctp_path *p);
void sctp_cc_acked(struct sctp_path *p, const struct sctp_cc_ack *ack);
void sctp_cc_congestion(struct sctp_path *p, enum sctp_cc_signal signal);
struct sctp_cc_was sctp_cc_was(const struct sctp_path *p);
void sctp_cc_undo(struct sctp_path *p, const struct sctp_cc_was *was);
void sctp_cc_rtt(struct sctp_path *p, u64 rtt, u64 now);
void sctp_cc_idle(struct sctp_path *p, u64 now);
void sctp_cc_burst(struct sctp_path *p, u32 max_burst, u32 flight);
void sctp_cc_burst_lost(struct sctp_path *p, u32 bytes);
bool sctp_cc_may_send(const struct sctp_path *p);
u32 sctp_cc_allowance(const struct sctp_path *p);
u32 sctp_cc_partial(const struct sctp_path *p);

/* cc_rfc9260.c */
void sctp_cc_rfc9260_acked(struct sctp_path *p, const struct sctp_cc_ack *ack);

#endif
