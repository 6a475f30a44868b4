"""Two objections that say the same, by Ada and by Ben."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.models import Post, Proposal
from tests.actions.withdrawing.reckoning import reckon
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory


@pytest.fixture
def proposal(session: Session, cast: Cast) -> Proposal:
    plan: Proposal = ProposalFactory(owner=cast.mo)
    session.commit()
    return plan


@pytest.fixture
def objection(session: Session, cast: Cast, proposal: Proposal) -> Post:
    """Ada's."""
    post: Post = PostFactory(proposal=proposal, author=cast.ada)
    reckon(session, proposal)
    return post


@pytest.fixture
def twin(session: Session, cast: Cast, objection: Post) -> Post:
    """Ben's, which says the same."""
    post: Post = PostFactory(proposal=objection.proposal, author=cast.ben)
    reckon(session, objection.proposal)
    return post
