// SPDX-License-Identifier: GPL-2.0-only
/*
 * The clock: a binary heap of events, the earliest at the root. Events of
 * the same time happen in the order they were added.
 */
#include <stdlib.h>
#include <string.h>

#include "sim.h"

static struct sim_event *heap;
static size_t nr, room;
static u64 order;

static bool before(const struct sim_event *a, const struct sim_event *b)
{
	return a->at != b->at ? a->at < b->at : a->order < b->order;
}

/**
 * sim_event_add() - something will happen
 * @ev: what and when; copied
 */
void sim_event_add(const struct sim_event *ev)
{
	struct sim_event e = *ev;
	size_t i, parent;

	if (nr == room) {
		room = room ? room * 2 : 256;
		heap = realloc(heap, room * sizeof(*heap));
		if (!heap)
			abort();
	}
	e.order = order++;
	for (i = nr++; i; i = parent) {
		parent = (i - 1) / 2;
		if (!before(&e, &heap[parent]))
			break;
		heap[i] = heap[parent];
	}
	heap[i] = e;
}

/**
 * sim_event_next() - take the earliest event
 * @ev: result
 *
 * Return: false when there is none.
 */
bool sim_event_next(struct sim_event *ev)
{
	struct sim_event *last;
	size_t i, child;

	if (!nr)
		return false;
	*ev = heap[0];
	last = &heap[--nr];
	for (i = 0; i * 2 + 1 < nr; i = child) {
		child = i * 2 + 1;
		if (child + 1 < nr && before(&heap[child + 1], &heap[child]))
			child++;
		if (!before(&heap[child], last))
			break;
		heap[i] = heap[child];
	}
	heap[i] = *last;
	return true;
}

/**
 * sim_event_count() - how many events wait
 *
 * Return: the number.
 */
size_t sim_event_count(void)
{
	return nr;
}

/**
 * sim_event_reset() - forget all events, and free the packets they carry
 */
void sim_event_reset(void)
{
	struct sim_pkt *pkt, *next;
	size_t i;

	for (i = 0; i < nr; i++)
		for (pkt = heap[i].pkt; pkt; pkt = next) {
			next = pkt->next;
			free(pkt);
		}
	nr = 0;
	order = 0;
}
