// SPDX-License-Identifier: GPL-2.0-only
/* The TCP-style example of the API draft of 2002, for one association */
#include <sys/socket.h>
#include <unistd.h>

#include "draft_echo.h"

int main(void)
{
	int listener = echo_socket(SOCK_STREAM, 1);
	int fd = accept(listener, NULL, NULL);

	if (fd < 0)
		die("accept");
	ask_for_all(fd);
	return !echo(fd);
}
