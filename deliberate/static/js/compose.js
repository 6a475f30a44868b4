// The page for writing a message: live preview, likely twins, drafts, and labels that fit what a part replies to.

import { keepDrafts } from "./drafts.js";
import { previewWhileTyping, twinsWhileTyping } from "./preview.js";

for (const form of document.querySelectorAll("form[data-draft]")) {
  keepDrafts(form);
  fitLabels(form);
  form.addEventListener("change", () => fitLabels(form));
  for (const text of form.querySelectorAll("textarea[data-preview]")) previewWhileTyping(form, text);
  if (form.dataset.proposal) twinsWhileTyping(form);
}

// Hides in each later part the labels that do not fit what it replies to now; the server has the last word.
function fitLabels(form) {
  const parts = [...form.querySelectorAll(".part")];
  for (const part of parts) {
    const under = part.querySelector('select[name$="-under"]');
    if (!under) continue;
    const above = under.value && parts[Number(under.value)]?.querySelector(".pick input:checked");
    const place = under.value ? above?.value : form.dataset.place;
    for (const radio of part.querySelectorAll(".pick input")) {
      const fits = !place || radio.dataset.targets.split(" ").includes(place);
      radio.closest(".pick").hidden = !fits;
      radio.disabled = !fits;
    }
  }
}
