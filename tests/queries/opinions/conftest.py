"""A proposal with four posts."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.models import Post, Proposal
from tests.factories import PostFactory, ProposalFactory


@pytest.fixture
def proposal(session: Session) -> Proposal:
    return ProposalFactory(votes_version=40)


@pytest.fixture
def posts(proposal: Proposal) -> list[Post]:
    return [PostFactory(proposal=proposal, body=f"Point {n}.") for n in range(4)]
