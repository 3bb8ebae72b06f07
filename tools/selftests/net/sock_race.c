// SPDX-License-Identifier: GPL-2.0-only
/*
 * What can happen to an association while a call sleeps, in pairs: one thing
 * when the call has let go of the socket lock and is not yet asleep, another
 * when it is woken and does not have the lock again. The module lets the call
 * linger at both places (net/sctp/pause.h). Whatever it was, nobody may sleep
 * who has what it waits for.
 */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "pause.h"
#include "rng.h"
#include "sock.h"

#define LINGERS_MS	60	/* the call, at each of the two places */
#define SLEEPS_MS	600	/* at most */

/* A call that sleeps, and the association it sleeps for */
struct scene {
	const struct variant	*v;
	struct pair		p;
	int			fd;	/* of the call; @p.s or @p.c */
	int			peer;	/* the other one */
	sctp_assoc_t		id;	/* of the association, at @fd */
	sctp_assoc_t		peer_id;
	int			extra;	/* another socket, -1 = none */
	pthread_t		thread;
	int			ret, err;
	long long		took, ended;
};

struct action {
	const char	*name;
	void		(*run)(struct scene *s);
};

struct kind {
	const char		*name;
	unsigned int		places;
	void			(*set_up)(struct scene *s);
	int			(*call)(struct scene *s);
	/* Would the call have something to say if it may not wait? */
	bool			(*ready)(struct scene *s);
	const struct action	*actions;
};

static const struct linger at_once = { 1, 0 };
static char block[4000];

/* --- what happens --- */

static void do_nothing(struct scene *s __unused)
{
}

static void do_signal(struct scene *s)
{
	pthread_kill(s->thread, SIGUSR1);
}

static void do_peer_sends(struct scene *s)
{
	if (s->peer >= 0)
		tx(s->peer, s->peer_id, "x", 1);
}

static void do_peer_reads(struct scene *s)
{
	static char buf[65536];

	while (s->peer >= 0 &&
	       recv(s->peer, buf, sizeof(buf), MSG_DONTWAIT) > 0)
		;
}

static void end_gracefully(const struct scene *s, int fd, sctp_assoc_t id)
{
	struct sctp_sndinfo info = { .snd_flags = SCTP_EOF };

	info.snd_assoc_id = id;
	if (s->v->type == SOCK_STREAM)
		shutdown(fd, SHUT_WR);
	else
		tx_info(fd, NULL, &info, NULL, 0, 0);
}

static void do_shut_down(struct scene *s)
{
	end_gracefully(s, s->fd, s->id);
}

static void do_peer_shuts_down(struct scene *s)
{
	if (s->peer >= 0)
		end_gracefully(s, s->peer, s->peer_id);
}

static void do_peer_aborts(struct scene *s)
{
	if (s->peer < 0)
		return;
	setsockopt(s->peer, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
	close(s->peer);
	s->peer = -1;
}

static void do_abort(struct scene *s)
{
	struct sctp_sndinfo info = { .snd_flags = SCTP_ABORT };

	info.snd_assoc_id = s->id;
	if (s->v->type == SOCK_SEQPACKET)
		tx_info(s->fd, NULL, &info, NULL, 0, 0);
}

static void do_peel_off(struct scene *s)
{
	int fd;

	if (s->v->type != SOCK_SEQPACKET || s->extra >= 0)
		return;
	fd = sctp_peeloff(s->fd, s->id ?: assoc_id(s->fd));
	if (fd >= 0)
		s->extra = fd;
}

static void do_come(struct scene *s)
{
	if (s->peer >= 0)
		close(s->peer);
	s->peer = sock(s->v);
	connect_to(s->peer, host(s->v, 1, PORT));
}

static void do_come_and_go(struct scene *s)
{
	do_come(s);
	do_peer_aborts(s);
}

/* Another one is faster. */
static void do_accept(struct scene *s)
{
	int fl = fcntl(s->fd, F_GETFL), fd;

	fcntl(s->fd, F_SETFL, fl | O_NONBLOCK);
	fd = accept(s->fd, NULL, NULL);
	fcntl(s->fd, F_SETFL, fl);
	if (fd >= 0)
		close(fd);
}

static void do_stop(struct scene *s)
{
	shutdown(s->fd, SHUT_RD);
}

/* --- who sleeps --- */

static void open_pair(struct scene *s, struct pair p, bool client)
{
	s->p = p;
	s->fd = client ? p.c : p.s;
	s->id = client ? p.cid : p.sid;
	s->peer = client ? p.s : p.c;
	s->peer_id = client ? p.sid : p.cid;
}

static void set_up_recv(struct scene *s)
{
	open_pair(s, pair_open(s->v), false);
}

/* A one-to-many socket that does not listen */
static void set_up_recv_client(struct scene *s)
{
	open_pair(s, pair_open(s->v), true);
}

static int call_recv(struct scene *s)
{
	char c;

	return recv(s->fd, &c, 1, 0);
}

static bool recv_ready(struct scene *s)
{
	char c;

	return recv(s->fd, &c, 1, MSG_DONTWAIT) >= 0 || errno != EAGAIN;
}

static const struct action recv_actions[] = {
	{ "nothing", do_nothing },
	{ "signal", do_signal },
	{ "data", do_peer_sends },
	{ "peer shuts down", do_peer_shuts_down },
	{ "peer aborts", do_peer_aborts },
	{ "shutdown", do_shut_down },
	{ "abort", do_abort },
	{ "peeloff", do_peel_off },
	{ }
};

/* Until the peer has taken all it can */
static void stuff(struct scene *s)
{
	sock_timeout(s->fd, SO_SNDTIMEO, 300);
	while (tx(s->fd, s->id, block, sizeof(block)) > 0)
		;
}

static void set_up_send(struct scene *s)
{
	int l = sock(s->v), c = sock(s->v), size = 16384;

	CHECK_OK(setsockopt(c, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)));
	CHECK_OK(setsockopt(l, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)));
	CHECK_OK(bind_to(l, host(s->v, 1, PORT)));
	CHECK_OK(listen(l, 1));
	open_pair(s, pair_join(s->v, l, c), false);
	stuff(s);
}

static int call_send(struct scene *s)
{
	return tx(s->fd, s->id, block, sizeof(block));
}

static bool send_ready(struct scene *s)
{
	struct sctp_sndinfo info = { .snd_assoc_id = s->id };

	return tx_info(s->fd, NULL, &info, block, sizeof(block),
		       MSG_DONTWAIT) >= 0 || errno != EAGAIN;
}

static const struct action send_actions[] = {
	{ "nothing", do_nothing },
	{ "signal", do_signal },
	{ "room", do_peer_reads },
	{ "peer shuts down", do_peer_shuts_down },
	{ "peer aborts", do_peer_aborts },
	{ "shutdown", do_shut_down },
	{ "abort", do_abort },
	{ "peeloff", do_peel_off },
	{ }
};

static void set_up_accept(struct scene *s)
{
	s->fd = sock_listening(s->v, PORT);
}

static int call_accept(struct scene *s)
{
	int fd = accept(s->fd, NULL, NULL);

	if (fd >= 0)
		close(fd);
	return fd;
}

static bool accept_ready(struct scene *s)
{
	int fd;

	sock_nonblock(s->fd, true);
	fd = accept(s->fd, NULL, NULL);
	return fd >= 0 || errno != EAGAIN;
}

static const struct action accept_actions[] = {
	{ "nothing", do_nothing },
	{ "signal", do_signal },
	{ "somebody comes", do_come },
	{ "somebody comes and goes", do_come_and_go },
	{ "accept", do_accept },
	{ "listens no more", do_stop },
	{ }
};

static void set_up_connect(struct scene *s)
{
	s->fd = sock(s->v);
}

static int call_connect(struct scene *s)
{
	return connect_to(s->fd, blackhole(s->v, PORT));
}

static bool connect_ready(struct scene *s)
{
	sock_nonblock(s->fd, true);
	return !(connect_to(s->fd, blackhole(s->v, PORT)) < 0 &&
		 errno == EALREADY);
}

static const struct action connect_actions[] = {
	{ "nothing", do_nothing },
	{ "signal", do_signal },
	{ "shutdown", do_shut_down },
	{ "peeloff", do_peel_off },
	{ }
};

/* close() that waits for data to arrive */
static int call_close(struct scene *s)
{
	struct linger lin = { 1, (SLEEPS_MS * ktap_scale() + 999) / 1000 };

	CHECK_OK(setsockopt(s->fd, SOL_SOCKET, SO_LINGER, &lin, sizeof(lin)));
	return close(s->fd);
}

/* It always succeeds: has it been longer than it need be? */
static bool close_ready(struct scene *s)
{
	return s->took >= SLEEPS_MS * (int)ktap_scale() &&
	       proc_rows("assocs") == 0;
}

static const struct action close_actions[] = {
	{ "nothing", do_nothing },
	{ "signal", do_signal },
	{ "room", do_peer_reads },
	{ "peer aborts", do_peer_aborts },
	{ }
};

/* --- a scene --- */

static const struct kind *the_kind;

static void *run_call(void *arg)
{
	struct scene *s = arg;
	long long start = now_ms();

	s->ret = the_kind->call(s);
	s->err = errno;
	s->ended = now_ms();
	s->took = s->ended - start;
	return NULL;
}

static bool timed_out(const struct scene *s)
{
	return the_kind->call == call_close ||
	       (s->ret < 0 && (s->err == EAGAIN || s->err == EINPROGRESS));
}

static void clean_up(struct scene *s)
{
	int fds[] = { s->p.l, s->p.s, s->p.c, s->extra, s->peer, s->fd };
	unsigned int i;

	/* unread data, and data that cannot be sent, is dropped */
	for (i = 0; i < ARRAY_SIZE(fds); i++) {
		if (fds[i] < 0)
			continue;
		setsockopt(fds[i], SOL_SOCKET, SO_LINGER, &at_once,
			   sizeof(at_once));
		close(fds[i]);
	}
	WAIT_UNTIL(!proc_rows("assocs") && !proc_rows("eps"));
}

/* Returns whether the call slept no longer than it had to. */
static bool play(const struct variant *v, const struct action *first,
		 const struct action *second)
{
	struct scene s = { .v = v, .p = { -1, -1, -1, 0, 0 }, .fd = -1,
			   .peer = -1, .extra = -1 };
	long long acted;
	bool slept;

	the_kind->set_up(&s);
	sock_timeout(s.fd, SO_RCVTIMEO, SLEEPS_MS);
	sock_timeout(s.fd, SO_SNDTIMEO, SLEEPS_MS);
	pause_at(the_kind->places, LINGERS_MS);
	CHECK_EQ(pthread_create(&s.thread, NULL, run_call, &s), 0);
	sleep_ms(LINGERS_MS / 2 * ktap_scale());
	first->run(&s);
	sleep_ms(LINGERS_MS * ktap_scale());
	second->run(&s);
	acted = now_ms();
	CHECK_EQ(pthread_join(s.thread, NULL), 0);
	pause_at(0, 0);
	/* a slow machine may have done the second thing too late */
	slept = s.ended > acted + LINGERS_MS * ktap_scale() && timed_out(&s) &&
		the_kind->ready(&s);
	if (slept)
		diag("%s slept for %lld ms: %s, then %s", the_kind->name,
		     s.took, first->name, second->name);
	clean_up(&s);
	return !slept;
}

/* What is done just before the time is up is too late, and a machine that
 * stands still may do so: a call that sleeps too long does so each time.
 */
static void play_pair(const struct variant *v, const struct action *first,
		      const struct action *second)
{
	int try;

	for (try = 0; try < 3; try++)
		if (play(v, first, second))
			return;
	FAIL("%s sleeps: %s, then %s", the_kind->name, first->name,
	     second->name);
}

static void on_signal(int sig __unused)
{
}

/* All pairs; on slow kernels some of them, others with each seed. */
static void play_all(const struct variant *v, const struct kind *kind)
{
	struct sigaction sa = { .sa_handler = on_signal };
	unsigned int n = 0, scale = ktap_scale();
	const struct action *first, *second;
	struct rng rng;

	if (ktap_on_intree())
		ktap_skip("it would be luck");
	rng_seed(&rng, ktap_seed(), 0);
	CHECK_OK(sigaction(SIGUSR1, &sa, NULL));
	the_kind = kind;
	for (first = kind->actions; first->name; first++) {
		for (second = kind->actions; second->name; second++) {
			if (rng_below(&rng, scale))
				continue;
			play_pair(v, first, second);
			n++;
		}
	}
	diag("KTAP_SEED=%u, %u pairs", ktap_seed(), n);
}

NETTEST(race__recv, .variants = V_STREAM_V4 | V_SEQ_V6, .timeout = 300,
	.smoke = true)
{
	static const struct kind kind = {
		"recv", PAUSE_RECV_SLEEP | PAUSE_RECV_WAKE, set_up_recv,
		call_recv, recv_ready, recv_actions
	};

	play_all(v, &kind);
}

NETTEST(race__recv_not_listening, .variants = V_SEQ_V4, .timeout = 300)
{
	static const struct kind kind = {
		"recv", PAUSE_RECV_SLEEP | PAUSE_RECV_WAKE, set_up_recv_client,
		call_recv, recv_ready, recv_actions
	};

	play_all(v, &kind);
}

NETTEST(race__send, .variants = V_STREAM_V6 | V_SEQ_V4, .timeout = 400)
{
	static const struct kind kind = {
		"send", PAUSE_SEND_SLEEP | PAUSE_SEND_WAKE, set_up_send,
		call_send, send_ready, send_actions
	};

	play_all(v, &kind);
}

NETTEST(race__accept, .variants = V_STREAM_V4, .timeout = 300)
{
	static const struct kind kind = {
		"accept", PAUSE_ACCEPT_WAKE, set_up_accept,
		call_accept, accept_ready, accept_actions
	};

	play_all(v, &kind);
}

NETTEST(race__connect, .variants = V_STREAM_V4 | V_SEQ_V4, .timeout = 300)
{
	static const struct kind kind = {
		"connect", PAUSE_CONNECT_SLEEP | PAUSE_CONNECT_WAKE,
		set_up_connect, call_connect, connect_ready, connect_actions
	};

	play_all(v, &kind);
}

NETTEST(race__close, .variants = V_STREAM_V4, .timeout = 300)
{
	static const struct kind kind = {
		"close", PAUSE_LINGER_SLEEP | PAUSE_LINGER_WAKE, set_up_send,
		call_close, close_ready, close_actions
	};

	play_all(v, &kind);
}

static bool race_audit(void)
{
	pause_at(0, 0);
	return sock_suite.audit();
}

int main(int argc, char **argv)
{
	struct ktap_suite suite = {
		.setup = sock_suite.setup,
		.audit = race_audit,
	};

	return ktap_main(argc, argv, &suite);
}
