"""The readable text format: front matter, a document in light markup, and a thread after `=== thread ===`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from deliberate.domain.texts import slugs
from deliberate.domain.texts.passages import Passage, PassageKind, anchored
from deliberate.domain.words import say
from deliberate.formats.documents import Document
from deliberate.formats.documents.markers import marked
from deliberate.formats.documents.thread_text import not_a_date, read_thread
from deliberate.formats.errors import FormatError

_NAMES = ("Title", "Slug", "Authors", "Source", "Topics", "Language", "Created", "Summary")
_FIELD = re.compile(rf"({'|'.join(_NAMES)}):\s*(.*)")
_THREAD = re.compile(r"={2,}\s*thread\s*={2,}\s*", re.IGNORECASE)
HEADING = re.compile(r"(#{1,6})\s+(.+)")
KINDS = {"Definition": PassageKind.DEFINITION, "Fact": PassageKind.FACT, "Reference": PassageKind.REFERENCE}
_OF_ONE_LINE = (PassageKind.HEADING, PassageKind.TABLE)
PREFIX = re.compile(rf"({'|'.join(KINDS)}):\s+(.+)")


def is_readable(text: str) -> bool:
    """It begins with front matter, the title somewhere in it."""
    for line in text.lstrip().split("\n"):
        match = _FIELD.fullmatch(line.strip())
        if line.strip() and not match:
            return False
        if match and match[1] == "Title":
            return True
    return False


def thread_line(text: str) -> int | None:
    """The number of the line that begins a thread, if there is one."""
    return next((at for at, line in enumerate(text.split("\n"), 1) if _THREAD.fullmatch(line)), None)


def read(text: str) -> Document:
    """Raises FormatError for a text that is not in the format."""
    lines = text.split("\n")
    fields, start = _front_matter(lines)
    end = next((at for at in range(start, len(lines)) if _THREAD.fullmatch(lines[at])), len(lines))
    title = fields["Title"]
    passages = anchored([Passage("", PassageKind.HEADING, 1, title), *_passages(lines[start:end])])
    messages = read_thread(lines, end + 1, {passage.anchor for passage in passages}, fields.get("Slug") or None)
    return Document(
        title=title,
        passages=tuple(passages),
        messages=tuple(messages),
        slug=fields.get("Slug") or None,
        authors=_several(fields.get("Authors", "")),
        source=fields.get("Source", ""),
        topics=_several(fields.get("Topics", "")),
        language=fields.get("Language", ""),
        created=date.fromisoformat(fields["Created"]) if fields.get("Created") else None,
        summary=fields.get("Summary", ""),
    )


def body(text: str) -> str:
    """The document alone. Raises FormatError for a text that is not in the format."""
    lines = text.split("\n")
    _, start = _front_matter(lines)
    end = next((at for at in range(start, len(lines)) if _THREAD.fullmatch(lines[at])), len(lines))
    return "\n".join(lines[start:end])


def _front_matter(lines: list[str]) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    for at, line in enumerate(lines):
        if line.strip() == "---":
            if not fields.get("Title"):
                raise FormatError(say("the title is missing"), line=1)
            return fields, at + 1
        match = _FIELD.fullmatch(line.strip())
        if match:
            if match[1] in fields:
                raise FormatError(say("%(name)s is there already", name=match[1]), line=at + 1)
            fields[match[1]] = match[2].strip()
            _check_field(match[1], fields[match[1]], at + 1)
        elif line.strip():
            names = ", ".join(f"{name}:" for name in _NAMES)
            raise FormatError(
                say("the heading ends with a line ---; before it stand %(names)s", names=names), line=at + 1
            )
    raise FormatError(say("the line --- that ends the heading is missing"), line=len(lines))


def _check_field(name: str, text: str, line: int) -> None:
    if name == "Slug" and text and not slugs.is_slug(text):
        raise FormatError(
            say("%(text)s cannot be an address; use small letters, digits and hyphens", text=repr(text)), line=line
        )
    if name == "Created" and text:
        try:
            date.fromisoformat(text)
        except ValueError:
            raise FormatError(not_a_date(text), line=line) from None


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _passages(lines: list[str]) -> Iterator[Passage]:
    """Passages without anchors. A line that begins nothing of its own goes on with the one before it."""
    indents: list[int] = []
    current: list[str] = []
    shape = Passage("", PassageKind.PARAGRAPH, 0, "")

    def finished() -> Iterator[Passage]:
        if current:
            yield Passage("", shape.kind, shape.level, " ".join(current), shape.number)

    for line in lines:
        text = line.strip()
        item = marked(line)
        heading = HEADING.fullmatch(text)
        prefix = PREFIX.fullmatch(text)
        row = len(text) > 1 and text[0] == text[-1] == "|"
        begins = heading or item or row or (prefix and not line[:1].isspace())
        if not text or begins or shape.kind in _OF_ONE_LINE:
            yield from finished()
            current = []
        if not text:
            continue
        if heading:
            shape, text = Passage("", PassageKind.HEADING, len(heading[1]) + 1, ""), heading[2]
            indents = []
        elif item:
            indents = [*(indent for indent in indents if indent < item.indent), item.indent]
            shape, text = Passage("", PassageKind.ITEM, len(indents), "", item.number), item.text
        elif prefix and begins:
            shape, text = Passage("", KINDS[prefix[1]], 0, ""), prefix[2]
            indents = []
        elif row:
            shape = Passage("", PassageKind.TABLE, 0, "")
            indents = []
        elif not current:
            shape = Passage("", PassageKind.PARAGRAPH, 0, "")
            indents = []
        current.append(text)
    yield from finished()
