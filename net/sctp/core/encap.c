// SPDX-License-Identifier: GPL-2.0-only
/*
 * UDP encapsulation, RFC 6951: each address of the peer has a port that packets
 * to it are sent to in UDP, 0 if they are not. The user gives the first one.
 * Then it is the port that the last packet with our tag came from, since
 * address translators change ports.
 *
 * Whether there is a port of ours to send from is known outside of core, which
 * puts on the UDP header and counts it in path_route().
 */
#include <linux/kernel.h>

#include "encap.h"
#include "pathroute.h"

/**
 * sctp_encap_set() - packets to an address go to another port
 * @a: association
 * @p: path
 * @port: UDP port, 0 = not in UDP
 * @now: time
 *
 * The route is looked up again: the PMTU is without the UDP header (section
 * 5.6).
 */
void sctp_encap_set(struct sctp_assoc *a, struct sctp_path *p, u16 port,
		    u64 now)
{
	sctp_assoc_entered(a);
	if (p->cfg.encap_port == port)
		return;
	p->cfg.encap_port = port;
	sctp_path_reroute(a, p, now);
}

/**
 * sctp_encap_learn() - a packet came from another port (section 5.4)
 * @a: association
 * @rx: packet; its path is known
 *
 * Only one with our tag counts, so that nobody off the path can redirect what
 * we send.
 */
void sctp_encap_learn(struct sctp_assoc *a, const struct sctp_rx *rx)
{
	if (rx->vtag != a->hs.my_tag)
		return;
	sctp_mib_add(a->mib, SCTP_MIB_ENCAP_PORTS_LEARNT, 1);
	sctp_encap_set(a, rx->path, rx->encap, rx->now);
}

/**
 * sctp_encap_accepted() - an association was made by a COOKIE ECHO
 * @a: association
 * @rx: the packet
 *
 * Until packets come from the peer's other addresses their port is taken to be
 * the same.
 */
void sctp_encap_accepted(struct sctp_assoc *a, const struct sctp_rx *rx)
{
	struct sctp_path *p;

	list_for_each_entry(p, &a->paths, list)
		sctp_encap_set(a, p, rx->encap, rx->now);
}
