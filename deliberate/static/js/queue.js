// Voting on one post after another without leaving the page, by pointer or by keys. The forms and links are those of
// the page without scripts: the server leads from each to the next post, of which only the part that changes is fetched.

import { VOTE_KEYS, isLeftAlone, keysSwitch } from "./keys.js";

const PAUSE = 300; // so long after a post appears, a second click or stroke meant for the one before does nothing
const NARROW = matchMedia("(max-width: 47rem)"); // as in queue.css
const said = document.querySelector("[data-queue-said]");
const keys = document.querySelector("[data-vote-keys]");
if (keys) keys.hidden = false;
const areOn = keysSwitch(keys?.querySelector("button"), VOTE_KEYS);

const queue = () => document.querySelector("[data-queue]");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("[data-queue]") || form.dataset.asPage) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  follow(form.action, { method: "POST", body }, () => sendAsPage(form, event.submitter));
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-queue-skip]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  follow(link.href, {}, () => location.assign(link.href));
});

document.addEventListener("keydown", (event) => {
  if (!areOn() || event.shiftKey || event.repeat || isLeftAlone(event)) return;
  queue()
    .querySelector(`[aria-keyshortcuts="${CSS.escape(event.key.toLowerCase())}"]`)
    ?.click();
});

async function follow(address, options, otherwise) {
  const from = queue();
  if (from.dataset.busy) return;
  from.dataset.busy = "true";
  try {
    const answer = await fetch(address, { ...options, headers: { "X-Requested-With": "fetch" } });
    const page = document.createElement("template");
    page.innerHTML = answer.ok ? await answer.text() : ""; // our own partial
    const fresh = page.content.querySelector("[data-queue]");
    if (fresh) show(from, fresh, answer.url);
    else if (answer.status === 429) complain(from, (await answer.json()).message);
    else otherwise();
  } catch {
    complain(from, from.dataset.unsent);
  }
}

function show(from, fresh, address) {
  fresh.dataset.busy = "true";
  from.replaceWith(fresh);
  history.replaceState(null, "", address);
  const head = fresh.querySelector("[data-queue-head]");
  if (NARROW.matches || fresh.getBoundingClientRect().top < 0) fresh.scrollIntoView();
  head?.focus({ preventScroll: true });
  said.textContent = words(fresh.querySelector("[data-queue-outcome]")) || words(fresh.querySelector(".queue-left"));
  setTimeout(() => delete fresh.dataset.busy, PAUSE);
}

function complain(from, text) {
  const note = document.createElement("p");
  note.className = "note note-warning";
  note.textContent = text;
  from.querySelector("[data-queue-outcome]").replaceChildren(note);
  note.scrollIntoView({ block: "nearest" });
  said.textContent = text;
  delete from.dataset.busy;
}

// The page that the server answers with says what to do, for example to sign in again.
function sendAsPage(form, button) {
  form.dataset.asPage = "true";
  form.requestSubmit(button);
}

function words(element) {
  return element?.innerText.replace(/\s+/g, " ").trim() ?? "";
}
