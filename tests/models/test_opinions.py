"""What the worker found, as it is kept."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from deliberate.domain.words import say_in, say_many
from deliberate.models import OpinionReport
from tests.factories import ProposalFactory

FEW = say_many(
    "Only %(num)d person has voted on %(posts)s or more; groups are looked for from %(least)d on.",
    "Only %(num)d people have voted on %(posts)s or more; groups are looked for from %(least)d on.",
    3,
    posts=say_many("%(num)d post", "%(num)d posts", 7),
    least=20,
)


@pytest.mark.parametrize("why", ["", "As an earlier version stored it.", FEW, say_in("I want to …", "answer")], ids=str)
def test_a_report_keeps_its_sentence_so_that_it_can_be_said_in_any_language(session: Session, why: Any) -> None:
    kept = {"why_none": why, "silhouette": 0.3, "groups": [], "counts": {"1": {"0": [1, 2, 3]}}}
    proposal = ProposalFactory()
    session.add(OpinionReport(proposal_id=proposal.id, version=1, report=kept))
    session.commit()
    session.expire_all()
    assert session.get_one(OpinionReport, proposal.id).report == kept
