// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packets of the raw peer: building, sending, receiving, taking apart.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include "raw.h"

#define FENCE_PORT	9
#define MAC_A		"02:00:00:00:00:01"
#define MAC_B		"02:00:00:00:00:02"

static const uint8_t mac_b[6] = { 2, 0, 0, 0, 0, 2 };

static int ns_a = -1, ns_b = -1;	/* the other one, the victim's */
static uint32_t crc_table[256];
static uint32_t fence = 0x0fe40000;	/* tag of the last one */

static int new_ns(void)
{
	if (unshare(CLONE_NEWNET))
		return -1;
	return open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
}

/*
 * The topology raw.h draws. The process stays in the victim's namespace. There
 * are no loss probes: what the peer has not acknowledged comes again after a
 * second at the earliest, and not while a busy machine stands still.
 */
static int raw_setup(void)
{
	char cmd[2048];
	cpu_set_t cpus;
	int bad;

	/*
	 * All packets go through the queue of one processor, so they are dealt
	 * with in the order they are sent: peer_fence() depends on it.
	 */
	CPU_ZERO(&cpus);
	CPU_SET(sched_getcpu(), &cpus);
	if (sched_setaffinity(0, sizeof(cpus), &cpus))
		return -1;
	if (ns_a >= 0) {
		close(ns_a);
		close(ns_b);
	}
	ns_a = new_ns();
	ns_b = new_ns();
	if (ns_a < 0 || ns_b < 0)
		return -1;
	snprintf(cmd, sizeof(cmd), "ip -batch - <<-EOF\n"
		 "link set lo up\n"
		 "link add b1 type veth peer a1 netns /proc/%d/fd/%d\n"
		 "link set b1 mtu 9000 address " MAC_B "\n"
		 "link set b1 up\n"
		 "addr add 10.77.1.2/24 broadcast + dev b1\n"
		 "addr add fd77:1::2/64 dev b1 nodad\n"
		 "neigh add 10.77.1.66 lladdr " MAC_A " dev b1 nud permanent\n"
		 "neigh add 10.77.1.67 lladdr " MAC_A " dev b1 nud permanent\n"
		 "neigh add fd77:1::66 lladdr " MAC_A " dev b1 nud permanent\n"
		 "neigh add fd77:1::67 lladdr " MAC_A " dev b1 nud permanent\n"
		 "EOF\n"
		 "echo 0 2>/dev/null >/proc/sys/net/sctp/tail_loss_probe\n"
		 "exec ethtool -K b1 gso off tx-sctp-segmentation off \\\n"
		 "	tx-checksum-sctp off >/dev/null\n",
		 getpid(), ns_a);
	bad = system(cmd);
	setns(ns_a, CLONE_NEWNET);
	bad |= system("ip -batch - <<-EOF\n"
		      "link set lo up\n"
		      "link set a1 mtu 9000 address " MAC_A "\n"
		      "link set a1 up\n"
		      "addr add 10.77.1.1/24 dev a1\n"
		      "addr add fd77:1::1/64 dev a1 nodad\n"
		      "EOF\n");
	setns(ns_b, CLONE_NEWNET);
	return bad;
}

static bool raw_audit(void)
{
	return sock_suite.audit();
}

const struct ktap_suite raw_suite = {
	.setup = raw_setup,
	.audit = raw_audit,
};

/* CRC32c (RFC 9260 appendix A), a byte at a time. */
static void __attribute__((constructor)) crc_make_table(void)
{
	uint32_t crc;
	int i, j;

	for (i = 0; i < 256; i++) {
		for (crc = i, j = 0; j < 8; j++)
			crc = crc & 1 ? crc >> 1 ^ 0x82f63b78 : crc >> 1;
		crc_table[i] = crc;
	}
}

static uint32_t crc32c(const uint8_t *buf, size_t len)
{
	uint32_t crc = ~0U;

	while (len--)
		crc = crc >> 8 ^ crc_table[(crc ^ *buf++) & 0xff];
	return ~crc;
}

/**
 * get16 - read 16 bits in network order
 * @at: where; need not be aligned
 *
 * Return: value.
 */
uint16_t get16(const void *at)
{
	const uint8_t *b = at;

	return b[0] << 8 | b[1];
}

/**
 * get32 - read 32 bits in network order
 * @at: where; need not be aligned
 *
 * Return: value.
 */
uint32_t get32(const void *at)
{
	return (uint32_t)get16(at) << 16 | get16((const uint8_t *)at + 2);
}

/**
 * put_bytes - append bytes
 * @pk: packet
 * @buf: bytes; NULL for zeros
 * @len: their number
 */
void put_bytes(struct packet *pk, const void *buf, size_t len)
{
	if (pk->len + len > sizeof(pk->data))
		FAIL("packet too long");
	if (buf)
		memcpy(pk->data + pk->len, buf, len);
	else
		memset(pk->data + pk->len, 0, len);
	pk->len += len;
}

/**
 * put8 - append a byte
 * @pk: packet
 * @val: value
 */
void put8(struct packet *pk, uint8_t val)
{
	put_bytes(pk, &val, 1);
}

/**
 * put16 - append 16 bits in network order
 * @pk: packet
 * @val: value
 */
void put16(struct packet *pk, uint16_t val)
{
	val = htons(val);
	put_bytes(pk, &val, 2);
}

/**
 * put32 - append 32 bits in network order
 * @pk: packet
 * @val: value
 */
void put32(struct packet *pk, uint32_t val)
{
	val = htonl(val);
	put_bytes(pk, &val, 4);
}

/**
 * packet_start - begin a packet to the victim
 * @pk: packet
 * @p: who sends it
 * @tag: verification tag
 */
void packet_start(struct packet *pk, const struct peer *p, uint32_t tag)
{
	pk->len = 0;
	pk->chunk = HDR;
	put16(pk, addr_port(&p->me));
	put16(pk, addr_port(&p->it));
	put32(pk, tag);
	put32(pk, 0);
}

/**
 * chunk_start - begin a chunk
 * @pk: packet
 * @type: chunk type
 * @flags: chunk flags
 */
void chunk_start(struct packet *pk, int type, int flags)
{
	pk->chunk = pk->len;
	put8(pk, type);
	put8(pk, flags);
	put16(pk, 4);
}

/**
 * chunk_length - write a length into the chunk begun last
 * @pk: packet
 * @length: any
 */
void chunk_length(struct packet *pk, int length)
{
	pk->data[pk->chunk + 2] = length >> 8;
	pk->data[pk->chunk + 3] = length;
}

/**
 * chunk_end - end a chunk: its length as it is, and padding
 * @pk: packet
 */
void chunk_end(struct packet *pk)
{
	chunk_length(pk, pk->len - pk->chunk);
	put_bytes(pk, NULL, -(pk->len - pk->chunk) & 3);
}

/**
 * put_param - append a parameter or an error cause, padded
 * @pk: packet
 * @type: its type or code
 * @val: value
 * @len: length of the value
 */
void put_param(struct packet *pk, int type, const void *val, size_t len)
{
	put16(pk, type);
	put16(pk, 4 + len);
	put_bytes(pk, val, len);
	put_bytes(pk, NULL, -len & 3);
}

/**
 * put_chunk - append a whole chunk
 * @pk: packet
 * @type: chunk type
 * @flags: chunk flags
 * @val: value
 * @len: length of the value
 */
void put_chunk(struct packet *pk, int type, int flags, const void *val,
	       size_t len)
{
	chunk_start(pk, type, flags);
	put_bytes(pk, val, len);
	chunk_end(pk);
}

/**
 * put_init - begin an INIT or INIT ACK; parameters and chunk_end() may follow
 * @pk: packet
 * @p: peer, whose tag and TSN it tells
 * @type: INIT or INIT_ACK
 */
void put_init(struct packet *pk, const struct peer *p, int type)
{
	chunk_start(pk, type, 0);
	put32(pk, p->my_tag);
	put32(pk, 100000);
	put16(pk, 10);
	put16(pk, 10);
	put32(pk, p->tsn);
}

/**
 * put_data - append a DATA chunk
 * @pk: packet
 * @tsn: TSN
 * @sid: stream
 * @ssn: stream sequence number
 * @flags: DATA_*
 * @val: user data
 * @len: its length
 */
void put_data(struct packet *pk, uint32_t tsn, int sid, int ssn, int flags,
	      const void *val, size_t len)
{
	chunk_start(pk, DATA, flags);
	put32(pk, tsn);
	put16(pk, sid);
	put16(pk, ssn);
	put32(pk, 0);
	put_bytes(pk, val, len);
	chunk_end(pk);
}

/**
 * put_sack - append a SACK without blocks
 * @pk: packet
 * @cum: cumulative TSN
 * @rwnd: window
 */
void put_sack(struct packet *pk, uint32_t cum, uint32_t rwnd)
{
	chunk_start(pk, SACK, 0);
	put32(pk, cum);
	put32(pk, rwnd);
	put32(pk, 0);
	chunk_end(pk);
}

/**
 * packet_checksum - compute and store the checksum
 * @pk: packet
 */
void packet_checksum(struct packet *pk)
{
	uint32_t crc;
	int i;

	memset(pk->data + 8, 0, 4);
	crc = crc32c(pk->data, pk->len);
	/* Least significant byte first. */
	for (i = 0; i < 4; i++)
		pk->data[8 + i] = crc >> 8 * i;
}

/**
 * packet_tag - verification tag of a packet
 * @pk: packet
 *
 * Return: tag.
 */
uint32_t packet_tag(const struct packet *pk)
{
	return get32(pk->data + 4);
}

/**
 * find_chunk - the first chunk of a type
 * @pk: packet, checked
 * @type: chunk type
 *
 * Return: where it begins, or NULL.
 */
const uint8_t *find_chunk(const struct packet *pk, int type)
{
	size_t at;

	for (at = HDR; at < pk->len; at += (get16(pk->data + at + 2) + 3) & ~3)
		if (pk->data[at] == type)
			return pk->data + at;
	return NULL;
}

/**
 * find_param - the first parameter of a type
 * @chunk: chunk of a checked packet
 * @header: bytes before the parameters
 * @type: parameter type or cause code
 *
 * Return: where it begins, or NULL.
 */
const uint8_t *find_param(const uint8_t *chunk, size_t header, int type)
{
	size_t end = get16(chunk + 2), at = header, len;

	for (; at + 4 <= end; at += (len + 3) & ~3) {
		len = get16(chunk + at + 2);
		if (len < 4 || at + len > end)
			FAIL("parameter %#x has length %zu, chunk ends at %zu",
			     get16(chunk + at), len, end);
		if (get16(chunk + at) == type)
			return chunk + at;
	}
	return NULL;
}

/**
 * find_cause - an error cause of an ABORT or ERROR
 * @chunk: chunk
 * @code: cause code
 *
 * Return: where it begins, or NULL.
 */
const uint8_t *find_cause(const uint8_t *chunk, int code)
{
	return find_param(chunk, 4, code);
}

/* RFC 9653 section 5.2: a zero is a checksum for who offered to take it */
static void check_checksum(struct peer *p)
{
	struct packet copy = p->got;

	p->got_zero = !get32(p->got.data + 8);
	packet_checksum(&copy);
	if (p->got_zero && p->edmid && !find_chunk(&p->got, INIT) &&
	    !find_chunk(&p->got, INIT_ACK) && !find_chunk(&p->got, COOKIE_ECHO))
		return;
	if (memcmp(copy.data, p->got.data, p->got.len))
		FAIL("the victim sent a wrong checksum");
}

/* Each packet of the victim is checked in every detail. */
static void check_packet(const struct packet *pk)
{
	size_t at = HDR, len, chunks = 0;
	bool alone = false;

	while (at < pk->len) {
		if (at + 4 > pk->len)
			FAIL("%zu bytes after the last chunk", pk->len - at);
		len = get16(pk->data + at + 2);
		if (len < 4 || at + len > pk->len)
			FAIL("chunk %u has length %zu, %zu bytes are left",
			     pk->data[at], len, pk->len - at);
		/* RFC 9260 section 3 */
		alone |= pk->data[at] == INIT || pk->data[at] == INIT_ACK ||
			 pk->data[at] == SHUTDOWN_COMPLETE;
		chunks++;
		for (at += len; at & 3; at++)
			if (at >= pk->len || pk->data[at])
				FAIL("padding is missing or not zero");
	}
	if (!chunks)
		FAIL("the victim sent a packet without chunks");
	if (alone && chunks > 1)
		FAIL("INIT, INIT ACK or SHUTDOWN COMPLETE is bundled");
}

/**
 * raw_addr - an address of the raw peer
 * @v: family
 * @n: 1 or 2
 * @port: port in host order
 *
 * Return: address.
 */
union addr raw_addr(const struct variant *v, int n, int port)
{
	union addr a = victim_addr(v, port);

	if (v->family == AF_INET)
		a.v4.sin_addr.s_addr = htonl(0x0a4d0141 + n);
	else
		a.v6.sin6_addr.s6_addr[15] = 0x65 + n;
	return a;
}

/**
 * victim_addr - the address of the victim
 * @v: family
 * @port: port in host order
 *
 * Return: address.
 */
union addr victim_addr(const struct variant *v, int port)
{
	union addr a = host(v, 1, port);

	if (v->family == AF_INET)
		a.v4.sin_addr.s_addr = htonl(0x0a4d0102);
	else
		inet_pton(AF_INET6, "fd77:1::2", &a.v6.sin6_addr);
	return a;
}

/**
 * peer_open - a raw peer without association
 * @v: family
 *
 * Return: the peer.
 */
struct peer *peer_open(const struct variant *v)
{
	struct sockaddr_ll ll = { .sll_family = AF_PACKET };
	int proto = v->family == AF_INET ? ETH_P_IP : ETH_P_IPV6;
	struct peer *p = calloc(1, sizeof(*p));
	int room = 8 << 20;	/* the answers to many packets */

	CHECK(p);
	CHECK_OK(setns(ns_a, CLONE_NEWNET));
	p->fd = CHECK_OK(socket(AF_PACKET, SOCK_DGRAM, 0));
	CHECK_OK(setsockopt(p->fd, SOL_SOCKET, SO_RCVBUFFORCE, &room,
			    sizeof(room)));
	ll.sll_protocol = htons(proto);
	ll.sll_ifindex = if_nametoindex("a1");
	CHECK_OK(bind(p->fd, (struct sockaddr *)&ll, sizeof(ll)));
	CHECK_OK(setns(ns_b, CLONE_NEWNET));
	p->v = v;
	p->me = raw_addr(v, 1, PEER_PORT);
	p->it = victim_addr(v, PORT);
	p->my_tag = 0x11223344;
	p->tsn = 1000;
	return p;
}

/**
 * ip_checksum - the checksum of the Internet
 * @buf: bytes
 * @len: how many, an even number
 * @sum: sum of others
 *
 * Return: checksum in network order.
 */
uint16_t ip_checksum(const void *buf, size_t len, uint32_t sum)
{
	const uint8_t *b = buf;

	for (; len; b += 2, len -= 2)
		sum += get16(b);
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return htons(~sum);
}

/**
 * put_ip - write an IP header
 * @buf: where to
 * @proto: what follows
 * @len: length of that
 * @from: source address
 * @to: destination address
 *
 * Return: length of the header.
 */
size_t put_ip(uint8_t *buf, int proto, size_t len, union addr from,
	      union addr to)
{
	struct ip6_hdr ip6 = {};
	struct iphdr ip = {};

	if (from.sa.sa_family == AF_INET) {
		ip.version = 4;
		ip.ihl = 5;
		ip.ttl = 64;
		ip.frag_off = htons(IP_DF);
		ip.protocol = proto;
		ip.saddr = from.v4.sin_addr.s_addr;
		ip.daddr = to.v4.sin_addr.s_addr;
		ip.tot_len = htons(sizeof(ip) + len);
		ip.check = ip_checksum(&ip, sizeof(ip), 0);
		memcpy(buf, &ip, sizeof(ip));
		return sizeof(ip);
	}
	ip6.ip6_vfc = 6 << 4;
	ip6.ip6_plen = htons(len);
	ip6.ip6_nxt = proto;
	ip6.ip6_hlim = 64;
	ip6.ip6_src = from.v6.sin6_addr;
	ip6.ip6_dst = to.v6.sin6_addr;
	memcpy(buf, &ip6, sizeof(ip6));
	return sizeof(ip6);
}

/**
 * set_tos - set the TOS, or traffic class, of an IP header
 * @buf: the header, by put_ip()
 * @tos: the value
 */
void set_tos(uint8_t *buf, int tos)
{
	struct iphdr ip;

	if (buf[0] >> 4 == 6) {
		buf[0] = 6 << 4 | tos >> 4;
		buf[1] = (tos & 15) << 4;
		return;
	}
	memcpy(&ip, buf, sizeof(ip));
	ip.tos = tos;
	ip.check = 0;
	ip.check = ip_checksum(&ip, sizeof(ip), 0);
	memcpy(buf, &ip, sizeof(ip));
}

/**
 * peer_send_ip - send an IP packet as it is
 * @p: peer
 * @buf: packet, beginning with the IP header
 * @len: its length
 */
void peer_send_ip(struct peer *p, const void *buf, size_t len)
{
	struct sockaddr_ll ll;
	socklen_t ll_len = sizeof(ll);

	CHECK_OK(getsockname(p->fd, (struct sockaddr *)&ll, &ll_len));
	ll.sll_halen = sizeof(mac_b);
	memcpy(ll.sll_addr, mac_b, sizeof(mac_b));
	CHECK_OK(sendto(p->fd, buf, len, 0, (struct sockaddr *)&ll,
			sizeof(ll)));
}

static void send_ip(struct peer *p, int proto, const void *val, size_t len,
		    union addr from, union addr to)
{
	uint8_t buf[sizeof(struct ip6_hdr) + sizeof(p->got.data)];
	size_t hdr = put_ip(buf, proto, len, from, to);

	memcpy(buf + hdr, val, len);
	peer_send_ip(p, buf, hdr + len);
}

/**
 * peer_send_to - send a packet as it is, between any two addresses
 * @p: peer
 * @pk: packet; the ports are in it
 * @from: source address
 * @to: destination address
 */
void peer_send_to(struct peer *p, const struct packet *pk, union addr from,
		  union addr to)
{
	send_ip(p, IPPROTO_SCTP, pk->data, pk->len, from, to);
}

/**
 * peer_send_icmp - send an ICMP or ICMPv6 message about a packet
 * @p: peer
 * @type: of the message
 * @code: of the message
 * @field: the second word of its header: an MTU, for instance
 * @quoted: packet it is about, as if the victim had sent it
 * @len: how much of it is quoted
 */
void peer_send_icmp(struct peer *p, int type, int code, uint32_t field,
		    const struct packet *quoted, size_t len)
{
	bool v4 = p->v->family == AF_INET;
	uint32_t sum = 0;
	uint8_t buf[2048];
	uint16_t check;
	size_t at, i;

	memset(buf, 0, 8);
	buf[0] = type;
	buf[1] = code;
	for (i = 0; i < 4; i++)
		buf[4 + i] = field >> (24 - 8 * i);
	at = 8 + put_ip(buf + 8, IPPROTO_SCTP, quoted->len, p->it, p->me);
	memcpy(buf + at, quoted->data, len);
	at += len;
	if (!v4) {
		/* The pseudo header. */
		for (i = 0; i < 16; i += 2)
			sum += get16(p->me.v6.sin6_addr.s6_addr + i) +
			       get16(p->it.v6.sin6_addr.s6_addr + i);
		sum += at + IPPROTO_ICMPV6;
	}
	buf[at] = 0;
	check = ip_checksum(buf, (at + 1) & ~1, sum);
	memcpy(buf + 2, &check, 2);
	send_ip(p, v4 ? IPPROTO_ICMP : IPPROTO_ICMPV6, buf, at, p->me, p->it);
}

/**
 * peer_send_as_is - send a packet with the checksum it has
 * @p: peer
 * @pk: packet
 */
void peer_send_as_is(struct peer *p, const struct packet *pk)
{
	peer_send_to(p, pk, p->me, p->it);
}

/**
 * peer_send - send a packet
 * @p: peer
 * @pk: packet; gets its checksum
 */
void peer_send(struct peer *p, struct packet *pk)
{
	packet_checksum(pk);
	peer_send_as_is(p, pk);
}

/**
 * peer_send_tos - send a packet with a TOS or traffic class
 * @p: peer
 * @pk: packet; gets its checksum
 * @tos: the value
 */
void peer_send_tos(struct peer *p, struct packet *pk, int tos)
{
	uint8_t buf[sizeof(struct ip6_hdr) + sizeof(p->got.data)];
	size_t hdr = put_ip(buf, IPPROTO_SCTP, pk->len, p->me, p->it);

	packet_checksum(pk);
	set_tos(buf, tos);
	memcpy(buf + hdr, pk->data, pk->len);
	peer_send_ip(p, buf, hdr + pk->len);
}

/* Is this an SCTP packet to us? If so it is in p->got. */
static bool mine(struct peer *p, const uint8_t *buf, ssize_t n)
{
	const struct ip6_hdr *ip6 = (void *)buf;
	const struct iphdr *ip = (void *)buf;
	ssize_t hdr, end;

	if (p->v->family == AF_INET) {
		hdr = ip->ihl * 4;
		end = ntohs(ip->tot_len);
		/* Fragments are not put together: no test needs it. */
		if (n < hdr || ip->protocol != IPPROTO_SCTP ||
		    ip->frag_off & htons(IP_MF | IP_OFFMASK))
			return false;
	} else {
		hdr = sizeof(*ip6);
		end = hdr + ntohs(ip6->ip6_plen);
		if (n < hdr || ip6->ip6_nxt != IPPROTO_SCTP)
			return false;
	}
	if (end > n || end < hdr + HDR)
		return false;
	p->got_tos = p->v->family == AF_INET ? ip->tos :
		     (buf[0] & 15) << 4 | buf[1] >> 4;
	p->got.len = end - hdr;
	memcpy(p->got.data, buf + hdr, p->got.len);
	p->got_to = p->me;
	if (p->v->family == AF_INET)
		p->got_to.v4.sin_addr.s_addr = ip->daddr;
	else
		p->got_to.v6.sin6_addr = ip6->ip6_dst;
	return true;
}

/**
 * peer_recv - receive the victim's next packet, into p->got
 * @p: peer
 * @ms: how long to wait, multiplied with ktap_scale()
 *
 * Return: false if nothing came.
 */
bool peer_recv(struct peer *p, unsigned int ms)
{
	long long end = now_ms() + (long long)ms * ktap_scale();
	static uint8_t buf[70000] __attribute__((aligned(8)));
	struct pollfd pfd = { p->fd, POLLIN, 0 };
	struct sockaddr_ll ll;
	long long left;
	socklen_t len;
	ssize_t n;

	for (;;) {
		left = end - now_ms();
		if (poll(&pfd, 1, left > 0 ? left : 0) <= 0)
			return false;
		len = sizeof(ll);
		n = CHECK_OK(recvfrom(p->fd, buf, sizeof(buf), 0,
				      (struct sockaddr *)&ll, &len));
		if (ll.sll_pkttype == PACKET_OUTGOING || !mine(p, buf, n))
			continue;
		check_checksum(p);
		check_packet(&p->got);
		return true;
	}
}

/**
 * peer_fence - mark the point up to which peer_next() reads
 * @p: peer
 *
 * What was sent before is dealt with before what is sent now: a SHUTDOWN ACK
 * out of the blue, to which there is always an answer (RFC 9260 section 8.4).
 * No waiting, so no guess how slow the victim may be.
 */
void peer_fence(struct peer *p)
{
	struct packet pk;

	pk.len = 0;
	put16(&pk, FENCE_PORT);
	put16(&pk, FENCE_PORT);
	put32(&pk, ++fence);
	put32(&pk, 0);
	put_chunk(&pk, SHUTDOWN_ACK, 0, NULL, 0);
	peer_send(p, &pk);
}

/**
 * peer_next - receive what came before the answer to peer_fence()
 * @p: peer
 *
 * Return: false if there is nothing more.
 */
bool peer_next(struct peer *p)
{
	if (!peer_recv(p, 10000))
		FAIL("no answer to a SHUTDOWN ACK out of the blue");
	return get16(p->got.data) != FENCE_PORT ||
	       packet_tag(&p->got) != fence;
}

/**
 * peer_silent - the victim has sent nothing and will not react any more
 * @p: peer
 */
void peer_silent(struct peer *p)
{
	size_t at;

	peer_fence(p);
	if (!peer_next(p))
		return;
	for (at = HDR; at < p->got.len;
	     at += (get16(p->got.data + at + 2) + 3) & ~3)
		diag("chunk %u, flags %#x, length %u", p->got.data[at],
		     p->got.data[at + 1], get16(p->got.data + at + 2));
	FAIL("the victim was not silent");
}

/**
 * tun_open() - a device t0 of the victim's; what is written to it arrives there
 * @flags: IFF_NAPI: packets are merged before write() returns; IFF_VNET_HDR:
 *	   each begins with a struct virtio_net_hdr
 *
 * The test is skipped where there are no such devices.
 *
 * Return: its file descriptor.
 */
int tun_open(int flags)
{
	struct ifreq ifr = {
		.ifr_name = "t0",
		.ifr_flags = IFF_TUN | IFF_NO_PI | flags,
	};
	int fd;

	if (system("modprobe -q tun"))
		diag("no module tun");
	fd = open("/dev/net/tun", O_RDWR | O_CLOEXEC);
	if (fd < 0)
		ktap_skip("/dev/net/tun: %s", strerror(errno));
	CHECK_OK(ioctl(fd, TUNSETIFF, &ifr));
	CHECK_EQ(system("ip link set t0 up"), 0);
	return fd;
}
