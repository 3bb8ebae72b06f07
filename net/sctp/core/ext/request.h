/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Requests that must arrive, such as ASCONF (RFC 5061) and RE-CONFIG (RFC
 * 6525). Each kind has its own serial numbers, which begin with the initial
 * TSN. Each side has at most one chunk of a kind outstanding.
 *
 *   send -> outstanding --answered--> none
 *            ^      | timer: the same chunk again, to another path
 *            '------'
 */
#ifndef _SCTP_CORE_REQUEST_H
#define _SCTP_CORE_REQUEST_H

#include "core/assoc.h"

struct sctp_request;

/**
 * struct sctp_request_kind - a kind of request
 * @failed: called when the outstanding request will not be answered: the peer
 *          restarted or does not know the chunk type, or the state of the
 *          association forbids it. It may read @out, which is freed after it,
 *          and must not send another request; may be NULL
 * @queued: called when the kept answer was queued, as the last chunk; may be
 *          NULL
 * @gone: called before the requests are freed; may be NULL
 * @size: bytes of what it keeps, which begins with struct sctp_request
 * @type: chunk type of a request
 * @answer: chunk type of an answer
 * @states: states of the association in which they may be sent, a bit each
 * @late: others, in which one that was sent before is sent again some times
 * @expired: counter of timers that expired
 * @anywhere: an answer may be sent to an unconfirmed address that the request
 *            came from (RFC 5061 section 5.3 rule F1)
 */
struct sctp_request_kind {
	void (*failed)(struct sctp_assoc *a, struct sctp_request *r);
	void (*queued)(struct sctp_assoc *a, struct sctp_request *r);
	void (*gone)(struct sctp_assoc *a, struct sctp_request *r);
	u16 size;
	u8 type;
	u8 answer;
	u16 states;
	u16 late;
	enum sctp_counter expired;
	bool anywhere;
};

/* A chunk without its header */
struct sctp_request_body {
	u32 room;
	u32 len;
	u8 data[];
};

/**
 * struct sctp_request - requests of one kind, ours and the peer's
 * @next: those of another kind
 * @kind: which kind
 * @at: deadline of the timer (T4-rto, Re-configuration Timer), 0 = stopped;
 *      while nothing is outstanding it is for the kept answer:
 *      sctp_request_unsure()
 * @path: path that @out was sent on last
 * @out: the outstanding request, or NULL
 * @kept: the answer to the peer's last request, or NULL
 * @numbered: how many serial numbers were used
 * @handled: how many serial numbers of the peer were used
 * @n: how many serial numbers @out has, the last ones used
 * @open: those of them not answered; bit 0 is the first
 * @covers: how many serial numbers @kept answers
 * @tries: how often @out was retransmitted
 * @late: how often it was in states of @kind->late
 * @patient: the next expiry counts no error
 */
struct sctp_request {
	struct sctp_request *next;
	const struct sctp_request_kind *kind;
	u64 at;
	struct sctp_path *path;
	struct sctp_request_body *out;
	struct sctp_request_body *kept;
	u32 numbered;
	u32 handled;
	u8 n;
	u8 open;
	u8 covers;
	u16 tries;
	u8 late;
	bool patient;
};

/* What an answer answers */
enum sctp_answer {
	SCTP_ANSWER_LAST,	/* all of the request, which was freed */
	SCTP_ANSWER_PART,	/* a part: other serial numbers are open */
	SCTP_ANSWER_OLD,	/* a request that was answered before */
	SCTP_ANSWER_UNASKED,	/* no request had that number */
};

/* How a request of the peer is to be handled */
enum sctp_asked {
	SCTP_ASKED_NEXT,	/* handle it, then call sctp_request_reply() */
	SCTP_ASKED_AGAIN,	/* it was handled: the kept answer was queued */
	SCTP_ASKED_WRONG,	/* neither the next number nor the last */
	SCTP_ASKED_UNABLE,	/* no memory: ignore it, it will come again */
};

struct sctp_request *sctp_request_find(const struct sctp_assoc *a,
				       const struct sctp_request_kind *kind);
struct sctp_request *sctp_request_of(struct sctp_assoc *a,
				     const struct sctp_request_kind *kind);
u32 sctp_request_serial(const struct sctp_assoc *a,
			const struct sctp_request *r);
int sctp_request_send(struct sctp_assoc *a, struct sctp_request *r,
		      const void *body, u16 len, u8 n, u64 now);
bool sctp_request_open(const struct sctp_assoc *a,
		       const struct sctp_request *r, u32 serial);
enum sctp_answer sctp_request_answered(struct sctp_assoc *a,
				       struct sctp_request *r, u32 serial);
void sctp_request_wait(struct sctp_assoc *a, struct sctp_request *r, u64 now);
void sctp_request_unsure(struct sctp_assoc *a, struct sctp_request *r, u64 now);
void sctp_request_sure(struct sctp_assoc *a, struct sctp_request *r);
void sctp_request_give_up(struct sctp_assoc *a, struct sctp_request *r);
enum sctp_asked sctp_request_input(struct sctp_assoc *a,
				   struct sctp_request *r, u32 serial, u8 n,
				   u32 room, struct sctp_path *from);
void *sctp_request_room(struct sctp_request *r);
void sctp_request_keep(struct sctp_request *r, u16 len);
void sctp_request_reply(struct sctp_assoc *a, struct sctp_request *r, u16 len,
			struct sctp_path *from);
bool sctp_request_expired(struct sctp_assoc *a, u64 now);
void sctp_request_repeat(struct sctp_assoc *a, u8 type);
void sctp_request_forget_path(struct sctp_assoc *a, struct sctp_path *p,
			      struct sctp_path *other);
void sctp_request_reset(struct sctp_assoc *a);

/**
 * sctp_request_first() - the requests of an association
 * @a: association
 *
 * Return: those of the first kind in use; NULL if no kind is.
 */
static inline struct sctp_request *
sctp_request_first(const struct sctp_assoc *a)
{
	return a->was_up ? a->hs.requests : NULL;
}

#endif
