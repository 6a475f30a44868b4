"""What elements do to words."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.formats.documents.html_runs import Runs
from deliberate.formats.documents.unread import Unread
from deliberate.formats.documents.wording import Wording


def within(tag: str, text: str, **attributes: str) -> tuple[Passage | None, Unread, int | None]:
    words, unread = Wording(), Unread()
    runs = Runs(words, unread)
    effects = runs.open(tag, attributes)
    runs.text(text)
    size = runs.size
    runs.close(effects)
    return words.passage(PassageKind.PARAGRAPH), unread, size


@pytest.mark.parametrize(
    ("tag", "attributes", "kind"),
    [
        ("b", {}, MarkKind.STRONG),
        ("strong", {"style": "color: red"}, MarkKind.STRONG),
        ("em", {}, MarkKind.EMPHASIS),
        ("tt", {}, MarkKind.CODE),
        ("span", {"style": "FONT-WEIGHT: 700"}, MarkKind.STRONG),
        ("span", {"style": "font-style:oblique"}, MarkKind.EMPHASIS),
        ("a", {"href": " https://a.example "}, MarkKind.LINK),
    ],
)
def test_elements_and_styles_mark_words(tag: str, attributes: dict[str, str], kind: MarkKind) -> None:
    passage, _, _ = within(tag, "mill", **attributes)
    assert passage is not None
    assert passage.marks == (Mark(0, 4, kind, "https://a.example" if tag == "a" else ""),)


def test_what_is_bold_only_by_name_is_not() -> None:
    passage, _, _ = within("b", "mill", style="font-weight:normal")
    assert passage is not None
    assert passage.marks == ()


@pytest.mark.parametrize(
    ("tag", "attributes", "text"),
    [
        ("sup", {}, "⁶"),
        ("span", {"style": "vertical-align: super"}, "⁶"),
        ("sub", {}, "₆"),
        ("q", {}, "“6”"),
        ("u", {}, "6"),
    ],
)
def test_figures_above_and_below_the_line_and_quotes(tag: str, attributes: dict[str, str], text: str) -> None:
    passage, _, _ = within(tag, "6", **attributes)
    assert passage is not None
    assert passage.text == text


@pytest.mark.parametrize(
    ("tag", "style"), [("s", ""), ("del", ""), ("span", "text-decoration: underline line-through")]
)
def test_words_that_are_struck_out_are_not_in_the_text_and_are_told(tag: str, style: str) -> None:
    passage, unread, _ = within(tag, " not  this ", style=style)
    assert passage is None
    assert unread.struck == ["not this"]


def test_pictures_are_told_with_what_stands_for_them() -> None:
    _, unread, _ = within("img", "", alt="A map")
    assert (unread.pictures, unread.described) == (1, ["A map"])


@pytest.mark.parametrize(
    ("tag", "size", "found"), [("font", "6", 6), ("font", "+2", 5), ("font", "-1", 2), ("font", "x", 3), ("big", "", 4)]
)
def test_letters_may_be_larger_or_smaller(tag: str, size: str, found: int) -> None:
    assert within(tag, "mill", **({"size": size} if size else {}))[2] == found
