// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/sys/net/sctp. The three memory limits are global. All others are per
 * namespace; most are defaults of new sockets.
 *
 * A file is a row of net_rows: the field of struct sctp_net, and its range.
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/sysctl.h>
#include <net/sock.h>

#include "congestion.h"
#include "core/caps.h"
#include "core/send/sched.h"
#include "field.h"
#include "netns.h"
#include "sysctl.h"
#include "udp.h"

long sctp_mem[3];
int sctp_rmem[3];
int sctp_wmem[3];

static struct ctl_table_header *global_header;

#define MS_PER_DAY	86400000
#define SEC_PER_DAY	86400
#define AUTOCLOSE_MAX	(MAX_SCHEDULE_TIMEOUT / HZ < UINT_MAX ?		\
			 MAX_SCHEDULE_TIMEOUT / HZ : UINT_MAX)

/**
 * struct sysctl_row - a file of a namespace
 * @name: its name
 * @handler: reads and writes it
 * @parse: the kernel's handler for the type of its value
 * @at: the field, in struct sctp_net
 * @size: bytes of it
 * @min: least value
 * @max: largest value
 * @min_at: field of the same size that bounds it from below, or 0
 * @max_at: field of the same size that bounds it from above, or 0
 * @cap: largest value of the field, 0: no limit; the file shows the value that
 *       was written
 * @bit: the bit of the field that is 1 or 0 in the file, 0: all of it
 * @takes: is this value in range one that it takes? NULL: all are
 * @readonly: it cannot be written
 */
struct sysctl_row {
	const char *name;
	proc_handler *handler;
	proc_handler *parse;
	u16 at;
	u16 size;
	long min;
	long max;
	u16 min_at;
	u16 max_at;
	u32 cap;
	u32 bit;
	bool (*takes)(u32 val);
	bool readonly;
};

/**
 * struct sysctl_slot - a file and the namespace it is about
 * @row: the file
 * @sn: the namespace
 * @excess: by how much the value written exceeds the row's cap
 */
struct sysctl_slot {
	const struct sysctl_row *row;
	struct sctp_net *sn;
	u32 excess;
};

static u32 row_read(const struct sysctl_slot *s)
{
	const struct sysctl_row *r = s->row;
	u32 val = sctp_field_read((void *)s->sn + r->at, r->size);

	return r->bit ? !!(val & r->bit) : val;
}

static void row_write(struct sysctl_slot *s, u32 val)
{
	const struct sysctl_row *r = s->row;
	void *field = (void *)s->sn + r->at;

	if (r->bit)
		val = (sctp_field_read(field, r->size) & ~r->bit) |
		      (val ? r->bit : 0);
	sctp_field_write(field, r->size, val);
	sctp_net_config_changed(s->sn);
}

/* A table for the kernel's handler: a value, its size, and its range */
static struct ctl_table value_table(void *val, size_t size, const void *min,
				    const void *max)
{
	return (struct ctl_table) {
		.data = val,
		.maxlen = size,
		.extra1 = (void *)min,
		.extra2 = (void *)max,
	};
}

static int row_access(struct sysctl_slot *s, int write, void *buf,
		      size_t *lenp, loff_t *ppos)
{
	const struct sysctl_row *r = s->row;
	u32 val, kept, min = r->min, max = r->max;
	void *net = s->sn;
	struct ctl_table tbl = value_table(&val, sizeof(val), &min, &max);
	int err;

	if (r->min_at)
		min = sctp_field_read(net + r->min_at, r->size);
	if (r->max_at)
		max = sctp_field_read(net + r->max_at, r->size);
	val = row_read(s) + s->excess;
	err = r->parse(&tbl, write, buf, lenp, ppos);
	if (!err && write && r->takes && !r->takes(val))
		err = -EINVAL;
	if (!err && write) {
		kept = min(val, r->cap ?: U32_MAX);
		row_write(s, kept);
		s->excess = val - kept;
	}
	return err;
}

/* A field of an integer */
static int do_row(CTL_TABLE_CONST struct ctl_table *ctl, int write, void *buf,
		  size_t *lenp, loff_t *ppos)
{
	struct sysctl_slot *s = ctl->data;
	int err;

	mutex_lock(&s->sn->cfg_lock);
	err = row_access(s, write, buf, lenp, ppos);
	mutex_unlock(&s->sn->cfg_lock);
	return err;
}

/* Warn once: the divisors are exponents of two, which is easily overlooked */
static int do_exp_divisor(CTL_TABLE_CONST struct ctl_table *ctl, int write,
			  void *buf, size_t *lenp, loff_t *ppos)
{
	if (write)
		pr_warn_once("rto_alpha_exp_divisor and rto_beta_exp_divisor are powers of two; changing them alters RTO for the worse\n");
	return do_row(ctl, write, buf, lenp, ppos);
}

/* Probing for the MTU is off, or not too often */
static bool is_probe_interval(u32 val)
{
	return !val || val >= SCTP_PROBE_INTERVAL_MIN;
}

static bool is_scheduler(u32 val)
{
	return sctp_sched_find(val);
}

/* A field of an unsigned long */
static int do_long(CTL_TABLE_CONST struct ctl_table *ctl, int write, void *buf,
		   size_t *lenp, loff_t *ppos)
{
	const struct sysctl_slot *s = ctl->data;
	const struct sysctl_row *r = s->row;
	struct ctl_table tbl = value_table((void *)s->sn + r->at,
					   sizeof(unsigned long), &r->min,
					   &r->max);

	return r->parse(&tbl, write, buf, lenp, ppos);
}

/* The local port of UDP encapsulation. Writing it makes the sockets */
static int do_udp_port(CTL_TABLE_CONST struct ctl_table *ctl, int write,
		       void *buf, size_t *lenp, loff_t *ppos)
{
	const struct sysctl_slot *s = ctl->data;
	const struct sysctl_row *r = s->row;
	u32 port, min = r->min, max = r->max;
	struct ctl_table tbl = value_table(&port, sizeof(port), &min, &max);
	int err;

	mutex_lock(&s->sn->cfg_lock);
	port = s->sn->udp.port;
	err = r->parse(&tbl, write, buf, lenp, ppos);
	if (!err && write)
		err = sctp_udp_listen(s->sn, port);
	mutex_unlock(&s->sn->cfg_lock);
	return err;
}

/* There is one MAC for cookies: only its name can be written */
static int do_cookie_hmac(CTL_TABLE_CONST struct ctl_table *ctl, int write,
			  void *buf, size_t *lenp, loff_t *ppos)
{
	const struct sysctl_slot *s = ctl->data;
	char name[sizeof_field(struct sctp_tunables, cookie_hmac_alg)];
	struct ctl_table tbl = {
		.data = name,
		.maxlen = sizeof(name),
	};
	int err;

	strscpy(name, write ? "" : s->sn->tun.cookie_hmac_alg, sizeof(name));
	err = s->row->parse(&tbl, write, buf, lenp, ppos);
	if (err || !write)
		return err;
	return strcmp(name, s->sn->tun.cookie_hmac_alg) ? -EINVAL : 0;
}

/* Congestion control of new sockets, by name */
static int do_congestion(CTL_TABLE_CONST struct ctl_table *ctl, int write,
			 void *buf, size_t *lenp, loff_t *ppos)
{
	struct sysctl_slot *s = ctl->data;
	char name[sizeof_field(struct sctp_congestion, name)];
	struct ctl_table tbl = {
		.data = name,
		.maxlen = sizeof(name),
	};
	int err, algo;

	mutex_lock(&s->sn->cfg_lock);
	strscpy(name, write ? "" : sctp_cc_name(row_read(s)), sizeof(name));
	err = s->row->parse(&tbl, write, buf, lenp, ppos);
	algo = sctp_congestion_find(name);
	if (!err && write && algo < 0)
		err = algo;
	else if (!err && write)
		row_write(s, algo);
	mutex_unlock(&s->sn->cfg_lock);
	return err;
}

/* The names that do_congestion() takes */
static int do_congestion_list(CTL_TABLE_CONST struct ctl_table *ctl, int write,
			      void *buf, size_t *lenp, loff_t *ppos)
{
	const struct sysctl_slot *s = ctl->data;
	char names[SCTP_CONGESTION_LIST];
	struct ctl_table tbl = {
		.data = names,
		.maxlen = sizeof(names),
	};

	sctp_congestion_list(names, sizeof(names));
	return s->row->parse(&tbl, write, buf, lenp, ppos);
}

static struct ctl_table global_table[] = {
	{
		.procname	= "sctp_mem",
		.data		= sctp_mem,
		.maxlen		= sizeof(sctp_mem),
		.mode		= 0644,
		.proc_handler	= proc_doulongvec_minmax,
	},
	{
		.procname	= "sctp_rmem",
		.data		= sctp_rmem,
		.maxlen		= sizeof(sctp_rmem),
		.mode		= 0644,
		.proc_handler	= proc_dointvec,
	},
	{
		.procname	= "sctp_wmem",
		.data		= sctp_wmem,
		.maxlen		= sizeof(sctp_wmem),
		.mode		= 0644,
		.proc_handler	= proc_dointvec,
	},
	{ }
};

#define AT(field)	offsetof(struct sctp_net, field)
/* Variadic, since checkpatch forbids to use a named argument twice */
#define FIELD(...)							\
	.at = AT(__VA_ARGS__),						\
	.size = sizeof_field(struct sctp_net, __VA_ARGS__)
#define ROW(file, fn, parser, field, least, most, ...)			\
	{								\
		.name = #file, .handler = fn, .parse = parser,		\
		FIELD(field), .min = least, .max = most, __VA_ARGS__	\
	}
/* Out of range an int is EINVAL, an unsigned one ERANGE, as in Linux */
#define INT(file, field, least, most, ...)				\
	ROW(file, do_row, proc_dointvec_minmax, field, least, most, __VA_ARGS__)
#define UINT(file, field, least, most, ...)				\
	ROW(file, do_row, proc_douintvec_minmax, field, least, most,	\
	    __VA_ARGS__)
#define EXP(file, field)						\
	ROW(file, do_exp_divisor, proc_dointvec_minmax, field, 0, 1000,	\
	    .cap = 31)
/* The switch of a capability: any value but 0 turns it on */
#define CAP(file, which)						\
	INT(file, cfg.caps, INT_MIN, INT_MAX, .cap = true, .bit = which)

static const struct sysctl_row net_rows[] = {
	UINT(rto_min, cfg.rto_min, 1, 0, .max_at = AT(cfg.rto_max)),
	UINT(rto_max, cfg.rto_max, 0, MS_PER_DAY, .min_at = AT(cfg.rto_min)),
	UINT(rto_initial, cfg.rto_initial, 1, MS_PER_DAY),
	EXP(rto_alpha_exp_divisor, cfg.rto_alpha),
	EXP(rto_beta_exp_divisor, cfg.rto_beta),
	INT(max_burst, cfg.max_burst, 0, INT_MAX),
	INT(cookie_preserve_enable, cfg.cookie_preserve, INT_MIN, INT_MAX,
	    .cap = true),
	ROW(cookie_hmac_alg, do_cookie_hmac, proc_dostring,
	    tun.cookie_hmac_alg, 0, 0),
	UINT(valid_cookie_life, cfg.cookie_life, 1, MS_PER_DAY),
	INT(sack_timeout, cfg.sack_delay, 1, 500),
	UINT(hb_interval, cfg.path.hb_interval, 1, MS_PER_DAY),
	INT(association_max_retrans, cfg.max_retrans, 1, INT_MAX,
	    .cap = U16_MAX),
	INT(path_max_retrans, cfg.path.max_retrans, 1, INT_MAX, .cap = U16_MAX),
	INT(max_init_retransmits, cfg.max_init_attempts, 1, INT_MAX,
	    .cap = U16_MAX),
	INT(pf_retrans, cfg.path.pf_max_retrans, 0, 0,
	    .max_at = AT(cfg.path.ps_max_retrans)),
	INT(ps_retrans, cfg.path.ps_max_retrans, 0, U16_MAX,
	    .min_at = AT(cfg.path.pf_max_retrans)),
	INT(pf_enable, cfg.path.pf_enabled, INT_MIN, INT_MAX, .cap = true),
	INT(pf_expose, tun.pf_expose, 0, SCTP_PF_EXPOSE_ENABLE),
	INT(sndbuf_policy, tun.sndbuf_policy, INT_MIN, INT_MAX),
	INT(rcvbuf_policy, tun.rcvbuf_policy, INT_MIN, INT_MAX),
	INT(addr_scope_policy, tun.addr_scope_policy, 0,
	    SCTP_SCOPE_POLICY_LINK),
	INT(rwnd_update_shift, cfg.rwnd_update_shift, 1, 16),
	ROW(max_autoclose, do_long, proc_doulongvec_minmax, tun.max_autoclose,
	    0, AUTOCLOSE_MAX),
	INT(rack, cfg.rack, 0, 1),
	INT(tail_loss_probe, cfg.tail_loss_probe, 0, 1),
	INT(pacing, cfg.pacing, 0, 1),
	INT(telemetry, cfg.telemetry, 0, 1),
	ROW(congestion_control, do_congestion, proc_dostring, cfg.cc_algo,
	    0, 0),
	ROW(available_congestion_control, do_congestion_list, proc_dostring,
	    cfg.cc_algo, 0, 0, .readonly = true),
	INT(cmt_on_off, cfg.cmt, 0, SCTP_MP_VALUES - 1),
	INT(cmt_use_dac, cfg.cmt_dac, 0, 1),
	INT(initial_window, cfg.path.initial_window, 0, 1000),
	UINT(shutdown_guard, cfg.shutdown_guard, 0, MS_PER_DAY),
	INT(l3mdev_accept, tun.l3mdev_accept, 0, 1),
	INT(intl_enable, tun.intl_enable, INT_MIN, INT_MAX),
	INT(default_auto_asconf, tun.default_auto_asconf, INT_MIN, INT_MAX),
	CAP(addip_enable, SCTP_CAP_ASCONF),
	CAP(addip_noauth_enable, SCTP_CAP_NOAUTH),
	CAP(prsctp_enable, SCTP_CAP_PRSCTP),
	CAP(reconf_enable, SCTP_CAP_RECONFIG),
	INT(nrsack_enable, cfg.caps, 0, 1, .cap = true,
	    .bit = SCTP_CAP_NR_SACK),
	INT(pktdrop_enable, cfg.caps, 0, 1, .cap = true,
	    .bit = SCTP_CAP_PKTDROP),
	INT(nat_friendly, cfg.caps, 0, 1, .cap = true, .bit = SCTP_CAP_NAT),
	INT(nat_friendly_init, cfg.caps, 0, 1, .cap = true,
	    .bit = SCTP_CAP_NAT_INIT),
	CAP(auth_enable, SCTP_CAP_AUTH),
	CAP(ecn_enable, SCTP_CAP_ECN),
	INT(plpmtud_probe_interval, cfg.probe_interval, 0, INT_MAX,
	    .takes = is_probe_interval),
	ROW(udp_port, do_udp_port, proc_dointvec_minmax, udp.port, 0, U16_MAX),
	INT(encap_port, cfg.path.encap_port, 0, U16_MAX),
	INT(default_frag_interleave, tun.frag_interleave, 0, 2),
	INT(default_ss_module, tun.scheduler, 0, U16_MAX,
	    .takes = is_scheduler),
	INT(outgoing_streams, cfg.num_ostreams, 1, U16_MAX),
	INT(incoming_streams, cfg.max_instreams, 1, U16_MAX),
	UINT(init_rto_max, cfg.max_init_timeo, 0, MS_PER_DAY),
	INT(hb_max_burst, cfg.hb_max_burst, 0, U8_MAX),
	INT(abc_l_var, cfg.abc_l, 0, U8_MAX),
	INT(strict_data_order, cfg.strict_data_order, 0, 1),
	INT(diag_info_code, ctl_ep.diag_code, 0, U16_MAX),
	UINT(vtag_time_wait, tun.vtag_time_wait, 0, SEC_PER_DAY),
	INT(max_retran_chunk, cfg.max_chunk_rtx, 0, U8_MAX - 1),
	UINT(secret_lifetime, cfg.secret_life, 1, SEC_PER_DAY),
	INT(blackhole, tun.blackhole, 0, 2),
	UINT(sendall_limit, tun.sendall_limit, 0, U32_MAX),
	UINT(max_half_open, tun.max_half_open, 0, U32_MAX),
};

/* A namespace's files; the last entry of the table ends it */
struct sysctl_files {
	struct ctl_table table[ARRAY_SIZE(net_rows) + 1];
	struct sysctl_slot slots[ARRAY_SIZE(net_rows)];
};

/**
 * sctp_tunables_init() - the values a namespace begins with
 * @tun: to fill
 */
void sctp_tunables_init(struct sctp_tunables *tun)
{
	*tun = (struct sctp_tunables) {
		.cookie_hmac_alg = "sha256",
		.addr_scope_policy = SCTP_SCOPE_POLICY_ON,
		.max_autoclose = INT_MAX / HZ,
		.l3mdev_accept = 1,
	};
}

/**
 * sctp_sysctl_net_init() - make the files of a namespace
 * @sn: namespace
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_sysctl_net_init(struct sctp_net *sn)
{
	struct sysctl_files *f = kzalloc(sizeof(*f), GFP_KERNEL);
	size_t i;

	if (!f)
		return -ENOMEM;
	for (i = 0; i < ARRAY_SIZE(net_rows); i++) {
		f->slots[i].row = &net_rows[i];
		f->slots[i].sn = sn;
		f->table[i].procname = net_rows[i].name;
		f->table[i].data = &f->slots[i];
		f->table[i].mode = net_rows[i].readonly ? 0444 : 0644;
		f->table[i].proc_handler = net_rows[i].handler;
	}
	sn->sysctl = register_net_sysctl_sz(sn->net, "net/sctp", f->table,
					    ARRAY_SIZE(net_rows));
	if (!sn->sysctl) {
		kfree(f);
		return -ENOMEM;
	}
	return 0;
}

/**
 * sctp_sysctl_net_exit() - undo sctp_sysctl_net_init()
 * @sn: namespace
 */
void sctp_sysctl_net_exit(struct sctp_net *sn)
{
	const struct ctl_table *table = sn->sysctl->ctl_table_arg;

	unregister_net_sysctl_table(sn->sysctl);
	kfree(container_of(table, struct sysctl_files, table[0]));
}

/* Set the memory limits by the memory of the machine, as TCP does */
static void size_memory(void)
{
	unsigned long pages = nr_free_buffer_pages();
	unsigned long limit = max(pages / 8, 128UL);
	unsigned long share = pages << (PAGE_SHIFT - 7);

	sctp_mem[0] = limit / 4 * 3;
	sctp_mem[1] = limit;
	sctp_mem[2] = sctp_mem[0] * 2;

	sctp_rmem[0] = PAGE_SIZE;
	sctp_rmem[1] = 1500 * SKB_TRUESIZE(1);
	sctp_rmem[2] = max_t(unsigned long, sctp_rmem[1],
			     min(6UL << 20, share));
	sctp_wmem[0] = PAGE_SIZE;
	sctp_wmem[1] = 16384;
	sctp_wmem[2] = max(64UL << 10, min(4UL << 20, share));
}

/**
 * sctp_sysctl_init() - set the memory limits and make their files
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_sysctl_init(void)
{
	size_memory();
	global_header = register_net_sysctl_sz(&init_net, "net/sctp",
					       global_table,
					       ARRAY_SIZE(global_table) - 1);
	return global_header ? 0 : -ENOMEM;
}

/**
 * sctp_sysctl_exit() - undo sctp_sysctl_init()
 */
void sctp_sysctl_exit(void)
{
	unregister_net_sysctl_table(global_header);
}
