// SPDX-License-Identifier: GPL-2.0-only
/*
 * A security module that says no: a BPF program on one of its hooks.
 */
#include <stdio.h>

#include "bpf.h"
#include "btf.h"
#include "sock.h"

#define LOAD(size, to, from, off)					\
	INSN(BPF_LDX | BPF_MEM | (size), to, from, off, 0)

/* Put a program on the hook; it stays until the descriptor is closed. */
static int policy(const char *hook, const struct bpf_insn *insns, int n)
{
	union bpf_attr load = {
		.prog_type = BPF_PROG_TYPE_LSM,
		.expected_attach_type = BPF_LSM_MAC,
	};
	union bpf_attr at = { 0 };
	const char *log;
	char func[64];
	int fd;

	snprintf(func, sizeof(func), "bpf_lsm_%s", hook);
	if (!btf_open() || btf_func(func) < 0)
		ktap_skip("no BPF security module");
	load.attach_btf_id = btf_func(func);
	at.raw_tracepoint.prog_fd = bpf_load(&load, insns, n, &log);
	if ((int)at.raw_tracepoint.prog_fd < 0)
		FAIL("load: %s %s", strerror(errno), log);
	fd = CHECK_OK(bpf(BPF_RAW_TRACEPOINT_OPEN, &at));
	close(at.raw_tracepoint.prog_fd);
	return fd;
}

/* No associations for sockets on this port, says a hook that is shown one. */
static int refuse_port(const char *hook, int port)
{
	const struct bpf_insn insns[] = {
		LOAD(BPF_DW, 2, 1, 0),
		LOAD(BPF_DW, 2, 2, btf_open() ?
		     btf_offset("sctp_association", "base") +
		     btf_offset("sctp_ep_common", "sk") : 0),
		LOAD(BPF_H, 2, 2, btf_open() ?
		     btf_offset("sock", "__sk_common") +
		     btf_offset("sock_common", "skc_num") : 0),
		ANSWER(0),
		SKIP_UNLESS(2, port),
		ANSWER(-EACCES),
		EXIT,
	};

	return policy(hook, insns, ARRAY_SIZE(insns));
}

/* sctp_bind_connect is told for what. */
static int refuse_option(int opt)
{
	const struct bpf_insn insns[] = {
		LOAD(BPF_DW, 2, 1, 8),
		ANSWER(0),
		SKIP_UNLESS(2, opt),
		ANSWER(-EACCES),
		EXIT,
	};

	return policy("sctp_bind_connect", insns, ARRAY_SIZE(insns));
}

/* As if no socket was there. When it is allowed the next INIT succeeds. */
NETTEST(policy__no_request, .variants = V_STREAM_V4 | V_STREAM_V6,
	.smoke = true)
{
	int no = refuse_port("sctp_assoc_request", PORT);
	int l = sock_listening(v, PORT), other = sock_listening(v, PORT + 1);
	int c = sock(v);

	sock_nonblock(c, true);
	CHECK_ERR(connect_to(c, local_addr(l)), EINPROGRESS);
	CHECK_EQ(poll_wait(l, POLLIN, 300), 0);
	CHECK_EQ(sock_error(c), 0);
	CHECK_OK(connect_to(sock(v), local_addr(other)));
	close(no);
	CHECK_OK(accept(l, NULL, NULL));
	CHECK_EQ(poll_until(c, POLLOUT), POLLOUT);
}

/* It is up for the peer, and stays on its way here. */
NETTEST(policy__no_established, .variants = V_STREAM_V4 | V_STREAM_V6)
{
	int no = refuse_port("sctp_assoc_established", PORT + 1);
	int l = sock_listening(v, PORT), c = sock_bound(v, 1, PORT + 1);

	sock_nonblock(c, true);
	CHECK_ERR(connect_to(c, local_addr(l)), EINPROGRESS);
	CHECK_OK(accept(l, NULL, NULL));
	CHECK_EQ(poll_wait(c, POLLOUT, 300), 0);
	CHECK_EQ(sock_error(c), 0);
	close(no);
	CHECK_EQ(poll_until(c, POLLOUT), POLLOUT);
}

NETTEST(policy__no_bindx, .variants = V_STREAM_V4 | V_STREAM_V6)
{
	union addr a = host(v, 1, PORT);
	int no = refuse_option(SCTP_SOCKOPT_BINDX_ADD), fd = sock(v);

	CHECK_ERR(sctp_bindx(fd, &a.sa, 1, SCTP_BINDX_ADD_ADDR), EACCES);
	close(no);
	CHECK_OK(sctp_bindx(fd, &a.sa, 1, SCTP_BINDX_ADD_ADDR));
}

NETTEST(policy__no_connectx, .variants = V_STREAM_V4 | V_SEQ_V6)
{
	int no = refuse_option(SCTP_SOCKOPT_CONNECTX), c = sock(v);
	int l = sock_listening(v, PORT);
	union addr a = local_addr(l);
	sctp_assoc_t id;

	CHECK_ERR(sctp_connectx(c, &a.sa, 1, &id), EACCES);
	CHECK_EQ(proc_rows("assocs"), 0);
	close(no);
	CHECK_OK(sctp_connectx(c, &a.sa, 1, &id));
}

NETTEST(policy__no_sendmsg, .variants = V_STREAM_V4 | V_SEQ_V6)
{
	int no = refuse_option(SCTP_SENDMSG_CONNECT), c = sock(v);
	int l = sock_listening(v, PORT);
	struct sctp_sndinfo info = { 0 };
	union addr a = local_addr(l);

	CHECK_ERR(tx_info(c, &a, &info, "x", 1, 0), EACCES);
	CHECK_EQ(proc_rows("assocs"), 0);
	close(no);
	CHECK_OK(tx_info(c, &a, &info, "x", 1, 0));
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
