#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Instructions and calls by function: symbols.py DIR LINES

DIR holds what two runs left, of one and of three seconds: counts.1 and
counts.3 from insn.so, kallsyms.1 and kallsyms.3 from the guests.
"""
import bisect
import collections
import sys

Count = collections.namedtuple("Count", "insns calls")


def symbols(path):
    table = []
    with open(path) as lines:
        for line in lines:
            fields = line.split()
            if fields[1] in "tTwW":
                table.append((int(fields[0], 16), fields[2]))
    table.sort()
    return [a for a, _ in table], [n for _, n in table]


def load(directory, seconds):
    addrs, names = symbols(f"{directory}/kallsyms.{seconds}")
    counts = collections.defaultdict(lambda: Count(0, 0))
    with open(f"{directory}/counts.{seconds}") as lines:
        for line in lines:
            addr, insns, runs = line.split()
            addr = int(addr, 16)
            name, start = "(user space)", None
            if addr >= addrs[0]:
                i = bisect.bisect_right(addrs, addr) - 1
                name, start = names[i], addrs[i]
            old = counts[name]
            counts[name] = Count(old.insns + int(insns),
                                 old.calls + (addr == start) * int(runs))
    return counts


def main():
    short, long = load(sys.argv[1], 1), load(sys.argv[1], 3)
    diff = {name: Count(n.insns - short[name].insns,
                        n.calls - short[name].calls)
            for name, n in long.items()}
    total = sum(n.insns for n in diff.values())
    top = sorted(diff.items(), key=lambda x: -x[1].insns)
    print("   part instructions        calls  function")
    for name, n in top[:int(sys.argv[2])]:
        print(f"{100 * n.insns / total:6.2f} % {n.insns:12d} {n.calls:12d}  {name}")
    print(f"100.00 % {total:12d} {'':12s}  in two seconds")


main()
