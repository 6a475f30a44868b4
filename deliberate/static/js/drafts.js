// Keeps what is typed in this browser until it is posted: a reload, a crash or a closed tab loses nothing.

const SKIPPED = new Set(["csrf_token", "password", "name", "version", "do", "confirmed"]);

export function keepDrafts(form) {
  const key = `draft ${location.pathname} ${new URLSearchParams(location.search).get("anchor") ?? ""} ${form.dataset.draft}`;
  // A form that the server sent back holds the newest text already.
  if ("kept" in form.dataset) save(key, form);
  else restore(key, form);
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(key, form), 200);
  });
  addEventListener("pagehide", () => {
    if (timer) save(key, form);
  });
}

function save(key, form) {
  if ("forgotten" in form.dataset) return;
  const fields = [...new FormData(form)].filter(([name, value]) => !SKIPPED.has(name) && value);
  try {
    localStorage.setItem(key, JSON.stringify({ fields, parts: form.querySelectorAll(".part").length, at: Date.now() }));
  } catch {
    // A full or forbidden store: the form still works.
  }
}

function restore(key, form) {
  const draft = read(key);
  if (!draft) return;
  const fields = new Map(draft.fields);
  const typed = draft.fields.some(([name, value]) => isText(form, name) && value !== form.elements[name].value);
  if (!typed && !more(draft, form)) return;
  if (posted().has(fields.get("once"))) {
    localStorage.removeItem(key);
    return;
  }
  if (more(draft, form)) {
    const address = new URL(location);
    address.searchParams.set("parts", draft.parts);
    location.replace(address);
    return;
  }
  const asked = new URLSearchParams(location.search).get("label");
  for (const [name, value] of fields) {
    if (form.elements[name] && !(asked && name === "parts-0-label")) form.elements[name].value = value;
  }
  tell(key, form, draft.at);
}

function more(draft, form) {
  return draft.parts > form.querySelectorAll(".part").length;
}

function isText(form, name) {
  return form.elements[name] instanceof HTMLTextAreaElement || form.elements[name]?.type === "text";
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

// The server names the form that was posted last.
function posted() {
  const found = document.cookie.split("; ").find((cookie) => cookie.startsWith("posted="));
  return new Set(found ? [found.slice("posted=".length)] : []);
}

function tell(key, form, at) {
  const template = form.querySelector("template[data-restored]").content.cloneNode(true);
  template.querySelector("time").textContent = new Date(at).toLocaleString(document.documentElement.lang);
  template.querySelector("button").addEventListener("click", () => {
    localStorage.removeItem(key);
    form.dataset.forgotten = "";
    const address = new URL(location);
    address.searchParams.delete("parts");
    location.replace(address);
  });
  form.prepend(template);
}
