// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/net/sctp: snmp, eps, assocs and remaddr, which programs parse, so every
 * column, heading and blank is as Linux prints it; and snmp_ext, orphans and
 * telemetry, which Linux lacks.
 *
 * An association is shown with its socket owned, since its paths may change
 * otherwise. If another process owns the socket for long, only fields of the
 * association itself and its first path are shown, and 0 for the rest.
 */
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <net/sock.h>

#include "core/telemetry.h"
#include "ip.h"
#include "kassoc.h"
#include "lookup.h"
#include "mib.h"
#include "netns.h"
#include "proc.h"
#include "telemetry.h"

/* Those of Linux's file, and those of ours */
static const char *const snmp_name[SCTP_MIB_MAX] = {
	[SCTP_MIB_CURRESTAB]		= "SctpCurrEstab",
	[SCTP_MIB_ACTIVEESTABS]		= "SctpActiveEstabs",
	[SCTP_MIB_PASSIVEESTABS]	= "SctpPassiveEstabs",
	[SCTP_MIB_ABORTEDS]		= "SctpAborteds",
	[SCTP_MIB_SHUTDOWNS]		= "SctpShutdowns",
	[SCTP_MIB_OUTOFBLUES]		= "SctpOutOfBlues",
	[SCTP_MIB_CHECKSUMERRORS]	= "SctpChecksumErrors",
	[SCTP_MIB_OUTCTRLCHUNKS]	= "SctpOutCtrlChunks",
	[SCTP_MIB_OUTORDERCHUNKS]	= "SctpOutOrderChunks",
	[SCTP_MIB_OUTUNORDERCHUNKS]	= "SctpOutUnorderChunks",
	[SCTP_MIB_INCTRLCHUNKS]		= "SctpInCtrlChunks",
	[SCTP_MIB_INORDERCHUNKS]	= "SctpInOrderChunks",
	[SCTP_MIB_INUNORDERCHUNKS]	= "SctpInUnorderChunks",
	[SCTP_MIB_FRAGUSRMSGS]		= "SctpFragUsrMsgs",
	[SCTP_MIB_REASMUSRMSGS]		= "SctpReasmUsrMsgs",
	[SCTP_MIB_OUTSCTPPACKS]		= "SctpOutSCTPPacks",
	[SCTP_MIB_INSCTPPACKS]		= "SctpInSCTPPacks",
	[SCTP_MIB_T1_INIT_EXPIREDS]	= "SctpT1InitExpireds",
	[SCTP_MIB_T1_COOKIE_EXPIREDS]	= "SctpT1CookieExpireds",
	[SCTP_MIB_T2_SHUTDOWN_EXPIREDS]	= "SctpT2ShutdownExpireds",
	[SCTP_MIB_T3_RTX_EXPIREDS]	= "SctpT3RtxExpireds",
	[SCTP_MIB_T4_RTO_EXPIREDS]	= "SctpT4RtoExpireds",
	[SCTP_MIB_T5_SHUTDOWN_GUARD_EXPIREDS] = "SctpT5ShutdownGuardExpireds",
	[SCTP_MIB_DELAY_SACK_EXPIREDS]	= "SctpDelaySackExpireds",
	[SCTP_MIB_AUTOCLOSE_EXPIREDS]	= "SctpAutocloseExpireds",
	[SCTP_MIB_T3_RETRANSMITS]	= "SctpT3Retransmits",
	[SCTP_MIB_PMTUD_RETRANSMITS]	= "SctpPmtudRetransmits",
	[SCTP_MIB_FAST_RETRANSMITS]	= "SctpFastRetransmits",
	[SCTP_MIB_IN_PKT_SOFTIRQ]	= "SctpInPktSoftirq",
	[SCTP_MIB_IN_PKT_BACKLOG]	= "SctpInPktBacklog",
	[SCTP_MIB_IN_PKT_DISCARDS]	= "SctpInPktDiscards",
	[SCTP_MIB_IN_DATA_CHUNK_DISCARDS] = "SctpInDataChunkDiscards",
	[SCTP_MIB_IN_BAD_FRAME]		= "SctpInBadFrames",
	[SCTP_MIB_IN_BAD_VTAG]		= "SctpInBadTags",
	[SCTP_MIB_IN_BAD_INIT]		= "SctpInBadInits",
	[SCTP_MIB_IN_BAD_COOKIE]	= "SctpInBadCookies",
	[SCTP_MIB_IN_STALE_COOKIE]	= "SctpInStaleCookies",
	[SCTP_MIB_IN_BAD_SACK]		= "SctpInBadSacks",
	[SCTP_MIB_IN_BAD_STREAM]	= "SctpInBadStreams",
	[SCTP_MIB_IN_BEYOND_WINDOW]	= "SctpInBeyondWindow",
	[SCTP_MIB_IN_DUP_TSN]		= "SctpInDupTsns",
	[SCTP_MIB_IN_UNEXPECTED_CHUNK]	= "SctpInUnexpectedChunks",
	[SCTP_MIB_IN_UNKNOWN_CHUNK]	= "SctpInUnknownChunks",
	[SCTP_MIB_IN_ADDR_LIMIT]	= "SctpInAddrLimit",
	[SCTP_MIB_CTRL_QUEUE_LIMIT]	= "SctpCtrlQueueLimit",
	[SCTP_MIB_NO_MEMORY]		= "SctpNoMemory",
	[SCTP_MIB_RENEGES]		= "SctpReneges",
	[SCTP_MIB_RATE_LIMITED]		= "SctpRateLimited",
	[SCTP_MIB_IN_BAD_AUTH]		= "SctpInBadAuths",
	[SCTP_MIB_IN_NOT_AUTH]		= "SctpInNotAuth",
	[SCTP_MIB_LOSS_PROBES]		= "SctpLossProbes",
	[SCTP_MIB_RECOVERIES_UNDONE]	= "SctpRecoveriesUndone",
	[SCTP_MIB_IN_ECN_MARKED]	= "SctpInEcnMarked",
	[SCTP_MIB_IN_BAD_ECNE]		= "SctpInBadEcnes",
	[SCTP_MIB_ECN_REDUCTIONS]	= "SctpEcnReductions",
	[SCTP_MIB_RECONFIG_EXPIREDS]	= "SctpReconfigExpireds",
	[SCTP_MIB_IN_BAD_RECONFIG]	= "SctpInBadReconfigs",
	[SCTP_MIB_IN_FORWARD_TSNS]	= "SctpInForwardTsns",
	[SCTP_MIB_OUT_FORWARD_TSNS]	= "SctpOutForwardTsns",
	[SCTP_MIB_IN_BAD_ASCONF]	= "SctpInBadAsconfs",
	[SCTP_MIB_ABANDONED]		= "SctpAbandoned",
	[SCTP_MIB_ENCAP_PORTS_LEARNT]	= "SctpEncapPortsLearnt",
	[SCTP_MIB_IN_ZERO_CHECKSUM]	= "SctpInZeroChecksums",
	[SCTP_MIB_OUT_ZERO_CHECKSUM]	= "SctpOutZeroChecksums",
	[SCTP_MIB_IN_NR_ACKED]		= "SctpInNrAcked",
	[SCTP_MIB_OUT_PKTDROPS]		= "SctpOutPktDrops",
	[SCTP_MIB_IN_PKTDROPS]		= "SctpInPktDrops",
	[SCTP_MIB_IN_BAD_PKTDROP]	= "SctpInBadPktDrops",
	[SCTP_MIB_IN_DROPPED_CHUNKS]	= "SctpInDroppedChunks",
};

static void show_counters(struct seq_file *seq, enum sctp_counter from,
			  enum sctp_counter end)
{
	const struct sctp_net *sn = sctp_net(seq->private);

	for (; from < end; from++)
		seq_printf(seq, "%-32s\t%ld\n", snmp_name[from],
			   (long)sctp_mib_read(sn, from));
}

static int snmp_show(struct seq_file *seq, void *v)
{
	show_counters(seq, 0, SCTP_MIB_IN_BAD_FRAME);
	return 0;
}

static int snmp_ext_show(struct seq_file *seq, void *v)
{
	show_counters(seq, SCTP_MIB_IN_BAD_FRAME, SCTP_MIB_MAX);
	return 0;
}

static void show_addr(struct seq_file *seq, const struct sctp_addr *addr)
{
	if (addr->family == AF_INET6)
		seq_printf(seq, "%pI6 ", addr->v6);
	else
		seq_printf(seq, "%pI4 ", &addr->v4);
}

static kuid_t owner_of(struct sock *sk)
{
	return sk_uid(sk);
}

/* --- eps --- */

static void *eps_start(struct seq_file *seq, loff_t *pos)
{
	if (*pos > SCTP_EP_HASH_SIZE)
		return NULL;
	return *pos ? (void *)pos : SEQ_START_TOKEN;
}

static void *eps_next(struct seq_file *seq, void *v, loff_t *pos)
{
	++*pos;
	return eps_start(seq, pos);
}

static void eps_stop(struct seq_file *seq, void *v)
{
}

static void eps_show_addrs(struct seq_file *seq, const struct sctp_sock *sp)
{
	const struct sctp_addr any = { .family = sp->inet.sk.sk_family };
	const struct sctp_laddr *la;

	if (sp->bind_any)
		show_addr(seq, &any);
	list_for_each_entry_rcu(la, &sp->bind_addrs, list)
		show_addr(seq, &la->addr);
}

static void eps_show_one(struct seq_file *seq, struct sctp_sock *sp,
			 int bucket)
{
	struct sock *sk = &sp->inet.sk;

	seq_printf(seq, "%8pK %8pK %-3d %-3d %-4d %-5d %5u %5llu ", &sp->ep, sk,
		   sp->style, sk->sk_state, bucket, ntohs(sp->ep.port),
		   from_kuid_munged(seq_user_ns(seq), owner_of(sk)),
		   (u64)sock_i_ino(sk));
	eps_show_addrs(seq, sp);
	seq_putc(seq, '\n');
}

static int eps_show(struct seq_file *seq, void *v)
{
	struct sctp_sock *sp;
	int bucket;

	if (v == SEQ_START_TOKEN) {
		seq_puts(seq, " ENDPT     SOCK   STY SST HBKT LPORT   UID INODE LADDRS\n");
		return 0;
	}
	bucket = *(loff_t *)v - 1;
	rcu_read_lock();
	hlist_for_each_entry_rcu(sp, sctp_ep_bucket(bucket), ep_node)
		if (net_eq(sock_net(&sp->inet.sk), seq_file_net(seq)))
			eps_show_one(seq, sp, bucket);
	rcu_read_unlock();
	return 0;
}

static const struct seq_operations eps_ops = {
	.start	= eps_start,
	.next	= eps_next,
	.stop	= eps_stop,
	.show	= eps_show,
};

/* --- assocs and remaddr: the position is the id to go on from --- */

/**
 * struct assocs_walk - the state of an open file
 * @p: the namespace; must be first
 * @patience: jiffies that are left to wait for sockets
 */
struct assocs_walk {
	struct seq_net_private p;
	long patience;
};

static void *assocs_start(struct seq_file *seq, loff_t *pos)
{
	struct assocs_walk *walk = seq->private;
	struct sctp_kassoc *ka;
	unsigned long id = *pos;

	if (!*pos) {
		walk->patience = SCTP_PATIENCE;
		return SEQ_START_TOKEN;
	}
	ka = sctp_assoc_next(seq_file_net(seq), &id);
	if (ka)
		*pos = id;
	return ka;
}

static void assocs_stop(struct seq_file *seq, void *v)
{
	if (v && v != SEQ_START_TOKEN)
		sctp_kassoc_put(v);
}

static void *assocs_next(struct seq_file *seq, void *v, loff_t *pos)
{
	assocs_stop(seq, v);
	++*pos;
	return assocs_start(seq, pos);
}

static void assocs_show_local(struct seq_file *seq, struct sctp_kassoc *ka)
{
	const struct sctp_path *primary = ka->a.primary;
	struct sctp_addr *addrs;
	int i, n;

	addrs = kcalloc(SCTP_MAX_LOCAL_ADDRS, sizeof(*addrs), GFP_KERNEL);
	if (!addrs || !primary)
		goto out;
	n = sctp_local_addrs(ka->a.ep, &ka->a, NULL, &primary->addr,
			     addrs, SCTP_MAX_LOCAL_ADDRS);
	for (i = 0; i < n; i++) {
		if (sctp_addr_eq(&addrs[i], &primary->saddr))
			seq_putc(seq, '*');
		show_addr(seq, &addrs[i]);
	}
out:
	kfree(addrs);
}

static void assocs_show_remote(struct seq_file *seq,
			       const struct sctp_kassoc *ka)
{
	const struct sctp_path *p;

	list_for_each_entry(p, &ka->a.paths, list) {
		if (p == ka->a.primary)
			seq_putc(seq, '*');
		show_addr(seq, &p->addr);
	}
}

static void assocs_show_head(struct seq_file *seq, struct sctp_kassoc *ka,
			     struct sock *sk)
{
	const struct sctp_assoc *a = &ka->a;

	seq_printf(seq,
		   "%8pK %8pK %-3d %-3d %-2d %-4d %4d %8d %8d %7u %5llu %-5d %5d ",
		   a, sk, sctp_sk(sk)->style, sk->sk_state, a->state, 0,
		   ka->id, ka->wmem, a->rx.wnd.charged,
		   from_kuid_munged(seq_user_ns(seq), owner_of(sk)),
		   (u64)sock_i_ino(sk), ntohs(a->lport), ntohs(a->pport));
	seq_putc(seq, ' ');
}

static void assocs_show_tail(struct seq_file *seq, const struct sctp_kassoc *ka,
			     struct sock *sk, const struct sctp_config *cfg)
{
	const struct sctp_assoc *a = &ka->a;

	seq_printf(seq,
		   "\t%8lu %5d %5d %4d %4d %4d %8d %8d %8d %8d %8d\n",
		   cfg ? msecs_to_jiffies(cfg->path.hb_interval) : 0,
		   a->rx.streams.num, a->tx.streams.num,
		   cfg ? cfg->max_retrans : 0,
		   a->hs.attempts, 0, (int)a->counts.rtxchunks,
		   refcount_read(&sk->sk_wmem_alloc), sk->sk_wmem_queued,
		   sk->sk_sndbuf, sk->sk_rcvbuf);
}

static void assocs_show_one(struct seq_file *seq, struct sctp_kassoc *ka,
			    struct sock *sk)
{
	assocs_show_head(seq, ka, sk);
	assocs_show_local(seq, ka);
	seq_puts(seq, "<-> ");
	assocs_show_remote(seq, ka);
	assocs_show_tail(seq, ka, sk, ka->a.cfg);
}

static void assocs_show_busy(struct seq_file *seq, struct sctp_kassoc *ka)
{
	const struct sctp_path *p = &ka->first.p;
	struct sock *sk;

	rcu_read_lock();
	sk = READ_ONCE(ka->sk);
	assocs_show_head(seq, ka, sk);
	seq_putc(seq, '*');
	show_addr(seq, &p->saddr);
	seq_puts(seq, "<-> *");
	show_addr(seq, &p->addr);
	assocs_show_tail(seq, ka, sk, NULL);
	rcu_read_unlock();
}

static int assocs_show(struct seq_file *seq, void *v)
{
	struct assocs_walk *walk = seq->private;
	struct sctp_kassoc *ka = v;
	struct sock *sk;

	if (v == SEQ_START_TOKEN) {
		seq_puts(seq, " ASSOC     SOCK   STY SST ST HBKT ASSOC-ID TX_QUEUE RX_QUEUE UID INODE LPORT RPORT LADDRS <-> RADDRS HBINT INS OUTS MAXRT T1X T2X RTXC wmema wmemq sndbuf rcvbuf\n");
		return 0;
	}
	sk = sctp_kassoc_own(ka, &walk->patience);
	if (!sk)
		return SEQ_SKIP;
	if (IS_ERR(sk)) {
		assocs_show_busy(seq, ka);
		return 0;
	}
	assocs_show_one(seq, ka, sk);
	sctp_kassoc_disown(sk);
	return 0;
}

static const struct seq_operations assocs_ops = {
	.start	= assocs_start,
	.next	= assocs_next,
	.stop	= assocs_stop,
	.show	= assocs_show,
};

static void remaddr_show_one(struct seq_file *seq, const struct sctp_kassoc *ka,
			     const struct sctp_path *p)
{
	show_addr(seq, &p->addr);
	seq_printf(seq, " %d %d %lu %d 0 0 %d\n", ka->id, p->hb_at != 0,
		   nsecs_to_jiffies(p->rto.rto), p->cfg.max_retrans, p->state);
}

static int remaddr_show(struct seq_file *seq, void *v)
{
	struct assocs_walk *walk = seq->private;
	struct sctp_kassoc *ka = v;
	const struct sctp_path *p;
	struct sock *sk;

	if (v == SEQ_START_TOKEN) {
		seq_puts(seq, "ADDR ASSOC_ID HB_ACT RTO MAX_PATH_RTX REM_ADDR_RTX START STATE\n");
		return 0;
	}
	sk = sctp_kassoc_own(ka, &walk->patience);
	if (!sk)
		return SEQ_SKIP;
	if (IS_ERR(sk)) {
		remaddr_show_one(seq, ka, &ka->first.p);
		return 0;
	}
	list_for_each_entry(p, &ka->a.paths, list)
		remaddr_show_one(seq, ka, p);
	sctp_kassoc_disown(sk);
	return 0;
}

static const struct seq_operations remaddr_ops = {
	.start	= assocs_start,
	.next	= assocs_next,
	.stop	= assocs_stop,
	.show	= remaddr_show,
};

/* --- orphans: associations whose program is gone --- */

/* Seconds until T5-shutdown-guard ends it */
static u32 orphan_seconds(const struct sctp_assoc *a)
{
	u64 at = READ_ONCE(a->t5), now = sctp_now();

	return at > now ? div_u64(at - now, NSEC_PER_SEC) : 0;
}

/* No lock: only fields of the association itself are read */
static void orphans_show_one(struct seq_file *seq, const struct sctp_kassoc *ka)
{
	const struct sctp_assoc *a = &ka->a;

	seq_printf(seq, "%d %d %d %d ", ka->id, a->state, ntohs(a->lport),
		   ntohs(a->pport));
	show_addr(seq, &ka->first.p.addr);
	seq_printf(seq, "%u\n", orphan_seconds(a));
}

static int orphans_show(struct seq_file *seq, void *v)
{
	const struct sctp_kassoc *ka = v;
	bool orphan;

	if (v == SEQ_START_TOKEN) {
		seq_puts(seq, "ASSOC-ID ST LPORT RPORT RADDR SECONDS\n");
		return 0;
	}
	rcu_read_lock();
	orphan = !READ_ONCE(ka->dead) &&
		 sock_flag(READ_ONCE(ka->sk), SOCK_DEAD);
	rcu_read_unlock();
	if (!orphan)
		return SEQ_SKIP;
	orphans_show_one(seq, ka);
	return 0;
}

static const struct seq_operations orphans_ops = {
	.start	= assocs_start,
	.next	= assocs_next,
	.stop	= assocs_stop,
	.show	= orphans_show,
};

/* --- telemetry: associations that have it, and their paths --- */

static void telemetry_show_one(struct seq_file *seq,
			       const struct sctp_kassoc *ka,
			       const struct sctp_path *p)
{
	const struct sctp_path *cc = p ?: ka->a.primary;
	struct sctp_telemetry_info i;

	sctp_telemetry_info(ka, p, &i);
	seq_printf(seq, "%d %d %d ", ka->id, ntohs(ka->a.lport),
		   ntohs(ka->a.pport));
	if (p)
		show_addr(seq, &p->addr);
	else
		seq_puts(seq, "* ");
	seq_printf(seq, "%llu %llu %llu %llu %llu ", i.sti_busy,
		   i.sti_cwnd_limited, i.sti_rwnd_limited,
		   i.sti_sndbuf_limited, i.sti_user_limited);
	seq_printf(seq, "%llu %d %llu %llu %llu %u %u %u ",
		   i.sti_delivery_rate,
		   !!(i.sti_flags & SCTP_TELEMETRY_SHORT), i.sti_delivered,
		   i.sti_resent, i.sti_pacing_rate, i.sti_srtt, i.sti_rttvar,
		   i.sti_min_rtt);
	seq_printf(seq, "%u %u %u %u %u %u %u %u %u ", i.sti_lost_acks,
		   i.sti_lost_timeout, i.sti_lost_probe, i.sti_lost_route,
		   i.sti_lost_size, i.sti_spurious, i.sti_ecn,
		   i.sti_reordered, i.sti_reordering);
	seq_printf(seq, "%s\n", cc ? sctp_kpath_cc_name(cc) : "-");
}

static int telemetry_show(struct seq_file *seq, void *v)
{
	struct assocs_walk *walk = seq->private;
	struct sctp_kassoc *ka = v;
	const struct sctp_path *p;
	struct sock *sk;

	if (v == SEQ_START_TOKEN) {
		seq_puts(seq, "ASSOC-ID LPORT RPORT RADDR BUSY CWND-LIM RWND-LIM SNDBUF-LIM USER-LIM RATE SHORT DELIVERED RESENT PACING SRTT RTTVAR MIN-RTT LOST-ACKS LOST-TIMEOUT LOST-PROBE LOST-ROUTE LOST-SIZE SPURIOUS ECN REORDERED REORDERING CC\n");
		return 0;
	}
	/* most have none: do not wait for their sockets */
	if (!READ_ONCE(ka->a.telemetry))
		return SEQ_SKIP;
	sk = sctp_kassoc_own(ka, &walk->patience);
	if (IS_ERR_OR_NULL(sk))
		return SEQ_SKIP;
	if (sctp_telemetry_on(&ka->a)) {
		telemetry_show_one(seq, ka, NULL);
		list_for_each_entry(p, &ka->a.paths, list)
			telemetry_show_one(seq, ka, p);
	}
	sctp_kassoc_disown(sk);
	return 0;
}

static const struct seq_operations telemetry_ops = {
	.start	= assocs_start,
	.next	= assocs_next,
	.stop	= assocs_stop,
	.show	= telemetry_show,
};

/**
 * sctp_proc_init() - make the files of a network namespace
 * @net: the namespace
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_proc_init(struct net *net)
{
	struct proc_dir_entry *dir = proc_net_mkdir(net, "sctp",
						    net->proc_net);

	if (!dir)
		return -ENOMEM;
	if (proc_create_net_single("snmp", 0444, dir, snmp_show, NULL) &&
	    proc_create_net_single("snmp_ext", 0444, dir, snmp_ext_show,
				   NULL) &&
	    proc_create_net("eps", 0444, dir, &eps_ops,
			    sizeof(struct seq_net_private)) &&
	    proc_create_net("assocs", 0444, dir, &assocs_ops,
			    sizeof(struct assocs_walk)) &&
	    proc_create_net("remaddr", 0444, dir, &remaddr_ops,
			    sizeof(struct assocs_walk)) &&
	    proc_create_net("orphans", 0444, dir, &orphans_ops,
			    sizeof(struct assocs_walk)) &&
	    proc_create_net("telemetry", 0444, dir, &telemetry_ops,
			    sizeof(struct assocs_walk)))
		return 0;
	remove_proc_subtree("sctp", net->proc_net);
	return -ENOMEM;
}

/**
 * sctp_proc_exit() - remove the files of a network namespace
 * @net: the namespace
 */
void sctp_proc_exit(struct net *net)
{
	remove_proc_subtree("sctp", net->proc_net);
}
