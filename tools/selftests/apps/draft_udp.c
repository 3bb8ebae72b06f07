// SPDX-License-Identifier: GPL-2.0-only
/*
 * The UDP-style example of the API draft of 2002. Notifications of
 * associations and ancillary data are not on by default here (RFC 6458
 * section 6.2.1), and a backlog of 0 means that nobody is let in, as there.
 */
#include <sys/socket.h>

#include "draft_echo.h"

int main(void)
{
	int idle = 2;
	int fd = echo_socket(SOCK_SEQPACKET, 1);

	ask_for_all(fd);
	if (setsockopt(fd, IPPROTO_SCTP, SCTP_AUTOCLOSE, &idle, sizeof(idle)))
		die("setsockopt SCTP_AUTOCLOSE");
	return !echo(fd);
}
