import { BETWEEN_COLUMNS, layout, visible } from "../../../deliberate/static/js/map/layout.js";
import { shown } from "../../../deliberate/static/js/map/tree.js";
import { chance, holds, ids, randomTree, same, tree } from "./claims.js";

const WIDTH = 200;
const heightOf = (node) => 40 + 10 * (node.id.length + (node.depth % 3));

export function a_single_box_is_the_whole_map() {
  const plan = layout(tree("p").root, WIDTH, () => 50);
  same([plan.width, plan.height, plan.order.map(({ x, y, index }) => [x, y, index])], [WIDTH, 50, [[0, 0, 0]]]);
}

export function columns_are_as_far_right_as_nodes_are_deep() {
  const plan = layout(tree("p\n  a\n    b\n  c").root, WIDTH, () => 50);
  same(plan.columns.map(ids), ["p", "a c", "b"]);
  same(
    plan.columns.map(([node]) => node.x),
    [0, WIDTH + BETWEEN_COLUMNS, 2 * (WIDTH + BETWEEN_COLUMNS)],
  );
  same(plan.width, 3 * WIDTH + 2 * BETWEEN_COLUMNS);
}

export function a_parent_stands_in_the_middle_of_its_children_but_in_sight_of_the_first() {
  const few = tree("p\n  a\n  b").root;
  layout(few, WIDTH, () => 50);
  const [first, last] = few.children;
  same(few.y + 25, (first.y + last.y + 50) / 2);
  const many = tree(`p\n${Array.from({ length: 60 }, (_, i) => `  n${i}`).join("\n")}`).root;
  layout(many, WIDTH, () => 50);
  holds(many.y - many.children[0].y <= 260, "too far below its first child");
}

export function boxes_of_a_column_never_touch_and_all_are_on_the_map() {
  const plan = layout(randomTree(500).root, WIDTH, heightOf);
  for (const column of plan.columns) {
    column.forEach((node, i) => {
      holds(
        node.height === heightOf(node) && node.y >= 0 && node.y + node.height <= plan.height,
        `${node.id} is outside`,
      );
      if (i) holds(column[i - 1].y + column[i - 1].height < node.y, `${node.id} touches the one above`);
    });
  }
}

export function every_family_has_a_band_of_its_own() {
  const plan = layout(randomTree(500).root, WIDTH, heightOf);
  for (const node of plan.order) {
    holds(node.top <= node.y && node.y + node.height <= node.top + node.span, `${node.id} is outside of its band`);
    let end = node.top;
    for (const child of shown(node)) {
      holds(end <= child.top, `the band of ${child.id} overlaps`);
      end = child.top + child.span;
    }
    holds(end <= node.top + node.span, `the children of ${node.id} are outside of its band`);
  }
}

export function numbers_are_in_reading_order() {
  const { root } = tree("p\n  a\n    b\n    c\n  d\n    e");
  const { order } = layout(root, WIDTH, () => 50);
  same(ids(order.toSorted((one, other) => one.index - other.index)), "p a b c d e");
}

export function what_is_visible_is_what_touches_the_area() {
  const plan = layout(randomTree(400).root, WIDTH, heightOf);
  const next = chance();
  for (let tries = 0; tries < 200; tries++) {
    const left = next() * plan.width - 100;
    const top = next() * plan.height - 100;
    const area = { left, top, right: left + next() * 900, bottom: top + next() * 900 };
    const { boxes, parents } = visible(plan, WIDTH, area);
    const seen = new Set(boxes);
    const edgesOf = new Set(parents);
    for (const node of plan.order) {
      const across = node.x <= area.right && node.x + WIDTH >= area.left;
      const down = node.y <= area.bottom && node.y + node.height >= area.top;
      if (across && down) holds(seen.has(node), `${node.id} should be seen`);
      if (!down) holds(!seen.has(node), `${node.id} is not there`);
      const gap = node.x + WIDTH <= area.right && node.x + WIDTH + BETWEEN_COLUMNS >= area.left;
      const band = node.top <= area.bottom && node.top + node.span >= area.top;
      if (gap && band) holds(edgesOf.has(node), `edges of ${node.id} may be seen`);
    }
    holds(boxes.length <= seen.size, "a box twice");
  }
}
