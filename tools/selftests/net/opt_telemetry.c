// SPDX-License-Identifier: GPL-2.0-only
/*
 * Telemetry: SCTP_TELEMETRY, SCTP_TELEMETRY_INFO, /proc/net/sctp/telemetry.
 * telemetry.sh has hosts and links that lose packets.
 */
#include <errno.h>
#include <string.h>

#include "sock.h"

static const char no_telemetry[] = "has no telemetry";

static struct sctp_telemetry_info info(int fd, sctp_assoc_t id,
				       const union addr *a)
{
	struct sctp_get_telemetry g = { .stg_assoc_id = id };

	if (a)
		memcpy(&g.stg_address, a, addr_len(a));
	memset(&g.stg_info, 0xff, sizeof(g.stg_info));
	CHECK_EQ(opt_get(fd, SCTP_TELEMETRY_INFO, &g, sizeof(g)), sizeof(g));
	return g.stg_info;
}

static void check_off(const struct sctp_telemetry_info *i)
{
	static const struct sctp_telemetry_info none;

	CHECK(!memcmp(i, &none, sizeof(none)));
}

static union addr peer_of(int fd, sctp_assoc_t id)
{
	struct sctp_status st = assoc_status(fd, id);
	union addr a;

	memcpy(&a, &st.sstat_primary.spinfo_address, sizeof(a));
	return a;
}

NETTEST(telemetry__off_unless_said, .variants = V_ALL, .smoke = true,
	.intree = no_telemetry)
{
	struct pair p = pair_open(v);
	struct sctp_telemetry_info i;
	struct rx r;

	CHECK_EQ(val_get(p.c, SCTP_TELEMETRY, p.cid), 0);
	CHECK_OK(tx(p.c, p.cid, "data", 4));
	CHECK_EQ(rx(p.s, &r, 0), 4);
	i = info(p.c, p.cid, NULL);
	check_off(&i);
	CHECK_EQ(proc_rows("telemetry"), 0);
}

NETTEST(telemetry__for_associations_to_come, .variants = V_ALL,
	.intree = no_telemetry)
{
	struct sctp_telemetry_info i;
	int l = sock(v), c = sock(v);
	struct pair p;

	CHECK_ERR(val_set(c, SCTP_TELEMETRY, 0, 2), EINVAL);
	CHECK_EQ(val_get(c, SCTP_TELEMETRY, 0), 0);
	CHECK_OK(val_set(c, SCTP_TELEMETRY, 0, 1));
	CHECK_EQ(val_get(c, SCTP_TELEMETRY, 0), 1);
	p = pair_of(v, l, c);
	CHECK_EQ(val_get(p.c, SCTP_TELEMETRY, p.cid), 1);
	CHECK_EQ(val_get(p.s, SCTP_TELEMETRY, p.sid), 0);
	i = info(p.c, p.cid, NULL);
	CHECK(i.sti_flags & SCTP_TELEMETRY_ON);
	i = info(p.s, p.sid, NULL);
	check_off(&i);
	/* the association, and its path */
	CHECK_EQ(proc_rows("telemetry"), 2);
	opt_follows(v, SCTP_TELEMETRY, "telemetry", 0);
}

NETTEST(telemetry__while_it_goes_on, .variants = V_ALL, .intree = no_telemetry)
{
	struct pair p = pair_open(v);
	struct sctp_telemetry_info i;
	struct rx r;

	CHECK_OK(val_set(p.c, SCTP_TELEMETRY, p.cid, 1));
	CHECK_OK(tx(p.c, p.cid, "data", 4));
	CHECK_EQ(rx(p.s, &r, 0), 4);
	/* a chunk of 16 and 4 bytes; its SACK may be delayed */
	for (i = info(p.c, p.cid, NULL); !i.sti_delivered;
	     i = info(p.c, p.cid, NULL))
		sleep_ms(10);
	CHECK_EQ(i.sti_delivered, 20);
	CHECK_EQ(i.sti_resent, 0);
	CHECK(i.sti_user_limited > 0);
	CHECK_EQ(i.sti_busy, i.sti_user_limited);
	CHECK_EQ(i.sti_cwnd_limited + i.sti_rwnd_limited +
		 i.sti_sndbuf_limited, 0);
	CHECK_OK(val_set(p.c, SCTP_TELEMETRY, p.cid, 0));
	i = info(p.c, p.cid, NULL);
	check_off(&i);
	CHECK_EQ(val_get(p.c, SCTP_TELEMETRY, p.cid), 0);
}

NETTEST(info__of_a_path, .variants = V_ALL, .intree = no_telemetry)
{
	struct pair p = pair_open(v);
	union addr a = peer_of(p.c, p.cid);
	struct sctp_get_telemetry g = {};
	struct sctp_telemetry_info i;
	struct rx r;

	CHECK_OK(val_set(p.c, SCTP_TELEMETRY, p.cid, 1));
	CHECK_OK(tx(p.c, p.cid, "data", 4));
	CHECK_EQ(rx(p.s, &r, 0), 4);
	for (i = info(p.c, p.cid, &a); !i.sti_delivered;
	     i = info(p.c, p.cid, &a))
		sleep_ms(10);
	CHECK_EQ(i.sti_delivered, 20);
	CHECK(i.sti_busy > 0);
	CHECK_EQ(i.sti_user_limited, 0);
	/* the same bytes in the sum of all paths */
	CHECK_EQ(info(p.c, p.cid, NULL).sti_delivered, 20);
	/* an address that is not the peer's, a length that is not right */
	a = beside(v, 9);
	memcpy(&g.stg_address, &a, addr_len(&a));
	CHECK_ERR(opt_get(p.c, SCTP_TELEMETRY_INFO, &g, sizeof(g)), EINVAL);
	memset(&g, 0, sizeof(g));
	CHECK_ERR(opt_get(p.c, SCTP_TELEMETRY_INFO, &g, sizeof(g) - 1),
		  EINVAL);
	CHECK_ERR(opt_set(p.c, SCTP_TELEMETRY_INFO, &g, sizeof(g)),
		  ENOPROTOOPT);
	CHECK_ERR(opt_get(sock(v), SCTP_TELEMETRY_INFO, &g, sizeof(g)),
		  EINVAL);
}

/* The peer does not read: its window closes, and that is told apart from a
 * network that is slow
 */
NETTEST(limits__the_peer_does_not_read, .variants = V_STREAM_V4 | V_STREAM_V6,
	.smoke = true, .intree = no_telemetry)
{
	static char block[8192];
	struct pair p = pair_open(v);
	struct sctp_telemetry_info i;

	while (send(p.c, block, sizeof(block), MSG_DONTWAIT) > 0)
		;
	CHECK_EQ(errno, EAGAIN);
	/* it is so when counting begins, and nothing happens then */
	sleep_ms(100);
	CHECK_OK(val_set(p.c, SCTP_TELEMETRY, p.cid, 1));
	sleep_ms(500);
	i = info(p.c, p.cid, NULL);
	diag("busy %llu us, rwnd %llu, sndbuf %llu, cwnd %llu, user %llu",
	     i.sti_busy, i.sti_rwnd_limited, i.sti_sndbuf_limited,
	     i.sti_cwnd_limited, i.sti_user_limited);
	CHECK(i.sti_rwnd_limited >= 400000);
	CHECK(i.sti_rwnd_limited > i.sti_busy / 2);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
