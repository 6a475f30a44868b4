import {
  fetched,
  graft,
  grow,
  nearestShown,
  openWhatFits,
  reveal,
  shown,
  step,
} from "../../../deliberate/static/js/map/tree.js";
import { data, ids, same, tree } from "./claims.js";

const OUTLINE = `
p
  a
    b
    c
      d
  e
    f
  g`;

export function a_grown_tree_knows_parents_depths_and_children_and_is_folded() {
  const { root, nodes } = grow(data(OUTLINE));
  same([root.id, root.depth, ids(root.children)], ["p", 0, "a e g"]);
  same([nodes.get("d").depth, nodes.get("d").parent.id], [3, "c"]);
  same([...nodes.values()].filter((node) => node.isOpen).length, 0);
}

export function what_was_unfolded_before_is_unfolded_in_the_new_tree() {
  const before = tree(OUTLINE, ["p", "a"]);
  const after = grow(data("p\n  a\n    b\n  e\n    f"), before);
  same(
    [...after.nodes.values()].filter((node) => node.isOpen).map((node) => node.id),
    ["p", "a"],
  );
}

export function a_further_page_adds_what_is_new_in_the_order_of_the_text() {
  const grown = grow(data("p +2\n  a"));
  const first = grown.nodes.get("a");
  const more = { parent: "p", children: 0, rank: 1, url: "/x" };
  graft(grown, { nodes: [...data("p +2\n  a").nodes, { ...more, id: "x", order: -1 }], links: [] });
  same(ids(grown.root.children), "x a");
  same(grown.nodes.get("a") === first, true);
}

export function what_was_above_the_root_gets_its_place_among_its_siblings_once_they_come() {
  const alone = { ...data("p +2\n  b").nodes[1], rank: null, order: null };
  const grown = grow({ nodes: [data("p +2").nodes[0], { ...alone }], links: [] });
  same([fetched(grown.root), ids(grown.root.children)], [0, "b"]);
  const [, a, b, c] = data("p\n  a\n  b\n  c").nodes;
  graft(grown, { nodes: [a], links: [] });
  same([fetched(grown.root), ids(grown.root.children)], [1, "a b"]);
  graft(grown, { nodes: [b, c], links: [] });
  same([fetched(grown.root), ids(grown.root.children)], [3, "a b c"]);
}

export function a_link_that_comes_twice_is_kept_once() {
  const link = { from: "a", to: "b", url: "/b" };
  const grown = grow(data("p\n  a\n  b", [link]));
  graft(grown, { nodes: [], links: [link, { ...link, url: "/c" }] });
  same(
    grown.nodes.get("a").links.map(({ url }) => url),
    ["/b", "/c"],
  );
}

export function the_next_page_begins_where_the_first_children_have_a_gap() {
  const { root } = tree("p +5\n  a\n  b\n  c");
  same(fetched(root), 3);
  root.children[1].rank = 7;
  same(fetched(root), 1);
}

export function a_folded_node_shows_no_children_and_an_open_one_all_it_has() {
  same(ids(shown(tree(OUTLINE).root)), "a e g");
  same(ids(shown(tree(OUTLINE, []).root)), "");
}

export function a_box_stands_for_the_children_that_are_not_there_yet() {
  const { root } = tree("p +2\n  a");
  const [, more] = shown(root);
  same([more.kind, more.count, more.depth, more.parent.id], ["more", 2, 1, "p"]);
  same(shown(root)[1] === more, true);
}

export function unfolding_goes_on_nearest_first_while_there_is_room() {
  const { root, nodes } = tree(OUTLINE);
  const open = () => [...nodes.values()].filter((node) => node.isOpen).map((node) => node.id);
  openWhatFits(root, nodes, () => true);
  same(open(), ["p", "a", "c", "e"]);
  openWhatFits(root, nodes, () => open().length < 3);
  same(open(), ["p", "e"]);
  openWhatFits(root, nodes, () => false);
  same(open(), ["p"]);
}

export function a_node_is_revealed_by_unfolding_all_above_it() {
  const { nodes } = tree(OUTLINE, []);
  const deep = nodes.get("d");
  same(nearestShown(deep).id, "p");
  nodes.get("p").isOpen = true;
  same(nearestShown(deep).id, "a");
  reveal(deep);
  same(nearestShown(deep).id, "d");
}

export function arrow_keys_walk_in_reading_order() {
  const { root, nodes } = tree(OUTLINE, ["p", "a", "e"]);
  const walk = (key) => {
    const seen = [];
    let node = key === "ArrowDown" ? root : step(root, root, "End");
    while (node) {
      seen.push(node);
      node = step(root, node, key);
    }
    return ids(seen);
  };
  same(walk("ArrowDown"), "p a b c e f g");
  same(walk("ArrowUp"), "g f e c b a p");
  const to = (from, key) => step(root, nodes.get(from), key)?.id ?? null;
  same([to("c", "Home"), to("b", "End")], ["p", "g"]);
  same(
    [to("a", "ArrowRight"), to("c", "ArrowRight"), to("b", "ArrowLeft"), to("p", "ArrowLeft")],
    ["b", null, "a", null],
  );
}
