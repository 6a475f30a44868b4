// The tree behind the map: what is there, what is unfolded, what comes next. Knows no document.

// Enough to fill a screen; each try lays the open part of the tree out once.
const MOST_TRIES = 60;

/** Builds the tree from a page of the map's data. With `before`, an earlier tree, what was unfolded there is again. */
export function grow(data, before = null) {
  const tree = { nodes: new Map(), root: null };
  graft(tree, data);
  tree.root = tree.nodes.get(data.nodes[0].id);
  for (const node of tree.nodes.values()) {
    node.isOpen = node.children.length > 0 && (before?.nodes.get(node.id)?.isOpen ?? false);
  }
  return tree;
}

/** Adds what a further page brings (parents stand before their children); what is there already stays. */
export function graft(tree, data) {
  const grown = new Set();
  for (const entry of data.nodes) {
    const parent = tree.nodes.get(entry.parent) ?? null;
    const known = tree.nodes.get(entry.id);
    if (parent) grown.add(parent);
    if (known) {
      // What stood above the root of an earlier page had no place among its siblings yet.
      known.rank ??= entry.rank;
      known.order ??= entry.order;
      continue;
    }
    const node = { ...entry, parent, children: [], total: entry.children, isOpen: false, links: [] };
    node.depth = parent ? parent.depth + 1 : 0;
    tree.nodes.set(node.id, node);
    parent?.children.push(node);
  }
  for (const parent of grown) parent.children.sort((a, b) => place(a) - place(b));
  for (const link of data.links) {
    const { links } = tree.nodes.get(link.from);
    if (!links.some((known) => known.url === link.url)) links.push(link);
  }
}

const place = (node) => node.order ?? Number.MAX_VALUE;

/** How many of the first children are there without a gap: where the next page of them begins. */
export function fetched(node) {
  const ranks = new Set(node.children.map((child) => child.rank));
  let count = 0;
  while (ranks.has(count)) count++;
  return count;
}

/** The children that are drawn: none when folded, else all that are there, then a box that stands for the rest. */
export function shown(node) {
  if (!node.isOpen) return [];
  const count = node.total - node.children.length;
  if (!count) return node.children;
  if (node.more?.count !== count) {
    node.more = { id: `more:${node.id}`, kind: "more", parent: node, children: [], links: [], total: 0, count };
    node.more.depth = node.depth + 1;
    node.withMore = [...node.children, node.more];
  }
  return node.withMore;
}

/**
 * Folds everything but the root, then unfolds nodes one after the other, nearest first and the fewest children first,
 * for as long as `fits()` holds.
 */
export function openWhatFits(root, nodes, fits) {
  for (const node of nodes.values()) node.isOpen = false;
  root.isOpen = root.children.length > 0;
  let level = [root];
  for (let tries = 0; level.length && tries < MOST_TRIES;) {
    const candidates = level.flatMap(shown).filter((node) => node.children.length);
    level = [];
    for (const node of candidates.toSorted(fewestFirst).slice(0, MOST_TRIES - tries)) {
      tries++;
      node.isOpen = true;
      if (fits()) level.push(node);
      else node.isOpen = false;
    }
  }
}

const fewestFirst = (a, b) => a.children.length - b.children.length;

/** Unfolds what stands between the root and `node`, so that it is drawn. */
export function reveal(node) {
  for (let above = node.parent; above; above = above.parent) above.isOpen = true;
}

/** The node itself when it is drawn, else the nearest one above it that is. */
export function nearestShown(node) {
  let nearest = node;
  for (let above = node.parent; above; above = above.parent) {
    if (!above.isOpen) nearest = above;
  }
  return nearest;
}

/** The node an arrow key, Home or End leads to from `node`, in reading order; null if there is none. */
export function step(root, node, key) {
  if (key === "Home") return root;
  if (key === "End") return last(root);
  if (key === "ArrowRight") return shown(node)[0] ?? null;
  if (key === "ArrowLeft") return node.parent;
  return key === "ArrowDown" ? next(node) : previous(node);
}

function next(node) {
  const inside = shown(node)[0];
  if (inside) return inside;
  for (let child = node; child.parent; child = child.parent) {
    const siblings = shown(child.parent);
    const after = siblings[siblings.indexOf(child) + 1];
    if (after) return after;
  }
  return null;
}

function previous(node) {
  if (!node.parent) return null;
  const siblings = shown(node.parent);
  const before = siblings[siblings.indexOf(node) - 1];
  return before ? last(before) : node.parent;
}

function last(node) {
  const child = shown(node).at(-1);
  return child ? last(child) : node;
}
