"""A document as a text to be edited, and back: each passage a block, with Markdown's signs for what is marked in it.

Only what has a meaning here is a sign: 2 * 3 and [sic] stand as they are, and where words would be taken for more than
words a backslash stands before them.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from deliberate.domain.texts.marks import HEAD, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.texts.spans import cells, spans
from deliberate.formats.documents.markdown_addresses import as_written
from deliberate.formats.documents.markers import marked
from deliberate.formats.documents.outline import without_number
from deliberate.formats.documents.readable import HEADING, KINDS, PREFIX
from deliberate.formats.documents.wording import Wording, leads_out
from deliberate.formats.documents.writing.markdown_words import words as with_signs

_FENCE = re.compile(r"(`{3,})[^`]*")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:\s+(\S.*)")
_NOTES = re.compile(r"^\[\^([^\]\s]+)\]:", re.MULTILINE)
_CALL = re.compile(r"\[\^([^\]\s]+)\]")
_RULE = re.compile(r"\|(?:\s*:?-{3,}:?\s*\|)+")
_CELL_ENDS = re.compile(r"(?<!\\)\|")
# What may be a sign, in the words or before them.
_MAY_BE_SIGN = re.compile(r"[\\`*_\[<|]")
_FIRST_SIGN = re.compile(r"\A([^!-/:-@\[-`{-~]*)(?=[!-/:-@\[-`{-~])")
_TAGS = {"<strong>": MarkKind.STRONG, "<em>": MarkKind.EMPHASIS}
_STYLES = {"strong": MarkKind.STRONG, "em": MarkKind.EMPHASIS}


def written(passages: Iterable[Passage]) -> str:
    """Blocks with a line between them; items and rows of a table close together."""
    passages = list(passages)
    signs = _signs(passages)
    text, before = "", None
    for passage in passages:
        block = _block(passage, signs)
        is_next = before is passage.kind and (
            passage.kind is PassageKind.TABLE or (passage.kind is PassageKind.ITEM and marked(block))
        )
        text += ("\n" if is_next else "\n\n" if text else "") + block
        before = passage.kind
    return text


def reread(text: str, old: Sequence[Passage]) -> list[Passage]:
    """The passages of `written` text after somebody edited it, without anchors.

    A block that nobody touched is the passage that it was, also where its signs cannot tell all of it.
    """
    signs = _signs(old)
    same: defaultdict[str, deque[Passage]] = defaultdict(deque)
    for passage in old:
        block = _block(passage, signs)
        # The line below a row that names columns is a block of its own.
        key = block.partition("\n")[0] if passage.kind is PassageKind.TABLE else block
        same[key].append(replace(passage, anchor=""))
    signs |= set(_NOTES.findall(text))
    found: list[Passage] = []
    indents: list[int] = []
    for lines in _blocks(text.split("\n")):
        passage = _read(lines, signs)
        indent = _indent(passage, lines)
        indents = [] if indent is None else [*(one for one in indents if one < indent), indent]
        if passage.kind is PassageKind.ITEM:
            passage = replace(passage, level=len(indents))
        untouched = same["\n".join(line.rstrip() for line in lines)]
        if untouched:
            found.append(untouched.popleft())
        elif passage.kind is PassageKind.TABLE and not passage.text:
            found[-1:] = map(_as_head, found[-1:])
        else:
            found.append(passage)
    return found


def _signs(passages: Iterable[Passage]) -> set[str]:
    """Of notes: those that are called, and those that stand there."""
    passages = list(passages)
    calls = {mark.to for passage in passages for mark in passage.marks if mark.kind is MarkKind.NOTE}
    return calls | {one.number for one in passages if one.kind is PassageKind.REFERENCE and one.number}


def _block(passage: Passage, signs: Collection[str]) -> str:
    """The first way to write it that is read as it is; else the shortest."""
    if passage.kind is PassageKind.CODE:
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", passage.text)), default=0))
        return f"{fence}\n{passage.text}\n{fence}"
    ways = [_around(passage, words) for words in _ways(passage, signs)]
    return next((way for way in ways if _tells(way, passage, signs)), ways[0])


def _ways(passage: Passage, signs: Collection[str]) -> Iterator[str]:
    """With fewer signs first."""
    plain = " ".join(passage.text.split())
    labels = {sign: sign for sign in signs if not set("[]\\ \n") & set(sign)}
    if passage.kind is PassageKind.TABLE:
        if _is_row(plain) and not passage.marks:
            yield plain
        row = cells(passage)
        shown = [with_signs(spans(cell.text, cell.marks), labels, in_table=True).strip() for cell in row]
        rule = f"\n|{' --- |' * len(row)}" if all(cell.is_head for cell in row) else ""
        yield f"| {' | '.join(shown)} |{rule}"
        return
    for words in ([] if passage.marks else [plain]) + [with_signs(spans(passage.text, passage.marks), labels)]:
        yield words
        yield _FIRST_SIGN.sub(r"\1\\", words, count=1)


def _around(passage: Passage, words: str) -> str:
    number = f"{passage.number} " if passage.number else ""
    match passage.kind:
        case PassageKind.ITEM:
            return f"{'  ' * (passage.level - 1)}{number or '- '}{words}"
        case PassageKind.HEADING:
            return f"{'#' * min(max(passage.level - 1, 1), 6)} {number}{words}"
        case PassageKind.QUOTATION:
            return f"> {words}"
        case PassageKind.REFERENCE if passage.number and _CALL.fullmatch(f"[^{passage.number}]"):
            return f"[^{passage.number}]: {words}"
    prefix = next((name for name, kind in KINDS.items() if kind is passage.kind), None)
    return f"{prefix}: {words}" if prefix else words


def _tells(way: str, passage: Passage, signs: Collection[str]) -> bool:
    blocks = list(_blocks(way.split("\n")))
    if not blocks or len(blocks) > 1 + (passage.kind is PassageKind.TABLE):
        return False
    found = _read(blocks[0], signs)
    found = _as_head(found) if len(blocks) > 1 else found
    if found.kind is PassageKind.ITEM:
        found = replace(found, level=passage.level)
    return found == replace(passage, anchor="", marks=tuple(sorted(passage.marks)))


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    """A line that begins nothing of its own goes on with the one before it."""
    block: list[str] = []
    fence = ""
    for line in lines:
        if fence:
            block.append(line)
            if line.strip() == fence:
                yield block
                block, fence = [], ""
            continue
        opening = _FENCE.fullmatch(line)
        if block and (not line.strip() or opening or _begins(line, block)):
            yield block
            block = []
        if line.strip():
            block.append(line)
        fence = opening[1] if opening else ""
    if block:
        yield block


def _begins(line: str, before: Sequence[str]) -> bool:
    text = line.strip()
    if HEADING.fullmatch(text) or marked(line) or _is_row(text) or _NOTE.fullmatch(line) or PREFIX.fullmatch(line):
        return True
    first = before[0].strip()
    return (text[0] == ">") != (first[0] == ">") or bool(HEADING.fullmatch(first)) or _is_row(first)


def _is_row(text: str) -> bool:
    return len(text) > 1 and text[0] == text[-1] == "|"


def _indent(passage: Passage, lines: Sequence[str]) -> int | None:
    item = marked(lines[0]) if passage.kind is PassageKind.ITEM else None
    return item.indent if item else None


def _read(lines: Sequence[str], signs: Collection[str]) -> Passage:
    """A row that only draws a line has no words."""
    first, text = lines[0].strip(), " ".join(line.strip() for line in lines)
    if fence := _FENCE.fullmatch(lines[0]):
        inside = lines[1:-1] if len(lines) > 1 and lines[-1].strip() == fence[1] else lines[1:]
        return Passage("", PassageKind.CODE, 0, "\n".join(inside))
    if heading := HEADING.fullmatch(first):
        return _heading(len(heading[1]) + 1, heading[2], signs)
    if item := marked(lines[0]):
        rest = " ".join([item.text, *(line.strip() for line in lines[1:])])
        return _worded(PassageKind.ITEM, 1, rest, signs, item.number)
    if note := _NOTE.fullmatch(text):
        return _worded(PassageKind.REFERENCE, 0, note[2], signs, note[1])
    if prefix := PREFIX.fullmatch(text):
        return _worded(KINDS[prefix[1]], 0, prefix[2], signs)
    if first[0] == ">":
        return _worded(PassageKind.QUOTATION, 0, " ".join(line.strip().lstrip("> ") for line in lines), signs)
    if _is_row(first):
        return _row(first, signs)
    return _worded(PassageKind.PARAGRAPH, 0, text, signs)


def _heading(level: int, text: str, signs: Collection[str]) -> Passage:
    """Its number is what is typed before it, but not behind a backslash."""
    numbered = without_number(Passage("", PassageKind.HEADING, level, text))
    return _worded(PassageKind.HEADING, level, numbered.text, signs, numbered.number)


def _worded(kind: PassageKind, level: int, text: str, signs: Collection[str], number: str | None = None) -> Passage:
    wording = Wording()
    _add(wording, text, signs)
    return wording.passage(kind, level, number) or Passage("", kind, level, text, number)


def _row(text: str, signs: Collection[str]) -> Passage:
    wording = Wording()
    if not _RULE.fullmatch(text):
        for cell in _CELL_ENDS.split(text[1:-1]):
            wording.cell(is_head=False)
            _add(wording, cell.strip().replace(r"\|", "|"), signs)
    return wording.passage(PassageKind.TABLE) or Passage("", PassageKind.TABLE, 0, "")


def _as_head(row: Passage) -> Passage:
    """The row above a line names the columns."""
    if row.kind is not PassageKind.TABLE:
        return row
    marks = (replace(mark, to=HEAD) if mark.kind is MarkKind.CELL else mark for mark in row.marks)
    return replace(row, marks=tuple(sorted(marks)))


def _add(wording: Wording, text: str, signs: Collection[str]) -> None:
    if not _MAY_BE_SIGN.search(text):
        wording.add(text)
        return
    [line] = _parser().parseInline(text, {"signs": signs})
    links: list[bool] = []
    for token in line.children or ():
        _put(wording, token, links)


def _put(wording: Wording, token: Token, links: list[bool]) -> None:
    """`links`: of each that is open whether it leads anywhere."""
    kind, _, turn = token.type.partition("_")
    if kind in _STYLES and turn == "open":
        wording.open(_STYLES[kind])
    elif kind in _STYLES and turn == "close":
        wording.close(_STYLES[kind])
    elif token.type == "link_open":
        to = str(token.attrs["href"])
        links.append(leads_out(to))
        if links[-1]:
            wording.open(MarkKind.LINK, to)
    elif token.type == "link_close":
        if links.pop():
            wording.close(MarkKind.LINK)
    elif token.type == "code_inline":
        wording.open(MarkKind.CODE)
        wording.add(token.content)
        wording.close(MarkKind.CODE)
    elif token.type == "html_inline" and token.content in _TAGS:
        wording.open(_TAGS[token.content])
    elif token.type == "html_inline" and token.content.replace("</", "<") in _TAGS:
        wording.close(_TAGS[token.content.replace("</", "<")])
    elif token.type == "note":
        wording.note(token.meta["sign"])
    else:
        wording.add(token.content)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").disable(["entity", "autolink", "image"])
    parser.inline.ruler.before("link", "note", _note)
    return as_written(parser)


def _note(state: StateInline, silent: bool) -> bool:
    match = _CALL.match(state.src, state.pos)
    if match is None or match[1] not in state.env["signs"]:
        return False
    if not silent:
        state.push("note", "", 0).meta = {"sign": match[1]}
    state.pos = match.end()
    return True
