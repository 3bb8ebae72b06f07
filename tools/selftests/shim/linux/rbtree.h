/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * User space stand-in: trees with the kernel's functions. A treap: a parent
 * has a greater random number than its children, so the tree is flat whatever
 * the order of insertion.
 */
#ifndef _SHIM_LINUX_RBTREE_H
#define _SHIM_LINUX_RBTREE_H

#include <linux/container_of.h>
#include <linux/types.h>

struct rb_node {
	struct rb_node *rb_left;
	struct rb_node *rb_right;
	struct rb_node *parent;
	u32 weight;
};

struct rb_root {
	struct rb_node *rb_node;
};

/* The first node is looked for: nobody here asks for the time that takes */
struct rb_root_cached {
	struct rb_root rb_root;
};

#define RB_ROOT				((struct rb_root) { NULL })
#define RB_ROOT_CACHED			((struct rb_root_cached) {})
#define RB_EMPTY_ROOT(root)		(!(root)->rb_node)
#define rb_entry(ptr, type, member)	container_of(ptr, type, member)

static inline void rb_link_node(struct rb_node *node, struct rb_node *parent,
				struct rb_node **link)
{
	node->rb_left = NULL;
	node->rb_right = NULL;
	node->parent = parent;
	*link = node;
}

void rb_insert_color(struct rb_node *node, struct rb_root *root);
void rb_erase(struct rb_node *node, struct rb_root *root);
struct rb_node *rb_first(const struct rb_root *root);
struct rb_node *rb_last(const struct rb_root *root);
struct rb_node *rb_next(const struct rb_node *node);

static inline struct rb_node *rb_first_cached(const struct rb_root_cached *tree)
{
	return rb_first(&tree->rb_root);
}

static inline void rb_erase_cached(struct rb_node *node,
				   struct rb_root_cached *tree)
{
	rb_erase(node, &tree->rb_root);
}

static inline void rb_add_cached(struct rb_node *node,
				 struct rb_root_cached *tree,
				 bool (*less)(struct rb_node *,
					      const struct rb_node *))
{
	struct rb_node **link = &tree->rb_root.rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		link = less(node, parent) ? &parent->rb_left :
					    &parent->rb_right;
	}
	rb_link_node(node, parent, link);
	rb_insert_color(node, &tree->rb_root);
}

#endif
