/* SPDX-License-Identifier: GPL-2.0-only */
/* Control chunks on their way out, and error causes */
#ifndef _SCTP_CORE_CTL_H
#define _SCTP_CORE_CTL_H

#include <linux/list.h>

#include "core/wire/wire.h"

struct sctp_assoc;
struct sctp_path;
struct sk_buff;

#define SCTP_MAX_CTL	32

/* A queued control chunk with content of its own */
struct sctp_ctl {
	struct list_head list;
	struct sctp_path *path;	/* NULL = any */
	u16 len;
	u8 data[];
};

/* Pending control chunks without content of their own, built when sent */
#define SCTP_PEND_INIT			0x01
#define SCTP_PEND_COOKIE_ECHO		0x02
#define SCTP_PEND_COOKIE_ACK		0x04
#define SCTP_PEND_SHUTDOWN		0x08
#define SCTP_PEND_SHUTDOWN_ACK		0x10
#define SCTP_PEND_SHUTDOWN_COMPLETE	0x20
#define SCTP_PEND_ECNE			0x40	/* with each SACK, until CWR */
#define SCTP_PEND_CWR			0x80	/* in the list */
#define SCTP_PEND_PKTDROP		0x100	/* in the list */

/**
 * struct sctp_ctl_queue - control chunks waiting for the next packet
 * @list: struct sctp_ctl
 * @count: entries in @list
 * @pending: SCTP_PEND_*
 * @ecne_tsn: lowest TSN of a marked packet, valid with SCTP_PEND_ECNE
 * @path: path for pending chunks, NULL = the one for data
 */
struct sctp_ctl_queue {
	struct list_head list;
	u16 count;
	u16 pending;
	u32 ecne_tsn;
	struct sctp_path *path;
};

/* Most bytes of a cause's information, so that its packet fits the least MTU */
#define SCTP_CAUSE_MAX	(SCTP_MTU_MIN - sizeof(struct sctpw_common) - \
			 sizeof(struct sctpw_chunk) - \
			 sizeof(struct sctpw_cause))

/**
 * sctp_ctl_has_ecne() - does ECNE go with each SACK?
 * @ctl: control chunks of an association
 *
 * Return: true if so.
 */
static inline bool sctp_ctl_has_ecne(const struct sctp_ctl_queue *ctl)
{
	return ctl->pending & SCTP_PEND_ECNE;
}

/**
 * sctp_ctl_urgent() - does a queued chunk need a packet?
 * @ctl: control chunks of an association
 *
 * A CWR does not: it is bundled with the next packet.
 *
 * Return: true if so.
 */
static inline bool sctp_ctl_urgent(const struct sctp_ctl_queue *ctl)
{
	return ctl->count > !!(ctl->pending & SCTP_PEND_CWR);
}

void sctp_ctl_init(struct sctp_assoc *a);
void sctp_ctl_purge(struct sctp_assoc *a);
void sctp_ctl_forget_path(struct sctp_assoc *a, struct sctp_path *p);
void sctp_ctl_pend(struct sctp_assoc *a, u16 what, struct sctp_path *p);
void sctp_ctl_unpend(struct sctp_assoc *a, u16 what);
void sctp_ctl_ecne(struct sctp_assoc *a, u32 tsn);
void sctp_ctl_cwr(struct sctp_assoc *a, u32 tsn);
void sctp_ctl_direct(struct sctp_assoc *a, struct sctp_path *p);
void sctp_ctl_anywhere(struct sctp_assoc *a);
void sctp_ctl_drop(struct sctp_assoc *a, struct sctp_ctl *c);
int sctp_ctl_add(struct sctp_assoc *a, struct sctp_path *p, u8 type,
		 const void *head, u16 head_len, const void *body,
		 u16 body_len);
void *sctp_ctl_pktdrop(struct sctp_assoc *a, struct sctp_path *p, u8 flags,
		       u16 len);
void sctp_ctl_follow(struct sctp_assoc *a, u8 type, const void *body, u16 len);
void sctp_ctl_error(struct sctp_assoc *a, struct sctp_path *p, u16 code,
		    const void *info, u16 len);

struct sk_buff *sctp_abort_build(u8 flags, u16 code, const void *info,
				 u16 len);
struct sk_buff *sctp_chunk_build(u8 type, u8 flags, const void *body,
				 u32 len);

#endif
