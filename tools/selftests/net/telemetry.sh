#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Telemetry of transfers over links that are slow, or lose or reorder packets,
# as /proc/net/sctp/telemetry shows it while they go on.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=(telemetry__loss)
for test in telemetry__loss telemetry__reordering telemetry__rate_of_a_link; do
	INTREE_FAILS[$test]="there is no telemetry"
done

# Bytes a second of the slow link.
RATE=1250000
[ "$KTAP_SCALE" -eq 1 ] || RATE=125000

# watched PERCENT ARGUMENT...: xfer; $SEEN is what the file had at that point.
watched()
{
	local percent=$1

	shift
	SEEN=$(mktemp)
	a sysctl -qw net.sctp.telemetry=1
	say xfer "$@" -x "$percent:ip netns exec $A \
cat /proc/net/sctp/telemetry >$SEEN"
	sed 's/^/# /' "$SEEN"
	wait_for 20 quiet
}

# field NAME: of the association, the line whose address is a star.
field()
{
	awk -v name="$1" '
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
		$at["RADDR"] == "*" { print $at[name]; exit }' "$SEEN"
}

# some FIELD: it is not 0.
some()
{
	[ "$(field "$1")" -gt 0 ] || fail "$1 is $(field "$1")"
}

# none FIELD...: they are 0.
none()
{
	local name

	for name; do
		[ "$(field "$name")" -eq 0 ] || fail "$name is $(field "$name")"
	done
}

test_telemetry__loss()
{
	topo_direct
	netem delay 5ms loss 5%
	watched 90 "${DIRECT[@]}" -n 1000 -z 1:3000
	some LOST-ACKS
	some RESENT
	some DELIVERED
	none LOST-ROUTE LOST-SIZE ECN
}

test_telemetry__reordering()
{
	topo_direct
	netem delay 20ms 2ms
	watched 90 "${DIRECT[@]}" -n 1000 -z 1:3000
	some REORDERED
	some REORDERING
}

# Half of it at least, on a busy machine, and not more than there is.
rate_of_a_link()
{
	local rate cwnd busy

	topo_router
	a ethtool -K a1 gso off tso off tx-sctp-segmentation off >/dev/null
	say tc -n "$R" qdisc replace dev rb root netem rate $((RATE * 8)) \
		limit 20
	watched 90 "${ROUTED[@]}" -n 200 -z 10000:10000
	rate=$(field RATE)
	cwnd=$(field CWND-LIM)
	busy=$(field BUSY)
	[ "$rate" -ge $((RATE / 2)) ] ||
		spoilt "$rate bytes a second"
	[ "$rate" -le $((RATE * 11 / 10)) ] ||
		spoilt "$rate bytes a second"
	[ "$cwnd" -ge $((busy / 2)) ] ||
		spoilt "cwnd limited $cwnd of $busy us"
}

test_telemetry__rate_of_a_link()
{
	attempts 4 rate_of_a_link
}

tests_main "$@"
