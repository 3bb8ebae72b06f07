# SPDX-License-Identifier: GPL-2.0-only
#
# make                build sctp.ko, sctp_diag.ko for the running kernel
# make KDIR=<headers> build it for another one
# make run            show it at work in a virtual machine
# make check          everything that can be tested; see Documentation/testing.md
# make help           the rest

# The running kernel's headers, else the newest Debian 6.1 headers installed,
# else those scripts/kernel keeps.
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/sctp-ko
KDIR ?= $(firstword $(wildcard /lib/modules/$(shell uname -r)/build) \
	$(shell ls -d /lib/modules/6.1.*-amd64/build 2>/dev/null | sort -rV) \
	$(wildcard $(CACHE)/kernels/6.1/build))

# before lksctp-tools' page of the same name, in /usr/share/man
MANDIR ?= /usr/local/share/man

PARTS := check-style check-unit check-sim check-fuzz check-vm check-debug \
	check-interop check-apps

all: sctp.ko

# Always asked: only kbuild knows what a change makes stale.
sctp.ko: kdir FORCE
	+$(MAKE) -C $(KDIR) M=$(CURDIR) modules

# Into updates/, where modprobe finds it before the kernel's own. There is no key
# to sign it with, and Debian's headers lack the file that would have kbuild run
# depmod.
install: sctp.ko
	$(MAKE) -C $(KDIR) M=$(CURDIR) INSTALL_MOD_DIR=updates \
		INSTALL_MOD_STRIP=1 CONFIG_MODULE_SIG_ALL= modules_install
	depmod $(if $(INSTALL_MOD_PATH),-b $(INSTALL_MOD_PATH)) \
		$$(cut -s -d '"' -f 2 $(KDIR)/include/generated/utsrelease.h)
	install -D -m 644 Documentation/sctp.7 \
		$(DESTDIR)$(MANDIR)/man7/sctp.7

modules_install: install

clean: kdir
	$(MAKE) -C $(KDIR) M=$(CURDIR) clean
	rm -rf build

kdir:
	@test -n "$(KDIR)" -a -f "$(KDIR)/Makefile" || { \
		echo "no kernel headers at '$(KDIR)':" \
			"run make deps, or give KDIR=" >&2; exit 1; }

deps:
	scripts/deps

run:
	scripts/run-demo

check:
	scripts/check

$(PARTS):
	scripts/check $@

dist deb rpm:
	scripts/package $@

bench:
	scripts/deps build vm bench
	tools/bench/run

bench-curves:
	scripts/deps build vm bench
	tools/bench/curves

bench-cc:
	scripts/deps build vm bench
	tools/bench/cc

help:
	@echo 'all (default)   build the modules (KDIR=<headers> for another kernel)'
	@echo 'install         install them into updates/ (as root)'
	@echo 'clean           remove what was built'
	@echo 'deps            install the Debian packages needed'
	@echo 'run             show it at work in a virtual machine'
	@echo 'check           all checks; one part alone:'
	@for part in $(PARTS); do echo "  $$part"; done
	@echo 'dist            source package, in build/packages'
	@echo 'deb             sctp-dkms for Debian; rpm: for others'
	@echo 'bench           measure, beside in-tree SCTP and TCP'
	@echo 'bench-curves    how costs grow: associations, ports, streams, loss'
	@echo 'bench-cc        congestion controls beside those of TCP'

.PHONY: all install modules_install clean kdir deps run check $(PARTS) bench \
	bench-curves bench-cc
.PHONY: help dist deb rpm FORCE
