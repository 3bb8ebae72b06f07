// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random system calls: messages and what comes with them.
 */
#include <netinet/in.h>
#include <netinet/sctp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>

#include "call.h"

static uint32_t some_flags(void)
{
	static const uint32_t flags[] = {
		MSG_OOB, MSG_PEEK, MSG_DONTROUTE, MSG_TRUNC, MSG_CTRUNC,
		MSG_WAITALL, MSG_MORE, MSG_CONFIRM, MSG_ERRQUEUE, MSG_EOR,
		MSG_ZEROCOPY, MSG_FASTOPEN, MSG_CMSG_CLOEXEC, MSG_FIN,
		MSG_NOTIFICATION,
	};
	uint32_t f = MSG_NOSIGNAL;

	if (percent(80))
		f |= MSG_DONTWAIT;
	while (percent(15))
		f |= RNG_PICK(&rng, flags);
	if (percent(2))
		f |= rng_next(&rng);
	return f;
}

static uint16_t some_send_flags(void)
{
	static const uint16_t flags[] = {
		SCTP_UNORDERED, SCTP_UNORDERED, SCTP_UNORDERED, SCTP_ADDR_OVER,
		SCTP_SACK_IMMEDIATELY, SCTP_SENDALL, SCTP_PR_SCTP_TTL,
		SCTP_PR_SCTP_RTX, SCTP_PR_SCTP_PRIO, 1 << 13 /* SCTP_EOR */,
	};
	uint16_t f = 0;

	while (percent(30))
		f |= RNG_PICK(&rng, flags);
	if (percent(4))
		f |= percent(50) ? SCTP_ABORT : SCTP_EOF;
	if (percent(3))
		f |= some_word();
	return f;
}

static uint16_t some_sid(void)
{
	return percent(95) ? below(10) : some_word();
}

static size_t put_sndinfo(struct call *c, void *at)
{
	struct sctp_sndinfo *info = at;

	info->snd_sid = some_sid();
	info->snd_flags = some_send_flags();
	info->snd_ppid = some_word();
	put_id(c, &info->snd_assoc_id);
	return sizeof(*info);
}

static size_t put_sndrcv(struct call *c, void *at)
{
	struct sctp_sndrcvinfo *info = at;

	info->sinfo_stream = some_sid();
	info->sinfo_flags = some_send_flags();
	info->sinfo_timetolive = percent(80) ? 0 : some_word();
	put_id(c, &info->sinfo_assoc_id);
	return sizeof(*info);
}

static size_t put_init(struct call *c __unused, void *at)
{
	struct sctp_initmsg *init = at;

	init->sinit_num_ostreams = some_sid();
	init->sinit_max_instreams = some_word();
	init->sinit_max_attempts = below(4);
	init->sinit_max_init_timeo = below(200);
	return sizeof(*init);
}

static size_t put_prinfo(struct call *c __unused, void *at)
{
	struct sctp_prinfo *pr = at;

	pr->pr_policy = below(5) << 4;
	pr->pr_value = some_word();
	return sizeof(*pr);
}

static size_t put_auth(struct call *c __unused, void *at)
{
	struct sctp_authinfo *auth = at;

	auth->auth_keynumber = below(3);
	return sizeof(*auth);
}

static size_t put_dst4(struct call *c __unused, void *at)
{
	struct sockaddr_in sin;

	put_v4(&sin);
	memcpy(at, &sin.sin_addr, sizeof(sin.sin_addr));
	return sizeof(sin.sin_addr);
}

static size_t put_dst6(struct call *c __unused, void *at)
{
	struct sockaddr_in6 sin6;

	put_v6(&sin6);
	memcpy(at, &sin6.sin6_addr, sizeof(sin6.sin6_addr));
	return sizeof(sin6.sin6_addr);
}

/* Put a control message into the room that is left. Returns its size. */
static size_t put_cmsg(struct call *c, char *at)
{
	static const struct {
		int	type;
		size_t	(*put)(struct call *c, void *at);
	} kinds[] = {
		{ SCTP_SNDINFO, put_sndinfo }, { SCTP_SNDINFO, put_sndinfo },
		{ SCTP_SNDRCV, put_sndrcv }, { SCTP_INIT, put_init },
		{ SCTP_PRINFO, put_prinfo }, { SCTP_AUTHINFO, put_auth },
		{ SCTP_DSTADDRV4, put_dst4 }, { SCTP_DSTADDRV6, put_dst6 },
	};
	unsigned int i = below(ARRAY_SIZE(kinds));
	struct cmsghdr *cm = (struct cmsghdr *)at;
	size_t len = kinds[i].put(c, CMSG_DATA(cm));

	cm->cmsg_level = percent(97) ? IPPROTO_SCTP : (int)some_word();
	cm->cmsg_type = percent(97) ? kinds[i].type : (int)below(12);
	cm->cmsg_len = CMSG_LEN(len);
	if (percent(3))
		cm->cmsg_len = percent(50) ? cm->cmsg_len - 4 + below(9) :
					     some_word();
	return CMSG_SPACE(len);
}

static void put_control(struct call *c, struct msghdr *mh)
{
	char *at = room(256);
	size_t len = 0;

	do
		len += put_cmsg(c, at + len);
	while (len < 160 && percent(25));
	mh->msg_control = (void *)pointer(at);
	mh->msg_controllen = length(len);
}

static void put_iov(struct msghdr *mh)
{
	unsigned int n = percent(80) ? 1 : below(8), i;
	struct iovec *iov = room(8 * sizeof(*iov));

	for (i = 0; i < n; i++) {
		iov[i].iov_len = some_size();
		iov[i].iov_base = (void *)out(iov[i].iov_len);
	}
	mh->msg_iov = (void *)pointer(iov);
	mh->msg_iovlen = percent(98) ? n : some_word();
}

static void put_msghdr(struct call *c, struct msghdr *mh, bool to_send)
{
	void *name;

	memset(mh, 0, sizeof(*mh));
	if (percent(to_send ? 30 : 70)) {
		name = room(sizeof(struct sockaddr_in6));
		mh->msg_namelen = length(put_address(name));
		mh->msg_name = (void *)pointer(name);
	}
	put_iov(mh);
	if (percent(70))
		put_control(c, mh);
}

static void make_message(struct call *c, bool to_send)
{
	struct msghdr *mh = room(sizeof(*mh));

	put_msghdr(c, mh, to_send);
	c->args[1] = pointer(mh);
	c->args[2] = some_flags();
}

static void make_sendmsg(struct call *c)
{
	on_socket(c, "sendmsg", SYS_sendmsg);
	make_message(c, true);
}

static void make_recvmsg(struct call *c)
{
	on_socket(c, "recvmsg", SYS_recvmsg);
	make_message(c, false);
}

static void make_messages(struct call *c, bool to_send)
{
	unsigned int n = 1 + below(4), i;
	struct mmsghdr *v = room(4 * sizeof(*v));

	for (i = 0; i < n; i++)
		put_msghdr(c, &v[i].msg_hdr, to_send);
	c->args[1] = pointer(v);
	c->args[2] = percent(95) ? n : some_word();
	c->args[3] = some_flags();
}

static void make_sendmmsg(struct call *c)
{
	on_socket(c, "sendmmsg", SYS_sendmmsg);
	make_messages(c, true);
}

static void make_recvmmsg(struct call *c)
{
	struct timespec *ts = room(sizeof(*ts));

	on_socket(c, "recvmmsg", SYS_recvmmsg);
	make_messages(c, false);
	ts->tv_sec = 0;
	ts->tv_nsec = some_word();
	c->args[3] |= MSG_DONTWAIT;
	c->args[4] = percent(50) ? 0 : pointer(ts);
}

static void make_sendto(struct call *c)
{
	void *at = room(sizeof(struct sockaddr_in6));
	size_t len = some_size();

	on_socket(c, "sendto", SYS_sendto);
	c->args[1] = out(len);
	c->args[2] = len;
	c->args[3] = some_flags();
	c->args[5] = length(put_address(at));
	c->args[4] = percent(50) ? 0 : pointer(at);
}

static void make_recvfrom(struct call *c)
{
	uint32_t *namelen = room(sizeof(*namelen));
	size_t len = some_size();

	on_socket(c, "recvfrom", SYS_recvfrom);
	*namelen = length(sizeof(struct sockaddr_in6));
	c->args[1] = out(len);
	c->args[2] = percent(98) ? len : some_word();
	c->args[3] = some_flags();
	c->args[4] = percent(50) ? 0 : out(sizeof(struct sockaddr_in6));
	c->args[5] = pointer(namelen);
}

static void make_read(struct call *c)
{
	size_t len = some_size();

	if (percent(50))
		on_socket(c, "read", SYS_read);
	else
		on_socket(c, "write", SYS_write);
	c->args[1] = out(len);
	c->args[2] = len;
}

static void make_readv(struct call *c)
{
	struct msghdr mh;

	if (percent(50))
		on_socket(c, "readv", SYS_readv);
	else
		on_socket(c, "writev", SYS_writev);
	put_iov(&mh);
	c->args[1] = (unsigned long)mh.msg_iov;
	c->args[2] = mh.msg_iovlen;
}

static const struct maker list[] = {
	{ make_sendmsg, 20 },
	{ make_recvmsg, 15 },
	{ make_sendmmsg, 2 },
	{ make_recvmmsg, 2 },
	{ make_sendto, 5 },
	{ make_recvfrom, 5 },
	{ make_read, 3 },
	{ make_readv, 2 },
};

const struct makers call_msg = { list, ARRAY_SIZE(list) };
