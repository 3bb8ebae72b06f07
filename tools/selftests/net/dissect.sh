#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# What tshark makes of packets that other suites do not show it: probes for the
# MTU, and SCTP in UDP. Both checksums are computed before packets are captured.

# shellcheck disable=SC2016 # conditions are awk's
. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=()

# tshark alone takes ten seconds to start there
LIMIT=([dissect__probes]=300 [dissect__udp]=200 [dissect__udp_v6]=200)

# no_offload: nothing is left to the devices.
no_offload()
{
	local feature

	for feature in tx-checksum-sctp tx-sctp-segmentation \
		tx-checksum-ip-generic tx-udp_tnl-csum-segmentation \
		tx-scatter-gather tso gro; do
		a ethtool -K a1 "$feature" off >/dev/null 2>&1 || true
		b ethtool -K b1 "$feature" off >/dev/null 2>&1 || true
	done
}

# captured ARGUMENT...: xfer, with the packets that pass A's device in $PCAP.
captured()
{
	local said pid

	command -v tshark dumpcap >/dev/null || skip "no tshark"
	PCAP=$(mktemp) said=$(mktemp)
	ip netns exec "$A" dumpcap -q -B 32 -i a1 -f "sctp or udp" -w "$PCAP" >"$said" 2>&1 &
	pid=$!
	wait_for 20 grep -q '^File:' "$said"
	say xfer "$@"
	# what was sent last is read in the next second
	sleep 1
	kill -TERM $pid
	wait $pid || true
}

# dissected FILTER FIELD...: the fields of the packets that pass, with | between.
dissected()
{
	local filter=$1 field
	local -a fields=()

	shift
	for field; do
		fields+=(-e "$field")
	done
	tshark -n -Q -r "$PCAP" -o "sctp.checksum:CRC 32c" \
		-o udp.check_checksum:TRUE -o sctp.ulp_dissection:FALSE \
		-o sctp.reassembly:FALSE -o sctp.tsn_analysis:FALSE \
		-Y "$filter" -T fields -E separator='|' "${fields[@]}" \
		2>/dev/null
}

# flawless: nothing is malformed, each checksum is right, and tshark has no
# warning.
flawless()
{
	local flaws

	flaws=$(dissected "!sctp || _ws.malformed ||
		sctp.checksum.status != Good ||
		(udp && udp.checksum.status != Good) ||
		(_ws.expert.severity >= 0x600000 &&
			!sctp.sack_number_of_tsns_gap_acked.100)" \
		frame.number sctp.chunk_type _ws.expert.message | head -5)
	[ -z "$flaws" ] || fail "tshark complains: $flaws"
}

# some WHAT AWK: how many lines on stdin match; there must be some.
some()
{
	local n

	n=$(awk -F '|' "$2 { n++ } END { print n + 0 }")
	diag "$1: $n"
	[ "$n" -gt 0 ] || fail "none: $1"
}

# none WHAT AWK: none of the lines on stdin matches.
none()
{
	local lines

	lines=$(awk -F '|' "$2" | head -5)
	[ -z "$lines" ] || fail "$1: $lines"
}

# A router's second link takes 1300 bytes, and nobody says so. A probe is a
# HEARTBEAT and a PAD, and nothing else (RFC 8899 section 6.2.1). It may not be
# fragmented. What passes is answered; nothing larger than the link follows.
test_dissect__probes()
{
	local packets

	topo_router
	a sysctl -qw net.sctp.plpmtud_probe_interval=5000
	b sysctl -qw net.sctp.plpmtud_probe_interval=5000
	silent_router
	ip_all "$R" "link set rb mtu 1300"
	no_offload
	# Probes may still go when all was moved.
	captured "${ROUTED[@]}" -n 200 -z 1:9000 -i 3000 -t 60
	flawless
	packets=$(mktemp)
	dissected "ip.src == 10.77.1.1" sctp.chunk_type ip.len \
		ip.flags.df >"$packets"
	some "probes" '$1 == "4,132"' <"$packets"
	some "probes larger than the link" '$1 == "4,132" && $2 > 1300' \
		<"$packets"
	some "packets with data" '$1 ~ /(^|,)0(,|$)/' <"$packets"
	none "a PAD is in no probe" '$1 ~ /132/ && $1 != "4,132"' <"$packets"
	none "a probe may be fragmented" '$1 == "4,132" && $3 != 1 &&
		$3 != "True"' <"$packets"
	dissected "ip.src == 10.77.2.2" sctp.chunk_type \
		ip.len >"$packets"
	some "answers to probes" '$1 ~ /(^|,)5(,|$)/ && $2 < 200' <"$packets"
	none "a PAD came back" '$1 ~ /132/ && $1 != "4,132"' <"$packets"
}

# in_udp: all that A's device saw is SCTP in UDP, between the ports for it.
in_udp()
{
	local packets

	flawless
	packets=$(mktemp)
	dissected "frame" udp.srcport udp.dstport sctp.chunk_type \
		udp.checksum >"$packets"
	some "packets with data" '$3 ~ /(^|,)0(,|$)/' <"$packets"
	some "acknowledgements" '$3 ~ /(^|,)3(,|$)/' <"$packets"
	none "not to and from the port for SCTP" '$1 != 9899 || $2 != 9899' \
		<"$packets"
	none "no SCTP" '$3 == ""' <"$packets"
	none "no UDP checksum" '$4 == "0x0000" || $4 == ""' <"$packets"
}

udp_on()
{
	a sysctl -qw net.sctp.udp_port=9899 net.sctp.encap_port=9899
	b sysctl -qw net.sctp.udp_port=9899 net.sctp.encap_port=9899
}

test_dissect__udp()
{
	topo_direct
	udp_on
	no_offload
	captured "${DIRECT[@]}" -n 100 -z 1:20000 -D -t 60
	in_udp
}

test_dissect__udp_v6()
{
	topo_direct
	udp_on
	no_offload
	captured "${DIRECT_V6[@]}" -n 100 -z 1:20000 -D -t 60
	in_udp
}

tests_main "$@"
