// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sysctls that FreeBSD's administrators know: defaults of new sockets, and
 * limits of a namespace.
 */
#include <stdio.h>

#include "sock.h"

#define NOT_IN_LINUX	.intree = "not in Linux"
#define RR_PKT		1024	/* SCTP_SS_RR_PKT; not in <linux/sctp.h> */

static struct sctp_initmsg initmsg(int fd)
{
	struct sctp_initmsg im;

	CHECK_OK(opt_get(fd, SCTP_INITMSG, &im, sizeof(im)));
	return im;
}

/* Write a value and put the old one back; returns 0 or an errno. */
static int try_value(const char *name, long val)
{
	char path[128];
	long old = sysctl_get(name);
	FILE *f;
	int err = 0;

	snprintf(path, sizeof(path), "/proc/sys/net/sctp/%s", name);
	f = fopen(path, "w");
	CHECK(f);
	fprintf(f, "%ld\n", val);
	if (fclose(f))
		err = errno;
	sysctl_set(name, old);
	return err;
}

NETTEST(frag_interleave__of_new_sockets, .variants = V_V4 | V_V6, NOT_IN_LINUX)
{
	int before = sock(v), fd, level;

	for (level = 0; level <= 2; level++) {
		sysctl_set("default_frag_interleave", level);
		fd = sock(v);
		CHECK_EQ(opt_int(fd, SOL_SCTP, SCTP_FRAGMENT_INTERLEAVE),
			 !!level);
		close(fd);
	}
	sysctl_set("default_frag_interleave", 0);
	CHECK_EQ(opt_int(before, SOL_SCTP, SCTP_FRAGMENT_INTERLEAVE), 0);
	CHECK_EQ(try_value("default_frag_interleave", 3), EINVAL);
}

NETTEST(scheduler__of_new_sockets, .variants = V_V4, NOT_IN_LINUX)
{
	static const int nr[] = { SCTP_SS_PRIO, SCTP_SS_RR, 3, 4, RR_PKT };
	struct pair p = { 0 };
	unsigned int i;
	int fd;

	for (i = 0; i < ARRAY_SIZE(nr); i++) {
		sysctl_set("default_ss_module", nr[i]);
		fd = sock(v);
		CHECK_EQ(val_get(fd, SCTP_STREAM_SCHEDULER, 0), nr[i]);
		close(fd);
	}
	p = pair_open(v);
	sysctl_set("default_ss_module", 0);
	CHECK_EQ(val_get(p.c, SCTP_STREAM_SCHEDULER, p.cid), RR_PKT);
	CHECK_EQ(val_get(p.s, SCTP_STREAM_SCHEDULER, p.sid), RR_PKT);
	CHECK_EQ(val_get(sock(v), SCTP_STREAM_SCHEDULER, 0), 0);
	CHECK_EQ(try_value("default_ss_module", 5), EINVAL);
	CHECK_EQ(try_value("default_ss_module", 1023), EINVAL);
	CHECK_EQ(sysctl_get("default_ss_module"), 0);
}

NETTEST(streams__of_new_sockets, .variants = V_V4, NOT_IN_LINUX)
{
	int before = sock(v);
	struct sctp_status st;
	struct pair p;

	sysctl_set("outgoing_streams", 77);
	sysctl_set("incoming_streams", 33);
	p = pair_open(v);
	sysctl_set("outgoing_streams", 10);
	sysctl_set("incoming_streams", 65535);
	CHECK_EQ(initmsg(p.c).sinit_num_ostreams, 77);
	CHECK_EQ(initmsg(p.c).sinit_max_instreams, 33);
	st = assoc_status(p.c, p.cid);
	CHECK_EQ(st.sstat_outstrms, 33);
	CHECK_EQ(st.sstat_instrms, 33);
	CHECK_EQ(initmsg(before).sinit_num_ostreams, 10);
	CHECK_EQ(initmsg(before).sinit_max_instreams, 65535);
	CHECK_EQ(try_value("outgoing_streams", 0), EINVAL);
	CHECK_EQ(try_value("incoming_streams", 65536), EINVAL);
}

NETTEST(init_rto_max__of_new_sockets, .variants = V_V4, NOT_IN_LINUX)
{
	long rto_max = sysctl_get("rto_max");

	sysctl_set("init_rto_max", 2500);
	CHECK_EQ(initmsg(sock(v)).sinit_max_init_timeo, 2500);
	sysctl_set("init_rto_max", 0);
	sysctl_set("rto_max", 9000);
	CHECK_EQ(initmsg(sock(v)).sinit_max_init_timeo, 9000);
	sysctl_set("rto_max", rto_max);
}

/* Written and read; what they do the unit tests show. */
NETTEST(values__ranges, .variants = V_STREAM_V4, NOT_IN_LINUX)
{
	static const struct {
		const char *name;
		long def, least, most;
	} row[] = {
		{ "blackhole", 0, 0, 2 },
		{ "max_half_open", 0, 0, 4294967295 },
		{ "hb_max_burst", 1, 0, 255 },
		{ "abc_l_var", 0, 0, 255 },
		{ "max_retran_chunk", 0, 0, 254 },
		{ "secret_lifetime", 3600, 1, 86400 },
		{ "strict_data_order", 0, 0, 1 },
		{ "diag_info_code", 0, 0, 65535 },
		{ "vtag_time_wait", 0, 0, 86400 },
		{ "nat_friendly", 0, 0, 1 },
		{ "nat_friendly_init", 0, 0, 1 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(row); i++) {
		CHECK_EQ(sysctl_get(row[i].name), row[i].def);
		CHECK_EQ(try_value(row[i].name, row[i].least), 0);
		CHECK_EQ(try_value(row[i].name, row[i].most), 0);
		CHECK(try_value(row[i].name, row[i].least - 1));
		CHECK(try_value(row[i].name, row[i].most + 1));
		CHECK_EQ(sysctl_get(row[i].name), row[i].def);
	}
}

/* That a tag is not chosen again cannot be seen: only that all goes on. */
NETTEST(vtag__many_in_time_wait, .variants = V_V4, NOT_IN_LINUX)
{
	struct pair p;
	int i;

	sysctl_set("vtag_time_wait", 60);
	for (i = 0; i < 20; i++) {
		p = pair_open(v);
		CHECK_OK(tx(p.c, p.cid, "x", 1));
		rx_data(p.s, "x");
		pair_close(&p);
		/* the next listener needs the port */
		WAIT_UNTIL(!proc_rows("assocs"));
	}
	sysctl_set("vtag_time_wait", 0);
}

NETTEST(sendall__limit, .variants = V_SEQ_V4 | V_SEQ_V6, NOT_IN_LINUX)
{
	struct sctp_sndinfo info = { .snd_flags = SCTP_SENDALL };
	struct pair p = pair_open(v);

	sysctl_set("sendall_limit", 4);
	CHECK_ERR(tx_info(p.c, NULL, &info, "fiver", 5, 0), EMSGSIZE);
	CHECK_OK(tx_info(p.c, NULL, &info, "four", 4, 0));
	rx_data(p.s, "four");
	CHECK_OK(tx(p.c, p.cid, "not to all", 10));
	rx_data(p.s, "not to all");
	sysctl_set("sendall_limit", 0);
	CHECK_OK(tx_info(p.c, NULL, &info, "fiver", 5, 0));
	rx_data(p.s, "fiver");
	CHECK(rx_nothing(p.s));
}

/* Another client of a listener: connected, or refused */
static int half_open(const struct variant *v, int l, bool want)
{
	int fd = sock(v);

	if (want)
		CHECK_OK(connect_to(fd, local_addr(l)));
	else
		CHECK_ERR(connect_to(fd, local_addr(l)), ECONNREFUSED);
	return fd;
}

NETTEST(half_open__limit, .variants = V_SEQ, .smoke = true, NOT_IN_LINUX)
{
	int l = sock_listening(v, PORT), c[3];
	char buf[8];
	struct rx r;

	/* one from before does not count */
	half_open(v, l, true);
	sysctl_set("max_half_open", 2);
	c[0] = half_open(v, l, true);
	c[1] = half_open(v, l, true);
	half_open(v, l, false);

	/* data that was read; not what was only looked at */
	CHECK_OK(tx(c[0], assoc_id(c[0]), "x", 1));
	CHECK_EQ(recv(l, buf, sizeof(buf), MSG_PEEK), 1);
	half_open(v, l, false);
	rx_data(l, "x");
	c[2] = half_open(v, l, true);
	half_open(v, l, false);
	/* once */
	CHECK_OK(tx(c[0], assoc_id(c[0]), "y", 1));
	rx_data(l, "y");
	half_open(v, l, false);

	/* one that has ended */
	CHECK_OK(close(c[1]));
	WAIT_UNTIL(assoc_count(l) == 3);
	c[1] = half_open(v, l, true);
	half_open(v, l, false);

	/* the number is kept when it listens again */
	CHECK_OK(listen(l, 0));
	CHECK_OK(listen(l, 5));
	half_open(v, l, false);

	/* a notification */
	CHECK_OK(close(c[2]));
	WAIT_UNTIL(assoc_count(l) == 3);
	event_on(l, SCTP_ASSOC_CHANGE);
	c[2] = half_open(v, l, true);
	half_open(v, l, false);
	rx_change(l, &r, SCTP_COMM_UP);
	half_open(v, l, true);
	half_open(v, l, false);

	sysctl_set("max_half_open", 0);
	half_open(v, l, true);
	half_open(v, l, true);
}

NETTEST(half_open__peeled_off, .variants = V_SEQ_V4, NOT_IN_LINUX)
{
	int l = sock_listening(v, PORT), fd;

	sysctl_set("max_half_open", 1);
	half_open(v, l, true);
	half_open(v, l, false);
	fd = sctp_peeloff(l, assoc_id(l));
	CHECK_OK(fd);
	half_open(v, l, true);
	half_open(v, l, false);
	sysctl_set("max_half_open", 0);
}

/* Associations that the socket sets up itself do not count */
NETTEST(half_open__own, .variants = V_SEQ_V4 | V_SEQ_V6, NOT_IN_LINUX)
{
	int l = sock_listening(v, PORT), s = sock_listening(v, PORT + 1);

	sysctl_set("max_half_open", 1);
	CHECK_OK(connect_to(l, local_addr(s)));
	half_open(v, l, true);
	half_open(v, l, false);
	/* each socket has its own */
	half_open(v, s, false);
	sysctl_set("max_half_open", 0);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
