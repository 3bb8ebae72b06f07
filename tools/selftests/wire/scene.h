/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is known of the two ends while a script is played.
 *
 *	user --- victim (kernel) <--- packets ---> raw peer (the script)
 *
 * In scripts TSNs are relative: those of the peer to the first that it sends
 * after "begin", those of the victim to its initial TSN, which is the one of
 * its last INIT ACK in packets with the tag of that.
 */
#ifndef WIRE_SCENE_H
#define WIRE_SCENE_H

#include <stdio.h>

#include "raw.h"

/*
 * The other tag that the peer may choose, one that nobody did, and what the
 * victim's is taken for before it has one.
 */
#define OTHER_TAG	0x55667788
#define BAD_TAG		0x0badbad0
#define NO_TAG		0x0befbef0

/**
 * struct scene - a script's ends
 * @peer: the raw one; its_tsn is the victim's initial TSN
 * @first_tsn: the peer's TSN that scripts call 0
 * @sent_tag: verification tag of the last packet to the victim
 * @new_tag: Initiate Tag of the victim's last INIT or INIT ACK
 * @new_tsn: initial TSN of that
 * @hb: contents of the victim's last HEARTBEAT
 * @hb_len: length of that
 */
struct scene {
	struct peer *peer;
	uint32_t first_tsn;
	uint32_t sent_tag;
	uint32_t new_tag;
	uint32_t new_tsn;
	uint8_t hb[512];
	size_t hb_len;
};

/* stage.c */
bool stage_set(struct scene *s, const char *state, const char *role,
	       bool ipv6, bool wrap, int messages, int number);

/* hear.c */
void hear_answers(struct scene *s, FILE *out, unsigned int ms);

#endif /* WIRE_SCENE_H */
