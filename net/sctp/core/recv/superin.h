/* SPDX-License-Identifier: GPL-2.0-only */
/* Many packets with DATA in one buffer */
#ifndef _SCTP_CORE_SUPERIN_H
#define _SCTP_CORE_SUPERIN_H

#include "core/assoc.h"

bool sctp_assoc_input_super(struct sctp_assoc *a, struct sctp_rx *rx, u32 seg);

#endif
