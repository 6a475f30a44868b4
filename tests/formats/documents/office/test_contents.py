"""Tables of contents that somebody typed."""

from __future__ import annotations

from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents.office.contents import leave_out_contents
from deliberate.formats.documents.office.pieces import Piece
from deliberate.formats.documents.office.words import Wording
from deliberate.formats.documents.outline import CONTENTS


def entry(text: str, page: int | None = None, kind: PassageKind = PassageKind.PARAGRAPH) -> Piece:
    return Piece(kind, Wording(text), page=page)


def left_out(*pieces: Piece) -> list[str]:
    leave_out_contents(pieces)
    assert {piece.why for piece in pieces} <= {None, CONTENTS}
    return [piece.text for piece in pieces if piece.why]


def test_lines_to_pages_that_go_on_are_left_out_with_the_label_above_them() -> None:
    lines = (entry("Aims", 3), entry("Trees", 3, PassageKind.ITEM), entry("Costs", 12))
    assert left_out(entry("A plan for the town"), entry("Page"), *lines, entry("Trees grow.")) == [
        "Page",
        "Aims",
        "Trees",
        "Costs",
    ]
    assert left_out(*lines) == ["Aims", "Trees", "Costs"]


def test_two_lines_or_numbers_that_go_back_are_none() -> None:
    assert left_out(entry("Aims", 3), entry("Costs", 12), entry("Trees grow.")) == []
    assert left_out(entry("Oaks", 30), entry("Elms", 12), entry("Limes", 40)) == []


def test_text_above_them_stays() -> None:
    lines = (entry("Aims", 3), entry("Trees", 4), entry("Costs", 12))
    assert left_out(entry("What this plan says:"), *lines) == ["Aims", "Trees", "Costs"]
    assert left_out(entry("Contents", kind=PassageKind.HEADING), *lines) == ["Aims", "Trees", "Costs"]
