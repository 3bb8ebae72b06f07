// SPDX-License-Identifier: GPL-2.0-only
/*
 * Notifications. Each struct sctp_notice of core becomes one member of union
 * sctp_notification, in an skb on the receive queue, if the user subscribed.
 *
 * Neither a peer nor a user must be able to fill memory with them. Those that
 * can be caused at will are dropped while the receive buffer is full. The
 * reader is told once that notifications were dropped.
 */
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <net/sock.h>

#include "core/ext/auth.h"
#include "core/caps.h"
#include "core/recv/rxmsg.h"
#include "event.h"
#include "netns.h"
#include "payload.h"
#include "rmem.h"
#include "rxq.h"
#include "skbcb.h"
#include "timer.h"
#include "uaddr.h"

#define EV_PIECE	16384U	/* bytes of data in one packet */

/* A notification of @type with a fixed part of @len bytes */
static struct sctp_rx_msg *ev_new(struct sctp_kassoc *ka, u16 type, u32 len)
{
	struct sctp_rx_msg *msg;
	struct sk_buff *skb;

	msg = sctp_rx_msg_new(&ka->a);
	if (!msg)
		return NULL;
	skb = alloc_skb(len, GFP_ATOMIC);
	if (!skb) {
		sctp_rx_msg_free(msg);
		return NULL;
	}
	skb_put_zero(skb, len);
	/* msg_name of recvmsg(); the association may be gone by then */
	if (ka->a.primary)
		SCTP_SKB_CB(skb)->src = ka->a.primary->addr;
	msg->head = skb;
	msg->tail = skb;
	msg->first.len = len;
	msg->first.seg = len;
	msg->len = len;
	msg->flags = SCTP_RX_EVENT | SCTP_RX_FIRST | SCTP_RX_LAST;
	msg->sid = type;
	return msg;
}

static union sctp_notification *ev_of(const struct sctp_rx_msg *msg)
{
	return (union sctp_notification *)msg->head->data;
}

/* Append room for @len bytes; NULL without memory */
static void *ev_put(struct sctp_rx_msg *msg, u32 len)
{
	struct sk_buff *skb = alloc_skb(len, GFP_ATOMIC);

	if (!skb)
		return NULL;
	SCTP_RX_CB(skb)->extent.off = 0;
	SCTP_RX_CB(skb)->extent.len = len;
	SCTP_RX_CB(skb)->extent.seg = len;
	msg->tail->next = skb;
	msg->tail = skb;
	msg->len += len;
	return skb_put(skb, len);
}

static bool ev_put_data(struct sctp_rx_msg *msg, const void *data, u32 len)
{
	u32 off, n;
	void *to;

	for (off = 0; off < len; off += n) {
		n = min(len - off, EV_PIECE);
		to = ev_put(msg, n);
		if (!to)
			return false;
		memcpy(to, data + off, n);
	}
	return true;
}

static bool ev_put_payload(struct sctp_rx_msg *msg, struct sctp_tx_msg *m)
{
	u32 off, n;
	void *to;

	for (off = 0; off < m->len; off += n) {
		n = min(m->len - off, EV_PIECE);
		to = ev_put(msg, n);
		if (!to)
			return false;
		sctp_kmsg_copy(sctp_km(m), off, to, n);
	}
	return true;
}

static void ev_queue(struct sctp_kassoc *ka, struct sctp_rx_msg *msg)
{
	ev_of(msg)->sn_header.sn_type = msg->sid;
	ev_of(msg)->sn_header.sn_length = msg->len;
	sctp_rxq_add_event(ka, msg);
}

/* SCTP_ASSOC_FEATURES: the features of the association that came up */
static void ev_put_features(struct sctp_kassoc *ka, struct sctp_rx_msg *msg)
{
	const struct sock *sk = ka->sk;
	u8 list[SCTP_ASSOC_SUPPORTS_MAX], n = 0;

	if (sctp_auth_on(&ka->a))
		list[n++] = SCTP_ASSOC_SUPPORTS_AUTH;
	if (ka->a.hs.caps & SCTP_CAP_ASCONF)
		list[n++] = SCTP_ASSOC_SUPPORTS_ASCONF;
	/* a send buffer of its own */
	if (!sctp_is_one_to_many(sk) ||
	    READ_ONCE(sctp_sk_net(sk)->tun.sndbuf_policy))
		list[n++] = SCTP_ASSOC_SUPPORTS_MULTIBUF;
	if (ka->a.hs.caps & SCTP_CAP_RECONFIG)
		list[n++] = SCTP_ASSOC_SUPPORTS_RE_CONFIG;
	if (ka->a.hs.caps & SCTP_CAP_PRSCTP)
		list[n++] = SCTP_ASSOC_SUPPORTS_PR;
	if (ka->a.hs.caps & SCTP_CAP_I_DATA)
		list[n++] = SCTP_ASSOC_SUPPORTS_INTERLEAVING;
	ev_put_data(msg, list, n);
}

static struct sctp_rx_msg *ev_assoc_change(struct sctp_kassoc *ka,
					   const struct sctp_notice *ev)
{
	struct sctp_assoc_change *sac;
	struct sctp_rx_msg *msg;

	msg = ev_new(ka, SCTP_ASSOC_CHANGE, sizeof(*sac));
	if (!msg)
		return NULL;
	sac = &ev_of(msg)->sn_assoc_change;
	sac->sac_state = ev->value;
	/* a cause code in network byte order, as Linux reports it */
	sac->sac_error = (__force u16)htons(ev->error);
	if (ev->value == SCTP_AC_COMM_UP || ev->value == SCTP_AC_RESTART) {
		sac->sac_outbound_streams = ka->a.tx.streams.num;
		sac->sac_inbound_streams = ka->a.rx.streams.num;
	}
	sac->sac_assoc_id = ka->id;
	ev_put_data(msg, ev->data, ev->len);
	if (sctp_sk(ka->sk)->assoc_features &&
	    (ev->value == SCTP_AC_COMM_UP || ev->value == SCTP_AC_RESTART))
		ev_put_features(ka, msg);
	return msg;
}

static struct sctp_rx_msg *ev_path_change(struct sctp_kassoc *ka,
					  const struct sctp_notice *ev)
{
	struct sctp_paddr_change *spc;
	struct sctp_rx_msg *msg;
	union sctp_uaddr u;
	int len;

	msg = ev_new(ka, SCTP_PEER_ADDR_CHANGE, sizeof(*spc));
	if (!msg)
		return NULL;
	spc = &ev_of(msg)->sn_paddr_change;
	len = sctp_uaddr_fill(ka->sk, &ev->path->addr, ka->a.pport, &u);
	memcpy(&spc->spc_aaddr, &u, len);
	spc->spc_state = ev->value == SCTP_PC_NOT_FAILED ? SCTP_ADDR_AVAILABLE :
							   ev->value;
	spc->spc_error = ev->error;
	spc->spc_assoc_id = ka->id;
	return msg;
}

static struct sctp_rx_msg *ev_remote_error(struct sctp_kassoc *ka,
					   const struct sctp_notice *ev)
{
	struct sctp_remote_error *sre;
	struct sctp_rx_msg *msg;

	msg = ev_new(ka, SCTP_REMOTE_ERROR, sizeof(*sre));
	if (!msg)
		return NULL;
	sre = &ev_of(msg)->sn_remote_error;
	sre->sre_error = htons(ev->error);
	sre->sre_assoc_id = ka->id;
	ev_put_data(msg, ev->data, ev->len);
	return msg;
}

static struct sctp_rx_msg *ev_send_failed_old(struct sctp_kassoc *ka,
					      const struct sctp_notice *ev)
{
	struct sctp_send_failed *ssf;
	struct sctp_rx_msg *msg;

	msg = ev_new(ka, SCTP_SEND_FAILED, sizeof(*ssf));
	if (!msg)
		return NULL;
	ssf = &ev_of(msg)->sn_send_failed;
	ssf->ssf_flags = ev->value ? SCTP_DATA_SENT : SCTP_DATA_UNSENT;
	ssf->ssf_error = (__force u16)htons(ev->error);
	ssf->ssf_info.sinfo_stream = ev->msg->sid;
	ssf->ssf_info.sinfo_ssn = (u16)ev->msg->mid;
	ssf->ssf_info.sinfo_flags = ev->msg->flags &
		~(SCTP_TX_PART | SCTP_TX_HELD);
	ssf->ssf_info.sinfo_ppid = (__force u32)ev->msg->ppid;
	ssf->ssf_info.sinfo_context = ev->msg->context;
	ssf->ssf_info.sinfo_assoc_id = ka->id;
	ssf->ssf_assoc_id = ka->id;
	ev_put_payload(msg, ev->msg);
	return msg;
}

static struct sctp_rx_msg *ev_send_failed(struct sctp_kassoc *ka,
					  const struct sctp_notice *ev)
{
	struct sctp_send_failed_event *ssf;
	struct sctp_rx_msg *msg;

	msg = ev_new(ka, SCTP_SEND_FAILED_EVENT, sizeof(*ssf));
	if (!msg)
		return NULL;
	ssf = &ev_of(msg)->sn_send_failed_event;
	ssf->ssf_flags = ev->value ? SCTP_DATA_SENT : SCTP_DATA_UNSENT;
	ssf->ssf_error = (__force u16)htons(ev->error);
	ssf->ssfe_info.snd_sid = ev->msg->sid;
	ssf->ssfe_info.snd_flags = ev->msg->flags &
		~(SCTP_TX_PART | SCTP_TX_HELD);
	ssf->ssfe_info.snd_ppid = (__force u32)ev->msg->ppid;
	ssf->ssfe_info.snd_context = ev->msg->context;
	ssf->ssfe_info.snd_assoc_id = ka->id;
	ssf->ssf_assoc_id = ka->id;
	ev_put_payload(msg, ev->msg);
	return msg;
}

static struct sctp_rx_msg *ev_shutdown(struct sctp_kassoc *ka,
				       const struct sctp_notice *ev)
{
	struct sctp_shutdown_event *sse;
	struct sctp_rx_msg *msg;

	msg = ev_new(ka, SCTP_SHUTDOWN_EVENT, sizeof(*sse));
	if (!msg)
		return NULL;
	sse = &ev_of(msg)->sn_shutdown_event;
	sse->sse_assoc_id = ka->id;
	return msg;
}

static struct sctp_rx_msg *ev_partial_aborted(struct sctp_kassoc *ka,
					      const struct sctp_notice *ev)
{
	struct sctp_pdapi_event *pd;
	struct sctp_rx_msg *msg;

	msg = ev_new(ka, SCTP_PARTIAL_DELIVERY_EVENT, sizeof(*pd));
	if (!msg)
		return NULL;
	pd = &ev_of(msg)->sn_pdapi_event;
	pd->pdapi_indication = SCTP_PARTIAL_DELIVERY_ABORTED;
	pd->pdapi_flags = ev->error;
	pd->pdapi_assoc_id = ka->id;
	pd->pdapi_stream = ev->value >> 16;
	pd->pdapi_seq = ev->mid;
	return msg;
}

static struct sctp_rx_msg *ev_adaptation(struct sctp_kassoc *ka,
					 const struct sctp_notice *ev)
{
	struct sctp_adaptation_event *sai;
	struct sctp_rx_msg *msg;

	msg = ev_new(ka, SCTP_ADAPTATION_INDICATION, sizeof(*sai));
	if (!msg)
		return NULL;
	sai = &ev_of(msg)->sn_adaptation_event;
	sai->sai_adaptation_ind = ev->value;
	sai->sai_assoc_id = ka->id;
	return msg;
}

static struct sctp_rx_msg *ev_auth(struct sctp_kassoc *ka,
				   const struct sctp_notice *ev)
{
	struct sctp_authkey_event *auth;
	struct sctp_rx_msg *msg;

	msg = ev_new(ka, SCTP_AUTHENTICATION_EVENT, sizeof(*auth));
	if (!msg)
		return NULL;
	auth = &ev_of(msg)->sn_authkey_event;
	auth->auth_keynumber = ev->error;
	auth->auth_indication = ev->type == SCTP_EV_NO_AUTH ?
				SCTP_AUTH_NO_AUTH : ev->value;
	auth->auth_assoc_id = ka->id;
	return msg;
}

static struct sctp_rx_msg *ev_sender_dry(struct sctp_kassoc *ka,
					 const struct sctp_notice *ev)
{
	struct sctp_sender_dry_event *dry;
	struct sctp_rx_msg *msg;

	msg = ev_new(ka, SCTP_SENDER_DRY_EVENT, sizeof(*dry));
	if (!msg)
		return NULL;
	dry = &ev_of(msg)->sn_sender_dry_event;
	dry->sender_dry_assoc_id = ka->id;
	return msg;
}

static struct sctp_rx_msg *ev_stream_reset(struct sctp_kassoc *ka,
					   const struct sctp_notice *ev)
{
	const __be16 *sids = ev->data;
	struct sctp_stream_reset_event *r;
	struct sctp_rx_msg *msg;
	u32 i;

	msg = ev_new(ka, SCTP_STREAM_RESET_EVENT, sizeof(*r) + ev->len);
	if (!msg)
		return NULL;
	r = &ev_of(msg)->sn_strreset_event;
	r->strreset_flags = ev->value;
	r->strreset_assoc_id = ka->id;
	for (i = 0; i < ev->len / sizeof(*sids); i++)
		r->strreset_stream_list[i] = ntohs(sids[i]);
	return msg;
}

/* Linux has the peer's TSN in the local one's place, and the other way round */
static struct sctp_rx_msg *ev_assoc_reset(struct sctp_kassoc *ka,
					  const struct sctp_notice *ev)
{
	struct sctp_assoc_reset_event *r;
	const u32 *tsns = ev->data;
	struct sctp_rx_msg *msg;

	msg = ev_new(ka, SCTP_ASSOC_RESET_EVENT, sizeof(*r));
	if (!msg)
		return NULL;
	r = &ev_of(msg)->sn_assocreset_event;
	r->assocreset_flags = ev->value;
	r->assocreset_assoc_id = ka->id;
	r->assocreset_local_tsn = tsns[0];
	r->assocreset_remote_tsn = tsns[1];
	return msg;
}

static struct sctp_rx_msg *ev_stream_change(struct sctp_kassoc *ka,
					    const struct sctp_notice *ev)
{
	struct sctp_stream_change_event *c;
	struct sctp_rx_msg *msg;

	msg = ev_new(ka, SCTP_STREAM_CHANGE_EVENT, sizeof(*c));
	if (!msg)
		return NULL;
	c = &ev_of(msg)->sn_strchange_event;
	c->strchange_flags = ev->error;
	c->strchange_assoc_id = ka->id;
	c->strchange_instrms = ev->value >> 16;
	c->strchange_outstrms = ev->value & 0xffff;
	return msg;
}

/* How each kind of notice becomes a notification, by enum sctp_event_type */
static const struct ev_kind {
	u16 type;
	struct sctp_rx_msg *(*build)(struct sctp_kassoc *ka,
				     const struct sctp_notice *ev);
} ev_kind[] = {
	[SCTP_EV_ASSOC_CHANGE]	  = { SCTP_ASSOC_CHANGE, ev_assoc_change },
	[SCTP_EV_PATH_CHANGE]	  = { SCTP_PEER_ADDR_CHANGE, ev_path_change },
	[SCTP_EV_REMOTE_ERROR]	  = { SCTP_REMOTE_ERROR, ev_remote_error },
	[SCTP_EV_SEND_FAILED]	  = { SCTP_SEND_FAILED_EVENT, ev_send_failed },
	[SCTP_EV_SHUTDOWN]	  = { SCTP_SHUTDOWN_EVENT, ev_shutdown },
	[SCTP_EV_PARTIAL_ABORTED] = { SCTP_PARTIAL_DELIVERY_EVENT,
				      ev_partial_aborted },
	[SCTP_EV_ADAPTATION]	  = { SCTP_ADAPTATION_INDICATION,
				      ev_adaptation },
	[SCTP_EV_NO_AUTH]	  = { SCTP_AUTHENTICATION_EVENT, ev_auth },
	[SCTP_EV_AUTH_KEY]	  = { SCTP_AUTHENTICATION_EVENT, ev_auth },
	[SCTP_EV_STREAM_RESET]	  = { SCTP_STREAM_RESET_EVENT,
				      ev_stream_reset },
	[SCTP_EV_ASSOC_RESET]	  = { SCTP_ASSOC_RESET_EVENT, ev_assoc_reset },
	[SCTP_EV_STREAM_CHANGE]	  = { SCTP_STREAM_CHANGE_EVENT,
				      ev_stream_change },
	[SCTP_EV_SENDER_DRY]	  = { SCTP_SENDER_DRY_EVENT, ev_sender_dry },
};

/* SCTP_SEND_FAILED is the older form; who subscribes to both gets both */
static const struct ev_kind ev_kind_send_failed_old = {
	SCTP_SEND_FAILED, ev_send_failed_old
};

/* Is there room for a notification? Those that the peer can cause at will share
 * the receive buffer with data. Paths change at the pace of timers, and
 * SEND_FAILED and SENDER_DRY come from what the user sends: these have a limit
 * of their own, so that unread data does not suppress them. All others come
 * only a few times in the life of an association and are always queued.
 */
static bool ev_has_room(const struct sctp_kassoc *ka,
			const struct sctp_notice *ev)
{
	switch (ev->type) {
	case SCTP_EV_PATH_CHANGE:
	case SCTP_EV_SEND_FAILED:
	case SCTP_EV_SENDER_DRY:
		return ka->noted < READ_ONCE(ka->sk->sk_rcvbuf);
	case SCTP_EV_REMOTE_ERROR:
	case SCTP_EV_ADAPTATION:
	case SCTP_EV_AUTH_KEY:
	case SCTP_EV_STREAM_RESET:
	case SCTP_EV_ASSOC_RESET:
	case SCTP_EV_STREAM_CHANGE:
		return sctp_rmem_has_room(ka);
	case SCTP_EV_ASSOC_CHANGE:
		return ev->value != SCTP_AC_RESTART || sctp_rmem_has_room(ka);
	default:
		return true;
	}
}

/* RFC 6458 section 6.1.10; unlike there, notifications go on once there is room
 */
static void ev_tell_lost(struct sctp_kassoc *ka)
{
	struct sctp_rx_msg *msg;

	sctp_mib_add(ka->a.mib, SCTP_MIB_NO_MEMORY, 1);
	if (ka->ev_lost)
		return;
	msg = ev_new(ka, SCTP_NOTIFICATIONS_STOPPED_EVENT,
		     sizeof_field(union sctp_notification, sn_header));
	if (!msg)
		return;
	ka->ev_lost = true;
	ev_queue(ka, msg);
}

static noinline void ev_send(struct sctp_kassoc *ka,
			     const struct sctp_notice *ev,
			     const struct ev_kind *kind)
{
	struct sctp_rx_msg *msg;

	if (!ev_has_room(ka, ev)) {
		ev_tell_lost(ka);
		return;
	}
	ka->ev_lost = false;
	msg = kind->build(ka, ev);
	if (msg)
		ev_queue(ka, msg);
	else
		sctp_mib_add(ka->a.mib, SCTP_MIB_NO_MEMORY, 1);
}

static void ev_tell(struct sctp_kassoc *ka, const struct sctp_notice *ev,
		    const struct ev_kind *kind)
{
	if (ka->prefs.subscribe & SCTP_EVENT_BIT(kind->type))
		ev_send(ka, ev, kind);
}

/* Is a path's change kept from the user? It is before the association is up,
 * since programs rely on SCTP_COMM_UP coming first. That a path becomes
 * potentially failed, or is so no more, is told only to a user who asked for
 * it.
 */
static bool ev_path_hidden(const struct sctp_kassoc *ka,
			   const struct sctp_notice *ev)
{
	if (!ka->a.was_up)
		return true;
	return (ev->value == SCTP_PC_POTENTIALLY_FAILED ||
		ev->value == SCTP_PC_NOT_FAILED) &&
	       ka->prefs.pf_expose != SCTP_PF_EXPOSE_ENABLE;
}

/**
 * sctp_sock_notify() - the notify() of struct sctp_ops
 * @a: association, its socket owned
 * @ev: what happened
 *
 * RFC 6458 section 6.1.
 */
void sctp_sock_notify(struct sctp_assoc *a, const struct sctp_notice *ev)
{
	struct sctp_kassoc *ka = sctp_ka(a);
	struct sock *sk = ka->sk;

	if (sock_flag(sk, SOCK_DEAD) ||
	    (ev->type == SCTP_EV_PATH_CHANGE && ev_path_hidden(ka, ev)))
		return;
	if (ev->type == SCTP_EV_SEND_FAILED)
		ev_tell(ka, ev, &ev_kind_send_failed_old);
	ev_tell(ka, ev, &ev_kind[ev->type]);
	if (ev->type == SCTP_EV_PARTIAL_ABORTED)
		sctp_rxq_end_partial(ka);
}

/**
 * sctp_event_sender_dry() - notify if there is nothing to send or acknowledge
 * @ka: association whose user just subscribed to SCTP_SENDER_DRY_EVENT
 *
 * RFC 6458 section 6.1.9.
 */
void sctp_event_sender_dry(struct sctp_kassoc *ka)
{
	struct sctp_notice ev = { .type = SCTP_EV_SENDER_DRY };
	const struct sctp_tx *tx = &ka->a.tx;

	if (ka->a.state < SCTP_ST_ESTABLISHED || tx->queued_bytes ||
	    tx->ring.flight)
		return;
	ev_tell(ka, &ev, &ev_kind[SCTP_EV_SENDER_DRY]);
	if (sctp_rmem_settle(ka, ka->sk))
		sctp_timer_soon(ka);
	sctp_rxq_wake(ka->sk);
}
