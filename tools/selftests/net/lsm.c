// SPDX-License-Identifier: GPL-2.0-only
/*
 * Security modules: which of their hooks are called when, and how often, as
 * Documentation/security/SCTP.rst of Linux has it. What they answer is theirs.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "sock.h"

#define TRACING	"/sys/kernel/tracing/"

#define SET_UP	"assoc_request\nassoc_request\nassoc_established\n"

/* Each hook of which calls are seen, and what of its arguments */
static const struct {
	const char *name;
	const char *args;
} hooks[] = {
	{ "assoc_request", "" },
	{ "assoc_established", "" },
	{ "sk_clone", "" },
	{ "bind_connect", "opt=$arg2:s32 family=+0($arg3):u16 len=$arg4:s32" },
};

static int put(const char *file, const char *text)
{
	int fd = open(file, O_WRONLY | O_APPEND);
	ssize_t n = -1;

	if (fd >= 0) {
		n = write(fd, text, strlen(text));
		close(fd);
	}
	return n < 0 ? -1 : 0;
}

static void probe(unsigned int i)
{
	char text[256];

	snprintf(text, sizeof(text), TRACING "events/lsm/%s", hooks[i].name);
	if (!access(text, F_OK))
		return;
	snprintf(text, sizeof(text), "p:lsm/%s security_sctp_%s %s\n",
		 hooks[i].name, hooks[i].name, hooks[i].args);
	if (put(TRACING "kprobe_events", text))
		ktap_skip("no security modules, or no kprobes");
}

/* From now on calls are seen. */
static void watch(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(hooks); i++)
		probe(i);
	/* opened to be truncated, it forgets */
	close(CHECK_OK(open(TRACING "trace", O_WRONLY | O_TRUNC)));
	CHECK_OK(put(TRACING "events/lsm/enable", "1"));
}

/* "... : HOOK: (FUNCTION+0x0/0x40) ARGUMENTS" becomes "HOOK ARGUMENTS" */
static void call_of(char *line, char *calls, size_t size)
{
	char *args = strstr(line, ") "), *name = strstr(line, ": (");
	size_t len = strlen(calls);

	line[strcspn(line, "\n")] = 0;
	if (line[0] == '#' || !name)
		return;
	*name = 0;
	name = strrchr(line, ' ') + 1;
	snprintf(calls + len, size - len, "%s%s\n", name, args ? args + 1 : "");
}

/* The calls there were, one a line; none is seen any more. */
static void calls(char *buf, size_t size)
{
	FILE *f = fopen(TRACING "trace", "r");
	char line[512];

	CHECK(f);
	buf[0] = 0;
	while (fgets(line, sizeof(line), f))
		call_of(line, buf, size);
	fclose(f);
	CHECK_OK(put(TRACING "events/lsm/enable", "0"));
}

static void check_calls(const char *want)
{
	char got[1024];

	calls(got, sizeof(got));
	if (strcmp(got, want))
		FAIL("calls were\n%s, not\n%s", got, want);
}

/* How the call looks, with the first of @n addresses of the family */
static const char *bound_call(const struct variant *v, int opt, int n)
{
	static char text[80];
	union addr a = host(v, 1, 0);

	snprintf(text, sizeof(text), "bind_connect opt=%d family=%u len=%u\n",
		 opt, a.sa.sa_family, n * addr_len(&a));
	return text;
}

/* An IPv4 address is given as such, never mapped. */
static const char *sendmsg_connect(const struct variant *v)
{
	static const struct variant v4 = { .family = AF_INET };

	return bound_call(v->mapped ? &v4 : v, SCTP_SENDMSG_CONNECT, 1);
}

/* INIT and COOKIE ECHO on one side, COOKIE ACK on the other, accept(). */
NETTEST(lsm__connect, .variants = V_ALL, .smoke = true)
{
	watch();
	pair_open(v);
	check_calls(v->type == SOCK_STREAM ? SET_UP "sk_clone\n" : SET_UP);
}

NETTEST(lsm__peeloff, .variants = V_SEQ)
{
	struct pair p = pair_open(v);

	watch();
	CHECK_OK(sctp_peeloff(p.s, p.sid));
	CHECK_OK(sctp_peeloff(p.c, p.cid));
	check_calls("sk_clone\nsk_clone\n");
}

/* It has no labels yet, so its socket keeps that of the one it came from. */
NETTEST(lsm__peeloff_too_early, .variants = V_SEQ_V4,
	.intree = "gives the socket labels that were never set")
{
	int fd = sock(v);
	union addr to = blackhole(v, PORT);
	sctp_assoc_t id = 0;

	sock_nonblock(fd, true);
	watch();
	CHECK_ERR(sctp_connectx(fd, &to.sa, 1, &id), EINPROGRESS);
	CHECK_OK(sctp_peeloff(fd, id));
	check_calls(bound_call(v, SCTP_SOCKOPT_CONNECTX, 1));
}

NETTEST(lsm__bindx, .variants = V_ALL)
{
	int fd = sock_bound(v, 1, PORT);
	char addrs[256];
	union addr a = host(v, 2, PORT), b = host(v, 3, PORT);

	addr_pack(addrs, &b, addr_pack(addrs, &a, 0));
	watch();
	CHECK_OK(sctp_bindx(fd, (void *)addrs, 2, SCTP_BINDX_ADD_ADDR));
	CHECK_OK(sctp_bindx(fd, (void *)addrs, 2, SCTP_BINDX_REM_ADDR));
	check_calls(bound_call(v, SCTP_SOCKOPT_BINDX_ADD, 2));
}

NETTEST(lsm__connectx, .variants = V_ALL)
{
	int l = sock_listening(v, PORT), c = sock(v);
	char addrs[256], want[256];
	union addr a = local_addr(l), b = host(v, 2, PORT);

	addr_pack(addrs, &b, addr_pack(addrs, &a, 0));
	watch();
	CHECK_OK(sctp_connectx(c, (void *)addrs, 2, NULL));
	snprintf(want, sizeof(want), "%s" SET_UP,
		 bound_call(v, SCTP_SOCKOPT_CONNECTX, 2));
	check_calls(want);
}

NETTEST(lsm__sendmsg, .variants = V_ALL)
{
	int l = sock_listening(v, PORT), c = sock(v);
	union addr to = local_addr(l);
	struct sctp_sndinfo info = { 0 };
	char want[256];

	watch();
	CHECK_OK(tx_info(c, &to, &info, "x", 1, 0));
	if (v->type == SOCK_SEQPACKET)
		CHECK(assoc_id(l) > 0);
	else
		CHECK_OK(accept(l, NULL, NULL));
	CHECK_OK(tx_info(c, &to, &info, "y", 1, 0));
	snprintf(want, sizeof(want), "%s" SET_UP "%s", sendmsg_connect(v),
		 v->type == SOCK_STREAM ? "sk_clone\n" : "");
	check_calls(want);
}

NETTEST(lsm__dstaddrs, .variants = V_SEQ_V4,
	.intree = "asks about the first address alone")
{
	int l = sock_listening(v, PORT), c = sock(v);
	union addr to = local_addr(l), more = host(v, 3, 0);
	const char *one = sendmsg_connect(v);
	char want[256];

	watch();
	CHECK_OK(tx_cmsg(c, &to, SCTP_DSTADDRV4, &more.v4.sin_addr,
			 sizeof(more.v4.sin_addr), "x", 1, 0));
	CHECK(assoc_id(l) > 0);
	snprintf(want, sizeof(want), "%s%s" SET_UP, one, one);
	check_calls(want);
}

NETTEST(lsm__primary, .variants = V_ALL)
{
	struct pair p = pair_open(v);
	struct sctp_prim prim = { .ssp_assoc_id = p.cid };
	union addr to = host(v, 1, PORT);

	memcpy(&prim.ssp_addr, &to, sizeof(to));
	watch();
	CHECK_OK(opt_set(p.c, SCTP_PRIMARY_ADDR, &prim, sizeof(prim)));
	check_calls(bound_call(v, SCTP_PRIMARY_ADDR, 1));
}

/* INITs cross: the hook is asked before the association comes up. */
NETTEST(lsm__collision, .variants = V_SEQ_V4)
{
	int a = sock_bound(v, 1, PORT), b = sock_bound(v, 1, PORT + 1);

	if (system("tc qdisc add dev lo root netem delay 250ms 2>/dev/null"))
		ktap_skip("this kernel cannot delay packets");
	CHECK_OK(listen(a, 1));
	CHECK_OK(listen(b, 1));
	sock_nonblock(a, true);
	sock_nonblock(b, true);
	watch();
	CHECK_ERR(connect_to(a, host(v, 1, PORT + 1)), EINPROGRESS);
	CHECK_ERR(connect_to(b, host(v, 1, PORT)), EINPROGRESS);
	WAIT_UNTIL(assoc_state(a, assoc_id(a)) == SCTP_ESTABLISHED &&
		   assoc_state(b, assoc_id(b)) == SCTP_ESTABLISHED);
	/* for the COOKIE ACKs to arrive */
	sleep_ms(600);
	CHECK_EQ(system("tc qdisc del dev lo root"), 0);
	/* INIT and COOKIE ECHO on both; the COOKIE ACKs come too late */
	check_calls("assoc_request\nassoc_request\n"
		    "assoc_request\nassoc_request\n");
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
