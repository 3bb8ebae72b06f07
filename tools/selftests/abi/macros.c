// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the macros with arguments come to. Compiled with the system's header
 * and with ours; the output has to be the same.
 */
#include <stdint.h>
#include <stdio.h>
#include <sys/socket.h>

#include <linux/sctp.h>

static void print_policy(unsigned int flags)
{
	printf("%#x: SCTP_PR_POLICY %#x", flags, SCTP_PR_POLICY(flags));
	printf(" SCTP_PR_TTL_ENABLED %d", SCTP_PR_TTL_ENABLED(flags));
	printf(" SCTP_PR_RTX_ENABLED %d", SCTP_PR_RTX_ENABLED(flags));
	printf(" SCTP_PR_PRIO_ENABLED %d\n", SCTP_PR_PRIO_ENABLED(flags));
}

static void print_set_policy(unsigned int flags)
{
	static const unsigned int policies[] = {
		SCTP_PR_SCTP_NONE, SCTP_PR_SCTP_TTL, SCTP_PR_SCTP_RTX,
		SCTP_PR_SCTP_PRIO,
	};
	unsigned int i, value;

	printf("%#x: SCTP_PR_SET_POLICY", flags);
	for (i = 0; i < 4; i++) {
		value = flags;
		SCTP_PR_SET_POLICY(value, policies[i]);
		printf(" %#x", value);
	}
	printf("\n");
}

int main(void)
{
	unsigned int flags;

	/* They are used where only a constant will do. */
	enum {
		TTL = SCTP_PR_INDEX(TTL),
		RTX = SCTP_PR_INDEX(RTX),
		PRIO = SCTP_PR_INDEX(PRIO),
	};

	printf("SCTP_PR_INDEX %d %d %d\n", TTL, RTX, PRIO);
	printf("__SCTP_PR_INDEX %d %d\n", __SCTP_PR_INDEX(0x10),
	       __SCTP_PR_INDEX(0x30));
	for (flags = 0; flags < 0x1000; flags++) {
		print_policy(flags);
		print_set_policy(flags);
	}

	return 0;
}
