#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Tracepoints: their fields, and that they tell what happens; and packets that
# are freed for a reason.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=(trace__probes trace__states)

for test in trace__states trace__retransmissions trace__telemetry drop__refused \
	drop__checksum; do
	INTREE_FAILS[$test]="there is no such tracepoint"
done
# shellcheck disable=SC2034
INTREE_FAILS[drop__none_without_reason]="frees what it is done with like that"

TRACING=/sys/kernel/tracing

# watch EVENT...: from now on; the trace is empty. What was there is put back
# when the test ends.
watch()
{
	local event

	[ -d $TRACING/events ] || skip "this kernel has no tracing"
	at_end "unwatch $*"
	for event; do
		[ -d "$TRACING/events/$event" ] || fail "no event $event"
		echo 1 >"$TRACING/events/$event/enable"
	done
	echo >$TRACING/trace
}

unwatch()
{
	local event

	for event; do
		echo 0 >"$TRACING/events/$event/enable"
		echo 0 >"$TRACING/events/$event/filter"
	done
	echo >$TRACING/trace
} 2>/dev/null

# seen PATTERN: how many lines of the trace have it.
seen()
{
	grep -cE -- "$1" $TRACING/trace || true
}

# some PATTERN: at least one has, or will have in a moment.
some()
{
	wait_for 5 grep -qE -- "$1" $TRACING/trace
}

# fields EVENT: its own, and how they are shown.
fields()
{
	sed -n 's/^\tfield:\(.*\);\toffset.*size:\([0-9]*\);.*/\1 \2/p
		s/^print fmt: //p' "$TRACING/events/sctp/$1/format" |
		grep -v ' common_'
}

# As Linux's own have them: tools know these.
test_trace__probe_fields()
{
	[ -d $TRACING/events ] || skip "this kernel has no tracing"
	diff <(fields sctp_probe) - <<-'END' || fail "sctp_probe differs"
	__u64 asoc 8
	__u32 mark 4
	__u16 bind_port 2
	__u16 peer_port 2
	__u32 pathmtu 4
	__u32 rwnd 4
	__u16 unack_data 2
	"asoc=%#llx mark=%#x bind_port=%d peer_port=%d pathmtu=%d rwnd=%u unack_data=%d", REC->asoc, REC->mark, REC->bind_port, REC->peer_port, REC->pathmtu, REC->rwnd, REC->unack_data
	END
	diff <(fields sctp_probe_path) - <<-'END' || fail "sctp_probe_path differs"
	__u64 asoc 8
	__u32 primary 4
	__u8 ipaddr[28] 28
	__u32 state 4
	__u32 cwnd 4
	__u32 ssthresh 4
	__u32 flight_size 4
	__u32 partial_bytes_acked 4
	__u32 pathmtu 4
	"asoc=%#llx%s ipaddr=%pISpc state=%u cwnd=%u ssthresh=%u flight_size=%u partial_bytes_acked=%u pathmtu=%u", REC->asoc, REC->primary ? "(*)" : "", REC->ipaddr, REC->state, REC->cwnd, REC->ssthresh, REC->flight_size, REC->partial_bytes_acked, REC->pathmtu
	END
}

# One for each SACK; a path for each address.
test_trace__probes()
{
	topo_direct
	watch sctp/sctp_probe sctp/sctp_probe_path
	xfer -a 10.77.1.1,10.77.2.1 -b 10.77.1.2,10.77.2.2 -n 50
	some "sctp_probe: .* peer_port=5000 pathmtu=1500 rwnd=[1-9]"
	some 'sctp_probe_path: .*\(\*\) ipaddr=10.77.1.2:5000 state=2 cwnd=[1-9].*pathmtu=1500'
	some 'sctp_probe_path: .* ipaddr=10.77.2.2:5000 state=[23]'
}

test_trace__probes_over_ipv6()
{
	topo_direct
	watch sctp/sctp_probe_path
	xfer "${DIRECT_V6[@]}" -n 20
	some 'sctp_probe_path: .*\(\*\) ipaddr=\[fd77:1::2\]:5000 state=2'
}

test_trace__states()
{
	local step

	topo_direct
	watch sctp/sctp_set_state
	xfer "${DIRECT[@]}" -n 5
	wait_for 10 quiet
	for step in CLOSED:COOKIE_WAIT COOKIE_WAIT:COOKIE_ECHOED \
		COOKIE_ECHOED:ESTABLISHED; do
		[ "$(seen "peer_port=5000 oldstate=${step%:*} newstate=${step#*:} ")" -eq 1 ] ||
			fail "not once: $step"
	done
	[ "$(seen 'bind_port=5000 .* oldstate=CLOSED newstate=ESTABLISHED ')" -eq 1 ] ||
		fail "not once: an association of the server"
	[ "$(seen 'newstate=CLOSED end=1')" -eq 2 ] ||
		fail "not both ends shut down"
}

test_trace__retransmissions()
{
	topo_direct
	tc -n "$A" qdisc add dev a1 root netem loss 20% ||
		skip "this kernel cannot lose packets"
	short_backoff "$A" "$B"
	a ethtool -K a1 gso off tso off tx-sctp-segmentation off >/dev/null
	watch sctp/sctp_retransmit
	xfer "${DIRECT[@]}" -n 100 -o 20:2000
	wait_for 20 quiet
	some 'sctp_retransmit: .* ipaddr=10.77.1.2:5000 tsn=[0-9]+ len=[1-9][0-9]* times=1'
}

# Of associations that have it.
test_trace__telemetry()
{
	topo_direct
	watch sctp/sctp_telemetry
	xfer "${DIRECT[@]}" -n 20
	wait_for 20 quiet
	[ "$(seen sctp_telemetry:)" -eq 0 ] || fail "without telemetry"
	a sysctl -qw net.sctp.telemetry=1
	xfer "${DIRECT[@]}" -n 200
	wait_for 20 quiet
	some 'sctp_telemetry: .* ipaddr=10.77.1.2:[0-9]+ .* rate=[1-9]'
	some 'sctp_telemetry: .* limit=user .* delivered=[1-9]'
}

# Nobody listens there: both sides say so.
test_drop__refused()
{
	topo_direct
	watch sctp/sctp_drop skb/kfree_skb
	"$NET_BUILD/hold" refused "$A" 10.77.1.2
	some 'sctp_drop: .* bind_port=6000 ipaddr=10.77.1.1:[0-9]+ .*why=OUTOFBLUES'
	some 'kfree_skb: .* reason: NO_SOCKET'
}

test_drop__checksum()
{
	topo_direct
	a ethtool -K a1 tx-checksum-sctp off >/dev/null 2>&1 || true
	tc -n "$A" qdisc add dev a1 root netem corrupt 20% ||
		skip "this kernel cannot damage packets"
	short_backoff "$A" "$B"
	a ethtool -K a1 gso off tso off tx-sctp-segmentation off >/dev/null
	watch sctp/sctp_drop skb/kfree_skb
	xfer "${DIRECT[@]}" -n 100 -o 20:2000
	wait_for 20 quiet
	some 'sctp_drop: .*why=-'
	some 'kfree_skb: .* reason: SKB_CSUM'
}

# What was taken is consumed: dropwatch is silent.
test_drop__none_without_reason()
{
	topo_direct
	watch skb/kfree_skb
	echo 'protocol == 2048' >$TRACING/events/skb/kfree_skb/filter
	xfer "${DIRECT[@]}" -n 200 -D
	xfer "${DIRECT[@]}" -n 3 -Q
	wait_for 10 quiet
	[ "$(seen 'reason: NOT_SPECIFIED')" -eq 0 ] || {
		grep -m 3 NOT_SPECIFIED $TRACING/trace
		fail "packets are freed as if they were dropped"
	}
}

# probe NAME FUNCTION: an event kprobes/NAME whenever the function is called,
# until the test ends.
probe()
{
	echo "p:$1 $2" 2>/dev/null >>$TRACING/kprobe_events ||
		skip "no kprobes, or no $2"
	at_end "unprobe $1"
}

unprobe()
{
	echo "-:$1" >>$TRACING/kprobe_events || true
} 2>/dev/null

# A packet that lacks room for the headers is copied. Tags that the device does
# not insert need as much as what virtio_net puts in front. INIT and INIT ACK,
# with their parameters, may lack it.
test_headroom__is_enough()
{
	local case

	[ -d $TRACING/events ] || skip "this kernel has no tracing"
	topo_direct
	a ethtool -K a1 txvlan off >/dev/null
	b ethtool -K b1 txvlan off >/dev/null
	ip -n "$A" link add link a1 name a1.5 type vlan id 5 ||
		skip "this kernel has no VLANs"
	ip_all "$A" "addr add 10.77.5.1/24 dev a1.5" \
		"addr add fd77:5::1/64 dev a1.5 nodad" "link set a1.5 up"
	ip_all "$B" "link add link b1 name b1.5 type vlan id 5" \
		"addr add 10.77.5.2/24 dev b1.5" \
		"addr add fd77:5::2/64 dev b1.5 nodad" "link set b1.5 up"
	probe expand skb_expand_head
	watch kprobes/expand
	for case in 10.77.1. 10.77.5. fd77:1:: fd77:5::; do
		xfer -a "${case}1" -b "${case}2" -n 50
		wait_for 10 quiet
		[ "$(seen 'expand: ')" -le 2 ] ||
			fail "to $case: $(seen 'expand: ') packets got more room"
	done
}

tests_main "$@"
