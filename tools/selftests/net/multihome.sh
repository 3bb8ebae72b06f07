#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Two hosts, two links: one is cut while messages move, and none is lost.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=(failover__primary_cut)
INTREE_FAILS[cmt__two_paths_at_once]="there is no such sysctl"
INTREE_FAILS[cmt__dac_saves_sacks]="there is no such sysctl"

V4=(-a "10.77.1.1,10.77.2.1" -b "10.77.1.2,10.77.2.2")
V6=(-a "fd77:1::1,fd77:2::1" -b "fd77:1::2,fd77:2::2")

# Fast retransmission timers, few tries, frequent heartbeats, and time to see at
# the end what became of the paths: one without data takes two HEARTBEATs to
# fail, of 800 ms each.
FAST=(-o 50:200 -m 2 -h 300 -e -i 2500)

# Of topo_three
THREE=(-a "10.77.1.1,10.77.2.1,10.77.3.1" -b "10.77.1.2,10.77.2.2,10.77.3.2")

# topo_three: a third link.
topo_three()
{
	topo_direct
	ip_all "" "link add a3 netns $A type veth peer name b3 netns $B"
	ip_all "$A" "link set a3 up" "addr add 10.77.3.1/24 dev a3"
	ip_all "$B" "link set b3 up" "addr add 10.77.3.2/24 dev b3"
}

# cut_link N: the command that makes link N lose every packet, silently, in both
# directions.
cut_link()
{
	echo "tc -n $A qdisc add dev a$1 root netem loss 100% &&" \
		"tc -n $B qdisc add dev b$1 root netem loss 100%"
}

# heal_link N: the command that undoes it.
heal_link()
{
	echo "tc -n $A qdisc del dev a$1 root && tc -n $B qdisc del dev b$1 root"
}

test_multihome__addresses_confirmed()
{
	topo_direct
	logged "${V4[@]}" "${FAST[@]}" -n 200 -D
	was client 10.77.2.2 confirmed
	was server 10.77.2.1 confirmed
}

test_failover__primary_cut()
{
	topo_direct
	logged "${V4[@]}" "${FAST[@]}" -n 800 -z 1:3000 -u 10 -x "30:$(cut_link 1)"
	was client 10.77.1.2 unreachable
}

test_failover__primary_cut_both_ways()
{
	topo_direct
	logged "${V4[@]}" "${FAST[@]}" -n 800 -z 1:3000 -D -x "30:$(cut_link 1)"
	was client 10.77.1.2 unreachable
}

test_failover__primary_cut_v6()
{
	topo_direct
	logged "${V6[@]}" "${FAST[@]}" -Q -n 800 -z 1:3000 -D -x "30:$(cut_link 1)"
	was client fd77:1::2 unreachable
}

# The second path is of no importance until it is needed.
test_failover__secondary_cut()
{
	topo_direct
	logged "${V4[@]}" "${FAST[@]}" -n 800 -z 1:3000 -D -x "30:$(cut_link 2)"
	was client 10.77.2.2 unreachable
}

test_failover__primary_back()
{
	topo_direct
	logged "${V4[@]}" "${FAST[@]}" -n 1600 -z 1:3000 -i 4000 -x \
		"10:$(cut_link 1); (sleep $((2 * KTAP_SCALE)); $(heal_link 1)) &"
	was client 10.77.1.2 unreachable
	was client 10.77.1.2 available
}

# A link goes down instead of losing packets: routes go with it.
test_failover__link_down()
{
	topo_direct
	logged "${V4[@]}" "${FAST[@]}" -n 800 -z 1:3000 -D \
		-x "30:ip -n $A link set a1 down"
}

# An address is taken away.
test_failover__address_removed()
{
	topo_direct
	logged "${V4[@]}" "${FAST[@]}" -n 800 -z 1:3000 -D \
		-x "30:ip -n $B addr del 10.77.1.2/24 dev b1"
	was client 10.77.1.2 unreachable
}

# Nothing works for a while, but not for so long that all is given up.
test_failover__both_cut_and_back()
{
	topo_direct
	logged "${V4[@]}" -o 100:400 -m 20 -M 40 -h 300 -e -n 800 -z 1:3000 -D -x \
		"30:$(cut_link 1) && $(cut_link 2) && sleep 1 && $(heal_link 1) && $(heal_link 2)"
}

test_failover__with_loss_on_the_other()
{
	topo_direct
	tc -n "$A" qdisc add dev a2 root netem loss 3%
	tc -n "$B" qdisc add dev b2 root netem loss 3%
	logged "${V4[@]}" -o 50:200 -m 4 -h 300 -e -n 500 -z 1:3000 -D \
		-x "30:$(cut_link 1)"
}

# slowly: messages every 100 ms, so that the addresses are confirmed when a link
# is cut; how long the slowest took in $SLOWEST.
slowly()
{
	logged "$@" -1 -n 60 -z 10000:10000 -s 1 -g 100
	SLOWEST=$(sed -n 's/.* the slowest \([0-9]*\) ms$/\1/p' "$LOG")
	diag "figure ${FUNCNAME[1]#failover_time__} $SLOWEST"
}

# within MS: that was no longer.
within()
{
	[ "$SLOWEST" -le $(($1 * KTAP_SCALE)) ] ||
		spoilt "the slowest took $SLOWEST ms, more than $1"
}

# With defaults: RTO.Min is a second, one timeout makes the path potentially
# failed (RFC 7829).
failover_time__defaults()
{
	topo_direct
	say a sysctl -qw net.sctp.pf_expose=2
	slowly "${V4[@]}" -e -x "60:$(cut_link 1)"
	was client 10.77.1.2 failing
	within 2500
}

test_failover_time__defaults()
{
	attempts 3 failover_time__defaults
}

failover_time__defaults_v6()
{
	topo_direct
	slowly "${V6[@]}" -x "60:$(cut_link 1)"
	within 2500
}

test_failover_time__defaults_v6()
{
	attempts 3 failover_time__defaults_v6
}

failover_time__fast_timers()
{
	topo_direct
	slowly "${V4[@]}" -o 50:200 -x "60:$(cut_link 1)"
	within 800
}

test_failover_time__fast_timers()
{
	attempts 3 failover_time__fast_timers
}

# The first timeout makes the path potentially failed (RFC 7829), which is the
# default, too; and timers that suit a network of a few milliseconds.
failover_time__pf_and_rto_200_ms()
{
	topo_direct
	say a sysctl -qw net.sctp.pf_retrans=0
	slowly "${V4[@]}" -o 200:1000 -x "60:$(cut_link 1)"
	within 1200
}

test_failover_time__pf_and_rto_200_ms()
{
	attempts 3 failover_time__pf_and_rto_200_ms
}

# Two of three links are cut: one timeout for each.
failover_time__three_links_two_cut()
{
	topo_three
	slowly "${THREE[@]}" -x "60:$(cut_link 1) && $(cut_link 2)"
	within 5000
}

test_failover_time__three_links_two_cut()
{
	attempts 3 failover_time__three_links_two_cut
}

failover_time__three_links_two_cut_rto_200_ms()
{
	topo_three
	say a sysctl -qw net.sctp.pf_retrans=0
	slowly "${THREE[@]}" -o 200:1000 -x "60:$(cut_link 1) && $(cut_link 2)"
	within 2500
}

test_failover_time__three_links_two_cut_rto_200_ms()
{
	attempts 3 failover_time__three_links_two_cut_rto_200_ms
}

# A link is not cut but down: its route is gone, and nothing waits for a timer.
failover_time__link_down()
{
	topo_direct
	slowly "${V4[@]}" -x "60:ip -n $A link set a1 down"
	within 500
}

test_failover_time__link_down()
{
	attempts 3 failover_time__link_down
}

# As RFC 9260 says: three timeouts with -m 2, each twice as long. The last one is
# 800 ms; of how many of those before it a message sees a part is chance.
failover_time__without_pf()
{
	topo_direct
	say a sysctl -qw net.sctp.pf_enable=0
	slowly "${V4[@]}" -e -m 2 -o 200:2000 -i 2000 -x "60:$(cut_link 1)"
	was client 10.77.1.2 unreachable
	[ "$SLOWEST" -ge 700 ] || fail "$SLOWEST ms are too few"
}

test_failover_time__without_pf()
{
	attempts 3 failover_time__without_pf
}

# The old primary path is one like others when it is back (RFC 7829 section 5).
test_failover__switches_the_primary()
{
	topo_direct
	say a sysctl -qw net.sctp.ps_retrans=1 net.sctp.pf_expose=2
	logged "${V4[@]}" "${FAST[@]}" -n 800 -z 1:3000 -x "30:$(cut_link 1)"
	was client 10.77.1.2 failing
	was client 10.77.2.2 primary
}

# Its HEARTBEATs come soon again: a second is less than HB.interval.
test_failover__failing_and_back()
{
	topo_direct
	say a sysctl -qw net.sctp.pf_expose=2
	logged "${V4[@]}" -o 200:400 -h 30000 -e -i 4000 -1 -n 60 -z 10000:10000 \
		-s 1 -g 100 -x \
		"60:$(cut_link 1); (sleep 0.5; $(heal_link 1)) &"
	was client 10.77.1.2 failing
	was client 10.77.1.2 available
}

# sent_by DEVICE: bytes that a device of the first host sent.
sent_by()
{
	a cat "/sys/class/net/$1/statistics/tx_bytes"
}

# Both links carry a share of what is sent, once the addresses are confirmed.
# The window must be larger than what the queue of one link holds.
cmt_moved()
{
	say tc -n "$A" qdisc replace dev a1 root netem rate 20mbit limit 100
	say tc -n "$A" qdisc replace dev a2 root netem rate 20mbit limit 100
	logged "${V4[@]}" -e -r 4000000 -w 4000000 -h 300 \
		-n 150 -z 100000:100000
	SACKS=$(sed -n 's/.*server: \([0-9]*\) packets.*/\1/p' "$LOG")
	wait_for 20 quiet
}

test_cmt__two_paths_at_once()
{
	topo_direct
	say a sysctl -qw net.sctp.cmt_on_off=1
	cmt_moved
	diag "a1 $(sent_by a1) bytes, a2 $(sent_by a2)"
	[ "$(sent_by a1)" -gt 2000000 ] || fail "the first link had little"
	[ "$(sent_by a2)" -gt 2000000 ] || fail "the second link had little"
}

# Single packets, so that each could have a SACK of its own.
dac_saves_sacks()
{
	local without

	topo_direct
	a ethtool -K a1 gso off tso off tx-sctp-segmentation off >/dev/null
	a ethtool -K a2 gso off tso off tx-sctp-segmentation off >/dev/null
	say a sysctl -qw net.sctp.cmt_on_off=1
	say b sysctl -qw net.sctp.cmt_on_off=1
	cmt_moved
	without=$SACKS
	say a sysctl -qw net.sctp.cmt_use_dac=1
	say b sysctl -qw net.sctp.cmt_use_dac=1
	cmt_moved
	diag "$without packets of the receiver, $SACKS with DAC"
	[ "$SACKS" -lt $((without * 9 / 10)) ] || spoilt "as many SACKs"
}

test_cmt__dac_saves_sacks()
{
	attempts 3 dac_saves_sacks
}

tests_main "$@"
