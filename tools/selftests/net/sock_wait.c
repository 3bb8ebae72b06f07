// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who sleeps is woken by whatever ends the wait, and who has nothing to wait
 * for does not sleep: connect(), recv(), send(), accept().
 *
 * What happens at an awkward moment is made to happen there: the module lets
 * calls linger at places where the socket lock is let go (net/sctp/pause.h).
 * Linux's own has no such places, there it is luck.
 */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "pause.h"
#include "sock.h"

#ifndef SCTP_EXPLICIT_EOR
#define SCTP_EXPLICIT_EOR	200
#endif

static const struct linger at_once = { 1, 0 };

static void abort_it(int fd)
{
	CHECK_OK(setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once,
			    sizeof(at_once)));
	close(fd);
}

/* --- connect() that succeeds while its association ends --- */

/* In a process of its own: take one association and end it */
static void serve_one(const struct variant *v, int l, bool abort)
{
	struct rx r;
	int s = l;

	if (fork())
		return;
	if (v->type == SOCK_STREAM) {
		s = CHECK_OK(accept(l, NULL, NULL));
		if (!abort)
			CHECK_EQ(send(s, "hello", 5, 0), 5);
	} else {
		event_on(l, SCTP_ASSOC_CHANGE);
		rx_change(l, &r, SCTP_COMM_UP);
		if (!abort)
			CHECK_OK(tx(l, r.sn.sn_assoc_change.sac_assoc_id,
				    "hello", 5));
	}
	if (abort)
		abort_it(s);
	else
		close(s);
	_exit(0);
}

static int call_connect(int fd, union addr a)
{
	return connect_to(fd, a);
}

static int call_connectx(int fd, union addr a)
{
	sctp_assoc_t id;

	return sctp_connectx(fd, &a.sa, 1, &id);
}

static void connect_closed(const struct variant *v,
			   int (*call)(int fd, union addr a))
{
	int l = sock(v), c = sock(v), status;
	char ch;

	/* before there is anybody to accept: one-to-many sockets do at once */
	if (v->type == SOCK_SEQPACKET)
		event_on(l, SCTP_ASSOC_CHANGE);
	CHECK_OK(bind_to(l, host(v, 1, PORT)));
	CHECK_OK(listen(l, 1));
	pause_at(PAUSE_CONNECT_WAKE, 300);
	serve_one(v, l, false);
	close(l);
	CHECK_OK(call(c, host(v, 1, PORT)));
	CHECK_OK(wait(&status));
	CHECK_EQ(status, 0);
	rx_data(c, "hello");
	if (v->type == SOCK_STREAM) {
		CHECK_EQ(recv(c, &ch, 1, 0), 0);
		CHECK_EQ(sock_error(c), 0);
	}
}

NETTEST(connect__closed_before_it_wakes, .variants = V_ALL, .smoke = true)
{
	connect_closed(v, call_connect);
}

NETTEST(connectx__closed_before_it_wakes, .variants = V_ALL)
{
	connect_closed(v, call_connectx);
}

NETTEST(connect__aborted_before_it_wakes, .variants = V_STREAM, .smoke = true)
{
	int l = sock_listening(v, PORT), c = sock(v);

	if (ktap_on_intree())
		ktap_skip("it would be luck");
	pause_at(PAUSE_CONNECT_WAKE, 300);
	serve_one(v, l, true);
	CHECK_ERR(connect_to(c, host(v, 1, PORT)), ECONNRESET);
	CHECK_EQ(sock_error(c), 0);
	CHECK_OK(wait(NULL));
}

/* --- connect() and signals --- */

static const struct variant *restart_v;
static int restart_fd = -1;

static void on_signal(int sig __unused)
{
	struct pollfd pfd = { restart_fd, POLLOUT, 0 };

	if (restart_fd < 0)
		return;
	/* The association comes up while the handler runs. */
	system(restart_v->family == AF_INET || restart_v->mapped ?
	       "ip addr add 192.0.2.2/32 dev lo" :
	       "ip addr add fd99::2/128 dev lo nodad");
	poll(&pfd, 1, 5000 * ktap_scale());
}

static void *kick(void *thread)
{
	sleep_ms(100);
	pthread_kill(*(pthread_t *)thread, SIGUSR1);
	return NULL;
}

/* Without a time limit: with one the call is not begun anew. */
static int interrupted_socket(const struct variant *v)
{
	struct sctp_rtoinfo rto = { 0, 300, 300, 300 };
	struct sctp_initmsg init = { .sinit_max_attempts = 3 };
	int fd = sock(v);

	CHECK_OK(opt_set(fd, SCTP_RTOINFO, &rto, sizeof(rto)));
	CHECK_OK(opt_set(fd, SCTP_INITMSG, &init, sizeof(init)));
	sock_timeout(fd, SO_SNDTIMEO, 0);
	return fd;
}

static int connect_kicked(int fd, union addr a, int flags,
			  int (*call)(int fd, union addr a))
{
	struct sigaction sa = { .sa_handler = on_signal, .sa_flags = flags };
	pthread_t me = pthread_self(), t;
	int ret, err;

	CHECK_OK(sigaction(SIGUSR1, &sa, NULL));
	CHECK_EQ(pthread_create(&t, NULL, kick, &me), 0);
	ret = call(fd, a);
	err = errno;
	pthread_join(t, NULL);
	errno = err;
	return ret;
}

NETTEST(connect__begun_anew_waits_on, .variants = V_ALL,
	.intree = "EALREADY")
{
	int fd = interrupted_socket(v);

	CHECK_ERR(connect_kicked(fd, blackhole(v, PORT), SA_RESTART,
				 call_connect), ETIMEDOUT);
}

NETTEST(connectx__begun_anew_waits_on, .variants = V_STREAM_V4 | V_SEQ_V6,
	.intree = "EALREADY")
{
	int fd = interrupted_socket(v);

	CHECK_ERR(connect_kicked(fd, blackhole(v, PORT), SA_RESTART,
				 call_connectx), ETIMEDOUT);
}

NETTEST(connect__up_before_begun_anew, .variants = V_STREAM,
	.dirty = true, .intree = "EISCONN")
{
	int l = sock(v), fd = interrupted_socket(v);
	union addr a = blackhole(v, PORT);

	CHECK_OK(bind_to(l, any(v, PORT)));
	CHECK_OK(listen(l, 1));
	restart_v = v;
	restart_fd = fd;
	CHECK_OK(connect_kicked(fd, a, SA_RESTART, call_connect));
	CHECK_ERR(connect_to(fd, a), EISCONN);
	CHECK_EQ(send(fd, "x", 1, 0), 1);
}

NETTEST(connect__interrupted_then_again, .variants = V_STREAM_V4 | V_SEQ_V4)
{
	int fd = interrupted_socket(v);
	union addr a = blackhole(v, PORT);

	CHECK_ERR(connect_kicked(fd, a, 0, call_connect), EINTR);
	/* Who may not wait, and who wants somebody else, is told as ever. */
	sock_nonblock(fd, true);
	CHECK_ERR(connect_to(fd, a), EALREADY);
	a = blackhole(v, PORT + 1);
	CHECK_ERR(connect_to(fd, a),
		  v->type == SOCK_STREAM ? EALREADY : EINPROGRESS);
}

/* --- connect() whose association another thread takes away --- */

struct call {
	pthread_t	thread;
	int		fd;
	union addr	to;
	sctp_assoc_t	id;
	int		ret, err;
	bool		pipe;
};

static void *run_connect(void *arg)
{
	struct call *c = arg;

	c->ret = connect_to(c->fd, c->to);
	c->err = errno;
	return NULL;
}

static void begin(struct call *c, void *(*run)(void *arg))
{
	CHECK_EQ(pthread_create(&c->thread, NULL, run, c), 0);
	/* asleep, most likely */
	sleep_ms(100 * ktap_scale());
}

static void end(struct call *c)
{
	CHECK_EQ(pthread_join(c->thread, NULL), 0);
}

NETTEST(connect__peeled_off, .variants = V_SEQ, .smoke = true,
	.intree = "cannot peel off what connects")
{
	struct call c = { .fd = sock(v), .to = blackhole(v, PORT) };
	long long start = now_ms();
	int fd;

	begin(&c, run_connect);
	fd = CHECK_OK(sctp_peeloff(c.fd, assoc_id(c.fd)));
	end(&c);
	CHECK(now_ms() - start < 4000LL * ktap_scale());
	CHECK_EQ(c.ret, -1);
	CHECK_EQ(c.err, ECONNABORTED);
	CHECK_EQ(sock_error(fd), 0);
}

/* --- */

static bool wait_audit(void)
{
	pause_at(0, 0);
	return sock_suite.audit();
}

int main(int argc, char **argv)
{
	struct ktap_suite suite = {
		.setup = sock_suite.setup,
		.audit = wait_audit,
	};

	return ktap_main(argc, argv, &suite);
}
