// The map on the page: what the reader does unfolds the tree, moves the focus and the camera.

import { isLeftAlone } from "../keys.js";
import { SMALLEST } from "./camera.js";
import { fill } from "./draw.js";
import { Scene } from "./scene.js";
import { fetched, graft, nearestShown, openWhatFits, reveal, step } from "./tree.js";
import { isPlain } from "./why.js";

const MARGIN = 36;
// Right of the last column stand the counts of folded nodes.
const TOGGLE_ROOM = 110;
const AT_FIRST = 0.8;

export class View {
  /** `fetchBranch(id, skip)` brings a further page of the map's data; `why` explains boxes. */
  constructor(stage, tree, { words, icons, say, why, fetchBranch }) {
    this.words = words;
    this.say = say;
    this.why = why;
    this.fetchBranch = fetchBranch;
    this.scene = new Scene(stage, { words, icons, told: () => why.id });
    this.#listen(stage);
    this.start(tree);
  }

  /** Shows a tree for the first time: legible, and unfolded as far as there is room. */
  start(tree) {
    this.#take(tree);
    this.scene.focused = tree.root;
    this.#openWhatFits(AT_FIRST);
    this.#frameAll(AT_FIRST);
  }

  /** Shows another tree in the place of this one; what was unfolded stays so. */
  replace(tree) {
    const before = this.scene.focused;
    const node = nearestShown(tree.nodes.get(before.id) ?? tree.root);
    this.#take(tree);
    this.scene.focused = node;
    this.scene.renew(tree.root, node, before);
  }

  /** Folds or unfolds a node; the node itself stays where it is on the stage. */
  async toggle(node) {
    // Said now: whoever presses again while the branch is on its way does not ask for the contrary.
    const opens = !node.isOpen;
    this.scene.focused = node;
    if (opens && !node.children.length && !(await this.#fetch(node))) return;
    node.isOpen = opens;
    this.scene.renew(this.tree.root, node);
    this.say(fill(node.isOpen ? this.words.unfolded : this.words.foldedOne, { n: node.below }));
  }

  /** Shows the next children of a wide parent and goes to the first of them. */
  async showMore(more) {
    const { parent } = more;
    const before = new Set(parent.children);
    if (!(await this.#fetch(parent, more))) return;
    const added = parent.children.filter((child) => !before.has(child));
    if (!added.length) return;
    const first = added.reduce((best, child) => (child.rank < best.rank ? child : best));
    this.scene.focused = parent;
    this.scene.renew(this.tree.root, parent);
    this.#focus(first);
  }

  /** Unfolds the way to a node, puts it in the middle and gives it the focus. */
  goTo(id) {
    const node = this.tree.nodes.get(id);
    if (!node) return;
    reveal(node);
    node.isOpen = node.children.length > 0;
    const { camera, width } = this.scene;
    this.scene.clear();
    this.scene.arrange(this.tree.root);
    camera.set({
      scale: 1,
      x: Math.min(camera.width * 0.25, 2 * MARGIN + width) - node.x,
      y: camera.height / 3 - node.y - node.height / 2,
    });
    this.#focus(node);
  }

  /** Goes to the node that is `wanted`, unfolding what hides it; false when it is not on the map. */
  visit(wanted) {
    const node = [...this.tree.nodes.values()].find(wanted);
    if (!node) return false;
    if (nearestShown(node) !== node) {
      reveal(node);
      this.scene.renew(this.tree.root, this.scene.focused);
    }
    this.#focus(node);
    return true;
  }

  /** Shows which box is explained. */
  mark() {
    this.scene.mark();
  }

  /** Everything in view, and still legible: where that cannot be, branches are folded until it is. */
  fit() {
    if (!this.#fits(SMALLEST)) {
      this.#openWhatFits(SMALLEST);
      this.scene.focused = nearestShown(this.scene.focused);
      this.scene.clear();
      this.say(this.words.folded);
    }
    this.#frameAll(SMALLEST, "glide");
  }

  zoom(factor) {
    this.scene.camera.zoom(factor, undefined, undefined, "glide");
  }

  #take(tree) {
    this.tree = tree;
    this.scene.link(this.tree);
  }

  // The next children of a node and what lies below them; false when that did not work, or when the box that was
  // pressed has been folded away meanwhile: what nobody sees has no place to be drawn at.
  async #fetch(node, pressed = node) {
    const { tree } = this;
    this.say(this.words.loading);
    try {
      graft(tree, await this.fetchBranch(node.id, fetched(node)));
    } catch {
      this.say(this.words.missing);
      return false;
    }
    this.say("");
    this.scene.link(this.tree);
    return tree === this.tree && nearestShown(pressed) === pressed;
  }

  #listen(stage) {
    const { camera } = this.scene;
    camera.listen();
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
      camera.measure();
      camera.set({});
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
    const node = this.scene.focused;
    const folds = node.total > 0;
    if (node.kind === "more" && (key === "Enter" || key === " ")) return (this.showMore(node), true);
    if (
      (key === " " && folds) ||
      (key === "ArrowRight" && folds && !node.isOpen) ||
      (key === "ArrowLeft" && node.isOpen)
    ) {
      this.toggle(node).then(() => this.scene.enter());
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

  #focus(node, move = true) {
    this.scene.reach(node);
    if (!move) return;
    this.why.follow(node);
    this.scene.enter();
  }

  #openWhatFits(scale) {
    const { root, nodes } = this.tree;
    root.isOpen = true;
    for (const child of root.children) child.isOpen = false;
    this.scene.arrange(root);
    // Where the first level is higher than the stage already, the rest may make it a little higher still.
    const highest = this.scene.plan.height * 1.25;
    const fits = () => {
      this.scene.arrange(root);
      return this.#fits(scale, highest);
    };
    openWhatFits(root, nodes, fits);
    this.scene.arrange(root);
  }

  #fits(scale, highest = 0) {
    const { plan, camera } = this.scene;
    const wide = (plan.width + TOGGLE_ROOM) * scale + 2 * MARGIN <= camera.width;
    return wide && (plan.height * scale + 2 * MARGIN <= camera.height || plan.height <= highest);
  }

  // All of the map in view if it can be at `smallest` or more, else its beginning.
  #frameAll(smallest, move = "set") {
    const { camera, plan } = this.scene;
    const width = plan.width + TOGGLE_ROOM;
    const across = (camera.width - 2 * MARGIN) / width;
    const down = (camera.height - 2 * MARGIN) / plan.height;
    const scale = Math.min(Math.max(Math.min(across, down), smallest), 1);
    const x = Math.min((camera.width - width * scale) / 2, 2 * MARGIN);
    const y = Math.max((camera.height - plan.height * scale) / 2, MARGIN);
    // On a narrow stage the children matter more than the left half of their parent.
    camera[move]({ scale, x: x < MARGIN ? camera.width - width * scale : x, y });
  }
}
