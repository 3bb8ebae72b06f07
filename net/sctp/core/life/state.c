// SPDX-License-Identifier: GPL-2.0-only
/* The only file that changes the state of an association */
#include <linux/kernel.h>

#include "state.h"

/**
 * sctp_set_state() - enter a state
 * @a: association
 * @state: the new state
 */
void sctp_set_state(struct sctp_assoc *a, enum sctp_state state)
{
	enum sctp_state old = a->state;

	if (old == state)
		return;
	a->state = state;
	sctp_ops(a)->state_change(a, old);
}

/**
 * sctp_tell_change() - notify the user of a change of the association
 * @a: association
 * @change: enum sctp_assoc_change_state
 * @error: cause code, 0 if none
 * @data: ABORT chunk's causes, or NULL
 * @len: their length
 */
void sctp_tell_change(struct sctp_assoc *a, u32 change, u16 error,
		      const void *data, u32 len)
{
	struct sctp_notice ev = {
		.type = SCTP_EV_ASSOC_CHANGE,
		.value = change,
		.error = error,
		.data = data,
		.len = len,
	};

	sctp_ops(a)->notify(a, &ev);
}
