#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Fuzz for a while, as TAP: check.sh BUILD-DIRECTORY SECONDS TARGET...
#
# With the same seed the same inputs are tried, and with more time more of them:
# $SEED, 1 without it; 0 draws one.
#
# What is found stays in the build directory, to be reproduced with
# TARGET_fuzz FILE. What was found once is in found/TARGET, and tried first.
set -euo pipefail

dir=$1 seconds=$2
shift 2
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
number=0
failed=0

echo "TAP version 13"
echo "1..$#"
for target in "$@"; do
	number=$((number + 1))
	log=$work/$target.log
	mkdir "$work/$target"
	seeds=("$here/corpus/$target")
	[ ! -d "$here/found/$target" ] || seeds+=("$here/found/$target")
	status=0
	"$dir/${target}_fuzz" -max_total_time="$seconds" -max_len=8192 \
		-seed="${SEED:-1}" \
		-timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
		-artifact_prefix="$dir/$target-" \
		"$work/$target" "${seeds[@]}" >"$log" 2>&1 ||
		status=$?
	if [ "$status" -eq 0 ]; then
		sed -n 's/^stat::\(number_of_executed_units\|new_units_added\): */# \1 /p' \
			"$log"
		echo "ok $number - $target"
	else
		sed 's/^/# /' "$log" | tail -60
		echo "not ok $number - $target"
		failed=1
	fi
done
exit "$failed"
