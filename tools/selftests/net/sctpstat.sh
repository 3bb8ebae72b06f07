#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts/sctpstat: what it shows of real associations.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=(sctpstat__associations)
for test in associations ipv6 queues_and_windows counters telemetry \
	small_system; do
	LIMIT[sctpstat__$test]=90	# paths are probed first
done
STAT=$NET_DIR/../../../scripts/sctpstat

# Patterns: names of both ends, a number, a state on bad paths
ENDS='10\.77\.1\.1:[0-9]+ 10\.77\.1\.2:7000'
ENDS6='\[fd77:1::1\]:[0-9]+ \[fd77:1::2\]:7000'
SOME='[1-9][0-9]+'
UP='.* ESTABLISHED'
POOR="$UP( \(failing\)| \(inactive\))?"

# connected [PROTOCOL ADDRESS PATHS]: a server in $B, a client in $A, which
# sends what comes to $FD.
connected()
{
	topo_direct
	connected_to "$@"
}

# connected_to [PROTOCOL ADDRESS PATHS]: the same, where the hosts are there.
connected_to()
{
	local protocol=${1:-SCTP4} address=${2:-10.77.1.2}

	ip netns exec "$B" socat -u "$protocol-LISTEN:7000" - \
		>/dev/null 2>&1 &
	SERVER=$!
	wait_for 10 b grep -q 7000 /proc/net/sctp/eps
	exec {FD}> >(exec ip netns exec "$A" \
		socat -u - "$protocol:$address:7000" 2>/dev/null)
	# the other addresses of the peer were probed
	wait_for 20 paths_active "${3:-2}"
}

# paths_active N: that many of $A.
paths_active()
{
	[ "$(a grep -c ' 2$' /proc/net/sctp/remaddr)" -eq "$1" ]
}

# disconnected: end both.
disconnected()
{
	exec {FD}>&-
	kill "$SERVER" 2>/dev/null || true
}

# shows FIELDS OPTION...: a line of $A's output has these, spaces between them.
shows()
{
	local want=$1

	shift
	SAID=$(a "$STAT" "$@")
	tr -s ' ' <<<"$SAID" | grep -qxE "$want" && return
	diag "${SAID//$'\n'/$'\n# '}"
	return 1
}

test_sctpstat__associations()
{
	connected
	shows "$ENDS .* 0 .* 0 [0-9]+/[0-9]+ ESTABLISHED" ||
		fail "no association"
	shows ' 10\.77\.2\.1 10\.77\.2\.2 active' || fail "no second address"
	disconnected
}

test_sctpstat__ipv6()
{
	connected SCTP6 '[fd77:1::2]' 4
	shows "$ENDS6 $SOME 0 $SOME 0 $UP" || fail "no association"
	grep -q ' fd77:2::2 .* active$' <<<"$SAID" || fail "no second address"
	grep -q ' 10.77.2.2 .* active$' <<<"$SAID" || fail "no IPv4 address"
	disconnected
}

# The windows are ss's, and what cannot be sent is in Send-Q.
test_sctpstat__queues_and_windows()
{
	connected
	shows "$ENDS $SOME 0 $SOME 0 $UP" || fail "no windows"
	say tc -n "$A" qdisc add dev a1 root netem loss 100%
	say tc -n "$A" qdisc add dev a2 root netem loss 100%
	echo "this is lost" >&"$FD"
	wait_for 10 shows "$ENDS $SOME $SOME $SOME 0 $POOR"
	tc -n "$A" qdisc del dev a1 root
	tc -n "$A" qdisc del dev a2 root
	disconnected
}

test_sctpstat__listener()
{
	topo_direct
	ip netns exec "$A" socat -u SCTP-LISTEN:7000 - >/dev/null 2>&1 &
	wait_for 10 shows '(0\.0\.0\.0|\[::\]):7000 \* - - - - - LISTEN' -a
	[ "$(a "$STAT" | wc -l)" -eq 1 ] || fail "it is no association"
	kill $!
}

test_sctpstat__counters()
{
	local log stat

	log=$(mktemp)
	connected
	shows ' 1 associations now' -s || fail "CurrEstab"
	shows ' 1 associations set up by this host' -s || fail "ActiveEstabs"
	shows ' 0 ordered DATA chunks sent' -s || fail "OutOrderChunks"
	# every counter has words
	[[ $SAID != *Sctp* ]] || fail "without words: $SAID"
	ip netns exec "$A" "$STAT" -s -i 1 -c 60 >"$log" &
	stat=$!
	wait_for 10 grep -q "ordered DATA chunks sent" "$log"
	echo one >&"$FD"
	wait_for 10 grep -q "+1 ordered DATA chunks sent" "$log"
	# what else it says that second, and in the next
	sleep 2
	kill $stat
	diag "$(tail -n +34 "$log" | tr '\n' ';')"
	[ "$(grep -cE '^ +\+1 ordered DATA chunks sent$' "$log")" -eq 1 ] ||
		fail "not what was added"
	[ "$(grep -c 'unordered DATA chunks sent' "$log")" -eq 1 ] ||
		fail "what has not changed is shown again"
	disconnected
}

# Of associations that have it; each path has its own congestion control.
test_sctpstat__telemetry()
{
	connected
	! shows '.+' -t || fail "without telemetry"
	disconnected
	topo_destroy
	topo_direct
	a sysctl -qw net.sctp.telemetry=1 net.sctp.congestion_control=cubic
	connected_to
	echo hello >&"$FD"
	wait_for 10 shows "association [0-9]+ ports [0-9]+,7000 cubic busy:[0-9.]+ms user_limited:100.0% delivery_rate:[0-9.]+Mbit/s short_of_data delivered:24 rtt:[0-9.]+/[0-9.]+ms minrtt:[0-9.]+ms" -t
	shows ' path 10\.77\.1\.2 cubic busy:.* delivered:24 .*' -t ||
		fail "no path"
	disconnected
}

test_sctpstat__small_system()
{
	local bin theirs

	command -v busybox >/dev/null || skip "no busybox"
	bin=$(mktemp -d)
	connected
	ln -s "$(command -v busybox)" "$bin/busybox"
	busybox --install -s "$bin"
	rm -f "$bin/ip"
	theirs=$(ip netns exec "$A" env -i PATH="$bin" busybox sh "$STAT")
	diag "${theirs//$'\n'/$'\n# '}"
	# without ss there are no windows
	tr -s ' ' <<<"$theirs" | grep -qxE "$ENDS - 0 - 0 $UP" ||
		fail "not the same"
	theirs=$(ip netns exec "$A" env -i PATH="$bin" busybox sh "$STAT" -s)
	[[ $theirs == *"1 associations now"* ]] || fail "no counters"
	disconnected
}

test_sctpstat__usage()
{
	local rc=0

	topo_direct
	a "$STAT" -a -s 2>/dev/null || rc=$?
	[ "$rc" -eq 2 ] || fail "-a -s: $rc"
	rc=0
	a "$STAT" -i never 2>/dev/null || rc=$?
	[ "$rc" -eq 2 ] || fail "-i never: $rc"
	rc=0
	SCTPSTAT_DIR=/nowhere a "$STAT" 2>/dev/null || rc=$?
	[ "$rc" -eq 1 ] || fail "no SCTP: $rc"
}

tests_main "$@"
