// SPDX-License-Identifier: GPL-2.0-only
/*
 * Socket options about peer addresses.
 */
#include <sys/epoll.h>

#include "sock.h"

static void put(void *where, const union addr *a)
{
	memset(where, 0, sizeof(struct sockaddr_storage));
	memcpy(where, a, addr_len(a));
}

/* Two addresses on the listening side. Loopback, so both always work. */
static struct pair two_paths(const struct variant *v)
{
	union addr a[] = { host(v, 1, PORT), host(v, 2, PORT) };
	struct sctp_rtoinfo rto = { 0, 50, 100, 50 };
	int l = sock(v), c = sock(v), n;
	struct sockaddr *list;
	struct pair p;
	char buf[64];

	addr_pack(buf, &a[1], addr_pack(buf, &a[0], 0));
	CHECK_OK(sctp_bindx(l, (struct sockaddr *)buf, 2,
			    SCTP_BINDX_ADD_ADDR));
	CHECK_OK(listen(l, 1));
	/* An address is confirmed some RTO later. */
	CHECK_OK(opt_set(c, SCTP_RTOINFO, &rto, sizeof(rto)));
	p = pair_join_to(v, l, c, a[0]);
	n = CHECK_OK(sctp_getpaddrs(c, p.cid, &list));
	CHECK_EQ(n, 2);
	sctp_freepaddrs(list);
	return p;
}

static int path_state(const struct pair *p, const union addr *a)
{
	struct sctp_paddrinfo pi = { .spinfo_assoc_id = p->cid };

	put(&pi.spinfo_address, a);
	CHECK_OK(opt_get(p->c, SCTP_GET_PEER_ADDR_INFO, &pi, sizeof(pi)));
	return pi.spinfo_state;
}

NETTEST(peer_addr_info__both_paths, .variants = V_ALL, .smoke = true)
{
	union addr a = host(v, 1, PORT), b = host(v, 2, PORT);
	struct pair p = two_paths(v);
	struct sctp_paddrinfo pi = { .spinfo_assoc_id = p.cid };

	put(&pi.spinfo_address, &a);
	CHECK_EQ(opt_get(p.c, SCTP_GET_PEER_ADDR_INFO, &pi, sizeof(pi)),
		 sizeof(pi));
	CHECK_EQ(pi.spinfo_state, SCTP_ACTIVE);
	CHECK(pi.spinfo_cwnd > 0);
	CHECK(pi.spinfo_mtu > 0);
	CHECK(pi.spinfo_rto > 0);
	/* The second is confirmed by HEARTBEAT (RFC 9260 section 5.4). */
	WAIT_UNTIL(path_state(&p, &b) == SCTP_ACTIVE);
}

NETTEST(peer_addr_info__unknown_address, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct sctp_paddrinfo pi = { .spinfo_assoc_id = p.cid };
	union addr a = host(v, 3, PORT);

	put(&pi.spinfo_address, &a);
	CHECK_ERR(opt_get(p.c, SCTP_GET_PEER_ADDR_INFO, &pi, sizeof(pi)),
		  EINVAL);
	a = host(v, 1, PORT);
	put(&pi.spinfo_address, &a);
	CHECK_ERR(opt_get(p.c, SCTP_GET_PEER_ADDR_INFO, &pi, sizeof(pi) - 1),
		  EINVAL);
}

NETTEST(paddrparams__endpoint_defaults, .variants = V_V4 | V_V6, .smoke = true)
{
	struct sctp_paddrparams pp = {};
	int fd = sock(v);

	put(&pp.spp_address, &(union addr){ .sa.sa_family = v->family });
	CHECK_EQ(opt_get(fd, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp)),
		 sizeof(pp));
	CHECK_EQ(pp.spp_hbinterval, 30000);
	CHECK_EQ(pp.spp_pathmaxrxt, 5);
	CHECK_EQ(pp.spp_pathmtu, 0);
	CHECK_EQ(pp.spp_sackdelay, 200);
	CHECK_SET(pp.spp_flags, SPP_HB_ENABLE | SPP_PMTUD_ENABLE |
		  SPP_SACKDELAY_ENABLE);
	CHECK_CLEAR(pp.spp_flags, SPP_HB_DISABLE | SPP_PMTUD_DISABLE |
		    SPP_SACKDELAY_DISABLE);
}

NETTEST(paddrparams__old_and_new_size, .variants = V_V4)
{
	struct sctp_paddrparams pp = {};
	int fd = sock(v);

	/* Before flow label and DSCP the struct had 152 bytes. */
	CHECK_EQ(sizeof(pp), 156);
	pp.spp_pathmaxrxt = 7;
	CHECK_OK(opt_set(fd, SCTP_PEER_ADDR_PARAMS, &pp, 152));
	CHECK_EQ(opt_get(fd, SCTP_PEER_ADDR_PARAMS, &pp, 152), 152);
	CHECK_EQ(pp.spp_pathmaxrxt, 7);
	CHECK_ERR(opt_set(fd, SCTP_PEER_ADDR_PARAMS, &pp, 151), EINVAL);
	CHECK_ERR(opt_set(fd, SCTP_PEER_ADDR_PARAMS, &pp, 150), EINVAL);
	CHECK_ERR(opt_set(fd, SCTP_PEER_ADDR_PARAMS, &pp, 157), EINVAL);
	CHECK_ERR(opt_get(fd, SCTP_PEER_ADDR_PARAMS, &pp, 151), EINVAL);
	/* The old struct lacks fields: these flags are refused with it. */
	pp.spp_flags = SPP_DSCP;
	CHECK_ERR(opt_set(fd, SCTP_PEER_ADDR_PARAMS, &pp, 152), EINVAL);
}

/* A socket that sees all SCTP packets, with their traffic class. */
static int sniffer(const struct variant *v)
{
	int fd = CHECK_OK(socket(v->family, SOCK_RAW, IPPROTO_SCTP)), on = 1;

	sock_timeout(fd, SO_RCVTIMEO, IO_TIMEOUT_MS);
	if (v->family == AF_INET6)
		CHECK_OK(setsockopt(fd, IPPROTO_IPV6, IPV6_RECVTCLASS, &on,
				    sizeof(on)));
	return fd;
}

/* The traffic class, without ECN, of the next packet that begins with DATA. */
static int sniff_dscp(const struct variant *v, int fd)
{
	unsigned char buf[2048];
	struct iovec iov = { buf, sizeof(buf) };
	union control c;
	struct msghdr m = { .msg_iov = &iov, .msg_iovlen = 1 };
	size_t skip = v->family == AF_INET ? 20 : 0;
	int tclass;

	do {
		m.msg_control = &c;
		m.msg_controllen = sizeof(c);
		CHECK_OK(recvmsg(fd, &m, 0));
	} while (buf[skip + 12] != 0);
	if (v->family == AF_INET)
		return buf[1] & ~3;
	CHECK_EQ(CMSG_FIRSTHDR(&m)->cmsg_type, IPV6_TCLASS);
	memcpy(&tclass, CMSG_DATA(CMSG_FIRSTHDR(&m)), sizeof(tclass));
	return tclass & ~3;
}

static void set_dscp(const struct pair *p, int dscp)
{
	struct sctp_paddrparams pp = {
		.spp_assoc_id = p->cid,
		.spp_flags = SPP_DSCP,
		.spp_dscp = dscp,
	};

	CHECK_OK(opt_set(p->c, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp)));
}

static void set_tos(const struct variant *v, int fd, int tos)
{
	if (v->family == AF_INET)
		CHECK_OK(setsockopt(fd, IPPROTO_IP, IP_TOS, &tos,
				    sizeof(tos)));
	else
		CHECK_OK(setsockopt(fd, IPPROTO_IPV6, IPV6_TCLASS, &tos,
				    sizeof(tos)));
}

NETTEST(paddrparams__dscp_on_the_wire, .variants = V_STREAM_V4 | V_SEQ_V6)
{
	struct pair p = pair_open(v);
	int raw = sniffer(v);

	set_tos(v, p.c, 0x20);
	CHECK_OK(tx(p.c, p.cid, "one", 3));
	CHECK_EQ(sniff_dscp(v, raw), 0x20);
	/* The path's value comes before the socket's. */
	set_dscp(&p, 0x48);
	CHECK_OK(tx(p.c, p.cid, "two", 3));
	CHECK_EQ(sniff_dscp(v, raw), 0x48);
	set_tos(v, p.c, 0);
	CHECK_OK(tx(p.c, p.cid, "six", 3));
	CHECK_EQ(sniff_dscp(v, raw), 0x48);
}

static unsigned int path_cwnd(const struct pair *p, const union addr *a)
{
	struct sctp_paddrinfo pi = { .spinfo_assoc_id = p->cid };

	put(&pi.spinfo_address, a);
	CHECK_OK(opt_get(p->c, SCTP_GET_PEER_ADDR_INFO, &pi, sizeof(pi)));
	return pi.spinfo_cwnd;
}

/* Another queue in the network is an unknown one (RFC 9260 section 7.2.5.1). */
NETTEST(paddrparams__dscp_change_starts_slowly, .variants = V_STREAM_V4,
	.intree = "keeps the window")
{
	struct sctp_paddrparams pp = {
		.spp_flags = SPP_PMTUD_DISABLE,
		.spp_pathmtu = 1500,
	};
	struct pair p = { .s = sock_listening(v, PORT), .c = sock(v) };
	union addr a = host(v, 1, PORT);
	unsigned int begin;
	char buf[10000] = {};
	int i;

	/* With loopback's own MTU one message would fill the window. */
	CHECK_OK(opt_set(p.c, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp)));
	p = pair_join(v, p.s, p.c);
	begin = path_cwnd(&p, &a);
	for (i = 0; i < 4; i++) {
		CHECK_OK(tx(p.c, p.cid, buf, sizeof(buf)));
		WAIT_UNTIL(path_cwnd(&p, &a) > begin);
		if (i == 1)
			set_tos(v, p.c, 0x20);
		else if (i == 2)
			set_dscp(&p, 0x48);
		else	/* no change for this path */
			set_tos(v, p.c, i ? 0x80 : 0);
		CHECK_EQ(path_cwnd(&p, &a) == begin, i == 1 || i == 2);
	}
}

NETTEST(paddrparams__contradictions, .variants = V_V4)
{
	static const unsigned int bad[] = {
		SPP_HB_ENABLE | SPP_HB_DISABLE,
		SPP_PMTUD_ENABLE | SPP_PMTUD_DISABLE,
		SPP_SACKDELAY_ENABLE | SPP_SACKDELAY_DISABLE,
		SPP_HB_DEMAND,
	};
	struct sctp_paddrparams pp = {};
	int fd = sock(v);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		pp.spp_flags = bad[i];
		CHECK_ERR(opt_set(fd, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp)),
			  EINVAL);
	}
	pp.spp_flags = SPP_SACKDELAY_ENABLE;
	pp.spp_sackdelay = 501;
	CHECK_ERR(opt_set(fd, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp)), EINVAL);
	pp = (struct sctp_paddrparams){ .spp_pathmtu = 511,
					.spp_flags = SPP_PMTUD_DISABLE };
	CHECK_ERR(opt_set(fd, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp)), EINVAL);
}

NETTEST(paddrparams__per_path, .variants = V_V4 | V_V6)
{
	union addr a = host(v, 1, PORT), b = host(v, 2, PORT);
	struct pair p = two_paths(v);
	struct sctp_paddrparams pp = {
		.spp_assoc_id = p.cid,
		.spp_hbinterval = 1000,
		.spp_pathmaxrxt = 2,
		.spp_flags = SPP_HB_ENABLE,
	};

	put(&pp.spp_address, &b);
	CHECK_OK(opt_set(p.c, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp)));
	pp.spp_hbinterval = 0;
	CHECK_OK(opt_get(p.c, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp)));
	CHECK_EQ(pp.spp_hbinterval, 1000);
	CHECK_EQ(pp.spp_pathmaxrxt, 2);
	put(&pp.spp_address, &a);
	CHECK_OK(opt_get(p.c, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp)));
	CHECK_EQ(pp.spp_hbinterval, 30000);
	CHECK_EQ(pp.spp_pathmaxrxt, 5);
	b = host(v, 3, PORT);
	put(&pp.spp_address, &b);
	CHECK_ERR(opt_get(p.c, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp)),
		  EINVAL);
	CHECK_ERR(opt_set(p.c, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp)),
		  EINVAL);
}

NETTEST(paddrparams__whole_association, .variants = V_V4)
{
	union addr a = host(v, 1, PORT);
	struct pair p = two_paths(v);
	struct sctp_paddrparams pp = {
		.spp_assoc_id = p.cid,
		.spp_pathmaxrxt = 3,
		.spp_flags = SPP_HB_DISABLE,
	};

	CHECK_OK(opt_set(p.c, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp)));
	pp = (struct sctp_paddrparams){ .spp_assoc_id = p.cid };
	put(&pp.spp_address, &a);
	CHECK_OK(opt_get(p.c, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp)));
	CHECK_EQ(pp.spp_pathmaxrxt, 3);
	CHECK_SET(pp.spp_flags, SPP_HB_DISABLE);
}

NETTEST(paddrparams__heartbeat_on_demand, .variants = V_V4 | V_V6)
{
	struct pair p = pair_open(v);
	struct sctp_paddrparams pp = {
		.spp_assoc_id = p.cid,
		.spp_flags = SPP_HB_DEMAND,
	};
	union addr a = host(v, 1, PORT);
	long ctrl = counter("SctpInCtrlChunks");

	put(&pp.spp_address, &a);
	CHECK_OK(opt_set(p.c, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp)));
	/* HEARTBEAT there, HEARTBEAT ACK back. */
	WAIT_UNTIL(counter("SctpInCtrlChunks") >= ctrl + 2);
}

NETTEST(paddrparams__path_mtu, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct sctp_paddrparams pp = {
		.spp_assoc_id = p.cid,
		.spp_pathmtu = 1000,
		.spp_flags = SPP_PMTUD_DISABLE,
	};
	union addr a = host(v, 1, PORT);
	struct sctp_status st;

	put(&pp.spp_address, &a);
	CHECK_OK(opt_set(p.c, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp)));
	st = assoc_status(p.c, p.cid);
	CHECK_EQ(st.sstat_primary.spinfo_mtu, 1000);
	/* IP header, common header, DATA header; in whole words. */
	CHECK_EQ(st.sstat_fragmentation_point, 1000 - 20 - 12 - 16);
}

NETTEST(primary_addr__set_get, .variants = V_ALL, .smoke = true)
{
	union addr a = host(v, 1, PORT), b = host(v, 2, PORT), got;
	struct pair p = two_paths(v);
	struct sctp_prim sp = { .ssp_assoc_id = p.cid };

	WAIT_UNTIL(path_state(&p, &b) == SCTP_ACTIVE);
	CHECK_OK(opt_get(p.c, SCTP_PRIMARY_ADDR, &sp, sizeof(sp)));
	memcpy(&got, &sp.ssp_addr, sizeof(got));
	CHECK(addr_same(&got, &a));
	put(&sp.ssp_addr, &b);
	CHECK_OK(opt_set(p.c, SCTP_PRIMARY_ADDR, &sp, sizeof(sp)));
	memset(&sp.ssp_addr, 0, sizeof(sp.ssp_addr));
	CHECK_OK(opt_get(p.c, SCTP_PRIMARY_ADDR, &sp, sizeof(sp)));
	memcpy(&got, &sp.ssp_addr, sizeof(got));
	CHECK(addr_same(&got, &b));
}

/* A reader that waits for the notification is woken. */
NETTEST(primary_addr__wakes_the_reader, .variants = V_ALL)
{
	struct pair p = two_paths(v);
	struct sctp_setprim sp = { .ssp_assoc_id = p.cid };
	struct epoll_event ev = { .events = EPOLLIN };
	union addr b = host(v, 2, PORT);
	int ep = CHECK_OK(epoll_create1(EPOLL_CLOEXEC));
	struct rx r;

	event_on(p.c, SCTP_PEER_ADDR_CHANGE);
	CHECK_OK(epoll_ctl(ep, EPOLL_CTL_ADD, p.c, &ev));
	while (CHECK_OK(epoll_wait(ep, &ev, 1, 500)))
		rx(p.c, &r, 0);
	put(&sp.ssp_addr, &b);
	CHECK_OK(opt_set(p.c, SCTP_PRIMARY_ADDR, &sp, sizeof(sp)));
	CHECK_EQ(epoll_wait(ep, &ev, 1, 10000 * ktap_scale()), 1);
	close(ep);
}

NETTEST(primary_addr__not_a_peer_address, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct sctp_prim sp = { .ssp_assoc_id = p.cid };
	union addr c = host(v, 3, PORT);

	put(&sp.ssp_addr, &c);
	CHECK_ERR(opt_set(p.c, SCTP_PRIMARY_ADDR, &sp, sizeof(sp)), EINVAL);
	CHECK_ERR(opt_set(p.c, SCTP_PRIMARY_ADDR, &sp, sizeof(sp) - 1),
		  EINVAL);
	CHECK_ERR(opt_get(sock(v), SCTP_PRIMARY_ADDR, &sp, sizeof(sp)),
		  EINVAL);
}

NETTEST(addr_over__other_path, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	union addr b = host(v, 2, PORT);
	struct pair p = two_paths(v);
	struct sctp_sndinfo info = { .snd_assoc_id = p.cid,
				     .snd_flags = SCTP_ADDR_OVER };
	int i;

	WAIT_UNTIL(path_state(&p, &b) == SCTP_ACTIVE);
	for (i = 0; i < 10; i++) {
		CHECK_OK(tx_info(p.c, &b, &info, "x", 1, 0));
		rx_data(p.s, "x");
	}
}

NETTEST(addr_thresholds__set_get, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct sctp_paddrthlds t = { .spt_assoc_id = p.cid };
	struct sctp_paddrthlds_v2 t2 = { .spt_assoc_id = p.cid };
	union addr a = host(v, 1, PORT);

	CHECK_EQ(sizeof(t), 144);
	CHECK_EQ(sizeof(t2), 144);
	put(&t.spt_address, &a);
	put(&t2.spt_address, &a);
	CHECK_OK(opt_get(p.c, SCTP_PEER_ADDR_THLDS, &t, sizeof(t)));
	CHECK_EQ(t.spt_pathmaxrxt, 5);
	CHECK_EQ(t.spt_pathpfthld, 0);
	t.spt_pathmaxrxt = 4;
	t.spt_pathpfthld = 2;
	CHECK_OK(opt_set(p.c, SCTP_PEER_ADDR_THLDS, &t, sizeof(t)));
	CHECK_OK(opt_get(p.c, SCTP_PEER_ADDR_THLDS_V2, &t2, sizeof(t2)));
	CHECK_EQ(t2.spt_pathmaxrxt, 4);
	CHECK_EQ(t2.spt_pathpfthld, 2);
	CHECK_EQ(t2.spt_pathcpthld, 0xffff);
	t2.spt_pathcpthld = 1;
	CHECK_ERR(opt_set(p.c, SCTP_PEER_ADDR_THLDS_V2, &t2, sizeof(t2)),
		  EINVAL);
	a = host(v, 3, PORT);
	put(&t.spt_address, &a);
	CHECK_ERR(opt_set(p.c, SCTP_PEER_ADDR_THLDS, &t, sizeof(t)), ENOENT);
}

NETTEST(assoc_stats__counts, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct sctp_assoc_stats st = { .sas_assoc_id = p.cid };
	struct rx r;
	int i;

	CHECK_EQ(sizeof(st), 256);
	CHECK_OK(opt_set_int(p.c, SCTP_NODELAY, 1));
	for (i = 0; i < 7; i++) {
		CHECK_OK(tx(p.c, p.cid, "x", 1));
		CHECK_EQ(rx(p.s, &r, 0), 1);
	}
	CHECK_EQ(opt_get(p.c, SCTP_GET_ASSOC_STATS, &st, sizeof(st)),
		 sizeof(st));
	CHECK_EQ(st.sas_oodchunks, 7);
	CHECK_EQ(st.sas_ouodchunks, 0);
	CHECK(st.sas_opackets >= 9);
	st.sas_assoc_id = p.sid;
	CHECK_OK(opt_get(p.s, SCTP_GET_ASSOC_STATS, &st, sizeof(st)));
	CHECK_EQ(st.sas_iodchunks, 7);
	CHECK(st.sas_osacks >= 3);
	/* A shorter buffer gets what fits. */
	CHECK_EQ(opt_get(p.s, SCTP_GET_ASSOC_STATS, &st, 100), 100);
	CHECK_ERR(opt_get(p.s, SCTP_GET_ASSOC_STATS, &st, 3), EINVAL);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
