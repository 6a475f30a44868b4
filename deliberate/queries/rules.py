"""The rules that the site has adopted: by what it computes."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.engine.assessment import Rules
from deliberate.domain.engine.semantics import Semantics
from deliberate.models import SiteFact

_NAMES = ("semantics", "quorum")
_WRITTEN = select(SiteFact.name, SiteFact.value).where(SiteFact.name.in_(_NAMES))


def load_rules(session: Session) -> Rules:
    """The rules that the site has adopted, in one statement."""
    facts = _rules(session)
    return rules_of(facts.get("semantics"), facts.get("quorum"))


def rules_of(semantics: str | None, quorum: str | None) -> Rules:
    """From what is written down of them."""
    usual = Rules()
    return Rules(Semantics(semantics or usual.semantics), int(quorum or usual.quorum))


# For a statement that reads something else, too: what is written down, in the order of `rules_of`.
AS_WRITTEN = tuple(select(SiteFact.value).where(SiteFact.name == name).scalar_subquery() for name in _NAMES)


def has_rules(session: Session) -> bool:
    """Whether the site has adopted any."""
    return bool(_rules(session))


def _rules(session: Session) -> dict[str, str]:
    return dict(session.execute(_WRITTEN).all())
