/* SPDX-License-Identifier: GPL-2.0-only */
/* How much memory is charged, and how much may be */
#ifndef SELFTESTS_NET_LIMITS_H
#define SELFTESTS_NET_LIMITS_H

int sock_rmem(int fd);
long file_number(const char *path, const char *format);
long proto_pages(void);
long proto_pages_reserve(void);
void limit_pages(long pages);

#endif
