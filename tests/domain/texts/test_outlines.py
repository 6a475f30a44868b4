"""What is corrected in a document before it is put up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.arranging import Refusal
from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.outlines import (
    Correction,
    Row,
    Shape,
    Verb,
    corrected,
    kept,
    places_to_split,
)
from deliberate.domain.texts.passages import Passage, PassageKind

HEADING, TEXT, ITEM = PassageKind.HEADING, PassageKind.PARAGRAPH, PassageKind.ITEM
TABLE, CODE, NOTE = PassageKind.TABLE, PassageKind.CODE, PassageKind.REFERENCE


def row(text: str, kind: PassageKind = TEXT, level: int = 0, number: str | None = None, *marks: Mark) -> Row:
    return Row(Passage("", kind, level, text, number, marks))


def made(rows: list[Row], at: int, shape: Shape) -> list[Row]:
    return corrected(rows, [Correction(Verb.SHAPE, at, shape)])


def split(one: Row, at: int) -> list[Row]:
    return corrected([one], [Correction(Verb.SPLIT, 0, at=at)])


def told(rows: list[Row]) -> list[tuple[str, int, str, str | None]]:
    return [(str(one.passage.kind), one.passage.level, one.passage.text, one.passage.number) for one in rows]


@pytest.mark.parametrize(
    ("shape", "result"),
    [
        (Shape.HEADING_1, ("heading", 1, "Costs", "2.")),
        (Shape.HEADING_4, ("heading", 4, "Costs", "2.")),
        (Shape.ITEM_3, ("item", 3, "Costs", "2.")),
        (Shape.REFERENCE, ("reference", 0, "Costs", "2.")),
        (Shape.TEXT, ("paragraph", 0, "2. Costs", None)),
        (Shape.TABLE, ("table", 0, "2. Costs", None)),
        (Shape.QUOTATION, ("quotation", 0, "2. Costs", None)),
    ],
)
def test_a_row_becomes_what_it_is_made_and_its_number_a_word_where_none_is_printed_apart(
    shape: Shape, result: tuple[str, int, str, str | None]
) -> None:
    [one] = made([row("Costs", ITEM, 1, "2.")], 0, shape)
    assert told([one]) == [result]
    assert one.shape is shape


def test_code_keeps_its_lines_until_it_is_something_else() -> None:
    code = row("sort x\nuniq", CODE)
    assert code.shape is None
    assert made([code], 0, Shape.TEXT)[0].passage.text == "sort x uniq"
    joined = made([code, row("wc", CODE)], 1, Shape.JOINED)
    assert [one.passage.text for one in joined] == ["sort x\nuniq\nwc"]


def test_a_definition_and_a_deep_heading_have_a_shape_that_nobody_gives() -> None:
    assert row("Weir: a wall", PassageKind.DEFINITION).shape is None
    assert row("Deep", HEADING, 5).shape is None


def test_what_is_left_out_can_be_taken_back() -> None:
    rows = made([row("Page 3")], 0, Shape.LEFT_OUT)
    assert rows[0].is_left_out
    assert rows[0].shape is Shape.LEFT_OUT
    assert kept(rows) == ()
    again = made(rows, 0, Shape.TEXT)
    assert not again[0].is_left_out
    assert [passage.anchor for passage in kept(again)] == ["page-3"]


def test_a_row_that_joins_the_one_above_goes_on_with_it() -> None:
    bold = Mark(0, 4, MarkKind.STRONG)
    rows = [
        row("One", HEADING, 2),
        row("Two.", TEXT, 0, None, bold),
        row("three", ITEM, 1, "a)", Mark(0, 5, MarkKind.EMPHASIS)),
    ]
    joined = made(rows, 2, Shape.JOINED)
    assert told(joined) == [("heading", 2, "One", None), ("paragraph", 0, "Two. a) three", None)]
    assert joined[1].passage.marks == (bold, Mark(8, 13, MarkKind.EMPHASIS))


def test_only_a_row_of_a_table_has_cells() -> None:
    cells = Mark(0, 3, MarkKind.CELL), Mark(6, 7, MarkKind.CELL), Mark(0, 3, MarkKind.STRONG)
    table = row("Day | 9", TABLE, 0, None, *cells)
    assert made([table], 0, Shape.TEXT)[0].passage.marks == (Mark(0, 3, MarkKind.STRONG),)
    assert made([table], 0, Shape.TABLE)[0].passage.marks == cells
    assert made([row("Before"), table], 1, Shape.JOINED)[0].passage.marks == (Mark(7, 10, MarkKind.STRONG),)
    longer = made([table, row("to 12")], 1, Shape.JOINED)[0].passage
    assert (longer.text, longer.marks) == ("Day | 9 to 12", cells)


def test_a_row_is_split_between_its_words_and_keeps_its_marks() -> None:
    one = row("First part. Second part.", ITEM, 2, "1.", Mark(6, 18, MarkKind.STRONG))
    first, second = split(one, 12)
    assert told([first, second]) == [("item", 2, "First part.", "1."), ("item", 2, "Second part.", None)]
    assert first.passage.marks == (Mark(6, 11, MarkKind.STRONG),)
    assert second.passage.marks == (Mark(0, 6, MarkKind.STRONG),)


def test_what_follows_a_heading_in_its_row_is_text() -> None:
    assert told(split(row("Costs They are high.", HEADING, 2), 6)) == [
        ("heading", 2, "Costs", None),
        ("paragraph", 0, "They are high.", None),
    ]


@pytest.mark.parametrize("at", [0, -1, 1, 2, 6, 9, 10, 99])
def test_a_row_is_split_between_two_words_only(at: int) -> None:
    with pytest.raises(Refusal):
        split(row(" one two  "), at)


def test_what_is_written_without_spaces_is_split_between_two_letters() -> None:
    assert [one.passage.text for one in split(row("公園を広げる。予算"), 7)] == ["公園を広げる。", "予算"]


@pytest.mark.parametrize(
    "correction",
    [
        Correction(Verb.SHAPE, 1, Shape.TEXT),
        Correction(Verb.SHAPE, -1, Shape.TEXT),
        Correction(Verb.SPLIT, 1, at=2),
        Correction(Verb.SHAPE, 0, Shape.JOINED),
    ],
)
def test_a_correction_that_cannot_be_is_refused(correction: Correction) -> None:
    with pytest.raises(Refusal):
        corrected([row("one two")], [correction])


def test_places_to_split_are_where_sentences_and_clauses_begin() -> None:
    text = "It costs 3.5 million. Who pays? The towns: all of them; “yes.” Then no"
    assert [text[at:].split()[0] for at in places_to_split(text)] == ["Who", "The", "all", "“yes.”", "Then"]
    assert places_to_split("公園を広げる。予算が減る。") == [7]
    assert places_to_split("No end") == []


texts = st.lists(st.sampled_from(["one", "two.", "three:", "(four)"]), min_size=1, max_size=5).map(" ".join)
kinds = st.sampled_from([(HEADING, 1), (TEXT, 0), (ITEM, 1), (ITEM, 4), (TABLE, 0), (CODE, 0), (NOTE, 0)])
rows_of_all_kinds = st.lists(
    st.builds(
        lambda text, kind, number: row(text, *kind, number if kind[0] in (HEADING, ITEM, NOTE) else None),
        texts,
        kinds,
        st.sampled_from([None, "1.", "a)"]),
    ),
    min_size=1,
    max_size=5,
)


def all_words(rows: list[Row]) -> list[str]:
    return " ".join(f"{one.passage.number or ''} {one.passage.text}" for one in rows).split()


@given(rows_of_all_kinds, st.data())
def test_no_correction_changes_a_word_or_their_order(rows: list[Row], data: st.DataObject) -> None:
    before = all_words(rows)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(rows) - 1))
        shape = Correction(Verb.SHAPE, at, data.draw(st.sampled_from(list(Shape))))
        cut = Correction(Verb.SPLIT, at, at=data.draw(st.integers(0, len(rows[at].passage.text))))
        try:
            rows = corrected(rows, [data.draw(st.sampled_from([shape, cut]))])
        except Refusal:
            continue
        words = "".join(all_words(rows))
        assert words == "".join(before)
        for one in rows:
            assert all(0 <= mark.start <= mark.end <= len(one.passage.text) for mark in one.passage.marks)
