"""A proposal there is work about, and work of the test's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from deliberate import jobs
from deliberate.models import Proposal, WorkKind
from tests.factories import ProposalFactory
from tests.jobs.waiting import Job


@pytest.fixture
def proposal(session: Session) -> Proposal:
    proposal = ProposalFactory()
    session.commit()
    return proposal


@pytest.fixture
def doing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Job], None]:
    """`doing(job)` makes this the work of every row."""

    def do(job: Job) -> None:
        for work in WorkKind:
            monkeypatch.setitem(jobs._WORK, work, job)

    return do
