// SPDX-License-Identifier: GPL-2.0-only
/*
 * MSG_ZEROCOPY, for whoever sends with it.
 */
#include <errno.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <linux/errqueue.h>

#include "zerocopy.h"

/**
 * zerocopy_on - set SO_ZEROCOPY, at the level where it can be had
 * @fd: socket
 *
 * Return: the level, -1 with errno.
 */
int zerocopy_on(int fd)
{
	int one = 1;

	if (!setsockopt(fd, SOL_SOCKET, SO_ZEROCOPY, &one, sizeof(one)))
		return SOL_SOCKET;
	if (errno != EOPNOTSUPP)
		return -1;
	return setsockopt(fd, IPPROTO_SCTP, SCTP_ZEROCOPY, &one, sizeof(one)) ?
	       -1 : IPPROTO_SCTP;
}

/**
 * zerocopy_read - read a completion
 * @fd: socket
 * @c: what it says
 *
 * Return: 1; 0 when there is none; -1 with errno, EPROTO for anything but a
 * completion.
 */
int zerocopy_read(int fd, struct completion *c)
{
	union {
		struct cmsghdr	align;
		char		room[256];
	} ctl;
	struct msghdr mh = { .msg_control = &ctl,
			     .msg_controllen = sizeof(ctl) };
	struct sock_extended_err ee;
	struct cmsghdr *cm;

	if (recvmsg(fd, &mh, MSG_ERRQUEUE) < 0)
		return errno == EAGAIN ? 0 : -1;
	cm = CMSG_FIRSTHDR(&mh);
	if (cm)
		memcpy(&ee, CMSG_DATA(cm), sizeof(ee));
	if (!cm || ee.ee_origin != SO_EE_ORIGIN_ZEROCOPY || ee.ee_errno ||
	    !(mh.msg_flags & MSG_ERRQUEUE)) {
		errno = EPROTO;
		return -1;
	}
	c->lo = ee.ee_info;
	c->hi = ee.ee_data;
	c->copied = ee.ee_code & SO_EE_CODE_ZEROCOPY_COPIED;
	return 1;
}
