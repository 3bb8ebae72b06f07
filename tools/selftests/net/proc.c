// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/net/sctp, /proc/sys/net/sctp: formats that tools parse.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>

#include "sock.h"

static const char *const counters[] = {
	"SctpCurrEstab", "SctpActiveEstabs", "SctpPassiveEstabs",
	"SctpAborteds", "SctpShutdowns", "SctpOutOfBlues",
	"SctpChecksumErrors", "SctpOutCtrlChunks", "SctpOutOrderChunks",
	"SctpOutUnorderChunks", "SctpInCtrlChunks", "SctpInOrderChunks",
	"SctpInUnorderChunks", "SctpFragUsrMsgs", "SctpReasmUsrMsgs",
	"SctpOutSCTPPacks", "SctpInSCTPPacks", "SctpT1InitExpireds",
	"SctpT1CookieExpireds", "SctpT2ShutdownExpireds",
	"SctpT3RtxExpireds", "SctpT4RtoExpireds",
	"SctpT5ShutdownGuardExpireds", "SctpDelaySackExpireds",
	"SctpAutocloseExpireds", "SctpT3Retransmits",
	"SctpPmtudRetransmits", "SctpFastRetransmits",
	"SctpInPktSoftirq", "SctpInPktBacklog", "SctpInPktDiscards",
	"SctpInDataChunkDiscards",
};

/* One line of a file of ours, without its newline. */
static bool line_of(const char *file, int nr, char *line, size_t len)
{
	char path[64];
	bool found = false;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/net/sctp/%s", file);
	f = fopen(path, "re");
	CHECK(f);
	while (nr >= 0 && (found = fgets(line, len, f)))
		nr--;
	fclose(f);
	if (found) {
		CHECK(line[strlen(line) - 1] == '\n');
		line[strlen(line) - 1] = 0;
	}
	return found;
}

/* The numbers in a row are of widths the format gives: rebuild and compare. */
static void same_text(const char *row, const char *want)
{
	if (strcmp(row, want))
		FAIL("row  \"%s\"\n# want \"%s\"", row, want);
}

static void addr_text(char *buf, const struct variant *v, int n)
{
	union addr a = host(v, n, 0);
	unsigned char *b = a.v6.sin6_addr.s6_addr;
	int i;

	if (v->family == AF_INET) {
		inet_ntop(AF_INET, &a.v4.sin_addr, buf, 40);
		return;
	}
	/* IPv6 addresses are written in full. */
	for (i = 0; i < 16; i += 2)
		buf += sprintf(buf, "%s%02x%02x", i ? ":" : "", b[i],
			       b[i + 1]);
}

NETTEST(snmp__format, .smoke = true)
{
	FILE *f = fopen("/proc/net/sctp/snmp", "re");
	char line[128], want[128];
	unsigned int i;
	char *end;
	long val;

	CHECK(f);
	for (i = 0; i < ARRAY_SIZE(counters); i++) {
		CHECK(fgets(line, sizeof(line), f));
		val = strtol(line + 33, &end, 10);
		snprintf(want, sizeof(want), "%-32s\t%ld\n", counters[i], val);
		same_text(line, want);
	}
	CHECK(!fgets(line, sizeof(line), f));
}

NETTEST(snmp_ext__format, .intree = "has no such file")
{
	FILE *f = fopen("/proc/net/sctp/snmp_ext", "re");
	char line[128], want[256];
	unsigned int n = 0;
	int len;

	CHECK(f);
	while (fgets(line, sizeof(line), f)) {
		CHECK(strlen(line) > 33 && !strncmp(line, "Sctp", 4));
		len = strcspn(line, " \t");
		snprintf(want, sizeof(want), "%-32.*s\t%ld\n", len, line,
			 strtol(line + 33, NULL, 10));
		same_text(line, want);
		n++;
	}
	CHECK(n >= 37);
}

NETTEST(eps__heading, .smoke = true)
{
	char line[256];

	CHECK(line_of("eps", 0, line, sizeof(line)));
	same_text(line,
		  " ENDPT     SOCK   STY SST HBKT LPORT   UID INODE LADDRS");
}

NETTEST(eps__row, .variants = V_V4 | V_V6, .smoke = true)
{
	char line[512], want[512], ep[32], sk[32], a[40];
	unsigned long inode;
	unsigned int uid;
	int fd = sock_listening(v, PORT), sty, sst, bkt, port, n;

	(void)fd;
	CHECK(line_of("eps", 1, line, sizeof(line)));
	n = sscanf(line, "%31s %31s %d %d %d %d %u %lu", ep, sk, &sty, &sst,
		   &bkt, &port, &uid, &inode);
	CHECK_EQ(n, 8);
	CHECK_EQ(sty, v->type == SOCK_STREAM ? 2 : 0);
	CHECK_EQ(sst, 10);
	CHECK_EQ(port, PORT);
	CHECK(bkt >= 0 && bkt < 4096);
	CHECK_EQ(uid, 0);
	CHECK(inode != 0);
	addr_text(a, v, 1);
	snprintf(want, sizeof(want), "%8s %8s %-3d %-3d %-4d %-5d %5u %5lu %s ",
		 ep, sk, sty, sst, bkt, port, uid, inode, a);
	same_text(line, want);
	CHECK_EQ(proc_rows("eps"), 1);
}

NETTEST(eps__all_addresses, .variants = V_STREAM_V4 | V_STREAM_V6)
{
	union addr a[] = { host(v, 1, PORT), host(v, 3, PORT) };
	char line[512], buf[64], text[2][40], want[128];
	int fd = sock(v);

	addr_pack(buf, &a[1], addr_pack(buf, &a[0], 0));
	CHECK_OK(sctp_bindx(fd, (struct sockaddr *)buf, 2,
			    SCTP_BINDX_ADD_ADDR));
	CHECK_OK(listen(fd, 1));
	addr_text(text[0], v, 1);
	addr_text(text[1], v, 3);
	snprintf(want, sizeof(want), " %s %s ", text[0], text[1]);
	CHECK(line_of("eps", 1, line, sizeof(line)));
	CHECK(strlen(line) > strlen(want));
	same_text(line + strlen(line) - strlen(want), want);
}

NETTEST(assocs__heading, .smoke = true)
{
	char line[512], want[512];

	CHECK(line_of("assocs", 0, line, sizeof(line)));
	snprintf(want, sizeof(want), "%s %s %s",
		 " ASSOC     SOCK   STY SST ST HBKT ASSOC-ID TX_QUEUE RX_QUEUE",
		 "UID INODE LPORT RPORT LADDRS <-> RADDRS HBINT INS OUTS",
		 "MAXRT T1X T2X RTXC wmema wmemq sndbuf rcvbuf");
	same_text(line, want);
}

/* Both ends with exactly one address, so that a row has just these two. */
static struct pair single_homed(const struct variant *v)
{
	return pair_join(v, sock_listening(v, PORT), sock_bound(v, 2, 0));
}

struct assoc_row {
	char		assoc[32], sk[32], laddr[64], raddr[64];
	int		sty, sst, st, bkt, id, txq, rxq, lport, rport;
	unsigned int	uid;
	unsigned long	inode, hbint;
	int		ins, outs, maxrt, t1x, t2x, rtxc;
	int		wmema, wmemq, sndbuf, rcvbuf;
};

/* Three parts of a row, up to, with and after the addresses. */
#define HEAD	"%8s %8s %-3d %-3d %-2d %-4d %4d %8d %8d %7u %5lu %-5d %5d "
#define MIDDLE	" %s <-> %s "
#define TAIL	"\t%8lu %5d %5d %4d %4d %4d %8d %8d %8d %8d %8d"

static void parse_assoc(const char *line, struct assoc_row *r)
{
	char want[1024];
	int n, at = 0;

	n = sscanf(line, "%31s %31s %d %d %d %d %d %d %d %u %lu %d %d %n",
		   r->assoc, r->sk, &r->sty, &r->sst, &r->st, &r->bkt, &r->id,
		   &r->txq, &r->rxq, &r->uid, &r->inode, &r->lport, &r->rport,
		   &at);
	CHECK_EQ(n, 13);
	n = sscanf(line + at, "%63s <-> %63s %lu %d %d %d %d %d %d %d %d %d %d",
		   r->laddr, r->raddr, &r->hbint, &r->ins, &r->outs, &r->maxrt,
		   &r->t1x, &r->t2x, &r->rtxc, &r->wmema, &r->wmemq,
		   &r->sndbuf, &r->rcvbuf);
	CHECK_EQ(n, 13);
	snprintf(want, sizeof(want), HEAD MIDDLE TAIL,
		 r->assoc, r->sk, r->sty, r->sst, r->st, r->bkt, r->id,
		 r->txq, r->rxq, r->uid, r->inode, r->lport, r->rport,
		 r->laddr, r->raddr, r->hbint, r->ins, r->outs, r->maxrt,
		 r->t1x, r->t2x, r->rtxc, r->wmema, r->wmemq, r->sndbuf,
		 r->rcvbuf);
	same_text(line, want);
}

NETTEST(assocs__rows, .variants = V_V4 | V_V6, .smoke = true)
{
	struct pair p = single_homed(v);
	char line[1024], a[48] = "*";
	struct assoc_row r;
	int i, client = 0;

	CHECK_EQ(proc_rows("assocs"), 2);
	addr_text(a + 1, v, 1);
	for (i = 1; i <= 2; i++) {
		CHECK(line_of("assocs", i, line, sizeof(line)));
		parse_assoc(line, &r);
		CHECK_EQ(r.st, 3);	/* ESTABLISHED, without EMPTY */
		CHECK_EQ(r.bkt, 0);
		CHECK(r.id > SCTP_ALL_ASSOC);
		CHECK_EQ(r.sty, v->type == SOCK_STREAM ? 2 : 0);
		CHECK_EQ(r.ins, 10);
		CHECK_EQ(r.outs, 10);
		CHECK_EQ(r.maxrt, 10);
		CHECK(r.hbint > 0);
		CHECK(r.sndbuf > 0 && r.rcvbuf > 0);
		if (r.rport == PORT) {
			client++;
			same_text(r.raddr, a);
			CHECK_EQ(r.sst, v->type == SOCK_STREAM ? 1 : 7);
			if (p.cid)
				CHECK_EQ(r.id, p.cid);
		} else {
			CHECK_EQ(r.lport, PORT);
			/* Marked only once something chose it as source. */
			same_text(r.laddr, r.laddr[0] == '*' ? a : a + 1);
		}
	}
	CHECK_EQ(client, 1);
}

NETTEST(assocs__queues, .variants = V_STREAM_V4)
{
	struct pair p = single_homed(v);
	char line[1024], data[1000] = {};
	struct assoc_row r;
	int i;

	CHECK_OK(tx(p.c, 0, data, sizeof(data)));
	CHECK_SET(poll_until(p.s, POLLIN), POLLIN);
	for (i = 1; i <= 2; i++) {
		CHECK(line_of("assocs", i, line, sizeof(line)));
		parse_assoc(line, &r);
		if (r.lport == PORT)
			CHECK(r.rxq >= 1000);
	}
}

NETTEST(remaddr__format, .variants = V_STREAM_V4 | V_STREAM_V6, .smoke = true)
{
	struct pair p = single_homed(v);
	char line[512], want[512], a[48], one[48], two[48];
	int id, hb, maxrt, rtx, start, state, i, n, seen = 0;
	unsigned long rto;

	(void)p;
	CHECK(line_of("remaddr", 0, line, sizeof(line)));
	same_text(line,
		  "ADDR ASSOC_ID HB_ACT RTO MAX_PATH_RTX REM_ADDR_RTX START STATE");
	CHECK_EQ(proc_rows("remaddr"), 2);
	addr_text(one, v, 1);
	addr_text(two, v, 2);
	for (i = 1; i <= 2; i++) {
		CHECK(line_of("remaddr", i, line, sizeof(line)));
		n = sscanf(line, "%47s %d %d %lu %d %d %d %d", a, &id, &hb,
			   &rto, &maxrt, &rtx, &start, &state);
		CHECK_EQ(n, 8);
		snprintf(want, sizeof(want), "%s  %d %d %lu %d 0 0 %d", a, id,
			 hb, rto, maxrt, state);
		same_text(line, want);
		CHECK_EQ(maxrt, 5);
		CHECK_EQ(state, SCTP_ACTIVE);
		CHECK_EQ(hb, 1);
		seen += !strcmp(a, one) + 2 * !strcmp(a, two);
	}
	CHECK_EQ(seen, 3);
}

NETTEST(proc__read_in_pieces, .variants = V_SEQ_V4)
{
	int s = sock_listening(v, PORT), c[20], i, rows = 0;
	char ch, last = 0;
	FILE *f;

	(void)s;
	for (i = 0; i < 20; i++) {
		c[i] = sock(v);
		CHECK_OK(connect_to(c[i], host(v, 1, PORT)));
	}
	f = fopen("/proc/net/sctp/assocs", "re");
	CHECK(f);
	setvbuf(f, NULL, _IONBF, 0);
	while (fread(&ch, 1, 1, f) == 1) {
		rows += ch == '\n';
		last = ch;
	}
	CHECK_EQ(last, '\n');
	CHECK_EQ(rows, 41);
}

NETTEST(proc__per_namespace, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);
	FILE *f;

	(void)p;
	/* Only what is in the reader's namespace is shown. */
	CHECK_EQ(proc_rows("assocs"), 2);
	f = popen("unshare -n sh -c 'cat /proc/net/sctp/[ae]*s' | wc -l", "re");
	CHECK(f);
	CHECK_EQ(fscanf(f, "%d", &p.c), 1);
	pclose(f);
	CHECK_EQ(p.c, 2);
}

NETTEST(proc__modes)
{
	static const char *const files[] = { "snmp", "eps", "assocs",
					     "remaddr" };
	char path[64];
	unsigned int i;
	FILE *f;

	CHECK_OK(setuid(65534));
	for (i = 0; i < ARRAY_SIZE(files); i++) {
		snprintf(path, sizeof(path), "/proc/net/sctp/%s", files[i]);
		CHECK(!access(path, R_OK));
		CHECK(access(path, W_OK));
		f = fopen(path, "re");
		CHECK(f && fgetc(f) != EOF);
		fclose(f);
	}
}

NETTEST(protocols__listed)
{
	char line[256];
	int seen = 0;
	FILE *f = fopen("/proc/net/protocols", "re");

	CHECK(f);
	while (fgets(line, sizeof(line), f))
		seen |= (strncmp(line, "SCTP ", 5) ? 0 : 1) |
			(strncmp(line, "SCTPv6 ", 7) ? 0 : 2);
	CHECK_EQ(seen, 3);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
