"""A document as Markdown: CommonMark (0.31) with the tables, notes and lists of definitions that most readers know.

What is read of it are the same passages. A number that Markdown cannot count to ('IV.', 'a)') stands before the words
of a bulleted item.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.texts.spans import cells, definition, spans
from deliberate.formats.documents import Document
from deliberate.formats.documents.writing.markdown_words import block, escaped, words
from deliberate.formats.documents.writing.notes import called
from deliberate.formats.documents.writing.prepared import prepared
from deliberate.formats.documents.writing.tree import Block, Group, Item, Items, tree

# Counted by CommonMark (section 5.2), and printed as it stands.
_COUNTED = re.compile(r"(0|[1-9]\d{0,8})([.)])")
# What can be the label of a note for all who read them.
_LABEL = re.compile(r"[\w-]+")
# The kinds that our own readers know by a word before them, where Markdown has nothing for it.
_PREFIXES = {PassageKind.DEFINITION: "Definition", PassageKind.FACT: "Fact", PassageKind.REFERENCE: "Reference"}
# Between two lists that would be one.
_APART = "<!-- -->"
_LEVELS = 6


def written(document: Document) -> str:
    """All of it, ending with a line break."""
    document = prepared(document)
    notes = called(document.passages)
    labels = _labels(notes)
    writer = _Writer(labels)
    # Not by what they say: two may say the same.
    kept = {id(note) for note in notes.values()}
    blocks = [
        *writer.blocks(tree(passage for passage in document.passages if id(passage) not in kept)),
        *(writer.note(labels[name], note) for name, note in notes.items()),
    ]
    return "\n\n".join([*_front_matter(document), *blocks]) + "\n"


def _labels(names: Iterable[str]) -> dict[str, str]:
    """As they are printed, where that can be a label; readers count the notes anyway."""
    names = list(names)
    free = (label for number in count(1) if (label := f"note-{number}") not in names)
    return {name: name if _LABEL.fullmatch(name) else next(free) for name in names}


def _front_matter(document: Document) -> Iterator[str]:
    """In YAML, of which the strings of JSON are a part. The title stands in the text."""
    fields = {
        "author": list(document.authors),
        "date": document.created and document.created.isoformat(),
        "lang": document.language,
        "license": document.licence,
        "source": document.source,
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value]
    if lines:
        yield "\n".join(["---", *lines, "---"])


class _Writer:
    def __init__(self, labels: Mapping[str, str]) -> None:
        self._labels = labels

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for one in blocks:
            yield self._list(one) if isinstance(one, Items) else self._group(one)

    def note(self, label: str, note: Passage) -> str:
        return f"[^{label}]: {block(self._words(note))}"

    def _words(self, passage: Passage) -> str:
        return words(spans(passage.text, passage.marks), self._labels)

    def _group(self, group: Group) -> str:
        [first, *_] = group.passages
        match group.kind:
            case PassageKind.TABLE:
                return self._table(group.passages)
            case PassageKind.QUOTATION:
                return "\n>\n".join(f"> {block(self._words(passage))}".rstrip() for passage in group.passages)
            case PassageKind.DEFINITION:
                return "\n\n".join(map(self._definition, group.passages))
            case PassageKind.CODE:
                return _code(first.text)
            case PassageKind.HEADING:
                return self._heading(first)
            case PassageKind.FACT | PassageKind.REFERENCE:
                return self._prefixed(first)
            case _:
                return block(self._words(first))

    def _heading(self, passage: Passage) -> str:
        signs = "#" * min(max(passage.level, 1), _LEVELS)
        text = " ".join(filter(None, (escaped(passage.number or ""), self._words(passage).strip(" "))))
        # Signs at its end would be taken for the end of it.
        text = re.sub(r"(?<![^\s])(#+)\Z", r"\\\1", text)
        return f"{signs} {text}".rstrip(" ")

    def _definition(self, passage: Passage) -> str:
        term, rest = definition(passage)
        if not term:
            return self._prefixed(passage)
        return f"{block(words(term, self._labels))}\n:   {block(words(rest, self._labels))}"

    def _prefixed(self, passage: Passage) -> str:
        number = f"{escaped(passage.number)} " if passage.number else ""
        return f"{_PREFIXES[passage.kind]}: {number}{self._words(passage).strip(' ')}"

    def _table(self, rows: Sequence[Passage]) -> str:
        """Its first row names the columns; where no row does, an empty one."""
        of_rows = [cells(row) for row in rows]
        width = max(map(len, of_rows))
        if not any(cell.is_head for cell in of_rows[0]):
            of_rows.insert(0, [])
        lines = [
            [words(spans(cell.text, cell.marks), self._labels, in_table=True).strip(" ") for cell in row]
            for row in of_rows
        ]
        lines.insert(1, ["---"] * width)
        return "\n".join(f"| {' | '.join([*line, *[''] * (width - len(line))])} |" for line in lines)

    def _list(self, items: Items) -> str:
        """Close together, but for items in which more stands than words and further items."""
        text = ""
        before: Item | None = None
        for item in items.items:
            if before and _would_go_on(before, item):
                text += f"\n\n{_APART}\n\n"
            elif before:
                is_close = _is_close(before) and _is_close(item) and bool(_counted(before)) == bool(_counted(item))
                text += "\n" if is_close else "\n\n"
            text += self._item(item)
            before = item
        return text

    def _item(self, item: Item) -> str:
        passage = item.passage
        marker = f"{passage.number if passage and _counted(item) else '-'} "
        text = ""
        if passage:
            is_typed = passage.number and not _counted(item)
            number = f"{escaped(passage.number)} " if passage.number and is_typed else ""
            text = block(number + self._words(passage).strip(" "))
        for at, inner in enumerate(self.blocks(item.blocks)):
            is_close = at == 0 and isinstance(item.blocks[0], Items) and _may_interrupt(inner)
            text += ("" if not text else "\n" if is_close else "\n\n") + inner
        lines = text.split("\n")
        indent = " " * len(marker)
        return "\n".join(
            [f"{marker}{lines[0]}".rstrip(" "), *(f"{indent}{line}" if line else "" for line in lines[1:])]
        )


def _counted(item: Item) -> re.Match[str] | None:
    return _COUNTED.fullmatch(item.passage.number) if item.passage and item.passage.number else None


def _would_go_on(before: Item, item: Item) -> bool:
    """Whether a reader would count on although another number is printed."""
    one, other = _counted(before), _counted(item)
    return bool(one and other and one[2] == other[2] and int(other[1]) != int(one[1]) + 1)


def _is_close(item: Item) -> bool:
    return all(isinstance(one, Items) for one in item.blocks)


def _may_interrupt(text: str) -> bool:
    """Whether a list may follow the words of an item on the next line (section 5.3)."""
    return re.match(r"(?:-|1[.)]) \S", text) is not None


def _code(text: str) -> str:
    """Within a fence longer than any in it."""
    fence = "`" * max(max(map(len, re.findall("`+", text)), default=0) + 1, 3)
    return f"{fence}\n{text}\n{fence}"
