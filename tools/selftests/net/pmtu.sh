#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A link behind the router takes smaller packets than the host's own, and the
# router says so by ICMP. Whatever route the packets took has to learn it.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=(pmtu__rule_by_ports)

V4=("${ROUTED[@]}")
V6=(-a fd77:1::1 -b fd77:2::2)
BULK=(-n 200 -z 1:9000 -t 15)

# topo_narrow: the router's second link is narrow.
topo_narrow()
{
	topo_router
	ip_all "$R" "link set rb mtu 1300"
	ip_all "$B" "link set b1 mtu 1300"
}

# only_by RULE...: nothing but what the rule says has a route to $B.
only_by()
{
	local family via

	for family in -4 -6; do
		[ $family = -4 ] && via=10.77.1.254 || via=fd77:1::fe
		a ip $family route del default
		a ip $family route add default via $via table 100
		a ip $family rule add "$@" lookup 100
	done
}

# moved ARGUMENT...: with both families.
moved()
{
	say xfer "${V4[@]}" "${BULK[@]}" "$@"
	say xfer "${V6[@]}" "${BULK[@]}" "$@"
}

test_pmtu__plain()
{
	topo_narrow
	moved
}

test_pmtu__rule_by_mark()
{
	topo_narrow
	only_by fwmark 7
	moved -k 7
}

# The kernel's own tables are asked without ports.
test_pmtu__rule_by_ports()
{
	topo_narrow
	only_by ipproto sctp dport 5000
	moved
}

# Another way to $B, in the main table, is not the one of the packets.
test_pmtu__rule_beside_another_route()
{
	topo_narrow
	only_by ipproto sctp dport 5000
	ip_all "$A" "route add 10.77.2.0/24 via 10.77.1.253 dev a1" \
		"route add fd77:2::/64 via fd77:1::fd dev a1"
	moved
}

test_pmtu__rule_by_user()
{
	topo_narrow
	only_by uidrange 0-0
	moved
}

# next_hops: two ways to $B, none of which has learnt anything.
next_hops()
{
	ip_all "$A" "route replace default nexthop via 10.77.1.254 nexthop via 10.77.1.253"
	a ip -6 route del default
	a ip -6 route add default nexthop via fd77:1::fe nexthop via fd77:1::fd
}

# Which of several next hops a packet takes may depend on its ports, and on a
# source that is not known when the route is chosen. The second transfer finds
# a next hop that has learnt, and need not be on its way at first.
test_pmtu__several_next_hops()
{
	local n

	topo_narrow
	ip_all "$R" "addr add 10.77.1.253/24 dev ra" \
		"addr add fd77:1::fd/64 dev ra nodad"
	a sysctl -qw net.ipv4.fib_multipath_hash_policy=1 \
		net.ipv6.fib_multipath_hash_policy=1
	for n in 1 2 3 4 5 6 7 8; do
		next_hops
		a sysctl -qw net.ipv4.ip_local_port_range="5000$n 5000$n"
		moved -S "$n" -n 20
		moved -S "$n" -n 20
	done
}

# Packets larger than the link go out in fragments, as the user wants it.
test_pmtu__fixed_above_the_link()
{
	topo_direct
	say xfer "${DIRECT[@]}" "${BULK[@]}" -P 4000
	say xfer "${DIRECT_V6[@]}" "${BULK[@]}" -P 4000
}

tests_main "$@"
