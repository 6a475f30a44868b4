// Correcting a document row by row: what is chosen is applied at once, and keys choose.

import { isLeftAlone } from "./keys.js";

const SHAPES = {
  ...Object.fromEntries([1, 2, 3, 4].map((level) => [level, `heading-${level}`])),
  t: "text",
  i: "item-1",
  b: "table",
  x: "left-out",
  u: "joined",
};

const form = document.querySelector("form[data-corrects]");
if (form) start();

function start() {
  form.addEventListener("change", (event) => {
    const row = event.target.matches("select") && event.target.closest(".draft-row");
    if (row) send(form.querySelector("[value=apply]"), row);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[name=split], [data-undo]");
    if (!button) return;
    event.preventDefault();
    send(button, button.closest(".draft-row"));
  });
  document.addEventListener("keydown", (event) => {
    const row = event.target.closest?.(".draft-row");
    // A list that is closed has keys of its own, which choose by the first letter of a word: ours are for the row.
    const isOurs = row && (event.target === row || event.target.matches("select"));
    if ((isLeftAlone(event) && !isOurs) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event.key, row)) event.preventDefault();
  });
}

function act(key, row) {
  if (key === "z") {
    const undo = form.querySelector("[data-undo]");
    if (!undo.disabled) send(undo, row);
    return true;
  }
  if (key === "j" || key === "k") {
    const to = row
      ? key === "j"
        ? row.nextElementSibling
        : row.previousElementSibling
      : form.querySelector(".draft-row");
    to?.querySelector("select").focus();
    return true;
  }
  const select = row?.querySelector("select");
  if (!select || !(key in SHAPES)) return false;
  select.value = SHAPES[key];
  if (select.selectedIndex >= 0) send(form.querySelector("[value=apply]"), row);
  return true;
}

// The page as it is afterwards takes the place of this one; where the reader was stays where it is.
async function send(button, row) {
  const fields = new FormData(form, button);
  const at = row && [...row.parentElement.children].indexOf(row);
  const top = row?.getBoundingClientRect().top;
  let answer;
  try {
    answer = await fetch(location.href, { method: "POST", body: fields });
  } catch {
    form.requestSubmit(button);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.querySelector("main article");
  const rows = main?.querySelector(".draft-rows");
  if (!rows) {
    form.requestSubmit(button);
    return;
  }
  form.querySelector(".draft-rows").replaceWith(rows);
  form.elements.steps.value = main.querySelector("[name=steps]").value;
  tell(main);
  const now = rows.querySelectorAll(".draft-row");
  const next = row && now[Math.min(at, now.length - 1)];
  if (!next) return;
  next.querySelector("select").focus({ preventScroll: true });
  scrollBy(0, next.getBoundingClientRect().top - top);
}

// Why a row could not be corrected, where the page says so.
function tell(main) {
  form.parentElement.querySelector(".form-summary")?.remove();
  const problem = main.querySelector(".form-summary");
  if (problem) form.before(problem);
}
