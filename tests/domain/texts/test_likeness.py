"""How alike two passages are: by the words they share in order, rare ones more than others, in any script."""

from __future__ import annotations

import pytest

from deliberate.domain.texts import likeness
from deliberate.domain.texts.likeness import Index, Wordings, chosen, without, words_of
from tests.domain.texts.plans import PLANS


def alike(one: str, other: str, *more: str) -> float:
    wordings = Wordings([one, *more], [other, *more])
    return wordings.alike(wordings.old[0], wordings.new[0])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The council’s 2 buses", ["the", "council", "s", "2", "buses"]),
        ("Straße, CAFÉ — Cafe\u0301", ["strasse", "café", "café"]),
        ("Житель города", ["житель", "города"]),
        ("树木全部保留。", ["树木", "木全", "全部", "部保", "保留", "留"]),
        ("สวน", ["สว", "วน", "น"]),
        ("पेड़ नहीं", ["पेड़", "नहीं"]),
        ("* * *", []),
    ],
)
def test_words_are_told_apart_in_every_script(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_the_same_words_are_wholly_alike_others_not_at_all() -> None:
    assert alike("Dogs are on a lead", "dogs ARE on a lead.") == 1
    assert alike("Dogs are on a lead", "Ten trees") == 0
    assert alike("* * *", "* * *") == 0


def test_words_in_another_order_are_shared_only_as_far_as_they_follow_each_other() -> None:
    assert alike("one two three four", "three four one two") == pytest.approx(0.5)


def test_a_rare_word_tells_more_than_one_that_every_passage_has() -> None:
    others = ["the ward pays", "the ward sleeps", "the ward sings"]
    assert alike("the ward gardens", "a heron gardens", *others) > alike("the ward gardens", "the heron swims", *others)


def test_a_number_tells_less_than_a_word() -> None:
    assert alike("quay 14", "mill 14") < alike("quay 14", "quay 22")


@pytest.mark.parametrize("language", PLANS)
def test_two_passages_of_a_document_share_less_than_would_be_asked_about(language: str) -> None:
    texts = [passage.text for passage in PLANS[language] if len(passage.text) > 20]
    wordings = Wordings(texts, texts)
    pairs = [(one, other) for at, one in enumerate(wordings.old) for other in wordings.old[:at]]
    assert max(wordings.alike(one, other) for one, other in pairs) < 0.3


def test_which_words_are_shared_is_told_for_both() -> None:
    wordings = Wordings(["one two three four"], ["zero two four"])
    [one], [other] = wordings.old, wordings.new
    shared = wordings.shared(one, other)
    assert (shared.of_one, shared.of_other) == (0b1010, 0b110)
    assert chosen(one, shared.of_one) == chosen(other, shared.of_other)
    assert chosen(one, shared.of_one) + without(one, shared.of_one) == one[1] + one[3] + one[0] + one[2]
    assert shared.weight == wordings.weight(chosen(one, shared.of_one))
    assert without(one, 0) == one
    assert without("", 0) == ""


def likest(wording: str, texts: list[str], near: int = 0, most: int = 3) -> list[int]:
    wordings = Wordings([wording], texts)
    return Index(wordings, enumerate(wordings.new)).likest(wordings.old[0], near, most)


def test_what_shares_most_rare_words_is_found_first_and_what_shares_hardly_any_is_not() -> None:
    texts = ["dogs on the lead", "the lead", "a tree", "the dogs on the lead in parks", "the", "the", "the"]
    assert likest("the dogs on the lead in parks", texts) == [3, 0]
    assert likest("the dogs on the lead in parks", texts, most=1) == [3]
    assert likest("nothing else", texts) == []


def test_a_word_that_many_hold_is_looked_for_before_and_after_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "_NEAR", 2)
    assert sorted(likest("the", ["the"] * 9, near=5, most=9)) == [3, 4, 5, 6]


def test_the_rarest_words_are_taken_from_all_over_a_long_passage() -> None:
    words = [f"{start}{number}" for start in ("begin", "middle", "end") for number in range(40)]
    wordings = Wordings([" ".join(words)], [])
    rarest = [wordings.old[0].index(letter) for letter, _ in wordings.rarest(wordings.old[0])]
    assert len(rarest) == 36
    assert {place // 10 for place in rarest} == {*range(12)}
    assert len(wordings.rarest(wordings.old[0][:10])) == 10
