/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The addresses of ours that the peer knows, of an association with ASCONF (RFC
 * 5061). One that it does not know yet is no source.
 *
 *   NEW -> ADDING --done--> KNOWN -> GOING -> DELETING --done--> (forgotten)
 *            |                ^                  |
 *            '-refused-> (forgotten)  '-refused--'
 */
#ifndef _SCTP_CORE_LOCALADDR_H
#define _SCTP_CORE_LOCALADDR_H

#include "core/caps.h"
#include "request.h"

/* Most addresses in the list: those in use, and as many that are replaced */
#define SCTP_LOCALS_MAX	(2 * SCTP_MAX_LOCAL_ADDRS)

enum sctp_local_state {
	SCTP_LOCAL_NEW,		/* to be added */
	SCTP_LOCAL_ADDING,	/* the outstanding ASCONF adds it */
	SCTP_LOCAL_KNOWN,	/* the peer knows it */
	SCTP_LOCAL_GOING,	/* to be deleted */
	SCTP_LOCAL_DELETING,	/* the outstanding ASCONF deletes it */
};

/**
 * struct sctp_local - an address of ours
 * @list: on the list of struct sctp_asconf
 * @addr: the address
 * @state: enum sctp_local_state
 * @nr: number of the request that adds or deletes it, 0 = none
 * @prim_nr: number of the request that makes it the peer's primary, 0 = none
 * @wants_prim: it is to be the peer's primary destination
 * @lost: this host does not have it any more
 * @turn: the user changed his mind while the request is outstanding
 * @seen: the host still has it: sctp_asconf_follow()
 */
struct sctp_local {
	struct list_head list;
	struct sctp_addr addr;
	u8 state;
	u8 nr;
	u8 prim_nr;
	bool wants_prim:1;
	bool lost:1;
	bool turn:1;
	bool seen:1;
};

/* What the peer does not understand, and is not asked any more (5.3 rule F3) */
#define SCTP_ASCONF_NO_ADDRS	0x01
#define SCTP_ASCONF_NO_PRIMARY	0x02

/**
 * struct sctp_asconf - requests of both sides, and our addresses
 * @r: one of ours that is outstanding, and the answer to the peer's last
 * @locals: struct sctp_local
 * @n: entries in @locals
 * @never: SCTP_ASCONF_NO_ADDRS, SCTP_ASCONF_NO_PRIMARY
 * @tell: the next ASCONF is for an address translator: it adds the wildcard
 * @told: when there was one
 */
struct sctp_asconf {
	struct sctp_request r;
	struct list_head locals;
	u16 n;
	u8 never;
	bool tell;
	u64 told;
};

extern const struct sctp_request_kind sctp_asconf_kind;

void sctp_locals_begin(struct sctp_asconf *s);
struct sctp_asconf *sctp_locals(const struct sctp_assoc *a);
struct sctp_local *sctp_local_find(const struct sctp_asconf *s,
				   const struct sctp_addr *addr);
int sctp_local_know(struct sctp_asconf *s, const struct sctp_addr *addr);
int sctp_local_add(struct sctp_asconf *s, const struct sctp_addr *addr);
void sctp_local_remove(struct sctp_asconf *s, struct sctp_local *l, bool lost);
void sctp_local_prefer(struct sctp_asconf *s, struct sctp_local *l);
void sctp_local_mark(struct sctp_local *l, bool seen);
void sctp_local_asked(struct sctp_local *l, u8 nr);
void sctp_local_prim_asked(struct sctp_local *l, u8 nr);
void sctp_locals_unask(struct sctp_asconf *s);
void sctp_local_answer(struct sctp_asconf *s, struct sctp_local *l, bool done);
void sctp_local_prim_answer(struct sctp_local *l);
void sctp_locals_never(struct sctp_asconf *s, u8 what);
void sctp_locals_tell(struct sctp_asconf *s, u64 now);
void sctp_locals_told(struct sctp_asconf *s);

bool sctp_local_is_source(const struct sctp_assoc *a,
			  const struct sctp_addr *addr);
bool sctp_local_is_new_source(const struct sctp_assoc *a,
			      const struct sctp_addr *addr);
bool sctp_local_unsure(const struct sctp_assoc *a,
		       const struct sctp_addr *addr);
const struct sctp_local *sctp_local_next(const struct sctp_assoc *a,
					 const struct sctp_local *l);
bool sctp_local_may_leave(const struct sctp_assoc *a,
			  const struct sctp_path *p,
			  const struct sk_buff *skb);

/**
 * sctp_asconf_on() - do both sides have ASCONF?
 * @a: association
 *
 * Return: true if so.
 */
static inline bool sctp_asconf_on(const struct sctp_assoc *a)
{
	return unlikely(a->hs.caps & SCTP_CAP_ASCONF);
}

#endif
