// SPDX-License-Identifier: GPL-2.0-only
/*
 * Socket options that belong to the socket, and the rules all options share.
 */
#include "sock.h"

/* Every option number that can be read with a plain int. */
static const int int_opts[] = {
	SCTP_NODELAY, SCTP_DISABLE_FRAGMENTS, SCTP_I_WANT_MAPPED_V4_ADDR,
	SCTP_FRAGMENT_INTERLEAVE, SCTP_RECVRCVINFO, SCTP_RECVNXTINFO,
	SCTP_AUTO_ASCONF, SCTP_REUSE_PORT,
};

NETTEST(sockopt__unknown, .variants = V_V4, .smoke = true)
{
	static const int opts[] = { 38, 99, 103, 104, 105, 106, 126, 134, 199,
				    100000, -1 };
	int fd = sock(v), val = 0;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(opts); i++) {
		CHECK_ERR(opt_set_int(fd, opts[i], 1), ENOPROTOOPT);
		CHECK_ERR(opt_get(fd, opts[i], &val, sizeof(val)),
			  ENOPROTOOPT);
	}
}

NETTEST(sockopt__write_only_and_read_only, .variants = V_SEQ_V4)
{
	static const int no_get[] = { SCTP_SET_PEER_PRIMARY_ADDR,
		SCTP_SOCKOPT_BINDX_ADD, SCTP_SOCKOPT_BINDX_REM,
		SCTP_SOCKOPT_CONNECTX, SCTP_SOCKOPT_CONNECTX_OLD };
	static const int no_set[] = { SCTP_STATUS, SCTP_GET_PEER_ADDR_INFO,
		SCTP_GET_ASSOC_NUMBER, SCTP_GET_ASSOC_ID_LIST,
		SCTP_GET_PEER_ADDRS, SCTP_GET_LOCAL_ADDRS,
		SCTP_GET_ASSOC_STATS, SCTP_SOCKOPT_PEELOFF };
	int fd = sock(v);
	char buf[256] = {};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(no_get); i++)
		CHECK_ERR(opt_get(fd, no_get[i], buf, sizeof(buf)),
			  ENOPROTOOPT);
	for (i = 0; i < ARRAY_SIZE(no_set); i++)
		CHECK_ERR(opt_set(fd, no_set[i], buf, 8), ENOPROTOOPT);
}

NETTEST(sockopt__int_lengths, .variants = V_STREAM_V4)
{
	int fd = sock(v), val[2] = { 0, 77 };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(int_opts); i++) {
		CHECK_ERR(opt_set(fd, int_opts[i], val, 2), EINVAL);
		CHECK_ERR(opt_get(fd, int_opts[i], val, 2), EINVAL);
		/* More than needed is fine, and reads return what there is. */
		CHECK_EQ(opt_get(fd, int_opts[i], val, sizeof(val)),
			 sizeof(int));
		CHECK_EQ(val[1], 77);
	}
}

NETTEST(sockopt__bad_pointer, .variants = V_STREAM_V4)
{
	int fd = sock(v);
	socklen_t len = -1;
	char buf[8];

	CHECK_ERR(setsockopt(fd, SOL_SCTP, SCTP_NODELAY, (void *)8, 4), EFAULT);
	CHECK_ERR(opt_get(fd, SCTP_NODELAY, (void *)8, 4), EFAULT);
	CHECK_ERR(getsockopt(fd, SOL_SCTP, SCTP_NODELAY, buf, &len), EINVAL);
	CHECK_ERR(getsockopt(fd, SOL_SCTP, SCTP_NODELAY, buf, NULL), EFAULT);
}

NETTEST(sockopt__booleans, .variants = V_V4)
{
	static const int opts[] = { SCTP_NODELAY, SCTP_DISABLE_FRAGMENTS,
		SCTP_RECVRCVINFO, SCTP_RECVNXTINFO, SCTP_FRAGMENT_INTERLEAVE };
	int fd = sock(v);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(opts); i++) {
		CHECK_EQ(opt_int(fd, SOL_SCTP, opts[i]), 0);
		CHECK_OK(opt_set_int(fd, opts[i], 5));
		CHECK_EQ(opt_int(fd, SOL_SCTP, opts[i]), 1);
		CHECK_OK(opt_set_int(fd, opts[i], 0));
		CHECK_EQ(opt_int(fd, SOL_SCTP, opts[i]), 0);
	}
}

NETTEST(sockopt__other_levels, .variants = V_V4 | V_V6)
{
	int fd = sock(v), val = 1;

	if (v->family == AF_INET6) {
		CHECK_OK(setsockopt(fd, IPPROTO_IPV6, IPV6_UNICAST_HOPS, &val,
				    sizeof(val)));
		CHECK_EQ(opt_int(fd, IPPROTO_IPV6, IPV6_UNICAST_HOPS), 1);
	}
	CHECK_OK(setsockopt(fd, IPPROTO_IP, IP_TTL, &val, sizeof(val)));
	CHECK_ERR(setsockopt(fd, IPPROTO_TCP, 1, &val, sizeof(val)),
		  ENOPROTOOPT);
}

NETTEST(initmsg__defaults_and_set, .variants = V_V4, .smoke = true)
{
	struct sctp_initmsg im = {}, set = { .sinit_num_ostreams = 100 };
	int fd = sock(v);

	CHECK_EQ(opt_get(fd, SCTP_INITMSG, &im, sizeof(im)), sizeof(im));
	CHECK_EQ(im.sinit_num_ostreams, 10);
	CHECK_EQ(im.sinit_max_instreams, 65535);
	CHECK_EQ(im.sinit_max_attempts, 8);
	CHECK_EQ(im.sinit_max_init_timeo, 60000);
	CHECK_OK(opt_set(fd, SCTP_INITMSG, &set, sizeof(set)));
	CHECK_OK(opt_get(fd, SCTP_INITMSG, &im, sizeof(im)));
	/* Zero means as it was. */
	CHECK_EQ(im.sinit_num_ostreams, 100);
	CHECK_EQ(im.sinit_max_instreams, 65535);
	CHECK_EQ(im.sinit_max_attempts, 8);
	CHECK_ERR(opt_set(fd, SCTP_INITMSG, &im, sizeof(im) - 1), EINVAL);
	CHECK_ERR(opt_set(fd, SCTP_INITMSG, &im, sizeof(im) + 1), EINVAL);
	CHECK_ERR(opt_get(fd, SCTP_INITMSG, &im, sizeof(im) - 1), EINVAL);
}

NETTEST(initmsg__sysctl_default, .variants = V_STREAM_V4)
{
	struct sctp_initmsg im = {};
	long old = sysctl_get("max_init_retransmits");
	int fd;

	sysctl_set("max_init_retransmits", 3);
	fd = sock(v);
	sysctl_set("max_init_retransmits", old);
	CHECK_OK(opt_get(fd, SCTP_INITMSG, &im, sizeof(im)));
	CHECK_EQ(im.sinit_max_attempts, 3);
}

NETTEST(initmsg__too_many_streams, .variants = V_STREAM_V4)
{
	struct sctp_initmsg im = { .sinit_num_ostreams = 65535,
				   .sinit_max_instreams = 65535 };
	int l = sock(v), c = sock(v);
	struct sctp_status st;
	struct pair p;

	CHECK_OK(opt_set(l, SCTP_INITMSG, &im, sizeof(im)));
	CHECK_OK(opt_set(c, SCTP_INITMSG, &im, sizeof(im)));
	p = pair_of(v, l, c);
	st = assoc_status(p.s, 0);
	CHECK_EQ(st.sstat_outstrms, 65535);
	CHECK_EQ(st.sstat_instrms, 65535);
}

NETTEST(events__any_prefix, .variants = V_V4, .smoke = true)
{
	struct sctp_event_subscribe ev;
	unsigned int len, i;
	int fd = sock(v);

	/* Old and new binaries know fewer or more events than we do. */
	for (len = 0; len <= sizeof(ev); len++) {
		memset(&ev, 1, sizeof(ev));
		CHECK_OK(opt_set(fd, SCTP_EVENTS, &ev, len));
		if (!len)
			continue;
		memset(&ev, 0, sizeof(ev));
		CHECK_EQ(opt_get(fd, SCTP_EVENTS, &ev, len), len);
		for (i = 0; i < len; i++)
			CHECK_EQ(((unsigned char *)&ev)[i], 1);
	}
	CHECK_ERR(opt_set(fd, SCTP_EVENTS, &ev, sizeof(ev) + 1), EINVAL);
	CHECK_ERR(opt_get(fd, SCTP_EVENTS, &ev, 0), EINVAL);
}

NETTEST(events__long_get, .variants = V_STREAM_V4)
{
	char buf[64] = {};
	int fd = sock(v);

	CHECK_EQ(opt_get(fd, SCTP_EVENTS, buf, sizeof(buf)),
		 sizeof(struct sctp_event_subscribe));
}

NETTEST(event__set_get, .variants = V_V4, .smoke = true)
{
	struct sctp_event ev = {};
	int fd = sock(v), type;

	for (type = SCTP_SN_TYPE_BASE; type <= SCTP_SN_TYPE_MAX; type++) {
		ev = (struct sctp_event){ 0, type, 1 };
		CHECK_OK(opt_set(fd, SCTP_EVENT, &ev, sizeof(ev)));
		ev.se_on = 0;
		CHECK_EQ(opt_get(fd, SCTP_EVENT, &ev, sizeof(ev)), sizeof(ev));
		CHECK_EQ(ev.se_on, 1);
	}
	ev.se_type = SCTP_SN_TYPE_MAX + 1;
	CHECK_ERR(opt_set(fd, SCTP_EVENT, &ev, sizeof(ev)), EINVAL);
	CHECK_ERR(opt_get(fd, SCTP_EVENT, &ev, sizeof(ev)), EINVAL);
	ev.se_type = SCTP_SN_TYPE_BASE - 1;
	CHECK_ERR(opt_set(fd, SCTP_EVENT, &ev, sizeof(ev)), EINVAL);
	CHECK_ERR(opt_set(fd, SCTP_EVENT, &ev, sizeof(ev) - 1), EINVAL);
}

NETTEST(event__per_association, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	struct sctp_event ev = { .se_type = SCTP_SHUTDOWN_EVENT, .se_on = 1 };
	struct pair p = pair_open(v);

	/* FUTURE: associations that exist keep their value. */
	CHECK_OK(opt_set(p.c, SCTP_EVENT, &ev, sizeof(ev)));
	ev.se_assoc_id = p.cid;
	CHECK_OK(opt_get(p.c, SCTP_EVENT, &ev, sizeof(ev)));
	CHECK_EQ(ev.se_on, 0);
	/* CURRENT: they get the value, later ones do not. */
	ev = (struct sctp_event){ SCTP_CURRENT_ASSOC,
				  SCTP_ADAPTATION_INDICATION, 1 };
	CHECK_OK(opt_set(p.c, SCTP_EVENT, &ev, sizeof(ev)));
	ev.se_assoc_id = p.cid;
	ev.se_on = 0;
	CHECK_OK(opt_get(p.c, SCTP_EVENT, &ev, sizeof(ev)));
	CHECK_EQ(ev.se_on, 1);
	ev.se_assoc_id = SCTP_FUTURE_ASSOC;
	CHECK_OK(opt_get(p.c, SCTP_EVENT, &ev, sizeof(ev)));
	CHECK_EQ(ev.se_on, 0);
	ev.se_assoc_id = p.cid + 1000;
	CHECK_ERR(opt_set(p.c, SCTP_EVENT, &ev, sizeof(ev)), EINVAL);
	ev.se_assoc_id = SCTP_ALL_ASSOC;
	CHECK_ERR(opt_get(p.c, SCTP_EVENT, &ev, sizeof(ev)), EINVAL);
}

NETTEST(autoclose__set_get, .variants = V_V4)
{
	int fd = sock(v);

	if (v->type == SOCK_STREAM) {
		int val = 0;

		CHECK_ERR(opt_set_int(fd, SCTP_AUTOCLOSE, 5), EOPNOTSUPP);
		CHECK_ERR(opt_get(fd, SCTP_AUTOCLOSE, &val, sizeof(val)),
			  EOPNOTSUPP);
		return;
	}
	CHECK_EQ(opt_int(fd, SOL_SCTP, SCTP_AUTOCLOSE), 0);
	CHECK_OK(opt_set_int(fd, SCTP_AUTOCLOSE, 5));
	CHECK_EQ(opt_int(fd, SOL_SCTP, SCTP_AUTOCLOSE), 5);
	CHECK_ERR(opt_set(fd, SCTP_AUTOCLOSE, &fd, 8), EINVAL);
}

NETTEST(autoclose__clamped, .variants = V_SEQ_V4)
{
	long old = sysctl_get("max_autoclose");
	int fd = sock(v);

	sysctl_set("max_autoclose", 100);
	CHECK_OK(opt_set_int(fd, SCTP_AUTOCLOSE, 1000));
	sysctl_set("max_autoclose", old);
	CHECK_EQ(opt_int(fd, SOL_SCTP, SCTP_AUTOCLOSE), 100);
}

NETTEST(adaptation__set_get, .variants = V_V4)
{
	struct sctp_setadaptation ad = { 0xdeadbeef };
	int fd = sock(v);

	CHECK_OK(opt_set(fd, SCTP_ADAPTATION_LAYER, &ad, sizeof(ad)));
	ad.ssb_adaptation_ind = 0;
	CHECK_OK(opt_get(fd, SCTP_ADAPTATION_LAYER, &ad, sizeof(ad)));
	CHECK_EQ(ad.ssb_adaptation_ind, 0xdeadbeef);
	CHECK_ERR(opt_set(fd, SCTP_ADAPTATION_LAYER, &ad, 3), EINVAL);
}

NETTEST(partial_delivery_point__limits, .variants = V_STREAM_V4)
{
	int fd = sock(v), rcvbuf = opt_int(fd, SOL_SOCKET, SO_RCVBUF);

	CHECK_EQ(opt_int(fd, SOL_SCTP, SCTP_PARTIAL_DELIVERY_POINT), 0);
	CHECK_OK(opt_set_int(fd, SCTP_PARTIAL_DELIVERY_POINT, 4096));
	CHECK_EQ(opt_int(fd, SOL_SCTP, SCTP_PARTIAL_DELIVERY_POINT), 4096);
	CHECK_ERR(opt_set_int(fd, SCTP_PARTIAL_DELIVERY_POINT, rcvbuf),
		  EINVAL);
}

NETTEST(assoc_number__one_to_one, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);
	char buf[64];

	CHECK_ERR(opt_get(p.c, SCTP_GET_ASSOC_NUMBER, buf, 4), EOPNOTSUPP);
	CHECK_ERR(opt_get(p.c, SCTP_GET_ASSOC_ID_LIST, buf, sizeof(buf)),
		  EOPNOTSUPP);
}

NETTEST(assoc_number__counts, .variants = V_SEQ_V4 | V_SEQ_V6, .smoke = true)
{
	struct {
		struct sctp_assoc_ids	ids;
		sctp_assoc_t		id[8];
	} list = {};
	struct pair p = pair_open(v);
	int c2 = sock(v);

	CHECK_EQ(assoc_count(p.s), 1);
	CHECK_OK(connect_to(c2, host(v, 1, PORT)));
	CHECK_EQ(assoc_count(p.s), 2);
	CHECK_EQ(opt_get(p.s, SCTP_GET_ASSOC_ID_LIST, &list, sizeof(list)),
		 sizeof(list.ids) + 2 * sizeof(sctp_assoc_t));
	CHECK_EQ(list.ids.gaids_number_of_ids, 2);
	CHECK(list.id[0] != list.id[1]);
	CHECK(list.id[0] == p.sid || list.id[1] == p.sid);
	CHECK(list.id[0] > SCTP_ALL_ASSOC && list.id[1] > SCTP_ALL_ASSOC);
	/* Room for one is not enough for two. */
	CHECK_ERR(opt_get(p.s, SCTP_GET_ASSOC_ID_LIST, &list, 8), EINVAL);
	CHECK_ERR(opt_get(p.s, SCTP_GET_ASSOC_NUMBER, &list, 2), EINVAL);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
