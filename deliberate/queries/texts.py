"""What proposals say now: the passages of the revisions in force."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from deliberate.models import Passage, Proposal, Revision


def passages_in_force(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Selects from all proposals and their passages in the order of the text; a caller says which with `where`."""
    return (
        select(*columns)
        .select_from(Proposal)
        .join(Proposal.in_force)
        .join(Revision.passages)
        .order_by(Passage.position)
    )
