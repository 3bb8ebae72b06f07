// SPDX-License-Identifier: GPL-2.0-only
/*
 * sendmsg(2), RFC 6458 section 3.1.3.
 *
 *   ancillary data, name --> struct send_req
 *        --> association: by name, by id, or a new one
 *        --> wait for space; look everything up again after the wait
 *        --> message --> core
 *
 * The association may end, or move to another socket, while the call sleeps. So
 * nothing that was looked up before is used after it. A reference to the
 * association is kept only to see whether it is alive and on this socket.
 */
#include <linux/security.h>
#include <linux/slab.h>
#include <net/sock.h>

#include "autotune.h"
#include "bindx.h"
#include "cgroup.h"
#include "cmsg.h"
#include "connectx.h"
#include "ip.h"
#include "kassoc.h"
#include "netns.h"
#include "pause.h"
#include "payload.h"
#include "sendmsg.h"
#include "socket.h"
#include "timer.h"
#include "uaddr.h"
#include "zerocopy.h"
#include "core/ext/auth.h"
#include "core/send/abandon.h"
#include "core/send/door.h"
#include "core/send/ostream.h"
#include "core/telemetry.h"

#define SCTP_MAX_ABORT_REASON	1200	/* bytes; the ABORT is one packet */
/* Core sends when that many bytes of a batch are queued */
#define BATCH_BYTES	32768
#define TX_FLAGS	(SCTP_TX_UNORDERED | SCTP_TX_ADDR_OVER | \
			 SCTP_TX_SACK_NOW)

/**
 * struct send_req - what one sendmsg(2) asks for
 * @msg: the call's message
 * @len: bytes of user data
 * @timeo: jiffies left to wait
 * @cm: its ancillary data
 * @info: how to send, unless @use_default
 * @use_default: send as the defaults of the association or socket say
 * @has_name: @name is set
 * @asked: BPF programs of the control group have seen @name
 * @name: msg_name
 * @uarg: completion of a MSG_ZEROCOPY call, or NULL
 * @ka: association that took the first part of a large message, or NULL
 * @queued: core took the message
 * @batch: more messages of the same sendmmsg(2) follow
 * @more: MSG_MORE: a packet that is not full waits for the next message
 * @eor: the message ends with this call
 * @rest: bytes of the message that follow the @len sent now
 */
struct send_req {
	struct msghdr *msg;
	size_t len;
	long timeo;
	struct sctp_cmsgs cm;
	struct sctp_sndinfo info;
	bool use_default;
	bool has_name;
	bool asked;
	struct sctp_taddr name;
	struct ubuf_info *uarg;
	struct sctp_kassoc *ka;
	bool queued;
	bool batch;
	bool more;
	bool eor;
	size_t rest;
};

/* Merge SCTP_SNDRCV and SCTP_SNDINFO into r->info */
static void req_info(struct send_req *r)
{
	const struct sctp_sndrcvinfo *old = r->cm.sndrcv;

	if (r->cm.sndinfo) {
		r->info = *r->cm.sndinfo;
	} else if (old) {
		r->info.snd_sid = old->sinfo_stream;
		r->info.snd_flags = old->sinfo_flags;
		r->info.snd_ppid = old->sinfo_ppid;
		r->info.snd_context = old->sinfo_context;
		r->info.snd_assoc_id = old->sinfo_assoc_id;
	} else {
		r->use_default = true;
	}
}

/*
 * May the message be sent in parts (SCTP_EXPLICIT_EOR)? Not with SCTP_SENDALL
 */
static bool in_parts(const struct sock *sk, const struct send_req *r)
{
	return sctp_sk(sk)->explicit_eor &&
	       !((r->info.snd_flags & SCTP_SENDALL) && sctp_is_one_to_many(sk));
}

/* Can the message never fit into the send buffer? */
static bool too_long(struct sock *sk, const struct send_req *r)
{
	if (r->len <= READ_ONCE(sk->sk_sndbuf) || in_parts(sk, r))
		return false;
	sctp_autotune_restore(sk);
	return r->len > READ_ONCE(sk->sk_sndbuf);
}

static int req_check(struct sock *sk, const struct send_req *r)
{
	u16 flags = r->info.snd_flags;

	if (sctp_sk(sk)->style == SCTP_STYLE_ONE_TO_ONE &&
	    (flags & (SCTP_EOF | SCTP_ABORT)))
		return -EINVAL;
	if ((flags & SCTP_EOF) && r->len)
		return -EINVAL;
	if (!(flags & (SCTP_EOF | SCTP_ABORT)) && !r->len)
		return -EINVAL;
	if ((flags & SCTP_ADDR_OVER) && !r->msg->msg_name)
		return -EINVAL;
	if ((flags & SCTP_EOR) && !sctp_sk(sk)->explicit_eor)
		return -EINVAL;
	if (too_long(sk, r))
		return -EMSGSIZE;
	return 0;
}

static int req_name(const struct sock *sk, struct send_req *r)
{
	int err;

	/* a peeled-off socket has one peer: ignore the name */
	if (!r->msg->msg_name || sctp_sk(sk)->style == SCTP_STYLE_PEELED)
		return 0;
	err = sctp_uaddr_parse(sk, r->msg->msg_name, r->msg->msg_namelen,
			       &r->name);
	r->has_name = err > 0;
	return min(err, 0);
}

static int req_parse(struct sock *sk, struct send_req *r)
{
	int err;

	err = sctp_cmsg_parse(r->msg, &r->cm);
	if (err)
		return err;
	req_info(r);
	r->eor = !sctp_sk(sk)->explicit_eor ||
		 (r->info.snd_flags & SCTP_EOR) ||
		 (r->msg->msg_flags & MSG_EOR);
	err = req_check(sk, r);
	if (err)
		return err;
	return req_name(sk, r);
}

/* Find the association by name. If there is none, BPF programs of the control
 * group may change the name: then look again
 */
static struct sctp_kassoc *req_named(struct sock *sk, struct send_req *r)
{
	struct sctp_kassoc *ka;
	int ret;

	ka = sctp_connect_find(sk, &r->name);
	if (ka || r->asked)
		return ka;
	ret = sctp_cgroup_connect(sk, &r->name);
	if (ret < 0)
		return ERR_PTR(ret);
	r->asked = true;
	return ret ? sctp_connect_find(sk, &r->name) : NULL;
}

/* The association to send on, NULL if there is none yet, or ERR_PTR */
static struct sctp_kassoc *req_assoc(struct sock *sk, struct send_req *r)
{
	struct sctp_kassoc *ka;

	if (r->has_name) {
		ka = req_named(sk, r);
		if (ka)
			return ka;
	}
	if (!r->has_name) {
		ka = sctp_sock_assoc(sk, r->info.snd_assoc_id);
		return ka ?: ERR_PTR(-EPIPE);
	}
	if (sctp_sk(sk)->accepted_dead)
		return ERR_PTR(-EPIPE);
	if (sctp_connect_check(sk))
		return ERR_PTR(-EADDRNOTAVAIL);
	if (!sctp_addr_has_source(sk, &r->name.addr))
		return ERR_PTR(-ENETUNREACH);
	return NULL;
}

static int send_wake(wait_queue_entry_t *wait, unsigned int mode, int sync,
		     void *key)
{
	if (key && !(key_to_poll(key) & (EPOLLOUT | EPOLLERR | EPOLLHUP)))
		return 0;
	return woken_wake_function(wait, mode, sync, key);
}

static bool send_space(const struct sock *sk, const struct sctp_kassoc *ka)
{
	return sctp_sock_wmem(sk, ka) < READ_ONCE(sk->sk_sndbuf);
}

/* Sleep until there may be room in the send buffer */
static int send_wait(struct sock *sk, struct send_req *r)
{
	DEFINE_WAIT_FUNC(wait, send_wake);

	set_bit(SOCK_NOSPACE, &sk->sk_socket->flags);
	sk_set_bit(SOCKWQ_ASYNC_NOSPACE, sk);
	if (!r->timeo)
		return -EAGAIN;
	if (signal_pending(current))
		return sock_intr_errno(r->timeo);
	add_wait_queue(sk_sleep(sk), &wait);
	release_sock(sk);
	sctp_pause(SCTP_PAUSE_SEND_SLEEP);
	r->timeo = wait_woken(&wait, TASK_INTERRUPTIBLE, r->timeo);
	sctp_pause(SCTP_PAUSE_SEND_WAKE);
	lock_sock(sk);
	remove_wait_queue(sk_sleep(sk), &wait);
	return 0;
}

/* Send messages that wait for the end of a batch */
static void send_batch(struct sock *sk)
{
	if (sctp_sk(sk)->batch)
		sctp_kassoc_run(sctp_sk(sk)->batch, sctp_now());
}

/* Can data still be sent on the association, and is it on this socket? */
static bool send_goes_on(const struct sock *sk, const struct sctp_kassoc *ka)
{
	return !ka->dead && ka->sk == sk && !ka->a.shutdown_requested &&
	       ka->a.state <= SCTP_ST_ESTABLISHED;
}

/* Wait for room in the send buffer, as long as @ka, if any, can send */
static int send_wait_space(struct sock *sk, struct sctp_kassoc *ka,
			   struct send_req *r)
{
	int err = 0;

	/* core has the error; a call that may not wait gets -EAGAIN first */
	if (ka && !send_goes_on(sk, ka))
		return r->timeo || ka->dead || ka->sk != sk ||
		       send_space(sk, ka) ? 0 : -EAGAIN;
	if (ka) {
		sctp_kassoc_get(ka);
		send_batch(sk);
		/* no message can follow now: Nagle must not hold back data */
		if (sctp_assoc_push(&ka->a))
			sctp_kassoc_run(ka, sctp_now());
		err = send_goes_on(sk, ka) ? 0 : -EPIPE;
	}
	while (!err && !send_space(sk, ka)) {
		if (ka && sctp_telemetry_on(&ka->a))
			sctp_telemetry_user_waits(&ka->a, sctp_now());
		err = send_wait(sk, r);
		if (ka && !send_goes_on(sk, ka))
			err = -EPIPE;
	}
	if (ka)
		sctp_kassoc_put(ka);
	return err;
}

/* Do security modules allow an association with that address? */
static int send_may_connect(struct sock *sk, const struct sctp_taddr *t)
{
	union sctp_uaddr u;
	int len = sctp_uaddr_fill_plain(t, &u);

	return security_sctp_bind_connect(sk, SCTP_SENDMSG_CONNECT, &u.sa, len);
}

/* Add the peer addresses of SCTP_DSTADDRV4 and _V6 */
static int send_add_peers(struct sctp_kassoc *ka, struct send_req *r)
{
	struct cmsghdr *pos = NULL;
	struct sctp_taddr t;
	union sctp_uaddr u;
	int err;

	/* checked only here: with an association they are ignored */
	if (r->cm.short_dstaddr)
		return -EINVAL;
	while (sctp_cmsg_dstaddr(r->msg, &pos, &u)) {
		err = sctp_uaddr_parse(ka->sk, &u, sizeof(u), &t);
		if (err < 0)
			return err;
		t.port = ka->a.pport;
		if (sctp_path_find(&ka->a, &t.addr))
			return -EADDRNOTAVAIL;
		err = send_may_connect(ka->sk, &t);
		if (!err)
			err = sctp_cgroup_connect(ka->sk, &t);
		if (err >= 0)
			err = sctp_connect_add_peer(ka, &t);
		if (err)
			return err;
	}
	return 0;
}

/**
 * struct send_policy - how long a message is worth sending
 * @policy: SCTP_PR_SCTP_*
 * @value: what it says; of SCTP_PR_SCTP_NONE a time to live, milliseconds, 0
 *         for none
 */
struct send_policy {
	u16 policy;
	u32 value;
};

/* The defaults, SCTP_DEFAULT_PRINFO. A mere time to live does not apply with
 * SCTP_SNDINFO, which may name another policy
 */
static __always_inline struct send_policy
policy_default(const struct sctp_prefs *prefs, const struct send_req *r)
{
	u16 own = r->use_default ? 0 : r->info.snd_flags & SCTP_PR_SCTP_MASK;
	struct send_policy p = {
		.policy = own ?: prefs->snd.snd_flags & SCTP_PR_SCTP_MASK,
		.value = prefs->timetolive,
	};

	if (!r->use_default && p.policy == SCTP_PR_SCTP_NONE)
		p.value = 0;
	return p;
}

/* SCTP_PRINFO, or what SCTP_SNDRCV says, else the defaults */
static __always_inline struct send_policy
policy_of(const struct sctp_kassoc *ka, const struct send_req *r)
{
	const struct sctp_prinfo *pr = r->cm.prinfo;
	const struct sctp_sndrcvinfo *old = r->cm.sndrcv;
	struct send_policy p = {};

	if (pr) {
		p.policy = pr->pr_policy;
		p.value = p.policy == SCTP_PR_SCTP_NONE ? 0 : pr->pr_value;
	} else if (old && !r->cm.sndinfo) {
		p.policy = old->sinfo_flags & SCTP_PR_SCTP_MASK;
		p.value = old->sinfo_timetolive;
	} else {
		p = policy_default(&ka->prefs, r);
	}
	return p;
}

static void fill_msg(struct sctp_kassoc *ka, const struct send_req *r,
		     const struct sctp_sndinfo *info, int key,
		     struct sctp_tx_msg *m)
{
	const struct send_policy p = policy_of(ka, r);

	m->sid = info->snd_sid;
	m->flags = (info->snd_flags & TX_FLAGS) | p.policy;
	if (r->rest || !r->eor)
		m->flags |= SCTP_TX_OPEN;
	m->ppid = (__force __be32)info->snd_ppid;
	m->context = info->snd_context;
	m->key = key;
	m->path = NULL;
	if (r->has_name && (info->snd_flags & SCTP_ADDR_OVER))
		m->path = sctp_path_find(&ka->a, &r->name.addr);
	m->value = p.value;
}

/* The number of the key of SCTP_AUTHINFO, 0 for the active one. Before the
 * association is up it is not known whether the peer wants DATA authenticated
 */
static int send_key(const struct sctp_assoc *a, const struct send_req *r)
{
	int key;

	if (likely(!r->cm.authinfo))
		return 0;
	key = sctp_auth_key_nr(a, r->cm.authinfo->auth_keynumber);
	return key || !sctp_door_overhead(a) ? key : -EINVAL;
}

/* Check the request against the association and make the message */
static struct sctp_kmsg *send_make(struct sctp_kassoc *ka, struct send_req *r)
{
	const struct sctp_sndinfo *info = r->use_default ? &ka->prefs.snd :
							   &r->info;
	const struct sctp_assoc *a = &ka->a;
	int err, key = send_key(a, r);
	struct sctp_kmsg *km;

	if (key < 0)
		return ERR_PTR(key);
	if (info->snd_sid >= a->tx.streams.num)
		return ERR_PTR(-EINVAL);
	if (a->cfg->disable_fragments && r->len > a->tx.frag_point)
		return ERR_PTR(-EMSGSIZE);
	if (r->msg->msg_flags & MSG_ZEROCOPY) {
		err = sctp_zerocopy_begin(ka->sk, r->len + r->rest, &r->uarg);
		if (err)
			return ERR_PTR(err);
	}
	km = sctp_kmsg_new(ka, r->msg, r->len, r->uarg);
	if (!IS_ERR(km))
		fill_msg(ka, r, info, key, &km->m);
	return km;
}

/*
 * Let core send, unless more messages of a batch follow. A batch ends with the
 * first message without more to follow, with one that fails, or with one for
 * another association. If sendmmsg(2) stopped early it ends with the next tick.
 */
static void send_flush(struct sctp_kassoc *ka, const struct send_req *r,
		       u64 now)
{
	struct sctp_sock *sp = sctp_sk(ka->sk);
	struct sctp_assoc *a = &ka->a;

	if (sp->batch != ka)
		send_batch(ka->sk);
	if (sctp_assoc_held(a))
		return;
	if (!r->batch || a->state != SCTP_ST_ESTABLISHED ||
	    a->tx.queued_bytes >= BATCH_BYTES) {
		sctp_kassoc_run(ka, now);
		return;
	}
	if (!sp->batch) {
		sp->batch = ka;
		sctp_timer_soon(ka);
	}
}

/* Queue the message in core, and let core send unless more messages follow */
static int send_queue(struct sctp_kassoc *ka, struct send_req *r,
		      struct sctp_kmsg *km)
{
	struct sctp_assoc *a = &ka->a;
	u64 now = sctp_now(), tidy_at = a->tidy_at;
	int err;

	err = sctp_assoc_send(a, &km->m, now);
	if (err) {
		sctp_kmsg_free(ka, km);
		return err;
	}
	r->queued = true;
	/* no life time ended as early */
	if (unlikely(a->tx.mortal) && a->tidy_at != tidy_at)
		sctp_timer_arm(ka, now);
	if (r->rest && !r->ka)
		r->ka = sctp_kassoc_get(ka);
	if (r->more &&
	    a->state >= SCTP_ST_ESTABLISHED &&
	    a->tx.queued_bytes < a->tx.frag_point)
		return r->len;
	send_flush(ka, r, now);
	return r->len;
}

/* SCTP_ABORT: the data is the reason in the ABORT */
static int send_abort(struct sctp_kassoc *ka, struct send_req *r)
{
	void *reason = NULL;
	u16 len;

	len = min_t(size_t, r->len, SCTP_MAX_ABORT_REASON);
	if (len) {
		reason = kmalloc(len, GFP_KERNEL);
		if (!reason)
			return -ENOMEM;
		if (!copy_from_iter_full(reason, len, &r->msg->msg_iter)) {
			kfree(reason);
			return -EFAULT;
		}
	}
	sctp_assoc_abort(&ka->a, reason, len, sctp_now());
	sctp_kassoc_run(ka, sctp_now());
	kfree(reason);
	return 0;
}

static int send_to_assoc(struct sctp_kassoc *ka, struct send_req *r)
{
	u16 flags = r->info.snd_flags;
	struct sctp_kmsg *km;

	if (flags & SCTP_ABORT)
		return send_abort(ka, r);
	if (flags & SCTP_EOF) {
		sctp_assoc_shutdown(&ka->a, sctp_now());
		sctp_kassoc_run(ka, sctp_now());
		return 0;
	}
	km = send_make(ka, r);
	return IS_ERR(km) ? PTR_ERR(km) : send_queue(ka, r, km);
}

/* Connect and queue the first message, which is bundled with the COOKIE ECHO */
static int send_first(struct sctp_kassoc *ka, struct send_req *r)
{
	struct sctp_kmsg *km;
	int err;

	err = r->cm.has_dstaddrs ? send_add_peers(ka, r) : 0;
	if (err)
		return err;
	km = send_make(ka, r);
	if (IS_ERR(km))
		return PTR_ERR(km);
	/* once the association has begun nothing may fail */
	err = sctp_ostream_reserve(&ka->a, km->m.sid) ?: sctp_connect_start(ka);
	if (err) {
		sctp_kmsg_free(ka, km);
		return err;
	}
	return send_queue(ka, r, km);
}

/* Make the association of a message; a blocking call waits until it is up */
static int send_new(struct sock *sk, struct send_req *r)
{
	bool bound = sctp_sk(sk)->bucket;
	struct sctp_kassoc *ka;
	int ret;

	if (r->info.snd_flags & (SCTP_EOF | SCTP_ABORT))
		return -EINVAL;
	ret = send_may_connect(sk, &r->name);
	if (ret)
		return ret;
	ka = sctp_connect_new(sk, &r->name, r->cm.init);
	ret = PTR_ERR_OR_ZERO(ka);
	if (!ret) {
		sctp_kassoc_get(ka);
		ret = send_first(ka, r);
		if (ret < 0)
			sctp_kassoc_teardown(ka);
		else
			sctp_connect_wait(sk, ka, r->timeo);
		sctp_kassoc_put(ka);
	}
	if (ret < 0 && !bound)
		sctp_unbind(sk);
	return ret;
}

/* Give up less important messages if there is no room for this one (RFC 7496
 * section 3.2). True when there were such messages
 */
static bool send_displace(const struct sock *sk, struct sctp_kassoc *ka,
			  const struct send_req *r)
{
	size_t need = sctp_sock_wmem(sk, ka) + r->len;
	u32 buf = READ_ONCE(sk->sk_sndbuf);
	struct send_policy p;
	u32 prio;

	if (need <= buf)
		return false;
	p = policy_of(ka, r);
	prio = p.policy == SCTP_PR_SCTP_PRIO ? p.value : 0;
	if (!sctp_assoc_make_room(&ka->a, prio, need - buf))
		return false;
	sctp_kassoc_run(ka, sctp_now());
	return true;
}

/* The association, found again after waiting for room in the send buffer */
static struct sctp_kassoc *req_assoc_room(struct sock *sk, struct send_req *r)
{
	struct sctp_kassoc *ka;
	int err;

	ka = req_assoc(sk, r);
	if (!IS_ERR_OR_NULL(ka) && unlikely(ka->a.tx.streams.pr) && r->len &&
	    send_displace(sk, ka, r))
		ka = req_assoc(sk, r);
	if (!IS_ERR(ka) && !send_space(sk, ka) && r->len) {
		err = send_wait_space(sk, ka, r);
		if (err)
			return ERR_PTR(err);
		ka = req_assoc(sk, r);
	}
	return ka;
}

static int send_one(struct sock *sk, struct send_req *r)
{
	struct sctp_kassoc *ka = req_assoc_room(sk, r);

	if (IS_ERR(ka))
		return PTR_ERR(ka);
	return ka ? send_to_assoc(ka, r) : send_new(sk, r);
}

/* How many of @left bytes there is room for, in whole chunks if possible */
static size_t part_len(const struct sock *sk, const struct sctp_kassoc *ka,
		       size_t left)
{
	u32 buf = READ_ONCE(sk->sk_sndbuf);
	u32 used = ka ? sctp_sock_wmem(sk, ka) : 0;
	u32 room = buf > used ? buf - used : 1;

	if (left <= room)
		return left;
	if (ka && room > ka->a.tx.frag_point)
		room = rounddown(room, ka->a.tx.frag_point);
	return room;
}

/* The next part of the @left bytes of a message */
static int send_part(struct sock *sk, struct send_req *r, size_t left)
{
	struct iov_iter *iter = &r->msg->msg_iter;
	struct sctp_kassoc *ka;
	int ret;

	r->len = left;
	ka = req_assoc_room(sk, r);
	if (IS_ERR(ka))
		return PTR_ERR(ka);
	/* a message must not continue on another association */
	if (r->ka && r->ka != ka)
		return -EPIPE;
	r->len = part_len(sk, ka, left);
	r->rest = left - r->len;
	iov_iter_truncate(iter, r->len);
	ret = ka ? send_to_assoc(ka, r) : send_new(sk, r);
	iov_iter_reexpand(iter, iov_iter_count(iter) + r->rest);
	return ret;
}

/*
 * SCTP_EXPLICIT_EOR: as with a byte stream, a call may send more than the send
 * buffer holds. A call that may not wait sends as much as there is room for.
 */
static int send_parts(struct sock *sk, struct send_req *r)
{
	size_t done = 0, total = r->len;
	int ret;

	do {
		ret = send_part(sk, r, total - done);
		if (ret > 0)
			done += ret;
	} while (ret > 0 && done < total);
	if (r->ka)
		sctp_kassoc_put(r->ka);
	return done ?: ret;
}

static bool send_all_ok(const struct sock *sk, const struct sctp_kassoc *ka)
{
	return !ka->dead && ka->sk == sk && ka->a.state == SCTP_ST_ESTABLISHED;
}

/* SCTP_SENDALL: one copy to each association there is now */
static int send_all(struct sock *sk, struct send_req *r)
{
	u32 i, n = 0, total = sctp_sk(sk)->nassocs;
	struct iov_iter start = r->msg->msg_iter;
	struct sctp_kassoc **all, *ka;
	u32 limit = READ_ONCE(sctp_sk_net(sk)->tun.sendall_limit);
	int err, ret = 0;

	if (limit && r->len > limit)
		return -EMSGSIZE;
	all = kvmalloc_array(total, sizeof(*all), GFP_KERNEL);
	if (!all)
		return total ? -ENOMEM : 0;
	list_for_each_entry(ka, &sctp_sk(sk)->assocs, list)
		all[n++] = sctp_kassoc_get(ka);
	for (i = 0; i < n && ret >= 0; i++) {
		ka = all[i];
		err = 0;
		if (send_all_ok(sk, ka) && !send_space(sk, ka) && r->len)
			err = send_wait_space(sk, ka, r);
		if (!send_all_ok(sk, ka))
			continue;
		r->msg->msg_iter = start;
		ret = err ?: send_to_assoc(ka, r);
	}
	while (n--)
		sctp_kassoc_put(all[n]);
	kvfree(all);
	/* if restarted it would be sent twice on the first associations */
	if (ret == -ERESTARTSYS && r->queued)
		ret = -EINTR;
	return ret;
}

static int send_error(struct sock *sk, int flags, int err)
{
	if (err != -EPIPE)
		return err;
	err = sock_error(sk) ?: -EPIPE;
	if (err == -EPIPE && !(flags & MSG_NOSIGNAL))
		send_sig(SIGPIPE, current, 0);
	return err;
}

/*
 * What splice(2) and sendfile(2) hand over at once becomes a message, or
 * several if it is larger than the send buffer. With MSG_MORE it is part of a
 * batch. It does not hold back a packet that is not full: the file may have
 * ended.
 */
static void req_splice(const struct sock *sk, struct send_req *r)
{
	r->len = min_t(size_t, r->len, READ_ONCE(sk->sk_sndbuf));
	iov_iter_truncate(&r->msg->msg_iter, r->len);
	if (r->msg->msg_flags & MSG_MORE)
		r->batch = true;
	r->more = false;
}

/**
 * sctp_sendmsg() - the sendmsg of struct proto
 * @sk: the socket
 * @msg: bytes, name and ancillary data
 * @len: bytes
 *
 * Return: bytes taken, 0 for SCTP_EOF and SCTP_ABORT, or a negative errno.
 */
int sctp_sendmsg(struct sock *sk, struct msghdr *msg, size_t len)
{
	struct send_req r = {
		.msg = msg,
		.len = len,
		.timeo = sock_sndtimeo(sk, msg->msg_flags & MSG_DONTWAIT),
		.batch = msg->msg_flags & MSG_BATCH,
		.more = msg->msg_flags & MSG_MORE,
	};
	int ret;

	if (sctp_is_spliced(msg))
		req_splice(sk, &r);
	lock_sock(sk);
	ret = -EPIPE;
	if (!sctp_is_one_to_many(sk) && sk->sk_state == SCTP_SS_LISTENING)
		goto out;
	ret = req_parse(sk, &r);
	if (ret)
		goto out;
	if ((r.info.snd_flags & SCTP_SENDALL) && sctp_is_one_to_many(sk))
		ret = send_all(sk, &r);
	else if (in_parts(sk, &r))
		ret = send_parts(sk, &r);
	else
		ret = send_one(sk, &r);
	sctp_zerocopy_end(r.uarg, r.queued);
out:
	if (ret < 0)
		send_batch(sk);
	release_sock(sk);
	return send_error(sk, msg->msg_flags, ret);
}
