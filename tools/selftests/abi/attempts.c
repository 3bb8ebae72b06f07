// SPDX-License-Identifier: GPL-2.0-only
/*
 * Values to set on a new socket: the edges of what is allowed, the shorter
 * forms some options take, and flags that exclude each other.
 */
#include <netinet/in.h>

#include <linux/sctp.h>

#include "attempts.h"

#define TRY(option_, type, ...) {					\
	.option = (option_),						\
	.text = #__VA_ARGS__,						\
	.value = &(const type) { __VA_ARGS__ },				\
	.len = sizeof(type),						\
}

/* The first bytes of an argument only. */
#define TRY_PART(option_, len_, type, ...) {				\
	.option = (option_),						\
	.text = "first " #len_ " bytes of " #__VA_ARGS__,		\
	.value = &(const type) { __VA_ARGS__ },				\
	.len = (len_),							\
}

/* An object at address 0: the address of a member is its offset. */
#define OF(type)		\
	((type *)0)

#define SWEEP(option_, from_, to_, type, member, name, ...) {		\
	.option = (option_),						\
	.text = (name),							\
	.value = &(const type) { __VA_ARGS__ },				\
	.len = sizeof(type),						\
	.offset = (size_t)(&(member)),					\
	.size = sizeof(member),						\
	.from = (from_),						\
	.to = (to_),							\
}

#define TRY_EVENT(type)							\
	TRY(SCTP_EVENT, struct sctp_event, .se_type = (type), .se_on = 1)

struct bytes {
	unsigned char on[sizeof(struct sctp_event_subscribe) + 2];
};

struct plain_number {
	unsigned int value;
};

/* A wildcard address: "no path in particular". */
#define ANY4	{ .ss_family = AF_INET }
#define ANY6	{ .ss_family = AF_INET6 }

/*
 * The first one of each option that makes a difference is also tried on
 * associations, where times are kept in ticks: use multiples of 20 ms.
 */
const struct attempt attempts[] = {
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_initial = 5000),
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_initial = 0),
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_initial = 1),
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_initial = 60000),
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_initial = 60001),
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_initial = 500),
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_initial = 0xffffffff),
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_max = 999),
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_max = 1000),
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_max = 2000),
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_max = 0xffffffff),
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_min = 1),
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_min = 60000),
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_min = 60001),
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_min = 5, .srto_max = 4),
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_min = 5, .srto_max = 5),
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_assoc_id = 1,
	    .srto_initial = 7),
	TRY(SCTP_RTOINFO, struct sctp_rtoinfo, .srto_assoc_id = 77,
	    .srto_initial = 7),

	TRY(SCTP_ASSOCINFO, struct sctp_assocparams, .sasoc_asocmaxrxt = 0),
	TRY(SCTP_ASSOCINFO, struct sctp_assocparams, .sasoc_asocmaxrxt = 1),
	TRY(SCTP_ASSOCINFO, struct sctp_assocparams,
	    .sasoc_asocmaxrxt = 65535),
	TRY(SCTP_ASSOCINFO, struct sctp_assocparams, .sasoc_cookie_life = 1),
	TRY(SCTP_ASSOCINFO, struct sctp_assocparams,
	    .sasoc_cookie_life = 0xffffffff),
	TRY(SCTP_ASSOCINFO, struct sctp_assocparams, .sasoc_peer_rwnd = 5000,
	    .sasoc_local_rwnd = 6000, .sasoc_number_peer_destinations = 7),
	TRY(SCTP_ASSOCINFO, struct sctp_assocparams, .sasoc_assoc_id = 1),
	TRY(SCTP_ASSOCINFO, struct sctp_assocparams, .sasoc_assoc_id = 77),

	TRY(SCTP_INITMSG, struct sctp_initmsg, .sinit_num_ostreams = 0),
	TRY(SCTP_INITMSG, struct sctp_initmsg, .sinit_num_ostreams = 1),
	TRY(SCTP_INITMSG, struct sctp_initmsg, .sinit_num_ostreams = 65535),
	TRY(SCTP_INITMSG, struct sctp_initmsg, .sinit_max_instreams = 1),
	TRY(SCTP_INITMSG, struct sctp_initmsg, .sinit_max_attempts = 1),
	TRY(SCTP_INITMSG, struct sctp_initmsg, .sinit_max_attempts = 65535),
	TRY(SCTP_INITMSG, struct sctp_initmsg, .sinit_max_init_timeo = 1),
	TRY(SCTP_INITMSG, struct sctp_initmsg, .sinit_max_init_timeo = 65535),

	TRY(SCTP_DEFAULT_SEND_PARAM, struct sctp_sndrcvinfo,
	    .sinfo_stream = 9, .sinfo_ppid = 0x1234, .sinfo_context = 0x5678,
	    .sinfo_timetolive = 99, .sinfo_flags = SCTP_UNORDERED),
	TRY(SCTP_DEFAULT_SEND_PARAM, struct sctp_sndrcvinfo,
	    .sinfo_ssn = 5, .sinfo_tsn = 6, .sinfo_cumtsn = 7),
	TRY(SCTP_DEFAULT_SEND_PARAM, struct sctp_sndrcvinfo,
	    .sinfo_stream = 65535),
	TRY(SCTP_DEFAULT_SEND_PARAM, struct sctp_sndrcvinfo,
	    .sinfo_flags = SCTP_UNORDERED | SCTP_ADDR_OVER | SCTP_ABORT |
	    SCTP_EOF),
	TRY(SCTP_DEFAULT_SEND_PARAM, struct sctp_sndrcvinfo,
	    .sinfo_flags = SCTP_SACK_IMMEDIATELY),
	TRY(SCTP_DEFAULT_SEND_PARAM, struct sctp_sndrcvinfo,
	    .sinfo_flags = SCTP_SENDALL),
	TRY(SCTP_DEFAULT_SEND_PARAM, struct sctp_sndrcvinfo,
	    .sinfo_flags = SCTP_PR_SCTP_TTL),
	TRY(SCTP_DEFAULT_SEND_PARAM, struct sctp_sndrcvinfo,
	    .sinfo_flags = 0x100),
	TRY(SCTP_DEFAULT_SEND_PARAM, struct sctp_sndrcvinfo,
	    .sinfo_assoc_id = SCTP_CURRENT_ASSOC, .sinfo_ppid = 1),
	TRY(SCTP_DEFAULT_SEND_PARAM, struct sctp_sndrcvinfo,
	    .sinfo_assoc_id = SCTP_ALL_ASSOC, .sinfo_ppid = 1),
	TRY(SCTP_DEFAULT_SEND_PARAM, struct sctp_sndrcvinfo,
	    .sinfo_assoc_id = 77, .sinfo_ppid = 1),

	TRY(SCTP_DEFAULT_SNDINFO, struct sctp_sndinfo,
	    .snd_sid = 9, .snd_ppid = 0x1234, .snd_context = 0x5678,
	    .snd_flags = SCTP_UNORDERED),
	TRY(SCTP_DEFAULT_SNDINFO, struct sctp_sndinfo, .snd_sid = 65535),
	TRY(SCTP_DEFAULT_SNDINFO, struct sctp_sndinfo,
	    .snd_flags = SCTP_UNORDERED | SCTP_ADDR_OVER | SCTP_ABORT |
	    SCTP_EOF),
	TRY(SCTP_DEFAULT_SNDINFO, struct sctp_sndinfo,
	    .snd_flags = SCTP_SACK_IMMEDIATELY),
	TRY(SCTP_DEFAULT_SNDINFO, struct sctp_sndinfo,
	    .snd_flags = SCTP_SENDALL),
	TRY(SCTP_DEFAULT_SNDINFO, struct sctp_sndinfo,
	    .snd_flags = SCTP_PR_SCTP_TTL),
	TRY(SCTP_DEFAULT_SNDINFO, struct sctp_sndinfo,
	    .snd_assoc_id = SCTP_CURRENT_ASSOC, .snd_ppid = 1),
	TRY(SCTP_DEFAULT_SNDINFO, struct sctp_sndinfo,
	    .snd_assoc_id = SCTP_ALL_ASSOC, .snd_ppid = 1),
	TRY(SCTP_DEFAULT_SNDINFO, struct sctp_sndinfo,
	    .snd_assoc_id = 77, .snd_ppid = 1),

	TRY(SCTP_DEFAULT_PRINFO, struct sctp_default_prinfo,
	    .pr_policy = SCTP_PR_SCTP_TTL, .pr_value = 500),
	TRY(SCTP_DEFAULT_PRINFO, struct sctp_default_prinfo,
	    .pr_policy = SCTP_PR_SCTP_NONE, .pr_value = 500),
	TRY(SCTP_DEFAULT_PRINFO, struct sctp_default_prinfo,
	    .pr_policy = SCTP_PR_SCTP_PRIO, .pr_value = 0xffffffff),
	TRY(SCTP_DEFAULT_PRINFO, struct sctp_default_prinfo,
	    .pr_policy = 0x40),
	TRY(SCTP_DEFAULT_PRINFO, struct sctp_default_prinfo, .pr_policy = 1),
	TRY(SCTP_DEFAULT_PRINFO, struct sctp_default_prinfo,
	    .pr_assoc_id = 77, .pr_policy = SCTP_PR_SCTP_RTX),

	TRY_PART(SCTP_EVENTS, 0, struct bytes, .on = { 1 }),
	TRY_PART(SCTP_EVENTS, 1, struct bytes, .on = { 1 }),
	TRY_PART(SCTP_EVENTS, 8, struct bytes,
		 .on = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }),
	TRY_PART(SCTP_EVENTS, 13, struct bytes, .on = { [12] = 1 }),
	TRY_PART(SCTP_EVENTS, 14, struct bytes, .on = { 2, 255, [9] = 1 }),
	TRY_PART(SCTP_EVENTS, 14, struct bytes,
		 .on = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }),
	TRY_PART(SCTP_EVENTS, 15, struct bytes, .on = { 1 }),

	TRY_EVENT(0x7fff), TRY_EVENT(0x8000), TRY_EVENT(0x8001),
	TRY_EVENT(0x8002), TRY_EVENT(0x8003), TRY_EVENT(0x8004),
	TRY_EVENT(0x8005), TRY_EVENT(0x8006), TRY_EVENT(0x8007),
	TRY_EVENT(0x8008), TRY_EVENT(0x8009), TRY_EVENT(0x800a),
	TRY_EVENT(0x800b), TRY_EVENT(0x800c), TRY_EVENT(0x800d),
	TRY_EVENT(0x800e),
	TRY(SCTP_EVENT, struct sctp_event, .se_type = SCTP_ASSOC_CHANGE,
	    .se_on = 255),
	TRY(SCTP_EVENT, struct sctp_event, .se_type = SCTP_ASSOC_CHANGE,
	    .se_on = 1, .se_assoc_id = SCTP_CURRENT_ASSOC),
	TRY(SCTP_EVENT, struct sctp_event, .se_type = SCTP_ASSOC_CHANGE,
	    .se_on = 1, .se_assoc_id = SCTP_ALL_ASSOC),
	TRY(SCTP_EVENT, struct sctp_event, .se_type = SCTP_ASSOC_CHANGE,
	    .se_on = 1, .se_assoc_id = 77),

	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_HB_ENABLE, .spp_hbinterval = 1000,
	    .spp_pathmaxrxt = 9),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_HB_ENABLE, .spp_hbinterval = 1),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_HB_ENABLE, .spp_hbinterval = 0),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_HB_ENABLE, .spp_hbinterval = 0xffffffff),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_HB_DISABLE, .spp_hbinterval = 1),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = 0, .spp_hbinterval = 1),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_HB),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_HB_DEMAND),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_HB_TIME_IS_ZERO),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_HB_ENABLE | SPP_HB_TIME_IS_ZERO,
	    .spp_hbinterval = 5),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_PMTUD),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_PMTUD_DISABLE, .spp_pathmtu = 1400),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_PMTUD_ENABLE, .spp_pathmtu = 1400),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = 0, .spp_pathmtu = 1400),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_PMTUD_DISABLE, .spp_pathmtu = 511),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_PMTUD_DISABLE, .spp_pathmtu = 0xffffffff),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_SACKDELAY),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_SACKDELAY_ENABLE, .spp_sackdelay = 0),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_SACKDELAY_ENABLE, .spp_sackdelay = 500),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_SACKDELAY_ENABLE, .spp_sackdelay = 501),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_SACKDELAY_DISABLE, .spp_sackdelay = 100),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = 0, .spp_sackdelay = 100),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = 0, .spp_pathmaxrxt = 9),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = 0, .spp_pathmaxrxt = 65535),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_IPV6_FLOWLABEL, .spp_ipv6_flowlabel = 0xabcde),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_IPV6_FLOWLABEL, .spp_ipv6_flowlabel = ~0),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_IPV6_FLOWLABEL, .spp_ipv6_flowlabel = 0),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_DSCP, .spp_dscp = 0xb8),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = SPP_DSCP, .spp_dscp = 0xff),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = 0, .spp_dscp = 0xb8, .spp_ipv6_flowlabel = 0xabcde),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_flags = 1 << 10),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_address = ANY4, .spp_pathmaxrxt = 9),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_address = ANY6, .spp_pathmaxrxt = 9),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_address.ss_family = AF_UNIX, .spp_pathmaxrxt = 9),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_assoc_id = 1, .spp_pathmaxrxt = 9),
	TRY(SCTP_PEER_ADDR_PARAMS, struct sctp_paddrparams,
	    .spp_assoc_id = 77, .spp_pathmaxrxt = 9),
	TRY_PART(SCTP_PEER_ADDR_PARAMS, 152, struct sctp_paddrparams,
		 .spp_pathmaxrxt = 9),
	TRY_PART(SCTP_PEER_ADDR_PARAMS, 152, struct sctp_paddrparams,
		 .spp_flags = SPP_DSCP),
	TRY_PART(SCTP_PEER_ADDR_PARAMS, 152, struct sctp_paddrparams,
		 .spp_flags = SPP_IPV6_FLOWLABEL),
	TRY_PART(SCTP_PEER_ADDR_PARAMS, 155, struct sctp_paddrparams,
		 .spp_pathmaxrxt = 9),

	TRY(SCTP_PRIMARY_ADDR, struct sctp_prim, .ssp_addr = ANY4),
	TRY(SCTP_PRIMARY_ADDR, struct sctp_prim, .ssp_addr = ANY6),
	TRY(SCTP_PRIMARY_ADDR, struct sctp_prim, .ssp_assoc_id = 77,
	    .ssp_addr = ANY4),
	TRY(SCTP_PRIMARY_ADDR, struct sctp_prim,
	    .ssp_addr.ss_family = AF_UNIX),

	TRY(SCTP_MAXSEG, int, 1000),
	TRY(SCTP_MAXSEG, int, 0),
	TRY(SCTP_MAXSEG, int, 1),
	TRY(SCTP_MAXSEG, struct sctp_assoc_value, .assoc_value = 1000),
	TRY(SCTP_MAXSEG, struct sctp_assoc_value, .assoc_id = 1,
	    .assoc_value = 1000),
	TRY(SCTP_MAXSEG, struct sctp_assoc_value, .assoc_id = 77,
	    .assoc_value = 1000),
	TRY(SCTP_MAXSEG, struct sctp_assoc_value, .assoc_value = ~0),

	TRY(SCTP_MAX_BURST, int, 7),
	TRY(SCTP_MAX_BURST, int, 0),
	TRY(SCTP_MAX_BURST, int, -1),
	TRY(SCTP_MAX_BURST, struct sctp_assoc_value, .assoc_value = 7),
	TRY(SCTP_MAX_BURST, struct sctp_assoc_value, .assoc_value = 0),
	TRY(SCTP_MAX_BURST, struct sctp_assoc_value, .assoc_value = ~0),
	TRY(SCTP_MAX_BURST, struct sctp_assoc_value, .assoc_id = 1,
	    .assoc_value = 7),
	TRY(SCTP_MAX_BURST, struct sctp_assoc_value, .assoc_id = 2,
	    .assoc_value = 7),
	TRY(SCTP_MAX_BURST, struct sctp_assoc_value, .assoc_id = 77,
	    .assoc_value = 7),

	TRY(SCTP_DELAYED_ACK_TIME, struct sctp_assoc_value,
	    .assoc_value = 100),
	TRY(SCTP_DELAYED_ACK_TIME, struct sctp_assoc_value, .assoc_value = 0),
	TRY(SCTP_DELAYED_ACK_TIME, struct sctp_assoc_value,
	    .assoc_value = 501),
	TRY(SCTP_DELAYED_ACK_TIME, struct sctp_sack_info, .sack_delay = 500,
	    .sack_freq = 0),
	TRY(SCTP_DELAYED_ACK_TIME, struct sctp_sack_info, .sack_delay = 501),
	TRY(SCTP_DELAYED_ACK_TIME, struct sctp_sack_info, .sack_delay = 0,
	    .sack_freq = 0),
	TRY(SCTP_DELAYED_ACK_TIME, struct sctp_sack_info, .sack_delay = 0,
	    .sack_freq = 1),
	TRY(SCTP_DELAYED_ACK_TIME, struct sctp_sack_info, .sack_delay = 100,
	    .sack_freq = 1),
	TRY(SCTP_DELAYED_ACK_TIME, struct sctp_sack_info, .sack_delay = 100,
	    .sack_freq = 3),
	TRY(SCTP_DELAYED_ACK_TIME, struct sctp_sack_info, .sack_freq = 3),
	TRY(SCTP_DELAYED_ACK_TIME, struct sctp_sack_info, .sack_freq = ~0),
	TRY(SCTP_DELAYED_ACK_TIME, struct sctp_sack_info, .sack_assoc_id = 1,
	    .sack_delay = 100),
	TRY(SCTP_DELAYED_ACK_TIME, struct sctp_sack_info, .sack_assoc_id = 2,
	    .sack_delay = 100),
	TRY(SCTP_DELAYED_ACK_TIME, struct sctp_sack_info, .sack_assoc_id = 77,
	    .sack_delay = 100),

	TRY(SCTP_CONTEXT, struct sctp_assoc_value, .assoc_value = 0xdeadbeef),
	TRY(SCTP_CONTEXT, struct sctp_assoc_value, .assoc_id = 1,
	    .assoc_value = 5),
	TRY(SCTP_CONTEXT, struct sctp_assoc_value, .assoc_id = 77,
	    .assoc_value = 5),

	TRY(SCTP_PEER_ADDR_THLDS, struct sctp_paddrthlds,
	    .spt_pathmaxrxt = 3, .spt_pathpfthld = 2),
	TRY(SCTP_PEER_ADDR_THLDS, struct sctp_paddrthlds,
	    .spt_pathpfthld = 65535),
	TRY(SCTP_PEER_ADDR_THLDS, struct sctp_paddrthlds,
	    .spt_address = ANY4, .spt_pathpfthld = 2),
	TRY(SCTP_PEER_ADDR_THLDS, struct sctp_paddrthlds,
	    .spt_assoc_id = 77, .spt_pathpfthld = 2),
	TRY(SCTP_PEER_ADDR_THLDS_V2, struct sctp_paddrthlds_v2,
	    .spt_pathmaxrxt = 3, .spt_pathpfthld = 2, .spt_pathcpthld = 2),
	TRY(SCTP_PEER_ADDR_THLDS_V2, struct sctp_paddrthlds_v2,
	    .spt_pathpfthld = 2, .spt_pathcpthld = 1),

	TRY(SCTP_PR_SUPPORTED, struct sctp_assoc_value, .assoc_value = 0),
	TRY(SCTP_PR_SUPPORTED, struct sctp_assoc_value, .assoc_value = 2),
	TRY(SCTP_PR_SUPPORTED, struct sctp_assoc_value, .assoc_id = 77),
	TRY(SCTP_RECONFIG_SUPPORTED, struct sctp_assoc_value,
	    .assoc_value = 1),
	TRY(SCTP_RECONFIG_SUPPORTED, struct sctp_assoc_value,
	    .assoc_value = 2),
	TRY(SCTP_INTERLEAVING_SUPPORTED, struct sctp_assoc_value,
	    .assoc_value = 0),
	TRY(SCTP_INTERLEAVING_SUPPORTED, struct sctp_assoc_value,
	    .assoc_value = 1),
	TRY(SCTP_ASCONF_SUPPORTED, struct sctp_assoc_value, .assoc_value = 1),
	TRY(SCTP_ASCONF_SUPPORTED, struct sctp_assoc_value, .assoc_value = 2),
	TRY(SCTP_AUTH_SUPPORTED, struct sctp_assoc_value, .assoc_value = 1),
	TRY(SCTP_AUTH_SUPPORTED, struct sctp_assoc_value, .assoc_value = 2),
	TRY(SCTP_ECN_SUPPORTED, struct sctp_assoc_value, .assoc_value = 0),
	TRY(SCTP_ECN_SUPPORTED, struct sctp_assoc_value, .assoc_value = 2),
	TRY(SCTP_EXPOSE_PF_STATE, struct sctp_assoc_value, .assoc_value = 2),
	TRY(SCTP_EXPOSE_PF_STATE, struct sctp_assoc_value, .assoc_value = 3),
	TRY(SCTP_ENABLE_STREAM_RESET, struct sctp_assoc_value,
	    .assoc_value = 7),
	TRY(SCTP_ENABLE_STREAM_RESET, struct sctp_assoc_value,
	    .assoc_value = 8),
	TRY(SCTP_STREAM_SCHEDULER, struct sctp_assoc_value,
	    .assoc_value = SCTP_SS_PRIO),
	TRY(SCTP_STREAM_SCHEDULER, struct sctp_assoc_value,
	    .assoc_value = SCTP_SS_RR),
	TRY(SCTP_STREAM_SCHEDULER, struct sctp_assoc_value,
	    .assoc_value = SCTP_SS_FC),
	TRY(SCTP_STREAM_SCHEDULER, struct sctp_assoc_value,
	    .assoc_value = SCTP_SS_WFQ),
	TRY(SCTP_STREAM_SCHEDULER, struct sctp_assoc_value,
	    .assoc_value = SCTP_SS_WFQ + 1),
	TRY(SCTP_REMOTE_UDP_ENCAPS_PORT, struct sctp_udpencaps,
	    .sue_port = 0x5ba3),
	TRY(SCTP_REMOTE_UDP_ENCAPS_PORT, struct sctp_udpencaps,
	    .sue_address = ANY4, .sue_port = 0x5ba3),
	TRY(SCTP_REMOTE_UDP_ENCAPS_PORT, struct sctp_udpencaps,
	    .sue_assoc_id = 77, .sue_port = 0x5ba3),
	TRY(SCTP_PLPMTUD_PROBE_INTERVAL, struct sctp_probeinterval,
	    .spi_interval = 4999),
	TRY(SCTP_PLPMTUD_PROBE_INTERVAL, struct sctp_probeinterval,
	    .spi_interval = 5000),
	TRY(SCTP_PLPMTUD_PROBE_INTERVAL, struct sctp_probeinterval,
	    .spi_interval = ~0),
	TRY(SCTP_PLPMTUD_PROBE_INTERVAL, struct sctp_probeinterval,
	    .spi_assoc_id = 77, .spi_interval = 5000),
	{ .text = NULL }
};

#define VALUE	OF(struct sctp_assoc_value)->assoc_value

const struct sweep sweeps[] = {
	SWEEP(SCTP_MAXSEG, 0, 66000, struct sctp_assoc_value, VALUE,
	      "assoc_value", .assoc_id = 0),
	SWEEP(SCTP_DELAYED_ACK_TIME, 0, 1100, struct sctp_sack_info,
	      OF(struct sctp_sack_info)->sack_delay, "sack_delay",
	      .sack_freq = 2),
	SWEEP(SCTP_PEER_ADDR_PARAMS, 0, 1100, struct sctp_paddrparams,
	      OF(struct sctp_paddrparams)->spp_sackdelay, "spp_sackdelay",
	      .spp_flags = SPP_SACKDELAY_ENABLE),
	SWEEP(SCTP_PEER_ADDR_PARAMS, 0, 66000, struct sctp_paddrparams,
	      OF(struct sctp_paddrparams)->spp_pathmtu, "spp_pathmtu",
	      .spp_flags = SPP_PMTUD_DISABLE),
	SWEEP(SCTP_DEFAULT_SNDINFO, 0, 65535, struct sctp_sndinfo,
	      OF(struct sctp_sndinfo)->snd_flags, "snd_flags", .snd_sid = 0),
	SWEEP(SCTP_DEFAULT_SEND_PARAM, 0, 65535, struct sctp_sndrcvinfo,
	      OF(struct sctp_sndrcvinfo)->sinfo_flags, "sinfo_flags",
	      .sinfo_stream = 0),
	SWEEP(SCTP_DEFAULT_PRINFO, 0, 65535, struct sctp_default_prinfo,
	      OF(struct sctp_default_prinfo)->pr_policy, "pr_policy",
	      .pr_value = 0),
	SWEEP(SCTP_EVENT, 0, 65535, struct sctp_event,
	      OF(struct sctp_event)->se_type, "se_type", .se_on = 1),
	SWEEP(SCTP_PLPMTUD_PROBE_INTERVAL, 0, 6000, struct sctp_probeinterval,
	      OF(struct sctp_probeinterval)->spi_interval, "spi_interval",
	      .spi_assoc_id = 0),
	SWEEP(SCTP_EXPOSE_PF_STATE, 0, 1000, struct sctp_assoc_value, VALUE,
	      "assoc_value", .assoc_id = 0),
	SWEEP(SCTP_ENABLE_STREAM_RESET, 0, 1000, struct sctp_assoc_value,
	      VALUE, "assoc_value", .assoc_id = 0),
	SWEEP(SCTP_STREAM_SCHEDULER, 0, 1000, struct sctp_assoc_value, VALUE,
	      "assoc_value", .assoc_id = 0),
	SWEEP(SCTP_PARTIAL_DELIVERY_POINT, 0, 220000, struct plain_number,
	      OF(struct plain_number)->value, "value", .value = 0),
	{ .text = NULL }
};
