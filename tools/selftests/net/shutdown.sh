#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# How long an association is kept whose peer answers no more while it is shut
# down.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=(shutdown__guard)
INTREE_FAILS[shutdown__guard]="there is no such sysctl"

# rows N: that many associations in $A.
rows()
{
	[ "$(a cat /proc/net/sctp/assocs | wc -l)" -eq $((1 + $1)) ]
}

# A process sends, closes and is gone; nothing reaches the peer.
test_shutdown__guard()
{
	local fd server start took

	topo_direct
	say a sysctl -qw net.sctp.shutdown_guard=2000
	ip netns exec "$B" socat -u SCTP-LISTEN:7000 - >/dev/null 2>&1 &
	server=$!
	wait_for 10 b grep -q 7000 /proc/net/sctp/eps
	exec {fd}> >(exec ip netns exec "$A" \
		socat -u - SCTP:10.77.1.2:7000 2>/dev/null)
	wait_for 10 rows 1
	say tc -n "$A" qdisc add dev a1 root netem loss 100%
	say tc -n "$A" qdisc add dev a2 root netem loss 100%
	echo lost >&"$fd"
	start=$SECONDS
	exec {fd}>&-
	wait_for 20 rows 0
	took=$((SECONDS - start))
	diag "given up after $took s"
	[ "$took" -ge 1 ] || fail "it did not wait"
	[ "$took" -le $((8 * KTAP_SCALE)) ] || fail "it waited longer"
	tc -n "$A" qdisc del dev a1 root
	tc -n "$A" qdisc del dev a2 root
	kill "$server"
}

tests_main "$@"
