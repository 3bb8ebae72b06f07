/* SPDX-License-Identifier: GPL-2.0-only */
/* Pacing of paths: SO_MAX_PACING_RATE, and timers that are exact */
#ifndef _SCTP_PACER_H
#define _SCTP_PACER_H

#include "sctp.h"

struct sctp_pace *sctp_pacer_new(struct sctp_kassoc *ka);
void sctp_pacer_free(struct sctp_pace *pace);
void sctp_pacer_follow(struct sctp_kassoc *ka);
void sctp_pacer_arm(struct sctp_kassoc *ka);

#endif
