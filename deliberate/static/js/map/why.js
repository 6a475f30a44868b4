// Why a box stands as it does: a panel beside the drawing, on a phone a sheet below it.

import { isLeftAlone } from "../keys.js";
import { make } from "./draw.js";

// A reader who walks along the boxes fetches and hears only what they stop at.
const PAUSE = 200;

export class Why {
  // What was fetched, by the number of the post.
  #fetched = new Map();
  #pause = 0;
  #closed = false;

  /**
   * `source` is the address of the explanation of post 0. `go(wanted)` brings the reader to the box of the node that is
   * wanted and is false when it is not on the map; `changed()` is told when another box is explained, or none.
   */
  constructor(map, { source, words, icons, go, changed }) {
    this.map = map;
    this.source = source;
    this.words = words;
    this.icons = icons;
    this.go = go;
    this.changed = changed;
    this.id = null;
    this.panel = map.querySelector(".map-why");
    this.told = this.panel.querySelector(".map-why-told");
    this.said = map.querySelector("[data-said]");
    this.#listen();
  }

  /** Explains a box that the reader asks about; false when there is nothing to tell or it is told already. */
  ask(node) {
    if (!node.votes || this.id === node.id) return false;
    this.#closed = false;
    this.#show(node);
    this.panel.scrollIntoView({ block: "nearest" });
    return true;
  }

  /** Explains a box that the reader came to, unless they have put the panel away. */
  follow(node) {
    if (this.#closed || this.id === node.id || node.kind === "more") return;
    if (node.votes || this.id !== null) this.#show(node);
  }

  /** Puts the panel away until it is asked for; false when it is not there. */
  close() {
    if (this.id === null) return false;
    this.#closed = true;
    clearTimeout(this.#pause);
    this.id = null;
    this.panel.hidden = true;
    this.said.textContent = "";
    this.changed();
    return true;
  }

  #listen() {
    const { panel } = this;
    const leave = () => {
      const { id } = this;
      this.close();
      this.go((node) => node.id === id);
    };
    panel.querySelector("button").addEventListener("click", leave);
    panel.addEventListener("keydown", (event) => event.key === "Escape" && !isLeftAlone(event) && leave());
    this.told.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link && isPlain(event) && this.go((node) => node.url === link.pathname)) event.preventDefault();
    });
  }

  #show(node) {
    const { panel } = this;
    this.id = node.id;
    panel.hidden = false;
    panel.scrollTop = 0;
    const title = panel.querySelector("h2");
    const sign = make("svg", { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true" });
    sign.append(make("path", { d: this.icons[node.label ?? node.kind] ?? "" }));
    title.className = node.polarity ?? "neutral";
    title.replaceChildren(sign, node.heading || this.words.labels[node.label ?? node.kind] || "");
    panel.querySelector(".map-why-words").textContent = node.text ?? "";
    const open = panel.querySelector(".map-why-open");
    open.hidden = !node.url;
    if (node.url) open.href = node.url;
    open.textContent = node.kind === "post" ? this.words.open : this.words.read;
    this.changed();
    this.#tell(node);
  }

  // At once what is on the page already, as the outline has it or from before; the rest after a pause.
  #tell(node) {
    clearTimeout(this.#pause);
    const outline = this.map.querySelector(`[data-why="${node.id}"]`);
    const known = outline?.innerHTML ?? this.#fetched.get(node.id);
    this.#fill(node.votes ? (known ?? "") : "");
    if (!node.votes) this.said.textContent = "";
    else this.#pause = setTimeout(() => (known ? this.#say() : this.#fetch(node)), PAUSE);
  }

  async #fetch(node) {
    this.told.setAttribute("aria-busy", "true");
    let found = "";
    try {
      const response = await fetch(this.source.replace(/0$/, node.id));
      if (!response.ok) throw new Error(response.statusText);
      found = await response.text();
      this.#fetched.set(node.id, found);
    } catch {
      // The post's own page is one link away.
    }
    if (this.id !== node.id) return;
    this.#fill(found);
    if (!found) this.told.append(this.words.unexplained);
    this.#say();
  }

  #fill(markup) {
    this.told.removeAttribute("aria-busy");
    this.told.innerHTML = markup; // our own partial
    for (const details of this.told.querySelectorAll("details")) details.open = true;
    this.panel.querySelector(".map-why-lines").hidden = !this.told.querySelector(".breakdown");
  }

  // The sentence, the status and its reason; the lines of the breakdown are there for who wants them.
  #say() {
    const parts = [...this.told.querySelectorAll(".status, .status-why p, .standing > p")].map(
      (part) => part.textContent,
    );
    this.said.textContent = (parts.join(" ") || this.told.textContent).replace(/\s+/g, " ").trim();
  }
}

/** A click that is nothing but a click: with a key held, it opens another tab. */
export function isPlain(event) {
  return !event.button && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
}
