/* SPDX-License-Identifier: GPL-2.0-only */
/* What core calls outside of itself */
#ifndef _SCTP_CORE_OPS_H
#define _SCTP_CORE_OPS_H

#include "assoc.h"

#ifdef SCTP_OPS
extern const struct sctp_ops SCTP_OPS;
#endif

/**
 * sctp_ops() - the functions outside of core
 * @a: association
 *
 * Where all associations have the same ones SCTP_OPS is their name, so that the
 * calls are direct.
 *
 * Return: @a->ops.
 */
static inline const struct sctp_ops *sctp_ops(const struct sctp_assoc *a)
{
#ifdef SCTP_OPS
	return &SCTP_OPS;
#else
	return a->ops;
#endif
}

#endif
