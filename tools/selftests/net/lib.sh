# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# Shared by the tests that need several network namespaces. Sourced.
#
#   topo_direct: two hosts, two links
#
#    ┌ $A ──────────────────┐                  ┌ $B ──────────────────┐
#    │ a1  10.77.1.1  fd77:1::1 ───── veth ───── b1  10.77.1.2  fd77:1::2 │
#    │ a2  10.77.2.1  fd77:2::1 ───── veth ───── b2  10.77.2.2  fd77:2::2 │
#    └──────────────────────┘                  └──────────────────────┘
#
#   topo_router: two hosts, a router between them
#
#    ┌ $A ────────────┐    ┌ $R ─────────────┐    ┌ $B ────────────┐
#    │ a1  10.77.1.1  ├────┤ ra .254   .254 rb ├────┤ b1  10.77.2.2  │
#    │     fd77:1::1  │    │   ::fe   ::fe   │    │     fd77:2::2  │
#    └────────────────┘    └─────────────────┘    └────────────────┘
#
# A test is a function test_NOUN__CONDITION. It runs in a subshell with errexit
# on; whatever it creates is destroyed when it ends, and that is verified.
# Tests whose names are in the array SMOKE make the --smoke subset.

set -euo pipefail

NET_DIR=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
NET_BUILD=${NET_BUILD:-$NET_DIR/../../../build/selftests-net}
KTAP_SCALE=${KTAP_SCALE:-1}
SCTP_STACK=${SCTP_STACK:-ours}
export KTAP_SCALE SCTP_STACK

# Namespaces. Their names carry the process id: nothing of others is touched.
A=sctp-a-$$ B=sctp-b-$$ C=sctp-c-$$ R=sctp-r-$$

# Filled by the tests' files.
declare -a SMOKE=()		# tests of the --smoke subset
declare -A INTREE_FAILS=()	# test: why Linux's own stack fails it
declare -A LIMIT=()		# test: seconds, if not 40
# How much longer a busy machine may take. A limit ends what hangs; a test that
# asks how long something took looks at the clock itself.
BUSY=3
USERS=0				# of the module, before the first test

# diag MESSAGE...: a diagnostic line.
diag()
{
	printf '# %s\n' "$*"
}

# fail MESSAGE...: end this test as failed.
fail()
{
	diag "$@"
	exit 1
}

# skip REASON...: end this test as skipped.
skip()
{
	diag "SKIP $*"
	exit 4
}

# say COMMAND...: run it, and show it.
say()
{
	diag "+ $*"
	"$@"
}

# logged ARGUMENT...: xfer with its output shown and in $LOG.
logged()
{
	LOG=$(mktemp)
	say xfer "$@" | tee "$LOG"
}

# was END ADDRESS STATE: an event that must have been seen.
was()
{
	grep -qF "$1: $2 is $3" "$LOG" || fail "$1 was not told: $2 is $3"
}

# a, b, c, r COMMAND...: run it in a namespace.
a() { ip netns exec "$A" "$@"; }
b() { ip netns exec "$B" "$@"; }
c() { ip netns exec "$C" "$@"; }
r() { ip netns exec "$R" "$@"; }

# wait_for SECONDS COMMAND...: until the command succeeds, which an idle machine
# takes that long for at most.
wait_for()
{
	local end=$((SECONDS + $1 * KTAP_SCALE * BUSY + 1))

	shift
	until "$@" >/dev/null 2>&1; do
		((SECONDS < end)) || fail "never came true: $*"
		sleep 0.05
	done
}

# spoilt MESSAGE...: end this attempt, or a test without attempts, as failed.
spoilt()
{
	diag "$@"
	exit 5
}

# attempts N COMMAND...: while it ends as spoilt, N times at most, each with a
# network of its own. It is for what is measured: a machine that stands still
# spoils that now and then, a fault each time. Whatever else fails fails at once.
attempts()
{
	local n=$1 try rc

	shift
	# Linux's own fails for reasons of its own
	[ "$SCTP_STACK" != intree ] || n=1
	for ((try = 1; try <= n; try++)); do
		# no condition: errexit would be off in there
		set +e
		(
			set -e
			"$@"
		)
		rc=$?
		set -e
		[ $rc -ne 0 ] || return 0
		[ $rc -eq 5 ] || exit $rc
		diag "attempt $try of $n: $*"
		topo_destroy
	done
	fail "spoilt $n times: $*"
}

# ip_all COMMAND...: several commands of ip in one go: starting a program is what
# takes time in a virtual machine. $1 is a namespace or "".
ip_all()
{
	local ns=$1

	shift
	printf '%s\n' "$@" | ip ${ns:+-n "$ns"} -batch -
}

# For xfer: the ends of the first link, and two with a router between them.
# shellcheck disable=SC2034
{
	DIRECT=(-a 10.77.1.1 -b 10.77.1.2)
	DIRECT_V6=(-a fd77:1::1 -b fd77:1::2)
	ROUTED=(-a 10.77.1.1 -b 10.77.2.2)
}

topo_direct()
{
	ip_all "" "netns add $A" "netns add $B" \
		"link add a1 netns $A type veth peer name b1 netns $B" \
		"link add a2 netns $A type veth peer name b2 netns $B"
	ip_all "$A" "link set lo up" "link set a1 up" "link set a2 up" \
		"addr add 10.77.1.1/24 dev a1" "addr add 10.77.2.1/24 dev a2" \
		"addr add fd77:1::1/64 dev a1 nodad" \
		"addr add fd77:2::1/64 dev a2 nodad"
	ip_all "$B" "link set lo up" "link set b1 up" "link set b2 up" \
		"addr add 10.77.1.2/24 dev b1" "addr add 10.77.2.2/24 dev b2" \
		"addr add fd77:1::2/64 dev b1 nodad" \
		"addr add fd77:2::2/64 dev b2 nodad"
}

# netem ARGUMENT...: what the network does, in both directions.
netem()
{
	say tc -n "$A" qdisc replace dev a1 root netem "$@"
	say tc -n "$B" qdisc replace dev b1 root netem "$@"
}

# short_backoff NAMESPACE...: where one packet in four is lost, one in a thousand
# is lost five times in a row, and waits for a minute.
short_backoff()
{
	local ns

	for ns; do
		ip netns exec "$ns" sysctl -qw net.sctp.max_init_retransmits=30 \
			net.sctp.rto_max=2000
	done
}

topo_router()
{
	ip_all "" "netns add $A" "netns add $B" "netns add $R" \
		"link add a1 netns $A type veth peer name ra netns $R" \
		"link add rb netns $R type veth peer name b1 netns $B"
	ip_all "$R" "link set lo up" "link set ra up" "link set rb up" \
		"addr add 10.77.1.254/24 dev ra" \
		"addr add 10.77.2.254/24 dev rb" \
		"addr add fd77:1::fe/64 dev ra nodad" \
		"addr add fd77:2::fe/64 dev rb nodad"
	ip_all "$A" "link set lo up" "link set a1 up" \
		"addr add 10.77.1.1/24 dev a1" \
		"addr add fd77:1::1/64 dev a1 nodad" \
		"route add default via 10.77.1.254" \
		"route add default via fd77:1::fe"
	ip_all "$B" "link set lo up" "link set b1 up" \
		"addr add 10.77.2.2/24 dev b1" \
		"addr add fd77:2::2/64 dev b1 nodad" \
		"route add default via 10.77.2.254" \
		"route add default via fd77:2::fe"
	r sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
}

# module_users VARIABLE: how often the module is in use, by other than modules.
module_users()
{
	local holder

	read -r "${1?}" </sys/module/sctp/refcnt
	for holder in /sys/module/sctp/holders/*; do
		[ ! -e "$holder" ] || printf -v "$1" %d $((${!1} - 1))
	done
}

# unused: nobody uses the module.
unused()
{
	local users

	module_users users
	[ "$users" -eq 0 ]
}

# loaded: is the module there?
loaded()
{
	[ -d /sys/module/sctp ]
}

# load: the module under test, once more.
load()
{
	if [ "$SCTP_STACK" = intree ]; then
		modprobe sctp
	else
		insmod "$SCTP_KO"
	fi
}

# unload: everything of it.
unload()
{
	[ ! -d /sys/module/sctp_diag ] || rmmod sctp_diag
	rmmod sctp
}

# topo_destroy: everything the topologies created. And is it really gone, with
# all sockets and associations? The module's users tell.
topo_destroy()
{
	local ns end=$((SECONDS + 10 * KTAP_SCALE * BUSY)) users
	local -a commands=()

	for ns in "$A" "$B" "$C" "$R"; do
		[ ! -e "/run/netns/$ns" ] || commands+=("netns del $ns")
	done
	[ ${#commands[@]} -eq 0 ] || ip_all "" "${commands[@]}"
	for ns in "$A" "$B" "$C" "$R"; do
		[ ! -e "/run/netns/$ns" ] || diag "not destroyed: $ns"
	done
	module_users users
	until [ "$users" -le "$USERS" ]; do
		if [ $SECONDS -gt $end ]; then
			diag "the module has $users users, had $USERS before"
			return 1
		fi
		sleep 0.05
		module_users users
	done
}

# quiet: no association and no endpoint is left in $A and $B.
quiet()
{
	local ns file

	for ns in "$A" "$B"; do
		for file in assocs eps; do
			[ "$(ip netns exec "$ns" cat "/proc/net/sctp/$file" |
				wc -l)" -eq 1 ] || return 1
		done
	done
}

# counter NS NAME: a value of /proc/net/sctp/snmp.
counter()
{
	ip netns exec "$1" sed -n "s/^$2[[:space:]]*//p" /proc/net/sctp/snmp
}

# sums_right: no SCTP packet that came to $A or $B had a wrong checksum.
sums_right()
{
	local ns errors

	for ns in "$A" "$B"; do
		errors=$(counter "$ns" SctpChecksumErrors)
		[ "$errors" -eq 0 ] || fail "$errors checksum errors in $ns"
	done
}

# established NS: a server there has had an association.
established()
{
	[ "$(counter "$1" SctpPassiveEstabs)" -gt 0 ]
}

# silent_router: the one of topo_router sends no ICMP errors.
silent_router()
{
	modprobe -qa nf_tables || true
	r nft -f - <<-END || skip "this kernel has no nftables"
		table inet silent {
			chain out {
				type filter hook output priority 0;
				icmp type destination-unreachable drop
				icmpv6 type packet-too-big drop
			}
		}
	END
}

# xfer ARGUMENT...: the transfer program, client in $A and server in $B.
xfer()
{
	"$NET_BUILD/xfer" -A "$A" -B "$B" "$@"
}

# in_list WORD WORD...: is the first among the others?
in_list()
{
	local want=$1 word

	shift
	for word in "$@"; do
		[ "$word" != "$want" ] || return 0
	done
	return 1
}

# one_test FUNCTION: the body of a test's process.
one_test()
{
	trap 'rc=$?; topo_destroy || rc=1; exit $rc' EXIT
	"$1"
}

# at_end COMMAND: run it when the test ends, whose status stays what it is.
at_end()
{
	local old

	old=$(trap -p EXIT | cut -d "'" -f 2)
	# shellcheck disable=SC2064
	trap "rc=\$?; $1; ${old#'rc=$?; '}" EXIT
}

# run_one NUMBER NAME: run a test, print its result. Counts in PASS and so on.
run_one()
{
	local fn=test_$2 rc=0 pid watchdog
	local start=$((${EPOCHREALTIME/[.,]/} / 1000))
	local limit=$((${LIMIT[$2]:-40} * KTAP_SCALE * BUSY))

	# A process group of its own, so that all of it can be stopped.
	set -m
	(one_test "$fn") &
	pid=$!
	(
		sleep "$limit"
		diag "timed out after $limit s"
		kill -TERM -- "-$pid"
		sleep 5
		kill -KILL -- "-$pid"
	) 2>/dev/null &
	watchdog=$!
	set +m
	wait "$pid" || rc=$?
	kill -TERM -- "-$watchdog" 2>/dev/null || true
	wait "$watchdog" 2>/dev/null || true
	# In case the test's process was killed.
	topo_destroy || rc=1

	case $rc in
	0)
		PASS=$((PASS + 1))
		echo "ok $1 - $2 ($((${EPOCHREALTIME/[.,]/} / 1000 - start)) ms)"
		;;
	4)
		SKIP=$((SKIP + 1))
		echo "ok $1 - $2 # SKIP"
		;;
	*)
		if [ "$SCTP_STACK" = intree ] && [ -n "${INTREE_FAILS[$2]:-}" ]
		then
			XFAIL=$((XFAIL + 1))
			echo "ok $1 - $2 # XFAIL ${INTREE_FAILS[$2]}"
		else
			FAIL=$((FAIL + 1))
			echo "not ok $1 - $2"
		fi
		;;
	esac
}

# tests_main ARGUMENT...: what a file of tests ends with.
tests_main()
{
	local list=no smoke=no name pattern nr=0
	local -a names=()

	while [[ ${1:-} == --* ]]; do
		case $1 in
		--list) list=yes ;;
		--smoke) smoke=yes ;;
		*)
			echo "usage: $0 [--list] [--smoke] [name | glob ...]" >&2
			exit 2
			;;
		esac
		shift
	done
	for name in $(declare -F | sed -n 's/^declare -f test_//p'); do
		[ "$smoke" = no ] || in_list "$name" "${SMOKE[@]}" || continue
		[ $# -gt 0 ] || names+=("$name")
		for pattern in "$@"; do
			# shellcheck disable=SC2053
			if [[ $name == $pattern ]]; then
				names+=("$name")
				break
			fi
		done
	done
	if [ $list = yes ]; then
		[ ${#names[@]} -eq 0 ] || printf '%s\n' "${names[@]}"
		return
	fi
	PASS=0 FAIL=0 SKIP=0 XFAIL=0
	echo "KTAP version 1"
	echo "1..${#names[@]}"
	[ -d /sys/module/sctp ] || modprobe sctp
	module_users USERS
	for name in "${names[@]}"; do
		nr=$((nr + 1))
		run_one "$nr" "$name"
	done
	echo "# Totals: pass:$PASS fail:$FAIL xfail:$XFAIL xpass:0 skip:$SKIP error:0"
	[ $FAIL -eq 0 ]
}
