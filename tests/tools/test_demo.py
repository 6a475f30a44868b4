"""A demo is marked, obeys the grammar and the rules of voting, and is right in all its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from deliberate.domain import labels
from deliberate.domain.nodes import State
from deliberate.domain.opinions.groups import find_groups
from deliberate.models import Person, Post, Proposal, SiteFact, Vote
from deliberate.queries.graphs import load_graph
from deliberate.queries.votes import load_votes
from deliberate.settings import ROOT
from deliberate.tools.demo import simulate
from deliberate.tools.doctor import examine
from deliberate.tools.importing import seed_database
from tests.factories import PersonFactory, PostFactory, ProposalFactory


def test_a_simulated_thread_is_one_that_people_could_have_written(session: Session) -> None:
    earlier = PostFactory(proposal=ProposalFactory())
    ProposalFactory()
    session.commit()
    votes = simulate(session, number=7, posts=150, people=20)
    assert session.get_one(SiteFact, "simulated").value == "yes"
    assert session.scalar(select(func.count(Post.id))) == 151
    assert session.scalar(select(func.count()).select_from(Vote)) == votes > 100
    for proposal in session.scalars(select(Proposal)):
        graph = load_graph(session, proposal.id)
        assert all(labels.refusal(node.label, graph.target(node)) is None for node in graph.nodes.values())
    own = select(Vote).join(Post, Post.id == Vote.post_id).where(Post.author_id == Vote.person_id)
    assert session.scalars(own).all() == []
    unseen = select(Vote).join(Post, Post.id == Vote.post_id).where(Post.state != State.VISIBLE)
    assert session.scalars(unseen).all() == []
    assert all(finding.ok for finding in examine(session, fix=False))
    assert not any(person.can_sign_in for person in session.scalars(select(Person)))
    PostFactory(parent=earlier, label=labels.Label.REBUTTAL)
    session.commit()


def test_no_reply_is_older_than_what_it_replies_to(session: Session) -> None:
    PostFactory(parent=PostFactory(proposal=ProposalFactory()))
    session.commit()
    simulate(session, number=2, posts=80, people=12)
    parent = aliased(Post)
    earlier = select(Post.id).join(parent, parent.id == Post.parent_id).where(Post.created < parent.created)
    assert session.scalars(earlier).all() == []


def test_what_was_here_was_written_before_whenever_that_was(session: Session) -> None:
    long_ago, later = datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
    posts = [PostFactory(created=time, worded_at=time) for time in (long_ago, later)]
    for post, time in zip(posts, (long_ago, later), strict=True):
        post.message.created = time
    session.commit()
    simulate(session, number=1, posts=0, people=3)
    session.expire_all()
    for post, time in zip(posts, (long_ago, datetime(2026, 3, 1, 8, tzinfo=UTC)), strict=True):
        assert (post.created, post.worded_at, post.message.created) == (time, time, time)


HERE = "Written before."


def told(session: Session) -> Iterator[str]:
    """A line for each post, with all that was made up for it and who voted how, and one for each person."""
    for post in session.scalars(select(Post).order_by(Post.id)):
        votes = session.scalars(select(Vote).where(Vote.post_id == post.id).order_by(Vote.person_id)).all()
        assert {(vote.place, vote.wording) for vote in votes} <= {(post.place, post.wording)}
        voters = " ".join(f"{vote.choice[0]}{vote.person_id}" for vote in votes)
        about = (post.label, post.ground, post.place, post.state, post.author_id)
        words = (post.body, post.settles, post.source_title, post.replacement)
        times = (post.created, post.worded_at, *(vote.cast for vote in votes[-1:])) if post.body != HERE else ()
        yield "\t".join(map(str, (*about, *words, voters, *(f"{time:%m-%d %H:%M:%S}" for time in times))))
    for person in session.scalars(select(Person).where(Person.trusted).order_by(Person.id)):
        yield f"{person.id}\t{person.name}\t{person.name_key}\t{person.joined:%m-%d %H:%M:%S}"


def test_a_number_gives_the_same_people_posts_and_votes_in_each_release(session: Session) -> None:
    """So that two releases can be tried under the same load. After a change that is meant, keep what `told` tells."""
    nobody = PersonFactory(trusted=False)
    proposal = ProposalFactory(owner=nobody)
    point = PostFactory(proposal=proposal, anchor="second", author=nobody, body=HERE, wording=2)
    PostFactory(parent=point, label=labels.Label.SAFEGUARD, author=nobody, body=HERE)
    PostFactory(parent=point, label=labels.Label.REBUTTAL, author=nobody, body=HERE, state=State.HIDDEN)
    session.commit()
    simulate(session, number=19, posts=60, people=45)
    expected = (Path(__file__).parent / "expected" / "demo.tsv").read_text("utf-8").splitlines()
    assert list(told(session)) == expected


def test_replies_go_ten_deep_and_no_deeper(session: Session) -> None:
    proposal = ProposalFactory()
    session.commit()
    simulate(session, number=1, posts=1_500, people=3)
    graph = load_graph(session, proposal.id)
    assert [*graph.nodes] == [*range(1, 1_501)]
    assert max(len(graph.ancestors(post)) for post in graph.nodes) == 9


@pytest.mark.parametrize(
    ("proposals", "shares"),
    [(1, [200]), (2, [134, 66]), (5, [80, 40, 30, 30, 20]), (7, [69, 33, 25, 25, 16, 16, 16]), (0, [])],
)
def test_the_first_proposals_get_most_of_it(session: Session, proposals: int, shares: list[int]) -> None:
    made = [ProposalFactory() for _ in range(proposals)]
    session.commit()
    simulate(session, number=1, posts=200, people=3)
    counted = dict(session.execute(select(Post.proposal_id, func.count()).group_by(Post.proposal_id)).all())
    assert [counted[one.id] for one in made] == shares


def test_the_examination_finds_a_wrong_number_and_repairs_it_only_when_asked(session: Session) -> None:
    post = PostFactory(agree=5)
    session.commit()
    findings = {finding.check: finding for finding in examine(session, fix=False)}
    assert not findings["tallies, standing, status"].ok
    session.expire_all()
    assert post.agree == 5
    assert all(finding.ok or finding.fixed for finding in examine(session, fix=True))
    assert all(finding.ok for finding in examine(session, fix=False))
    session.expire_all()
    assert post.agree == 0


def test_each_proposal_of_a_demo_shows_groups_common_ground_and_division(session: Session) -> None:
    """People lean to one of two sides, and some points appeal to both."""
    proposals = seed_database(session, ROOT / "seeds")
    simulate(session, number=1, posts=240, people=60)
    assert len(proposals) == 5
    for id in session.scalars(select(Proposal.id)):
        found = find_groups(load_votes(session, id))
        assert (len(found.groups), bool(found.common_ground), bool(found.division)) == (2, True, True)
