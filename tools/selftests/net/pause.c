// SPDX-License-Identifier: GPL-2.0-only
/* Make calls linger where things can change */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "ktap.h"
#include "pause.h"

static void set(const char *name, unsigned int val)
{
	char path[64], text[16];
	int fd;

	snprintf(path, sizeof(path), "/sys/module/sctp/parameters/%s", name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0 && ktap_on_intree())
		return;
	CHECK_OK(fd);
	snprintf(text, sizeof(text), "%u", val);
	CHECK_OK(write(fd, text, strlen(text)));
	close(fd);
}

/**
 * pause_at - have calls linger; Linux's own cannot be told to
 * @places: PAUSE_*, 0 for none any more
 * @ms: for how long, multiplied with ktap_scale()
 */
void pause_at(unsigned int places, unsigned int ms)
{
	set("pause_ms", ms * ktap_scale());
	set("pause_at", places);
}
