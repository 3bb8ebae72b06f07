#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Random system calls: two programs that call whatever comes to their mind, one
# in each namespace. What they leave behind has to go with them, with the
# namespaces, and with the module.
#
# KTAP_SEED and KTAP_SECONDS are the seed and the time for each test.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

: "${KTAP_SEED:=1}" "${KTAP_SECONDS:=2}"

SMOKE=(syscalls__two_hosts syscalls__seed_decides)
for test in syscalls__two_hosts syscalls__one_host; do
	LIMIT[$test]=$((60 + 5 * KTAP_SECONDS / KTAP_SCALE))
done

# digest SEED: what 500 calls would be.
digest()
{
	"$NET_BUILD/syscalls" -d -n 500 -s "$1"
}

# estab NS: associations that were set up in a namespace.
estab()
{
	local -i sum

	sum=$(counter "$1" SctpActiveEstabs)+$(counter "$1" SctpPassiveEstabs)
	echo "$sum"
}

# network: two hosts where nobody who is closed lingers.
network()
{
	local ns

	topo_direct
	for ns in "$A" "$B"; do
		ip netns exec "$ns" sysctl -qw net.sctp.rto_min=20 \
			net.sctp.rto_initial=50 net.sctp.rto_max=100
	done
}

# mad NS SEED: system calls there, in the background.
mad()
{
	ip netns exec "$1" "$NET_BUILD/syscalls" -s "$2" -t "$KTAP_SECONDS" &
	CALLERS+=($!)
}

# both NS SEED NS SEED: two programs, with the next seeds while there was no
# association: a busy machine calls little in that time.
both()
{
	local try pid
	local -a CALLERS

	diag "KTAP_SEED=$KTAP_SEED, $KTAP_SECONDS s"
	for try in 0 1 2 3 4; do
		CALLERS=()
		mad "$1" $(($2 + try))
		mad "$3" $(($4 + try))
		for pid in "${CALLERS[@]}"; do
			wait "$pid" || fail "syscalls ended with $?"
		done
		diag "associations: $(estab "$A") and $(estab "$B")"
		(($(estab "$A") + $(estab "$B") == 0)) || return 0
	done
	# of slow kernels one of two may wait
	[ "$KTAP_SCALE" -gt 1 ] || fail "there was no association"
}

# sane: after all that, everything works and can be taken down.
sane()
{
	xfer "${DIRECT[@]}" -n 50
	topo_destroy
	[ "$SCTP_STACK" != intree ] || return 0
	wait_for 10 unused
	unload
	load
}

# The same seed, the same calls.
test_syscalls__seed_decides()
{
	[ "$(digest 7)" = "$(digest 7)" ] || fail "7 is not 7"
	[ "$(digest 7)" != "$(digest 8)" ] || fail "7 is 8"
}

test_syscalls__two_hosts()
{
	network
	both "$A" "$KTAP_SEED" "$B" $((KTAP_SEED + 1000000))
	sane
}

# Two that share ports and addresses.
test_syscalls__one_host()
{
	network
	both "$A" $((KTAP_SEED + 2000000)) "$A" $((KTAP_SEED + 3000000))
	sane
}

tests_main "$@"
