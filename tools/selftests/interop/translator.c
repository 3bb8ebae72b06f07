// SPDX-License-Identifier: GPL-2.0-only
/*
 * What an address translator that knows SCTP says, draft-ietf-tsvwg-natsupp,
 * once, to whoever sends to this end, in the name of this end.
 *
 *	translator INTERFACE PORT WHAT FILE
 *
 *	collision	an INIT gets ABORT: another association has its tag
 *	state		the tenth packet with DATA gets ERROR: its association
 *			is not known
 *	state-own	the same with the tag that the sender expects
 *
 * PORT is of the server. FILE is created when the program listens.
 */
#include <arpa/inet.h>
#include <err.h>
#include <fcntl.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/ip.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DATA	0
#define INIT	1
#define ABORT	6
#define ERROR	9

#define T_BIT	1
#define M_BIT	2

#define COLLISION	0xb0
#define MISSING_STATE	0xb1

/* The packet with DATA that is answered: the association is up by then */
#define TENTH	10

struct common {
	uint16_t sport;
	uint16_t dport;
	uint32_t vtag;
	uint32_t crc;
};

struct chunk {
	uint8_t type;
	uint8_t flags;
	uint16_t len;
	uint32_t tag;	/* of an INIT */
};

/* An answer: a chunk with one cause, in which there is a chunk */
struct answer {
	struct iphdr ip;
	struct common c;
	struct {
		uint8_t type;
		uint8_t flags;
		uint16_t len;
	} ch;
	struct {
		uint16_t code;
		uint16_t len;
	} cause;
	uint8_t quote[1024];
};

/* A packet that was received */
struct packet {
	const struct iphdr *ip;
	const struct common *c;
	const struct chunk *ch;
	size_t len;	/* of all chunks */
};

static uint32_t crc32c(const uint8_t *p, size_t len)
{
	uint32_t crc = ~0u;
	int i;

	while (len--) {
		crc ^= *p++;
		for (i = 0; i < 8; i++)
			crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78 : 0);
	}
	return ~crc;
}

/* Is it IPv4 and SCTP, and whole as far as it matters here? */
static bool dissect(const uint8_t *buf, ssize_t len, struct packet *p)
{
	size_t hdr;

	p->ip = (const void *)buf;
	if (len < (ssize_t)sizeof(*p->ip) || p->ip->protocol != IPPROTO_SCTP)
		return false;
	hdr = p->ip->ihl * 4;
	if (len < (ssize_t)(hdr + sizeof(*p->c) + sizeof(*p->ch)))
		return false;
	p->c = (const void *)(buf + hdr);
	p->ch = (const void *)(p->c + 1);
	p->len = ntohs(p->ip->tot_len) - hdr - sizeof(*p->c);
	return p->len <= len - hdr - sizeof(*p->c);
}

static void answer(const struct packet *p, int type, int flags, int code,
		   uint32_t tag)
{
	int fd = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW);
	struct sockaddr_in to = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = p->ip->saddr,
	};
	struct answer a = {
		.ip = {
			.version = 4,
			.ihl = sizeof(a.ip) / 4,
			.ttl = 64,
			.protocol = IPPROTO_SCTP,
			.saddr = p->ip->daddr,
			.daddr = p->ip->saddr,
		},
		.c = {
			.sport = p->c->dport,
			.dport = p->c->sport,
			.vtag = tag,
		},
		.ch = { .type = type, .flags = flags },
		.cause.code = htons(code),
	};
	size_t n = p->len & ~3u, len;

	if (n > sizeof(a.quote))
		n = sizeof(a.quote);
	memcpy(a.quote, p->ch, n);
	len = sizeof(a) - sizeof(a.quote) + n;
	a.ch.len = htons(sizeof(a.ch) + sizeof(a.cause) + n);
	a.cause.len = htons(sizeof(a.cause) + n);
	a.c.crc = htole32(crc32c((uint8_t *)&a.c, len - sizeof(a.ip)));
	if (fd < 0 || sendto(fd, &a, len, 0, (struct sockaddr *)&to,
			     sizeof(to)) != (ssize_t)len)
		err(1, "sendto");
	close(fd);
}

int main(int argc, char **argv)
{
	int fd = socket(AF_PACKET, SOCK_DGRAM, htons(ETH_P_ALL));
	struct sockaddr_ll from = { .sll_family = AF_PACKET };
	bool collision, own;
	uint8_t buf[65536];
	uint32_t tag = 0;
	socklen_t flen;
	int left = TENTH;
	struct packet p;
	uint16_t port;
	ssize_t n;

	if (argc != 5)
		errx(2, "translator INTERFACE PORT WHAT FILE");
	port = htons(atoi(argv[2]));
	collision = !strcmp(argv[3], "collision");
	own = !strcmp(argv[3], "state-own");
	from.sll_protocol = htons(ETH_P_ALL);
	from.sll_ifindex = if_nametoindex(argv[1]);
	if (fd < 0 || bind(fd, (struct sockaddr *)&from, sizeof(from)))
		err(1, "%s", argv[1]);
	if (creat(argv[4], 0600) < 0)
		err(1, "%s", argv[4]);
	alarm(30);
	for (;;) {
		flen = sizeof(from);
		n = recvfrom(fd, buf, sizeof(buf), 0, (struct sockaddr *)&from,
			     &flen);
		if (n < 0)
			err(1, "recvfrom");
		if (!dissect(buf, n, &p) ||
		    (p.c->sport != port && p.c->dport != port))
			continue;
		if (from.sll_pkttype == PACKET_OUTGOING) {
			/* once the association is up */
			if (p.ch->type == DATA)
				tag = p.c->vtag;
			continue;
		}
		if (collision && p.ch->type == INIT) {
			answer(&p, ABORT, M_BIT, COLLISION, p.ch->tag);
			return 0;
		}
		if (collision || p.ch->type != DATA || --left > 0)
			continue;
		if (!own) {
			answer(&p, ERROR, M_BIT | T_BIT, MISSING_STATE,
			       p.c->vtag);
			return 0;
		}
		if (tag) {
			answer(&p, ERROR, M_BIT, MISSING_STATE, tag);
			return 0;
		}
	}
}
