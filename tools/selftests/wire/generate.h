/* SPDX-License-Identifier: GPL-2.0-only */
/* Scripts from numbers. */
#ifndef WIRE_GENERATE_H
#define WIRE_GENERATE_H

struct script;

void generate_script(unsigned long seed, struct script *script);

#endif /* WIRE_GENERATE_H */
