/* SPDX-License-Identifier: GPL-2.0-only */
/* Reading packets that lie in pages, from front to back */
#ifndef _SCTP_SKBWALK_H
#define _SCTP_SKBWALK_H

#include <linux/skbuff.h>

#include "core/seam.h"

const skb_frag_t *sctp_skb_walk_frag(struct sctp_skb_walk *w, u32 off);

#endif
