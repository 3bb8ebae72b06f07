/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Socket options of level SOL_SCTP.
 *
 * Each option is a row of a table: its number, the lengths its argument may
 * have, the association ids it takes, and either a list of fields that the
 * members of its argument are stored in, or handlers. sockopt.c checks length
 * and id, and sets the option for each association meant, or for the socket.
 *
 *   sockopt.c   the tables together, checks, dispatch
 *   field.c     options that are fields
 *   addr.c      addresses, connecting, peeling off
 *   assoc.c     parameters and state of associations
 *   path.c      parameters and state of paths
 *   send.c      how messages are sent
 *   recv.c      what is received: notifications, ancillary data
 *   auth.c      authenticated chunks
 *   sched.c     stream schedulers
 *   congestion.c congestion control
 *   telemetry.c what limits an association, what is lost and why
 *   reconfig.c  streams are reset and added
 *   ext.c       ECN, I-DATA, PR-SCTP, ASCONF, CMT
 */
#ifndef _SCTP_SOCKOPT_H
#define _SCTP_SOCKOPT_H

#include <linux/sockptr.h>

#include "sctp.h"

/**
 * struct sctp_opt_call - one call of a handler
 * @num: the option
 * @sk: the socket, owned unless the option is SCTP_OPT_RAW
 * @ka: the association meant, or NULL for the socket itself
 * @val: the argument in kernel memory; at least the option's size
 * @len: its bytes as the user gave them; a get handler may change that to
 *       what it returns
 * @user: SCTP_OPT_RAW: the argument in user memory, @val is NULL
 */
struct sctp_opt_call {
	int num;
	struct sock *sk;
	struct sctp_kassoc *ka;
	void *val;
	u32 len;
	char __user *user;
};

/* Which lengths: exactly the size unless one of these says otherwise */
#define SCTP_OPT_SET_MIN	0x0001	/* set: the size or more */
#define SCTP_OPT_SET_ANY	0x0002	/* set: the handler checks */
#define SCTP_OPT_GET_ANY	0x0004	/* get: the handler checks */
#define SCTP_OPT_RAW		0x0008	/* get: the handler copies and locks */
#define SCTP_OPT_ALT_MIN	0x0100	/* get: from the other length up, too */
#define SCTP_OPT_KEEP_LEN	0x0200	/* get: returns the length it got */
#define SCTP_OPT_READS_ID	0x0800	/* get: nothing but the id is read */
/* Which ids besides those of associations, on one-to-many sockets */
#define SCTP_OPT_FUTURE		0x0010	/* 0: the socket itself */
#define SCTP_OPT_SETS		0x0020	/* set: CURRENT, ALL */
/* Which sockets, EOPNOTSUPP on others. Peeled-off counts as one-to-many */
#define SCTP_OPT_MANY		0x0040
#define SCTP_OPT_SET_ONE	0x0080	/* may be read on all */

/* What it changes */
#define SCTP_OPT_ALL		0x0400	/* set: socket and every association */

#define SCTP_OPT_NO_ID		(-1)

/* Longest SACK delay, milliseconds, RFC 9260 section 6.2 */
#define SCTP_SACK_DELAY_MAX	500

/* What holds a field */
enum sctp_opt_home {
	SCTP_HOME_SOCK,		/* struct sctp_sock */
	SCTP_HOME_PREFS,	/* struct sctp_prefs of association or socket */
	SCTP_HOME_CFG,		/* association's or socket's config */
};

/**
 * struct sctp_opt_field - a member of an argument and the field behind it
 * @arg: where in the argument the member is
 * @arg_size: its bytes; a larger value is read as the largest that fits
 * @home: what holds the field
 * @at: where in that
 * @size: bytes of the field
 * @keep: 0 leaves the field as it is
 * @onoff: what is not 0 is 1
 * @max: largest value, 0 = any
 * @mask: bits that may be set, 0 = all
 */
struct sctp_opt_field {
	u8 arg;
	u8 arg_size;
	u8 home;
	u16 at;
	u8 size;
	bool keep;
	bool onoff;
	u32 max;
	u32 mask;
};

/* Variadic, since checkpatch forbids to use a named argument twice */
#define SCTP_ARG(...)							\
	.arg = offsetof(__VA_ARGS__), .arg_size = sizeof_field(__VA_ARGS__)
#define SCTP_ARG_INT	.arg = 0, .arg_size = sizeof(int)
#define SCTP_ARG_VALUE	SCTP_ARG(struct sctp_assoc_value, assoc_value)
#define SCTP_IN_SOCK(...)						\
	.home = SCTP_HOME_SOCK,						\
	.at = offsetof(struct sctp_sock, __VA_ARGS__),			\
	.size = sizeof_field(struct sctp_sock, __VA_ARGS__)
#define SCTP_IN_PREFS(...)						\
	.home = SCTP_HOME_PREFS,					\
	.at = offsetof(struct sctp_prefs, __VA_ARGS__),			\
	.size = sizeof_field(struct sctp_prefs, __VA_ARGS__)
#define SCTP_IN_CFG(...)						\
	.home = SCTP_HOME_CFG,						\
	.at = offsetof(struct sctp_config, __VA_ARGS__),		\
	.size = sizeof_field(struct sctp_config, __VA_ARGS__)
#define SCTP_OPT_FIELDS(...)						\
	.fields = (const struct sctp_opt_field[]) { __VA_ARGS__, {} }

/* A switch of the socket */
#define SCTP_OPT_SWITCH(which, member, ...)				\
	{								\
		.num = which, .flags = SCTP_OPT_SET_MIN,		\
		.size = sizeof(int), .id_at = SCTP_OPT_NO_ID,		\
		SCTP_OPT_FIELDS({ SCTP_ARG_INT, SCTP_IN_SOCK(member),	\
				  .onoff = true }),			\
		__VA_ARGS__						\
	}
/* A number of type struct sctp_assoc_value */
#define SCTP_OPT_NUMBER(which, more, where, ...)			\
	{								\
		.num = which, .flags = SCTP_OPT_FUTURE | (more),	\
		.size = sizeof(struct sctp_assoc_value),		\
		SCTP_OPT_FIELDS({ SCTP_ARG_VALUE, where }),		\
		__VA_ARGS__						\
	}

/**
 * struct sctp_opt - an option
 * @num: its number
 * @flags: SCTP_OPT_*
 * @size: bytes of its argument
 * @alt: the other length it may have, older or newer; 0 for none. An int
 *       instead of a struct has no id: it means 0
 * @id_at: where in the argument the association id is, SCTP_OPT_NO_ID when
 *         there is none or the handler looks itself
 * @set: setsockopt(2), or NULL for @fields
 * @get: getsockopt(2), or NULL for @fields
 * @size32: bytes of its argument in a 32-bit program if that has no hole
 *          after the association id, SCTP_OPT_SIZE32(); else 0
 * @fields: fields of its argument; the last entry has size 0
 * @check: called with the new parameters before anything changes; may refuse or
 *         alter them; or NULL
 * @done: called after the fields were changed, or NULL
 * @shown: called after the fields were read, or NULL
 */
struct sctp_opt {
	u16 num;
	u16 flags;
	u16 size;
	u16 alt;
	s16 id_at;
	int (*set)(struct sctp_opt_call *c);
	int (*get)(struct sctp_opt_call *c);
	u16 size32;
	const struct sctp_opt_field *fields;
	int (*check)(const struct sctp_opt_call *c, struct sctp_config *cfg);
	void (*done)(const struct sctp_opt_call *c);
	void (*shown)(const struct sctp_opt_call *c);
};

/* Bytes of padding after the id where the next member is aligned to 8 bytes */
#define SCTP_OPT_HOLE		4
/* Size of such a struct without the padding, as in 32-bit programs */
#define SCTP_OPT_SIZE32(type, last) \
	ALIGN(offsetofend(type, last) - SCTP_OPT_HOLE, 4)

/* The tables. Each ends with an entry without handlers and fields */
extern const struct sctp_opt sctp_opts_addr[];
extern const struct sctp_opt sctp_opts_assoc[];
extern const struct sctp_opt sctp_opts_path[];
extern const struct sctp_opt sctp_opts_send[];
extern const struct sctp_opt sctp_opts_recv[];
extern const struct sctp_opt sctp_opts_auth[];
extern const struct sctp_opt sctp_opts_sched[];
extern const struct sctp_opt sctp_opts_congestion[];
extern const struct sctp_opt sctp_opts_reconfig[];
extern const struct sctp_opt sctp_opts_ext[];
extern const struct sctp_opt sctp_opts_telemetry[];

int sctp_setsockopt(struct sock *sk, int level, int optname,
		    sockptr_t optval, unsigned int optlen);
int sctp_getsockopt(struct sock *sk, int level, int optname,
		    char __user *optval, int __user *optlen);
int sctp_opt_set_fields(const struct sctp_opt *o, struct sctp_opt_call *c);
int sctp_opt_get_fields(const struct sctp_opt *o, struct sctp_opt_call *c);
int sctp_opt_set_cc(struct sock *sk, struct sctp_kassoc *ka, u32 algo);
int sctp_opt_offer(struct sock *sk, u32 cap, bool on);
int sctp_opt_find_path(struct sock *sk, sctp_assoc_t id,
		       const struct sockaddr_storage *ss,
		       struct sctp_kassoc **ka, struct sctp_path **p);
bool sctp_bpf_bypass_getsockopt(int level, int optname);

/**
 * sctp_opt_cfg() - the parameters an option is about
 * @sk: socket, owned
 * @ka: one of its associations, or NULL for its defaults
 *
 * Return: the parameters.
 */
static inline const struct sctp_config *
sctp_opt_cfg(const struct sock *sk, const struct sctp_kassoc *ka)
{
	return ka ? ka->a.cfg : sctp_sk(sk)->ep.cfg;
}

/**
 * sctp_opt_set_cfg() - change the parameters an option is about
 * @sk: socket, owned
 * @ka: one of its associations, or NULL for its defaults
 * @cfg: the new parameters
 *
 * Return: 0 or -ENOMEM, with nothing changed.
 */
static inline int sctp_opt_set_cfg(struct sock *sk, struct sctp_kassoc *ka,
				   const struct sctp_config *cfg)
{
	struct sctp_ep *ep = &sctp_sk(sk)->ep;

	return ka ? sctp_config_set(&ka->a.cfg, cfg, ep->cfg) :
		    sctp_config_set(&ep->cfg, cfg, NULL);
}

struct sctp_path;
void sctp_opt_paddrinfo(const struct sctp_kassoc *ka,
			const struct sctp_path *p, struct sctp_paddrinfo *info);

#endif
