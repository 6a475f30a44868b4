// Votes without leaving the page, by pointer or by keys: only the vote bar of that post changes, and the focus stays
// where it was or, after a key, is there.

import { VOTE_KEYS, isLeftAlone, keysSwitch } from "./keys.js";

const keys = document.querySelector("[data-vote-keys]");
if (keys) keys.hidden = false;
const areOn = keysSwitch(keys?.querySelector("button"), VOTE_KEYS);
let last = null; // the vote bar of the last vote

document.addEventListener("keydown", (event) => {
  if (!areOn() || event.shiftKey || event.repeat || isLeftAlone(event)) return;
  const key = event.key.toLowerCase();
  const button = key === "z" ? takesBack() : presses(key, event.target);
  button?.click();
});

// In the vote bar or the row of the post that has the focus, else of the one in the address, else of the one the page is
// about.
function presses(key, focused) {
  const choice = { y: "agree", u: "pass", n: "disagree" }[key];
  const post =
    focused.closest(".post") ?? document.querySelector(".post:target") ?? document.querySelector(".post-large");
  return choice && post?.querySelector(`:is([data-ballot], .row-votes) button[value="${choice}"]`);
}

document.addEventListener("voted", (event) => {
  last = event.detail.choice === "withdraw" ? null : event.target;
});

// The last vote was cast on this page, else perhaps on the way to it.
function takesBack() {
  const place = last?.isConnected ? last : document.querySelector(".notes");
  return place?.querySelector('button[value="withdraw"]');
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const ballot = form.closest("[data-ballot]");
  const button = event.submitter;
  if (!ballot || !button) return;
  event.preventDefault();
  if (ballot.getAttribute("aria-busy")) return;
  ballot.setAttribute("aria-busy", "true");
  const fields = new URLSearchParams(new FormData(form, button));
  try {
    const answer = await fetch(form.action, { method: "POST", headers: { "X-Requested-With": "fetch" }, body: fields });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    show(ballot, await answer.text(), button.value);
  } catch {
    sendAsPage(form, button);
  }
});

function show(ballot, html, choice) {
  const bar = document.createElement("template");
  bar.innerHTML = html; // our own partial
  const fresh = bar.content.querySelector("[data-ballot]");
  ballot.replaceWith(fresh);
  const same = fresh.querySelector(`button[value="${choice}"]`);
  last = same?.getAttribute("aria-pressed") === "true" ? fresh : null;
  (same ?? fresh.querySelector('[aria-pressed="true"]') ?? fresh.querySelector("button"))?.focus();
}

// The page that the server answers with says what to do: sign in, wait, or look at what changed.
function sendAsPage(form, button) {
  form.closest("[data-ballot]").removeAttribute("data-ballot");
  form.requestSubmit(button);
}
