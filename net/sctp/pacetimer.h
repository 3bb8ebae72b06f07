/* SPDX-License-Identifier: GPL-2.0-only */
/* Pacing of paths: SO_MAX_PACING_RATE, high-resolution timers */
#ifndef _SCTP_PACETIMER_H
#define _SCTP_PACETIMER_H

#include "sctp.h"

struct sctp_pace *sctp_pace_timer_new(struct sctp_kassoc *ka);
void sctp_pace_timer_free(struct sctp_pace *pace);
void sctp_pace_timer_follow(struct sctp_kassoc *ka);
void sctp_pace_timer_arm(struct sctp_kassoc *ka);

#endif
