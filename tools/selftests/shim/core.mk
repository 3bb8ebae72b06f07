# SPDX-License-Identifier: GPL-2.0-only
#
# The protocol core in user space, for whoever includes this: objects of
# core and shim with the flags in CFLAGS, in $(O). Set TOP and O before.

CORE_SRC := $(wildcard $(addprefix $(TOP)/net/sctp/core/,*.c */*.c))
SHIM_DIR := $(TOP)/tools/selftests/shim
SHIM_SRC := $(wildcard $(SHIM_DIR)/*.c)
CORE_OBJ := $(patsubst $(TOP)/net/sctp/core/%.c,$(O)/core/%.o,$(CORE_SRC))
SHIM_OBJ := $(patsubst $(SHIM_DIR)/%.c,$(O)/shim/%.o,$(SHIM_SRC))

SAN ?= -fsanitize=address,undefined -fno-sanitize-recover=all
CPPFLAGS += -I$(SHIM_DIR) -I$(TOP)/net/sctp -MMD -MP
CFLAGS += -std=gnu11 -O2 -g -fno-strict-aliasing -fno-omit-frame-pointer
CFLAGS += -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare
CFLAGS += -Wno-missing-field-initializers -Wno-address-of-packed-member $(SAN)

$(O)/core/%.o: $(TOP)/net/sctp/core/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(O)/shim/%.o: $(SHIM_DIR)/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(O)/%.o: %.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

V ?= 0
Q = $(if $(filter 0,$(V)),@,)

-include $(wildcard $(O)/*.d $(O)/core/*.d $(O)/core/*/*.d $(O)/shim/*.d)
