"""Putting a proposal up. What the form refuses and shows is in tests/web."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.proposing import NewProposal, propose
from deliberate.domain.graph import Refusal
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.models import Person, Proposal
from tests.cast import Cast

LAKES = NewProposal("Lakes", "Clean them.", [Passage("lakes", PassageKind.PARAGRAPH, 0, "The lakes are cleaned.")])


def test_a_visitor_is_refused_beside_ben_who_proposes(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal, match="Sign in first"):
        propose(session, Person(name="Somebody"), LAKES)
    assert session.scalars(select(Proposal)).all() == []
    proposal = propose(session, cast.ben, LAKES)
    assert proposal.owner_id == cast.ben.id
    assert (proposal.topics, proposal.authors, proposal.source) == ([], [], "")
