// SPDX-License-Identifier: GPL-2.0-only
/* Trees: see linux/rbtree.h */
#include <linux/rbtree.h>

/* Where a node hangs: in its parent, or in the root */
static struct rb_node **link_of(const struct rb_node *node,
				struct rb_root *root)
{
	struct rb_node *parent = node->parent;

	if (!parent)
		return &root->rb_node;
	return parent->rb_left == node ? &parent->rb_left : &parent->rb_right;
}

static void hang(struct rb_node *node, struct rb_node *parent,
		 struct rb_node **link)
{
	*link = node;
	if (node)
		node->parent = parent;
}

/* Exchange a node and its parent, in the same order */
static void rise(struct rb_node *node, struct rb_root *root)
{
	struct rb_node *parent = node->parent;
	struct rb_node **link = link_of(parent, root);

	if (parent->rb_left == node) {
		hang(node->rb_right, parent, &parent->rb_left);
		node->rb_right = parent;
	} else {
		hang(node->rb_left, parent, &parent->rb_right);
		node->rb_left = parent;
	}
	hang(node, parent->parent, link);
	parent->parent = node;
}

/* The same numbers in each run */
static u32 next_weight(void)
{
	static u32 state = 1;

	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state;
}

void rb_insert_color(struct rb_node *node, struct rb_root *root)
{
	node->weight = next_weight();
	while (node->parent && node->parent->weight < node->weight)
		rise(node, root);
}

void rb_erase(struct rb_node *node, struct rb_root *root)
{
	struct rb_node *l, *r;

	while ((l = node->rb_left) != NULL && (r = node->rb_right) != NULL)
		rise(l->weight > r->weight ? l : r, root);
	l = node->rb_left ? node->rb_left : node->rb_right;
	hang(l, node->parent, link_of(node, root));
}

struct rb_node *rb_first(const struct rb_root *root)
{
	struct rb_node *node = root->rb_node;

	while (node && node->rb_left)
		node = node->rb_left;
	return node;
}

struct rb_node *rb_last(const struct rb_root *root)
{
	struct rb_node *node = root->rb_node;

	while (node && node->rb_right)
		node = node->rb_right;
	return node;
}

struct rb_node *rb_next(const struct rb_node *node)
{
	const struct rb_node *next;

	if (node->rb_right) {
		for (next = node->rb_right; next->rb_left; )
			next = next->rb_left;
		return (struct rb_node *)next;
	}
	while (node->parent && node->parent->rb_right == node)
		node = node->parent;
	return node->parent;
}
