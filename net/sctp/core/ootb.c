// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packets that belong to no association: an INIT or a COOKIE ECHO for a
 * listener, or out of the blue (RFC 9260 section 8.4).
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "cause.h"
#include "chunk.h"
#include "ctl.h"
#include "end.h"
#include "ep.h"
#include "frame.h"
#include "handshake.h"
#include "input.h"

/**
 * sctp_init_addrs() - the addresses INIT, INIT ACK or COOKIE ECHO names
 * @rx: packet, its frame not necessarily checked
 * @list: where they are
 *
 * For finding an association by another address than the packet's source
 * (RFC 9260 section 5.1.2 rule D). When both sides begin at once, a COOKIE
 * ECHO may come from an address that the other side did not know before.
 * Whether a cookie is genuine is found out later.
 *
 * Return: false when the packet begins with another chunk.
 */
bool sctp_init_addrs(const struct sctp_rx *rx, struct sctp_param_list *list)
{
	const struct sctp_chunk_row *row;
	struct sctp_chunk_iter it;
	struct sctp_rx copy = *rx;
	struct sctp_view v;

	if (sctp_frame_check(&copy))
		return false;
	sctp_chunk_begin(&it, &copy, 0);
	if (!sctp_chunk_next(&it, &v))
		return false;
	row = sctp_chunk_row(v.type);
	return row && row->addrs && row->addrs(&v, list);
}

static enum sctp_ootb_rule chunk_rule(const struct sctp_view *v)
{
	const struct sctp_chunk_row *row = sctp_chunk_row(v->type);

	if (!row)
		return SCTP_OOTB_ABORT;
	if (row->ootb != SCTP_OOTB_CAUSES)
		return row->ootb;
	return sctp_causes_silent(v) ? SCTP_OOTB_SILENT : SCTP_OOTB_ABORT;
}

/* What the rules of section 8.4 say of the whole packet */
static enum sctp_ootb_rule packet_rule(const struct sctp_rx *rx)
{
	enum sctp_ootb_rule rule = SCTP_OOTB_ABORT;
	struct sctp_chunk_iter it;
	struct sctp_view v;

	sctp_chunk_begin(&it, rx, 0);
	while (sctp_chunk_next(&it, &v))
		rule = max(rule, chunk_rule(&v));
	return rule;
}

static void out_of_the_blue(struct sctp_ep *ep, struct sctp_rx *rx)
{
	enum sctp_ootb_rule rule = packet_rule(rx);

	sctp_rx_refuse(rx, ep->mib, SCTP_MIB_OUTOFBLUES);
	switch (rule) {
	case SCTP_OOTB_NEVER:
	case SCTP_OOTB_SILENT:
		return;
	case SCTP_OOTB_COMPLETE:
		sctp_ep_shutdown_complete(ep, rx);
		return;
	default:
		sctp_ep_reply(ep, rx,
			      sctp_abort_build(SCTP_FLAG_T, 0, NULL, 0),
			      rx->vtag);
	}
}

/* Nobody listens: the ABORT carries the Initiate Tag (8.4 rule 3) */
static void refuse_init(struct sctp_ep *ep, struct sctp_rx *rx,
			const struct sctp_view *v)
{
	const struct sctpw_init *h = (const void *)v->hdr;
	__be32 tag;

	memcpy(&tag, &h->init_tag, sizeof(tag));
	sctp_rx_refuse(rx, ep->mib, SCTP_MIB_OUTOFBLUES);
	if (tag)
		sctp_ep_reply(ep, rx, sctp_abort_build(0, 0, NULL, 0),
			      be32_to_cpu(tag));
}

static struct sctp_assoc *accept_cookie(struct sctp_ep *ep, struct sctp_rx *rx,
					const struct sctp_view *v,
					const struct sctp_cookie *c)
{
	struct sctp_assoc *a = ep->ops->assoc_new(ep, rx);

	if (!a) {
		rx->refused = SCTP_MIB_NO_MEMORY;
		sctp_ep_no_resource(ep, rx, c->peer_tag);
		return NULL;
	}
	/* given back as it came, closed */
	if (!sctp_ep_admits(ep, a, rx, SCTP_STEP_COOKIE_ECHO))
		return a;
	if (sctp_handshake_accept(a, c, rx->now)) {
		sctp_rx_refuse(rx, ep->mib, SCTP_MIB_NO_MEMORY);
		sctp_ep_no_resource(ep, rx, c->peer_tag);
		return a;
	}
	rx->path = sctp_path_find(a, &rx->src);
	sctp_ctl_cookie_ack(a, rx->path, rx->now);
	sctp_assoc_established(a, rx->now);
	sctp_mib_add(ep->mib, SCTP_MIB_INCTRLCHUNKS, 1);
	sctp_assoc_chunks(a, rx, v->off + SCTP_ALIGN4(v->len));
	return a;
}

static struct sctp_assoc *cookie_echo(struct sctp_ep *ep, struct sctp_rx *rx,
				      const struct sctp_view *v)
{
	struct sctp_cookie c;
	int err;

	err = sctp_cookie_open(ep, v->hdr + sizeof(struct sctpw_chunk),
			       v->len - sizeof(struct sctpw_chunk), &c,
			       rx->now);
	if (!err && sctp_cookie_fits(&c, rx))
		return accept_cookie(ep, rx, v, &c);
	if (err == -ESTALE && sctp_cookie_fits(&c, rx))
		sctp_stale_cookie_reply(ep, rx, &c);
	else
		sctp_rx_refuse(rx, ep->mib, SCTP_MIB_IN_BAD_COOKIE);
	return NULL;
}

/**
 * sctp_ep_input() - a packet arrived that belongs to no association
 * @ep: the listening endpoint of its port, or one that does not listen
 * @rx: packet with a verified checksum and an unshared skb, which stays the
 *      caller's; sent from and to unicast addresses
 *
 * Return: the association a COOKIE ECHO made, to be flushed by the caller
 * and torn down if closed already; else NULL.
 */
struct sctp_assoc *sctp_ep_input(struct sctp_ep *ep, struct sctp_rx *rx)
{
	enum sctp_ootb_rule rule;
	struct sctp_chunk_iter it;
	struct sctp_view v;

	if (sctp_frame_check(rx)) {
		sctp_rx_refuse(rx, ep->mib, SCTP_MIB_IN_BAD_FRAME);
		sctp_mib_add(ep->mib, SCTP_MIB_IN_PKT_DISCARDS, 1);
		return NULL;
	}
	sctp_chunk_begin(&it, rx, 0);
	if (!sctp_chunk_next(&it, &v))
		return NULL;
	rule = chunk_rule(&v);
	if (rule == SCTP_OOTB_INIT) {
		if (rx->vtag)
			sctp_rx_refuse(rx, ep->mib, SCTP_MIB_IN_BAD_VTAG);
		else if (ep->listening)
			sctp_init_input(ep, NULL, rx, &v);
		else
			refuse_init(ep, rx, &v);
		return NULL;
	}
	/* tag 0 is for INIT alone (8.5.1 rule A) */
	if (!rx->vtag) {
		sctp_rx_refuse(rx, ep->mib, SCTP_MIB_IN_BAD_VTAG);
		sctp_mib_add(ep->mib, SCTP_MIB_IN_PKT_DISCARDS, 1);
		return NULL;
	}
	if (rule == SCTP_OOTB_COOKIE && ep->listening && !rx->aborts)
		return cookie_echo(ep, rx, &v);
	out_of_the_blue(ep, rx);
	return NULL;
}
