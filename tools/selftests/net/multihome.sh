#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Two hosts, two links: one is cut while messages move, and none is lost.

. "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

SMOKE=(failover__primary_cut)

V4=(-a "10.77.1.1,10.77.2.1" -b "10.77.1.2,10.77.2.2")
V6=(-a "fd77:1::1,fd77:2::1" -b "fd77:1::2,fd77:2::2")

# Fast retransmission timers, few tries, frequent heartbeats, and time to see at
# the end what became of the paths: one without data takes two HEARTBEATs to
# fail, of 800 ms each.
FAST=(-o 50:200 -m 2 -h 300 -e -i 2500)

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

# moved ARGUMENT...: xfer with its output shown and in $LOG.
moved()
{
	LOG=$(mktemp)
	say xfer "$@" | tee "$LOG"
}

# was END ADDRESS STATE: an event that must have been seen.
was()
{
	grep -qF "$1: $2 is $3" "$LOG" || fail "$1 was not told: $2 is $3"
}

test_multihome__addresses_confirmed()
{
	topo_direct
	moved "${V4[@]}" "${FAST[@]}" -n 200 -D
	was client 10.77.2.2 confirmed
	was server 10.77.2.1 confirmed
}

test_failover__primary_cut()
{
	topo_direct
	moved "${V4[@]}" "${FAST[@]}" -n 800 -z 1:3000 -u 10 -x "30:$(cut_link 1)"
	was client 10.77.1.2 unreachable
}

test_failover__primary_cut_both_ways()
{
	topo_direct
	moved "${V4[@]}" "${FAST[@]}" -n 800 -z 1:3000 -D -x "30:$(cut_link 1)"
	was client 10.77.1.2 unreachable
}

test_failover__primary_cut_v6()
{
	topo_direct
	moved "${V6[@]}" "${FAST[@]}" -Q -n 800 -z 1:3000 -D -x "30:$(cut_link 1)"
	was client fd77:1::2 unreachable
}

# The second path is of no importance until it is needed.
test_failover__secondary_cut()
{
	topo_direct
	moved "${V4[@]}" "${FAST[@]}" -n 800 -z 1:3000 -D -x "30:$(cut_link 2)"
	was client 10.77.2.2 unreachable
}

test_failover__primary_back()
{
	topo_direct
	moved "${V4[@]}" "${FAST[@]}" -n 1600 -z 1:3000 -i 4000 -x \
		"10:$(cut_link 1); (sleep $((2 * KTAP_SCALE)); $(heal_link 1)) &"
	was client 10.77.1.2 unreachable
	was client 10.77.1.2 available
}

# A link goes down instead of losing packets: routes go with it.
test_failover__link_down()
{
	topo_direct
	moved "${V4[@]}" "${FAST[@]}" -n 800 -z 1:3000 -D \
		-x "30:ip -n $A link set a1 down"
}

# An address is taken away.
test_failover__address_removed()
{
	topo_direct
	moved "${V4[@]}" "${FAST[@]}" -n 800 -z 1:3000 -D \
		-x "30:ip -n $B addr del 10.77.1.2/24 dev b1"
	was client 10.77.1.2 unreachable
}

# Nothing works for a while, but not for so long that all is given up.
test_failover__both_cut_and_back()
{
	topo_direct
	moved "${V4[@]}" -o 100:400 -m 20 -M 40 -h 300 -e -n 800 -z 1:3000 -D -x \
		"30:$(cut_link 1) && $(cut_link 2) && sleep 1 && $(heal_link 1) && $(heal_link 2)"
}

test_failover__with_loss_on_the_other()
{
	topo_direct
	tc -n "$A" qdisc add dev a2 root netem loss 3%
	tc -n "$B" qdisc add dev b2 root netem loss 3%
	moved "${V4[@]}" -o 50:200 -m 4 -h 300 -e -n 500 -z 1:3000 -D \
		-x "30:$(cut_link 1)"
}

tests_main "$@"
