"""Anchors are made of a passage's own words, and survive a revision that keeps or lightly edits its text."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

import pytest

from deliberate.domain.texts import passages
from deliberate.domain.texts.passages import Passage, PassageKind, anchored, carry_anchors, name_of
from tests.steps import lines_run


def paragraph(text: str, anchor: str = "") -> Passage:
    return Passage(anchor, PassageKind.PARAGRAPH, 0, text)


def item(text: str, anchor: str = "") -> Passage:
    return Passage(anchor, PassageKind.ITEM, 1, text)


def anchors(passages: list[Passage]) -> list[str]:
    return [passage.anchor for passage in passages]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Right to opt out: After a trial, citizens vote.", "Right to opt out"),
        ("Work with U.S. companies: They build it.", "Work with U.S. companies"),
        ("They have promised. Then: nothing.", ""),
        ("The plan is this:", ""),
        ("No colon at all", ""),
        (f"{'long ' * 20}: text", ""),
        (f"{'n' * 80}: text", "n" * 80),
        (f"{'n' * 81}: text", ""),
    ],
)
def test_a_name_is_what_stands_before_the_colon(text: str, name: str) -> None:
    assert name_of(text) == name


def test_an_item_is_addressed_by_its_name_and_a_paragraph_by_its_words() -> None:
    text = "Right to opt out: After a trial, citizens vote."
    assert anchors(anchored([item(text), paragraph(text)])) == [
        "right-to-opt-out",
        "right-to-opt-out-after-a",
    ]


def test_the_same_words_twice_get_numbers() -> None:
    assert anchors(anchored([paragraph("More trees")] * 3)) == ["more-trees", "more-trees-2", "more-trees-3"]


def test_a_number_that_is_a_word_of_another_passage_is_passed_over() -> None:
    given = anchored([paragraph("More trees 2"), paragraph("More trees"), paragraph("More trees")])
    assert anchors(given) == ["more-trees-2", "more-trees", "more-trees-3"]


def test_an_anchor_that_was_ever_used_is_not_given_again() -> None:
    assert anchors(anchored([paragraph("More trees")], {"more-trees", "more-trees-2"})) == ["more-trees-3"]


def test_an_anchor_that_is_there_stays() -> None:
    assert anchors(anchored([paragraph("More trees", "old"), paragraph("Old")])) == ["old", "old-2"]


def test_text_inserted_before_a_passage_leaves_its_anchor_alone() -> None:
    before = anchored([paragraph("More trees"), paragraph("Fewer cars")])
    after = anchored([paragraph("A preface"), paragraph("More trees"), paragraph("Fewer cars")])
    assert anchors(after)[1:] == anchors(before)


def test_four_times_the_passages_with_the_same_words_take_four_times_the_steps() -> None:
    def steps(passages: int) -> int:
        return lines_run(lambda: anchored([paragraph("More trees")] * passages))

    assert steps(2_000) < 5 * steps(500)


OLD = [
    paragraph("The council shall plant one hundred trees in the centre every year.", "trees"),
    paragraph("Cars park outside the walls, and a bus runs every ten minutes.", "cars"),
    item("A bus runs every ten minutes", "bus"),
]


def carried(*new: Passage, used: Iterable[str] = ()) -> list[str]:
    return anchors(carry_anchors(OLD, new, {*used, *anchors(OLD)}))


def test_kept_and_moved_passages_keep_their_anchors() -> None:
    assert carried(paragraph(OLD[1].text), paragraph(OLD[0].text)) == ["cars", "trees"]


def test_of_two_passages_that_an_old_one_became_the_first_keeps_its_anchor() -> None:
    first = "The council shall plant two hundred trees in the centre each year."
    found = carried(paragraph(first), paragraph(first.replace("two", "nine")))
    assert found[0] == "trees"
    assert found[1] not in {"", *anchors(OLD)}


def test_a_lightly_edited_passage_keeps_its_anchor() -> None:
    text = "The council shall plant two hundred trees in the centre each year."
    assert carried(paragraph(text)) == ["trees"]


def test_a_passage_with_a_clause_added_or_struck_out_keeps_its_anchor_in_its_place() -> None:
    shorter = "The council reads the accounts once a year."
    longer = "The council reads the accounts once a year, and publishes an audit of every transfer it makes."
    old = [*OLD, paragraph(shorter, "accounts"), paragraph("The end", "end")]
    for before, after in ((shorter, longer), (longer, shorter)):
        old[3] = paragraph(before, "accounts")
        assert anchors(carry_anchors(old, [*OLD, paragraph(after), paragraph("The end")], set()))[3] == "accounts"
    first = [paragraph(longer), *OLD]
    assert anchors(carry_anchors([paragraph(shorter, "accounts"), *OLD], first, set()))[0] == "accounts"
    # Elsewhere the same words may be about something else.
    moved = carry_anchors(old, [paragraph(old[3].text + longer), *OLD, paragraph("The end")], set())
    assert anchors(moved)[1:] == [*anchors(OLD), "end"]
    assert anchors(moved)[0] != "accounts"


def test_passages_with_clauses_added_keep_their_order_so_the_earlier_one_does_not_come_after() -> None:
    accounts, bus = "The council reads the accounts once a year.", "A bus runs every ten minutes from dawn."
    old = [*OLD, paragraph(accounts, "accounts"), paragraph(bus, "minutes")]
    more = " In the night there are taxis, which cost as much as a ticket and must not be shared."
    in_order = [*OLD, paragraph(accounts + more), paragraph(bus + more)]
    assert anchors(carry_anchors(old, in_order, set()))[3:] == ["accounts", "minutes"]
    turned = [*OLD, paragraph(bus + more), paragraph(accounts + more)]
    assert anchors(carry_anchors(old, turned, set()))[3:] == ["minutes", "the-council-reads-the-accounts-once"]


def test_a_word_in_common_is_not_enough() -> None:
    old = [paragraph("Costs", "costs")]
    assert anchors(carry_anchors(old, [paragraph("Costs are borne by the council alone.")], set())) != ["costs"]


def test_a_rewritten_passage_gets_an_anchor_never_used_before() -> None:
    text = "Trees are planted wherever the people of a street ask for them."
    assert carried(paragraph(text), used={"trees-are-planted-wherever-the-people"}) == [
        "trees-are-planted-wherever-the-people-2"
    ]


def test_a_removed_passage_leaves_its_anchor_unused() -> None:
    assert carried(paragraph("Trees"), paragraph("Cars")) == ["trees-2", "cars-2"]
    assert anchors(carry_anchors(OLD, [paragraph("Bus")], set())) == ["bus-2"]


def test_a_passage_of_another_kind_is_another_passage() -> None:
    assert carried(paragraph(OLD[2].text)) == ["a-bus-runs-every-ten-minutes"]


def test_the_same_passage_twice_keeps_both_anchors_in_order() -> None:
    old = [paragraph("More trees", "first"), paragraph("More trees", "second")]
    assert anchors(carry_anchors(old, [paragraph("More trees")] * 3, set())) == ["first", "second", "more-trees"]


def test_a_passage_that_stayed_is_not_taken_by_its_edited_twin() -> None:
    text = "The council shall plant one hundred trees in the park every year."
    assert carried(paragraph(text), paragraph(OLD[0].text)) == ["the-council-shall-plant-one-hundred", "trees"]


def test_a_document_four_times_as_long_edited_throughout_keeps_its_anchors_in_four_times_the_steps() -> None:
    letters = Random(1)
    old = anchored([paragraph("".join(letters.choices("abcdefgh ", k=150)).strip()) for _ in range(3_000)])

    def steps(passages: int) -> int:
        before = old[:passages]
        new = [paragraph("A new preface to it all")] * 20 + [paragraph(f"{one.text} more") for one in before[60:]]
        carried: list[Passage] = []
        run = lines_run(lambda: carried.extend(carry_anchors(before, new, set())))
        assert anchors(carried)[20:] == anchors(before[60:])
        return run

    assert steps(3_000) < 5 * steps(750)


@pytest.mark.parametrize(("agreement", "is_same"), [(80, True), (79, False)])
def test_passages_are_the_same_from_the_threshold_on(agreement: int, is_same: bool) -> None:
    edited = paragraph("a" * agreement + "b" * (100 - agreement))
    (passage,) = carry_anchors([paragraph("a" * 100, "old")], [edited], set())
    assert (passage.anchor == "old") is is_same


def long_word(place: int) -> str:
    return chr(ord("a") + place) * 100


@pytest.mark.parametrize(
    ("kept", "edited", "is_found"),
    [(6, 3, False), (6, 4, True), (6, 5, True), (6, 7, True), (6, 8, True), (6, 9, False)]
    + [(None, 0, True), (None, 1, True), (None, 2, False), (1, 0, True), (1, 3, True), (1, 4, False)],
)
def test_of_very_many_passages_one_is_compared_with_the_two_before_and_after_its_place(
    kept: int | None, edited: int, is_found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`kept` is the one that it follows now; all others were struck out, and one is new. Where one fewer is looked for
    as many are compared with each."""
    monkeypatch.setattr(passages, "_COMPARED", 8)
    old = [paragraph(long_word(place), f"old-{place}") for place in range(11)]
    new = [] if kept is None else [paragraph(long_word(kept))]
    new += [paragraph(long_word(edited)[5:] + "?????")]
    assert (f"old-{edited}" in anchors(carry_anchors(old, [*new, paragraph("z" * 100)], set()))) is is_found
    monkeypatch.setattr(passages, "_COMPARED", 4)
    assert (f"old-{edited}" in anchors(carry_anchors(old, new, set()))) is is_found


@pytest.mark.parametrize(("place", "is_found"), [(0, True), (49, True), (50, False)])
def test_a_clause_that_was_added_is_looked_for_in_the_fifty_passages_after_the_kept_one(
    place: int, is_found: bool
) -> None:
    gone = [f"alpha{at} beta{at} gamma{at} delta{at}" for at in range(51)]
    old = [OLD[0], *(paragraph(text, f"gone-{at}") for at, text in enumerate(gone))]
    added = paragraph(f"{gone[place]} and a clause that stands behind it and is much longer than what it was added to")
    found = anchors(carry_anchors(old, [OLD[0], added], set()))
    assert (found[1] == f"gone-{place}") is is_found


def test_three_words_are_too_few_to_tell_a_passage_by_and_four_are_not() -> None:
    clause = " and a clause that stands behind it and is much longer than what it was added to"
    for words, is_found in (("Costs rise quickly", False), ("Costs rise quickly everywhere", True)):
        found = carry_anchors([OLD[0], paragraph(words, "costs")], [OLD[0], paragraph(words + clause)], set())
        assert (found[1].anchor == "costs") is is_found


def test_a_passage_that_was_kept_keeps_its_own_anchor_beside_one_that_held_its_words_and_is_gone() -> None:
    more = paragraph(f"{OLD[0].text} In the night there are taxis, which cost as much as a ticket.", "more")
    assert anchors(carry_anchors([OLD[0], more], [OLD[0]], set())) == ["trees"]
