"""The stored findings joined with the posts as they are now."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.graph import State
from deliberate.domain.labels import Label
from deliberate.domain.permissions import VISITOR, Actor
from deliberate.models import OpinionReport, Placing, Post, Proposal
from deliberate.queries.opinions import Count, Findings, opinion_page
from deliberate.queries.votes import load_votes
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory, VoteFactory


@pytest.fixture
def proposal(session: Session) -> Proposal:
    return ProposalFactory(votes_version=40)


@pytest.fixture
def posts(proposal: Proposal) -> list[Post]:
    return [PostFactory(proposal=proposal, body=f"Point {n}.") for n in range(4)]


def report(posts: list[Post], sizes: tuple[int, ...] = (20, 12, 3), **changes: Any) -> dict[str, Any]:
    """All agree with the first post; group n is known for post n + 1; the last divides."""
    first, *others = (post.id for post in posts)
    by_group = {str(n): [8, 1, 1] if n % 2 == 0 else [2, 1, 7] for n, size in enumerate(sizes) if size >= 5}
    counts = changes.get("counts", {str(post.id): by_group for post in posts})
    return {
        "why_none": "",
        "silhouette": 0.4,
        "people": sum(sizes),
        "voters": 50,
        "posts": len(posts),
        "votes": 300,
        "groups": [
            {
                "number": number,
                "size": size,
                "typical": [{"post": others[number], "agrees": number % 2 == 0, "score": 2.0}],
            }
            for number, size in enumerate(sizes)
        ],
        "common_ground": [{"post": first, "agrees": True, "score": 0.9}],
        "division": [others[-1]],
        "counts": counts,
        # Nobody voted who is in no group.
        "totals": {post: [sum(votes) for votes in zip(*some.values(), strict=True)] for post, some in counts.items()},
        "dots": [[-0.5, 0.5, 0, 15], [-0.7, 0.5, 0, 5], [0.5, -0.5, 1, 12], [0.9, 0.9, 2, 3], [0.0, 0.0, None, 2]],
        "scale": {"x": [-2.0, 6.0], "y": [0.0, 1.0]},
        **changes,
    }


def store(session: Session, proposal: Proposal, report: dict[str, Any], version: int = 40) -> None:
    session.add(OpinionReport(proposal_id=proposal.id, version=version, report=report))
    session.commit()


def found(session: Session, proposal: Proposal, viewer: Actor = VISITOR) -> Findings:
    findings = opinion_page(session, proposal, viewer).findings
    assert findings
    return findings


def test_there_is_nothing_to_read_before_the_first_computation(session: Session, proposal: Proposal) -> None:
    page = opinion_page(session, proposal, VISITOR)
    assert page.findings is None
    assert page.has_votes


def test_every_listed_post_comes_in_its_own_words_with_the_counts_of_each_group(
    session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    store(session, proposal, report(posts))
    (said,) = found(session, proposal).common_ground
    assert (said.id, said.words, said.label, said.agrees) == (posts[0].id, "Point 0.", Label.OBJECTION, True)
    assert said.counts == (Count(0, "A", 80, 10, 10), Count(1, "B", 20, 10, 70))


def test_groups_are_named_after_what_is_most_typical_of_them(
    session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    posts[
        1
    ].body = "We are taxed more than can be justified. People know best how to spend their money, says everybody."
    posts[2].body = "The first words of it, and then **many more** words that would not fit into the name of a group."
    store(session, proposal, report(posts))
    first, second, _ = found(session, proposal).groups
    assert first.name
    assert second.name
    assert (first.letter, first.name.agrees, first.name.short) == ("A", True, "We are taxed more than can be justified")
    assert (second.letter, second.name.agrees) == ("B", False)
    assert posts[2].body.replace("*", "").startswith(second.name.short.removesuffix("…") + " ")
    assert second.name.short.endswith("…")


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


@pytest.mark.parametrize("state", [State.HIDDEN, State.HELD])
def test_what_is_hidden_or_held_since_then_is_left_out(
    session: Session, proposal: Proposal, posts: list[Post], cast: Cast, state: State
) -> None:
    for post in posts[:3]:
        post.state = state
        post.author = cast.ben
    store(session, proposal, report(posts))
    for viewer in (VISITOR, cast.ben.actor(), cast.mo.actor()):
        findings = found(session, proposal, viewer)
        assert findings.common_ground == ()
        assert [group.name for group in findings.groups[:2]] == [None, None]
        assert [said.id for said in findings.division] == [posts[3].id]


def test_a_merged_post_is_shown_as_the_one_that_was_kept_and_once(
    session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    for merged in posts[1:3]:
        merged.state, merged.merged_into_id = State.MERGED, posts[3].id
    ids = [post.id for post in posts]
    counts = {str(ids[1]): {"0": [9, 0, 0]}, str(ids[3]): {"0": [5, 0, 0]}}
    store(session, proposal, report(posts, division=ids[1:], counts=counts))
    (said,) = found(session, proposal).division
    assert (said.id, said.words) == (ids[3], "Point 3.")
    assert [count.agree for count in said.counts] == [100, 0]


def test_a_merged_post_whose_kept_one_was_not_listed_keeps_its_counts(
    session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    kept = PostFactory(proposal=proposal, body="Said better.")
    posts[3].state, posts[3].merged_into_id = State.MERGED, kept.id
    store(session, proposal, report(posts))
    (said,) = found(session, proposal).division
    assert said.words == "Said better."
    assert [count.agree for count in said.counts] == [80, 20]


def test_a_group_keeps_its_letter_when_another_one_is_gone(
    session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    groups = report(posts)["groups"]
    store(session, proposal, report(posts, groups=groups[1:]))
    assert [group.letter for group in found(session, proposal).groups] == ["B", "C"]


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


def test_without_groups_the_counts_are_those_of_everybody(
    session: Session, proposal: Proposal, posts: list[Post]
) -> None:
    posts[0].agree, posts[0].passes, posts[0].disagree = 12, 3, 1
    store(session, proposal, report(posts, groups=[], counts={}))
    (said,) = found(session, proposal).common_ground
    assert said.counts == (Count(None, "", 12, 3, 1),)


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


def test_it_says_by_how_many_changes_it_is_behind(session: Session, proposal: Proposal, posts: list[Post]) -> None:
    store(session, proposal, report(posts), version=37)
    assert found(session, proposal).behind == 3


def test_it_says_on_how_many_posts_of_this_proposal_the_viewer_voted(
    session: Session, proposal: Proposal, posts: list[Post], cast: Cast
) -> None:
    VoteFactory(post=posts[0], person=cast.ben)
    VoteFactory(post=PostFactory(), person=cast.ben)
    hidden = PostFactory(proposal=proposal, state=State.HIDDEN)
    twin = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=posts[0].id)
    for post in (hidden, twin):
        VoteFactory(post=post, person=cast.ben)
    session.commit()
    assert opinion_page(session, proposal, cast.ben.actor()).own_votes == 1
    assert opinion_page(session, proposal, cast.ada.actor()).own_votes == 0
    assert opinion_page(session, proposal, VISITOR).own_votes is None


def test_votes_are_counted_as_the_worker_counts_them(
    session: Session, proposal: Proposal, posts: list[Post], cast: Cast
) -> None:
    """Once for posts merged one into another, not for what was merged into a hidden one or asks nobody anything."""
    kept, hidden, comment, other = posts
    second = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=kept.id)
    first = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=second.id)
    gone = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=hidden.id)
    hidden.state, comment.label = State.HIDDEN, Label.COMMENT
    for post in (first, second, kept, gone, comment, other):
        VoteFactory(post=post, person=cast.ben)
    session.commit()
    assert opinion_page(session, proposal, cast.ben.actor()).own_votes == 2
    assert len(load_votes(session, proposal.id).value) == 2


def test_seven_statements_are_enough_however_many_posts_groups_and_votes_there_are(
    session: Session,
    proposal: Proposal,
    cast: Cast,
    count_statements: Callable[[], AbstractContextManager[list[str]]],
) -> None:
    session.add(Placing(proposal_id=proposal.id, person_id=cast.ben.id, x=0.0, y=0.75, group=1))
    ben = cast.ben.actor()
    counted = []
    for number, sizes in ((6, (5, 5)), (60, (50, 40, 30, 20))):
        posts = [PostFactory(proposal=proposal) for _ in range(number)]
        twin = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=posts[0].id)
        for post in (*posts, twin):
            VoteFactory(post=post, person=cast.ben)
        listed = [{"post": post.id, "agrees": True, "score": 1.0} for post in posts]
        found = report(posts, sizes, common_ground=listed)
        session.merge(OpinionReport(proposal_id=proposal.id, version=40, report=found))
        session.commit()
        for viewer in (ben, VISITOR):
            session.expire_all()
            session.refresh(proposal)
            with count_statements() as statements:
                page = opinion_page(session, proposal, viewer)
            assert page.findings
            assert len(page.findings.common_ground) == number
            counted.append(len(statements))
    assert counted == [7, 5, 7, 5]


def test_where_nothing_was_computed_a_visitor_makes_nobody_read_the_thread(
    session: Session, proposal: Proposal, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    PostFactory(proposal=proposal)
    session.commit()
    session.refresh(proposal)
    with count_statements() as statements:
        assert opinion_page(session, proposal, VISITOR).findings is None
    assert len(statements) == 1
