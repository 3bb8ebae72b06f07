#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Busy polling: who waits for a message asks the device for it. A veth device
# with GRO has NAPI; netem lets each message come when somebody waits already,
# unless the machine is busy.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

# shellcheck disable=SC2034
SMOKE=(busy_poll__no_napi)

ROUNDS=50

# busy_polled: packets that came by busy polling to $B.
busy_polled()
{
	# shellcheck disable=SC2016	# they are awk's
	b awk '$1 == "TcpExt:" && !n { n = split($0, name); next }
	       $1 == "TcpExt:" {
			for (i = 1; i <= n; i++)
				if (name[i] == "BusyPollRxPackets")
					print $i
	       }' /proc/net/netstat
}

# received HOW: messages; how many packets came by busy polling in $POLLED.
received()
{
	local before

	topo_direct
	a ethtool -K a1 tso off >/dev/null
	b ethtool -K b1 gro "${GRO:-on}" >/dev/null
	say tc -n "$A" qdisc add dev a1 root netem delay 3ms
	before=$(busy_polled)
	[ -n "$before" ] || skip "this kernel does not count"
	ID=$(say "$NET_BUILD/busy" "$1" "$A" 10.77.1.1 "$B" 10.77.1.2 $ROUNDS |
		tee /dev/stderr | tail -n 1)
	POLLED=$(($(busy_polled) - before))
	diag "NAPI id $ID, $POLLED packets by busy polling"
}

# most HOW: the device was asked for them, and had them.
most()
{
	received "$1"
	[ "$ID" -gt 0 ] || fail "no NAPI id"
	[ "$POLLED" -ge $((ROUNDS / 2 / KTAP_SCALE)) ] || spoilt "hardly any"
}

test_busy_poll__recv()
{
	attempts 5 most recv
}

# For epoll the sysctl says for how long.
test_busy_poll__epoll()
{
	local was

	was=$(sysctl -n net.core.busy_poll)
	at_end "sysctl -qw net.core.busy_poll=$was"
	say sysctl -qw net.core.busy_poll=50000
	attempts 5 most epoll
}

# poll(2) gives the device back between two looks, when what came meanwhile is
# taken by the softirq: most of it is not counted.
test_busy_poll__poll()
{
	local was

	was=$(sysctl -n net.core.busy_poll)
	at_end "sysctl -qw net.core.busy_poll=$was"
	say sysctl -qw net.core.busy_poll=50000
	received poll
	[ "$ID" -gt 0 ] || fail "no NAPI id"
}

# A device without NAPI is waited for.
test_busy_poll__no_napi()
{
	GRO=off
	received recv
	[ "$POLLED" -eq 0 ] || fail "who was asked?"
}

tests_main "$@"
