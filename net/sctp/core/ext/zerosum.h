/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Packets with a zero instead of the CRC32c, RFC 9653: for SCTP over DTLS,
 * which finds errors itself. Who offers the parameter takes such packets. The
 * other side may send them if it offered it, too.
 *
 *   initchunk.c    the parameter
 *   input.c, xmit.c of the kernel half: what is taken, what is sent
 */
#ifndef _SCTP_CORE_ZEROSUM_H
#define _SCTP_CORE_ZEROSUM_H

#include "core/assoc.h"
#include "core/caps.h"
#include "asconf.h"

/* Error Detection Method Identifier: a lower layer that is DTLS, section 6 */
#define SCTP_EDMID_DTLS	1

/**
 * sctp_zero_may_send() - may packets leave without a checksum?
 * @a: association, owned
 *
 * Not with an INIT or a COOKIE ECHO in them (section 5.2), which are sent
 * before the association is up. Nor while an ASCONF is outstanding: it may come
 * from an address that the peer does not know, where it finds no association
 * that takes a zero.
 *
 * Return: true if so.
 */
static inline bool sctp_zero_may_send(const struct sctp_assoc *a)
{
	return unlikely(a->hs.caps & SCTP_CAP_ZERO_CHECKSUM) &&
	       a->state >= SCTP_ST_ESTABLISHED && !sctp_asconf_asking(a);
}

/**
 * sctp_zero_takes() - is a packet without checksum taken?
 * @a: association that its addresses and ports belong to; RCU is enough
 * @vtag: its Verification Tag
 *
 * One with an INIT, which has no tag, is not, and the caller asks whether there
 * is a COOKIE ECHO in it (section 5.3).
 *
 * Return: true if so.
 */
static inline bool sctp_zero_takes(const struct sctp_assoc *a, u32 vtag)
{
	return READ_ONCE(a->hs.caps) & SCTP_CAP_TAKES_ZERO &&
	       READ_ONCE(a->hs.my_tag) == vtag;
}

#endif
