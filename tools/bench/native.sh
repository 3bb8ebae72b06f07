# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# What tools/bench/run asks before it measures on the machine itself.

# native_stack LOAD: whose SCTP this machine has, "ours" or "intree". It is
# loaded only if LOAD is not empty.
native_stack()
{
	if ((EUID)); then
		echo "bench: --native makes network namespaces: be root" >&2
		return 1
	fi
	if [[ ! -d /sys/module/sctp && $1 ]]; then
		modprobe sctp || return
	fi
	if [[ ! -d /sys/module/sctp ]]; then
		echo "bench: no module sctp is loaded; --load loads it" >&2
		return 1
	fi
	# O is for out of tree.
	case $(</sys/module/sctp/taint) in
	*O*) echo ours ;;
	*) echo intree ;;
	esac
}
