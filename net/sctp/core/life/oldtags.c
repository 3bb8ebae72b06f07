// SPDX-License-Identifier: GPL-2.0-only
/* Verification tags of associations that have ended */
#include "oldtags.h"

/**
 * sctp_old_tags_add() - an association has ended
 * @t: the tags
 * @tag: its tag
 */
void sctp_old_tags_add(struct sctp_old_tags *t, const struct sctp_old_tag *tag)
{
	t->tag[t->next] = *tag;
	t->next = (t->next + 1) % SCTP_OLD_TAGS;
}

/**
 * sctp_old_tags_have() - was this the tag of an association not long ago?
 * @t: the tags
 * @tag: a tag and the ports it would be for; @until is not looked at
 * @now: time
 *
 * Return: true if so: another one is to be chosen.
 */
bool sctp_old_tags_have(const struct sctp_old_tags *t,
			const struct sctp_old_tag *tag, u64 now)
{
	const struct sctp_old_tag *old;
	u32 i;

	for (i = 0; i < SCTP_OLD_TAGS; i++) {
		old = &t->tag[i];
		if (old->tag == tag->tag && old->lport == tag->lport &&
		    old->pport == tag->pport && now < old->until)
			return true;
	}
	return false;
}
