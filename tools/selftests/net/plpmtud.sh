#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A link behind the router takes smaller packets than the host's own, and
# nobody says so: the hosts probe for its MTU (RFC 8899).

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=(plpmtud__silent_router)

V4=("${ROUTED[@]}")
V6=(-a fd77:1::1 -b fd77:2::2)
BULK=(-n 200 -z 1:9000 -t 30)

for test in plpmtud__silent_router plpmtud__link_that_shrinks \
	plpmtud__router_that_says_so plpmtud__route_too_large; do
	LIMIT[$test]=90
done

# topo_silent: the router sends no ICMP errors; both hosts probe.
topo_silent()
{
	topo_router
	silent_router
	probing
}

probing()
{
	a sysctl -qw net.sctp.plpmtud_probe_interval=5000
	b sysctl -qw net.sctp.plpmtud_probe_interval=5000
}

# narrow: the router's second link takes 1300 bytes.
narrow()
{
	ip_all "$R" "link set rb mtu 1300"
}

# moved ARGUMENT...: with both families.
moved()
{
	say xfer "${V4[@]}" "${BULK[@]}" "$@"
	say xfer "${V6[@]}" "${BULK[@]}" "$@"
}

test_plpmtud__silent_router()
{
	topo_silent
	narrow
	moved
	moved -D
}

# What is in flight is lost until T3-rtx has expired twice.
test_plpmtud__link_that_shrinks()
{
	topo_silent
	say xfer "${V4[@]}" "${BULK[@]}" -x "50:ip -n $R link set rb mtu 1300"
	ip_all "$R" "link set rb mtu 1500"
	say xfer "${V6[@]}" "${BULK[@]}" -x "50:ip -n $R link set rb mtu 1300"
}

# Its ICMP errors are a hint: the routing tables do not learn.
test_plpmtud__router_that_says_so()
{
	topo_router
	probing
	narrow
	moved
	if a ip route get 10.77.2.2 | grep -q mtu; then
		fail "the routing tables have learnt"
	fi
}

# The host's route is wrong: no device takes such packets.
test_plpmtud__route_too_large()
{
	topo_router
	probing
	ip_all "$A" "route replace default via 10.77.1.254 mtu lock 9000"
	say xfer "${V4[@]}" "${BULK[@]}"
}

# With probing off a silent router stops large messages.
test_plpmtud__off_by_default()
{
	topo_silent
	a sysctl -qw net.sctp.plpmtud_probe_interval=0
	b sysctl -qw net.sctp.plpmtud_probe_interval=0
	# how long an association outlives its program
	a sysctl -qw net.sctp.shutdown_guard=1000
	b sysctl -qw net.sctp.shutdown_guard=1000
	narrow
	say xfer "${V4[@]}" -n 20 -z 100:900
	if say xfer "${V4[@]}" -n 20 -z 9000:9000 -t 8; then
		fail "nothing was lost"
	fi
	sleep 3
}

tests_main "$@"
