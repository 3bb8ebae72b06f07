// SPDX-License-Identifier: GPL-2.0-only
/*
 * Packets that belong to no association: an INIT or a COOKIE ECHO for a
 * listener, or out of the blue (RFC 9260 section 8.4).
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/caps.h"
#include "core/cause.h"
#include "core/chunk.h"
#include "core/encap.h"
#include "core/ep.h"
#include "core/ext/authin.h"
#include "core/ext/authmac.h"
#include "core/input.h"
#include "core/send/ctl.h"
#include "core/send/door.h"
#include "core/wire/dataformat.h"
#include "core/wire/frame.h"
#include "core/wire/rx.h"
#include "established.h"
#include "handshake.h"

/**
 * sctp_init_addrs() - the addresses that INIT, INIT ACK or COOKIE ECHO lists
 * @rx: packet, its frame not necessarily checked
 * @list: where they are
 *
 * To find an association by another address than the source of the packet (RFC
 * 9260 section 5.1.2 rule D). In a collision a COOKIE ECHO may come from an
 * address that we do not know yet. The cookie is not verified here.
 *
 * There may be an AUTH chunk before it.
 *
 * Return: false when the packet begins with another chunk.
 */
bool sctp_init_addrs(const struct sctp_rx *rx, struct sctp_param_list *list)
{
	const struct sctp_chunk_row *row;
	struct sctp_chunk_iter it;
	struct sctp_rx copy = *rx;
	struct sctp_view v;

	if (sctp_frame_check(&copy, SCTP_FORMAT_DATA))
		return false;
	it = sctp_chunk_begin(&copy, 0);
	do {
		if (!sctp_chunk_next(&it, &v))
			return false;
	} while (v.type == SCTP_CT_AUTH);
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

/* The rule of section 8.4 for the whole packet */
static enum sctp_ootb_rule packet_rule(struct sctp_rx *rx)
{
	enum sctp_ootb_rule rule = SCTP_OOTB_ABORT;
	struct sctp_chunk_iter it = sctp_chunk_begin(rx, 0);
	struct sctp_view v;

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
		sctp_door_reply(ep, rx,
				sctp_ep_abort(ep, SCTP_FLAG_T,
					      "out of the blue"),
				rx->vtag);
	}
}

/* No listener: ABORT with the Initiate Tag of the INIT (8.4 rule 3) */
static void refuse_init(struct sctp_ep *ep, struct sctp_rx *rx,
			const struct sctp_view *v)
{
	const struct sctpw_init *h = (const void *)v->hdr;
	__be32 tag;

	memcpy(&tag, &h->init_tag, sizeof(tag));
	sctp_rx_refuse(rx, ep->mib, SCTP_MIB_OUTOFBLUES);
	if (tag)
		sctp_door_reply(ep, rx, sctp_ep_abort(ep, 0, "no listener"),
				be32_to_cpu(tag));
}

/* The frame check took DATA for user data. The cookie says whether it is
 * I-DATA. Then the packet is checked again. False if it is wrong.
 */
static bool cookie_format(const struct sctp_assoc *a, struct sctp_rx *rx)
{
	bool authentic = rx->authentic;

	if (a->tx.format == SCTP_FORMAT_DATA)
		return true;
	if (sctp_frame_check(rx, a->tx.format))
		return false;
	if (authentic)
		sctp_rx_is_authentic(rx);
	return true;
}

static struct sctp_assoc *accept_cookie(struct sctp_ep *ep, struct sctp_rx *rx,
					const struct sctp_view *v,
					const struct sctp_cookie *c)
{
	struct sctp_assoc *a;

	if (!sctp_auth_cookie_ok(NULL, c, rx)) {
		sctp_rx_refuse(rx, ep->mib, SCTP_MIB_IN_NOT_AUTH);
		return NULL;
	}
	a = ep->ops->assoc_new(ep, rx);
	if (!a) {
		sctp_rx_refused(rx, SCTP_MIB_NO_MEMORY);
		sctp_ep_no_resource(ep, rx, c->peer_tag);
		return NULL;
	}
	/* still CLOSED: the caller tears it down */
	if (!sctp_ep_admits(ep, a, rx, SCTP_STEP_COOKIE_ECHO))
		return a;
	if (sctp_handshake_accept(a, c, rx->now)) {
		sctp_rx_refuse(rx, ep->mib, SCTP_MIB_NO_MEMORY);
		sctp_ep_no_resource(ep, rx, c->peer_tag);
		return a;
	}
	sctp_rx_came_by(rx, sctp_path_find(a, &rx->src));
	sctp_encap_accepted(a, rx);
	sctp_cookie_ack_due(a, rx->path, rx->now);
	sctp_assoc_established(a, rx->now);
	sctp_mib_add(ep->mib, SCTP_MIB_INCTRLCHUNKS, 1);
	if (!cookie_format(a, rx)) {
		sctp_rx_refuse(rx, ep->mib, SCTP_MIB_IN_BAD_FRAME);
		return a;
	}
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

/* The packet is copied, and checked again, before its MAC is */
static struct sctp_assoc *auth_then_cookie(struct sctp_ep *ep,
					   struct sctp_rx *rx)
{
	struct sctp_chunk_iter it;
	struct sctp_view v;
	u32 off;

	if (sctp_auth_freeze(rx) || sctp_frame_check(rx, SCTP_FORMAT_DATA) ||
	    !sctp_auth_precedes_cookie(rx) ||
	    !sctp_auth_cookie_first(ep, NULL, rx, &off))
		return NULL;
	it = sctp_chunk_begin(rx, off);
	return sctp_chunk_next(&it, &v) ? cookie_echo(ep, rx, &v) : NULL;
}

/**
 * sctp_ep_input() - a packet arrived that belongs to no association
 * @ep: the listening endpoint of its port, or one that does not listen
 * @rx: packet with a verified checksum, from and to unicast addresses; its skb
 *      is not shared and stays the caller's
 *
 * Return: the association that a COOKIE ECHO made; the caller flushes it, and
 * tears it down if it is closed already. Else NULL.
 */
struct sctp_assoc *sctp_ep_input(struct sctp_ep *ep, struct sctp_rx *rx)
{
	enum sctp_ootb_rule rule;
	struct sctp_chunk_iter it;
	struct sctp_view v;

	if (sctp_frame_check(rx, SCTP_FORMAT_DATA)) {
		sctp_rx_refuse(rx, ep->mib, SCTP_MIB_IN_BAD_FRAME);
		sctp_mib_add(ep->mib, SCTP_MIB_IN_PKT_DISCARDS, 1);
		return NULL;
	}
	it = sctp_chunk_begin(rx, 0);
	if (!sctp_chunk_next(&it, &v))
		return NULL;
	if (unlikely(sctp_auth_precedes_cookie(rx)) && ep->listening &&
	    rx->vtag && !rx->aborts && (ep->cfg->caps & SCTP_CAP_AUTH))
		return auth_then_cookie(ep, rx);
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
	/* only an INIT may have tag 0 (8.5.1 rule A) */
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
