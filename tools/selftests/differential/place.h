/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Addresses and ports by name, the same names for both families.
 *
 *	name	IPv4		IPv6
 *	any	0.0.0.0		::
 *	l1	127.0.0.1	::1
 *	l2	127.0.0.2	::ffff:127.0.0.2
 *	m1	127.0.0.1	::ffff:127.0.0.1
 *	h1	10.77.0.1	fd77::1
 *	h2	10.77.0.2	fd77::2
 *	away	198.51.100.1	2001:db8::1, to which there is no route
 *
 *	p0	port 0, p1 and so on ports to bind to
 */
#ifndef DIFFERENTIAL_PLACE_H
#define DIFFERENTIAL_PLACE_H

#include <stdio.h>
#include <sys/socket.h>

socklen_t place_addr(int family, const char *name, struct sockaddr_storage *ss);
void place_put(FILE *out, const struct sockaddr_storage *ss);
void place_furnish(void);

#endif /* DIFFERENTIAL_PLACE_H */
