import { isLeftAlone, keysSwitch } from "../../../deliberate/static/js/keys.js";
import { same } from "./claims.js";

const KEPT = "deliberate.test.keys";

// Whether a stroke on the last element of some markup is left alone.
function leaves(markup, modifiers = {}) {
  document.body.innerHTML = markup;
  const element = [...document.body.querySelectorAll("*")].at(-1) ?? document.body;
  let left;
  element.addEventListener("keydown", (event) => (left = isLeftAlone(event)), { once: true });
  element.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true, ...modifiers }));
  return left;
}

export function a_stroke_on_the_page_or_a_button_is_the_pages() {
  same([leaves(""), leaves("<a href='#'>go</a>"), leaves("<button>go</button>")], [false, false, false]);
}

export function a_stroke_into_a_box_is_left_alone() {
  const boxes = [
    "<textarea></textarea>",
    "<select></select>",
    "<input>",
    "<input type=checkbox>",
    "<p contenteditable><b>a</b></p>",
  ];
  same(
    boxes.map((markup) => leaves(markup)),
    [true, true, true, true, true],
  );
  same(leaves("<input type=hidden>"), false);
}

export function a_stroke_with_a_modifier_is_the_browsers() {
  const held = ["ctrlKey", "metaKey", "altKey", "shiftKey"].map((name) =>
    leaves("<button>go</button>", { [name]: true }),
  );
  same(held, [true, true, true, false]);
}

export function while_a_dialog_is_open_all_strokes_are_the_dialogs() {
  same(leaves("<dialog open>Sure?</dialog><button>go</button>"), true);
  same(leaves("<dialog>Sure?</dialog><button>go</button>"), false);
}

export function keys_are_on_until_they_are_switched_off_and_stay_so() {
  localStorage.removeItem(KEPT);
  document.body.innerHTML = "<button aria-pressed=true>Keys</button>";
  const button = document.body.firstChild;
  const areOn = keysSwitch(button, KEPT);
  same([areOn(), document.body.classList.contains("has-keys")], [true, true]);
  button.click();
  same(
    [areOn(), button.getAttribute("aria-pressed"), document.body.classList.contains("has-keys")],
    [false, "false", false],
  );
  same(keysSwitch(null, KEPT)(), false);
  button.click();
  same([areOn(), keysSwitch(null, KEPT)()], [true, true]);
}
