// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/sys/net/sctp. Three entries are global, the protocol's memory limits;
 * all others exist per namespace and give the defaults of new sockets.
 */
#include <linux/mm.h>
#include <linux/sysctl.h>
#include <net/sock.h>

#include "netns.h"
#include "sysctl.h"

long sctp_mem[3];
int sctp_rmem[3];
int sctp_wmem[3];

static struct ctl_table_header *global_header;

#define MS_PER_DAY	86400000U

static unsigned int one_u = 1;
static unsigned int day_u = MS_PER_DAY;
static int shift_max = 1000;
static int sack_max = 500;
static int scope_policy_max = SCTP_SCOPE_POLICY_LINK;
static int rwnd_shift_max = 16;
static int initial_window_max = 1000;
static int ps_retrans_max = U16_MAX;
static int pf_expose_max = SCTP_PF_EXPOSE_ENABLE;
static unsigned long autoclose_min;
static unsigned long autoclose_max =
	(unsigned long)MAX_SCHEDULE_TIMEOUT / HZ < UINT_MAX ?
	(unsigned long)MAX_SCHEDULE_TIMEOUT / HZ : UINT_MAX;

/* Our cookies have one MAC: a write can but confirm it */
static int do_cookie_hmac(CTL_TABLE_CONST struct ctl_table *ctl, int write,
			  void *buf, size_t *lenp, loff_t *ppos)
{
	char name[sizeof_field(struct sctp_tunables, cookie_hmac_alg)] = "";
	struct ctl_table tbl = {
		.data = write ? name : ctl->data,
		.maxlen = sizeof(name),
	};
	int err = proc_dostring(&tbl, write, buf, lenp, ppos);

	if (err || !write)
		return err;
	return strcmp(name, ctl->data) ? -EINVAL : 0;
}

/* Both divisors are exponents of two, which surprises: say so once */
static int do_exp_divisor(CTL_TABLE_CONST struct ctl_table *ctl, int write,
			  void *buf, size_t *lenp, loff_t *ppos)
{
	if (write)
		pr_warn_once("rto_alpha_exp_divisor and rto_beta_exp_divisor are powers of two; changing them alters RTO for the worse\n");
	return proc_dointvec_minmax(ctl, write, buf, lenp, ppos);
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

/*
 * The template of a namespace's table. It points into tunables that are
 * nowhere: these pointers are offsets until the table is copied. The bounds
 * that are tunables themselves follow then.
 */
#define TUN	(*(struct sctp_tunables *)NULL)
#define ENTRY_OF(name, var, handler, min, max)				\
	{								\
		.procname	= name,					\
		.data		= &(var),				\
		.maxlen		= sizeof(var),				\
		.mode		= 0644,					\
		.proc_handler	= handler,				\
		.extra1		= min,					\
		.extra2		= max,					\
	}
#define ENTRY(name, handler, min, max)					\
	ENTRY_OF(#name, TUN.name, handler, min, max)
/* The switch of an extension that is not there: reads 0, takes nothing else */
#define ABSENT(name)							\
	ENTRY_OF(#name, TUN.absent, proc_dointvec_minmax, SYSCTL_ZERO,	\
		 SYSCTL_ZERO)

/* Each of these is a bound of another */
enum { RTO_MIN_ENTRY, RTO_MAX_ENTRY, PF_RETRANS_ENTRY, PS_RETRANS_ENTRY };

static const struct ctl_table net_table[] = {
	[RTO_MIN_ENTRY] =
	ENTRY(rto_min, proc_douintvec_minmax, &one_u, NULL),
	[RTO_MAX_ENTRY] =
	ENTRY(rto_max, proc_douintvec_minmax, NULL, &day_u),
	[PF_RETRANS_ENTRY] =
	ENTRY(pf_retrans, proc_dointvec_minmax, SYSCTL_ZERO, NULL),
	[PS_RETRANS_ENTRY] =
	ENTRY(ps_retrans, proc_dointvec_minmax, NULL, &ps_retrans_max),
	ENTRY(rto_initial, proc_douintvec_minmax, &one_u, &day_u),
	ENTRY(rto_alpha_exp_divisor, do_exp_divisor, SYSCTL_ZERO, &shift_max),
	ENTRY(rto_beta_exp_divisor, do_exp_divisor, SYSCTL_ZERO, &shift_max),
	ENTRY(max_burst, proc_dointvec_minmax, SYSCTL_ZERO, SYSCTL_INT_MAX),
	ENTRY(cookie_preserve_enable, proc_dointvec, NULL, NULL),
	ENTRY(cookie_hmac_alg, do_cookie_hmac, NULL, NULL),
	ENTRY(valid_cookie_life, proc_douintvec_minmax, &one_u, &day_u),
	ENTRY(sack_timeout, proc_dointvec_minmax, SYSCTL_ONE, &sack_max),
	ENTRY(hb_interval, proc_douintvec_minmax, &one_u, &day_u),
	ENTRY(association_max_retrans, proc_dointvec_minmax, SYSCTL_ONE,
	      SYSCTL_INT_MAX),
	ENTRY(path_max_retrans, proc_dointvec_minmax, SYSCTL_ONE,
	      SYSCTL_INT_MAX),
	ENTRY(max_init_retransmits, proc_dointvec_minmax, SYSCTL_ONE,
	      SYSCTL_INT_MAX),
	ENTRY(sndbuf_policy, proc_dointvec, NULL, NULL),
	ENTRY(rcvbuf_policy, proc_dointvec, NULL, NULL),
	ENTRY(addr_scope_policy, proc_dointvec_minmax, SYSCTL_ZERO,
	      &scope_policy_max),
	ENTRY(rwnd_update_shift, proc_dointvec_minmax, SYSCTL_ONE,
	      &rwnd_shift_max),
	ENTRY(max_autoclose, proc_doulongvec_minmax, &autoclose_min,
	      &autoclose_max),
	ENTRY(rack, proc_dointvec_minmax, SYSCTL_ZERO, SYSCTL_ONE),
	ENTRY(tail_loss_probe, proc_dointvec_minmax, SYSCTL_ZERO, SYSCTL_ONE),
	ENTRY(pacing, proc_dointvec_minmax, SYSCTL_ZERO, SYSCTL_ONE),
	ENTRY(initial_window, proc_dointvec_minmax, SYSCTL_ZERO,
	      &initial_window_max),
	ENTRY(shutdown_guard, proc_douintvec_minmax, NULL, &day_u),
	ENTRY(l3mdev_accept, proc_dointvec_minmax, SYSCTL_ZERO, SYSCTL_ONE),
	ENTRY(pf_expose, proc_dointvec_minmax, SYSCTL_ZERO, &pf_expose_max),
	ABSENT(pf_enable),
	ABSENT(default_auto_asconf),
	ABSENT(addip_enable),
	ABSENT(addip_noauth_enable),
	ABSENT(prsctp_enable),
	ABSENT(reconf_enable),
	ABSENT(auth_enable),
	ABSENT(intl_enable),
	ABSENT(ecn_enable),
	ABSENT(plpmtud_probe_interval),
	ABSENT(udp_port),
	ABSENT(encap_port),
	{ }
};

/**
 * sctp_tunables_init() - the values a namespace begins with
 * @tun: to fill
 *
 * RFC 9260 section 16, and what Linux has always had where it says nothing.
 */
void sctp_tunables_init(struct sctp_tunables *tun)
{
	*tun = (struct sctp_tunables) {
		.rto_min = 1000,
		.rto_max = 60000,
		.rto_initial = 1000,
		.rto_alpha_exp_divisor = 3,
		.rto_beta_exp_divisor = 2,
		.max_burst = 4,
		.cookie_preserve_enable = 1,
		.cookie_hmac_alg = "sha256",
		.valid_cookie_life = 60000,
		.sack_timeout = 200,
		.hb_interval = 30000,
		.association_max_retrans = 10,
		.path_max_retrans = 5,
		.max_init_retransmits = 8,
		.ps_retrans = U16_MAX,
		.addr_scope_policy = SCTP_SCOPE_POLICY_ON,
		.rwnd_update_shift = 4,
		.max_autoclose = INT_MAX / HZ,
		.rack = 1,
		.tail_loss_probe = 1,
		.l3mdev_accept = 1,
	};
}

/**
 * sctp_sysctl_net_init() - show a namespace's tunables
 * @sn: namespace
 *
 * Return: 0 or -ENOMEM.
 */
int sctp_sysctl_net_init(struct sctp_net *sn)
{
	struct ctl_table *table;
	size_t i;

	table = kmemdup(net_table, sizeof(net_table), GFP_KERNEL);
	if (!table)
		return -ENOMEM;
	for (i = 0; i < ARRAY_SIZE(net_table) - 1; i++)
		table[i].data += (uintptr_t)&sn->tun;
	table[RTO_MIN_ENTRY].extra2 = &sn->tun.rto_max;
	table[RTO_MAX_ENTRY].extra1 = &sn->tun.rto_min;
	table[PF_RETRANS_ENTRY].extra2 = &sn->tun.ps_retrans;
	table[PS_RETRANS_ENTRY].extra1 = &sn->tun.pf_retrans;

	sn->sysctl = register_net_sysctl_sz(sn->net, "net/sctp", table,
					    ARRAY_SIZE(net_table) - 1);
	if (!sn->sysctl) {
		kfree(table);
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
	kfree(table);
}

/* Limits by the size of the machine, as TCP has them */
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
 * sctp_sysctl_init() - size the memory limits and show them
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
