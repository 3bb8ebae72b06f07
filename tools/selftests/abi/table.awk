# SPDX-License-Identifier: GPL-2.0-only
#
# What was asked about each option, control message and notification that our
# header declares, and of each call, from what judge.awk has counted. Ends with status 1 if there
# is one that was not asked about.
#
# usage: awk -f table.awk include/uapi/linux/sctp.h CASES

# Numbers of options above this are no options of Linux.
BEGIN {
	last_option = 133
}

# Options: names with numbers, between two headings of the header.
FNR == NR && /^ \* [0-9]+\. / {
	section = $2 + 0
}

FNR == NR && section == 2 && /^#define SCTP_/ && $3 ~ /^[0-9]+$/ &&
$3 <= last_option && !not_option && $2 !~ /^SCTP_(FUTURE|CURRENT|ALL)_ASSOC$/ {
	add("option", $2, $3)
}

# The comment that says what the next line is not.
FNR == NR {
	not_option = /Not an option/
}

FNR == NR && /enum sctp_cmsg_type/ {
	kind = "control message"
	number = 0
}

FNR == NR && /^enum sctp_sn_type/ {
	kind = "notification"
}

FNR == NR && /^}/ {
	kind = ""
}

FNR == NR && kind && $1 ~ /^SCTP_[A-Z0-9_]+,$/ {
	name = $1
	sub(/,/, "", name)
	add(kind, name, kind == "notification" ? "" : number++)
}

FNR != NR {
	of = $1 ~ /^sockopt/ ? "option" : \
		$1 == "cmsg" ? "control message" : \
		$1 == "event" ? "notification" : \
		$1 == "poll" ? "call" : ""
	if (of == "call")
		add(of, $2, "")
	cases[of, $2] += $3
	explained[of, $2] += $4
	all += $3
	all_explained += $4
}

function add(kind, name, number) {
	rows++
	kinds[rows] = kind
	names[rows] = name
	numbers[rows] = number
	total[kind]++
}

END {
	for (i = 1; i <= rows; i++) {
		n = cases[kinds[i], names[i]]
		if (!n)
			missing++
		printf "# | %-15s | %-36s | %3s | %s | %6d | %4d |\n", kinds[i],
			names[i], numbers[i], n ? "✓" : " ", n,
			explained[kinds[i], names[i]]
	}
	printf "# %d options, %d control messages, %d notifications, %d calls; ",
		total["option"], total["control message"],
		total["notification"], total["call"]
	printf "%d cases, %d differences explained\n", all, all_explained
	exit missing > 0
}
