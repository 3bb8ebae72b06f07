// SPDX-License-Identifier: GPL-2.0-only
/*
 * A thousand associations on one one-to-many socket.
 */
#include <stdlib.h>
#include <sys/resource.h>

#include "sock.h"

#define MANY	1000

static int fds[MANY];

static void more_files(void)
{
	struct rlimit rl = { MANY + 100, MANY + 100 };

	CHECK_OK(setrlimit(RLIMIT_NOFILE, &rl));
}

/* Every message says who sent it, and comes back with one added. */
static void echo(int s, int n)
{
	struct sctp_sndinfo info;
	unsigned int val;
	struct rx r;
	int i;

	for (i = 0; i < n; i++) {
		CHECK_EQ(rx(s, &r, 0), sizeof(val));
		memcpy(&val, r.buf, sizeof(val));
		val++;
		info = (struct sctp_sndinfo){
			.snd_assoc_id = r.rcv.rcv_assoc_id,
		};
		CHECK_EQ(tx_info(s, NULL, &info, &val, sizeof(val), 0),
			 sizeof(val));
	}
}

static void talk(int s, int n)
{
	unsigned int i, val;

	for (i = 0; i < (unsigned int)n; i++) {
		val = i * 7;
		CHECK_EQ(send(fds[i], &val, sizeof(val), 0), sizeof(val));
		/* Keep the server's receive buffer from filling. */
		if (i % 50 == 49)
			echo(s, 50);
	}
	for (i = 0; i < (unsigned int)n; i++) {
		CHECK_EQ(recv(fds[i], &val, sizeof(val), 0), sizeof(val));
		CHECK_EQ(val, i * 7 + 1);
	}
}

static void many(const struct variant *v, int n)
{
	struct variant client = *v;
	struct sctp_assoc_ids *ids = calloc(1, 4 + 4 * n);
	int s = sock_listening(v, PORT), i;

	more_files();
	client.type = SOCK_STREAM;
	CHECK_OK(opt_set_int(s, SCTP_RECVRCVINFO, 1));
	for (i = 0; i < n; i++) {
		fds[i] = sock(&client);
		CHECK_OK(connect_to(fds[i], host(v, 1, PORT)));
	}
	CHECK_EQ(assoc_count(s), n);
	CHECK_EQ(counter("SctpCurrEstab"), 2 * n);
	CHECK_EQ(proc_rows("assocs"), 2 * n);
	CHECK_OK(opt_get(s, SCTP_GET_ASSOC_ID_LIST, ids, 4 + 4 * n));
	CHECK_EQ(ids->gaids_number_of_ids, n);
	talk(s, n);
	for (i = 0; i < n; i++)
		close(fds[i]);
	WAIT_UNTIL(!assoc_count(s));
}

NETTEST(many__thousand, .variants = V_SEQ_V4 | V_SEQ_V6, .timeout = 60)
{
	/* a slow kernel has no time for their heartbeats */
	if (ktap_scale() > 1)
		sysctl_set("hb_interval", 3600000);
	many(v, MANY);
}

NETTEST(many__fifty, .variants = V_SEQ_V4, .smoke = true)
{
	many(v, 50);
}

/*
 * Answers nobody has acknowledged yet, 200 ms of them, must not use up the one
 * send buffer: it has room for all the associations, not for one.
 */
NETTEST(many__send_buffer_for_all, .variants = V_SEQ_V4, .smoke = true,
	.intree = "the send buffer never grows")
{
	struct variant client = *v;
	int s = sock_listening(v, PORT), i;

	client.type = SOCK_STREAM;
	CHECK_OK(opt_set_int(s, SCTP_RECVRCVINFO, 1));
	for (i = 0; i < 50; i++) {
		fds[i] = sock(&client);
		CHECK_OK(connect_to(fds[i], host(v, 1, PORT)));
	}
	CHECK(opt_int(s, SOL_SOCKET, SO_SNDBUF) < 1 << 20);
	talk(s, 50);
	WAIT_UNTIL(opt_int(s, SOL_SOCKET, SO_SNDBUF) >= 1 << 20);
}

/* All go at once, with everything the socket has. */
NETTEST(many__server_closes, .variants = V_SEQ_V4, .timeout = 60)
{
	struct variant client = *v;
	int s = sock_listening(v, PORT), i;
	char c;

	more_files();
	client.type = SOCK_STREAM;
	for (i = 0; i < 300; i++) {
		fds[i] = sock(&client);
		CHECK_OK(connect_to(fds[i], host(v, 1, PORT)));
	}
	close(s);
	for (i = 0; i < 300; i++)
		CHECK_EQ(recv(fds[i], &c, 1, 0), 0);
}

/* Many associations between the same two hosts, set up all at the same time. */
NETTEST(many__at_once, .variants = V_SEQ_V4, .timeout = 60)
{
	struct variant client = *v;
	int s = sock_listening(v, PORT), i;

	more_files();
	client.type = SOCK_STREAM;
	for (i = 0; i < 200; i++) {
		fds[i] = sock(&client);
		sock_nonblock(fds[i], true);
		CHECK_ERR(connect_to(fds[i], host(v, 1, PORT)), EINPROGRESS);
	}
	for (i = 0; i < 200; i++) {
		CHECK_SET(poll_until(fds[i], POLLOUT), POLLOUT);
		CHECK_EQ(sock_error(fds[i]), 0);
		sock_nonblock(fds[i], false);
	}
	CHECK_OK(opt_set_int(s, SCTP_RECVRCVINFO, 1));
	talk(s, 200);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
