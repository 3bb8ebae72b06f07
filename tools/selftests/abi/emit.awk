# SPDX-License-Identifier: GPL-2.0-only
#
# From the lines of extract.awk, and "macro NAME" and "alias NAME" for object-
# like macros that are a number and those that are another name, make a C
# function whose assembly has one string for each fact:
#
#	->type C-TYPE size N align N
#	->field C-TYPE PATH offset N size N class N sign N
#	->array C-TYPE PATH offset N element N
#	->const NAME N
#	->macro NAME N
#	->alias NAME TEXT
#
# Compiling it is enough: it says what a target looks like that nothing can
# run or be linked for here.

function c_type(name) {
	sub(/:/, " ", name)
	return name
}

BEGIN {
	print "#define TEXT(x) #x"
	print "#define TEXT_OF(x) TEXT(x)"
	# Which class of type, and for integers whether it is signed.
	print "#define SIGNED(x) _Generic((x), signed char: 1, short: 1, \\"
	print "\tint: 1, long: 1, long long: 1, default: 0)"
	print "void facts(void);"
	print "void facts(void)"
	print "{"
}

$1 == "type" {
	t = c_type($2)
	printf "\t__asm__ volatile (\"\\n.ascii \\\"->type %s size %%c0 align %%c1\\\"\" ", $2
	printf ": : \"i\" (sizeof(%s)), \"i\" (__alignof__(%s)));\n", t, t
}

$1 == "field" {
	t = c_type($2)
	m = "((" t " *)0)->" $3
	printf "\t__asm__ volatile (\"\\n.ascii \\\"->field %s %s offset %%c0 size %%c1 class %%c2 sign %%c3\\\"\" ", $2, $3
	printf ": : \"i\" (__builtin_offsetof(%s, %s)), \"i\" (sizeof(%s)), ", t, $3, m
	printf "\"i\" (__builtin_classify_type(%s)), \"i\" (SIGNED(%s)));\n", m, m
}

$1 == "array" {
	t = c_type($2)
	printf "\t__asm__ volatile (\"\\n.ascii \\\"->array %s %s offset %%c0 element %%c1\\\"\" ", $2, $3
	printf ": : \"i\" (__builtin_offsetof(%s, %s)), ", t, $3
	printf "\"i\" (sizeof(((%s *)0)->%s[0])));\n", t, $3
}

$1 == "const" || $1 == "macro" {
	printf "\t__asm__ volatile (\"\\n.ascii \\\"->%s %s %%c0\\\"\" ", $1, $2
	printf ": : \"i\" (%s));\n", $2
}

$1 == "alias" {
	printf "\t__asm__ volatile (\"\\n.ascii \\\"->alias %s \" TEXT_OF(%s) \"\\\"\");\n", $2, $2
}

END {
	print "}"
}
