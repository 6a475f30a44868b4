"""Putting a proposal up. What the form refuses and shows is in tests/web."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions.proposing import NewProposal, propose
from deliberate.actions.revising import NewRevision, revise
from deliberate.domain.arranging import Refusal
from deliberate.domain.texts import slugs
from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.models import Person, Proposal
from tests.cast import Cast

LAKES = NewProposal("Lakes", "Clean them.", [Passage("lakes", PassageKind.PARAGRAPH, 0, "The lakes are cleaned.")])


def test_the_same_text_is_proposed_again_only_when_the_one_that_is_there_was_revised_since(
    session: Session, cast: Cast
) -> None:
    first = propose(session, cast.ben, LAKES)
    assert propose(session, cast.ben, LAKES) is first
    assert propose(session, cast.ada, LAKES) is not first
    longer = [*LAKES.passages, Passage("", PassageKind.PARAGRAPH, 0, "And the rivers.")]
    revise(session, cast.ben, first.id, NewRevision(longer, "Rivers.", 1))
    again = propose(session, cast.ben, LAKES)
    assert (first.slug, again.slug) == ("lakes", "lakes-3")


def test_a_visitor_is_refused_beside_ben_who_proposes(session: Session, cast: Cast) -> None:
    with pytest.raises(Refusal, match="Sign in first"):
        propose(session, Person(name="Somebody"), LAKES)
    assert session.scalars(select(Proposal)).all() == []
    proposal = propose(session, cast.ben, LAKES)
    assert proposal.owner_id == cast.ben.id
    assert (proposal.topics, proposal.authors, proposal.source) == ([], [], "")


def test_an_address_that_was_taken_at_the_last_moment_is_not_taken_again(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = propose(session, cast.ada, LAKES)
    free, asked = slugs.of_title, []

    def too_early(title: str, taken: set[str]) -> str:
        asked.append(title)
        return free(title, taken - {first.slug} if len(asked) == 1 else taken)

    monkeypatch.setattr(slugs, "of_title", too_early)
    second = propose(session, cast.ben, LAKES)
    assert (len(asked), second.slug) == (2, f"{first.slug}-2")
