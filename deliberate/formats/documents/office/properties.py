"""What a file says of itself: title, authors, date, language, licence (Dublin Core, as both formats have it)."""

from __future__ import annotations

import re

from deliberate.formats.documents.office.markup import Element, name, words_of
from deliberate.formats.documents.properties import Properties, day

# A title that a program made of the file's name.
_FILE_NAME = re.compile(r"microsoft word\b.*|.+\.(docx?|docm|dotx?|odt|ott|rtf|txt|pdf|wpd|pages)", re.IGNORECASE)
# Words that say that there is no title or no name.
_NOBODY = frozenset(
    ("untitled", "title", "author", "user", "administrator", "unknown", "microsoft office user", "python-docx")
)
_RIGHTS = re.compile(r"licen[cs]e|rights|copyright", re.IGNORECASE)
# BCP 47: the first part names the language.
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})([-_][A-Za-z0-9]+)*")


def properties_of(*roots: Element | None) -> Properties:
    """Of the parts that hold them; the first that says something counts."""
    said: dict[str, str] = {}
    for root in roots:
        for element in root.iter() if root is not None else ():
            if words := words_of(element):
                said.setdefault(name(element), words)
            if _RIGHTS.search(_own_name(element)) and words:
                said.setdefault("dc:rights", words)
    # In an ODT `dc:creator` and `dc:date` tell of the last change (ODF 1.3 part 3, 4.3.2).
    created = said.get("dcterms:created") or said.get("meta:creation-date") or said.get("dc:date", "")
    return Properties(
        title=_named(said.get("dc:title", "")),
        authors=_authors(said.get("meta:initial-creator") or said.get("dc:creator", "")),
        created=day(created),
        language=language(said.get("dc:language")),
        licence=said.get("dc:rights", ""),
    )


def language(tag: str | None) -> str:
    """'en' of 'en-GB'; nothing for what names no language."""
    match = _LANGUAGE.fullmatch((tag or "").strip())
    found = match[1].lower() if match else ""
    return "" if found in ("zxx", "und", "x", "mul") else found


def _own_name(element: Element) -> str:
    """Properties that people add have a name of their own."""
    if name(element) == "custom:property":
        return element.get("name") or ""
    return next((value for key, value in element.items() if key.endswith("}name")), "")


def _authors(names: str) -> tuple[str, ...]:
    return tuple(filter(None, (_named(" ".join(name.split())) for name in names.split(";"))))


def _named(name: str) -> str:
    return "" if name.lower() in _NOBODY or _FILE_NAME.fullmatch(name) else name
