"""How groups voted: in shares that tell nothing about a few people."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.permissions import VISITOR
from deliberate.models import Placing, Post, Proposal
from deliberate.queries.opinions import opinion_page
from deliberate.queries.said import Count
from tests.cast import Cast
from tests.queries.opinions.reports import found, report, store


def test_a_group_of_fewer_than_five_people_is_not_described(
    session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    """Neither its size, nor its posts, nor its counts, nor its place, also if the report holds them."""
    counts = {str(post.id): {"0": [8, 1, 1], "2": [3, 0, 0]} for post in posts}
    store(session, proposal, report(posts, counts=counts, totals={str(post.id): [11, 3, 4] for post in posts}))
    findings = found(session, proposal)
    small = findings.groups[2]
    assert (small.size, small.name, small.typical, small.centre) == (None, None, (), None)
    assert {count.group for said in findings.division for count in said.counts if count.total} == {0}
    assert 2 not in {dot.group for dot in findings.dots}
    assert [group.size for group in findings.groups] == [20, 12, None]


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        ((4, 0, 0), (0, 0, 0)),
        ((5, 0, 0), (100, 0, 0)),
        ((21, 1, 11), (65, 0, 35)),
        ((1, 0, 99), (0, 0, 100)),
        ((333, 333, 334), (35, 30, 35)),
    ],
)
def test_shares_of_a_group_are_rounded_and_make_up_a_whole(
    session: Session,
    proposal: Proposal,
    posts: list[Post],
    counts: tuple[int, int, int],
    shares: tuple[int, int, int],
) -> None:
    by_post = {str(post.id): {"0": list(counts)} for post in posts}
    store(session, proposal, report(posts, counts=by_post))
    [said, *_] = found(session, proposal).division
    assert (said.counts[0].agree, said.counts[0].passes, said.counts[0].disagree) == shares


def test_the_few_in_no_group_are_counted_with_the_largest(
    session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    """Else subtracting the groups from the totals would tell how they voted."""
    counts = {str(post.id): {"0": [9, 0, 0], "1": [0, 0, 5]} for post in posts}
    store(session, proposal, report(posts, counts=counts, totals={str(post.id): [9, 0, 6] for post in posts}))
    [said, *_] = found(session, proposal).division
    assert said.counts == (Count(0, "A", 90, 0, 10), Count(1, "B", 0, 0, 100))


def test_beside_other_totals_than_they_were_told_of_shares_are_not_told(
    session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    """Or the totals of now less the groups of then would be the votes of the few who came since."""
    store(session, proposal, report(posts))
    [said, *_] = found(session, proposal).division
    assert all(count.total for count in said.counts)
    post = session.get_one(Post, said.id)
    post.disagree += 1
    session.commit()
    [said, *_] = found(session, proposal).division
    assert not any(count.total for count in said.counts)


@pytest.mark.parametrize(("disagree", "told"), [(12, True), (11, False)])
def test_a_group_of_which_too_few_voted_is_told_from_one_that_is_left_out_for_their_sake(
    session: Session, proposal: Proposal, posts: list[Post], disagree: int, told: bool
) -> None:
    """The four of the third group would be what is left of the totals."""
    counts = {str(post.id): {"0": [9, 1, 3], "1": [2, 2, 8]} for post in posts}
    totals = {post: [15, 3, disagree] for post in counts}
    store(session, proposal, report(posts, sizes=(20, 12, 6), counts=counts, totals=totals))
    [said, *_] = found(session, proposal).division
    assert [bool(count.total) for count in said.counts] == [True, told, False]
    assert [count.too_few for count in said.counts] == [False, False, True]


def test_a_report_without_totals_tells_nothing_until_the_worker_has_made_a_new_one(
    session: Session, proposal: Proposal, posts: list[Post], cast: Cast
) -> None:
    """Beside totals of today its counts would make shares like -5 and 105 of 100, and give away how the few voted."""
    session.add(Placing(proposal_id=proposal.id, person_id=cast.ben.id, x=0.0, y=0.75, group=1))
    counts = {str(post.id): {"0": [30, 0, 0], "1": [8, 0, 2]} for post in posts}
    for post in posts:
        post.agree, post.passes, post.disagree = 6, 0, 36
    found = report(posts, counts=counts)
    del found["totals"]
    store(session, proposal, found)
    for viewer in (VISITOR, cast.ben.actor()):
        assert opinion_page(session, proposal, viewer).findings is None


def test_without_groups_the_counts_are_those_of_everybody(
    session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    posts[0].agree, posts[0].passes, posts[0].disagree = 12, 3, 1
    store(session, proposal, report(posts, groups=[], counts={}))
    (said,) = found(session, proposal).common_ground
    assert said.counts == (Count(None, "", 12, 3, 1),)
