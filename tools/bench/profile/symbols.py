#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Instructions by function: symbols.py DIR LINES

DIR holds what two runs left, of one and of three seconds: counts.1 and
counts.3 from insn.so, kallsyms.1 and kallsyms.3 from the guests.
"""
import bisect
import sys


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
    counts = {}
    with open(f"{directory}/counts.{seconds}") as lines:
        for line in lines:
            addr, n = line.split()
            addr = int(addr, 16)
            name = "(user space)"
            if addr >= addrs[0]:
                name = names[bisect.bisect_right(addrs, addr) - 1]
            counts[name] = counts.get(name, 0) + int(n)
    return counts


def main():
    short, long = load(sys.argv[1], 1), load(sys.argv[1], 3)
    diff = {name: n - short.get(name, 0) for name, n in long.items()}
    total = sum(diff.values())
    top = sorted(diff.items(), key=lambda x: -x[1])[:int(sys.argv[2])]
    for name, n in top:
        print(f"{100 * n / total:6.2f} % {n:12d}  {name}")
    print(f"100.00 % {total:12d}  in two seconds")


main()
