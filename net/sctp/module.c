// SPDX-License-Identifier: GPL-2.0-only
/*
 * SCTP, RFC 9260, as a module that takes the place of the kernel's own.
 *
 * Parts are undone in reverse order. Packets and sockets can come as soon as
 * the protocol is registered, so that is done last.
 */
#include <linux/module.h>
#include <net/inet_common.h>
#include <net/protocol.h>
#include <net/transp_v6.h>

#include "autoaddr.h"
#include "crc32c.h"
#include "crypto.h"
#include "ip.h"
#include "kassoc.h"
#include "leak.h"
#include "lookup.h"
#include "netns.h"
#include "offload.h"
#include "payload.h"
#include "port.h"
#include "rmem.h"
#include "socket.h"
#include "sysctl.h"

static struct inet_protosw sctp_seqpacket_protosw = {
	.type = SOCK_SEQPACKET,
	.protocol = IPPROTO_SCTP,
	.prot = &sctp_prot,
	.ops = &sctp_inet_ops,
};

static struct inet_protosw sctp_stream_protosw = {
	.type = SOCK_STREAM,
	.protocol = IPPROTO_SCTP,
	.prot = &sctp_prot,
	.ops = &sctp_inet_ops,
};

static struct inet_protosw sctpv6_seqpacket_protosw = {
	.type = SOCK_SEQPACKET,
	.protocol = IPPROTO_SCTP,
	.prot = &sctpv6_prot,
	.ops = &sctp_inet6_ops,
};

static struct inet_protosw sctpv6_stream_protosw = {
	.type = SOCK_STREAM,
	.protocol = IPPROTO_SCTP,
	.prot = &sctpv6_prot,
	.ops = &sctp_inet6_ops,
};

/* Is another SCTP registered? The loader refuses a second module "sctp", but
 * SCTP may be built in, or be a module with another name.
 */
static bool already_there(void)
{
	return rcu_access_pointer(inet_protos[IPPROTO_SCTP]) ||
	       rcu_access_pointer(inet6_protos[IPPROTO_SCTP]);
}

static void say_conflict(void)
{
	pr_err("this kernel has another SCTP already\n");
	pr_err("if it is a module: end its users, run 'rmmod sctp_diag sctp', and load this one again;\n");
	pr_err("'echo blacklist sctp > /etc/modprobe.d/sctp.conf' keeps the other from coming back by itself\n");
}

static int sockets4_init(void)
{
	int err = proto_register(&sctp_prot, 1);

	if (err)
		return err;
	inet_register_protosw(&sctp_seqpacket_protosw);
	inet_register_protosw(&sctp_stream_protosw);
	return 0;
}

static void sockets4_exit(void)
{
	inet_unregister_protosw(&sctp_stream_protosw);
	inet_unregister_protosw(&sctp_seqpacket_protosw);
	proto_unregister(&sctp_prot);
}

static int sockets6_init(void)
{
	int err;

	if (!ipv6_mod_enabled())
		return 0;
	err = proto_register(&sctpv6_prot, 1);
	if (err)
		return err;
	err = inet6_register_protosw(&sctpv6_seqpacket_protosw);
	if (err)
		goto err_proto;
	err = inet6_register_protosw(&sctpv6_stream_protosw);
	if (err)
		goto err_seqpacket;
	return 0;

err_seqpacket:
	inet6_unregister_protosw(&sctpv6_seqpacket_protosw);
err_proto:
	proto_unregister(&sctpv6_prot);
	return err;
}

static void sockets6_exit(void)
{
	if (!ipv6_mod_enabled())
		return;
	inet6_unregister_protosw(&sctpv6_stream_protosw);
	inet6_unregister_protosw(&sctpv6_seqpacket_protosw);
	proto_unregister(&sctpv6_prot);
}

/* A part of the module: set up in order, undone in reverse */
struct part {
	int (*init)(void);
	void (*exit)(void);
};

static const struct part parts[] = {
	{ sctp_crc32c_init, sctp_crc32c_exit },
	{ sctp_crypto_init, sctp_crypto_exit },
	{ sctp_lookup_init, sctp_lookup_exit },
	{ sctp_port_init, sctp_port_exit },
	{ sctp_lsm_init, sctp_lsm_exit },
	{ sctp_kmsg_init, sctp_kmsg_exit },
	{ sctp_rmem_init, sctp_rmem_exit },
	{ sctp_kassoc_init, sctp_kassoc_exit },
	{ sctp_sock_mem_init, sctp_sock_mem_exit },
	{ sctp_sysctl_init, sctp_sysctl_exit },
	{ sctp_netns_init, sctp_netns_exit },
	{ sctp_autoaddr_start, sctp_autoaddr_stop },
	{ sctp_offload_init, sctp_offload_exit },
	{ sockets4_init, sockets4_exit },
	{ sockets6_init, sockets6_exit },
	{ sctp_ip4_start, sctp_ip4_stop },
	{ sctp_ip6_start, sctp_ip6_stop },
};

static void parts_undo(size_t n)
{
	while (n)
		parts[--n].exit();
	sctp_leak_report();
}

static int __init sctp_init(void)
{
	size_t i;
	int err;

	if (already_there()) {
		say_conflict();
		return -EEXIST;
	}
	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		err = parts[i].init();
		if (err == -EBUSY)
			say_conflict();
		if (err) {
			parts_undo(i);
			return err;
		}
	}
	return 0;
}

/* Each socket holds the module: there are no sockets and no associations */
static void __exit sctp_exit(void)
{
	parts_undo(ARRAY_SIZE(parts));
}

module_init(sctp_init);
module_exit(sctp_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Stream Control Transmission Protocol (RFC 9260)");
/* Without one DKMS takes it for the kernel's own, and does not install it */
MODULE_VERSION("1.0");
MODULE_AUTHOR("The sctp-ko authors");

/* socket(2) asks for the long form first, then for the short one */
MODULE_ALIAS_NET_PF_PROTO(PF_INET, 132);
MODULE_ALIAS_NET_PF_PROTO(PF_INET6, 132);
MODULE_ALIAS_NET_PF_PROTO_TYPE(PF_INET, 132, 1);
MODULE_ALIAS_NET_PF_PROTO_TYPE(PF_INET, 132, 5);
MODULE_ALIAS_NET_PF_PROTO_TYPE(PF_INET6, 132, 1);
MODULE_ALIAS_NET_PF_PROTO_TYPE(PF_INET6, 132, 5);
