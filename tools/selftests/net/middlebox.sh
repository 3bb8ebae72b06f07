#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What lies between two hosts and touches packets: bridges, NAT, IPsec, with and
# without the offloads that leave checksum and segmentation to somebody else.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=(middlebox__nat)
# What it takes is the processor: everything is encrypted, five times.
LIMIT=([middlebox__ipsec]=120)

# moved ARGUMENT...: xfer with its output shown. Nothing arrives with a checksum
# that is wrong.
moved()
{
	say xfer "$@"
	sums_right
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
	each_offload moved "${ROUTED[@]}" -n 100 -z 1:9000 -D
}

# The client reaches the server at the router's address.
test_middlebox__port_forwarding()
{
	topo_router
	nat "iif ra meta l4proto sctp dnat to 10.77.2.2" ""
	each_offload moved "${ROUTED[@]}" -c 10.77.1.254 -n 100 -z 1:9000 -D
}

# ipsec NS FROM TO SPI-OUT SPI-IN: what NS says to the peer is encrypted, and
# nothing else is taken from it.
ipsec()
{
	local ns=$1 from=$2 to=$3 way spi

	for way in "$from $to $4 out" "$to $from $5 in"; do
		read -r from to spi way <<<"$way"
		if ! ip -n "$ns" xfrm state add src "$from" dst "$to" \
			proto esp spi "$spi" mode transport \
			aead 'rfc4106(gcm(aes))' "0x$(printf '%040d' "$spi")" \
			128; then
			skip "this kernel has no IPsec"
		fi
		ip -n "$ns" xfrm policy add src "$from" dst "$to" \
			proto sctp dir "$way" \
			tmpl src "$from" dst "$to" proto esp mode transport
	done
}

# esp NS: packets that NS decrypted or encrypted.
esp()
{
	ip -n "$1" -s xfrm state | sed -n 's/.* \([0-9]*\)(packets)$/\1/p' |
		awk '{ n += $1 } END { print n + 0 }'
}

# in_the_clear NS: packets NS did not take as they should have been encrypted,
# if the kernel counts them (CONFIG_XFRM_STATISTICS).
in_the_clear()
{
	{ ip netns exec "$1" cat /proc/net/xfrm_stat 2>/dev/null || true; } |
		awk '/^XfrmIn(NoPols|TmplMismatch)/ { n += $2 }
			END { print n + 0 }'
}

# moved_by_ipsec OPTIONS...: moved, and never in the clear.
moved_by_ipsec()
{
	local before plain

	before=$(esp "$B")
	moved "$@"
	[ "$(esp "$B")" -gt $((before + 100)) ] || fail "not by IPsec"
	plain=$(in_the_clear "$B")
	[ "$plain" -eq 0 ] || fail "$plain packets came in the clear"
}

# Nobody else computes the checksum of what is encrypted, nor cuts it later.
test_middlebox__ipsec()
{
	modprobe -qa esp4 esp6 xfrm_user || true
	topo_direct
	ipsec "$A" 10.77.1.1 10.77.1.2 100 200
	ipsec "$B" 10.77.1.2 10.77.1.1 200 100
	each_offload moved_by_ipsec "${DIRECT[@]}" -n 100 -z 1:9000 -D
	moved_by_ipsec "${DIRECT[@]}" -n 50 -z 65000:65536 -D
}

tests_main "$@"
