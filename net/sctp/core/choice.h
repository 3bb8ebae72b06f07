/* SPDX-License-Identifier: GPL-2.0-only */
/* Which path a chunk takes */
#ifndef _SCTP_CORE_CHOICE_H
#define _SCTP_CORE_CHOICE_H

#include "assoc.h"

/**
 * enum sctp_purpose - what a path is wanted for; choice.c has the rules
 * @SCTP_FOR_DATA: new DATA
 * @SCTP_FOR_LOST: retransmitted DATA, except after T3-rtx
 * @SCTP_FOR_TIMED_OUT: DATA whose T3-rtx expired
 * @SCTP_FOR_SACK: SACK
 * @SCTP_FOR_CONTROL: a control chunk that is no reply
 * @SCTP_FOR_REPEAT: a control chunk that was not answered
 * @SCTP_FOR_REPLY: the answer to a control chunk
 * @SCTP_FOR_PROBE: HEARTBEAT, HEARTBEAT ACK, and what goes with them
 */
enum sctp_purpose {
	SCTP_FOR_DATA,
	SCTP_FOR_LOST,
	SCTP_FOR_TIMED_OUT,
	SCTP_FOR_SACK,
	SCTP_FOR_CONTROL,
	SCTP_FOR_REPEAT,
	SCTP_FOR_REPLY,
	SCTP_FOR_PROBE,
};

bool sctp_path_works(const struct sctp_path *p);
struct sctp_path *sctp_choice_for(const struct sctp_assoc *a,
				  enum sctp_purpose purpose,
				  struct sctp_path *want);
void sctp_choice_update(struct sctp_assoc *a);
void sctp_choice_primary(struct sctp_assoc *a, struct sctp_path *p);
struct sctp_path *sctp_choice_forget_path(struct sctp_assoc *a,
					  const struct sctp_path *p);

/**
 * sctp_path_for_data() - the path of new data
 * @a: association
 *
 * Return: the path; NULL only when there are no paths at all.
 */
static inline struct sctp_path *sctp_path_for_data(const struct sctp_assoc *a)
{
	return a->active;
}

/**
 * sctp_choose() - the path for a chunk
 * @a: association
 * @purpose: what the chunk is
 * @want: preferred path: requested by the user, used before, or where the chunk
 *        it answers came from; NULL: none
 *
 * Return: the path; NULL only when there are no paths at all.
 */
static inline struct sctp_path *sctp_choose(const struct sctp_assoc *a,
					    enum sctp_purpose purpose,
					    struct sctp_path *want)
{
	return likely(!want) ? sctp_path_for_data(a) :
			       sctp_choice_for(a, purpose, want);
}

#endif
