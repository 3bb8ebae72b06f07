/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the socket tests share: a namespace of their own, addresses, pairs of
 * connected sockets, messages with their ancillary data, events.
 *
 *	lo	127.0.0.N, fd77::N	host(v, N, port) for N = 1, 2, 3
 *	d0	192.0.2.1, fd99::1	beside(v, port), on a dummy: whatever
 *					is sent to blackhole(v, port) vanishes
 *
 * Every socket gets timeouts, so a call that should not have blocked ends
 * with EAGAIN instead of a hung test.
 */
#ifndef SELFTESTS_NET_SOCK_H
#define SELFTESTS_NET_SOCK_H

#include <netinet/in.h>
#include <netinet/sctp.h>
#include <poll.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ktap.h"

#define PORT		5001	/* where test servers listen */
#define NO_PORT		5999	/* where nobody does */
#define IO_TIMEOUT_MS	15000	/* longest a blocking call may take */

/* SCTP.rst of Linux names it, <netinet/sctp.h> does not */
#define SCTP_SENDMSG_CONNECT	126

union addr {
	struct sockaddr		sa;
	struct sockaddr_in	v4;
	struct sockaddr_in6	v6;
};

/* Room for control messages, aligned for them. */
union control {
	struct cmsghdr	align;
	char		room[512];
};

/* One association between two sockets. */
struct pair {
	int		l;	/* the listening socket; -1 if it is s */
	int		c;	/* the connecting side */
	int		s;	/* the accepting side */
	sctp_assoc_t	cid;	/* id of the association on c; 0 one-to-one */
	sctp_assoc_t	sid;	/* id of the association on s; 0 one-to-one */
};

/* One received message or notification with what came along. */
struct rx {
	ssize_t			len;
	int			flags;
	union addr		from;
	socklen_t		fromlen;
	bool			has_rcv, has_nxt, has_snd;
	struct sctp_rcvinfo	rcv;
	struct sctp_nxtinfo	nxt;
	struct sctp_sndrcvinfo	snd;
	union {
		char				buf[4096];
		union sctp_notification		sn;
	};
};

extern const struct ktap_suite sock_suite;

/* addresses */
socklen_t addr_len(const union addr *a);
union addr host(const struct variant *v, int n, int port);
union addr any(const struct variant *v, int port);
union addr blackhole(const struct variant *v, int port);
union addr beside(const struct variant *v, int port);
bool addr_same(const union addr *a, const union addr *b);
int addr_port(const union addr *a);
union addr local_addr(int fd);
union addr peer_addr(int fd);
size_t addr_pack(void *buf, const union addr *a, size_t off);

/* sockets */
int sock(const struct variant *v);
int sock_bound(const struct variant *v, int n, int port);
int sock_listening(const struct variant *v, int port);
void sock_timeout(int fd, int opt, unsigned int ms);
void sock_nonblock(int fd, bool on);
int sock_error(int fd);
int opt_int(int fd, int level, int opt);
int opt_get(int fd, int opt, void *val, size_t len);
int opt_set(int fd, int opt, const void *val, size_t len);
int opt_set_int(int fd, int opt, int val);
unsigned int val_get(int fd, int opt, sctp_assoc_t id);
int val_set(int fd, int opt, sctp_assoc_t id, unsigned int val);
int bind_to(int fd, union addr a);
int connect_to(int fd, union addr a);

/* associations */
struct pair pair_open(const struct variant *v);
struct pair pair_of(const struct variant *v, int l, int c);
struct pair pair_join(const struct variant *v, int l, int c);
struct pair pair_join_to(const struct variant *v, int l, int c, union addr to);
void pair_close(struct pair *p);
sctp_assoc_t assoc_id(int fd);
int assoc_count(int fd);
struct sctp_status assoc_status(int fd, sctp_assoc_t id);
int assoc_state(int fd, sctp_assoc_t id);

/* messages */
ssize_t tx(int fd, sctp_assoc_t id, const void *buf, size_t len);
ssize_t tx_info(int fd, const union addr *to, const struct sctp_sndinfo *info,
		const void *buf, size_t len, int flags);
ssize_t tx_cmsg(int fd, const union addr *to, int type, const void *cmsg,
		size_t cmsg_len, const void *buf, size_t len, int flags);
ssize_t rx(int fd, struct rx *r, int flags);
ssize_t rx_len(int fd, struct rx *r, size_t len, int flags);
void rx_control(int fd, const char *want, struct msghdr *mh,
		union control *ctl);
void rx_data(int fd, const char *want);
bool rx_nothing(int fd);
bool tx_arrived(int fd, sctp_assoc_t id);

/* events */
void event_set(int fd, int type, bool on);
void event_on(int fd, int type);
union sctp_notification *rx_event(int fd, struct rx *r, int type);
union sctp_notification *rx_until(int fd, struct rx *r, int type);
struct sctp_assoc_change *rx_change(int fd, struct rx *r, int state);

/* poll, signals, proc */
int poll_until(int fd, int events);
int poll_now(int fd, int events);
int poll_wait(int fd, int events, unsigned int ms);
void alarm_in(unsigned int ms);
extern atomic_int alarms;
long counter(const char *name);
long sysctl_get(const char *name);
void sysctl_set(const char *name, long val);
void opt_follows(const struct variant *v, int opt, const char *name, int usual);
int proc_rows(const char *file);

#endif
