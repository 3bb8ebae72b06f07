/* SPDX-License-Identifier: GPL-2.0-only */
/* An endpoint, and its answers without an association */
#ifndef _SCTP_CORE_EP_H
#define _SCTP_CORE_EP_H

#include "config.h"
#include "seam.h"

struct sctp_auth_ep;
struct sctp_keys;
struct sctp_param_list;

/**
 * struct sctp_ep - what the associations of a socket have in common
 * @ops: functions outside of core
 * @mib: counter block for sctp_mib_add()
 * @cfg: defaults of new associations
 * @keys: cookie keys, NULL before they are needed
 * @auth: keys and lists of RFC 4895, NULL before the user sets some
 * @rwnd: a_rwnd of INIT and INIT ACK, bytes
 * @held: memory held by all associations that share a receive buffer, bytes; 0
 *        when each has its own
 * @diag_code: cause code of ABORTs that say in words why they are sent, since
 *             RFC 9260 has no cause for them; 0 = these have no cause. Read
 *             with READ_ONCE()
 * @port: local port
 * @listening: accepts associations
 * @addr_v4: IPv4 addresses may be used
 * @addr_v6: IPv6 addresses may be used
 * @nodelay: small messages are sent at once, without Nagle's algorithm
 */
struct sctp_ep {
	const struct sctp_ops *ops;
	void *mib;
	const struct sctp_config *cfg;
	struct sctp_keys *keys;
	struct sctp_auth_ep *auth;
	u32 rwnd;
	u32 held;
	u16 diag_code;
	__be16 port;
	bool listening:1;
	bool addr_v4:1;
	bool addr_v6:1;
	bool nodelay;
};

void sctp_ep_init(struct sctp_ep *ep, const struct sctp_ops *ops, void *mib,
		  const struct sctp_config *cfg);
void sctp_ep_destroy(struct sctp_ep *ep);
void sctp_ep_inherit(struct sctp_ep *to, const struct sctp_ep *from);
struct sctp_assoc *sctp_ep_input(struct sctp_ep *ep, struct sctp_rx *rx);
bool sctp_init_addrs(const struct sctp_rx *rx, struct sctp_param_list *list);

struct sk_buff *sctp_ep_abort(const struct sctp_ep *ep, u8 flags,
			      const char *why);
bool sctp_ep_admits(struct sctp_ep *ep, struct sctp_assoc *a,
		    struct sctp_rx *rx, enum sctp_step step);
void sctp_ep_shutdown_complete(struct sctp_ep *ep, const struct sctp_rx *rx);
void sctp_ep_no_resource(struct sctp_ep *ep, const struct sctp_rx *rx, u32 tag);

/**
 * sctp_ep_has_family() - may an endpoint use addresses of a family?
 * @ep: endpoint
 * @family: AF_INET or AF_INET6
 *
 * Return: true if so.
 */
static inline bool sctp_ep_has_family(const struct sctp_ep *ep, u16 family)
{
	return family == AF_INET ? ep->addr_v4 : ep->addr_v6;
}

#endif
