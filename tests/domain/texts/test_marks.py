"""Marks within the words of a passage."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.texts.marks import Mark, MarkKind, packed, unpacked, within, without_beginning

LINK = Mark(4, 9, MarkKind.LINK, "https://example.org")


def test_marks_are_the_same_after_they_were_kept() -> None:
    marks = (Mark(0, 3, MarkKind.STRONG), LINK)
    kept = json.loads(json.dumps(packed(marks)))
    assert kept == [
        {"start": 0, "end": 3, "kind": "strong"},
        {"start": 4, "end": 9, "kind": "link", "to": "https://example.org"},
    ]
    assert unpacked(kept) == marks


def test_of_a_text_without_its_beginning_the_marks_stand_where_their_words_stand() -> None:
    note = Mark(6, 6, MarkKind.NOTE, "1")
    marks = (Mark(0, 6, MarkKind.STRONG), LINK, note, Mark(2, 6, MarkKind.EMPHASIS))
    assert without_beginning(marks, 6) == (Mark(0, 3, MarkKind.LINK, "https://example.org"), Mark(0, 0, note.kind, "1"))


def test_a_cell_has_the_marks_inside_of_it_and_not_its_own() -> None:
    cells = Mark(0, 3, MarkKind.CELL), Mark(4, 9, MarkKind.CELL)
    assert within((*cells, LINK), cells[1]) == (Mark(0, 5, MarkKind.LINK, "https://example.org"),)
    assert within((*cells, LINK), cells[0]) == ()


@given(st.text(min_size=1), st.data())
def test_no_mark_is_longer_than_what_is_left_of_its_text(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    marks = [Mark(*sorted(data.draw(st.tuples(ends, ends))), MarkKind.CODE) for _ in range(3)]
    cut = data.draw(ends)
    for mark in without_beginning(marks, cut):
        assert 0 <= mark.start <= mark.end <= len(text) - cut
