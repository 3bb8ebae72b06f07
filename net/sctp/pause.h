/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Places in calls where the socket is not owned, so that its state may change,
 * and where two sockets are owned. A test can make callers pause there, so that
 * rare races happen each time:
 *
 *   /sys/module/sctp/parameters/pause_at	bits of enum sctp_pause
 *   /sys/module/sctp/parameters/pause_ms	for how long
 *
 * These places are on paths that sleep anyway, not on the data path.
 */
#ifndef _SCTP_PAUSE_H
#define _SCTP_PAUSE_H

#include <linux/bits.h>
#include <linux/compiler.h>

/**
 * enum sctp_pause - the places
 * @SCTP_PAUSE_CONNECT_SLEEP: connect(), lock released, not yet asleep
 * @SCTP_PAUSE_CONNECT_WAKE: connect(), woken, without the lock
 * @SCTP_PAUSE_RECV_SLEEP: recvmsg(), lock released, not yet asleep
 * @SCTP_PAUSE_RECV_WAKE: recvmsg(), woken, without the lock
 * @SCTP_PAUSE_SEND_SLEEP: sendmsg(), lock released, not yet asleep
 * @SCTP_PAUSE_SEND_WAKE: sendmsg(), woken, without the lock
 * @SCTP_PAUSE_ACCEPT_WAKE: accept(), woken, without the lock
 * @SCTP_PAUSE_LINGER_SLEEP: close(), lock released, not yet asleep
 * @SCTP_PAUSE_LINGER_WAKE: close(), woken, without the lock
 * @SCTP_PAUSE_PEEL: peeloff has a file, and not yet the lock
 * @SCTP_PAUSE_MOVE: accept() or peeloff own both sockets of an association
 * @SCTP_PAUSE_LOOK: /proc or sock_diag(7) found a socket, and has no lock yet
 */
enum sctp_pause {
	SCTP_PAUSE_CONNECT_SLEEP,
	SCTP_PAUSE_CONNECT_WAKE,
	SCTP_PAUSE_RECV_SLEEP,
	SCTP_PAUSE_RECV_WAKE,
	SCTP_PAUSE_SEND_SLEEP,
	SCTP_PAUSE_SEND_WAKE,
	SCTP_PAUSE_ACCEPT_WAKE,
	SCTP_PAUSE_LINGER_SLEEP,
	SCTP_PAUSE_LINGER_WAKE,
	SCTP_PAUSE_PEEL,
	SCTP_PAUSE_MOVE,
	SCTP_PAUSE_LOOK,
};

extern unsigned int sctp_pause_at;

void sctp_pause_here(void);

/**
 * sctp_pause() - pause, if a test asks for it
 * @where: the place
 *
 * Context: process; may sleep.
 */
static inline void sctp_pause(enum sctp_pause where)
{
	if (unlikely(READ_ONCE(sctp_pause_at) & BIT(where)))
		sctp_pause_here();
}

#endif
