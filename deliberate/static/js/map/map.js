// The argument map of a proposal: fetches the data, wires the tools above the map to it.

import { grow } from "./tree.js";
import { View } from "./view.js";
import { Why } from "./why.js";

const map = document.querySelector("[data-map]");
if (map) start(map);

async function start(panel) {
  const stage = panel.querySelector(".map-stage");
  const status = panel.querySelector("[role=status]");
  const { words, icons } = JSON.parse(panel.dataset.signs);
  const say = (text) => {
    status.textContent = text;
  };
  const { source, root, whySource } = panel.dataset;
  let withComments = false;
  const load = (id, skip) => fetchPage(source, { root: id, skip: skip || null, comments: withComments ? "yes" : null });
  let first;
  try {
    first = await load(root);
  } catch {
    // The outline is on the page already; the reader loses nothing.
    panel.classList.add("has-failed");
    say(words.failed);
    return;
  }
  panel.classList.add("has-map");
  const why = new Why(panel, {
    source: whySource,
    words,
    icons,
    go: (wanted) => view.visit(wanted),
    changed: () => view.mark(),
  });
  const view = new View(stage, grow(first), { words, icons, say, why, fetchBranch: load });
  if (root) view.goTo(root);
  wire(panel, view, async (wanted) => {
    withComments = wanted;
    view.replace(grow(await load(root), view.tree));
  });
  panel.dataset.ready = "";
}

async function fetchPage(source, query) {
  const given = Object.entries(query).filter(([, value]) => value);
  const address = given.length ? `${source}?${new URLSearchParams(given)}` : source;
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

function wire(panel, view, setComments) {
  const tool = (name) => panel.querySelector(`[data-tool=${name}]`);
  tool("in").addEventListener("click", () => view.zoom(1.25));
  tool("out").addEventListener("click", () => view.zoom(0.8));
  tool("fit").addEventListener("click", () => view.fit());
  tool("comments")?.addEventListener("change", (event) => setComments(event.target.checked));
  tool("outline").addEventListener("change", (event) => {
    panel.classList.toggle("shows-outline", event.target.checked);
  });
}
