"""Likely twins of a draft."""

from __future__ import annotations

import pytest

from deliberate.domain.labels import Label
from deliberate.domain.texts import twins
from deliberate.domain.texts.search import Term
from deliberate.domain.texts.twins import Draft, Other, by_likeness, comparable, looked_for

POLICE = "There is no way to police where the money goes."


def likely(draft: Draft, *others: Other) -> list[int]:
    return [twin.id for twin in by_likeness(draft, others) if twin.is_likely]


@pytest.mark.parametrize(
    ("language", "said", "draft"),
    [
        ("en", POLICE, "No way to police the money"),
        ("en", POLICE, "Nobody can check where the MONEY goes, there is no way to police it!"),
        ("en", POLICE, POLICE),
        # The case that was handed in.
        (
            "en",
            "There is no way to police where the money goes when it is given to other countries.",
            "nobody can police where it ends up",
        ),
        ("en", "Cities pay the fees of every boat.", "A city would have to pay each boat's fee"),
        (
            "fr",
            "Le résumé du projet ne dit rien des dépenses.",
            "Les de\u0301penses manquent dans le re\u0301sume\u0301.",
        ),
        ("de", "Niemand prüft, wohin die Gelder fließen.", "Wohin das Geld fliesst, prüfen wir nicht."),
        ("ja", "公園を広げると教育の予算が減る。", "教育予算が公園のために減らされる。"),
        ("th", "ไม่มีใครตรวจสอบว่าเงินไปไหน", "เงินไปไหนตรวจสอบไม่ได้"),
        ("en", "Nikt nie sprawdza, dokąd płyną pieniądze.", "Kto sprawdza pieniądze? Nikt nie wie, dokąd plyna."),
    ],
)
def test_the_same_point_in_other_words_is_found(language: str, said: str, draft: str) -> None:
    assert likely(Draft(draft, language), Other(1, said)) == [1]


@pytest.mark.parametrize(
    "other",
    [
        "There is no way to know who would vote in the trial period.",
        "Wages will fall for those who work there.",
        "Everyone should see where it goes and when.",
        "?!",
        "the of and",
        "",
    ],
)
def test_another_point_is_not_taken_for_a_twin(other: str) -> None:
    assert likely(Draft(other, "en"), Other(1, POLICE)) == []
    assert likely(Draft(POLICE, "en"), Other(1, other)) == []


def test_the_most_alike_come_first() -> None:
    others = [
        Other(1, "No way to police the money"),
        Other(2, POLICE),
        Other(3, POLICE + " Sadly."),
        Other(4, "Boats."),
    ]
    found = by_likeness(Draft(POLICE, "en"), others)
    assert [twin.id for twin in found] == [2, 3, 1, 4]
    assert [(found[0].likeness, found[-1].likeness) == (100, 0)]


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        ("Wages fall for those who work there.", []),
        ("Ranchers lose a third of everything that grows there.", []),
        ("Ranchers lose grass on their land: milk, meat, leather, wool, butter, cheese cost more in shops.", [1]),
        ("The wall keeps animals from their water, say ranchers.", [1, 2]),
        ("Ranchers lose their land behind the wall.", [1, 2, 3]),
    ],
)
def test_on_one_passage_less_has_to_be_shared_and_on_another_more(draft: str, found: list[int]) -> None:
    others = [Other(n, "A wall divides the land of ranchers.", at) for n, at in enumerate(("here", None, "there"), 1)]
    assert likely(Draft(draft, "en", "here"), *others) == found


def test_on_one_passage_two_words_besides_its_own_are_shared_or_more_than_half_of_all() -> None:
    passage = "A wall is to be built on the land of ranchers."
    said = "A wall divides the land of ranchers, who then lose their water."
    for draft, found in (
        ("Ranchers may sell their land where the wall stands.", []),
        ("Ranchers may sell their land where the wall stands, for lack of water.", [1]),
        ("The wall takes land of ranchers.", [2]),
    ):
        others = [Other(1, said, "here"), Other(2, "Ranchers have land at the wall.", "here")]
        assert likely(Draft(draft, "en", "here", passage), *others) == found, draft


def test_the_words_of_the_passage_count_for_half_on_it() -> None:
    draft, other = "Open borders need food and clothing too.", "Food and clothing cannot stop hatred."
    [plain] = by_likeness(Draft(draft, "en", "here"), [Other(1, other, "here")])
    [topical] = by_likeness(
        Draft(draft, "en", "here", "Open a border, send food and clothing."), [Other(1, other, "here")]
    )
    [elsewhere] = by_likeness(Draft(draft, "en", "here", "Send food and clothing."), [Other(1, other, "there")])
    assert topical.likeness < plain.likeness == elsewhere.likeness


def test_the_name_of_a_thing_counts_little_more_than_one_word() -> None:
    [name] = by_likeness(Draft("Raw materials are sold", "en"), [Other(1, "Raw materials poison")])
    [apart] = by_likeness(Draft("Materials are sold raw", "en"), [Other(1, "Raw materials poison")])
    assert name.likeness < apart.likeness


def test_only_posts_that_pull_the_same_way_are_compared() -> None:
    assert comparable(Label.OBJECTION) >= {Label.OBJECTION, Label.CONDITION, Label.REBUTTAL}
    assert Label.SUPPORT not in comparable(Label.OBJECTION)
    assert comparable(Label.QUESTION) == {Label.QUESTION}


def test_a_safeguard_says_something_else_than_those_who_state_the_problem() -> None:
    assert comparable(Label.SAFEGUARD) == {Label.SAFEGUARD}
    assert Label.SAFEGUARD not in comparable(Label.OBJECTION)


@pytest.mark.parametrize(
    ("here", "there", "likeness", "shared", "is_likely"),
    [
        ("first", "first", 25, 2, True),
        ("first", "first", 24, 9, False),
        ("first", "first", 50, 1.9, False),
        ("first", "first", 51, 1.9, True),
        ("first", "second", 51, 2, True),
        ("first", "second", 50, 9, False),
        (None, "first", 30, 1, True),
        (None, "first", 29, 9, False),
        ("first", None, 30, 1, True),
        (None, None, 29, 9, False),
    ],
)
def test_from_which_likeness_on_a_post_may_say_the_same(
    monkeypatch: pytest.MonkeyPatch,
    here: str | None,
    there: str | None,
    likeness: int,
    shared: float,
    is_likely: bool,
) -> None:
    monkeypatch.setattr(twins._Comparison, "likeness", lambda *given: (likeness, shared))
    [twin] = by_likeness(Draft(POLICE, "en", here), [Other(1, POLICE, there)])
    assert twin.is_likely is is_likely


@pytest.mark.parametrize(
    ("here", "there", "likeness", "shared", "is_alike"),
    [
        ("first", "first", 20, 0, True),
        ("first", "first", 19, 1.4, False),
        ("first", "first", 3, 1.5, True),
        ("first", "second", 50, 1.5, False),
        ("first", "second", 51, 0, True),
        (None, None, 29, 9, False),
        (None, None, 30, 0, True),
    ],
)
def test_on_the_same_passage_less_is_enough_to_be_shown_than_to_be_called_the_same(
    monkeypatch: pytest.MonkeyPatch,
    here: str | None,
    there: str | None,
    likeness: int,
    shared: float,
    is_alike: bool,
) -> None:
    monkeypatch.setattr(twins._Comparison, "likeness", lambda *given: (likeness, shared))
    [twin] = by_likeness(Draft(POLICE, "en", here), [Other(1, POLICE, there)])
    assert twin.is_alike is is_alike


def likeness(draft: str, other: str) -> int:
    [twin] = by_likeness(Draft(draft, "en"), [Other(1, other)])
    return twin.likeness


def test_what_every_text_has_counts_for_a_fifth_from_four_letters_on() -> None:
    assert likeness("audit with", "money with") == round(100 * 0.2 / 1.2)
    assert likeness("audit the", "money the") == 0


def test_of_words_that_stand_together_in_both_the_first_counts_and_the_others_hardly() -> None:
    """Wherever they stand; with a word between them in one of both they are no name."""
    for before in range(5):
        texts = [f"{' '.join(words.split()[:before])} raw materials" for words in ("a1 a2 a3 a4", "b1 b2 b3 b4")]
        assert likeness(*texts) == round(100 * 1.3 / (min(before, 4) + 2))
    assert likeness("raw materials", "raw building materials") == round(100 * 2 / (2 * 3) ** 0.5)
    assert likeness("raw building materials", "raw materials") == round(100 * 2 / (2 * 3) ** 0.5)
    assert likeness("boats raw materials wool", "materials raw") == round(100 * 2 / (4 * 2) ** 0.5)


def words_looked_for(draft: str, *sample: str, language: str = "en") -> list[tuple[str, ...]]:
    return [tuple(term.words[0] for term in row) for row in looked_for(Draft(draft, language), sample)]


def test_what_few_hold_is_looked_for_in_any_of_its_forms_and_common_words_are_not() -> None:
    assert looked_for(Draft("the police", "en"), ["Where the money goes."]) == [
        (Term(("police",), frozenset({"_en_polic"})),)
    ]
    assert words_looked_for("Police, policing", "Money.") == [("police",)]
    assert words_looked_for("the and of", "Money.") == []
    assert words_looked_for("公園", "道路", language="ja") == [("公園",), ("園",)]


def test_what_many_hold_is_looked_for_together_where_few_hold_it_together() -> None:
    money, police, both = "All money.", "Our police.", "Police and money."
    assert words_looked_for("police money", *[money, police] * 60) == [("money", "police")]
    assert words_looked_for("police money crowds", *[money, police] * 60) == [("crowds",), ("money", "police")]
    # One of a hundred may.
    assert words_looked_for("police money", *[money, police] * 60, both) == [("money", "police")]
    assert words_looked_for("police money", *[money, police, both] * 40) == []
    in_threes = ["Police and money.", "Money for crowds.", "Crowds and police."] * 40
    assert words_looked_for("police money crowds", *in_threes) == [("crowds", "money", "police")]


def test_no_more_is_looked_for_in_a_long_draft_than_the_rarest_words() -> None:
    draft = " ".join(f"word{number}" for number in range(40))
    sample = [" ".join(f"word{number}" for number in range(most)) for most in range(20)]
    rows = words_looked_for(draft, *sample)
    assert len(rows) == 12
    assert set(rows) <= {(f"word{number}",) for number in range(19, 40)}
