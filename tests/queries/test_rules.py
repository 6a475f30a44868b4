"""The rules that a site has adopted."""

from __future__ import annotations

from sqlalchemy.orm import Session

from deliberate.domain.engine.assessment import Rules
from deliberate.domain.engine.semantics import Semantics
from deliberate.models import SiteFact
from deliberate.queries.rules import load_rules


def test_the_rules_are_quadratic_energy_and_three_people_unless_the_site_says_otherwise(session: Session) -> None:
    assert load_rules(session) == Rules(Semantics.QUADRATIC_ENERGY, quorum=3)
    session.add(SiteFact(name="semantics", value="df-quad"))
    session.flush()
    assert load_rules(session) == Rules(Semantics.DF_QUAD, quorum=3)
    session.add(SiteFact(name="quorum", value="5"))
    session.flush()
    assert load_rules(session) == Rules(Semantics.DF_QUAD, quorum=5)
