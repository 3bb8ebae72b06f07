/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The protocol parameters of RFC 9260 section 16, and options of RFC 6458 that
 * concern the protocol. An endpoint has the defaults of its associations. A
 * path has its own copy of struct sctp_path_config.
 *
 * Most endpoints and associations have the same parameters and share one struct
 * sctp_config, which never changes. To change a parameter, change a copy and
 * call sctp_config_set().
 */
#ifndef _SCTP_CORE_CONFIG_H
#define _SCTP_CORE_CONFIG_H

#include <linux/types.h>

/* @strreset_enable, the bits of SCTP_ENABLE_STREAM_RESET (RFC 6525 6.3.1) */
#define SCTP_RECONFIG_MAY_RESET		0x01	/* SSNs */
#define SCTP_RECONFIG_MAY_RESET_TSN	0x02	/* TSNs and SSNs */
#define SCTP_RECONFIG_MAY_ADD		0x04	/* streams */

/* Least probe interval, milliseconds (RFC 8899) */
#define SCTP_PROBE_INTERVAL_MIN	5000

/* @cmt: concurrent multipath transfer; the numbers are those of users,
 * SCTP_CMT_ON_OFF
 */
enum sctp_multipath {
	SCTP_MP_OFF,
	SCTP_MP_UNCOUPLED,	/* each path has its own congestion control */
	SCTP_MP_RPV1,		/* coupled: couple.c */
	SCTP_MP_RPV2,
	SCTP_MP_LINKED,
	SCTP_MP_VALUES,
};

/**
 * struct sctp_path_config - parameters of one path (SCTP_PEER_ADDR_PARAMS)
 * @hb_interval: HB.interval, milliseconds
 * @pathmtu: fixed path MTU when discovery is off, bytes, 0 = the route's
 * @initial_window: initial cwnd in packets, 0 = RFC 9260 section 7.2.1
 * @encap_port: UDP port that packets are sent to in UDP, 0 = not in UDP (RFC
 *              6951)
 * @max_retrans: Path.Max.Retrans
 * @pf_max_retrans: PF.Max.Retrans, RFC 7829 section 3
 * @ps_max_retrans: Primary.Switchover.Max.Retrans, RFC 7829 section 5,
 *                  U16_MAX = off
 * @hb_enabled: heartbeats on
 * @pmtud_enabled: PMTU follows ICMP and the route
 * @pf_enabled: it becomes potentially failed, RFC 7829
 */
struct sctp_path_config {
	u32 hb_interval;
	u32 pathmtu;
	u16 max_retrans;
	u16 pf_max_retrans;
	u16 ps_max_retrans;
	u16 initial_window;
	u16 encap_port;
	bool hb_enabled:1;
	bool pmtud_enabled:1;
	bool pf_enabled;
};

/**
 * struct sctp_config - parameters of an endpoint or association
 * @path: defaults for new paths
 * @caps: SCTP_CAP_* to offer to the peer
 * @rto_initial: RTO.Initial, milliseconds
 * @rto_min: RTO.Min, milliseconds
 * @rto_max: RTO.Max, milliseconds
 * @max_init_timeo: longest T1, milliseconds, 0 = rto_max
 * @cookie_life: Valid.Cookie.Life, milliseconds
 * @secret_life: how long a key signs cookies, seconds
 * @sack_freq: packets per SACK; 1 turns delaying off
 * @max_burst: Max.Burst in packets, 0 = no limit
 * @autoclose: seconds of idleness that end the association, 0 = off
 * @adaptation: adaptation indication, 0 = none sent
 * @pd_point: partial delivery begins at this many bytes, 0 = only when the
 *            message fills the window
 * @shutdown_guard: T5, milliseconds, 0 = 5 * rto_max
 * @probe_interval: new paths are probed for their MTU, milliseconds between
 *                  probes, 0 = off (RFC 8899)
 * @max_retrans: Association.Max.Retrans
 * @max_init_attempts: Max.Init.Retransmits
 * @sack_delay: SACK.Delay, milliseconds
 * @maxseg: SCTP_MAXSEG, largest DATA payload wanted, 0 = by PMTU
 * @num_ostreams: outbound streams to ask for
 * @max_instreams: most inbound streams accepted
 * @rto_alpha: shift for RTO.Alpha, 3 means 1/8
 * @rto_beta: shift for RTO.Beta, 2 means 1/4
 * @rwnd_update_shift: a window update is sent when the window grew by
 *                     rcvbuf >> this
 * @hb_max_burst: HB.Max.Burst, unconfirmed addresses that are probed in one
 *                RTO, 0 = all
 * @abc_l: L of RFC 9260 section 7.2.1 for new paths, PMDCS, 0 = SCTP_CC_ABC_L
 * @max_chunk_rtx: how often a chunk may be retransmitted, 0 = no limit
 * @cc_algo: enum sctp_cc_algo of new paths
 * @strreset_enable: requests of the peer that are granted, and ours that may be
 *                   sent: SCTP_RECONFIG_MAY_*
 * @disable_fragments: refuse messages that need fragmentation
 * @cookie_preserve: honour Cookie Preservative
 * @strict_data_order: control chunks behind user data end the association
 * @rack: losses are detected by time (RFC 8985), not by counting miss
 *        indications
 * @tail_loss_probe: send loss probes (RFC 8985 section 7)
 * @cmt: new data takes several paths at once, enum sctp_multipath
 * @telemetry: what limits an association and what is lost is counted
 * @cmt_dac: with @cmt, SACKs are delayed in spite of gaps (dac.h)
 * @pacing: new paths are paced by their congestion windows; path_new()
 *          allocates ->pace
 */
struct sctp_config {
	struct sctp_path_config path;
	u32 caps;
	u32 rto_initial;
	u32 rto_min;
	u32 rto_max;
	u32 max_init_timeo;
	u32 cookie_life;
	u32 secret_life;
	u32 sack_freq;
	u32 max_burst;
	u32 autoclose;
	u32 adaptation;
	u32 pd_point;
	u32 shutdown_guard;
	u32 probe_interval;
	u16 max_retrans;
	u16 max_init_attempts;
	u16 sack_delay;
	u16 maxseg;
	u16 num_ostreams;
	u16 max_instreams;
	u8 rto_alpha;
	u8 rto_beta;
	u8 rwnd_update_shift;
	u8 hb_max_burst;
	u8 abc_l;
	u8 max_chunk_rtx;
	u8 cc_algo;
	u8 strreset_enable;
	bool disable_fragments;
	bool cookie_preserve;
	bool strict_data_order;
	u8 cmt;
	bool cmt_dac;
	bool rack;
	bool tail_loss_probe;
	bool telemetry;
	bool pacing;
};

/**
 * sctp_config_default() - set the defaults
 * @cfg: to fill
 *
 * From RFC 9260 section 16; as in Linux where the RFC has no value. There is no
 * other place with defaults of these parameters.
 */
void sctp_config_default(struct sctp_config *cfg);

const struct sctp_config *sctp_config_new(const struct sctp_config *val);
const struct sctp_config *sctp_config_get(const struct sctp_config *cfg);
void sctp_config_put(const struct sctp_config *cfg);
int sctp_config_set(const struct sctp_config **at,
		    const struct sctp_config *val,
		    const struct sctp_config *like);

#endif
