/* SPDX-License-Identifier: GPL-2.0-only */
/* What both example programs of the API draft of 2002 have */
#ifndef APPS_DRAFT_ECHO_H
#define APPS_DRAFT_ECHO_H

#include <netinet/in.h>
#include <netinet/sctp.h>
#include <linux/sctp_compat.h>

#define ECHO_PORT	7

void die(const char *what);
int echo_socket(int type, int backlog);
void ask_for_all(int fd);
int echo(int fd);

#endif
