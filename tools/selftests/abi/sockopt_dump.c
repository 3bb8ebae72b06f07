// SPDX-License-Identifier: GPL-2.0-only
/*
 * Say what getsockopt(2) and setsockopt(2) do with every option there is, in
 * lines that can be compared with those of another implementation.
 *
 *	sockopt_dump fresh	on sockets that have just been created
 *	sockopt_dump assoc	on sockets with an association
 *	sockopt_dump extended	the same with all extensions switched on
 *	sockopt_dump stages	results on sockets in every other state
 *
 * Each line is: option, sockets it holds for, what was done, what came of it.
 * Sockets of several kinds are asked the same:
 *
 *	4, 6	IPv4, IPv6
 *	s, m	one-to-one, one-to-many
 *	a, p	one-to-one by accept(2), peeled off
 *	s-sent	the stage of its association: see subject.h
 *
 * Where they agree the line is printed once ("*": for all kinds). Results are
 * "ok", the name of an errno, or the number of bytes returned ("full": as many
 * as there was room for). Runs of equal results are shortened to "first-last
 * result".
 *
 * Wants a network namespace of its own with the loopback device up; changes
 * the sysctls there.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "attempts.h"
#include "output.h"
#include "subject.h"

/* Room for any argument, and what fills the part that is not for it. */
#define ROOM		1024
#define POISON		0xa5

/* Lengths are tried up to this much beyond the right one. */
#define BEYOND		8

/*
 * The argument of any option. The structs are those in which something has to
 * be filled in for anything sensible to come of it.
 */
union argument {
	unsigned char bytes[ROOM];
	__u64 aligned;
	struct sctp_event event;
	struct sctp_prstatus prstatus;
	struct sctp_hmacalgo hmacalgo;
	struct sctp_authkey authkey;
	struct sctp_authkeyid authkeyid;
	struct sctp_stream_value stream_value;
	struct sctp_reset_streams reset_streams;
	struct sctp_add_streams add_streams;
	struct sctp_getaddrs_old getaddrs_old;
};

static const char * const fresh_names[] = { "4s", "4m", "6s", "6m" };

static const struct kind fresh_kinds[] = {
	{ AF_INET, SOCK_STREAM, ORIGIN_NONE, STAGE_READY },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_NONE, STAGE_READY },
	{ AF_INET6, SOCK_STREAM, ORIGIN_NONE, STAGE_READY },
	{ AF_INET6, SOCK_SEQPACKET, ORIGIN_NONE, STAGE_READY },
};

static const char * const assoc_names[] = {
	"4s", "4m", "4a", "4p", "6s", "6m", "6a", "6p",
};

static const struct kind assoc_kinds[] = {
	{ AF_INET, SOCK_STREAM, ORIGIN_CONNECT, STAGE_READY },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_CONNECT, STAGE_READY },
	{ AF_INET, SOCK_STREAM, ORIGIN_ACCEPT, STAGE_READY },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_PEELOFF, STAGE_READY },
	{ AF_INET6, SOCK_STREAM, ORIGIN_CONNECT, STAGE_READY },
	{ AF_INET6, SOCK_SEQPACKET, ORIGIN_CONNECT, STAGE_READY },
	{ AF_INET6, SOCK_STREAM, ORIGIN_ACCEPT, STAGE_READY },
	{ AF_INET6, SOCK_SEQPACKET, ORIGIN_PEELOFF, STAGE_READY },
};

static const char * const stage_names[] = {
	"s-bound", "m-bound", "s-listening", "m-listening",
	"s-connecting", "m-connecting", "s-refused", "m-refused",
	"s-pending", "m-pending", "p-pending", "s-sent", "m-sent", "p-sent",
	"s-received", "m-received", "p-received",
	"s-done", "m-done", "p-done", "s-lost", "m-lost", "p-lost",
};

static const struct kind stage_kinds[] = {
	{ AF_INET, SOCK_STREAM, ORIGIN_NONE, STAGE_BOUND },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_NONE, STAGE_BOUND },
	{ AF_INET, SOCK_STREAM, ORIGIN_NONE, STAGE_LISTENING },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_NONE, STAGE_LISTENING },
	{ AF_INET, SOCK_STREAM, ORIGIN_NONE, STAGE_CONNECTING },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_NONE, STAGE_CONNECTING },
	{ AF_INET, SOCK_STREAM, ORIGIN_NONE, STAGE_REFUSED },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_NONE, STAGE_REFUSED },
	{ AF_INET, SOCK_STREAM, ORIGIN_CONNECT, STAGE_PENDING },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_CONNECT, STAGE_PENDING },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_PEELOFF, STAGE_PENDING },
	{ AF_INET, SOCK_STREAM, ORIGIN_CONNECT, STAGE_SENT },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_CONNECT, STAGE_SENT },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_PEELOFF, STAGE_SENT },
	{ AF_INET, SOCK_STREAM, ORIGIN_CONNECT, STAGE_RECEIVED },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_CONNECT, STAGE_RECEIVED },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_PEELOFF, STAGE_RECEIVED },
	{ AF_INET, SOCK_STREAM, ORIGIN_CONNECT, STAGE_DONE },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_CONNECT, STAGE_DONE },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_PEELOFF, STAGE_DONE },
	{ AF_INET, SOCK_STREAM, ORIGIN_CONNECT, STAGE_LOST },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_CONNECT, STAGE_LOST },
	{ AF_INET, SOCK_SEQPACKET, ORIGIN_PEELOFF, STAGE_LOST },
};

/* Which address a question has in it. */
enum about {
	ABOUT_NOTHING,
	ABOUT_PEER,
	ABOUT_LOCAL,
	ABOUT_OTHER,
};

static const char * const about_names[] = {
	[ABOUT_NOTHING] = "",
	[ABOUT_PEER] = " PEER",
	[ABOUT_LOCAL] = " LOCAL",
	[ABOUT_OTHER] = " OTHER",
};

/* ------------------------------------------------------------------------
 * Arguments
 */

static socklen_t addr_len(const struct subject *s)
{
	if (s->kind->family == AF_INET)
		return sizeof(struct sockaddr_in);

	return sizeof(struct sockaddr_in6);
}

/* The length of a full argument. */
static socklen_t full_len(const struct subject *s, int number)
{
	const struct option *option = &options[number];

	if (number == SCTP_EVENTS)
		return sizeof(struct sctp_event_subscribe);
	if (option->tail == TAIL_ADDR)
		return option->size + addr_len(s);
	if (option->tail != TAIL_NONE)
		return option->size + 16;

	return option->size;
}

/* Options that say something about one path. */
static bool takes_addr(int number)
{
	return number != SCTP_STATUS && number != SCTP_GET_ASSOC_STATS &&
	       option_field(&options[number], FIELD_ADDR);
}

static bool takes_id(int number)
{
	return option_field(&options[number], FIELD_ID);
}

/* Addresses for options that have a list of them. */
static void fill_list(const struct subject *s, union argument *arg, int number)
{
	static struct sockaddr_storage ss;
	int family = s->kind->family;
	struct sockaddr_in *in = (struct sockaddr_in *)&ss;

	make_addr(&ss, family, loopback(family), OTHER_PORT);
	/* What is bound already has to keep its port. */
	if ((number == SCTP_SOCKOPT_BINDX_ADD ||
	     number == SCTP_SOCKOPT_BINDX_REM) && s->peer >= 0)
		ss = s->names.local;
	if (number == SCTP_SOCKOPT_BINDX_ADD && family == AF_INET)
		inet_pton(AF_INET, "127.0.0.2", &in->sin_addr);
	if (number == SCTP_SOCKOPT_CONNECTX3) {
		arg->getaddrs_old.addr_num = addr_len(s);
		arg->getaddrs_old.addrs = (struct sockaddr *)&ss;
	} else {
		memcpy(arg->bytes, &ss, addr_len(s));
	}
}

/* Fields without which nothing sensible can come of it. */
static void fill_special(const struct subject *s, union argument *arg,
			 int number)
{
	switch (number) {
	case SCTP_EVENT:
		arg->event.se_type = SCTP_ASSOC_CHANGE;
		break;
	case SCTP_PR_ASSOC_STATUS:
	case SCTP_PR_STREAM_STATUS:
		arg->prstatus.sprstat_policy = SCTP_PR_SCTP_TTL;
		break;
	case SCTP_HMAC_IDENT:
		arg->hmacalgo.shmac_num_idents = 2;
		arg->hmacalgo.shmac_idents[0] = SCTP_AUTH_HMAC_ID_SHA1;
		arg->hmacalgo.shmac_idents[1] = SCTP_AUTH_HMAC_ID_SHA256;
		break;
	case SCTP_AUTH_KEY:
		arg->authkey.sca_keynumber = 1;
		arg->authkey.sca_keylength = 8;
		memset(arg->authkey.sca_key, 'k', 8);
		break;
	case SCTP_AUTH_ACTIVE_KEY:
	case SCTP_AUTH_DELETE_KEY:
	case SCTP_AUTH_DEACTIVATE_KEY:
		/* The one that extended sockets have. */
		arg->authkeyid.scact_keynumber = 2;
		break;
	case SCTP_STREAM_SCHEDULER_VALUE:
		arg->stream_value.stream_value = 1;
		break;
	case SCTP_RESET_STREAMS:
		arg->reset_streams.srs_flags = SCTP_STREAM_RESET_OUTGOING;
		break;
	case SCTP_ADD_STREAMS:
		arg->add_streams.sas_outstrms = 1;
		break;
	case SCTP_SOCKOPT_CONNECTX3:
	case SCTP_SOCKOPT_BINDX_ADD:
	case SCTP_SOCKOPT_BINDX_REM:
	case SCTP_SOCKOPT_CONNECTX_OLD:
	case SCTP_SOCKOPT_CONNECTX:
	case SCTP_SENDMSG_CONNECT:
		fill_list(s, arg, number);
		break;
	}
}

static void put_id(union argument *arg, int number, sctp_assoc_t id)
{
	const struct field *f = option_field(&options[number], FIELD_ID);

	if (f)
		memcpy(arg->bytes + f->offset, &id, sizeof(id));
}

static void put_addr(const struct subject *s, union argument *arg, int number,
		     enum about about)
{
	static const struct sockaddr_storage none;
	const struct sockaddr_storage *ss[] = {
		[ABOUT_NOTHING] = &none,
		[ABOUT_PEER] = &s->names.peer,
		[ABOUT_LOCAL] = &s->names.local,
		[ABOUT_OTHER] = &s->names.other,
	};
	const struct field *f;

	if (takes_addr(number)) {
		f = option_field(&options[number], FIELD_ADDR);
		memcpy(arg->bytes + f->offset, ss[about], sizeof(none));
	}
}

/* Something to ask with. */
static void fill(const struct subject *s, union argument *arg, int number,
		 sctp_assoc_t id, enum about about)
{
	memset(arg, 0, sizeof(*arg));
	fill_special(s, arg, number);
	put_id(arg, number, id);
	put_addr(s, arg, number, about);
}

/* Something to set: what the socket has, where it says. */
static void fill_set(const struct subject *s, union argument *arg, int number,
		     sctp_assoc_t id, enum about about)
{
	socklen_t len = full_len(s, number);
	union argument old;

	fill(s, arg, number, s->names.own, ABOUT_NOTHING);
	old = *arg;
	if (!options[number].spends &&
	    !getsockopt(s->fd, SOL_SCTP, number, &old, &len) &&
	    len <= full_len(s, number)) {
		memcpy(arg, &old, len);
		fill_special(s, arg, number);
	}
	put_id(arg, number, id);
	put_addr(s, arg, number, about);
}

/* The value of an attempt. */
static void fill_attempt(union argument *arg, const struct attempt *a)
{
	memset(arg, 0, sizeof(*arg));
	memcpy(arg, a->value, a->len);
}

/* ------------------------------------------------------------------------
 * Questions
 */

static const char *result_of(int ret)
{
	if (ret < 0)
		return strerrorname_np(errno);

	return ret ? "ok and returns something" : "ok";
}

/* Two options return a socket. */
static void close_result(int number, int ret)
{
	if ((number == SCTP_SOCKOPT_PEELOFF ||
	     number == SCTP_SOCKOPT_PEELOFF_FLAGS) && ret > 2)
		close(ret);
}

static int set(const struct subject *s, int number, const union argument *arg,
	       socklen_t len)
{
	return setsockopt(s->fd, SOL_SCTP, number, arg, len);
}

/*
 * getsockopt() and its result: an errno, or the length. What is not between
 * the beginning and @room must stay as it was.
 */
static const char *get(const struct subject *s, int number,
		       union argument *arg, socklen_t room, socklen_t *len)
{
	static char text[64];
	const char *more = "";
	socklen_t i;
	int ret;

	*len = room;
	memset(arg->bytes + room, POISON, ROOM - room);
	ret = getsockopt(s->fd, SOL_SCTP, number, arg, len);
	if (ret < 0) {
		*len = 0;
		return strerrorname_np(errno);
	}
	if (*len > ROOM)
		fatal("the length returned");

	for (i = room; i < ROOM; i++) {
		if (arg->bytes[i] != POISON)
			more = " and writes beyond";
	}
	close_result(number, ret);
	if (ret)
		more = " and returns something";
	if (*len == room)
		snprintf(text, sizeof(text), "full%s", more);
	else
		snprintf(text, sizeof(text), "%u%s", *len, more);

	return text;
}

/* The same with a full argument, and with what is in it then. */
static char *get_text(const struct subject *s, int number, union argument *arg)
{
	socklen_t room = full_len(s, number);
	const char *result;
	socklen_t len;
	size_t size;
	char *text;
	FILE *out;

	out = text_open(&text, &size);
	result = get(s, number, arg, room, &len);
	fputs(result, out);
	/* What it returns is the length without the fixed part. */
	if (number == SCTP_GET_LOCAL_ADDRS && result[0] != 'E')
		len += options[number].size;
	option_print(out, &options[number], arg->bytes, len, &s->names);
	fclose(out);

	return text;
}

/* And with an id and an address in it. */
static char *get_about(const struct subject *s, int number, sctp_assoc_t id,
		       enum about about)
{
	union argument arg;

	fill(s, &arg, number, id, about);

	return get_text(s, number, &arg);
}

/* ------------------------------------------------------------------------
 * On a new socket
 */

static void get_lengths(struct subject *s, int number)
{
	socklen_t end = full_len(s, number) + BEYOND;
	union argument arg;
	socklen_t room, len;
	struct runs runs;

	runs_init(&runs);
	for (room = 0; room <= end; room++) {
		fill(s, &arg, number, s->names.own, ABOUT_NOTHING);
		runs_add(&runs, room, get(s, number, &arg, room, &len));
		if (options[number].spends)
			subject_renew(s);
	}
	runs_say(&runs, "get lengths");
}

static void get_ids(struct subject *s, int number)
{
	static const sctp_assoc_t ids[] = {
		INT_MIN, -1, 0, 1, 2, 3, 4, 1000000, INT_MAX,
	};
	union argument arg;
	struct runs runs;
	socklen_t len;
	size_t i;
	int ret;

	if (!takes_id(number))
		return;

	runs_init(&runs);
	for (i = 0; i < ARRAY_SIZE(ids); i++) {
		fill(s, &arg, number, ids[i], ABOUT_NOTHING);
		len = full_len(s, number);
		ret = getsockopt(s->fd, SOL_SCTP, number, &arg, &len);
		runs_add(&runs, ids[i], result_of(ret));
		close_result(number, ret);
		if (options[number].spends)
			subject_renew(s);
	}
	runs_say(&runs, "get ids");
}

static void get_pointers(struct subject *s, int number)
{
	socklen_t len = full_len(s, number);
	union argument arg;
	const char *result;

	result = result_of(getsockopt(s->fd, SOL_SCTP, number, NULL, &len));
	fill(s, &arg, number, s->names.own, ABOUT_NOTHING);
	say("get without value: %s, without length: %s", result,
	    result_of(getsockopt(s->fd, SOL_SCTP, number, &arg, NULL)));
}

/*
 * Memory of which only the first bytes can be used: after @len of them comes
 * a page that cannot be written to, or not even read (@prot).
 */
static unsigned char *map_before(size_t len, int prot)
{
	size_t page = sysconf(_SC_PAGESIZE);
	unsigned char *map;

	map = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (map == MAP_FAILED || mprotect(map + page, page, prot))
		fatal("mmap");

	return map + page - len;
}

static void unmap_before(unsigned char *p)
{
	size_t page = sysconf(_SC_PAGESIZE);

	munmap((void *)((unsigned long)p & -page), 2 * page);
}

/* getsockopt() with an argument of which only some bytes can be used. */
static void get_cut(struct subject *s, int number, size_t usable, int prot,
		    const char *what)
{
	socklen_t len = full_len(s, number);
	unsigned char *p = map_before(usable, prot);
	union argument arg;
	int ret;

	fill(s, &arg, number, s->names.own, ABOUT_NOTHING);
	memcpy(p, arg.bytes, usable);
	ret = getsockopt(s->fd, SOL_SCTP, number, p, &len);
	say("get %s: %s", what, result_of(ret));
	close_result(number, ret);
	unmap_before(usable ? p : p - 1);
	if (options[number].spends)
		subject_renew(s);
}

static void get_memory(struct subject *s, int number)
{
	socklen_t len = full_len(s, number);
	union argument arg;
	unsigned char odd[ROOM + 1];
	int ret;

	fill(s, &arg, number, s->names.own, ABOUT_NOTHING);
	memcpy(odd + 1, arg.bytes, len);
	ret = getsockopt(s->fd, SOL_SCTP, number, odd + 1, &len);
	say("get at an odd address: %s", result_of(ret));
	close_result(number, ret);
	if (options[number].spends)
		subject_renew(s);
	get_cut(s, number, 0, PROT_NONE, "from no memory");
	get_cut(s, number, 0, PROT_READ, "into memory to read");
	get_cut(s, number, full_len(s, number) - 1, PROT_NONE,
		"with the last byte in no memory");
	get_cut(s, number, full_len(s, number) - 1, PROT_READ,
		"with the last byte in memory to read");
}

static void set_memory(struct subject *s, int number)
{
	socklen_t len = full_len(s, number);
	unsigned char odd[ROOM + 1];
	union argument arg;
	unsigned char *p;

	fill_set(s, &arg, number, s->names.own, ABOUT_NOTHING);
	memcpy(odd + 1, arg.bytes, len);
	say("set from an odd address: %s",
	    result_of(setsockopt(s->fd, SOL_SCTP, number, odd + 1, len)));
	subject_renew(s);
	fill_set(s, &arg, number, s->names.own, ABOUT_NOTHING);
	p = map_before(len - 1, PROT_NONE);
	memcpy(p, arg.bytes, len - 1);
	say("set with the last byte in no memory: %s",
	    result_of(setsockopt(s->fd, SOL_SCTP, number, p, len)));
	unmap_before(len > 1 ? p : p - 1);
	p = map_before(len, PROT_NONE);
	memcpy(p, arg.bytes, len);
	say("set more than there is memory: %s",
	    result_of(setsockopt(s->fd, SOL_SCTP, number, p, len + 1)));
	unmap_before(p);
	subject_renew(s);
}

static void set_lengths(struct subject *s, int number)
{
	socklen_t end = full_len(s, number) + BEYOND;
	union argument arg;
	struct runs runs;
	socklen_t len;
	int ret;

	runs_init(&runs);
	for (len = 0; len <= end; len++) {
		fill_set(s, &arg, number, s->names.own, ABOUT_NOTHING);
		ret = set(s, number, &arg, len);
		runs_add(&runs, len, result_of(ret));
		if (ret >= 0 || options[number].spends)
			subject_renew(s);
	}
	runs_say(&runs, "set lengths");
}

static void set_pointers(struct subject *s, int number)
{
	const char *result;

	result = result_of(set(s, number, NULL, full_len(s, number)));
	say("set without value: %s, without any length either: %s", result,
	    result_of(set(s, number, NULL, 0)));
	subject_renew(s);
}

/* Plain numbers have their attempts in common. */
static void try_numbers(struct subject *s, int number)
{
	static const int values[] = { 0, 1, 2, -1, INT_MAX };
	const char *result;
	union argument arg;
	char *text;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(values); i++) {
		memset(&arg, 0, sizeof(arg));
		memcpy(&arg, &values[i], sizeof(values[i]));
		result = result_of(set(s, number, &arg, sizeof(values[i])));
		text = get_text(s, number, &arg);
		say("set %d: %s, then get: %s", values[i], result, text);
		free(text);
		subject_renew(s);
	}
}

static void try_attempts(struct subject *s, int number)
{
	const struct attempt *a;
	const char *result;
	union argument arg;
	char *text;

	for (a = attempts; a->text; a++) {
		if (a->option != number)
			continue;
		fill_attempt(&arg, a);
		result = result_of(set(s, number, &arg, a->len));
		text = get_text(s, number, &arg);
		say("set %s: %s, then get: %s", a->text, result, text);
		free(text);
		subject_renew(s);
	}
}

static void try_sweeps(struct subject *s, int number)
{
	const struct sweep *sweep;
	union argument arg;
	struct runs runs;
	unsigned int i;
	char what[80];

	for (sweep = sweeps; sweep->text; sweep++) {
		if (sweep->option != number)
			continue;
		runs_init(&runs);
		for (i = sweep->from; i <= sweep->to; i++) {
			memset(&arg, 0, sizeof(arg));
			memcpy(&arg, sweep->value, sweep->len);
			memcpy(arg.bytes + sweep->offset, &i, sweep->size);
			runs_add(&runs, i,
				 result_of(set(s, number, &arg, sweep->len)));
		}
		snprintf(what, sizeof(what), "set every %s", sweep->text);
		runs_say(&runs, what);
		subject_renew(s);
	}
}

static void examine_fresh(struct subject *s, int number)
{
	char *text = get_about(s, number, 0, ABOUT_NOTHING);

	say("get: %s", text);
	free(text);
	if (options[number].spends)
		subject_renew(s);

	get_lengths(s, number);
	get_ids(s, number);
	get_pointers(s, number);
	get_memory(s, number);
	set_lengths(s, number);
	set_pointers(s, number);
	set_memory(s, number);
	if (option_is_number(&options[number]) &&
	    number != SCTP_GET_ASSOC_NUMBER)
		try_numbers(s, number);
	try_attempts(s, number);
	try_sweeps(s, number);
}

/* ------------------------------------------------------------------------
 * On a socket with an association
 */

static char *get_with(struct subject *s, int number, sctp_assoc_t id,
		      enum about about)
{
	char *text;

	s->names.asked = id;
	s->names.has_asked = true;
	text = get_about(s, number, id, about);
	s->names.has_asked = false;
	if (options[number].spends)
		subject_renew(s);

	return text;
}

static char *set_with(struct subject *s, int number, sctp_assoc_t id,
		      enum about about)
{
	union argument arg;
	char *text;
	int ret;

	fill_set(s, &arg, number, id, about);
	ret = set(s, number, &arg, full_len(s, number));
	text = strdup(result_of(ret));
	if (ret >= 0)
		subject_renew(s);

	return text;
}

/* Ask with every id that matters; ids with the same result share a line. */
static void with_ids(struct subject *s, int number, const char *what,
		     enum about about,
		     char *(*how)(struct subject *s, int number,
				  sctp_assoc_t id, enum about about))
{
	/* The first one stands for the association's own. */
	static const sctp_assoc_t ids[] = { 0, 0, 1, 2, 1000000, -1 };
	static const char * const id_names[] = {
		"own", "FUTURE", "CURRENT", "ALL", "unknown", "negative",
	};
	size_t num = takes_id(number) ? ARRAY_SIZE(ids) : 1;
	char *texts[ARRAY_SIZE(ids)];
	char list[80];
	size_t i, j;

	for (i = 0; i < num; i++)
		texts[i] = how(s, number, i ? ids[i] : s->names.own, about);

	for (i = 0; i < num; i++) {
		if (!texts[i])
			continue;
		snprintf(list, sizeof(list), "%s", id_names[i]);
		for (j = i + 1; j < num; j++) {
			if (!texts[j] || strcmp(texts[i], texts[j]))
				continue;
			strcat(strcat(list, ","), id_names[j]);
			free(texts[j]);
			texts[j] = NULL;
		}
		say("%s%s%s%s: %s", what, about_names[about],
		    num > 1 ? " with id " : "", num > 1 ? list : "", texts[i]);
		free(texts[i]);
	}
}

static int set_attempt(struct subject *s, const struct attempt *a,
		       sctp_assoc_t id, enum about about)
{
	union argument arg;

	fill_attempt(&arg, a);
	put_id(&arg, a->option, id);
	put_addr(s, &arg, a->option, about);

	return set(s, a->option, &arg, a->len);
}

/* The first attempt for an option that makes a difference. */
static const struct attempt *telling_attempt(struct subject *s, int number)
{
	sctp_assoc_t own = s->names.own;
	const struct attempt *a;
	char *before, *after;
	bool differs;

	for (a = attempts; a->text; a++) {
		if (a->option != number || a->len != full_len(s, number))
			continue;
		before = get_about(s, number, own, ABOUT_NOTHING);
		set_attempt(s, a, own, ABOUT_NOTHING);
		after = get_about(s, number, own, ABOUT_NOTHING);
		differs = strcmp(before, after);
		free(before);
		free(after);
		if (differs)
			return a;
	}

	return NULL;
}

/* Whom does a new value reach when it is set with this id? */
static void try_reach(struct subject *s, const struct attempt *a,
		      sctp_assoc_t id, const char *id_name, enum about about)
{
	int number = a->option;
	char *own, *future, *peer = NULL;
	const char *result;

	result = result_of(set_attempt(s, a, id, about));
	own = get_about(s, number, s->names.own, ABOUT_NOTHING);
	future = get_about(s, number, SCTP_FUTURE_ASSOC, ABOUT_NOTHING);
	if (takes_addr(number))
		peer = get_about(s, number, s->names.own, ABOUT_PEER);
	say("set %s%s with id %s: %s; get own: %s; FUTURE: %s%s%s", a->text,
	    about_names[about], id_name, result, own, future,
	    peer ? "; PEER: " : "", peer ? peer : "");
	free(own);
	free(future);
	free(peer);
	subject_renew(s);
}

static void try_scope(struct subject *s, int number, enum about about)
{
	const struct attempt *a = telling_attempt(s, number);

	subject_renew(s);
	if (!a)
		return;
	try_reach(s, a, s->names.own, "own", about);
	try_reach(s, a, SCTP_FUTURE_ASSOC, "FUTURE", about);
	try_reach(s, a, SCTP_CURRENT_ASSOC, "CURRENT", about);
	try_reach(s, a, SCTP_ALL_ASSOC, "ALL", about);
}

static void examine_assoc(struct subject *s, int number)
{
	enum about about, last = ABOUT_NOTHING;

	if (takes_addr(number))
		last = ABOUT_OTHER;
	for (about = ABOUT_NOTHING; about <= last; about++)
		with_ids(s, number, "get", about, get_with);
	for (about = ABOUT_NOTHING; about <= last; about++)
		with_ids(s, number, "set", about, set_with);
	if (takes_id(number))
		try_scope(s, number, ABOUT_NOTHING);
	if (takes_id(number) && takes_addr(number))
		try_scope(s, number, ABOUT_PEER);
}

/* ------------------------------------------------------------------------
 * On sockets in other states
 */

/* Whether it works; what it says may depend on time. */
static char *get_result(struct subject *s, int number, sctp_assoc_t id,
			enum about about)
{
	socklen_t len = full_len(s, number);
	union argument arg;
	int ret, error;
	char *text;

	fill(s, &arg, number, id, about);
	ret = getsockopt(s->fd, SOL_SCTP, number, &arg, &len);
	error = errno;
	text = strdup(result_of(ret));
	close_result(number, ret);
	if (options[number].spends && (ret >= 0 || error == EINPROGRESS))
		subject_renew(s);

	return text;
}

static char *set_result(struct subject *s, int number, sctp_assoc_t id,
			enum about about)
{
	union argument arg;
	int ret, error;
	char *text;

	fill_set(s, &arg, number, id, about);
	ret = set(s, number, &arg, full_len(s, number));
	error = errno;
	text = strdup(result_of(ret));
	if (options[number].spends && (ret >= 0 || error == EINPROGRESS))
		subject_renew(s);

	return text;
}

static void examine_stage(struct subject *s, int number)
{
	with_ids(s, number, "get", ABOUT_NOTHING, get_result);
	with_ids(s, number, "set", ABOUT_NOTHING, set_result);
	if (takes_addr(number)) {
		with_ids(s, number, "get", ABOUT_PEER, get_result);
		with_ids(s, number, "set", ABOUT_PEER, set_result);
	}
}

/* Sockets are used for all options: some states take long to come to. */
static void examine_stages(void)
{
	struct subject s[ARRAY_SIZE(stage_kinds)];
	int number;
	size_t i;

	shrink_buffers();
	for (i = 0; i < ARRAY_SIZE(s); i++)
		subject_open(&s[i], &stage_kinds[i]);
	for (number = 0; number < OPTION_END; number++) {
		if (!options[number].name)
			continue;
		for (i = 0; i < ARRAY_SIZE(s); i++) {
			output_source(i);
			examine_stage(&s[i], number);
		}
		output_merge(options[number].name, stage_names, ARRAY_SIZE(s));
	}
	for (i = 0; i < ARRAY_SIZE(s); i++)
		subject_close(&s[i]);
}

/* ------------------------------------------------------------------------
 * All options
 */

/* What any implementation must refuse, in few words. */
static void examine_unknown(struct subject *s, int number)
{
	socklen_t len = sizeof(int);
	union argument arg = { .aligned = 0 };
	const char *result;

	result = result_of(getsockopt(s->fd, SOL_SCTP, number, &arg, &len));
	say("get: %s, set: %s", result,
	    result_of(set(s, number, &arg, sizeof(int))));
}

static void examine(const struct kind *kinds, const char * const *names,
		    size_t num, void (*how)(struct subject *s, int number))
{
	struct subject s;
	char unknown[16];
	int number;
	size_t i;

	for (number = 0; number < OPTION_END; number++) {
		const char *name = options[number].name;

		for (i = 0; i < num; i++) {
			output_source(i);
			subject_open(&s, &kinds[i]);
			if (name)
				how(&s, number);
			else
				examine_unknown(&s, number);
			subject_close(&s);
		}
		snprintf(unknown, sizeof(unknown), "%d", number);
		output_merge(name ? name : unknown, names, num);
	}
}

int main(int argc, char **argv)
{
	const char *mode = argc == 2 ? argv[1] : "";

	if (!strcmp(mode, "fresh")) {
		examine(fresh_kinds, fresh_names, ARRAY_SIZE(fresh_kinds),
			examine_fresh);
		return 0;
	}
	if (!strcmp(mode, "extended"))
		extend_everything();
	if (!strcmp(mode, "assoc") || !strcmp(mode, "extended")) {
		examine(assoc_kinds, assoc_names, ARRAY_SIZE(assoc_kinds),
			examine_assoc);
		return 0;
	}
	if (!strcmp(mode, "stages")) {
		examine_stages();
		return 0;
	}
	fputs("usage: sockopt_dump fresh|assoc|extended|stages\n", stderr);

	return 2;
}
