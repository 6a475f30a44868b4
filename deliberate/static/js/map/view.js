// The map on the page: keeps what is drawn in step with the tree and the camera.

import { isLeftAlone } from "../keys.js";
import { Camera, SMALLEST } from "./camera.js";
import { Pen, fill, make, place } from "./draw.js";
import { layout, visible } from "./layout.js";
import { fetched, graft, nearestShown, openWhatFits, reveal, step } from "./tree.js";
import { isPlain } from "./why.js";

// Drawn beyond the edge of the stage, so that a small move draws nothing new.
const OVERSCAN = 400;
const MARGIN = 36;
// Right of the last column stand the counts of folded nodes.
const TOGGLE_ROOM = 110;
// At smaller scales the small print is left out and what remains is larger.
const FAR = 0.62;
const AT_FIRST = 0.8;
const POLARITIES = ["neutral", "support", "attack"];

export class View {
  #drawn = new Map();
  #drawnArea = null;
  #isFar = false;
  #frame = 0;

  /** `fetchBranch(id, skip)` brings a further page of the map's data; `why` explains boxes. */
  constructor(stage, tree, { words, icons, say, why, fetchBranch }) {
    this.stage = stage;
    this.words = words;
    this.say = say;
    this.why = why;
    this.fetchBranch = fetchBranch;
    this.width = stage.clientWidth < 600 ? 212 : 290;
    this.pen = new Pen({ width: this.width, family: getComputedStyle(stage).fontFamily, words, icons });
    this.camera = new Camera(stage, () => this.#schedule());
    this.#build();
    this.#listen();
    this.start(tree);
  }

  /** Shows a tree for the first time: legible, and unfolded as far as there is room. */
  start(tree) {
    this.#take(tree);
    this.focused = tree.root;
    this.#openWhatFits(AT_FIRST);
    this.#frameAll(AT_FIRST);
  }

  /** Shows another tree in the place of this one; what was unfolded stays so. */
  replace(tree) {
    const anchor = tree.nodes.get(this.focused.id) ?? tree.root;
    const { x, y } = this.focused;
    this.#take(tree);
    this.focused = nearestShown(anchor);
    this.#clear();
    this.#arrange();
    this.#keep(this.focused, { x, y });
  }

  /** Folds or unfolds a node; the node itself stays where it is on the stage. */
  async toggle(node) {
    this.focused = node;
    if (!node.isOpen && !node.children.length && !(await this.#fetch(node))) return;
    const { x, y } = node;
    node.isOpen = !node.isOpen;
    this.#clear();
    this.#arrange();
    this.#keep(node, { x, y });
    this.say(fill(node.isOpen ? this.words.unfolded : this.words.foldedOne, { n: node.below }));
  }

  /** Shows the next children of a wide parent and goes to the heaviest of them. */
  async showMore(more) {
    const { parent } = more;
    const before = new Set(parent.children);
    if (!(await this.#fetch(parent))) return;
    const added = parent.children.filter((child) => !before.has(child));
    const first = added.reduce((best, child) => (child.rank < best.rank ? child : best));
    const { x, y } = parent;
    this.focused = parent;
    this.#clear();
    this.#arrange();
    this.#keep(parent, { x, y });
    this.#focus(first);
  }

  /** Unfolds the way to a node, puts it in the middle and gives it the focus. */
  goTo(id) {
    const node = this.tree.nodes.get(id);
    if (!node) return;
    reveal(node);
    node.isOpen = node.children.length > 0;
    this.#clear();
    this.#arrange();
    const { camera } = this;
    camera.set({
      scale: 1,
      x: Math.min(camera.width * 0.25, 2 * MARGIN + this.width) - node.x,
      y: camera.height / 3 - node.y - node.height / 2,
    });
    this.#focus(node);
  }

  /** Goes to the node that is `wanted`, unfolding what hides it; false when it is not on the map. */
  visit(wanted) {
    const node = [...this.tree.nodes.values()].find(wanted);
    if (!node) return false;
    if (nearestShown(node) !== node) {
      const { focused } = this;
      const { x, y } = focused;
      reveal(node);
      this.#clear();
      this.#arrange();
      this.#keep(focused, { x, y });
    }
    this.#focus(node);
    return true;
  }

  /** Shows which box is explained. */
  mark() {
    for (const [node, group] of this.#drawn) group.classList.toggle("told", node.id === this.why.id);
  }

  /** Everything in view, and still legible: where that cannot be, branches are folded until it is. */
  fit() {
    if (!this.#fits(SMALLEST)) {
      this.#openWhatFits(SMALLEST);
      this.focused = nearestShown(this.focused);
      this.#clear();
      this.say(this.words.folded);
    }
    this.#frameAll(SMALLEST, "glide");
  }

  zoom(factor) {
    this.camera.zoom(factor, undefined, undefined, "glide");
  }

  #take(tree) {
    this.tree = tree;
    this.#collectLinks();
  }

  #collectLinks() {
    const { nodes } = this.tree;
    this.links = [...nodes.values()].flatMap((from) =>
      from.links
        .filter((link) => nodes.has(link.to))
        .map(({ to, polarity }) => ({ from, to: nodes.get(to), polarity })),
    );
  }

  // The next children of a node and what lies below them; false when that did not work.
  async #fetch(node) {
    this.say(this.words.loading);
    try {
      graft(this.tree, await this.fetchBranch(node.id, fetched(node)));
    } catch {
      this.say(this.words.missing);
      return false;
    }
    this.say("");
    this.#collectLinks();
    return true;
  }

  #build() {
    this.world = make("g", { role: "none" });
    const layer = (name) => make("g", { class: name, "aria-hidden": "true" });
    const edges = layer("edges");
    const crossings = layer("crossings");
    const paths = (group) =>
      Object.fromEntries(POLARITIES.map((name) => [name, group.appendChild(make("path", { class: name }))]));
    this.edges = paths(edges);
    this.crossings = paths(crossings);
    this.boxes = make("g", { role: "none" });
    this.world.append(edges, this.boxes, crossings);
    this.stage.append(this.world);
  }

  #listen() {
    const { stage } = this;
    this.camera.listen();
    stage.addEventListener("click", (event) => this.#click(event));
    stage.addEventListener("keydown", (event) => this.#key(event));
    stage.addEventListener("focusin", (event) => {
      const group = event.target.closest(".node");
      if (!group) return;
      this.#focus(group.node, false);
      // Whoever presses a pointer may be about to drag; a click is told apart from that.
      if (event.target.matches(":focus-visible")) this.why.follow(group.node);
    });
    new ResizeObserver(() => {
      this.camera.measure();
      this.camera.set({});
    }).observe(stage);
  }

  #click(event) {
    const group = event.target.closest(".node");
    if (!group) return;
    if (event.target.closest(".toggle")) this.toggle(group.node);
    else if (group.node.kind === "more") this.showMore(group.node);
    else if (event.target.closest(".item") && this.#asks(event, group.node)) event.preventDefault();
  }

  // The first click or tap on a post explains it, the next opens it. Enter is a click without a pointer: it opens it.
  #asks(event, node) {
    if (!event.detail || !isPlain(event) || !this.why.ask(node)) return false;
    this.#focus(node);
    return true;
  }

  #key(event) {
    if (!isLeftAlone(event) && this.#act(event.key)) event.preventDefault();
  }

  // True when the key meant something here. Enter is left to the browser: the item is a link.
  #act(key) {
    const node = this.focused;
    const folds = node.total > 0;
    if (node.kind === "more" && (key === "Enter" || key === " ")) return (this.showMore(node), true);
    if (
      (key === " " && folds) ||
      (key === "ArrowRight" && folds && !node.isOpen) ||
      (key === "ArrowLeft" && node.isOpen)
    ) {
      this.toggle(node).then(() => this.#focusItem());
      return true;
    }
    if (key === "+" || key === "-") return (this.zoom(key === "+" ? 1.25 : 0.8), true);
    if (key === "0") return (this.fit(), true);
    if (key === "i" || key === "I") return this.why.close() || this.why.ask(node) || true;
    if (key === "Escape") return this.why.close();
    if (!/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(key)) return key === " ";
    const to = step(this.tree.root, node, key);
    if (to) this.#focus(to);
    return true;
  }

  // One item at a time can be reached with Tab; it is always drawn, wherever the camera looks.
  #focus(node, move = true) {
    this.#item()?.setAttribute("tabindex", -1);
    this.focused = node;
    if (!this.#drawn.has(node)) this.boxes.append(this.#draw(node));
    this.#item().setAttribute("tabindex", 0);
    if (!move) return;
    this.why.follow(node);
    this.#focusItem();
  }

  // The element of the node that has the focus; none while it is not drawn.
  #item() {
    return this.#drawn.get(this.focused)?.querySelector(".item");
  }

  #focusItem() {
    this.#paint();
    this.#item().focus({ preventScroll: true });
    // The explanation may just have taken a part of the stage.
    this.camera.measure();
    this.camera.show(this.focused, this.width);
  }

  #openWhatFits(scale) {
    const { root, nodes } = this.tree;
    root.isOpen = true;
    for (const child of root.children) child.isOpen = false;
    this.#arrange();
    // Where the first level is higher than the stage already, the rest may make it a little higher still.
    const highest = this.plan.height * 1.25;
    const fits = () => {
      this.#arrange();
      return this.#fits(scale, highest);
    };
    openWhatFits(root, nodes, fits);
    this.#arrange();
  }

  #fits(scale, highest = 0) {
    const { plan, camera } = this;
    const wide = (plan.width + TOGGLE_ROOM) * scale + 2 * MARGIN <= camera.width;
    return wide && (plan.height * scale + 2 * MARGIN <= camera.height || plan.height <= highest);
  }

  // All of the map in view if it can be at `smallest` or more, else its beginning.
  #frameAll(smallest, move = "set") {
    const { camera, plan } = this;
    const width = plan.width + TOGGLE_ROOM;
    const across = (camera.width - 2 * MARGIN) / width;
    const down = (camera.height - 2 * MARGIN) / plan.height;
    const scale = Math.min(Math.max(Math.min(across, down), smallest), 1);
    const x = Math.min((camera.width - width * scale) / 2, 2 * MARGIN);
    const y = Math.max((camera.height - plan.height * scale) / 2, MARGIN);
    // On a narrow stage the children matter more than the left half of their parent.
    camera[move]({ scale, x: x < MARGIN ? camera.width - width * scale : x, y });
  }

  #arrange() {
    this.plan = layout(this.tree.root, this.width, this.pen.heightOf);
    this.camera.content = this.plan;
    this.#drawnArea = null;
    this.#schedule();
  }

  // After a new layout the camera follows `node`, so that it stays where it was at `before`.
  #keep(node, before) {
    const { camera } = this;
    camera.set({
      x: camera.x + (before.x - node.x) * camera.scale,
      y: camera.y + (before.y - node.y) * camera.scale,
    });
    this.#paint();
  }

  #schedule() {
    this.#frame ||= requestAnimationFrame(() => this.#paint());
  }

  #paint() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { camera } = this;
    this.world.setAttribute("transform", `translate(${camera.x} ${camera.y}) scale(${camera.scale})`);
    const isFar = camera.scale < FAR;
    const seen = camera.area(0);
    if (isFar === this.#isFar && contains(this.#drawnArea, seen)) return;
    if (isFar !== this.#isFar) this.#clear();
    this.#isFar = isFar;
    this.#drawnArea = camera.area(OVERSCAN);
    this.#sync(this.#drawnArea);
  }

  #sync(area) {
    const { boxes, parents } = visible(this.plan, this.width, area);
    const wanted = new Set(boxes).add(this.focused);
    const hadFocus = this.boxes.contains(document.activeElement);
    for (const group of Array.from(this.boxes.children)) {
      if (wanted.has(group.node) && this.#drawn.get(group.node) === group) continue;
      group.remove();
      if (this.#drawn.get(group.node) === group) this.#drawn.delete(group.node);
    }
    // In the page the boxes stand in reading order; what is there already is not moved, or it would lose the focus.
    let next = this.boxes.firstChild;
    for (const node of [...wanted].toSorted((a, b) => a.index - b.index)) {
      const group = this.#drawn.get(node);
      if (group) place(group, node);
      if (group && group === next) next = next.nextSibling;
      else this.boxes.insertBefore(group ?? this.#draw(node), next);
    }
    if (hadFocus) this.#item().focus({ preventScroll: true });
    const near = this.links.filter(({ from, to }) => wanted.has(from) || wanted.has(to));
    const drawable = near.filter(({ from, to }) => nearestShown(from) === from && nearestShown(to) === to);
    show(this.edges, this.pen.edges(parents, area, this.#isFar));
    show(this.crossings, this.pen.crossings(drawable));
  }

  #draw(node) {
    const group = this.pen.node(node, this.#isFar);
    group.node = node;
    if (node.id === this.why.id) group.classList.add("told");
    if (node === this.focused) group.querySelector(".item").setAttribute("tabindex", 0);
    this.#drawn.set(node, group);
    return group;
  }

  // Forgets every box, so that the next painting makes them anew.
  #clear() {
    this.#drawn.clear();
    this.#drawnArea = null;
  }
}

function contains(outer, inner) {
  return (
    outer !== null &&
    outer.left <= inner.left &&
    outer.top <= inner.top &&
    outer.right >= inner.right &&
    outer.bottom >= inner.bottom
  );
}

function show(layer, paths) {
  for (const [name, list] of Object.entries(paths)) layer[name].setAttribute("d", list.join(""));
}
