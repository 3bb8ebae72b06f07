/* SPDX-License-Identifier: GPL-2.0-only */
/* Reading packets that lie in pages, from front to back */
#ifndef _SCTP_SKBWALK_H
#define _SCTP_SKBWALK_H

#include <linux/skbuff.h>

#include "core/seam.h"

const u8 *sctp_skb_walk_at(struct sctp_skb_walk *w, u32 off, u32 *len);

#endif
