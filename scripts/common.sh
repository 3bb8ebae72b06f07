# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# What every script here shares: where the tree and the cache are, how to
# speak and how to fail. Sourced, never run.

# The checkout this file belongs to.
SCTP_TREE=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

# Everything that is downloaded or takes minutes to build, for all checkouts.
SCTP_CACHE=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/sctp-ko

export SCTP_TREE SCTP_CACHE

# The name messages begin with.
SCTP_PROG=${0##*/}

# note MESSAGE...: progress, on stderr, so that stdout stays a result.
note()
{
	printf '%s: %s\n' "$SCTP_PROG" "$*" >&2
}

# die MESSAGE...: the end, with status 1.
die()
{
	note "$@"
	exit 1
}

# have COMMAND: is it installed?
have()
{
	command -v -- "$1" >/dev/null 2>&1
}

# with_lock FILE COMMAND...: run the command while holding FILE's lock, so that
# two runs side by side do not fetch or build the same thing twice.
#
# The command's children must not inherit the lock: a daemon left behind would
# keep it.
with_lock()
{
	local file=$1

	shift
	mkdir -p -- "$(dirname -- "$file")"
	(
		if ! flock --nonblock 9; then
			note "waiting for another run ($file)"
			flock 9
		fi
		"$@" 9>&-
	) 9>"$file"
}

# known_kernel NAME: does scripts/kernel know it? If not, say which it knows.
known_kernel()
{
	local names

	names=$("$SCTP_TREE/scripts/kernel" names; echo debug)
	grep -qxF -- "$1" <<<"$names" || {
		note "no kernel $1; there are" "${names//$'\n'/ }"
		return 1
	}
}

# as_root COMMAND...: package management needs it, nothing else here does.
as_root()
{
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif have sudo; then
		sudo -- "$@"
	else
		die "needs root or sudo: $*"
	fi
}

# Where Debian is, for who has no mirror of it.
export DEBIAN=http://deb.debian.org/debian
export DEBIAN_SECURITY=http://deb.debian.org/debian-security

# debian_mirrors: the archives this system's apt uses for Debian, without suite.
debian_mirrors()
{
	# shellcheck disable=SC2016
	apt-get indextargets --format '$(ORIGIN) $(REPO_URI)' \
		'Created-By: Packages' | sed -n 's/^Debian //p' | sort -u
}
