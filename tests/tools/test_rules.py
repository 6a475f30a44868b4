"""Adopting rules: other ones than before ask for every thread to be computed anew."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.engine.assessment import Rules
from deliberate.domain.engine.semantics import Semantics
from deliberate.models import OutboxRow, Work
from deliberate.queries.rules import load_rules
from deliberate.tools.rules import adopt_rules
from tests.factories import ProposalFactory


@pytest.mark.parametrize("rules", [Rules(Semantics.DF_QUAD), Rules(quorum=5)])
def test_other_rules_ask_for_every_thread_to_be_computed_anew_once(session: Session, rules: Rules) -> None:
    proposals = {ProposalFactory().id, ProposalFactory().id}
    session.commit()

    def asked() -> list[int]:
        return list(session.scalars(select(OutboxRow.proposal_id).where(OutboxRow.work == Work.EVALUATION)))

    adopt_rules(session, Rules())
    assert asked() == []
    for _ in range(2):
        adopt_rules(session, rules)
        assert load_rules(session) == rules
        assert sorted(asked()) == sorted(proposals)
