/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * User space stand-in: circular doubly linked lists. A removed entry is
 * poisoned, so that using it again faults.
 */
#ifndef _SHIM_LINUX_LIST_H
#define _SHIM_LINUX_LIST_H

#include <linux/container_of.h>
#include <linux/types.h>

#define LIST_HEAD_INIT(name)	{ &(name), &(name) }
#define LIST_HEAD(name)	struct list_head name = LIST_HEAD_INIT(name)

#define SHIM_LIST_POISON	((struct list_head *)0x100)

static inline void INIT_LIST_HEAD(struct list_head *head)
{
	head->next = head;
	head->prev = head;
}

/* Make @a and @b neighbours */
static inline void shim_list_join(struct list_head *a, struct list_head *b)
{
	a->next = b;
	b->prev = a;
}

static inline void list_add(struct list_head *entry, struct list_head *head)
{
	shim_list_join(entry, head->next);
	shim_list_join(head, entry);
}

static inline void list_add_tail(struct list_head *entry,
				 struct list_head *head)
{
	shim_list_join(head->prev, entry);
	shim_list_join(entry, head);
}

static inline void list_del_init(struct list_head *entry)
{
	shim_list_join(entry->prev, entry->next);
	INIT_LIST_HEAD(entry);
}

static inline void list_del(struct list_head *entry)
{
	shim_list_join(entry->prev, entry->next);
	entry->next = SHIM_LIST_POISON;
	entry->prev = SHIM_LIST_POISON;
}

static inline void list_replace(struct list_head *old, struct list_head *entry)
{
	shim_list_join(entry, old->next);
	shim_list_join(old->prev, entry);
}

static inline void list_replace_init(struct list_head *old,
				     struct list_head *entry)
{
	list_replace(old, entry);
	INIT_LIST_HEAD(old);
}

static inline void list_move(struct list_head *entry, struct list_head *head)
{
	list_del(entry);
	list_add(entry, head);
}

static inline void list_move_tail(struct list_head *entry,
				  struct list_head *head)
{
	list_del(entry);
	list_add_tail(entry, head);
}

static inline bool list_empty(const struct list_head *head)
{
	return head->next == head;
}

static inline bool list_is_singular(const struct list_head *head)
{
	return !list_empty(head) && head->next == head->prev;
}

static inline bool list_is_first(const struct list_head *entry,
				 const struct list_head *head)
{
	return entry->prev == head;
}

static inline bool list_is_last(const struct list_head *entry,
				const struct list_head *head)
{
	return entry->next == head;
}

static inline bool list_is_head(const struct list_head *entry,
				const struct list_head *head)
{
	return entry == head;
}

/* Put the entries of @list between the neighbours @a and @b */
static inline void shim_list_splice(struct list_head *list,
				    struct list_head *a, struct list_head *b)
{
	if (list_empty(list))
		return;
	shim_list_join(list->prev, b);
	shim_list_join(a, list->next);
}

static inline void list_splice(struct list_head *list, struct list_head *head)
{
	shim_list_splice(list, head, head->next);
}

static inline void list_splice_tail(struct list_head *list,
				    struct list_head *head)
{
	shim_list_splice(list, head->prev, head);
}

static inline void list_splice_init(struct list_head *list,
				    struct list_head *head)
{
	list_splice(list, head);
	INIT_LIST_HEAD(list);
}

static inline void list_splice_tail_init(struct list_head *list,
					 struct list_head *head)
{
	list_splice_tail(list, head);
	INIT_LIST_HEAD(list);
}

static inline void list_rotate_left(struct list_head *head)
{
	if (!list_empty(head))
		list_move_tail(head->next, head);
}

#define list_entry(ptr, type, member)	container_of(ptr, type, member)
#define list_first_entry(head, type, member) \
	list_entry((head)->next, type, member)
#define list_last_entry(head, type, member) \
	list_entry((head)->prev, type, member)
#define list_first_entry_or_null(head, type, member) \
	(list_empty(head) ? NULL : list_first_entry(head, type, member))
#define list_next_entry(pos, member) \
	list_entry((pos)->member.next, typeof(*(pos)), member)
#define list_prev_entry(pos, member) \
	list_entry((pos)->member.prev, typeof(*(pos)), member)
#define list_entry_is_head(pos, head, member) (&(pos)->member == (head))

#define list_for_each(pos, head) \
	for ((pos) = (head)->next; (pos) != (head); (pos) = (pos)->next)

#define list_for_each_safe(pos, n, head)			\
	for ((pos) = (head)->next, (n) = (pos)->next;		\
	     (pos) != (head); (pos) = (n), (n) = (pos)->next)

#define list_for_each_entry_from(pos, head, member)		\
	for (; !list_entry_is_head(pos, head, member);		\
	     (pos) = list_next_entry(pos, member))

#define list_for_each_entry(pos, head, member)			\
	for ((pos) = list_first_entry(head, typeof(*(pos)), member);	\
	     !list_entry_is_head(pos, head, member);		\
	     (pos) = list_next_entry(pos, member))

#define list_for_each_entry_reverse(pos, head, member)		\
	for ((pos) = list_last_entry(head, typeof(*(pos)), member);	\
	     !list_entry_is_head(pos, head, member);		\
	     (pos) = list_prev_entry(pos, member))

#define list_for_each_entry_continue(pos, head, member)		\
	for ((pos) = list_next_entry(pos, member);		\
	     !list_entry_is_head(pos, head, member);		\
	     (pos) = list_next_entry(pos, member))

#define list_for_each_entry_safe(pos, n, head, member)		\
	for ((pos) = list_first_entry(head, typeof(*(pos)), member),	\
	     (n) = list_next_entry(pos, member);		\
	     !list_entry_is_head(pos, head, member);		\
	     (pos) = (n), (n) = list_next_entry(n, member))

#define list_for_each_entry_safe_reverse(pos, n, head, member)	\
	for ((pos) = list_last_entry(head, typeof(*(pos)), member),	\
	     (n) = list_prev_entry(pos, member);		\
	     !list_entry_is_head(pos, head, member);		\
	     (pos) = (n), (n) = list_prev_entry(n, member))

#endif
