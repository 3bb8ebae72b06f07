// SPDX-License-Identifier: GPL-2.0-only
/*
 * An echo server as in appendix A of draft-ietf-tsvwg-sctpsocket-04 (2002):
 * ancillary data and notifications by its options, messages read until
 * MSG_EOR, and what came in msg_control is given back to sendmsg(2) as it is.
 *
 * Other than there a message is printed to standard output, whole messages
 * are counted, and the sizes of ancillary data are CMSG_SPACE()'s.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "draft_echo.h"

#define BUFLEN	100

void die(const char *what)
{
	perror(what);
	exit(1);
}

int echo_socket(int type, int backlog)
{
	struct sockaddr_in sin = {
		.sin_family = AF_INET,
		.sin_port = htons(ECHO_PORT),
		.sin_addr.s_addr = INADDR_ANY,
	};
	int fd = socket(AF_INET, type, IPPROTO_SCTP);

	if (fd < 0)
		die("socket");
	if (bind(fd, (struct sockaddr *)&sin, sizeof(sin)))
		die("bind");
	if (listen(fd, backlog))
		die("listen");
	return fd;
}

/* Ancillary data, and all notifications that the examples handle */
void ask_for_all(int fd)
{
	static const int options[] = {
		SCTP_RECVDATAIOEVNT, SCTP_RECVASSOCEVNT, SCTP_RECVSENDFAILEVNT,
		SCTP_RECVPADDEVNT, SCTP_RECVPEERERR, SCTP_RECVSHUTDOWNEVNT,
	};
	unsigned int i;
	int on = 1;

	for (i = 0; i < sizeof(options) / sizeof(*options); i++)
		if (setsockopt(fd, IPPROTO_SCTP, options[i], &on, sizeof(on)))
			die("setsockopt");
}

static void show_address(const struct sctp_paddr_change *spc)
{
	const struct sockaddr_in6 *sin6 = (const void *)&spc->spc_aaddr;
	const struct sockaddr_in *sin = (const void *)&spc->spc_aaddr;
	char text[INET6_ADDRSTRLEN];
	const void *addr = &sin->sin_addr;

	if (spc->spc_aaddr.ss_family == AF_INET6)
		addr = &sin6->sin6_addr;
	printf("^^^ intf_change: %s state=%d, error=%d\n",
	       inet_ntop(spc->spc_aaddr.ss_family, addr, text, sizeof(text)),
	       spc->spc_state, spc->spc_error);
}

static void handle_event(const union sctp_notification *snp)
{
	switch (snp->sn_header.sn_type) {
	case SCTP_ASSOC_CHANGE:
		printf("^^^ assoc_change: state=%hu, error=%hu, ",
		       snp->sn_assoc_change.sac_state,
		       snp->sn_assoc_change.sac_error);
		printf("instr=%hu outstr=%hu\n",
		       snp->sn_assoc_change.sac_inbound_streams,
		       snp->sn_assoc_change.sac_outbound_streams);
		break;
	case SCTP_SEND_FAILED:
		printf("^^^ sendfailed: len=%u err=%u\n",
		       snp->sn_send_failed.ssf_length,
		       snp->sn_send_failed.ssf_error);
		break;
	case SCTP_PEER_ADDR_CHANGE:
		show_address(&snp->sn_paddr_change);
		break;
	case SCTP_REMOTE_ERROR:
		printf("^^^ remote_error: err=%hu len=%u\n",
		       ntohs(snp->sn_remote_error.sre_error),
		       snp->sn_remote_error.sre_length);
		break;
	case SCTP_SHUTDOWN_EVENT:
		printf("^^^ shutdown event\n");
		break;
	default:
		printf("unknown type: %hu\n", snp->sn_header.sn_type);
		break;
	}
}

/* A whole message, in a buffer that grows with it */
static char *read_message(int fd, struct msghdr *msg, char *buf, size_t *size,
			  ssize_t *len)
{
	size_t controllen = msg->msg_controllen;
	struct iovec iov;
	ssize_t n;

	*len = 0;
	for (;;) {
		iov.iov_base = buf + *len;
		iov.iov_len = *size - *len;
		msg->msg_iov = &iov;
		msg->msg_iovlen = 1;
		msg->msg_flags = MSG_XPG4_2;
		msg->msg_controllen = controllen;
		n = recvmsg(fd, msg, 0);
		if (n <= 0) {
			*len = n;
			free(buf);
			return NULL;
		}
		*len += n;
		if (msg->msg_flags & MSG_EOR)
			return buf;
		if ((size_t)*len == *size) {
			*size *= 2;
			buf = realloc(buf, *size);
			if (!buf)
				die("realloc");
		}
	}
}

/* Give a message back, with the ancillary data that it came with */
static void send_back(int fd, struct msghdr *msg, char *buf, size_t len)
{
	struct cmsghdr *cmsg = CMSG_FIRSTHDR(msg);
	struct sctp_sndrcvinfo *sri;
	struct iovec iov = { buf, len };

	if (!cmsg || cmsg->cmsg_level != IPPROTO_SCTP ||
	    cmsg->cmsg_type != SCTP_SNDRCV) {
		fprintf(stderr, "no SCTP_SNDRCV\n");
		exit(1);
	}
	sri = (struct sctp_sndrcvinfo *)CMSG_DATA(cmsg);
	printf("got %zu bytes on stream %hu:\n", len, sri->sinfo_stream);
	fwrite(buf, 1, len, stdout);
	msg->msg_iov = &iov;
	msg->msg_iovlen = 1;
	msg->msg_flags = MSG_XPG4_2;
	if (sendmsg(fd, msg, 0) < 0)
		die("sendmsg");
}

/* Until there is nothing more to read. Return: the number of messages */
int echo(int fd)
{
	char control[CMSG_SPACE(sizeof(struct sctp_sndrcvinfo))];
	struct msghdr msg = { .msg_control = control };
	size_t size = BUFLEN;
	char *buf = malloc(size);
	ssize_t len;
	int n = 0;

	for (;;) {
		msg.msg_controllen = sizeof(control);
		buf = read_message(fd, &msg, buf, &size, &len);
		if (!buf)
			break;
		if (msg.msg_flags & MSG_NOTIFICATION) {
			handle_event((void *)buf);
		} else {
			send_back(fd, &msg, buf, len);
			n++;
		}
		fflush(stdout);
	}
	if (len < 0)
		perror("recvmsg");
	return n;
}
