/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Telemetry of an association: what its data waited for, how fast it was
 * delivered, what was lost and why. Off unless the user asks for it: then
 * ->telemetry of the association is NULL.
 *
 *   flush.c          what limits the sender now
 *   sackin.c         what was acknowledged
 *   whoever finds a loss    how it was found
 */
#ifndef _SCTP_CORE_TELEMETRY_H
#define _SCTP_CORE_TELEMETRY_H

#include "assoc.h"

/* What keeps an association from sending more */
enum sctp_limit {
	SCTP_LIMIT_IDLE,	/* all data is acknowledged */
	SCTP_LIMIT_CWND,	/* cwnd or pacing */
	SCTP_LIMIT_RWND,	/* the peer's window */
	SCTP_LIMIT_SNDBUF,	/* the user waits for room in the send buffer */
	SCTP_LIMIT_USER,	/* the user has no more data */
	SCTP_LIMITS
};

/* What is counted of a path. The first ones are ways to find a chunk lost */
enum sctp_path_event {
	SCTP_PE_LOST_ACKS,	/* later ones were acknowledged */
	SCTP_PE_LOST_TIMEOUT,	/* T3-rtx expired */
	SCTP_PE_LOST_PROBE,	/* a loss probe repaired it */
	SCTP_PE_LOST_ROUTE,	/* the path lost its route */
	SCTP_PE_LOST_SIZE,	/* it is larger than the path's new MTU */
	SCTP_PE_SPURIOUS,	/* a recovery was undone: nothing was lost */
	SCTP_PE_MARKED,		/* cwnd was reduced because of ECN */
	SCTP_PE_REORDERED,	/* a chunk was overtaken by a later one */
	SCTP_PE_MAX
};

/**
 * struct sctp_path_counts - what happened on a path, or on all
 * @delivered: bytes of DATA chunks acknowledged, with their headers
 * @resent: bytes of DATA chunks retransmitted, with their headers
 * @busy: time with data in flight, nanoseconds
 * @events: by enum sctp_path_event
 * @reordering: by how many TSNs a chunk was overtaken at most
 */
struct sctp_path_counts {
	u64 delivered;
	u64 resent;
	u64 busy;
	u32 events[SCTP_PE_MAX];
	u32 reordering;
};

/**
 * struct sctp_path_telemetry - telemetry of a path
 * @next: of another path
 * @path: the path
 * @n: its counts, without the time it is busy now
 * @busy_since: when it became busy, 0 = it is idle
 * @rate: delivery rate, bytes a second: of the last round trip, unless the user
 *        had too little to send in it and it was lower
 * @round_at: when the round trip that is measured began, 0 = none is
 * @round_bytes: bytes acknowledged in it
 * @round_sent: when the last chunk was sent that was acknowledged before it
 * @round_end: it ends when this TSN, or a later one, is acknowledged
 * @short_of_data: the user had too little to send in it
 * @rate_short: the same of the round trip of @rate
 */
struct sctp_path_telemetry {
	struct sctp_path_telemetry *next;
	const struct sctp_path *path;
	struct sctp_path_counts n;
	u64 busy_since;
	u64 rate;
	u64 round_at;
	u64 round_bytes;
	u64 round_sent;
	u32 round_end;
	bool short_of_data;
	bool rate_short;
};

/**
 * struct sctp_telemetry - telemetry of an association
 * @paths: of paths that were used
 * @gone: counts of paths that were removed
 * @since: when @limit began
 * @time: how long each limit held, nanoseconds, without the present one
 * @limit: what limits it now, enum sctp_limit
 */
struct sctp_telemetry {
	struct sctp_path_telemetry *paths;
	struct sctp_path_counts gone;
	u64 since;
	u64 time[SCTP_LIMITS];
	u8 limit;
};

int sctp_telemetry_set(struct sctp_assoc *a, bool on, u64 now);
void sctp_telemetry_free(struct sctp_assoc *a);
void sctp_telemetry_renumbered(struct sctp_assoc *a);
void sctp_telemetry_forget_path(struct sctp_assoc *a,
				const struct sctp_path *p);
void sctp_telemetry_limit(struct sctp_assoc *a, enum sctp_limit limit,
			  u64 now);
void sctp_telemetry_user_waits(struct sctp_assoc *a, u64 now);
void sctp_telemetry_acked(struct sctp_assoc *a, u64 now);
u64 sctp_telemetry_time(const struct sctp_assoc *a, enum sctp_limit limit,
			u64 now);
u64 sctp_telemetry_rate(const struct sctp_assoc *a, const struct sctp_path *p,
			bool *short_of_data);
void sctp_telemetry_counts(const struct sctp_assoc *a,
			   const struct sctp_path *p, u64 now,
			   struct sctp_path_counts *n);
void sctp_telemetry_add(struct sctp_assoc *a, const struct sctp_path *p,
			enum sctp_path_event event, u32 n);
void sctp_telemetry_add_resent(struct sctp_assoc *a, const struct sctp_path *p,
			       u32 bytes);
void sctp_telemetry_add_overtaken(struct sctp_assoc *a,
				  const struct sctp_path *p, u32 by);

/**
 * sctp_telemetry_on() - is there telemetry?
 * @a: association
 *
 * Return: true if so.
 */
static inline bool sctp_telemetry_on(const struct sctp_assoc *a)
{
	return unlikely(a->telemetry);
}

/**
 * sctp_telemetry_count() - something happened on a path
 * @a: association
 * @p: the path
 * @event: what
 * @n: how often
 */
static inline void sctp_telemetry_count(struct sctp_assoc *a,
					const struct sctp_path *p,
					enum sctp_path_event event, u32 n)
{
	if (sctp_telemetry_on(a))
		sctp_telemetry_add(a, p, event, n);
}

/**
 * sctp_telemetry_resent() - a chunk was retransmitted
 * @a: association
 * @p: the path it took
 * @bytes: bytes of the chunk
 */
static inline void sctp_telemetry_resent(struct sctp_assoc *a,
					 const struct sctp_path *p, u32 bytes)
{
	if (sctp_telemetry_on(a))
		sctp_telemetry_add_resent(a, p, bytes);
}

/**
 * sctp_telemetry_overtaken() - a chunk arrived after later ones of its path
 * @a: association
 * @p: the path
 * @by: how many TSNs the highest one acknowledged is later
 */
static inline void sctp_telemetry_overtaken(struct sctp_assoc *a,
					    const struct sctp_path *p, u32 by)
{
	if (sctp_telemetry_on(a))
		sctp_telemetry_add_overtaken(a, p, by);
}

#endif
