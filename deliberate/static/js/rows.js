// Rows of a thread: a vote changes the line of its row, 'More' opens the rest of a post in its place, and what is folded
// is shown where it belongs. Without scripts each of these is a page.

document.addEventListener("submit", async (event) => {
  const button = event.submitter;
  const line = button?.closest(".row-line");
  if (!line || event.target.id !== "v") return;
  event.preventDefault();
  if (line.getAttribute("aria-busy")) return;
  line.setAttribute("aria-busy", "true");
  const fields = new URLSearchParams(new FormData(event.target, button));
  try {
    show(line, await fetched(event.target.action, { method: "POST", body: fields }), button.value);
  } catch {
    sendAsPage(line, event.target, button);
  }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.more, a[data-unfold]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (link.matches(".more")) open(link);
  else unfold(link);
});

async function fetched(address, options) {
  const answer = await fetch(address, { cache: "no-store", headers: { "X-Requested-With": "fetch" }, ...options });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  const part = document.createElement("template");
  part.innerHTML = await answer.text(); // our own partial
  return part.content;
}

// The focus stays on what was pressed.
function show(line, part, choice) {
  const fresh = part.querySelector(".row-line");
  if (line.parentElement.querySelector(".row-rest")) fresh.querySelector(".more").setAttribute("aria-expanded", "true");
  line.replaceWith(fresh);
  const same = fresh.querySelector(`button[value="${choice}"]`);
  (same ?? fresh.querySelector("button"))?.focus();
  fresh.dispatchEvent(new CustomEvent("voted", { bubbles: true, detail: { choice } }));
}

// The page that the server answers with says what to do: sign in, wait, or look at what changed.
function sendAsPage(line, form, button) {
  line.classList.remove("row-line");
  form.requestSubmit(button);
}

async function open(link) {
  const row = link.closest(".row");
  const rest = row.querySelector(".row-rest");
  if (rest) rest.remove();
  else {
    try {
      row.append(await fetched(link.href));
    } catch {
      location.assign(link.href);
      return;
    }
  }
  link.setAttribute("aria-expanded", String(!rest));
}

// A whole page of replies in place of the few that are shown; a further page after those. What was not shown before begins
// where the link was, and has the focus.
async function unfold(link) {
  const address = new URL(link.href);
  const order = new URLSearchParams(location.search).get("order");
  address.searchParams.set("at", link.dataset.unfold);
  if (order) address.searchParams.set("order", order);
  let part;
  try {
    part = await fetched(address);
  } catch {
    location.assign(link.href);
    return;
  }
  const fold = link.closest(".folded");
  const scrolled = fold.closest(".has-panel .panel") ?? window;
  const { top } = fold.getBoundingClientRect();
  const few = fold.previousElementSibling;
  const known = new Set();
  if (!address.searchParams.has("page") && few?.matches(".branch")) {
    for (const row of few.querySelectorAll(".row")) known.add(row.id);
    few.remove();
  }
  const rows = [...part.querySelectorAll(".row")];
  const first = rows.find((row) => !known.has(row.id)) ?? rows[0];
  fold.replaceWith(part);
  first?.querySelector("a").focus({ preventScroll: true });
  if (first) scrolled.scrollBy({ top: first.getBoundingClientRect().top - top, behavior: "instant" });
}
