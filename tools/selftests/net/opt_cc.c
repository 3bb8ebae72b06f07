// SPDX-License-Identifier: GPL-2.0-only
/*
 * Congestion control one can choose: by number, by name, of a path, by sysctl.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "congestion.h"
#include "sock.h"

static unsigned int cc_get(int fd, sctp_assoc_t id)
{
	return val_get(fd, SCTP_PLUGGABLE_CC, id);
}

static int cc_set(int fd, sctp_assoc_t id, unsigned int val)
{
	return val_set(fd, SCTP_PLUGGABLE_CC, id, val);
}

static int name_set(int fd, sctp_assoc_t id, const char *name)
{
	struct sctp_congestion sc = { .assoc_id = id };
	size_t len = strlen(name);

	memcpy(sc.name, name, len < sizeof(sc.name) ? len : sizeof(sc.name));
	return opt_set(fd, SCTP_CONGESTION, &sc, sizeof(sc));
}

static bool name_is(int fd, sctp_assoc_t id, const char *name)
{
	struct sctp_congestion sc = { .assoc_id = id };

	CHECK_EQ(opt_get(fd, SCTP_CONGESTION, &sc, sizeof(sc)), sizeof(sc));
	CHECK(memchr(sc.name, 0, sizeof(sc.name)));
	return !strcmp(sc.name, name);
}

static int path_set(int fd, sctp_assoc_t id, const union addr *a,
		    unsigned int val)
{
	struct sctp_paddrcc pc = { .spc_assoc_id = id, .spc_value = val };

	memcpy(&pc.spc_address, a, addr_len(a));
	return opt_set(fd, SCTP_PEER_ADDR_CC, &pc, sizeof(pc));
}

static unsigned int path_get(int fd, sctp_assoc_t id, const union addr *a)
{
	struct sctp_paddrcc pc = { .spc_assoc_id = id, .spc_value = ~0U };

	memcpy(&pc.spc_address, a, addr_len(a));
	CHECK_EQ(opt_get(fd, SCTP_PEER_ADDR_CC, &pc, sizeof(pc)), sizeof(pc));
	return pc.spc_value;
}

static unsigned int path_cwnd(int fd, sctp_assoc_t id, const union addr *a)
{
	struct sctp_paddrinfo pi = { .spinfo_assoc_id = id };

	memcpy(&pi.spinfo_address, a, addr_len(a));
	CHECK_OK(opt_get(fd, SCTP_GET_PEER_ADDR_INFO, &pi, sizeof(pi)));
	return pi.spinfo_cwnd;
}

/* Write a file of net.sctp. Returns 0, or -1 with errno. */
static int file_write(const char *name, const char *text)
{
	char path[128];
	int fd, n;

	snprintf(path, sizeof(path), "/proc/sys/net/sctp/%s", name);
	fd = open(path, O_WRONLY);
	if (fd < 0)
		return -1;
	n = write(fd, text, strlen(text));
	close(fd);
	return n < 0 ? -1 : 0;
}

static void file_read(const char *name, char *text, size_t size)
{
	char path[128];
	int fd, n;

	snprintf(path, sizeof(path), "/proc/sys/net/sctp/%s", name);
	fd = CHECK_OK(open(path, O_RDONLY));
	n = CHECK_OK(read(fd, text, size - 1));
	close(fd);
	text[n] = 0;
	text[strcspn(text, "\n")] = 0;
}

NETTEST(cc__by_number, .variants = V_V4, .smoke = true, .intree = no_choice)
{
	struct sctp_assoc_value av = {};
	int fd = sock(v);

	CHECK_EQ(cc_get(fd, 0), SCTP_CC_RFC2581);
	CHECK_OK(cc_set(fd, 0, SCTP_CC_CUBIC));
	CHECK_EQ(cc_get(fd, 0), SCTP_CC_CUBIC);
	CHECK(name_is(fd, 0, "cubic"));
	CHECK_OK(cc_set(fd, 0, SCTP_CC_HSTCP));
	CHECK(name_is(fd, 0, "highspeed"));
	CHECK_OK(cc_set(fd, 0, SCTP_CC_HTCP));
	CHECK(name_is(fd, 0, "htcp"));
	CHECK_OK(cc_set(fd, 0, SCTP_CC_DCTCP));
	CHECK(name_is(fd, 0, "dctcp"));
	CHECK_OK(cc_set(fd, 0, SCTP_CC_CUBIC));
	/* FreeBSD's RTCC, numbers between, beyond and far beyond */
	CHECK_ERR(cc_set(fd, 0, 3), EINVAL);
	CHECK_ERR(cc_set(fd, 0, 15), EINVAL);
	CHECK_ERR(cc_set(fd, 0, 200), EINVAL);
	CHECK_ERR(cc_set(fd, 0, 256 + SCTP_CC_CUBIC), EINVAL);
	CHECK_ERR(cc_set(fd, 0, ~0U), EINVAL);
	CHECK_EQ(cc_get(fd, 0), SCTP_CC_CUBIC);
	CHECK_ERR(opt_set(fd, SCTP_PLUGGABLE_CC, &av, sizeof(av) - 1), EINVAL);
	CHECK_ERR(opt_get(fd, SCTP_PLUGGABLE_CC, &av, sizeof(av) - 1), EINVAL);
}

NETTEST(cc__by_name, .variants = V_V4, .intree = no_choice)
{
	struct sctp_congestion sc = { .name = "cubic" };
	int fd = sock(v);

	CHECK(name_is(fd, 0, "reno"));
	CHECK_OK(name_set(fd, 0, "cubic"));
	CHECK(name_is(fd, 0, "cubic"));
	CHECK_EQ(cc_get(fd, 0), SCTP_CC_CUBIC);
	CHECK_ERR(name_set(fd, 0, "cubi"), ENOENT);
	CHECK_ERR(name_set(fd, 0, ""), ENOENT);
	CHECK_ERR(name_set(fd, 0, "cubiccubiccubiccubic"), EINVAL);
	CHECK_ERR(opt_set(fd, SCTP_CONGESTION, &sc, sizeof(sc) - 1), EINVAL);
	CHECK_ERR(opt_get(fd, SCTP_CONGESTION, &sc, sizeof(sc) - 1), EINVAL);
	CHECK(name_is(fd, 0, "cubic"));
	CHECK_OK(name_set(fd, 0, "reno"));
	CHECK_EQ(cc_get(fd, 0), SCTP_CC_RFC2581);
}

NETTEST(cc__inherited, .variants = V_V4, .smoke = true, .intree = no_choice)
{
	int l = sock(v), c = sock(v);
	union addr a = host(v, 1, PORT), peer;
	struct pair p;
	int fd;

	CHECK_OK(bind_to(l, a));
	CHECK_OK(cc_set(l, 0, SCTP_CC_CUBIC));
	CHECK_OK(listen(l, 1));
	p = pair_join(v, l, c);
	peer = local_addr(p.c);
	CHECK_EQ(cc_get(p.s, p.sid), SCTP_CC_CUBIC);
	CHECK_EQ(cc_get(p.c, p.cid), SCTP_CC_RFC2581);
	CHECK_EQ(path_get(p.c, p.cid, &a), SCTP_CC_RFC2581);
	if (v->type != SOCK_SEQPACKET)
		return;
	CHECK_OK(cc_set(p.s, SCTP_FUTURE_ASSOC, SCTP_CC_RFC2581));
	fd = CHECK_OK(sctp_peeloff(p.s, p.sid));
	CHECK_EQ(cc_get(fd, 0), SCTP_CC_CUBIC);
	CHECK_EQ(path_get(fd, 0, &peer), SCTP_CC_CUBIC);
}

NETTEST(cc__future_current_all, .variants = V_SEQ_V4 | V_SEQ_V6,
	.intree = no_choice)
{
	struct pair p = pair_open(v);

	CHECK_OK(cc_set(p.s, SCTP_FUTURE_ASSOC, SCTP_CC_CUBIC));
	CHECK_EQ(cc_get(p.s, p.sid), SCTP_CC_RFC2581);
	CHECK_OK(cc_set(p.s, SCTP_FUTURE_ASSOC, SCTP_CC_RFC2581));
	CHECK_OK(cc_set(p.s, SCTP_CURRENT_ASSOC, SCTP_CC_CUBIC));
	CHECK_EQ(cc_get(p.s, p.sid), SCTP_CC_CUBIC);
	CHECK_EQ(cc_get(p.s, SCTP_FUTURE_ASSOC), SCTP_CC_RFC2581);
	CHECK_OK(cc_set(p.s, SCTP_CURRENT_ASSOC, SCTP_CC_RFC2581));
	CHECK_OK(name_set(p.s, SCTP_ALL_ASSOC, "cubic"));
	CHECK(name_is(p.s, p.sid, "cubic"));
	CHECK(name_is(p.s, SCTP_FUTURE_ASSOC, "cubic"));
	CHECK_ERR(cc_set(p.s, p.sid + 1000, SCTP_CC_CUBIC), EINVAL);
	CHECK_ERR(name_set(p.s, p.sid + 1000, "cubic"), EINVAL);
}

/* cwnd stays, and data goes on, also when it changes all the time */
NETTEST(cc__changes_in_a_life, .variants = V_V4 | V_V6, .intree = no_choice)
{
	struct pair p = pair_open(v);
	union addr a = host(v, 1, PORT);
	static char block[1000];
	static const unsigned int all[] = {
		SCTP_CC_CUBIC, SCTP_CC_RFC2581, SCTP_CC_HTCP, SCTP_CC_HSTCP,
		SCTP_CC_DCTCP,
	};
	unsigned int cwnd, i;
	struct rx r;

	CHECK_OK(opt_set_int(p.c, SCTP_NODELAY, 1));
	for (i = 0; i < 200; i++) {
		CHECK_EQ(tx(p.c, p.cid, block, sizeof(block)), sizeof(block));
		CHECK_EQ(rx(p.s, &r, 0), sizeof(block));
		if (i % 10)
			continue;
		CHECK_OK(cc_set(p.c, p.cid, all[i / 10 % ARRAY_SIZE(all)]));
	}
	WAIT_UNTIL(tx_arrived(p.c, p.cid));
	cwnd = path_cwnd(p.c, p.cid, &a);
	CHECK_OK(cc_set(p.c, p.cid, SCTP_CC_CUBIC));
	CHECK_EQ(path_cwnd(p.c, p.cid, &a), cwnd);
	CHECK_EQ(path_get(p.c, p.cid, &a), SCTP_CC_CUBIC);
}

NETTEST(cc__of_a_path, .variants = V_V4 | V_V6, .intree = no_choice)
{
	union addr to[] = { host(v, 1, PORT), host(v, 2, PORT) };
	union addr none = any(v, 0), stranger = host(v, 3, PORT);
	int l = sock(v), c = sock(v);
	struct pair p;
	char buf[64];

	addr_pack(buf, &to[1], addr_pack(buf, &to[0], 0));
	CHECK_OK(sctp_bindx(l, (struct sockaddr *)buf, 2,
			    SCTP_BINDX_ADD_ADDR));
	CHECK_OK(listen(l, 1));
	p = pair_join_to(v, l, c, to[0]);
	CHECK_OK(path_set(p.c, p.cid, &to[1], SCTP_CC_CUBIC));
	CHECK_EQ(path_get(p.c, p.cid, &to[1]), SCTP_CC_CUBIC);
	CHECK_EQ(path_get(p.c, p.cid, &to[0]), SCTP_CC_RFC2581);
	CHECK_EQ(cc_get(p.c, p.cid), SCTP_CC_RFC2581);
	CHECK_ERR(path_set(p.c, p.cid, &to[1], 3), EINVAL);
	CHECK_ERR(path_set(p.c, p.cid, &stranger, SCTP_CC_CUBIC), EINVAL);
	/* without an address: all paths */
	CHECK_OK(path_set(p.c, p.cid, &none, SCTP_CC_CUBIC));
	CHECK_EQ(path_get(p.c, p.cid, &to[0]), SCTP_CC_CUBIC);
	CHECK_EQ(cc_get(p.c, p.cid), SCTP_CC_CUBIC);
	CHECK_ERR(path_set(p.c, p.cid, &none, 3), EINVAL);
}

NETTEST(cc__by_sysctl, .variants = V_V4, .intree = no_choice)
{
	int before = sock(v);
	char text[128];

	file_read("congestion_control", text, sizeof(text));
	CHECK(!strcmp(text, "reno"));
	CHECK_OK(file_write("congestion_control", "cubic\n"));
	file_read("congestion_control", text, sizeof(text));
	CHECK(!strcmp(text, "cubic"));
	CHECK_EQ(cc_get(sock(v), 0), SCTP_CC_CUBIC);
	CHECK_EQ(cc_get(before, 0), SCTP_CC_RFC2581);
	CHECK_ERR(file_write("congestion_control", "nothing\n"), ENOENT);
	file_read("congestion_control", text, sizeof(text));
	CHECK(!strcmp(text, "cubic"));
	CHECK_OK(file_write("congestion_control", "reno\n"));
}

/* Each name in the list can be chosen, and the list cannot be written */
NETTEST(cc__list, .variants = V_V4, .intree = no_choice)
{
	char text[256], *name, *next = text;
	int fd = sock(v), n = 0;

	file_read("available_congestion_control", text, sizeof(text));
	while ((name = strsep(&next, " "))) {
		CHECK_OK(name_set(fd, 0, name));
		CHECK(name_is(fd, 0, name));
		n++;
	}
	CHECK(n >= 2);
	CHECK(file_write("available_congestion_control", "reno\n") < 0);
}

NETTEST(cmt__by_option, .variants = V_V4, .smoke = true, .intree = no_cmt)
{
	struct pair p;
	int fd = sock(v), i;

	CHECK_EQ(val_get(fd, SCTP_CMT_ON_OFF, 0), SCTP_CMT_OFF);
	for (i = SCTP_CMT_MPTCP; i >= SCTP_CMT_OFF; i--) {
		CHECK_OK(val_set(fd, SCTP_CMT_ON_OFF, 0, i));
		CHECK_EQ(val_get(fd, SCTP_CMT_ON_OFF, 0), i);
	}
	CHECK_ERR(val_set(fd, SCTP_CMT_ON_OFF, 0, SCTP_CMT_MPTCP + 1), EINVAL);
	CHECK_ERR(val_set(fd, SCTP_CMT_ON_OFF, 0, 257), EINVAL);
	p = pair_open(v);
	CHECK_OK(val_set(p.c, SCTP_CMT_ON_OFF, p.cid, SCTP_CMT_BASE));
	CHECK_EQ(val_get(p.c, SCTP_CMT_ON_OFF, p.cid), SCTP_CMT_BASE);
}

NETTEST(cmt__by_sysctl, .variants = V_V4, .intree = no_cmt)
{
	int before = sock(v);

	CHECK_OK(file_write("cmt_on_off", "2\n"));
	CHECK_EQ(val_get(sock(v), SCTP_CMT_ON_OFF, 0), 2);
	CHECK_EQ(val_get(before, SCTP_CMT_ON_OFF, 0), SCTP_CMT_OFF);
	CHECK_ERR(file_write("cmt_on_off", "5\n"), EINVAL);
	CHECK_OK(file_write("cmt_on_off", "0\n"));
}

NETTEST(dac__by_option, .variants = V_V4, .smoke = true, .intree = no_cmt)
{
	struct pair p;
	int fd = sock(v);

	CHECK_EQ(val_get(fd, SCTP_CMT_USE_DAC, 0), 0);
	CHECK_OK(val_set(fd, SCTP_CMT_USE_DAC, 0, 1));
	CHECK_EQ(val_get(fd, SCTP_CMT_USE_DAC, 0), 1);
	CHECK_EQ(val_get(fd, SCTP_CMT_ON_OFF, 0), SCTP_CMT_OFF);
	CHECK_OK(val_set(fd, SCTP_CMT_USE_DAC, 0, 0));
	CHECK_EQ(val_get(fd, SCTP_CMT_USE_DAC, 0), 0);
	p = pair_open(v);
	CHECK_OK(val_set(p.c, SCTP_CMT_USE_DAC, p.cid, 2));
	CHECK_EQ(val_get(p.c, SCTP_CMT_USE_DAC, p.cid), 1);
	CHECK_EQ(val_get(p.s, SCTP_CMT_USE_DAC, p.sid), 0);
}

NETTEST(dac__by_sysctl, .variants = V_V4, .intree = no_cmt)
{
	int before = sock(v);

	CHECK_OK(file_write("cmt_use_dac", "1\n"));
	CHECK_EQ(val_get(sock(v), SCTP_CMT_USE_DAC, 0), 1);
	CHECK_EQ(val_get(before, SCTP_CMT_USE_DAC, 0), 0);
	CHECK_ERR(file_write("cmt_use_dac", "2\n"), EINVAL);
	CHECK_OK(file_write("cmt_use_dac", "0\n"));
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
