#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# How soon what is lost comes again, what is only late is left alone, and what
# the sysctls that decide this change. Round trips take 20 ms, RTO.Min is a
# second.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=(recovery__loss)
# shellcheck disable=SC2034
LIMIT=([recovery__loss]=120 [recovery__reordering]=90 [recovery__tail]=60
	[recovery__head]=60)

# topo_slow NETEM-ARGUMENT...: a router that delays, and does more to what goes to
# $B. Single packets, so that each has a fate of its own.
topo_slow()
{
	topo_router
	a ethtool -K a1 gso off tso off tx-sctp-segmentation off >/dev/null
	b ethtool -K b1 gso off tso off tx-sctp-segmentation off >/dev/null
	say tc -n "$R" qdisc replace dev rb root netem limit 10000 "$@"
	say tc -n "$R" qdisc replace dev ra root netem limit 10000 delay 10ms
}

# knobs RACK PROBE: how losses are found.
knobs()
{
	say a sysctl -qw net.sctp.rack="$1" net.sctp.tail_loss_probe="$2"
}

# lose MATCH...: each third packet from $A that matches.
lose()
{
	tc -n "$R" qdisc add dev ra clsact
	say tc -n "$R" filter add dev ra ingress protocol ip u32 "$@" \
		action pass random determ drop 3 ||
		skip "this kernel cannot drop every third packet"
}

# moved ARGUMENT...: xfer with its output shown and in $LOG.
moved()
{
	LOG=$(mktemp)
	say xfer "${ROUTED[@]}" "$@" | tee "$LOG"
	wait_for 20 quiet
}

# number EXPRESSION: what \1 is in the log of the transfer.
number()
{
	sed -n "s/$1/\\1/p" "$LOG" | head -n 1
}

resent()
{
	number '.*client:.* \([0-9]*\) chunks sent again.*'
}

slowest()
{
	number '.*the slowest \([0-9]*\) ms'
}

# Messages of six packets, the last of them 788 bytes long.
tail_lost()
{
	local with

	topo_slow delay 10ms
	lose match u16 788 0xffff at 2
	knobs 1 1
	moved -1 -n 12 -z 8000:8000 -s 1
	with=$(slowest)
	[ "$(resent)" -ge 3 ] || fail "nothing was lost: nothing was tested"
	knobs 1 0
	moved -1 -n 6 -z 8000:8000 -s 1
	[ "$(slowest)" -ge 1000 ] || fail "without probes $(slowest) ms"
	[ "$with" -lt $((600 * KTAP_SCALE)) ] || spoilt "with probes $with ms"
}

test_recovery__tail()
{
	attempts 3 tail_lost
}

# The first packet of a message of three, the only one with the B bit.
head_lost()
{
	local with

	topo_slow delay 10ms
	lose match u32 0x00020000 0xff030000 at 32
	knobs 1 1
	moved -1 -n 12 -z 4000:4000 -s 1
	with=$(slowest)
	[ "$(resent)" -ge 3 ] || fail "nothing was lost: nothing was tested"
	knobs 0 0
	moved -1 -n 6 -z 4000:4000 -s 1
	[ "$(slowest)" -ge 1000 ] || fail "by counting $(slowest) ms"
	[ "$with" -lt $((250 * KTAP_SCALE)) ] || spoilt "by time $with ms"
}

test_recovery__head()
{
	attempts 3 head_lost
}

# Up to 2 ms late: less than the reordering window. A machine that stands still
# for longer than that adds lateness of its own, hence three attempts.
test_recovery__reordering()
{
	local rack counting try

	topo_slow delay 11ms 1ms
	for try in 1 2 3; do
		knobs 0 0
		moved -n 300 -z 10000:10000 -s 1
		counting=$(resent)
		knobs 1 1
		moved -n 300 -z 10000:10000 -s 1
		rack=$(resent)
		diag "$try: sent again: $rack by time, $counting by counting"
		[ "$counting" -ge 20 ] || fail "nothing was reordered"
		[ $((rack * 4)) -gt "$counting" ] || return 0
	done
	fail "sent again needlessly"
}

test_recovery__loss()
{
	local n=1000

	[ "$KTAP_SCALE" -eq 1 ] || n=50
	topo_slow delay 10ms loss 1%
	knobs 0 0
	moved -n $n -z 5000:5000 -t 100
	knobs 1 1
	moved -n $n -z 5000:5000 -t 100
}

tests_main "$@"
