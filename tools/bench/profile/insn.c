// SPDX-License-Identifier: GPL-2.0-only
/*
 * A QEMU plugin that counts executed instructions by address.
 *
 * With -icount, time in the virtual machine is a count of instructions, so
 * these are its exact profile: no sampling, no skid. Each block of translated
 * code has a counter that the generated code itself increments. At the end
 * "address instructions runs" goes to the file given with out=, for symbols.py.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin.h"

int qemu_plugin_version = 1;

/*
 * A block of code, how many of its instructions were executed, and how many
 * times it was entered: that of a function's first block is its calls.
 */
struct block {
	struct block *next;
	uint64_t addr;
	uint64_t insns;
	uint64_t runs;
};

#define BUCKETS	65536

static struct block *blocks[BUCKETS];
static const char *out;

static struct block *block_at(uint64_t addr)
{
	struct block **head = &blocks[(addr * 0x9e3779b97f4a7c15ULL) >> 48];
	struct block *b;

	for (b = *head; b; b = b->next)
		if (b->addr == addr)
			return b;
	b = calloc(1, sizeof(*b));
	if (!b)
		abort();
	b->addr = addr;
	b->next = *head;
	*head = b;
	return b;
}

static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	struct block *b = block_at(qemu_plugin_tb_vaddr(tb));

	qemu_plugin_register_vcpu_tb_exec_inline(tb, INLINE_ADD_U64, &b->insns,
						 qemu_plugin_tb_n_insns(tb));
	qemu_plugin_register_vcpu_tb_exec_inline(tb, INLINE_ADD_U64, &b->runs,
						 1);
}

static void report(qemu_plugin_id_t id, void *p)
{
	FILE *f = fopen(out, "w");
	struct block *b;
	size_t i;

	if (!f) {
		perror(out);
		return;
	}
	for (i = 0; i < BUCKETS; i++)
		for (b = blocks[i]; b; b = b->next)
			if (b->insns)
				fprintf(f, "%" PRIx64 " %" PRIu64
					" %" PRIu64 "\n",
					b->addr, b->insns, b->runs);
	fclose(f);
}

int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info,
			int argc, char **argv)
{
	int i;

	for (i = 0; i < argc; i++)
		if (!strncmp(argv[i], "out=", 4))
			out = strdup(argv[i] + 4);
	if (!out) {
		fprintf(stderr, "insn: out=FILE is missing\n");
		return -1;
	}
	qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
	qemu_plugin_register_atexit_cb(id, report, NULL);
	return 0;
}
