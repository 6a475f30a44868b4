// A passage's thread beside the document without leaving the page: the mark fetches it, the address follows.

import { isLeftAlone } from "./keys.js";

const panel = document.getElementById("panel");
const hint = document.getElementById("panel-hint");
let shown = anchorOf(location);

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[data-passage], a.panel-close, .tabs a[href*="#"]');
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  if (link.dataset.passage) follow(link, event);
  else if (shown) leave(link, event);
});

document.addEventListener("keydown", (event) => {
  const shut = panel.querySelector(".panel-close");
  if (event.key === "Escape" && !isLeftAlone(event) && panel.contains(document.activeElement)) shut?.click();
});

// Back and forward; going to a place within the page comes here too and changes nothing.
addEventListener("popstate", async () => {
  const anchor = anchorOf(location);
  if (anchor === shown) return;
  if (!anchor) rest();
  else if (!(await show(anchor, location.href))) location.reload();
});

async function follow(link, event) {
  event.preventDefault();
  if (!(await show(link.dataset.passage, link.href))) {
    location.assign(link.href);
    return;
  }
  history.pushState({}, "", link.href);
  panel.scrollTop = 0;
  panel.querySelector("h2").focus({ preventScroll: true });
}

// Puts the panel away and goes where the link leads on this page.
function leave(link, event) {
  event.preventDefault();
  const mark = markOf(shown);
  const place = new URL(link.href);
  history.pushState({}, "", panel.dataset.document + place.hash);
  rest();
  if (link.matches(".panel-close")) mark?.focus({ preventScroll: true });
  else document.getElementById(decodeURIComponent(place.hash.slice(1)))?.scrollIntoView();
}

async function show(anchor, address) {
  panel.setAttribute("aria-busy", "true");
  try {
    // Never kept: at this address the browser's cache holds whole pages.
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" }, cache: "no-store" });
    if (!answer.ok) return false;
    panel.innerHTML = await answer.text(); // our own partial
  } catch {
    return false;
  } finally {
    panel.removeAttribute("aria-busy");
  }
  choose(anchor);
  return true;
}

function rest() {
  panel.replaceChildren(hint.content.cloneNode(true));
  choose(null);
}

function choose(anchor) {
  shown = anchor;
  document.body.classList.toggle("has-panel", Boolean(anchor));
  for (const passage of document.querySelectorAll(".passage.is-chosen")) passage.classList.remove("is-chosen");
  if (anchor) markOf(anchor)?.closest(".passage").classList.add("is-chosen");
}

function markOf(anchor) {
  return document.querySelector(`a[data-passage="${CSS.escape(anchor)}"]`);
}

// The passage whose thread has this address; null for the document's own.
function anchorOf(place) {
  const marks = [...document.querySelectorAll("a[data-passage]")];
  return marks.find((mark) => mark.pathname === place.pathname)?.dataset.passage ?? null;
}
