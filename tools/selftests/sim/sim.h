/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The simulator: hosts with protocol endpoints, joined by links, driven by
 * one queue of events in virtual time.
 *
 *            host 0                                 host 1
 *   app -> assoc -> core                     core -> assoc -> app
 *                    | xmit()                 ^
 *                    v          link          | sctp_assoc_input()
 *              [common header + CRC32c] --> [loss, delay, ...]
 *
 *   event.c     the clock
 *   net.c       links: loss, delay, reordering, corruption, MTU, ICMP
 *   host.c      what the kernel half does: lookup, timer, the seam
 *   addrs.c     addresses that change in mid-transfer
 *   app.c       what programs do: send, read, compare
 *   trace.c     the story, and the report of a failure
 *   lint.c      every packet core emits must be well-formed
 *   check.c     every association's accounts must balance
 *   scenario.c  what a life looks like, drawn from its seed
 *   scenario_ext.c  the same, with extensions
 *   together.c  the same, with all extensions
 *   blind.c     packets of an attacker who does not know the tags
 *   life.c      one life from its seed
 *   main.c      the command line
 */
#ifndef _SIM_H
#define _SIM_H

#include <linux/list.h>
#include <linux/types.h>
#include <linux/time64.h>

#include "core/assoc.h"
#include "rng.h"
#include "shim.h"

#define SIM_HOSTS	2
#define SIM_MAX_ADDRS	4
#define SIM_START	(1000 * (u64)NSEC_PER_SEC)
#define SIM_IP_HEADER	40
#define SIM_UDP_HEADER	8
#define SIM_RING	32768		/* most chunks in flight */
#define SIM_TSNS	131072		/* more than are ever in flight */

struct sim_assoc;

/* ---- the clock (event.c) ---- */

enum sim_ev_type {
	SIM_EV_ARRIVE,		/* packets reach a host */
	SIM_EV_TIMER,		/* an association's timer fires */
	SIM_EV_READ,		/* an application reads */
	SIM_EV_ICMP,		/* an ICMP error reaches a host */
	SIM_EV_STEP,		/* a step of the scenario */
};

/**
 * struct sim_event - something that happens at a time
 * @at: when
 * @order: events of one time happen in the order they were added
 * @type: what
 * @host: where
 * @id: association concerned, see sim_assoc.id; or number of the step
 * @pkt: packets, in a chain
 * @value: a link's MTU, a step's argument
 */
struct sim_event {
	u64 at;
	u64 order;
	enum sim_ev_type type;
	u8 host;
	u32 id;
	struct sim_pkt *pkt;
	u32 value;
};

void sim_event_add(const struct sim_event *ev);
bool sim_event_next(struct sim_event *ev);
void sim_event_reset(void);
size_t sim_event_count(void);

/* ---- the network (net.c) ---- */

/**
 * struct sim_pkt - a packet on the wire, from the common header on
 * @next: the next one of the same train
 * @src: source address
 * @dst: destination address
 * @df: may not be fragmented
 * @ect: it may be marked (RFC 3168)
 * @ce: it was marked
 * @udp_src: source port of its UDP header, 0 = it has none
 * @udp_dst: destination port
 * @probe: it is a probe for the MTU (RFC 8899)
 * @sender: number of the association that sent it, 0 = none
 * @stays: it does not leave the host: there is no route
 * @len: bytes
 * @bytes: content
 */
struct sim_pkt {
	struct sim_pkt *next;
	struct sctp_addr src;
	struct sctp_addr dst;
	bool df;
	bool ect;
	bool ce;
	u16 udp_src;
	u16 udp_dst;
	bool probe;
	bool stays;
	u32 sender;
	u32 len;
	u8 bytes[];
};

/* ---- an address translator (natbox.c) ---- */

/**
 * struct sim_natbox - an address translator that knows SCTP, before host 0
 * @on: there is one
 * @taken: INITs of host 0 whose tag another association has
 * @forgot: how often it forgot all
 * @learned: how often it learned tags from an ASCONF
 * @tag: of packets to each host, 0 = not known
 */
struct sim_natbox {
	bool on;
	u8 taken;
	u32 forgot;
	u32 learned;
	u32 tag[2];
};

bool sim_natbox_pass(u8 from, const struct sim_pkt *pkt);
void sim_natbox_forget(void);

/**
 * struct sim_link - one direction between two hosts on one network
 * @loss: packets lost, per million
 * @dup: packets duplicated, per million
 * @corrupt: packets with wrong bits, which the checksum finds, per million
 * @mutate: packets changed with their checksum made right, per million
 * @delay: nanoseconds
 * @jitter: up to that much more, nanoseconds; reorders
 * @early: packets that overtake all others, without delay, per million
 * @rate: bytes per second, 0 = no limit
 * @queue: bytes that wait for the rate before packets are dropped
 * @mtu: largest IP payload, bytes
 * @mark: packets with ECT that are marked, per million
 * @mark_at: bytes that wait for the rate from which all of them are, 0 = never
 * @down: nothing passes
 * @silent: no ICMP is sent for what is dropped
 * @busy_until: the rate is used up until then
 */
struct sim_link {
	u32 loss;
	u32 dup;
	u32 corrupt;
	u32 mutate;
	u64 delay;
	u64 jitter;
	u32 early;
	u64 rate;
	u32 queue;
	u32 mtu;
	u32 mark;
	u32 mark_at;
	bool down;
	bool silent;
	u64 busy_until;
};

/* UDP ports, RFC 6951: of both hosts, and of an attacker */
#define SIM_UDP_PORT	9899
#define SIM_UDP_FORGED	666

void sim_pkt_in_udp(struct sim_pkt *pkt, u16 port);
struct sim_pkt *sim_pkt_new(u32 len);
void sim_net_send(u8 host, struct sim_pkt *train);
void sim_net_inject(u8 to, struct sim_pkt *pkt);
void sim_net_reset(void);
int sim_net_of(const struct sctp_addr *addr, u8 *host);
struct sctp_addr sim_net_addr(u8 host, u8 net);

/* ---- applications (app.c) ---- */

enum sim_msg_fate {
	SIM_MSG_PLANNED,
	SIM_MSG_SENT,		/* handed to core */
	SIM_MSG_DELIVERED,
	SIM_MSG_FAILED,		/* core reported it unsent or unacknowledged */
};

/**
 * struct sim_msg - a message of the plan
 * @len: bytes
 * @seq: number within its stream
 * @sid: stream
 * @unordered: sent so
 * @fate: enum sim_msg_fate, as the receiver and the sender's events tell
 * @lossy: a restart may have eaten it
 * @expired: it was for a life of the peer that is over
 * @released: core gave it back
 * @parts: it is sent in parts
 * @policy: SCTP_TX_PR of it: it may be given up
 * @limit: what the policy says
 * @at: when it was handed over
 * @early: it was before the association was up
 * @given_up: it was
 * @given: bytes handed to core
 * @back: bytes core gave back
 */
struct sim_msg {
	u32 len;
	u32 given;
	u32 back;
	u32 seq;
	u16 sid;
	bool unordered;
	u8 fate;
	bool lossy;
	bool expired;
	bool released;
	bool parts;
	u8 policy;
	bool early;
	bool given_up;
	u32 limit;
	u64 at;
};

/**
 * struct sim_flow - messages of one association in one direction
 * @key: what contents are made of
 * @msg: the plan
 * @nr: messages in it
 * @next: next one to send
 * @accepted: handed to core
 * @released: given back by core
 * @delivered: whole messages the receiver has
 * @bytes: user bytes of the plan
 * @stream_next: per stream, number of the next ordered message to come
 * @streams: entries there
 * @used: an association came up to carry it
 */
struct sim_flow {
	u64 key;
	struct sim_msg *msg;
	u32 nr;
	u32 next;
	u32 accepted;
	u32 released;
	u32 delivered;
	u64 bytes;
	u32 *stream_next;
	u32 streams;
	bool used;
};

enum sim_reader {
	SIM_READ_AT_ONCE,
	SIM_READ_SLOW,		/* one message at a time, with pauses */
	SIM_READ_STOPS,		/* stops for long, then reads all */
	SIM_READ_NEVER,
};

struct sim_flow *sim_flow_new(u64 key, u32 nr, u32 streams, u32 max_len,
			      u64 max_bytes, u32 unordered_percent,
			      struct rng *r);
const struct sctp_sched_ops *sim_scheduler(struct rng *r);
enum sctp_cc_algo sim_congestion(struct rng *r);
void sim_flow_limit(struct sim_flow *f, u32 percent);
void sim_flow_free(struct sim_flow *f);
void sim_flow_forget_part(struct sim_flow *f);
void sim_flow_complete(const struct sim_flow *f, u8 host, bool all);
void sim_flow_forget_order(struct sim_flow *f);
void sim_app_send(struct sim_assoc *sa);
void sim_app_read(struct sim_assoc *sa);
void sim_app_readable(struct sim_assoc *sa);
void sim_app_drain(struct sim_assoc *sa);
void sim_app_compare(struct sim_assoc *sa, struct sctp_rx_msg *m);
void sim_app_end(struct sim_assoc *sa);
void sim_app_part_ends(struct sim_assoc *sa, u16 sid, bool unordered);
void sim_app_released(struct sctp_assoc *a, struct shim_msg *msg);

/* ---- hosts (host.c) ---- */

/**
 * struct sim_path - a path
 * @p: core's path
 * @sa: its association
 * @flight: bytes in flight as check.c counts them
 * @last_flight: the same at the check before
 * @peak: largest cwnd at any check
 * @spent: a loss probe was sent, and no round trip measured since
 * @was_cut: ->ecn_cut at the check before
 * @pace: pacing, if there is any
 * @bucket: when what was sent has run out at the rate's limit
 */
struct sim_path {
	struct sctp_path p;
	struct sim_assoc *sa;
	u32 flight;
	u32 last_flight;
	u32 peak;
	bool spent;
	bool was_cut;
	struct sctp_pace pace;
	u64 bucket;
};

static inline struct sim_path *sim_path_of(struct sctp_path *p)
{
	return container_of(p, struct sim_path, p);
}

enum sim_what_next {
	SIM_THEN_NOTHING,
	SIM_THEN_SHUTDOWN,	/* shut down once everything is handed over */
	SIM_THEN_SHUTDOWN_LAST,	/* ... and everything is received */
	SIM_THEN_CLOSE,		/* as SHUTDOWN, and leave it to itself */
	SIM_THEN_ABORT,
};

/**
 * struct sim_part - a message of which a part was received
 * @msg: 1 + its number, 0 = none
 * @off: bytes of it received
 */
struct sim_part {
	u32 msg;
	u32 off;
};

/* One for all with DATA; with I-DATA for each stream, ordered and unordered */
#define SIM_PARTS	(1 + 2 * 65536)

/**
 * struct sim_assoc - an association, and the application on top of it
 * @a: core's association
 * @list: on the host's list
 * @id: unique in the life; events name it so, since it may be gone
 * @host: where it lives
 * @timer_at: when the timer fires, 0 = not armed
 * @tx: messages it sends
 * @rx: messages it is to receive
 * @rx_gen: counts restarts of the peer; a message of an earlier life of the
 *          peer (kept in its "consumed" field) is not compared
 * @rxq: struct sctp_rx_msg delivered and not read
 * @rxq_len: bytes in @rxq, without what was consumed already
 * @part: messages whose parts are being received: sim_part_of()
 * @sndbuf: bytes of messages core may hold at a time
 * @sndused: bytes it holds
 * @blocked: waits for wspace()
 * @wspace: wspace() was called
 * @then: enum sim_what_next
 * @acted: what came then, happened
 * @reader: enum sim_reader
 * @read_at: a read event is due then, 0 = none
 * @up: COMM_UP was told
 * @ended_told: the end was told
 * @ghost: set up by a cookie that came again after its association had
 *         ended; the application does not want it
 * @last_state: state before the current one
 * @killed: its host lost it
 * @send_failed: messages reported failed
 * @restarts: restarts of the peer seen
 * @last_cum: cumulative TSN of the last SACK sent, valid with @sacked
 * @sacked: a SACK was sent
 * @ack_owed: arrival of the oldest DATA not answered, 0 = none
 * @alarms: timeouts in a row without the clock moving
 * @alarm_at: when the last one was
 * @patience: how long what is in flight may be waited for, nanoseconds
 * @min_mtu: smallest MTU any of its paths ever had
 * @max_mtu: the largest
 * @reneges: how often the peer reneged, at the last check
 * @open: bytes of chunks not acknowledged cumulatively
 * @last_open: the same at the check before
 * @probes: loss probes its host had sent then
 * @counting_since: when its telemetry was seen first, 0 = not yet
 * @undone: recoveries its host had undone then
 * @arrived: TSNs that arrived, a bit each
 * @said: then, as many bits: TSNs that it said it would not drop (NR-SACK)
 * @said_to: the last one of them
 * @sent_on: network each TSN left on last, -1 if nobody has the address
 * @dups: how often one of them arrived again, since the last SACK
 * @packets: packets with DATA that arrived since the last SACK
 * @peer_window: window in the SACK that arrived last
 * @last_next: TSN of the next new chunk, at the last check
 * @asconf_serial: number of the ASCONF sent last, valid with @asconf_hash
 * @asconf_hash: of its bytes, 0 = none was sent
 */
struct sim_assoc {
	struct sctp_assoc a;
	struct list_head list;
	u32 id;
	u8 host;
	u64 timer_at;
	u64 patience;
	struct sim_flow *tx;
	struct sim_flow *rx;
	u32 rx_gen;
	struct list_head rxq;
	u32 rxq_len;
	struct sim_part *part;
	u32 sndbuf;
	u32 sndused;
	bool blocked;
	bool wspace;
	u8 then;
	bool acted;
	u8 reader;
	u64 read_at;
	bool up;
	bool ended_told;
	bool ghost;
	u8 last_state;
	bool killed;
	u32 send_failed;
	u32 restarts;
	u32 last_cum;
	bool sacked;
	u64 ack_owed;
	u32 alarms;
	u64 alarm_at;
	u32 min_mtu;
	u32 max_mtu;
	u64 reneges;
	u32 open;
	u32 last_open;
	u64 probes;
	u64 counting_since;
	u64 undone;
	unsigned long *arrived;
	unsigned long *said;
	u32 said_to;
	s8 sent_on[SIM_RING];
	u32 dups;
	u32 packets;
	u32 peer_window;
	u32 last_next;
	u32 asconf_serial;
	u64 asconf_hash;
};

/**
 * struct sim_host - a machine
 * @ep: its endpoint
 * @mine: networks on which it has an address, a bit each
 * @bound: those of them that its socket is bound to
 * @gen: how often its address on a network changed
 * @assocs: struct sim_assoc
 * @flow: what its current association sends
 * @muted: what it sends goes nowhere
 * @pmtu: what the host knows of the path MTU, per network
 * @mib: counters
 * @ghosts: associations that came from a cookie received again
 * @ended: associations closed, by enum sctp_end
 * @boots: times it lost its memory
 */
struct sim_host {
	struct sctp_ep ep;
	u8 mine;
	u8 bound;
	u8 gen[SIM_MAX_ADDRS];
	struct list_head assocs;
	struct sim_flow *flow;
	bool muted;
	u32 pmtu[SIM_MAX_ADDRS];
	u64 mib[SCTP_MIB_MAX];
	u32 ended[SCTP_END_NOMEM + 1];
	u32 boots;
	u32 ghosts;
};

void sim_host_init(u8 host);
void sim_host_exit(u8 host);
bool sim_host_has(u8 host, const struct sctp_addr *addr);
void sim_host_reboot(u8 host, struct sim_flow *flow);
struct sim_assoc *sim_host_connect(u8 host);
struct sim_assoc *sim_host_assoc(u8 host);
struct sim_assoc *sim_assoc_by_id(u32 id);
bool sim_assoc_settle(struct sim_assoc *sa);
void sim_assoc_run(struct sim_assoc *sa);
void sim_assoc_kill(struct sim_assoc *sa);
void sim_host_arrive(u8 host, struct sim_pkt *train);
void sim_host_icmp(u8 host, const struct sim_pkt *pkt, u32 mtu);
void sim_host_timer(struct sim_assoc *sa);

/* ---- addresses that change (addrs.c) ---- */

void sim_addrs_change(u8 host);
void sim_addrs_rebooted(u8 host);
bool sim_addrs_known(void);
bool sim_addrs_source(const struct sim_assoc *sa, const struct sctp_addr *to,
		      u8 net, struct sctp_addr *src);
void sim_addrs_check(const struct sim_assoc *sa);

/* ---- invariants (lint.c, check.c) ---- */

void sim_apart(struct sim_pkt *pkt, bool leaves);
void sim_lint_packet(struct sim_assoc *sa, struct sctp_path *p,
		     const struct sim_pkt *pkt);
void sim_lint_arrival(struct sim_assoc *sa, const struct sim_pkt *pkt);
void sim_check_assoc(struct sim_assoc *sa);

/* ---- a life (scenario.c, life.c) ---- */

enum sim_step {
	SIM_STEP_CONNECT,	/* value: host */
	SIM_STEP_ABORT,		/* value: host */
	SIM_STEP_REBOOT,	/* value: host */
	SIM_STEP_LINK_DOWN,	/* value: network */
	SIM_STEP_LINK_UP,	/* value: network */
	SIM_STEP_MTU,		/* value: MTU << 8 | network */
	SIM_STEP_RCVBUF,	/* value: bytes << 1 | host */
	SIM_STEP_PRIMARY,	/* value: host whose user chooses another one */
	SIM_STEP_UNREACHABLE,	/* value: host that ICMP lies to */
	SIM_STEP_INJECT,	/* value: host that gets a forged packet */
	SIM_STEP_RECONFIG,	/* value: host whose user changes streams */
	SIM_STEP_ABUSE,		/* value: host whose peer abuses extensions */
	SIM_STEP_REBIND,	/* the address translator changes the UDP port;
				 * value: only while an association is up
				 */
	SIM_STEP_FORGET,	/* the address translator forgets all */
	SIM_STEP_ENCAP,		/* value: host that begins or ends UDP */
	SIM_STEP_ADDRS,		/* value: host of which an address changes */
	SIM_STEP_MEMORY_OK,	/* allocations do not fail any more */
	SIM_STEP_GIVE_UP,	/* what still lives is aborted */
};

/* What is authenticated */
#define SIM_AUTH_DATA		0x01
#define SIM_AUTH_SACK		0x02
#define SIM_AUTH_COOKIE		0x04
#define SIM_AUTH_ABORT		0x08
#define SIM_AUTH_SHUTDOWN	0x10
#define SIM_AUTH_SHA256		0x20	/* preferred to SHA-1 */
#define SIM_AUTH_ASCONF		0x40
#define SIM_AUTH_KEYS		3	/* identifiers 0 to 2 */

/**
 * struct sim_side - how one host behaves
 * @messages: messages it sends
 * @max_len: the longest of them
 * @max_bytes: all of them together, at most
 * @unordered: percent
 * @ostreams: outbound streams asked for
 * @instreams: inbound streams accepted
 * @sndbuf: bytes core may hold
 * @rcvbuf: receive buffer
 * @reader: enum sim_reader
 * @then: enum sim_what_next
 * @limited: percent of its messages may be given up
 * @nodelay: the endpoint sends small messages at once
 * @auth: chunk types that the peer has to authenticate, SIM_AUTH_*
 * @auth_key: its keys, 0 = only the empty one
 * @rekey: another key becomes active with each message, percent
 * @rate: limit of a path's rate, bytes a second, 0 = none
 * @sched: stream scheduler its associations begin with, NULL = FCFS
 * @sched_changes: it is changed now and then
 * @cc_changes: congestion control is changed now and then
 * @auto_asconf: peers are told of the host's addresses; otherwise of those that
 *               the user binds
 * @apart: it numbers fragments as Linux does (apart.c)
 */
struct sim_side {
	u32 messages;
	u32 max_len;
	u64 max_bytes;
	u32 unordered;
	u16 ostreams;
	u16 instreams;
	u32 sndbuf;
	u32 rcvbuf;
	u8 reader;
	u8 then;
	u8 limited;
	bool nodelay;
	u8 auth;
	u8 auth_key;
	u8 rekey;
	u64 rate;
	const struct sctp_sched_ops *sched;
	bool sched_changes;
	bool cc_changes;
	bool auto_asconf;
	bool apart;
	struct sctp_config cfg;
};

/**
 * struct sim_life - one life
 * @seed: what it is drawn from
 * @scenario: its name
 * @now: virtual time, nanoseconds
 * @nets: networks, each with a link either way
 * @link: links, by network and sending host
 * @host: the machines
 * @side: how they behave
 * @net_rng: for the network
 * @app_rng: for the applications
 * @core_rng: for core's random bytes
 * @super_rng: for what is a super-packet
 * @recovery_rng: for how losses are found
 * @pacing_rng: for rates
 * @ecn_rng: for marks
 * @cc_rng: for congestion control
 * @cmt_rng: for multipath transfer
 * @dac_rng: for delayed acknowledgments with it
 * @sched_rng: for stream schedulers
 * @v6: networks with IPv6 addresses, a bit each
 * @tsn_near_wrap: initial TSNs are just below 2^32
 * @hostile: packets are changed so that their contents cannot be trusted:
 *           messages are not compared, and the life may end in any way
 * @expect: how associations may end, bit per enum sctp_end
 * @steps: steps to come
 * @alloc_fail: allocations that fail, per million
 * @scarce: some do
 * @memory: memory counts as used up when an association holds as much, bytes
 * @slack: timers fire up to that much late, nanoseconds
 * @paged: received packets have no more than this linear, 0 = all linear
 * @supers: messages may leave, and packets arrive, as super-packets
 * @super_packets: how many arrived
 * @split_reads: readers give back the window in two steps
 * @name_all: users name all addresses of the peer, not some
 * @early_send: messages are handed over before the association is up
 * @orderly: packets arrive in the order they were sent, if at all
 * @prompt: nothing may wait for a timer
 * @failover: when the primary path fails; data goes on soon
 * @natbox: an address translator that knows SCTP
 * @nat_port: UDP port that an address translator gives host 0, 0 = there is
 *            none. Nothing but UDP passes it
 * @mtu_floor: no step makes an MTU smaller
 * @hints: an ICMP error does not change the MTU of the route of a path that is
 *         probed
 * @marks: queues mark packets instead of dropping them
 * @marked: packets of each host that were marked
 * @together: extensions are mixed
 * @late: packets overtake each other; none may be retransmitted as lost
 * @overtaken: the round trip time, if some packets overtake all others, and
 *	some are lost; what was overtaken may be retransmitted only until that
 *	is known
 * @lost: chunks of DATA that got lost, by sender
 * @needless_at: when a host first retransmitted more than was lost, or 0
 * @needless: how much more it was before it could know
 * @tails: now and then the last packet of a burst is lost; no T3-rtx may be
 *         needed
 * @paced: every path has a limit of its rate
 * @bursts: of each host, with new data
 * @newest: TSN of each host's newest data
 * @pauses: how long applications have waited before they read, all together
 * @measured: messages are handed over whole, and nothing limits a rate but the
 *            network
 * @cut_short: not all of the plan has to be sent
 * @over: nobody waits for the end any more
 * @deadline: when the life has to be over
 * @over_at: when it was
 * @events: events so far
 * @failed: an invariant is broken
 * @restarted: a host lost its memory while associations existed
 * @flip_at: byte of the next packet, behind the common header, to change
 * @flip_bits: bits to flip in it, 0 = none
 * @tap: sees every packet sent; stays set from life to life
 */
struct sim_life {
	u64 seed;
	const char *scenario;
	u64 now;
	u8 nets;
	struct sim_link link[SIM_MAX_ADDRS][SIM_HOSTS];
	struct sim_host host[SIM_HOSTS];
	struct sim_side side[SIM_HOSTS];
	struct rng net_rng;
	struct rng app_rng;
	struct rng core_rng;
	struct rng super_rng;
	struct rng recovery_rng;
	struct rng pacing_rng;
	struct rng ecn_rng;
	struct rng cc_rng;
	struct rng cmt_rng;
	struct rng dac_rng;
	struct rng sched_rng;
	u32 v6;
	bool tsn_near_wrap;
	bool hostile;
	u32 expect;
	u32 steps;
	u32 alloc_fail;
	bool scarce;
	u32 memory;
	u64 slack;
	u32 paged;
	bool supers;
	u64 super_packets;
	bool split_reads;
	bool name_all;
	bool early_send;
	bool orderly;
	bool prompt;
	bool together;
	bool late;
	u64 failover;
	struct sim_natbox natbox;
	u16 nat_port;
	u32 mtu_floor;
	bool hints;
	bool marks;
	u32 marked[SIM_HOSTS];
	bool tails;
	bool paced;
	u64 overtaken;
	u32 lost[SIM_HOSTS];
	u64 needless_at[SIM_HOSTS];
	u32 needless[SIM_HOSTS];
	u32 bursts[SIM_HOSTS];
	u32 newest[SIM_HOSTS];
	u64 pauses;
	bool measured;
	bool cut_short;
	bool over;
	u64 deadline;
	u64 over_at;
	u64 events;
	bool failed;
	bool restarted;
	void (*tap)(u8 host, const struct sim_pkt *pkt);
	u16 flip_at;
	u8 flip_bits;
};

extern struct sim_life S;
extern bool sim_verbose;
extern bool sim_plain;
extern int sim_recovery;

bool sim_scenario_draw(const char *name);
void sim_scenario_list(void);
void sim_blind_packet(u8 to);
void sim_abuse_packet(u8 to);
void sim_step_at(u64 after, enum sim_step step, u32 value);
bool sim_life_begin(u64 seed, const char *scenario);
bool sim_life_next(void);
bool sim_life_end(const struct shim_counts *before);
bool sim_life_run(u64 seed, const char *scenario);
void sim_step(enum sim_step step, u32 value);

void sim_trace(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void sim_trace_packet(const char *what, u8 host, const struct sim_pkt *pkt);
void sim_fail(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#define sim_require(cond, ...) do {		\
	if (!(cond))				\
		sim_fail(__VA_ARGS__);		\
} while (0)

/* Is it a chunk type of user data? */
static inline bool sim_is_data(u8 type)
{
	return type == SCTP_CT_DATA || type == SCTP_CT_I_DATA;
}

/* Where a message, or a part of one, belongs */
static inline struct sim_part *sim_part_of(struct sim_assoc *sa, u16 sid,
					   bool unordered)
{
	return sa->a.tx.data_hdr == sizeof(struct sctpw_data) ? sa->part :
	       &sa->part[1 + 2 * sid + unordered];
}

#endif
