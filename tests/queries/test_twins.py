"""'Already raised?'"""

from __future__ import annotations

from sqlalchemy.orm import Session

from deliberate.domain.graph import State
from deliberate.domain.labels import Label
from deliberate.queries.twins import likely_twins
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory

BODY = "There is no way to police where the money goes."


def test_only_visible_posts_of_the_proposal_that_pull_the_same_way_are_offered(session: Session, cast: Cast) -> None:
    proposal = ProposalFactory()
    twin = PostFactory(proposal=proposal, body=BODY, author=cast.ben)
    for state in (State.HIDDEN, State.HELD):
        PostFactory(proposal=proposal, body=BODY, state=state)
    PostFactory(proposal=proposal, body=BODY, state=State.MERGED, merged_into_id=twin.id)
    PostFactory(proposal=proposal, body=BODY, label=Label.SUPPORT)
    PostFactory(body=BODY)
    found = likely_twins(session, proposal.id, Label.OBJECTION, "No way to police the money")
    assert [(one.id, one.author) for one in found] == [(twin.id, "Ben")]
