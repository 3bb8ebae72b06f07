// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's SCTP through one-to-one sockets and nothing but the socket API
 * of RFC 6458: no library, so that what is tested is the kernel.
 */
#include <err.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>
#include <linux/sctp.h>

#include "stack.h"

static int listener = -1;
static int sock = -1;
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
	return setsockopt(so.fd, IPPROTO_SCTP, opt, val, len);
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
	return getsockopt(so.fd, IPPROTO_SCTP, opt, val, len);
}

static socklen_t sa_len(const struct sockaddr_storage *ss)
{
	return ss->ss_family == AF_INET ? sizeof(struct sockaddr_in) :
					  sizeof(struct sockaddr_in6);
}

/* Addresses one after the other, as bindx and connectx want them. */
static size_t pack(char *buf, const struct sockaddr_storage *list, int n)
{
	size_t len = 0;
	int i;

	for (i = 0; i < n; i++) {
		memcpy(buf + len, &list[i], sa_len(&list[i]));
		len += sa_len(&list[i]);
	}
	return len;
}

static void set(int fd, int opt, const void *val, socklen_t len,
		const char *name)
{
	if (setsockopt(fd, IPPROTO_SCTP, opt, val, len))
		err(FAIL, "%s", name);
}

static void subscribe(int fd)
{
	struct sctp_event ev = {
		.se_type = SCTP_ASSOC_CHANGE,
		.se_on = 1,
	};

	set(fd, SCTP_EVENT, &ev, sizeof(ev), "SCTP_EVENT");
}

static void set_failover(int fd)
{
	struct sctp_rtoinfo rto = {
		.srto_initial = 200,
		.srto_min = 100,
		.srto_max = 400,
	};
	struct sctp_paddrparams path = {
		.spp_address.ss_family = AF_UNSPEC,
		.spp_hbinterval = 300,
		.spp_pathmaxrxt = 1,
		.spp_flags = SPP_HB_ENABLE,
	};

	set(fd, SCTP_RTOINFO, &rto, sizeof(rto), "SCTP_RTOINFO");
	set(fd, SCTP_PEER_ADDR_PARAMS, &path, sizeof(path),
	    "SCTP_PEER_ADDR_PARAMS");
}

static void set_streams(int fd, const struct config *c)
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
	set(fd, SCTP_INITMSG, &init, sizeof(init), "SCTP_INITMSG");
}

/* In-tree SCTP takes no message larger than the send buffer. */
static void set_buffer(int fd, const struct config *c)
{
	int size = 2 * c->largest;

	if (setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof(size)))
		err(FAIL, "SO_SNDBUFFORCE");
}

/* Of in-tree SCTP; net.sctp has switches for them too. */
static void offer_extensions(int fd)
{
	static const int options[] = {
		SCTP_PR_SUPPORTED, SCTP_ECN_SUPPORTED, SCTP_AUTH_SUPPORTED,
		SCTP_ASCONF_SUPPORTED, SCTP_RECONFIG_SUPPORTED,
		SCTP_INTERLEAVING_SUPPORTED,
	};
	struct sctp_assoc_value on = { .assoc_value = 1 };
	struct sctp_assoc_value resets = {
		.assoc_value = SCTP_ENABLE_STRRESET_MASK,
	};
	struct sctp_setadaptation adaptation = { .ssb_adaptation_ind = 7 };
	int one = 1;
	size_t i;

	set(fd, SCTP_FRAGMENT_INTERLEAVE, &one, sizeof(one),
	    "SCTP_FRAGMENT_INTERLEAVE");
	for (i = 0; i < ARRAY_SIZE(options); i++)
		set(fd, options[i], &on, sizeof(on), "SCTP_*_SUPPORTED");
	set(fd, SCTP_ENABLE_STREAM_RESET, &resets, sizeof(resets),
	    "SCTP_ENABLE_STREAM_RESET");
	set(fd, SCTP_ADAPTATION_LAYER, &adaptation, sizeof(adaptation),
	    "SCTP_ADAPTATION_LAYER");
}

/* So that messages wait for room. */
static void set_little_room(int fd)
{
	int size = 16384;

	if (setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)))
		err(FAIL, "SO_SNDBUF");
}

static void set_scheduler(int fd, const struct config *c)
{
	struct sctp_assoc_value v = { .assoc_value = c->scheduler };

	set(fd, SCTP_STREAM_SCHEDULER, &v, sizeof(v), "SCTP_STREAM_SCHEDULER");
}

static void set_buffers(int fd, int size)
{
	if (setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof(size)) ||
	    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)))
		err(FAIL, "SO_SNDBUFFORCE");
}

static int make_socket(const struct config *c, int family)
{
	int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_SCTP);
	char buf[sizeof(c->local)];
	int one = 1;

	if (fd < 0)
		err(FAIL, "socket");
	set_streams(fd, c);
	set(fd, SCTP_RECVRCVINFO, &one, sizeof(one), "SCTP_RECVRCVINFO");
	subscribe(fd);
	if (c->largest > DEFAULT_BUFFER)
		set_buffer(fd, c);
	if (c->extensions)
		offer_extensions(fd);
	if (c->features)
		offer((struct stack_sock){ fd }, c);
	choose((struct stack_sock){ fd }, c);
	if (c->buffer)
		set_buffers(fd, c->buffer);
	if (c->policy == POLICY_PRIO)
		set_little_room(fd);
	if (c->scheduler >= 0)
		set_scheduler(fd, c);
	if (c->failover)
		set_failover(fd);
	if (c->n_local)
		set(fd, SCTP_SOCKOPT_BINDX_ADD, buf,
		    pack(buf, c->local, c->n_local), "bindx");
	return fd;
}

/**
 * stack_name() - what to call this stack in messages
 *
 * Return: its name.
 */
const char *stack_name(void)
{
	return "kernel";
}

/**
 * stack_init() - nothing to start: the kernel runs
 * @c: the configuration
 */
void stack_init(const struct config *c)
{
	config = c;
}

/**
 * stack_told() - what was sent again because the peer reported damage?
 *
 * Return: chunks, of all associations of the namespace there were.
 */
unsigned long stack_told(void)
{
	FILE *f = fopen("/proc/net/sctp/snmp_ext", "re");
	unsigned long n = 0;
	char line[128];

	if (!f)
		return 0;
	while (fgets(line, sizeof(line), f))
		sscanf(line, "SctpInDroppedChunks %lu", &n);
	fclose(f);
	say("%lu chunks sent again", n);
	return n;
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
	if (listen(listener, 4))
		err(FAIL, "listen");
}

/**
 * stack_accept() - wait for the association
 */
void stack_accept(void)
{
	sock = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	if (sock < 0)
		err(FAIL, "accept");
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

	sock = make_socket(c, c->remote[0].ss_family);
	/* connectx: the option returns an association id, which is no error */
	if (setsockopt(sock, IPPROTO_SCTP, SCTP_SOCKOPT_CONNECTX, buf,
		       pack(buf, c->remote, c->n_remote)) >= 0)
		return true;
	if (errno != ECONNREFUSED && errno != ETIMEDOUT &&
	    errno != EHOSTUNREACH && errno != ENETUNREACH)
		err(FAIL, "connectx");
	close(sock);
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

	if (getsockopt(sock, IPPROTO_SCTP, SCTP_STATUS, &st, &len))
		err(FAIL, "SCTP_STATUS");
	*in = st.sstat_instrms;
	*out = st.sstat_outstrms;
}

static struct cmsghdr *put(struct msghdr *msg, struct cmsghdr *cmsg, int type,
			   const void *info, size_t len)
{
	cmsg->cmsg_level = IPPROTO_SCTP;
	cmsg->cmsg_type = type;
	cmsg->cmsg_len = CMSG_LEN(len);
	memcpy(CMSG_DATA(cmsg), info, len);
	return CMSG_NXTHDR(msg, cmsg);
}

static ssize_t send_info(const void *data, size_t len,
			 const struct sctp_sndinfo *info,
			 const struct sctp_prinfo *pr)
{
	char control[CMSG_SPACE(sizeof(*info)) + CMSG_SPACE(sizeof(*pr))] = {
		0
	};
	struct iovec iov = { (void *)data, len };
	struct msghdr msg = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	struct cmsghdr *cmsg = CMSG_FIRSTHDR(&msg);

	cmsg = put(&msg, cmsg, SCTP_SNDINFO, info, sizeof(*info));
	if (pr->pr_policy)
		put(&msg, cmsg, SCTP_PRINFO, pr, sizeof(*pr));
	else
		msg.msg_controllen = CMSG_SPACE(sizeof(*info));
	return sendmsg(sock, &msg, MSG_NOSIGNAL);
}

/**
 * stack_send() - send one message, waiting for room
 * @m: the message
 */
void stack_send(const struct message *m)
{
	struct sctp_sndinfo info = {
		.snd_sid = m->sid,
		.snd_flags = m->unordered ? SCTP_UNORDERED : 0,
		.snd_ppid = htonl(m->ppid),
	};
	static const unsigned short policies[] = {
		[POLICY_NONE] = SCTP_PR_SCTP_NONE,
		[POLICY_TTL] = SCTP_PR_SCTP_TTL,
		[POLICY_RTX] = SCTP_PR_SCTP_RTX,
		[POLICY_PRIO] = SCTP_PR_SCTP_PRIO,
	};
	struct sctp_prinfo pr = {
		.pr_policy = policies[m->policy],
		.pr_value = m->policy_value,
	};

	if (send_info(m->data, m->len, &info, &pr) != (ssize_t)m->len)
		err(FAIL, "sendmsg");
}

static void read_info(struct msghdr *msg, struct message *m)
{
	struct sctp_rcvinfo info;
	struct cmsghdr *cmsg;

	for (cmsg = CMSG_FIRSTHDR(msg); cmsg; cmsg = CMSG_NXTHDR(msg, cmsg)) {
		if (cmsg->cmsg_level != IPPROTO_SCTP ||
		    cmsg->cmsg_type != SCTP_RCVINFO)
			continue;
		memcpy(&info, CMSG_DATA(cmsg), sizeof(info));
		m->sid = info.rcv_sid;
		m->ssn = info.rcv_ssn;
		m->ppid = ntohl(info.rcv_ppid);
		m->unordered = info.rcv_flags & SCTP_UNORDERED;
	}
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

/*
 * The end of file may be read when the peer's SHUTDOWN has arrived, a round
 * trip before the association is over and a notification says so.
 */
static bool end_is_near(ssize_t n)
{
	static const struct timespec pause = { .tv_nsec = 10 * 1000 * 1000 };
	static int tries = 500;

	if (n || end_state >= 0 || !tries)
		return false;
	tries--;
	nanosleep(&pause, NULL);
	return true;
}

static enum event ended(const char *how)
{
	if (end_state == SCTP_SHUTDOWN_COMP)
		return EVENT_END;
	if (end_state == SCTP_COMM_LOST)
		return EVENT_ABORT;
	say("recvmsg: %s without a notification that says why", how);
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
	char control[CMSG_SPACE(sizeof(struct sctp_rcvinfo))];
	struct iovec iov;
	struct msghdr msg = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
	};
	ssize_t n;

	m->len = 0;
	for (;;) {
		if (m->len == sizeof(m->data)) {
			say("recvmsg: no end of a message");
			return EVENT_BROKEN;
		}
		iov.iov_base = m->data + m->len;
		iov.iov_len = sizeof(m->data) - m->len;
		msg.msg_control = control;
		msg.msg_controllen = sizeof(control);
		n = recvmsg(sock, &msg, 0);
		if (end_is_near(n))
			continue;
		if (n < 0)
			return ended(strerror(errno));
		if (n == 0)
			return ended("end of file");
		m->len += n;
		if (!(msg.msg_flags & MSG_EOR))
			continue;
		if (!(msg.msg_flags & MSG_NOTIFICATION)) {
			read_info(&msg, m);
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
	if (shutdown(sock, SHUT_WR))
		err(FAIL, "shutdown");
}

/**
 * stack_abort() - end the association at once
 * @reason: not sent: one-to-one sockets have no way to give one
 */
void stack_abort(const char *reason)
{
	struct linger now = { .l_onoff = 1, .l_linger = 0 };

	(void)reason;
	if (setsockopt(sock, SOL_SOCKET, SO_LINGER, &now, sizeof(now)))
		err(FAIL, "SO_LINGER");
	close(sock);
	sock = -1;
}

static void change_address(int opt, const struct sockaddr_storage *addr)
{
	set(sock, opt, addr, sa_len(addr), "bindx");
}

/**
 * stack_add_address() - add an address to the association
 * @addr: the address
 */
void stack_add_address(const struct sockaddr_storage *addr)
{
	change_address(SCTP_SOCKOPT_BINDX_ADD, addr);
}

/**
 * stack_delete_address() - take an address from the association
 * @addr: the address
 */
void stack_delete_address(const struct sockaddr_storage *addr)
{
	change_address(SCTP_SOCKOPT_BINDX_REM, addr);
}

/**
 * stack_close() - close the sockets
 */
void stack_close(void)
{
	close(sock);
	if (listener >= 0)
		close(listener);
}
