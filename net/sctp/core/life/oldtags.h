/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Verification tags of associations that have ended. For a while they are not
 * chosen again for the same ports, so that a late packet of the old association
 * is none of the new one (RFC 9260 section 5.3.1).
 */
#ifndef _SCTP_CORE_OLDTAGS_H
#define _SCTP_CORE_OLDTAGS_H

#include <linux/types.h>

/* The oldest makes room for another one */
#define SCTP_OLD_TAGS	1024U

/**
 * struct sctp_old_tag - the tag of an association that has ended
 * @until: until when it is not chosen again, nanoseconds; 0 = no tag
 * @tag: our tag
 * @lport: our port
 * @pport: the peer's port
 */
struct sctp_old_tag {
	u64 until;
	u32 tag;
	__be16 lport;
	__be16 pport;
};

/**
 * struct sctp_old_tags - the last ones
 * @next: where the next one goes
 * @tag: the tags, a ring
 */
struct sctp_old_tags {
	u32 next;
	struct sctp_old_tag tag[SCTP_OLD_TAGS];
};

void sctp_old_tags_add(struct sctp_old_tags *t, const struct sctp_old_tag *tag);
bool sctp_old_tags_have(const struct sctp_old_tags *t,
			const struct sctp_old_tag *tag, u64 now);

#endif
