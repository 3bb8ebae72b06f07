#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What lies between two hosts and touches packets: bridges, NAT, with and without
# the offloads that leave checksum and segmentation to somebody else.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=(middlebox__nat)

V4=(-a 10.77.1.1 -b 10.77.2.2)

# moved ARGUMENT...: xfer with its output shown. Nothing arrives with a checksum
# that is wrong.
moved()
{
	local ns errors

	say xfer "$@"
	for ns in "$A" "$B"; do
		errors=$(counter "$ns" SctpChecksumErrors)
		[ "$errors" -eq 0 ] || fail "$errors checksum errors in $ns"
	done
}

# each_offload COMMAND...: with checksum offload at either end, both, none.
each_offload()
{
	local mine theirs

	for mine in on off; do
		for theirs in on off; do
			diag "checksum offload: $mine, the peer's $theirs"
			a ethtool -K a1 tx-checksum-sctp $mine >/dev/null
			b ethtool -K b1 tx-checksum-sctp $theirs >/dev/null
			"$@"
		done
	done
}

# nat BEFORE AFTER: the router's rules before routing, and after.
nat()
{
	modprobe -qa nft_chain_nat nft_masq nft_nat nf_conntrack || true
	r nft -f - <<-END || skip "this kernel has no NAT"
		table ip nat {
			chain pre {
				type nat hook prerouting priority dstnat
				${1:-}
			}
			chain post {
				type nat hook postrouting priority srcnat
				${2:-}
			}
		}
	END
}

# Two hosts on a bridge, which passes packets on as they are.
test_middlebox__bridge()
{
	topo_router
	modprobe -q bridge || true
	ip -n "$R" link add br0 type bridge || skip "this kernel has no bridge"
	ip_all "$R" "addr flush dev ra" "addr flush dev rb" \
		"link set ra master br0" "link set rb master br0" \
		"link set br0 up"
	ip_all "$A" "addr flush dev a1" "addr add 10.77.3.1/24 dev a1"
	ip_all "$B" "addr flush dev b1" "addr add 10.77.3.2/24 dev b1"
	each_offload moved -a 10.77.3.1 -b 10.77.3.2 -n 100 -z 1:9000 -D
}

# The server sees the router's address.
test_middlebox__nat()
{
	topo_router
	nat "" "oif rb masquerade"
	each_offload moved "${V4[@]}" -n 100 -z 1:9000 -D
}

# The client reaches the server at the router's address.
test_middlebox__port_forwarding()
{
	topo_router
	nat "iif ra meta l4proto sctp dnat to 10.77.2.2" ""
	each_offload moved "${V4[@]}" -c 10.77.1.254 -n 100 -z 1:9000 -D
}

tests_main "$@"
