// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ancillary data of level IPPROTO_SCTP, RFC 6458 section 5.3: parsed for
 * sendmsg(2), written for recvmsg(2).
 */
#include <net/sock.h>

#include "cmsg.h"
#include "event.h"

#define SCTP_SEND_FLAGS							\
	(SCTP_UNORDERED | SCTP_ADDR_OVER | SCTP_ABORT |			\
	 SCTP_SACK_IMMEDIATELY | SCTP_SENDALL | SCTP_PR_SCTP_MASK |	\
	 SCTP_EOF | SCTP_EOR)

static int cmsg_sndrcv(const void *data, struct sctp_cmsgs *c)
{
	c->sndrcv = data;
	return c->sndrcv->sinfo_flags & ~SCTP_SEND_FLAGS ? -EINVAL : 0;
}

static int cmsg_sndinfo(const void *data, struct sctp_cmsgs *c)
{
	c->sndinfo = data;
	return c->sndinfo->snd_flags & ~SCTP_SEND_FLAGS ? -EINVAL : 0;
}

static int cmsg_prinfo(const void *data, struct sctp_cmsgs *c)
{
	c->prinfo = data;
	return c->prinfo->pr_policy & ~SCTP_PR_SCTP_MASK ? -EINVAL : 0;
}

static int cmsg_one(const struct cmsghdr *cmsg, struct sctp_cmsgs *c)
{
	size_t len = cmsg->cmsg_len - sizeof(*cmsg);
	const void *data = CMSG_DATA(cmsg);

	switch (cmsg->cmsg_type) {
	case SCTP_INIT:
		c->init = data;
		return len == sizeof(*c->init) ? 0 : -EINVAL;
	case SCTP_SNDRCV:
		if (len != sizeof(*c->sndrcv))
			return -EINVAL;
		return cmsg_sndrcv(data, c);
	case SCTP_SNDINFO:
		if (len != sizeof(*c->sndinfo))
			return -EINVAL;
		return cmsg_sndinfo(data, c);
	case SCTP_PRINFO:
		if (len != sizeof(*c->prinfo))
			return -EINVAL;
		return cmsg_prinfo(data, c);
	case SCTP_AUTHINFO:
		c->authinfo = data;
		return len == sizeof(*c->authinfo) ? 0 : -EINVAL;
	case SCTP_DSTADDRV4:
		c->has_dstaddrs = true;
		c->short_dstaddr |= len < sizeof(struct in_addr);
		return 0;
	case SCTP_DSTADDRV6:
		c->has_dstaddrs = true;
		c->short_dstaddr |= len < sizeof(struct in6_addr);
		return 0;
	default:
		return -EINVAL;
	}
}

/**
 * sctp_cmsg_parse() - collect what a sendmsg(2) was given
 * @msg: the call's message; control data in kernel memory
 * @c: filled in with pointers into it; all zero before
 *
 * The last one of a type counts. Other levels are ignored.
 *
 * Return: 0 or -EINVAL.
 */
int sctp_cmsg_parse(const struct msghdr *msg, struct sctp_cmsgs *c)
{
	struct msghdr *m = (struct msghdr *)msg;
	struct cmsghdr *cmsg;
	int err;

	for_each_cmsghdr(cmsg, m) {
		if (!CMSG_OK(m, cmsg))
			return -EINVAL;
		if (cmsg->cmsg_level != IPPROTO_SCTP)
			continue;
		err = cmsg_one(cmsg, c);
		if (err)
			return err;
	}
	return 0;
}

/**
 * sctp_cmsg_dstaddr() - the next peer address of a sendmsg(2)
 * @msg: the call's message, checked with sctp_cmsg_parse()
 * @pos: where the last one was, NULL to begin with; moved
 * @u: filled in but for the port
 *
 * Return: true with an address, false when there are no more.
 */
bool sctp_cmsg_dstaddr(const struct msghdr *msg, struct cmsghdr **pos,
		       union sctp_uaddr *u)
{
	struct msghdr *m = (struct msghdr *)msg;
	struct cmsghdr *cmsg;

	cmsg = *pos ? CMSG_NXTHDR(m, *pos) : CMSG_FIRSTHDR(m);
	for (; cmsg; cmsg = CMSG_NXTHDR(m, cmsg)) {
		if (cmsg->cmsg_level != IPPROTO_SCTP)
			continue;
		if (cmsg->cmsg_type == SCTP_DSTADDRV4) {
			memset(&u->v4, 0, sizeof(u->v4));
			u->v4.sin_family = AF_INET;
			memcpy(&u->v4.sin_addr, CMSG_DATA(cmsg),
			       sizeof(u->v4.sin_addr));
			break;
		}
		if (cmsg->cmsg_type == SCTP_DSTADDRV6) {
			memset(&u->v6, 0, sizeof(u->v6));
			u->v6.sin6_family = AF_INET6;
			memcpy(&u->v6.sin6_addr, CMSG_DATA(cmsg),
			       sizeof(u->v6.sin6_addr));
			break;
		}
	}
	*pos = cmsg;
	return cmsg;
}

/* No padding, so user space sees no uninitialized byte */
static_assert(sizeof(struct sctp_nxtinfo) ==
	      2 * sizeof(u16) + 3 * sizeof(u32));

static u16 cmsg_flags(const struct sctp_rx_msg *rx)
{
	return rx->flags & SCTP_RX_UNORDERED ? SCTP_UNORDERED : 0;
}

static void cmsg_put_nxtinfo(struct msghdr *msg,
			     const struct sctp_rx_msg *next)
{
	struct sctp_nxtinfo n = {
		.nxt_length = next->len - next->consumed,
		.nxt_assoc_id = sctp_ka(next->assoc)->id,
	};

	if (next->flags & SCTP_RX_EVENT) {
		n.nxt_flags = SCTP_NOTIFICATION;
	} else {
		n.nxt_sid = next->sid;
		n.nxt_flags = cmsg_flags(next);
		n.nxt_ppid = (__force u32)next->ppid;
	}
	put_cmsg(msg, IPPROTO_SCTP, SCTP_NXTINFO, sizeof(n), &n);
}

/* As in Linux: 0 but for unordered messages, and the message itself counts when
 * its TSN is the next one
 */
static u32 cmsg_cum_tsn(const struct sctp_rx_msg *rx)
{
	if (!(rx->flags & SCTP_RX_UNORDERED))
		return 0;
	return rx->tsn == rx->cum_tsn + 1 ? rx->tsn : rx->cum_tsn;
}

static void cmsg_put_rcvinfo(struct msghdr *msg, const struct sctp_rx_msg *rx)
{
	const struct sctp_kassoc *ka = sctp_ka(rx->assoc);
	struct sctp_rcvinfo r;

	/* the two bytes behind the flags, too */
	memset(&r, 0, sizeof(r));
	r.rcv_sid = rx->sid;
	r.rcv_ssn = rx->mid;
	r.rcv_flags = cmsg_flags(rx);
	r.rcv_ppid = (__force u32)rx->ppid;
	r.rcv_tsn = rx->tsn;
	r.rcv_cumtsn = cmsg_cum_tsn(rx);
	r.rcv_context = ka->prefs.context;
	r.rcv_assoc_id = ka->id;
	put_cmsg(msg, IPPROTO_SCTP, SCTP_RCVINFO, sizeof(r), &r);
}

static void cmsg_fill_sndrcv(struct sctp_sndrcvinfo *s,
			     const struct sctp_rx_msg *rx)
{
	const struct sctp_kassoc *ka = sctp_ka(rx->assoc);

	/* the two bytes behind the flags, too */
	memset(s, 0, sizeof(*s));
	s->sinfo_stream = rx->sid;
	s->sinfo_ssn = rx->mid;
	s->sinfo_flags = cmsg_flags(rx);
	s->sinfo_ppid = (__force u32)rx->ppid;
	s->sinfo_context = ka->prefs.context;
	s->sinfo_tsn = rx->tsn;
	s->sinfo_cumtsn = cmsg_cum_tsn(rx);
	s->sinfo_assoc_id = ka->id;
}

static void cmsg_put_sndrcv(struct msghdr *msg, const struct sctp_rx_msg *rx)
{
	struct sctp_sndrcvinfo s;

	cmsg_fill_sndrcv(&s, rx);
	put_cmsg(msg, IPPROTO_SCTP, SCTP_SNDRCV, sizeof(s), &s);
}

static bool wants_sndrcv(const struct sctp_sock *sp)
{
	return sp->prefs.subscribe & SCTP_EVENT_BIT(SCTP_DATA_IO_EVENT);
}

static void cmsg_fill_next(struct sctp_extrcvinfo *e,
			   const struct sctp_rx_msg *next)
{
	e->serinfo_next_flags = SCTP_NEXT_MSG_AVAIL;
	e->serinfo_next_length = next->len - next->consumed;
	e->serinfo_next_aid = sctp_ka(next->assoc)->id;
	if (next->flags & SCTP_RX_EVENT) {
		e->serinfo_next_flags |= SCTP_NEXT_MSG_ISCOMPLETE |
					 SCTP_NEXT_MSG_IS_NOTIFICATION;
		return;
	}
	if (next->flags & SCTP_RX_LAST)
		e->serinfo_next_flags |= SCTP_NEXT_MSG_ISCOMPLETE;
	if (next->flags & SCTP_RX_UNORDERED)
		e->serinfo_next_flags |= SCTP_NEXT_MSG_IS_UNORDERED;
	e->serinfo_next_stream = next->sid;
	e->serinfo_next_ppid = (__force u32)next->ppid;
}

/* What both structs begin with */
#define SNDRCV_COMMON	offsetofend(struct sctp_sndrcvinfo, sinfo_cumtsn)
static_assert(offsetof(struct sctp_extrcvinfo, serinfo_next_flags) ==
	      SNDRCV_COMMON);

/* RFC 6458 section 5.3.3. What is read next is the next part of a message that
 * comes in parts
 */
static void cmsg_put_extrcv(struct msghdr *msg, const struct sctp_rx_msg *rx,
			    const struct sctp_rx_msg *next)
{
	struct sctp_extrcvinfo e = {};
	struct sctp_sndrcvinfo s;

	cmsg_fill_sndrcv(&s, rx);
	memcpy(&e, &s, SNDRCV_COMMON);
	e.sinfo_assoc_id = s.sinfo_assoc_id;
	if (next)
		cmsg_fill_next(&e, next);
	put_cmsg(msg, IPPROTO_SCTP, SCTP_EXTRCV, sizeof(e), &e);
}

/**
 * sctp_cmsg_tells_next() - does the user learn what is read next?
 * @sk: socket, owned by the caller
 *
 * Return: true if so.
 */
bool sctp_cmsg_tells_next(const struct sock *sk)
{
	const struct sctp_sock *sp = sctp_sk(sk);

	return sp->recvnxtinfo || (sp->ext_rcvinfo && wants_sndrcv(sp));
}

/**
 * sctp_cmsg_put() - tell a recvmsg(2) what it wanted to know
 * @sk: the socket, owned by the caller
 * @msg: the call's message
 * @rx: what is being read
 * @next: what will be read next, or NULL
 */
void sctp_cmsg_put(struct sock *sk, struct msghdr *msg,
		   const struct sctp_rx_msg *rx, const struct sctp_rx_msg *next)
{
	const struct sctp_sock *sp = sctp_sk(sk);

	if (sp->recvnxtinfo && next)
		cmsg_put_nxtinfo(msg, next);
	if (rx->flags & SCTP_RX_EVENT)
		return;
	if (sp->recvrcvinfo)
		cmsg_put_rcvinfo(msg, rx);
	if (!wants_sndrcv(sp))
		return;
	if (unlikely(sp->ext_rcvinfo))
		cmsg_put_extrcv(msg, rx, next);
	else
		cmsg_put_sndrcv(msg, rx);
}
