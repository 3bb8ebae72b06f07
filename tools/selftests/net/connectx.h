/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Older versions of sctp_connectx(), which older programs are linked to by the
 * symbol's version. The library has them, its header does not.
 */
#ifndef SELFTESTS_NET_CONNECTX_H
#define SELFTESTS_NET_CONNECTX_H

#include <netinet/in.h>
#include <netinet/sctp.h>

int __sctp_connectx(int fd, struct sockaddr *addrs, int addrcnt);
int sctp_connectx2(int fd, struct sockaddr *addrs, int addrcnt,
		   sctp_assoc_t *id);
int sctp_connectx3(int fd, struct sockaddr *addrs, int addrcnt,
		   sctp_assoc_t *id);

#endif
