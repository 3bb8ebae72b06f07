// SPDX-License-Identifier: GPL-2.0-only
/*
 * RE-CONFIG (RFC 6525): streams are reset and added, TSNs begin anew. Both ends
 * say that they have it by their sockets, whatever the sysctl says.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sock.h"

static const int events[] = {
	SCTP_STREAM_RESET_EVENT, SCTP_ASSOC_RESET_EVENT,
	SCTP_STREAM_CHANGE_EVENT,
};

static int reconfig_sock(const struct variant *v, unsigned int may)
{
	struct sctp_initmsg init = {
		.sinit_num_ostreams = 5,
		.sinit_max_instreams = 100,
	};
	int fd = sock(v);
	unsigned int i;

	CHECK_OK(val_set(fd, SCTP_RECONFIG_SUPPORTED, 0, 1));
	CHECK_OK(val_set(fd, SCTP_ENABLE_STREAM_RESET, 0, may));
	CHECK_OK(opt_set(fd, SCTP_INITMSG, &init, sizeof(init)));
	for (i = 0; i < ARRAY_SIZE(events); i++)
		event_on(fd, events[i]);
	return fd;
}

/* What the accepting side grants is @may */
static struct pair reconfig_pair(const struct variant *v, unsigned int may)
{
	struct pair p = { .l = reconfig_sock(v, may),
			  .c = reconfig_sock(v, SCTP_ENABLE_STRRESET_MASK) };

	return pair_of(v, p.l, p.c);
}

static int reset(int fd, sctp_assoc_t id, int flags, int n, int first)
{
	struct {
		struct sctp_reset_streams r;
		uint16_t list[2];
	} s = { .r = { id, flags, n }, .list = { first, first + 1 } };

	return opt_set(fd, SCTP_RESET_STREAMS, &s,
		       sizeof(s.r) + n * sizeof(s.list[0]));
}

static int add(int fd, sctp_assoc_t id, int in, int out)
{
	struct sctp_add_streams s = { id, in, out };

	return opt_set(fd, SCTP_ADD_STREAMS, &s, sizeof(s));
}

static void hears_reset(int fd, int flags, int n, int first)
{
	union sctp_notification *sn;
	struct rx r;
	int i;

	sn = rx_event(fd, &r, SCTP_STREAM_RESET_EVENT);
	CHECK_EQ(sn->sn_strreset_event.strreset_flags, flags);
	CHECK_EQ(sn->sn_strreset_event.strreset_length, 12 + 2 * n);
	for (i = 0; i < n; i++)
		CHECK_EQ(sn->sn_strreset_event.strreset_stream_list[i],
			 first + i);
}

static void hears_change(int fd, int flags, int in, int out)
{
	union sctp_notification *sn;
	struct rx r;

	sn = rx_event(fd, &r, SCTP_STREAM_CHANGE_EVENT);
	CHECK_EQ(sn->sn_strchange_event.strchange_flags, flags);
	CHECK_EQ(sn->sn_strchange_event.strchange_instrms, in);
	CHECK_EQ(sn->sn_strchange_event.strchange_outstrms, out);
}

static int try_tx(struct pair *p, bool client, int sid, const char *text)
{
	struct sctp_sndinfo info = {
		.snd_sid = sid,
		.snd_assoc_id = client ? p->cid : p->sid,
	};

	return tx_info(client ? p->c : p->s, NULL, &info, text, strlen(text),
		       0);
}

/* A message arrives with this sequence number */
static void passes(struct pair *p, bool client, int sid, int ssn)
{
	int fd = client ? p->s : p->c;
	struct rx r;

	CHECK_OK(opt_set_int(fd, SCTP_RECVRCVINFO, 1));
	CHECK_EQ(try_tx(p, client, sid, "text"), 4);
	CHECK_EQ(rx(fd, &r, 0), 4);
	CHECK_EQ(r.rcv.rcv_sid, sid);
	CHECK_EQ(r.rcv.rcv_ssn, ssn);
}

NETTEST(supported__of_sockets, .variants = V_V4, .smoke = true)
{
	struct pair p = reconfig_pair(v, 7);
	int fd = sock(v);
	sctp_assoc_t id;

	CHECK_EQ(val_get(p.c, SCTP_RECONFIG_SUPPORTED, p.cid), 1);
	CHECK_EQ(val_get(p.s, SCTP_RECONFIG_SUPPORTED, p.sid), 1);
	CHECK_EQ(val_get(fd, SCTP_RECONFIG_SUPPORTED, 0), 0);
	CHECK_OK(val_set(fd, SCTP_RECONFIG_SUPPORTED, 0, 1));
	CHECK_EQ(val_get(fd, SCTP_RECONFIG_SUPPORTED, 0), 1);
	CHECK_OK(val_set(fd, SCTP_RECONFIG_SUPPORTED, 0, 0));
	CHECK_EQ(val_get(fd, SCTP_RECONFIG_SUPPORTED, 0), 0);
	/* one that does not say so has none */
	p.c = fd;
	CHECK_OK(connect_to(fd, host(v, 1, PORT)));
	id = v->type == SOCK_STREAM ? 0 : assoc_id(fd);
	CHECK_EQ(val_get(fd, SCTP_RECONFIG_SUPPORTED, id), 0);
	CHECK_ERR(reset(fd, id, SCTP_STREAM_RESET_OUTGOING, 0, 0),
		  ENOPROTOOPT);
}

NETTEST(sysctl__is_the_default, .variants = V_V4)
{
	opt_follows(v, SCTP_RECONFIG_SUPPORTED, "reconf_enable", 0);
}

/* The client asks for one direction, both ends hear of it, and messages of this
 * direction begin anew on streams 1 and so on
 */
static void resets(const struct variant *v, bool out, int n, int first)
{
	struct pair p = reconfig_pair(v, 7);
	int asked = out ? SCTP_STREAM_RESET_OUTGOING :
			  SCTP_STREAM_RESET_INCOMING;

	passes(&p, out, 1, 0);
	passes(&p, out, 4, 0);
	passes(&p, !out, 1, 0);
	CHECK_OK(reset(p.c, p.cid, asked, n, first));
	hears_reset(p.c, out ? SCTP_STREAM_RESET_OUTGOING_SSN :
			       SCTP_STREAM_RESET_INCOMING_SSN, n, first);
	hears_reset(p.s, out ? SCTP_STREAM_RESET_INCOMING_SSN :
			       SCTP_STREAM_RESET_OUTGOING_SSN, n, first);
	passes(&p, out, 1, 0);
	/* no streams are listed: all of them */
	passes(&p, out, 4, n ? 1 : 0);
	passes(&p, !out, 1, 1);
}

NETTEST(reset_out__streams_listed, .smoke = true)
{
	resets(v, true, 2, 1);
}

NETTEST(reset_in__all_streams)
{
	resets(v, false, 0, 0);
}

NETTEST(reset_both__at_once)
{
	struct pair p = reconfig_pair(v, 7);
	int both = SCTP_STREAM_RESET_INCOMING | SCTP_STREAM_RESET_OUTGOING;

	passes(&p, false, 1, 0);
	passes(&p, true, 1, 0);
	CHECK_OK(reset(p.c, p.cid, both, 1, 1));
	hears_reset(p.c, SCTP_STREAM_RESET_OUTGOING_SSN, 1, 1);
	hears_reset(p.c, SCTP_STREAM_RESET_INCOMING_SSN, 1, 1);
	hears_reset(p.s, SCTP_STREAM_RESET_INCOMING_SSN, 1, 1);
	hears_reset(p.s, SCTP_STREAM_RESET_OUTGOING_SSN, 1, 1);
	passes(&p, false, 1, 0);
	passes(&p, true, 1, 0);
}

NETTEST(reset__wrong_arguments, .variants = V_V4)
{
	struct pair p = reconfig_pair(v, 7);

	CHECK_ERR(reset(p.c, p.cid, 0, 0, 0), EINVAL);
	CHECK_ERR(reset(p.c, p.cid, SCTP_STREAM_RESET_OUTGOING, 1, 5), EINVAL);
	CHECK_ERR(reset(p.c, p.cid, SCTP_STREAM_RESET_INCOMING, 1, 5), EINVAL);
	CHECK_ERR(add(p.c, p.cid, 0, 0), EINVAL);
	CHECK_ERR(add(p.c, p.cid, 0, 65531), EINVAL);
	CHECK_ERR(add(p.c, p.cid, 65531, 0), EINVAL);
}

NETTEST(reset_assoc__both_ends_begin_anew)
{
	struct pair p = reconfig_pair(v, 7);
	union sctp_notification *sn;
	struct rx r, q;

	passes(&p, false, 1, 0);
	passes(&p, true, 2, 0);
	WAIT_UNTIL(tx_arrived(p.c, p.cid));
	WAIT_UNTIL(tx_arrived(p.s, p.sid));
	CHECK_OK(opt_set(p.c, SCTP_RESET_ASSOC, &p.cid, sizeof(p.cid)));
	sn = rx_event(p.c, &r, SCTP_ASSOC_RESET_EVENT);
	CHECK_EQ(sn->sn_assocreset_event.assocreset_flags, 0);
	sn = rx_event(p.s, &q, SCTP_ASSOC_RESET_EVENT);
	CHECK_EQ(sn->sn_assocreset_event.assocreset_local_tsn,
		 r.sn.sn_assocreset_event.assocreset_remote_tsn);
	CHECK_EQ(sn->sn_assocreset_event.assocreset_remote_tsn,
		 r.sn.sn_assocreset_event.assocreset_local_tsn);
	passes(&p, false, 1, 0);
	passes(&p, true, 2, 0);
	passes(&p, true, 2, 1);
}

NETTEST(add_streams__can_be_used)
{
	struct pair p = reconfig_pair(v, 7);

	CHECK_ERR(try_tx(&p, true, 5, "text"), EINVAL);
	CHECK_OK(add(p.c, p.cid, 0, 70));
	hears_change(p.c, 0, 0, 70);
	hears_change(p.s, 0, 70, 0);
	passes(&p, true, 5, 0);
	passes(&p, true, 74, 0);
	passes(&p, true, 4, 0);
	CHECK_ERR(try_tx(&p, true, 75, "text"), EINVAL);
	CHECK_OK(add(p.c, p.cid, 2, 0));
	hears_change(p.c, 0, 2, 0);
	hears_change(p.s, 0, 0, 2);
	passes(&p, false, 6, 0);
	CHECK_EQ(assoc_status(p.c, p.cid).sstat_instrms, 7);
	CHECK_EQ(assoc_status(p.c, p.cid).sstat_outstrms, 75);
}

NETTEST(add_streams__beyond_the_limit, .variants = V_V4,
	.intree = "adds streams beyond sinit_max_instreams")
{
	struct pair p = reconfig_pair(v, 7);

	CHECK_OK(add(p.c, p.cid, 0, 96));
	hears_change(p.c, SCTP_STREAM_CHANGE_DENIED, 0, 96);
	CHECK_ERR(try_tx(&p, true, 5, "text"), EINVAL);
}

NETTEST(denied__by_the_peer)
{
	struct pair p = reconfig_pair(v, 0);
	union sctp_notification *sn;
	struct rx r;

	CHECK_OK(reset(p.c, p.cid, SCTP_STREAM_RESET_OUTGOING, 0, 0));
	hears_reset(p.c, SCTP_STREAM_RESET_OUTGOING_SSN |
		    SCTP_STREAM_RESET_DENIED, 0, 0);
	CHECK_OK(reset(p.c, p.cid, SCTP_STREAM_RESET_INCOMING, 0, 0));
	hears_reset(p.c, SCTP_STREAM_RESET_INCOMING_SSN |
		    SCTP_STREAM_RESET_DENIED, 0, 0);
	CHECK_OK(add(p.c, p.cid, 0, 1));
	hears_change(p.c, SCTP_STREAM_CHANGE_DENIED, 0, 1);
	CHECK_OK(opt_set(p.c, SCTP_RESET_ASSOC, &p.cid, sizeof(p.cid)));
	sn = rx_event(p.c, &r, SCTP_ASSOC_RESET_EVENT);
	CHECK_EQ(sn->sn_assocreset_event.assocreset_flags,
		 SCTP_ASSOC_RESET_DENIED);
	CHECK(rx_nothing(p.s));
	CHECK_ERR(reset(p.s, p.sid, SCTP_STREAM_RESET_OUTGOING, 0, 0),
		  ENOPROTOOPT);
	passes(&p, true, 1, 0);
}

/* Messages go on while streams are reset again and again, by both sides */
NETTEST(reset__under_load, .variants = V_V4)
{
	struct pair p = reconfig_pair(v, 7);
	int i, sid, want[2][5] = {};
	struct rx r;

	for (i = 0; i < 2000; i++) {
		char text[16];

		sid = i % 5;
		snprintf(text, sizeof(text), "%d", i);
		CHECK_EQ(try_tx(&p, true, sid, text), (long)strlen(text));
		CHECK_EQ(try_tx(&p, false, sid, text), (long)strlen(text));
		if (!(i % 7))
			reset(p.c, p.cid, 1 + i % 3, i % 2, sid);
		if (!(i % 11))
			reset(p.s, p.sid, 1 + i % 3, i % 2, sid);
		for (sid = 0; sid < 2; sid++) {
			int fd = sid ? p.s : p.c;

			do {
				CHECK(rx(fd, &r, 0) > 0);
			} while (r.flags & MSG_NOTIFICATION);
			r.buf[r.len] = 0;
			CHECK(atoi(r.buf) >= want[sid][atoi(r.buf) % 5]);
			want[sid][atoi(r.buf) % 5] = atoi(r.buf) + 5;
		}
	}
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
