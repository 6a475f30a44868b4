"""Words of a file that stand in no row of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.texts.gaps import missing
from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind

HEADING, TEXT, ITEM = PassageKind.HEADING, PassageKind.PARAGRAPH, PassageKind.ITEM
NOTE = PassageKind.REFERENCE


def told(source: str, passages: list[Passage]) -> list[str]:
    return [f"{gap.before}[{gap.words}]{gap.after}" for gap in missing(source, passages)]


def row(text: str, kind: PassageKind = TEXT, number: str | None = None, *marks: Mark) -> Passage:
    return Passage("", kind, 0, text, number, marks)


def test_they_are_told_with_those_around_them() -> None:
    rows = [row("The weir leaks."), row("Page 3"), row("It is old.", ITEM, "1.")]
    source = "The weir leaks badly every spring. Page 3 1. It is old."
    assert told(source, rows) == ["The weir leaks [badly every spring]. Page 3 1"]
    assert told("The weir leaks. Page 3. 1. It is old.", rows) == []
    assert told("One the weir leaks two page 3 1 it is old three", rows) == [
        "[One] the weir leaks",
        "the weir leaks [two] page 3 1",
        "it is old [three]",
    ]


def test_a_word_that_stands_in_a_menu_and_in_the_text_is_missing_in_the_menu() -> None:
    source = "Home Aims of the town\nAims of the town\nTrees shall stand."
    assert told(source, [row("Aims of the town", HEADING), row("Trees shall stand.")]) == [
        "[Home Aims of the town] Aims of the"
    ]


def test_rows_may_stand_in_another_order_than_in_the_file() -> None:
    source = "1 See the plan of 1998.\nTrees shall stand.¹ Nobody fells one."
    note = Mark(18, 18, MarkKind.NOTE, "1")
    rows = [row("Trees shall stand. Nobody fells one.", TEXT, None, note), row("See the plan of 1998.", NOTE, "1")]
    assert told(source, rows) == []


@pytest.mark.parametrize(
    ("source", "passages"),
    [
        ("The infra-\nstructure of a town", [row("The infrastructure of a town")]),
        ("infra-\nstructure", [row("infrastructure")]),
        ("Trees stand1 here", [row("Trees stand here", TEXT, None, Mark(11, 11, MarkKind.NOTE, "1"))]),
        ("Trees stand1", [row("Trees stand", TEXT, None, Mark(11, 11, MarkKind.NOTE, "1"))]),
        ("1. Trees\n1. Houses", [row("Trees", ITEM, "1."), row("Houses", ITEM, "2.")]),
        ("First\nSecond", [row("First", ITEM, "a)"), row("Second", ITEM, "b)")]),
        ("10⁶ m² of wood", [row("106 m2 of wood")]),
        ("公園を広げる", [row("公園を広げる")]),
        ("", [row("Trees")]),
    ],
)
def test_none_is_told_falsely(source: str, passages: list[Passage]) -> None:
    assert told(source, passages) == []


@pytest.mark.parametrize(
    ("source", "passages", "gaps"),
    [
        ("Trees 1 stand", [row("Trees", ITEM, "1."), row("stand")], ["Trees [1] stand"]),
        ("12 Trees stand here", [row("Trees stand here", ITEM, "a")], []),
        ("not Trees stand here", [row("Trees stand here", ITEM, "1.")], ["[not] Trees stand here"]),
        ("Trees", [], ["[Trees]"]),
    ],
)
def test_a_number_that_is_printed_stands_for_one_before_its_words_and_for_no_other(
    source: str, passages: list[Passage], gaps: list[str]
) -> None:
    assert told(source, passages) == gaps


common = st.lists(st.sampled_from(["the", "town", "of", "trees", "and", "parks"]), min_size=1, max_size=9)


@given(st.lists(common, min_size=1, max_size=8), st.randoms(use_true_random=False), st.sets(st.integers(0, 80)))
def test_every_missing_word_is_told_and_no_other(rows: list[list[str]], random: object, places: set[int]) -> None:
    lines = [list(words) for words in rows]
    random.shuffle(lines)  # type: ignore[attr-defined]  # what hypothesis gives is a `random.Random`
    inside = [word for line in lines for word in line]
    for number, place in enumerate(sorted(places)):
        inside.insert(place, f"lost{number}")
    gaps = missing(" ".join(inside), [row(" ".join(words)) for words in rows])
    found = [word for gap in gaps for word in gap.words.split()]
    assert found == [
        f"lost{number}" for number in sorted(range(len(places)), key=lambda one: inside.index(f"lost{one}"))
    ]
