/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The protocol parameters of RFC 9260 section 16 and the choices of RFC 6458
 * that reach the protocol. An endpoint's are the defaults, an association's
 * are what counts, and a path keeps its own copy of struct sctp_path_config.
 *
 * As thousands of endpoints and associations mostly have the same, they share
 * it: what a pointer to struct sctp_config points to never changes. To change
 * something, change a copy and give it to sctp_config_set().
 */
#ifndef _SCTP_CORE_CONFIG_H
#define _SCTP_CORE_CONFIG_H

#include <linux/types.h>

/*
 * Capabilities that both sides must have: SCTP_CAP_*, bits of one word. Each
 * side offers those of its configuration; those that both offer go into the
 * cookie and are the association's. There is none yet: what RFC 9260 itself
 * asks for is none.
 */

/**
 * struct sctp_path_config - parameters of one path (SCTP_PEER_ADDR_PARAMS)
 * @hb_interval: HB.interval, milliseconds
 * @pathmtu: fixed path MTU when discovery is off, bytes, 0 = by route
 * @initial_window: initial cwnd in packets, 0 = RFC 9260 section 7.2.1
 * @max_retrans: Path.Max.Retrans
 * @pf_max_retrans: PF.Max.Retrans, RFC 7829 section 3.1
 * @ps_max_retrans: Primary.Switchover.Max.Retrans, RFC 7829 section 4,
 *                  U16_MAX = off
 * @hb_enabled: heartbeats on
 * @pmtud_enabled: PMTU follows ICMP and the route
 */
struct sctp_path_config {
	u32 hb_interval;
	u32 pathmtu;
	u16 max_retrans;
	u16 pf_max_retrans;
	u16 ps_max_retrans;
	u16 initial_window;
	bool hb_enabled;
	bool pmtud_enabled;
};

/**
 * struct sctp_config - parameters of an endpoint or association
 * @path: defaults for new paths
 * @caps: SCTP_CAP_* to be agreed upon with the peer
 * @rto_initial: RTO.Initial, milliseconds
 * @rto_min: RTO.Min, milliseconds
 * @rto_max: RTO.Max, milliseconds
 * @max_init_timeo: longest T1, milliseconds, 0 = rto_max
 * @cookie_life: Valid.Cookie.Life, milliseconds
 * @sack_freq: packets per SACK; 1 turns delaying off
 * @max_burst: Max.Burst in packets, 0 = no limit
 * @autoclose: seconds of idleness that end the association, 0 = off
 * @adaptation: adaptation indication, 0 = none sent
 * @pd_point: partial delivery begins at this many bytes, 0 = only when the
 *            window leaves no other way
 * @shutdown_guard: T5, milliseconds, 0 = 5 * rto_max
 * @max_retrans: Association.Max.Retrans
 * @max_init_attempts: Max.Init.Retransmits
 * @sack_delay: SACK.Delay, milliseconds
 * @maxseg: SCTP_MAXSEG, largest DATA payload wanted, 0 = by PMTU
 * @num_ostreams: outbound streams asked for
 * @max_instreams: most inbound streams accepted
 * @rto_alpha: shift for RTO.Alpha, 3 means 1/8
 * @rto_beta: shift for RTO.Beta, 2 means 1/4
 * @rwnd_update_shift: a window update is worth sending when the window grew
 *                     by rcvbuf >> this
 * @disable_fragments: refuse messages that need fragmentation
 * @cookie_preserve: honour Cookie Preservative
 * @rack: losses are detected by time, not by counting (RFC 8985)
 * @tail_loss_probe: probe when the last packets are not acknowledged
 * @pacing: new paths are paced by their congestion windows; the owner of their
 *          memory sees to ->pace
 */
struct sctp_config {
	struct sctp_path_config path;
	u32 caps;
	u32 rto_initial;
	u32 rto_min;
	u32 rto_max;
	u32 max_init_timeo;
	u32 cookie_life;
	u32 sack_freq;
	u32 max_burst;
	u32 autoclose;
	u32 adaptation;
	u32 pd_point;
	u32 shutdown_guard;
	u16 max_retrans;
	u16 max_init_attempts;
	u16 sack_delay;
	u16 maxseg;
	u16 num_ostreams;
	u16 max_instreams;
	u8 rto_alpha;
	u8 rto_beta;
	u8 rwnd_update_shift;
	bool disable_fragments;
	bool cookie_preserve;
	bool rack;
	bool tail_loss_probe;
	bool pacing;
};

/**
 * sctp_config_default() - the values everything begins with
 * @cfg: to fill
 *
 * RFC 9260 section 16, and what Linux has always had where it says nothing.
 * Each default stands here and nowhere else.
 */
void sctp_config_default(struct sctp_config *cfg);

const struct sctp_config *sctp_config_new(const struct sctp_config *val);
const struct sctp_config *sctp_config_get(const struct sctp_config *cfg);
void sctp_config_put(const struct sctp_config *cfg);
int sctp_config_set(const struct sctp_config **at,
		    const struct sctp_config *val,
		    const struct sctp_config *like);

#endif
