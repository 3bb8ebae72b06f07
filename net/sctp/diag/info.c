// SPDX-License-Identifier: GPL-2.0-only
/*
 * struct sctp_info: an association and its primary path, or a socket's
 * options.
 */
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/jiffies.h>
#include <linux/math64.h>

#include "core/caps.h"
#include "diag.h"
#include "kassoc.h"

/* sctpi_peer_capable, the bits of Linux 6.12 */
#define CAPABLE_AUTH		0x01
#define CAPABLE_PRSCTP		0x02
#define CAPABLE_ASCONF		0x04
#define CAPABLE_RECONF		0x08
#define CAPABLE_IPV6		0x10
#define CAPABLE_IPV4		0x20
#define CAPABLE_ECN		0x40
#define CAPABLE_INTL		0x80

/* sctpi_peer_sack */
#define SACK_ZERO_WINDOW	0x01
#define SACK_OWED		0x04

/**
 * sctp_diag_sockaddr() - make a struct sockaddr_in or _in6
 * @ss: to fill, all of it
 * @addr: the address
 * @port: the port
 */
void sctp_diag_sockaddr(struct sockaddr_storage *ss,
			const struct sctp_addr *addr, __be16 port)
{
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)ss;
	struct sockaddr_in *in = (struct sockaddr_in *)ss;

	memset(ss, 0, sizeof(*ss));
	ss->ss_family = addr->family;
	if (addr->family == AF_INET) {
		in->sin_port = port;
		in->sin_addr.s_addr = addr->v4;
	} else {
		in6->sin6_port = port;
		memcpy(&in6->sin6_addr, addr->v6, sizeof(addr->v6));
		in6->sin6_scope_id = addr->scope;
	}
}

/**
 * sctp_diag_info_sock() - fill struct sctp_info for a socket
 * @info: to fill, zeroed
 * @sk: the socket, owned
 */
void sctp_diag_info_sock(struct sctp_info *info, const struct sock *sk)
{
	const struct sctp_sock *sp = sctp_sk(sk);

	info->sctpi_s_autoclose = sp->ep.cfg->autoclose;
	info->sctpi_s_adaptation_ind = sp->ep.cfg->adaptation;
	info->sctpi_s_pd_point = sp->ep.cfg->pd_point;
	info->sctpi_s_nodelay = sp->ep.nodelay;
	info->sctpi_s_disable_fragments = sp->ep.cfg->disable_fragments;
	info->sctpi_s_v4mapped = sp->v4mapped;
	info->sctpi_s_frag_interleave = sp->frag_interleave;
	info->sctpi_s_type = sp->style;
}

static void info_path(struct sctp_info *info, const struct sctp_assoc *a,
		      const struct sctp_path *p)
{
	sctp_diag_sockaddr(&info->sctpi_p_address, &p->addr, a->pport);
	info->sctpi_p_state = p->state;
	info->sctpi_p_cwnd = sctp_cc_cwnd(&p->cc);
	info->sctpi_p_srtt = div_u64(p->rto.srtt, NSEC_PER_MSEC);
	info->sctpi_p_rto = div_u64(p->rto.rto, NSEC_PER_MSEC);
	/* in jiffies, as in Linux */
	info->sctpi_p_hbinterval = msecs_to_jiffies(p->cfg.hb_interval);
	info->sctpi_p_pathmaxrxt = p->cfg.max_retrans;
	info->sctpi_p_sackdelay = a->cfg->sack_delay;
	info->sctpi_p_sackfreq = a->cfg->sack_freq;
	info->sctpi_p_ssthresh = sctp_cc_ssthresh(&p->cc);
	info->sctpi_p_partial_bytes_acked = sctp_kpath_partial(p);
	info->sctpi_p_flight_size = p->flight.size;
	info->sctpi_p_error = p->error_count;
}

static void info_counts(struct sctp_info *info,
			const struct sctp_assoc_counts *n)
{
	info->sctpi_isacks = n->isacks;
	info->sctpi_osacks = n->osacks;
	info->sctpi_opackets = n->opackets;
	info->sctpi_ipackets = n->ipackets;
	info->sctpi_rtxchunks = n->rtxchunks;
	info->sctpi_outofseqtsns = n->outofseqtsns;
	info->sctpi_idupchunks = n->idupchunks;
	info->sctpi_gapcnt = n->gapcnt;
	info->sctpi_ouodchunks = n->ouodchunks;
	info->sctpi_iuodchunks = n->iuodchunks;
	info->sctpi_oodchunks = n->oodchunks;
	info->sctpi_iodchunks = n->iodchunks;
	info->sctpi_octrlchunks = n->octrlchunks;
	info->sctpi_ictrlchunks = n->ictrlchunks;
}

static u8 peer_capable(const struct sctp_assoc *a)
{
	static const struct {
		u32 cap;
		u8 bit;
	} bits[] = {
		{ SCTP_CAP_AUTH, CAPABLE_AUTH },
		{ SCTP_CAP_PRSCTP, CAPABLE_PRSCTP },
		{ SCTP_CAP_ASCONF, CAPABLE_ASCONF },
		{ SCTP_CAP_RECONFIG, CAPABLE_RECONF },
		{ SCTP_CAP_ECN, CAPABLE_ECN },
		{ SCTP_CAP_I_DATA, CAPABLE_INTL },
	};
	const struct sctp_path *p;
	u8 capable = 0;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(bits); i++)
		capable |= a->hs.caps & bits[i].cap ? bits[i].bit : 0;
	list_for_each_entry(p, &a->paths, list)
		capable |= p->addr.family == AF_INET ? CAPABLE_IPV4 :
						       CAPABLE_IPV6;
	return capable;
}

/**
 * sctp_diag_info_assoc() - fill struct sctp_info for an association
 * @info: to fill, zeroed
 * @ka: the association, its socket owned
 */
void sctp_diag_info_assoc(struct sctp_info *info, const struct sctp_kassoc *ka)
{
	const struct sctp_assoc *a = &ka->a;

	info->sctpi_tag = a->hs.my_tag;
	info->sctpi_state = a->state;
	info->sctpi_rwnd = a->rx.wnd.a_rwnd;
	info->sctpi_unackdata = min_t(u32, U16_MAX,
				      a->tx.ring.next - a->tx.ring.base);
	info->sctpi_penddata = min_t(u32, U16_MAX, a->rx.ring.held);
	info->sctpi_instrms = a->rx.streams.num;
	info->sctpi_outstrms = a->tx.streams.num;
	info->sctpi_fragmentation_point = a->tx.frag_point;
	info->sctpi_outqueue = a->tx.queued_msgs;
	info->sctpi_overall_error = a->error_count;
	info->sctpi_max_burst = a->cfg->max_burst;
	info->sctpi_maxseg = a->tx.frag_point;
	info->sctpi_peer_rwnd = a->tx.peer.rwnd;
	info->sctpi_peer_tag = a->hs.peer_tag;
	info->sctpi_peer_capable = peer_capable(a);
	if (!a->rx.wnd.a_rwnd)
		info->sctpi_peer_sack |= SACK_ZERO_WINDOW;
	if (a->sack.at || a->sack.now)
		info->sctpi_peer_sack |= SACK_OWED;
	info_counts(info, &a->counts);
	if (a->primary)
		info_path(info, a, a->primary);
}
