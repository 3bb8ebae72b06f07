// SPDX-License-Identifier: GPL-2.0-only
/*
 * SELinux: which labels sockets, associations and packets have, and what a
 * policy forbids. See policy.cil for the types, guest for which addresses are
 * labelled, and Documentation/security/SCTP.rst of Linux for all of it.
 */
#include <fcntl.h>
#include <linux/if_ether.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netpacket/packet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/xattr.h>

#include "raw.h"

#define PRIVATE_PORT	6000	/* clients may neither bind nor connect to it */
#define PRIVATE_HOST	2	/* nor bind to that one */
#define PLAIN_HOST	3	/* whose packets have no labels */

#define CONTEXT		"u:r:"

/* --- labels --- */

/* An attribute of this process: proc_pid_attr(5) */
static void attr_set(const char *name, const char *label)
{
	char text[128];
	int fd, len;

	snprintf(text, sizeof(text), "/proc/self/attr/%s", name);
	fd = CHECK_OK(open(text, O_WRONLY));
	len = snprintf(text, sizeof(text), CONTEXT "%s", label);
	CHECK_EQ(write(fd, text, len), len);
	close(fd);
}

/* A socket with a label other than ours. */
static int sock_as(const struct variant *v, const char *label)
{
	int fd;

	attr_set("sockcreate", label);
	fd = sock(v);
	attr_set("sockcreate", "base_t:s0");
	return fd;
}

static int listening_as(const struct variant *v, const char *label, int n,
			int port)
{
	int fd = sock_as(v, label);

	CHECK_OK(bind_to(fd, host(v, n, port)));
	CHECK_OK(listen(fd, 5));
	return fd;
}

static void check_label(const char *label, int len, const char *want)
{
	const char *got = len < 0 ? strerror(errno) : label;

	if (len > 0 && !strncmp(label, CONTEXT, strlen(CONTEXT)))
		got += strlen(CONTEXT);
	if (strcmp(got, want))
		FAIL("the label is %s, not %s", got, want);
}

static void check_own(int fd, const char *want)
{
	char label[128] = "";
	int len = fgetxattr(fd, "security.selinux", label, sizeof(label));

	check_label(label, len, want);
}

static void check_peer(int fd, const char *want)
{
	char label[128] = "";
	socklen_t size = sizeof(label);
	int err = getsockopt(fd, SOL_SOCKET, SO_PEERSEC, label, &size);

	check_label(label, err ? -1 : (int)size, want);
}

/* The label of a peer: CALIPSO carries no types. */
static const char *seen(const struct variant *v, const char *label)
{
	static char text[64];

	if (v->family == AF_INET)
		return label;
	snprintf(text, sizeof(text), "netmsg_t%s", strchr(label, ':'));
	return text;
}

static struct pair pair_as(const struct variant *v, const char *server,
			   const char *client)
{
	return pair_join(v, listening_as(v, server, 1, PORT),
			 sock_as(v, client));
}

NETTEST(label__of_the_process, .variants = V_ALL)
{
	attr_set("current", "client_t:s0:c1");
	check_own(sock(v), "client_t:s0:c1");
}

NETTEST(label__asked_for, .variants = V_ALL)
{
	int fd = sock_as(v, "client_t:s0:c1");

	check_own(fd, "client_t:s0:c1");
	check_peer(fd, "unlabeled_t:s0");
}

/* An accepted socket has the level of its peer. */
NETTEST(label__of_a_pair, .variants = V_V4 | V_V6)
{
	struct pair p = pair_as(v, "server_t:s0", "client_t:s0:c1");

	check_own(p.c, "client_t:s0:c1");
	check_own(p.s, v->type == SOCK_STREAM ? "server_t:s0:c1" :
						"server_t:s0");
	check_peer(p.c, seen(v, "server_t:s0:c1"));
	check_peer(p.s, seen(v, "client_t:s0:c1"));
}

NETTEST(label__peeled_off, .variants = V_SEQ_V4 | V_SEQ_V6,
	.intree = "gives the file the label of who peels it off")
{
	struct pair p = pair_as(v, "server_t:s0", "client_t:s0:c1");
	int c = CHECK_OK(sctp_peeloff(p.c, p.cid));
	int s = CHECK_OK(sctp_peeloff(p.s, p.sid));

	check_own(c, "client_t:s0:c1");
	check_own(s, "server_t:s0:c1");
	check_peer(c, seen(v, "server_t:s0:c1"));
	check_peer(s, seen(v, "client_t:s0:c1"));
}

/* Both of them, with addresses that NetLabel does not label */
static struct pair plain_pair(const struct variant *v)
{
	int l = listening_as(v, "server_t:s0", PLAIN_HOST, PORT);
	int c = sock_as(v, "client_t:s0:c1");

	CHECK_OK(bind_to(c, host(v, PLAIN_HOST, 0)));
	return pair_join(v, l, c);
}

NETTEST(label__unlabelled, .variants = V_ALL)
{
	struct pair p = plain_pair(v);

	check_own(p.c, "client_t:s0:c1");
	check_own(p.s, "server_t:s0");
	check_peer(p.c, "unlabeled_t:s0");
	check_peer(p.s, "unlabeled_t:s0");
}

/* Two clients, each with its own label, accepted after both came */
NETTEST(label__of_two_clients, .variants = V_STREAM_V4 | V_STREAM_V6)
{
	int l = listening_as(v, "server_t:s0", 1, PORT), i, s;
	int c[2] = {
		sock_as(v, "client_t:s0:c1"), sock_as(v, "client_t:s0:c2"),
	};

	for (i = 0; i < 2; i++)
		CHECK_OK(connect_to(c[i], host(v, 1, PORT)));
	for (i = 0; i < 2; i++) {
		s = CHECK_OK(accept(l, NULL, NULL));
		check_own(s, i ? "server_t:s0:c2" : "server_t:s0:c1");
		check_peer(s, seen(v, i ? "client_t:s0:c2" : "client_t:s0:c1"));
		check_peer(c[i], seen(v, i ? "server_t:s0:c2" :
					     "server_t:s0:c1"));
	}
}

/* --- refused --- */

NETTEST(denied__socket, .variants = V_ALL)
{
	attr_set("sockcreate", "uncreated_t:s0");
	CHECK_ERR(socket(v->family, v->type, IPPROTO_SCTP), EACCES);
}

NETTEST(denied__peeloff, .variants = V_SEQ_V4)
{
	struct pair p = pair_as(v, "server_t:s0", "client_t:s0");

	attr_set("sockcreate", "uncreated_t:s0");
	CHECK_ERR(sctp_peeloff(p.c, p.cid), EACCES);
	check_peer(p.c, "server_t:s0");
}

NETTEST(denied__bind, .variants = V_ALL)
{
	int fd = sock_as(v, "client_t:s0");

	CHECK_ERR(bind_to(fd, host(v, 1, PRIVATE_PORT)), EACCES);
	if (!v->mapped)
		CHECK_ERR(bind_to(fd, host(v, PRIVATE_HOST, PORT)), EACCES);
	CHECK_OK(bind_to(fd, host(v, 1, PORT)));
}

NETTEST(denied__bindx, .variants = V_V4 | V_V6)
{
	int fd = sock_as(v, "client_t:s0");
	union addr a = host(v, PLAIN_HOST, PORT);
	union addr b = host(v, PRIVATE_HOST, PORT);
	struct sockaddr *addrs;
	char both[256];

	CHECK_OK(bind_to(fd, host(v, 1, PORT)));
	addr_pack(both, &b, addr_pack(both, &a, 0));
	CHECK_ERR(sctp_bindx(fd, (void *)both, 2, SCTP_BINDX_ADD_ADDR), EACCES);
	CHECK_EQ(sctp_getladdrs(fd, 0, &addrs), 1);
	CHECK_OK(sctp_bindx(fd, (void *)both, 1, SCTP_BINDX_ADD_ADDR));
	CHECK_EQ(sctp_getladdrs(fd, 0, &addrs), 2);
}

NETTEST(denied__connect, .variants = V_ALL)
{
	int fd = sock_as(v, "client_t:s0");

	listening_as(v, "server_t:s0", 1, PRIVATE_PORT);
	CHECK_ERR(connect_to(fd, host(v, 1, PRIVATE_PORT)), EACCES);
	CHECK_EQ(proc_rows("assocs"), 0);
}

NETTEST(denied__connectx, .variants = V_ALL)
{
	int fd = sock_as(v, "client_t:s0");
	union addr a = host(v, 1, PORT), b = host(v, 1, PRIVATE_PORT);
	char both[256];

	listening_as(v, "server_t:s0", 1, PORT);
	listening_as(v, "server_t:s0", 1, PRIVATE_PORT);
	addr_pack(both, &b, addr_pack(both, &a, 0));
	CHECK_ERR(sctp_connectx(fd, &b.sa, 1, NULL), EACCES);
	CHECK_ERR(sctp_connectx(fd, (void *)both, 2, NULL), EACCES);
	CHECK_EQ(proc_rows("assocs"), 0);
}

NETTEST(denied__sendmsg, .variants = V_ALL)
{
	int fd = sock_as(v, "client_t:s0");
	union addr to = host(v, 1, PRIVATE_PORT);
	struct sctp_sndinfo info = { 0 };

	listening_as(v, "server_t:s0", 1, PRIVATE_PORT);
	CHECK_ERR(tx_info(fd, &to, &info, "x", 1, 0), EACCES);
	CHECK_EQ(proc_rows("assocs"), 0);
}

/* Which is asked as if it were bound to */
NETTEST(denied__primary, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	int l = listening_as(v, "server_t:s0", 1, PORT);
	union addr a = host(v, 1, PORT), b = host(v, PRIVATE_HOST, PORT);
	int fd = sock_as(v, "client_t:s0");
	struct sctp_prim prim = { 0 };
	char both[256];

	CHECK_OK(sctp_bindx(l, &b.sa, 1, SCTP_BINDX_ADD_ADDR));
	addr_pack(both, &b, addr_pack(both, &a, 0));
	CHECK_OK(sctp_connectx(fd, (void *)both, 2, NULL));
	prim.ssp_assoc_id = assoc_id(fd);
	memcpy(&prim.ssp_addr, &b, sizeof(b));
	CHECK_ERR(opt_set(fd, SCTP_PRIMARY_ADDR, &prim, sizeof(prim)), EACCES);
	memcpy(&prim.ssp_addr, &a, sizeof(a));
	CHECK_OK(opt_set(fd, SCTP_PRIMARY_ADDR, &prim, sizeof(prim)));
}

/* A client whose INITs nobody answers gives up soon. */
static int connect_soon(const struct variant *v, int fd, int port)
{
	struct sctp_initmsg init = {
		.sinit_max_attempts = 1, .sinit_max_init_timeo = 100,
	};

	CHECK_OK(opt_set(fd, SCTP_INITMSG, &init, sizeof(init)));
	return connect_to(fd, host(v, 1, port));
}

/* No packet of its gets in. */
NETTEST(denied__stranger, .variants = V_V4)
{
	int l = listening_as(v, "server_t:s0", 1, PORT);

	CHECK_ERR(connect_soon(v, sock_as(v, "stranger_t:s0"), PORT),
		  ETIMEDOUT);
	CHECK_OK(connect_soon(v, sock_as(v, "client_t:s0"), PORT));
	check_peer(l, "client_t:s0");
}

/* Peers of another label than the first one's, which gets along */
NETTEST(denied__association, .variants = V_V4)
{
	int l = listening_as(v, "server_t:s0", 1, PORT);
	int c = sock_as(v, "client_t:s0"), other = sock_as(v, "other_t:s0");

	CHECK_OK(connect_to(c, host(v, 1, PORT)));
	check_peer(l, "client_t:s0");
	CHECK_ERR(connect_soon(v, other, PORT), ETIMEDOUT);
	CHECK_OK(connect_soon(v, sock_as(v, "server_t:s0"), PORT));
	check_peer(l, "client_t:s0");
	CHECK_EQ(tx(c, v->type == SOCK_STREAM ? 0 : assoc_id(c), "x", 1), 1);
}

/* --- the wire --- */

static int capture_start(const struct variant *v)
{
	struct sockaddr_ll to = {
		.sll_family = AF_PACKET, .sll_ifindex = 1,
		.sll_protocol = htons(v->family == AF_INET ? ETH_P_IP :
							     ETH_P_IPV6),
	};
	int fd = CHECK_OK(socket(AF_PACKET, SOCK_DGRAM, 0));

	CHECK_OK(bind(fd, (struct sockaddr *)&to, sizeof(to)));
	CHECK_OK(setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE,
			    &(int){ 1 << 24 }, sizeof(int)));
	sock_nonblock(fd, true);
	return fd;
}

/* Of an IPv4 packet: what is after its header, and is CIPSO there? */
static const uint8_t *after_v4(const uint8_t *ip, bool *labelled)
{
	/* no fragment */
	CHECK_CLEAR(ip[6], 0x20);
	*labelled = ip[0] > 0x45 && ip[20] == IPOPT_SEC + 4;
	return ip[9] == IPPROTO_SCTP ? ip + (ip[0] & 15) * 4 : NULL;
}

/* Of an IPv6 packet: the same of CALIPSO, RFC 5570 */
static const uint8_t *after_v6(const uint8_t *ip, bool *labelled)
{
	const uint8_t *end = ip + 40;
	uint8_t next = ip[6];

	*labelled = next == IPPROTO_HOPOPTS && end[2] == 7;
	if (next == IPPROTO_HOPOPTS) {
		next = end[0];
		end += (end[1] + 1) * 8;
	}
	return next == IPPROTO_SCTP ? end : NULL;
}

/* Types of the first chunks of packets there were, one bit each. */
static void capture_read(const struct variant *v, int fd, uint32_t *labelled,
			 uint32_t *plain)
{
	static uint8_t ip[65536];
	struct sockaddr_ll from;
	socklen_t len = sizeof(from);
	const uint8_t *sctp;
	bool has;

	*labelled = 0;
	*plain = 0;
	while (recvfrom(fd, ip, sizeof(ip), 0, (void *)&from, &len) > 0) {
		sctp = v->family == AF_INET ? after_v4(ip, &has) :
					      after_v6(ip, &has);
		if (sctp && from.sll_pkttype != PACKET_OUTGOING)
			*(has ? labelled : plain) |= 1u << (sctp[HDR] & 31);
	}
}

#define BIT(type)	(1u << (type))

/* Set-up, a message each way, and the end */
static void talk(struct pair *p)
{
	CHECK_EQ(tx(p->c, p->cid, "x", 1), 1);
	rx_data(p->s, "x");
	CHECK_EQ(tx(p->s, p->sid, "y", 1), 1);
	rx_data(p->c, "y");
	close(p->s);
	if (p->l >= 0)
		close(p->l);
	close(p->c);
	WAIT_UNTIL(!proc_rows("assocs"));
}

#define TALK (BIT(DATA) | BIT(INIT) | BIT(INIT_ACK) | BIT(SACK) | \
	      BIT(COOKIE_ECHO) | BIT(COOKIE_ACK) | BIT(SHUTDOWN) | \
	      BIT(SHUTDOWN_ACK) | BIT(SHUTDOWN_COMPLETE))

NETTEST(wire__labelled, .variants = V_V4 | V_V6)
{
	int fd = capture_start(v);
	struct pair p = pair_as(v, "server_t:s0", "client_t:s0:c1");
	uint32_t labelled, plain;

	talk(&p);
	capture_read(v, fd, &labelled, &plain);
	CHECK_EQ(plain, 0);
	CHECK_EQ(labelled, TALK);
}

NETTEST(wire__peeled_off, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	struct pair p = pair_as(v, "server_t:s0", "client_t:s0:c1");
	uint32_t labelled, plain;
	int fd;

	p.s = CHECK_OK(sctp_peeloff(p.s, p.sid));
	p.c = CHECK_OK(sctp_peeloff(p.c, p.cid));
	fd = capture_start(v);
	talk(&p);
	capture_read(v, fd, &labelled, &plain);
	CHECK_EQ(plain, 0);
	CHECK_SET(labelled, BIT(DATA) | BIT(SHUTDOWN));
}

NETTEST(wire__unlabelled, .variants = V_V4 | V_V6)
{
	int fd = capture_start(v);
	struct pair p = plain_pair(v);
	uint32_t labelled, plain;

	talk(&p);
	capture_read(v, fd, &labelled, &plain);
	CHECK_EQ(labelled, 0);
	CHECK_EQ(plain, TALK);
}

/* Full packets have room for the label, alone and as trains. */
NETTEST(wire__much, .variants = V_V4 | V_V6,
	.intree = "a large message with labels does not arrive")
{
	static char buf[300000];
	int fd = capture_start(v);
	struct pair p = pair_as(v, "server_t:s0", "client_t:s0:c1");
	uint32_t labelled, plain;
	ssize_t n = 0;

	CHECK_OK(setsockopt(p.s, SOL_SOCKET, SO_SNDBUFFORCE,
			    &(int){ 2 * sizeof(buf) }, sizeof(int)));
	CHECK_EQ(tx(p.s, p.sid, buf, sizeof(buf)), sizeof(buf));
	while (n < (ssize_t)sizeof(buf))
		n += CHECK_OK(recv(p.c, buf, sizeof(buf), 0));
	capture_read(v, fd, &labelled, &plain);
	CHECK_EQ(plain, 0);
	CHECK_SET(labelled, BIT(DATA));
}

/* An ABORT for no association */
NETTEST(wire__abort, .variants = V_STREAM_V4 | V_STREAM_V6)
{
	int fd = capture_start(v);
	uint32_t labelled, plain;

	CHECK_ERR(connect_to(sock_as(v, "base_t:s0"), host(v, 1, NO_PORT)),
		  ECONNREFUSED);
	capture_read(v, fd, &labelled, &plain);
	CHECK_EQ(plain, 0);
	CHECK_EQ(labelled, BIT(INIT) | BIT(ABORT));
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
