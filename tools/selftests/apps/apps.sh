#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Applications as Debian ships them, inside a virtual machine (run boots it):
# clients in $A, servers in $B. See topo_direct in net/lib.sh for the network.

# shellcheck source-path=SCRIPTDIR source=../net/lib.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/../net/lib.sh"

HERE=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
BUILD=$HERE/../../../build/selftests-apps
WORK=$(mktemp -d)
SERVER=		# its process

# The two addresses of each host.
A4=(10.77.1.1 10.77.2.1) B4=(10.77.1.2 10.77.2.2)
A6=(fd77:1::1 fd77:2::1) B6=(fd77:1::2 fd77:2::2)

# show FILE: as diagnostics.
show()
{
	sed 's/^/# /' "$1"
}

# try COMMAND...: what has to succeed.
try()
{
	say "$@" >"$WORK/said" 2>&1 || {
		show "$WORK/said"
		fail "it failed"
	}
}

# serve COMMAND...: start a server in $B. What an earlier one said is gone before
# this one is there to be waited for.
serve()
{
	rm -f "$WORK/server"
	ip netns exec "$B" "$@" >"$WORK/server" 2>&1 </dev/null &
	SERVER=$!
	trap 'ended $?' EXIT
}

# ended STATUS: end of a test with a server. Nothing that it started runs on.
ended()
{
	local rc=$1 ns

	if [ "$rc" -ne 0 ]; then
		diag "the server's last words:"
		tail -n 30 "$WORK/server" | show -
	fi
	{
		for ns in "$A" "$B"; do
			ip netns pids "$ns" | xargs -r kill -KILL || true
		done
		wait
	} 2>/dev/null
	topo_destroy || rc=1
	exit "$rc"
}

# listens PORT: does somebody, in $B?
listens()
{
	[ -n "$(b awk "\$6 == $1" /proc/net/sctp/eps)" ]
}

# peers SERVER... -- CLIENT...: programs of ours, for a runtime that is not.
peers()
{
	local -a server=()

	while [ "$1" != -- ]; do
		server+=("$1")
		shift
	done
	shift
	topo_direct
	serve "${server[@]}"
	wait_for 60 grep -q '^# ready' "$WORK/server"
	a "$@" 2>&1 | show -
	wait "$SERVER" || fail "the server failed"
	show "$WORK/server"
}

# answers PORT: does a line come back from a server in $B? (The client must not
# shut down before it has: SCTP has no half-closed state.)
answers()
{
	rm -f "$WORK/answer"
	a timeout 60 socat "SCTP4:${B4[0]}:$1" \
		"SYSTEM:echo a line; head -n 1 >$WORK/answer" &&
		[ "$(cat "$WORK/answer")" = "a line" ]
}

# java_peers OPTION... -- HERE HERE THERE THERE
java_peers()
{
	local -a java=(java -Xshare:auto -XX:TieredStopAtLevel=1 -cp "$BUILD")

	while [ "$1" != -- ]; do
		java+=("$1")
		shift
	done
	peers "${java[@]}" Peer server "$4" "$5" -- \
		"${java[@]}" Peer client "$2" "$3" "$4" "$5"
}

LIMIT[java__ipv4]=120
test_java__ipv4()
{
	java_peers -- "${A4[@]}" "${B4[@]}"
}

LIMIT[java__ipv6]=120
test_java__ipv6()
{
	java_peers -- "${A6[@]}" "${B6[@]}"
}

# Sockets of AF_INET, where its default are those of AF_INET6 for both.
LIMIT[java__af_inet]=120
test_java__af_inet()
{
	java_peers -Djava.net.preferIPv4Stack=true -- "${A4[@]}" "${B4[@]}"
}

LIMIT[erlang__gen_sctp]=120
test_erlang__gen_sctp()
{
	local -a erl=(erl -noinput -pa "$BUILD" -run gen_sctp_peer main)

	peers "${erl[@]}" server "${B4[@]}" -- \
		"${erl[@]}" client "${A4[@]}" "${B4[@]}"
}

test_python__ipv4()
{
	peers "$HERE/peer.py" server "${B4[0]}" -- \
		"$HERE/peer.py" client "${A4[0]}" "${B4[0]}"
}

test_python__ipv6()
{
	peers "$HERE/peer.py" server "${B6[0]}" -- \
		"$HERE/peer.py" client "${A6[0]}" "${B6[0]}"
}

# stress DOMAIN: its servers and clients are on one host. Its last line counts.
stress()
{
	topo_direct
	try a stress-ng --sctp 2 --sctp-ops 500 --sctp-domain "$1" \
		--sctp-port 9000 --metrics --timeout 30
	grep -qE ' sctp +[1-9][0-9]* ' "$WORK/said" || fail "it did nothing"
}

test_stress_ng__ipv4()
{
	stress ipv4
}

test_stress_ng__ipv6()
{
	stress ipv6
}

# scan OPTION STATE STATE STATE: what nmap has to find out about a port where
# socat listens, one where nobody does, and one behind a firewall.
scan()
{
	local port=5001 state

	topo_direct
	serve socat SCTP4-LISTEN:5001,fork EXEC:cat
	wait_for 10 listens 5001
	b nft -f - <<-END
	table inet filter {
		chain input {
			type filter hook input priority 0;
			sctp dport 5003 drop
		}
	}
	END
	try a nmap -n -Pn "$1" -p 5001-5003 --max-retries 1 -oG - "${B4[0]}"
	show "$WORK/said"
	shift
	for state; do
		grep -q "[ ,]$port/$state/sctp" "$WORK/said" ||
			fail "port $port: not $state"
		port=$((port + 1))
	done
	try answers 5001
}

test_nmap__init_scan()
{
	scan -sY open closed filtered
}

test_nmap__cookie_echo_scan()
{
	scan -sZ 'open|filtered' closed 'open|filtered'
}

# there_and_back NR: a file, through a server that echoes.
there_and_back()
{
	head -c 100000 /dev/urandom >"$WORK/data-$1"
	a timeout 90 socat "SCTP6:[${B6[0]}]:5010" \
		"SYSTEM:cat $WORK/data-$1 & head -c 100000 >$WORK/back-$1" &&
		cmp "$WORK/data-$1" "$WORK/back-$1"
}

# Several at once, each with a process of its own.
test_socat__fork()
{
	local i
	local -a clients=()

	topo_direct
	serve socat SCTP6-LISTEN:5010,fork EXEC:cat
	wait_for 10 listens 5010
	for i in 1 2 3 4; do
		there_and_back "$i" &
		clients+=($!)
	done
	for i in "${clients[@]}"; do
		wait "$i" || fail "a client failed"
	done
}

# Both ways at once, and two associations of each. (Its -X fails with Linux's own
# SCTP, too.)
test_iperf3__bidir()
{
	topo_direct
	serve iperf3 -s -1 -p 5020 --forceflush
	wait_for 20 grep -q listening "$WORK/server"
	try a timeout 90 iperf3 -c "${B6[0]}" -p 5020 --sctp -t 2 --bidir \
		-P 2 -B "${A6[0]}"
	wait "$SERVER" || fail "the server failed"
	grep -qE '[1-9][0-9.]* [KMG]?bits/sec +receiver' "$WORK/server" ||
		fail "nothing arrived"
}

test_lksctp__checksctp()
{
	try checksctp
}

# Either side leaves a process that prints the state of its association.
test_lksctp__sctp_status()
{
	topo_direct
	serve sctp_status -H "${B4[0]}" -P 5030 -l
	wait_for 20 listens 5030
	try a timeout 90 sctp_status -H "${A4[0]}" -P 5031 -h "${B4[0]}" \
		-p 5030 -s -x 3 -c 1500 -X 5
	wait_for 10 grep -q 'ESTABLISHED.*ACTIVE' "$WORK/said"
	wait_for 10 grep -q 'ESTABLISHED.*ACTIVE' "$WORK/server"
}

test_lksctp__sctp_test()
{
	topo_direct
	serve sctp_test -H "${B4[0]}" -B "${B4[1]}" -P 5032 -l
	wait_for 20 listens 5032
	try a timeout 90 sctp_test -H "${A4[0]}" -B "${A4[1]}" -P 5033 \
		-h "${B4[0]}" -p 5032 -s -c 6 -x 2
}

# A program for TCP that does not know what it speaks.
test_withsctp__socat()
{
	topo_direct
	serve withsctp socat TCP4-LISTEN:5040,fork EXEC:cat
	wait_for 20 listens 5040
	try answers 5040
}

# certificate NAME: they want one, although no TLS is spoken.
certificate()
{
	try openssl req -x509 -newkey rsa:2048 -nodes -days 3000 \
		-subj "/CN=$1.test.example" -keyout "$WORK/$1.key" \
		-out "$WORK/$1.pem"
}

# diameter NAME PEER ADDRESS...: configuration of a daemon. PEER is "" for the
# one that waits.
diameter()
{
	local name=$1 peer=$2 address

	shift 2
	echo "Identity = \"$name.test.example\"; Realm = \"test.example\";"
	echo "No_TCP; No_IPv6; SecPort = 0; Port = 3868;"
	for address; do
		echo "ListenOn = \"$address\";"
	done
	echo "TLS_Cred = \"$WORK/$name.pem\", \"$WORK/$name.key\";"
	echo "TLS_CA = \"$WORK/$name.pem\";"
	echo "LoadExtension = \"dbg_msg_dumps.fdx\" : \"0x8888\";"
	if [ -n "$peer" ]; then
		echo "ConnectPeer = \"$peer.test.example\" { No_TLS;" \
			"ConnectTo = \"${B4[0]}\"; ConnectTo = \"${B4[1]}\"; };"
	else
		echo "LoadExtension = \"acl_wl.fdx\" : \"$WORK/acl\";"
	fi
}

LIMIT[freediameter__open]=120
test_freediameter__open()
{
	local client

	certificate server
	certificate client
	echo "ALLOW_IPSEC *.test.example" >"$WORK/acl"
	diameter server "" "${B4[@]}" >"$WORK/server.conf"
	diameter client server "${A4[@]}" >"$WORK/client.conf"
	topo_direct
	serve freeDiameterd -c "$WORK/server.conf" -d
	wait_for 40 listens 3868
	rm -f "$WORK/client"
	ip netns exec "$A" freeDiameterd -c "$WORK/client.conf" -d \
		>"$WORK/client" 2>&1 &
	client=$!
	wait_for 40 grep -q Capabilities-Exchange-Answer "$WORK/client"
	wait_for 10 grep -q Capabilities-Exchange-Request "$WORK/server"
	wait_for 10 grep -q STATE_OPEN "$WORK/client"
	wait_for 10 grep -q STATE_OPEN "$WORK/server"
	kill "$client"
	wait_for 10 grep -q Disconnect-Peer-Request "$WORK/server"
}

# draft STYLE: an example of the API draft of 2002 gives a line back.
draft()
{
	topo_direct
	serve "$BUILD/draft_$1"
	wait_for 10 listens 7
	try answers 7
	wait_for 10 grep -q '^got 7 bytes on stream 0:' "$WORK/server"
	grep -q '^a line$' "$WORK/server" || fail "not the line"
	wait_for 10 grep -q '^\^^^ shutdown event' "$WORK/server"
}

INTREE_FAILS[draft__tcp_style]="no option for each notification"
test_draft__tcp_style()
{
	draft tcp
	wait "$SERVER" || fail "the server failed"
	show "$WORK/server"
}

INTREE_FAILS[draft__udp_style]="no option for each notification"
test_draft__udp_style()
{
	draft udp
	grep -q '^\^^^ assoc_change: state=0, error=0, instr=[1-9]' \
		"$WORK/server" || fail "no SCTP_COMM_UP"
	wait_for 10 grep -q '^\^^^ assoc_change: state=3,' "$WORK/server"
	show "$WORK/server"
}

tests_main "$@"
