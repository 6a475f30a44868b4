"""What changed between two texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.texts.diffs import Change, Run, aligned, passage_changes, word_diff
from deliberate.domain.texts.passages import Passage, PassageKind
from tests.steps import lines_run

WORDS = st.lists(st.sampled_from(["a", "b", "c", "money", "audit,", "\n\n"]), max_size=30).map(" ".join).map(str.strip)


def test_removed_words_stand_before_what_replaced_them() -> None:
    assert word_diff("Pay after an audit.", "Pay before each audit.") == [
        Run(Change.KEPT, "Pay "),
        Run(Change.REMOVED, "after an "),
        Run(Change.ADDED, "before each "),
        Run(Change.KEPT, "audit."),
    ]


def test_equal_texts_have_no_changes() -> None:
    assert word_diff("As it was.", "As it was.") == [Run(Change.KEPT, "As it was.")]
    assert word_diff("", "") == []


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_the_difference(old: str, new: str) -> None:
    runs = word_diff(old, new)
    assert all(run.text for run in runs)
    assert "".join(run.text for run in runs if run.change is not Change.REMOVED) == new
    assert " ".join(run.text for run in runs if run.change is not Change.ADDED).split() == old.split()


def test_texts_four_times_as_long_take_four_times_the_steps_though_they_repeat_their_words() -> None:
    def steps(words: int) -> int:
        return lines_run(lambda: word_diff("a b " * words, "b a a " * (words * 2 // 3)))

    word_diff("one", "two")  # what is loaded the first time is no step
    assert steps(240) < 5 * steps(60)


def passage(anchor: str, text: str) -> Passage:
    return Passage(anchor, PassageKind.PARAGRAPH, 0, text)


def test_changed_added_and_removed_passages_stand_in_the_new_order() -> None:
    old = [passage("gone-first", "Gone."), passage("a", "One."), passage("b", "Two dogs."), passage("c", "Three.")]
    new = [passage("b", "Two cats."), passage("a", "One."), passage("d", "Four.")]
    assert [(one.change, one.passage.anchor) for one in passage_changes(old, new)] == [
        (Change.REMOVED, "gone-first"),
        (Change.KEPT, "b"),
        (Change.REMOVED, "c"),
        (Change.ADDED, "d"),
    ]
    assert passage_changes(old, new)[1].runs == (
        Run(Change.KEPT, "Two "),
        Run(Change.REMOVED, "dogs."),
        Run(Change.ADDED, "cats."),
    )


def moved(old: str, new: str) -> str:
    """The anchors that are said to have moved, of one letter each."""
    before, after = ([passage(letter, f"Text {letter}.") for letter in side] for side in (old, new))
    changes = passage_changes(before, after)
    assert all(change.change is Change.KEPT and not change.reworded for change in changes if change.moved)
    return "".join(change.passage.anchor for change in changes if change.moved)


def test_as_few_passages_as_can_be_are_said_to_have_moved() -> None:
    assert moved("abcdef", "abcdef") == ""
    assert moved("abcdef", "fabcde") == "f"
    assert moved("abcdef", "bcdaef") == "a"
    assert moved("abcdef", "abxcyf") == "", "those that are new or gone move nothing"
    assert len(moved("abcd", "dcba")) == 3


def test_a_passage_can_move_and_change() -> None:
    old = [passage("a", "One."), passage("b", "Two dogs."), passage("c", "Three.")]
    [change] = passage_changes(old, [passage("b", "Two cats."), passage("a", "One."), passage("c", "Three.")])
    assert (change.moved, change.reworded) == (True, True)
    assert ["".join(run.text for run in side) for side in (change.old, change.new)] == ["Two dogs.", "Two cats."]


@given(st.permutations("abcdefgh"))
def test_what_has_not_moved_stands_in_the_order_it_was_in(order: list[str]) -> None:
    gone = set(moved("abcdefgh", "".join(order)))
    stays = [letter for letter in order if letter not in gone]
    assert stays == sorted(stays)


SIDES = st.lists(st.sampled_from("abcd"), max_size=12)


@given(SIDES, SIDES)
def test_what_is_aligned_is_the_same_and_each_side_stays_in_order(old: list[str], new: list[str]) -> None:
    found = list(aligned(old, new))
    assert [before for before, _ in found if before is not None] == [*range(len(old))]
    assert [after for _, after in found if after is not None] == [*range(len(new))]
    assert all(old[before] == new[after] for before, after in found if before is not None and after is not None)
    # Between what is kept, what was removed stands before what was added.
    fates = ["k" if None not in pair else "r" if pair[1] is None else "a" for pair in found]
    assert "ar" not in "".join(fates)
