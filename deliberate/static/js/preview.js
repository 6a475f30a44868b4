// What the text will look like, and who may have said it already, shown while it is typed.

const PAUSE = 400;
const SHORTEST = 15;

export function previewWhileTyping(form, text) {
  const shown = document.getElementById(text.dataset.preview);
  form.classList.add("has-live-preview");
  const show = latest(async (signal) => {
    const answer = text.value.trim() ? await send(form, form.dataset.previewAt, { body: text.value }, signal) : "";
    shown.innerHTML = answer; // cleaned by the server
    shown.hidden = !answer.trim();
  });
  text.addEventListener("input", show);
  if (text.value.trim()) show();
}

export function twinsWhileTyping(form) {
  const part = form.querySelector(".part");
  const body = part.querySelector("textarea[data-preview]");
  const shown = part.querySelector("[data-twins]");
  const { proposal, anchor = "", parent = "" } = form.dataset;
  const show = latest(async (signal) => {
    const label = part.querySelector(".pick input:checked")?.value;
    const asks = label && body.value.trim().length >= SHORTEST && !form.querySelector("[name=confirmed]");
    if (!asks && anchor) return; // what was said about the passage stays
    const fields = { proposal, anchor, parent, label, body: body.value };
    const answer = asks ? (await send(form, form.dataset.twinsAt, fields, signal)).trim() : "";
    if (shown.innerHTML !== answer) replace(shown, answer);
    shown.hidden = !answer;
  });
  body.addEventListener("input", show);
  part.querySelector(".picks").addEventListener("change", show);
}

// What the reader has unfolded stays so.
function replace(shown, answer) {
  const isOpen = shown.querySelector("details")?.open;
  shown.innerHTML = answer;
  const details = shown.querySelector("details");
  if (details && isOpen) details.open = true;
}

async function send(form, address, fields, signal) {
  const headers = { "X-CSRFToken": form.elements.csrf_token.value, "X-Requested-With": "fetch" };
  const answer = await fetch(address, { method: "POST", headers, body: new URLSearchParams(fields), signal });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.text();
}

// Waits for a pause in typing, and gives up an answer that a later one replaces or that cannot be had.
function latest(work) {
  let timer;
  let running;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      running?.abort();
      running = new AbortController();
      try {
        await work(running.signal);
      } catch {
        // Sending the form still shows both.
      }
    }, PAUSE);
  };
}
