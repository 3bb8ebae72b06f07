/* SPDX-License-Identifier: GPL-2.0-only */
/* Names of congestion control: congestion.c */
#ifndef _SCTP_CONGESTION_H
#define _SCTP_CONGESTION_H

#include <linux/types.h>

#include "core/loss/cc.h"

#define SCTP_CONGESTION_LIST	128

int sctp_congestion_find(const char *name);
void sctp_congestion_list(char *buf, size_t size);

#endif
