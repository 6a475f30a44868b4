// Keys on the moderators' desk: a verb's own letter, j and k through the queue. They can be switched off.

const KEPT = 'deliberate.moderation.keys';
const note = document.querySelector('[data-keys]');
const button = document.querySelector('[data-keys-switch]');
let on = localStorage.getItem(KEPT) !== 'off';

if (note) {
  note.hidden = false;
  show();
  button.addEventListener('click', () => {
    on = !on;
    localStorage.setItem(KEPT, on ? 'on' : 'off');
    show();
  });
}

document.addEventListener('keydown', (event) => {
  if (!on || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === 'j' || event.key === 'k') step(event.key === 'j' ? 1 : -1);
  else document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});

function show() {
  button.setAttribute('aria-pressed', String(on));
  document.body.classList.toggle('has-keys', on);
}

function isTyping(element) {
  return element.closest('textarea, select, [contenteditable]') || (element.matches('input') && element.type !== 'hidden');
}

function step(by) {
  const items = [...document.querySelectorAll('[data-waiting]')];
  const open = items.findIndex((item) => item.hasAttribute('aria-current'));
  items[open < 0 ? 0 : open + by]?.click();
}
