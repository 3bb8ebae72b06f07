#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Pacing: SO_MAX_PACING_RATE is kept to, with fq and without it, in small bursts;
# and net.sctp.pacing.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=(pacing__fq)

# What is moved takes KBIT / RATE = 0.8 s at least, without any headers.
RATE=20000
[ "$KTAP_SCALE" -eq 1 ] || RATE=2000
KBIT=$((RATE * 8 / 10))
LEAST=780
LOAD=(-n $((KBIT / 160)) -z 20000:20000)

# moved ARGUMENT...: xfer with its output shown; how long it took in $MS, chunks
# sent again in $RESENT.
moved()
{
	local log

	log=$(mktemp)
	say xfer "$@" | tee "$log"
	MS=$(sed -n 's/^# \([0-9]*\) ms$/\1/p' "$log")
	RESENT=$(sed -n 's/.*client:.* \([0-9]*\) chunks sent again.*/\1/p' \
		"$log")
	wait_for 20 quiet
}

# kept_rate: it took no less than the rate says, and not much more: a machine
# that stands still is not given back its time.
kept_rate()
{
	[ "$MS" -ge $LEAST ] || fail "$MS ms, $LEAST at least"
	[ "$MS" -le $((4 * LEAST * KTAP_SCALE)) ] || spoilt "$MS ms"
}

# fq: on the way out of $A.
fq()
{
	say tc -n "$A" qdisc add dev a1 root fq ||
		skip "this kernel has no fq"
}

# fq had room for all that came.
fq_dropped_none()
{
	tc -n "$A" -s qdisc show dev a1 | sed 's/^/# /'
	tc -n "$A" -s qdisc show dev a1 | grep -q 'dropped 0,' ||
		fail "fq dropped packets"
}

# paced_by_fq ARGUMENT...: all of it.
paced_by_fq()
{
	topo_direct
	fq
	moved "$@" "${LOAD[@]}" -R $RATE
	kept_rate
	fq_dropped_none
}

test_pacing__fq()
{
	attempts 3 paced_by_fq "${DIRECT[@]}"
}

test_pacing__fq_v6()
{
	attempts 3 paced_by_fq "${DIRECT_V6[@]}"
}

# fq knows neither the state nor the flow of such sockets.
test_pacing__fq_one_to_many()
{
	attempts 3 paced_by_fq "${DIRECT[@]}" -Q
}

# paced ARGUMENT...: the same without fq.
paced()
{
	topo_direct
	moved "$@" "${LOAD[@]}" -R $RATE
	kept_rate
}

test_pacing__no_fq()
{
	attempts 3 paced "${DIRECT[@]}"
}

test_pacing__no_fq_one_to_many()
{
	attempts 3 paced "${DIRECT[@]}" -Q
}

# Both directions: an accepted socket has what the listening one was told.
test_pacing__accepted()
{
	attempts 3 paced "${DIRECT[@]}" -D
}

single_packets()
{
	topo_direct
	a ethtool -K a1 gso off tso off tx-sctp-segmentation off >/dev/null
	moved "${DIRECT[@]}" "${LOAD[@]}" -R $RATE
	kept_rate
}

test_pacing__single_packets()
{
	attempts 3 single_packets
}

# topo_shallow RATE BYTES: a router that has little room for what comes faster.
topo_shallow()
{
	topo_router
	say tc -n "$R" qdisc add dev rb root tbf rate "$1" burst 3200 limit "$2"
}

# fewer_lost BEFORE ARGUMENT...: what xfer sends again is next to nothing now. A
# router that stands still for some milliseconds drops packets whose sender does
# not: then it is tried again. Bursts are too many each time.
fewer_lost()
{
	local before=$1 try

	shift
	[ "$before" -gt 8 ] || skip "too slow to lose anything"
	for try in 1 2 3 4; do
		moved "$@"
		diag "sent again: $before in bursts, $RESENT paced"
		[ $((RESENT * 4)) -ge "$before" ] || return 0
		diag "try $try"
	done
	fail "still lost"
}

# The bursts of a window overflow the router, trains of a millisecond do not.
small_bursts()
{
	local bursts

	topo_shallow $((RATE * 5 / 4))kbit 12000
	moved "${ROUTED[@]}" "${LOAD[@]}"
	bursts=$RESENT
	fewer_lost "$bursts" "${ROUTED[@]}" "${LOAD[@]}" -R $RATE
	kept_rate
}

test_pacing__small_bursts()
{
	attempts 2 small_bursts
}

# The first window at once, or over the round trip.
test_pacing__window()
{
	local bursts

	topo_shallow 200mbit 40000
	say tc -n "$R" qdisc add dev ra root netem limit 10000 delay 20ms
	say a sysctl -qw net.sctp.initial_window=60
	moved "${ROUTED[@]}" -n 1 -z 80000:80000
	bursts=$RESENT
	say a sysctl -qw net.sctp.pacing=1
	fewer_lost "$bursts" "${ROUTED[@]}" -n 1 -z 80000:80000
}

tests_main "$@"
