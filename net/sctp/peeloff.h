/* SPDX-License-Identifier: GPL-2.0-only */
/* sctp_peeloff(3): an association gets a socket of its own. */
#ifndef _SCTP_PEELOFF_H
#define _SCTP_PEELOFF_H

#include <linux/fs.h>

#include "sctp.h"

int sctp_peeloff(struct sock *sk, sctp_assoc_t id, unsigned int flags,
		 struct file **filp);

#endif
