"""What revisions changed and claim to deal with, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from deliberate.domain.nodes import State
from deliberate.domain.permissions import VISITOR
from deliberate.models import AddressingClaim, Proposal, Revision
from deliberate.queries.revisions import pressing_points, revisions
from deliberate.upkeep.evaluating import evaluate
from tests.factories import PostFactory, ProposalFactory, RevisionFactory

Counting = Callable[[], AbstractContextManager[list[str]]]


def claimed(session: Session, proposal: Proposal, revision: Revision, posts: int) -> None:
    """As many points, each with a twin that was merged into it and was what the revision claimed to deal with."""
    for _ in range(posts):
        point = PostFactory(proposal=proposal)
        twin = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=point.id)
        session.add(AddressingClaim(post=twin, revision=revision))
    evaluate(session, proposal)
    session.commit()
    session.expunge_all()


def test_the_history_takes_as_many_statements_for_many_points_and_names_those_that_are_kept(
    session: Session, count_statements: Counting
) -> None:
    proposal = ProposalFactory()
    revision = RevisionFactory(proposal_id=proposal.id, number=2, author_id=proposal.owner_id)
    session.commit()
    found = []
    for more in (1, 20):
        claimed(session, session.get_one(Proposal, proposal.id), session.get_one(Revision, revision.id), more)
        here = session.get_one(Proposal, proposal.id)
        with count_statements() as statements:
            (newest, first), _ = revisions(session, here, VISITOR)
        found.append(len(statements))
        assert first.addresses == ()
    assert found[0] == found[1]
    assert len(newest.addresses) == 21
    assert {str(point.status) for point in newest.addresses} == {"addressed"}


def test_a_point_that_was_hidden_since_is_not_named(session: Session) -> None:
    proposal = ProposalFactory()
    revision = RevisionFactory(proposal_id=proposal.id, number=2, author_id=proposal.owner_id)
    session.add(AddressingClaim(post=PostFactory(proposal=proposal, state=State.HIDDEN), revision=revision))
    session.commit()
    assert revisions(session, proposal, VISITOR)[0][0].addresses == ()


def test_all_points_that_were_chosen_are_listed_however_many(session: Session) -> None:
    proposal = ProposalFactory()
    posts = PostFactory.create_batch(130, proposal=proposal)
    evaluate(session, proposal)
    session.commit()
    chosen = [post.id for post in posts[10:]]
    points, more = pressing_points(session, proposal, chosen)
    assert {point.post for point in points} == set(chosen)
    assert more == 10
    assert len(pressing_points(session, proposal)[0]) == 100
