// SPDX-License-Identifier: GPL-2.0-only
/*
 * The calls of the victim's user, and what is seen of the socket.
 */
#include <ctype.h>
#include <errno.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "heard.h"
#include "slot.h"
#include "user.h"

#ifndef SOL_SCTP
#define SOL_SCTP	132
#endif

#define USER	0	/* the slot */

static int set_option(int level, int option, const void *value, socklen_t len)
{
	if (setsockopt(slots[USER].fd, level, option, value, len))
		fatal("setsockopt");

	return 0;
}

static void subscribe(void)
{
	int type;

	for (type = SCTP_ASSOC_CHANGE; type <= SCTP_SEND_FAILED_EVENT; type++) {
		struct sctp_event event = {
			.se_type = type,
			/* Of two that say the same the newer one. */
			.se_on = type != SCTP_SEND_FAILED &&
				 type != SCTP_AUTHENTICATION_EVENT,
		};

		set_option(SOL_SCTP, SCTP_EVENT, &event, sizeof(event));
	}
}

/**
 * user_init() - there is no socket yet
 */
void user_init(void)
{
	slots_init();
}

/**
 * user_open() - the socket
 * @addr: what it is bound to
 * @len: length of that
 */
void user_open(const struct sockaddr *addr, socklen_t len)
{
	struct linger linger = { 1, 0 };
	int on = 1, fd;

	fd = socket(addr->sa_family, SOCK_SEQPACKET | SOCK_NONBLOCK,
		    IPPROTO_SCTP);
	if (fd < 0)
		fatal("socket");
	slot_open(USER, fd, addr->sa_family, SOCK_SEQPACKET);
	subscribe();
	set_option(SOL_SCTP, SCTP_NODELAY, &on, sizeof(on));
	set_option(SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
	if (bind(fd, addr, len))
		fatal("bind");
}

/**
 * user_listen() - the socket accepts associations
 */
void user_listen(void)
{
	if (listen(slots[USER].fd, 5))
		fatal("listen");
}

/**
 * user_connect() - begin an association
 * @addr: of the peer
 * @len: length of that
 */
void user_connect(const struct sockaddr *addr, socklen_t len)
{
	if (!connect(slots[USER].fd, addr, len) || errno != EINPROGRESS)
		fatal("connect");
}

/* The one association, or none. */
static sctp_assoc_t find_association(void)
{
	union {
		struct sctp_assoc_ids list;
		sctp_assoc_t room[1 + SLOT_IDS];
	} u;
	socklen_t len = sizeof(u);

	if (getsockopt(slots[USER].fd, SOL_SCTP, SCTP_GET_ASSOC_ID_LIST, &u,
		       &len) || !u.list.gaids_number_of_ids)
		return 0x7ffffffe;

	return u.list.gaids_assoc_id[0];
}

static int send_message(const void *data, size_t len, unsigned int stream,
			int flags)
{
	struct sctp_sndinfo info = {
		.snd_sid = stream,
		.snd_flags = flags,
		.snd_assoc_id = find_association(),
	};
	char control[CMSG_SPACE(sizeof(info))] __attribute__((aligned(8)));
	struct iovec iov = { (void *)data, len };
	struct msghdr mh = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	struct cmsghdr *cmsg = CMSG_FIRSTHDR(&mh);

	cmsg->cmsg_level = IPPROTO_SCTP;
	cmsg->cmsg_type = SCTP_SNDINFO;
	cmsg->cmsg_len = CMSG_LEN(sizeof(info));
	memcpy(CMSG_DATA(cmsg), &info, sizeof(info));

	return sendmsg(slots[USER].fd, &mh, MSG_NOSIGNAL) < 0 ? errno : 0;
}

/**
 * user_send() - send a message
 * @len: its length
 * @stream: on which stream
 *
 * Return: 0 or errno.
 */
int user_send(unsigned int len, unsigned int stream)
{
	static char data[4096];

	if (len > sizeof(data)) {
		errno = EINVAL;
		fatal("send");
	}
	memset(data, 'U', len);

	return send_message(data, len, stream, 0);
}

/**
 * user_end() - end the association
 * @abort: by ABORT, not by SHUTDOWN
 *
 * Return: 0 or errno.
 */
int user_end(int abort)
{
	return send_message(NULL, 0, 0, abort ? SCTP_ABORT : SCTP_EOF);
}

/**
 * user_close() - close the socket, if there is one
 */
void user_close(void)
{
	if (slots[USER].fd >= 0)
		close(slots[USER].fd);
	slot_forget(USER);
}

static void put_id(const struct heard *h, sctp_assoc_t id)
{
	char name[16];

	slot_id_name(h->whose, id, name, sizeof(name));
	fprintf(h->out, " %s", name);
}

static void put_tsn(const struct heard *h, const char *name, __u32 tsn)
{
	(void)h, (void)name, (void)tsn;
}

/* Without the message's flags, see Documentation/abi.md. */
static void put_failed(FILE *out, const struct sctp_send_failed_event *e)
{
	fprintf(out, " SEND_FAILED{flags=%#x error=%u len=%zu}",
		e->ssf_flags, ntohs(e->ssf_error),
		e->ssf_length - sizeof(*e));
}

static void put_message(FILE *out, const struct msghdr *mh, size_t len)
{
	const union sctp_notification *n = mh->msg_iov->iov_base;
	const char *data = mh->msg_iov->iov_base;
	struct heard h = {
		.out = out, .put_id = put_id, .put_tsn = put_tsn,
		.whose = &slots[USER],
	};

	if (mh->msg_flags & MSG_NOTIFICATION) {
		if (n->sn_header.sn_type == SCTP_SEND_FAILED_EVENT)
			put_failed(out, mh->msg_iov->iov_base);
		else if (n->sn_header.sn_type == SCTP_REMOTE_ERROR)
			fprintf(out, " REMOTE_ERROR{%u}",
				ntohs(n->sn_remote_error.sre_error));
		else
			heard_event(&h, n, len);
		return;
	}
	fprintf(out, " message{%zu", len);
	if (len)
		fprintf(out, " %c", isgraph((unsigned char)data[0]) ? data[0] :
			'?');
	heard_flags(&h, mh->msg_flags);
	fputs("}", out);
}

/* All there is to read; also a socket error. */
static void read_all(FILE *out)
{
	static char data[70000] __attribute__((aligned(8)));
	int tries;

	for (tries = 0; tries < 100; tries++) {
		struct iovec iov = { data, sizeof(data) };
		struct msghdr mh = { .msg_iov = &iov, .msg_iovlen = 1 };
		ssize_t len = recvmsg(slots[USER].fd, &mh, 0);

		if (len >= 0) {
			put_message(out, &mh, len);
			continue;
		}
		if (errno == EAGAIN || errno == ENOTCONN)
			break;
		fprintf(out, " %s", strerrorname_np(errno));
	}
}

/**
 * user_look() - read the socket empty, and write down how it looks
 * @out: where to
 */
void user_look(FILE *out)
{
	char *text;
	size_t size;
	FILE *seen;

	if (slots[USER].fd < 0)
		return;
	seen = text_open(&text, &size);
	read_all(seen);
	fclose(seen);
	if (text[0])
		fprintf(out, "; user ->%s", text);
	free(text);
	slots_look(out);
}
