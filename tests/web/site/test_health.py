"""Programs that watch the site: whether it answers, and whether all is well."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy.orm import Session

from deliberate import jobs
from deliberate.models import Proposal, SiteFact, WorkKind, WorkRow, now
from deliberate.tools import readiness
from tests.cast import Cast
from tests.factories import ProposalFactory


@pytest.fixture(autouse=True)
def unhurried(cast: Cast) -> None:
    """Nothing was asked a moment ago."""
    cast.app.extensions.pop("written", None)


@pytest.fixture
def late(session: Session, cast: Cast) -> Proposal:
    """Work that was due two minutes ago."""
    proposal: Proposal = ProposalFactory()
    due = now() - timedelta(minutes=2)
    session.add(WorkRow(kind=WorkKind.EVALUATION, subject=proposal.id, key="late", due=due))
    session.commit()
    return proposal


def status(cast: Cast, address: str = "/readyz") -> tuple[int, str]:
    answer = cast.visitor.get(address)
    assert answer.json is not None
    return answer.status_code, answer.json["status"]


def test_a_site_that_is_well_is_alive_and_ready(cast: Cast) -> None:
    assert status(cast, "/healthz") == status(cast) == (200, "ok")


def test_whether_it_is_alive_asks_the_database_nothing(
    cast: Cast, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    with count_statements() as statements:
        cast.visitor.get("/healthz")
    assert statements == []


def test_whether_it_is_ready_is_tried_by_writing_but_not_for_everybody(cast: Cast, session: Session) -> None:
    status(cast)
    first = session.get_one(SiteFact, "asked whether it is ready").value
    for _ in range(3):
        assert status(cast) == (200, "ok")
    session.expire_all()
    assert session.get_one(SiteFact, "asked whether it is ready").value == first


def test_work_that_waits_for_more_than_a_minute_is_said(cast: Cast, session: Session, late: Proposal) -> None:
    code, said = status(cast)
    assert (code, said.startswith("work has waited since 20")) == (503, True)
    assert jobs.run_due(session) == 1
    assert status(cast) == (200, "ok")


def test_work_that_a_living_worker_has_is_not_late(cast: Cast, session: Session, late: Proposal) -> None:
    assert jobs._claim(session)
    assert status(cast) == (200, "ok")


def test_a_disk_with_hardly_any_room_is_said_before_it_is_full(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    if cast.app.config["SQLALCHEMY_DATABASE_URI"].startswith("postgresql"):
        return  # its disk is elsewhere
    free = SimpleNamespace(f_bavail=15, f_frsize=4096)
    monkeypatch.setattr(readiness, "os", SimpleNamespace(statvfs=lambda _: free, fspath=os.fspath))
    assert status(cast) == (503, "the disk is almost full")


# The moderators


def test_moderators_are_told_that_work_is_late(cast: Cast, late: Proposal) -> None:
    page = cast.browser(cast.mo).get("/moderation").text
    assert "the work behind them has waited for 2 minutes" in page


def test_they_are_told_nothing_where_it_is_done(cast: Cast) -> None:
    assert "has waited" not in cast.browser(cast.mo).get("/moderation").text
