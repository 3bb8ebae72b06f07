// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shared by the socket tests: addresses, sockets and associations.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>

#include "sock.h"

/* A fresh namespace with the addresses sock.h promises. */
static int suite_setup(void)
{
	if (unshare(CLONE_NEWNET)) {
		perror("unshare");
		return -1;
	}
	return system("ip -batch - <<-EOF\n"
		      "link set lo up\n"
		      "addr add fd77::1/128 dev lo\n"
		      "addr add fd77::2/128 dev lo\n"
		      "addr add fd77::3/128 dev lo\n"
		      "link add d0 type dummy\n"
		      "link set d0 up\n"
		      "addr add 192.0.2.1/24 dev d0\n"
		      "addr add fd99::1/64 dev d0 nodad\n"
		      "EOF\n");
}

/* Nothing of SCTP may outlive the test's process for long. */
static bool suite_audit(void)
{
	static const char *const files[] = { "assocs", "eps", "remaddr" };
	long long end = now_ms() + 10000LL * ktap_scale();
	unsigned int i = 0;

	while (i < ARRAY_SIZE(files)) {
		if (!proc_rows(files[i])) {
			i++;
			continue;
		}
		if (now_ms() > end) {
			diag("left behind: %d rows in /proc/net/sctp/%s",
			     proc_rows(files[i]), files[i]);
			return false;
		}
		sleep_ms(2);
	}
	if (counter("SctpCurrEstab")) {
		diag("SctpCurrEstab is %ld with no association left",
		     counter("SctpCurrEstab"));
		return false;
	}
	return true;
}

const struct ktap_suite sock_suite = {
	.setup = suite_setup,
	.audit = suite_audit,
};

/**
 * addr_len - length of a socket address
 * @a: the address
 *
 * Return: bytes.
 */
socklen_t addr_len(const union addr *a)
{
	return a->sa.sa_family == AF_INET ? sizeof(a->v4) : sizeof(a->v6);
}

static union addr addr_make(const struct variant *v, in_addr_t v4,
			    const char *v6, int port)
{
	union addr a;

	memset(&a, 0, sizeof(a));
	if (v->family == AF_INET) {
		a.v4.sin_family = AF_INET;
		a.v4.sin_port = htons(port);
		a.v4.sin_addr.s_addr = htonl(v4);
		return a;
	}
	a.v6.sin6_family = AF_INET6;
	a.v6.sin6_port = htons(port);
	if (v->mapped) {
		a.v6.sin6_addr.s6_addr32[2] = htonl(0xffff);
		a.v6.sin6_addr.s6_addr32[3] = htonl(v4);
	} else {
		inet_pton(AF_INET6, v6, &a.v6.sin6_addr);
	}
	return a;
}

/**
 * host - a local address
 * @v: family
 * @n: which one, 1 to 3
 * @port: port in host order
 *
 * Return: the address.
 */
union addr host(const struct variant *v, int n, int port)
{
	char v6[16];

	snprintf(v6, sizeof(v6), "fd77::%d", n);
	return addr_make(v, 0x7f000000 + n, v6, port);
}

/**
 * any - the wildcard address
 * @v: family; an IPv6 wildcard serves mapped addresses, too
 * @port: port in host order
 *
 * Return: the address.
 */
union addr any(const struct variant *v, int port)
{
	union addr a = addr_make(v, INADDR_ANY, "::", port);

	if (v->mapped)
		a.v6.sin6_addr = in6addr_any;
	return a;
}

/**
 * blackhole - an address that never answers
 * @v: family
 * @port: port in host order
 *
 * Return: the address.
 */
union addr blackhole(const struct variant *v, int port)
{
	return addr_make(v, 0xc0000202, "fd99::2", port);
}

/**
 * beside - a local address on the same network as blackhole()
 * @v: family
 * @port: port in host order
 *
 * Return: the address.
 */
union addr beside(const struct variant *v, int port)
{
	return addr_make(v, 0xc0000201, "fd99::1", port);
}

/**
 * addr_same - compare family, address and port
 * @a: one
 * @b: other
 *
 * Return: whether they are equal.
 */
bool addr_same(const union addr *a, const union addr *b)
{
	if (a->sa.sa_family != b->sa.sa_family || addr_port(a) != addr_port(b))
		return false;
	if (a->sa.sa_family == AF_INET)
		return a->v4.sin_addr.s_addr == b->v4.sin_addr.s_addr;
	return !memcmp(&a->v6.sin6_addr, &b->v6.sin6_addr, 16);
}

/**
 * addr_port - port of an address
 * @a: the address
 *
 * Return: port in host order.
 */
int addr_port(const union addr *a)
{
	return ntohs(a->sa.sa_family == AF_INET ? a->v4.sin_port :
						  a->v6.sin6_port);
}

/**
 * local_addr - getsockname()
 * @fd: socket
 *
 * Return: its local address.
 */
union addr local_addr(int fd)
{
	union addr a = {};
	socklen_t len = sizeof(a);

	CHECK_OK(getsockname(fd, &a.sa, &len));
	return a;
}

/**
 * peer_addr - getpeername()
 * @fd: socket
 *
 * Return: its peer's address.
 */
union addr peer_addr(int fd)
{
	union addr a = {};
	socklen_t len = sizeof(a);

	CHECK_OK(getpeername(fd, &a.sa, &len));
	return a;
}

/**
 * addr_pack - append to a packed array of addresses (bindx, connectx)
 * @buf: array
 * @a: address
 * @off: bytes already there
 *
 * Return: bytes there now.
 */
size_t addr_pack(void *buf, const union addr *a, size_t off)
{
	memcpy((char *)buf + off, a, addr_len(a));
	return off + addr_len(a);
}

/**
 * sock_timeout - bound the time calls may block
 * @fd: socket
 * @opt: SO_RCVTIMEO or SO_SNDTIMEO
 * @ms: milliseconds, multiplied with ktap_scale()
 */
void sock_timeout(int fd, int opt, unsigned int ms)
{
	struct timeval tv;

	ms *= ktap_scale();
	tv.tv_sec = ms / 1000;
	tv.tv_usec = ms % 1000 * 1000;
	CHECK_OK(setsockopt(fd, SOL_SOCKET, opt, &tv, sizeof(tv)));
}

/**
 * sock - a socket with timeouts
 * @v: style and family
 *
 * Return: the descriptor.
 */
int sock(const struct variant *v)
{
	int fd = CHECK_OK(socket(v->family, v->type, IPPROTO_SCTP));

	sock_timeout(fd, SO_RCVTIMEO, IO_TIMEOUT_MS);
	sock_timeout(fd, SO_SNDTIMEO, IO_TIMEOUT_MS);
	return fd;
}

/**
 * sock_bound - a socket bound to a local address
 * @v: style and family
 * @n: which address, see host()
 * @port: port, 0 for any
 *
 * Return: the descriptor.
 */
int sock_bound(const struct variant *v, int n, int port)
{
	int fd = sock(v);

	CHECK_OK(bind_to(fd, host(v, n, port)));
	return fd;
}

/**
 * sock_listening - a socket bound to the first address and listening
 * @v: style and family
 * @port: port, 0 for any
 *
 * Return: the descriptor.
 */
int sock_listening(const struct variant *v, int port)
{
	int fd = sock_bound(v, 1, port);

	CHECK_OK(listen(fd, 16));
	return fd;
}

/**
 * sock_nonblock - switch O_NONBLOCK
 * @fd: socket
 * @on: set or clear
 */
void sock_nonblock(int fd, bool on)
{
	int fl = CHECK_OK(fcntl(fd, F_GETFL));

	fl = on ? fl | O_NONBLOCK : fl & ~O_NONBLOCK;
	CHECK_OK(fcntl(fd, F_SETFL, fl));
}

/**
 * opt_int - read an int option
 * @fd: socket
 * @level: level
 * @opt: option
 *
 * Return: its value.
 */
int opt_int(int fd, int level, int opt)
{
	int val = 0;
	socklen_t len = sizeof(val);

	CHECK_OK(getsockopt(fd, level, opt, &val, &len));
	return val;
}

/**
 * sock_error - fetch and clear the pending error
 * @fd: socket
 *
 * Return: the errno, 0 if none.
 */
int sock_error(int fd)
{
	return opt_int(fd, SOL_SOCKET, SO_ERROR);
}

/**
 * opt_get - read an SCTP option
 * @fd: socket
 * @opt: option
 * @val: in and out
 * @len: bytes at @val
 *
 * Return: length the kernel returned, -1 with errno.
 */
int opt_get(int fd, int opt, void *val, size_t len)
{
	socklen_t l = len;

	return getsockopt(fd, SOL_SCTP, opt, val, &l) ? -1 : (int)l;
}

/**
 * opt_set - write an SCTP option
 * @fd: socket
 * @opt: option
 * @val: value
 * @len: bytes at @val
 *
 * Return: as setsockopt(); connectx returns ids through it.
 */
int opt_set(int fd, int opt, const void *val, size_t len)
{
	return setsockopt(fd, SOL_SCTP, opt, val, len);
}

/**
 * opt_set_int - write an SCTP option that is an int
 * @fd: socket
 * @opt: option
 * @val: value
 *
 * Return: as setsockopt().
 */
int opt_set_int(int fd, int opt, int val)
{
	return opt_set(fd, opt, &val, sizeof(val));
}

/**
 * val_get - read an SCTP option that is a struct sctp_assoc_value
 * @fd: socket
 * @opt: option
 * @id: association, or 0
 *
 * Return: the value.
 */
unsigned int val_get(int fd, int opt, sctp_assoc_t id)
{
	struct sctp_assoc_value av = { id, 4711 };

	CHECK_EQ(opt_get(fd, opt, &av, sizeof(av)), sizeof(av));
	return av.assoc_value;
}

/**
 * val_set - write an SCTP option that is a struct sctp_assoc_value
 * @fd: socket
 * @opt: option
 * @id: association, or 0
 * @val: value
 *
 * Return: as setsockopt().
 */
int val_set(int fd, int opt, sctp_assoc_t id, unsigned int val)
{
	struct sctp_assoc_value av = { id, val };

	return opt_set(fd, opt, &av, sizeof(av));
}

/**
 * bind_to - bind()
 * @fd: socket
 * @a: address
 *
 * Return: as bind().
 */
int bind_to(int fd, union addr a)
{
	return bind(fd, &a.sa, addr_len(&a));
}

/**
 * connect_to - connect()
 * @fd: socket
 * @a: address
 *
 * Return: as connect().
 */
int connect_to(int fd, union addr a)
{
	return connect(fd, &a.sa, addr_len(&a));
}
