// SPDX-License-Identifier: GPL-2.0-only
/*
 * Authenticated chunks (RFC 4895): options, keys, data over keyed associations,
 * and who must not get through.
 */
#include <stdlib.h>

#include "sock.h"

#define DATA_CHUNK	0

union key {
	struct sctp_authkey	k;
	char			room[64];
};

static int set_key(int fd, sctp_assoc_t id, int number, const char *key)
{
	union key u = {
		.k.sca_assoc_id = id,
		.k.sca_keynumber = number,
		.k.sca_keylength = strlen(key),
	};

	memcpy(u.k.sca_key, key, strlen(key));
	return opt_set(fd, SCTP_AUTH_KEY, &u, sizeof(u.k) + strlen(key));
}

static int key_opt(int fd, int opt, sctp_assoc_t id, int number)
{
	struct sctp_authkeyid k = {
		.scact_assoc_id = id,
		.scact_keynumber = number,
	};

	return opt_set(fd, opt, &k, sizeof(k));
}

static int set_chunk(int fd, unsigned char type)
{
	struct sctp_authchunk c = { type };

	return opt_set(fd, SCTP_AUTH_CHUNK, &c, sizeof(c));
}

static int sock_auth(const struct variant *v)
{
	int fd = sock(v);

	CHECK_OK(val_set(fd, SCTP_AUTH_SUPPORTED, 0, 1));
	return fd;
}

/* Both want DATA authenticated and have the same keys 0 and 7 */
static struct pair pair_keyed(const struct variant *v)
{
	int fd[2] = { sock_auth(v), sock_auth(v) }, i;

	for (i = 0; i < 2; i++) {
		CHECK_OK(set_chunk(fd[i], DATA_CHUNK));
		CHECK_OK(set_key(fd[i], 0, 0, "zero"));
		CHECK_OK(set_key(fd[i], 0, 7, "seven"));
		event_on(fd[i], SCTP_AUTHENTICATION_EVENT);
	}
	return pair_of(v, fd[0], fd[1]);
}

static unsigned int supported(int fd, sctp_assoc_t id)
{
	return val_get(fd, SCTP_AUTH_SUPPORTED, id);
}

NETTEST(auth__off_unless_asked_for, .variants = V_V4, .smoke = true)
{
	int fd = sock(v);

	CHECK_EQ(sysctl_get("auth_enable"), 0);
	CHECK_EQ(supported(fd, 0), 0);
	CHECK_ERR(set_key(fd, 0, 1, "key"), EACCES);
	CHECK_OK(val_set(fd, SCTP_AUTH_SUPPORTED, 0, 1));
	CHECK_EQ(supported(fd, 0), 1);
	CHECK_OK(set_key(fd, 0, 1, "key"));
	CHECK_OK(val_set(fd, SCTP_AUTH_SUPPORTED, 0, 0));
	CHECK_ERR(set_key(fd, 0, 1, "key"), EACCES);
}

NETTEST(auth__by_sysctl, .variants = V_V4)
{
	long old = sysctl_get("auth_enable");
	int fd;

	sysctl_set("auth_enable", 1);
	CHECK_EQ(sysctl_get("auth_enable"), 1);
	fd = sock(v);
	sysctl_set("auth_enable", old);
	CHECK_EQ(supported(fd, 0), 1);
	CHECK_EQ(supported(sock(v), 0), 0);
}

NETTEST(chunks__four_cannot_be_listed, .variants = V_V4)
{
	struct {
		struct sctp_authchunks	c;
		unsigned char		room[256];
	} u = {};
	int fd = sock_auth(v);

	CHECK_ERR(set_chunk(fd, 1), EINVAL);
	CHECK_ERR(set_chunk(fd, 2), EINVAL);
	CHECK_ERR(set_chunk(fd, 14), EINVAL);
	CHECK_ERR(set_chunk(fd, 15), EINVAL);
	CHECK_OK(set_chunk(fd, 0));
	CHECK_OK(set_chunk(fd, 6));
	CHECK_OK(set_chunk(fd, 0));
	CHECK_ERR(opt_set(fd, SCTP_AUTH_CHUNK, &u, 2), EINVAL);
	CHECK_EQ(opt_get(fd, SCTP_LOCAL_AUTH_CHUNKS, &u, sizeof(u)),
		 sizeof(u.c) + 2);
	CHECK_EQ(u.c.gauth_number_of_chunks, 2);
	CHECK_EQ(u.c.gauth_chunks[0], 0);
	CHECK_EQ(u.c.gauth_chunks[1], 6);
	CHECK_ERR(opt_get(fd, SCTP_LOCAL_AUTH_CHUNKS, &u, sizeof(u.c) + 1),
		  EINVAL);
	CHECK_ERR(opt_get(fd, SCTP_PEER_AUTH_CHUNKS, &u, sizeof(u)), EINVAL);
}

NETTEST(hmacs__sha1_must_be_there, .variants = V_V4)
{
	struct {
		struct sctp_hmacalgo	h;
		unsigned short		id[4];
	} u = { .h.shmac_num_idents = 1, .id = { 3 } };
	int fd = sock_auth(v);

	CHECK_ERR(opt_set(fd, SCTP_HMAC_IDENT, &u, 6), EINVAL);
	u.id[0] = 2;
	CHECK_ERR(opt_set(fd, SCTP_HMAC_IDENT, &u, 6), EOPNOTSUPP);
	u.id[0] = 9;
	CHECK_ERR(opt_set(fd, SCTP_HMAC_IDENT, &u, 6), EOPNOTSUPP);
	u.h.shmac_num_idents = 0;
	CHECK_ERR(opt_set(fd, SCTP_HMAC_IDENT, &u, 6), EINVAL);
	u.h.shmac_num_idents = 2;
	CHECK_ERR(opt_set(fd, SCTP_HMAC_IDENT, &u, 6), EINVAL);
	CHECK_ERR(opt_set(fd, SCTP_HMAC_IDENT, &u, 3), EINVAL);
	u.id[0] = 3;
	u.id[1] = 1;
	CHECK_OK(opt_set(fd, SCTP_HMAC_IDENT, &u, 8));
	memset(&u, 0, sizeof(u));
	CHECK_EQ(opt_get(fd, SCTP_HMAC_IDENT, &u, sizeof(u)), 8);
	CHECK_EQ(u.h.shmac_num_idents, 2);
	CHECK_EQ(u.id[0], 3);
	CHECK_EQ(u.id[1], 1);
}

NETTEST(hmacs__default, .variants = V_V4)
{
	struct {
		struct sctp_hmacalgo	h;
		unsigned short		id[4];
	} u = {};
	int fd = sock_auth(v);

	CHECK_EQ(opt_get(fd, SCTP_HMAC_IDENT, &u, sizeof(u)), 6);
	CHECK_EQ(u.h.shmac_num_idents, 1);
	CHECK_EQ(u.id[0], 1);
}

NETTEST(keys__of_a_socket, .variants = V_V4)
{
	struct sctp_authkeyid k = {};
	int fd = sock_auth(v);

	CHECK_ERR(key_opt(fd, SCTP_AUTH_ACTIVE_KEY, 0, 5), EINVAL);
	CHECK_ERR(key_opt(fd, SCTP_AUTH_DELETE_KEY, 0, 5), EINVAL);
	CHECK_ERR(key_opt(fd, SCTP_AUTH_DELETE_KEY, 0, 0), EINVAL);
	CHECK_ERR(key_opt(fd, SCTP_AUTH_DEACTIVATE_KEY, 0, 0), EINVAL);
	CHECK_OK(set_key(fd, 0, 5, "five"));
	CHECK_OK(key_opt(fd, SCTP_AUTH_ACTIVE_KEY, 0, 5));
	CHECK_EQ(opt_get(fd, SCTP_AUTH_ACTIVE_KEY, &k, sizeof(k)), sizeof(k));
	CHECK_EQ(k.scact_keynumber, 5);
	CHECK_ERR(key_opt(fd, SCTP_AUTH_DELETE_KEY, 0, 5), EINVAL);
	CHECK_OK(key_opt(fd, SCTP_AUTH_DEACTIVATE_KEY, 0, 0));
	CHECK_ERR(key_opt(fd, SCTP_AUTH_ACTIVE_KEY, 0, 0), EINVAL);
	CHECK_OK(key_opt(fd, SCTP_AUTH_DELETE_KEY, 0, 0));
	CHECK_ERR(key_opt(fd, SCTP_AUTH_ACTIVE_KEY, 0, 0), EINVAL);
}

NETTEST(keys__have_a_limit, .variants = V_V4, .intree = "has no limit")
{
	int fd = sock_auth(v), i;

	for (i = 1; i < 64; i++)
		CHECK_OK(set_key(fd, 0, i, "key"));
	CHECK_ERR(set_key(fd, 0, i, "key"), ENOBUFS);
	CHECK_OK(set_key(fd, 0, 3, "other"));
	CHECK_OK(key_opt(fd, SCTP_AUTH_DELETE_KEY, 0, 3));
	CHECK_OK(set_key(fd, 0, i, "key"));
}

NETTEST(data__authenticated, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_keyed(v);
	struct {
		struct sctp_authchunks	c;
		unsigned char		room[256];
	} u = { .c.gauth_assoc_id = p.cid };

	CHECK_EQ(supported(p.c, p.cid), 1);
	CHECK_EQ(supported(p.s, p.sid), 1);
	CHECK_OK(tx(p.c, p.cid, "there", 5));
	rx_data(p.s, "there");
	CHECK_OK(tx(p.s, p.sid, "back", 4));
	rx_data(p.c, "back");
	CHECK_EQ(opt_get(p.c, SCTP_PEER_AUTH_CHUNKS, &u, sizeof(u)),
		 sizeof(u.c) + 1);
	CHECK_EQ(u.c.gauth_number_of_chunks, 1);
	CHECK_EQ(u.c.gauth_chunks[0], DATA_CHUNK);
	CHECK(rx_nothing(p.c) && rx_nothing(p.s));
}

NETTEST(data__large_messages, .variants = V_V4 | V_STREAM_V6)
{
	struct pair p = pair_keyed(v);
	static char out[50000], in[50000];
	struct iovec iov = { in, sizeof(in) };
	struct msghdr m = { .msg_iov = &iov, .msg_iovlen = 1 };
	size_t i, got;
	ssize_t n;
	int round;

	for (i = 0; i < sizeof(out); i++)
		out[i] = i * 7 + i / 256;
	for (round = 0; round < 5; round++) {
		CHECK_EQ(tx(p.c, p.cid, out, sizeof(out)), sizeof(out));
		for (got = 0; got < sizeof(in); got += n) {
			iov.iov_base = in + got;
			iov.iov_len = sizeof(in) - got;
			n = recvmsg(p.s, &m, 0);
			CHECK(n > 0);
		}
		CHECK(!memcmp(in, out, sizeof(in)));
	}
}

NETTEST(data__not_with_another_key, .variants = V_V4)
{
	const struct linger abort = { 1, 0 };
	int l = sock_auth(v), c = sock_auth(v);
	struct pair p;

	CHECK_OK(set_chunk(l, DATA_CHUNK));
	CHECK_OK(set_key(l, 0, 0, "one"));
	CHECK_OK(set_key(c, 0, 0, "another"));
	p = pair_of(v, l, c);
	CHECK_OK(tx(p.c, p.cid, "lost", 4));
	CHECK(rx_nothing(p.s));
	/* what the other side sends need not be authenticated */
	CHECK_OK(tx(p.s, p.sid, "back", 4));
	rx_data(p.c, "back");
	/* an ABORT need not either, and a SHUTDOWN would wait for the data */
	CHECK_OK(setsockopt(p.c, SOL_SOCKET, SO_LINGER, &abort, sizeof(abort)));
	pair_close(&p);
}

static ssize_t tx_keyed(int fd, sctp_assoc_t id, int key, const char *text)
{
	struct sctp_authinfo info = { .auth_keynumber = key };
	union control ctl = {};
	struct iovec iov = { (void *)text, strlen(text) };
	struct msghdr m = {
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = &ctl,
	};
	struct sctp_sndinfo snd = { .snd_assoc_id = id };
	struct cmsghdr *c;

	m.msg_controllen = CMSG_SPACE(sizeof(info)) + CMSG_SPACE(sizeof(snd));
	c = CMSG_FIRSTHDR(&m);
	c->cmsg_level = IPPROTO_SCTP;
	c->cmsg_type = SCTP_SNDINFO;
	c->cmsg_len = CMSG_LEN(sizeof(snd));
	memcpy(CMSG_DATA(c), &snd, sizeof(snd));
	c = CMSG_NXTHDR(&m, c);
	c->cmsg_level = IPPROTO_SCTP;
	c->cmsg_type = SCTP_AUTHINFO;
	c->cmsg_len = CMSG_LEN(sizeof(info));
	memcpy(CMSG_DATA(c), &info, sizeof(info));
	return sendmsg(fd, &m, 0);
}

NETTEST(authinfo__key_of_a_message, .variants = V_V4)
{
	struct pair p = pair_keyed(v);
	struct sctp_authkey_event *e;
	struct rx r;

	CHECK_ERR(tx_keyed(p.c, p.cid, 9, "none"), EINVAL);
	CHECK_OK(tx_keyed(p.c, p.cid, 7, "seven"));
	e = &rx_event(p.s, &r, SCTP_AUTHENTICATION_EVENT)->sn_authkey_event;
	CHECK_EQ(e->auth_indication, 0);
	CHECK_EQ(e->auth_keynumber, 7);
	CHECK_EQ(e->auth_length, sizeof(*e));
	rx_data(p.s, "seven");
	CHECK_OK(tx(p.c, p.cid, "zero", 4));
	rx_data(p.s, "zero");
}

NETTEST(keys__changed_on_the_way, .variants = V_V4)
{
	struct pair p = pair_keyed(v);
	struct sctp_authkey_event *e;
	struct rx r;

	CHECK_OK(tx(p.c, p.cid, "with zero", 9));
	rx_data(p.s, "with zero");
	CHECK_OK(key_opt(p.c, SCTP_AUTH_ACTIVE_KEY, p.cid, 7));
	CHECK_OK(tx(p.c, p.cid, "with seven", 10));
	e = &rx_event(p.s, &r, SCTP_AUTHENTICATION_EVENT)->sn_authkey_event;
	CHECK_EQ(e->auth_keynumber, 7);
	rx_data(p.s, "with seven");
	/* told when all that was sent with it is acknowledged */
	CHECK_OK(key_opt(p.c, SCTP_AUTH_DEACTIVATE_KEY, p.cid, 0));
	e = &rx_event(p.c, &r, SCTP_AUTHENTICATION_EVENT)->sn_authkey_event;
	CHECK_EQ(e->auth_indication, 1);
	CHECK_EQ(e->auth_keynumber, 0);
	CHECK_ERR(tx_keyed(p.c, p.cid, 0, "off"), EINVAL);
	CHECK_OK(tx(p.c, p.cid, "still", 5));
	rx_data(p.s, "still");
}

NETTEST(no_auth__is_told, .variants = V_V4, .smoke = true)
{
	int l = sock(v), c = sock_auth(v);
	struct sctp_authkey_event *e;
	struct pair p;
	struct rx r;

	event_on(c, SCTP_AUTHENTICATION_EVENT);
	p = pair_of(v, l, c);
	e = &rx_event(p.c, &r, SCTP_AUTHENTICATION_EVENT)->sn_authkey_event;
	CHECK_EQ(e->auth_indication, 2);
	CHECK_EQ(supported(p.c, p.cid), 0);
	CHECK_ERR(set_key(p.c, p.cid, 1, "key"), EACCES);
	CHECK_OK(tx(p.c, p.cid, "plain", 5));
	rx_data(p.s, "plain");
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
