// SPDX-License-Identifier: GPL-2.0-only
/*
 * Hosts: what the kernel half does for core, in its simplest form. Packets
 * find their association, the timer of each association is re-armed only
 * when its deadline moves earlier, and an association is torn down in one
 * place, once it is closed.
 */
#include <stdlib.h>
#include <string.h>

#include <asm/byteorder.h>
#include <linux/errno.h>
#include <linux/kernel.h>

#include "core/ext/auth.h"
#include "core/ext/localaddr.h"
#include "core/ext/nrsack.h"
#include "core/ext/plpmtud.h"
#include "core/pathroute.h"
#include "core/pathset.h"
#include "core/recv/superin.h"
#include "core/send/sched.h"
#include "core/wire/addrlist.h"
#include "core/caps.h"
#include "core/encap.h"
#include "sim.h"

#define SIM_PORT	5000

static u32 next_id;

static struct sim_assoc *sim_assoc_of(struct sctp_assoc *a)
{
	return container_of(a, struct sim_assoc, a);
}

static struct sim_host *host_of(struct sctp_ep *ep)
{
	return container_of(ep, struct sim_host, ep);
}

static u8 host_index(const struct sim_host *h)
{
	return h - S.host;
}

/* ---- core's surroundings ---- */

static struct sim_pkt *wire_packet(const struct sk_buff *skb, u32 off, u32 len,
				   __be16 sport, __be16 dport, u32 vtag)
{
	struct sim_pkt *pkt = sim_pkt_new(sizeof(struct sctpw_common) + len);
	struct sctpw_common *c = (struct sctpw_common *)pkt->bytes;

	c->sport = sport;
	c->dport = dport;
	c->vtag = cpu_to_be32(vtag);
	skb_copy_bits(skb, off, c + 1, len);
	c->checksum = shim_sctp_checksum(pkt->bytes, pkt->len);
	return pkt;
}

/* The packets of one buffer, each as it is on the wire */
static struct sim_pkt **wire_packets(const struct sk_buff *skb,
				     const struct sctp_assoc *a, u32 vtag,
				     struct sim_pkt **tail)
{
	u32 seg = SCTP_TX_CB(skb)->seg ?: skb->len;
	u32 n = SCTP_TX_CB(skb)->packets ?: 1;
	u32 off, len;

	sim_require(DIV_ROUND_UP(skb->len, seg) == n,
		    "%u bytes are no %u packets of %u", skb->len, n, seg);
	for (off = 0; off < skb->len; off += len) {
		len = min(seg, skb->len - off);
		*tail = wire_packet(skb, off, len, a->lport, a->pport, vtag);
		(*tail)->ect = SCTP_TX_CB(skb)->ect;
		(*tail)->probe = SCTP_TX_CB(skb)->probe;
		tail = &(*tail)->next;
	}
	return tail;
}

/* From an address that this host does not have any more, nothing leaves */
static bool may_leave(const struct sim_assoc *sa, const struct sctp_path *p,
		      const struct sk_buff *skb)
{
	return sim_host_has(sa->host, &p->saddr) &&
	       sctp_local_may_leave(&sa->a, p, skb);
}

/* Twice what core waits: round trips get longer and shorter */
static void be_patient(struct sim_assoc *sa, const struct sctp_path *p)
{
	sa->patience = max(sa->patience, 4 * p->rto.srtt);
}

static void op_xmit(struct sctp_assoc *a, struct sctp_path *p,
		    struct sk_buff_head *burst, u32 vtag)
{
	struct sim_assoc *sa = sim_assoc_of(a);
	struct sim_pkt *train = NULL, **tail = &train;
	struct sim_pkt *pkt, **from;
	struct sk_buff *skb;
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	sim_require(!skb_queue_empty(burst), "xmit of nothing");
	be_patient(sa, p);
	while ((skb = __skb_dequeue(burst))) {
		from = tail;
		tail = wire_packets(skb, a, vtag, tail);
		for (pkt = *from; pkt; pkt = pkt->next)
			pkt->stays = !may_leave(sa, p, skb);
		kfree_skb(skb);
	}
	for (pkt = train; pkt; pkt = pkt->next) {
		pkt->src = p->saddr;
		pkt->dst = p->addr;
		pkt->sender = sa->id;
		pkt->df = pkt->probe || pkt->len <= p->mtu;
		sim_pkt_in_udp(pkt, p->cfg.encap_port);
		sim_lint_packet(sa, p, pkt);
	}
	for (from = &train; *from;) {
		pkt = *from;
		if (!pkt->stays && !S.host[sa->host].muted) {
			from = &pkt->next;
			continue;
		}
		*from = pkt->next;
		free(pkt);
	}
	for (pkt = train; pkt && S.side[sa->host].apart; pkt = pkt->next)
		sim_apart(pkt, true);
	if (train)
		sim_net_send(sa->host, train);
}

static void op_reply(struct sctp_ep *ep, const struct sctp_rx *rx,
		     struct sk_buff *skb, u32 vtag)
{
	struct sim_pkt *pkt;

	pkt = wire_packet(skb, 0, skb->len, rx->dport, rx->sport, vtag);
	pkt->src = rx->dst;
	pkt->dst = rx->src;
	sim_pkt_in_udp(pkt, rx->encap);
	sim_lint_packet(NULL, NULL, pkt);
	kfree_skb(skb);
	if (S.side[host_index(host_of(ep))].apart)
		sim_apart(pkt, true);
	sim_net_send(host_index(host_of(ep)), pkt);
}

static void op_deliver(struct sctp_assoc *a, struct sctp_rx_msg *msg)
{
	struct sim_assoc *sa = sim_assoc_of(a);
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	sim_require(msg->len && msg->head && msg->tail,
		    "host %u: delivered nothing", sa->host);
	msg->consumed = sa->rx_gen;
	list_add_tail(&msg->list, &sa->rxq);
	sa->rxq_len += msg->len;
}

/* After a restart the plan on the other side may be another one */
static struct sim_flow *flow_of_peer(const struct sim_assoc *sa)
{
	const struct sim_assoc *peer = sim_host_assoc(!sa->host);

	if (S.restarted && (!peer || peer->a.hs.my_tag != sa->a.hs.peer_tag))
		return NULL;
	return S.host[!sa->host].flow;
}

static void peer_restarted(struct sim_assoc *sa)
{
	u32 i;

	sa->restarts++;
	sim_require(S.restarted || S.hostile, "host %u: restart of nobody",
		    sa->host);
	/* messages from before the restart were lost with it */
	for (i = 0; sa->tx && i < sa->tx->nr; i++) {
		sa->tx->msg[i].lossy |= sa->tx->msg[i].given > 0;
		sa->tx->msg[i].expired |= sa->tx->msg[i].given > 0;
	}
	sim_require(!sctp_sched_next(&sa->a, NULL),
		    "host %u: messages for a former life are kept", sa->host);
	sa->rx_gen++;
	sa->asconf_hash = 0;
	sa->sacked = false;
	sa->ack_owed = 0;
	sa->dups = 0;
	sa->packets = 0;
	sa->peer_window = sa->a.tx.peer.rwnd;
	memset(sa->arrived, 0, 2 * SIM_TSNS / 8);
	sa->rx = flow_of_peer(sa);
	memset(sa->part, 0, SIM_PARTS * sizeof(*sa->part));
}

/* Was a message given up that could be, and as its policy says? */
static void check_given_up(struct sim_assoc *sa, const struct sctp_notice *ev,
			   struct sim_msg *plan)
{
	u64 life = plan->limit * (u64)NSEC_PER_MSEC, gone = S.now - plan->at;
	const struct sctp_path *p;

	/* with several paths in use a round trip may be of one not sent on */
	list_for_each_entry(p, &sa->a.paths, list)
		be_patient(sa, p);
	if (sa->ended_told || !plan->policy)
		return;
	plan->given_up = true;
	/* a restart of the peer fails all */
	if (S.restarted)
		return;
	sim_require(!ev->value || (sa->a.hs.caps & SCTP_CAP_PRSCTP),
		    "host %u: a message was given up that the peer waits for",
		    sa->host);
	if (plan->policy != SCTP_TX_PR_TTL || S.scarce)
		return;
	/* the clock of life times ticks in milliseconds */
	sim_require(gone + NSEC_PER_MSEC >= life,
		    "host %u: given up after %llu of %llu ns", sa->host, gone,
		    life);
	/* what the peer reneges on was not given up in time */
	sim_require(S.host[sa->host].mib[SCTP_MIB_RENEGES] || plan->early ||
		    plan->given < plan->len || plan->parts ||
		    gone <= life + sa->patience + 22 * NSEC_PER_MSEC +
			    S.slack,
		    "host %u: given up after %llu instead of %llu ns",
		    sa->host, gone, life);
}

static void send_failed(struct sim_assoc *sa, const struct sctp_notice *ev)
{
	struct sim_msg *plan = &sa->tx->msg[shim_msg_of(ev->msg)->cookie];

	check_given_up(sa, ev, plan);
	sa->send_failed++;
	if (plan->fate != SIM_MSG_DELIVERED)
		plan->fate = SIM_MSG_FAILED;
}

static void assoc_changed(struct sim_assoc *sa, const struct sctp_notice *ev)
{
	switch (ev->value) {
	case SCTP_AC_COMM_UP:
		sim_require(!sa->up, "host %u: COMM_UP twice", sa->host);
		sa->up = true;
		sa->wspace = true;
		sa->peer_window = sa->a.tx.peer.rwnd + sa->a.tx.ring.flight;
		if (sa->ghost)
			break;
		sa->rx = flow_of_peer(sa);
		sa->tx->used = true;
		break;
	case SCTP_AC_RESTART:
		peer_restarted(sa);
		break;
	default:
		sim_require(!sa->ended_told, "host %u: told the end twice",
			    sa->host);
		sim_require(sa->up == (ev->value != SCTP_AC_CANT_START),
			    "host %u: end %u told, up %d", sa->host, ev->value,
			    sa->up);
		sa->ended_told = true;
	}
}

/* TSNs of the peer begin anew */
static void tsns_reset(struct sim_assoc *sa)
{
	memset(sa->arrived, 0, 2 * SIM_TSNS / 8);
	sa->last_cum = sa->a.rx.ring.cum_tsn;
	sa->sacked = true;
	sa->ack_owed = 0;
	sa->dups = 0;
}

static void op_notify(struct sctp_assoc *a, const struct sctp_notice *ev)
{
	static const char * const name[] = {
		[SCTP_EV_ASSOC_CHANGE] = "association",
		[SCTP_EV_PATH_CHANGE] = "path",
		[SCTP_EV_REMOTE_ERROR] = "remote error",
		[SCTP_EV_SEND_FAILED] = "send failed",
		[SCTP_EV_SHUTDOWN] = "shutdown",
		[SCTP_EV_PARTIAL_ABORTED] = "partial delivery aborted",
		[SCTP_EV_ADAPTATION] = "adaptation",
		[SCTP_EV_SENDER_DRY] = "sender dry",
		[SCTP_EV_NO_AUTH] = "no authentication",
		[SCTP_EV_AUTH_KEY] = "key",
		[SCTP_EV_STREAM_RESET] = "stream reset",
		[SCTP_EV_ASSOC_RESET] = "association reset",
		[SCTP_EV_STREAM_CHANGE] = "stream change",
	};
	struct sim_assoc *sa = sim_assoc_of(a);
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	sim_trace("host %u: event %s, value %u, error %u", sa->host,
		  name[ev->type], ev->value, ev->error);
	if (ev->type == SCTP_EV_ASSOC_CHANGE) {
		assoc_changed(sa, ev);
	} else if (ev->type == SCTP_EV_SEND_FAILED) {
		send_failed(sa, ev);
	} else if (ev->type == SCTP_EV_PARTIAL_ABORTED) {
		sim_app_part_ends(sa, ev->value >> 16, ev->error);
	} else if (ev->type == SCTP_EV_ASSOC_RESET && !ev->value) {
		tsns_reset(sa);
	} else if (ev->type == SCTP_EV_SENDER_DRY) {
		sim_require(!a->tx.queued_msgs && !a->tx.ring.flight,
			    "host %u: dry with %u messages", sa->host,
			    a->tx.queued_msgs);
	}
}

static void op_wspace(struct sctp_assoc *a)
{
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	sim_assoc_of(a)->wspace = true;
}

static bool op_sender_waits(const struct sctp_assoc *a)
{
	const struct sim_assoc *sa = sim_assoc_of((struct sctp_assoc *)a);

	return sa->sndused >= sa->sndbuf;
}

#define TO(s)	BIT(SCTP_ST_ ## s)

/* Where each state may lead to, RFC 9260 section 4 and 5.2.4 */
static const u16 legal[SCTP_ST_MAX] = {
	/* to COOKIE_ECHOED only to be given up again for want of memory */
	[SCTP_ST_CLOSED] = TO(COOKIE_WAIT) | TO(ESTABLISHED) |
			   TO(COOKIE_ECHOED),
	[SCTP_ST_COOKIE_WAIT] = TO(CLOSED) | TO(COOKIE_ECHOED) |
				TO(ESTABLISHED),
	[SCTP_ST_COOKIE_ECHOED] = TO(CLOSED) | TO(COOKIE_WAIT) |
				  TO(ESTABLISHED),
	[SCTP_ST_ESTABLISHED] = TO(CLOSED) | TO(SHUTDOWN_PENDING) |
				TO(SHUTDOWN_RECEIVED),
	[SCTP_ST_SHUTDOWN_PENDING] = TO(CLOSED) | TO(SHUTDOWN_SENT) |
				     TO(SHUTDOWN_RECEIVED) | TO(ESTABLISHED),
	[SCTP_ST_SHUTDOWN_SENT] = TO(CLOSED) | TO(SHUTDOWN_ACK_SENT) |
				  TO(ESTABLISHED),
	[SCTP_ST_SHUTDOWN_RECEIVED] = TO(CLOSED) | TO(SHUTDOWN_ACK_SENT) |
				      TO(ESTABLISHED),
	[SCTP_ST_SHUTDOWN_ACK_SENT] = TO(CLOSED),
};

static void op_state_change(struct sctp_assoc *a, enum sctp_state old)
{
	struct sim_assoc *sa = sim_assoc_of(a);
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	sa->last_state = old;
	sim_trace("host %u: state %u -> %u", sa->host, old, a->state);
	sim_require(legal[old] & BIT(a->state),
		    "host %u: state %u must not lead to %u", sa->host, old,
		    a->state);
	/* data may go with the COOKIE ECHO */
	if (a->state == SCTP_ST_COOKIE_ECHOED)
		sa->peer_window = a->tx.peer.rwnd;
}

static struct sctp_path *op_path_new(struct sctp_assoc *a,
				     const struct sctp_addr *addr)
{
	struct sim_path *sp = kzalloc(sizeof(*sp), GFP_ATOMIC);
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	if (!sp)
		return NULL;
	sp->sa = sim_assoc_of(a);
	if (a->cfg->pacing || S.side[sp->sa->host].rate)
		sp->p.pace = &sp->pace;
	sctp_pace_limit(&sp->pace, S.side[sp->sa->host].rate);
	return &sp->p;
}

static void op_path_free(struct sctp_assoc *a, struct sctp_path *p)
{
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	kfree(container_of(p, struct sim_path, p));
}

static u32 udp_header(const struct sctp_path *p)
{
	return p->cfg.encap_port ? SIM_UDP_HEADER : 0;
}

static int op_path_route(struct sctp_assoc *a, struct sctp_path *p)
{
	struct sim_assoc *sa = sim_assoc_of(a);
	int net = sim_net_of(&p->addr, NULL);
	struct sctp_addr saddr;
	struct shim_seam seam __shim_seam = shim_seam_enter(a);

	if (net < 0 || !sim_addrs_source(sa, &p->addr, net, &saddr))
		return -EHOSTUNREACH;
	p->mtu = S.host[sa->host].pmtu[net] - udp_header(p);
	sctp_path_set_source(p, &saddr);
	sa->min_mtu = min_t(u32, sa->min_mtu, p->mtu);
	sa->max_mtu = max_t(u32, sa->max_mtu, p->mtu);
	return 0;
}

static int op_local_addrs(struct sctp_ep *ep, struct sctp_assoc *a,
			  const struct sctp_rx *rx,
			  const struct sctp_addr *peer, struct sctp_addr *out,
			  int max)
{
	struct sim_host *h = host_of(ep);
	int n = 0;
	u8 net;

	for (net = 0; net < S.nets && n < max; net++) {
		if (!(h->mine & h->bound & BIT(net)))
			continue;
		if (out)
			out[n] = sim_net_addr(host_index(h), net);
		n++;
	}
	return n;
}

static void ghost(struct sim_host *h, struct sim_assoc *sa)
{
	sa->ghost = true;
	sa->rx = NULL;
	sa->then = SIM_THEN_ABORT;
	h->ghosts++;
}

static struct sim_assoc *assoc_new(u8 host, __be16 pport)
{
	const struct sim_side *side = &S.side[host];
	struct sim_host *h = &S.host[host];
	struct sim_assoc *sa;

	sa = calloc(1, sizeof(*sa));
	if (!sa)
		abort();
	sa->arrived = calloc(2, SIM_TSNS / 8);
	if (!sa->arrived)
		abort();
	sa->said = sa->arrived + SIM_TSNS / BITS_PER_LONG;
	INIT_LIST_HEAD(&sa->rxq);
	sa->host = host;
	sa->id = ++next_id;
	sa->part = calloc(SIM_PARTS, sizeof(*sa->part));
	if (!sa->part)
		abort();
	sa->min_mtu = U32_MAX;
	sa->probes = h->mib[SCTP_MIB_LOSS_PROBES];
	sa->undone = h->mib[SCTP_MIB_RECOVERIES_UNDONE];
	sa->sndbuf = side->sndbuf;
	sa->reader = side->reader;
	sa->then = side->then;
	sa->rx = S.host[!host].flow;
	if (h->flow->used && !S.restarted) {
		ghost(h, sa);
	} else {
		sim_flow_forget_order(h->flow);
		sim_flow_forget_part(h->flow);
		sa->tx = h->flow;
	}
	sctp_assoc_init(&sa->a, &h->ep, h->ep.port, pport, side->rcvbuf);
	if (side->sched && sctp_sched_set(&sa->a, side->sched, GFP_ATOMIC)) {
		sctp_assoc_destroy(&sa->a);
		free(sa->part);
		free(sa->arrived);
		free(sa);
		return NULL;
	}
	list_add_tail(&sa->list, &h->assocs);
	return sa;
}

static struct sctp_assoc *op_assoc_new(struct sctp_ep *ep,
				       const struct sctp_rx *rx)
{
	struct sim_host *h = host_of(ep);
	struct sim_assoc *sa = assoc_new(host_index(h), rx->sport);

	return sa ? &sa->a : NULL;
}

/*
 * Just below the wrap, and different each time: tags come from here, too,
 * and two equal ones would be an unlikely collision that proves nothing.
 */
static u32 near_wrap(void)
{
	static u32 n;

	return 0xfffff000 | (u32)(S.seed * 7 + n++ * 1021) % 0xfff;
}

static void op_random(void *buf, size_t len)
{
	u8 *p = buf;
	u64 w;
	u32 v;

	if (len == sizeof(v) && S.tsn_near_wrap) {
		v = near_wrap();
		memcpy(buf, &v, sizeof(v));
		return;
	}
	for (; len; p += min(len, sizeof(w)), len -= min(len, sizeof(w))) {
		w = rng_next(&S.core_rng);
		memcpy(p, &w, min(len, sizeof(w)));
	}
}

static const struct sctp_ops sim_ops = {
	.xmit = op_xmit,
	.reply = op_reply,
	.deliver = op_deliver,
	.notify = op_notify,
	.wspace = op_wspace,
	.sender_waits = op_sender_waits,
	.state_change = op_state_change,
	.path_new = op_path_new,
	.path_free = op_path_free,
	.path_route = op_path_route,
	.local_addrs = op_local_addrs,
	.assoc_new = op_assoc_new,
	.random = op_random,
	.mac = shim_mac,
	.hash_block = shim_hash_block,
	.hash = shim_hash,
};

/* ---- life of an association ---- */

/**
 * sim_assoc_by_id() - find an association
 * @id: its number
 *
 * Return: the association, or NULL when it is gone.
 */
struct sim_assoc *sim_assoc_by_id(u32 id)
{
	struct sim_assoc *sa;
	u8 h;

	for (h = 0; h < SIM_HOSTS; h++)
		list_for_each_entry(sa, &S.host[h].assocs, list)
			if (sa->id == id)
				return sa;
	return NULL;
}

/*
 * When a late packet reaches a peer that has closed already, its ABORT may
 * come before its SHUTDOWN COMPLETE: all data was acknowledged either way.
 */
static u8 how_ended(const struct sim_assoc *sa)
{
	if (sa->a.end == SCTP_END_PEER_ABORT &&
	    sa->last_state == SCTP_ST_SHUTDOWN_ACK_SENT)
		return SCTP_END_SHUTDOWN;
	return sa->a.end;
}

/* Is the way it ended to be checked? */
static bool counts(const struct sim_assoc *sa)
{
	if (sa->ghost || sa->killed)
		return false;
	/* without memory one side may have to give the handshake up */
	return !S.scarce || (sa->up && S.host[!sa->host].flow->used);
}

/* The only teardown; messages that were delivered can still be read */
static void teardown(struct sim_assoc *sa)
{
	struct sctp_rx_msg *m;

	if (counts(sa))
		S.host[sa->host].ended[how_ended(sa)]++;
	/* a message that was never finished cannot end well */
	if (sa->a.tx.open || sa->a.tx.open_lost)
		S.expect |= BIT(SCTP_END_LOCAL_ABORT) |
			    BIT(SCTP_END_PEER_ABORT);
	sim_trace("host %u: association %u ended: %u", sa->host, sa->id,
		  sa->a.end);
	/* one without memory never began */
	sim_require(sa->ended_told || (!sa->a.end && S.scarce),
		    "host %u: the end was not told", sa->host);
	sctp_assoc_destroy(&sa->a);
	while (!list_empty(&sa->rxq)) {
		m = list_first_entry(&sa->rxq, struct sctp_rx_msg, list);
		list_del(&m->list);
		sim_app_compare(sa, m);
		sctp_rx_msg_free(m);
	}
	list_del(&sa->list);
	free(sa->part);
	free(sa->arrived);
	free(sa);
}

/**
 * sim_assoc_kill() - the machine loses the association: nobody is told
 * @sa: association
 */
void sim_assoc_kill(struct sim_assoc *sa)
{
	bool muted = S.host[sa->host].muted;
	u8 host = sa->host;

	S.host[host].muted = true;
	sa->killed = true;
	sctp_assoc_abort(&sa->a, NULL, 0, S.now);
	teardown(sa);
	S.host[host].muted = muted;
}

/* The same timer does for both: it may be late for a departure, too */
static u64 deadline(const struct sctp_assoc *a)
{
	u64 at = sctp_assoc_deadline(a);

	return a->tx.flush.paced ? min(at, sctp_assoc_departure(a)) : at;
}

static void arm_timer(struct sim_assoc *sa)
{
	u64 at = deadline(&sa->a);
	struct sim_event ev = {
		.type = SIM_EV_TIMER,
		.host = sa->host,
		.id = sa->id,
	};

	if (at == U64_MAX || (sa->timer_at && sa->timer_at <= at))
		return;
	at = max(at, S.now);
	if (S.slack)
		at += rng_below(&S.net_rng, S.slack);
	if (sa->timer_at && sa->timer_at <= at)
		return;
	sa->timer_at = at;
	ev.at = at;
	sim_event_add(&ev);
}

/**
 * sim_assoc_settle() - see whether there is memory for what is held
 * @sa: association that received packets, or of which messages were read
 *
 * Return: true when that changed: it has to be run.
 */
bool sim_assoc_settle(struct sim_assoc *sa)
{
	bool pressed = sa->a.rx.wnd.pressed;

	if (sa->a.rx.wnd.charged >= S.memory)
		sctp_assoc_press(&sa->a);
	else if (pressed)
		sctp_assoc_relieve(&sa->a);
	return pressed != sa->a.rx.wnd.pressed;
}

/**
 * sim_assoc_run() - what has to follow any call into core
 * @sa: association; may be gone afterwards
 */
void sim_assoc_run(struct sim_assoc *sa)
{
	for (;;) {
		sim_assoc_settle(sa);
		sim_app_end(sa);
		sctp_assoc_flush(&sa->a, S.now);
		if (sa->reader == SIM_READ_AT_ONCE || !list_empty(&sa->rxq))
			sim_app_readable(sa);
		if (!sa->wspace || sa->a.state == SCTP_ST_CLOSED)
			break;
		sa->wspace = false;
		sim_app_send(sa);
	}
	if (sa->a.state == SCTP_ST_CLOSED) {
		teardown(sa);
		return;
	}
	sim_check_assoc(sa);
	arm_timer(sa);
}

/**
 * sim_host_timer() - the timer of an association fires
 * @sa: association
 *
 * It may be early, when the deadline has moved, but a deadline that stays in
 * the past would keep the machine busy for ever.
 */
void sim_host_timer(struct sim_assoc *sa)
{
	if (S.now < sa->timer_at || !sa->timer_at)
		return;		/* re-armed for an earlier time since */
	sa->timer_at = 0;
	sa->alarms = sa->alarm_at == S.now ? sa->alarms + 1 : 0;
	sa->alarm_at = S.now;
	sim_require(sa->alarms < 100,
		    "host %u: the timer fires again and again", sa->host);
	if (sctp_assoc_timeout(&sa->a, S.now) ||
	    sctp_assoc_departure(&sa->a) <= S.now)
		sim_assoc_run(sa);
	else
		arm_timer(sa);
}

/* ---- hosts ---- */

static void auth_init(struct sctp_ep *ep, const struct sim_side *s)
{
	static const u8 types[] = {
		SCTP_CT_DATA, SCTP_CT_SACK, SCTP_CT_COOKIE_ECHO, SCTP_CT_ABORT,
		SCTP_CT_SHUTDOWN, SCTP_CT_ASCONF, SCTP_CT_ASCONF_ACK,
		SCTP_CT_NR_SACK,
	};
	static const u8 algos[] = { SCTP_HMAC_SHA256, SCTP_HMAC_SHA1 };
	static const u8 auth_bits[] = {
		SIM_AUTH_DATA, SIM_AUTH_SACK, SIM_AUTH_COOKIE, SIM_AUTH_ABORT,
		SIM_AUTH_SHUTDOWN, SIM_AUTH_ASCONF, SIM_AUTH_ASCONF,
		SIM_AUTH_SACK,
	};
	u8 key[] = { 'k', s->auth_key, 0 };
	u32 i;

	for (i = 0; i < ARRAY_SIZE(types); i++)
		while (auth_bits[i] & s->auth &&
		       sctp_auth_ep_chunk(ep, types[i]))
			;
	while (s->auth & SIM_AUTH_SHA256 && sctp_auth_ep_algos(ep, algos, 2))
		;
	for (i = 0; s->auth_key && i < SIM_AUTH_KEYS; i++) {
		key[2] = i;
		while (!sctp_auth_ep_own(ep) ||
		       sctp_auth_keys_set(&ep->auth->keys, i, key, sizeof(key)))
			;
	}
}

static void ep_init(u8 host)
{
	struct sim_host *h = &S.host[host];
	const struct sctp_config *cfg;

	/* without memory for this there is no host */
	do
		cfg = sctp_config_new(&S.side[host].cfg);
	while (!cfg);
	memset(&h->ep, 0, sizeof(h->ep));
	sctp_ep_init(&h->ep, &sim_ops, h->mib, cfg);
	h->ep.port = cpu_to_be16(SIM_PORT + host);
	h->ep.rwnd = S.side[host].rcvbuf;
	h->ep.listening = true;
	h->ep.nodelay = S.side[host].nodelay;
	auth_init(&h->ep, &S.side[host]);
}

/**
 * sim_host_init() - set a host up
 * @host: which; its side of the life is drawn
 */
void sim_host_init(u8 host)
{
	struct sim_host *h = &S.host[host];
	u8 net;

	memset(h, 0, sizeof(*h));
	INIT_LIST_HEAD(&h->assocs);
	h->mine = BIT(S.nets) - 1;
	h->bound = h->mine;
	for (net = 0; net < S.nets; net++)
		h->pmtu[net] = S.link[net][host].mtu;
	ep_init(host);
}

/**
 * sim_host_exit() - kill what is left on a host
 * @host: which; its plan stays, since the other host may still look into it
 */
void sim_host_exit(u8 host)
{
	struct sim_host *h = &S.host[host];

	while (!list_empty(&h->assocs))
		sim_assoc_kill(list_first_entry(&h->assocs, struct sim_assoc,
						list));
	sctp_ep_destroy(&h->ep);
}

/**
 * sim_host_reboot() - a host forgets everything but its addresses
 * @host: which
 * @flow: what its next association sends
 */
void sim_host_reboot(u8 host, struct sim_flow *flow)
{
	struct sim_host *h = &S.host[host];
	struct sim_assoc *sa;

	S.restarted = true;
	sim_host_exit(host);
	sim_flow_free(h->flow);
	h->flow = flow;
	h->boots++;
	ep_init(host);
	/* the other end must not use the plan, which is freed */
	list_for_each_entry(sa, &S.host[!host].assocs, list) {
		sa->rx = NULL;
		sa->rx_gen++;
	}
	sim_flow_forget_order(S.host[!host].flow);
}

/**
 * sim_host_assoc() - the association of a host
 * @host: which
 *
 * Return: the oldest one, or NULL.
 */
struct sim_assoc *sim_host_assoc(u8 host)
{
	return list_first_entry_or_null(&S.host[host].assocs,
					struct sim_assoc, list);
}

/* The user names so many addresses of the peer, of those it has. Returns how
 * many there was memory for
 */
static u8 name_addrs(struct sim_assoc *sa, u8 most)
{
	const struct sim_host *peer = &S.host[!sa->host];
	struct sctp_addr addr;
	struct sctp_path *p;
	u8 net, n = 0;

	for (net = 0; net < S.nets && n < most; net++) {
		if (!(peer->mine & peer->bound & BIT(net)))
			continue;
		addr = sim_net_addr(!sa->host, net);
		p = sctp_path_add(&sa->a, &addr, SCTP_PATH_ACTIVE);
		if (!p)
			break;
		/* whoever is behind a translator was found by its port */
		if (S.nat_port && sa->host)
			sctp_encap_set(&sa->a, p, S.nat_port, S.now);
		n++;
	}
	return n;
}

/**
 * sim_host_connect() - a host sets up an association with the other one
 * @host: which
 *
 * Return: the association, or NULL when there is no memory.
 */
struct sim_assoc *sim_host_connect(u8 host)
{
	struct sim_assoc *sa = assoc_new(host, S.host[!host].ep.port);
	u8 known = rng_range(&S.app_rng, 1, S.nets);
	int err;

	if (!sa)
		return NULL;
	if (S.name_all)
		known = S.nets;
	err = name_addrs(sa, known) ? sctp_assoc_connect(&sa->a, S.now) :
				      -ENOMEM;
	if (err) {
		sim_require(S.scarce, "connect says %d", err);
		list_del(&sa->list);
		sctp_assoc_destroy(&sa->a);
		free(sa->part);
	free(sa->arrived);
		free(sa);
		return NULL;
	}
	if (S.early_send)
		sim_app_send(sa);
	sim_assoc_run(sa);
	return sa;
}

/**
 * sim_host_has() - does a host have an address?
 * @host: host
 * @addr: address
 *
 * Return: true if so.
 */
bool sim_host_has(u8 host, const struct sctp_addr *addr)
{
	int net = sim_net_of(addr, NULL);
	struct sctp_addr own;

	if (net < 0 || !(S.host[host].mine & BIT(net)))
		return false;
	own = sim_net_addr(host, net);
	return sctp_addr_eq(addr, &own);
}

static struct sim_assoc *lookup(u8 host, const struct sctp_rx *rx,
				const struct sctp_addr *src)
{
	struct sim_assoc *sa;

	list_for_each_entry(sa, &S.host[host].assocs, list)
		if (sa->a.lport == rx->dport && sa->a.pport == rx->sport &&
		    sctp_path_find(&sa->a, src))
			return sa;
	return NULL;
}

static struct sim_assoc *lookup_any(u8 host, const struct sctp_rx *rx)
{
	struct sctp_param_list list;
	struct sctp_addr_walk w;
	struct sctp_addr addr;
	struct sim_assoc *sa;

	sa = lookup(host, rx, &rx->src);
	if (sa || !sctp_init_addrs(rx, &list))
		return sa;
	sctp_addr_walk_begin(&w, &list);
	while (!sa && sctp_addr_walk_next(&w, &addr))
		sa = lookup(host, rx, &addr);
	return sa;
}

static struct sk_buff *received(const u8 *bytes, u32 len)
{
	u32 linear = len;

	if (S.paged)
		linear = sizeof(struct sctpw_common) +
			 rng_below(&S.net_rng, S.paged);
	return shim_skb_from(bytes, len, linear);
}

static bool sum_ok(const struct sim_pkt *pkt)
{
	const struct sctpw_common *c = (const void *)pkt->bytes;

	return c->checksum == shim_sctp_checksum(pkt->bytes, pkt->len);
}

/* How many packets a device would make one of: same flow, same length */
static u32 coalescable(const struct sim_pkt *first)
{
	const struct sim_pkt *pkt;
	u32 n = 0, bytes = 0;

	if (!S.supers || first->len <= sizeof(struct sctpw_common))
		return 1;
	for (pkt = first; pkt; pkt = pkt->next) {
		bytes += pkt->len;
		if (pkt->len > first->len || bytes > U16_MAX ||
		    pkt->len <= sizeof(struct sctpw_common) ||
		    memcmp(pkt->bytes, first->bytes,
			   offsetof(struct sctpw_common, checksum)) ||
		    !sctp_addr_eq(&pkt->src, &first->src) ||
		    !sctp_addr_eq(&pkt->dst, &first->dst) ||
		    pkt->udp_src != first->udp_src ||
		    pkt->ce != first->ce || !sum_ok(pkt))
			break;
		n++;
		if (pkt->len < first->len)
			break;
	}
	return n > 1 ? 1 + rng_below(&S.super_rng, n) : 1;
}

/* Its checksum is wrong: the association may report it. It is no part of a
 * train of the kernel half, so the report leaves at once
 */
static struct sim_assoc *arrive_damaged(u8 host, struct sctp_rx *rx,
					const struct sim_pkt *pkt)
{
	struct sim_assoc *sa = lookup(host, rx, &rx->src);

	sim_trace_packet("bad checksum", !host, pkt);
	if (!sa || !sctp_pktdrop_wants(&sa->a, rx->vtag))
		return NULL;
	rx->skb = received(pkt->bytes, pkt->len);
	sctp_pktdrop_report(&sa->a, rx);
	kfree_skb(rx->skb);
	sctp_assoc_flush(&sa->a, S.now);
	return sa;
}

/* Returns the association that has to run afterwards, NULL if none has */
static struct sim_assoc *arrive_one(u8 host, const struct sim_pkt *pkt)
{
	struct sim_host *h = &S.host[host];
	const struct sctpw_common *c;
	struct sctp_rx rx = {
		.src = pkt->src,
		.dst = pkt->dst,
		.encap = pkt->udp_src,
		.ce = pkt->ce,
		.now = S.now,
	};
	struct sctp_assoc *a;
	struct sim_assoc *sa;

	if (pkt->len < sizeof(*c))
		return NULL;
	c = (const struct sctpw_common *)pkt->bytes;
	rx.sport = c->sport;
	rx.dport = c->dport;
	rx.vtag = be32_to_cpu(c->vtag);
	if (!sum_ok(pkt))
		return arrive_damaged(host, &rx, pkt);
	if (rx.dport != h->ep.port)
		return NULL;
	sim_trace_packet("arrived", !host, pkt);
	rx.skb = received(pkt->bytes, pkt->len);
	skb_pull(rx.skb, sizeof(*c));
	sa = lookup_any(host, &rx);
	if (sa) {
		sctp_assoc_input(&sa->a, &rx);
	} else {
		a = sctp_ep_input(&h->ep, &rx);
		sa = a ? sim_assoc_of(a) : NULL;
	}
	kfree_skb(rx.skb);
	if (sa)
		sim_lint_arrival(sa, pkt);
	return sa;
}

/*
 * Several packets as one. Returns the association that took it; NULL, with
 * nothing done, when they have to be processed one by one.
 */
static struct sim_assoc *arrive_super(u8 host, struct sim_pkt *first, u32 n)
{
	const u32 skip = sizeof(struct sctpw_common);
	const struct sctpw_common *c = (const void *)first->bytes;
	struct sctp_rx rx = {
		.src = first->src,
		.dst = first->dst,
		.sport = c->sport,
		.dport = c->dport,
		.vtag = be32_to_cpu(c->vtag),
		.encap = first->udp_src,
		.ce = first->ce,
		.now = S.now,
	};
	struct sim_assoc *sa = lookup(host, &rx, &rx.src);
	static u8 bytes[2 * U16_MAX];
	struct sim_pkt *pkt;
	u32 i, len = skip;
	bool taken;

	if (!sa)
		return NULL;
	memcpy(bytes, first->bytes, skip);
	for (i = 0, pkt = first; i < n; i++, pkt = pkt->next) {
		memcpy(bytes + len, pkt->bytes + skip, pkt->len - skip);
		len += pkt->len - skip;
	}
	rx.skb = received(bytes, len);
	skb_pull(rx.skb, skip);
	taken = sctp_assoc_input_super(&sa->a, &rx, first->len - skip);
	kfree_skb(rx.skb);
	if (!taken)
		return NULL;
	for (i = 0, pkt = first; i < n; i++, pkt = pkt->next) {
		sim_trace_packet("arrived in a super-packet", !host, pkt);
		sim_lint_arrival(sa, pkt);
	}
	S.super_packets++;
	return sa;
}

/* The first packets of a train, in one piece if they can be */
static struct sim_assoc *arrive_some(u8 host, struct sim_pkt **train)
{
	u32 n = coalescable(*train);
	struct sim_assoc *sa = NULL;
	struct sim_pkt *pkt;

	if (n > 1)
		sa = arrive_super(host, *train, n);
	if (!sa) {
		sa = arrive_one(host, *train);
		n = 1;
	}
	while (n--) {
		pkt = *train;
		*train = pkt->next;
		free(pkt);
	}
	return sa;
}

/**
 * sim_host_arrive() - a train of packets reaches a host
 * @host: which
 * @train: packets, freed here
 *
 * As in the kernel half, each goes in, and one flush ends the train.
 */
void sim_host_arrive(u8 host, struct sim_pkt *train)
{
	struct sim_assoc *sa, *last = NULL;
	struct sim_pkt *next;

	if (!sim_host_has(host, &train->dst)) {
		for (; train; train = next) {
			next = train->next;
			sim_trace_packet("dropped, no such address", !host,
					 train);
			free(train);
		}
		return;
	}
	for (next = train; next && S.side[host].apart; next = next->next)
		sim_apart(next, false);
	while (train) {
		sa = arrive_some(host, &train);
		if (last && last != sa)
			sim_assoc_run(last);
		last = sa;
	}
	if (last)
		sim_assoc_run(last);
}

/**
 * sim_host_icmp() - a host is told that a packet was too big
 * @host: which
 * @pkt: packet it had sent
 * @mtu: what would have passed
 */
void sim_host_icmp(u8 host, const struct sim_pkt *pkt, u32 mtu)
{
	const struct sctpw_common *c = (const void *)pkt->bytes;
	int net = sim_net_of(&pkt->dst, NULL);
	struct sctp_path *p;
	struct sim_assoc *sa, *tmp;

	sim_trace("host %u: ICMP, MTU %u on network %d", host, mtu, net);
	/* its route keeps it, so that it is found again */
	if (net >= 0 && mtu < S.host[host].pmtu[net])
		S.host[host].pmtu[net] = mtu;
	list_for_each_entry_safe(sa, tmp, &S.host[host].assocs, list) {
		p = sctp_path_find(&sa->a, &pkt->dst);
		if (!p || sa->a.hs.peer_tag != be32_to_cpu(c->vtag))
			continue;
		if (S.hints && sctp_path_probing(p))
			sctp_path_too_big(&sa->a, p, mtu - udp_header(p),
					  S.now);
		else
			sctp_path_pmtu(&sa->a, p, mtu - udp_header(p), S.now);
		sa->min_mtu = min_t(u32, sa->min_mtu, p->mtu);
		sa->max_mtu = max_t(u32, sa->max_mtu, p->mtu);
		sim_assoc_run(sa);
	}
}
