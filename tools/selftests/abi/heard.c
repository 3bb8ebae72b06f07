// SPDX-License-Identifier: GPL-2.0-only
/*
 * Notifications, control messages and flags as text.
 */
#include <arpa/inet.h>
#include <string.h>

#include "heard.h"

static void put_sndrcv(const struct heard *h,
		       const struct sctp_sndrcvinfo *i)
{
	fprintf(h->out, " SNDRCV{stream=%u ssn=%u flags=%#x ppid=%#x",
		i->sinfo_stream, i->sinfo_ssn, i->sinfo_flags, i->sinfo_ppid);
	fprintf(h->out, " context=%#x ttl=%u", i->sinfo_context,
		i->sinfo_timetolive);
	h->put_tsn(h, "tsn", i->sinfo_tsn);
	h->put_tsn(h, "cumtsn", i->sinfo_cumtsn);
	h->put_id(h, i->sinfo_assoc_id);
	fputs("}", h->out);
}

static void put_rcvinfo(const struct heard *h,
			const struct sctp_rcvinfo *i)
{
	fprintf(h->out, " RCVINFO{sid=%u ssn=%u flags=%#x ppid=%#x context=%#x",
		i->rcv_sid, i->rcv_ssn, i->rcv_flags, i->rcv_ppid,
		i->rcv_context);
	h->put_tsn(h, "tsn", i->rcv_tsn);
	h->put_tsn(h, "cumtsn", i->rcv_cumtsn);
	h->put_id(h, i->rcv_assoc_id);
	fputs("}", h->out);
}

static void put_nxtinfo(const struct heard *h,
			const struct sctp_nxtinfo *i)
{
	fprintf(h->out, " NXTINFO{sid=%u flags=%#x ppid=%#x length=%u",
		i->nxt_sid, i->nxt_flags, i->nxt_ppid, i->nxt_length);
	h->put_id(h, i->nxt_assoc_id);
	fputs("}", h->out);
}

/**
 * heard_cmsg() - write a control message down
 * @h: where, and whose
 * @cmsg: the message, as it was received
 */
void heard_cmsg(const struct heard *h, const struct cmsghdr *cmsg)
{
	size_t len = cmsg->cmsg_len - CMSG_LEN(0);
	union {
		struct sctp_sndrcvinfo sndrcv;
		struct sctp_rcvinfo rcv;
		struct sctp_nxtinfo nxt;
	} u;

	memset(&u, 0, sizeof(u));
	memcpy(&u, CMSG_DATA(cmsg), len < sizeof(u) ? len : sizeof(u));
	if (cmsg->cmsg_level != IPPROTO_SCTP)
		fprintf(h->out, " cmsg{level=%d type=%d}", cmsg->cmsg_level,
			cmsg->cmsg_type);
	else if (cmsg->cmsg_type == SCTP_SNDRCV && len == sizeof(u.sndrcv))
		put_sndrcv(h, &u.sndrcv);
	else if (cmsg->cmsg_type == SCTP_RCVINFO && len == sizeof(u.rcv))
		put_rcvinfo(h, &u.rcv);
	else if (cmsg->cmsg_type == SCTP_NXTINFO && len == sizeof(u.nxt))
		put_nxtinfo(h, &u.nxt);
	else
		fprintf(h->out, " cut{type=%d}", cmsg->cmsg_type);
}

static void put_bytes(const struct heard *h, const unsigned char *p, size_t len)
{
	size_t i;

	if (!len)
		return;
	fputs(" +", h->out);
	for (i = 0; i < len && i < 24; i++)
		fprintf(h->out, "%02x", p[i]);
	if (i < len)
		fprintf(h->out, "... %zu", len);
}

static const char *state_name(const char * const *names, size_t num,
			      unsigned int state)
{
	return state < num ? names[state] : "?";
}

static void put_assoc_change(const struct heard *h,
			     const struct sctp_assoc_change *e)
{
	static const char * const names[] = {
		"COMM_UP", "COMM_LOST", "RESTART", "SHUTDOWN_COMP",
		"CANT_STR_ASSOC",
	};

	fprintf(h->out, "%s error=%u out=%u in=%u",
		state_name(names, ARRAY_SIZE(names), e->sac_state),
		e->sac_error, e->sac_outbound_streams,
		e->sac_inbound_streams);
	h->put_id(h, e->sac_assoc_id);
	put_bytes(h, e->sac_info, e->sac_length - sizeof(*e));
}

static void put_addr(const struct heard *h, const struct sockaddr_storage *ss)
{
	const struct sockaddr_in6 *in6 = (const void *)ss;
	const struct sockaddr_in *in = (const void *)ss;
	char text[INET6_ADDRSTRLEN] = "none";

	if (ss->ss_family == AF_INET)
		inet_ntop(AF_INET, &in->sin_addr, text, sizeof(text));
	else if (ss->ss_family == AF_INET6)
		inet_ntop(AF_INET6, &in6->sin6_addr, text, sizeof(text));
	fprintf(h->out, " %s", text);
}

static void put_addr_change(const struct heard *h,
			    const struct sctp_paddr_change *e)
{
	static const char * const names[] = {
		"AVAILABLE", "UNREACHABLE", "REMOVED", "ADDED", "MADE_PRIM",
		"CONFIRMED", "POTENTIALLY_FAILED",
	};
	struct sockaddr_storage ss;

	memcpy(&ss, &e->spc_aaddr, sizeof(ss));
	fprintf(h->out, "%s error=%d",
		state_name(names, ARRAY_SIZE(names), e->spc_state),
		e->spc_error);
	put_addr(h, &ss);
	h->put_id(h, e->spc_assoc_id);
}

static void put_failed(const struct heard *h, const struct sctp_send_failed *e)
{
	const struct sctp_sndrcvinfo *i = &e->ssf_info;

	fprintf(h->out, "error=%u stream=%u ssn=%u sflags=%#x ppid=%#x",
		e->ssf_error, i->sinfo_stream, i->sinfo_ssn, i->sinfo_flags,
		i->sinfo_ppid);
	fprintf(h->out, " context=%#x ttl=%u", i->sinfo_context,
		i->sinfo_timetolive);
	h->put_id(h, i->sinfo_assoc_id);
	h->put_id(h, e->ssf_assoc_id);
	put_bytes(h, e->ssf_data, e->ssf_length - sizeof(*e));
}

static void put_failed_event(const struct heard *h,
			     const struct sctp_send_failed_event *e)
{
	const struct sctp_sndinfo *i = &e->ssfe_info;

	fprintf(h->out, "error=%u sid=%u sflags=%#x ppid=%#x context=%#x",
		e->ssf_error, i->snd_sid, i->snd_flags, i->snd_ppid,
		i->snd_context);
	h->put_id(h, i->snd_assoc_id);
	h->put_id(h, e->ssf_assoc_id);
	put_bytes(h, e->ssf_data, e->ssf_length - sizeof(*e));
}

/**
 * heard_event() - write a notification down
 * @h: where, and whose
 * @n: the notification
 * @len: bytes of it that were received
 */
void heard_event(const struct heard *h, const union sctp_notification *n,
		 size_t len)
{
	static const char * const names[] = {
		"DATA_IO_EVENT", "ASSOC_CHANGE", "PEER_ADDR_CHANGE",
		"SEND_FAILED", "REMOTE_ERROR", "SHUTDOWN_EVENT",
		"PARTIAL_DELIVERY_EVENT", "ADAPTATION_INDICATION",
		"AUTHENTICATION_EVENT", "SENDER_DRY_EVENT",
		"STREAM_RESET_EVENT", "ASSOC_RESET_EVENT",
		"STREAM_CHANGE_EVENT", "SEND_FAILED_EVENT",
	};

	fprintf(h->out, " %s{flags=%#x%s ",
		state_name(names, ARRAY_SIZE(names),
			   n->sn_header.sn_type - SCTP_SN_TYPE_BASE),
		n->sn_header.sn_flags,
		n->sn_header.sn_length == len ? "" : " cut");
	switch (n->sn_header.sn_type) {
	case SCTP_ASSOC_CHANGE:
		put_assoc_change(h, &n->sn_assoc_change);
		break;
	case SCTP_PEER_ADDR_CHANGE:
		put_addr_change(h, &n->sn_paddr_change);
		break;
	case SCTP_SEND_FAILED:
		put_failed(h, &n->sn_send_failed);
		break;
	case SCTP_SEND_FAILED_EVENT:
		put_failed_event(h, (const void *)n);
		break;
	case SCTP_REMOTE_ERROR:
		fprintf(h->out, "error=%u",
			ntohs(n->sn_remote_error.sre_error));
		h->put_id(h, n->sn_remote_error.sre_assoc_id);
		put_bytes(h, n->sn_remote_error.sre_data,
			  len - sizeof(n->sn_remote_error));
		break;
	case SCTP_SHUTDOWN_EVENT:
		h->put_id(h, n->sn_shutdown_event.sse_assoc_id);
		break;
	case SCTP_PARTIAL_DELIVERY_EVENT:
		fprintf(h->out, "indication=%u stream=%u seq=%u",
			n->sn_pdapi_event.pdapi_indication,
			n->sn_pdapi_event.pdapi_stream,
			n->sn_pdapi_event.pdapi_seq);
		h->put_id(h, n->sn_pdapi_event.pdapi_assoc_id);
		break;
	case SCTP_ADAPTATION_INDICATION:
		fprintf(h->out, "ind=%#x",
			n->sn_adaptation_event.sai_adaptation_ind);
		h->put_id(h, n->sn_adaptation_event.sai_assoc_id);
		break;
	case SCTP_AUTHENTICATION_EVENT:
		fprintf(h->out, "key=%u alt=%u ind=%u",
			n->sn_authkey_event.auth_keynumber,
			n->sn_authkey_event.auth_altkeynumber,
			n->sn_authkey_event.auth_indication);
		h->put_id(h, n->sn_authkey_event.auth_assoc_id);
		break;
	case SCTP_SENDER_DRY_EVENT:
		h->put_id(h, n->sn_sender_dry_event.sender_dry_assoc_id);
		break;
	}
	fputs("}", h->out);
}

/**
 * heard_flags() - write down the flags a message came with
 * @h: where
 * @flags: msg_flags
 */
void heard_flags(const struct heard *h, int flags)
{
	static const struct {
		int flag;
		const char *name;
	} names[] = {
		{ MSG_EOR, "EOR" }, { MSG_TRUNC, "TRUNC" },
		{ MSG_CTRUNC, "CTRUNC" }, { MSG_NOTIFICATION, "NOTIFICATION" },
		{ MSG_OOB, "OOB" }, { MSG_ERRQUEUE, "ERRQUEUE" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		if (flags & names[i].flag)
			fprintf(h->out, " %s", names[i].name);
		flags &= ~names[i].flag;
	}
	flags &= ~(MSG_DONTWAIT | MSG_PEEK | MSG_CMSG_CLOEXEC);
	if (flags)
		fprintf(h->out, " %#x", flags);
}

