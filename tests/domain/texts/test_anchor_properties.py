"""What holds of the fates of passages whatever the two documents are."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.texts.anchors import carry_anchors, fates
from deliberate.domain.texts.passages import Passage, PassageKind, anchored

# Few words and short passages: much is alike, stands there twice or is part of another.
WORDS = ["park", "bus", "tree", "cost", "pays", "10", "of", "the", "木", "車", "駅", "前"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
KINDS = st.sampled_from(PassageKind)
PASSAGES = st.builds(Passage, st.just(""), KINDS, st.integers(0, 3), TEXTS)
DOCUMENTS = st.lists(PASSAGES, max_size=12).map(anchored)
TOLD_APART = st.lists(PASSAGES, max_size=12, unique_by=lambda passage: passage.text).map(anchored)


@given(DOCUMENTS, DOCUMENTS)
def test_every_old_passage_has_one_fate_and_it_is_one_of_three(old: list[Passage], new: list[Passage]) -> None:
    found = fates(old, new)
    assert [fate.anchor for fate in found] == [passage.anchor for passage in old]
    for fate in found:
        assert fate.certain is (fate.candidates == ())
        assert not fate.places or not fate.candidates
        assert list(fate.places) == sorted({*fate.places})
        assert len({*fate.candidates}) == len(fate.candidates) <= 3
        assert {*fate.places, *fate.candidates} <= {*range(len(new))}


@given(DOCUMENTS, DOCUMENTS)
def test_it_is_the_same_each_time(old: list[Passage], new: list[Passage]) -> None:
    assert fates(old, new) == fates(old, new)


@given(DOCUMENTS)
def test_in_a_document_that_is_the_same_everything_stays(old: list[Passage]) -> None:
    assert [fate.places for fate in fates(old, old)] == [(place,) for place in range(len(old))]
    assert carry_anchors(old, old, set()) == old


@given(st.data(), TOLD_APART)
def test_in_another_order_everything_is_kept(data: st.DataObject, old: list[Passage]) -> None:
    new = data.draw(st.permutations(old))
    assert [new[fate.places[0]].anchor for fate in fates(old, new)] == [passage.anchor for passage in old]
    assert carry_anchors(old, new, set()) == new


@given(st.data(), DOCUMENTS)
def test_what_stands_there_several_times_is_kept_as_often_in_any_order(data: st.DataObject, old: list[Passage]) -> None:
    new = data.draw(st.permutations(old))
    found = [fate.places for fate in fates(old, new)]
    assert Counter(found) == Counter((place,) for place in range(len(new)))
    assert all(new[place].text == passage.text for passage, (place,) in zip(old, found, strict=True))


@given(DOCUMENTS, DOCUMENTS)
def test_no_heading_becomes_anything_else_or_the_other_way_round(old: list[Passage], new: list[Passage]) -> None:
    for passage, fate in zip(old, fates(old, new), strict=True):
        is_heading = passage.kind is PassageKind.HEADING
        assert all((new[place].kind is PassageKind.HEADING) is is_heading for place in fate.places)


@given(DOCUMENTS, DOCUMENTS)
def test_only_what_was_joined_is_at_one_place(old: list[Passage], new: list[Passage]) -> None:
    """Then the words of each are there, beside others."""
    pairs = [(passage, place) for passage, fate in zip(old, fates(old, new), strict=True) for place in fate.places]
    count = Counter(place for _, place in pairs)
    for passage, place in pairs:
        if count[place] > 1:
            assert passage.text != new[place].text
            assert {*passage.text} & {*new[place].text}


@given(DOCUMENTS, DOCUMENTS, st.sets(st.sampled_from(["park", "bus", "untitled"])))
def test_each_new_passage_has_an_anchor_of_its_own_an_old_one_only_where_that_passage_went(
    old: list[Passage], new: list[Passage], used: set[str]
) -> None:
    places = {fate.anchor: fate.places for fate in fates(old, new)}
    carried = [passage.anchor for passage in carry_anchors(old, [*map(_without_anchor, new)], used)]
    assert len({*carried}) == len(new)
    assert "" not in carried
    for place, anchor in enumerate(carried):
        assert place in places[anchor] if anchor in places else anchor not in used
    named = {place for its in places.values() for place in its[:1]}
    assert named <= {place for place, anchor in enumerate(carried) if anchor in places}


def _without_anchor(passage: Passage) -> Passage:
    return Passage("", passage.kind, passage.level, passage.text)
