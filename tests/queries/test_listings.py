"""What one viewer sees otherwise than everybody, put into a page that everybody sees, is what they see."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.engine.ranking import Order
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Actor
from deliberate.domain.places import OnProposal
from deliberate.models import Acceptance, Choice, Post, Proposal, now
from deliberate.queries.counts import counts
from deliberate.queries.listings import listing, own_rows, sees_more
from deliberate.queries.threads import posts_of, thread
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory, VoteFactory
from tests.keeping import bring_up_to_date


@pytest.fixture
def proposal(session: Session, cast: Cast) -> Proposal:
    """Ada raised a point that Ben replied to, and is content with one reply; Ben took over a point that was taken back;
    both voted, on words and at places that have changed since, too, and on a post that was merged."""
    proposal: Proposal = ProposalFactory(slug="parks")
    raised = PostFactory(proposal=proposal, author=cast.ada)
    replies = [PostFactory(parent=raised, author=cast.ben, label=Label.SAFEGUARD) for _ in range(2)]
    session.add(Acceptance(post_id=replies[0].id, person_id=cast.ada.id))
    taken_over = PostFactory(proposal=proposal, author=cast.mo, withdrawn_at=now(), heir_id=cast.ben.id)
    reply = PostFactory(parent=taken_over, author=cast.mo, label=Label.REBUTTAL)
    edited = PostFactory(proposal=proposal, wording=2)
    moved = PostFactory(proposal=proposal, anchor="first")
    twin = PostFactory(proposal=proposal, state=State.MERGED, merged_into_id=edited.id)
    earlier: dict[int, dict[str, object]] = {edited.id: {"wording": 1}, moved.id: {"place": OnProposal()}}
    for post in (raised, reply, edited, moved, twin):
        for person in (cast.ada, cast.ben):
            VoteFactory(post=post, person=person, choice=Choice.DISAGREE, **earlier.get(post.id, {}))
    VoteFactory(post=replies[1], person=cast.ada)
    session.commit()
    bring_up_to_date(session)
    return proposal


@pytest.mark.parametrize("order", Order)
def test_a_viewers_rows_are_those_of_a_page_made_for_them(
    session: Session, cast: Cast, proposal: Proposal, order: Order
) -> None:
    counted = counts(session, proposal)
    everybodys = listing(session, proposal, counted, order, 1)
    differ = []
    for person in (cast.ada, cast.ben, cast.mo):
        viewer = person.actor()
        own = own_rows(session, proposal, viewer, everybodys)
        made = {row.id: row for row in posts_of(thread(session, proposal, viewer, counted, order).branches)}
        assert {**everybodys.rows, **own} == made
        differ.append(sum(row != everybodys.rows[id] for id, row in own.items()))
    assert differ[0] > 3
    assert differ[1] > 3


def test_only_who_wrote_what_is_out_of_sight_and_moderators_see_more(
    session: Session, cast: Cast, proposal: Proposal
) -> None:
    assert [sees_more(session, proposal, person.actor()) for person in (cast.ada, cast.ben, cast.mo)] == [
        *(False, False, True)
    ]
    held: Post = PostFactory(proposal=proposal, author=cast.ada, state=State.HELD)
    session.commit()
    bring_up_to_date(session)
    assert held.tally is None
    assert [sees_more(session, proposal, person.actor()) for person in (cast.ada, cast.ben)] == [True, False]


def test_what_a_viewer_has_done_takes_one_statement_where_they_only_voted(
    session: Session, cast: Cast, proposal: Proposal, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    everybodys = listing(session, proposal, counts(session, proposal), Order.STRONGEST, 1)
    voter = VoteFactory(post=session.get(Post, max(everybodys.rows))).person_id
    session.commit()
    session.refresh(proposal)
    viewer = Actor(voter)
    with count_statements() as statements:
        own = own_rows(session, proposal, viewer, everybodys)
    assert [row.mine for row in own.values()] == [Choice.AGREE]
    assert len(statements) == 1
