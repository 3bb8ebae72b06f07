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
	if (abort) {
		/* on a busy machine it could overtake the COOKIE ACK */
		sleep_ms(100);
		abort_it(s);
	} else {
		close(s);
	}
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

/*
 * A server that is too late, on a busy machine, aborts after connect() has
 * woken: then it lingers for longer.
 */
NETTEST(connect__aborted_before_it_wakes, .variants = V_STREAM, .smoke = true)
{
	static const unsigned int lingers[] = { 300, 1500, 6000 };
	int l = sock_listening(v, PORT), c, ret, err;
	unsigned int i;

	if (ktap_on_intree())
		ktap_skip("it would be luck");
	for (i = 0; i < ARRAY_SIZE(lingers); i++) {
		c = sock(v);
		pause_at(PAUSE_CONNECT_WAKE, lingers[i]);
		serve_one(v, l, true);
		ret = connect_to(c, host(v, 1, PORT));
		err = errno;
		CHECK_OK(wait(NULL));
		if (ret)
			CHECK_EQ(sock_error(c), 0);
		close(c);
		if (ret)
			break;
		diag("not aborted within %u ms", lingers[i]);
	}
	CHECK_EQ(ret, -1);
	CHECK_EQ(err, ECONNRESET);
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

/* The main thread, once it sleeps */
static void *kick(void *thread)
{
	WAIT_UNTIL(asleep(getpid()));
	pthread_kill(*(pthread_t *)thread, SIGUSR1);
	return NULL;
}

/* Without a time limit: with one the call is not begun anew. */
static int interrupted_socket(const struct variant *v, int attempts)
{
	struct sctp_rtoinfo rto = { 0, 300, 300, 300 };
	struct sctp_initmsg init = { .sinit_max_attempts = attempts };
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
	int fd = interrupted_socket(v, 3);

	CHECK_ERR(connect_kicked(fd, blackhole(v, PORT), SA_RESTART,
				 call_connect), ETIMEDOUT);
}

NETTEST(connectx__begun_anew_waits_on, .variants = V_STREAM_V4 | V_SEQ_V6,
	.intree = "EALREADY")
{
	int fd = interrupted_socket(v, 3);

	CHECK_ERR(connect_kicked(fd, blackhole(v, PORT), SA_RESTART,
				 call_connectx), ETIMEDOUT);
}

NETTEST(connect__up_before_begun_anew, .variants = V_STREAM,
	.dirty = true, .intree = "EISCONN")
{
	int l = sock(v), fd = interrupted_socket(v, 1000);
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
	int fd = interrupted_socket(v, 3);
	union addr a = blackhole(v, PORT);

	CHECK_ERR(connect_kicked(fd, a, 0, call_connect), EINTR);
	/* Calls without waiting, or for another address, return as before. */
	sock_nonblock(fd, true);
	CHECK_ERR(connect_to(fd, a), EALREADY);
	a = blackhole(v, PORT + 1);
	CHECK_ERR(connect_to(fd, a),
		  v->type == SOCK_STREAM ? EALREADY : EINPROGRESS);
}

/* --- connect() whose association another thread takes away --- */

struct call {
	pthread_t	thread;
	atomic_int	tid;
	int		fd;
	union addr	to;
	socklen_t	to_len;
	sctp_assoc_t	id;
	int		ret, err;
	bool		pipe;
};

static void *run_connect(void *arg)
{
	struct call *c = arg;

	c->tid = gettid();
	c->ret = connect_to(c->fd, c->to);
	c->err = errno;
	return NULL;
}

static void begin(struct call *c, void *(*run)(void *arg))
{
	c->tid = 0;
	CHECK_EQ(pthread_create(&c->thread, NULL, run, c), 0);
	WAIT_UNTIL(c->tid && asleep(c->tid));
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

/* --- readers that have nothing to wait for --- */

static void not_connected(int fd)
{
	char c;

	CHECK_ERR(recv(fd, &c, 1, 0), ENOTCONN);
	CHECK_ERR(recv(fd, &c, 1, MSG_DONTWAIT), EAGAIN);
}

NETTEST(recv__never_connected, .variants = V_ALL, .smoke = true)
{
	int fd = sock(v);

	not_connected(fd);
	CHECK_OK(bind_to(fd, host(v, 1, 0)));
	not_connected(fd);
	CHECK_ERR(connect_to(fd, host(v, 1, NO_PORT)), ECONNREFUSED);
	/* Linux's own tells a one-to-one socket of the error once more. */
	if (ktap_on_intree())
		sock_error(fd);
	not_connected(fd);
}

NETTEST(recv__listens_again, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	struct pair p = pair_open(v);
	char c;

	sock_timeout(p.s, SO_RCVTIMEO, 100);
	CHECK_ERR(recv(p.s, &c, 1, 0), EAGAIN);
	close(p.c);
	WAIT_UNTIL(!assoc_count(p.s));
	/* Somebody may come. */
	CHECK_ERR(recv(p.s, &c, 1, 0), EAGAIN);
	CHECK_OK(listen(p.s, 0));
	not_connected(p.s);
}

static void shut_down(int fd, sctp_assoc_t id)
{
	struct sctp_sndinfo eof = {
		.snd_flags = SCTP_EOF,
		.snd_assoc_id = id,
	};

	if (id)
		CHECK_OK(tx_info(fd, NULL, &eof, NULL, 0, 0));
	else
		CHECK_OK(shutdown(fd, SHUT_WR));
}

/* After our shutdown() a call gets ENOTCONN when it is over. */
NETTEST(recv__own_shutdown, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_open(v);
	char c;

	shut_down(p.c, p.cid);
	CHECK_ERR(recv(p.c, &c, 1, 0), ENOTCONN);
	if (v->type == SOCK_STREAM)
		CHECK_EQ(recv(p.s, &c, 1, 0), 0);
}

/* After poll() has told of it, the end of file is read. */
NETTEST(recv__own_shutdown_polled, .variants = V_STREAM,
	.intree = "poll() says nothing, recv() EAGAIN")
{
	struct pair p = pair_open(v);
	char c;

	shut_down(p.c, 0);
	CHECK_SET(poll_until(p.c, POLLIN | POLLRDHUP),
		  POLLIN | POLLRDHUP);
	CHECK_EQ(recv(p.c, &c, 1, MSG_DONTWAIT), 0);
	CHECK_EQ(recv(p.c, &c, 1, 0), 0);
}

/* The peer was the first. */
NETTEST(recv__own_shutdown_after_the_peers, .variants = V_STREAM)
{
	struct pair p = pair_open(v);
	char c;

	CHECK_OK(shutdown(p.s, SHUT_WR));
	CHECK_EQ(recv(p.c, &c, 1, 0), 0);
	CHECK_OK(shutdown(p.c, SHUT_WR));
	CHECK_EQ(recv(p.c, &c, 1, 0), 0);
	CHECK_EQ(recv(p.c, &c, 1, MSG_DONTWAIT), 0);
}

NETTEST(recv__own_shutdown_both_ways, .variants = V_STREAM)
{
	struct pair p = pair_open(v);
	char c;

	CHECK_OK(shutdown(p.c, SHUT_RDWR));
	CHECK_EQ(recv(p.c, &c, 1, 0), 0);
	CHECK_EQ(recv(p.s, &c, 1, 0), 0);
}

NETTEST(recv__own_shutdown_then_data, .variants = V_STREAM)
{
	struct pair p = pair_open(v);
	char c;

	CHECK_OK(tx(p.s, 0, "last", 4));
	CHECK_OK(shutdown(p.c, SHUT_WR));
	CHECK_EQ(recv(p.s, &c, 1, 0), 0);
	rx_data(p.c, "last");
	CHECK_ERR(recv(p.c, &c, 1, 0), ENOTCONN);
}

static void *run_recv(void *arg)
{
	struct call *c = arg;
	char ch;

	c->tid = gettid();
	c->ret = recv(c->fd, &ch, 1, 0);
	c->err = errno;
	return NULL;
}

NETTEST(recv__asleep_when_shut_down, .variants = V_ALL,
	.intree = "a one-to-many socket sleeps on")
{
	struct pair p = pair_open(v);
	struct call c = { .fd = p.c };

	begin(&c, run_recv);
	shut_down(p.c, p.cid);
	end(&c);
	CHECK_EQ(c.ret, -1);
	CHECK_EQ(c.err, ENOTCONN);
}

/* --- writers that have nothing to wait for --- */

static char block[4000];
static _Thread_local bool piped;

static void on_pipe(int sig __unused)
{
	piped = true;
}

static void *run_send(void *arg)
{
	struct call *c = arg;

	c->tid = gettid();
	/* tx_info() and the like suppress the signal */
	c->ret = sendto(c->fd, block, sizeof(block), 0,
			c->to_len ? &c->to.sa : NULL, c->to_len);
	c->err = errno;
	c->pipe = piped;
	return NULL;
}

/* An association on whose first end there is no room, and will be none. */
static struct pair pair_stuffed(const struct variant *v)
{
	int l = sock(v), c = sock(v), size = 16384;
	struct pair p;

	CHECK_OK(setsockopt(c, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)));
	CHECK_OK(setsockopt(l, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)));
	p = pair_of(v, l, c);
	/* until the peer has taken all it can */
	sock_timeout(p.s, SO_SNDTIMEO, 400);
	while (tx(p.s, p.sid, block, sizeof(block)) > 0)
		;
	CHECK_EQ(errno, EAGAIN);
	sock_timeout(p.s, SO_SNDTIMEO, IO_TIMEOUT_MS);
	return p;
}

static void begin_send(struct call *c, const struct pair *p)
{
	struct sigaction sa = { .sa_handler = on_pipe };
	struct sctp_status st = assoc_status(p->s, p->sid);

	CHECK_OK(sigaction(SIGPIPE, &sa, NULL));
	c->fd = p->s;
	/* whose association it is a one-to-many socket has to be told */
	memcpy(&c->to, &st.sstat_primary.spinfo_address, sizeof(c->to));
	c->to_len = p->sid ? addr_len(&c->to) : 0;
	begin(c, run_send);
}

static void end_send(struct call *c, int err)
{
	end(c);
	CHECK_EQ(c->ret, -1);
	CHECK_EQ(c->err, err);
	CHECK_EQ(c->pipe, err == EPIPE);
}

static const char sleeps[] = "the writer sleeps on, or is told ESRCH";

NETTEST(send__asleep_when_peer_shuts_down, .variants = V_ALL, .smoke = true,
	.intree = sleeps)
{
	struct pair p = pair_stuffed(v);
	struct call c;

	begin_send(&c, &p);
	shut_down(p.c, p.cid);
	end_send(&c, EPIPE);
}

NETTEST(send__asleep_when_shut_down, .variants = V_ALL, .smoke = true,
	.intree = sleeps)
{
	struct pair p = pair_stuffed(v);
	struct call c;

	begin_send(&c, &p);
	shut_down(p.s, p.sid);
	end_send(&c, EPIPE);
	abort_it(p.s);
}

NETTEST(send__asleep_when_peeled_off, .variants = V_SEQ, .smoke = true,
	.intree = sleeps)
{
	struct pair p = pair_stuffed(v);
	struct call c;
	int fd;

	begin_send(&c, &p);
	fd = CHECK_OK(sctp_peeloff(p.s, p.sid));
	end_send(&c, EPIPE);
	CHECK_EQ(assoc_state(fd, 0), SCTP_ESTABLISHED);
	abort_it(fd);
}

NETTEST(send__asleep_when_aborted, .variants = V_ALL)
{
	struct pair p = pair_stuffed(v);
	struct call c;

	begin_send(&c, &p);
	abort_it(p.c);
	end_send(&c, v->type == SOCK_STREAM ? ECONNRESET : EPIPE);
}

/* Without room a call fails as it would with room. */
NETTEST(send__full_and_shut_down, .variants = V_ALL)
{
	struct pair p = pair_stuffed(v);

	shut_down(p.s, p.sid);
	CHECK(tx(p.s, p.sid, block, sizeof(block)) < 0);
	CHECK(errno == ESHUTDOWN || errno == EPIPE);
	abort_it(p.s);
}

NETTEST(send__named_after_the_end, .variants = V_STREAM, .smoke = true)
{
	int l = sock_listening(v, PORT), i;

	for (i = 0; i < 2; i++) {
		int c = sock(v), s;
		union addr a;

		CHECK_OK(connect_to(c, host(v, 1, PORT)));
		a = local_addr(c);
		if (i)
			abort_it(c);
		else
			close(c);
		WAIT_UNTIL(!proc_rows("assocs"));
		s = CHECK_OK(accept(l, NULL, NULL));
		CHECK_ERR(tx_info(s, &a, NULL, "x", 1, 0), EPIPE);
		CHECK_ERR(tx(s, 0, "x", 1), EPIPE);
		close(s);
	}
}

/* The newest association of a socket that has @n */
static sctp_assoc_t newest_id(int fd, unsigned int n)
{
	struct {
		struct sctp_assoc_ids	ids;
		sctp_assoc_t		room[16];
	} buf;

	WAIT_UNTIL(assoc_count(fd) == (int)n);
	CHECK_OK(opt_get(fd, SCTP_GET_ASSOC_ID_LIST, &buf, sizeof(buf)));
	CHECK_EQ(buf.ids.gaids_number_of_ids, n);
	return buf.ids.gaids_assoc_id[n - 1];
}

/* A message that some associations took must not go to them twice. */
NETTEST(send__all_interrupted, .variants = V_SEQ_V4 | V_SEQ_V6)
{
	struct sctp_sndinfo info = { .snd_flags = SCTP_SENDALL };
	struct sigaction sa = { .sa_handler = on_signal,
				.sa_flags = SA_RESTART };
	int l = sock(v), c = sock(v), full = sock(v), size = 16384;
	pthread_t me = pthread_self(), t;
	sctp_assoc_t id;
	struct rx r;

	if (ktap_on_intree())
		ktap_skip("it has another order, and sends to all or none");
	/* a send buffer for each of them */
	sysctl_set("sndbuf_policy", 1);
	CHECK_OK(setsockopt(l, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)));
	CHECK_OK(bind_to(l, host(v, 1, PORT)));
	CHECK_OK(listen(l, 2));
	CHECK_OK(connect_to(c, host(v, 1, PORT)));
	WAIT_UNTIL(assoc_count(l) == 1);
	CHECK_OK(setsockopt(full, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)));
	CHECK_OK(connect_to(full, host(v, 1, PORT)));
	id = newest_id(l, 2);
	sock_timeout(l, SO_SNDTIMEO, 400);
	while (tx(l, id, block, sizeof(block)) > 0)
		;
	CHECK_EQ(errno, EAGAIN);
	sock_timeout(l, SO_SNDTIMEO, 0);
	CHECK_OK(sigaction(SIGUSR1, &sa, NULL));
	CHECK_EQ(pthread_create(&t, NULL, kick, &me), 0);
	CHECK_ERR(tx_info(l, NULL, &info, block, sizeof(block), 0), EINTR);
	pthread_join(t, NULL);
	sysctl_set("sndbuf_policy", 0);
	CHECK_EQ(rx_len(c, &r, sizeof(block), 0), sizeof(block));
	CHECK(rx_nothing(c));
	abort_it(l);
}

/* --- timers of associations that move --- */

static void beat(int fd, sctp_assoc_t id, int interval)
{
	struct sctp_paddrparams pp = {
		.spp_assoc_id = id,
		.spp_hbinterval = interval,
		.spp_flags = interval ? SPP_HB_ENABLE : SPP_HB_DISABLE,
	};
	struct sctp_rtoinfo rto = { id, 50, 50, 50 };

	CHECK_OK(opt_set(fd, SCTP_RTOINFO, &rto, sizeof(rto)));
	CHECK_OK(opt_set(fd, SCTP_PEER_ADDR_PARAMS, &pp, sizeof(pp)));
}

/* One end sends HEARTBEATs, all the time, and nothing else happens. */
static void still_beats(void)
{
	long sent = counter("SctpOutCtrlChunks");

	WAIT_UNTIL(counter("SctpOutCtrlChunks") >= sent + 10);
}

NETTEST(timer__fires_during_accept, .variants = V_STREAM, .smoke = true)
{
	int l = sock(v), c = sock(v);

	beat(l, 0, 50);
	beat(c, 0, 0);
	CHECK_OK(bind_to(l, host(v, 1, PORT)));
	CHECK_OK(listen(l, 1));
	CHECK_OK(connect_to(c, host(v, 1, PORT)));
	still_beats();
	pause_at(PAUSE_MOVE, 500);
	CHECK_OK(accept(l, NULL, NULL));
	still_beats();
}

NETTEST(timer__fires_during_peeloff, .variants = V_SEQ, .smoke = true)
{
	int l = sock(v), c = sock(v);
	struct pair p;

	beat(l, 0, 50);
	beat(c, 0, 0);
	p = pair_of(v, l, c);
	still_beats();
	pause_at(PAUSE_MOVE, 500);
	CHECK_OK(sctp_peeloff(p.s, p.sid));
	still_beats();
}

/* --- messages that wait for the end of a partial delivery --- */

NETTEST(recv__asleep_when_partial_delivery_ends, .variants = V_SEQ,
	.smoke = true)
{
	struct sctp_sndinfo part = {}, abort = { .snd_flags = SCTP_ABORT };
	struct pair p, q;
	struct call c;
	struct rx r;

	if (ktap_on_intree())
		ktap_skip("no messages in parts");
	p = pair_open(v);
	q = p;
	q.c = sock(v);
	CHECK_OK(connect_to(q.c, host(v, 1, PORT)));
	q.cid = assoc_id(q.c);
	CHECK_OK(opt_set_int(p.s, SCTP_PARTIAL_DELIVERY_POINT, 1000));
	CHECK_OK(opt_set_int(p.c, SCTP_EXPLICIT_EOR, 1));
	part.snd_assoc_id = p.cid;
	CHECK_EQ(tx_info(p.c, NULL, &part, block, sizeof(block), 0),
		 sizeof(block));
	CHECK_EQ(rx_len(p.s, &r, sizeof(block), 0), sizeof(block));
	CHECK_CLEAR(r.flags, MSG_EOR);
	c = (struct call){ .fd = p.s };
	begin(&c, run_recv);
	/* It must not come between the parts. */
	CHECK_OK(tx(q.c, q.cid, "x", 1));
	WAIT_UNTIL(tx_arrived(q.c, q.cid));
	abort.snd_assoc_id = p.cid;
	CHECK_OK(tx_info(p.c, NULL, &abort, NULL, 0, 0));
	end(&c);
	CHECK_EQ(c.ret, 1);
}

/* --- dumps do not wait for a socket's owner --- */

static void *run_accept(void *arg)
{
	struct call *c = arg;

	c->tid = gettid();
	c->ret = accept(c->fd, NULL, NULL);
	return NULL;
}

static void *run_peeloff(void *arg)
{
	struct call *c = arg;

	c->tid = gettid();
	c->ret = sctp_peeloff(c->fd, c->id);
	return NULL;
}

/* Both owners linger, as if a page of theirs could not be had. */
NETTEST(proc__socket_owned_for_long, .variants = V_STREAM_V4 | V_SEQ_V6,
	.smoke = true)
{
	int fd = sock_listening(v, PORT), c = sock(v);
	struct call call = { .fd = fd };

	if (ktap_on_intree())
		ktap_skip("nobody owns one for long");
	CHECK_OK(connect_to(c, host(v, 1, PORT)));
	if (v->type == SOCK_SEQPACKET)
		call.id = assoc_id(fd);
	pause_at(PAUSE_MOVE, 3000);
	begin(&call, v->type == SOCK_STREAM ? run_accept : run_peeloff);
	CHECK_EQ(proc_rows("assocs"), 2);
	CHECK_EQ(proc_rows("remaddr"), 2);
	CHECK_EQ(proc_rows("eps"), 1);
	/* it has not been waited for */
	CHECK(asleep(call.tid));
	end(&call);
	CHECK_OK(call.ret);
}

/* --- associations without a program --- */

static int orphan_row(int rport, int *lport, int *seconds)
{
	FILE *f = fopen("/proc/net/sctp/orphans", "re");
	int rows = 0, n, id, st, port, left, local;
	char line[256], addr[64];

	CHECK(f);
	CHECK(fgets(line, sizeof(line), f));
	CHECK(!strcmp(line, "ASSOC-ID ST LPORT RPORT RADDR SECONDS\n"));
	while (fgets(line, sizeof(line), f)) {
		n = sscanf(line, "%d %d %d %d %63s %d", &id, &st, &local,
			   &port, addr, &left);
		CHECK_EQ(n, 6);
		rows++;
		if (port != rport)
			continue;
		*lport = local;
		*seconds = left;
	}
	fclose(f);
	return rows;
}

NETTEST(proc__orphans, .variants = V_V4 | V_V6, .smoke = true)
{
	union addr a;
	struct pair p;
	int lport, left = -1;

	if (ktap_on_intree())
		ktap_skip("it has no such file");
	p = pair_stuffed(v);
	a = local_addr(p.c);
	CHECK_EQ(orphan_row(addr_port(&a), &lport, &left), 0);
	/* There is data that the peer does not take. */
	close(p.s);
	CHECK_EQ(orphan_row(addr_port(&a), &lport, &left), 1);
	CHECK_EQ(lport, PORT);
	/* T5-shutdown-guard: 5 * RTO.Max */
	CHECK(left > 200 && left <= 300);
	abort_it(p.c);
	WAIT_UNTIL(!orphan_row(0, &lport, &left));
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
