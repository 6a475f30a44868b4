"""Two revisions in one text: either can be read from it, to the letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.texts.diffs import Change
from deliberate.domain.texts.marks import MarkKind
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.texts.spans import Call, Run, Span, Style
from deliberate.domain.texts.tracked import Pair, pairs, tracked
from tests.steps import lines_run

STRONG = (Style(MarkKind.STRONG),)
KEPT, REMOVED, ADDED = Change.KEPT, Change.REMOVED, Change.ADDED


def test_words_are_kept_removed_and_added_with_their_spaces() -> None:
    assert tracked([Span("Pay after an audit.")], [Span("Pay before each audit. Soon.")]) == [
        (KEPT, Span("Pay ")),
        (REMOVED, Span("after an")),
        (ADDED, Span("before each")),
        (KEPT, Span(" audit.")),
        (ADDED, Span(" Soon.")),
    ]


def test_a_word_with_other_marks_than_before_was_removed_and_added() -> None:
    assert tracked([Span("so it is")], [Span("so "), Span("it", STRONG), Span(" is")]) == [
        (KEPT, Span("so ")),
        (REMOVED, Span("it")),
        (ADDED, Span("it", STRONG)),
        (KEPT, Span(" is")),
    ]


def test_a_note_that_is_called_where_none_was_is_added_and_the_words_stay() -> None:
    assert tracked([Span("It leaks.")], [Span("It leaks"), Call("1"), Span(".")]) == [
        *((KEPT, Span("It ")), (REMOVED, Span("leaks.")), (ADDED, Span("leaks")), (ADDED, Call("1"))),
        (ADDED, Span(".")),
    ]
    assert tracked([Span("It leaks.")], [Span("It leaks."), Call("1")]) == [
        (KEPT, Span("It leaks.")),
        (ADDED, Call("1")),
    ]


def test_signs_that_are_written_without_spaces_are_compared_one_by_one() -> None:
    assert tracked([Span("水位高")], [Span("水位低")]) == [
        *((KEPT, Span("水位")), (REMOVED, Span("高")), (ADDED, Span("低"))),
    ]


runs = st.lists(
    st.one_of(
        st.builds(Call, st.sampled_from("12")),
        st.builds(Span, st.text("ab 水\n\u00a0.", min_size=1, max_size=6), st.sampled_from([(), STRONG])),
    ),
    max_size=6,
)


def letters(found: list[Run]) -> list[tuple[str, object]]:
    """Each letter with its styles, so that it does not matter how spans are parted."""
    return [
        one
        for run in found
        for one in ([(run.note, "note")] if isinstance(run, Call) else [(letter, run.styles) for letter in run.text])
    ]


@given(runs, runs)
def test_both_texts_are_had_back_to_the_letter(old: list[Run], new: list[Run]) -> None:
    both = tracked(old, new)
    assert letters([run for change, run in both if change is not ADDED]) == letters(old)
    assert letters([run for change, run in both if change is not REMOVED]) == letters(new)
    assert all(isinstance(run, Call) or run.text for _, run in both)


def test_what_is_the_same_has_no_changes() -> None:
    text: list[Run] = [Span("So "), Span("it", STRONG), Call("1"), Span(" is. ")]
    assert tracked(text, text) == [(KEPT, run) for run in text]
    assert tracked([], []) == []


def test_texts_four_times_as_long_take_four_times_the_steps_though_they_repeat_their_words() -> None:
    def steps(words: int) -> int:
        return lines_run(lambda: tracked([Span("a b " * words)], [Span("b a a " * (words * 2 // 3))]))

    assert steps(240) < 5 * steps(60)


def passage(anchor: str, text: str = "Text.", kind: PassageKind = PassageKind.PARAGRAPH) -> Passage:
    return Passage(anchor, kind, 0, text)


def kind(one: Passage) -> PassageKind:
    return one.kind


def test_passages_are_paired_by_their_anchors_in_order_and_the_others_stand_where_they_stood() -> None:
    old = [passage("a"), passage("b", "Two."), passage("c"), passage("d")]
    new = [passage("a"), passage("d"), passage("b", "2."), passage("e"), passage("c", kind=PassageKind.QUOTATION)]
    assert pairs(old, new, kind) == [
        Pair(old[0], new[0]),
        Pair(None, new[1]),
        Pair(old[1], new[2]),
        Pair(old[2], None),
        Pair(old[3], None),
        Pair(None, new[3]),
        Pair(None, new[4]),
    ]
    assert [pair.change for pair in pairs(old, new, kind)][:4] == [KEPT, ADDED, KEPT, REMOVED]


anchors = st.lists(st.sampled_from("abcdef"), unique=True)


@given(anchors, anchors)
def test_each_revision_is_whole_and_in_its_own_order(one: list[str], other: list[str]) -> None:
    old, new = [passage(anchor) for anchor in one], [passage(anchor, "New.") for anchor in other]
    found = pairs(old, new, kind)
    assert [pair.before for pair in found if pair.before] == old
    assert [pair.after for pair in found if pair.after] == new
