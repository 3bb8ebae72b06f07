/* SPDX-License-Identifier: GPL-2.0-only */
/* Options of congestion control, which <netinet/sctp.h> does not have */
#ifndef SELFTESTS_NET_CONGESTION_H
#define SELFTESTS_NET_CONGESTION_H

#include <netinet/in.h>
#include <netinet/sctp.h>
#include <sys/socket.h>

#ifndef SCTP_PLUGGABLE_CC
#define SCTP_PLUGGABLE_CC	203
#define SCTP_PEER_ADDR_CC	204
#define SCTP_CONGESTION		205
#define SCTP_CC_RFC2581		0
#define SCTP_CC_HSTCP		1
#define SCTP_CC_HTCP		2
#define SCTP_CC_CUBIC		16
#define SCTP_CC_DCTCP		17

struct sctp_paddrcc {
	sctp_assoc_t		spc_assoc_id;
	uint32_t		spc_value;
	struct sockaddr_storage	spc_address;
};

struct sctp_congestion {
	sctp_assoc_t	assoc_id;
	char		name[16];
};
#endif

#ifndef SCTP_CMT_ON_OFF
#define SCTP_CMT_ON_OFF		206
#define SCTP_CMT_OFF		0
#define SCTP_CMT_BASE		1
#define SCTP_CMT_MPTCP		4
#define SCTP_CMT_USE_DAC	207
#endif

static const char no_cmt[] = "has no multipath transfer";
static const char no_choice[] = "has one algorithm of congestion control";

#endif
