// SPDX-License-Identifier: GPL-2.0-only
/*
 * sctp_peeloff(3), RFC 6458 section 9.2: an association of a one-to-many
 * socket moves to a socket of its own.
 */
#include <linux/file.h>
#include <linux/net.h>
#include <net/sock.h>

#include "kassoc.h"
#include "pause.h"
#include "peeloff.h"
#include "socket.h"

/*
 * A struct socket for the clone. It passes all checks of socket(2), which also
 * gives it a struct sock: that one is released.
 */
static struct socket *socket_like(struct sock *sk)
{
	struct socket *sock;
	int err;

	err = sock_create(sk->sk_family, SOCK_SEQPACKET, IPPROTO_SCTP, &sock);
	if (err)
		return ERR_PTR(err);
	sock->ops->release(sock);
	return sock;
}

static int peel_off(struct sock *sk, sctp_assoc_t id, struct socket *sock)
{
	struct sctp_kassoc *ka;
	struct sock *newsk;

	if (!sctp_is_one_to_many(sk) ||
	    !net_eq(current->nsproxy->net_ns, sock_net(sk)))
		return -EINVAL;
	ka = sctp_sock_assoc(sk, id);
	if (!ka)
		return -EINVAL;
	newsk = sctp_sock_clone(sk, ka, SCTP_STYLE_PEELED);
	if (IS_ERR(newsk))
		return PTR_ERR(newsk);
	sock_graft(newsk, sock);
	sock->state = SS_CONNECTED;
	return 0;
}

/**
 * sctp_peeloff() - give an association a socket of its own
 * @sk: one-to-many socket, not owned
 * @id: the association
 * @flags: SOCK_CLOEXEC, SOCK_NONBLOCK
 * @filp: set to the new socket's file
 *
 * Descriptor and file are allocated first. If that fails the association has
 * not moved.
 *
 * Return: a file descriptor, not yet installed, or a negative errno.
 */
int sctp_peeloff(struct sock *sk, sctp_assoc_t id, unsigned int flags,
		 struct file **filp)
{
	struct socket *sock;
	struct file *file;
	int fd, err;

	fd = get_unused_fd_flags(flags & SOCK_CLOEXEC);
	if (fd < 0)
		return fd;
	sock = socket_like(sk);
	err = PTR_ERR_OR_ZERO(sock);
	if (err)
		goto out_fd;
	file = sock_alloc_file(sock, flags & SOCK_NONBLOCK,
			       sk->sk_prot_creator->name);
	err = PTR_ERR_OR_ZERO(file);
	if (err)
		goto out_fd;
	sctp_pause(SCTP_PAUSE_PEEL);
	lock_sock(sk);
	err = peel_off(sk, id, sock);
	release_sock(sk);
	if (err)
		goto out_file;
	*filp = file;
	return fd;

out_file:
	fput(file);
out_fd:
	put_unused_fd(fd);
	return err;
}
