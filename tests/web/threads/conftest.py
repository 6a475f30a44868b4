"""A proposal and an objection to it."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.models import Post, Proposal
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory
from tests.web.threads.messages import BODY


@pytest.fixture
def proposal(session: Session, cast: Cast) -> Proposal:
    found = ProposalFactory(slug="plan", owner=cast.ada)
    session.commit()
    return found


@pytest.fixture
def objection(session: Session, proposal: Proposal, cast: Cast) -> Post:
    found = PostFactory(proposal=proposal, author=cast.ada, body=BODY)
    session.commit()
    return found
