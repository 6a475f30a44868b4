"""A demo is marked, obeys the grammar and the rules of voting, and is right in all its numbers."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.domain import labels
from deliberate.domain.graph import State
from deliberate.models import Person, Post, Proposal, SiteFact, Vote
from deliberate.queries.graphs import load_graph
from deliberate.tools.demo import simulate
from deliberate.tools.doctor import examine
from tests.factories import PostFactory, ProposalFactory


def test_a_simulated_thread_is_one_that_people_could_have_written(session: Session) -> None:
    earlier = PostFactory(proposal=ProposalFactory())
    ProposalFactory()
    session.commit()
    votes = simulate(session, number=7, posts=150, people=20)
    assert session.get(SiteFact, "simulated")
    assert session.scalar(select(func.count(Post.id))) == 151
    assert session.scalar(select(func.count()).select_from(Vote)) == votes > 100
    for proposal in session.scalars(select(Proposal)):
        graph = load_graph(session, proposal.id)
        assert all(labels.refusal(node.label, graph.place(node)) is None for node in graph.nodes.values())
    own = select(Vote).join(Post, Post.id == Vote.post_id).where(Post.author_id == Vote.person_id)
    assert session.scalars(own).all() == []
    unseen = select(Vote).join(Post, Post.id == Vote.post_id).where(Post.state != State.VISIBLE)
    assert session.scalars(unseen).all() == []
    assert all(finding.ok for finding in examine(session, fix=False))
    assert not any(person.can_sign_in for person in session.scalars(select(Person)))
    PostFactory(parent=earlier, label=labels.Label.REBUTTAL)
    session.commit()


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
