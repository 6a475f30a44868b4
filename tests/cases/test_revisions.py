"""Revisions after which an objection stood where it was not raised, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from deliberate.domain.texts.anchors import carry_anchors, fates
from deliberate.domain.texts.passages import Passage
from deliberate.formats.reading import read_document


@dataclass(frozen=True)
class Case:
    """`raised_on` is the passage that was objected to; `went` are those it became, `asked` those it may have become."""

    before: str
    after: str
    raised_on: str
    went: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


NORTH, SOUTH, WEST = (f"Ward {name} elects three councillors." for name in ("North", "South", "West"))
DOGS = "Owners must keep dogs on a lead in the park at all times."
NO_DOGS = "Owners need not keep dogs on a lead in the park at any time."
BUSES = "The council buys two buses, and the drivers are trained in spring."
ROUTE = "The old town route is closed to cars."
MILL, BOATS = "The first lamp stands by the door of the mill.", "The second lamp is for the boats on the river."
CASES = {
    "one of a row of like passages is struck out, another one added": Case(
        f"## Seats\n\n{NORTH}\n\n{SOUTH}\n", f"## Seats\n\n{SOUTH}\n\n{WEST}\n", NORTH, asked=(WEST,)
    ),
    "a passage is turned round": Case(DOGS, NO_DOGS, DOGS, went=(NO_DOGS,)),
    "a passage is split": Case(f"{BUSES} {ROUTE}", f"{BUSES}\n\n{ROUTE}", f"{BUSES} {ROUTE}", went=(BUSES, ROUTE)),
    "a passage is struck out": Case(f"{MILL}\n\n{BOATS}", MILL, BOATS),
}


def passages(text: str) -> tuple[Passage, ...]:
    return read_document(text).passages


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_was_objected_to_went_where_a_reader_would_say(case: Case) -> None:
    old, new = passages(case.before), passages(case.after)
    [fate] = [fate for passage, fate in zip(old, fates(old, new), strict=True) if passage.text == case.raised_on]
    assert tuple(new[place].text for place in fate.places) == case.went
    assert tuple(new[place].text for place in fate.candidates) == case.asked


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_an_objection_stays_with_the_first_of_what_it_surely_went_to_and_else_with_none(case: Case) -> None:
    old, new = passages(case.before), passages(case.after)
    [anchor] = [passage.anchor for passage in old if passage.text == case.raised_on]
    carried = carry_anchors(old, [Passage("", one.kind, one.level, one.text) for one in new], set())
    assert [passage.text for passage in carried if passage.anchor == anchor] == [*case.went[:1]]
