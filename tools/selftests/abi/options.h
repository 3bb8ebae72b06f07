/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every socket option there is: its number, its name and what its argument is
 * made of, so that a program can print any of them without knowing it.
 */
#ifndef ABI_OPTIONS_H
#define ABI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

#include <linux/sctp.h>

/* One past the highest number that is tried. */
#define OPTION_END	141

/**
 * enum field_kind - how to print a field
 * @FIELD_UINT: unsigned
 * @FIELD_HEX: unsigned, in hexadecimal
 * @FIELD_BE16: unsigned, from network byte order
 * @FIELD_ID: association id
 * @FIELD_ADDR: socket address
 * @FIELD_TIMING: depends on how fast the machine is: not printed
 * @FIELD_FD: file descriptor: only whether there is one
 */
enum field_kind {
	FIELD_UINT,
	FIELD_HEX,
	FIELD_BE16,
	FIELD_ID,
	FIELD_ADDR,
	FIELD_TIMING,
	FIELD_FD,
};

/**
 * enum tail_kind - what follows the fixed part of an argument
 * @TAIL_NONE: nothing
 * @TAIL_U8: bytes
 * @TAIL_U16: 16 bit numbers
 * @TAIL_ID: association ids
 * @TAIL_ADDR: socket addresses, one right after the other
 */
enum tail_kind {
	TAIL_NONE,
	TAIL_U8,
	TAIL_U16,
	TAIL_ID,
	TAIL_ADDR,
};

/**
 * struct field - one field of an argument
 * @name: what to call it
 * @offset: where it is, in bytes
 * @size: its size in bytes
 * @kind: how to print it
 */
struct field {
	const char *name;
	size_t offset;
	size_t size;
	enum field_kind kind;
};

/**
 * struct option - a socket option and its argument
 * @name: NULL for a number that means nothing
 * @size: size of the fixed part of the argument in bytes
 * @tail: what follows that
 * @fields: what is in it; ends with a nameless one
 * @spends: using it changes the association, or replaces the socket
 */
struct option {
	const char *name;
	size_t size;
	enum tail_kind tail;
	const struct field *fields;
	bool spends;
};

/**
 * struct names - what to call values that are of no interest themselves
 * @own: association at hand, "ID", or 0
 * @asked: id that was asked for, "asked", if it is not @own
 * @has_asked: whether there is one
 * @peer: address of the peer, "PEER", or of no family
 * @local: address of this end, "LOCAL", or of no family
 * @other: an address of neither, "OTHER", or of no family
 */
struct names {
	sctp_assoc_t own;
	sctp_assoc_t asked;
	bool has_asked;
	struct sockaddr_storage peer;
	struct sockaddr_storage local;
	struct sockaddr_storage other;
};

extern const struct option options[OPTION_END];

bool option_is_number(const struct option *option);
const struct field *option_field(const struct option *option,
				 enum field_kind kind);
void option_print(FILE *out, const struct option *option,
		  const unsigned char *value, size_t len,
		  const struct names *names);

#endif /* ABI_OPTIONS_H */
