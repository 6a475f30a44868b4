"""Words that the margin broke."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.broken_words import made_whole
from deliberate.formats.documents.pages import Line


def whole(*lines: str) -> list[str]:
    return [line.text for line in made_whole([Line(line, at) for at, line in enumerate(lines)])]


def test_a_broken_word_stands_whole_on_the_line_where_it_began() -> None:
    assert whole("The harbour is dredged. The imple-", "mentation, as planned, is super-", "vised by the board.") == [
        "The harbour is dredged. The implementation,",
        "as planned, is supervised",
        "by the board.",
    ]


def test_also_over_the_edge_of_a_page_and_with_a_hyphen_that_nobody_sees() -> None:
    assert whole("It begins in spring with the dredg-", "", "ing.", "More.") == [
        "It begins in spring with the dredging.", "", "", "More.",
    ]  # fmt: skip
    assert whole("It begins in the spring in Ober\u00ad", "Dorf.") == ["It begins in the spring in OberDorf.", ""]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("In the years of the plan 2019-", "2020 it grew.", "In the years of the plan 2019-2020"),
        ("It was an agreement of Anglo-", "Saxon origin.", "It was an agreement of Anglo-Saxon"),
        ("See the page https://town-", "hall.example now", "See the page https://town-hall.example"),
        ("The self-made plan is a self-", "made one.", "The self-made plan is a self-made"),
    ],
)
def test_a_hyphen_that_belongs_to_the_word_stays(first: str, second: str, joined: str) -> None:
    assert whole(first, second)[0] == joined


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Alle zahlen die Kosten der Sach-", "und Personalkosten."),
        ("Short word-", "by-word list"),
        ("He said that this is all -", "but it was not."),
        ("These are the aims of the plan", "- a hall"),
        ("The mills of the town were built--", "as we all know."),
    ],
)
def test_other_hyphens_break_no_word(first: str, second: str) -> None:
    assert whole(first, second) == [first, second]
