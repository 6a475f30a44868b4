"""A document as DOCX (ISO/IEC 29500 transitional), alone or with what changed since an earlier text as tracked changes.

The same documents give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml.etree import _Element as Element

from deliberate.domain.texts.diffs import Change
from deliberate.domain.texts.passages import Passage
from deliberate.domain.texts.spans import Span, is_rule, spans
from deliberate.domain.texts.tracked import Pair, pairs, tracked
from deliberate.formats.documents import Document
from deliberate.formats.documents.writing import Edit, docx_parts
from deliberate.formats.documents.writing.docx_body import Body, Shape, shape
from deliberate.formats.documents.writing.docx_notes import Footnotes, Revision, is_counted, keyed
from deliberate.formats.documents.writing.docx_runs import Changes, Links, Runs, is_right_to_left, sign
from deliberate.formats.documents.writing.docx_styles import styles
from deliberate.formats.documents.writing.docx_xml import element, part, valued
from deliberate.formats.documents.writing.prepared import prepared
from deliberate.formats.documents.writing.tree import depths

# The earliest time that a zip archive knows.
_TIME = (1980, 1, 1, 0, 0, 0)


def written(document: Document) -> bytes:
    return _Writer(document, document, None).packed()


def with_changes(old: Document, new: Document, edit: Edit) -> bytes:
    """The text of `new`, in which all that differs from `old` is a change that `edit` made: to accept them all gives
    `new`, to reject them all gives `old`."""
    return _Writer(old, new, edit).packed()


@dataclass
class _Writer:
    old: Document
    new: Document
    edit: Edit | None
    links: Links = field(default_factory=Links)
    links_of_notes: Links = field(default_factory=Links)

    def packed(self) -> bytes:
        """Parts in one order, all of one time, whatever machine packs them."""
        file = BytesIO()
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for name, content in self._parts():
                entry = ZipInfo(name, _TIME)
                entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
                archive.writestr(entry, content)
        return file.getvalue()

    def _parts(self) -> Iterator[tuple[str, bytes | str]]:
        old, new = prepared(self.old), prepared(self.new)
        sides = [[one for one in document.passages if not is_rule(one)] for document in (old, new)]
        counted = all(map(is_counted, sides))
        before, after = (keyed(side, counted=counted) for side in sides)
        changes, footnotes = Changes(self.edit), Footnotes(before.notes, after.notes, counted=counted)
        runs = Runs(changes, self.links, footnotes)
        body = Body(runs, changes, right_to_left=is_right_to_left(new.title)).write(_shaped(before, after))
        yield "[Content_Types].xml", docx_parts.content_types()
        yield "_rels/.rels", docx_parts.package_relationships()
        yield "word/document.xml", part(element("w:document", None, element("w:body", None, *body, _section())))
        yield "word/footnotes.xml", part(self._notes(footnotes, changes))
        yield "word/styles.xml", styles(new.language)
        yield "word/numbering.xml", docx_parts.numbering()
        yield "word/settings.xml", docx_parts.settings()
        yield "word/footer1.xml", docx_parts.footer(new)
        yield "word/_rels/document.xml.rels", docx_parts.relationships(docx_parts.RELATED, self.links.names)
        yield "word/_rels/footnotes.xml.rels", docx_parts.relationships({}, self.links_of_notes.names)
        yield "docProps/core.xml", docx_parts.core_properties(new)
        yield "docProps/custom.xml", docx_parts.custom_properties(new)

    def _notes(self, footnotes: Footnotes, changes: Changes) -> Element:
        runs = Runs(changes, self.links_of_notes, None)
        root = element("w:footnotes", None, _line(-1, "separator"), _line(0, "continuationSeparator"))
        for at, (_, pair, own) in enumerate(footnotes.pairs, 1):
            paragraph = element("w:p", None, element("w:pPr", None, valued("w:pStyle", "FootnoteText")), sign(own))
            before, after = (spans(one.text, one.marks) if one else [] for one in (pair.before, pair.after))
            runs.write(paragraph, [(Change.KEPT, Span(" ")), *tracked(before, after)])
            root.append(element("w:footnote", {"w:id": at}, paragraph))
        return root


def _shaped(before: Revision, after: Revision) -> Iterator[tuple[Pair, Shape]]:
    """The passages of both, each with its shape in its own revision."""
    shapes: dict[int, Shape] = {}
    for side in (before.passages, after.passages):
        placed = zip(side, depths(side), strict=True)
        shapes |= {id(passage): shape(passage, depth) for passage, depth in placed}

    def shape_of(passage: Passage | None) -> Shape:
        return shapes[id(passage)]

    for pair in pairs(before.passages, after.passages, shape_of):
        yield pair, shape_of(pair.after or pair.before)


def _line(number: int, kind: str) -> Element:
    """What is drawn between text and notes."""
    content = element("w:p", None, element("w:r", None, element(f"w:{kind}")))
    return element("w:footnote", {"w:type": kind, "w:id": number}, content)


def _section() -> Element:
    """A4, with margins of an inch."""
    margins: Mapping[str, object] = {f"w:{side}": 1440 for side in ("top", "right", "bottom", "left")}
    return element(
        "w:sectPr",
        None,
        element("w:footerReference", {"w:type": "default", "r:id": "footer"}),
        element("w:pgSz", {"w:w": 11906, "w:h": 16838}),
        element("w:pgMar", {**margins, "w:header": 709, "w:footer": 709, "w:gutter": 0}),
    )
