// SPDX-License-Identifier: GPL-2.0-only
/*
 * The usrsctp library over raw IP, or over UDP.
 */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stack.h"

static struct socket *listener;
static struct socket *sock;
static int end_state = -1;
static const struct config *config;

/**
 * stack_current() - the association's socket
 *
 * Return: the socket.
 */
struct stack_sock stack_current(void)
{
	return (struct stack_sock){ sock };
}

/**
 * stack_set() - setsockopt() at SCTP's level
 * @so: the socket
 * @opt: the option
 * @val: its value
 * @len: the value's length
 *
 * Return: 0, or -1 with errno.
 */
int stack_set(struct stack_sock so, int opt, const void *val, socklen_t len)
{
	return usrsctp_setsockopt(so.so, IPPROTO_SCTP, opt, val, len);
}

/**
 * stack_get() - getsockopt() at SCTP's level
 * @so: the socket
 * @opt: the option
 * @val: filled in
 * @len: length of the room, then of the value
 *
 * Return: 0, or -1 with errno.
 */
int stack_get(struct stack_sock so, int opt, void *val, socklen_t *len)
{
	return usrsctp_getsockopt(so.so, IPPROTO_SCTP, opt, val, len);
}

static void set(struct socket *so, int opt, const void *val, socklen_t len,
		const char *name)
{
	if (usrsctp_setsockopt(so, IPPROTO_SCTP, opt, val, len))
		err(FAIL, "%s", name);
}

static void subscribe(struct socket *so)
{
	struct sctp_event ev = {
		.se_type = SCTP_ASSOC_CHANGE,
		.se_on = 1,
	};

	set(so, SCTP_EVENT, &ev, sizeof(ev), "SCTP_EVENT");
}

static void set_udp_port(struct socket *so, const struct config *c, int family)
{
	struct sctp_udpencaps encaps = {
		.sue_address.ss_family = family,
		.sue_port = htons(c->udp_port),
	};

	set(so, SCTP_REMOTE_UDP_ENCAPS_PORT, &encaps, sizeof(encaps),
	    "SCTP_REMOTE_UDP_ENCAPS_PORT");
}

static void set_failover(struct socket *so)
{
	struct sctp_rtoinfo rto = {
		.srto_initial = 200,
		.srto_min = 100,
		.srto_max = 400,
	};
	struct sctp_paddrparams path = {
		.spp_hbinterval = 300,
		.spp_pathmaxrxt = 1,
		.spp_flags = SPP_HB_ENABLE,
	};

	set(so, SCTP_RTOINFO, &rto, sizeof(rto), "SCTP_RTOINFO");
	set(so, SCTP_PEER_ADDR_PARAMS, &path, sizeof(path),
	    "SCTP_PEER_ADDR_PARAMS");
	/* Seconds, more than the test has: five times RTO.Max is little. */
	usrsctp_sysctl_set_sctp_shutdown_guard_time_default(60);
}

static void set_streams(struct socket *so, const struct config *c)
{
	struct sctp_initmsg init = {
		.sinit_num_ostreams = c->server ? SERVER_OUT : CLIENT_OUT,
		.sinit_max_instreams = c->server ? SERVER_MAX_IN :
						   CLIENT_MAX_IN,
	};

	if (c->streams) {
		init.sinit_num_ostreams = c->streams;
		init.sinit_max_instreams = c->streams;
	}
	/* what is added later must be allowed too */
	if (c->features & FEATURE_RECONFIG)
		init.sinit_max_instreams += STREAMS;
	set(so, SCTP_INITMSG, &init, sizeof(init), "SCTP_INITMSG");
}

/* No message larger than the send buffer can be sent. */
static void set_buffer(struct socket *so, const struct config *c)
{
	int size = 2 * c->largest;

	if (usrsctp_setsockopt(so, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)))
		err(FAIL, "SO_SNDBUF");
}

static void offer_extensions(struct socket *so)
{
	static const int options[] = {
		SCTP_PR_SUPPORTED, SCTP_ECN_SUPPORTED, SCTP_AUTH_SUPPORTED,
		SCTP_ASCONF_SUPPORTED, SCTP_RECONFIG_SUPPORTED,
		SCTP_NRSACK_SUPPORTED, SCTP_PKTDROP_SUPPORTED,
	};
	struct sctp_assoc_value on = { .assoc_value = 1 };
	struct sctp_assoc_value resets = {
		.assoc_value = SCTP_ENABLE_VALUE_MASK,
	};
	struct sctp_setadaptation adaptation = { .ssb_adaptation_ind = 7 };
	int interleave = 2;
	size_t i;

	set(so, SCTP_FRAGMENT_INTERLEAVE, &interleave, sizeof(interleave),
	    "SCTP_FRAGMENT_INTERLEAVE");
	for (i = 0; i < ARRAY_SIZE(options); i++)
		set(so, options[i], &on, sizeof(on), "SCTP_*_SUPPORTED");
	set(so, SCTP_ENABLE_STREAM_RESET, &resets, sizeof(resets),
	    "SCTP_ENABLE_STREAM_RESET");
	set(so, SCTP_ADAPTATION_LAYER, &adaptation, sizeof(adaptation),
	    "SCTP_ADAPTATION_LAYER");
}

/* So that messages wait for room. */
static void set_little_room(struct socket *so)
{
	int size = 16384;

	if (usrsctp_setsockopt(so, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)))
		err(FAIL, "SO_SNDBUF");
}

static void set_buffers(struct socket *so, int size)
{
	if (usrsctp_setsockopt(so, SOL_SOCKET, SO_SNDBUF, &size,
			       sizeof(size)) ||
	    usrsctp_setsockopt(so, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)))
		err(FAIL, "SO_RCVBUF");
}

static struct socket *make_socket(const struct config *c, int family)
{
	struct socket *so;
	int one = 1;
	int i;

	so = usrsctp_socket(family, SOCK_STREAM, IPPROTO_SCTP, NULL, NULL, 0,
			    NULL);
	if (!so)
		err(FAIL, "usrsctp_socket");
	set_streams(so, c);
	set(so, SCTP_RECVRCVINFO, &one, sizeof(one), "SCTP_RECVRCVINFO");
	subscribe(so);
	if (c->largest > DEFAULT_BUFFER)
		set_buffer(so, c);
	if (c->extensions)
		offer_extensions(so);
	if (c->features)
		offer((struct stack_sock){ so }, c);
	choose((struct stack_sock){ so }, c);
	if (c->buffer)
		set_buffers(so, c->buffer);
	if (c->policy == POLICY_PRIO)
		set_little_room(so);
	if (c->udp_port)
		set_udp_port(so, c, family);
	if (c->failover)
		set_failover(so);
	for (i = 0; i < c->n_local; i++)
		if (usrsctp_bindx(so, (struct sockaddr *)&c->local[i], 1,
				  SCTP_BINDX_ADD_ADDR))
			err(FAIL, "usrsctp_bindx");
	return so;
}

/**
 * stack_name() - what to call this stack in messages
 *
 * Return: its name.
 */
const char *stack_name(void)
{
	return "usrsctp";
}

/**
 * stack_init() - start the stack and its threads
 * @c: the configuration
 */
void stack_init(const struct config *c)
{
	config = c;
	usrsctp_init(c->udp_port, NULL, NULL);
	/* without these the options are refused */
	usrsctp_sysctl_set_sctp_cmt_on_off(c->cmt);
	usrsctp_sysctl_set_sctp_cmt_use_dac(c->dac);
	usrsctp_sysctl_set_sctp_nat_friendly(c->nat);
	usrsctp_sysctl_set_sctp_inits_include_nat_friendly(c->nat);
}

/**
 * stack_told() - what was sent again because the peer reported damage?
 *
 * Return: chunks.
 */
unsigned long stack_told(void)
{
	struct sctpstat st;

	usrsctp_get_stat(&st);
	say("%u reports, %u chunks sent again", st.sctps_pdrpfehos,
	    st.sctps_pdrpmark);
	return st.sctps_pdrpmark;
}

/**
 * stack_listen() - bind the configured addresses and listen
 * @c: the configuration
 */
void stack_listen(const struct config *c)
{
	if (!c->n_local)
		errx(USAGE, "a server needs -l");
	listener = make_socket(c, c->local[0].ss_family);
	if (usrsctp_listen(listener, 4))
		err(FAIL, "usrsctp_listen");
}

/**
 * stack_accept() - wait for the association
 */
void stack_accept(void)
{
	sock = usrsctp_accept(listener, NULL, NULL);
	if (!sock)
		err(FAIL, "usrsctp_accept");
}

/* The addresses one after the other; usrsctp wants them without gaps. */
static void pack(char *buf, const struct sockaddr_storage *list, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		size_t len = list[i].ss_family == AF_INET ?
			     sizeof(struct sockaddr_in) :
			     sizeof(struct sockaddr_in6);

		memcpy(buf, &list[i], len);
		buf += len;
	}
}

/* usrsctp_connectx() does not wait; the first notification tells. */
static bool is_up(void)
{
	union {
		struct sctp_assoc_change sac;
		char with_features[256];
	} notice;
	struct sctp_rcvinfo info;
	socklen_t len = sizeof(info);
	unsigned int type;
	int flags = 0;
	ssize_t n;

	n = usrsctp_recvv(sock, &notice, sizeof(notice), NULL, NULL, &info,
			  &len, &type, &flags);
	return n >= (ssize_t)sizeof(notice.sac) && (flags & MSG_EOR) &&
	       (flags & MSG_NOTIFICATION) &&
	       notice.sac.sac_type == SCTP_ASSOC_CHANGE &&
	       notice.sac.sac_state == SCTP_COMM_UP;
}

/**
 * stack_connect() - try to connect
 * @c: the configuration
 *
 * Return: false if the server is not there yet.
 */
bool stack_connect(const struct config *c)
{
	char buf[sizeof(c->remote)];
	sctp_assoc_t id;

	sock = make_socket(c, c->remote[0].ss_family);
	pack(buf, c->remote, c->n_remote);
	if (usrsctp_connectx(sock, (struct sockaddr *)buf, c->n_remote, &id))
		err(FAIL, "usrsctp_connectx");
	if (is_up())
		return true;
	usrsctp_close(sock);
	return false;
}

/**
 * stack_streams() - how many streams were negotiated
 * @in: filled in
 * @out: filled in
 */
void stack_streams(unsigned int *in, unsigned int *out)
{
	struct sctp_status st = { 0 };
	socklen_t len = sizeof(st);

	if (usrsctp_getsockopt(sock, IPPROTO_SCTP, SCTP_STATUS, &st, &len))
		err(FAIL, "SCTP_STATUS");
	*in = st.sstat_instrms;
	*out = st.sstat_outstrms;
}

static ssize_t send_info(const void *data, size_t len,
			 struct sctp_sendv_spa *spa)
{
	spa->sendv_flags |= SCTP_SEND_SNDINFO_VALID;
	return usrsctp_sendv(sock, data, len, NULL, 0, spa, sizeof(*spa),
			     SCTP_SENDV_SPA, 0);
}

/**
 * stack_send() - send one message, waiting for room
 * @m: the message
 */
void stack_send(const struct message *m)
{
	static const unsigned short policies[] = {
		[POLICY_NONE] = SCTP_PR_SCTP_NONE,
		[POLICY_TTL] = SCTP_PR_SCTP_TTL,
		[POLICY_RTX] = SCTP_PR_SCTP_RTX,
		[POLICY_PRIO] = SCTP_PR_SCTP_BUF,
	};
	struct sctp_sendv_spa spa = {
		.sendv_flags = m->policy ? SCTP_SEND_PRINFO_VALID : 0,
		.sendv_sndinfo = {
			.snd_sid = m->sid,
			.snd_flags = m->unordered ? SCTP_UNORDERED : 0,
			.snd_ppid = htonl(m->ppid),
		},
		.sendv_prinfo = {
			.pr_policy = policies[m->policy],
			.pr_value = m->policy_value,
		},
	};

	if (send_info(m->data, m->len, &spa) != (ssize_t)m->len)
		err(FAIL, "usrsctp_sendv");
}

/* Remember how the association ended, and keep what the ABORT said. */
static void notice(struct message *m)
{
	const struct sctp_assoc_change *sac;

	sac = (const struct sctp_assoc_change *)m->data;
	if (sac->sac_type != SCTP_ASSOC_CHANGE ||
	    sac->sac_state == SCTP_COMM_UP)
		return;
	end_state = sac->sac_state;
	memmove(m->data, sac->sac_info, m->len - sizeof(*sac));
	m->len -= sizeof(*sac);
}

static enum event ended(const char *how)
{
	if (end_state == SCTP_SHUTDOWN_COMP)
		return EVENT_END;
	if (end_state == SCTP_COMM_LOST)
		return EVENT_ABORT;
	say("usrsctp_recvv: %s without a notification that says why", how);
	return EVENT_BROKEN;
}

/**
 * stack_recv() - wait for a whole message or the end
 * @m: filled in; after an abort with what the peer said
 *
 * Return: which of them it was.
 */
enum event stack_recv(struct message *m)
{
	struct sctp_rcvinfo info;
	unsigned int type;
	socklen_t len;
	ssize_t n;
	int flags;

	m->len = 0;
	for (;;) {
		if (m->len == sizeof(m->data)) {
			say("usrsctp_recvv: no end of a message");
			return EVENT_BROKEN;
		}
		len = sizeof(info);
		flags = 0;
		n = usrsctp_recvv(sock, m->data + m->len,
				  sizeof(m->data) - m->len, NULL, NULL, &info,
				  &len, &type, &flags);
		if (n < 0)
			return ended(strerror(errno));
		if (n == 0)
			return ended("end of file");
		m->len += n;
		if (!(flags & MSG_EOR))
			continue;
		if (!(flags & MSG_NOTIFICATION)) {
			m->sid = info.rcv_sid;
			m->ssn = info.rcv_ssn;
			m->ppid = ntohl(info.rcv_ppid);
			m->unordered = info.rcv_flags & SCTP_UNORDERED;
			return EVENT_DATA;
		}
		m->notice = notice_kind(config, m->data);
		notice(m);
		if (end_state == SCTP_COMM_LOST)
			return EVENT_ABORT;
		if (m->notice != NOTICE_OTHER)
			return EVENT_NOTICE;
		m->len = 0;
	}
}

/**
 * stack_shutdown() - end the association when all is sent
 */
void stack_shutdown(void)
{
	if (usrsctp_shutdown(sock, SHUT_WR))
		err(FAIL, "usrsctp_shutdown");
}

/**
 * stack_abort() - end the association at once
 * @reason: what to tell the peer
 */
void stack_abort(const char *reason)
{
	struct sctp_sendv_spa spa = { .sendv_sndinfo.snd_flags = SCTP_ABORT };

	if (send_info(reason, strlen(reason), &spa) < 0)
		err(FAIL, "abort");
}

static void change_address(int flag, const struct sockaddr_storage *addr)
{
	if (usrsctp_bindx(sock, (struct sockaddr *)addr, 1, flag))
		err(FAIL, "usrsctp_bindx");
}

/**
 * stack_add_address() - add an address to the association
 * @addr: the address
 */
void stack_add_address(const struct sockaddr_storage *addr)
{
	change_address(SCTP_BINDX_ADD_ADDR, addr);
}

/**
 * stack_delete_address() - take an address from the association
 * @addr: the address
 */
void stack_delete_address(const struct sockaddr_storage *addr)
{
	change_address(SCTP_BINDX_REM_ADDR, addr);
}

/**
 * stack_close() - close the sockets
 */
void stack_close(void)
{
	usrsctp_close(sock);
	if (listener)
		usrsctp_close(listener);
}
