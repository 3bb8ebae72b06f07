// SPDX-License-Identifier: GPL-2.0-only
/*
 * Play scenarios, and write down what is heard.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "heard.h"
#include "talk.h"

/* Milliseconds to wait for what should come, and for what should not. */
#define PATIENCE	3000
#define QUIET		30

static const char * const kind_names[] = { "4s", "4m", "4p", "6m" };

/* ------------------------------------------------------------------------
 * Sockets
 */

/**
 * outcome() - the result of a system call as text
 * @ret: what it returned; errno is looked at, too
 *
 * Return: text that is good until the next call.
 */
const char *outcome(long ret)
{
	static char text[32];

	if (ret < 0)
		return strerrorname_np(errno);
	snprintf(text, sizeof(text), "%ld", ret);

	return text;
}

/**
 * tell() - say something about the scenario that is played
 * @t: whose
 * @format: as for printf()
 */
void tell(const struct talk *t, const char *format, ...)
{
	char text[8192];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	say("%s: %s", t->title, text);
}

/**
 * talk_addr() - the address of a host, all of which are this one
 * @t: whose family
 * @host: 1 and up; 0 for any address
 * @port: port
 * @ss: the address
 *
 * Return: its length in bytes.
 */
socklen_t talk_addr(const struct talk *t, int host, unsigned short port,
		    struct sockaddr_storage *ss)
{
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)ss;
	struct sockaddr_in *in = (struct sockaddr_in *)ss;
	char text[32];

	memset(ss, 0, sizeof(*ss));
	ss->ss_family = t->family;
	if (t->family == AF_INET) {
		snprintf(text, sizeof(text), host ? "10.77.0.%d" : "0.0.0.0",
			 host);
		inet_pton(AF_INET, text, &in->sin_addr);
		in->sin_port = htons(port);
		return sizeof(*in);
	}
	snprintf(text, sizeof(text), host ? "fd77::%d" : "::", host);
	inet_pton(AF_INET6, text, &in6->sin6_addr);
	in6->sin6_port = htons(port);

	return sizeof(*in6);
}

/**
 * talk_socket() - one of its sockets
 * @t: whose family and type
 *
 * Return: the socket, which does not block.
 */
int talk_socket(const struct talk *t)
{
	int fd = socket(t->family, t->type | SOCK_NONBLOCK, IPPROTO_SCTP);

	if (fd < 0)
		fatal("socket");

	return fd;
}

/**
 * talk_listen() - make @t->l
 * @t: whose
 * @hosts: bound to hosts 1 to this many
 */
void talk_listen(struct talk *t, int hosts)
{
	struct sockaddr_storage ss;
	socklen_t len;
	int host;

	t->l = talk_socket(t);
	for (host = 1; host <= hosts; host++) {
		len = talk_addr(t, host, t->port, &ss);
		if (host == 1 ? bind(t->l, (struct sockaddr *)&ss, len) :
				setsockopt(t->l, SOL_SCTP,
					   SCTP_SOCKOPT_BINDX_ADD, &ss, len))
			fatal("bind");
	}
	if (listen(t->l, 5))
		fatal("listen");
}

static bool wait_for(int fd, int events, int ms)
{
	struct pollfd p = { .fd = fd, .events = events };

	return poll(&p, 1, ms) == 1;
}

/* The id of the only association of a socket, once that is established. */
static sctp_assoc_t only_id(int fd)
{
	union {
		struct sctp_assoc_ids list;
		sctp_assoc_t room[8];
	} u;
	struct sctp_status status;
	int left = PATIENCE;
	socklen_t len;

	for (; left > 0; left--, usleep(1000)) {
		len = sizeof(u);
		if (getsockopt(fd, SOL_SCTP, SCTP_GET_ASSOC_ID_LIST, &u, &len))
			continue;
		status.sstat_assoc_id = u.list.gaids_assoc_id[0];
		len = sizeof(status);
		if (u.list.gaids_number_of_ids == 1 &&
		    !getsockopt(fd, SOL_SCTP, SCTP_STATUS, &status, &len) &&
		    status.sstat_state >= SCTP_ESTABLISHED)
			return status.sstat_assoc_id;
	}
	errno = ETIMEDOUT;
	fatal("SCTP_STATUS");
}

static void peel_off(struct talk *t)
{
	sctp_peeloff_arg_t arg = { .associd = t->cid };
	socklen_t len = sizeof(arg);

	if (getsockopt(t->c, SOL_SCTP, SCTP_SOCKOPT_PEELOFF, &arg, &len) < 0)
		fatal("SCTP_SOCKOPT_PEELOFF");
	close(t->c);
	t->c = arg.sd;
}

/**
 * talk_join() - connect @t->c with @t->l
 * @t: both are there
 */
void talk_join(struct talk *t)
{
	struct sockaddr_storage ss;
	socklen_t len = talk_addr(t, 1, t->port, &ss);

	if (connect(t->c, (struct sockaddr *)&ss, len) &&
	    errno != EINPROGRESS)
		fatal("connect");
	if (t->type == SOCK_STREAM) {
		if (!wait_for(t->l, POLLIN, PATIENCE) ||
		    !wait_for(t->c, POLLOUT, PATIENCE))
			fatal("poll");
		t->s = accept4(t->l, NULL, NULL, SOCK_NONBLOCK);
		if (t->s < 0)
			fatal("accept");
		return;
	}
	t->s = t->l;
	t->cid = only_id(t->c);
	t->sid = only_id(t->s);
	if (t->kind == KIND_P)
		peel_off(t);
}

/**
 * talk_open() - make two connected sockets
 * @t: nothing is there yet
 */
void talk_open(struct talk *t)
{
	talk_listen(t, 1);
	t->c = talk_socket(t);
	talk_join(t);
}

/**
 * talk_abort() - close a socket with ABORT
 * @fd: the socket, -1 afterwards
 */
void talk_abort(int *fd)
{
	struct linger linger = { .l_onoff = 1, .l_linger = 0 };

	if (*fd < 0)
		return;
	setsockopt(*fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
	close(*fd);
	*fd = -1;
}

static void talk_close(struct talk *t)
{
	if (t->s == t->l)
		t->s = -1;
	talk_abort(&t->c);
	talk_abort(&t->s);
	talk_abort(&t->l);
}

/**
 * play() - play scenarios with each kind, and print what they say
 * @scenarios: one after the other
 * @num: how many
 */
void play(const struct scenario *scenarios, size_t num)
{
	static unsigned short port = 6000;
	size_t i, kind;

	for (i = 0; i < num; i++) {
		for (kind = 0; kind < ARRAY_SIZE(kind_names); kind++) {
			struct talk t = {
				.title = scenarios[i].title,
				.kind = 1 << kind,
				.family = kind == 3 ? AF_INET6 : AF_INET,
				.type = kind ? SOCK_SEQPACKET : SOCK_STREAM,
				.port = port++,
				.l = -1,
				.c = -1,
				.s = -1,
			};

			if (!(scenarios[i].kinds & t.kind))
				continue;
			output_source(kind);
			scenarios[i].play(&t);
			talk_close(&t);
		}
		output_merge(scenarios[i].name, kind_names,
			     ARRAY_SIZE(kind_names));
	}
}

/**
 * set_int() - set an option that is a number
 * @fd: socket
 * @level: SOL_SCTP or SOL_SOCKET
 * @option: option
 * @value: number
 */
void set_int(int fd, int level, int option, int value)
{
	if (setsockopt(fd, level, option, &value, sizeof(value)))
		fatal("setsockopt");
}

/**
 * hear_events() - subscribe
 * @fd: socket
 * @types: 1 << (type - SCTP_SN_TYPE_BASE) for each
 */
void hear_events(int fd, unsigned int types)
{
	struct sctp_event event = { .se_assoc_id = SCTP_ALL_ASSOC };
	unsigned int i;

	for (i = 0; i <= SCTP_SN_TYPE_MAX - SCTP_SN_TYPE_BASE; i++) {
		event.se_type = SCTP_SN_TYPE_BASE + i;
		event.se_on = types >> i & 1;
		if (event.se_on && setsockopt(fd, SOL_SCTP, SCTP_EVENT, &event,
					      sizeof(event)))
			fatal("SCTP_EVENT");
	}
}

/**
 * hear_infos() - have everything told about each message
 * @fd: socket
 */
void hear_infos(int fd)
{
	set_int(fd, SOL_SCTP, SCTP_RECVRCVINFO, 1);
	set_int(fd, SOL_SCTP, SCTP_RECVNXTINFO, 1);
	hear_events(fd, 1);
}

/* ------------------------------------------------------------------------
 * Sending
 */

/**
 * out_begin() - a message without anything else
 * @o: the message
 * @data: bytes
 * @len: how many
 */
void out_begin(struct outgoing *o, const void *data, size_t len)
{
	memset(o, 0, sizeof(*o));
	o->iov.iov_base = (void *)data;
	o->iov.iov_len = len;
	o->mh.msg_iov = &o->iov;
	o->mh.msg_iovlen = 1;
}

/**
 * out_cmsg() - put one more control message in
 * @o: the message
 * @level: cmsg_level
 * @type: cmsg_type
 * @data: what is in it
 * @len: bytes of that
 *
 * Return: where it is.
 */
void *out_cmsg(struct outgoing *o, int level, int type, const void *data,
	       size_t len)
{
	struct cmsghdr *cmsg;

	cmsg = (struct cmsghdr *)(o->control.room + o->mh.msg_controllen);
	cmsg->cmsg_level = level;
	cmsg->cmsg_type = type;
	cmsg->cmsg_len = CMSG_LEN(len);
	memcpy(CMSG_DATA(cmsg), data, len);
	o->mh.msg_control = o->control.room;
	o->mh.msg_controllen += CMSG_SPACE(len);

	return cmsg;
}

/**
 * out_to() - say to whom
 * @o: the message
 * @t: whose family
 * @host: as in talk_addr()
 * @port: the same
 */
void out_to(struct outgoing *o, const struct talk *t, int host,
	    unsigned short port)
{
	o->mh.msg_namelen = talk_addr(t, host, port, &o->to);
	o->mh.msg_name = &o->to;
}

/**
 * out_send() - send it
 * @o: the message
 * @fd: socket
 * @flags: as for sendmsg(2)
 *
 * Return: the result as text.
 */
const char *out_send(struct outgoing *o, int fd, int flags)
{
	return outcome(sendmsg(fd, &o->mh, flags | MSG_NOSIGNAL));
}

/**
 * send_flags() - send with SCTP_SNDINFO
 * @t: whose ids
 * @fd: socket
 * @data: bytes
 * @len: how many
 * @flags: snd_flags
 *
 * Return: the result as text.
 */
const char *send_flags(const struct talk *t, int fd, const void *data,
		       size_t len, int flags)
{
	struct sctp_sndinfo info = {
		.snd_assoc_id = fd == t->c ? t->cid : t->sid,
		.snd_flags = flags,
	};
	struct outgoing o;

	out_begin(&o, data, len);
	out_cmsg(&o, IPPROTO_SCTP, SCTP_SNDINFO, &info, sizeof(info));

	return out_send(&o, fd, 0);
}

/**
 * send_plain() - send, to the association there is
 * @t: whose ids
 * @fd: socket
 * @data: bytes
 * @len: how many
 * @flags: as for sendmsg(2)
 *
 * Return: the result as text.
 */
const char *send_plain(const struct talk *t, int fd, const void *data,
		       size_t len, int flags)
{
	struct sctp_sndinfo info = {
		.snd_assoc_id = fd == t->c ? t->cid : t->sid,
	};
	struct outgoing o;

	out_begin(&o, data, len);
	if (info.snd_assoc_id)
		out_cmsg(&o, IPPROTO_SCTP, SCTP_SNDINFO, &info, sizeof(info));

	return out_send(&o, fd, flags);
}

/* ------------------------------------------------------------------------
 * Hearing
 */

static void put_id(const struct heard *h, sctp_assoc_t id)
{
	const struct talk *t = h->whose;
	bool known = id == t->cid || id == t->sid;

	if (id <= SCTP_ALL_ASSOC)
		fprintf(h->out, " id=%d", id);
	else
		fputs(t->cid && !known ? " id=other" : " id=ID", h->out);
}

static void put_tsn(const struct heard *h, const char *name, __u32 tsn)
{
	struct talk *t = h->whose;

	if (!t->has_tsn) {
		t->has_tsn = true;
		t->tsn = tsn;
	}
	if (tsn)
		fprintf(h->out, " %s=first+%u", name, tsn - t->tsn);
	else
		fprintf(h->out, " %s=0", name);
}

/* One recvmsg(2), written down. Returns false if nothing more will come. */
static bool hear_one(struct talk *t, FILE *out, int fd, size_t room,
		     size_t control, int flags)
{
	static union {
		unsigned char bytes[1 << 17];
		union sctp_notification n;
	} data;
	static union {
		struct cmsghdr align;
		char room[1024];
	} ctl;
	struct heard h = {
		.out = out, .put_id = put_id, .put_tsn = put_tsn, .whose = t,
	};
	struct sockaddr_storage from = { .ss_family = AF_UNSPEC };
	struct iovec iov = { &data, room };
	struct msghdr mh = {
		.msg_name = &from,
		.msg_namelen = sizeof(from),
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &ctl,
		.msg_controllen = control,
	};
	struct cmsghdr *cmsg;
	ssize_t len;

	memset(&data, 0, sizeof(data.n));
	len = recvmsg(fd, &mh, flags | MSG_DONTWAIT);
	if (len < 0) {
		fprintf(out, " %s", strerrorname_np(errno));
		return false;
	}
	if (mh.msg_flags & MSG_NOTIFICATION && len >= 8)
		heard_event(&h, &data.n, len);
	else if (len < 16)
		fprintf(out, " \"%.*s\"", (int)len, data.bytes);
	else
		fprintf(out, " %zd bytes", len);
	heard_flags(&h, mh.msg_flags & ~MSG_NOTIFICATION);
	if (from.ss_family != t->family)
		fprintf(out, " from family %u", from.ss_family);
	for (cmsg = CMSG_FIRSTHDR(&mh); cmsg; cmsg = CMSG_NXTHDR(&mh, cmsg))
		heard_cmsg(&h, cmsg);

	return len || mh.msg_flags & MSG_EOR;
}

/**
 * hear() - say what comes, in its order
 * @t: whose
 * @who: hears it
 * @fd: socket
 * @most: how many messages and notifications are expected
 */
void hear(struct talk *t, const char *who, int fd, int most)
{
	char *text;
	size_t size;
	FILE *out = text_open(&text, &size);
	bool more = true;
	int i;

	for (i = 0; more && wait_for(fd, POLLIN, i < most ? PATIENCE : QUIET);
	     i++) {
		fputs(i ? "," : "", out);
		more = hear_one(t, out, fd, 4096, 1024, 0);
	}
	fclose(out);
	tell(t, "%s hears%s", who, i ? text : " nothing");
	free(text);
}

/**
 * hear_with() - say what one recvmsg(2) says
 * @t: whose
 * @who: hears it
 * @fd: socket
 * @room: for bytes
 * @control: room for control messages
 * @flags: as for recvmsg(2)
 */
void hear_with(struct talk *t, const char *who, int fd, size_t room,
	       size_t control, int flags)
{
	char *text;
	size_t size;
	FILE *out = text_open(&text, &size);

	if (!(flags & MSG_ERRQUEUE))
		wait_for(fd, POLLIN, PATIENCE);
	hear_one(t, out, fd, room, control, flags);
	fclose(out);
	tell(t, "%s hears%s", who, text);
	free(text);
}

int main(int argc, char **argv)
{
	const char *mode = argc == 2 ? argv[1] : "";

	if (!strcmp(mode, "cmsg")) {
		play(cmsg_scenarios, num_cmsg_scenarios);
		return 0;
	}
	if (!strcmp(mode, "event")) {
		play(event_scenarios, num_event_scenarios);
		return 0;
	}
	fputs("usage: talk_dump cmsg|event\n", stderr);

	return 2;
}
