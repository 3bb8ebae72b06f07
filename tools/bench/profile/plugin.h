/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What insn.c needs of QEMU's plugin interface, version 1, which has no header
 * in Debian's packages.
 */
#ifndef _PLUGIN_H
#define _PLUGIN_H

#include <stddef.h>
#include <stdint.h>

typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;
struct qemu_info;

size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *tb);
void
qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id,
				      void (*cb)(qemu_plugin_id_t id,
						 struct qemu_plugin_tb *tb));
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb *tb, int op,
					      void *ptr, uint64_t imm);
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id,
				    void (*cb)(qemu_plugin_id_t id, void *p),
				    void *p);
int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info *info,
			int argc, char **argv);

#define INLINE_ADD_U64	0

#endif
