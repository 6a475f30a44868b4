"""What proposals say now: the passages of the revisions in force."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from deliberate.domain.nodes import State
from deliberate.models import Passage, Proposal, Revision
from deliberate.queries.excerpts import excerpt

_FEW_WORDS = 44


def passages_in_force(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Selects from all proposals and their passages in the order of the text; a caller says which with `where`."""
    return (
        select(*columns)
        .select_from(Proposal)
        .join(Proposal.in_force)
        .join(Revision.passages)
        .order_by(Passage.position)
    )


@dataclass(frozen=True)
class PassageName:
    """What a passage is called where something is said about it: its number and first words, as the last `revision`
    that has it says them."""

    slug: str
    anchor: str
    number: str
    words: str
    revision: int
    is_in_force: bool


@dataclass(frozen=True)
class LastWords:
    """What a passage says, or said in the last `revision` that had it."""

    text: str
    revision: int
    is_in_force: bool


def last_words(session: Session, proposal: Proposal, anchor: str) -> LastWords | None:
    """In one statement; None where no revision that came into force had such a passage."""
    row = session.execute(
        select(Passage.text, Revision.number)
        .join(Revision, Revision.id == Passage.revision_id)
        .where(
            Revision.proposal_id == proposal.id,
            Revision.state == State.VISIBLE,
            Revision.number <= proposal.revision,
            Passage.anchor == anchor,
        )
        .order_by(Revision.number.desc())
        .limit(1)
    ).first()
    return LastWords(row.text, row.number, row.number == proposal.revision) if row else None


def passage_names(session: Session, proposal: Proposal, anchors: Collection[str]) -> dict[str, PassageName]:
    """By anchor, in one statement."""
    if not anchors:
        return {}
    rows = session.execute(
        select(Passage.anchor, Passage.number, Passage.text, Revision.number)
        .join(Revision, Revision.id == Passage.revision_id)
        .where(
            Revision.proposal_id == proposal.id,
            Revision.state == State.VISIBLE,
            Revision.number <= proposal.revision,
            Passage.anchor.in_(anchors),
        )
        .order_by(Revision.number)
    )
    return {
        anchor: PassageName(
            proposal.slug, anchor, number or "", excerpt(text, _FEW_WORDS), revision, revision == proposal.revision
        )
        for anchor, number, text, revision in rows
    }
