/* SPDX-License-Identifier: GPL-2.0-only */
/* What chunks are called in scripts and answers. Chunk types are raw.h's. */
#ifndef WIRE_NAMES_H
#define WIRE_NAMES_H

static const struct {
	int type;
	const char *name;
} chunk_names[] = {
	{ DATA, "DATA" }, { INIT, "INIT" }, { INIT_ACK, "INIT_ACK" },
	{ SACK, "SACK" }, { HEARTBEAT, "HEARTBEAT" },
	{ HEARTBEAT_ACK, "HEARTBEAT_ACK" }, { ABORT, "ABORT" },
	{ SHUTDOWN, "SHUTDOWN" }, { SHUTDOWN_ACK, "SHUTDOWN_ACK" },
	{ ERROR, "ERROR" }, { COOKIE_ECHO, "COOKIE_ECHO" },
	{ COOKIE_ACK, "COOKIE_ACK" }, { ECNE, "ECNE" }, { CWR, "CWR" },
	{ SHUTDOWN_COMPLETE, "SHUTDOWN_COMPLETE" }, { AUTH, "AUTH" },
	{ I_DATA, "I_DATA" }, { ASCONF_ACK, "ASCONF_ACK" },
	{ RE_CONFIG, "RE_CONFIG" }, { PAD, "PAD" },
	{ FORWARD_TSN, "FORWARD_TSN" }, { ASCONF, "ASCONF" },
	{ I_FORWARD_TSN, "I_FORWARD_TSN" },
};

#endif /* WIRE_NAMES_H */
