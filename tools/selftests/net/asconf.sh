#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Hosts whose addresses change while messages move (ASCONF, RFC 5061): none is
# lost, and the peer knows what changed. Sockets are bound to all addresses and
# follow them (SCTP_AUTO_ASCONF).

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=(asconf__all_addresses_move)

ANY=(-a 0.0.0.0 -b 0.0.0.0 -c 10.77.1.2)
ANY6=(-a :: -b :: -c fd77:1::2)
FAST=(-o 50:200 -m 10 -M 30 -h 300 -e -n 800 -z 1:3000 -D -i 1500 -t 60)

# asconf_on NS: new sockets there have ASCONF, and follow the addresses.
asconf_on()
{
	ip netns exec "$1" sysctl -qw net.sctp.addip_enable=1 \
		net.sctp.auth_enable=1 net.sctp.default_auto_asconf=1
}

asconf_topo()
{
	topo_direct
	asconf_on "$A"
	asconf_on "$B"
}

# renumber NS DEVICE N HOST: the command that gives link N another address there.
renumber()
{
	echo "ip -n $1 addr del 10.77.$3.$4/24 dev $2 &&" \
		"ip -n $1 addr add 10.77.$3.$((10 + $4))/24 dev $2"
}

test_asconf__address_added()
{
	asconf_topo
	logged "${ANY[@]}" "${FAST[@]}" \
		-x "30:ip -n $A addr add 10.77.1.11/24 dev a1"
	was server 10.77.1.11 added
	was server 10.77.1.11 confirmed
}

test_asconf__address_removed()
{
	asconf_topo
	logged "${ANY[@]}" "${FAST[@]}" \
		-x "30:ip -n $A addr del 10.77.2.1/24 dev a2"
	was server 10.77.2.1 removed
}

# First one link has another address, then the other one.
test_asconf__one_after_the_other()
{
	asconf_topo
	logged "${ANY[@]}" "${FAST[@]}" -x "30:($(renumber "$A" a1 1 1); sleep \
$((2 * KTAP_SCALE)); $(renumber "$A" a2 2 1)) &"
	was server 10.77.1.11 added
	was server 10.77.1.1 removed
}

# All that the peer knows is gone when the new ones come.
test_asconf__all_addresses_move()
{
	asconf_topo
	logged "${ANY[@]}" "${FAST[@]}" \
		-x "30:$(renumber "$A" a1 1 1) && $(renumber "$A" a2 2 1)"
	was server 10.77.1.11 added
	was server 10.77.1.1 removed
	was server 10.77.2.1 removed
}

test_asconf__server_moves()
{
	asconf_topo
	logged "${ANY[@]}" "${FAST[@]}" \
		-x "30:$(renumber "$B" b1 1 2) && $(renumber "$B" b2 2 2)"
	was client 10.77.1.12 added
	was client 10.77.1.2 removed
}

test_asconf__all_addresses_move_v6()
{
	asconf_topo
	logged "${ANY6[@]}" "${FAST[@]}" -x "30:ip -n $A addr flush dev a1 && \
ip -n $A addr flush dev a2 && \
ip -n $A addr add fd77:1::11/64 dev a1 && \
ip -n $A addr add fd77:2::11/64 dev a2 nodad"
	was server fd77:1::1 removed
}

# One side does not have it: the other asks for nothing, and all goes on.
test_asconf__peer_lacks_it()
{
	topo_direct
	asconf_on "$A"
	logged "${ANY[@]}" "${FAST[@]}" \
		-x "30:ip -n $A addr add 10.77.1.11/24 dev a1"
	! grep -qF "is added" "$LOG" || fail "an address was added"
}

tests_main "$@"
