// SPDX-License-Identifier: GPL-2.0-only
/* Pauses for tests: see pause.h */
#include <linux/delay.h>
#include <linux/moduleparam.h>

#include "pause.h"

#define PAUSE_MAX	10000U	/* ms */

unsigned int sctp_pause_at;
module_param_named(pause_at, sctp_pause_at, uint, 0600);
MODULE_PARM_DESC(pause_at, "where calls linger, a mask: for tests");

static unsigned int pause_ms = 20;
module_param(pause_ms, uint, 0600);
MODULE_PARM_DESC(pause_ms, "how long they do, milliseconds");

/**
 * sctp_pause_here() - sleep for as long as the module's parameter says
 *
 * Context: process; sleeps.
 */
void sctp_pause_here(void)
{
	msleep(min(READ_ONCE(pause_ms), PAUSE_MAX));
}
