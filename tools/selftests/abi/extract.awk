# SPDX-License-Identifier: GPL-2.0-only
#
# What does a C header declare? Reads the header after the preprocessor, with
# its line markers, keeps what stands in the file named by -v header=, and
# prints one line for each thing declared there:
#
#	type   C-TYPE		a struct, union, enum or typedef
#	field  C-TYPE PATH	a member of it
#	array  C-TYPE PATH	a flexible array member of it
#	const  NAME		an enumerator
#
# C-TYPE may have a blank in it and is joined by a colon then: "struct:sctp_x".
# PATH goes down through members that are themselves declared in place.

# Line markers: # NUMBER "FILE" FLAGS
/^# [0-9]+ "/ {
	split($0, part, "\"")
	ours = (part[2] == header)
	next
}

ours {
	text = text " " $0
}

function squeeze(s) {
	gsub(/[ \t]+/, " ", s)
	sub(/^ /, "", s)
	sub(/ $/, "", s)
	return s
}

# The name in a declaration: its last identifier, without array bounds.
function declared(s) {
	sub(/ *\[[^]]*\] *$/, "", s)
	match(s, /[A-Za-z_][A-Za-z_0-9]*$/)
	return substr(s, RSTART, RLENGTH)
}

# Members of the innermost body, to be named once what they belong to is.
function add_member(kind, path) {
	members[depth] = members[depth] kind " " path "\n"
}

function add_enumerator(s) {
	s = squeeze(s)
	sub(/ *=.*/, "", s)
	if (s != "")
		print "const " s
}

# What comes before a brace: "struct x", "typedef union", "enum", ...
function open_body(before) {
	depth++
	is_typedef[depth] = (before ~ /^typedef /)
	sub(/^typedef /, "", before)
	kind[depth] = before
	sub(/ .*/, "", kind[depth])
	tag[depth] = before
	if (!sub(/^[a-z]+ /, "", tag[depth]))
		tag[depth] = ""
	members[depth] = ""
}

function print_body(name, list,    line, n, i) {
	print "type " name
	n = split(list, line, "\n")
	for (i = 1; i < n; i++) {
		split(line[i], part, " ")
		print part[1] " " name " " part[2]
	}
}

# What comes between the closing brace and the semicolon names the body.
function close_body(after,    name, list, line, n, i) {
	after = declared(after)
	list = members[depth]
	name = ""
	if (tag[depth] != "")
		name = kind[depth] ":" tag[depth]
	if (is_typedef[depth] && name == "")
		name = after
	else if (is_typedef[depth])
		print "type " after
	depth--

	if (depth == 0) {
		if (name != "")
			print_body(name, list)
		return
	}
	# A member declared in place.
	n = split(list, line, "\n")
	for (i = 1; i < n; i++) {
		split(line[i], part, " ")
		add_member(part[1], after "." part[2])
	}
	add_member("field", after)
}

END {
	# Attributes may hold commas and parentheses; none holds a brace.
	gsub(/__attribute__ *\(\([^;{}]*\)\)/, "", text)
	n = length(text)
	word = ""
	closed = 0
	for (i = 1; i <= n; i++) {
		c = substr(text, i, 1)
		if (c == "{") {
			open_body(squeeze(word))
			word = ""
		} else if (c == "}") {
			if (kind[depth] == "enum")
				add_enumerator(word)
			word = ""
			closed = 1
		} else if (c == "," && depth && kind[depth] == "enum" &&
			   !closed) {
			add_enumerator(word)
			word = ""
		} else if (c == ";") {
			word = squeeze(word)
			if (closed)
				close_body(word)
			else if (depth && word != "")
				add_member(word ~ /\[ *\]$/ ? "array" : "field",
					   declared(word))
			else if (word ~ /^typedef /)
				print "type " declared(word)
			word = ""
			closed = 0
		} else {
			word = word c
		}
	}
}
