// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of socket options, and how to print their arguments.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "options.h"

/* An object at address 0: the address of a member is its offset. */
#define OF(type)		\
	((type *)0)

#define FIELD(kind_, member, name_) {					\
	.name = (name_),						\
	.offset = (size_t)(&(member)),					\
	.size = sizeof(member),						\
	.kind = FIELD_ ## kind_,					\
}

/* Arguments that are no struct, made into one so that they have a field. */
struct plain_number {
	__u32 value;
};

struct plain_id {
	sctp_assoc_t id;
};

static const struct field nothing_fields[] = {
	{ .name = NULL }
};

static const struct field number_fields[] = {
	FIELD(UINT, OF(struct plain_number)->value, "value"),
	{ .name = NULL }
};

static const struct field only_id_fields[] = {
	FIELD(ID, OF(struct plain_id)->id, "id"),
	{ .name = NULL }
};

static const struct field value_fields[] = {
	FIELD(ID, OF(struct sctp_assoc_value)->assoc_id, "id"),
	FIELD(UINT, OF(struct sctp_assoc_value)->assoc_value, "value"),
	{ .name = NULL }
};

static const struct field rtoinfo_fields[] = {
	FIELD(ID, OF(struct sctp_rtoinfo)->srto_assoc_id, "id"),
	FIELD(UINT, OF(struct sctp_rtoinfo)->srto_initial, "initial"),
	FIELD(UINT, OF(struct sctp_rtoinfo)->srto_max, "max"),
	FIELD(UINT, OF(struct sctp_rtoinfo)->srto_min, "min"),
	{ .name = NULL }
};

static const struct field assocparams_fields[] = {
	FIELD(ID, OF(struct sctp_assocparams)->sasoc_assoc_id, "id"),
	FIELD(UINT, OF(struct sctp_assocparams)->sasoc_asocmaxrxt,
	      "asocmaxrxt"),
	FIELD(UINT, OF(struct sctp_assocparams)->sasoc_number_peer_destinations,
	      "destinations"),
	FIELD(UINT, OF(struct sctp_assocparams)->sasoc_peer_rwnd, "peer_rwnd"),
	FIELD(UINT, OF(struct sctp_assocparams)->sasoc_local_rwnd,
	      "local_rwnd"),
	FIELD(UINT, OF(struct sctp_assocparams)->sasoc_cookie_life,
	      "cookie_life"),
	{ .name = NULL }
};

static const struct field initmsg_fields[] = {
	FIELD(UINT, OF(struct sctp_initmsg)->sinit_num_ostreams, "ostreams"),
	FIELD(UINT, OF(struct sctp_initmsg)->sinit_max_instreams, "instreams"),
	FIELD(UINT, OF(struct sctp_initmsg)->sinit_max_attempts, "attempts"),
	FIELD(UINT, OF(struct sctp_initmsg)->sinit_max_init_timeo, "timeo"),
	{ .name = NULL }
};

static const struct field setpeerprim_fields[] = {
	FIELD(ID, OF(struct sctp_setpeerprim)->sspp_assoc_id, "id"),
	FIELD(ADDR, OF(struct sctp_setpeerprim)->sspp_addr, "addr"),
	{ .name = NULL }
};

static const struct field prim_fields[] = {
	FIELD(ID, OF(struct sctp_prim)->ssp_assoc_id, "id"),
	FIELD(ADDR, OF(struct sctp_prim)->ssp_addr, "addr"),
	{ .name = NULL }
};

static const struct field adaptation_fields[] = {
	FIELD(HEX, OF(struct sctp_setadaptation)->ssb_adaptation_ind, "ind"),
	{ .name = NULL }
};

static const struct field paddrparams_fields[] = {
	FIELD(ID, OF(struct sctp_paddrparams)->spp_assoc_id, "id"),
	FIELD(ADDR, OF(struct sctp_paddrparams)->spp_address, "addr"),
	FIELD(UINT, OF(struct sctp_paddrparams)->spp_hbinterval, "hbinterval"),
	FIELD(UINT, OF(struct sctp_paddrparams)->spp_pathmaxrxt, "pathmaxrxt"),
	FIELD(UINT, OF(struct sctp_paddrparams)->spp_pathmtu, "pathmtu"),
	FIELD(UINT, OF(struct sctp_paddrparams)->spp_sackdelay, "sackdelay"),
	FIELD(HEX, OF(struct sctp_paddrparams)->spp_flags, "flags"),
	FIELD(HEX, OF(struct sctp_paddrparams)->spp_ipv6_flowlabel,
	      "flowlabel"),
	FIELD(HEX, OF(struct sctp_paddrparams)->spp_dscp, "dscp"),
	{ .name = NULL }
};

static const struct field sndrcvinfo_fields[] = {
	FIELD(UINT, OF(struct sctp_sndrcvinfo)->sinfo_stream, "stream"),
	FIELD(UINT, OF(struct sctp_sndrcvinfo)->sinfo_ssn, "ssn"),
	FIELD(HEX, OF(struct sctp_sndrcvinfo)->sinfo_flags, "flags"),
	FIELD(HEX, OF(struct sctp_sndrcvinfo)->sinfo_ppid, "ppid"),
	FIELD(HEX, OF(struct sctp_sndrcvinfo)->sinfo_context, "context"),
	FIELD(UINT, OF(struct sctp_sndrcvinfo)->sinfo_timetolive, "timetolive"),
	FIELD(UINT, OF(struct sctp_sndrcvinfo)->sinfo_tsn, "tsn"),
	FIELD(UINT, OF(struct sctp_sndrcvinfo)->sinfo_cumtsn, "cumtsn"),
	FIELD(ID, OF(struct sctp_sndrcvinfo)->sinfo_assoc_id, "id"),
	{ .name = NULL }
};

static const struct field status_fields[] = {
	FIELD(ID, OF(struct sctp_status)->sstat_assoc_id, "id"),
	FIELD(UINT, OF(struct sctp_status)->sstat_state, "state"),
	FIELD(UINT, OF(struct sctp_status)->sstat_rwnd, "rwnd"),
	FIELD(UINT, OF(struct sctp_status)->sstat_unackdata, "unackdata"),
	FIELD(UINT, OF(struct sctp_status)->sstat_penddata, "penddata"),
	FIELD(UINT, OF(struct sctp_status)->sstat_instrms, "instrms"),
	FIELD(UINT, OF(struct sctp_status)->sstat_outstrms, "outstrms"),
	FIELD(UINT, OF(struct sctp_status)->sstat_fragmentation_point,
	      "fragmentation_point"),
	FIELD(ID, OF(struct sctp_status)->sstat_primary.spinfo_assoc_id,
	      "primary.id"),
	FIELD(ADDR, OF(struct sctp_status)->sstat_primary.spinfo_address,
	      "primary.addr"),
	FIELD(UINT, OF(struct sctp_status)->sstat_primary.spinfo_state,
	      "primary.state"),
	FIELD(UINT, OF(struct sctp_status)->sstat_primary.spinfo_cwnd,
	      "primary.cwnd"),
	FIELD(TIMING, OF(struct sctp_status)->sstat_primary.spinfo_srtt,
	      "primary.srtt"),
	FIELD(TIMING, OF(struct sctp_status)->sstat_primary.spinfo_rto,
	      "primary.rto"),
	FIELD(UINT, OF(struct sctp_status)->sstat_primary.spinfo_mtu,
	      "primary.mtu"),
	{ .name = NULL }
};

static const struct field paddrinfo_fields[] = {
	FIELD(ID, OF(struct sctp_paddrinfo)->spinfo_assoc_id, "id"),
	FIELD(ADDR, OF(struct sctp_paddrinfo)->spinfo_address, "addr"),
	FIELD(UINT, OF(struct sctp_paddrinfo)->spinfo_state, "state"),
	FIELD(UINT, OF(struct sctp_paddrinfo)->spinfo_cwnd, "cwnd"),
	FIELD(TIMING, OF(struct sctp_paddrinfo)->spinfo_srtt, "srtt"),
	FIELD(TIMING, OF(struct sctp_paddrinfo)->spinfo_rto, "rto"),
	FIELD(UINT, OF(struct sctp_paddrinfo)->spinfo_mtu, "mtu"),
	{ .name = NULL }
};

static const struct field sack_info_fields[] = {
	FIELD(ID, OF(struct sctp_sack_info)->sack_assoc_id, "id"),
	FIELD(UINT, OF(struct sctp_sack_info)->sack_delay, "delay"),
	FIELD(UINT, OF(struct sctp_sack_info)->sack_freq, "freq"),
	{ .name = NULL }
};

static const struct field authchunk_fields[] = {
	FIELD(UINT, OF(struct sctp_authchunk)->sauth_chunk, "chunk"),
	{ .name = NULL }
};

static const struct field hmacalgo_fields[] = {
	FIELD(UINT, OF(struct sctp_hmacalgo)->shmac_num_idents, "num"),
	{ .name = NULL }
};

static const struct field authkey_fields[] = {
	FIELD(ID, OF(struct sctp_authkey)->sca_assoc_id, "id"),
	FIELD(UINT, OF(struct sctp_authkey)->sca_keynumber, "number"),
	FIELD(UINT, OF(struct sctp_authkey)->sca_keylength, "length"),
	{ .name = NULL }
};

static const struct field authkeyid_fields[] = {
	FIELD(ID, OF(struct sctp_authkeyid)->scact_assoc_id, "id"),
	FIELD(UINT, OF(struct sctp_authkeyid)->scact_keynumber, "number"),
	{ .name = NULL }
};

static const struct field authchunks_fields[] = {
	FIELD(ID, OF(struct sctp_authchunks)->gauth_assoc_id, "id"),
	FIELD(UINT, OF(struct sctp_authchunks)->gauth_number_of_chunks, "num"),
	{ .name = NULL }
};

static const struct field assoc_ids_fields[] = {
	FIELD(UINT, OF(struct sctp_assoc_ids)->gaids_number_of_ids, "num"),
	{ .name = NULL }
};

static const struct field paddrthlds_fields[] = {
	FIELD(ID, OF(struct sctp_paddrthlds)->spt_assoc_id, "id"),
	FIELD(ADDR, OF(struct sctp_paddrthlds)->spt_address, "addr"),
	FIELD(UINT, OF(struct sctp_paddrthlds)->spt_pathmaxrxt, "pathmaxrxt"),
	FIELD(UINT, OF(struct sctp_paddrthlds)->spt_pathpfthld, "pathpfthld"),
	{ .name = NULL }
};

static const struct field paddrthlds_v2_fields[] = {
	FIELD(ID, OF(struct sctp_paddrthlds_v2)->spt_assoc_id, "id"),
	FIELD(ADDR, OF(struct sctp_paddrthlds_v2)->spt_address, "addr"),
	FIELD(UINT, OF(struct sctp_paddrthlds_v2)->spt_pathmaxrxt,
	      "pathmaxrxt"),
	FIELD(UINT, OF(struct sctp_paddrthlds_v2)->spt_pathpfthld,
	      "pathpfthld"),
	FIELD(UINT, OF(struct sctp_paddrthlds_v2)->spt_pathcpthld,
	      "pathcpthld"),
	{ .name = NULL }
};

static const struct field sndinfo_fields[] = {
	FIELD(UINT, OF(struct sctp_sndinfo)->snd_sid, "sid"),
	FIELD(HEX, OF(struct sctp_sndinfo)->snd_flags, "flags"),
	FIELD(HEX, OF(struct sctp_sndinfo)->snd_ppid, "ppid"),
	FIELD(HEX, OF(struct sctp_sndinfo)->snd_context, "context"),
	FIELD(ID, OF(struct sctp_sndinfo)->snd_assoc_id, "id"),
	{ .name = NULL }
};

static const struct field peeloff_fields[] = {
	FIELD(ID, OF(sctp_peeloff_arg_t)->associd, "id"),
	FIELD(FD, OF(sctp_peeloff_arg_t)->sd, "sd"),
	{ .name = NULL }
};

static const struct field peeloff_flags_fields[] = {
	FIELD(ID, OF(sctp_peeloff_flags_arg_t)->p_arg.associd, "id"),
	FIELD(FD, OF(sctp_peeloff_flags_arg_t)->p_arg.sd, "sd"),
	FIELD(HEX, OF(sctp_peeloff_flags_arg_t)->flags, "flags"),
	{ .name = NULL }
};

static const struct field getaddrs_fields[] = {
	FIELD(ID, OF(struct sctp_getaddrs)->assoc_id, "id"),
	FIELD(UINT, OF(struct sctp_getaddrs)->addr_num, "num"),
	{ .name = NULL }
};

static const struct field getaddrs_old_fields[] = {
	FIELD(ID, OF(struct sctp_getaddrs_old)->assoc_id, "id"),
	FIELD(UINT, OF(struct sctp_getaddrs_old)->addr_num, "bytes"),
	{ .name = NULL }
};

static const struct field assoc_stats_fields[] = {
	FIELD(ID, OF(struct sctp_assoc_stats)->sas_assoc_id, "id"),
	FIELD(ADDR, OF(struct sctp_assoc_stats)->sas_obs_rto_ipaddr, "addr"),
	FIELD(TIMING, OF(struct sctp_assoc_stats)->sas_maxrto, "maxrto"),
	FIELD(UINT, OF(struct sctp_assoc_stats)->sas_isacks, "isacks"),
	FIELD(UINT, OF(struct sctp_assoc_stats)->sas_osacks, "osacks"),
	FIELD(TIMING, OF(struct sctp_assoc_stats)->sas_opackets, "opackets"),
	FIELD(TIMING, OF(struct sctp_assoc_stats)->sas_ipackets, "ipackets"),
	FIELD(UINT, OF(struct sctp_assoc_stats)->sas_rtxchunks, "rtxchunks"),
	FIELD(UINT, OF(struct sctp_assoc_stats)->sas_outofseqtsns,
	      "outofseqtsns"),
	FIELD(UINT, OF(struct sctp_assoc_stats)->sas_idupchunks, "idupchunks"),
	FIELD(UINT, OF(struct sctp_assoc_stats)->sas_gapcnt, "gapcnt"),
	FIELD(UINT, OF(struct sctp_assoc_stats)->sas_ouodchunks, "ouodchunks"),
	FIELD(UINT, OF(struct sctp_assoc_stats)->sas_iuodchunks, "iuodchunks"),
	FIELD(UINT, OF(struct sctp_assoc_stats)->sas_oodchunks, "oodchunks"),
	FIELD(UINT, OF(struct sctp_assoc_stats)->sas_iodchunks, "iodchunks"),
	FIELD(TIMING, OF(struct sctp_assoc_stats)->sas_octrlchunks,
	      "octrlchunks"),
	FIELD(TIMING, OF(struct sctp_assoc_stats)->sas_ictrlchunks,
	      "ictrlchunks"),
	{ .name = NULL }
};

static const struct field default_prinfo_fields[] = {
	FIELD(ID, OF(struct sctp_default_prinfo)->pr_assoc_id, "id"),
	FIELD(UINT, OF(struct sctp_default_prinfo)->pr_value, "value"),
	FIELD(HEX, OF(struct sctp_default_prinfo)->pr_policy, "policy"),
	{ .name = NULL }
};

static const struct field prstatus_fields[] = {
	FIELD(ID, OF(struct sctp_prstatus)->sprstat_assoc_id, "id"),
	FIELD(UINT, OF(struct sctp_prstatus)->sprstat_sid, "sid"),
	FIELD(HEX, OF(struct sctp_prstatus)->sprstat_policy, "policy"),
	FIELD(UINT, OF(struct sctp_prstatus)->sprstat_abandoned_unsent,
	      "unsent"),
	FIELD(UINT, OF(struct sctp_prstatus)->sprstat_abandoned_sent, "sent"),
	{ .name = NULL }
};

static const struct field reset_streams_fields[] = {
	FIELD(ID, OF(struct sctp_reset_streams)->srs_assoc_id, "id"),
	FIELD(HEX, OF(struct sctp_reset_streams)->srs_flags, "flags"),
	FIELD(UINT, OF(struct sctp_reset_streams)->srs_number_streams, "num"),
	{ .name = NULL }
};

static const struct field add_streams_fields[] = {
	FIELD(ID, OF(struct sctp_add_streams)->sas_assoc_id, "id"),
	FIELD(UINT, OF(struct sctp_add_streams)->sas_instrms, "in"),
	FIELD(UINT, OF(struct sctp_add_streams)->sas_outstrms, "out"),
	{ .name = NULL }
};

static const struct field stream_value_fields[] = {
	FIELD(ID, OF(struct sctp_stream_value)->assoc_id, "id"),
	FIELD(UINT, OF(struct sctp_stream_value)->stream_id, "stream"),
	FIELD(UINT, OF(struct sctp_stream_value)->stream_value, "value"),
	{ .name = NULL }
};

static const struct field event_fields[] = {
	FIELD(ID, OF(struct sctp_event)->se_assoc_id, "id"),
	FIELD(HEX, OF(struct sctp_event)->se_type, "type"),
	FIELD(UINT, OF(struct sctp_event)->se_on, "on"),
	{ .name = NULL }
};

static const struct field udpencaps_fields[] = {
	FIELD(ID, OF(struct sctp_udpencaps)->sue_assoc_id, "id"),
	FIELD(ADDR, OF(struct sctp_udpencaps)->sue_address, "addr"),
	FIELD(BE16, OF(struct sctp_udpencaps)->sue_port, "port"),
	{ .name = NULL }
};

static const struct field probeinterval_fields[] = {
	FIELD(ID, OF(struct sctp_probeinterval)->spi_assoc_id, "id"),
	FIELD(ADDR, OF(struct sctp_probeinterval)->spi_address, "addr"),
	FIELD(UINT, OF(struct sctp_probeinterval)->spi_interval, "interval"),
	{ .name = NULL }
};

#define OPTION(number, size_, tail_, fields_, spends_)			\
	[number] = {							\
		.name = #number,					\
		.size = (size_),					\
		.tail = TAIL_ ## tail_,					\
		.fields = (fields_),					\
		.spends = (spends_),					\
	}

/* All of them, by number. Numbers in between mean nothing. */
const struct option options[OPTION_END] = {
	OPTION(SCTP_RTOINFO, sizeof(struct sctp_rtoinfo),
	       NONE, rtoinfo_fields, false),
	OPTION(SCTP_ASSOCINFO, sizeof(struct sctp_assocparams),
	       NONE, assocparams_fields, false),
	OPTION(SCTP_INITMSG, sizeof(struct sctp_initmsg),
	       NONE, initmsg_fields, false),
	OPTION(SCTP_NODELAY, sizeof(struct plain_number),
	       NONE, number_fields, false),
	OPTION(SCTP_AUTOCLOSE, sizeof(struct plain_number),
	       NONE, number_fields, false),
	OPTION(SCTP_SET_PEER_PRIMARY_ADDR, sizeof(struct sctp_setpeerprim),
	       NONE, setpeerprim_fields, true),
	OPTION(SCTP_PRIMARY_ADDR, sizeof(struct sctp_prim),
	       NONE, prim_fields, false),
	OPTION(SCTP_ADAPTATION_LAYER, sizeof(struct sctp_setadaptation),
	       NONE, adaptation_fields, false),
	OPTION(SCTP_DISABLE_FRAGMENTS, sizeof(struct plain_number),
	       NONE, number_fields, false),
	OPTION(SCTP_PEER_ADDR_PARAMS, sizeof(struct sctp_paddrparams),
	       NONE, paddrparams_fields, false),
	OPTION(SCTP_DEFAULT_SEND_PARAM, sizeof(struct sctp_sndrcvinfo),
	       NONE, sndrcvinfo_fields, false),
	OPTION(SCTP_EVENTS, 0, U8, nothing_fields, false),
	OPTION(SCTP_I_WANT_MAPPED_V4_ADDR, sizeof(struct plain_number),
	       NONE, number_fields, false),
	OPTION(SCTP_MAXSEG, sizeof(struct sctp_assoc_value),
	       NONE, value_fields, false),
	OPTION(SCTP_STATUS, sizeof(struct sctp_status),
	       NONE, status_fields, false),
	OPTION(SCTP_GET_PEER_ADDR_INFO, sizeof(struct sctp_paddrinfo),
	       NONE, paddrinfo_fields, false),
	OPTION(SCTP_DELAYED_ACK_TIME, sizeof(struct sctp_sack_info),
	       NONE, sack_info_fields, false),
	OPTION(SCTP_CONTEXT, sizeof(struct sctp_assoc_value),
	       NONE, value_fields, false),
	OPTION(SCTP_FRAGMENT_INTERLEAVE, sizeof(struct plain_number),
	       NONE, number_fields, false),
	OPTION(SCTP_PARTIAL_DELIVERY_POINT, sizeof(struct plain_number),
	       NONE, number_fields, false),
	OPTION(SCTP_MAX_BURST, sizeof(struct sctp_assoc_value),
	       NONE, value_fields, false),
	OPTION(SCTP_AUTH_CHUNK, sizeof(struct sctp_authchunk),
	       NONE, authchunk_fields, false),
	OPTION(SCTP_HMAC_IDENT, sizeof(struct sctp_hmacalgo),
	       U16, hmacalgo_fields, false),
	OPTION(SCTP_AUTH_KEY, sizeof(struct sctp_authkey),
	       U8, authkey_fields, false),
	OPTION(SCTP_AUTH_ACTIVE_KEY, sizeof(struct sctp_authkeyid),
	       NONE, authkeyid_fields, false),
	OPTION(SCTP_AUTH_DELETE_KEY, sizeof(struct sctp_authkeyid),
	       NONE, authkeyid_fields, false),
	OPTION(SCTP_PEER_AUTH_CHUNKS, sizeof(struct sctp_authchunks),
	       U8, authchunks_fields, false),
	OPTION(SCTP_LOCAL_AUTH_CHUNKS, sizeof(struct sctp_authchunks),
	       U8, authchunks_fields, false),
	OPTION(SCTP_GET_ASSOC_NUMBER, sizeof(struct plain_number),
	       NONE, number_fields, false),
	OPTION(SCTP_GET_ASSOC_ID_LIST, sizeof(struct sctp_assoc_ids),
	       ID, assoc_ids_fields, false),
	OPTION(SCTP_AUTO_ASCONF, sizeof(struct plain_number),
	       NONE, number_fields, false),
	OPTION(SCTP_PEER_ADDR_THLDS, sizeof(struct sctp_paddrthlds),
	       NONE, paddrthlds_fields, false),
	OPTION(SCTP_RECVRCVINFO, sizeof(struct plain_number),
	       NONE, number_fields, false),
	OPTION(SCTP_RECVNXTINFO, sizeof(struct plain_number),
	       NONE, number_fields, false),
	OPTION(SCTP_DEFAULT_SNDINFO, sizeof(struct sctp_sndinfo),
	       NONE, sndinfo_fields, false),
	OPTION(SCTP_AUTH_DEACTIVATE_KEY, sizeof(struct sctp_authkeyid),
	       NONE, authkeyid_fields, false),
	OPTION(SCTP_REUSE_PORT, sizeof(struct plain_number),
	       NONE, number_fields, false),
	OPTION(SCTP_PEER_ADDR_THLDS_V2, sizeof(struct sctp_paddrthlds_v2),
	       NONE, paddrthlds_v2_fields, false),
	OPTION(SCTP_SOCKOPT_BINDX_ADD, 0, ADDR, nothing_fields, true),
	OPTION(SCTP_SOCKOPT_BINDX_REM, 0, ADDR, nothing_fields, true),
	OPTION(SCTP_SOCKOPT_PEELOFF, sizeof(sctp_peeloff_arg_t),
	       NONE, peeloff_fields, true),
	OPTION(SCTP_SOCKOPT_CONNECTX_OLD, 0, ADDR, nothing_fields, true),
	OPTION(SCTP_GET_PEER_ADDRS, sizeof(struct sctp_getaddrs),
	       ADDR, getaddrs_fields, false),
	OPTION(SCTP_GET_LOCAL_ADDRS, sizeof(struct sctp_getaddrs),
	       ADDR, getaddrs_fields, false),
	OPTION(SCTP_SOCKOPT_CONNECTX, 0, ADDR, nothing_fields, true),
	OPTION(SCTP_SOCKOPT_CONNECTX3, sizeof(struct sctp_getaddrs_old),
	       NONE, getaddrs_old_fields, true),
	OPTION(SCTP_GET_ASSOC_STATS, sizeof(struct sctp_assoc_stats),
	       NONE, assoc_stats_fields, false),
	OPTION(SCTP_PR_SUPPORTED, sizeof(struct sctp_assoc_value),
	       NONE, value_fields, false),
	OPTION(SCTP_DEFAULT_PRINFO, sizeof(struct sctp_default_prinfo),
	       NONE, default_prinfo_fields, false),
	OPTION(SCTP_PR_ASSOC_STATUS, sizeof(struct sctp_prstatus),
	       NONE, prstatus_fields, false),
	OPTION(SCTP_PR_STREAM_STATUS, sizeof(struct sctp_prstatus),
	       NONE, prstatus_fields, false),
	OPTION(SCTP_RECONFIG_SUPPORTED, sizeof(struct sctp_assoc_value),
	       NONE, value_fields, false),
	OPTION(SCTP_ENABLE_STREAM_RESET, sizeof(struct sctp_assoc_value),
	       NONE, value_fields, false),
	OPTION(SCTP_RESET_STREAMS, sizeof(struct sctp_reset_streams),
	       U16, reset_streams_fields, true),
	OPTION(SCTP_RESET_ASSOC, sizeof(struct plain_id),
	       NONE, only_id_fields, true),
	OPTION(SCTP_ADD_STREAMS, sizeof(struct sctp_add_streams),
	       NONE, add_streams_fields, true),
	OPTION(SCTP_SOCKOPT_PEELOFF_FLAGS, sizeof(sctp_peeloff_flags_arg_t),
	       NONE, peeloff_flags_fields, true),
	OPTION(SCTP_STREAM_SCHEDULER, sizeof(struct sctp_assoc_value),
	       NONE, value_fields, false),
	OPTION(SCTP_STREAM_SCHEDULER_VALUE, sizeof(struct sctp_stream_value),
	       NONE, stream_value_fields, false),
	OPTION(SCTP_INTERLEAVING_SUPPORTED, sizeof(struct sctp_assoc_value),
	       NONE, value_fields, false),
	OPTION(SCTP_SENDMSG_CONNECT, 0, ADDR, nothing_fields, true),
	OPTION(SCTP_EVENT, sizeof(struct sctp_event),
	       NONE, event_fields, false),
	OPTION(SCTP_ASCONF_SUPPORTED, sizeof(struct sctp_assoc_value),
	       NONE, value_fields, false),
	OPTION(SCTP_AUTH_SUPPORTED, sizeof(struct sctp_assoc_value),
	       NONE, value_fields, false),
	OPTION(SCTP_ECN_SUPPORTED, sizeof(struct sctp_assoc_value),
	       NONE, value_fields, false),
	OPTION(SCTP_EXPOSE_POTENTIALLY_FAILED_STATE,
	       sizeof(struct sctp_assoc_value), NONE, value_fields, false),
	OPTION(SCTP_REMOTE_UDP_ENCAPS_PORT, sizeof(struct sctp_udpencaps),
	       NONE, udpencaps_fields, false),
	OPTION(SCTP_PLPMTUD_PROBE_INTERVAL, sizeof(struct sctp_probeinterval),
	       NONE, probeinterval_fields, false),
};

/**
 * option_is_number() - is its argument a plain number?
 * @option: a real one
 *
 * Return: true if so.
 */
bool option_is_number(const struct option *option)
{
	return option->fields == number_fields ||
	       option->fields == adaptation_fields;
}

/**
 * option_field() - find a field by its kind
 * @option: a real one
 * @kind: the kind
 *
 * Return: the first field of that kind, or NULL.
 */
const struct field *option_field(const struct option *option,
				 enum field_kind kind)
{
	const struct field *f;

	for (f = option->fields; f->name; f++) {
		if (f->kind == kind)
			return f;
	}

	return NULL;
}

static unsigned long long read_uint(const unsigned char *p, size_t size)
{
	unsigned long long value = 0;

	/* This runs on the machine whose kernel wrote it. */
	if (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)
		memcpy(&value, p, size);
	else
		memcpy((char *)&value + sizeof(value) - size, p, size);

	return value;
}

static void print_id(FILE *out, sctp_assoc_t value, const struct names *names)
{
	if (names->own && value == names->own)
		fputs("ID", out);
	else if (names->has_asked && value == names->asked)
		fputs("asked", out);
	else
		fprintf(out, "%d", value);
}

static size_t addr_size(const struct sockaddr_storage *ss)
{
	switch (ss->ss_family) {
	case AF_INET:
		return sizeof(struct sockaddr_in);
	case AF_INET6:
		return sizeof(struct sockaddr_in6);
	default:
		return 0;
	}
}

static bool same_addr(const struct sockaddr_storage *a,
		      const struct sockaddr_storage *b)
{
	const struct sockaddr_in6 *a6 = (const void *)a, *b6 = (const void *)b;
	const struct sockaddr_in *a4 = (const void *)a, *b4 = (const void *)b;

	if (a->ss_family != b->ss_family)
		return false;
	if (a->ss_family == AF_INET)
		return a4->sin_port == b4->sin_port &&
		       a4->sin_addr.s_addr == b4->sin_addr.s_addr;

	return a6->sin6_port == b6->sin6_port &&
	       !memcmp(&a6->sin6_addr, &b6->sin6_addr, sizeof(a6->sin6_addr));
}

static const char *addr_name(const struct sockaddr_storage *ss,
			     const struct names *names)
{
	if (!addr_size(ss))
		return NULL;
	if (same_addr(ss, &names->peer))
		return "PEER";
	if (same_addr(ss, &names->local))
		return "LOCAL";
	if (same_addr(ss, &names->other))
		return "OTHER";

	return NULL;
}

/* Returns the size of the address, 0 if it is none. */
static size_t print_addr(FILE *out, const unsigned char *p, size_t room,
			 const struct names *names)
{
	struct sockaddr_storage ss = { .ss_family = AF_UNSPEC };
	const struct sockaddr_in6 *in6 = (const void *)&ss;
	const struct sockaddr_in *in = (const void *)&ss;
	char text[INET6_ADDRSTRLEN];
	const char *name;
	size_t size;

	memcpy(&ss, p, room < sizeof(ss) ? room : sizeof(ss));
	size = addr_size(&ss);
	if (room < size || room < sizeof(ss.ss_family)) {
		fputs("cut", out);
		return 0;
	}
	name = addr_name(&ss, names);
	if (name)
		fputs(name, out);
	else if (ss.ss_family == AF_INET)
		fprintf(out, "%s:%u",
			inet_ntop(AF_INET, &in->sin_addr, text, sizeof(text)),
			ntohs(in->sin_port));
	else if (ss.ss_family == AF_INET6)
		fprintf(out, "[%s]:%u",
			inet_ntop(AF_INET6, &in6->sin6_addr, text,
				  sizeof(text)),
			ntohs(in6->sin6_port));
	else
		fprintf(out, "family%u", ss.ss_family);
	if (ss.ss_family == AF_INET6 && in6->sin6_scope_id)
		fprintf(out, "%%%u", in6->sin6_scope_id);

	return size;
}

static void print_field(FILE *out, const struct field *f,
			const unsigned char *p, const struct names *names)
{
	unsigned long long value = 0;

	if (f->size <= sizeof(value))
		value = read_uint(p, f->size);

	fprintf(out, " %s=", f->name);
	switch (f->kind) {
	case FIELD_UINT:
		fprintf(out, "%llu", value);
		break;
	case FIELD_HEX:
		fprintf(out, "%#llx", value);
		break;
	case FIELD_BE16:
		fprintf(out, "%u", ntohs((__u16)value));
		break;
	case FIELD_ID:
		print_id(out, (sctp_assoc_t)value, names);
		break;
	case FIELD_ADDR:
		print_addr(out, p, f->size, names);
		break;
	case FIELD_TIMING:
		fputs("*", out);
		break;
	case FIELD_FD:
		fputs((int)value > 2 ? "FD" : "none", out);
		break;
	}
}

/* Returns the size of the element, 0 if it was none. */
static size_t print_element(FILE *out, enum tail_kind kind,
			    const unsigned char *p, size_t len,
			    const struct names *names)
{
	static const size_t width[] = {
		[TAIL_U8] = 1, [TAIL_U16] = 2, [TAIL_ID] = 4,
	};

	if (kind == TAIL_ADDR)
		return print_addr(out, p, len, names);
	if (len < width[kind]) {
		fputs("cut", out);
		return 0;
	}
	if (kind == TAIL_ID)
		print_id(out, (sctp_assoc_t)read_uint(p, width[kind]), names);
	else
		fprintf(out, "%llu", read_uint(p, width[kind]));

	return width[kind];
}

static void print_tail(FILE *out, enum tail_kind kind, const unsigned char *p,
		       size_t len, const struct names *names)
{
	size_t step = 1;

	if (kind == TAIL_NONE || !len)
		return;

	fputs(" +", out);
	for (; len && step; p += step, len -= step) {
		fputc(' ', out);
		step = print_element(out, kind, p, len, names);
	}
}

/**
 * option_print() - write the argument of an option, a blank before each field
 * @out: where to
 * @option: a real one
 * @value: the bytes
 * @len: how many of them there are
 * @names: what to call some of them
 */
void option_print(FILE *out, const struct option *option,
		  const unsigned char *value, size_t len,
		  const struct names *names)
{
	const struct field *f;

	for (f = option->fields; f->name; f++) {
		if (f->offset + f->size <= len)
			print_field(out, f, value + f->offset, names);
	}
	if (len > option->size)
		print_tail(out, option->tail, value + option->size,
			   len - option->size, names);
}
