"""A proposal with four posts."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.models import Post, Proposal
from tests.factories import PostFactory, ProposalFactory


@pytest.fixture
def proposal(session: Session) -> Proposal:
    found: Proposal = ProposalFactory(slug="plan", title="The plan & more", votes_version=40)
    session.commit()
    return found


@pytest.fixture
def posts(session: Session, proposal: Proposal) -> list[Post]:
    words = ("All <b>agree</b> on this.", "Only A holds this.", "Only B rejects this.", "This divides.")
    return [PostFactory(proposal=proposal, body=body) for body in words]
