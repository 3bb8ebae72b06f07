#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# ECN over real queues that mark packets instead of dropping them.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

# A slow kernel does not fill a queue.
SMOKE=(ecn__everything_is_marked)

# What passes a bottleneck of 8 Mbit/s takes 1 s.
LOAD=(-n $((100 / KTAP_SCALE)) -z 10000:10000)

# patient_topo: nothing is sent again because the machine stood still; what was
# dropped still is.
patient_topo()
{
	topo_router
	a sysctl -qw net.sctp.tail_loss_probe=0 net.sctp.rto_min=3000
	b sysctl -qw net.sctp.tail_loss_probe=0 net.sctp.rto_min=3000
}

# bottleneck QDISC...: a router with little bandwidth, and a queue that marks.
bottleneck()
{
	patient_topo
	say tc -n "$R" qdisc add dev rb root handle 1: tbf rate 8mbit \
		burst 3200 limit 400000
	say tc -n "$R" qdisc add dev rb parent 1:1 handle 2: "$@" ||
		skip "this kernel has no ${1}"
}

# stats: of the queue, in $MARKED.
stats()
{
	local text

	text=$(tc -n "$R" -s qdisc show dev rb | sed 's/^/# /')
	echo "$text"
	MARKED=$(sed -n 's/.*ecn_mark \([0-9]*\).*/\1/p;
		s/^# *marked \([0-9]*\) .*/\1/p' <<<"$text" | head -n 1)
}

# moved ARGUMENT...: xfer with its output shown, chunks sent again in $RESENT.
moved()
{
	local log

	log=$(mktemp)
	say xfer "$@" | tee "$log"
	RESENT=$(sed -n 's/.*client:.* \([0-9]*\) chunks sent again.*/\1/p' \
		"$log")
	wait_for 20 quiet
}

# marked_only: the queue marked packets, and dropped none but a few without DATA,
# which may not be marked.
marked_only()
{
	stats
	[ "${MARKED:-0}" -gt 0 ] || fail "nothing was marked"
	[ "$RESENT" -eq 0 ] || fail "$RESENT chunks were sent again"
}

# A target of 2 ms, so that it marks before it is full.
CODEL=(fq_codel limit 1000 target 2ms interval 10ms ecn)

test_ecn__marks_instead_of_losses()
{
	bottleneck "${CODEL[@]}"
	moved "${ROUTED[@]}" "${LOAD[@]}"
	marked_only
}

test_ecn__marks_instead_of_losses_v6()
{
	bottleneck "${CODEL[@]}"
	moved -a fd77:1::1 -b fd77:2::2 "${LOAD[@]}"
	marked_only
}

test_ecn__both_directions()
{
	bottleneck "${CODEL[@]}"
	moved "${ROUTED[@]}" -D "${LOAD[@]}"
	marked_only
}

# With RED, and packets that are not merged or cut on the way.
test_ecn__red()
{
	bottleneck red limit 400000 min 6000 max 18000 avpkt 1500 burst 6 \
		probability 0.3 bandwidth 8mbit ecn
	a ethtool -K a1 gso off tso off tx-sctp-segmentation off >/dev/null
	moved "${ROUTED[@]}" "${LOAD[@]}"
	stats
	[ "${MARKED:-0}" -gt 0 ] || fail "nothing was marked"
}

# Every packet that may be marked is marked: it goes on, slowly.
test_ecn__everything_is_marked()
{
	patient_topo
	say tc -n "$R" qdisc add dev rb root fq_codel limit 1000 \
		ce_threshold 1us ecn || skip "this kernel has no fq_codel"
	moved "${ROUTED[@]}" "${LOAD[@]}"
	[ "$RESENT" -eq 0 ] || fail "$RESENT chunks were sent again"
}

# without NAMESPACE: it offers no ECN, so nothing may be marked.
without()
{
	bottleneck "${CODEL[@]}"
	ip netns exec "$1" sysctl -qw net.sctp.ecn_enable=0
	moved "${ROUTED[@]}" "${LOAD[@]}"
	stats
	[ "${MARKED:-0}" -eq 0 ] || fail "$MARKED packets were marked"
}

test_ecn__client_lacks_it()
{
	without "$A"
}

test_ecn__server_lacks_it()
{
	without "$B"
}

tests_main "$@"
