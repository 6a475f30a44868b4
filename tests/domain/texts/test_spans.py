"""The words of a passage in pieces that share their marks, and how the marks stand within each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.texts.marks import HEAD, Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.texts.spans import (
    Call,
    Cell,
    Close,
    Open,
    Span,
    Style,
    cells,
    definition,
    is_rule,
    nested,
    spans,
)

STRONG, EMPHASIS, CODE = Style(MarkKind.STRONG), Style(MarkKind.EMPHASIS), Style(MarkKind.CODE)
LINK = Style(MarkKind.LINK, "https://a.example")
TEXT = "Some words here"


def mark(start: int, end: int, style: Style) -> Mark:
    return Mark(start, end, *style)


def note(at: int, name: str = "1") -> Mark:
    return Mark(at, at, MarkKind.NOTE, name)


def passage(kind: PassageKind, text: str, *marks: Mark) -> Passage:
    return Passage("a", kind, 0, text, None, marks)


def test_words_are_parted_where_their_marks_change_and_where_a_note_is_called() -> None:
    assert spans(TEXT, [mark(0, 10, STRONG), mark(5, 15, EMPHASIS), note(4), note(15, "*")]) == [
        Span("Some", (STRONG,)),
        Call("1"),
        Span(" ", (STRONG,)),
        Span("words", (EMPHASIS, STRONG)),
        Span(" here", (EMPHASIS,)),
        Call("*"),
    ]


def test_marks_of_a_kind_that_touch_or_overlap_are_one() -> None:
    assert spans("word", [mark(0, 1, STRONG), mark(0, 2, STRONG), mark(2, 4, STRONG)]) == [Span("word", (STRONG,))]


def test_a_link_leads_to_the_web_or_to_mail_and_of_two_the_first_counts() -> None:
    assert spans("word", [Mark(0, 4, MarkKind.LINK, "javascript:alert(1)")]) == [Span("word")]
    assert spans("word", [Mark(0, 4, MarkKind.LINK, "MAILTO:a@b.example")])[0] != Span("word")
    both = [mark(0, 4, LINK), Mark(2, 4, MarkKind.LINK, "https://b.example")]
    assert spans("word", both) == [Span("word", (LINK,))]
    assert spans("word", both)[0].link == "https://a.example"  # type: ignore[union-attr]


def test_what_goes_on_although_it_began_within_what_ends_is_begun_again() -> None:
    assert list(nested(spans(TEXT, [mark(0, 10, STRONG), mark(5, 15, EMPHASIS)]))) == [
        *(Open(STRONG), Span("Some ", (STRONG,)), Open(EMPHASIS), Span("words", (EMPHASIS, STRONG))),
        *(Close(EMPHASIS), Close(STRONG), Open(EMPHASIS), Span(" here", (EMPHASIS,)), Close(EMPHASIS)),
    ]


def test_a_note_is_called_outside_of_a_link_and_of_what_ends_before_it() -> None:
    assert list(nested(spans("ab", [mark(0, 2, LINK), note(1)]))) == [
        *(Open(LINK), Span("a", (LINK,)), Close(LINK), Call("1"), Open(LINK), Span("b", (LINK,)), Close(LINK)),
    ]
    assert list(nested(spans("ab", [mark(0, 2, STRONG), note(2)]))) == [
        *(Open(STRONG), Span("ab", (STRONG,)), Close(STRONG), Call("1")),
    ]


def test_nothing_is_opened_within_code() -> None:
    assert list(nested(spans("abc", [mark(0, 3, CODE), mark(1, 2, STRONG)]))) == [
        *(Span("a", (CODE,)), Open(STRONG), Span("b", (CODE, STRONG)), Close(STRONG), Span("c", (CODE,))),
    ]


marks = st.lists(
    st.builds(
        lambda places, kind: Mark(min(places), max(places), kind, "https://a.example"),
        st.tuples(st.integers(0, 12), st.integers(0, 12)),
        st.sampled_from(sorted(set(MarkKind))),
    ),
    max_size=6,
)


@given(st.text("ab ", max_size=10), marks)
def test_no_word_is_lost_and_what_is_opened_is_closed_in_turn(text: str, given: list[Mark]) -> None:
    pieces = list(nested(spans(text, given)))
    assert "".join(piece.text for piece in pieces if isinstance(piece, Span)) == text
    calls = sum(isinstance(piece, Call) for piece in pieces)
    assert calls == sum(one.kind is MarkKind.NOTE for one in given)
    open_styles: list[Style] = []
    for piece in pieces:
        if isinstance(piece, Open):
            open_styles.append(piece.style)
        elif isinstance(piece, Close):
            assert open_styles.pop() == piece.style
        elif isinstance(piece, Span):
            assert sorted([*open_styles, *([CODE] if piece.is_code else [])]) == sorted({*piece.styles})
    assert open_styles == []


def test_a_definition_is_a_term_and_its_text_each_with_its_marks() -> None:
    defined = passage(PassageKind.DEFINITION, "Weir: a dam", mark(0, 4, STRONG), note(5), mark(6, 11, EMPHASIS))
    assert definition(defined) == ([Span("Weir", (STRONG,)), Call("1")], [Span("a dam", (EMPHASIS,))])
    assert definition(passage(PassageKind.DEFINITION, "A dam.")) == ([], [Span("A dam.")])


def test_cells_are_those_that_are_marked_or_stand_between_bars() -> None:
    row = passage(
        *(PassageKind.TABLE, "Day | 9", Mark(0, 3, MarkKind.CELL, HEAD), Mark(6, 7, MarkKind.CELL), mark(6, 7, STRONG))
    )
    assert cells(row) == [Cell("Day", (), True), Cell("9", (mark(0, 1, STRONG),), False)]
    assert cells(passage(PassageKind.TABLE, "| Day | 9 |")) == [Cell("Day"), Cell("9")]
    assert cells(passage(PassageKind.TABLE, "Day 9")) == [Cell("Day 9")]


def test_a_row_that_only_draws_a_line_is_told() -> None:
    assert is_rule(passage(PassageKind.TABLE, "|---|:---:|"))
    assert not is_rule(passage(PassageKind.TABLE, "| - | 9 |"))
    assert not is_rule(passage(PassageKind.PARAGRAPH, "|---|"))
    assert not is_rule(passage(PassageKind.TABLE, "---", Mark(0, 3, MarkKind.CELL)))
