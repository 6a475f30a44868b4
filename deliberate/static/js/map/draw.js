// Boxes, edges and links as SVG.

import { BETWEEN_COLUMNS } from "./layout.js";
import { clip, goesLeft, measure, wrap } from "./text.js";
import { shown } from "./tree.js";

const SVG = "http://www.w3.org/2000/svg";
const PAD = 14;
const LINE = 19;
const MOST_LINES = 3;
const MOST_LINKS = 2;
// The server gives this many children of a wide parent at a time.
const STEP = 20;
const TOGGLE = 28;
// How much larger signs are drawn from far away.
const FAR_LARGER = 1.8;
const FAR_CHEVRON = 1.3;

/** Makes the elements of a map whose boxes are `width` wide, in the fonts and words of the page. */
export class Pen {
  constructor({ width, family, words, icons }) {
    this.width = width;
    this.words = words;
    this.icons = icons;
    this.fonts = {
      text: `14px ${family}`,
      head: `600 13px ${family}`,
      small: `12px ${family}`,
      strong: `600 12px ${family}`,
      far: `600 25px ${family}`,
    };
  }

  /** The height a box needs for its words; they are cut here, once. */
  heightOf = (node) => {
    if (node.kind === "more") return 44;
    node.lines ??= wrap(node.text, this.fonts.text, this.width - 2 * PAD, MOST_LINES);
    const links = Math.min(node.links.length, MOST_LINKS);
    return 40 + LINE * (node.lines.length + links) + (node.votes ? 24 : 0);
  };

  /** A drawn node: a link that is the tree item, and beside it the button that folds and unfolds. */
  node(node, isFar) {
    const group = make("g", { class: `node ${node.polarity ?? "neutral"} ${node.kind}` });
    const item = make(node.url ? "a" : "g", { class: "item", role: "treeitem", tabindex: -1 });
    if (node.url) item.setAttribute("href", node.url);
    item.append(make("path", { class: "face", d: outline(node, this.width) }));
    if (node.kind === "more") this.#more(item, node, isFar);
    else if (isFar) this.#far(item, node);
    else this.#near(item, node);
    item.append(make("path", { class: "ring", d: ring(node, this.width) }));
    group.append(item);
    if (node.depth && node.kind !== "more") group.append(...sign(node));
    if (node.total) group.append(this.#toggle(node, isFar));
    if (!isFar) group.append(...this.#links(node));
    this.describe(item, node);
    place(group, node);
    return group;
  }

  /** What a screen reader is told, which changes as the tree unfolds. */
  describe(item, node) {
    const siblings = node.parent ? shown(node.parent) : [node];
    const all = node.parent ? node.parent.total : 1;
    item.setAttribute("aria-level", node.depth + 1);
    item.setAttribute("aria-setsize", all);
    item.setAttribute("aria-posinset", siblings.indexOf(node) + 1);
    if (node.total) item.setAttribute("aria-expanded", node.isOpen);
    item.setAttribute("aria-label", node.kind === "more" ? this.#moreWords(node) : this.#spoken(node));
  }

  #spoken(node) {
    const { words } = this;
    const status = node.status ? `, ${words.statuses[node.status]}` : "";
    const parts = [`${this.#title(node)}${status}: ${node.text}`];
    if (node.author) parts.push(fill(words.by, { name: node.author }));
    if (node.votes) parts.push(this.#votes(node));
    if (node.standing !== null) parts.push(fill(words.standing, { n: Math.round(node.standing * 100) }));
    for (const link of node.links) parts.push(this.#linkWords(link));
    if (node.below) parts.push(fill(words.below, { n: node.below }));
    return parts.map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`)).join(" ");
  }

  #title(node) {
    return node.heading || this.words.labels[node.label ?? node.kind];
  }

  #votes(node) {
    const { agree, pass, disagree } = node.votes;
    const counts = [agree, pass, disagree];
    if (!counts.some(Boolean)) return this.words.noVotes;
    return counts.map((count, i) => `${this.words.choices[node.label][i]} ${count}`).join(" · ");
  }

  #linkWords(link) {
    return fill(this.words.links[link.polarity], { title: link.title });
  }

  #moreWords(node) {
    return fill(node.count > STEP ? this.words.showSome : this.words.showRest, { n: STEP, all: node.count });
  }

  #near(item, node) {
    const room = this.width - 2 * PAD;
    let taken = 0;
    if (node.status) taken = this.#status(item, node);
    const title = clip(this.#title(node), this.fonts.head, room - 22 - taken);
    item.append(icon(this.icons[node.label ?? node.kind], PAD, 10), inscribe("head", PAD + 22, 23, title));
    node.lines.forEach((line, i) => item.append(this.#said("text", node, 48 + i * LINE, line)));
    if (node.votes) this.#foot(item, node, room);
  }

  // Words of people, set from the side that they begin at.
  #said(kind, node, y, text) {
    if (!goesLeft(node.text)) return inscribe(kind, PAD, y, text);
    const words = inscribe(kind, this.width - PAD, y, text);
    words.setAttribute("direction", "rtl");
    return words;
  }

  #status(item, node) {
    const text = this.words.statuses[node.status];
    const length = measure(text, this.fonts.strong);
    const x = this.width - PAD - length - 4;
    const status = make("g", { class: `status ${node.status}` });
    status.append(
      make("rect", { class: "badge", x: x - 26, y: 8, width: length + 36, height: 21, rx: 10.5 }),
      icon(this.icons[node.status], x - 20, 10.5),
      inscribe("small", x, 23, text),
    );
    item.append(status);
    return length + 34;
  }

  #foot(item, node, room) {
    const y = 46 + node.lines.length * LINE;
    const meter = Math.min(56, room / 5);
    const votes = clip(this.#votes(node), this.fonts.small, room - meter - 10);
    const x = this.width - PAD - meter;
    item.append(
      inscribe("small", PAD, y + 5, votes),
      make("rect", { class: "track", x, y: y - 3, width: meter, height: 7, rx: 3 }),
    );
    if (node.standing !== null) {
      const value = Math.max(node.standing * meter, 2);
      item.append(make("rect", { class: "level", x, y: y - 3, width: value, height: 7, rx: 3 }));
      item.append(make("path", { class: "half", d: `M${x + meter / 2} ${y - 5}v11` }));
    }
  }

  // From far away only the label, the status and the first words are large enough to be read.
  #far(item, node) {
    const room = this.width - 2 * PAD;
    const isLow = node.height < 78;
    const top = node.height / 2 - (isLow ? 14 : 36);
    const first = make("g", { transform: `translate(${PAD} ${top}) scale(${FAR_LARGER})` });
    first.append(icon(this.icons[node.label ?? node.kind], 0, 0));
    if (node.status) {
      const status = make("g", { class: `status ${node.status}` });
      const x = room / FAR_LARGER - 16;
      status.append(make("rect", { class: "badge", x: x - 3, y: -3, width: 22, height: 22, rx: 11 }));
      status.append(icon(this.icons[node.status], x, 0));
      first.append(status);
    }
    const title = clip(this.#title(node), this.fonts.far, room - (node.status ? 70 : 36));
    const text = clip(node.text, this.fonts.far, isLow ? room - 36 : room);
    if (isLow) item.append(first, inscribe("far", PAD + 36, top + 23, node.kind === "post" ? title : text));
    else item.append(first, inscribe("far", PAD + 36, top + 23, title), this.#said("far plain", node, top + 58, text));
  }

  #more(item, node, isFar) {
    const kind = isFar ? "far" : "head";
    const text = clip(this.#moreWords(node), this.fonts[kind], this.width - 2 * PAD);
    item.append(inscribe(kind, PAD, node.height / 2 + (isFar ? 9 : 5), text));
  }

  #toggle(node, isFar) {
    const text = node.isOpen ? "" : fill(this.words.more, { n: node.below });
    const wide = node.isOpen ? TOGGLE : measure(text, this.fonts.head) + 34;
    const scale = isFar ? (node.isOpen ? FAR_CHEVRON : FAR_LARGER) : 1;
    const turn = node.isOpen ? "l-5 5 5 5" : "l5 5-5 5";
    const group = make("g", { class: "toggle", "aria-hidden": "true" });
    group.setAttribute("transform", `translate(${this.width + 6} ${node.height / 2}) scale(${scale})`);
    group.append(
      make("rect", { class: "pill", y: -TOGGLE / 2, width: wide, height: TOGGLE, rx: TOGGLE / 2 }),
      ...(text ? [inscribe("head", 12, 4.5, text)] : []),
      make("path", { class: "chevron", d: `M${wide - (node.isOpen ? 11.5 : 15)} -5${turn}` }),
      // The pill is small, what can be touched is not.
      make("rect", { class: "touch", x: -6, y: -22, width: Math.max(wide + 14, 44), height: 44 }),
    );
    return group;
  }

  #links(node) {
    const y = node.height - 14 - LINE * (Math.min(node.links.length, MOST_LINKS) - 1);
    return node.links.slice(0, MOST_LINKS).map((link, i) => {
      // The keyboard reaches the same links on the post's own page.
      const anchor = make("a", {
        class: `reference ${link.polarity}`,
        href: link.url,
        tabindex: -1,
        "aria-hidden": "true",
      });
      anchor.append(
        inscribe(
          "small",
          PAD,
          y + i * LINE,
          clip(`⇢ ${this.#linkWords(link)}`, this.fonts.small, this.width - 2 * PAD),
        ),
      );
      return anchor;
    });
  }

  /** The path data of all edges from `parents`, by polarity, as far as they cross `area`. */
  edges(parents, area, isFar) {
    const paths = { attack: [], support: [], neutral: [] };
    for (const parent of parents) {
      const x = parent.x + this.width + 6 + TOGGLE * (isFar ? FAR_CHEVRON : 1);
      const y = parent.y + parent.height / 2;
      for (const child of shown(parent)) {
        const end = child.y + child.height / 2;
        if (Math.max(y, end) < area.top || Math.min(y, end) > area.bottom) continue;
        const polarity = child.polarity ?? "neutral";
        const stop = child.x - (polarity === "neutral" ? 0 : 22);
        paths[polarity].push(edge(x, y, stop, end, area));
      }
    }
    return paths;
  }

  /** The path data of cross links between drawn nodes, by polarity: a bow on the right, with an arrowhead. */
  crossings(links) {
    const paths = { attack: [], support: [], neutral: [] };
    for (const { from, to, polarity } of links) {
      const down = from.y < to.y ? 1 : -1;
      const x = from.x + this.width * 0.7;
      const y = down > 0 ? from.y + from.height : from.y;
      const stop = to.x + this.width * 0.7;
      const end = down > 0 ? to.y : to.y + to.height;
      const bow = Math.max(x, stop) + BETWEEN_COLUMNS;
      paths[polarity].push(
        `M${x} ${y}C${bow} ${y + down * 30} ${stop} ${end - down * 60} ${stop} ${end}`,
        `M${stop - 6} ${end - down * 10}L${stop} ${end}L${stop + 6} ${end - down * 10}`,
      );
    }
    return paths;
  }
}

// A bend, a vertical, a bend. What lies outside the area is left out: dashing a very long line takes very long.
function edge(x, y, stop, end, area) {
  const down = Math.sign(end - y);
  const bend = Math.min(Math.abs(end - y) / 2, 14) * down;
  const trunk = x + (stop - x) * 0.4;
  const from = Math.min(Math.max(y + bend, area.top), area.bottom);
  const to = Math.min(Math.max(end - bend, area.top), area.bottom);
  const first = from === y + bend ? `M${x} ${y}Q${trunk} ${y} ${trunk} ${from}` : `M${trunk} ${from}`;
  const last = to === end - bend ? `Q${trunk} ${end} ${stop} ${end}` : "";
  return `${first}V${to}${last}`;
}

/** Moves a drawn node to where the layout wants it. */
export function place(group, node) {
  group.setAttribute("transform", `translate(${node.x} ${node.y})`);
}

export function make(name, attributes = {}) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** `fill("{n} more", {n: 1200})` is "1,200 more". */
export function fill(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => inWords(values[name]) ?? whole);
}

function inWords(value) {
  return typeof value === "number" ? value.toLocaleString(document.documentElement.lang || "en") : value;
}

function inscribe(kind, x, y, text) {
  const element = make("text", { class: kind, x, y });
  element.textContent = text;
  return element;
}

function icon(path, x, y) {
  return make("path", { class: "icon", d: path, transform: `translate(${x} ${y})` });
}

// The left edge tells the polarity: notched attacks, rounded supports, straight is neutral.
function outline(node, width) {
  const { height, polarity } = node;
  const right = `H${width - 6}a6 6 0 0 1 6 6V${height - 6}a6 6 0 0 1-6 6`;
  if (polarity === "support") return `M20 0${right}H20C-6 ${height}-6 0 20 0z`;
  if (polarity !== "attack") return `M0 0${right}H0z`;
  const teeth = Math.max(2, Math.round(height / 16));
  const half = height / teeth / 2;
  return `M0 0${right}H0${`l7 ${-half}l-7 ${-half}`.repeat(teeth)}z`;
}

function ring(node, width) {
  return `M-8-6H${width + 6}V${node.height + 6}H-8z`;
}

// Edges that attack end in a square with a minus, edges that support in a disc with a plus.
function sign({ polarity, height }) {
  const y = height / 2;
  if (polarity === "attack") {
    return [
      make("rect", { class: "sign", x: -22, y: y - 9, width: 18, height: 18 }),
      make("path", { class: "stroke", d: `M-18 ${y}h10` }),
    ];
  }
  if (polarity !== "support") return [];
  return [
    make("circle", { class: "sign", cx: -13, cy: y, r: 9.5 }),
    make("path", { class: "stroke", d: `M-18 ${y}h10M-13 ${y - 5}v10` }),
  ];
}
