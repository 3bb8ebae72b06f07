// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packets that the network core merges. The module is unloaded here: nobody
 * may use it.
 */
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <linux/if_tun.h>
#include <netinet/ip.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/klog.h>

#include "raw.h"

#define FORWARDED	"10.88.0.1"
#define PACKETS		40
/* Less than the module waits for packets held back, milliseconds */
#define HELD		4000

/* Packets that a device has merged are held back for @ms at most */
static void hold_back(const char *dev, unsigned int ms)
{
	char cmd[256];

	snprintf(cmd, sizeof(cmd), "unshare -m sh -c '\n"
		 "mount -t sysfs none /sys &&\n"
		 "echo %u000000 >/sys/class/net/%s/gro_flush_timeout'",
		 ms, dev);
	CHECK_EQ(system(cmd), 0);
}

/* DATA for no association, in a packet that may be fragmented */
static size_t put_numbered(uint8_t *buf, struct peer *p, const char *to,
			   unsigned int i, unsigned int step)
{
	struct packet pk;
	struct iphdr ip;
	union addr dst = p->it;

	inet_pton(AF_INET, to, &dst.v4.sin_addr);
	packet_start(&pk, p, 0x12345678);
	put_data(&pk, i, 0, 0, DATA_B | DATA_E, buf, 100);
	packet_checksum(&pk);
	put_ip(buf, IPPROTO_SCTP, pk.len, p->me, dst);
	memcpy(&ip, buf, sizeof(ip));
	ip.frag_off = 0;
	ip.id = htons(1000 + i * step);
	ip.check = 0;
	ip.check = ip_checksum(&ip, sizeof(ip), 0);
	memcpy(buf, &ip, sizeof(ip));
	memcpy(buf + sizeof(ip), pk.data, pk.len);
	return sizeof(ip) + pk.len;
}

static void tun_send_numbered(int tun, struct peer *p, const char *to,
			      unsigned int n, unsigned int step)
{
	uint8_t buf[200] = { 0 };
	unsigned int i;
	size_t len;

	for (i = 0; i < n; i++) {
		len = put_numbered(buf, p, to, i, step);
		CHECK_EQ(write(tun, buf, len), len);
	}
}

/* Each comes back as it was sent */
static void expect_numbered(struct peer *p, unsigned int step)
{
	unsigned int i = 0;
	union addr dst = p->it;
	struct sockaddr_ll ll;
	struct iphdr ip;
	socklen_t len;

	inet_pton(AF_INET, FORWARDED, &dst.v4.sin_addr);
	sock_timeout(p->fd, SO_RCVTIMEO, IO_TIMEOUT_MS);
	while (i < PACKETS) {
		len = sizeof(ll);
		CHECK_OK(recvfrom(p->fd, &ip, sizeof(ip), 0,
				  (struct sockaddr *)&ll, &len));
		if (ll.sll_pkttype == PACKET_OUTGOING ||
		    ip.daddr != dst.v4.sin_addr.s_addr)
			continue;
		CHECK_EQ(ntohs(ip.id), 1000 + i * step);
		i++;
	}
}

/*
 * A router that merges packets, and cuts them again, numbers the pieces one by
 * one. Those that may be fragmented on their way have to keep their numbers.
 */
NETTEST(gro__forwarded_with_their_ids, .variants = V_STREAM_V4, .dirty = true,
	.smoke = true)
{
	static const unsigned int steps[] = { 1, 7, 0 };
	struct peer *p = peer_open(v);
	int tun = tun_open(IFF_NAPI);
	size_t i;

	CHECK_EQ(system("echo 1 >/proc/sys/net/ipv4/ip_forward"), 0);
	CHECK_EQ(system("ip route replace 10.88.0.0/24 via 10.77.1.1"), 0);
	/* until all are there */
	hold_back("t0", 200);
	for (i = 0; i < ARRAY_SIZE(steps); i++) {
		tun_send_numbered(tun, p, FORWARDED, PACKETS, steps[i]);
		expect_numbered(p, steps[i]);
	}
	close(tun);
}

static bool kernel_warned(void)
{
	static char log[1 << 20];
	int n = CHECK_OK(klogctl(3, log, sizeof(log) - 1));

	log[n] = 0;
	return strstr(log, "inet_gro_complete");
}

static bool unused(void)
{
	FILE *f = fopen("/sys/module/sctp/refcnt", "r");
	int n = -1;

	if (f && fscanf(f, "%d", &n) != 1)
		n = -1;
	if (f)
		fclose(f);
	return !n;
}

/* None was seen: they are held back as one. When the clock ticks meanwhile,
 * those before are let go.
 */
static void have_some_held(int tun, struct peer *p)
{
	unsigned int tries;
	long before;

	for (tries = 0; tries < 50; tries++) {
		hold_back("t0", HELD);
		before = counter("SctpOutOfBlues");
		tun_send_numbered(tun, p, "10.77.1.2", 4, 1);
		sleep_ms(10);
		if (counter("SctpOutOfBlues") == before)
			return;
		hold_back("t0", 0);
		tun_send_numbered(tun, p, "10.77.1.2", 1, 1);
	}
	FAIL("packets are not held back");
}

/* The module goes while packets are held back that only it can complete */
NETTEST(gro__held_when_the_module_goes, .variants = V_STREAM_V4, .dirty = true,
	.timeout = 120)
{
	struct peer *p = peer_open(v);
	int tun = tun_open(IFF_NAPI);
	long long end;
	char cmd[256];

	if (ktap_on_intree())
		ktap_skip("cannot be unloaded");
	if (system("rmmod sctp_diag 2>/dev/null"))
		diag("no sctp_diag");
	WAIT_UNTIL(unused());
	have_some_held(tun, p);
	end = now_ms() + HELD;
	CHECK_EQ(system("rmmod sctp"), 0);
	diag("unloaded %lld ms before they had to go", end - now_ms());
	if (end + 300 > now_ms())
		sleep_ms(end + 300 - now_ms());
	snprintf(cmd, sizeof(cmd), "insmod %s", getenv("SCTP_KO"));
	CHECK_EQ(system(cmd), 0);
	CHECK(!kernel_warned());
	close(tun);
}

/* DATA of an association, marked or not, written to a device that merges */
static void tun_send_data(int tun, struct peer *p, uint32_t tsn, int tos)
{
	uint8_t buf[400] = { 0 };
	struct packet pk;
	size_t hdr;

	packet_start(&pk, p, p->its_tag);
	put_data(&pk, tsn, 0, p->ssn++, DATA_B | DATA_E, buf, 200);
	packet_checksum(&pk);
	hdr = put_ip(buf, IPPROTO_SCTP, pk.len, p->me, p->it);
	set_tos(buf, tos);
	memcpy(buf + hdr, pk.data, pk.len);
	CHECK_EQ(write(tun, buf, hdr + pk.len), hdr + pk.len);
}

/* The mark of any of those that arrive together counts (RFC 3168) */
NETTEST(gro__marks_are_kept, .variants = V_STREAM_V4 | V_STREAM_V6,
	.dirty = true)
{
	static const int marked[] = { 0, 5, 11 };
	struct peer *p = peer_open(v);
	int tun = tun_open(IFF_NAPI), fd;
	const uint8_t *ecne, *sack;
	uint32_t val;
	struct packet pk;
	int i, j;

	p->ecn = true;
	fd = victim(p);
	CHECK_EQ(system("sysctl -qw net.ipv4.conf.all.rp_filter=0"), 0);
	CHECK_EQ(system("sysctl -qw net.ipv4.conf.t0.rp_filter=0"), 0);
	hold_back("t0", 100);
	for (i = 0; i < (int)ARRAY_SIZE(marked); i++) {
		for (j = 0; j < 12; j++)
			tun_send_data(tun, p, p->tsn + j,
				      j == marked[i] ? 3 : 2);
		p->tsn += 12;
		do {
			sack = peer_expect(p, SACK);
		} while (get32(sack + 4) != p->tsn - 1);
		ecne = find_chunk(&p->got, ECNE);
		CHECK(ecne);
		CHECK_EQ(get32(ecne + 4), p->tsn - 12 + marked[i]);
		packet_start(&pk, p, p->its_tag);
		val = htonl(p->tsn - 1);
		put_chunk(&pk, CWR, 0, &val, sizeof(val));
		peer_send(p, &pk);
	}
	close(fd);
	close(tun);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &raw_suite);
}
