/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Values to set on a new socket: good ones, and ones to refuse.
 */
#ifndef ABI_ATTEMPTS_H
#define ABI_ATTEMPTS_H

#include <stddef.h>
#include <sys/socket.h>

/**
 * struct attempt - one value to set
 * @option: number
 * @text: the value as the source code has it
 * @value: the value
 * @len: its size in bytes
 */
struct attempt {
	int option;
	const char *text;
	const void *value;
	socklen_t len;
};

/**
 * struct sweep - a range of values for one field
 * @option: number
 * @text: name of the field
 * @value: what the rest of the argument holds
 * @len: size of the argument in bytes
 * @offset: where the field is
 * @size: of the field in bytes
 * @from: first value
 * @to: last value
 */
struct sweep {
	int option;
	const char *text;
	const void *value;
	socklen_t len;
	size_t offset;
	size_t size;
	unsigned int from;
	unsigned int to;
};

/* Both end with an element that has no text. */
extern const struct attempt attempts[];
extern const struct sweep sweeps[];

#endif /* ABI_ATTEMPTS_H */
