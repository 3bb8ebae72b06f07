// SPDX-License-Identifier: GPL-2.0-only
/*
 * Received AUTH chunks, RFC 4895 section 6.3. All chunks behind a good one are
 * authentic. Those before it, and all chunks of packets without one, are not:
 * input.c drops them if their type has to be authenticated.
 *
 * A COOKIE ECHO that makes an association, also in a collision, has its keys in
 * the cookie. Once an association is up its own keys count, so that nobody who
 * does not know these can restart it.
 */
#include <linux/kernel.h>
#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "core/ep.h"
#include "core/life/cookie.h"
#include "core/life/state.h"
#include "core/send/ctl.h"
#include "core/wire/dataformat.h"
#include "core/wire/rx.h"
#include "authin.h"
#include "authmac.h"

/* Tell the peer of an algorithm that we did not list */
static void unsupported_hmac(struct sctp_assoc *a, struct sctp_rx *rx, u16 id)
{
	__be16 info = cpu_to_be16(id);

	if (sctp_is_up(a))
		sctp_ctl_error(a, rx->path, SCTP_CAUSE_UNSUPPORTED_HMAC, &info,
			       sizeof(info));
}

/* Is a MAC worth the work? A blind attacker does not know the tags. A COOKIE
 * ECHO may have another one.
 */
static bool auth_tag_ok(const struct sctp_assoc *a, const struct sctp_rx *rx,
			const struct sctp_view *v)
{
	u32 next = v->off + SCTP_ALIGN4(v->len);

	return rx->vtag == a->hs.my_tag || rx->vtag == a->hs.peer_tag ||
	       (next < skb_headlen(rx->skb) &&
		rx->skb->data[next] == SCTP_CT_COOKIE_ECHO);
}

/**
 * sctp_auth_input() - an AUTH chunk arrived
 * @a: association that authenticates chunks
 * @rx: packet
 * @v: the chunk
 *
 * Return: the verdict.
 */
enum sctp_verdict sctp_auth_input(struct sctp_assoc *a, struct sctp_rx *rx,
				  const struct sctp_view *v)
{
	enum sctp_auth_flaw flaw;

	if (!auth_tag_ok(a, rx, v)) {
		sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_BAD_VTAG);
		return SCTP_V_STOP;
	}
	/* a second one in a packet is wrong (5.1) */
	flaw = rx->authentic ? SCTP_AUTH_BAD_MAC :
			       sctp_auth_check(a->ops, a->auth, rx, v->off);
	if (flaw == SCTP_AUTH_GOOD) {
		sctp_rx_is_authentic(rx);
		sctp_auth_peer_key(a, get_unaligned_be16(v->hdr + 4));
		return SCTP_V_NEXT;
	}
	sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_BAD_AUTH);
	if (flaw == SCTP_AUTH_BAD_HMAC)
		unsupported_hmac(a, rx, get_unaligned_be16(v->hdr + 6));
	return SCTP_V_STOP;
}

/**
 * sctp_auth_wants() - the chunk types that the peer has to authenticate
 * @a: association
 *
 * Return: the set, NULL for none.
 */
const struct sctp_chunk_set *sctp_auth_wants(const struct sctp_assoc *a)
{
	return sctp_auth_on(a) ? &a->auth->mine : NULL;
}

/* Open the cookie of the COOKIE ECHO behind an AUTH chunk */
static bool next_cookie(struct sctp_ep *ep, const struct sctp_rx *rx, u32 off,
			struct sctp_cookie *c)
{
	const u32 skip = sizeof(struct sctpw_chunk);
	const u8 *h = rx->skb->data + off;
	int err;

	if (off >= rx->skb->len || h[0] != SCTP_CT_COOKIE_ECHO)
		return false;
	err = sctp_cookie_open(ep, h + skip, get_unaligned_be16(h + 2) - skip,
			       c, rx->now);
	return err != -EBADMSG && (c->caps & SCTP_CAP_AUTH);
}

/**
 * sctp_auth_precedes_cookie() - does a packet begin with AUTH and COOKIE ECHO?
 * @rx: packet, its frame checked
 *
 * Return: true if so.
 */
bool sctp_auth_precedes_cookie(const struct sctp_rx *rx)
{
	const struct sk_buff *skb = rx->skb;
	u32 next, linear = skb_headlen(skb);

	if (linear < sizeof(struct sctpw_chunk) ||
	    skb->data[0] != SCTP_CT_AUTH)
		return false;
	next = SCTP_ALIGN4(get_unaligned_be16(skb->data + 2));
	return next < linear && skb->data[next] == SCTP_CT_COOKIE_ECHO;
}

/**
 * sctp_auth_cookie_first() - an AUTH chunk, then a COOKIE ECHO
 * @ep: endpoint
 * @a: association that connects, too, or NULL
 * @rx: packet that begins with an AUTH chunk, linear, its frame checked; marked
 *      as authentic
 * @off: set to where the COOKIE ECHO is
 *
 * Return: false when it is not authentic: the packet is to be dropped.
 */
bool sctp_auth_cookie_first(struct sctp_ep *ep, struct sctp_assoc *a,
			    struct sctp_rx *rx, u32 *off)
{
	u32 next = SCTP_ALIGN4(get_unaligned_be16(rx->skb->data + 2));
	struct sctp_auth *au = NULL;
	struct sctp_cookie c;
	bool good;

	if (next_cookie(ep, rx, next, &c))
		au = sctp_auth_of_cookie(ep, a && a->auth ? &a->auth->keys :
							    NULL, &c);
	good = au && sctp_auth_check(ep->ops, au, rx, 0) == SCTP_AUTH_GOOD;
	sctp_auth_put(au);
	if (!good) {
		sctp_rx_refuse(rx, ep->mib, SCTP_MIB_IN_BAD_AUTH);
		return false;
	}
	sctp_rx_is_authentic(rx);
	*off = next;
	return true;
}

/* Is there an AUTH chunk among the control chunks? */
static bool has_auth(const struct sctp_rx *rx)
{
	const struct sk_buff *skb = rx->skb;
	u32 off = 0, linear = skb_headlen(skb);

	while (off + sizeof(struct sctpw_chunk) <= linear &&
	       skb->data[off] != rx->format->type) {
		if (skb->data[off] == SCTP_CT_AUTH)
			return true;
		off += SCTP_ALIGN4(get_unaligned_be16(skb->data + off + 2));
	}
	return false;
}

/**
 * sctp_auth_begins() - look at a packet before its chunks are processed
 * @a: association that connects, or authenticates chunks
 * @rx: packet, its frame checked. If it has an AUTH chunk and any of it is in
 *      pages it is copied, and checked again
 * @off: set to the first chunk to process, if that is another than before
 *
 * Return: false when the packet is to be dropped.
 */
bool sctp_auth_begins(struct sctp_assoc *a, struct sctp_rx *rx, u32 *off)
{
	if (!a->auth || !has_auth(rx))
		return true;
	if (skb_is_nonlinear(rx->skb) &&
	    (sctp_auth_freeze(rx) || sctp_frame_check(rx, a->tx.format))) {
		sctp_rx_refuse(rx, a->mib, SCTP_MIB_IN_BAD_FRAME);
		return false;
	}
	return !sctp_assoc_connecting(a) || !sctp_auth_precedes_cookie(rx) ||
	       sctp_auth_cookie_first(a->ep, a, rx, off);
}

/**
 * sctp_auth_cookie_ok() - may a COOKIE ECHO be taken?
 * @a: association it is for, or NULL
 * @c: its cookie
 * @rx: packet
 *
 * Not if our INIT ACK asked for an authenticated one, and it is none. Nor may
 * it take authentication away from an association that is up and asks for it.
 *
 * Return: true if so.
 */
bool sctp_auth_cookie_ok(const struct sctp_assoc *a,
			 const struct sctp_cookie *c, const struct sctp_rx *rx)
{
	if (c->caps & SCTP_CAP_AUTH)
		return rx->authentic ||
		       !sctp_auth_lists(&c->my_auth, SCTP_CT_COOKIE_ECHO);
	return !a || !sctp_is_up(a) || !sctp_auth_on(a) ||
	       sctp_chunk_set_empty(&a->auth->mine);
}
