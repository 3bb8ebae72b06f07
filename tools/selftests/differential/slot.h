/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The sockets of a script, by number, and what can be seen of one without
 * changing it: poll() and the states of its associations, "io/E".
 */
#ifndef DIFFERENTIAL_SLOT_H
#define DIFFERENTIAL_SLOT_H

#include <stdio.h>
#include <sys/socket.h>

#include <linux/sctp.h>

#define NUM_SLOTS	8
#define SLOT_IDS	8

/**
 * struct slot - a socket
 * @fd: descriptor, or -1
 * @family: AF_INET or AF_INET6
 * @type: SOCK_STREAM or SOCK_SEQPACKET
 * @ids: associations in the order they were seen: a1 and so on
 * @num_ids: how many were
 * @seen: what was last seen of it
 */
struct slot {
	int fd;
	int family;
	int type;
	sctp_assoc_t ids[SLOT_IDS];
	int num_ids;
	char seen[64];
};

extern struct slot slots[NUM_SLOTS];

void slots_init(void);
void slot_open(int number, int fd, int family, int type);
void slot_forget(int number);
void slot_id_name(struct slot *slot, sctp_assoc_t id, char *name, size_t size);
sctp_assoc_t slot_id(const struct slot *slot, const char *name);
void slots_look(FILE *out);

#endif /* DIFFERENTIAL_SLOT_H */
