// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packets of packets, and checksums left to others, from those who may say so:
 * a tun device with a header for each packet, as virtual machines have it; and
 * packets that the network core merges.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_packet.h>
#include <linux/if_tun.h>
#include <linux/virtio_net.h>
#include <net/if.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/klog.h>

#include "raw.h"

#define FORWARDED	"10.88.0.1"
#define PACKETS		40

/* --- tun --- */

/* A device of the victim's whose packets come with a struct virtio_net_hdr */
static int tun_open(void)
{
	struct ifreq ifr = {
		.ifr_name = "t0",
		.ifr_flags = IFF_TUN | IFF_NO_PI | IFF_VNET_HDR,
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

/* Have a packet of the peer's arrive there; @vh counts from the IP header */
static void tun_send(int tun, const struct peer *p, const struct packet *pk,
		     struct virtio_net_hdr vh)
{
	static uint8_t buf[sizeof(vh) + sizeof(struct ip6_hdr) +
			   sizeof(pk->data)];
	size_t ip;

	ip = put_ip(buf + sizeof(vh), IPPROTO_SCTP, pk->len, p->me, p->it);
	memcpy(buf + sizeof(vh) + ip, pk->data, pk->len);
	vh.csum_start += ip;
	vh.hdr_len += ip;
	memcpy(buf, &vh, sizeof(vh));
	CHECK_EQ(write(tun, buf, sizeof(vh) + ip + pk->len),
		 sizeof(vh) + ip + pk->len);
}

/* It would be cut into 60,000 packets, were that believed */
NETTEST(tun__segments_of_another_protocol,
	.variants = V_STREAM_V4 | V_STREAM_V6,
	.intree = "takes the whole for one packet")
{
	static const uint16_t sizes[] = { 1, 4, 1400 };
	struct virtio_net_hdr vh = {
		.flags = VIRTIO_NET_HDR_F_NEEDS_CSUM,
		.gso_type = VIRTIO_NET_HDR_GSO_UDP,
		.hdr_len = HDR,
		.csum_offset = 8,
	};
	struct peer *p = peer_open(v);
	int fd = victim(p), tun = tun_open();
	struct packet pk;
	long before;
	size_t i;

	packet_start(&pk, p, p->its_tag);
	put_bytes(&pk, NULL, 60000);
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		before = counter("SctpInPktDiscards");
		vh.gso_size = sizes[i];
		tun_send(tun, p, &pk, vh);
		CHECK_EQ(counter("SctpInPktDiscards") - before, 1);
	}
	peer_alive(p, fd);
	close(tun);
}

/* What another protocol's checksum is left to be filled in for is not verified */
NETTEST(tun__checksum_of_another_protocol,
	.variants = V_STREAM_V4 | V_STREAM_V6,
	.intree = "believes each that is left open")
{
	static const struct {
		uint16_t start, offset;
	} open_at[] = { { 0, 8 }, { 0, 6 }, { HDR, 8 }, { 0, 16 } };
	struct virtio_net_hdr vh = { .flags = VIRTIO_NET_HDR_F_NEEDS_CSUM };
	uint8_t info[20] = { 0, HB_INFO, 0, sizeof(info) };
	struct peer *p = peer_open(v);
	int fd = victim(p), tun = tun_open();
	struct packet pk;
	long before;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(open_at); i++) {
		packet_start(&pk, p, p->its_tag);
		put_chunk(&pk, HEARTBEAT, 0, info, sizeof(info));
		before = counter("SctpChecksumErrors");
		vh.csum_start = open_at[i].start;
		vh.csum_offset = open_at[i].offset;
		tun_send(tun, p, &pk, vh);
		CHECK_EQ(counter("SctpChecksumErrors") - before, 1);
		/* one that is right all the same is taken */
		packet_checksum(&pk);
		tun_send(tun, p, &pk, vh);
		peer_expect(p, HEARTBEAT_ACK);
		CHECK_EQ(counter("SctpChecksumErrors") - before, 1);
	}
	peer_alive(p, fd);
	close(tun);
}

/* --- merged --- */

/*
 * Packets arrive together and are merged. They are held back until the next
 * ones come, and for @ms at most.
 */
static void merge(unsigned int ms)
{
	char cmd[256];

	peer_system("tc qdisc add dev a1 root netem delay 50ms");
	snprintf(cmd, sizeof(cmd),
		 "ethtool -K b1 gro on >/dev/null && unshare -m sh -c '\n"
		 "mount -t sysfs none /sys &&\n"
		 "echo %u000000 >/sys/class/net/b1/gro_flush_timeout'", ms);
	CHECK_EQ(system(cmd), 0);
}

/* DATA of an association that nobody has, in packets that may be fragmented */
static void send_numbered(struct peer *p, const char *to, unsigned int n,
			  unsigned int step)
{
	uint8_t buf[200];
	struct packet pk;
	struct iphdr ip;
	union addr dst = p->it;
	unsigned int i;

	inet_pton(AF_INET, to, &dst.v4.sin_addr);
	for (i = 0; i < n; i++) {
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
		peer_send_ip(p, buf, sizeof(ip) + pk.len);
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
	sock_timeout(p->fd, SO_RCVTIMEO, 5000);
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
NETTEST(gro__forwarded_with_their_ids, .variants = V_STREAM_V4, .dirty = true)
{
	static const unsigned int steps[] = { 1, 7, 0 };
	struct peer *p = peer_open(v);
	size_t i;

	CHECK_EQ(system("echo 1 >/proc/sys/net/ipv4/ip_forward"), 0);
	CHECK_EQ(system("ip route replace 10.88.0.0/24 via 10.77.1.1"), 0);
	merge(0);
	for (i = 0; i < ARRAY_SIZE(steps); i++) {
		send_numbered(p, FORWARDED, PACKETS, steps[i]);
		expect_numbered(p, steps[i]);
	}
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

/* Packets that came in by the victim's device */
static long received(void)
{
	FILE *f = fopen("/proc/thread-self/net/dev", "r");
	char line[512];
	long n = -1;

	CHECK(f);
	while (fgets(line, sizeof(line), f))
		if (sscanf(line, " b1: %*u %ld", &n) == 1)
			break;
	fclose(f);
	return n;
}

/* Send some until they are held back. None was seen then: they are one. */
static void have_some_held(struct peer *p)
{
	unsigned int tries;
	long before, come;

	for (tries = 0; tries < 20; tries++) {
		before = counter("SctpOutOfBlues");
		come = received() + 4;
		send_numbered(p, "10.77.1.2", 4, 1);
		WAIT_UNTIL(received() >= come);
		sleep_ms(20);
		if (counter("SctpOutOfBlues") == before)
			return;
		sleep_ms(2200);
	}
	ktap_skip("packets are not held back");
}

/* The module goes while packets are held back that only it can complete */
NETTEST(gro__held_when_the_module_goes, .variants = V_STREAM_V4, .dirty = true,
	.timeout = 120)
{
	struct peer *p = peer_open(v);
	char cmd[256];
	long long end;

	if (ktap_on_intree())
		ktap_skip("cannot be unloaded");
	merge(2000);
	if (system("rmmod sctp_diag 2>/dev/null"))
		diag("no sctp_diag");
	WAIT_UNTIL(unused());
	have_some_held(p);
	end = now_ms() + 2300;
	CHECK_EQ(system("rmmod sctp"), 0);
	diag("unloaded %lld ms before they are let go", end - 500 - now_ms());
	if (end > now_ms())
		sleep_ms(end - now_ms());
	snprintf(cmd, sizeof(cmd), "insmod %s", getenv("SCTP_KO"));
	CHECK_EQ(system(cmd), 0);
	CHECK(!kernel_warned());
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &raw_suite);
}
