"""Numbers that pages and notes tell people, or that what is kept was made by: none of them changes by accident."""

from __future__ import annotations

from datetime import timedelta

from deliberate.domain import arranging, maps
from deliberate.domain.browsers import NOTED_EVERY, STAYS_SIGNED_IN
from deliberate.domain.engine.acceptance import LEAST_SIDE, QUORUM, Z
from deliberate.domain.engine.examples import CROWD, HOLDERS
from deliberate.domain.nodes import VOICE
from deliberate.domain.numbers import LARGEST
from deliberate.domain.opinions import thresholds
from deliberate.domain.opinions.descriptions import LISTED, TYPICAL
from deliberate.domain.opinions.disclosure import MIN_DESCRIBED
from deliberate.domain.opinions.dividing import MOST_GROUPS
from deliberate.domain.opinions.routing import AHEAD
from deliberate.domain.opinions.statistics import SIGNIFICANT
from deliberate.domain.posts import MOST_PARTS
from deliberate.domain.texts import passwords, slugs


def test_when_something_is_accepted_or_rejected() -> None:
    """By a quorum of three and a test at one side, 90 %; a side that rejects is five people at the least."""
    assert (QUORUM, LEAST_SIDE) == (3, 5)
    assert Z == SIGNIFICANT == 1.2816
    assert all(VOICE % replies == 0 for replies in range(1, 21))
    assert VOICE < 2**31


def test_from_when_on_opinion_groups_are_told_and_how_much_of_them() -> None:
    assert (thresholds.MIN_VOTES, thresholds.MIN_PEOPLE, thresholds.HALF_VOTES, thresholds.MIN_POSTS) == (7, 20, 5, 10)
    assert (thresholds.HALVES, thresholds.COMPARED, thresholds.LEAST_SHARE) == (24, 2_000, 20)
    assert (thresholds.MIN_AGREEMENT, thresholds.CLEARLY_BETTER) == (0.15, 0.05)
    assert (MOST_GROUPS, MIN_DESCRIBED, TYPICAL, LISTED) == (5, 5, 5, 10)


def test_how_much_there_may_be_of_something() -> None:
    assert (MOST_PARTS, arranging.DEEPEST) == (20, 100)
    assert (maps.STEP, maps.DEEPEST, AHEAD) == (20, 12, 5)
    assert (passwords.SHORTEST, passwords.LONGEST, slugs.LONGEST) == (8, 128, 80)
    assert LARGEST == 2_147_483_647


def test_for_how_long_somebody_stays_signed_in() -> None:
    assert timedelta(days=30) == STAYS_SIGNED_IN
    assert timedelta(minutes=10) == NOTED_EVERY


def test_by_which_numbers_the_rules_are_explained() -> None:
    assert (HOLDERS, CROWD) == ((9, 40, 500, 2_000), 1_000)
