// Keys that do something on a page: which strokes are left alone, and the button that switches them off.

/** Where it is remembered whether keys vote. */
export const VOTE_KEYS = "deliberate.queue.keys";

/** Whether a stroke is none of the page's: it has a modifier, is typed into a box, or meant for an open dialog. */
export function isLeftAlone(event) {
  return event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || dialogIsOpen();
}

/** Lets a button, if there is one, switch keys on and off, which is remembered as `kept`; tells whether they are on. */
export function keysSwitch(button, kept) {
  let on = read(kept) !== "off";
  const show = () => {
    button.setAttribute("aria-pressed", String(on));
    document.body.classList.toggle("has-keys", on);
  };
  button?.addEventListener("click", () => {
    on = !on;
    keep(kept, on ? "on" : "off");
    show();
  });
  if (button) show();
  return () => on;
}

function isTyping(element) {
  return Boolean(element.closest('textarea, select, [contenteditable], input:not([type="hidden"])'));
}

function dialogIsOpen() {
  return document.querySelector("dialog[open]") !== null;
}

// A browser may keep nothing for a site; then the keys are on.
function read(kept) {
  try {
    return localStorage.getItem(kept);
  } catch {
    return null;
  }
}

function keep(kept, value) {
  try {
    localStorage.setItem(kept, value);
  } catch {
    // for this page only
  }
}
