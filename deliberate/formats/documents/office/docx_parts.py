"""The parts of a DOCX and what leads from one to another (ECMA-376 part 2)."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, join, normpath

from deliberate.domain.words import Say, say
from deliberate.formats.documents.office.archives import Archive
from deliberate.formats.documents.office.markup import all_named, name, nothing
from deliberate.formats.errors import FormatError

_CONTENT_TYPES = "[Content_Types].xml"
_KINDS = {
    "spreadsheetml": say("this is a spreadsheet, not a text document"),
    "presentationml": say("this is a presentation, not a text document"),
    "visio": say("this is a drawing, not a text document"),
}


class Part:
    """An XML part with its relationships; `root` has nothing in it where there is no such part."""

    def __init__(self, archive: Archive, path: str) -> None:
        self.path = path
        self.archive = archive
        root = archive.xml(path)
        self.root = nothing() if root is None else root
        self._relations = _relations(archive, path)

    def address(self, relation: str | None) -> str:
        """Where a relationship leads outside the file, else nothing."""
        _, target, is_outside = self._relations.get(relation or "", ("", "", False))
        return target if is_outside else ""

    def related(self, kind: str) -> Part | None:
        """The first part of this kind, by the last word of the relationship's type."""
        return next(self._related(kind), None)

    def path_of(self, relation: str | None) -> str:
        """Where the part is that a relationship leads to, if it is one of the file's; else nothing."""
        _, target, is_outside = self._relations.get(relation or "", ("", "", True))
        return "" if is_outside or target not in self.archive else target

    def part(self, relation: str | None) -> Part | None:
        path = self.path_of(relation)
        return Part(self.archive, path) if path else None

    def _related(self, kind: str) -> Iterator[Part]:
        for relation, (of_kind, _, _) in self._relations.items():
            if of_kind == kind and (part := self.part(relation)):
                yield part


def main_part(archive: Archive) -> tuple[Part, Part]:
    """The package, whose relationships lead to the properties, and the part with the text. Raises FormatError where it
    holds no text document."""
    package = Part(archive, "")
    main = package.related("officeDocument") or Part(archive, "word/document.xml")
    if name(main.root) != "w:document":
        raise FormatError(_what_else(archive))
    return package, main


def _relations(archive: Archive, path: str) -> dict[str, tuple[str, str, bool]]:
    """By id: the last word of its type, the target, and whether that is outside the file."""
    folder = dirname(path)
    root = archive.xml(join(folder, "_rels", f"{path[len(folder) :].lstrip('/')}.rels"))
    relations = {}
    for one in all_named(root, "rels:Relationship") if root is not None else ():
        is_outside = (one.get("TargetMode") or "").lower() == "external"
        target = one.get("Target") or ""
        kind = (one.get("Type") or "").rpartition("/")[2]
        relations[one.get("Id") or ""] = (kind, target if is_outside else _path(folder, target), is_outside)
    return relations


def _path(folder: str, target: str) -> str:
    return normpath(target.lstrip("/") if target.startswith("/") else join(folder, target))


def _what_else(archive: Archive) -> Say:
    types = archive.xml(_CONTENT_TYPES)
    said = " ".join((one.get("ContentType") or "") for one in types) if types is not None else ""
    for kind, why in _KINDS.items():
        if kind in said:
            return why
    if types is None:
        return say("this is a zip archive, but neither a DOCX nor an ODT file")
    return say("the archive has no part with the text of a document")
