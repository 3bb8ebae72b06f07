// SPDX-License-Identifier: GPL-2.0-only
/*
 * AUTH chunks, RFC 4895 sections 6.2 and 6.3.
 *
 *   | AUTH: key, algorithm, MAC | control chunk | DATA | DATA |
 *     '-- MAC counts as 0 -------- the MAC is over all of it '
 *
 * What is sent must not change after the MAC was computed, and what was checked
 * must be what is used. So pages that a user can write to are copied before a
 * packet is sealed. A received packet is copied if any of it is in pages.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <asm/byteorder.h>
#include <asm/unaligned.h>

#include "authmac.h"

/**
 * sctp_auth_len() - the length of the AUTH chunks that are sent
 * @a: association that authenticates chunks
 *
 * Return: bytes.
 */
u32 sctp_auth_len(const struct sctp_assoc *a)
{
	return sizeof(struct sctpw_auth) + sctp_hmac_len(a->auth->algo);
}

/**
 * sctp_auth_needed() - does the peer want a packet authenticated?
 * @a: association that authenticates chunks
 * @skb: complete packet; control chunks are in its linear part
 *
 * Return: true if one of its chunks must be.
 */
bool sctp_auth_needed(const struct sctp_assoc *a, const struct sk_buff *skb)
{
	const struct sctp_auth *au = a->auth;
	u32 off = 0, linear = skb_headlen(skb);

	if (skb->data_len && au->of_data)
		return true;
	while (off + sizeof(struct sctpw_chunk) <= linear) {
		if (sctp_chunk_set_has(&au->peers, skb->data[off]))
			return true;
		off += SCTP_ALIGN4(get_unaligned_be16(skb->data + off + 2));
	}
	return false;
}

static const struct sctp_hmac_key *made_key(const struct sctp_ops *ops,
					    const struct sctp_auth *au,
					    struct sctp_auth_key *key, u8 nr)
{
	return sctp_auth_key_made(ops, key, nr, &au->my, &au->peer);
}

/* The key of a packet; the active one if its messages have none */
static struct sctp_auth_key *packet_key(const struct sctp_auth *au, u8 nr)
{
	const struct sctp_auth_keys *k = &au->keys;

	if (nr && nr <= k->nr_slots && k->slot[nr - 1].there)
		return &k->slot[nr - 1];
	return &k->slot[k->active];
}

/**
 * sctp_auth_seal() - put an AUTH chunk in front of a packet
 * @a: association that authenticates chunks
 * @skb: complete packet with sctp_auth_len() more bytes of head-room
 * @key: number of the key, 0 for the active one
 *
 * Return: 0 or a negative errno.
 */
int sctp_auth_seal(struct sctp_assoc *a, struct sk_buff *skb, u8 key)
{
	struct sctp_auth *au = a->auth;
	struct sctp_auth_key *shared = packet_key(au, key);
	const struct sctp_hmac_key *made;
	u32 len = sctp_auth_len(a);
	struct sctp_hmac_text text = { .skb = skb };
	struct sctpw_auth *h;

	made = made_key(a->ops, au, shared, au->algo);
	if (!made || sctp_skb_freeze(skb))
		return -ENOMEM;
	h = skb_push(skb, len);
	memset(h, 0, len);
	h->ch.type = SCTP_CT_AUTH;
	h->ch.len = cpu_to_be16(len);
	h->key_id = cpu_to_be16(shared->id);
	h->hmac_id = cpu_to_be16(sctp_hmac_id(au->algo));
	return sctp_hmac(a->ops, au->algo, made, &text, (u8 *)(h + 1));
}

/**
 * sctp_auth_with_room() - a packet with head-room for an AUTH chunk
 * @a: association that authenticates chunks
 * @skb: linear packet without it; consumed
 *
 * Return: the packet, NULL without memory.
 */
struct sk_buff *sctp_auth_with_room(struct sctp_assoc *a, struct sk_buff *skb)
{
	u32 room = sctp_auth_len(a);
	struct sk_buff *copy = sctp_skb_alloc(room + skb->len);

	if (copy) {
		skb_reserve(copy, room);
		skb_put_data(copy, skb->data, skb->len);
	}
	consume_skb(skb);
	return copy;
}

/**
 * sctp_auth_freeze() - nobody can change a received packet any more
 * @rx: packet; its frame has to be checked after this
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_auth_freeze(struct sctp_rx *rx)
{
	return skb_is_nonlinear(rx->skb) ? skb_linearize(rx->skb) : 0;
}

/**
 * sctp_auth_check() - check an AUTH chunk
 * @ops: functions outside of core
 * @au: keys and lists
 * @rx: packet, linear, its frame checked
 * @off: offset of the chunk
 *
 * Return: what is wrong with it.
 */
enum sctp_auth_flaw sctp_auth_check(const struct sctp_ops *ops,
				    struct sctp_auth *au,
				    const struct sctp_rx *rx, u32 off)
{
	const u8 *h = rx->skb->data + off;
	u32 len = get_unaligned_be16(h + 2), mac_len;
	u8 head[SCTP_AUTH_MAX] = {}, mac[SCTP_HASH_MAX];
	const struct sctp_hmac_key *made;
	struct sctp_hmac_text text = { head, 0, rx->skb, 0 };
	struct sctp_auth_key *key;
	int nr;

	if (len < sizeof(struct sctpw_auth) || skb_is_nonlinear(rx->skb))
		return SCTP_AUTH_BAD_MAC;
	nr = sctp_hmac_find(get_unaligned_be16(h + 6));
	if (nr < 0 || !(au->takes & 1U << nr))
		return SCTP_AUTH_BAD_HMAC;
	key = sctp_auth_keys_find(&au->keys, get_unaligned_be16(h + 4));
	if (!key)
		return SCTP_AUTH_BAD_KEY;
	mac_len = sctp_hmac_len(nr);
	made = made_key(ops, au, key, nr);
	if (!made || len != sizeof(struct sctpw_auth) + mac_len)
		return SCTP_AUTH_BAD_MAC;
	memcpy(head, h, sizeof(struct sctpw_auth));
	text.head_len = len;
	text.off = off + len;
	if (sctp_hmac(ops, nr, made, &text, mac))
		return SCTP_AUTH_BAD_MAC;
	return sctp_hmac_same(mac, h + sizeof(struct sctpw_auth), mac_len) ?
	       SCTP_AUTH_GOOD : SCTP_AUTH_BAD_MAC;
}
