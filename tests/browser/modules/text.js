import { clip, measure, wrap } from "../../../deliberate/static/js/map/text.js";
import { holds, same } from "./claims.js";

const FONT = "16px sans-serif";
const WORDS = "Nobody says in which of the next twenty years the citizens of both countries would vote on this treaty.";
const wide = (text) => measure(text, FONT);

export function a_longer_text_is_wider_and_the_same_text_as_wide_again() {
  holds(wide("in") < wide("inn"), "not wider");
  same(wide("inn"), wide("inn"));
  holds(measure("inn", "32px sans-serif") > wide("inn"), "a larger font is wider");
}

export function text_that_fits_is_not_cut() {
  same(clip(WORDS, FONT, wide(WORDS)), WORDS);
  same(wrap("one two", FONT, 1000, 3), ["one two"]);
}

export function text_that_is_cut_fills_its_room_and_ends_in_an_ellipsis() {
  for (const room of [40, 90, 300, 500]) {
    const cut = clip(WORDS, FONT, room);
    holds(cut.endsWith("…") && wide(cut) <= room, `${cut} overruns ${room}`);
    holds(WORDS.startsWith(cut.slice(0, -1)) && !cut.endsWith(" …"), `${cut} is not the beginning`);
    const longer = `${WORDS.slice(0, cut.length + 1).trimEnd()}…`;
    holds(wide(longer) > room, `${longer} would have fitted`);
  }
}

export function wrapped_lines_keep_to_their_room_and_lose_nothing() {
  for (const room of [120, 200, 333]) {
    const lines = wrap(WORDS, FONT, room, 99);
    holds(
      lines.every((line) => wide(line) <= room),
      "a line overruns",
    );
    same(lines.join(" "), WORDS);
    lines.slice(1).forEach((line, i) => {
      const [word] = line.split(" ");
      holds(wide(lines[i]) + wide(" ") + wide(word) > room, `${word} would have fitted above`);
    });
  }
}

export function what_is_left_over_is_told_by_an_ellipsis_on_the_last_line() {
  const lines = wrap(WORDS, FONT, 120, 3);
  same(lines.length, 3);
  holds(lines[2].endsWith("…") && lines.every((line) => wide(line) <= 120), lines.join("\n"));
  same(lines.slice(0, 2), wrap(WORDS, FONT, 120, 99).slice(0, 2));
}

export function a_word_longer_than_a_line_is_cut_and_ends_the_text() {
  const lines = wrap(`A ${"long".repeat(50)} word`, FONT, 150, 3);
  same(lines.length, 2);
  holds(lines[1].endsWith("…") && wide(lines[1]) <= 150, lines[1]);
}

export function any_white_space_is_one_space() {
  same(wrap("one\n two\tthree", FONT, 1000, 3), ["one two three"]);
}
