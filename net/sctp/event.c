// SPDX-License-Identifier: GPL-2.0-only
/*
 * Notifications: each kind of struct sctp_notice becomes one member of union
 * sctp_notification in a packet of its own, for whoever subscribed. A peer
 * must not fill memory with them, nor a user: those that can be caused at will
 * are dropped while the receive buffer is full, and the reader is told so once.
 */
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <net/sock.h>

#include "core/rxmsg.h"
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

/* Room for @len more bytes behind what is there, or NULL */
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
	sctp_rxq_add(ka, msg);
}

/* SCTP_ASSOC_FEATURES: what the association that came up can do */
static void ev_put_features(struct sctp_kassoc *ka, struct sctp_rx_msg *msg)
{
	const struct sock *sk = ka->sk;
	u8 list[SCTP_ASSOC_SUPPORTS_MAX], n = 0;

	/* a send buffer of its own */
	if (!sctp_is_one_to_many(sk) ||
	    READ_ONCE(sctp_sk_net(sk)->tun.sndbuf_policy))
		list[n++] = SCTP_ASSOC_SUPPORTS_MULTIBUF;
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
	/* a cause code, and Linux never turned it round */
	sac->sac_error = (__force u16)htons(ev->error);
	if (ev->value == SCTP_AC_COMM_UP || ev->value == SCTP_AC_RESTART) {
		sac->sac_outbound_streams = ka->a.tx.num_streams;
		sac->sac_inbound_streams = ka->a.rx.num_streams;
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
	spc->spc_state = ev->value;
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
	ssf->ssf_info.sinfo_ssn = ev->msg->ssn;
	ssf->ssf_info.sinfo_flags = ev->msg->flags & ~SCTP_TX_PART;
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
	ssf->ssfe_info.snd_flags = ev->msg->flags & ~SCTP_TX_PART;
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
	pd->pdapi_assoc_id = ka->id;
	pd->pdapi_stream = ev->value >> 16;
	pd->pdapi_seq = ev->value & 0xffff;
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

static struct sctp_rx_msg *ev_no_auth(struct sctp_kassoc *ka,
				      const struct sctp_notice *ev)
{
	struct sctp_authkey_event *auth;
	struct sctp_rx_msg *msg;

	msg = ev_new(ka, SCTP_AUTHENTICATION_EVENT, sizeof(*auth));
	if (!msg)
		return NULL;
	auth = &ev_of(msg)->sn_authkey_event;
	auth->auth_indication = SCTP_AUTH_NO_AUTH;
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

/* What is told in which cases, by enum sctp_event_type */
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
	[SCTP_EV_NO_AUTH]	  = { SCTP_AUTHENTICATION_EVENT, ev_no_auth },
	[SCTP_EV_SENDER_DRY]	  = { SCTP_SENDER_DRY_EVENT, ev_sender_dry },
};

/* SCTP_SEND_FAILED is the older spelling; who asks for both gets both */
static const struct ev_kind ev_kind_send_failed_old = {
	SCTP_SEND_FAILED, ev_send_failed_old
};

/*
 * Is there room for an event that comes as often as the peer or the user likes?
 * A path changes at the pace of timers, and it does so when much data arrives
 * that was held up, and what the user sends is no matter of the peer: data takes
 * no room from those. The others come a few times in an association's life.
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
		return sctp_rmem_has_room(ka);
	case SCTP_EV_ASSOC_CHANGE:
		return ev->value != SCTP_AC_RESTART || sctp_rmem_has_room(ka);
	default:
		return true;
	}
}

/* RFC 6458 section 6.1.10, but they are stopped only until there is room */
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

static void ev_tell(struct sctp_kassoc *ka, const struct sctp_notice *ev,
		    const struct ev_kind *kind)
{
	struct sctp_rx_msg *msg;

	if (!(ka->prefs.subscribe & SCTP_EVENT_BIT(kind->type)))
		return;
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

/**
 * sctp_sock_notify() - the notify() of struct sctp_ops
 * @a: association, its socket owned
 * @ev: what happened
 *
 * RFC 6458 section 6.1. Nothing is said about the addresses of an
 * association before it is up: programs rely on SCTP_COMM_UP coming first.
 */
void sctp_sock_notify(struct sctp_assoc *a, const struct sctp_notice *ev)
{
	struct sctp_kassoc *ka = sctp_ka(a);
	struct sock *sk = ka->sk;

	if (sock_flag(sk, SOCK_DEAD) ||
	    (ev->type == SCTP_EV_PATH_CHANGE && !a->was_up))
		return;
	if (ev->type == SCTP_EV_SEND_FAILED)
		ev_tell(ka, ev, &ev_kind_send_failed_old);
	ev_tell(ka, ev, &ev_kind[ev->type]);
	if (ev->type == SCTP_EV_PARTIAL_ABORTED)
		sctp_rxq_end_partial(ka);
}

/**
 * sctp_event_sender_dry() - say that nothing is left to send, if so
 * @ka: association whose user just subscribed to SCTP_SENDER_DRY_EVENT
 *
 * RFC 6458 section 6.1.9.
 */
void sctp_event_sender_dry(struct sctp_kassoc *ka)
{
	struct sctp_notice ev = { .type = SCTP_EV_SENDER_DRY };
	const struct sctp_tx *tx = &ka->a.tx;

	if (ka->a.state < SCTP_ST_ESTABLISHED || tx->queued_bytes || tx->flight)
		return;
	ev_tell(ka, &ev, &ev_kind[SCTP_EV_SENDER_DRY]);
	if (sctp_rmem_settle(ka, ka->sk))
		sctp_timer_soon(ka);
	sctp_rxq_wake(ka->sk);
}
