"""The rules that the site has adopted: by what it computes."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.engine.assessment import Rules
from deliberate.domain.engine.semantics import Semantics
from deliberate.models import SiteFact


def load_rules(session: Session) -> Rules:
    """The rules that the site has adopted, in one statement."""
    facts = _rules(session)
    usual = Rules()
    return Rules(Semantics(facts.get("semantics", usual.semantics)), int(facts.get("quorum", usual.quorum)))


def has_rules(session: Session) -> bool:
    """Whether the site has adopted any."""
    return bool(_rules(session))


def _rules(session: Session) -> dict[str, str]:
    names = ("semantics", "quorum")
    return dict(session.execute(select(SiteFact.name, SiteFact.value).where(SiteFact.name.in_(names))).all())
