// Votes without leaving the page: only the vote bar of that post changes, and the focus stays where it was.

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
  (same ?? fresh.querySelector('[aria-pressed="true"]') ?? fresh.querySelector("button"))?.focus();
}

// The page that the server answers with says what to do: sign in, wait, or look at what changed.
function sendAsPage(form, button) {
  form.closest("[data-ballot]").removeAttribute("data-ballot");
  form.requestSubmit(button);
}
