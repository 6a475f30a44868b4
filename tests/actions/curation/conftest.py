"""A proposal with two posts that say the same."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from deliberate.actions.voting import cast_vote
from deliberate.models import Post, Proposal
from tests.actions.curation.moderating import AGREE, DISAGREE, PASS
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory


@pytest.fixture
def proposal(session: Session, cast: Cast) -> Proposal:
    found = ProposalFactory(owner=cast.ada)
    session.commit()
    return found


@pytest.fixture
def twins(session: Session, proposal: Proposal, cast: Cast) -> tuple[Post, Post]:
    """Two objections. Ben agrees with one and disagrees with the other; ada and mo voted on one each."""
    kept, twin = PostFactory(proposal=proposal), PostFactory(proposal=proposal)
    session.commit()
    cast_vote(session, cast.ben, kept.id, AGREE)
    cast_vote(session, cast.ada, kept.id, AGREE)
    cast_vote(session, cast.ben, twin.id, DISAGREE)
    cast_vote(session, cast.mo, twin.id, PASS)
    return kept, twin
