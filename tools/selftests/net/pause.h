/* SPDX-License-Identifier: GPL-2.0-only */
/* Make calls linger where things can change: see net/sctp/pause.h */
#ifndef SELFTESTS_NET_PAUSE_H
#define SELFTESTS_NET_PAUSE_H

/* Bits of the module's enum sctp_pause */
enum pause_place {
	PAUSE_CONNECT_SLEEP	= 1 << 0,
	PAUSE_CONNECT_WAKE	= 1 << 1,
	PAUSE_RECV_SLEEP	= 1 << 2,
	PAUSE_RECV_WAKE		= 1 << 3,
	PAUSE_SEND_SLEEP	= 1 << 4,
	PAUSE_SEND_WAKE		= 1 << 5,
	PAUSE_ACCEPT_WAKE	= 1 << 6,
	PAUSE_LINGER_SLEEP	= 1 << 7,
	PAUSE_LINGER_WAKE	= 1 << 8,
	PAUSE_PEEL		= 1 << 9,
	PAUSE_MOVE		= 1 << 10,
	PAUSE_LOOK		= 1 << 11,
};

void pause_at(unsigned int places, unsigned int ms);

#endif
