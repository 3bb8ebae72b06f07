// SPDX-License-Identifier: GPL-2.0-only
/*
 * Scenarios of control messages, and of what sendmsg(2) and recvmsg(2) do
 * with flags and lengths.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "talk.h"

/* A control message of some type with what is right for it, and a length. */
union any_info {
	struct sctp_initmsg init;
	struct sctp_sndrcvinfo sndrcv;
	struct sctp_sndinfo snd;
	struct sctp_prinfo pr;
	struct sctp_authinfo auth;
	struct in_addr v4;
	struct in6_addr v6;
	char room[64];
};

static void fill_info(const struct talk *t, int type, union any_info *info)
{
	memset(info, 0, sizeof(*info));
	if (type == SCTP_SNDRCV)
		info->sndrcv.sinfo_assoc_id = t->cid;
	if (type == SCTP_SNDINFO)
		info->snd.snd_assoc_id = t->cid;
}

/* Who does not say for which association by @type says so besides. */
static void out_id(struct outgoing *o, const struct talk *t, int type)
{
	struct sctp_sndinfo info = { .snd_assoc_id = t->cid };

	if (t->cid && type != SCTP_SNDRCV && type != SCTP_SNDINFO)
		out_cmsg(o, IPPROTO_SCTP, SCTP_SNDINFO, &info, sizeof(info));
}

static void lengths(struct talk *t, int type)
{
	union any_info info;
	struct outgoing o;
	struct runs runs;
	size_t len;

	talk_open(t);
	fill_info(t, type, &info);
	runs_init(&runs);
	for (len = 0; len <= 48; len++) {
		out_begin(&o, "x", 1);
		out_id(&o, t, type);
		out_cmsg(&o, IPPROTO_SCTP, type, &info, len);
		runs_add(&runs, len, out_send(&o, t->c, 0));
	}
	runs_say(&runs, t->title);
}

#define LENGTHS(type)						\
static void lengths_ ## type(struct talk *t)			\
{								\
	lengths(t, type);					\
}

LENGTHS(SCTP_INIT)
LENGTHS(SCTP_SNDRCV)
LENGTHS(SCTP_SNDINFO)
LENGTHS(SCTP_RCVINFO)
LENGTHS(SCTP_NXTINFO)
LENGTHS(SCTP_PRINFO)
LENGTHS(SCTP_AUTHINFO)
LENGTHS(SCTP_DSTADDRV4)
LENGTHS(SCTP_DSTADDRV6)

/* The header of a control message says something impossible. */
static void bad_header(struct talk *t, int type)
{
	static const size_t lens[] = { 0, 1, sizeof(struct cmsghdr) - 1,
				       sizeof(struct cmsghdr), 200, 100000,
				       ~0UL, ~0UL >> 1 };
	union any_info info;
	struct cmsghdr *cmsg;
	struct outgoing o;
	size_t i;

	talk_open(t);
	fill_info(t, type, &info);
	for (i = 0; i < ARRAY_SIZE(lens); i++) {
		out_begin(&o, "x", 1);
		cmsg = out_cmsg(&o, IPPROTO_SCTP, type, &info, 16);
		cmsg->cmsg_len = lens[i];
		tell(t, "cmsg_len number %zu: %s", i, out_send(&o, t->c, 0));
	}
	for (i = 0; i <= CMSG_SPACE(16); i += 4) {
		out_begin(&o, "x", 1);
		out_cmsg(&o, IPPROTO_SCTP, type, &info, 16);
		o.mh.msg_controllen = i;
		tell(t, "msg_controllen %zu: %s", i, out_send(&o, t->c, 0));
	}
}

static void bad_header_sndinfo(struct talk *t)
{
	bad_header(t, SCTP_SNDINFO);
}

static void bad_header_dstaddr(struct talk *t)
{
	bad_header(t, SCTP_DSTADDRV6);
}

static void all_fields(struct talk *t, int type)
{
	struct sctp_sndrcvinfo sndrcv = {
		.sinfo_stream = 2, .sinfo_ssn = 7, .sinfo_flags = 0,
		.sinfo_ppid = 0x12345678, .sinfo_context = 5,
		.sinfo_timetolive = 60000, .sinfo_tsn = 8, .sinfo_cumtsn = 9,
		.sinfo_assoc_id = t->cid,
	};
	struct sctp_sndinfo snd = {
		.snd_sid = 2, .snd_flags = 0, .snd_ppid = 0x12345678,
		.snd_context = 5, .snd_assoc_id = t->cid,
	};
	struct outgoing o;
	int i;

	for (i = 0; i < 4; i++) {
		out_begin(&o, "field", 5);
		if (i == 2) {
			sndrcv.sinfo_flags = SCTP_UNORDERED;
			snd.snd_flags = SCTP_UNORDERED;
		}
		if (type == SCTP_SNDRCV)
			out_cmsg(&o, IPPROTO_SCTP, type, &sndrcv,
				 sizeof(sndrcv));
		else
			out_cmsg(&o, IPPROTO_SCTP, type, &snd, sizeof(snd));
		tell(t, "sent: %s", out_send(&o, t->c, 0));
		hear(t, "peer", t->s, 1);
	}
}

static void fields_sndrcv(struct talk *t)
{
	talk_open(t);
	hear_infos(t->s);
	all_fields(t, SCTP_SNDRCV);
}

static void fields_sndinfo(struct talk *t)
{
	talk_open(t);
	hear_infos(t->s);
	all_fields(t, SCTP_SNDINFO);
}

/* Each bit of the flags by itself, with and without bytes. */
static void flag_bits(struct talk *t, int type)
{
	struct talk first = *t;
	union any_info info;
	const char *result;
	struct outgoing o;
	int bit, len;

	for (bit = 0; bit < 16; bit++) {
		for (len = 0; len < 2; len++) {
			*t = first;
			t->port += 20000 + 2 * bit + len;
			talk_open(t);
			fill_info(t, type, &info);
			if (type == SCTP_SNDRCV)
				info.sndrcv.sinfo_flags = 1 << bit;
			else
				info.snd.snd_flags = 1 << bit;
			out_begin(&o, "x", len);
			out_cmsg(&o, IPPROTO_SCTP, type, &info,
				 type == SCTP_SNDRCV ? sizeof(info.sndrcv) :
						       sizeof(info.snd));
			result = out_send(&o, t->c, 0);
			tell(t, "%#x with %d bytes: %s", 1 << bit, len,
			     result);
			if (t->s != t->l)
				talk_abort(&t->s);
			talk_abort(&t->c);
			talk_abort(&t->l);
		}
	}
	t->s = -1;
}

static void flags_sndrcv(struct talk *t)
{
	flag_bits(t, SCTP_SNDRCV);
}

static void flags_sndinfo(struct talk *t)
{
	flag_bits(t, SCTP_SNDINFO);
}

/* Which association: by id, by name, by neither, by both. */
static void whom(struct talk *t)
{
	const sctp_assoc_t ids[] = { t->cid, 0, 1, 2, 77777, -1 };
	struct sctp_sndinfo info = { .snd_sid = 1 };
	struct outgoing o;
	size_t i;
	int host;

	for (i = 0; i < ARRAY_SIZE(ids); i++) {
		/* 0: no name, 1: the peer's, 3: nobody's */
		for (host = 0; host <= 3; host += host ? 2 : 1) {
			out_begin(&o, "x", 1);
			info.snd_assoc_id = ids[i];
			out_cmsg(&o, IPPROTO_SCTP, SCTP_SNDINFO, &info,
				 sizeof(info));
			if (host)
				out_to(&o, t, host, t->port);
			tell(t, "id number %zu, host %d: %s", i, host,
			     out_send(&o, t->c, 0));
		}
	}
}

static void whom_sndinfo(struct talk *t)
{
	talk_open(t);
	whom(t);
}

static void streams(struct talk *t)
{
	struct sctp_sndinfo info = { .snd_sid = 0 };
	struct outgoing o;
	struct runs runs;
	int sid;

	talk_open(t);
	info.snd_assoc_id = t->cid;
	runs_init(&runs);
	for (sid = 0; sid < 65536; sid += sid < 20 ? 1 : 1123) {
		out_begin(&o, "x", 1);
		info.snd_sid = sid;
		out_cmsg(&o, IPPROTO_SCTP, SCTP_SNDINFO, &info, sizeof(info));
		runs_add(&runs, sid, out_send(&o, t->c, 0));
	}
	runs_say(&runs, t->title);
}

/* Twice the same, and the two that exclude each other, in both orders. */
static void twice(struct talk *t)
{
	struct sctp_sndrcvinfo sndrcv = { .sinfo_stream = 1 };
	struct sctp_sndinfo a = { .snd_sid = 2 }, b = { .snd_sid = 3 };
	struct outgoing o;

	talk_open(t);
	hear_infos(t->s);
	sndrcv.sinfo_assoc_id = t->cid;
	a.snd_assoc_id = t->cid;
	b.snd_assoc_id = t->cid;
	out_begin(&o, "twice", 5);
	out_cmsg(&o, IPPROTO_SCTP, SCTP_SNDINFO, &a, sizeof(a));
	out_cmsg(&o, IPPROTO_SCTP, SCTP_SNDINFO, &b, sizeof(b));
	tell(t, "SNDINFO, SNDINFO: %s", out_send(&o, t->c, 0));
	hear(t, "peer", t->s, 1);
	out_begin(&o, "both", 4);
	out_cmsg(&o, IPPROTO_SCTP, SCTP_SNDRCV, &sndrcv, sizeof(sndrcv));
	out_cmsg(&o, IPPROTO_SCTP, SCTP_SNDINFO, &a, sizeof(a));
	tell(t, "SNDRCV, SNDINFO: %s", out_send(&o, t->c, 0));
	hear(t, "peer", t->s, 1);
	out_begin(&o, "other", 5);
	out_cmsg(&o, IPPROTO_SCTP, SCTP_SNDINFO, &a, sizeof(a));
	out_cmsg(&o, IPPROTO_SCTP, SCTP_SNDRCV, &sndrcv, sizeof(sndrcv));
	tell(t, "SNDINFO, SNDRCV: %s", out_send(&o, t->c, 0));
	hear(t, "peer", t->s, 1);
}

static void policies(struct talk *t)
{
	struct sctp_prinfo pr = { .pr_value = 10000 };
	struct outgoing o;
	struct runs runs;
	int policy;

	talk_open(t);
	set_int(t->c, SOL_SCTP, SCTP_NODELAY, 1);
	hear_infos(t->s);
	runs_init(&runs);
	for (policy = 0; policy < 300; policy++) {
		out_begin(&o, "x", 1);
		out_id(&o, t, SCTP_PRINFO);
		pr.pr_policy = policy;
		out_cmsg(&o, IPPROTO_SCTP, SCTP_PRINFO, &pr, sizeof(pr));
		runs_add(&runs, policy, out_send(&o, t->c, 0));
	}
	runs_say(&runs, t->title);
	hear_with(t, "peer", t->s, 100, 500, 0);
}

static void keys(struct talk *t)
{
	struct sctp_authinfo auth = { .auth_keynumber = 0 };
	struct outgoing o;
	int key;

	talk_open(t);
	set_int(t->c, SOL_SCTP, SCTP_NODELAY, 1);
	hear_infos(t->s);
	for (key = 0; key < 3; key++) {
		out_begin(&o, "x", 1);
		out_id(&o, t, SCTP_AUTHINFO);
		auth.auth_keynumber = key;
		out_cmsg(&o, IPPROTO_SCTP, SCTP_AUTHINFO, &auth, sizeof(auth));
		tell(t, "key %d: %s", key, out_send(&o, t->c, 0));
	}
	hear(t, "peer", t->s, 1);
}

static void tell_status(struct talk *t, int fd)
{
	struct {
		struct sctp_assoc_ids list;
		sctp_assoc_t id[4];
	} u;
	struct sctp_status status = { .sstat_assoc_id = 0 };
	struct sctp_assocparams params = { .sasoc_assoc_id = 0 };
	socklen_t len = sizeof(u);

	usleep(30000);
	if (!getsockopt(fd, SOL_SCTP, SCTP_GET_ASSOC_ID_LIST, &u, &len) &&
	    u.list.gaids_number_of_ids)
		status.sstat_assoc_id = u.list.gaids_assoc_id[0];
	params.sasoc_assoc_id = status.sstat_assoc_id;
	len = sizeof(status);
	if (getsockopt(fd, SOL_SCTP, SCTP_STATUS, &status, &len)) {
		tell(t, "no association");
		return;
	}
	len = sizeof(params);
	getsockopt(fd, SOL_SCTP, SCTP_ASSOCINFO, &params, &len);
	tell(t, "state %d, %u streams in, %u out, %u addresses of the peer",
	     status.sstat_state, status.sstat_instrms, status.sstat_outstrms,
	     params.sasoc_number_peer_destinations);
}

/* A message that makes its association, with something to make it with. */
static void implicit(struct talk *t, int type, const void *info, size_t len,
		     int hosts)
{
	struct outgoing o;

	talk_listen(t, hosts);
	t->c = talk_socket(t);
	if (t->type == SOCK_SEQPACKET)
		hear_infos(t->l);
	out_begin(&o, "first", 5);
	out_to(&o, t, 1, t->port);
	if (len)
		out_cmsg(&o, IPPROTO_SCTP, type, info, len);
	tell(t, "sent: %s", out_send(&o, t->c, 0));
	tell_status(t, t->c);
	if (t->type == SOCK_SEQPACKET)
		hear(t, "peer", t->l, 1);
}

static void implicit_plain(struct talk *t)
{
	implicit(t, 0, NULL, 0, 1);
}

static void implicit_init(struct talk *t)
{
	struct sctp_initmsg init = { .sinit_num_ostreams = 3,
				     .sinit_max_instreams = 4 };

	implicit(t, SCTP_INIT, &init, sizeof(init), 1);
}

static void implicit_init_zero(struct talk *t)
{
	struct sctp_initmsg init = { .sinit_num_ostreams = 0 };

	implicit(t, SCTP_INIT, &init, sizeof(init), 1);
}

static void implicit_sndinfo(struct talk *t)
{
	struct sctp_sndinfo info = { .snd_sid = 4, .snd_ppid = 5 };

	implicit(t, SCTP_SNDINFO, &info, sizeof(info), 1);
}

static void implicit_stream(struct talk *t)
{
	struct sctp_sndinfo info = { .snd_sid = 10 };

	implicit(t, SCTP_SNDINFO, &info, sizeof(info), 1);
}

static void implicit_eof(struct talk *t)
{
	struct sctp_sndinfo info = { .snd_flags = SCTP_ABORT };

	implicit(t, SCTP_SNDINFO, &info, sizeof(info), 1);
}

static void implicit_dstaddr(struct talk *t, int type, int host)
{
	struct sockaddr_storage ss;
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&ss;
	struct sockaddr_in *in = (struct sockaddr_in *)&ss;
	struct in6_addr mapped = { .s6_addr = {
		0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 77, 0, 2 } };
	struct in_addr v4 = { htonl(0x0a4d0002) };

	talk_addr(t, host, 0, &ss);
	if (t->family == AF_INET)
		v4 = in->sin_addr;
	else
		mapped = in6->sin6_addr;
	if (type == SCTP_DSTADDRV4)
		implicit(t, type, &v4, sizeof(v4), 2);
	else
		implicit(t, type, &mapped, sizeof(mapped), 2);
}

static void implicit_dstaddr4(struct talk *t)
{
	implicit_dstaddr(t, SCTP_DSTADDRV4, 2);
}

static void implicit_dstaddr4_any(struct talk *t)
{
	implicit_dstaddr(t, SCTP_DSTADDRV4, 0);
}

static void implicit_dstaddr4_same(struct talk *t)
{
	implicit_dstaddr(t, SCTP_DSTADDRV4, 1);
}

static void implicit_dstaddr6(struct talk *t)
{
	implicit_dstaddr(t, SCTP_DSTADDRV6, 2);
}

static void implicit_dstaddr6_any(struct talk *t)
{
	implicit_dstaddr(t, SCTP_DSTADDRV6, 0);
}

static void unknown_types(struct talk *t)
{
	static const int levels[] = { IPPROTO_SCTP, IPPROTO_UDP, IPPROTO_IP,
				      IPPROTO_IPV6, SOL_SOCKET };
	union any_info info;
	struct outgoing o;
	struct runs runs;
	char what[80];
	size_t i;
	int type;

	talk_open(t);
	fill_info(t, SCTP_SNDINFO, &info);
	for (i = 0; i < ARRAY_SIZE(levels); i++) {
		runs_init(&runs);
		for (type = 0; type < 20; type++) {
			out_begin(&o, "x", 1);
			out_id(&o, t, SCTP_PRINFO);
			out_cmsg(&o, levels[i], type, &info, 16);
			runs_add(&runs, type, out_send(&o, t->c, 0));
		}
		snprintf(what, sizeof(what), "%s level %d", t->title,
			 levels[i]);
		runs_say(&runs, what);
	}
}

/* ------------------------------------------------------------------------
 * Receiving
 */

static void two_messages(struct talk *t)
{
	struct sctp_sndinfo info = { .snd_sid = 3, .snd_ppid = 9 };
	struct outgoing o;

	info.snd_assoc_id = t->cid;
	send_plain(t, t->c, "one", 3, 0);
	out_begin(&o, "second", 6);
	info.snd_flags = SCTP_UNORDERED;
	out_cmsg(&o, IPPROTO_SCTP, SCTP_SNDINFO, &info, sizeof(info));
	out_send(&o, t->c, 0);
	usleep(30000);
}

static void hear_rcvinfo(struct talk *t)
{
	struct sctp_assoc_value context = { .assoc_value = 0x77 };

	talk_open(t);
	set_int(t->s, SOL_SCTP, SCTP_RECVRCVINFO, 1);
	context.assoc_id = t->sid;
	setsockopt(t->s, SOL_SCTP, SCTP_CONTEXT, &context, sizeof(context));
	two_messages(t);
	hear(t, "peer", t->s, 2);
}

static void hear_nxtinfo(struct talk *t)
{
	talk_open(t);
	set_int(t->s, SOL_SCTP, SCTP_RECVNXTINFO, 1);
	two_messages(t);
	hear_with(t, "peeking peer", t->s, 100, 500, MSG_PEEK);
	hear_with(t, "peer with little room", t->s, 1, 500, 0);
	hear(t, "peer", t->s, 2);
}

static void hear_sndrcv(struct talk *t)
{
	talk_open(t);
	hear_events(t->s, 1);
	two_messages(t);
	hear(t, "peer", t->s, 2);
}

static void hear_all_infos(struct talk *t)
{
	talk_open(t);
	hear_infos(t->s);
	set_int(t->s, SOL_SOCKET, SO_TIMESTAMP, 1);
	two_messages(t);
	hear(t, "peer", t->s, 2);
	set_int(t->s, SOL_SOCKET, SO_TIMESTAMP, 0);
	set_int(t->s, SOL_SOCKET, SO_TIMESTAMPNS, 1);
	send_plain(t, t->c, "ns", 2, 0);
	hear(t, "peer", t->s, 1);
}

/* Of a notification only NXTINFO is told, and it is told of one. */
static void hear_infos_of_events(struct talk *t)
{
	talk_open(t);
	hear_infos(t->s);
	hear_events(t->s, 1 << (SCTP_SHUTDOWN_EVENT - SCTP_SN_TYPE_BASE) |
			  1 << (SCTP_ASSOC_CHANGE - SCTP_SN_TYPE_BASE));
	send_plain(t, t->c, "last", 4, 0);
	usleep(30000);
	if (t->type == SOCK_STREAM)
		shutdown(t->c, SHUT_WR);
	else
		send_flags(t, t->c, NULL, 0, SCTP_EOF);
	usleep(50000);
	hear(t, "peer", t->s, 3);
}

static void short_control(struct talk *t)
{
	size_t room;

	talk_open(t);
	hear_infos(t->s);
	two_messages(t);
	for (room = 0; room <= 136; room += 4)
		hear_with(t, "peeking peer", t->s, 100, room, MSG_PEEK);
}

static void short_reads(struct talk *t)
{
	talk_open(t);
	hear_infos(t->s);
	send_plain(t, t->c, "0123456789", 10, 0);
	send_plain(t, t->c, "next", 4, 0);
	usleep(30000);
	hear_with(t, "peeking", t->s, 4, 500, MSG_PEEK);
	hear_with(t, "reading 4", t->s, 4, 500, 0);
	hear_with(t, "peeking 100", t->s, 100, 500, MSG_PEEK);
	hear_with(t, "reading 0", t->s, 0, 500, 0);
	hear_with(t, "reading 6", t->s, 6, 500, 0);
	hear_with(t, "truncating", t->s, 2, 500, MSG_TRUNC);
	hear_with(t, "waiting for all", t->s, 100, 500, MSG_WAITALL);
	tell(t, "nothing left: %s", outcome(recv(t->s, NULL, 0, 0)));
	hear_with(t, "asking for errors", t->s, 10, 500, MSG_ERRQUEUE);
	tell(t, "out of band: %s", outcome(recv(t->s, NULL, 0, MSG_OOB)));
}

static void short_notification(struct talk *t)
{
	talk_listen(t, 1);
	hear_events(t->l, 1 << (SCTP_ASSOC_CHANGE - SCTP_SN_TYPE_BASE));
	set_int(t->l, SOL_SCTP, SCTP_RECVNXTINFO, 1);
	t->c = talk_socket(t);
	talk_join(t);
	send_plain(t, t->c, "data", 4, 0);
	usleep(30000);
	hear_with(t, "reading 10", t->s, 10, 500, 0);
	hear_with(t, "reading 10", t->s, 10, 500, 0);
	hear_with(t, "reading 10", t->s, 10, 500, 0);
	hear_with(t, "reading 10", t->s, 10, 500, 0);
}

/* ------------------------------------------------------------------------
 * Sending, with flags and lengths
 */

static void send_with_flags(struct talk *t)
{
	static const struct {
		const char *name;
		int flag;
	} flags[] = {
		{ "MSG_MORE", MSG_MORE }, { "MSG_EOR", MSG_EOR },
		{ "MSG_OOB", MSG_OOB }, { "MSG_DONTROUTE", MSG_DONTROUTE },
		{ "MSG_CONFIRM", MSG_CONFIRM }, { "MSG_TRUNC", MSG_TRUNC },
		{ "MSG_PEEK", MSG_PEEK }, { "0x8000", 0x8000 },
		{ "MSG_FIN", 0x200 }, { "MSG_ERRQUEUE", MSG_ERRQUEUE },
		{ "nothing", 0 },
	};
	size_t i;

	talk_open(t);
	for (i = 0; i < ARRAY_SIZE(flags); i++)
		tell(t, "%s: %s", flags[i].name,
		     send_plain(t, t->c, flags[i].name,
				strlen(flags[i].name), flags[i].flag));
	hear(t, "peer", t->s, ARRAY_SIZE(flags));
}

static void send_sizes(struct talk *t)
{
	static const char block[300000];
	int size = 20000, off = 1;

	talk_open(t);
	hear_infos(t->s);
	tell(t, "nothing: %s", send_plain(t, t->c, NULL, 0, 0));
	tell(t, "from nowhere: %s", send_plain(t, t->c, NULL, 1, 0));
	set_int(t->c, SOL_SOCKET, SO_SNDBUF, size);
	tell(t, "40000 of 40000: %s",
	     send_plain(t, t->c, block, 2 * size, 0));
	hear(t, "peer", t->s, 10);
	tell(t, "one more: %s", send_plain(t, t->c, block, 2 * size + 1, 0));
	tell(t, "many more: %s", send_plain(t, t->c, block, 300000, 0));
	setsockopt(t->c, SOL_SCTP, SCTP_DISABLE_FRAGMENTS, &off, sizeof(off));
	tell(t, "not to be fragmented, 1000: %s",
	     send_plain(t, t->c, block, 1000, 0));
	hear(t, "peer", t->s, 1);
}

static void send_reason(struct talk *t)
{
	talk_open(t);
	hear_events(t->s, 1 << (SCTP_ASSOC_CHANGE - SCTP_SN_TYPE_BASE));
	tell(t, "SCTP_ABORT: %s",
	     send_flags(t, t->c, "reason", 6, SCTP_ABORT));
	hear(t, "peer", t->s, t->type == SOCK_STREAM ? 0 : 1);
	tell(t, "after it: %s", send_plain(t, t->c, "x", 1, 0));
}

static void send_end(struct talk *t)
{
	talk_open(t);
	hear_events(t->s, 1 << (SCTP_SHUTDOWN_EVENT - SCTP_SN_TYPE_BASE));
	send_plain(t, t->c, "last", 4, 0);
	tell(t, "SCTP_EOF with bytes: %s",
	     send_flags(t, t->c, "x", 1, SCTP_EOF));
	tell(t, "SCTP_EOF: %s", send_flags(t, t->c, NULL, 0, SCTP_EOF));
	hear(t, "peer", t->s, t->type == SOCK_STREAM ? 1 : 2);
	tell(t, "after it: %s", send_plain(t, t->c, "x", 1, 0));
}

static void send_at_once(struct talk *t)
{
	talk_open(t);
	hear_infos(t->s);
	tell(t, "SCTP_SACK_IMMEDIATELY: %s",
	     send_flags(t, t->c, "now", 3, SCTP_SACK_IMMEDIATELY));
	tell(t, "SCTP_SENDALL: %s",
	     send_flags(t, t->c, "all", 3, SCTP_SENDALL));
	hear(t, "peer", t->s, 2);
}

static void send_over(struct talk *t)
{
	struct sctp_sndinfo info = { .snd_flags = SCTP_ADDR_OVER };
	struct outgoing o;
	int host;

	talk_listen(t, 2);
	t->c = talk_socket(t);
	talk_join(t);
	info.snd_assoc_id = t->cid;
	for (host = 0; host <= 3; host++) {
		out_begin(&o, "over", 4);
		out_cmsg(&o, IPPROTO_SCTP, SCTP_SNDINFO, &info, sizeof(info));
		if (host)
			out_to(&o, t, host, t->port);
		tell(t, "host %d: %s", host, out_send(&o, t->c, 0));
		if (host < 3)
			hear(t, "peer", t->s, host ? 1 : 0);
	}
}

#define ON(type, title_, play_, kinds_)					\
	{ .name = #type, .title = (title_), .play = (play_),		\
	  .kinds = (kinds_) }

#define SEQ	(KIND_M | KIND_P | KIND_6)

const struct scenario cmsg_scenarios[] = {
	ON(SCTP_INIT, "lengths", lengths_SCTP_INIT, KIND_ALL),
	ON(SCTP_INIT, "none", implicit_plain, KIND_S | KIND_M | KIND_6),
	ON(SCTP_INIT, "with a message", implicit_init,
	   KIND_S | KIND_M | KIND_6),
	ON(SCTP_INIT, "all zero", implicit_init_zero, KIND_M),
	ON(SCTP_SNDRCV, "lengths", lengths_SCTP_SNDRCV, KIND_ALL),
	ON(SCTP_SNDRCV, "fields", fields_sndrcv, KIND_ALL),
	ON(SCTP_SNDRCV, "flags", flags_sndrcv, KIND_S | KIND_M | KIND_P),
	ON(SCTP_SNDRCV, "heard", hear_sndrcv, KIND_ALL),
	ON(SCTP_SNDRCV, "all that can be heard", hear_all_infos, KIND_ALL),
	ON(SCTP_SNDRCV, "little room for control", short_control,
	   KIND_S | KIND_M),
	ON(SCTP_SNDINFO, "lengths", lengths_SCTP_SNDINFO, KIND_ALL),
	ON(SCTP_SNDINFO, "impossible headers", bad_header_sndinfo,
	   KIND_S | KIND_M),
	ON(SCTP_SNDINFO, "fields", fields_sndinfo, KIND_ALL),
	ON(SCTP_SNDINFO, "flags", flags_sndinfo, KIND_S | KIND_M | KIND_P),
	ON(SCTP_SNDINFO, "streams", streams, KIND_ALL),
	ON(SCTP_SNDINFO, "to whom", whom_sndinfo, KIND_ALL),
	ON(SCTP_SNDINFO, "more than one", twice, KIND_ALL),
	ON(SCTP_SNDINFO, "with the first message", implicit_sndinfo,
	   KIND_S | KIND_M),
	ON(SCTP_SNDINFO, "stream 10 with the first message", implicit_stream,
	   KIND_S | KIND_M),
	ON(SCTP_SNDINFO, "ABORT with the first message", implicit_eof,
	   KIND_S | KIND_M),
	ON(SCTP_RCVINFO, "lengths", lengths_SCTP_RCVINFO, KIND_ALL),
	ON(SCTP_RCVINFO, "heard", hear_rcvinfo, KIND_ALL),
	ON(SCTP_NXTINFO, "lengths", lengths_SCTP_NXTINFO, KIND_ALL),
	ON(SCTP_NXTINFO, "heard", hear_nxtinfo, KIND_ALL),
	ON(SCTP_NXTINFO, "notifications", hear_infos_of_events, KIND_ALL),
	ON(SCTP_PRINFO, "lengths", lengths_SCTP_PRINFO, KIND_ALL),
	ON(SCTP_PRINFO, "policies", policies, KIND_ALL),
	ON(SCTP_AUTHINFO, "lengths", lengths_SCTP_AUTHINFO, KIND_ALL),
	ON(SCTP_AUTHINFO, "keys", keys, KIND_ALL),
	ON(SCTP_DSTADDRV4, "lengths", lengths_SCTP_DSTADDRV4, KIND_ALL),
	ON(SCTP_DSTADDRV4, "another address", implicit_dstaddr4,
	   KIND_S | KIND_M | KIND_6),
	ON(SCTP_DSTADDRV4, "any address", implicit_dstaddr4_any, KIND_M),
	ON(SCTP_DSTADDRV4, "the same address", implicit_dstaddr4_same,
	   KIND_M),
	ON(SCTP_DSTADDRV6, "lengths", lengths_SCTP_DSTADDRV6, KIND_ALL),
	ON(SCTP_DSTADDRV6, "impossible headers", bad_header_dstaddr,
	   KIND_S | KIND_M),
	ON(SCTP_DSTADDRV6, "another address", implicit_dstaddr6,
	   KIND_S | KIND_M | KIND_6),
	ON(SCTP_DSTADDRV6, "any address", implicit_dstaddr6_any, KIND_6),
	ON(unknown_cmsg, "types of", unknown_types, KIND_S | KIND_M),
	ON(recvmsg, "short reads", short_reads, KIND_ALL),
	ON(recvmsg, "short reads of a notification", short_notification, SEQ),
	ON(sendmsg, "flags", send_with_flags, KIND_ALL),
	ON(sendmsg, "sizes", send_sizes, KIND_ALL),
	ON(sendmsg, "abort", send_reason, KIND_ALL),
	ON(sendmsg, "end", send_end, KIND_ALL),
	ON(sendmsg, "at once", send_at_once, KIND_ALL),
	ON(sendmsg, "over another address", send_over, KIND_ALL),
};

const size_t num_cmsg_scenarios = ARRAY_SIZE(cmsg_scenarios);
