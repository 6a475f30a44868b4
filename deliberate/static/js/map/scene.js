// What is drawn of the map: keeps the boxes and lines on the page in step with the layout and the camera.

import { Camera } from "./camera.js";
import { Pen, make, place } from "./draw.js";
import { layout, visible } from "./layout.js";
import { nearestShown } from "./tree.js";

// Drawn beyond the edge of the stage, so that a small move draws nothing new.
const OVERSCAN = 400;
// At smaller scales the small print is left out and what remains is larger.
const FAR = 0.62;
const POLARITIES = ["neutral", "support", "attack"];

export class Scene {
  #drawn = new Map();
  #drawnArea = null;
  #isFar = false;
  #frame = 0;
  #links = [];

  /** `told()` is the id of the box that is explained. */
  constructor(stage, { words, icons, told }) {
    this.told = told;
    this.width = stage.clientWidth < 600 ? 212 : 290;
    this.pen = new Pen({ width: this.width, family: getComputedStyle(stage).fontFamily, words, icons });
    this.camera = new Camera(stage, () => this.#schedule());
    this.focused = null;
    this.#build(stage);
  }

  /** Takes the cross links of the tree, as far as both ends are there. */
  link({ nodes }) {
    this.#links = [...nodes.values()].flatMap((from) =>
      from.links
        .filter((link) => nodes.has(link.to))
        .map(({ to, polarity }) => ({ from, to: nodes.get(to), polarity })),
    );
  }

  /** Lays out what is unfolded below `root`. */
  arrange(root) {
    this.plan = layout(root, this.width, this.pen.heightOf);
    this.camera.content = this.plan;
    this.#drawnArea = null;
    this.#schedule();
  }

  /** Lays out and draws anew; the camera follows `node`, so that it stays where it, or `before`, was on the stage. */
  renew(root, node, before = node) {
    const { x, y } = before;
    const { camera } = this;
    this.clear();
    this.arrange(root);
    camera.set({ x: camera.x + (x - node.x) * camera.scale, y: camera.y + (y - node.y) * camera.scale });
    this.#paint();
  }

  /** Forgets every box, so that the next painting makes them anew. */
  clear() {
    this.#drawn.clear();
    this.#drawnArea = null;
  }

  /** Shows which box is explained. */
  mark() {
    for (const [node, group] of this.#drawn) group.classList.toggle("told", node.id === this.told());
  }

  /** One item at a time can be reached with Tab; it is always drawn, wherever the camera looks. */
  reach(node) {
    this.#item()?.setAttribute("tabindex", -1);
    this.focused = node;
    if (!this.#drawn.has(node)) this.boxes.append(this.#draw(node));
    this.#item().setAttribute("tabindex", 0);
  }

  /** Gives that item the focus and brings it into view. */
  enter() {
    this.#paint();
    this.#item().focus({ preventScroll: true });
    // The explanation may just have taken a part of the stage.
    this.camera.measure();
    this.camera.show(this.focused, this.width);
  }

  #build(stage) {
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
    stage.append(this.world);
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
    if (isFar !== this.#isFar) this.clear();
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
    const near = this.#links.filter(({ from, to }) => wanted.has(from) || wanted.has(to));
    const drawable = near.filter(({ from, to }) => nearestShown(from) === from && nearestShown(to) === to);
    show(this.edges, this.pen.edges(parents, area, this.#isFar));
    show(this.crossings, this.pen.crossings(drawable));
  }

  #draw(node) {
    const group = this.pen.node(node, this.#isFar);
    group.node = node;
    if (node.id === this.told()) group.classList.add("told");
    if (node === this.focused) group.querySelector(".item").setAttribute("tabindex", 0);
    this.#drawn.set(node, group);
    return group;
  }

  // The element of the node that has the focus; none while it is not drawn.
  #item() {
    return this.#drawn.get(this.focused)?.querySelector(".item");
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
