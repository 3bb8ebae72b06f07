// SPDX-License-Identifier: GPL-2.0-only
/*
 * Options that are fields: the members of the argument are written to and read
 * from fields.
 *
 * A change is made as a whole or not at all. First the values are checked and a
 * changed copy of struct sctp_config is made. After that nothing can fail.
 */
#include <linux/slab.h>
#include <net/sock.h>

#include "field.h"
#include "sockopt.h"

/* Where in the argument a field's member is. A plain int has no id before it */
static u8 *field_arg(const struct sctp_opt *o, const struct sctp_opt_call *c,
		     const struct sctp_opt_field *f)
{
	bool bare = o->alt == sizeof(int) && c->len == o->alt;

	return (u8 *)c->val + (bare ? 0 : f->arg);
}

/* The new value of a field. Return: false if the field stays as it is. */
static bool field_value(const struct sctp_opt *o, const struct sctp_opt_call *c,
			const struct sctp_opt_field *f, u32 *val)
{
	*val = sctp_field_read(field_arg(o, c, f), f->arg_size);
	if (f->onoff)
		*val = !!*val;
	return *val || !f->keep;
}

static int fields_check(const struct sctp_opt *o, const struct sctp_opt_call *c)
{
	const struct sctp_opt_field *f;
	u32 val;

	for (f = o->fields; f->size; f++) {
		field_value(o, c, f, &val);
		if ((f->max && val > f->max) || (f->mask && val & ~f->mask))
			return -EINVAL;
	}
	return 0;
}

static bool fields_in(const struct sctp_opt *o, enum sctp_opt_home home)
{
	const struct sctp_opt_field *f;

	for (f = o->fields; f->size; f++)
		if (f->home == home)
			return true;
	return false;
}

/* Set the fields whose home is @home, a structure at @base */
static void fields_to(const struct sctp_opt *o, const struct sctp_opt_call *c,
		      enum sctp_opt_home home, void *base)
{
	const struct sctp_opt_field *f;
	u32 val;

	for (f = o->fields; f->size; f++)
		if (f->home == home && field_value(o, c, f, &val))
			sctp_field_write(base + f->at, f->size, val);
}

/* Make a changed copy of @old, run the row's check, and set @at to it */
static int config_change(const struct sctp_opt *o,
			 const struct sctp_opt_call *c,
			 const struct sctp_config *old,
			 const struct sctp_config **at,
			 const struct sctp_config *like)
{
	struct sctp_config cfg;
	int err;

	/* padding, too: configurations are compared with memcmp() */
	memcpy(&cfg, old, sizeof(cfg));
	fields_to(o, c, SCTP_HOME_CFG, &cfg);
	err = o->check ? o->check(c, &cfg) : 0;
	return err ?: sctp_config_set(at, &cfg, like);
}

/* Make a changed copy for the socket and for each association */
static int all_prepare(const struct sctp_opt *o, const struct sctp_opt_call *c,
		       const struct sctp_config **all)
{
	const struct sctp_sock *sp = sctp_sk(c->sk);
	const struct sctp_kassoc *ka;
	u32 n = 1;
	int err;

	err = config_change(o, c, sp->ep.cfg, &all[0], sp->ep.cfg);
	list_for_each_entry(ka, &sp->assocs, list) {
		if (err)
			break;
		err = config_change(o, c, ka->a.cfg, &all[n++], all[0]);
	}
	return err;
}

/* Put the new configurations in place; @all gets the old ones */
static void all_exchange(struct sctp_sock *sp, const struct sctp_config **all)
{
	struct sctp_kassoc *ka;

	swap(sp->ep.cfg, *all);
	list_for_each_entry(ka, &sp->assocs, list) {
		all++;
		swap(ka->a.cfg, *all);
	}
}

/* Change the parameters of a socket and of all its associations */
static int config_change_all(const struct sctp_opt *o,
			     const struct sctp_opt_call *c)
{
	struct sctp_sock *sp = sctp_sk(c->sk);
	const struct sctp_config **all;
	u32 i, n = sp->nassocs + 1;
	int err;

	all = kvcalloc(n, sizeof(*all), GFP_KERNEL);
	if (!all)
		return -ENOMEM;
	err = all_prepare(o, c, all);
	if (!err)
		all_exchange(sp, all);
	for (i = 0; i < n; i++)
		sctp_config_put(all[i]);
	kvfree(all);
	return err;
}

static int config_change_one(const struct sctp_opt *o,
			     const struct sctp_opt_call *c)
{
	struct sctp_ep *ep = &sctp_sk(c->sk)->ep;

	if (!fields_in(o, SCTP_HOME_CFG))
		return 0;
	if (c->ka)
		return config_change(o, c, c->ka->a.cfg, &c->ka->a.cfg,
				     ep->cfg);
	return config_change(o, c, ep->cfg, &ep->cfg, NULL);
}

/**
 * sctp_opt_set_fields() - setsockopt(2) of an option that is fields
 * @o: the option
 * @c: the call
 *
 * Return: 0 or a negative errno, with nothing changed.
 */
int sctp_opt_set_fields(const struct sctp_opt *o, struct sctp_opt_call *c)
{
	int err;

	err = fields_check(o, c);
	if (err)
		return err;
	if (o->flags & SCTP_OPT_ALL)
		err = config_change_all(o, c);
	else
		err = config_change_one(o, c);
	if (err)
		return err;
	fields_to(o, c, SCTP_HOME_PREFS, sctp_prefs(c->sk, c->ka));
	fields_to(o, c, SCTP_HOME_SOCK, sctp_sk(c->sk));
	if (o->done)
		o->done(c);
	return 0;
}

static const void *field_home(const struct sctp_opt_call *c,
			      const struct sctp_opt_field *f)
{
	switch (f->home) {
	case SCTP_HOME_CFG:
		return sctp_opt_cfg(c->sk, c->ka);
	case SCTP_HOME_PREFS:
		return sctp_prefs(c->sk, c->ka);
	default:
		return sctp_sk(c->sk);
	}
}

/**
 * sctp_opt_get_fields() - getsockopt(2) of an option that is fields
 * @o: the option
 * @c: the call
 *
 * Return: 0.
 */
int sctp_opt_get_fields(const struct sctp_opt *o, struct sctp_opt_call *c)
{
	const struct sctp_opt_field *f;
	u32 val;

	for (f = o->fields; f->size; f++) {
		val = sctp_field_read(field_home(c, f) + f->at, f->size);
		val = min_t(u64, val, BIT_ULL(BITS_PER_BYTE * f->arg_size) - 1);
		sctp_field_write(field_arg(o, c, f), f->arg_size, val);
	}
	if (o->shown)
		o->shown(c);
	return 0;
}

/**
 * sctp_opt_offer() - offer an extension to the peers of future associations
 * @sk: socket, owned
 * @cap: SCTP_CAP_*
 * @on: offer it
 *
 * Return: 0, or -ENOMEM with nothing changed.
 */
int sctp_opt_offer(struct sock *sk, u32 cap, bool on)
{
	struct sctp_ep *ep = &sctp_sk(sk)->ep;
	struct sctp_config cfg;

	/* padding, too: configurations are compared with memcmp() */
	memcpy(&cfg, ep->cfg, sizeof(cfg));
	cfg.caps = on ? cfg.caps | cap : cfg.caps & ~cap;
	return sctp_config_set(&ep->cfg, &cfg, NULL);
}
