#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Run cmocka programs and join their results into one TAP stream:
# check.sh PROGRAM...
set -euo pipefail

out=$(mktemp)
trap 'rm -f "$out"' EXIT
number=0
failed=0

echo "TAP version 13"
for program in "$@"; do
	name=$(basename "$program")
	status=0
	CMOCKA_MESSAGE_OUTPUT=TAP "$program" >"$out" 2>&1 || status=$?
	# cmocka numbers from 1 in each program
	while IFS= read -r line; do
		case $line in
		"ok "*" - "* | "not ok "*" - "*)
			number=$((number + 1))
			result=${line%% [0-9]*}
			echo "$result $number - $name: ${line#* - }"
			;;
		1..* | "TAP version"* | "# ok - "* | "# not ok - "*) ;;
		"#"*) echo "$line" ;;
		*) echo "# $line" ;;
		esac
	done <"$out"
	if [ "$status" -ne 0 ]; then
		failed=$((failed + 1))
		# a crash leaves no line of its own
		if ! grep -q '^not ok' "$out"; then
			number=$((number + 1))
			echo "not ok $number - $name: exit status $status"
		fi
	fi
done
echo "1..$number"
[ "$failed" -eq 0 ]
