// SPDX-License-Identifier: GPL-2.0-only
/*
 * Scenarios of notifications. Each is played with everything subscribed to, so
 * that the order of different ones shows, too.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "talk.h"

#define BIT(type)	(1 << ((type) - SCTP_SN_TYPE_BASE))
#define EVERYTHING	0x3ffe

static void command(const char *text)
{
	if (system(text))
		fatal(text);
}

/* Timers that expire soon, and give up soon; HEARTBEATs if they are to. */
static void hurry(int fd, bool heartbeats)
{
	struct sctp_paddrparams params = {
		.spp_hbinterval = 50, .spp_pathmaxrxt = 1,
		.spp_flags = heartbeats ? SPP_HB_ENABLE : SPP_HB_DISABLE,
	};
	struct sctp_rtoinfo rto = {
		.srto_initial = 50, .srto_max = 60, .srto_min = 50,
	};
	struct sctp_assocparams assoc = { .sasoc_asocmaxrxt = 2 };
	struct sctp_initmsg init = { .sinit_max_attempts = 1,
				     .sinit_max_init_timeo = 50 };

	if (setsockopt(fd, SOL_SCTP, SCTP_RTOINFO, &rto, sizeof(rto)) ||
	    setsockopt(fd, SOL_SCTP, SCTP_ASSOCINFO, &assoc, sizeof(assoc)) ||
	    setsockopt(fd, SOL_SCTP, SCTP_INITMSG, &init, sizeof(init)) ||
	    setsockopt(fd, SOL_SCTP, SCTP_PEER_ADDR_PARAMS, &params,
		       sizeof(params)))
		fatal("hurry");
}

/* Bound to one address, so that it has one. */
static int client(const struct talk *t, unsigned int events)
{
	struct sockaddr_storage ss;
	socklen_t len = talk_addr(t, 1, 0, &ss);
	int fd = talk_socket(t);

	if (bind(fd, (struct sockaddr *)&ss, len))
		fatal("bind");
	hear_events(fd, events);

	return fd;
}

static void meet(struct talk *t, unsigned int events, int hosts)
{
	talk_listen(t, hosts);
	hear_events(t->l, events);
	t->c = client(t, events);
	talk_join(t);
}

static void end(struct talk *t, int fd, sctp_assoc_t id)
{
	if (id)
		tell(t, "SCTP_EOF: %s", send_flags(t, fd, NULL, 0, SCTP_EOF));
	else
		tell(t, "shutdown: %s", outcome(shutdown(fd, SHUT_WR)));
}

static void life(struct talk *t)
{
	meet(t, EVERYTHING, 1);
	hear(t, "client", t->c, 3);
	hear(t, "server", t->s, 2);
	send_plain(t, t->c, "data", 4, 0);
	hear(t, "server", t->s, 1);
	hear(t, "client", t->c, 1);
	end(t, t->c, t->cid);
	hear(t, "server", t->s, 2);
	hear(t, "client", t->c, 1);
}

static void server_ends(struct talk *t)
{
	meet(t, EVERYTHING & ~BIT(SCTP_SENDER_DRY_EVENT), 1);
	send_plain(t, t->c, "data", 4, 0);
	usleep(30000);
	end(t, t->s, t->sid);
	hear(t, "client", t->c, 4);
	hear(t, "server", t->s, 4);
}

static void peer_aborts(struct talk *t)
{
	int l;

	meet(t, EVERYTHING & ~BIT(SCTP_SENDER_DRY_EVENT), 1);
	l = t->l;
	if (t->type == SOCK_STREAM)
		talk_abort(&t->s);
	else
		tell(t, "SCTP_ABORT: %s",
		     send_flags(t, t->s, "why", 3, SCTP_ABORT));
	hear(t, "client", t->c, 3);
	if (l == t->s)
		hear(t, "server", t->s, 2);
}

static void refused(struct talk *t)
{
	struct sockaddr_storage ss;
	socklen_t len = talk_addr(t, 1, t->port + 20000, &ss);
	int error = 0;

	t->c = client(t, EVERYTHING);
	tell(t, "connect: %s",
	     outcome(connect(t->c, (struct sockaddr *)&ss, len)));
	hear(t, "client", t->c, 1);
	len = sizeof(error);
	getsockopt(t->c, SOL_SOCKET, SO_ERROR, &error, &len);
	tell(t, "SO_ERROR: %s", error ? strerrorname_np(error) : "none");
}

static void nobody(struct talk *t)
{
	struct sockaddr_storage ss;
	socklen_t len = talk_addr(t, 3, t->port, &ss);

	t->c = talk_socket(t);
	hear_events(t->c, EVERYTHING);
	hurry(t->c, true);
	tell(t, "connect: %s",
	     outcome(connect(t->c, (struct sockaddr *)&ss, len)));
	hear(t, "client", t->c, 1);
}

static void refused_message(struct talk *t)
{
	struct sctp_sndinfo info = {
		.snd_sid = 3, .snd_flags = SCTP_UNORDERED, .snd_ppid = 4,
		.snd_context = 5,
	};
	struct outgoing o;

	t->c = client(t, EVERYTHING);
	out_begin(&o, "unsent", 6);
	out_cmsg(&o, IPPROTO_SCTP, SCTP_SNDINFO, &info, sizeof(info));
	out_to(&o, t, 1, t->port + 20000);
	tell(t, "sent: %s", out_send(&o, t->c, 0));
	hear(t, "client", t->c, 3);
}

/* The server is on host 2 alone, which can be taken away. */
static void meet_apart(struct talk *t, bool in_a_hurry)
{
	struct sockaddr_storage ss;
	socklen_t len = talk_addr(t, 2, t->port, &ss);

	t->l = talk_socket(t);
	if (bind(t->l, (struct sockaddr *)&ss, len) || listen(t->l, 5))
		fatal("bind");
	t->c = client(t, EVERYTHING);
	if (in_a_hurry)
		hurry(t->c, false);
	if (connect(t->c, (struct sockaddr *)&ss, len) &&
	    errno != EINPROGRESS)
		fatal("connect");
	hear(t, "client", t->c, 3);
}

static void unplug(void)
{
	command("ip addr del 10.77.0.2/32 dev lo");
	command("ip addr del fd77::2/128 dev lo");
}

static void plug(void)
{
	command("ip addr add 10.77.0.2/32 dev lo");
	command("ip addr add fd77::2/128 dev lo nodad");
}

/* What was sent and not acknowledged when the peer is given up. */
static void silence(struct talk *t)
{
	struct sctp_sndinfo info = {
		.snd_sid = 3, .snd_ppid = 4, .snd_context = 5,
	};
	struct outgoing o;

	meet_apart(t, true);
	unplug();
	out_begin(&o, "lost", 4);
	out_cmsg(&o, IPPROTO_SCTP, SCTP_SNDINFO, &info, sizeof(info));
	out_to(&o, t, 2, t->port);
	if (t->type == SOCK_STREAM)
		o.mh.msg_name = NULL;
	tell(t, "sent: %s", out_send(&o, t->c, 0));
	hear(t, "client", t->c, 5);
	plug();
}

static void restart(struct talk *t)
{
	struct sockaddr_storage ss, to;
	socklen_t to_len = sizeof(to);
	socklen_t len;

	meet_apart(t, false);
	getsockname(t->c, (struct sockaddr *)&to, &to_len);
	unplug();
	talk_abort(&t->l);
	usleep(10000);
	plug();
	t->s = talk_socket(t);
	len = talk_addr(t, 2, t->port, &ss);
	if (bind(t->s, (struct sockaddr *)&ss, len))
		fatal("bind");
	tell(t, "connect: %s",
	     outcome(connect(t->s, (struct sockaddr *)&to, to_len)));
	hear(t, "client", t->c, 3);
}

static void addresses(struct talk *t)
{
	struct sctp_prim prim = { .ssp_assoc_id = 0 };
	struct sockaddr_storage ss;

	talk_listen(t, 2);
	t->c = client(t, EVERYTHING & ~BIT(SCTP_SENDER_DRY_EVENT));
	hurry(t->c, true);
	talk_join(t);
	hear(t, "client", t->c, 3);
	unplug();
	hear(t, "client without host 2", t->c, 1);
	plug();
	hear(t, "client with host 2 again", t->c, 1);
	talk_addr(t, 2, t->port, &ss);
	prim.ssp_assoc_id = t->cid;
	memcpy(&prim.ssp_addr, &ss, sizeof(ss));
	tell(t, "another primary address: %s",
	     outcome(setsockopt(t->c, SOL_SCTP, SCTP_PRIMARY_ADDR, &prim,
				sizeof(prim))));
	hear(t, "client", t->c, 1);
}

static void adaptation(struct talk *t)
{
	struct sctp_setadaptation a = { .ssb_adaptation_ind = 0x01020304 };

	talk_listen(t, 1);
	hear_events(t->l, EVERYTHING & ~BIT(SCTP_SENDER_DRY_EVENT));
	t->c = client(t, EVERYTHING & ~BIT(SCTP_SENDER_DRY_EVENT));
	setsockopt(t->c, SOL_SCTP, SCTP_ADAPTATION_LAYER, &a, sizeof(a));
	a.ssb_adaptation_ind = 0x05060708;
	setsockopt(t->l, SOL_SCTP, SCTP_ADAPTATION_LAYER, &a, sizeof(a));
	talk_join(t);
	hear(t, "client", t->c, 3);
	hear(t, "server", t->s, 3);
}

static void dry(struct talk *t)
{
	talk_open(t);
	hear_events(t->c, BIT(SCTP_SENDER_DRY_EVENT));
	hear(t, "client that subscribed", t->c, 1);
	hear_events(t->c, BIT(SCTP_SENDER_DRY_EVENT));
	hear(t, "client that did it again", t->c, 1);
	send_plain(t, t->c, "x", 1, 0);
	hear(t, "client that sent", t->c, 1);
}

/* More than the receiver has room for, handed out in pieces, then aborted. */
static void partial(struct talk *t)
{
	static const char block[200000];
	static char piece[4096];
	struct msghdr mh = { .msg_iov = &(struct iovec) { piece, 4096 },
			     .msg_iovlen = 1 };
	int i;

	talk_listen(t, 1);
	hear_events(t->l, BIT(SCTP_PARTIAL_DELIVERY_EVENT) |
			  BIT(SCTP_ASSOC_CHANGE));
	set_int(t->l, SOL_SOCKET, SO_RCVBUF, 30000);
	t->c = client(t, 0);
	set_int(t->c, SOL_SOCKET, SO_SNDBUF, 400000);
	talk_join(t);
	hear(t, "server", t->s, 1);
	tell(t, "sent: %s", send_plain(t, t->c, block, sizeof(block), 0));
	usleep(300000);
	tell(t, "server reads %s", outcome(recvmsg(t->s, &mh, 0)));
	tell(t, "%s", mh.msg_flags & MSG_EOR ? "the end" : "not the end");
	talk_abort(&t->c);
	usleep(50000);
	for (i = 0; i < 100; i++) {
		if (recv(t->s, piece, 1, MSG_PEEK) < 0)
			break;
		mh.msg_flags = 0;
		if (recvmsg(t->s, &mh, MSG_PEEK) < 0 ||
		    mh.msg_flags & MSG_NOTIFICATION)
			break;
		recvmsg(t->s, &mh, 0);
	}
	hear(t, "server", t->s, 2);
}

/* What extensions would tell: subscribed to alone, and asked for. */
static void never(struct talk *t, int type)
{
	struct sctp_reset_streams reset = {
		.srs_flags = SCTP_STREAM_RESET_OUTGOING,
	};
	struct sctp_add_streams add = { .sas_outstrms = 1 };

	meet(t, BIT(type), 1);
	reset.srs_assoc_id = t->cid;
	add.sas_assoc_id = t->cid;
	tell(t, "SCTP_RESET_STREAMS: %s",
	     outcome(setsockopt(t->c, SOL_SCTP, SCTP_RESET_STREAMS, &reset,
				sizeof(reset))));
	tell(t, "SCTP_RESET_ASSOC: %s",
	     outcome(setsockopt(t->c, SOL_SCTP, SCTP_RESET_ASSOC, &t->cid,
				sizeof(t->cid))));
	tell(t, "SCTP_ADD_STREAMS: %s",
	     outcome(setsockopt(t->c, SOL_SCTP, SCTP_ADD_STREAMS, &add,
				sizeof(add))));
	send_plain(t, t->c, "data", 4, 0);
	usleep(30000);
	end(t, t->c, t->cid);
	hear(t, "client", t->c, 1);
	hear(t, "server", t->s, 2);
}

static void never_auth(struct talk *t)
{
	never(t, SCTP_AUTHENTICATION_EVENT);
}

static void never_stream_reset(struct talk *t)
{
	never(t, SCTP_STREAM_RESET_EVENT);
}

static void never_assoc_reset(struct talk *t)
{
	never(t, SCTP_ASSOC_RESET_EVENT);
}

static void never_stream_change(struct talk *t)
{
	never(t, SCTP_STREAM_CHANGE_EVENT);
}

/* ------------------------------------------------------------------------
 * An ERROR chunk, which no call sends
 */

struct error_packet {
	__u16 sport;
	__u16 dport;
	__u32 vtag;
	__u32 checksum;
	__u8 type;
	__u8 flags;
	__u16 length;
	__u16 cause;
	__u16 cause_length;
	__u32 info;
};

static __u32 crc32c(const unsigned char *p, size_t len)
{
	__u32 crc = ~0U;
	int bit;

	while (len--) {
		crc ^= *p++;
		for (bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78 : 0);
	}

	return ~crc;
}

/* The tag of packets to @port: that of any other than INIT. */
static __u32 overhear_tag(int raw, __u16 port)
{
	unsigned char packet[2048];
	__u16 dport;
	__u32 vtag;

	while (recv(raw, packet, sizeof(packet), MSG_DONTWAIT) >= 32) {
		memcpy(&dport, packet + 22, sizeof(dport));
		memcpy(&vtag, packet + 24, sizeof(vtag));
		if (dport == port && vtag)
			return vtag;
	}
	errno = ENOMSG;
	fatal("overhear_tag");
}

static void remote_error(struct talk *t)
{
	struct error_packet e = {
		.type = 9, .length = htons(12), .cause = htons(13),
		.cause_length = htons(8), .info = htonl(0x61626364),
	};
	int raw = socket(AF_INET, SOCK_RAW, IPPROTO_SCTP);
	struct sockaddr_in in;
	socklen_t len = sizeof(in);

	if (raw < 0)
		fatal("socket");
	meet(t, EVERYTHING & ~BIT(SCTP_SENDER_DRY_EVENT), 1);
	hear(t, "client", t->c, 2);
	getsockname(t->c, (struct sockaddr *)&in, &len);
	e.sport = htons(t->port);
	e.dport = in.sin_port;
	e.vtag = overhear_tag(raw, e.dport);
	e.checksum = crc32c((unsigned char *)&e, sizeof(e));
	in.sin_port = 0;
	if (sendto(raw, &e, sizeof(e), 0, (struct sockaddr *)&in,
		   sizeof(in)) != sizeof(e))
		fatal("sendto");
	hear(t, "client", t->c, 1);
	close(raw);
}

#define ON(type, title_, play_, kinds_)					\
	{ .name = #type, .title = (title_), .play = (play_),		\
	  .kinds = (kinds_) }

#define IPV4	(KIND_S | KIND_M | KIND_P)
#define UNPEELED	(KIND_S | KIND_M | KIND_6)

const struct scenario event_scenarios[] = {
	ON(SCTP_ASSOC_CHANGE, "life", life, KIND_ALL),
	ON(SCTP_ASSOC_CHANGE, "abort", peer_aborts, KIND_ALL),
	ON(SCTP_ASSOC_CHANGE, "refused", refused, UNPEELED),
	ON(SCTP_ASSOC_CHANGE, "no answer", nobody, UNPEELED),
	ON(SCTP_ASSOC_CHANGE, "restart", restart, KIND_S | KIND_M),
	ON(SCTP_PEER_ADDR_CHANGE, "two addresses", addresses, KIND_ALL),
	ON(SCTP_SEND_FAILED, "refused", refused_message, UNPEELED),
	ON(SCTP_SEND_FAILED, "silence", silence, KIND_S | KIND_M),
	ON(SCTP_SEND_FAILED_EVENT, "refused", refused_message, UNPEELED),
	ON(SCTP_REMOTE_ERROR, "cause 13", remote_error, IPV4),
	ON(SCTP_SHUTDOWN_EVENT, "server ends", server_ends, KIND_ALL),
	ON(SCTP_PARTIAL_DELIVERY_EVENT, "aborted", partial, UNPEELED),
	ON(SCTP_ADAPTATION_INDICATION, "both", adaptation, KIND_ALL),
	ON(SCTP_AUTHENTICATION_EVENT, "never", never_auth, KIND_ALL),
	ON(SCTP_SENDER_DRY_EVENT, "subscribing", dry, KIND_ALL),
	ON(SCTP_STREAM_RESET_EVENT, "never", never_stream_reset, KIND_ALL),
	ON(SCTP_ASSOC_RESET_EVENT, "never", never_assoc_reset, KIND_ALL),
	ON(SCTP_STREAM_CHANGE_EVENT, "never", never_stream_change, KIND_ALL),
};

const size_t num_event_scenarios = ARRAY_SIZE(event_scenarios);
