"""A thread with two posts that say the same, and a moderator's browser."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.models import Post, Proposal
from tests.cast import Cast, Client
from tests.factories import PostFactory, ProposalFactory


@pytest.fixture
def proposal(session: Session, cast: Cast) -> Proposal:
    found = ProposalFactory(slug="plan", owner=cast.ada)
    session.commit()
    return found


@pytest.fixture
def post(session: Session, proposal: Proposal, cast: Cast) -> Post:
    found = PostFactory(proposal=proposal, author=cast.ada, body="Nobody audits where the money goes.")
    session.commit()
    return found


@pytest.fixture
def twin(session: Session, post: Post) -> Post:
    found = PostFactory(proposal=post.proposal, body="Where the money goes is audited by nobody.")
    session.commit()
    return found


@pytest.fixture
def mo(cast: Cast) -> Client:
    return cast.browser(cast.mo)
