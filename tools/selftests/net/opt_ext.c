// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options of extensions that are off: how programs find out, and that asking
 * does no harm.
 */
#include "sock.h"

/* which <netinet/sctp.h> does not have */
#ifndef SCTP_NRSACK_SUPPORTED
#define SCTP_NRSACK_SUPPORTED	208
#endif
#ifndef SCTP_PKTDROP_SUPPORTED
#define SCTP_PKTDROP_SUPPORTED	209
#endif

static const int supported[] = {
	SCTP_PR_SUPPORTED, SCTP_RECONFIG_SUPPORTED, SCTP_ASCONF_SUPPORTED,
};

static struct pair pair_off(const struct variant *v)
{
	struct pair p = { .l = sock(v), .c = sock(v) };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(supported); i++) {
		CHECK_OK(val_set(p.l, supported[i], 0, 0));
		CHECK_OK(val_set(p.c, supported[i], 0, 0));
	}
	return pair_of(v, p.l, p.c);
}

NETTEST(supported__not_after_turning_off, .variants = V_V4, .smoke = true)
{
	struct pair p = pair_off(v);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(supported); i++) {
		CHECK_EQ(val_get(p.c, supported[i], p.cid), 0);
		CHECK_EQ(val_get(p.s, supported[i], p.sid), 0);
		CHECK_EQ(val_get(p.c, supported[i], 0), 0);
		CHECK_ERR(opt_get(p.c, supported[i], &p, 7), EINVAL);
	}
	CHECK_EQ(val_get(p.c, SCTP_INTERLEAVING_SUPPORTED, p.cid), 0);
	CHECK_OK(tx(p.c, p.cid, "x", 1));
	rx_data(p.s, "x");
}

NETTEST(supported__switched, .variants = V_V4)
{
	int fd = sock(v);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(supported); i++) {
		CHECK_OK(val_set(fd, supported[i], 0, 1));
		CHECK_EQ(val_get(fd, supported[i], 0), 1);
		CHECK_OK(val_set(fd, supported[i], 0, 0));
		CHECK_EQ(val_get(fd, supported[i], 0), 0);
	}
}

/* Both have it, and a new socket can be without; any number but 0 is a yes */
static void offered_by_default(const struct variant *v, int opt)
{
	struct pair p = pair_open(v);
	int fd = sock(v);

	CHECK_EQ(val_get(p.c, opt, p.cid), 1);
	CHECK_EQ(val_get(p.s, opt, p.sid), 1);
	CHECK_EQ(val_get(fd, opt, 0), 1);
	CHECK_OK(val_set(fd, opt, 0, 0));
	CHECK_EQ(val_get(fd, opt, 0), 0);
	CHECK_OK(val_set(fd, opt, 0, 4711));
	CHECK_EQ(val_get(fd, opt, 0), 1);
	pair_close(&p);
}

NETTEST(ecn__offered_by_default, .variants = V_V4)
{
	offered_by_default(v, SCTP_ECN_SUPPORTED);
}

NETTEST(prsctp__offered_by_default, .variants = V_V4, .smoke = true)
{
	offered_by_default(v, SCTP_PR_SUPPORTED);
}

/* Does an association have an extension, of a socket that offers it or does
 * not, with the listener @l?
 */
static void agreed(const struct variant *v, int opt, int l, bool offer,
		   bool want)
{
	struct pair p = { .c = sock(v) };

	CHECK_OK(val_set(p.c, opt, 0, offer));
	p = pair_of(v, l, p.c);
	CHECK_EQ(val_get(p.c, opt, p.cid), want);
	CHECK_EQ(val_get(p.s, opt, p.sid), want);
	CHECK_OK(tx(p.c, p.cid, "x", 1));
	rx_data(p.s, "x");
}

/* Off on one side: no association has it */
NETTEST(ecn__needs_both, .variants = V_V4)
{
	agreed(v, SCTP_ECN_SUPPORTED, sock(v), false, false);
}

NETTEST(ecn__defaults_from_sysctl, .variants = V_V4)
{
	opt_follows(v, SCTP_ECN_SUPPORTED, "ecn_enable", 1);
}

/* An extension that is off unless both sides say so */
static void off_unless_both(const struct variant *v, int opt)
{
	struct pair p = pair_open(v);
	int fd = sock(v);

	CHECK_EQ(val_get(p.c, opt, p.cid), 0);
	CHECK_EQ(val_get(fd, opt, 0), 0);
	CHECK_OK(val_set(fd, opt, 0, 4711));
	CHECK_EQ(val_get(fd, opt, 0), 1);
	CHECK_ERR(opt_set(fd, opt, &p, 7), EINVAL);
	CHECK_ERR(opt_get(fd, opt, &p, 7), EINVAL);
	pair_close(&p);

	fd = sock(v);
	CHECK_OK(val_set(fd, opt, 0, 1));
	agreed(v, opt, fd, true, true);
}

NETTEST(nrsack__both_sides, .variants = V_V4, .smoke = true)
{
	off_unless_both(v, SCTP_NRSACK_SUPPORTED);
}

NETTEST(nrsack__needs_both, .variants = V_V4)
{
	agreed(v, SCTP_NRSACK_SUPPORTED, sock(v), true, false);
}

NETTEST(nrsack__defaults_from_sysctl, .variants = V_V4)
{
	opt_follows(v, SCTP_NRSACK_SUPPORTED, "nrsack_enable", 0);
}

NETTEST(pktdrop__both_sides, .variants = V_V4, .smoke = true)
{
	off_unless_both(v, SCTP_PKTDROP_SUPPORTED);
}

NETTEST(pktdrop__needs_both, .variants = V_V4)
{
	agreed(v, SCTP_PKTDROP_SUPPORTED, sock(v), true, false);
}

NETTEST(pktdrop__defaults_from_sysctl, .variants = V_V4)
{
	opt_follows(v, SCTP_PKTDROP_SUPPORTED, "pktdrop_enable", 0);
}

NETTEST(interleaving__needs_sysctl, .variants = V_V4)
{
	int fd = sock(v);

	CHECK_OK(opt_set_int(fd, SCTP_FRAGMENT_INTERLEAVE, 1));
	CHECK_ERR(val_set(fd, SCTP_INTERLEAVING_SUPPORTED, 0, 1), EPERM);
	CHECK_ERR(val_set(fd, SCTP_INTERLEAVING_SUPPORTED, 0, 0), EPERM);
}

static int sock_interleaving(const struct variant *v)
{
	int fd = sock(v);

	CHECK_OK(opt_set_int(fd, SCTP_FRAGMENT_INTERLEAVE, 2));
	CHECK_OK(val_set(fd, SCTP_INTERLEAVING_SUPPORTED, 0, 1));
	return fd;
}

static struct pair pair_interleaving(const struct variant *v, bool both)
{
	struct pair p;

	sysctl_set("intl_enable", 1);
	p.l = both ? sock_interleaving(v) : sock(v);
	p.c = sock_interleaving(v);
	p = pair_of(v, p.l, p.c);
	sysctl_set("intl_enable", 0);
	return p;
}

/* Messages of one chunk, and of many, both ways */
static void talk_each_way(const struct pair *p)
{
	static char big[60000], got[sizeof(big)];
	struct rx r;
	size_t n = 0;
	ssize_t len;

	memset(big, 'b', sizeof(big));
	CHECK_OK(tx(p->c, p->cid, "there", 5));
	rx_data(p->s, "there");
	CHECK_OK(tx(p->s, p->sid, "back", 4));
	rx_data(p->c, "back");
	CHECK_EQ(tx(p->c, p->cid, big, sizeof(big)), sizeof(big));
	do {
		len = rx(p->s, &r, 0);
		CHECK(len > 0 && n + len <= sizeof(got));
		memcpy(got + n, r.buf, len);
		n += len;
	} while (!(r.flags & MSG_EOR));
	CHECK_EQ(n, sizeof(big));
	CHECK(!memcmp(got, big, n));
}

NETTEST(interleaving__both_sides, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_interleaving(v, true);

	CHECK_EQ(val_get(p.c, SCTP_INTERLEAVING_SUPPORTED, p.cid), 1);
	CHECK_EQ(val_get(p.s, SCTP_INTERLEAVING_SUPPORTED, p.sid), 1);
	CHECK_EQ(val_get(p.c, SCTP_INTERLEAVING_SUPPORTED, 0), 1);
	talk_each_way(&p);
}

NETTEST(interleaving__one_side_alone, .variants = V_V4)
{
	struct pair p = pair_interleaving(v, false);

	CHECK_EQ(val_get(p.c, SCTP_INTERLEAVING_SUPPORTED, p.cid), 0);
	CHECK_EQ(val_get(p.s, SCTP_INTERLEAVING_SUPPORTED, p.sid), 0);
	talk_each_way(&p);
}

NETTEST(interleaving__needs_a_reader_of_it, .variants = V_V4)
{
	int fd = sock(v);

	sysctl_set("intl_enable", 1);
	CHECK_ERR(val_set(fd, SCTP_INTERLEAVING_SUPPORTED, 0, 1), EPERM);
	CHECK_OK(opt_set_int(fd, SCTP_FRAGMENT_INTERLEAVE, 1));
	CHECK_OK(val_set(fd, SCTP_INTERLEAVING_SUPPORTED, 0, 1));
	CHECK_EQ(val_get(fd, SCTP_INTERLEAVING_SUPPORTED, 0), 1);
	CHECK_OK(opt_set_int(fd, SCTP_FRAGMENT_INTERLEAVE, 0));
	CHECK_EQ(val_get(fd, SCTP_INTERLEAVING_SUPPORTED, 0), 0);
	sysctl_set("intl_enable", 0);
}

NETTEST(auth__off, .variants = V_V4)
{
	union {
		struct sctp_authkey key;
		char room[16];
	} u = { .key = { .sca_keynumber = 1, .sca_keylength = 8 } };
	struct sctp_authkeyid id = { .scact_keynumber = 1 };
	struct sctp_authchunk chunk = { .sauth_chunk = 0xc1 };
	struct pair p = pair_open(v);
	char buf[64] = {};

	CHECK_ERR(opt_set(p.c, SCTP_AUTH_KEY, &u, sizeof(u)), EACCES);
	u.key.sca_keylength = 9;
	CHECK_ERR(opt_set(p.c, SCTP_AUTH_KEY, &u, sizeof(u)), EINVAL);
	CHECK_ERR(opt_set(p.c, SCTP_AUTH_KEY, &u, sizeof(u.key)), EINVAL);
	CHECK_ERR(opt_set(p.c, SCTP_AUTH_CHUNK, &chunk, 1), EACCES);
	CHECK_ERR(opt_set(p.c, SCTP_HMAC_IDENT, buf, 8), EACCES);
	CHECK_ERR(opt_get(p.c, SCTP_HMAC_IDENT, buf, 8), EACCES);
	CHECK_ERR(opt_set(p.c, SCTP_AUTH_ACTIVE_KEY, &id, sizeof(id)), EACCES);
	CHECK_ERR(opt_set(p.c, SCTP_AUTH_DELETE_KEY, &id, sizeof(id)), EACCES);
	CHECK_ERR(opt_set(p.c, SCTP_AUTH_DEACTIVATE_KEY, &id, sizeof(id)),
		  EACCES);
	CHECK_ERR(opt_get(p.c, SCTP_AUTH_KEY, &u, sizeof(u)), EOPNOTSUPP);
	memcpy(buf, &p.cid, sizeof(p.cid));
	CHECK_ERR(opt_get(p.c, SCTP_PEER_AUTH_CHUNKS, buf, sizeof(buf)),
		  EACCES);
	CHECK_ERR(opt_get(p.c, SCTP_LOCAL_AUTH_CHUNKS, buf, sizeof(buf)),
		  EACCES);
}

NETTEST(asconf__off, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct sctp_setpeerprim prim = { .sspp_assoc_id = p.cid };
	union addr a = local_addr(p.c);

	memcpy(&prim.sspp_addr, &a, addr_len(&a));
	CHECK_ERR(opt_set(p.c, SCTP_SET_PEER_PRIMARY_ADDR, &prim,
			  sizeof(prim)), EPERM);
}

/* Who is bound to all addresses may wish for it */
NETTEST(auto_asconf__of_all_addresses)
{
	int one = sock_bound(v, 1, 0), fd = sock(v);

	CHECK_ERR(opt_set_int(one, SCTP_AUTO_ASCONF, 1), EINVAL);
	CHECK_ERR(opt_set_int(fd, SCTP_AUTO_ASCONF, 1), EINVAL);
	CHECK_OK(bind_to(fd, any(v, 0)));
	CHECK_OK(opt_set_int(fd, SCTP_AUTO_ASCONF, 1));
	CHECK_EQ(opt_int(fd, IPPROTO_SCTP, SCTP_AUTO_ASCONF), 1);
	CHECK_OK(opt_set_int(fd, SCTP_AUTO_ASCONF, 0));
	CHECK_EQ(opt_int(fd, IPPROTO_SCTP, SCTP_AUTO_ASCONF), 0);
}

/* connect() binds to all of them. */
NETTEST(auto_asconf__after_connect)
{
	struct pair p = pair_open(v);

	CHECK_OK(opt_set_int(p.c, SCTP_AUTO_ASCONF, 1));
	CHECK_EQ(opt_int(p.c, IPPROTO_SCTP, SCTP_AUTO_ASCONF), 1);
}

NETTEST(reconf__off, .variants = V_V4)
{
	struct sctp_reset_streams rs = { .srs_flags =
					 SCTP_STREAM_RESET_OUTGOING };
	struct sctp_add_streams as = { .sas_outstrms = 1 };
	struct pair p = pair_off(v);

	rs.srs_assoc_id = p.cid;
	as.sas_assoc_id = p.cid;
	CHECK_ERR(opt_set(p.c, SCTP_RESET_STREAMS, &rs, sizeof(rs)),
		  ENOPROTOOPT);
	CHECK_ERR(opt_set(p.c, SCTP_RESET_ASSOC, &p.cid, sizeof(p.cid)),
		  ENOPROTOOPT);
	CHECK_ERR(opt_set(p.c, SCTP_ADD_STREAMS, &as, sizeof(as)),
		  ENOPROTOOPT);
	/* A list longer than the argument, and no association. */
	rs.srs_number_streams = 1;
	CHECK_ERR(opt_set(p.c, SCTP_RESET_STREAMS, &rs, sizeof(rs)), EINVAL);
	as.sas_assoc_id = p.cid + 1000;
	CHECK_ERR(opt_set(sock(v), SCTP_ADD_STREAMS, &as, sizeof(as)), EINVAL);
}

NETTEST(enable_stream_reset__kept, .variants = V_SEQ_V4)
{
	struct pair p = { .l = sock_listening(v, PORT), .c = sock(v) };

	CHECK_OK(val_set(p.c, SCTP_ENABLE_STREAM_RESET, 0, 5));
	p = pair_join(v, p.l, p.c);
	CHECK_EQ(val_get(p.c, SCTP_ENABLE_STREAM_RESET, p.cid), 5);
	CHECK_OK(val_set(p.c, SCTP_ENABLE_STREAM_RESET, p.cid, 2));
	CHECK_EQ(val_get(p.c, SCTP_ENABLE_STREAM_RESET, p.cid), 2);
	CHECK_EQ(val_get(p.c, SCTP_ENABLE_STREAM_RESET, 0), 5);
	CHECK_OK(val_set(p.c, SCTP_ENABLE_STREAM_RESET, SCTP_ALL_ASSOC, 7));
	CHECK_EQ(val_get(p.c, SCTP_ENABLE_STREAM_RESET, p.cid), 7);
	CHECK_EQ(val_get(p.c, SCTP_ENABLE_STREAM_RESET, 0), 7);
	CHECK_ERR(val_set(p.c, SCTP_ENABLE_STREAM_RESET, p.cid, 8), EINVAL);
}

NETTEST(default_prinfo__reliable_without_prsctp, .variants = V_V4,
	.smoke = true)
{
	struct sctp_default_prinfo pr = {
		.pr_policy = SCTP_PR_SCTP_RTX,
		.pr_value = 0,
	};
	struct sctp_prstatus st = { .sprstat_policy = SCTP_PR_SCTP_RTX };
	struct pair p = pair_off(v);
	union addr a = host(v, 1, PORT);

	pr.pr_assoc_id = p.cid;
	st.sprstat_assoc_id = p.cid;
	CHECK_OK(opt_set(p.c, SCTP_DEFAULT_PRINFO, &pr, sizeof(pr)));
	pr.pr_policy = 0;
	CHECK_EQ(opt_get(p.c, SCTP_DEFAULT_PRINFO, &pr, sizeof(pr)),
		 sizeof(pr));
	CHECK_EQ(pr.pr_policy, SCTP_PR_SCTP_RTX);
	CHECK_OK(tx_info(p.c, v->type == SOCK_STREAM ? NULL : &a, NULL, "x", 1,
			 0));
	rx_data(p.s, "x");
	CHECK_EQ(opt_get(p.c, SCTP_PR_ASSOC_STATUS, &st, sizeof(st)),
		 sizeof(st));
	CHECK_EQ(st.sprstat_abandoned_sent + st.sprstat_abandoned_unsent, 0);
	CHECK_OK(opt_get(p.c, SCTP_PR_STREAM_STATUS, &st, sizeof(st)));
	st.sprstat_sid = 10;
	CHECK_ERR(opt_get(p.c, SCTP_PR_STREAM_STATUS, &st, sizeof(st)),
		  EINVAL);
	st.sprstat_policy = SCTP_PR_SCTP_NONE;
	CHECK_ERR(opt_get(p.c, SCTP_PR_ASSOC_STATUS, &st, sizeof(st)), EINVAL);
}

NETTEST(default_prinfo__part_of_the_defaults, .variants = V_V4)
{
	struct sctp_default_prinfo pr = {
		.pr_policy = SCTP_PR_SCTP_TTL,
		.pr_value = 500,
	};
	struct sctp_sndrcvinfo si = {};
	int fd = sock(v);

	CHECK_OK(opt_set(fd, SCTP_DEFAULT_PRINFO, &pr, sizeof(pr)));
	CHECK_OK(opt_get(fd, SCTP_DEFAULT_SEND_PARAM, &si, sizeof(si)));
	CHECK_EQ(si.sinfo_flags, SCTP_PR_SCTP_TTL);
	CHECK_EQ(si.sinfo_timetolive, 500);
	si.sinfo_flags = SCTP_UNORDERED;
	CHECK_OK(opt_set(fd, SCTP_DEFAULT_SEND_PARAM, &si, sizeof(si)));
	CHECK_OK(opt_get(fd, SCTP_DEFAULT_PRINFO, &pr, sizeof(pr)));
	CHECK_EQ(pr.pr_policy, SCTP_PR_SCTP_NONE);
	/* No policy has no value. */
	pr.pr_value = 500;
	CHECK_OK(opt_set(fd, SCTP_DEFAULT_PRINFO, &pr, sizeof(pr)));
	CHECK_OK(opt_get(fd, SCTP_DEFAULT_PRINFO, &pr, sizeof(pr)));
	CHECK_EQ(pr.pr_value, 0);
	CHECK_OK(opt_get(fd, SCTP_DEFAULT_SEND_PARAM, &si, sizeof(si)));
	CHECK_EQ(si.sinfo_flags, SCTP_UNORDERED);
	pr.pr_policy = SCTP_PR_SCTP_ALL;
	CHECK_ERR(opt_set(fd, SCTP_DEFAULT_PRINFO, &pr, sizeof(pr)), EINVAL);
}

NETTEST(scheduler__first_come, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct sctp_stream_value sv = { p.cid, 9, 7 };

	CHECK_EQ(val_get(p.c, SCTP_STREAM_SCHEDULER, p.cid), SCTP_SS_FCFS);
	CHECK_OK(val_set(p.c, SCTP_STREAM_SCHEDULER, p.cid, SCTP_SS_FCFS));
	CHECK_ERR(val_set(p.c, SCTP_STREAM_SCHEDULER, p.cid, 77), EINVAL);
	CHECK_OK(opt_set(p.c, SCTP_STREAM_SCHEDULER_VALUE, &sv, sizeof(sv)));
	CHECK_OK(opt_get(p.c, SCTP_STREAM_SCHEDULER_VALUE, &sv, sizeof(sv)));
	sv.stream_id = 10;
	CHECK_ERR(opt_set(p.c, SCTP_STREAM_SCHEDULER_VALUE, &sv, sizeof(sv)),
		  EINVAL);
	CHECK_ERR(opt_get(p.c, SCTP_STREAM_SCHEDULER_VALUE, &sv, sizeof(sv)),
		  EINVAL);
	sv.assoc_id = SCTP_CURRENT_ASSOC;
	CHECK_ERR(opt_set(p.c, SCTP_STREAM_SCHEDULER_VALUE, &sv, sizeof(sv)),
		  EINVAL);
	sv.stream_id = 0;
	CHECK_OK(opt_set(p.c, SCTP_STREAM_SCHEDULER_VALUE, &sv, sizeof(sv)));
}

NETTEST(pf__defaults_from_sysctl, .variants = V_V4)
{
	long pf = sysctl_get("pf_retrans"), ps = sysctl_get("ps_retrans");
	struct sctp_paddrthlds_v2 th = {};
	int fd;

	sysctl_set("pf_retrans", 3);
	sysctl_set("ps_retrans", 4);
	sysctl_set("pf_expose", 2);
	fd = sock(v);
	sysctl_set("ps_retrans", ps);
	sysctl_set("pf_retrans", pf);
	sysctl_set("pf_expose", 0);
	CHECK_OK(opt_get(fd, SCTP_PEER_ADDR_THLDS_V2, &th, sizeof(th)));
	CHECK_EQ(th.spt_pathpfthld, 3);
	CHECK_EQ(th.spt_pathcpthld, 4);
	CHECK_EQ(val_get(fd, SCTP_EXPOSE_POTENTIALLY_FAILED_STATE, 0), 2);
	CHECK_ERR(val_set(fd, SCTP_EXPOSE_POTENTIALLY_FAILED_STATE, 0, 3),
		  EINVAL);
}

NETTEST(pf__switch, .variants = V_V4)
{
	long was = sysctl_get("pf_enable");

	CHECK_EQ(was, 1);
	sysctl_set("pf_enable", 0);
	CHECK_EQ(sysctl_get("pf_enable"), 0);
	sysctl_set("pf_enable", was);
}

NETTEST(pf__expose_per_association, .variants = V_SEQ_V4)
{
	int opt = SCTP_EXPOSE_POTENTIALLY_FAILED_STATE;
	struct pair p = { .l = sock_listening(v, PORT), .c = sock(v) };

	CHECK_OK(val_set(p.c, opt, 0, 1));
	p = pair_join(v, p.l, p.c);
	CHECK_EQ(val_get(p.c, opt, p.cid), 1);
	CHECK_OK(val_set(p.c, opt, p.cid, 2));
	CHECK_EQ(val_get(p.c, opt, p.cid), 2);
	CHECK_EQ(val_get(p.c, opt, 0), 1);
	CHECK_ERR(val_set(p.c, opt, SCTP_CURRENT_ASSOC, 1), EINVAL);
}

NETTEST(udp_encaps__endpoint_association_and_path, .variants = V_V4 | V_V6)
{
	struct pair p = pair_open(v);
	struct sctp_udpencaps u = { .sue_assoc_id = p.cid, .sue_port = 1 };
	struct sctp_udpencaps all = { .sue_assoc_id = p.cid };
	union addr a = host(v, 1, PORT), b = host(v, 3, PORT);

	memcpy(&u.sue_address, &a, addr_len(&a));
	CHECK_EQ(opt_get(p.c, SCTP_REMOTE_UDP_ENCAPS_PORT, &u, sizeof(u)),
		 sizeof(u));
	CHECK_EQ(u.sue_port, 0);
	u.sue_port = htons(9899);
	CHECK_OK(opt_set(p.c, SCTP_REMOTE_UDP_ENCAPS_PORT, &u, sizeof(u)));
	CHECK_OK(opt_get(p.c, SCTP_REMOTE_UDP_ENCAPS_PORT, &u, sizeof(u)));
	CHECK_EQ(ntohs(u.sue_port), 9899);
	/* that path only */
	CHECK_OK(opt_get(p.c, SCTP_REMOTE_UDP_ENCAPS_PORT, &all, sizeof(all)));
	CHECK_EQ(all.sue_port, 0);
	all.sue_port = htons(9900);
	CHECK_OK(opt_set(p.c, SCTP_REMOTE_UDP_ENCAPS_PORT, &all, sizeof(all)));
	CHECK_OK(opt_get(p.c, SCTP_REMOTE_UDP_ENCAPS_PORT, &u, sizeof(u)));
	CHECK_EQ(ntohs(u.sue_port), 9900);
	/* None of the peer's addresses. */
	memcpy(&u.sue_address, &b, addr_len(&b));
	CHECK_ERR(opt_get(p.c, SCTP_REMOTE_UDP_ENCAPS_PORT, &u, sizeof(u)),
		  EINVAL);
}

static int get_interval(int fd, sctp_assoc_t id, const union addr *a,
			struct sctp_probeinterval *i)
{
	memset(i, 0, sizeof(*i));
	i->spi_assoc_id = id;
	if (a)
		memcpy(&i->spi_address, a, addr_len(a));
	CHECK_EQ(opt_get(fd, SCTP_PLPMTUD_PROBE_INTERVAL, i, sizeof(*i)),
		 sizeof(*i));
	return i->spi_interval;
}

NETTEST(probe_interval__of_socket_association_and_path, .variants = V_ALL)
{
	struct pair p = pair_open(v);
	union addr a = host(v, 1, PORT);
	struct sctp_probeinterval i;

	CHECK_EQ(get_interval(p.c, p.cid, NULL, &i), 0);
	CHECK_EQ(get_interval(p.c, p.cid, &a, &i), 0);
	i.spi_interval = 5000;
	CHECK_OK(opt_set(p.c, SCTP_PLPMTUD_PROBE_INTERVAL, &i, sizeof(i)));
	CHECK_EQ(get_interval(p.c, p.cid, &a, &i), 5000);
	CHECK_EQ(get_interval(p.c, p.cid, NULL, &i), 0);
	i.spi_interval = 60000;
	CHECK_OK(opt_set(p.c, SCTP_PLPMTUD_PROBE_INTERVAL, &i, sizeof(i)));
	CHECK_EQ(get_interval(p.c, p.cid, &a, &i), 60000);
	i.spi_interval = 0;
	CHECK_OK(opt_set(p.c, SCTP_PLPMTUD_PROBE_INTERVAL, &i, sizeof(i)));
	CHECK_EQ(get_interval(p.c, p.cid, &a, &i), 0);
}

NETTEST(probe_interval__bad, .variants = V_V4 | V_V6)
{
	struct pair p = pair_open(v);
	union addr b = host(v, 3, PORT);
	struct sctp_probeinterval i = {
		.spi_assoc_id = p.cid,
		.spi_interval = 4999,
	};

	CHECK_ERR(opt_set(p.c, SCTP_PLPMTUD_PROBE_INTERVAL, &i, sizeof(i)),
		  EINVAL);
	i.spi_interval = 1;
	CHECK_ERR(opt_set(p.c, SCTP_PLPMTUD_PROBE_INTERVAL, &i, sizeof(i)),
		  EINVAL);
	CHECK_EQ(get_interval(p.c, p.cid, NULL, &i), 0);
	/* None of the peer's addresses. */
	i.spi_interval = 5000;
	memcpy(&i.spi_address, &b, addr_len(&b));
	CHECK_ERR(opt_set(p.c, SCTP_PLPMTUD_PROBE_INTERVAL, &i, sizeof(i)),
		  EINVAL);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
