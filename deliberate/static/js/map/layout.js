// Where the boxes stand: columns by depth, every family in a band of its own. Pure arithmetic.

import { shown } from "./tree.js";

const BETWEEN_SIBLINGS = 12;
const BETWEEN_FAMILIES = 14;
export const BETWEEN_COLUMNS = 84;
// A parent stands in the middle of its children, but never further than this below the first.
const MOST_BELOW_FIRST = 260;

/**
 * Gives every drawn node x, y, its band (`top`, `span`) and its `index` in reading order; returns the columns, each sorted from top to bottom.
 * `heightOf(node)` tells the height of a box; all boxes are `width` wide.
 */
export function layout(root, width, heightOf) {
  const order = [root];
  // Breadth first, so a column comes out sorted and the loop sees the nodes it adds.
  for (const node of order) order.push(...shown(node));
  for (let i = order.length - 1; i >= 0; i--) setSpan(order[i], heightOf);
  root.top = 0;
  root.index = 0;
  const columns = [];
  for (const node of order) {
    node.x = node.depth * (width + BETWEEN_COLUMNS);
    node.y = node.top + Math.min((node.span - node.height) / 2, MOST_BELOW_FIRST);
    let top = node.top + (node.span - node.inner) / 2;
    let index = node.index + 1;
    for (const child of shown(node)) {
      child.top = top;
      top += child.span + BETWEEN_SIBLINGS;
      child.index = index;
      index += child.size;
    }
    (columns[node.depth] ??= []).push(node);
  }
  return { columns, order, width: (columns.length - 1) * (width + BETWEEN_COLUMNS) + width, height: root.span };
}

function setSpan(node, heightOf) {
  const children = shown(node);
  node.height = heightOf(node);
  node.inner = (children.length - 1) * BETWEEN_SIBLINGS;
  node.size = 1;
  for (const child of children) {
    node.inner += child.span;
    node.size += child.size;
  }
  node.span = children.length ? Math.max(node.height, node.inner) + BETWEEN_FAMILIES : node.height;
}

/** The boxes that touch `area` (left, top, right, bottom), and the parents whose edges may cross it. */
export function visible({ columns }, width, area) {
  const boxes = [];
  const parents = [];
  columns.forEach((column, depth) => {
    const left = depth * (width + BETWEEN_COLUMNS);
    if (left > area.right) return;
    if (left + width + BETWEEN_COLUMNS >= area.left) collect(column, area, boxStart, boxEnd, boxes);
    if (left + 2 * width + BETWEEN_COLUMNS >= area.left) collect(column, area, bandStart, bandEnd, parents);
  });
  return { boxes, parents };
}

const boxStart = (node) => node.y;
const boxEnd = (node) => node.y + node.height;
const bandStart = (node) => node.top;
const bandEnd = (node) => node.top + node.span;

function collect(column, area, start, end, into) {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (end(column[middle]) < area.top) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < column.length && start(column[i]) <= area.bottom; i++) into.push(column[i]);
}
