// SPDX-License-Identifier: GPL-2.0-only
/*
 * Calls that send and receive. A message is made of one letter, which is that
 * of its step, so that whoever receives some of it knows whose it is.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "heard.h"
#include "place.h"
#include "slot.h"

#define LARGEST		262144
#define FILL_SIZE	20000
#define FILL_MOST	1000

union control {
	struct cmsghdr align;
	char room[512];
};

static int send_flags(const struct step *step)
{
	int flags = 0;

	if (step_has(step, "dontwait"))
		flags |= MSG_DONTWAIT;
	if (step_has(step, "nosignal"))
		flags |= MSG_NOSIGNAL;
	if (step_has(step, "more"))
		flags |= MSG_MORE;

	return flags;
}

static __u16 info_flags(const struct step *step)
{
	__u16 flags = 0;

	if (step_has(step, "eof"))
		flags |= SCTP_EOF;
	if (step_has(step, "abort"))
		flags |= SCTP_ABORT;
	if (step_has(step, "unordered"))
		flags |= SCTP_UNORDERED;
	if (step_has(step, "over"))
		flags |= SCTP_ADDR_OVER;
	if (step_has(step, "all"))
		flags |= SCTP_SENDALL;

	return flags;
}

static void put_control(struct msghdr *mh, union control *control, int type,
			const void *data, size_t len)
{
	mh->msg_control = control;
	mh->msg_controllen = CMSG_SPACE(len);
	control->align.cmsg_level = IPPROTO_SCTP;
	control->align.cmsg_type = type;
	control->align.cmsg_len = CMSG_LEN(len);
	memcpy(CMSG_DATA(&control->align), data, len);
}

/* SCTP_SNDINFO, or SCTP_SNDRCV if that is "old". */
static void add_info(const struct step *step, struct msghdr *mh,
		     union control *control)
{
	const char *id = step_value(step, "id=");
	struct sctp_sndinfo info = {
		.snd_sid = step_number(step, "str=", 0),
		.snd_flags = info_flags(step),
		.snd_ppid = step_number(step, "ppid=", 0),
		.snd_context = step_number(step, "context=", 0),
		.snd_assoc_id = id ? slot_id(&slots[step->slot], id) : 0,
	};
	struct sctp_sndrcvinfo old = {
		.sinfo_stream = info.snd_sid,
		.sinfo_flags = info.snd_flags,
		.sinfo_ppid = info.snd_ppid,
		.sinfo_context = info.snd_context,
		.sinfo_assoc_id = info.snd_assoc_id,
	};

	if (step_has(step, "old"))
		put_control(mh, control, SCTP_SNDRCV, &old, sizeof(old));
	else if (id || info.snd_flags || step_value(step, "str=") ||
		 info.snd_ppid || info.snd_context)
		put_control(mh, control, SCTP_SNDINFO, &info, sizeof(info));
}

/**
 * call_send() - a message
 * @c: the call
 * @fd: socket
 */
void call_send(struct call *c, int fd)
{
	const char *to = step_value(c->step, "to=");
	struct sockaddr_storage ss;
	union control control;
	struct iovec iov = { .iov_len = atoi(c->step->word[2]) % LARGEST };
	struct msghdr mh = { .msg_iov = &iov, .msg_iovlen = 1 };
	int flags = send_flags(c->step);
	ssize_t len;

	iov.iov_base = malloc(iov.iov_len + 1);
	if (!iov.iov_base)
		fatal("malloc");
	memset(iov.iov_base, 'A' + c->number, iov.iov_len);
	memset(&control, 0, sizeof(control));
	add_info(c->step, &mh, &control);
	if (to) {
		mh.msg_namelen = place_addr(slots[c->step->slot].family, to,
					    &ss);
		mh.msg_name = &ss;
	}
	call_enter(c);
	len = call_leave(c, sendmsg(fd, &mh, flags));
	if (len >= 0)
		fprintf(c->out, "%zd", len);
	free(iov.iov_base);
}

static void put_id(const struct heard *h, sctp_assoc_t id)
{
	char name[16];

	slot_id_name(h->whose, id, name, sizeof(name));
	fprintf(h->out, " id=%s", name);
}

/* They begin anywhere. */
static void put_tsn(const struct heard *h, const char *name, __u32 tsn)
{
	if (!tsn)
		fprintf(h->out, " %s=0", name);
}

/* "5*A 3*B": five bytes of one message, three of another. */
static void put_letters(FILE *out, const char *bytes, size_t len)
{
	size_t run;

	while (len) {
		for (run = 1; run < len && bytes[run] == bytes[0]; run++)
			;
		fprintf(out, " %zu*%c", run,
			isgraph((unsigned char)bytes[0]) ? bytes[0] : '?');
		bytes += run;
		len -= run;
	}
}

static void put_message(struct call *c, const struct msghdr *mh, size_t len)
{
	struct heard h = {
		.out = c->out, .put_id = put_id, .put_tsn = put_tsn,
		.whose = &slots[c->step->slot],
	};
	struct cmsghdr *cmsg;

	fprintf(c->out, "%zu", len);
	if (mh->msg_flags & MSG_NOTIFICATION && len >= 8)
		heard_event(&h, mh->msg_iov->iov_base, len);
	else if (mh->msg_flags & MSG_NOTIFICATION)
		fputs(" NOTIFICATION", c->out);
	else
		put_letters(c->out, mh->msg_iov->iov_base, len);
	heard_flags(&h, mh->msg_flags & ~MSG_NOTIFICATION);
	for (cmsg = CMSG_FIRSTHDR(mh); cmsg;
	     cmsg = CMSG_NXTHDR((struct msghdr *)mh, cmsg))
		heard_cmsg(&h, cmsg);
	if (mh->msg_namelen) {
		fputs(" from ", c->out);
		place_put(c->out, mh->msg_name);
	}
}

static int recv_flags(const struct step *step)
{
	int flags = 0;

	if (step_has(step, "dontwait"))
		flags |= MSG_DONTWAIT;
	if (step_has(step, "peek"))
		flags |= MSG_PEEK;
	if (step_has(step, "waitall"))
		flags |= MSG_WAITALL;

	return flags;
}

/**
 * call_recv() - receive a message or a notification
 * @c: the call
 * @fd: socket
 */
void call_recv(struct call *c, int fd)
{
	struct sockaddr_storage from = { .ss_family = AF_UNSPEC };
	size_t room = atoi(c->step->word[2]) % LARGEST;
	union control control;
	struct iovec iov = {
		.iov_len = room,
		.iov_base = calloc(1, room + sizeof(union sctp_notification)),
	};
	struct msghdr mh = {
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = &control, .msg_controllen = sizeof(control),
		.msg_name = &from, .msg_namelen = sizeof(from),
	};
	int flags = recv_flags(c->step);
	ssize_t len;

	if (!iov.iov_base)
		fatal("calloc");
	call_enter(c);
	len = call_leave(c, recvmsg(fd, &mh, flags));
	if (len >= 0)
		put_message(c, &mh, len);
	free(iov.iov_base);
}

static ssize_t fill_with(int fd, const char *bytes, size_t size)
{
	int left = FILL_MOST;
	ssize_t len;

	do {
		len = send(fd, bytes, size, MSG_DONTWAIT);
	} while (len >= 0 && --left);

	return len;
}

/**
 * call_fill() - send until there is no room; how much that was is not said
 * @c: the call
 * @fd: socket
 */
void call_fill(struct call *c, int fd)
{
	char bytes[FILL_SIZE];
	ssize_t len;

	memset(bytes, '#', sizeof(bytes));
	call_enter(c);
	len = fill_with(fd, bytes, sizeof(bytes));
	if (len < 0 && errno == EAGAIN)
		len = fill_with(fd, bytes, 1);
	if (call_leave(c, len) >= 0)
		fputs("endless", c->out);
}

/**
 * call_drain() - receive all there is; how much that was is not said
 * @c: the call
 * @fd: socket
 */
void call_drain(struct call *c, int fd)
{
	char bytes[2 * FILL_SIZE];
	ssize_t len;

	call_enter(c);
	do {
		len = recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT);
	} while (len > 0);
	call_leave(c, len);
	if (!len)
		fputs("0", c->out);
}
