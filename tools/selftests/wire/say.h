/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Packets of the raw peer from words:
 *
 *	tag=new COOKIE_ECHO cookie=good DATA tsn=0 len=5
 *
 * Before the first chunk:
 *	tag=	its (the victim's), mine, other, zero, bad, new (of the last
 *		INIT or INIT ACK)
 *	from=2	the peer's second address
 * In each chunk, whose type is a name or a number:
 *	flags=N length=N	what the header says
 *	t			the T bit
 *	more=N			bytes appended to it
 *	cut=N			bytes the packet ends before the chunk does
 * In some:
 *	DATA			tsn= sid= ssn= len= bits=ubei
 *	INIT, INIT_ACK		itag=mine|other|zero rwnd= os= is= tsn=
 *				p=NAME,... nocookie
 *	SACK			cum= rwnd= gaps=FIRST-LAST,... dups=TSN,...
 *	SHUTDOWN		cum=
 *	COOKIE_ECHO		cookie=good|bad|cut|none
 *	HEARTBEAT		info=N
 *	HEARTBEAT_ACK		echo=last|N
 *	ABORT, ERROR		cause=CODE:LEN,...
 *	ECNE, CWR, FORWARD_TSN	tsn=
 */
#ifndef WIRE_SAY_H
#define WIRE_SAY_H

#include "scene.h"

void say_packet(struct scene *s, const char * const *words, int num);

#endif /* WIRE_SAY_H */
