// Keys on the moderators' desk: a verb's own letter, j and k through the queue. They can be switched off.

import { isLeftAlone, keysSwitch } from "./keys.js";

const note = document.querySelector("[data-keys]");
if (note) note.hidden = false;
const areOn = keysSwitch(document.querySelector("[data-keys-switch]"), "deliberate.moderation.keys");

document.addEventListener("keydown", (event) => {
  if (!areOn() || isLeftAlone(event)) return;
  if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
  else document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});

function step(by) {
  const items = [...document.querySelectorAll("[data-waiting]")];
  const open = items.findIndex((item) => item.hasAttribute("aria-current"));
  items[open < 0 ? 0 : open + by]?.click();
}
