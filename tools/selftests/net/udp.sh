#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# UDP encapsulation, RFC 6951, between namespaces: with offloads on and off,
# through address translation, and what hosts without it say.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=(udp__transfer udp__off_again)

# Many transfers, some of them without offloads
LIMIT=([udp__offloads]=150 [udp__gro]=80 [udp__port_changed_in_use]=80)

PORT=9899

# udp NS [PORT [PEER]]: what a namespace takes, and where new sockets send to.
udp()
{
	ip netns exec "$1" sysctl -qw "net.sctp.udp_port=${2:-$PORT}" \
		"net.sctp.encap_port=${3:-$PORT}"
}

# watch NS DEVICE: count packets that leave by a device, UDP and plain.
watch()
{
	ip netns exec "$1" nft -f - <<-END || skip "this kernel has no nft"
		table inet watch {
			chain out {
				type filter hook output priority 0
				oifname "$2" udp dport 1-65535 counter
				oifname "$2" meta l4proto sctp counter
			}
		}
	END
}

# seen NS: both counts, in $IN_UDP and $PLAIN.
seen()
{
	local counts

	counts=$(ip netns exec "$1" nft list table inet watch |
		sed -n 's/.*counter packets \([0-9]*\).*/\1/p')
	{ read -r IN_UDP && read -r PLAIN; } <<<"$counts"
	diag "in UDP: $IN_UDP, plain: $PLAIN"
}

# moved ARGUMENT...: xfer with its output shown. No checksum is wrong, neither
# SCTP's nor UDP's.
moved()
{
	local ns errors

	say xfer "$@"
	sums_right
	for ns in "$A" "$B"; do
		errors=$(ip netns exec "$ns" nstat -asz UdpInCsumErrors \
			Udp6InCsumErrors | awk '/^U/ { n += $2 } END { print n + 0 }')
		[ "$errors" -eq 0 ] || fail "$errors UDP checksum errors in $ns"
	done
}

# all_in_udp: nothing left a host without UDP.
all_in_udp()
{
	seen "$A"
	[ "$IN_UDP" -gt 0 ] || fail "nothing went in UDP"
	[ "$PLAIN" -eq 0 ] || fail "$PLAIN packets were not in UDP"
}

test_udp__transfer()
{
	topo_direct
	udp "$A" && udp "$B"
	watch "$A" a1
	moved "${DIRECT[@]}" -n 200 -z 1:65536 -D
	all_in_udp
}

test_udp__transfer_v6()
{
	topo_direct
	udp "$A" && udp "$B"
	watch "$A" a1
	moved "${DIRECT_V6[@]}" -n 200 -z 1:65536 -D
	all_in_udp
}

# Whoever has to cut packets, and fill in both checksums.
test_udp__offloads()
{
	local off

	topo_direct
	udp "$A" && udp "$B"
	for off in tx-udp_tnl-csum-segmentation tx-checksum-sctp \
		tx-checksum-ip-generic tx-scatter-gather; do
		diag "without $off"
		a ethtool -K a1 "$off" off >/dev/null
		moved "${DIRECT[@]}" -n 60 -z 1:20000 -D
		moved "${DIRECT_V6[@]}" -n 60 -z 1:20000 -D
	done
}

# merging HOST DEVICE HOOK: A sends single packets, and another host merges and
# counts them. A veth has GRO only if its other end has no TSO.
merging()
{
	a ethtool -K a1 tso off tx-sctp-segmentation off >/dev/null
	"$1" ethtool -K "$2" gro on >/dev/null
	"$1" nft -f - <<-END || skip "this kernel has no nft"
		table inet merged {
			chain pass {
				type filter hook $3 priority 0
				iif $2 meta length > 1600 counter
			}
		}
	END
}

# merged HOST: how many merged packets it has counted, in $MERGED.
merged()
{
	MERGED=$("$1" nft list table inet merged |
		sed -n 's/.*counter packets \([0-9]*\).*/\1/p')
	diag "merged: $MERGED"
}

# Packets are merged by the receiver's GRO, which has to check both checksums.
test_udp__gro()
{
	local v4

	topo_direct
	udp "$A" && udp "$B"
	merging b b1 input
	moved "${DIRECT[@]}" -n 200 -z 1:65536 -D
	merged b
	v4=$MERGED
	[ "$v4" -gt 0 ] || fail "nothing was merged"
	moved "${DIRECT_V6[@]}" -n 200 -z 1:65536 -D
	merged b
	[ "$MERGED" -gt "$v4" ] || fail "nothing was merged with IPv6"
}

# A router with the same port merges nothing that is not for itself: it may be
# for a program, which takes single packets only.
test_udp__forwarded_is_not_merged()
{
	topo_router
	udp "$A" && udp "$B" && udp "$R"
	merging r ra forward
	moved "${ROUTED[@]}" -n 100 -z 1:65536
	moved -a fd77:1::1 -b fd77:2::2 -n 100 -z 1:65536
	merged r
	[ "$MERGED" -eq 0 ] || fail "$MERGED merged packets were forwarded"
}

# The server knows no port: it answers where packets come from.
test_udp__server_learns()
{
	topo_direct
	udp "$A"
	udp "$B" $PORT 0
	watch "$B" b1
	moved "${DIRECT[@]}" -n 50 -z 1:9000 -D
	seen "$B"
	[ "$PLAIN" -eq 0 ] || fail "the server sent $PLAIN plain packets"
}

# nat: the router hides A behind its own address and other ports.
nat()
{
	modprobe -qa nft_chain_nat nft_masq nft_nat nf_conntrack || true
	r nft -f - <<-END || skip "this kernel has no NAT"
		table ip nat {
			chain post {
				type nat hook postrouting priority srcnat
				oif rb udp sport $PORT masquerade to :$1
			}
		}
	END
}

test_udp__nat()
{
	topo_router
	udp "$A"
	udp "$B" $PORT 0
	nat 20000-20100
	moved "${ROUTED[@]}" -n 100 -z 1:9000 -D
}

# translate PORT: the router gives A another UDP port, without any state.
translate()
{
	r nft -f - <<-END || skip "this kernel has no nft"
		table ip translate
		delete table ip translate
		table ip translate {
			chain pre {
				type filter hook prerouting priority raw
				iif ra udp sport $PORT udp sport set $1
				iif rb udp dport $1 udp dport set $PORT
			}
		}
	END
}

# The router forgets A in the middle, and gives it another port.
test_udp__nat_rebinding()
{
	topo_router
	udp "$A"
	udp "$B" $PORT 0
	translate 20000
	moved "${ROUTED[@]}" -n $((1000 / KTAP_SCALE)) -z 1000:9000 -D &
	wait_for 10 established "$B"
	translate 30000
	wait $! || fail "the transfer did not survive"
}

# A large packet does not pass: ICMP says so, about the UDP packet.
test_udp__path_mtu()
{
	topo_router
	udp "$A" && udp "$B"
	ip_all "$R" "link set rb mtu 1300"
	ip_all "$B" "link set b1 mtu 1300"
	moved "${ROUTED[@]}" -n 100 -z 1:9000 -D
	moved -a fd77:1::1 -b fd77:2::2 -n 100 -z 1:9000 -D
}

# Nobody takes UDP there: ICMP says so, and connecting is given up at once.
test_udp__port_unreachable()
{
	local start=$SECONDS

	topo_direct
	udp "$A"
	! xfer "${DIRECT[@]}" -n 1 || fail "it was not in UDP"
	[ $((SECONDS - start)) -lt $((10 * KTAP_SCALE)) ] ||
		fail "it took $((SECONDS - start)) s to notice"
}

# A port in use is refused, and nothing changes.
test_udp__port_in_use()
{
	topo_direct
	udp "$A" && udp "$B"
	b sysctl -qw net.sctp.udp_port=9900
	a sysctl -qw net.sctp.udp_port=9900
	[ "$(a sysctl -n net.sctp.udp_port)" -eq 9900 ] || fail "not taken"
	a sysctl -qw net.sctp.udp_port=0
	a python3 -c '
import os, socket
s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
s.bind(("::", 9900))
f = os.open("/proc/sys/net/sctp/udp_port", os.O_WRONLY)
os.write(f, b"9899")
try:
    os.pwrite(f, b"9900", 0)
    raise SystemExit("the port was taken twice")
except OSError as e:
    assert e.errno == 98, e
assert open("/proc/sys/net/sctp/udp_port").read() == "9899\n"
' || fail "a port in use"
	b sysctl -qw net.sctp.udp_port=$PORT
	moved "${DIRECT[@]}" -n 20 -z 1:9000 -D
}

# While associations use it, and packets are on their way.
test_udp__port_changed_in_use()
{
	local port

	topo_direct
	udp "$A" && udp "$B"
	moved "${DIRECT[@]}" -n 600 -z 1:9000 -D &
	wait_for 10 established "$B"
	for port in 9901 9902 9903 $PORT; do
		sleep 0.1
		a sysctl -qw "net.sctp.udp_port=$port"
	done
	wait $! || fail "the transfer did not survive"
}

# A namespace goes away with sockets for UDP, and packets to them.
test_udp__namespace_exit()
{
	topo_direct
	udp "$A" && udp "$B"
	xfer "${DIRECT[@]}" -n 2000 -z 1:9000 -D >/dev/null 2>&1 &
	wait_for 10 established "$B"
	ip netns del "$B"
	kill %1 2>/dev/null || true
	wait || true
}

test_udp__off_again()
{
	topo_direct
	udp "$A" && udp "$B"
	moved "${DIRECT[@]}" -n 20 -z 1:9000 -D
	udp "$A" 0 0 && udp "$B" 0 0
	watch "$A" a1
	moved "${DIRECT[@]}" -n 20 -z 1:9000 -D
	seen "$A"
	[ "$IN_UDP" -eq 0 ] || fail "$IN_UDP packets still went in UDP"
}

# What is no SCTP, or not whole, or has no UDP checksum over IPv6, is dropped.
test_udp__garbage()
{
	topo_direct
	udp "$A" && udp "$B"
	a python3 -c '
import socket
for fam, host in ((socket.AF_INET, "10.77.1.2"), (socket.AF_INET6, "fd77:1::2")):
    s = socket.socket(fam, socket.SOCK_DGRAM)
    for n in (0, 1, 4, 11, 12, 15, 16, 100, 1400):
        s.sendto(b"\x07" * n, (host, 9899))
' || fail "could not send"
	wait_for 5 dropped
	moved_after_garbage "${DIRECT[@]}" -n 20 -z 1:9000 -D
}

# dropped: B has seen packets whose CRC32c is wrong, or that were too short.
dropped()
{
	[ "$(counter "$B" SctpInPktDiscards)" -gt 0 ] &&
		[ "$(counter "$B" SctpChecksumErrors)" -gt 0 ]
}

moved_after_garbage()
{
	say xfer "$@"
}

tests_main "$@"
