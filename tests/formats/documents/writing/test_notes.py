"""Which passages are notes: those with a sign that the text calls."""

from __future__ import annotations

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents.writing.notes import called


def calling(*signs: str) -> Passage:
    return Passage(
        "p", PassageKind.PARAGRAPH, 0, "Words.", None, tuple(Mark(0, 0, MarkKind.NOTE, sign) for sign in signs)
    )


def note(anchor: str, sign: str | None, *signs: str) -> Passage:
    marks = tuple(Mark(0, 0, MarkKind.NOTE, one) for one in signs)
    return Passage(anchor, PassageKind.REFERENCE, 0, "Note.", sign, marks)


def test_notes_come_in_the_order_in_which_they_are_called_each_once() -> None:
    found = called([calling("2"), note("a", "1"), note("b", "2"), calling("1", "2"), note("c", "3"), note("d", None)])
    assert {sign: one.anchor for sign, one in found.items()} == {"2": "b", "1": "a"}
    assert list(found) == ["2", "1"]


def test_of_two_with_one_sign_the_first_is_called_and_what_notes_call_does_not_count() -> None:
    found = called([calling("1"), note("a", "1", "2"), note("b", "1"), note("c", "2")])
    assert {sign: one.anchor for sign, one in found.items()} == {"1": "a"}


def test_what_stands_between_two_cells_calls_nothing() -> None:
    cells = (Mark(0, 1, MarkKind.CELL), Mark(4, 5, MarkKind.CELL))
    row = Passage("r", PassageKind.TABLE, 0, "a | b", None, (*cells, Mark(2, 2, MarkKind.NOTE, "1")))
    assert called([row, note("a", "1")]) == {}
    row = Passage("r", PassageKind.TABLE, 0, "a | b", None, (*cells, Mark(5, 5, MarkKind.NOTE, "1")))
    assert list(called([row, note("a", "1")])) == ["1"]
