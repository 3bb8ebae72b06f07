/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A peer made of raw packets, for saying what no kernel would say.
 *
 *   victim, where tests run                other namespace
 *
 *   b1 10.77.1.2  fd77:1::2  --- veth ---  a1  10.77.1.1  fd77:1::1
 *                                          raw 10.77.1.66 fd77:1::66
 *                                              10.77.1.67 fd77:1::67
 *
 * The raw addresses belong to no kernel, so nobody but the test answers for
 * them.  Everything the victim sends is checked on arrival: checksum, lengths,
 * padding, what may not be bundled.
 */
#ifndef SELFTESTS_NET_RAW_H
#define SELFTESTS_NET_RAW_H

#include <stdint.h>

#include "sock.h"

/* RFC 9260 section 3.2, and extensions */
enum chunk_type {
	DATA = 0, INIT = 1, INIT_ACK = 2, SACK = 3, HEARTBEAT = 4,
	HEARTBEAT_ACK = 5, ABORT = 6, SHUTDOWN = 7, SHUTDOWN_ACK = 8,
	ERROR = 9, COOKIE_ECHO = 10, COOKIE_ACK = 11, ECNE = 12, CWR = 13,
	SHUTDOWN_COMPLETE = 14, AUTH = 0x0f, I_DATA = 0x40,
	ASCONF_ACK = 0x80, PKTDROP = 0x81, RE_CONFIG = 0x82, PAD = 0x84,
	FORWARD_TSN = 0xc0, ASCONF = 0xc1, I_FORWARD_TSN = 0xc2,
};

/* sections 3.3.2.1 and 3.3.3.1 */
enum param_type {
	HB_INFO = 1, IPV4_ADDRESS = 5, IPV6_ADDRESS = 6, STATE_COOKIE = 7,
	UNRECOGNIZED = 8, COOKIE_PRESERVATIVE = 9, HOST_NAME = 11,
	SUPPORTED_TYPES = 12, ECN_CAPABLE = 0x8000, ZERO_CHECKSUM = 0x8001,
	SUPPORTED_EXT = 0x8008, DISABLE_RESTART = 0xc007,
};

/* section 3.3.10 */
enum cause_code {
	INVALID_STREAM = 1, MISSING_PARAM = 2, STALE_COOKIE = 3,
	UNRESOLVABLE = 5, UNRECOGNIZED_CHUNK = 6, INVALID_PARAM = 7,
	UNRECOGNIZED_PARAMS = 8, NO_USER_DATA = 9, RESTART_NEW_ADDRS = 11,
	USER_ABORT = 12, PROTOCOL_VIOLATION = 13,
};

#define T_BIT		1
#define DATA_E		1
#define DATA_B		2
#define DATA_U		4
#define DATA_I		8

#define PEER_PORT	4000
#define HDR		12	/* common header */

/* An SCTP packet, from its common header on. */
struct packet {
	size_t		len;
	size_t		chunk;		/* where the last chunk begins */
	uint8_t		data[65536];
};

struct peer {
	const struct variant *v;
	int		fd;
	union addr	me, it;		/* with ports */
	uint32_t	my_tag, its_tag;
	uint32_t	tsn;		/* the next I send */
	uint32_t	its_tsn;	/* the next I expect */
	uint16_t	ssn;		/* of stream 0 */
	bool		ecn;		/* its INIT offers ECN */
	bool		nat;		/* Disable Restart, and ASCONF */
	uint32_t	edmid;		/* RFC 9653: its method, or 0 */
	bool		pktdrop;	/* it offers packet drop reports */
	uint8_t		cookie[8192];
	size_t		cookie_len;
	struct packet	got;		/* what was received last */
	bool		got_zero;	/* it had no checksum */
	union addr	got_to;		/* the address that it went to */
	uint8_t		got_tos;	/* its TOS or traffic class */
};

extern const struct ktap_suite raw_suite;

/* building */
void packet_start(struct packet *pk, const struct peer *p, uint32_t tag);
void chunk_start(struct packet *pk, int type, int flags);
void chunk_length(struct packet *pk, int length);
void chunk_end(struct packet *pk);
void put8(struct packet *pk, uint8_t val);
void put16(struct packet *pk, uint16_t val);
void put32(struct packet *pk, uint32_t val);
void put_bytes(struct packet *pk, const void *buf, size_t len);
void put_param(struct packet *pk, int type, const void *val, size_t len);
void put_chunk(struct packet *pk, int type, int flags, const void *val,
	       size_t len);
void put_init(struct packet *pk, const struct peer *p, int type);
void put_data(struct packet *pk, uint32_t tsn, int sid, int ssn, int flags,
	      const void *val, size_t len);
void put_sack(struct packet *pk, uint32_t cum, uint32_t rwnd);
void packet_checksum(struct packet *pk);

/* reading */
uint16_t get16(const void *at);
uint32_t get32(const void *at);
const uint8_t *find_chunk(const struct packet *pk, int type);
const uint8_t *find_param(const uint8_t *chunk, size_t header, int type);
const uint8_t *find_cause(const uint8_t *chunk, int code);
uint32_t packet_tag(const struct packet *pk);

/* IP */
uint16_t ip_checksum(const void *buf, size_t len, uint32_t sum);
size_t put_ip(uint8_t *buf, int proto, size_t len, union addr from,
	      union addr to);
void set_tos(uint8_t *ip, int tos);

/* talking */
struct peer *peer_open(const struct variant *v);
void peer_send(struct peer *p, struct packet *pk);
void peer_send_ip(struct peer *p, const void *buf, size_t len);
void peer_send_tos(struct peer *p, struct packet *pk, int tos);
void peer_send_as_is(struct peer *p, const struct packet *pk);
void peer_send_to(struct peer *p, const struct packet *pk, union addr from,
		  union addr to);
void peer_send_icmp(struct peer *p, int type, int code, uint32_t field,
		    const struct packet *quoted, size_t len);
bool peer_recv(struct peer *p, unsigned int ms);
const uint8_t *peer_expect(struct peer *p, int type);
void peer_fence(struct peer *p);
bool peer_next(struct peer *p);
void peer_silent(struct peer *p);
int peer_verdict(struct peer *p);
int tun_open(int flags);

/* associations */
void peer_invite(struct peer *p);
void peer_handshake(struct peer *p);
void peer_accept(struct peer *p);
void peer_data(struct peer *p, const char *text);
void peer_ack(struct peer *p);
void peer_alive(struct peer *p, int fd);
int victim(struct peer *p);
int victim_rto(struct peer *p, unsigned int rto);
int victim_listening(const struct variant *v);
int victim_accept(int l);
int victim_connecting(struct peer *p);
void end_quickly(int fd);
union addr raw_addr(const struct variant *v, int n, int port);
union addr victim_addr(const struct variant *v, int port);

#endif
