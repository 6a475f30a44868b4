"""Who is where on the plot, and who is told."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.permissions import VISITOR
from deliberate.models import Placing, Post, Proposal
from tests.cast import Cast
from tests.queries.opinions.reports import found, report, store


def test_nobody_is_on_the_plot_while_there_are_few(
    session: Session, proposal: Proposal, posts: list[Post], cast: Cast
) -> None:
    """Three votes and two marks would tell Ben how the third person voted."""
    session.add(Placing(proposal_id=proposal.id, person_id=cast.ben.id, x=0.0, y=0.75, group=None))
    dots = [[-0.5, 0.5, None, 2], [0.5, -0.5, None, 1]]
    store(session, proposal, report(posts, groups=[], people=3, dots=dots))
    findings = found(session, proposal, cast.ben.actor())
    assert (findings.dots, findings.you) == ((), None)


def test_who_has_too_few_votes_now_is_nowhere_on_the_plot(
    session: Session, proposal: Proposal, posts: list[Post], cast: Cast
) -> None:
    session.add(Placing(proposal_id=proposal.id, person_id=cast.ben.id, last_group=1))
    store(session, proposal, report(posts))
    findings = found(session, proposal, cast.ben.actor())
    assert (findings.you, findings.mine) == (None, None)


def test_only_the_viewer_is_told_where_they_are(
    session: Session, proposal: Proposal, posts: list[Post], cast: Cast
) -> None:
    session.add(Placing(proposal_id=proposal.id, person_id=cast.ben.id, x=0.0, y=0.75, group=1))
    store(session, proposal, report(posts))
    of_ben = found(session, proposal, cast.ben.actor())
    assert of_ben.you == (-0.5, 0.5)
    assert of_ben.mine
    assert of_ben.mine.letter == "B"
    for other in (VISITOR, cast.ada.actor(), cast.mo.actor()):
        assert found(session, proposal, other).you is None
        assert found(session, proposal, other).mine is None


@pytest.mark.parametrize("scale", [None, {}])
def test_without_the_scale_of_the_plot_the_viewer_still_has_a_group(
    session: Session, proposal: Proposal, posts: list[Post], cast: Cast, scale: object
) -> None:
    session.add(Placing(proposal_id=proposal.id, person_id=cast.ben.id, x=0.0, y=0.0, group=0))
    store(session, proposal, report(posts, scale=scale))
    findings = found(session, proposal, cast.ben.actor())
    assert findings.you is None
    assert findings.mine


@pytest.mark.parametrize(("x", "expected"), [(-2.0, -1.0), (6.0, 1.0), (2.0, 0.0), (60.0, 1.0), (-60.0, -1.0)])
def test_nobody_is_put_off_the_plot(
    session: Session, proposal: Proposal, posts: list[Post], cast: Cast, x: float, expected: float
) -> None:
    session.add(Placing(proposal_id=proposal.id, person_id=cast.ben.id, x=x, y=0.5, group=None))
    store(session, proposal, report(posts))
    assert found(session, proposal, cast.ben.actor()).you == (expected, 0.0)


def test_a_plot_on_which_all_stand_at_one_place_has_them_in_the_middle(
    session: Session, proposal: Proposal, posts: list[Post], cast: Cast
) -> None:
    session.add(Placing(proposal_id=proposal.id, person_id=cast.ben.id, x=3.0, y=3.0, group=None))
    store(session, proposal, report(posts, scale={"x": [3.0, 3.0], "y": [3.0, 3.0]}))
    assert found(session, proposal, cast.ben.actor()).you == (0.0, 0.0)


def test_the_centre_of_a_group_is_where_most_of_its_people_are(
    session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    store(session, proposal, report(posts))
    assert found(session, proposal).groups[0].centre == pytest.approx((-0.55, 0.5))
