// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sockets, and what is to be seen of them.
 */
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"
#include "slot.h"

#ifndef SOL_SCTP
#define SOL_SCTP	132
#endif

struct slot slots[NUM_SLOTS];

/**
 * slots_init() - there are no sockets yet
 */
void slots_init(void)
{
	int i;

	for (i = 0; i < NUM_SLOTS; i++)
		slot_forget(i);
}

/**
 * slot_open() - a new socket
 * @number: which is to be it
 * @fd: descriptor
 * @family: AF_INET or AF_INET6
 * @type: SOCK_STREAM or SOCK_SEQPACKET
 */
void slot_open(int number, int fd, int family, int type)
{
	struct slot *slot = &slots[number];

	slot_forget(number);
	slot->fd = fd;
	slot->family = family;
	slot->type = type;
}

/**
 * slot_forget() - a socket is closed, or about to be
 * @number: which
 */
void slot_forget(int number)
{
	struct slot *slot = &slots[number];

	memset(slot, 0, sizeof(*slot));
	slot->fd = -1;
	slot->family = AF_INET;
	slot->type = SOCK_STREAM;
}

/**
 * slot_id_name() - what an association is called
 * @slot: whose it is
 * @id: its id
 * @name: what it is called
 * @size: room for that in bytes
 */
void slot_id_name(struct slot *slot, sctp_assoc_t id, char *name, size_t size)
{
	int i;

	if ((int)id <= SCTP_ALL_ASSOC) {
		snprintf(name, size, "%d", (int)id);
		return;
	}
	for (i = 0; i < slot->num_ids; i++) {
		if (slot->ids[i] == id)
			break;
	}
	if (i == slot->num_ids && i < SLOT_IDS)
		slot->ids[slot->num_ids++] = id;
	snprintf(name, size, "a%d", i + 1);
}

/**
 * slot_id() - the id of an association
 * @slot: whose it is
 * @name: what it is called
 *
 * Return: its id; if there was none with this name, one that is not used.
 */
sctp_assoc_t slot_id(const struct slot *slot, const char *name)
{
	int i = atoi(name[0] == 'a' ? name + 1 : name);

	if (name[0] != 'a')
		return i;

	return i >= 1 && i <= slot->num_ids ? slot->ids[i - 1] : 0x7ffffffe;
}

static void look_poll(FILE *out, int fd)
{
	static const struct {
		short bit;
		char letter;
	} bits[] = {
		{ POLLIN, 'i' }, { POLLPRI, 'p' }, { POLLOUT, 'o' },
		{ POLLRDHUP, 'r' }, { POLLERR, 'e' }, { POLLHUP, 'h' },
	};
	struct pollfd p = { .fd = fd, .events = POLLIN | POLLPRI | POLLOUT |
						POLLRDHUP };
	size_t i;

	poll(&p, 1, 0);
	if (!p.revents)
		fputc('-', out);
	for (i = 0; i < ARRAY_SIZE(bits); i++) {
		if (p.revents & bits[i].bit)
			fputc(bits[i].letter, out);
	}
}

/* A letter for each state: SHUTDOWN-PENDING, -SENT, -RECEIVED, -ACK-SENT. */
static void look_state(FILE *out, int fd, sctp_assoc_t id)
{
	static const char letters[] = "0cweEpsra";
	struct sctp_status status = { .sstat_assoc_id = id };
	socklen_t len = sizeof(status);

	if (getsockopt(fd, SOL_SCTP, SCTP_STATUS, &status, &len) ||
	    status.sstat_state < 0 ||
	    status.sstat_state >= (int)sizeof(letters) - 1)
		return;
	fputc(letters[status.sstat_state], out);
}

static void look_assocs(FILE *out, struct slot *slot)
{
	union {
		struct sctp_assoc_ids list;
		sctp_assoc_t room[1 + SLOT_IDS];
	} u;
	socklen_t len = sizeof(u);
	char name[16];
	__u32 i;

	fputc('/', out);
	if (slot->type == SOCK_STREAM) {
		look_state(out, slot->fd, 0);
		return;
	}
	if (getsockopt(slot->fd, SOL_SCTP, SCTP_GET_ASSOC_ID_LIST, &u, &len))
		return;
	for (i = 0; i < u.list.gaids_number_of_ids; i++) {
		slot_id_name(slot, u.list.gaids_assoc_id[i], name,
			     sizeof(name));
		look_state(out, slot->fd, u.list.gaids_assoc_id[i]);
	}
}

/**
 * slots_look() - write down which sockets look otherwise than before
 * @out: where to
 */
void slots_look(FILE *out)
{
	char *text;
	size_t size;
	FILE *now;
	int i;

	for (i = 0; i < NUM_SLOTS; i++) {
		if (slots[i].fd < 0)
			continue;
		now = text_open(&text, &size);
		look_poll(now, slots[i].fd);
		look_assocs(now, &slots[i]);
		fclose(now);
		if (strcmp(text, slots[i].seen))
			fprintf(out, " | %d:%s", i, text);
		snprintf(slots[i].seen, sizeof(slots[i].seen), "%s", text);
		free(text);
	}
}
