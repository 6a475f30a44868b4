"""What is quoted of a passage follows its words when the passage is reworded, or is gone."""

from __future__ import annotations

import pytest

from deliberate.domain.texts.quotations import Quotation, quotations, stand_in

BEFORE = "The council buys two buses, and the drivers are trained in spring. The old town route is closed to cars."


def found(body: str, now: str | None = BEFORE) -> list[tuple[str, str | None]]:
    return [(one.words, one.now) for one in quotations(body, BEFORE, now)]


@pytest.mark.parametrize(
    "body",
    [
        "> the drivers are trained in spring\n\nThat is too late.",
        "You say “the drivers are trained in spring”, which is late.",
        'You say "The drivers  are\ntrained in SPRING" – why?',
        "«the drivers are trained in spring»?",
        "»the drivers are trained in spring«?",
        "„the drivers are trained in spring“?",
        "> the drivers\n> are trained **in** spring.",
    ],
)
def test_quotations_are_known_by_their_marks_whatever_stands_around_their_words(body: str) -> None:
    assert found(body) == [("the drivers are trained in spring", "the drivers are trained in spring")]
    assert all(one.is_kept for one in quotations(body, BEFORE, BEFORE))


@pytest.mark.parametrize(
    "body",
    [
        "The drivers are trained in spring: that is late.",
        "“The drivers are trained in autumn” is what you should say.",
        "“two buses” is a few.",
        "> the drivers\n\nwho\n\n> are trained in spring",
        "a > b, the drivers are trained in spring",
    ],
)
def test_what_is_not_quoted_or_not_of_the_passage_is_none(body: str) -> None:
    assert found(body) == ([] if "who" not in body else [("are trained in spring", "are trained in spring")])


def test_each_is_named_once_in_the_order_of_the_post() -> None:
    body = "> old town route\n\n“buys two buses” and “old town route” and “buys two buses”"
    assert [words for words, _ in found(body)] == ["old town route", "buys two buses"]


@pytest.mark.parametrize(
    ("now", "become"),
    [
        ("The drivers are trained in spring, and buses are bought.", "drivers are trained in spring"),
        (BEFORE.replace("are trained", "will be trained"), "drivers will be trained in spring"),
        (BEFORE.replace("drivers are trained in spring", "drivers are trained later on"), "drivers are trained"),
        (BEFORE.replace("drivers are trained in spring", "people learn to drive in spring"), None),
        ("Wholly other words.", None),
        (None, None),
    ],
)
def test_they_follow_what_most_of_them_became(now: str | None, become: str | None) -> None:
    assert found("> drivers are trained in spring", now) == [("drivers are trained in spring", become)]


def test_what_was_reworded_is_not_kept() -> None:
    assert not Quotation("Closed to cars", "Closed for cars").is_kept
    assert not Quotation("Closed to cars", None).is_kept
    assert Quotation("Closed to cars", "closed, to cars").is_kept


def test_words_are_looked_for_in_a_row() -> None:
    assert stand_in("Closed to cars", "It is closed to cars.")
    assert not stand_in("Closed to cars", "It is closed to all cars.")
    assert not stand_in("Closed to cars", "closed to")


def test_of_very_many_quotations_the_first_are_told() -> None:
    words = [f"word{number}" for number in range(120)]
    body = " ".join(f'"{" ".join(words[at : at + 3])}"' for at in range(0, 120, 3))
    found = quotations(body, " ".join(words), " ".join(words))
    assert [quoted.words for quoted in found] == [" ".join(words[at : at + 3]) for at in range(0, 90, 3)]


def test_in_very_long_passages_words_are_looked_for_as_they_were() -> None:
    before, now = ("a few trees " * 400).split(), ("some few trees " * 400).split()
    before[600:604], now[700:704] = ["nobody", "pays", "for", "it"], ["nobody", "pays", "for", "it"]
    kept, gone = quotations("> nobody pays for it\n\nand\n\n> trees a few", " ".join(before), " ".join(now))
    assert (kept.now, gone.now) == ("nobody pays for it", None)
