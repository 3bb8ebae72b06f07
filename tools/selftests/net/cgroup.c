// SPDX-License-Identifier: GPL-2.0-only
/*
 * BPF programs of a control group: those that Linux asks about every protocol,
 * and those it asks about bind() and connect() of TCP and UDP.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "bpf.h"
#include "sock.h"

#define ROOT	"/tmp/cgroup2"
#define GROUP	ROOT "/sctp"

#define LOAD(to, off)							\
	INSN(BPF_LDX | BPF_MEM | BPF_W, to, 1, off, 0)
#define STORE(off, v)							\
	INSN(BPF_ST | BPF_MEM | BPF_W, 10, 0, off, v)
#define SET(reg, v)							\
	INSN(BPF_ALU64 | BPF_MOV | BPF_K, reg, 0, 0, v)
#define CALL(f)								\
	INSN(BPF_JMP | BPF_CALL, 0, 0, 0, BPF_FUNC_##f)

/* A control group of this test's, without programs at first. */
static int join(void)
{
	static int group;
	char pid[16];
	int fd;

	if (group)
		return group;
	mkdir(ROOT, 0700);
	if (access(ROOT "/cgroup.procs", F_OK) &&
	    mount("none", ROOT, "cgroup2", 0, NULL))
		ktap_skip("no control groups: %s", strerror(errno));
	rmdir(GROUP);
	CHECK_OK(mkdir(GROUP, 0700));
	fd = CHECK_OK(open(GROUP "/cgroup.procs", O_WRONLY));
	snprintf(pid, sizeof(pid), "%d", getpid());
	CHECK_OK(write(fd, pid, strlen(pid)));
	close(fd);
	group = CHECK_OK(open(GROUP, O_RDONLY | O_DIRECTORY));
	return group;
}

/* From now on the group's sockets ask this program: those made from now on. */
static void attach(enum bpf_prog_type type, enum bpf_attach_type where,
		   const struct bpf_insn *insns, int n)
{
	union bpf_attr load = {
		.prog_type = type, .expected_attach_type = where,
	};
	union bpf_attr at = { .attach_type = where };
	const char *log;
	int fd = bpf_load(&load, insns, n, &log);

	if (fd < 0 && !log[0])
		ktap_skip("no BPF programs of this type");
	if (fd < 0)
		FAIL("load: %s %s", strerror(errno), log);
	at.target_fd = join();
	at.attach_bpf_fd = fd;
	if (bpf(BPF_PROG_ATTACH, &at))
		ktap_skip("no BPF programs of control groups");
	close(fd);
}

/* A program that refuses */
static void refuse(enum bpf_prog_type type, enum bpf_attach_type where)
{
	const struct bpf_insn insns[] = { ANSWER(0), EXIT };

	attach(type, where, insns, ARRAY_SIZE(insns));
}

/* A program that gives every address another port */
static void attach_renumber(enum bpf_attach_type where, int port)
{
	const struct bpf_insn insns[] = {
		SET(2, htons(port)),
		INSN(BPF_STX | BPF_MEM | BPF_W, 1, 2,
		     offsetof(struct bpf_sock_addr, user_port), 0),
		ANSWER(1),
		EXIT,
	};

	attach(BPF_PROG_TYPE_CGROUP_SOCK_ADDR, where, insns,
	       ARRAY_SIZE(insns));
}

NETTEST(cgroup__names, .variants = V_STREAM, .smoke = true)
{
	socklen_t len = sizeof(union addr);
	union addr a;
	int l, c;

	if (v->family == AF_INET) {
		attach_renumber(BPF_CGROUP_INET4_GETSOCKNAME, 7777);
		attach_renumber(BPF_CGROUP_INET4_GETPEERNAME, 8888);
	} else {
		attach_renumber(BPF_CGROUP_INET6_GETSOCKNAME, 7777);
		attach_renumber(BPF_CGROUP_INET6_GETPEERNAME, 8888);
	}
	l = sock_listening(v, PORT);
	c = sock(v);
	CHECK_OK(connect_to(c, host(v, 1, PORT)));
	CHECK_OK(accept(l, &a.sa, &len));
	CHECK_EQ(addr_port(&a), 8888);
	a = local_addr(c);
	CHECK_EQ(addr_port(&a), 7777);
	a = peer_addr(c);
	CHECK_EQ(addr_port(&a), 8888);
	CHECK_EQ(a.sa.sa_family, v->family);
}

NETTEST(cgroup__no_socket, .smoke = true)
{
	refuse(BPF_PROG_TYPE_CGROUP_SOCK, BPF_CGROUP_INET_SOCK_CREATE);
	CHECK_ERR(socket(AF_INET, SOCK_STREAM, IPPROTO_SCTP), EPERM);
	CHECK_ERR(socket(AF_INET6, SOCK_SEQPACKET, IPPROTO_SCTP), EPERM);
}

NETTEST(cgroup__no_setsockopt)
{
	union addr a = host(v, 1, PORT);
	int fd;

	refuse(BPF_PROG_TYPE_CGROUP_SOCKOPT, BPF_CGROUP_SETSOCKOPT);
	fd = CHECK_OK(socket(v->family, v->type, IPPROTO_SCTP));
	CHECK_ERR(opt_set_int(fd, SCTP_NODELAY, 1), EPERM);
	CHECK_ERR(sctp_bindx(fd, &a.sa, 1, SCTP_BINDX_ADD_ADDR), EPERM);
	CHECK_OK(bind_to(fd, a));
}

/* Not that of calls which are options only in name. */
NETTEST(cgroup__no_getsockopt, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	socklen_t len = sizeof(int);
	union addr a = host(v, 1, NO_PORT);
	sctp_assoc_t id;
	int on, fd;

	refuse(BPF_PROG_TYPE_CGROUP_SOCKOPT, BPF_CGROUP_GETSOCKOPT);
	fd = sock(v);
	CHECK_ERR(getsockopt(fd, SOL_SCTP, SCTP_NODELAY, &on, &len), EPERM);
	CHECK_ERR(sctp_connectx(fd, &a.sa, 1, &id), ECONNREFUSED);
}

static void check_silence(const struct variant *v)
{
	int l = sock_listening(v, PORT), c = sock(v);

	sock_nonblock(c, true);
	CHECK_ERR(connect_to(c, host(v, 1, PORT)), EINPROGRESS);
	CHECK_EQ(poll_wait(l, POLLIN, 300), 0);
	CHECK_EQ(sock_error(c), 0);
}

NETTEST(cgroup__no_egress, .variants = V_STREAM_V4 | V_STREAM_V6)
{
	refuse(BPF_PROG_TYPE_CGROUP_SKB, BPF_CGROUP_INET_EGRESS);
	check_silence(v);
}

NETTEST(cgroup__no_ingress, .variants = V_STREAM_V4 | V_STREAM_V6)
{
	refuse(BPF_PROG_TYPE_CGROUP_SKB, BPF_CGROUP_INET_INGRESS);
	check_silence(v);
}

/* Programs about bind() and connect(), by the family of the socket */
#define BIND(v)								\
	((v)->family == AF_INET ? BPF_CGROUP_INET4_BIND : BPF_CGROUP_INET6_BIND)
#define POST_BIND(v)							\
	((v)->family == AF_INET ? BPF_CGROUP_INET4_POST_BIND :		\
				  BPF_CGROUP_INET6_POST_BIND)
#define CONNECT(v)							\
	((v)->family == AF_INET ? BPF_CGROUP_INET4_CONNECT :		\
				  BPF_CGROUP_INET6_CONNECT)

#define FREE	"programs about bind() and connect() are not asked"

/* A program that refuses host(v, n), and nothing else */
static void refuse_host(const struct variant *v, enum bpf_attach_type where,
			int n)
{
	union addr a = host(v, n, 0);
	bool v6 = a.sa.sa_family == AF_INET6;
	const struct bpf_insn insns[] = {
		LOAD(2, v6 ? offsetof(struct bpf_sock_addr, user_ip6[3]) :
			     offsetof(struct bpf_sock_addr, user_ip4)),
		ANSWER(1),
		SKIP_UNLESS(2, v6 ? a.v6.sin6_addr.s6_addr32[3] :
				    a.v4.sin_addr.s_addr),
		ANSWER(0),
		EXIT,
	};

	attach(BPF_PROG_TYPE_CGROUP_SOCK_ADDR, where, insns,
	       ARRAY_SIZE(insns));
}

/* Two addresses, the second of which is host 2 */
static size_t two_hosts(const struct variant *v, void *buf)
{
	union addr a = host(v, 1, PORT), b = host(v, 2, PORT);

	return addr_pack(buf, &b, addr_pack(buf, &a, 0));
}

static int bound_to(int fd)
{
	struct sockaddr *list;
	int n = CHECK_OK(sctp_getladdrs(fd, 0, &list));

	sctp_freeladdrs(list);
	return n;
}

static int port_of(int fd)
{
	union addr a = local_addr(fd);

	return addr_port(&a);
}

NETTEST(cgroup__no_bind, .variants = V_ALL, .smoke = true, .intree = FREE)
{
	union addr a = host(v, 1, PORT);
	int fd;

	refuse(BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BIND(v));
	fd = sock(v);
	CHECK_ERR(bind_to(fd, a), EPERM);
	CHECK_ERR(bind_to(fd, any(v, 0)), EPERM);
	CHECK_ERR(sctp_bindx(fd, &a.sa, 1, SCTP_BINDX_ADD_ADDR), EPERM);
	CHECK_EQ(port_of(fd), 0);
	CHECK_OK(listen(fd, 1));
}

/* An IPv4 address is one of the socket's family, however it is spelled. */
NETTEST(cgroup__no_bind_unmapped, .variants = V_STREAM_V6, .intree = FREE)
{
	struct sockaddr_in a = {
		.sin_family = AF_INET, .sin_port = htons(PORT),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};

	refuse(BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BIND(v));
	CHECK_ERR(sctp_bindx(sock(v), (struct sockaddr *)&a, 1,
			     SCTP_BINDX_ADD_ADDR), EPERM);
}

NETTEST(cgroup__no_bindx_of_one, .variants = V_ALL, .intree = FREE)
{
	struct sockaddr_in6 buf[2];
	int fd;

	refuse_host(v, BIND(v), 2);
	two_hosts(v, buf);
	fd = sock(v);
	CHECK_ERR(sctp_bindx(fd, (struct sockaddr *)buf, 2,
			     SCTP_BINDX_ADD_ADDR), EPERM);
	CHECK_EQ(port_of(fd), 0);
	CHECK_OK(bind_to(fd, host(v, 3, PORT)));
	CHECK_ERR(sctp_bindx(fd, (struct sockaddr *)buf, 2,
			     SCTP_BINDX_ADD_ADDR), EPERM);
	CHECK_EQ(bound_to(fd), 1);
	CHECK_OK(sctp_bindx(fd, (struct sockaddr *)buf, 1,
			    SCTP_BINDX_ADD_ADDR));
	CHECK_EQ(bound_to(fd), 2);
}

/* The port goes back: a socket outside of the group can have it. */
NETTEST(cgroup__no_post_bind, .variants = V_ALL, .smoke = true, .intree = FREE)
{
	union addr a = host(v, 1, PORT);
	int outside = sock(v), fd;

	refuse(BPF_PROG_TYPE_CGROUP_SOCK, POST_BIND(v));
	fd = sock(v);
	CHECK_ERR(bind_to(fd, a), EPERM);
	CHECK_ERR(sctp_bindx(fd, &a.sa, 1, SCTP_BINDX_ADD_ADDR), EPERM);
	CHECK_EQ(port_of(fd), 0);
	CHECK_OK(bind_to(outside, a));
	CHECK_ERR(connect_to(fd, a), ECONNREFUSED);
}

NETTEST(cgroup__bind_elsewhere, .variants = V_ALL, .intree = FREE)
{
	union addr a = host(v, 1, PORT);
	int fd;

	attach_renumber(BIND(v), 7777);
	fd = sock_bound(v, 1, PORT);
	CHECK_EQ(port_of(fd), 7777);
	a = host(v, 2, PORT);
	CHECK_OK(sctp_bindx(fd, &a.sa, 1, SCTP_BINDX_ADD_ADDR));
	CHECK_EQ(bound_to(fd), 2);
}

/* A port below 1024 that the program lets everybody have */
NETTEST(cgroup__bind_privileged, .variants = V_STREAM_V4 | V_STREAM_V6,
	.intree = FREE)
{
	const struct bpf_insn insns[] = { ANSWER(3), EXIT };

	attach(BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BIND(v), insns,
	       ARRAY_SIZE(insns));
	CHECK_OK(setuid(65534));
	CHECK_OK(bind_to(sock(v), host(v, 1, 80)));
}

NETTEST(cgroup__no_connect, .variants = V_ALL, .smoke = true, .intree = FREE)
{
	struct sctp_sndinfo info = { 0 };
	union addr a = host(v, 1, PORT);
	int l = sock_listening(v, PORT), c;

	refuse(BPF_PROG_TYPE_CGROUP_SOCK_ADDR, CONNECT(v));
	c = sock(v);
	CHECK_ERR(connect_to(c, a), EPERM);
	CHECK_ERR(sctp_connectx(c, &a.sa, 1, NULL), EPERM);
	CHECK_ERR(tx_info(c, &a, &info, "x", 1, 0), EPERM);
	CHECK_EQ(port_of(c), 0);
	CHECK_EQ(poll_wait(l, POLLIN, 100), 0);
}

NETTEST(cgroup__no_connectx_of_one, .variants = V_ALL, .intree = FREE)
{
	union addr a = host(v, 1, PORT);
	struct sockaddr_in6 buf[2];
	int c;

	CHECK_OK(listen(sock_bound(v, 1, PORT), 5));
	refuse_host(v, CONNECT(v), 2);
	two_hosts(v, buf);
	c = sock(v);
	CHECK_ERR(sctp_connectx(c, (struct sockaddr *)buf, 2, NULL), EPERM);
	CHECK_OK(connect_to(c, a));
}

NETTEST(cgroup__no_dstaddr, .variants = V_STREAM_V4 | V_SEQ_V4, .intree = FREE)
{
	union addr a = host(v, 1, PORT), b = host(v, 2, PORT);
	int c;

	sock_listening(v, PORT);
	refuse_host(v, CONNECT(v), 2);
	c = sock(v);
	CHECK_ERR(tx_cmsg(c, &a, SCTP_DSTADDRV4, &b.v4.sin_addr,
			  sizeof(b.v4.sin_addr), "x", 1, 0), EPERM);
	CHECK_EQ(tx(c, 0, "x", 1), -1);
}

NETTEST(cgroup__connect_elsewhere, .variants = V_ALL, .intree = FREE)
{
	union addr a = host(v, 1, NO_PORT), peer;
	int c;

	sock_listening(v, PORT);
	attach_renumber(CONNECT(v), PORT);
	c = sock(v);
	CHECK_OK(connect_to(c, a));
	if (v->type == SOCK_STREAM) {
		peer = peer_addr(c);
		CHECK_EQ(addr_port(&peer), PORT);
	}
	CHECK_OK(sctp_connectx(sock(v), &a.sa, 1, NULL));
}

/* All that is sent to that name goes to the same peer. */
NETTEST(cgroup__send_elsewhere, .variants = V_SEQ, .intree = FREE)
{
	struct sctp_sndinfo info = { 0 };
	union addr a = host(v, 1, NO_PORT);
	int l = sock_listening(v, PORT), c;

	attach_renumber(CONNECT(v), PORT);
	c = sock(v);
	CHECK_EQ(tx_info(c, &a, &info, "one", 3, 0), 3);
	CHECK_EQ(tx_info(c, &a, &info, "two", 3, 0), 3);
	rx_data(l, "one");
	rx_data(l, "two");
	CHECK_EQ(assoc_count(c), 1);
}

/* A program that binds the connecting socket to host 2: 127.0.0.2 */
static void attach_bind(int port)
{
	const struct bpf_insn insns[] = {
		STORE(-16, AF_INET | htons(port) << 16),
		STORE(-12, htonl(INADDR_LOOPBACK + 1)),
		STORE(-8, 0),
		STORE(-4, 0),
		INSN(BPF_ALU64 | BPF_MOV | BPF_X, 2, 10, 0, 0),
		INSN(BPF_ALU64 | BPF_ADD | BPF_K, 2, 0, 0, -16),
		SET(3, 16),
		CALL(bind),
		INSN(BPF_ALU64 | BPF_MOV | BPF_X, 1, 0, 0, 0),
		ANSWER(0),
		SKIP_UNLESS(1, 0),
		ANSWER(1),
		EXIT,
	};

	attach(BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BPF_CGROUP_INET4_CONNECT, insns,
	       ARRAY_SIZE(insns));
}

static void check_bound_by(const struct variant *v, int port)
{
	union addr a = host(v, 1, PORT), want = host(v, 2, port);
	int c;

	sock_listening(v, PORT);
	attach_bind(port);
	c = sock(v);
	CHECK_OK(connect_to(c, a));
	CHECK_EQ(bound_to(c), 1);
	a = local_addr(c);
	CHECK_EQ(a.v4.sin_addr.s_addr, want.v4.sin_addr.s_addr);
	if (port)
		CHECK_EQ(addr_port(&a), port);
}

NETTEST(cgroup__connect_from, .variants = V_V4, .intree = FREE)
{
	check_bound_by(v, 0);
}

NETTEST(cgroup__connect_from_port, .variants = V_V4, .intree = FREE)
{
	check_bound_by(v, 7777);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
