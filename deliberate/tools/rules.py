"""By what the site computes: adopted once, and remembered with its data."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.engine.assessment import Rules
from deliberate.models import Proposal, SiteFact, Work
from deliberate.queries.rules import load_rules
from deliberate.upkeep.transaction import transaction
from deliberate.upkeep.work import ask_for


def adopt_rules(session: Session, rules: Rules) -> None:
    """Remembers by what the site computes; if that is not what it was, every thread is computed anew."""
    with transaction(session):
        before = load_rules(session)
        session.merge(SiteFact(name="semantics", value=str(rules.semantics)))
        session.merge(SiteFact(name="quorum", value=str(rules.quorum)))
        if rules == before:
            return
        for proposal in session.scalars(select(Proposal).order_by(Proposal.id).with_for_update()):
            proposal.version += 1  # sentences on its pages tell the rules
            ask_for(session, proposal, Work.EVALUATION)
