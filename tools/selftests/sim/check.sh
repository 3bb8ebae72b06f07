#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Lives of the simulator as TAP: check.sh SIM FIRST-SEED LIVES
#
# Two processes share the seeds, one the odd, the other the even ones.
set -euo pipefail

sim=$1 seed=$2 lives=$3
seeds=$(dirname "$0")/seeds.txt
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
failed=0

# result NUMBER NAME STATUS LOG
result() {
	sed '/^#/!s/^/# /' "$4"
	if [ "$3" -eq 0 ]; then
		echo "ok $1 - $2"
	else
		echo "not ok $1 - $2"
		failed=1
	fi
}

echo "TAP version 13"
echo "1..3"

status=0
"$sim" --seeds "$seeds" --keep-going >"$logs/0" 2>&1 || status=$?
result 1 "regression seeds" "$status" "$logs/0"

half=$((lives / 2))
start=$(date +%s.%N)
"$sim" --seed "$seed" --stride 2 --lives $((lives - half)) >"$logs/1" 2>&1 &
first=$!
"$sim" --seed $((seed + 1)) --stride 2 --lives "$half" >"$logs/2" 2>&1 &
second=$!
status=0
wait "$first" || status=$?
result 2 "$((lives - half)) lives, every other seed from $seed" \
	"$status" "$logs/1"
status=0
wait "$second" || status=$?
result 3 "$half lives, every other seed from $((seed + 1))" \
	"$status" "$logs/2"
echo "$start $(date +%s.%N) $lives" |
	awk '{ printf "# %.0f lives/s, %.1f s\n", $3 / ($2 - $1), $2 - $1 }'
exit "$failed"
