#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Messages moved between two hosts arrive as they were sent, whatever the
# network does to the packets.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=(transfer__clean_v4 transfer__clean_v6 transfer__loss
	transfer__gro_v4
	transfer__zero_window zerocopy__loss zerocopy__mtu_falls)

for test in transfer__corrupt_{reported,reported_v6,unreported}; do
	INTREE_FAILS[$test]="there is no such sysctl"
done

# volume FEW MANY: how much a test moves: less where the kernel is slow.
volume()
{
	if [ "$KTAP_SCALE" -gt 1 ]; then
		echo "$1"
	else
		echo "$2"
	fi
}

# resent LOG: chunks the client had to send again.
resent()
{
	sed -n 's/.*client:.* \([0-9]*\) chunks sent again.*/\1/p' "$1"
}

# retransmitted LOG: was there anything the client had to send again?
retransmitted()
{
	[ "$(resent "$1")" -gt 0 ] ||
		fail "nothing was retransmitted: nothing was tested"
}

# until_lost COMMAND...: while by chance nothing was lost: what goes out as one
# super-packet is lost as one, and these are few.
until_lost()
{
	local try

	for try in 1 2 3 4 5; do
		"$@" -S "$try"
		[ "$(resent "$LOG")" -eq 0 ] || return 0
	done
	retransmitted "$LOG"
}

# moved ARGUMENT...: xfer with its output shown and in $LOG. The last packets of
# an association may be lost, too: its network stays until it has ended.
moved()
{
	LOG=$(mktemp)
	say xfer "$@" | tee "$LOG"
	wait_for 20 quiet
}

test_transfer__clean_v4()
{
	topo_direct
	moved "${DIRECT[@]}" -n "$(volume 200 2000)" -z 1:4000 -D
}

test_transfer__clean_v6()
{
	topo_direct
	moved "${DIRECT_V6[@]}" -n "$(volume 200 2000)" -z 1:4000 -D
}

test_transfer__one_to_many()
{
	topo_direct
	moved "${DIRECT[@]}" -Q -n 1000 -z 1:4000 -D
	moved "${DIRECT_V6[@]}" -Q -n 1000 -z 1:4000 -D -S 2
}

test_transfer__many_streams()
{
	topo_direct
	moved "${DIRECT[@]}" -n 3000 -z 1:500 -s 5000 -D
}

test_transfer__unordered()
{
	topo_direct
	moved "${DIRECT[@]}" -n 1000 -z 1:4000 -u 100 -D
	moved "${DIRECT[@]}" -n 1000 -z 1:4000 -u 50 -D -S 2
}

test_transfer__tiny()
{
	topo_direct
	moved "${DIRECT[@]}" -n 3000 -z 1:8 -D
	moved "${DIRECT[@]}" -n 1000 -z 1:8 -N -S 2
}

# Larger than any buffer's default: delivered in parts.
test_transfer__huge()
{
	topo_direct
	moved "${DIRECT[@]}" -n 20 -z 1:1048576 -s 3 -w 2200000
	moved "${DIRECT[@]}" -n 5 -z 1048576:1048576 -s 1 -w 2200000 -r 4000000 -S 2
	moved "${DIRECT_V6[@]}" -n 5 -z 500000:1048576 -s 2 -u 50 -w 2200000 -S 3
}

# More waits in the send buffer than the pages that are kept for it, and each
# large message leaves room in its last one that a small one may not fit into.
test_transfer__small_after_large()
{
	topo_direct
	moved "${DIRECT[@]}" -n 600 -z 300:12000 -w 2200000 -p 300
}

test_transfer__around_packet_size()
{
	local size

	topo_direct
	for size in 1451 1452 1453 1455 1456 2903 2904 2905; do
		xfer "${DIRECT[@]}" -n 30 -z "$size:$size" -S "$size"
	done
}

test_transfer__small_buffers()
{
	topo_direct
	moved "${DIRECT[@]}" -n 500 -z 1:4000 -w 10000 -r 10000 -D
}

# Checksums are computed here instead of never.
test_transfer__offloads_off()
{
	local errors

	topo_direct
	a ethtool -K a1 tx-checksum-sctp off
	b ethtool -K b1 tx-checksum-sctp off
	moved "${DIRECT[@]}" -n 1000 -z 1:4000 -D
	moved "${DIRECT_V6[@]}" -n 1000 -z 1:4000 -D -S 2
	errors=$(($(counter "$A" SctpChecksumErrors) +
		$(counter "$B" SctpChecksumErrors)))
	[ $errors -eq 0 ] || fail "$errors checksum errors"
}

# Segmentation is left to the device, or is not.
test_transfer__segmentation_offload()
{
	local on

	topo_direct
	for on in on off; do
		a ethtool -K a1 tx-sctp-segmentation $on
		b ethtool -K b1 tx-sctp-segmentation $on
		moved "${DIRECT[@]}" -n 400 -z 1:20000 -s 4 -D -S 5
	done
}

# received_by_ip NS: packets IP saw there, those that GRO merged as one.
received_by_ip()
{
	ip netns exec "$1" nstat -asz IpInReceives Ip6InReceives |
		awk '/InReceives/ { n += $2 } END { print n }'
}

# received_by_dev NS DEV: packets as they came.
received_by_dev()
{
	ip -n "$1" -j -s link show dev "$2" |
		sed 's/.*"rx":{"bytes":[0-9]*,"packets":\([0-9]*\).*/\1/'
}

# gro_moved ARGUMENT...: the same, with packets cut by the sender's host and
# merged by the receiver's.
gro_moved()
{
	local dev ip

	a ethtool -K a1 tso off tx-sctp-segmentation off gro on
	b ethtool -K b1 tso off tx-sctp-segmentation off gro on
	dev=$(received_by_dev "$B" b1)
	ip=$(received_by_ip "$B")
	moved "$@"
	dev=$(($(received_by_dev "$B" b1) - dev))
	ip=$(($(received_by_ip "$B") - ip))
	echo "# $dev packets came, IP saw $ip"
	[ "$ip" -lt $((dev * 9 / 10)) ] || fail "hardly any were merged"
}

# in_order LOG: nothing came before what was sent earlier, unless a device had
# no room for that: a slow machine lets its queue fill. What is sent again
# because the machine stood still proves nothing.
in_order()
{
	local dropped

	grep -q "chunks sent again" "$1" || fail "no report"
	grep " came early" "$1" | grep -qv " 0 came early" || return 0
	dropped=$({ a ip -s link && b ip -s link; } |
		awk '/[RT]X:/ { getline; n += $4 } END { print n }')
	say echo "$dropped packets dropped by devices"
	[ "$dropped" -gt 0 ] || fail "packets were reordered"
}

test_transfer__gro_v4()
{
	topo_direct
	gro_moved "${DIRECT[@]}" -n "$(volume 100 600)" -z 1:60000 -D
	in_order "$LOG"
}

test_transfer__gro_v6()
{
	topo_direct
	gro_moved "${DIRECT_V6[@]}" -n "$(volume 100 600)" -z 1:60000 -D
	in_order "$LOG"
}

# sniffed: somebody in $B has a packet socket.
sniffed()
{
	[ "$(b cat /proc/net/packet | wc -l)" -gt 1 ]
}

# Packets are seen by a packet socket, too, and cannot be taken apart in place.
test_transfer__gro_while_sniffed()
{
	local sniffer

	topo_direct
	ip netns exec "$B" tcpdump -i b1 -w /dev/null 2>/dev/null &
	sniffer=$!
	wait_for 20 sniffed
	gro_moved "${DIRECT[@]}" -n "$(volume 100 600)" -z 1:60000 -D
	kill $sniffer
}

test_transfer__gro_loss()
{
	topo_direct
	netem loss 2%
	until_lost gro_moved "${DIRECT[@]}" -n "$(volume 100 400)" -z 1:20000 -D
}

# Super-packets that GRO leaves alone must not overtake what it holds back.
test_transfer__gro_and_gso()
{
	topo_direct
	a ethtool -K a1 tso off gro on
	b ethtool -K b1 tso off gro on
	moved "${DIRECT[@]}" -n "$(volume 100 600)" -z 1:60000 -D
	in_order "$LOG"
}

test_transfer__loss()
{
	topo_direct
	netem loss 5%
	until_lost moved "${DIRECT[@]}" -n "$(volume 200 1000)" -z 1:4000 -u 20 \
		-D -o 50:200
}

test_transfer__loss_v6()
{
	topo_direct
	netem loss 5%
	until_lost moved "${DIRECT_V6[@]}" -n 1000 -z 1:4000 -u 20 -D -o 50:200
}

# T5, five times RTO.Max, leaves the end a dozen tries: with three or four one
# run in some hundreds ended in an abort. So would one in which eleven timeouts
# follow each other, Association.Max.Retrans.
test_transfer__heavy_loss()
{
	topo_direct
	short_backoff "$A" "$B"
	netem loss 25%
	moved "${DIRECT[@]}" -n 200 -z 1:3000 -o 20:2000 -m 100 -M 100
	retransmitted "$LOG"
}

test_transfer__reorder()
{
	topo_direct
	netem delay 4ms reorder 60% 30%
	moved "${DIRECT[@]}" -n 1000 -z 1:4000 -u 20 -D
}

test_transfer__duplicate()
{
	topo_direct
	netem duplicate 20%
	moved "${DIRECT[@]}" -n 1000 -z 1:4000 -u 20 -D -o 50:200
}

# A bit flips in a packet: CRC32c tells, the packet is as good as lost.
test_transfer__corrupt()
{
	local errors

	topo_direct
	a ethtool -K a1 tx-checksum-sctp off
	b ethtool -K b1 tx-checksum-sctp off
	netem corrupt 5%
	moved "${DIRECT[@]}" -n 1000 -z 1:4000 -u 20 -D -o 50:200
	retransmitted "$LOG"
	errors=$(($(counter "$A" SctpChecksumErrors) +
		$(counter "$B" SctpChecksumErrors)))
	diag "$errors checksum errors"
	[ $errors -gt 0 ]
}

# spoil COMMAND PERMILLE: change a byte of user data in so many of the packets that
# come, and count those that begin with a packet drop report. netem changes
# headers, since user data is not in the linear part.
spoil()
{
	modprobe -qa nf_tables nft_numgen || true
	"$1" nft -f - <<-END || skip "this kernel has no nft"
		table inet spoil {
			chain pre {
				type filter hook prerouting priority -300;
				meta l4proto sctp numgen random mod 1000 < $2 \
					@th,480,8 set 0x5a
			}
			chain in {
				type filter hook input priority 0;
				meta l4proto sctp @th,96,8 0x81 counter
			}
		}
	END
}

# reports COMMAND: how many of these have come.
reports()
{
	"$1" nft list table inet spoil |
		sed -n 's/.*counter packets \([0-9]*\).*/\1/p'
}

# noisy PERMILLE ON ARGUMENT...: messages over links where bits flip, with reports
# or without. How many of them came is in $REPORTS, the time in $TOOK.
noisy()
{
	local permille=$1 on=$2

	shift 2
	topo_direct
	# packets with checksums, one by one
	a ethtool -K a1 tx-checksum-sctp off tx-sctp-segmentation off
	b ethtool -K b1 tx-checksum-sctp off tx-sctp-segmentation off
	a sysctl -qw "net.sctp.pktdrop_enable=$on"
	b sysctl -qw "net.sctp.pktdrop_enable=$on"
	spoil a "$permille"
	spoil b "$permille"
	netem delay 10ms
	moved "$@" -D -o 50:200
	REPORTS="$(reports a) $(reports b)"
	TOOK=$(sed -n 's/^# \([0-9]*\) ms$/\1/p' "$LOG")
	diag "reports that came to client and server: $REPORTS"
	diag "$(counter "$B" SctpChecksumErrors) checksum errors at the server"
	diag "the client: $(counter "$A" SctpFastRetransmits) fast retransmissions, T3-rtx expired $(counter "$A" SctpT3RtxExpireds) times"
}

# The receiver reports packets with wrong bits, and their chunks are sent again.
test_transfer__corrupt_reported()
{
	noisy 50 1 "${DIRECT[@]}" -n "$(volume 300 1000)" -z 1:4000 -u 20
	retransmitted "$LOG"
	[ "${REPORTS% *}" -gt 0 ] || fail "the server reported nothing"
	[ "${REPORTS#* }" -gt 0 ] || fail "the client reported nothing"
}

test_transfer__corrupt_reported_v6()
{
	noisy 50 1 "${DIRECT_V6[@]}" -Q -n "$(volume 300 1000)" -z 1:4000 -u 20
	retransmitted "$LOG"
	[ "${REPORTS% *}" -gt 0 ] || fail "the server reported nothing"
	[ "${REPORTS#* }" -gt 0 ] || fail "the client reported nothing"
}

# No report unless it was agreed upon; and what they are worth.
test_transfer__corrupt_unreported()
{
	local without

	noisy 20 0 "${DIRECT[@]}" -n "$(volume 100 3000)" -z 1400:1400
	[ "$REPORTS" = "0 0" ] || fail "reports that were not agreed upon"
	without=$TOOK
	topo_destroy
	noisy 20 1 "${DIRECT[@]}" -n "$(volume 100 3000)" -z 1400:1400
	[ "${REPORTS% *}" -gt 0 ] || fail "the server reported nothing"
	echo "# $without ms without reports, $TOOK ms with them"
}

test_transfer__everything_at_once()
{
	topo_direct
	netem delay 3ms 2ms loss 3% duplicate 3% corrupt 2% reorder 20%
	moved "${DIRECT[@]}" -n 1000 -z 1:6000 -u 30 -D -o 50:300
	retransmitted "$LOG"
}

test_transfer__slow_link()
{
	topo_direct
	netem delay 20ms rate 20mbit limit 30
	moved "${DIRECT[@]}" -n 800 -z 1:4000 -D -o 100:1000
}

# The receiver reads nothing for a while; its window closes and opens again.
test_transfer__zero_window()
{
	topo_direct
	moved "${DIRECT[@]}" -n "$(volume 300 1000)" -z 1000:2000 -r 20000 -p 1500
}

test_transfer__zero_window_v6()
{
	topo_direct
	moved "${DIRECT_V6[@]}" -Q -n 1000 -z 1:4000 -r 20000 -p 1500
}

# The window is closed when the reports that open it are lost.
test_transfer__zero_window_and_loss()
{
	topo_direct
	short_backoff "$A" "$B"
	netem loss 20%
	moved "${DIRECT[@]}" -n 200 -z 1000:2000 -r 20000 -p 1000 -o 50:2000 \
		-m 100 -M 100
}

# Messages stay in the memory they are sent from, which is given up at once.
test_zerocopy__clean_v4()
{
	topo_direct
	moved "${DIRECT[@]}" -n "$(volume 100 600)" -z 1:60000 -u 20 -D -Z
}

test_zerocopy__clean_v6()
{
	topo_direct
	moved "${DIRECT_V6[@]}" -n "$(volume 100 600)" -z 4000:20000 -D -Q -Z
}

test_zerocopy__loss()
{
	topo_direct
	netem loss 5%
	until_lost moved "${DIRECT[@]}" -n "$(volume 100 400)" -z 1:20000 -u 20 \
		-D -Z -o 50:200
}

# Packets are cut here and held back there: those in user pages are not merged.
test_zerocopy__gro()
{
	topo_direct
	a ethtool -K a1 tso off tx-sctp-segmentation off gro on
	b ethtool -K b1 tso off tx-sctp-segmentation off gro on
	moved "${DIRECT[@]}" -n "$(volume 100 600)" -z 1:20000 -D -Z
}

# A checksum computed here is that of what is sent.
test_zerocopy__offloads_off()
{
	local errors

	topo_direct
	a ethtool -K a1 tx-checksum-sctp off
	b ethtool -K b1 tx-checksum-sctp off
	moved "${DIRECT[@]}" -n "$(volume 100 400)" -z 1:20000 -D -Z
	a ethtool -K a1 sg off
	b ethtool -K b1 sg off
	moved "${DIRECT_V6[@]}" -n "$(volume 100 400)" -z 1:20000 -D -Z -S 2
	errors=$(($(counter "$A" SctpChecksumErrors) +
		$(counter "$B" SctpChecksumErrors)))
	[ $errors -eq 0 ] || fail "$errors checksum errors"
}

test_zerocopy__mtu_falls()
{
	topo_direct
	moved "${DIRECT[@]}" -n "$(volume 200 1000)" -z 1:20000 -D -Z -o 50:500 \
		-m 20 \
		-x "30:ip -n $A link set a1 mtu 1000 && ip -n $B link set b1 mtu 1000"
}

# The path's MTU falls mid-transfer; ICMP tells (RFC 9260 section 7.3).
mtu_falls()
{
	local mtu=$1

	shift
	moved "$@" -n 1500 -z 1:4000 -o 50:500 -m 20 \
		-x "30:ip -n $R link set rb mtu $mtu && ip -n $B link set b1 mtu $mtu"
}

test_mtu__falls_v4()
{
	topo_router
	mtu_falls 900 "${ROUTED[@]}"
}

test_mtu__falls_v6()
{
	topo_router
	mtu_falls 1280 -a fd77:1::1 -b fd77:2::2
}

# Ours falls: no ICMP, the route tells.
test_mtu__falls_here()
{
	topo_direct
	moved "${DIRECT[@]}" -n 1500 -z 1:4000 -D -o 50:500 -m 20 \
		-x "30:ip -n $A link set a1 mtu 1000 && ip -n $B link set b1 mtu 1000"
}

test_mtu__rises()
{
	topo_router
	ip -n "$R" link set rb mtu 800
	ip -n "$B" link set b1 mtu 800
	moved "${ROUTED[@]}" -n 1000 -z 1:4000 -o 50:500 -m 20 \
		-x "30:ip -n $R link set rb mtu 1500 && ip -n $B link set b1 mtu 1500"
}

tests_main "$@"
