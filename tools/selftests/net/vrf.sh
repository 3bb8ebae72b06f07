#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# VRFs: who reaches whom. Three peers with the same addresses; the host in the
# middle has one of them in the VRF red, one in blue, and one in no VRF.
#
#    ┌ $A ────────────┐     ┌ $B ─────────────────────────────────┐
#    │ a1  10.77.1.1  ├──────┤ b1 ┐  10.77.1.2  fd77:1::2          │
#    │     fd77:1::1  │     │    ├ red                            │
#    └────────────────┘     │ b4 ┘  10.77.4.2  fd77:4::2           │
#    ┌ $C ────────────┐     │                                     │
#    │ c1  10.77.1.1  ├──────┤ b2 ─ blue  10.77.1.2  fd77:1::2     │
#    │     fd77:1::1  │     │                                     │
#    └────────────────┘     │                                     │
#    ┌ $R ────────────┐     │                                     │
#    │ r1  10.77.1.1  ├──────┤ b3         10.77.1.2  fd77:1::2     │
#    │     fd77:1::1  │     │                                     │
#    └────────────────┘     └─────────────────────────────────────┘
#
# reach(.c) tells what each client got: "0:red" is server 0, by a socket bound to
# the VRF red; "0:-" by one bound to nothing. TCP is asked as well.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=(vrf__unbound_listener_v4 vrf__same_ports_out_v6)

# vrf_device NAME TABLE: the commands of ip that make it.
vrf_device()
{
	printf '%s\n' "link add $1 type vrf table $2" "link set $1 up" \
		"route add table $2 unreachable default metric 4278198272"
}

# has_addrs DEVICE NET.HOST: the commands of ip that give it addresses.
has_addrs()
{
	printf '%s\n' "link set $1 up" "addr add 10.77.$2/24 dev $1" \
		"addr add fd77:${2/./::}/64 dev $1 nodad"
}

# topo_vrf: everything in the drawing. A VRF's table is asked before the one of
# local addresses, as Documentation/networking/vrf.rst wants it.
topo_vrf()
{
	modprobe -q vrf || true
	ip_all "" "netns add $A" "netns add $B" "netns add $C" "netns add $R" \
		"link add a1 netns $A type veth peer name b1 netns $B" \
		"link add c1 netns $C type veth peer name b2 netns $B" \
		"link add r1 netns $R type veth peer name b3 netns $B" \
		"link add a4 netns $A type veth peer name b4 netns $B"
	vrf_device red 10 | ip -n "$B" -batch - || skip "this kernel has no VRF"
	{
		vrf_device blue 20
		printf 'link set %s\n' "lo up" "b1 master red" "b4 master red" \
			"b2 master blue"
		has_addrs b1 1.2
		has_addrs b2 1.2
		has_addrs b3 1.2
		has_addrs b4 4.2
		echo rule add pref 32765 table local
		echo rule del pref 0
	} | ip -n "$B" -batch -
	printf 'rule %s\n' "add pref 32765 table local" "del pref 0" |
		ip -6 -n "$B" -batch -
	{ has_addrs a1 1.1 && has_addrs a4 4.1; } | ip -n "$A" -batch -
	has_addrs c1 1.1 | ip -n "$C" -batch -
	has_addrs r1 1.1 | ip -n "$R" -batch -
	l3mdev_accept 1
}

# l3mdev_accept 0|1: do listeners bound to no device hear all VRFs?
l3mdev_accept()
{
	b sysctl -qw "net.ipv4.tcp_l3mdev_accept=$1" \
		"net.sctp.l3mdev_accept=$1" || [ "$SCTP_STACK" = intree ] ||
		fail "no l3mdev_accept"
}

PORT=5000

# who WANTED ARGUMENT...: what reach says, without the last space.
who()
{
	local wanted=$1 got

	shift
	PORT=$((PORT + 2))
	got=$("$NET_BUILD/reach" -p $PORT "$@")
	diag "reach $*: $got"
	[ "${got% }" = "$wanted" ] || fail "wanted: $wanted"
}

# both WANTED ARGUMENT...: who, with TCP, too.
both()
{
	local wanted=$1

	shift
	who "$wanted" -t "$@"
	who "$wanted" "$@"
}

# The addresses of a family, and those of servers and clients. "," ends a device.
v4()
{
	ANY=any4 HERE=10.77.1.2 THERE=10.77.1.1 HERE4=10.77.4.2
}

v6()
{
	ANY=any6 HERE=fd77:1::2 THERE=fd77:1::1 HERE4=fd77:4::2
}

# clients: everybody, from the same address and port.
clients()
{
	CLIENTS=(-c "$A,,$THERE,$HERE" -c "$C,,$THERE,$HERE"
		-c "$R,,$THERE,$HERE")
}

# Without a device a listener hears all VRFs, and what it accepted stays there.
# TCP takes one in no VRF for those of all others with the same addresses.
unbound_listener()
{
	both "0:red 0:blue" -l "$B,,$ANY" "${CLIENTS[@]::4}"
	who "0:red 0:blue 0:-" -l "$B,,$ANY" "${CLIENTS[@]}"
	who "0:- 0:blue 0:red" -l "$B,,$ANY" "${CLIENTS[@]:4}" \
		"${CLIENTS[@]:2:2}" "${CLIENTS[@]::2}"
}

# Or none, if told so.
no_l3mdev_accept()
{
	l3mdev_accept 0
	both "ECONNREFUSED ECONNREFUSED 0:-" -l "$B,,$ANY" "${CLIENTS[@]}"
}

bound_to_vrf()
{
	both "0:red ECONNREFUSED ECONNREFUSED" -l "$B,red,$ANY" "${CLIENTS[@]}"
	both "0:red ECONNREFUSED ECONNREFUSED" -l "$B,red,$HERE" "${CLIENTS[@]}"
}

bound_to_slave()
{
	both "ECONNREFUSED 0:b2 ECONNREFUSED" -l "$B,b2,$ANY" "${CLIENTS[@]}"
	both "ECONNREFUSED 0:b2 ECONNREFUSED" -l "$B,b2,$HERE" "${CLIENTS[@]}"
}

# A port in each VRF.
each_vrf()
{
	both "1:red 0:blue ECONNREFUSED" -l "$B,blue,$ANY" -l "$B,red,$ANY" \
		"${CLIENTS[@]}"
	both "1:red 0:blue ECONNREFUSED" -l "$B,blue,$HERE" -l "$B,red,$HERE" \
		"${CLIENTS[@]}"
}

each_slave()
{
	both "1:b1 0:b2 2:b3" -l "$B,b2,$ANY" -l "$B,b1,$ANY" -l "$B,b3,$ANY" \
		"${CLIENTS[@]}"
	both "1:b1 0:b2 2:b3" -l "$B,b2,$HERE" -l "$B,b1,$HERE" \
		-l "$B,b3,$HERE" "${CLIENTS[@]}"
}

# One that hears all VRFs wants the port in each.
beside_unbound()
{
	both "1!EADDRINUSE 0:red 0:blue" -l "$B,,$ANY" -l "$B,red,$ANY" \
		"${CLIENTS[@]::4}"
	l3mdev_accept 0
	both "1:red ECONNREFUSED 0:-" -l "$B,,$ANY" -l "$B,red,$ANY" \
		"${CLIENTS[@]}"
}

# Who is bound to the device rather than to its VRF hears what comes by it.
slave_beside_vrf()
{
	who "1:b1 0:red 2:blue" -l "$B,red,$ANY" -l "$B,b1,$ANY" \
		-l "$B,blue,$ANY" -c "$A,a1,$THERE,$HERE" \
		-c "$A,a4,any${ANY#any},$HERE4" -c "$C,,$THERE,$HERE"
}

# servers: everybody, and clients in $B with one address and one port.
servers()
{
	SERVERS=(-l "$A,,$ANY" -l "$C,,$ANY" -l "$R,,$ANY")
}

same_ports_out()
{
	servers
	both "1:- 0:-" "${SERVERS[@]}" -c "$B,blue,$HERE,$THERE" \
		-c "$B,red,$HERE,$THERE"
	l3mdev_accept 0
	both "2:- 1:- 0:-" "${SERVERS[@]}" -c "$B,,$HERE,$THERE" \
		-c "$B,blue,$HERE,$THERE" -c "$B,red,$HERE,$THERE"
}

same_ports_out_slaves()
{
	servers
	both "1:- 0:- 2:-" "${SERVERS[@]}" -c "$B,b2,$HERE,$THERE" \
		-c "$B,b1,$HERE,$THERE" -c "$B,b3,$HERE,$THERE"
	both "1:- 0:- 2:-" "${SERVERS[@]}" -c "$B,b2,$ANY,$THERE" \
		-c "$B,b1,$ANY,$THERE" -c "$B,b3,$ANY,$THERE"
}

# Within the host, too, a VRF is a world of its own.
same_host()
{
	both "0:red" -l "$B,red,$ANY" -c "$B,red,$HERE,$HERE"
	both "0:red" -l "$B,,$ANY" -c "$B,red,$ANY,$HERE4"
	both "ECONNREFUSED" -l "$B,red,$ANY" -c "$B,blue,$HERE,$HERE"
	both "ECONNREFUSED" -l "$B,red,$ANY" -c "$B,,$HERE,$HERE"
	both "0:-" -l "$B,,$ANY" -c "$B,,$HERE,$HERE"
}

one_to_many()
{
	who "0:- 0:- 0:-" -m -l "$B,,$ANY" "${CLIENTS[@]}"
	who "0:red 0:blue 0:-" -M -l "$B,,$ANY" "${CLIENTS[@]}"
	who "1:red 0:blue ECONNREFUSED" -m -l "$B,blue,$ANY" -l "$B,red,$ANY" \
		"${CLIENTS[@]}"
}

CASES=(unbound_listener no_l3mdev_accept bound_to_vrf bound_to_slave each_vrf
	each_slave beside_unbound slave_beside_vrf same_ports_out
	same_ports_out_slaves same_host one_to_many)
for name in "${CASES[@]}"; do
	eval "test_vrf__${name}_v4() { topo_vrf; v4; clients; $name; }"
	eval "test_vrf__${name}_v6() { topo_vrf; v6; clients; $name; }"
done

tests_main "$@"
