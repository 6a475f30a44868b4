"""Where passages went in the next revision: what is certain, what is asked or gone, and which anchors are carried."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from deliberate.domain.texts.anchors import carry_anchors, fates
from deliberate.domain.texts.passages import Passage, PassageKind, anchored

KINDS = {"#": PassageKind.HEADING, "-": PassageKind.ITEM, "|": PassageKind.TABLE}


def passages(*lines: str) -> list[Passage]:
    """'#' before a heading, '-' before an item, '|' before a row of a table."""
    kinds = [KINDS.get(line[0], PassageKind.PARAGRAPH) for line in lines]
    levels = [int(kind in (PassageKind.HEADING, PassageKind.ITEM)) for kind in kinds]
    texts = [line.lstrip("#-| ") for line in lines]
    return anchored(Passage("", *each) for each in zip(kinds, levels, texts, strict=True))


def went(old: Sequence[str], new: Sequence[str]) -> list[str | list[str]]:
    """For each old line the new one, those it was split into joined by ' / '; a list of those that are asked about."""
    after = [line.lstrip("#-| ") for line in new]
    found: list[str | list[str]] = []
    for fate in fates(passages(*old), passages(*new)):
        places = [after[place] for place in fate.places]
        found.append(" / ".join(places) if fate.certain else [after[place] for place in fate.candidates])
    return found


def carried(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The number of the old line whose anchor each new one has."""
    before = passages(*old)
    numbers = {passage.anchor: str(number) for number, passage in enumerate(before)}
    return [numbers.get(passage.anchor, "new") for passage in carry_anchors(before, passages(*new), set())]


PARK = "Dogs are kept on a lead in the whole park, also early in the morning."
TREES = "The council plants one hundred trees in the centre every spring."
BUSES = "A bus runs every ten minutes from the market to the harbour."
COSTS = "The works cost forty thousand, half of which the county pays."
TOWN = ["# The town", PARK, TREES, BUSES, COSTS]


def test_what_stands_there_word_for_word_is_found_wherever_it_went() -> None:
    assert went(TOWN, TOWN) == ["The town", PARK, TREES, BUSES, COSTS]
    assert went(TOWN, ["# The town", COSTS, TREES, PARK, BUSES]) == ["The town", PARK, TREES, BUSES, COSTS]


def test_a_reworded_passage_is_found_in_its_place_even_if_less_than_half_is_kept() -> None:
    new = "Dogs are on a lead wherever there are children, also early at night."
    assert went(TOWN, ["# The town", new, TREES, BUSES, COSTS])[1] == new


def test_a_passage_that_now_says_the_opposite_is_the_same_one_changed() -> None:
    before = "Owners must keep dogs on a lead in the park at all times."
    after = "Owners need not keep dogs on a lead in the park at any time."
    assert went([*TOWN, before], [*TOWN, after])[-1] == after


def test_a_reworded_passage_is_found_elsewhere_if_enough_of_it_is_kept() -> None:
    new = "The council plants two hundred trees in the old centre every second spring."
    assert went(TOWN, ["# The town", PARK, BUSES, COSTS, new])[2] == new


def test_a_short_passage_that_was_changed_and_moved_is_asked_about() -> None:
    assert went(["Ten trees.", *TOWN], [*TOWN, "Nine trees."])[0] == ["Nine trees."]


def test_a_passage_in_its_place_that_has_only_a_word_in_common_is_asked_about() -> None:
    old, new = ["# The town", "Two benches stand there", COSTS], ["# The town", "Six lamps shine there", COSTS]
    assert went(old, new)[1] == ["Six lamps shine there"]


def test_a_passage_that_has_nothing_in_common_with_any_is_gone_whatever_stands_in_its_place() -> None:
    new = "Whoever lives here may object until March, in writing."
    assert went(TOWN, ["# The town", new, TREES, BUSES, COSTS])[1] == ""


@pytest.mark.parametrize(
    "decoy",
    [
        "The council plants one hundred trees and publishes what was said about them by everybody who lives here.",
        "Nothing may be built, nor may anything be sold, among the trees in the centre every spring.",
    ],
)
def test_a_new_passage_elsewhere_that_only_begins_or_ends_alike_is_asked_about(decoy: str) -> None:
    assert went(TOWN, ["# The town", PARK, BUSES, COSTS, decoy])[2] == [decoy]


NORTH, SOUTH, WEST = (f"Ward {name} elects three councillors." for name in ("North", "South", "West"))


@pytest.mark.parametrize("new", [(SOUTH, WEST), (WEST, SOUTH), (SOUTH, PARK, WEST)])
def test_one_of_a_row_that_was_struck_out_is_not_taken_for_a_new_one_like_the_others(new: Sequence[str]) -> None:
    assert went(["# Seats", NORTH, SOUTH, PARK], ["# Seats", *new, PARK])[1] == [WEST]
    assert carried(["# Seats", NORTH, SOUTH, PARK], ["# Seats", *new, PARK])[1 + new.index(WEST)] == "new"


def test_without_others_like_it_a_short_passage_with_another_name_is_the_same_only_in_its_place() -> None:
    assert went(["# Seats", NORTH, PARK, BUSES], ["# Seats", WEST, PARK, BUSES])[1] == WEST
    assert went(["# Seats", NORTH, PARK, BUSES], ["# Seats", PARK, WEST, BUSES])[1] == [WEST]


def test_one_of_a_row_that_got_another_number_stays_itself() -> None:
    new = NORTH.replace("three", "four")
    assert went([*TOWN, NORTH, SOUTH], [*TOWN, new, SOUTH])[-2:] == [new, SOUTH]
    numbers = [
        (f"{name} is open on {day} days.", f"{name} is open on {day + 9} days.")
        for name, day in [("Hill Street School", 4), ("Mill Street School", 4), ("Quay Street School", 5)]
    ]
    old, revised = (["# Schools", *lines] for lines in zip(*numbers, strict=True))
    assert went(old, revised)[1:] == revised[1:]


def test_a_row_of_a_table_is_the_one_with_the_same_name_whatever_its_numbers_are() -> None:
    head = "| Street | Trees | Benches"
    old = [head, "| Mill Lane | 14 | 3", "| The Green | 9 | 5", "| Quay | 22 | 8"]
    new = [head, "| Mill Lane | 15 | 5", "| The Green | 22 | 8", "| Quay | 30 | 14"]
    assert went(old, new) == [line.lstrip("| ") for line in new]
    other = [head, "| Mill Lane | 14 | 3", "| High Street | 9 | 5", "| Quay | 22 | 8"]
    assert went(old, other)[2] == ["High Street | 9 | 5"]


def test_the_rows_of_a_long_table_of_which_all_numbers_changed_stay_themselves() -> None:
    names = [
        f"{first}{last}" for first in ("Al", "Ber", "Chi", "Dor") for last in ("ton", "by", "ham", "field", "mouth")
    ]
    old = ["# Trees", *(f"| {name} | {at + 3} | {at * 7}" for at, name in enumerate(names)), PARK]
    new = ["# Trees", *(f"| {name} | {at + 8} | {at * 9 + 1}" for at, name in enumerate(names)), PARK]
    assert carried(old, new) == [str(at) for at in range(22)]
    assert carried(old[:11] + old[12:], new[:4] + new[5:]) == [*"0123", *"56789", "10", "new", *map(str, range(11, 21))]


def test_a_definition_written_anew_below_the_same_name_in_its_place_is_the_same() -> None:
    old = ["# Words", "- Quiet street: Cars may enter it but not cross it.", "- Loan wheel: One that is lent."]
    new = ["# Words", "- Quiet street: Whoever drives there goes at walking pace.", "- Loan wheel: One that is lent."]
    assert went(old, new)[1] == new[1].lstrip("- ")


def test_both_halves_of_what_was_split_are_named_and_the_first_keeps_the_anchor() -> None:
    halves = ["The council buys two buses, and the drivers are trained in spring.", "The old route is closed to cars."]
    assert went([*TOWN, " ".join(halves)], [*TOWN, *halves])[-1] == " / ".join(halves)
    assert carried([*TOWN, " ".join(halves)], [*TOWN, *halves])[-2:] == ["5", "new"]


def test_a_part_may_be_reworded_and_there_may_be_three() -> None:
    parts = [PARK, TREES, BUSES]
    after = [PARK, TREES.replace("one hundred", "ninety"), BUSES.replace("market", "station")]
    assert went(["# The town", " ".join(parts), COSTS], ["# The town", *after, COSTS])[1] == " / ".join(after)


def test_a_large_part_is_found_elsewhere_and_a_few_words_are_not() -> None:
    old = ["# The town", f"{PARK} {TREES}", BUSES, COSTS]
    assert went(old, ["# The town", PARK, BUSES, COSTS, TREES])[1] == f"{PARK} / {TREES}"
    old = ["# The town", f"{PARK} They pay for it.", BUSES, COSTS]
    assert went(old, ["# The town", PARK, BUSES, COSTS, "They pay for it."])[1] == PARK


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_was_joined_is_named_by_all_and_keeps_the_anchor_of_the_longest(order: tuple[int, int]) -> None:
    pair = ["The bus is free on Sundays.", PARK]
    joined = " ".join(pair[at] for at in order)
    old, new = ["# The town", *(pair[at] for at in order), COSTS], ["# The town", joined, COSTS]
    assert went(old, new)[1:3] == [joined, joined]
    assert carried(old, new) == ["0", str(1 + order.index(1)), "3"]


def test_three_are_joined_and_reworded_and_one_joins_a_passage_far_away() -> None:
    joined = f"{PARK.replace('morning', 'evening')} {TREES} {BUSES.replace('ten', 'six')}"
    assert went(TOWN, ["# The town", joined, COSTS])[1:4] == [joined] * 3
    joined = f"{COSTS} {PARK}"
    assert went(TOWN, ["# The town", TREES, BUSES, joined])[1] == joined


def test_a_passage_is_not_joined_to_one_that_had_its_words_before() -> None:
    old = ["# The town", "A bus runs every ten minutes", TREES, f"{BUSES} A bus runs every ten minutes at night, too."]
    assert went(old, ["# The town", TREES, old[3]])[1] == ""


def test_a_passage_with_a_clause_added_or_struck_out_is_the_same_in_its_place_and_asked_about_elsewhere() -> None:
    short = "The council reads the accounts once a year."
    long = f"{short[:-1]}, and publishes an audit of every transfer it makes to anybody in the town or beyond it."
    for before, after in ((short, long), (long, short)):
        assert went([PARK, before, *TOWN], [PARK, after, *TOWN])[1] == after
        assert went([PARK, before, *TOWN], [PARK, *TOWN, after])[1] == [after]


def test_a_clause_may_be_longer_than_what_it_is_added_to_if_that_has_four_words() -> None:
    clause = " and a clause that stands behind it and is much longer than what it was added to"
    for words, is_found in (("Costs rise quickly", False), ("Costs rise quickly everywhere", True)):
        assert (carried([PARK, words], [PARK, words + clause])[1] == "1") is is_found
    assert carried([PARK, "Costs"], [PARK, "Costs are borne by the council alone."]) == ["0", "new"]


def test_two_passages_with_the_same_clause_added_are_told_apart_by_what_they_were() -> None:
    clause = " In the night there are taxis, which cost as much as a ticket and must not be shared."
    pair = ["The council reads the accounts once a year.", "A bus runs every ten minutes from dawn."]
    for order in ((0, 1), (1, 0)):
        new = [pair[at] + clause for at in order]
        assert carried([PARK, *pair], [PARK, *new]) == ["0", *(str(at + 1) for at in order)]


def test_a_paragraph_becomes_an_item_and_the_other_way_round_but_never_a_heading() -> None:
    assert went(TOWN, ["# The town", PARK, f"- {TREES}", BUSES, COSTS])[2] == TREES
    reworded = TREES.replace("one hundred", "ninety")
    assert went(TOWN, ["# The town", PARK, f"- {reworded}", BUSES, COSTS])[2] == reworded
    assert went([*TOWN, f"- {NORTH}"], [*TOWN, NORTH])[-1] == NORTH
    assert went(TOWN, ["# The town", PARK, f"# {TREES}", BUSES, COSTS])[2] == [TREES]
    assert went(TOWN, ["# The town", PARK, f"# {reworded}", BUSES, COSTS])[2] == ""


def test_a_heading_is_found_by_its_words_and_asked_about_if_only_what_it_stands_over_is_the_same() -> None:
    old = ["# The town", PARK, "# What the works cost", COSTS]
    assert went(old, ["# The town", PARK, "# What the works will cost us", COSTS])[2] == "What the works will cost us"
    assert went(old, ["# The town", PARK, "# Finances", COSTS])[2] == ["Finances"]
    assert went(old, ["# The town", PARK, "# Finances", BUSES, COSTS])[2] == ""


def test_of_passages_with_the_same_words_each_goes_where_its_neighbours_went() -> None:
    first, second = ["# The park", PARK, "# Costs", "None."], ["# The trees", TREES, "# Costs", "None."]
    assert carried([*first, *second], [*second, *first]) == [*"4567", *"0123"]
    assert carried([*first, *second], second) == [*"4567"]
    assert carried(["More trees", "More trees"], ["More trees"] * 3) == ["0", "new", "1"]


def test_what_was_moved_beside_one_of_several_with_the_same_words_does_not_take_the_other_one_along() -> None:
    old = ["# The park", PARK, TREES, "# Costs", COSTS, "# The bus", BUSES, "# Costs", "They are paid by the riders."]
    new = ["# The park", PARK, "# Costs", COSTS, "# The bus", BUSES, TREES, "# Costs", "They are paid by the riders."]
    assert carried(old, new) == [*"01345627", "8"]


def test_a_copy_elsewhere_leaves_the_passage_where_it_was() -> None:
    assert carried(TOWN, ["# The town", BUSES, *TOWN[1:]]) == ["0", "new", *"1234"]


def test_a_passage_that_stayed_keeps_its_anchor_beside_others_like_it() -> None:
    twin = TREES.replace("one hundred", "two hundred")
    assert carried(TOWN, ["# The town", PARK, twin, TREES, BUSES, COSTS]) == ["0", "1", "new", *"234"]
    assert carried([*TOWN, f"{PARK} In the night there are taxis."], TOWN) == [*"01234"]


def test_of_two_passages_that_an_old_one_could_have_become_neither_has_its_anchor() -> None:
    new = [TREES.replace("one hundred", number) for number in ("two hundred", "nine hundred")]
    assert carried(TOWN, ["# The town", PARK, *new, BUSES, COSTS]) == ["0", "1", "new", "new", "3", "4"]
    assert sorted(went(TOWN, ["# The town", PARK, *new, BUSES, COSTS])[2]) == sorted(new)


def test_of_a_long_passage_that_stood_there_twice_the_other_one_is_asked_about() -> None:
    old = [*TOWN, "# Once more", PARK]
    assert went(old, [*TOWN, "# Once more"])[-1] == [PARK]
    assert went([*TOWN, "# Once more", "Costs"], [*TOWN, "# Once more"])[-1] == ""


def test_there_are_at_most_three_candidates_the_likest_first() -> None:
    new = [
        "Ward South elects councillors, five of them.",
        *(f"Ward {name} elects three councillors." for name in "ABC"),
    ]
    found = went([*TOWN, NORTH], [*TOWN[:3], *new, *TOWN[3:]])[-1]
    assert len(found) == 3
    assert new[0] not in found


def test_letters_written_in_another_way_are_the_same_words() -> None:
    before = "Die Bürger zahlen für den Café-Garten am Fluss die Hälfte der Kosten."
    after = before.replace("ü", "u\u0308").replace("é", "e\u0301").upper()
    assert went([PARK, before, TREES], [PARK, TREES, after])[1] == after


def test_signs_without_words_are_found_only_as_they_are() -> None:
    assert went(["* * *", PARK], [PARK, "* * *"]) == ["* * *", PARK]
    assert went(["* * *", PARK], [PARK, "***"]) == ["", PARK]


def test_of_nothing_nothing_becomes_anything() -> None:
    assert fates([], passages(*TOWN)) == []
    assert went(TOWN, []) == [""] * 5
    assert carry_anchors(passages(*TOWN), [], set()) == []


def test_an_anchor_that_was_ever_used_is_not_given_again() -> None:
    used = {"whoever-lives-here-may-object-until"}
    new = passages("Whoever lives here may object until March.")
    assert [passage.anchor for passage in carry_anchors(passages(*TOWN), new, used)] == [
        "whoever-lives-here-may-object-until-2"
    ]
    assert [passage.anchor for passage in carry_anchors(passages("Trees"), passages("# Trees"), set())] == ["trees-2"]
