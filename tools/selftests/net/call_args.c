// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random system calls: what arguments are made of.
 */
#include <arpa/inet.h>
#include <err.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "call.h"

#define PORT	5000

struct rng rng;

static size_t used;		/* bytes that are laid out for this call */

/**
 * below - draw a number
 * @n: how many there are to choose from
 *
 * Return: 0 to @n - 1.
 */
uint32_t below(uint32_t n)
{
	return rng_below(&rng, n);
}

/**
 * percent - draw yes or no
 * @p: how often it is yes, of a hundred
 *
 * Return: true for yes.
 */
bool percent(unsigned int p)
{
	return rng_percent(&rng, p);
}

/**
 * some_word - a number that is a border of something, or any
 *
 * Return: the number.
 */
uint32_t some_word(void)
{
	static const uint32_t words[] = {
		0, 1, 2, 3, 4, 8, 16, 100, 255, 256, 500, 512, 1000, 1400,
		1500, 4096, 32767, 32768, 65535, 65536, 0x7fffffff,
		0x80000000, 0xffffffff, 0xfffffffe,
	};

	return percent(90) ? RNG_PICK(&rng, words) : (uint32_t)rng_next(&rng);
}

/**
 * room - a place in what calls read for something that is laid out there
 * @len: bytes
 *
 * Return: the place, aligned.
 */
void *room(size_t len)
{
	void *at = BASE + used;

	used += (len + 7) & ~7UL;
	if (used > IN_SIZE)
		errx(1, "%zu bytes are too many", len);
	return at;
}

/**
 * room_anew - forget what was laid out for the last call
 */
void room_anew(void)
{
	used = 0;
}

/* Where else an argument may point. */
static unsigned long bad_pointer(void)
{
	switch (below(5)) {
	case 0: return 0;
	case 1: return (unsigned long)HOLE + below(HOLE_SIZE);
	case 2: return (unsigned long)HOLE - 1 - below(64);
	case 3: return (unsigned long)READ_ONLY + below(RO_SIZE);
	default: return 0xffff888000000000UL + rng_next(&rng) % (1UL << 30);
	}
}

/**
 * pointer - a pointer, which now and then points elsewhere
 * @good: the right one
 *
 * Return: it as a number.
 */
unsigned long pointer(const void *good)
{
	return percent(3) ? bad_pointer() : (unsigned long)good;
}

/**
 * out - a place to write to, which may end where the hole begins
 * @len: bytes to be written there
 *
 * Return: it as a number.
 */
unsigned long out(size_t len)
{
	if (percent(50) && len < OUT_SIZE)
		return pointer(HOLE - len);
	return pointer(BASE + IN_SIZE);
}

/**
 * length - a length, which now and then ought to be another
 * @good: the right one
 *
 * Return: bytes.
 */
uint32_t length(uint32_t good)
{
	if (percent(85))
		return good;
	return percent(50) ? good - 8 + below(17) : some_word();
}

/**
 * some_socket - where a descriptor is, mostly a socket
 *
 * Return: its slot.
 */
unsigned long some_socket(void)
{
	return percent(98) ? below(SOCKETS) : below(SLOTS);
}

static uint16_t some_port(void)
{
	return htons(percent(95) ? PORT + below(3) : some_word());
}

/**
 * put_v4 - lay out an IPv4 address
 * @at: where
 *
 * Return: its length.
 */
size_t put_v4(void *at)
{
	static const uint32_t hosts[] = {
		0x7f000001, 0x7f000002, 0x7f000003, 0x0a4d0101, 0x0a4d0102,
		0x0a4d0201, 0x0a4d0202, 0x0a4d0163, 0x00000000, 0x00000000,
		0xffffffff, 0xe0000001, 0xc0000201,
	};
	struct sockaddr_in *sin = at;

	memset(sin, 0, sizeof(*sin));
	sin->sin_family = AF_INET;
	sin->sin_port = some_port();
	sin->sin_addr.s_addr = htonl(percent(50) ? INADDR_LOOPBACK :
						 RNG_PICK(&rng, hosts));
	return sizeof(*sin);
}

/**
 * put_v6 - lay out an IPv6 address
 * @at: where
 *
 * Return: its length.
 */
size_t put_v6(void *at)
{
	static const char *const hosts[] = {
		"fd77:1::1", "fd77:1::2", "fd77:2::2", "::", "::",
		"::ffff:127.0.0.1", "::ffff:10.77.1.2", "fe80::1", "ff02::1",
		"2001:db8::1",
	};
	struct sockaddr_in6 *sin6 = at;

	memset(sin6, 0, sizeof(*sin6));
	sin6->sin6_family = AF_INET6;
	sin6->sin6_port = some_port();
	inet_pton(AF_INET6, percent(50) ? "::1" : RNG_PICK(&rng, hosts),
		  &sin6->sin6_addr);
	if (percent(5))
		sin6->sin6_scope_id = some_word();
	if (percent(5))
		sin6->sin6_flowinfo = some_word();
	return sizeof(*sin6);
}

/**
 * put_address - lay out an address
 * @at: where; 28 bytes at most
 *
 * Return: its length.
 */
size_t put_address(void *at)
{
	size_t len = percent(60) ? put_v4(at) : put_v6(at);

	if (percent(3))
		((struct sockaddr *)at)->sa_family = below(50);
	return len;
}

/**
 * put_addresses - lay out addresses one behind the other
 * @at: where
 * @n: how many
 *
 * Return: their length.
 */
size_t put_addresses(void *at, unsigned int n)
{
	size_t len = 0;

	while (n--)
		len += put_address((char *)at + len);
	return len;
}

/**
 * put_id - lay out an id to be looked up when the call is made, or a wrong one
 * @c: the call
 * @at: where
 */
void put_id(struct call *c, void *at)
{
	uint32_t id = percent(80) ? below(3) : some_word();

	memcpy(at, &id, sizeof(id));
	if (percent(70)) {
		c->id_at = at;
		c->id = below(4);
	}
}

/**
 * some_size - how long a message or a buffer is, mostly short
 *
 * Return: bytes.
 */
size_t some_size(void)
{
	static const size_t limits[] = { 16, 200, 1500, 10000, 70000, 200000 };

	return below(limits[below(1 + below(ARRAY_SIZE(limits)))]);
}

/**
 * on_socket - a call whose first argument is a socket
 * @c: the call
 * @name: its name
 * @nr: its number
 */
void on_socket(struct call *c, const char *name, long nr)
{
	c->name = name;
	c->nr = nr;
	c->args[0] = some_socket();
	c->fd_args = 1;
}
