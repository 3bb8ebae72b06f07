// SPDX-License-Identifier: GPL-2.0-only
/*
 * Socket options with an association id: endpoint default, one association,
 * FUTURE, CURRENT and ALL.
 */
#include "sock.h"

NETTEST(rtoinfo__endpoint, .variants = V_V4, .smoke = true)
{
	struct sctp_rtoinfo r = {};
	int fd = sock(v);

	CHECK_EQ(opt_get(fd, SCTP_RTOINFO, &r, sizeof(r)), sizeof(r));
	CHECK_EQ(r.srto_max, 60000);
	CHECK_EQ(r.srto_min, 1000);
	CHECK_EQ(r.srto_initial, sysctl_get("rto_initial"));
	/* Zero keeps; min above max is refused and changes nothing. */
	r = (struct sctp_rtoinfo){ 0, 2000, 0, 500 };
	CHECK_OK(opt_set(fd, SCTP_RTOINFO, &r, sizeof(r)));
	CHECK_OK(opt_get(fd, SCTP_RTOINFO, &r, sizeof(r)));
	CHECK_EQ(r.srto_initial, 2000);
	CHECK_EQ(r.srto_max, 60000);
	CHECK_EQ(r.srto_min, 500);
	r = (struct sctp_rtoinfo){ 0, 0, 400, 0 };
	CHECK_ERR(opt_set(fd, SCTP_RTOINFO, &r, sizeof(r)), EINVAL);
	r = (struct sctp_rtoinfo){ 0, 0, 0, 60001 };
	CHECK_ERR(opt_set(fd, SCTP_RTOINFO, &r, sizeof(r)), EINVAL);
	CHECK_OK(opt_get(fd, SCTP_RTOINFO, &r, sizeof(r)));
	CHECK_EQ(r.srto_max, 60000);
	CHECK_EQ(r.srto_min, 500);
	CHECK_ERR(opt_set(fd, SCTP_RTOINFO, &r, sizeof(r) - 1), EINVAL);
	CHECK_ERR(opt_get(fd, SCTP_RTOINFO, &r, sizeof(r) - 1), EINVAL);
}

NETTEST(rtoinfo__association, .variants = V_V4, .smoke = true)
{
	struct pair p = pair_open(v);
	struct sctp_rtoinfo r = { p.cid, 0, 4000, 200 };
	struct sctp_paddrinfo pi = { .spinfo_assoc_id = p.cid };
	union addr a = host(v, 1, PORT);

	CHECK_OK(opt_set(p.c, SCTP_RTOINFO, &r, sizeof(r)));
	r.srto_max = 0;
	CHECK_OK(opt_get(p.c, SCTP_RTOINFO, &r, sizeof(r)));
	CHECK_EQ(r.srto_max, 4000);
	CHECK_EQ(r.srto_min, 200);
	/* Measured on loopback: RTO is at its minimum. */
	CHECK_OK(tx(p.c, p.cid, "x", 1));
	rx_data(p.s, "x");
	memcpy(&pi.spinfo_address, &a, addr_len(&a));
	CHECK_OK(opt_get(p.c, SCTP_GET_PEER_ADDR_INFO, &pi, sizeof(pi)));
	CHECK(pi.spinfo_rto <= 4000);
	if (v->type == SOCK_SEQPACKET) {
		/* The endpoint's own values are as they were. */
		r.srto_assoc_id = 0;
		CHECK_OK(opt_get(p.c, SCTP_RTOINFO, &r, sizeof(r)));
		CHECK_EQ(r.srto_max, 60000);
		r.srto_assoc_id = p.cid + 1000;
		CHECK_ERR(opt_get(p.c, SCTP_RTOINFO, &r, sizeof(r)), EINVAL);
		CHECK_ERR(opt_set(p.c, SCTP_RTOINFO, &r, sizeof(r)), EINVAL);
		r.srto_assoc_id = SCTP_CURRENT_ASSOC;
		CHECK_ERR(opt_get(p.c, SCTP_RTOINFO, &r, sizeof(r)), EINVAL);
		CHECK_ERR(opt_set(p.c, SCTP_RTOINFO, &r, sizeof(r)), EINVAL);
	}
}

NETTEST(associnfo__endpoint, .variants = V_V4)
{
	struct sctp_assocparams ap = {};
	int fd = sock(v);

	CHECK_OK(opt_get(fd, SCTP_ASSOCINFO, &ap, sizeof(ap)));
	CHECK_EQ(ap.sasoc_asocmaxrxt, 10);
	CHECK_EQ(ap.sasoc_cookie_life, 60000);
	CHECK_EQ(ap.sasoc_peer_rwnd, 0);
	CHECK_EQ(ap.sasoc_local_rwnd, 0);
	CHECK_EQ(ap.sasoc_number_peer_destinations, 0);
	ap.sasoc_asocmaxrxt = 4;
	ap.sasoc_cookie_life = 0;
	CHECK_OK(opt_set(fd, SCTP_ASSOCINFO, &ap, sizeof(ap)));
	CHECK_OK(opt_get(fd, SCTP_ASSOCINFO, &ap, sizeof(ap)));
	CHECK_EQ(ap.sasoc_asocmaxrxt, 4);
	CHECK_EQ(ap.sasoc_cookie_life, 60000);
	CHECK_ERR(opt_set(fd, SCTP_ASSOCINFO, &ap, sizeof(ap) + 1), EINVAL);
}

NETTEST(associnfo__association, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct sctp_assocparams ap = { .sasoc_assoc_id = p.cid };

	CHECK_OK(opt_get(p.c, SCTP_ASSOCINFO, &ap, sizeof(ap)));
	CHECK_EQ(ap.sasoc_number_peer_destinations, 1);
	CHECK(ap.sasoc_peer_rwnd > 0);
	CHECK(ap.sasoc_local_rwnd > 0);
	ap.sasoc_asocmaxrxt = 3;
	CHECK_OK(opt_set(p.c, SCTP_ASSOCINFO, &ap, sizeof(ap)));
	ap.sasoc_asocmaxrxt = 0;
	CHECK_OK(opt_get(p.c, SCTP_ASSOCINFO, &ap, sizeof(ap)));
	CHECK_EQ(ap.sasoc_asocmaxrxt, 3);
}

NETTEST(status__established, .variants = V_ALL, .smoke = true)
{
	struct pair p = pair_open(v);
	struct sctp_status st = { .sstat_assoc_id = p.cid };
	union addr a = host(v, 1, PORT), got;

	CHECK_EQ(opt_get(p.c, SCTP_STATUS, &st, sizeof(st)), sizeof(st));
	CHECK_EQ(st.sstat_state, SCTP_ESTABLISHED);
	CHECK(st.sstat_assoc_id > SCTP_ALL_ASSOC);
	CHECK(st.sstat_rwnd > 0);
	CHECK_EQ(st.sstat_unackdata, 0);
	CHECK_EQ(st.sstat_penddata, 0);
	CHECK_EQ(st.sstat_instrms, 10);
	CHECK_EQ(st.sstat_outstrms, 10);
	CHECK(st.sstat_fragmentation_point >= 512);
	memcpy(&got, &st.sstat_primary.spinfo_address, sizeof(got));
	CHECK(addr_same(&got, &a));
	CHECK_EQ(st.sstat_primary.spinfo_state, SCTP_ACTIVE);
	CHECK(st.sstat_primary.spinfo_cwnd >= 4380);
	CHECK(st.sstat_primary.spinfo_mtu >= 1280);
	CHECK(st.sstat_primary.spinfo_rto > 0);
}

NETTEST(status__no_association, .variants = V_V4)
{
	struct sctp_status st = {};
	int fd = sock(v);

	CHECK_ERR(opt_get(fd, SCTP_STATUS, &st, sizeof(st)), EINVAL);
	st.sstat_assoc_id = 1234;
	CHECK_ERR(opt_get(fd, SCTP_STATUS, &st, sizeof(st)), EINVAL);
	CHECK_ERR(opt_get(fd, SCTP_STATUS, &st, sizeof(st) - 1), EINVAL);
}

NETTEST(status__queued_data, .variants = V_STREAM_V4)
{
	static char block[8192];
	struct pair p = pair_open(v);
	struct sctp_status st;
	int i;

	/* The peer reads nothing: its window closes, data piles up here. */
	for (i = 0; i < 40; i++)
		if (send(p.c, block, sizeof(block), MSG_DONTWAIT) < 0)
			break;
	sleep_ms(300);
	st = assoc_status(p.c, 0);
	diag("window %u, %u unacknowledged, %u pending", st.sstat_rwnd,
	     st.sstat_unackdata, st.sstat_penddata);
	/* RFC 9260 6.1 A lets the first window probe wait for one RTO. */
	CHECK(st.sstat_unackdata > 0 || !st.sstat_rwnd);
}

NETTEST(maxseg__endpoint, .variants = V_V4 | V_V6)
{
	struct sctp_assoc_value av = {};
	int fd = sock(v), seg = 1000;

	CHECK_OK(opt_get(fd, SCTP_MAXSEG, &av, sizeof(av)));
	CHECK_EQ(av.assoc_value, 0);
	av.assoc_value = 700;
	CHECK_OK(opt_set(fd, SCTP_MAXSEG, &av, sizeof(av)));
	CHECK_OK(opt_set(fd, SCTP_MAXSEG, &seg, sizeof(seg)));
	CHECK_EQ(opt_int(fd, SOL_SCTP, SCTP_MAXSEG), 1000);
	av.assoc_value = 100;
	CHECK_ERR(opt_set(fd, SCTP_MAXSEG, &av, sizeof(av)), EINVAL);
	av.assoc_value = 65535;
	CHECK_ERR(opt_set(fd, SCTP_MAXSEG, &av, sizeof(av)), EINVAL);
	av.assoc_value = 0;
	CHECK_OK(opt_set(fd, SCTP_MAXSEG, &av, sizeof(av)));
	CHECK_ERR(opt_set(fd, SCTP_MAXSEG, &av, 3), EINVAL);
}

NETTEST(maxseg__fragments, .variants = V_V4 | V_V6, .smoke = true)
{
	struct pair p = pair_open(v);
	struct sctp_assoc_value av = { p.cid, 600 };
	long before, frag = counter("SctpFragUsrMsgs");
	static char block[3000];
	struct rx r;

	CHECK_OK(opt_set(p.c, SCTP_MAXSEG, &av, sizeof(av)));
	av.assoc_value = 0;
	CHECK_OK(opt_get(p.c, SCTP_MAXSEG, &av, sizeof(av)));
	/* The effective fragmentation point is what an association reads. */
	CHECK_EQ(av.assoc_value, 600);
	before = counter("SctpInOrderChunks");
	CHECK_OK(tx(p.c, p.cid, block, sizeof(block)));
	CHECK_EQ(rx(p.s, &r, 0), sizeof(block));
	CHECK_EQ(counter("SctpInOrderChunks"), before + 5);
	CHECK_EQ(counter("SctpFragUsrMsgs"), frag + 1);
}

NETTEST(disable_fragments__too_long, .variants = V_V4, .smoke = true)
{
	struct pair p = pair_open(v);
	struct sctp_assoc_value av = { p.cid, 600 };
	static char block[601];

	CHECK_OK(opt_set(p.c, SCTP_MAXSEG, &av, sizeof(av)));
	CHECK_OK(opt_set_int(p.c, SCTP_DISABLE_FRAGMENTS, 1));
	CHECK_ERR(tx(p.c, p.cid, block, 601), EMSGSIZE);
	CHECK_EQ(tx(p.c, p.cid, block, 600), 600);
}

NETTEST(max_burst__set_get, .variants = V_V4)
{
	struct sctp_assoc_value av = {};
	int fd = sock(v), burst = 20;

	CHECK_OK(opt_get(fd, SCTP_MAX_BURST, &av, sizeof(av)));
	CHECK_EQ(av.assoc_value, 4);
	av.assoc_value = 7;
	CHECK_OK(opt_set(fd, SCTP_MAX_BURST, &av, sizeof(av)));
	CHECK_OK(opt_get(fd, SCTP_MAX_BURST, &av, sizeof(av)));
	CHECK_EQ(av.assoc_value, 7);
	/* The old form, a plain int. */
	CHECK_OK(opt_set(fd, SCTP_MAX_BURST, &burst, sizeof(burst)));
	CHECK_EQ(opt_int(fd, SOL_SCTP, SCTP_MAX_BURST), 20);
	CHECK_ERR(opt_set(fd, SCTP_MAX_BURST, &av, 3), EINVAL);
}

NETTEST(future_current_all__max_burst, .variants = V_SEQ_V4 | V_SEQ_V6,
	.smoke = true)
{
	struct pair p = pair_open(v);
	struct sctp_assoc_value av = { SCTP_FUTURE_ASSOC, 11 };
	int c2 = sock(v);

	CHECK_OK(opt_set(p.s, SCTP_MAX_BURST, &av, sizeof(av)));
	av = (struct sctp_assoc_value){ p.sid };
	CHECK_OK(opt_get(p.s, SCTP_MAX_BURST, &av, sizeof(av)));
	CHECK_EQ(av.assoc_value, 4);
	av = (struct sctp_assoc_value){ SCTP_CURRENT_ASSOC, 12 };
	CHECK_OK(opt_set(p.s, SCTP_MAX_BURST, &av, sizeof(av)));
	av = (struct sctp_assoc_value){ p.sid };
	CHECK_OK(opt_get(p.s, SCTP_MAX_BURST, &av, sizeof(av)));
	CHECK_EQ(av.assoc_value, 12);
	av = (struct sctp_assoc_value){ SCTP_FUTURE_ASSOC };
	CHECK_OK(opt_get(p.s, SCTP_MAX_BURST, &av, sizeof(av)));
	CHECK_EQ(av.assoc_value, 11);
	/* A new association takes the endpoint's value. */
	CHECK_OK(connect_to(c2, host(v, 1, PORT)));
	av = (struct sctp_assoc_value){ p.sid };
	av = (struct sctp_assoc_value){ SCTP_ALL_ASSOC, 13 };
	CHECK_OK(opt_set(p.s, SCTP_MAX_BURST, &av, sizeof(av)));
	av = (struct sctp_assoc_value){ p.sid };
	CHECK_OK(opt_get(p.s, SCTP_MAX_BURST, &av, sizeof(av)));
	CHECK_EQ(av.assoc_value, 13);
	av = (struct sctp_assoc_value){ SCTP_FUTURE_ASSOC };
	CHECK_OK(opt_get(p.s, SCTP_MAX_BURST, &av, sizeof(av)));
	CHECK_EQ(av.assoc_value, 13);
	av.assoc_id = SCTP_CURRENT_ASSOC;
	CHECK_ERR(opt_get(p.s, SCTP_MAX_BURST, &av, sizeof(av)), EINVAL);
	av.assoc_id = SCTP_ALL_ASSOC;
	CHECK_ERR(opt_get(p.s, SCTP_MAX_BURST, &av, sizeof(av)), EINVAL);
	av.assoc_id = p.sid + 1000;
	CHECK_ERR(opt_set(p.s, SCTP_MAX_BURST, &av, sizeof(av)), EINVAL);
}

NETTEST(delayed_ack__set_get, .variants = V_V4, .smoke = true)
{
	struct sctp_sack_info si = {};
	struct sctp_assoc_value av = {};
	int fd = sock(v);

	CHECK_OK(opt_get(fd, SCTP_DELAYED_ACK_TIME, &si, sizeof(si)));
	CHECK_EQ(si.sack_delay, 200);
	CHECK_EQ(si.sack_freq, 2);
	si = (struct sctp_sack_info){ 0, 100, 0 };
	CHECK_OK(opt_set(fd, SCTP_DELAYED_ACK_TIME, &si, sizeof(si)));
	CHECK_OK(opt_get(fd, SCTP_DELAYED_ACK_TIME, &si, sizeof(si)));
	CHECK_EQ(si.sack_delay, 100);
	CHECK_EQ(si.sack_freq, 2);
	/* Both zero: nothing to do. */
	si = (struct sctp_sack_info){};
	CHECK_OK(opt_set(fd, SCTP_DELAYED_ACK_TIME, &si, sizeof(si)));
	CHECK_OK(opt_get(fd, SCTP_DELAYED_ACK_TIME, &si, sizeof(si)));
	CHECK_EQ(si.sack_delay, 100);
	si = (struct sctp_sack_info){ 0, 501, 2 };
	CHECK_ERR(opt_set(fd, SCTP_DELAYED_ACK_TIME, &si, sizeof(si)), EINVAL);
	/* The deprecated form. */
	av.assoc_value = 300;
	CHECK_OK(opt_set(fd, SCTP_DELAYED_ACK_TIME, &av, sizeof(av)));
	av.assoc_value = 0;
	CHECK_OK(opt_get(fd, SCTP_DELAYED_ACK_TIME, &av, sizeof(av)));
	CHECK_EQ(av.assoc_value, 300);
	CHECK_ERR(opt_set(fd, SCTP_DELAYED_ACK_TIME, &av, 4), EINVAL);
}

/* Send and receive a message; how many are not acknowledged a moment later. */
static int unacknowledged(const struct pair *p, const char *text)
{
	CHECK_OK(tx(p->c, 0, text, 1));
	rx_data(p->s, text);
	sleep_ms(50);
	return assoc_status(p->c, 0).sstat_unackdata;
}

/* A machine that stands still for half a second makes it look like something
 * else, hence three attempts.
 */
NETTEST(delayed_ack__acts, .variants = V_STREAM_V4)
{
	struct sctp_sack_info slow = { 0, 500, 100 }, fast = { 0, 0, 1 };
	int try, first, delayed, frequent;
	struct pair p;

	for (try = 1; try <= 3; try++) {
		p = pair_open(v);
		CHECK_OK(opt_set(p.s, SCTP_DELAYED_ACK_TIME, &slow,
				 sizeof(slow)));
		/* The first is acknowledged at once (RFC 9260 section 5.1). */
		first = unacknowledged(&p, "a");
		delayed = unacknowledged(&p, "b");
		/* Frequency 1 means no delay at all. */
		CHECK_OK(opt_set(p.s, SCTP_DELAYED_ACK_TIME, &fast,
				 sizeof(fast)));
		frequent = unacknowledged(&p, "c");
		pair_close(&p);
		if (!first && delayed == 1 && !frequent)
			return;
		diag("%d: not acknowledged are %d, %d and %d", try, first,
		     delayed, frequent);
	}
	FAIL("SACKs are not delayed as asked for");
}

NETTEST(context__received, .variants = V_V4)
{
	struct pair p = pair_open(v);
	struct sctp_assoc_value av = { p.sid, 0x12345678 };
	struct rx r;

	CHECK_OK(opt_set(p.s, SCTP_CONTEXT, &av, sizeof(av)));
	CHECK_OK(opt_set_int(p.s, SCTP_RECVRCVINFO, 1));
	CHECK_OK(tx(p.c, p.cid, "x", 1));
	CHECK_EQ(rx(p.s, &r, 0), 1);
	CHECK_EQ(r.rcv.rcv_context, 0x12345678);
	av.assoc_value = 0;
	CHECK_OK(opt_get(p.s, SCTP_CONTEXT, &av, sizeof(av)));
	CHECK_EQ(av.assoc_value, 0x12345678);
}

NETTEST(default_send_param__used, .variants = V_V4, .smoke = true)
{
	struct sctp_sndrcvinfo si = {
		.sinfo_stream = 3,
		.sinfo_ppid = htonl(99),
		.sinfo_flags = SCTP_UNORDERED,
	}, got = {};
	struct pair p = pair_open(v);
	union addr a = host(v, 1, PORT);
	struct rx r;

	si.sinfo_assoc_id = p.cid;
	got.sinfo_assoc_id = p.cid;
	CHECK_OK(opt_set(p.c, SCTP_DEFAULT_SEND_PARAM, &si, sizeof(si)));
	CHECK_OK(opt_get(p.c, SCTP_DEFAULT_SEND_PARAM, &got, sizeof(got)));
	CHECK_EQ(got.sinfo_stream, 3);
	CHECK_EQ(got.sinfo_ppid, htonl(99));
	CHECK_EQ(got.sinfo_flags, SCTP_UNORDERED);
	CHECK_OK(opt_set_int(p.s, SCTP_RECVRCVINFO, 1));
	CHECK_OK(tx_info(p.c, v->type == SOCK_STREAM ? NULL : &a, NULL, "x", 1,
			 0));
	CHECK_EQ(rx(p.s, &r, 0), 1);
	CHECK_EQ(r.rcv.rcv_sid, 3);
	CHECK_EQ(r.rcv.rcv_ppid, htonl(99));
	CHECK_EQ(r.rcv.rcv_flags, SCTP_UNORDERED);
	si.sinfo_flags = 0x400;
	CHECK_ERR(opt_set(p.c, SCTP_DEFAULT_SEND_PARAM, &si, sizeof(si)),
		  EINVAL);
	CHECK_ERR(opt_set(p.c, SCTP_DEFAULT_SEND_PARAM, &si, 31), EINVAL);
}

NETTEST(default_sndinfo__used, .variants = V_V4)
{
	struct sctp_sndinfo si = { .snd_sid = 4, .snd_ppid = htonl(5) };
	struct pair p = pair_open(v);
	union addr a = host(v, 1, PORT);
	struct rx r;

	si.snd_assoc_id = p.cid;
	CHECK_OK(opt_set(p.c, SCTP_DEFAULT_SNDINFO, &si, sizeof(si)));
	si.snd_sid = 0;
	CHECK_OK(opt_get(p.c, SCTP_DEFAULT_SNDINFO, &si, sizeof(si)));
	CHECK_EQ(si.snd_sid, 4);
	CHECK_OK(opt_set_int(p.s, SCTP_RECVRCVINFO, 1));
	CHECK_OK(tx_info(p.c, v->type == SOCK_STREAM ? NULL : &a, NULL, "x", 1,
			 0));
	CHECK_EQ(rx(p.s, &r, 0), 1);
	CHECK_EQ(r.rcv.rcv_sid, 4);
	CHECK_EQ(r.rcv.rcv_ppid, htonl(5));
	si.snd_flags = 0x800;
	CHECK_ERR(opt_set(p.c, SCTP_DEFAULT_SNDINFO, &si, sizeof(si)), EINVAL);
}

NETTEST(nodelay__bundles_without, .variants = V_STREAM_V4)
{
	struct pair p = pair_open(v);
	long packets;
	struct rx r;
	int i;

	/* The peer acknowledges late, so that Nagle has something to hold. */
	CHECK_OK(opt_set(p.s, SCTP_DELAYED_ACK_TIME,
			 &(struct sctp_sack_info){ 0, 200, 50 },
			 sizeof(struct sctp_sack_info)));
	CHECK_OK(tx(p.c, 0, "first", 5));
	rx_data(p.s, "first");
	packets = counter("SctpInSCTPPacks");
	for (i = 0; i < 20; i++)
		CHECK_OK(tx(p.c, 0, &i, sizeof(i)));
	for (i = 0; i < 20; i++)
		CHECK_EQ(rx(p.s, &r, 0), sizeof(i));
	packets = counter("SctpInSCTPPacks") - packets;
	diag("20 small messages in %ld packets", packets);
	CHECK(packets < 10);

	CHECK_OK(opt_set_int(p.c, SCTP_NODELAY, 1));
	packets = counter("SctpInSCTPPacks");
	for (i = 0; i < 10; i++) {
		CHECK_OK(tx(p.c, 0, &i, sizeof(i)));
		CHECK_EQ(rx(p.s, &r, 0), sizeof(i));
	}
	CHECK(counter("SctpInSCTPPacks") - packets >= 10);
}

int main(int argc, char **argv)
{
	return ktap_main(argc, argv, &sock_suite);
}
