// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shared by the socket tests: associations, messages, events, /proc.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>

#include "sock.h"

/**
 * pair_join_to - connect one socket to a listening one at an address
 * @v: style and family of both
 * @l: listening socket
 * @c: socket to connect
 * @to: one of the addresses of @l
 *
 * Return: the association.
 */
struct pair pair_join_to(const struct variant *v, int l, int c, union addr to)
{
	struct pair p = { .l = -1, .c = c, .s = l };

	CHECK_OK(connect_to(c, to));
	if (v->type == SOCK_STREAM) {
		p.l = l;
		p.s = CHECK_OK(accept(l, NULL, NULL));
		sock_timeout(p.s, SO_RCVTIMEO, IO_TIMEOUT_MS);
		sock_timeout(p.s, SO_SNDTIMEO, IO_TIMEOUT_MS);
	} else {
		p.cid = assoc_id(c);
		p.sid = assoc_id(l);
	}
	return p;
}

/**
 * pair_join - connect one socket to a listening one
 * @v: style and family of both
 * @l: listening socket, bound to one specific address
 * @c: socket to connect
 *
 * Return: the association.
 */
struct pair pair_join(const struct variant *v, int l, int c)
{
	return pair_join_to(v, l, c, local_addr(l));
}

/**
 * pair_of - connect one socket to another one, which listens from now on
 * @v: style and family of both
 * @l: fresh socket to listen
 * @c: socket to connect
 *
 * Return: the association.
 */
struct pair pair_of(const struct variant *v, int l, int c)
{
	CHECK_OK(bind_to(l, host(v, 1, PORT)));
	CHECK_OK(listen(l, 5));
	return pair_join(v, l, c);
}

/**
 * pair_open - two fresh sockets with an association
 * @v: style and family of both
 *
 * Return: the association.
 */
struct pair pair_open(const struct variant *v)
{
	return pair_join(v, sock_listening(v, PORT), sock(v));
}

/**
 * pair_close - close all sockets of an association
 * @p: it
 */
void pair_close(struct pair *p)
{
	if (p->l >= 0)
		close(p->l);
	close(p->c);
	close(p->s);
}

/**
 * assoc_id - the only association of a one-to-many socket
 * @fd: socket
 *
 * Return: its id; waits until there is one.
 */
sctp_assoc_t assoc_id(int fd)
{
	struct {
		struct sctp_assoc_ids	ids;
		sctp_assoc_t		room[16];
	} buf;

	WAIT_UNTIL(assoc_count(fd));
	CHECK_OK(opt_get(fd, SCTP_GET_ASSOC_ID_LIST, &buf, sizeof(buf)));
	CHECK_EQ(buf.ids.gaids_number_of_ids, 1);
	return buf.ids.gaids_assoc_id[0];
}

/**
 * assoc_count - SCTP_GET_ASSOC_NUMBER
 * @fd: one-to-many socket
 *
 * Return: number of associations.
 */
int assoc_count(int fd)
{
	unsigned int n = 0;

	CHECK_OK(opt_get(fd, SCTP_GET_ASSOC_NUMBER, &n, sizeof(n)));
	return n;
}

/**
 * assoc_status - what SCTP_STATUS tells of an association
 * @fd: socket
 * @id: association, 0 on one-to-one
 *
 * Return: that.
 */
struct sctp_status assoc_status(int fd, sctp_assoc_t id)
{
	struct sctp_status st = { .sstat_assoc_id = id };

	CHECK_OK(opt_get(fd, SCTP_STATUS, &st, sizeof(st)));
	return st;
}

/**
 * assoc_state - state of an association as SCTP_STATUS tells
 * @fd: socket
 * @id: association, 0 on one-to-one
 *
 * Return: SCTP_ESTABLISHED and so on; -1 if there is no association.
 */
int assoc_state(int fd, sctp_assoc_t id)
{
	struct sctp_status st = { .sstat_assoc_id = id };

	return opt_get(fd, SCTP_STATUS, &st, sizeof(st)) < 0 ? -1 :
							       st.sstat_state;
}

/**
 * tx_cmsg - sendmsg() with one SCTP control message
 * @fd: socket
 * @to: destination or NULL
 * @type: cmsg_type, -1 for none
 * @cmsg: its data
 * @cmsg_len: its length
 * @buf: message
 * @len: its length
 * @flags: MSG_*
 *
 * Return: as sendmsg().
 */
ssize_t tx_cmsg(int fd, const union addr *to, int type, const void *cmsg,
		size_t cmsg_len, const void *buf, size_t len, int flags)
{
	union control ctl = {};
	struct iovec iov = { (void *)buf, len };
	struct msghdr mh = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
	};
	struct cmsghdr *cm;

	if (to) {
		mh.msg_name = (void *)to;
		mh.msg_namelen = addr_len(to);
	}
	if (type >= 0) {
		mh.msg_control = &ctl;
		mh.msg_controllen = CMSG_SPACE(cmsg_len);
		cm = CMSG_FIRSTHDR(&mh);
		cm->cmsg_level = IPPROTO_SCTP;
		cm->cmsg_type = type;
		cm->cmsg_len = CMSG_LEN(cmsg_len);
		memcpy(CMSG_DATA(cm), cmsg, cmsg_len);
	}
	return sendmsg(fd, &mh, flags | MSG_NOSIGNAL);
}

/**
 * tx_info - sendmsg() with SCTP_SNDINFO
 * @fd: socket
 * @to: destination or NULL
 * @info: the SNDINFO, or NULL
 * @buf: message
 * @len: its length
 * @flags: MSG_*
 *
 * Return: as sendmsg().
 */
ssize_t tx_info(int fd, const union addr *to, const struct sctp_sndinfo *info,
		const void *buf, size_t len, int flags)
{
	return tx_cmsg(fd, to, info ? SCTP_SNDINFO : -1, info,
		       info ? sizeof(*info) : 0, buf, len, flags);
}

/**
 * tx - send on an association
 * @fd: socket
 * @id: association, 0 on one-to-one
 * @buf: message
 * @len: its length
 *
 * Return: as sendmsg().
 */
ssize_t tx(int fd, sctp_assoc_t id, const void *buf, size_t len)
{
	struct sctp_sndinfo info = { .snd_assoc_id = id };

	return tx_info(fd, NULL, id ? &info : NULL, buf, len, 0);
}

static void rx_cmsgs(struct rx *r, struct msghdr *mh)
{
	struct cmsghdr *cm;

	for (cm = CMSG_FIRSTHDR(mh); cm; cm = CMSG_NXTHDR(mh, cm)) {
		if (cm->cmsg_level != IPPROTO_SCTP)
			continue;
		if (cm->cmsg_type == SCTP_RCVINFO) {
			r->has_rcv = true;
			memcpy(&r->rcv, CMSG_DATA(cm), sizeof(r->rcv));
		} else if (cm->cmsg_type == SCTP_NXTINFO) {
			r->has_nxt = true;
			memcpy(&r->nxt, CMSG_DATA(cm), sizeof(r->nxt));
		} else if (cm->cmsg_type == SCTP_SNDRCV) {
			r->has_snd = true;
			memcpy(&r->snd, CMSG_DATA(cm), sizeof(r->snd));
		} else {
			FAIL("unknown cmsg type %d", cm->cmsg_type);
		}
	}
}

/**
 * rx_control - receive a short message with all that comes along
 * @fd: socket
 * @want: what it has to be
 * @mh: filled in, for CMSG_FIRSTHDR()
 * @ctl: room for control messages
 */
void rx_control(int fd, const char *want, struct msghdr *mh,
		union control *ctl)
{
	char buf[64];
	struct iovec iov = { buf, sizeof(buf) };

	*mh = (struct msghdr) { .msg_iov = &iov, .msg_iovlen = 1,
				.msg_control = ctl,
				.msg_controllen = sizeof(*ctl) };
	CHECK_EQ(recvmsg(fd, mh, 0), strlen(want));
	CHECK(!memcmp(buf, want, strlen(want)));
	mh->msg_iov = NULL;
	mh->msg_iovlen = 0;
}

/**
 * rx_len - recvmsg() into a buffer of some length
 * @fd: socket
 * @r: what is received
 * @len: at most this many bytes
 * @flags: MSG_*
 *
 * Return: as recvmsg().
 */
ssize_t rx_len(int fd, struct rx *r, size_t len, int flags)
{
	union control ctl;
	struct iovec iov = { r->buf, len };
	struct msghdr mh = {
		.msg_name = &r->from,
		.msg_namelen = sizeof(r->from),
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &ctl,
		.msg_controllen = sizeof(ctl),
	};

	memset(r, 0, sizeof(*r));
	r->len = recvmsg(fd, &mh, flags);
	if (r->len < 0)
		return r->len;
	r->flags = mh.msg_flags;
	r->fromlen = mh.msg_namelen;
	rx_cmsgs(r, &mh);
	return r->len;
}

/**
 * rx - recvmsg()
 * @fd: socket
 * @r: what is received
 * @flags: MSG_*
 *
 * Return: as recvmsg().
 */
ssize_t rx(int fd, struct rx *r, int flags)
{
	return rx_len(fd, r, sizeof(r->buf), flags);
}

/**
 * rx_data - receive one whole message
 * @fd: socket
 * @want: what it must be
 */
void rx_data(int fd, const char *want)
{
	struct rx r;

	CHECK_OK(rx(fd, &r, 0));
	if (r.flags & MSG_NOTIFICATION)
		FAIL("notification %#x instead of \"%s\"",
		     r.sn.sn_header.sn_type, want);
	CHECK_SET(r.flags, MSG_EOR);
	if (r.len != (ssize_t)strlen(want) || memcmp(r.buf, want, r.len))
		FAIL("received \"%.*s\", want \"%s\"", (int)r.len, r.buf, want);
}

/**
 * rx_nothing - is the receive queue empty?
 * @fd: socket
 *
 * Return: true if recv() would block.
 */
bool rx_nothing(int fd)
{
	char c;

	return recv(fd, &c, 1, MSG_DONTWAIT | MSG_PEEK) < 0 && errno == EAGAIN;
}

/**
 * tx_arrived - has all been acknowledged that was sent?
 * @fd: socket that sent it
 * @id: association, 0 on one-to-one
 *
 * Return: true if the peer has all of it, or its window is closed and it will
 * have more later. It may take a delayed SACK to know.
 */
bool tx_arrived(int fd, sctp_assoc_t id)
{
	return !assoc_status(fd, id).sstat_unackdata;
}

/**
 * event_set - subscribe to an event for present and future associations
 * @fd: socket
 * @type: SCTP_ASSOC_CHANGE and so on
 * @on: or unsubscribe
 */
void event_set(int fd, int type, bool on)
{
	struct sctp_event ev = {
		.se_assoc_id = SCTP_ALL_ASSOC,
		.se_type = type,
		.se_on = on,
	};

	CHECK_OK(opt_set(fd, SCTP_EVENT, &ev, sizeof(ev)));
}

/**
 * event_on - subscribe to an event
 * @fd: socket
 * @type: SCTP_ASSOC_CHANGE and so on
 */
void event_on(int fd, int type)
{
	event_set(fd, type, true);
}

/**
 * rx_event - receive one whole notification
 * @fd: socket
 * @r: what is received
 * @type: its type; 0 for any
 *
 * Return: the notification.
 */
union sctp_notification *rx_event(int fd, struct rx *r, int type)
{
	CHECK_OK(rx(fd, r, 0));
	if (!(r->flags & MSG_NOTIFICATION))
		FAIL("%zd bytes of data instead of notification %#x", r->len,
		     type);
	CHECK_SET(r->flags, MSG_EOR);
	if (type)
		CHECK_EQ(r->sn.sn_header.sn_type, type);
	CHECK_EQ(r->sn.sn_header.sn_length, r->len);
	return &r->sn;
}

/**
 * rx_until - receive notifications until one of a type comes
 * @fd: socket
 * @r: what is received
 * @type: its type
 *
 * Return: the notification.
 */
union sctp_notification *rx_until(int fd, struct rx *r, int type)
{
	do {
		rx_event(fd, r, 0);
	} while (r->sn.sn_header.sn_type != type);
	return &r->sn;
}

/**
 * rx_change - receive an SCTP_ASSOC_CHANGE
 * @fd: socket
 * @r: what is received
 * @state: the sac_state it must carry
 *
 * Return: the notification.
 */
struct sctp_assoc_change *rx_change(int fd, struct rx *r, int state)
{
	rx_event(fd, r, SCTP_ASSOC_CHANGE);
	CHECK_EQ(r->sn.sn_assoc_change.sac_state, state);
	return &r->sn.sn_assoc_change;
}

/**
 * poll_wait - poll one socket
 * @fd: socket
 * @events: POLL*
 * @ms: how long, multiplied with ktap_scale()
 *
 * Return: revents, 0 after the time is up.
 */
int poll_wait(int fd, int events, unsigned int ms)
{
	struct pollfd pfd = { .fd = fd, .events = events };

	CHECK_OK(poll(&pfd, 1, ms * ktap_scale()));
	return pfd.revents;
}

/**
 * poll_until - poll one socket for what must come
 * @fd: socket
 * @events: POLL*
 *
 * It takes as long as the machine does: 10 s, multiplied with ktap_scale(),
 * only keep a test that fails from standing still.
 *
 * Return: revents, 0 after the time is up.
 */
int poll_until(int fd, int events)
{
	return poll_wait(fd, events, 10000);
}

/**
 * poll_now - poll one socket without waiting
 * @fd: socket
 * @events: POLL*
 *
 * Return: revents.
 */
int poll_now(int fd, int events)
{
	return poll_wait(fd, events, 0);
}

/* How many signals of alarm_in() have arrived. */
atomic_int alarms;

static void on_alarm(int sig __unused)
{
	alarms++;
}

/**
 * alarm_in - have a signal without SA_RESTART interrupt us, again and again
 * @ms: milliseconds until the first one and between them
 */
void alarm_in(unsigned int ms)
{
	struct sigaction sa = { .sa_handler = on_alarm };
	struct itimerval it = {
		.it_value.tv_usec = ms * 1000,
		.it_interval.tv_usec = ms * 1000,
	};

	CHECK_OK(sigaction(SIGALRM, &sa, NULL));
	CHECK_OK(setitimer(ITIMER_REAL, &it, NULL));
}

/**
 * counter - a counter of this namespace
 * @name: as in /proc/net/sctp/snmp
 *
 * Return: its value.
 */
long counter(const char *name)
{
	FILE *f = fopen("/proc/thread-self/net/sctp/snmp", "re");
	char key[64];
	long val;

	if (!f)
		FAIL("/proc/net/sctp/snmp: %s", strerror(errno));
	while (fscanf(f, "%63s %ld", key, &val) == 2) {
		if (!strcmp(key, name)) {
			fclose(f);
			return val;
		}
	}
	FAIL("nothing is named %s in /proc/net/sctp/snmp", name);
}

static FILE *sysctl_open(const char *name, const char *mode)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof(path), "/proc/sys/net/sctp/%s", name);
	f = fopen(path, mode);
	if (!f)
		FAIL("%s: %s", path, strerror(errno));
	return f;
}

/**
 * sysctl_get - read net.sctp.*
 * @name: last part of the name
 *
 * Return: value.
 */
long sysctl_get(const char *name)
{
	FILE *f = sysctl_open(name, "r");
	long val = -1;

	CHECK_EQ(fscanf(f, "%ld", &val), 1);
	fclose(f);
	return val;
}

/**
 * sysctl_set - write net.sctp.* of this namespace
 * @name: last part of the name
 * @val: value
 */
void sysctl_set(const char *name, long val)
{
	FILE *f = sysctl_open(name, "w");

	fprintf(f, "%ld\n", val);
	CHECK_OK(fclose(f));
}

/**
 * opt_follows - is a sysctl what a new socket offers?
 * @v: family and style
 * @opt: option of the extension
 * @name: the sysctl
 * @usual: what it is at first
 */
void opt_follows(const struct variant *v, int opt, const char *name, int usual)
{
	int fd;

	sysctl_set(name, !usual);
	fd = sock(v);
	sysctl_set(name, usual);
	CHECK_EQ(val_get(fd, opt, 0), !usual);
	CHECK_EQ(val_get(sock(v), opt, 0), usual);
}

/**
 * proc_rows - lines of a /proc/net/sctp file after its heading
 * @file: its name
 *
 * Return: their number.
 */
int proc_rows(const char *file)
{
	char line[4096], path[128];
	int rows = -1;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/thread-self/net/sctp/%s", file);
	f = fopen(path, "re");
	if (!f)
		FAIL("%s: %s", path, strerror(errno));
	while (fgets(line, sizeof(line), f))
		rows++;
	fclose(f);
	return rows;
}
