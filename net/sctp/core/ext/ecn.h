/* SPDX-License-Identifier: GPL-2.0-only */
/* Explicit Congestion Notification: ecn.c */
#ifndef _SCTP_CORE_ECN_H
#define _SCTP_CORE_ECN_H

#include "core/assoc.h"
#include "core/caps.h"
#include "core/wire/verdict.h"

struct sctp_view;

/**
 * sctp_ecn_on() - does the association use ECN?
 * @a: association
 *
 * Return: true when both sides offered it.
 */
static inline bool sctp_ecn_on(const struct sctp_assoc *a)
{
	return a->hs.caps & SCTP_CAP_ECN;
}

void sctp_ecn_marked(struct sctp_assoc *a, u32 tsn, u32 npackets);
void sctp_ecn_came(struct sctp_assoc *a, struct sctp_rx *rx);
enum sctp_verdict sctp_ecne_input(struct sctp_assoc *a, struct sctp_rx *rx,
				  const struct sctp_view *v);
enum sctp_verdict sctp_cwr_input(struct sctp_assoc *a, struct sctp_rx *rx,
				 const struct sctp_view *v);

#endif
