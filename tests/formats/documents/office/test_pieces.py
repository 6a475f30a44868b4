"""What a walk finds before the whole is known."""

from __future__ import annotations

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents.office.pieces import Face, Piece, run_together
from deliberate.formats.documents.office.words import Wording


def test_a_face_is_bold_where_every_letter_is_and_as_small_as_its_smallest() -> None:
    face = Face()
    assert not face.is_bold
    face.add("Big ", 20, is_bold=True)
    face.add("  ", 8, is_bold=False)
    face.add("small", 12, is_bold=True)
    assert (face.letters, face.size, face.is_bold) == (8, 12, True)
    face.add("thin", 14, is_bold=False)
    assert not face.is_bold


def test_pieces_run_together_with_their_numbers_and_marks() -> None:
    pieces = [
        Piece(PassageKind.ITEM, Wording("Trees", (Mark(0, 5, MarkKind.STRONG),)), 1, "1."),
        Piece(PassageKind.PARAGRAPH, Wording("")),
        Piece(PassageKind.CODE, Wording("a\n  b")),
    ]
    assert run_together(pieces) == Wording("1. Trees a b", (Mark(3, 8, MarkKind.STRONG),))
