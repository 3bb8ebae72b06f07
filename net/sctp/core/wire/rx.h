/* SPDX-License-Identifier: GPL-2.0-only */
/* What is noted of a received packet while it is processed: struct sctp_rx */
#ifndef _SCTP_CORE_RX_H
#define _SCTP_CORE_RX_H

#include "core/seam.h"

/**
 * sctp_rx_begin() - nothing is known of a packet yet
 * @rx: packet
 * @npackets: packets its skb holds
 * @ndata: DATA chunks in them, as far as they are counted
 */
static inline void sctp_rx_begin(struct sctp_rx *rx, unsigned int npackets,
				 unsigned int ndata)
{
	rx->npackets = npackets;
	rx->ndata = ndata;
	rx->taken = 0;
	rx->aborts = false;
	rx->sacked = false;
	rx->asked = false;
	rx->authentic = false;
}

/**
 * sctp_rx_has_data() - there is one DATA chunk more in it
 * @rx: packet
 */
static inline void sctp_rx_has_data(struct sctp_rx *rx)
{
	rx->ndata++;
}

/**
 * sctp_rx_has_abort() - is there an ABORT in it?
 * @rx: packet
 * @aborts: yes
 */
static inline void sctp_rx_has_abort(struct sctp_rx *rx, bool aborts)
{
	rx->aborts = aborts;
}

/**
 * sctp_rx_came_by() - the path it came from is known
 * @rx: packet
 * @p: the path, NULL when its source is none of the association's addresses
 */
static inline void sctp_rx_came_by(struct sctp_rx *rx, struct sctp_path *p)
{
	rx->path = p;
}

/**
 * sctp_rx_took() - user data of it was taken
 * @rx: packet
 * @len: bytes
 */
static inline void sctp_rx_took(struct sctp_rx *rx, u32 len)
{
	rx->taken += len;
}

/**
 * sctp_rx_first_sack() - a SACK of it is about to be processed
 * @rx: packet
 *
 * Return: true unless another one was before it.
 */
static inline bool sctp_rx_first_sack(struct sctp_rx *rx)
{
	bool first = !rx->sacked;

	rx->sacked = true;
	return first;
}

/**
 * sctp_rx_first_request() - a RE-CONFIG of it with requests is about to be
 * processed
 * @rx: packet
 *
 * Return: true unless another one was before it.
 */
static inline bool sctp_rx_first_request(struct sctp_rx *rx)
{
	bool first = !rx->asked;

	rx->asked = true;
	return first;
}

/**
 * sctp_rx_is_authentic() - all chunks behind an AUTH chunk are authentic
 * @rx: packet
 */
static inline void sctp_rx_is_authentic(struct sctp_rx *rx)
{
	rx->authentic = true;
}

/**
 * sctp_rx_refused() - a packet is not taken, which was counted already
 * @rx: packet
 * @why: counter that tells the reason
 */
static inline void sctp_rx_refused(struct sctp_rx *rx, enum sctp_counter why)
{
	rx->refused = why;
}

/**
 * sctp_rx_refuse() - a packet is not taken
 * @rx: packet
 * @mib: counter block
 * @why: counter that tells the reason
 */
static inline void sctp_rx_refuse(struct sctp_rx *rx, void *mib,
				  enum sctp_counter why)
{
	sctp_mib_add(mib, why, 1);
	sctp_rx_refused(rx, why);
}

#endif
