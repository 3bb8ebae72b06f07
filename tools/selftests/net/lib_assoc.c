// SPDX-License-Identifier: GPL-2.0-only
/*
 * Functions of libsctp that are about associations: sctp_opt_info(),
 * sctp_peeloff(), sctp_peeloff_flags().
 */
#include <fcntl.h>

#include "sock.h"

/* Options whose argument begins with an id: the library writes it there. */
static const struct info {
	const char	*name;
	int		opt;
	socklen_t	len;
} infos[] = {
#define INFO(opt, type)	{ #opt, opt, sizeof(struct type) }
	INFO(SCTP_RTOINFO, sctp_rtoinfo),
	INFO(SCTP_ASSOCINFO, sctp_assocparams),
	INFO(SCTP_PRIMARY_ADDR, sctp_setprim),
	INFO(SCTP_PEER_ADDR_PARAMS, sctp_paddrparams),
	INFO(SCTP_MAXSEG, sctp_assoc_value),
	INFO(SCTP_STATUS, sctp_status),
};

NETTEST(lib_opt_info__each_option, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_open(v);
	union {
		sctp_assoc_t	id;
		char		room[512];
	} arg;
	const struct info *i;
	socklen_t len;

	for (i = infos; i < infos + ARRAY_SIZE(infos); i++) {
		memset(&arg, 0, sizeof(arg));
		len = i->len;
		if (sctp_opt_info(p.c, p.cid, i->opt, &arg, &len))
			FAIL("%s: %s", i->name, strerror(errno));
		if (len != i->len)
			FAIL("%s: length %u, want %u", i->name, len, i->len);
		if (p.cid && arg.id != p.cid)
			FAIL("%s: id %d, want %d", i->name, arg.id, p.cid);
	}
}

/* It knows no others but a few numbers, and says so in a way of its own. */
NETTEST(lib_opt_info__numbers, .variants = V_ALL)
{
	struct pair p = pair_open(v);
	struct sctp_sack_info sack = {};
	socklen_t len = sizeof(int);
	int val = -1;

	CHECK_OK(opt_set_int(p.c, SCTP_NODELAY, 1));
	CHECK_OK(sctp_opt_info(p.c, p.cid, SCTP_NODELAY, &val, &len));
	CHECK_EQ(val, 1);
	CHECK_OK(sctp_opt_info(p.c, p.cid, SCTP_DISABLE_FRAGMENTS, &val, &len));
	CHECK_EQ(val, 0);
	len = sizeof(sack);
	CHECK_EQ(sctp_opt_info(p.c, p.cid, SCTP_DELAYED_SACK, &sack, &len),
		 EOPNOTSUPP);
}

NETTEST(lib_opt_info__what_it_says, .variants = V_ALL)
{
	struct pair p = pair_open(v);
	struct sctp_paddrinfo path = {};
	struct sctp_status status = {};
	struct sctp_rtoinfo rto = {};
	socklen_t len = sizeof(status);
	union addr peer;

	CHECK_OK(sctp_opt_info(p.c, p.cid, SCTP_STATUS, &status, &len));
	CHECK_EQ(status.sstat_state, SCTP_ESTABLISHED);
	CHECK_EQ(status.sstat_outstrms, 10);
	peer = host(v, 1, PORT);
	CHECK(addr_same((union addr *)&status.sstat_primary.spinfo_address,
			&peer));
	memcpy(&path.spinfo_address, &peer, sizeof(peer));
	len = sizeof(path);
	CHECK_OK(sctp_opt_info(p.c, p.cid, SCTP_GET_PEER_ADDR_INFO, &path,
			       &len));
	CHECK_EQ(path.spinfo_state, SCTP_ACTIVE);
	CHECK(path.spinfo_cwnd);
	CHECK(path.spinfo_mtu);
	len = sizeof(rto);
	CHECK_OK(sctp_opt_info(p.c, p.cid, SCTP_RTOINFO, &rto, &len));
	CHECK_EQ(rto.srto_max, 60000);
	CHECK_EQ(rto.srto_min, 1000);
}

NETTEST(lib_opt_info__bad_id, .variants = V_SEQ)
{
	struct pair p = pair_open(v);
	struct sctp_status status = {};
	socklen_t len = sizeof(status);

	CHECK_ERR(sctp_opt_info(p.c, p.cid + 1000, SCTP_STATUS, &status, &len),
		  EINVAL);
}

static void talk(int a, int b)
{
	CHECK_EQ(send(a, "there", 5, 0), 5);
	rx_data(b, "there");
	CHECK_EQ(send(b, "and back", 8, 0), 8);
	rx_data(a, "and back");
}

NETTEST(lib_peeloff__both_ends, .variants = V_SEQ, .smoke = true)
{
	struct pair p = pair_open(v);
	int c = CHECK_OK(sctp_peeloff(p.c, p.cid));
	int s = CHECK_OK(sctp_peeloff(p.s, p.sid));

	CHECK_EQ(assoc_count(p.c), 0);
	CHECK_EQ(assoc_count(p.s), 0);
	CHECK_CLEAR(fcntl(c, F_GETFL), O_NONBLOCK);
	talk(c, s);
}

NETTEST(lib_peeloff_flags__each, .variants = V_SEQ)
{
	static const int flags[] = { 0, SOCK_CLOEXEC, SOCK_NONBLOCK,
				     SOCK_CLOEXEC | SOCK_NONBLOCK };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(flags); i++) {
		struct pair p = pair_open(v);
		int fd = CHECK_OK(sctp_peeloff_flags(p.s, p.sid, flags[i]));
		int c = CHECK_OK(sctp_peeloff(p.c, p.cid));

		CHECK_EQ(!!(fcntl(fd, F_GETFL) & O_NONBLOCK),
			 !!(flags[i] & SOCK_NONBLOCK));
		CHECK_EQ(!!(fcntl(fd, F_GETFD) & FD_CLOEXEC),
			 !!(flags[i] & SOCK_CLOEXEC));
		sock_nonblock(fd, false);
		talk(fd, c);
		close(fd);
		close(c);
		pair_close(&p);
	}
}

/* Others are ignored, as they always were. */
NETTEST(lib_peeloff_flags__unknown, .variants = V_SEQ_V4)
{
	struct pair p = pair_open(v);
	int fd = CHECK_OK(sctp_peeloff_flags(p.s, p.sid, 1));

	CHECK_CLEAR(fcntl(fd, F_GETFL), O_NONBLOCK);
	CHECK_CLEAR(fcntl(fd, F_GETFD), FD_CLOEXEC);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
