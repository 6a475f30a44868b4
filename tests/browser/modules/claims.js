// What the tests of modules say, and small trees for them.

import { grow } from "../../../deliberate/static/js/map/tree.js";

export function same(actual, expected) {
  const [is, should] = [actual, expected].map((value) => JSON.stringify(value));
  if (is !== should) throw new Error(`${is} should be ${should}`);
}

export function holds(claim, words) {
  if (!claim) throw new Error(words);
}

/** A page of the map's data: `outline` has a node a line, indented below its parent, with more children than there are
 * after a plus sign: "a +2". Ranks and order are those of the lines. */
export function data(outline, links = []) {
  const nodes = [];
  const above = [];
  const lines = outline.split("\n").filter((line) => line.trim());
  for (const line of lines) {
    const depth = line.search(/\S/) / 2;
    const [id, more] = line.trim().split(" +");
    const parent = above[depth - 1] ?? null;
    const rank = parent ? parent.children++ : 0;
    const node = {
      id,
      parent: parent?.id ?? null,
      children: 0,
      more: Number(more ?? 0),
      rank,
      order: rank,
      url: `/${id}`,
    };
    above[depth] = node;
    nodes.push(node);
  }
  for (const node of nodes) node.children += node.more;
  return { nodes, links };
}

/** The tree of an outline, with these nodes unfolded, or all. */
export function tree(outline, open = null) {
  const grown = grow(data(outline));
  for (const node of grown.nodes.values()) node.isOpen = node.children.length > 0 && (open?.includes(node.id) ?? true);
  return grown;
}

export const ids = (nodes) => nodes.map((node) => node.id).join(" ");

/** The same numbers from 0 to 1 in every run. */
export function chance() {
  let state = 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** A tree of `size` nodes, all unfolded. */
export function randomTree(size) {
  const next = chance();
  const depths = [0];
  while (depths.length < size) depths.push(1 + Math.floor(next() * (depths.at(-1) + 1)));
  return tree(depths.map((depth, i) => `${"  ".repeat(depth)}n${i}`).join("\n"));
}
