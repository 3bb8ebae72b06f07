// SPDX-License-Identifier: GPL-2.0-only
/*
 * Messages that come in parts (SCTP_EXPLICIT_EOR), with I-DATA: one may be open
 * in each stream, and those of other streams go between its parts (RFC 8260
 * section 4.4).
 *
 * FSNs go on from part to part. A part is laid out in cells, each a fragment,
 * so the FSN of its first fragment determines the others. That one is kept in
 * the room for the header of the fragment, where it stands when the chunk is
 * sent.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "core/ext/prsctp.h"
#include "core/recv/unfinished.h"
#include "ostream.h"
#include "parts.h"
#include "sched.h"

static struct sctp_open_msg **open_at(struct sctp_assoc *a, u16 sid)
{
	struct sctp_open_msg **at = &a->tx.streams.more->open;

	while (*at && (*at)->sid != sid)
		at = &(*at)->next;
	return at;
}

static void open_free(struct sctp_open_msg **at)
{
	struct sctp_open_msg *m = *at;

	*at = m->next;
	kfree(m);
}

static struct sctp_open_msg *open_new(const struct sctp_tx_msg *msg)
{
	struct sctp_open_msg *m = kzalloc(sizeof(*m), GFP_KERNEL_ACCOUNT);

	if (!m)
		return NULL;
	m->sid = msg->sid;
	m->ppid = msg->ppid;
	m->unordered = msg->flags & SCTP_TX_UNORDERED;
	return m;
}

/* Nothing is open in the stream of a message */
static int begin_open(struct sctp_open_msg **at, const struct sctp_tx_msg *msg)
{
	if (!(msg->flags & SCTP_TX_OPEN))
		return 0;
	*at = open_new(msg);
	if (!*at)
		return -ENOMEM;
	(*at)->fsn = DIV_ROUND_UP(msg->len, msg->cell);
	return 0;
}

/**
 * sctp_parts_join() - check a message against one that is open in its stream
 * @a: association that uses I-DATA, the caller may sleep
 * @msg: a message, or a part of one, of a stream that was reserved; laid out
 *       with room for headers of I-DATA
 * @ppid: result: payload protocol identifier of the message it is a part of
 *
 * Return: 0 if a message begins with @msg; 1 if @msg is a part of the open one;
 * -EINVAL when one of them is unordered and the other is not; -ECONNRESET,
 * once, when the open one was lost; -ENOMEM.
 */
int sctp_parts_join(struct sctp_assoc *a, const struct sctp_tx_msg *msg,
		    __be32 *ppid)
{
	bool unordered = msg->flags & SCTP_TX_UNORDERED;
	struct sctp_open_msg **at;

	if (msg->hdr != a->tx.data_hdr || !msg->cell)
		return -EINVAL;
	/* makes @a->tx.streams.more, which has the list */
	if (sctp_ostream_reserve(a, 1))
		return -ENOMEM;
	at = open_at(a, msg->sid);
	if (!*at)
		return begin_open(at, msg);
	if ((*at)->lost) {
		open_free(at);
		return -ECONNRESET;
	}
	if ((*at)->unordered != unordered)
		return -EINVAL;
	*ppid = (*at)->ppid;
	if (a->tx.streams.pr)
		sctp_pr_resume(a, (*at)->policy, (*at)->value, (*at)->gone);
	sctp_tx_msg_header(msg, 0)->idata.fsn =
		cpu_to_be32((*at)->fsn - a->tx.streams.more->apart);
	(*at)->fsn += DIV_ROUND_UP(msg->len, msg->cell);
	if (!(msg->flags & SCTP_TX_OPEN))
		open_free(at);
	return 1;
}

/**
 * sctp_parts_renumber() - note how the peer counts, before more is sent
 * @a: association that uses I-DATA
 *
 * Parts may have been queued before that was known.
 */
void sctp_parts_renumber(struct sctp_assoc *a)
{
	struct sctp_ostreams *more = a->tx.streams.more;
	struct sctp_tx_msg *msg = NULL;
	__be32 *fsn;

	if (!more || more->apart == sctp_fsn_apart(a))
		return;
	more->apart = !more->apart;
	while ((msg = sctp_sched_next(a, msg)) != NULL) {
		if (msg->sent || !(msg->flags & SCTP_TX_CONT))
			continue;
		fsn = &sctp_tx_msg_header(msg, 0)->idata.fsn;
		*fsn = cpu_to_be32(be32_to_cpu(*fsn) + (more->apart ? -1 : 1));
	}
}

/**
 * sctp_parts_fsn() - FSN of the first fragment of a message or a part
 * @a: association
 * @msg: a message, or a part of one, that joined
 *
 * To a peer that does not count the first fragment of a message that is one
 * less than the FSN of the next.
 *
 * Return: the FSN, as the peer counts.
 */
u32 sctp_parts_fsn(const struct sctp_assoc *a, const struct sctp_tx_msg *msg)
{
	return msg->flags & SCTP_TX_CONT ?
		       be32_to_cpu(sctp_tx_msg_header(msg, 0)->idata.fsn) :
		       0U - sctp_fsn_apart(a);
}

/**
 * sctp_parts_next() - walk the messages that are open, or were when they failed
 * @a: association
 * @m: the last one looked at, NULL to begin
 *
 * Return: the next one, or NULL.
 */
const struct sctp_open_msg *sctp_parts_next(const struct sctp_assoc *a,
					    const struct sctp_open_msg *m)
{
	if (m)
		return m->next;
	return a->tx.streams.more ? a->tx.streams.more->open : NULL;
}

/**
 * sctp_parts_any() - is there an open message?
 * @a: association
 * @lost: one that failed, else one that did not
 *
 * Return: true if so.
 */
bool sctp_parts_any(const struct sctp_assoc *a, bool lost)
{
	const struct sctp_open_msg *m = sctp_parts_next(a, NULL);

	while (m && m->lost != lost)
		m = m->next;
	return m;
}

/**
 * sctp_parts_limit() - note when the parts that follow are to be given up
 * @a: association
 * @msg: a message, or the first part of one, with its policy
 */
void sctp_parts_limit(struct sctp_assoc *a, const struct sctp_tx_msg *msg)
{
	struct sctp_open_msg *m = *open_at(a, msg->sid);

	if (!m)
		return;
	m->policy = msg->flags & SCTP_TX_PR;
	m->value = msg->value;
}

/**
 * sctp_parts_swallow() - the parts that follow of a message are not to be sent
 * @a: association
 * @sid: its stream
 */
void sctp_parts_swallow(struct sctp_assoc *a, u16 sid)
{
	struct sctp_open_msg *m = *open_at(a, sid);

	if (m && !m->lost)
		m->gone = true;
}

/**
 * sctp_parts_lose() - all open messages failed
 * @a: association
 */
void sctp_parts_lose(struct sctp_assoc *a)
{
	struct sctp_open_msg *m;

	if (!a->tx.streams.more)
		return;
	for (m = a->tx.streams.more->open; m; m = m->next)
		m->lost = true;
}

/**
 * sctp_parts_drop() - forget open messages
 * @a: association
 * @sid: of this stream, and those with greater numbers
 */
void sctp_parts_drop(struct sctp_assoc *a, u32 sid)
{
	struct sctp_open_msg **at;

	if (!a->tx.streams.more)
		return;
	at = &a->tx.streams.more->open;
	while (*at) {
		if ((*at)->sid >= sid)
			open_free(at);
		else
			at = &(*at)->next;
	}
}
