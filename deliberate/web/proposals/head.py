"""What stands at the head of every page of a proposal."""

from __future__ import annotations

from dataclasses import dataclass

from deliberate.extensions import session
from deliberate.models import Proposal
from deliberate.queries.counts import Counts, counts
from deliberate.queries.points import OpenPoint, strongest_objections


@dataclass(frozen=True)
class Head:
    """What is proposed, where it stands, and the open objections that most people hold."""

    proposal: Proposal
    counts: Counts
    strongest: tuple[OpenPoint, ...]


def head_of(proposal: Proposal, counted: Counts | None = None) -> Head:
    """In two statements, or in one where the counts are known."""
    return Head(proposal, counted or counts(session(), proposal), strongest_objections(session(), proposal.id))
