# SPDX-License-Identifier: GPL-2.0-only
#
# Compare what a dump says with what it is to say, name by name. Prints TAP
# results without numbers, each after what led to it.
#
# usage: awk -f judge.awk -v dump=NAME -v conditions=LIST \
#		[-v cases=FILE] differences.txt EXPECTED ACTUAL
#
# Appends to FILE for each name how many lines there are, for each kind of
# socket, and how many of them differences.txt explains.
#
# Each line begins with a name. In dumps that ask sockets the kinds of socket
# it holds for follow ("*": all). There, each kind is compared by itself: it
# does not matter which kinds share a line. Nor does the order of lines.

BEGIN {
	FS = "\t"
	has_kinds = dump ~ /^(sockopt|cmsg|event|poll)/
}

# Is a word of one list, with commas, in the other?
function applies(list, other,	words, n, i) {
	n = split(list, words, ",")
	for (i = 1; i <= n; i++)
		if (index("," other ",", "," words[i] ","))
			return 1
	return 0
}

FNR == 1 {
	file++
}

file == 1 {
	if (/^#/ || !NF || !applies($1, conditions) || !applies($2, dump))
		next
	rules++
	which[rules] = $3
	from[rules] = $4
	to[rules] = $5
	reason[rules] = $6
	next
}

# Side "-" is what is expected, "+" what is there.
{
	side = file == 2 ? "-" : "+"
	lines[side, ++count[side]] = $0
	split($0, words, " ")
	if (!has_kinds || words[2] == "*")
		next
	n = split(words[2], words, ",")
	for (i = 1; i <= n; i++) {
		if (words[i] in is_kind)
			continue
		is_kind[words[i]]
		all = all (all ? "," : "") words[i]
	}
}

# What Linux's own says, made into what is expected here.
function differ(head, text,	i, line, old) {
	line = head text
	for (i = 1; i <= rules; i++) {
		if (which[i] ~ /^\+/ || line !~ which[i])
			continue
		old = text
		gsub(from[i], to[i], text)
		if (text == old)
			continue
		used[i]
		line = head text
	}
	return text
}

# Is it a line that only this module has?
function extra(line,	i, found) {
	for (i = 1; i <= rules; i++)
		if (which[i] ~ /^\+/ && line ~ substr(which[i], 2)) {
			used[i]
			found = 1
		}
	return found
}

function take(side, name, kind, text,	was) {
	if (side == "+" && extra(name text))
		return
	was = text
	if (side == "-")
		text = differ(name (has_kinds ? " " kind : ""), text)
	if (text == "") {
		explained[name]++
		return
	}
	if (name ~ /^[0-9]+$/)
		name = "unknown"
	if (!(name in known)) {
		known[name]
		names[++num_names] = name
	}
	if (!((name, text) in known)) {
		known[name, text]
		texts[name, ++num_texts[name]] = text
	}
	excess[name, text, kind] += side "1"
	if (side == "+")
		count_cases[name]++
	else if (text != was)
		explained[name]++
}

function take_all(side,	i, j, n, words, name, kinds, text) {
	for (i = 1; i <= count[side]; i++) {
		text = lines[side, i]
		name = text
		sub(/ .*/, "", name)
		text = substr(text, length(name) + 1)
		kinds = all
		if (has_kinds) {
			split(text, words, " ")
			text = substr(text, length(words[1]) + 2)
			if (words[1] != "*")
				kinds = words[1]
		}
		n = split(kinds, words, ",")
		for (j = 1; j <= n; j++)
			take(side, name, words[j], text)
	}
}

# What only one side says under a name, with the kinds it says it for.
function only(side, name,	i, j, n, words, who, found) {
	n = split(all, words, ",")
	for (i = 1; i <= num_texts[name]; i++) {
		who = ""
		for (j = 1; j <= n; j++)
			if (excess[name, texts[name, i], words[j]] * (side 1) > 0)
				who = who (who ? "," : "") words[j]
		if (who)
			found = found "# " side name \
				(has_kinds ? " " who : "") texts[name, i] "\n"
	}
	return found
}

function unused_rules(	i, found) {
	for (i = 1; i <= rules; i++)
		if (!(i in used))
			found = found "# no longer different: " which[i] \
				" (" reason[i] ")\n"
	return found
}

function result(name, complaint) {
	printf "%s%sok - %s: %s\n", complaint, complaint ? "not " : "", dump,
		name
}

END {
	if (!all)
		all = "*"
	take_all("-")
	take_all("+")
	result("every difference there is to be", unused_rules())
	for (i = 1; i <= num_names; i++) {
		name = names[i]
		result(name, only("-", name) only("+", name))
		if (cases)
			print dump, name, count_cases[name] + 0, \
				explained[name] + 0 >>cases
	}
}
