"""What became of a point that a revision claims to deal with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.engine import claims
from deliberate.domain.engine.acceptance import QUORUM
from deliberate.domain.engine.assessment import Rules, assess
from deliberate.domain.graph import Graph
from deliberate.domain.labels import Label
from deliberate.domain.nodes import Claim, Node, State
from deliberate.domain.statuses import Status
from tests.domain.engine.points import FORUM, OWNER, accepted, claimed, post, status, why


@pytest.mark.parametrize("quorum", [2, 3, 5])
def test_the_site_says_how_many_people_confirm_a_claim_at_least(quorum: int) -> None:
    def found(holds: int) -> Status | None:
        return assess(Graph([claimed(holds=holds)]), FORUM, Rules(quorum=quorum)).nodes[1].status

    assert (found(quorum - 1), found(quorum)) == (Status.ADDRESSED, Status.RESOLVED)


def test_a_claim_that_nobody_confirmed_addresses_and_resolves_nothing() -> None:
    claim = why(claimed())
    assert (claim.status, str(claim.reason)) == (
        Status.ADDRESSED,
        "Revision 2 claims to deal with it. Nobody has confirmed that yet.",
    )
    assert str(claim.change) == (
        "Stays addressed unless at least 3 more confirm it, which resolves it, or 3 more deny it; "
        "then its replies decide again."
    )
    assert status(claimed(holds=QUORUM - 1)) is Status.ADDRESSED


def test_the_person_who_raised_it_or_enough_beyond_chance_resolve_it() -> None:
    by_raiser = why(claimed(holds=1, raiser=True))
    assert str(by_raiser.reason) == "The person who raised it confirms that revision 2 deals with it."
    assert str(by_raiser.change) == "Stays resolved unless 2 more deny it or 3 more hold this point."
    assert status(claimed(holds=4, fails=1)) is Status.RESOLVED
    assert status(claimed(holds=2, fails=1)) is Status.ADDRESSED
    assert status(claimed(holds=2, fails=2)) is Status.ADDRESSED
    confirmed = why(claimed(holds=QUORUM)).reason
    assert str(confirmed) == "3 of the 3 people who judged it say that revision 2 deals with it."


@pytest.mark.parametrize(
    ("holds", "fails", "raiser", "expected"),
    [
        (1, 40, True, Status.OPEN),
        (3, 2, None, Status.ADDRESSED),
        (40, 2, None, Status.RESOLVED),
        (1, 0, True, Status.ADDRESSED),
        (0, 1, False, Status.ADDRESSED),
        (18, 0, True, Status.RESOLVED),
        (17, 0, True, Status.ADDRESSED),
    ],
)
def test_what_three_hundred_hold_neither_one_person_nor_three_resolve(
    holds: int, fails: int, raiser: bool | None, expected: Status
) -> None:
    """The word of who raised it is one of those who hold that it does."""
    found = why(claimed(holds, fails, raiser)._replace(agree=300, disagree=4))
    assert found.status is expected
    if expected in (Status.ADDRESSED, Status.RESOLVED):
        assert str(found.reason).endswith(" At least 18 are asked for because 300 hold this point.")


def test_the_word_of_who_raised_it_does_not_resolve_it_against_those_who_deny_it() -> None:
    assert status(claimed(holds=1, fails=1, raiser=True)) is Status.RESOLVED
    assert status(claimed(holds=1, fails=2, raiser=True)) is Status.ADDRESSED
    assert status(claimed(holds=1, fails=5, raiser=True)) is Status.OPEN


def test_a_claim_that_is_denied_leaves_the_point_as_the_replies_have_it_and_says_so() -> None:
    for denied in (claimed(fails=1, raiser=False), claimed(holds=1, fails=4)):
        assert status(denied) is Status.OPEN
        assert status(denied, post(2, Label.REBUTTAL, 1)) is Status.CONTESTED
        assert status(denied, accepted(2, Label.REBUTTAL, 1)) is Status.ANSWERED
    assert status(claimed(holds=3, fails=1, raiser=False)) is Status.ADDRESSED
    assert status(claimed(holds=4, fails=1, raiser=False)) is Status.RESOLVED


def test_what_who_raised_it_denies_is_not_told_as_if_nobody_had_answered() -> None:
    denied = claimed(fails=1, raiser=False)
    alone = why(denied)
    assert str(alone.reason) == "Revision 2 claimed to deal with it; the person who raised it says that it does not."
    assert str(alone.change) == ("Stays open until somebody replies. The claim stands again once 2 more confirm it.")
    by_others = why(claimed(holds=1, fails=4), post(2, Label.REBUTTAL, 1))
    assert str(by_others.reason) == (
        "Revision 2 claimed to deal with it; 4 of 5 who judged it say that it does not. "
        "It has replies, but none is accepted. Not yet: nobody has taken sides on it; 3 more are needed."
    )
    answered = why(denied, accepted(2, Label.REBUTTAL, 1))
    assert str(answered.reason).startswith("A reply refutes it.")
    assert str(answered.change).endswith("The claim stands again once 2 more confirm it.")


def test_a_few_who_deny_it_deny_nothing() -> None:
    for claim in (claimed(fails=2), claimed(fails=3, holds=1), claimed(fails=1, raiser=False)._replace(agree=3)):
        assert status(claim) is Status.ADDRESSED
    assert status(claimed(fails=3)) is Status.OPEN


@pytest.mark.parametrize(
    ("claim", "narrow"),
    [
        (claimed(), False),
        (claimed(holds=2), True),
        (claimed(fails=2), True),
        (claimed(holds=3), True),
        (claimed(holds=9), False),
        (claimed(holds=1, raiser=True), False),
        (claimed(holds=1, fails=1, raiser=True), True),
        (claimed(fails=3), True),
        (claimed(fails=9), False),
        (claimed(holds=1, fails=1, raiser=False), True),
    ],
)
def test_a_claim_is_narrow_where_one_more_who_judges_it_changes_the_status(claim: Node, narrow: bool) -> None:
    now = claim.claim
    assert now
    more = (now._replace(holds=now.holds + 1), now._replace(fails=now.fails + 1))
    found = {status(claim._replace(claim=one)) for one in more}
    assert why(claim).narrow is narrow is (found != {status(claim)})


@given(st.integers(0, 30), st.integers(0, 30), st.sampled_from((None, True, False)), st.integers(0, 40))
def test_no_claim_is_both_confirmed_and_denied_and_the_distances_are_the_least(
    holds: int, fails: int, raiser: bool | None, holders: int
) -> None:
    claim = Claim(2, holds + (raiser is True), fails + (raiser is False), raiser)
    denied = claims.is_denied(claim, holders, QUORUM)
    assert not (denied and claims.verdict(claim, holders, QUORUM).is_accepted)
    deny, stand = claims.more_to_deny(claim, holders, QUORUM), claims.more_to_stand(claim, holders, QUORUM)
    assert (deny == 0, stand == 0) == (denied, not denied)
    if denied:
        assert not claims.is_denied(claim._replace(holds=claim.holds + stand), holders, QUORUM)
        assert claims.is_denied(claim._replace(holds=claim.holds + stand - 1), holders, QUORUM)
    else:
        assert claims.is_denied(claim._replace(fails=claim.fails + deny), holders, QUORUM)
        assert not claims.is_denied(claim._replace(fails=claim.fails + deny - 1), holders, QUORUM)


def test_a_claim_comes_before_what_replies_say() -> None:
    granted = Node(2, Label.CONCESSION, OWNER, parent=1)
    assert status(claimed(), granted) is Status.ADDRESSED
    assert status(claimed(), accepted(3, Label.SAFEGUARD, 1)) is Status.ADDRESSED


def test_the_latest_claim_about_a_point_or_its_merged_twin_counts() -> None:
    twin = Node(2, Label.OBJECTION, 2, state=State.MERGED, merged_into=1, claim=Claim(3, 1, 0, True))
    assert status(claimed(fails=1, raiser=False), twin) is Status.RESOLVED
    assert status(claimed(revision=4), twin) is Status.ADDRESSED
