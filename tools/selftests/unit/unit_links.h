/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Links of a rate, a delay and a queue for the paths of the association of
 * unit.h, and a peer that acknowledges what comes out of them.
 *
 *   core --> queue, rate --> delay --> peer: TSNs, window
 *    ^                                  |
 *    '------------- delay <-------------'   SACK, on the path of its packet
 *
 * Packets that do not fit into the queue are lost, and all on a link that is
 * dead. The peer acknowledges every second packet, and each one while TSNs are
 * missing; with
 * DAC only when nothing is missing any more.
 */
#ifndef _UNIT_LINKS_H
#define _UNIT_LINKS_H

#include "unit.h"

#define LINKS		3
#define LINK_MSG	1400	/* user bytes of a message, each a packet */

/**
 * struct unit_link - a link, and what went through it
 * @rate: bytes a second
 * @delay: one way, nanoseconds
 * @queue: bytes
 * @dies_at: when it does, 0 = never
 * @busy_until: the rate is used up until then
 * @packets: that came out, with DATA
 * @overflow: that were lost
 */
struct unit_link {
	u64 rate;
	u64 delay;
	u64 queue;
	u64 dies_at;
	u64 busy_until;
	u32 packets;
	u32 overflow;
};

/**
 * struct unit_net - all links, and the peer
 * @link: links
 * @through: link of each path, by the order of paths
 * @window: bytes that the peer holds while TSNs before them are missing
 * @sndbuf: messages that are queued and not acknowledged, at most
 * @messages: how many are still to be sent, U32_MAX = without end
 * @bytes: user bytes that arrived, each TSN once
 * @ordered: user bytes that arrived and miss nothing before them
 * @stall: longest time in which no TSN arrived that was not there, nanoseconds
 * @dups: TSNs that arrived again
 * @sacks: SACKs sent
 * @dac: the peer uses DAC
 */
struct unit_net {
	struct unit_link link[LINKS];
	u8 through[LINKS];
	u32 window;
	u32 sndbuf;
	u32 messages;
	u64 bytes;
	u64 ordered;
	u64 stall;
	u32 dups;
	u32 sacks;
	bool dac;
};

extern struct unit_net N;

void unit_links_begin(u32 paths);
void unit_links_link(u32 nr, u64 kbyte, u64 delay_ms, u64 queue);
struct sctp_path *unit_links_path(u32 nr);
void unit_links_run(u64 time);
void unit_links_end(void);

#endif
