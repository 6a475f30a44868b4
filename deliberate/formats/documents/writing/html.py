"""A document as one page of HTML that needs nothing else: no script, no file, no address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from deliberate.domain.texts.marks import MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.texts.spans import Call, Close, Open, Run, Span, cells, definition, nested, spans
from deliberate.formats.documents import Document
from deliberate.formats.documents.writing.notes import called
from deliberate.formats.documents.writing.prepared import prepared
from deliberate.formats.documents.writing.tree import Block, Group, Item, Items, tree

_TAGS = {MarkKind.STRONG: "strong", MarkKind.EMPHASIS: "em"}
_COUNTED = re.compile(r"(0|[1-9]\d{0,8})\.")
_LEVELS = 6
# A line is no longer than is read with ease, on any screen and on paper; a table that is wider can be moved.
_STYLE = """
body { font: 1.0625rem/1.6 Georgia, "Noto Serif", serif; max-width: 40rem; margin: 0 auto; padding: 1rem;
  color: #1b1b1b; background: #fff; overflow-wrap: break-word }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.6em 0 .5em }
h1 { font-size: 1.75rem; margin-top: .5em } h2 { font-size: 1.375rem } h3 { font-size: 1.175rem }
h4, h5, h6 { font-size: 1.0625rem }
p, ul, ol, dl { margin: .6em 0 } li { margin: .3em 0 } li > p:first-child { margin: 0 }
ul, ol { padding-inline-start: 1.6em } li.bare { list-style: none } dt { font-weight: bold }
dd { margin-inline-start: 1.6em } blockquote { margin: .8em 0; padding-inline-start: 1em;
  border-inline-start: 3px solid #999 }
pre { overflow-x: auto; padding: .7em; background: #f3f3f3 } code { font: .9em/1.4 ui-monospace, monospace }
.table { overflow-x: auto } table { border-collapse: collapse }
td, th { border: 1px solid #888; padding: .3em .6em; text-align: start; vertical-align: top }
a { color: #0b57a4 } sup { line-height: 0 } .notes, footer { margin-top: 2.5em; border-top: 1px solid #888;
  font-size: .9375rem }
@media (prefers-color-scheme: dark) { body { color: #e6e6e6; background: #161616 } a { color: #8ab8ff }
  pre { background: #262626 } }
@media print { body { max-width: none; padding: 0; font-size: 11pt; color: #000; background: #fff }
  a { color: inherit } h1, h2, h3, h4, h5, h6 { break-after: avoid } li, tr, blockquote { break-inside: avoid }
  pre { white-space: pre-wrap; background: none } .table { overflow: visible } }
"""


def written(document: Document) -> str:
    document = prepared(document)
    notes = called(document.passages)
    kept = {id(note) for note in notes.values()}
    writer = _Writer({name: number for number, name in enumerate(notes, 1)})
    text = "\n".join(writer.blocks(tree(passage for passage in document.passages if id(passage) not in kept)))
    parts = (text, writer.notes(notes)) if notes else (text,)
    main = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        f"{_head(document)}\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n{main}\n</main>\n{_footer(document)}</body>\n</html>\n"
    )


def _head(document: Document) -> str:
    named = [
        ("viewport", "width=device-width, initial-scale=1"),
        *(("author", author) for author in document.authors),
        ("dcterms.created", document.created.isoformat() if document.created else ""),
        ("dcterms.license", document.licence),
        ("dcterms.source", document.source),
    ]
    metas = (f'<meta name="{name}" content="{escape(content)}">' for name, content in named if content)
    return "\n".join([f"<title>{escape(document.title)}</title>", *metas])


def _footer(document: Document) -> str:
    """Who wrote it and when, outside of the text."""
    date = document.created.isoformat() if document.created else ""
    said = [
        escape(", ".join(document.authors)),
        f'<time datetime="{date}">{date}</time>' if date else "",
        escape(document.licence),
        escape(document.source),
    ]
    lines = "\n".join(f'<p dir="auto">{words}</p>' for words in said if words)
    return f"<footer>\n{lines}\n</footer>\n" if lines else ""


class _Writer:
    """`numbers`: of the notes that are called, by what is printed for them."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers
        self._called: set[str] = set()

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for one in blocks:
            yield self._list(one) if isinstance(one, Items) else self._group(one)

    def notes(self, notes: Mapping[str, Passage]) -> str:
        """Each leads back to where it is called first."""
        lines = (
            f'<div id="note-{self._numbers[name]}" role="doc-footnote"><p dir="auto">'
            f'<a href="#call-{self._numbers[name]}" role="doc-backlink">{escape(name)}</a> {self._of(note)}</p></div>'
            for name, note in notes.items()
        )
        return "\n".join(['<section class="notes" role="doc-endnotes">', *lines, "</section>"])

    def _of(self, passage: Passage) -> str:
        return self._runs(spans(passage.text, passage.marks))

    def _runs(self, runs: Sequence[Run]) -> str:
        pieces: list[str] = []
        for piece in nested(runs):
            match piece:
                case Span(words):
                    pieces.append(f"<code>{escape(words)}</code>" if piece.is_code else escape(words))
                case Call(name):
                    pieces.append(self._call(name))
                case Open(style):
                    tag = _TAGS.get(style.kind)
                    pieces.append(f"<{tag}>" if tag else f'<a href="{escape(style.to)}">')
                case Close(style):
                    pieces.append(f"</{_TAGS.get(style.kind, 'a')}>")
        return "".join(pieces)

    def _call(self, name: str) -> str:
        """What leads nowhere is printed all the same."""
        if name not in self._numbers:
            return f"<sup>{escape(name)}</sup>"
        number = self._numbers[name]
        place = "" if name in self._called else f' id="call-{number}"'
        self._called.add(name)
        return f'<sup><a{place} href="#note-{number}" role="doc-noteref">{escape(name)}</a></sup>'

    def _group(self, group: Group) -> str:
        [first, *_] = group.passages
        match group.kind:
            case PassageKind.TABLE:
                return self._table(group.passages)
            case PassageKind.DEFINITION:
                return self._definitions(group.passages)
            case PassageKind.CODE:
                return f'<pre dir="auto"><code>{escape(first.text)}</code></pre>'
        # Not before: a note leads back to where it was called first, and each call is made once.
        words = self._of(first)
        number = f"{escape(first.number)} " if first.number else ""
        match group.kind:
            case PassageKind.QUOTATION:
                rest = (f'<p dir="auto">{self._of(passage)}</p>' for passage in group.passages[1:])
                return "\n".join(["<blockquote>", f'<p dir="auto">{words}</p>', *rest, "</blockquote>"])
            case PassageKind.HEADING:
                tag = f"h{min(max(first.level, 1), _LEVELS)}"
                return f'<{tag} dir="auto">{number}{words}</{tag}>'
            case PassageKind.PARAGRAPH:
                return f'<p dir="auto">{words}</p>'
            case kind:
                return f'<p class="{kind}" dir="auto">{number}{words}</p>'

    def _definitions(self, passages: Iterable[Passage]) -> str:
        lines = ["<dl>"]
        for term, rest in map(definition, passages):
            lines += [f'<dt dir="auto">{self._runs(term)}</dt>'] if term else []
            lines.append(f'<dd dir="auto">{self._runs(rest)}</dd>')
        return "\n".join([*lines, "</dl>"])

    def _table(self, rows: Sequence[Passage]) -> str:
        lines = ['<div class="table" tabindex="0">', "<table>"]
        width = max(len(cells(row)) for row in rows)
        for row in rows:
            found = cells(row)
            lines.append("<tr>")
            for at, cell in enumerate(found):
                names_column = all(one.is_head for one in found)
                scope = f' scope="{"col" if names_column else "row"}"' if cell.is_head else ""
                span = width - at if at + 1 == len(found) and at + 1 < width else 1
                wide = f' colspan="{span}"' if span > 1 else ""
                tag = "th" if cell.is_head else "td"
                lines.append(f'<{tag}{scope}{wide} dir="auto">{self._runs(spans(cell.text, cell.marks))}</{tag}>')
            lines.append("</tr>")
        return "\n".join([*lines, "</table>", "</div>"])

    def _list(self, items: Items) -> str:
        lines: list[str] = []
        is_counted = False
        for item in items.items:
            if not lines or is_counted != bool(_counted(item)):
                lines += [f"</{'ol' if is_counted else 'ul'}>"] if lines else []
                is_counted = bool(_counted(item))
                lines.append(f"<{'ol' if is_counted else 'ul'}>")
            lines.append(self._item(item))
        return "\n".join([*lines, f"</{'ol' if is_counted else 'ul'}>"])

    def _item(self, item: Item) -> str:
        """A number that HTML cannot print as it stands ('a)') is text."""
        passage, number = item.passage, _counted(item)
        attribute = f' value="{number[1]}"' if number else ""
        if passage is None or (passage.number and not number):
            attribute = ' class="bare"'
        printed = f"{escape(passage.number)} " if passage and passage.number and not number else ""
        lines = [f'<p dir="auto">{printed}{self._of(passage)}</p>'] if passage else []
        return "\n".join([f"<li{attribute}>", *lines, *self.blocks(item.blocks), "</li>"])


def _counted(item: Item) -> re.Match[str] | None:
    return _COUNTED.fullmatch(item.passage.number) if item.passage and item.passage.number else None
