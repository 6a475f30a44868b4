"""The grid of a table in a DOCX (ECMA-376 17.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deliberate.formats.documents.office.docx_styles import Styles, is_on
from deliberate.formats.documents.office.findings import Findings, Found
from deliberate.formats.documents.office.markup import Element, all_named, attribute, child, name, value

# In the older way of writing a table's look, the bit for its first row.
_FIRST_ROW = 0x20


@dataclass(frozen=True)
class GridCell:
    element: Element
    is_head: bool


def table_rows(table: Element, styles: Styles, findings: Findings) -> list[list[GridCell]]:
    """Rows that are left once changes are accepted. A cell over several columns is one cell; one that a cell above
    reaches over is there, and empty."""
    rows: list[list[GridCell]] = []
    for row in _named(table, "w:tr"):
        properties = child(row, "w:trPr")
        is_deleted = child(properties, "w:del") is not None
        if is_deleted or child(properties, "w:ins") is not None:
            findings.add(Found.CHANGE)
        if not is_deleted:
            is_head = bool(is_on(properties, "w:tblHeader")) or (not rows and _names_columns(table, styles))
            rows.append([GridCell(cell, is_head) for cell in _named(row, "w:tc") if not _is_gone(cell)])
    return rows


def _named(container: Element, wanted: str) -> Iterator[Element]:
    """Rows or cells, also within content controls and insertions."""
    for element in container:
        shown = name(element)
        if shown == wanted:
            yield element
        elif not shown.endswith(("Pr", "w:tblGrid")):
            yield from _named(element, wanted)


def _names_columns(table: Element, styles: Styles) -> bool:
    """The style sets the first row apart, and this table says that it is to."""
    properties = child(table, "w:tblPr")
    look = child(properties, "w:tblLook")
    flag = attribute(look, "w:firstRow")
    if flag is None:
        bits = attribute(look, "w:val") or ""
        flag = "1" if bits and set(bits) <= set("0123456789abcdefABCDEF") and int(bits[-4:], 16) & _FIRST_ROW else "0"
    return flag in ("1", "true", "on") and styles.has_first_row(value(properties, "w:tblStyle"))


def _is_gone(cell: Element) -> bool:
    """Deleted, or swallowed by the cell beside it."""
    properties = child(cell, "w:tcPr")
    is_swallowed = value(properties, "w:hMerge") == "continue" or (
        child(properties, "w:hMerge") is not None and value(properties, "w:hMerge") is None
    )
    has_words = any(text.text for text in all_named(cell, "w:t"))
    return child(properties, "w:cellDel") is not None or (is_swallowed and not has_words)
