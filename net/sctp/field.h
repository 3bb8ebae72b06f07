/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Fields that a table describes by offset and size: unsigned numbers and bools.
 */
#ifndef _SCTP_FIELD_H
#define _SCTP_FIELD_H

#include <linux/types.h>

/**
 * sctp_field_read() - the value of a field
 * @field: where it is
 * @size: its bytes: 1, 2 or 4
 *
 * Return: the value.
 */
static inline u32 sctp_field_read(const void *field, u16 size)
{
	switch (size) {
	case sizeof(u8):
		return *(const u8 *)field;
	case sizeof(u16):
		return *(const u16 *)field;
	default:
		return *(const u32 *)field;
	}
}

/**
 * sctp_field_write() - change a field that others may read at the same time
 * @field: where it is
 * @size: its bytes: 1, 2 or 4
 * @val: its new value; 0 or 1 for a bool
 */
static inline void sctp_field_write(void *field, u16 size, u32 val)
{
	switch (size) {
	case sizeof(u8):
		WRITE_ONCE(*(u8 *)field, val);
		break;
	case sizeof(u16):
		WRITE_ONCE(*(u16 *)field, val);
		break;
	default:
		WRITE_ONCE(*(u32 *)field, val);
	}
}

#endif
