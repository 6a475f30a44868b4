"""What the names of styles say."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.passages import PassageKind
from deliberate.formats.documents.office.pieces import INDEX, TITLE
from deliberate.formats.documents.office.styles import Look, Named, heading_of
from deliberate.formats.documents.outline import CONTENTS


@pytest.mark.parametrize(
    ("name", "level"), [("heading 1", 1), ("heading 10", 10), ("title", TITLE), ("heading 0", None), ("heading", None)]
)
def test_headings_are_told_by_the_name_of_their_style(name: str, level: int | None) -> None:
    assert heading_of(name) == level


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("intense quote",), PassageKind.QUOTATION),
        (("my code", "html preformatted"), PassageKind.CODE),
        (("definition term",), PassageKind.DEFINITION),
        (("body text", "normal"), None),
    ],
)
def test_a_kind_is_that_of_the_nearest_style_that_has_one(names: tuple[str, ...], kind: PassageKind | None) -> None:
    assert Named(names).kind is kind


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("toc 1", CONTENTS),
        ("contents heading", CONTENTS),
        ("table of figures", CONTENTS),
        ("index 2", INDEX),
        ("toc", None),
    ],
)
def test_contents_and_indexes_are_told_by_the_name_of_their_style(name: str, why: object) -> None:
    assert Named((name,)).why == why


def test_terms_code_within_lines_and_lower_lists_are_told_by_name() -> None:
    assert Named(("list heading",)).is_term
    assert not Named(("definition",)).is_term
    assert Named(("verbatim char",)).is_code
    assert [Named((name,)).deeper for name in ("list bullet", "list bullet 2", "list number 3", "list 2")] == [
        0,
        1,
        2,
        0,
    ]


def test_a_look_is_completed_by_the_one_under_it() -> None:
    over = Look(bold=False, size=14, place=0).over(Look(bold=True, italic=True, size=11, language="de", place=1))
    assert over == Look(bold=False, italic=True, size=14, language="de", place=0)


def test_figures_above_and_below_the_line_are_told_from_others() -> None:
    assert [Look(place=place).printed("2") for place in (1, -1, 0, None)] == ["²", "₂", "2", "2"]
    assert Look(place=1).printed("st") == "st"
