# SPDX-License-Identifier: GPL-2.0-only
#
# The programs play and judge, for scripts of calls and scripts of packets.
# Set before: top, src, where the Makefile is, objects, of play, and LDLIBS.

tests := $(top)/tools/selftests
dirs := $(src) $(addprefix $(tests)/,net abi differential)
out := $(top)/build/$(notdir $(src))

CFLAGS ?= -O2 -g
CFLAGS += -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror
CFLAGS += -Wno-missing-field-initializers
CPPFLAGS += -I$(top)/include/uapi $(dirs:%=-I%)

vpath %.c $(dirs)

all: $(out)/play $(out)/judge

$(out)/play: $(objects:%=$(out)/%.o)
	$(CC) $(CFLAGS) $(LDFLAGS) -static -o $@ $^ $(LDLIBS)

$(out)/judge: $(out)/judge.o $(out)/output.o
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

headers := $(wildcard $(dirs:%=%/*.h)) $(top)/include/uapi/linux/sctp.h

$(out)/%.o: %.c $(headers)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

expected: all
	$(src)/run -w

clean:
	rm -rf $(out)

.PHONY: all expected clean
