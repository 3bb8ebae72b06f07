// SPDX-License-Identifier: GPL-2.0-only
/*
 * sctp_diag.ko: sock_diag(7) for SCTP. Loaded automatically on a request.
 */
#include <linux/inet_diag.h>
#include <linux/module.h>

#include "diag.h"

/* For the broadcast about a socket that is destroyed */
static void diag_get_info(struct sock *sk, struct inet_diag_msg *r, void *info)
{
	if (info)
		memset(info, 0, sizeof(struct sctp_info));
}

static const struct inet_diag_handler handler = {
	INET_DIAG_OWNER(THIS_MODULE)
	.dump		= sctp_diag_dump,
	.dump_one	= sctp_diag_dump_one,
	.idiag_get_info	= diag_get_info,
#ifdef CONFIG_INET_DIAG_DESTROY
	.destroy	= sctp_diag_destroy,
#endif
	.idiag_type	= IPPROTO_SCTP,
	.idiag_info_size = sizeof(struct sctp_info),
};

static int __init diag_init(void)
{
	return inet_diag_register(&handler);
}

static void __exit diag_exit(void)
{
	inet_diag_unregister(&handler);
}

module_init(diag_init);
module_exit(diag_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("SCTP socket monitoring");
MODULE_VERSION("1.0");
MODULE_AUTHOR("The sctp-ko authors");
/* PF_NETLINK, NETLINK_SOCK_DIAG, AF_INET and IPPROTO_SCTP */
MODULE_ALIAS("net-pf-16-proto-4-type-2-132");
