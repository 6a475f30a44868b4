"""By what the site computes: adopted once, and remembered with its data."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.engine.assessment import ENGINE, Rules
from deliberate.models import Proposal, SiteFact, WorkKind
from deliberate.queries.rules import load_rules
from deliberate.upkeep.transaction import transaction
from deliberate.upkeep.work import ask_for, votes_changed


def adopt_rules(session: Session, rules: Rules) -> None:
    """Remembers by what the site computes; if that is not what it was, every thread is computed anew, and its opinion
    groups, too, where the engine is another one."""
    with transaction(session):
        before, engine = load_rules(session), session.get(SiteFact, "engine")
        is_other = engine is None or engine.value != str(ENGINE)
        for name, value in (("semantics", rules.semantics), ("quorum", rules.quorum), ("engine", ENGINE)):
            session.merge(SiteFact(name=name, value=str(value)))
        if rules == before and not is_other:
            return
        for proposal in session.scalars(select(Proposal).order_by(Proposal.id).with_for_update()):
            proposal.version += 1  # sentences on its pages tell the rules
            ask_for(session, WorkKind.EVALUATION, proposal.id)
            if is_other and proposal.votes_version:
                votes_changed(session, proposal)
