// SPDX-License-Identifier: GPL-2.0-only
/*
 * Make sockets with and without an association, and end them at once.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "output.h"
#include "subject.h"

/* Milliseconds for an association over loopback. */
#define PATIENCE	10000

static int listeners[2] = { -1, -1 };

/* Of the client there was last. */
static unsigned short client_port = CLIENT_PORT;

/* Sockets offer every extension. */
static bool extended;

/* Buffers hold few messages. */
static bool shrunk;

/**
 * make_addr() - a socket address from text
 * @ss: the address
 * @family: AF_INET or AF_INET6
 * @text: numbers
 * @port: port
 *
 * Return: its length in bytes.
 */
socklen_t make_addr(struct sockaddr_storage *ss, int family, const char *text,
		    unsigned short port)
{
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)ss;
	struct sockaddr_in *in = (struct sockaddr_in *)ss;

	memset(ss, 0, sizeof(*ss));
	ss->ss_family = family;
	if (family == AF_INET) {
		in->sin_port = htons(port);
		inet_pton(AF_INET, text, &in->sin_addr);
		return sizeof(*in);
	}
	in6->sin6_port = htons(port);
	inet_pton(AF_INET6, text, &in6->sin6_addr);

	return sizeof(*in6);
}

/**
 * loopback() - the address of this host to itself
 * @family: AF_INET or AF_INET6
 *
 * Return: the address as text.
 */
const char *loopback(int family)
{
	return family == AF_INET ? "127.0.0.1" : "::1";
}

/**
 * nowhere() - an address where packets vanish
 * @family: AF_INET or AF_INET6
 *
 * Return: the address as text.
 */
const char *nowhere(int family)
{
	return family == AF_INET ? "192.0.2.2" : "fd77::ee";
}

static void set_value(int fd, int number, __u32 value)
{
	struct sctp_assoc_value v = { .assoc_value = value };

	if (setsockopt(fd, SOL_SCTP, number, &v, sizeof(v)))
		fatal(options[number].name);
}

static void extend_socket(int fd)
{
	union {
		struct sctp_authkey key;
		char bytes[sizeof(struct sctp_authkey) + 8];
	} u = { .key = { .sca_keynumber = 2, .sca_keylength = 8 } };
	int one = 1;

	if (setsockopt(fd, SOL_SCTP, SCTP_FRAGMENT_INTERLEAVE, &one,
		       sizeof(one)))
		fatal("SCTP_FRAGMENT_INTERLEAVE");
	set_value(fd, SCTP_INTERLEAVING_SUPPORTED, 1);
	set_value(fd, SCTP_ENABLE_STREAM_RESET, SCTP_ENABLE_STRRESET_MASK);
	memset(u.key.sca_key, 'x', u.key.sca_keylength);
	if (setsockopt(fd, SOL_SCTP, SCTP_AUTH_KEY, &u, sizeof(u)))
		fatal("SCTP_AUTH_KEY");
}

/**
 * extend_everything() - switch all extensions on
 *
 * In this namespace, and for all sockets from now on.
 */
void extend_everything(void)
{
	static const char * const names[] = {
		"addip_enable", "auth_enable", "intl_enable", "reconf_enable",
	};
	char path[64];
	size_t i;
	int fd;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(path, sizeof(path), "/proc/sys/net/sctp/%s",
			 names[i]);
		fd = open(path, O_WRONLY);
		if (fd < 0 || write(fd, "1", 1) != 1)
			fatal(path);
		close(fd);
	}
	extended = true;
}

/**
 * shrink_buffers() - few messages fill the buffers of all sockets from now on
 *
 * Stages in which a peer does not read want it.
 */
void shrink_buffers(void)
{
	shrunk = true;
}

static void shrink_socket(int fd)
{
	struct sctp_sack_info sack = { .sack_freq = 1 };
	int size = 8192;

	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size)) ||
	    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)))
		fatal("SO_RCVBUF, SO_SNDBUF");
	/* So it takes little time to fill them. */
	if (setsockopt(fd, SOL_SCTP, SCTP_DELAYED_SACK, &sack, sizeof(sack)))
		fatal("SCTP_DELAYED_SACK");
}

static int make_socket(int family, int type)
{
	int fd = socket(family, type | SOCK_NONBLOCK, IPPROTO_SCTP);

	if (fd < 0)
		fatal("socket");
	if (shrunk)
		shrink_socket(fd);
	if (extended)
		extend_socket(fd);

	return fd;
}

static void bind_to(int fd, int family, const char *text, unsigned short port)
{
	struct sockaddr_storage ss;
	socklen_t len = make_addr(&ss, family, text, port);

	if (bind(fd, (struct sockaddr *)&ss, len))
		fatal("bind");
}

static int get_listener(int family)
{
	int *fd = &listeners[family == AF_INET6];

	if (*fd < 0) {
		*fd = make_socket(family, SOCK_STREAM);
		bind_to(*fd, family, loopback(family), SERVER_PORT);
		if (listen(*fd, 1000))
			fatal("listen");
	}

	return *fd;
}

static const char *anywhere(int family)
{
	return family == AF_INET ? "0.0.0.0" : "::";
}

static void wait_readable(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	if (poll(&p, 1, PATIENCE) != 1) {
		errno = ETIMEDOUT;
		fatal("poll");
	}
}

static void abort_assoc(int fd)
{
	struct linger linger = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
	close(fd);
}

/* Accept the association of @port; others were left over. */
static int accept_from(int listener, unsigned short port)
{
	union {
		struct sockaddr sa;
		struct sockaddr_in in;
		struct sockaddr_in6 in6;
	} from;
	socklen_t len;
	int fd;

	for (;;) {
		wait_readable(listener);
		len = sizeof(from);
		fd = accept4(listener, &from.sa, &len, SOCK_NONBLOCK);
		if (fd < 0)
			fatal("accept");
		/* The port is at the same place in both. */
		if (from.in.sin_port == htons(port))
			return fd;
		abort_assoc(fd);
	}
}

/* The only association of a one-to-many socket. */
static sctp_assoc_t only_id(int fd)
{
	union {
		struct sctp_assoc_ids list;
		sctp_assoc_t room[4];
	} u;
	socklen_t len = sizeof(u);

	if (getsockopt(fd, SOL_SCTP, SCTP_GET_ASSOC_ID_LIST, &u, &len))
		fatal("SCTP_GET_ASSOC_ID_LIST");
	if (u.list.gaids_number_of_ids != 1) {
		errno = ENOENT;
		fatal("SCTP_GET_ASSOC_ID_LIST");
	}

	return u.list.gaids_assoc_id[0];
}

/* The state of an association, or -1 if there is none. Tells its id, too. */
static int get_state(int fd, sctp_assoc_t *id)
{
	struct sctp_status status = { .sstat_assoc_id = *id };
	socklen_t len = sizeof(status);

	if (getsockopt(fd, SOL_SCTP, SCTP_STATUS, &status, &len))
		return -1;
	*id = status.sstat_assoc_id;

	return status.sstat_state;
}

/**
 * wait_state() - wait until an association has come to a state
 * @fd: its socket
 * @id: its id
 * @state: enum sctp_sstat_state, or -1: there is no association any more
 */
void wait_state(int fd, sctp_assoc_t id, int state)
{
	int left = PATIENCE;
	char text[64];

	for (; left > 0; left--) {
		if (get_state(fd, &id) == state)
			return;
		usleep(1000);
	}
	snprintf(text, sizeof(text), "state %d instead of %d",
		 get_state(fd, &id), state);
	errno = ETIMEDOUT;
	fatal(text);
}

/* Wait for the end of the handshake. Returns the id of the association. */
static sctp_assoc_t established(int fd, int type)
{
	sctp_assoc_t id = type == SOCK_SEQPACKET ? only_id(fd) : 0;

	wait_state(fd, id, SCTP_ESTABLISHED);
	get_state(fd, &id);

	return id;
}

static void name_addresses(struct subject *s, unsigned short peer,
			   unsigned short local)
{
	int family = s->kind->family;

	make_addr(&s->names.peer, family, loopback(family), peer);
	make_addr(&s->names.local, family, loopback(family), local);
	make_addr(&s->names.other, family, loopback(family), OTHER_PORT);
}

static void connect_to(int fd, int family, const char *text,
		       unsigned short port)
{
	struct sockaddr_storage ss;
	socklen_t len = make_addr(&ss, family, text, port);

	if (connect(fd, (struct sockaddr *)&ss, len) && errno != EINPROGRESS)
		fatal("connect");
}

/* An association between two sockets of this process, over loopback. */
static void associate(const struct kind *kind, int *client, int *server)
{
	int listener = get_listener(kind->family);

	*client = make_socket(kind->family, kind->type);
	client_port = CLIENT_PORT +
		      (client_port + 1 - CLIENT_PORT) % CLIENT_PORTS;
	bind_to(*client, kind->family, kind->origin == ORIGIN_CONNECT_ANY ?
		anywhere(kind->family) : loopback(kind->family), client_port);
	connect_to(*client, kind->family, loopback(kind->family), SERVER_PORT);
	*server = accept_from(listener, client_port);
	established(*client, kind->type);
}

static void peel_off(struct subject *s)
{
	sctp_peeloff_arg_t arg = { .associd = s->names.own };
	socklen_t len = sizeof(arg);

	if (getsockopt(s->fd, SOL_SCTP, SCTP_SOCKOPT_PEELOFF, &arg, &len) < 0)
		fatal("SCTP_SOCKOPT_PEELOFF");
	close(s->fd);
	s->fd = arg.sd;
}

/* Stages of a socket without an established association */
static void begin(struct subject *s)
{
	const struct kind *kind = s->kind;
	int family = kind->family;

	s->fd = make_socket(family, kind->type);
	if (kind->stage == STAGE_READY)
		return;
	client_port = CLIENT_PORT +
		      (client_port + 1 - CLIENT_PORT) % CLIENT_PORTS;
	if (kind->stage == STAGE_CONNECTING) {
		connect_to(s->fd, family, nowhere(family), OTHER_PORT);
		return;
	}
	bind_to(s->fd, family, loopback(family), client_port);
	if (kind->stage == STAGE_REFUSED) {
		connect_to(s->fd, family, loopback(family), OTHER_PORT);
		usleep(20000);
		return;
	}
	if (kind->stage == STAGE_BOUND)
		return;
	if (listen(s->fd, 1))
		fatal("listen");
	if (kind->stage == STAGE_LISTENING)
		return;
	s->peer = make_socket(family, SOCK_STREAM);
	connect_to(s->peer, family, loopback(family), client_port);
	wait_state(s->peer, 0, SCTP_ESTABLISHED);
	if (kind->type == SOCK_STREAM)
		wait_readable(s->fd);
}

/* Send until nothing goes any more, to a peer that does not read. */
static void fill_up(int fd, sctp_assoc_t id)
{
	static const char block[1000];
	struct {
		struct cmsghdr head;
		struct sctp_sndinfo info;
	} control = {
		.head = { CMSG_LEN(sizeof(control.info)), IPPROTO_SCTP,
			  SCTP_SNDINFO },
		.info = { .snd_assoc_id = id },
	};
	struct iovec iov = { (void *)block, sizeof(block) };
	struct msghdr mh = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};
	int sent, least = 1;

	/* What the peer has room for leaves the buffer once more. */
	do {
		for (sent = 0; sendmsg(fd, &mh, MSG_DONTWAIT) > 0; sent++)
			;
		if (errno != EAGAIN)
			fatal("sendmsg");
		usleep(3000);
	} while (sent);
	/* So full that a message more or less makes no difference. */
	if (setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &least, sizeof(least)))
		fatal("SO_SNDBUF");
}

/* With an id by message: Linux's own does not shut down what was peeled off. */
static void end_sending(int fd, sctp_assoc_t id)
{
	struct {
		struct cmsghdr head;
		struct sctp_sndinfo info;
	} control = {
		.head = { CMSG_LEN(sizeof(control.info)), IPPROTO_SCTP,
			  SCTP_SNDINFO },
		.info = { .snd_assoc_id = id, .snd_flags = SCTP_EOF },
	};
	struct msghdr mh = {
		.msg_control = &control,
		.msg_controllen = sizeof(control),
	};

	if (id ? sendmsg(fd, &mh, 0) : shutdown(fd, SHUT_WR))
		fatal("end_sending");
}

/* From an established association to what is wanted */
static void advance(struct subject *s)
{
	bool by_id = s->kind->type == SOCK_SEQPACKET;
	sctp_assoc_t id = by_id ? s->names.own : 0;

	switch (s->kind->stage) {
	case STAGE_DATA:
		if (send(s->peer, "first", 5, 0) != 5 ||
		    send(s->peer, "second", 6, 0) != 6)
			fatal("send");
		wait_readable(s->fd);
		usleep(10000);
		break;
	case STAGE_FULL:
		fill_up(s->fd, id);
		break;
	case STAGE_PENDING:
		fill_up(s->fd, id);
		end_sending(s->fd, id);
		wait_state(s->fd, id, SCTP_SHUTDOWN_PENDING);
		break;
	case STAGE_SENT:
		fill_up(s->peer, 0);
		end_sending(s->fd, id);
		wait_state(s->fd, id, SCTP_SHUTDOWN_SENT);
		break;
	case STAGE_RECEIVED:
		fill_up(s->fd, id);
		end_sending(s->peer, 0);
		wait_state(s->fd, id, SCTP_SHUTDOWN_RECEIVED);
		break;
	case STAGE_DONE:
		end_sending(s->peer, 0);
		wait_state(s->fd, id, -1);
		break;
	case STAGE_LOST:
		abort_assoc(s->peer);
		s->peer = -1;
		wait_state(s->fd, id, -1);
		break;
	default:
		break;
	}
}

/**
 * subject_open() - make a socket, with its association
 * @s: the socket
 * @kind: what it is to be
 */
void subject_open(struct subject *s, const struct kind *kind)
{
	memset(s, 0, sizeof(*s));
	s->kind = kind;
	s->peer = -1;
	if (kind->origin == ORIGIN_NONE) {
		begin(s);
		return;
	}

	if (kind->origin == ORIGIN_ACCEPT) {
		associate(kind, &s->peer, &s->fd);
		name_addresses(s, client_port, SERVER_PORT);
	} else {
		associate(kind, &s->fd, &s->peer);
		name_addresses(s, SERVER_PORT, client_port);
	}
	s->names.own = established(s->fd, kind->type);
	if (kind->origin == ORIGIN_PEELOFF)
		peel_off(s);
	advance(s);
}

/**
 * subject_close() - end the association at once, and both sockets
 * @s: the socket
 */
void subject_close(struct subject *s)
{
	/* Both with ABORT: nothing must be left. */
	if (s->peer >= 0) {
		struct linger linger = { .l_onoff = 1, .l_linger = 0 };

		setsockopt(s->fd, SOL_SOCKET, SO_LINGER, &linger,
			   sizeof(linger));
		abort_assoc(s->peer);
	}
	close(s->fd);
	s->fd = -1;
	s->peer = -1;
}

/**
 * subject_renew() - replace a socket by a new one of its kind
 * @s: the socket
 */
void subject_renew(struct subject *s)
{
	const struct kind *kind = s->kind;

	subject_close(s);
	subject_open(s, kind);
}
