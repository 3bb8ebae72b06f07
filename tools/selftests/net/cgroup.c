// SPDX-License-Identifier: GPL-2.0-only
/*
 * BPF programs of a control group: the same are asked, and obeyed, as with
 * Linux's own.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "bpf.h"
#include "sock.h"

#define ROOT	"/tmp/cgroup2"
#define GROUP	ROOT "/sctp"

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
	static char log[4096];
	union bpf_attr load = {
		.prog_type = type, .expected_attach_type = where,
		.insns = (unsigned long)insns, .insn_cnt = n,
		.license = (unsigned long)"GPL",
		.log_buf = (unsigned long)log, .log_size = sizeof(log),
		.log_level = 1,
	};
	union bpf_attr at = { .attach_type = where };
	int fd = bpf(BPF_PROG_LOAD, &load);

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
		INSN(BPF_ALU64 | BPF_MOV | BPF_K, 2, 0, 0, htons(port)),
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

/* As in Linux's own: those are about protocols that bind like TCP and UDP. */
NETTEST(cgroup__bind_and_connect_are_free, .variants = V_V4 | V_V6)
{
	union addr a = host(v, 2, PORT), b = host(v, 1, PORT + 1);
	struct sctp_sndinfo info = { 0 };
	int c;

	if (v->family == AF_INET) {
		refuse(BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BPF_CGROUP_INET4_BIND);
		refuse(BPF_PROG_TYPE_CGROUP_SOCK, BPF_CGROUP_INET4_POST_BIND);
		refuse(BPF_PROG_TYPE_CGROUP_SOCK_ADDR,
		       BPF_CGROUP_INET4_CONNECT);
	} else {
		refuse(BPF_PROG_TYPE_CGROUP_SOCK_ADDR, BPF_CGROUP_INET6_BIND);
		refuse(BPF_PROG_TYPE_CGROUP_SOCK, BPF_CGROUP_INET6_POST_BIND);
		refuse(BPF_PROG_TYPE_CGROUP_SOCK_ADDR,
		       BPF_CGROUP_INET6_CONNECT);
	}
	CHECK_OK(listen(sock_bound(v, 2, PORT), 5));
	c = sock(v);
	CHECK_OK(sctp_bindx(c, &b.sa, 1, SCTP_BINDX_ADD_ADDR));
	CHECK_OK(connect_to(c, a));
	CHECK_OK(sctp_connectx(sock(v), &a.sa, 1, NULL));
	CHECK_OK(tx_info(sock(v), &a, &info, "x", 1, 0));
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
