/* SPDX-License-Identifier: GPL-2.0-only */
/* The types of the running kernel */
#ifndef SELFTESTS_NET_BTF_H
#define SELFTESTS_NET_BTF_H

#include <stdbool.h>

bool btf_open(void);
int btf_func(const char *name);
int btf_offset(const char *type, const char *member);

#endif
