#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The life of the module: in use, not in use, gone, back again.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=(module__refused_while_in_use netns__destroyed_with_associations
	netns__counts_return module__reload)

for test in module__unused_at_rest module__refused_while_in_use \
	module__reload module__second_load; do
	INTREE_FAILS[$test]="each namespace holds references: cannot be unloaded"
done

INTREE_FAILS[module__diagnosis]="it finds Linux's own in the way"

# hold ARGUMENT...: start the program that holds something, as $HOLDER, and wait
# until it does.
hold()
{
	local ready

	exec {HOLD_FD}< <(exec "$NET_BUILD/hold" "$@")
	HOLDER=$!
	read -r ready <&"$HOLD_FD" || fail "hold $* failed"
	[ "$ready" = ready ] || fail "hold $*: $ready"
}

# release: end it.
release()
{
	kill -KILL "$HOLDER"
	exec {HOLD_FD}<&-
}

# sockets PROTOCOL: the count in /proc/net/protocols.
sockets()
{
	ip netns exec "$A" sed -n "s/^$1 *[0-9]* *\([0-9]*\) .*/\1/p" \
		/proc/net/protocols
}

test_module__unused_at_rest()
{
	wait_for 10 unused
}

# The diagnosis for users finds nothing wrong.
test_module__diagnosis()
{
	local said rc=0

	said=$("$NET_DIR/../../../scripts/checksctp") || rc=$?
	diag "${said//$'\n'/$'\n# '}"
	[[ $said == *"this module is loaded"* ]] || fail "not loaded"
	[ "$rc" -eq 0 ] || fail "something is wrong"
	hold socket
	said=$("$NET_DIR/../../../scripts/checksctp") || true
	release
	[[ $said == *" sockets hold the module"* ]] ||
		fail "not said why it cannot be removed"
	wait_for 10 unused
}

test_module__refused_while_in_use()
{
	local what

	wait_for 10 unused
	for what in socket listen "associations 3"; do
		# shellcheck disable=SC2086
		hold $what
		if say rmmod sctp 2>/dev/null; then
			fail "the module is gone, but in use: $what"
		fi
		release
		wait_for 10 unused
	done
}

test_module__reload()
{
	local i

	for i in 1 2 3; do
		wait_for 10 unused
		unload
		! loaded || fail "still there"
		[ ! -e /proc/net/sctp ] || fail "/proc/net/sctp is still there"
		[ ! -e /proc/sys/net/sctp ] || fail "/proc/sys/net/sctp, too"
		! grep -q SCTP /proc/net/protocols || fail "still in protocols"
		load
		[ -e /proc/net/sctp/snmp ] || fail "no /proc/net/sctp/snmp"
		topo_direct
		xfer "${DIRECT[@]}" -n 50
		topo_destroy
	done
}

# Namespaces that are there when it is loaded and unloaded.
test_module__reload_with_namespaces()
{
	[ "$SCTP_STACK" != intree ] || skip "cannot be unloaded"
	topo_direct
	wait_for 10 unused
	unload
	load
	xfer "${DIRECT[@]}" -n 50
	wait_for 10 quiet
}

test_module__second_load()
{
	[ "$SCTP_STACK" = ours ] || fail "there is only one of it"
	! insmod "$SCTP_KO" 2>/dev/null || fail "loaded twice"
	loaded || fail "it is gone"
}

# Autoload finds it by its aliases.
test_module__aliases()
{
	local alias file=sctp

	[ "$SCTP_STACK" = intree ] || file=$SCTP_KO
	for alias in net-pf-2-proto-132 net-pf-10-proto-132; do
		modinfo -F alias "$file" | grep -qx "$alias" ||
			fail "no alias $alias"
	done
}

# Everything is closed at once, and the namespaces are deleted while the
# associations are still at it.
test_netns__destroyed_with_associations()
{
	topo_direct
	hold peers "$A" 10.77.1.1 "$B" 10.77.1.2 20
	ip_all "" "netns del $A" "netns del $B"
	release
}

# The same, when the other end cannot be reached any more.
test_netns__destroyed_while_unreachable()
{
	topo_direct
	hold peers "$A" 10.77.1.1 "$B" 10.77.1.2 10
	ip -n "$A" link del a1
	ip_all "" "netns del $A" "netns del $B"
	release
}

# Another one lives on, undisturbed.
test_netns__others_undisturbed()
{
	local i

	topo_direct
	for ((i = 0; i < 5; i++)); do
		ip netns add "$R"
		ip netns exec "$R" cat /proc/net/sctp/snmp >/dev/null
		ip netns del "$R"
	done
	xfer "${DIRECT[@]}" -n 200 -D -x "50:ip netns add $R && \
		ip netns exec $R sysctl -qw net.sctp.rto_min=77 && \
		ip netns del $R"
	[ "$(a cat /proc/sys/net/sctp/rto_min)" = 1000 ]
	wait_for 10 quiet
}

test_netns__counts_return()
{
	local before after

	topo_direct
	before="$(sockets SCTP) $(sockets SCTPv6)"
	a "$NET_BUILD/xfer" -A "$A" -B "$B" "${DIRECT[@]}" -n 50
	a "$NET_BUILD/xfer" -A "$A" -B "$B" "${DIRECT_V6[@]}" -n 50 -Q
	wait_for 10 quiet
	after="$(sockets SCTP) $(sockets SCTPv6)"
	[ "$before" = "$after" ] ||
		fail "sockets of SCTP and SCTPv6: $before before, $after after"
	[ "$(counter "$A" SctpCurrEstab)" -eq 0 ]
}

tests_main "$@"
