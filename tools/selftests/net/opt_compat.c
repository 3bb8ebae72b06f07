// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names of other systems and of older drafts, <linux/sctp_compat.h>: what a
 * program gets that was written with them. Built with this stack's headers.
 */
#include <linux/filter.h>
#include <netinet/in.h>
#include <netinet/sctp.h>
#include <linux/sctp.h>

/* Linux's, of which the next header takes the names for Solaris' */
struct linux_stats {
	struct sctp_assoc_stats s;
};

enum { LINUX_STATS = SCTP_GET_ASSOC_STATS };

#define SCTP_COMPAT_SOLARIS_STATS
#include <linux/sctp_compat.h>

#include "sock.h"

static const char no_names[] = "has no options of that name";

#define INTERESTS	8

NETTEST(draft__an_option_for_each_notification, .variants = V_ALL,
	.smoke = true, .intree = no_names)
{
	unsigned char want[INTERESTS] = {}, got[INTERESTS];
	int fd = sock(v), i;

	for (i = 0; i < INTERESTS; i++) {
		CHECK_EQ(opt_int(fd, SOL_SCTP, SCTP_RECVDATAIOEVNT + i), 0);
		CHECK_OK(opt_set_int(fd, SCTP_RECVDATAIOEVNT + i, 7));
		CHECK_EQ(opt_int(fd, SOL_SCTP, SCTP_RECVDATAIOEVNT + i), 1);
		want[i] = 1;
		CHECK_OK(opt_get(fd, SCTP_SET_EVENTS, got, sizeof(got)));
		CHECK(!memcmp(got, want, sizeof(want)));
	}
	CHECK_OK(opt_set_int(fd, SCTP_RECVPADDEVNT, 0));
	want[2] = 0;
	CHECK_OK(opt_get(fd, SCTP_SET_EVENTS, got, sizeof(got)));
	CHECK(!memcmp(got, want, sizeof(want)));
	CHECK_ERR(opt_set(fd, SCTP_RECVPADDEVNT, &i, sizeof(i) - 1), EINVAL);
	CHECK_ERR(opt_set_int(fd, SCTP_RECVADAPTIONEVNT + 1, 1), ENOPROTOOPT);
}

NETTEST(draft__associations_that_are_there, .variants = V_V4,
	.intree = no_names)
{
	struct pair p = pair_open(v);
	struct rx r;

	CHECK_OK(opt_set_int(p.s, SCTP_RECVDATAIOEVNT, 1));
	CHECK_OK(opt_set_int(p.s, SCTP_RECVSHUTDOWNEVNT, 1));
	CHECK_OK(tx(p.c, p.cid, "data", 4));
	CHECK_EQ(rx(p.s, &r, 0), 4);
	CHECK(r.has_snd);
	CHECK_OK(close(p.c));
	rx_event(p.s, &r, SCTP_SHUTDOWN_EVENT);
}

NETTEST(draft__adaption_layer, .variants = V_V4, .intree = no_names)
{
	struct sctp_setadaption ind = { .ssb_adaption_ind = 0x01020304 };
	int l = sock(v), c = sock(v);
	struct pair p;
	struct rx r;

	CHECK_OK(opt_set_int(l, SCTP_RECVADAPTIONEVNT, 1));
	CHECK_OK(opt_set(c, SCTP_SET_ADAPTION_LAYER, &ind, sizeof(ind)));
	p = pair_of(v, l, c);
	rx_event(p.s, &r, SCTP_ADAPTION_INDICATION);
	CHECK_EQ(r.sn.sn_adaption_event.sai_adaption_bits, 0x01020304);
}

NETTEST(draft__flags_and_parameters, .variants = V_SEQ_V4,
	.intree = no_names)
{
	struct sctp_sndrcvinfo def = {
		.sinfo_stream = 3,
		.sinfo_flags = MSG_UNORDERED,
	};
	struct sctp_event_subscribe ev = { .sctp_adaption_layer_event = 1 };
	struct sctp_sndinfo eof = { .snd_flags = MSG_EOF };
	struct sctp_paddrparams spp = { .spp_hbinterval = 12345 };
	int l = sock(v), c = sock(v);
	union addr to;
	struct pair p;
	struct rx r;

	CHECK_OK(opt_set(c, SCTP_SET_EVENTS, &ev, sizeof(ev)));
	CHECK_EQ(opt_int(c, SOL_SCTP, SCTP_RECVADAPTIONEVNT), 1);
	CHECK_OK(opt_set(c, SET_DEFAULT_SEND_PARAM, &def, sizeof(def)));
	CHECK_OK(opt_set(c, SCTP_SET_PEER_ADDR_PARAMS, &spp, sizeof(spp)));
	CHECK_OK(opt_set_int(l, SCTP_RECVDATAIOEVNT, 1));
	CHECK_OK(opt_set_int(l, SCTP_RECVSHUTDOWNEVNT, 1));
	p = pair_of(v, l, c);
	to = local_addr(l);
	CHECK_OK(tx_info(p.c, &to, NULL, "x", 1, 0));
	CHECK_EQ(rx(p.s, &r, 0), 1);
	CHECK_EQ(r.snd.sinfo_stream, 3);
	CHECK_EQ(r.snd.sinfo_flags, MSG_UNORDERED);
	eof.snd_assoc_id = p.cid;
	CHECK_OK(tx_info(p.c, NULL, &eof, NULL, 0, 0));
	rx_event(p.s, &r, SCTP_SHUTDOWN_EVENT);
}

static int timeout_set(int fd, sctp_assoc_t id, unsigned int first,
		       unsigned int last, unsigned int ms)
{
	struct sctp_setstrm_timeout t = {
		.ssto_assoc_id = id,
		.ssto_timeout = ms,
		.ssto_streamid_start = first,
		.ssto_streamid_end = last,
	};

	return opt_set(fd, SCTP_SET_STREAM_TIMEOUTS, &t, sizeof(t));
}

static unsigned int timeout_get(int fd, sctp_assoc_t id, unsigned int sid)
{
	struct sctp_setstrm_timeout t = {
		.ssto_assoc_id = id,
		.ssto_timeout = ~0U,
		.ssto_streamid_start = sid,
		.ssto_streamid_end = 4711,
	};

	CHECK_EQ(opt_get(fd, SCTP_SET_STREAM_TIMEOUTS, &t, sizeof(t)),
		 sizeof(t));
	CHECK_EQ(t.ssto_streamid_end, sid);
	return t.ssto_timeout;
}

NETTEST(stream_timeouts__set_and_read, .variants = V_V4, .smoke = true,
	.intree = no_names)
{
	struct sctp_setstrm_timeout t = {};
	struct pair p = pair_open(v);
	unsigned int n;

	n = assoc_status(p.c, p.cid).sstat_outstrms;
	CHECK_EQ(timeout_get(p.c, p.cid, 0), 0);
	CHECK_OK(timeout_set(p.c, p.cid, 1, 3, 1000));
	CHECK_OK(timeout_set(p.c, p.cid, 2, 2, 2000));
	CHECK_EQ(timeout_get(p.c, p.cid, 0), 0);
	CHECK_EQ(timeout_get(p.c, p.cid, 1), 1000);
	CHECK_EQ(timeout_get(p.c, p.cid, 2), 2000);
	CHECK_EQ(timeout_get(p.c, p.cid, 3), 1000);
	CHECK_EQ(timeout_get(p.c, p.cid, 4), 0);
	CHECK_ERR(timeout_set(p.c, p.cid, 3, 2, 5), EINVAL);
	CHECK_ERR(timeout_set(p.c, p.cid, 0, n, 5), EINVAL);
	CHECK_EQ(timeout_get(p.c, p.cid, 0), 0);
	t.ssto_assoc_id = p.cid;
	t.ssto_streamid_start = n;
	CHECK_ERR(opt_get(p.c, SCTP_SET_STREAM_TIMEOUTS, &t, sizeof(t)),
		  EINVAL);
	CHECK_ERR(opt_set(p.c, SCTP_SET_STREAM_TIMEOUTS, &t, sizeof(t) - 1),
		  EINVAL);
	/* nobody's */
	CHECK_ERR(timeout_set(sock(v), 0, 0, 0, 5), EINVAL);
}

NETTEST(stream_timeouts__end_messages, .variants = V_V4 | V_V6,
	.intree = no_names)
{
	static char big[4096];
	struct sctp_sndinfo info = { .snd_sid = 1 };
	struct sctp_send_failed *sf;
	int l = sock(v), i, small = 8192;
	struct pair p;
	struct rx r;

	CHECK_OK(setsockopt(l, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small)));
	p = pair_of(v, l, sock(v));
	event_on(p.c, SCTP_SEND_FAILED);
	CHECK_OK(timeout_set(p.c, p.cid, 1, 1, 100));
	/* more than the peer takes, which does not read */
	for (i = 0; i < 10; i++)
		CHECK_OK(tx(p.c, p.cid, big, sizeof(big)));
	info.snd_assoc_id = p.cid;
	CHECK_OK(tx_info(p.c, NULL, &info, "late", 4, 0));
	sf = &rx_event(p.c, &r, SCTP_SEND_FAILED)->sn_send_failed;
	CHECK_EQ(sf->ssf_flags, SCTP_DATA_UNSENT);
	CHECK_EQ(sf->ssf_info.sinfo_stream, 1);
	CHECK_EQ(sf->ssf_length, sizeof(*sf) + 4);
}

NETTEST(freebsd__schedulers, .variants = V_V4, .intree = no_names)
{
	static const int numbers[] = {
		SCTP_SS_FIRST_COME, SCTP_SS_ROUND_ROBIN,
		SCTP_SS_ROUND_ROBIN_PACKET, SCTP_SS_PRIORITY,
		SCTP_SS_FAIR_BANDWITH, SCTP_SS_FAIR_BANDWIDTH,
	};
	int fd = sock(v);
	unsigned int i;

	for (i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		CHECK_OK(val_set(fd, SCTP_PLUGGABLE_SS, 0, numbers[i]));
		CHECK_EQ(val_get(fd, SCTP_PLUGGABLE_SS, 0), numbers[i]);
	}
}

NETTEST(freebsd__values, .variants = V_V4, .intree = no_names)
{
	int fd = sock(v);

	CHECK_OK(val_set(fd, SCTP_MAXBURST, 0, 7));
	CHECK_EQ(val_get(fd, SCTP_MAXBURST, 0), 7);
	CHECK_OK(opt_set_int(fd, SCTP_FRAGMENT_INTERLEAVE, SCTP_FRAG_LEVEL_2));
	CHECK(opt_int(fd, SOL_SCTP, SCTP_FRAGMENT_INTERLEAVE) > 0);
	CHECK_OK(opt_set_int(fd, SCTP_FRAGMENT_INTERLEAVE, SCTP_FRAG_LEVEL_0));
	CHECK_EQ(opt_int(fd, SOL_SCTP, SCTP_FRAGMENT_INTERLEAVE), 0);
}

/* A message, and what SCTP_EXTRCV says of it and the next one */
static struct sctp_extrcvinfo rx_ext(int fd, const char *want)
{
	struct sctp_extrcvinfo ext;
	union control ctl;
	struct cmsghdr *cm;
	struct msghdr mh;

	rx_control(fd, want, &mh, &ctl);
	cm = CMSG_FIRSTHDR(&mh);
	CHECK(cm);
	CHECK_EQ(cm->cmsg_level, IPPROTO_SCTP);
	CHECK_EQ(cm->cmsg_type, SCTP_EXTRCV);
	CHECK_EQ(cm->cmsg_len, CMSG_LEN(sizeof(ext)));
	CHECK(!CMSG_NXTHDR(&mh, cm));
	memcpy(&ext, CMSG_DATA(cm), sizeof(ext));
	return ext;
}

/* RFC 6458 section 5.3.3 */
NETTEST(freebsd__ext_recvinfo, .variants = V_V4, .smoke = true,
	.intree = no_names)
{
	struct sctp_sndinfo info = {
		.snd_sid = 2,
		.snd_flags = SCTP_UNORDERED,
		.snd_ppid = 0x1234,
	};
	struct pair p = pair_open(v);
	struct sctp_extrcvinfo ext;

	CHECK_OK(opt_set_int(p.s, SCTP_USE_EXT_RECVINFO, 1));
	CHECK_EQ(opt_int(p.s, SOL_SCTP, SCTP_USE_EXT_RCVINFO), 1);
	CHECK_OK(opt_set_int(p.s, SCTP_RECVDATAIOEVNT, 1));
	CHECK_OK(tx(p.c, p.cid, "one", 3));
	WAIT_UNTIL(tx_arrived(p.c, p.cid));
	info.snd_assoc_id = p.cid;
	CHECK_OK(tx_info(p.c, NULL, &info, "second", 6, 0));
	WAIT_UNTIL(tx_arrived(p.c, p.cid));
	ext = rx_ext(p.s, "one");
	CHECK_EQ(ext.sinfo_stream, 0);
	CHECK_EQ(ext.sinfo_flags, 0);
	CHECK_EQ(ext.serinfo_next_flags, SCTP_NEXT_MSG_AVAIL |
		 SCTP_NEXT_MSG_ISCOMPLETE | SCTP_NEXT_MSG_IS_UNORDERED);
	CHECK_EQ(ext.serinfo_next_stream, 2);
	CHECK_EQ(ext.serinfo_next_length, 6);
	CHECK_EQ(ext.serinfo_next_ppid, 0x1234);
	CHECK_EQ(ext.serinfo_next_aid, (unsigned int)ext.sinfo_assoc_id);
	ext = rx_ext(p.s, "second");
	CHECK_EQ(ext.sinfo_stream, 2);
	CHECK_EQ(ext.sinfo_flags, SCTP_UNORDERED);
	CHECK_EQ(ext.sinfo_ppid, 0x1234);
	CHECK_EQ(ext.serinfo_next_flags, 0);
}

/* A notification is what is read next */
NETTEST(freebsd__ext_recvinfo_notification, .variants = V_STREAM_V4,
	.intree = no_names)
{
	struct pair p = pair_open(v);
	struct sctp_extrcvinfo ext;

	CHECK_OK(opt_set_int(p.s, SCTP_USE_EXT_RCVINFO, 1));
	CHECK_OK(opt_set_int(p.s, SCTP_RECVDATAIOEVNT, 1));
	event_on(p.s, SCTP_SHUTDOWN_EVENT);
	CHECK_OK(tx(p.c, 0, "one", 3));
	CHECK_OK(shutdown(p.c, SHUT_WR));
	CHECK_SET(poll_until(p.s, POLLRDHUP), POLLRDHUP);
	ext = rx_ext(p.s, "one");
	CHECK_EQ(ext.serinfo_next_flags, SCTP_NEXT_MSG_AVAIL |
		 SCTP_NEXT_MSG_ISCOMPLETE | SCTP_NEXT_MSG_IS_NOTIFICATION);
	CHECK_EQ(ext.serinfo_next_length, sizeof(struct sctp_shutdown_event));
}

static struct sctp_timeouts timeouts(int fd, sctp_assoc_t id)
{
	struct sctp_timeouts t;

	memset(&t, 0xff, sizeof(t));
	t.stimo_assoc_id = id;
	CHECK_EQ(opt_get(fd, SCTP_TIMEOUTS, &t, sizeof(t)), sizeof(t));
	if (id)
		CHECK_EQ(t.stimo_assoc_id, id);
	return t;
}

/* Send one more message. Was a SACK delayed until now? */
static bool sack_delayed(const struct pair *p)
{
	CHECK_OK(tx(p->c, p->cid, "more", 4));
	WAIT_UNTIL(tx_arrived(p->c, p->cid));
	return timeouts(p->s, p->sid).stimo_sack;
}

NETTEST(freebsd__timeouts, .variants = V_ALL, .smoke = true,
	.intree = no_names)
{
	struct sock_filter nothing = { BPF_RET | BPF_K, 0, 0, 0 };
	struct sock_fprog prog = { 1, &nothing };
	struct sctp_rtoinfo rto = { 0, 50, 100, 50 };
	struct sctp_sack_info sack = { .sack_delay = 20 };
	struct pair p = pair_open(v);
	struct sctp_timeouts t;

	t = timeouts(p.c, p.cid);
	CHECK_EQ(t.stimo_init, 0);
	CHECK_EQ(t.stimo_data, 0);
	CHECK_EQ(t.stimo_sack, 0);
	CHECK_EQ(t.stimo_shutdown, 0);
	CHECK_EQ(t.stimo_heartbeat, 0);
	CHECK_EQ(t.stimo_cookie, 0);
	CHECK_EQ(t.stimo_shutdownack, 0);

	/* from the second one on SACKs are delayed, for less time than a loss
	 * probe waits
	 */
	sack.sack_assoc_id = p.sid;
	CHECK_OK(opt_set(p.s, SCTP_DELAYED_SACK, &sack, sizeof(sack)));
	WAIT_UNTIL(sack_delayed(&p));

	/* it does not hear any more. T3-rtx runs for a second, then it is
	 * shorter
	 */
	rto.srto_assoc_id = p.cid;
	CHECK_OK(opt_set(p.c, SCTP_RTOINFO, &rto, sizeof(rto)));
	CHECK_OK(setsockopt(p.s, SOL_SOCKET, SO_ATTACH_FILTER, &prog,
			    sizeof(prog)));
	CHECK_OK(tx(p.c, p.cid, "lost", 4));
	WAIT_UNTIL(timeouts(p.c, p.cid).stimo_data >= 2);
	CHECK_EQ(timeouts(p.c, p.cid).stimo_init, 0);
	CHECK_EQ(timeouts(p.s, p.sid).stimo_data, 0);

	CHECK_ERR(opt_get(p.c, SCTP_TIMEOUTS, &t, sizeof(t) - 1), EINVAL);
	CHECK_ERR(opt_set(p.c, SCTP_TIMEOUTS, &t, sizeof(t)), ENOPROTOOPT);
	t.stimo_assoc_id = 0;
	CHECK_ERR(opt_get(sock(v), SCTP_TIMEOUTS, &t, sizeof(t)), EINVAL);
}

NETTEST(freebsd__timeouts_of_init, .variants = V_SEQ_V4 | V_SEQ_V6,
	.intree = no_names)
{
	struct sctp_rtoinfo rto = { 0, 50, 100, 50 };
	int fd = sock(v);

	CHECK_OK(opt_set(fd, SCTP_RTOINFO, &rto, sizeof(rto)));
	sock_nonblock(fd, true);
	CHECK_ERR(connect_to(fd, blackhole(v, PORT)), EINPROGRESS);
	WAIT_UNTIL(timeouts(fd, assoc_id(fd)).stimo_init >= 2);
	CHECK_EQ(timeouts(fd, assoc_id(fd)).stimo_cookie, 0);
}

/* --- Solaris --- */

NETTEST(solaris__prsctp, .variants = V_ALL, .smoke = true, .intree = no_names)
{
	int l = sock(v), c = sock(v), n;
	struct pair p;

	CHECK_EQ(opt_int(c, SOL_SCTP, SCTP_PRSCTP), 1);
	CHECK_OK(opt_set_int(c, SCTP_PRSCTP, 0));
	CHECK_EQ(opt_int(c, SOL_SCTP, SCTP_PRSCTP), 0);
	CHECK_EQ(val_get(c, SCTP_PR_SUPPORTED, 0), 0);
	CHECK_ERR(opt_set(c, SCTP_PRSCTP, &n, sizeof(n) - 1), EINVAL);
	p = pair_of(v, l, c);
	/* the association has none, and the other socket still offers it */
	CHECK_EQ(val_get(p.c, SCTP_PR_SUPPORTED, p.cid), 0);
	CHECK_EQ(val_get(p.s, SCTP_PR_SUPPORTED, p.sid), 0);
	CHECK_EQ(opt_int(p.s, SOL_SCTP, SCTP_PRSCTP), 1);
	CHECK_OK(opt_set_int(p.c, SCTP_PRSCTP, 4711));
	CHECK_EQ(opt_int(p.c, SOL_SCTP, SCTP_PRSCTP), 1);
}

static sctp_assoc_stats_t stats(int fd)
{
	struct sctp_assoc_stats s;

	memset(&s, 0xff, sizeof(s));
	CHECK_EQ(opt_get(fd, SCTP_GET_ASSOC_STATS, &s, sizeof(s)), sizeof(s));
	return s;
}

static struct linux_stats linux_stats(int fd, sctp_assoc_t id)
{
	struct linux_stats n = { .s.sas_assoc_id = id };

	CHECK_EQ(opt_get(fd, LINUX_STATS, &n, sizeof(n)), sizeof(n));
	return n;
}

/* @n messages, of which the last one is unordered */
static void talk(struct pair *p, int n)
{
	struct sctp_sndinfo info = {
		.snd_flags = SCTP_UNORDERED,
		.snd_assoc_id = p->cid,
	};

	while (--n > 0)
		CHECK_OK(tx(p->c, p->cid, "ordered", 7));
	CHECK_OK(tx_info(p->c, NULL, &info, "not", 3, 0));
	WAIT_UNTIL(tx_arrived(p->c, p->cid));
}

NETTEST(solaris__stats_are_those_of_the_association, .variants = V_ALL,
	.smoke = true, .intree = no_names)
{
	struct pair p = pair_open(v);
	sctp_assoc_stats_t s, r;
	struct linux_stats n;

	talk(&p, 5);
	s = stats(p.c);
	n = linux_stats(p.c, p.cid);
	/* or more: what is sent again counts */
	CHECK(s.sas_oodchunks >= 4);
	CHECK_EQ(s.sas_oodchunks, n.s.sas_oodchunks);
	CHECK(s.sas_ouodchunks >= 1);
	CHECK_EQ(s.sas_ouodchunks, n.s.sas_ouodchunks);
	CHECK_EQ(s.sas_isacks, n.s.sas_isacks);
	CHECK_EQ(s.sas_osacks, n.s.sas_osacks);
	CHECK_EQ(s.sas_octrlchunks, n.s.sas_octrlchunks);
	CHECK_EQ(s.sas_ictrlchunks, n.s.sas_ictrlchunks);
	CHECK_EQ(s.sas_opackets, n.s.sas_opackets);
	CHECK_EQ(s.sas_ipackets, n.s.sas_ipackets);
	CHECK_EQ(s.sas_rtxchunks, n.s.sas_rtxchunks);
	CHECK_EQ(s.sas_gapcnt, n.s.sas_gapcnt);
	CHECK_EQ(s.sas_outseqtsns, n.s.sas_outseqtsns);
	CHECK_EQ(s.sas_idupchunks, 0);
	CHECK(s.sas_octrlchunks > 0 && s.sas_ictrlchunks > 0);
	/* of the time since it was read last, and nothing was measured */
	CHECK(s.sas_maxrto > 0);
	CHECK_EQ(stats(p.c).sas_maxrto, 0);
	r = stats(p.s);
	CHECK_EQ(r.sas_iodchunks, 4);
	CHECK_EQ(r.sas_iuodchunks, 1);
	CHECK_EQ(r.sas_oodchunks, 0);
}

NETTEST(solaris__stats_outlive_associations, .variants = V_ALL,
	.smoke = true, .intree = no_names)
{
	struct pair p = pair_open(v), q;
	sctp_assoc_stats_t s, t;

	talk(&p, 3);
	CHECK_OK(close(p.c));
	WAIT_UNTIL(!proc_rows("assocs"));
	s = stats(p.s);
	CHECK_EQ(s.sas_iodchunks, 2);
	CHECK_EQ(s.sas_iuodchunks, 1);
	CHECK(s.sas_ictrlchunks > 0);
	if (p.s != p.l)
		return;
	/* another one is added to it, while it lives and when it has gone */
	q = pair_join(v, p.l, sock(v));
	talk(&q, 4);
	t = stats(p.s);
	CHECK_EQ(t.sas_iodchunks, 5);
	CHECK_EQ(t.sas_iuodchunks, 2);
	CHECK(t.sas_ipackets > s.sas_ipackets);
	CHECK_OK(close(q.c));
	WAIT_UNTIL(!proc_rows("assocs"));
	CHECK_EQ(stats(p.s).sas_iodchunks, 5);
}

NETTEST(solaris__stats_reset, .variants = V_ALL, .intree = no_names)
{
	static const sctp_assoc_stats_t none;
	struct pair p = pair_open(v);
	sctp_assoc_stats_t s;
	long long zero = 0;

	talk(&p, 3);
	CHECK_ERR(opt_set_int(p.s, SCTP_GET_ASSOC_STATS, 1), EINVAL);
	CHECK_ERR(opt_set(p.s, SCTP_GET_ASSOC_STATS, &zero, sizeof(zero)),
		  EINVAL);
	CHECK_ERR(opt_set(p.s, SCTP_GET_ASSOC_STATS, NULL, 0), EINVAL);
	CHECK_ERR(opt_get(p.s, SCTP_GET_ASSOC_STATS, &s, sizeof(s) - 1),
		  EINVAL);
	CHECK_EQ(stats(p.s).sas_iodchunks, 2);
	CHECK_OK(opt_set_int(p.s, SCTP_GET_ASSOC_STATS, 0));
	s = stats(p.s);
	CHECK(!memcmp(&s, &none, sizeof(s)));
	talk(&p, 2);
	CHECK_EQ(stats(p.s).sas_iodchunks, 1);
	CHECK_EQ(stats(p.s).sas_iuodchunks, 1);
	/* the association goes on counting */
	CHECK_EQ(linux_stats(p.s, p.sid).s.sas_iodchunks, 3);
	/* when it ends, only what came after the reset is there */
	CHECK_OK(close(p.c));
	WAIT_UNTIL(!proc_rows("assocs"));
	CHECK_EQ(stats(p.s).sas_iodchunks, 1);
	CHECK_OK(opt_set_int(p.s, SCTP_GET_ASSOC_STATS, 0));
	s = stats(p.s);
	CHECK(!memcmp(&s, &none, sizeof(s)));
}

NETTEST(solaris__stats_when_peeled_off, .variants = V_SEQ_V4 | V_SEQ_V6,
	.intree = no_names)
{
	struct pair p = pair_open(v);
	int fd;

	talk(&p, 3);
	fd = sctp_peeloff(p.s, p.sid);
	CHECK_OK(fd);
	CHECK_EQ(stats(p.s).sas_iodchunks, 2);
	CHECK_EQ(stats(fd).sas_iodchunks, 2);
	CHECK_OK(tx(p.c, p.cid, "more", 4));
	WAIT_UNTIL(tx_arrived(p.c, p.cid));
	CHECK_EQ(stats(fd).sas_iodchunks, 3);
	CHECK_EQ(stats(p.s).sas_iodchunks, 2);
}

NETTEST(solaris__stats_of_a_listener, .variants = V_STREAM_V4 | V_STREAM_V6,
	.intree = no_names)
{
	struct pair p = pair_open(v);
	sctp_assoc_stats_t s;

	/* what came before accept(): the set-up */
	s = stats(p.l);
	CHECK_EQ(s.sas_ictrlchunks, linux_stats(p.s, 0).s.sas_ictrlchunks);
	talk(&p, 3);
	CHECK_EQ(stats(p.l).sas_iodchunks, 0);
	CHECK_EQ(stats(p.s).sas_iodchunks, 2);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
