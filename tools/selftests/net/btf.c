// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the running kernel says of its own types: as much as a program needs
 * that is attached to a function and looks into structures.
 */
#include <fcntl.h>
#include <linux/btf.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "btf.h"

static const struct btf_header *btf;
static const char *names;

static const void *read_all(const char *file)
{
	int fd = open(file, O_RDONLY);
	char *buf = NULL;
	struct stat st;
	off_t got;
	ssize_t n;

	if (fd < 0)
		return NULL;
	if (!fstat(fd, &st))
		buf = malloc(st.st_size);
	for (got = 0; buf && got < st.st_size; got += n) {
		n = read(fd, buf + got, st.st_size - got);
		if (n <= 0)
			break;
	}
	close(fd);
	return buf;
}

static size_t size_of(const struct btf_type *t)
{
	unsigned int n = BTF_INFO_VLEN(t->info);

	switch (BTF_INFO_KIND(t->info)) {
	case BTF_KIND_INT:
	case BTF_KIND_VAR:
	case BTF_KIND_DECL_TAG:
		return sizeof(*t) + 4;
	case BTF_KIND_ARRAY:
		return sizeof(*t) + sizeof(struct btf_array);
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
		return sizeof(*t) + n * sizeof(struct btf_member);
	case BTF_KIND_ENUM:
		return sizeof(*t) + n * sizeof(struct btf_enum);
	case BTF_KIND_FUNC_PROTO:
		return sizeof(*t) + n * sizeof(struct btf_param);
	case BTF_KIND_DATASEC:
	case BTF_KIND_ENUM64:
		return sizeof(*t) + n * 12;
	default:
		return sizeof(*t);
	}
}

/* The first type that is the @id-th, or, if that is 0, of that kind and name */
static const struct btf_type *find(unsigned int want, unsigned int kind,
				   const char *name, unsigned int *id)
{
	const char *types = (const char *)(btf + 1) + btf->type_off;
	const struct btf_type *t;
	size_t off;

	*id = 1;
	for (off = 0; off < btf->type_len; off += size_of(t), ++*id) {
		t = (const void *)(types + off);
		if (want ? *id == want :
			   BTF_INFO_KIND(t->info) == kind &&
			   !strcmp(names + t->name_off, name))
			return t;
	}
	return NULL;
}

/* Members of unnamed structs and unions count as the structure's own */
static int offset(const struct btf_type *t, const char *name)
{
	const struct btf_member *m = (const void *)(t + 1);
	unsigned int i, id;
	int at, inner;

	for (i = 0; i < BTF_INFO_VLEN(t->info); i++) {
		at = (m[i].offset & 0xffffff) / 8;
		if (m[i].name_off && !strcmp(names + m[i].name_off, name))
			return at;
		if (m[i].name_off)
			continue;
		inner = offset(find(m[i].type, 0, NULL, &id), name);
		if (inner >= 0)
			return at + inner;
	}
	return -1;
}

/**
 * btf_open - read what there is
 *
 * Return: false when the kernel says nothing.
 */
bool btf_open(void)
{
	if (!btf)
		btf = read_all("/sys/kernel/btf/vmlinux");
	if (btf)
		names = (const char *)btf + btf->hdr_len + btf->str_off;
	return btf;
}

/**
 * btf_func - a function of the kernel
 * @name: its name
 *
 * Return: its id, or -1.
 */
int btf_func(const char *name)
{
	unsigned int id;

	return find(0, BTF_KIND_FUNC, name, &id) ? (int)id : -1;
}

/**
 * btf_offset - a member of a structure
 * @type: tag of the structure
 * @member: name of the member
 *
 * Return: its offset in bytes, or -1.
 */
int btf_offset(const char *type, const char *member)
{
	const struct btf_type *t;
	unsigned int id;

	t = find(0, BTF_KIND_STRUCT, type, &id);
	return t ? offset(t, member) : -1;
}
