// Words cut to a measured width: nothing overruns its box.

const context = document.createElement("canvas").getContext("2d");
const widths = new Map();

function width(text, font) {
  const key = `${font}\n${text}`;
  let found = widths.get(key);
  if (found === undefined) {
    context.font = font;
    found = context.measureText(text).width;
    widths.set(key, found);
  }
  return found;
}

/** `text` on at most `most` lines of `room` pixels; the last one ends in … if something is left over. */
export function wrap(text, font, room, most) {
  const lines = [];
  let line = "";
  let length = 0;
  const space = width(" ", font);
  for (const word of text.split(/\s+/)) {
    const wide = width(word, font);
    if (line && length + space + wide <= room) {
      line += ` ${word}`;
      length += space + wide;
      continue;
    }
    if (line) lines.push(line);
    if (lines.length === most) return withEllipsis(lines, `${line} ${word}`, font, room);
    line = word;
    length = wide;
    // A word longer than a line ends the text: there is no good place to break it.
    if (wide > room) return withEllipsis([...lines, line], line, font, room);
  }
  lines.push(line);
  return lines;
}

function withEllipsis(lines, rest, font, room) {
  lines[lines.length - 1] = clip(rest, font, room);
  return lines;
}

/** `text` on one line of at most `room` pixels. */
export function clip(text, font, room) {
  if (width(text, font) <= room) return text;
  let low = 0;
  let high = text.length;
  context.font = font;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(`${text.slice(0, middle)}…`).width <= room) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).trimEnd()}…`;
}

const LEFTWARD = /^\P{L}*[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}]/u;

/** Whether `text` goes from right to left, which its first letter tells. */
export function goesLeft(text) {
  return LEFTWARD.test(text);
}

/** How wide one line is. */
export const measure = width;
