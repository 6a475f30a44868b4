"""The worked examples of the page about statuses."""

from __future__ import annotations

import pytest

from deliberate.domain.engine.assessment import Rules
from deliberate.domain.engine.examples import Box, asked_table, examples
from deliberate.domain.engine.formulas import formulas
from deliberate.domain.engine.semantics import Semantics
from deliberate.domain.labels import Label, allowed
from deliberate.domain.statuses import Outcome, Status

EVERY = [Rules(semantics, quorum) for semantics in Semantics for quorum in (1, 2, 3, 5, 20, 50)]


@pytest.mark.parametrize("rules", EVERY, ids=str)
def test_each_example_is_one_of_what_it_is_called_by_whatever_rules(rules: Rules) -> None:
    found = examples(rules)
    assert [found[outcome].box.outcome for outcome in Outcome] == list(Outcome)
    assert found["refuted"].box.refuted
    assert found["narrowly"].narrow
    assert found["standing"].standing.low < found["standing"].standing.standing < found["standing"].standing.high
    assert all(example.reason for example in found.values())


@pytest.mark.parametrize("rules", EVERY, ids=str)
def test_only_what_is_narrow_few_share_or_refuted_is_called_so(rules: Rules) -> None:
    found = examples(rules)
    assert [name for name, example in found.items() if example.box.outcome is Outcome.FEW_SHARE] == ["few-share"]
    assert [name for name, example in found.items() if example.box.refuted] == ["refuted"]
    assert not any(found[status].narrow for status in Status if status is not Status.RESOLVED)


def test_what_replies_in_an_example_may_reply_to_that() -> None:
    for example in examples(Rules()).values():
        for reply in example.box.replies:
            assert reply.label in allowed(example.box.label)


def test_the_examples_carry_the_numbers_of_the_engine() -> None:
    found = examples(Rules())
    assert "Accepted by 26 of 30 who took sides; 23 are asked for because 500 hold this point." in str(
        found[Status.ANSWERED].reason
    )
    assert "Not yet: 3 of 3 accept it; 20 more are needed, because 500 hold this point." in str(
        found[Status.CONTESTED].reason
    )


def test_how_many_are_asked_for_is_the_square_root_and_never_fewer_than_the_site_says() -> None:
    assert asked_table(Rules()) == [(9, 3), (40, 7), (500, 23), (2_000, 45)]
    assert asked_table(Rules(quorum=10)) == [(9, 10), (40, 10), (500, 23), (2_000, 45)]


def test_the_formula_by_which_replies_are_put_together_is_that_of_the_site() -> None:
    told = {semantics: " ".join(one.source for one in formulas(Rules(semantics))) for semantics in Semantics}
    assert "Potyka" in told[Semantics.QUADRATIC_ENERGY]
    assert "DF-QuAD" in told[Semantics.DF_QUAD]
    assert "Potyka" not in told[Semantics.DF_QUAD]


def test_each_example_shows_what_its_words_speak_of() -> None:
    def told(box: Box) -> tuple[object, ...]:
        return (str(box.label), box.agree, box.disagree, *map(told, box.replies))

    assert {str(name): told(example.box) for name, example in examples(Rules()).items()} == {
        "open": ("objection", 9, 1),
        "contested": ("objection", 500, 60, ("safeguard", 3, 0)),
        "answered": ("objection", 500, 60, ("safeguard", 26, 4)),
        "conceded": ("objection", 9, 2, ("concession", 0, 0)),
        "addressed": ("objection", 40, 5),
        "resolved": ("objection", 9, 1),
        "few-share": ("objection", 4, 40),
        "narrowly": ("objection", 40, 5, ("safeguard", 6, 0)),
        "refuted": ("support", 9, 3, ("rebuttal", 8, 1)),
        "standing": ("objection", 40, 4, ("safeguard", 26, 4), ("evidence", 5, 1)),
    }


def test_only_a_concession_is_the_owners() -> None:
    boxes = [box for example in examples(Rules()).values() for box in (example.box, *example.box.replies)]
    assert {box.label for box in boxes if box.by_owner} == {Label.CONCESSION}
