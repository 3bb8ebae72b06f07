// SPDX-License-Identifier: GPL-2.0-only
/*
 * Flows share a bottleneck: what each gets, what it sends again, and how long
 * the queue is.
 *
 *	share [options] PROTOCOL/ALGORITHM ...
 *
 *	-l NETNS	namespace of the listening ends
 *	-c NETNS	namespace of the connecting ends, which send
 *	-a ADDRESS	IPv4 address to connect to
 *	-q NETNS	namespace of the bottleneck
 *	-d DEVICE	the device whose root qdisc is the bottleneck
 *	-s SECONDS	measured time				(1)
 *	-w SECONDS	warm-up					(0.3)
 *
 * PROTOCOL is sctp or tcp, ALGORITHM a congestion control by its name. Flows
 * begin at the same time. Prints for each flow its name, Mbit/s, percent of
 * packets sent again; then the mean and the longest queue in bytes, and the
 * percent of packets that found no room in it; all separated by tabs.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <linux/gen_stats.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <linux/sctp.h>
#include <linux/tcp.h>

#include "bench.h"

#define PORT		5201
#define MAX_FLOWS	16
#define MESSAGE		65536
#define SAMPLE		0.02	/* seconds between two looks at the queue */

/**
 * struct sent - what an end has sent
 * @packets: packets with data; of SCTP, DATA chunks
 * @again: of these, retransmissions
 */
struct sent {
	unsigned long packets;
	unsigned long again;
};

/**
 * struct flow - one of the flows
 * @name: PROTOCOL/ALGORITHM
 * @b: its protocol, port and algorithm
 * @pair: its two ends
 * @received: bytes
 * @sender: process that sends
 * @receiver: process that receives
 * @bytes: @received when the clock started
 * @sent: what was sent by then
 */
struct flow {
	const char *name;
	struct bench b;
	struct bench_pair pair;
	struct meter *received;
	pid_t sender;
	pid_t receiver;
	unsigned long bytes;
	struct sent sent;
};

/**
 * struct queue - the bottleneck
 * @fd: netlink socket in its namespace
 * @ifindex: its device
 * @backlog: bytes in the queue
 * @packets: packets that left it
 * @drops: packets that found no room
 */
struct queue {
	int fd;
	int ifindex;
	unsigned long backlog;
	unsigned long packets;
	unsigned long drops;
};

/**
 * struct samples - what the queue was at some times
 * @count: how many times
 * @sum: of bytes
 * @most: bytes
 */
struct samples {
	unsigned long count;
	double sum;
	unsigned long most;
};

static void queue_open(struct queue *q, const char *ns, const char *device)
{
	bench_enter(ns);
	q->ifindex = if_nametoindex(device);
	if (!q->ifindex)
		err(1, "%s", device);
	q->fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	if (q->fd < 0)
		err(1, "netlink");
}

static void queue_stats(struct queue *q, const struct rtattr *rta, int len)
{
	struct gnet_stats_basic basic;
	struct gnet_stats_queue queue;

	for (; RTA_OK(rta, len); rta = RTA_NEXT(rta, len)) {
		if (rta->rta_type == TCA_STATS_BASIC) {
			memcpy(&basic, RTA_DATA(rta), sizeof(basic));
			q->packets = basic.packets;
		} else if (rta->rta_type == TCA_STATS_QUEUE) {
			memcpy(&queue, RTA_DATA(rta), sizeof(queue));
			q->backlog = queue.backlog;
			q->drops = queue.drops;
		}
	}
}

static void queue_qdisc(struct queue *q, struct nlmsghdr *nlh)
{
	const struct tcmsg *tcm = NLMSG_DATA(nlh);
	const struct rtattr *rta = TCA_RTA(NLMSG_DATA(nlh));
	int len = TCA_PAYLOAD(nlh);

	if (tcm->tcm_ifindex != q->ifindex || tcm->tcm_parent != TC_H_ROOT)
		return;
	for (; RTA_OK(rta, len); rta = RTA_NEXT(rta, len))
		if ((rta->rta_type & NLA_TYPE_MASK) == TCA_STATS2)
			queue_stats(q, RTA_DATA(rta), RTA_PAYLOAD(rta));
}

/* False when there is no more to read */
static bool queue_hear(struct queue *q)
{
	union {
		struct nlmsghdr first;
		char bytes[16384];
	} buf;
	struct nlmsghdr *nlh = &buf.first;
	int len = recv(q->fd, &buf, sizeof(buf), 0);

	if (len < 0)
		err(1, "netlink");
	for (; NLMSG_OK(nlh, len); nlh = NLMSG_NEXT(nlh, len)) {
		if (nlh->nlmsg_type == NLMSG_DONE)
			return false;
		if (nlh->nlmsg_type == NLMSG_ERROR)
			errx(1, "netlink: no qdiscs");
		if (nlh->nlmsg_type == RTM_NEWQDISC)
			queue_qdisc(q, nlh);
	}
	return true;
}

static void queue_read(struct queue *q)
{
	struct {
		struct nlmsghdr nlh;
		struct tcmsg tcm;
	} req = {
		.nlh.nlmsg_len = sizeof(req),
		.nlh.nlmsg_type = RTM_GETQDISC,
		.nlh.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
		.tcm.tcm_family = AF_UNSPEC,
		.tcm.tcm_ifindex = q->ifindex,
	};

	if (send(q->fd, &req, sizeof(req), 0) != sizeof(req))
		err(1, "netlink");
	while (queue_hear(q))
		;
}

static struct sent sent_tcp(int fd)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(info);

	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len))
		err(1, "TCP_INFO");
	return (struct sent) {
		.packets = info.tcpi_data_segs_out,
		.again = info.tcpi_total_retrans,
	};
}

static struct sent sent_sctp(int fd)
{
	struct sctp_assoc_stats stats = { 0 };
	socklen_t len = sizeof(stats);

	if (getsockopt(fd, IPPROTO_SCTP, SCTP_GET_ASSOC_STATS, &stats, &len))
		err(1, "SCTP_GET_ASSOC_STATS");
	return (struct sent) {
		.packets = stats.sas_oodchunks + stats.sas_rtxchunks,
		.again = stats.sas_rtxchunks,
	};
}

static struct sent flow_sent(const struct flow *f)
{
	if (f->b.protocol == IPPROTO_TCP)
		return sent_tcp(f->pair.client);
	return sent_sctp(f->pair.client);
}

static void flow_open(struct flow *f, const struct bench *common, char *name,
		      unsigned int index)
{
	char *slash = strchr(name, '/');

	if (!slash)
		errx(2, "a flow is PROTOCOL/ALGORITHM: %s", name);
	f->name = name;
	f->b = *common;
	f->b.protocol = !strncmp(name, "tcp/", 4) ? IPPROTO_TCP : IPPROTO_SCTP;
	f->b.congestion = slash + 1;
	f->b.addr.sin_port = htons(PORT + index);
	f->b.bind.sin_port = htons(PORT + index);
	f->received = meter_new();
	bench_open(&f->b, &f->pair);
}

static void flow_start(struct flow *f)
{
	f->receiver = child_start();
	if (!f->receiver)
		stream_receive(f->pair.server, f->received);
	f->sender = child_start();
	if (!f->sender)
		stream_send(&f->b, f->pair.client);
}

static void flow_report(struct flow *f, double seconds)
{
	unsigned long bytes = meter_read(f->received) - f->bytes;
	struct sent sent = flow_sent(f);
	unsigned long packets = sent.packets - f->sent.packets;
	unsigned long again = sent.again - f->sent.again;

	printf("%s\t%.3f\t%.3f\t", f->name, bytes * 8 / seconds / 1e6,
	       packets ? 100.0 * again / packets : 0);
	child_stop(f->sender, "sender");
	child_stop(f->receiver, "receiver");
	bench_close(&f->pair);
}

static double sample(struct queue *q, struct samples *s, double seconds)
{
	double start = meter_now(), now;

	do {
		meter_sleep(SAMPLE);
		queue_read(q);
		s->count++;
		s->sum += q->backlog;
		if (q->backlog > s->most)
			s->most = q->backlog;
		now = meter_now();
	} while (now - start < seconds);
	return now - start;
}

static void share(struct flow *flows, int n, struct queue *q,
		  const struct bench *b)
{
	struct samples s = { 0 };
	struct queue before;
	unsigned long drops;
	double seconds;
	int i;

	for (i = 0; i < n; i++)
		flow_start(&flows[i]);
	meter_sleep(b->warmup);
	queue_read(q);
	before = *q;
	for (i = 0; i < n; i++) {
		flows[i].bytes = meter_read(flows[i].received);
		flows[i].sent = flow_sent(&flows[i]);
	}
	seconds = sample(q, &s, b->seconds);
	for (i = 0; i < n; i++)
		flow_report(&flows[i], seconds);
	drops = q->drops - before.drops;
	printf("%.0f\t%lu\t%.3f\n", s.sum / s.count, s.most,
	       100.0 * drops / (q->packets - before.packets + drops));
}

int main(int argc, char **argv)
{
	struct bench b = {
		.type = SOCK_STREAM,
		.addr.sin_family = AF_INET,
		.size = MESSAGE,
		.warmup = 0.3,
		.seconds = 1,
	};
	const char *queue_ns = NULL, *device = "lo";
	struct flow flows[MAX_FLOWS] = { 0 };
	struct queue q = { 0 };
	int opt, i, n;

	while ((opt = getopt(argc, argv, "l:c:a:q:d:s:w:")) != -1) {
		switch (opt) {
		case 'l':
			b.listen_ns = optarg;
			break;
		case 'c':
			b.connect_ns = optarg;
			break;
		case 'a':
			if (inet_pton(AF_INET, optarg, &b.addr.sin_addr) != 1)
				errx(2, "not an IPv4 address: %s", optarg);
			break;
		case 'q':
			queue_ns = optarg;
			break;
		case 'd':
			device = optarg;
			break;
		case 's':
			b.seconds = atof(optarg);
			break;
		case 'w':
			b.warmup = atof(optarg);
			break;
		default:
			return 2;
		}
	}
	n = argc - optind;
	if (n < 1 || n > MAX_FLOWS)
		errx(2, "from 1 to %d flows", MAX_FLOWS);
	b.bind = b.addr;
	queue_open(&q, queue_ns, device);
	for (i = 0; i < n; i++)
		flow_open(&flows[i], &b, argv[optind + i], i);
	share(flows, n, &q, &b);
	return 0;
}
