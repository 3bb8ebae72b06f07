/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The user of the victim: a one-to-many socket, with all notifications.
 */
#ifndef WIRE_USER_H
#define WIRE_USER_H

#include <stdio.h>
#include <sys/socket.h>

void user_init(void);
void user_open(const struct sockaddr *addr, socklen_t len);
void user_listen(void);
void user_connect(const struct sockaddr *addr, socklen_t len);
int user_send(unsigned int len, unsigned int stream);
int user_end(int abort);
void user_close(void);
void user_look(FILE *out);

#endif /* WIRE_USER_H */
