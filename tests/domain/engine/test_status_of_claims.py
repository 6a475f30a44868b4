"""What became of a point that a revision claims to deal with."""

from __future__ import annotations

import pytest

from deliberate.domain.engine.assessment import Rules, assess
from deliberate.domain.engine.status import QUORUM
from deliberate.domain.graph import Claim, Graph, Node, State
from deliberate.domain.labels import Label
from deliberate.domain.statuses import Status
from tests.domain.engine.points import OWNER, accepted, claimed, status, why


@pytest.mark.parametrize("quorum", [1, 3, 5])
def test_the_site_says_how_many_people_confirm_a_claim(quorum: int) -> None:
    def found(holds: int) -> Status:
        return assess(Graph([claimed(holds=holds)]), OWNER, Rules(quorum=quorum)).status[1]

    assert (found(quorum - 1), found(quorum)) == (Status.ADDRESSED, Status.RESOLVED)


def test_a_claim_that_nobody_confirmed_addresses_and_resolves_nothing() -> None:
    claim = why(claimed())
    assert (claim.status, str(claim.reason)) == (
        Status.ADDRESSED,
        "Revision 2 claims to deal with it. Nobody has confirmed that yet.",
    )
    assert status(claimed(holds=QUORUM - 1)) is Status.ADDRESSED


def test_the_person_who_raised_it_or_more_of_enough_voters_resolve_it() -> None:
    assert status(claimed(holds=1, raiser=True)) is Status.RESOLVED
    assert status(claimed(holds=1, fails=5, raiser=True)) is Status.RESOLVED
    assert status(claimed(holds=2, fails=1)) is Status.RESOLVED
    assert status(claimed(holds=2, fails=2)) is Status.ADDRESSED
    confirmed = why(claimed(holds=QUORUM)).reason
    assert str(confirmed) == "3 of the 3 people who judged it say that revision 2 deals with it."


def test_a_claim_that_is_denied_leaves_the_point_as_the_replies_have_it() -> None:
    for denied in (claimed(fails=1, raiser=False), claimed(holds=1, fails=2)):
        assert status(denied) is Status.OPEN
        assert status(denied, accepted(2, Label.REBUTTAL, 1)) is Status.ANSWERED
    assert status(claimed(holds=3, fails=1, raiser=False)) is Status.RESOLVED


def test_a_claim_comes_before_what_replies_say() -> None:
    granted = Node(2, Label.CONCESSION, OWNER, parent=1)
    assert status(claimed(), granted) is Status.ADDRESSED
    assert status(claimed(), accepted(3, Label.SAFEGUARD, 1)) is Status.ADDRESSED


def test_the_latest_claim_about_a_point_or_its_merged_twin_counts() -> None:
    twin = Node(2, Label.OBJECTION, 2, state=State.MERGED, merged_into=1, claim=Claim(3, 1, 0, True))
    assert status(claimed(fails=1, raiser=False), twin) is Status.RESOLVED
    assert status(claimed(revision=4), twin) is Status.ADDRESSED
