"""Whoever has a row says so again and again; who has not for half a minute is dead, and another takes the row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate import jobs
from deliberate.extensions import db
from deliberate.jobs import run_due
from deliberate.models import Proposal, WorkRow
from deliberate.models.work import LEASE, MOST_ATTEMPTS
from tests.jobs.waiting import Job, ask, checked, let_time_pass, rows
from tests.patience import wait_for

Doing = Callable[[Job], None]


def claimed() -> datetime | None:
    with Session(db.engine) as other:
        return other.scalar(select(WorkRow.claimed))


def renewed(before: datetime | None) -> Callable[[], bool]:
    return lambda: claimed() != before


def test_a_dead_workers_row_is_taken_within_half_a_minute(session: Session, proposal: Proposal) -> None:
    assert timedelta(seconds=1) + LEASE <= timedelta(seconds=30), "an idle worker looks every second"
    ask(session, proposal)
    assert jobs._claim(session)
    let_time_pass(session, LEASE - timedelta(seconds=1))
    assert run_due(session) == 0
    let_time_pass(session, timedelta(seconds=1))
    assert run_due(session) == 1


def test_a_worker_renews_its_claim_while_it_works(
    session: Session, proposal: Proposal, doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_RENEWAL", timedelta(milliseconds=20))

    def long(own: Session, subject: int, payload: dict[str, Any]) -> None:
        own.rollback()
        for _ in range(3):
            wait_for(renewed(claimed()))
        with Session(db.engine) as other:
            assert run_due(other) == 0

    doing(long)
    ask(session, proposal)
    assert run_due(session) == 1
    assert rows(session) == []


def test_it_says_so_often_enough_to_miss_a_few(session: Session) -> None:
    assert jobs._RENEWAL * 4 < LEASE


def test_who_lost_a_row_does_not_renew_it(
    session: Session, proposal: Proposal, doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_RENEWAL", timedelta(milliseconds=20))
    taken: list[datetime | None] = []

    def too_long(own: Session, subject: int, payload: dict[str, Any]) -> None:
        own.rollback()
        with Session(db.engine) as other:
            monkeypatch.setattr(jobs, "_RENEWAL", timedelta(hours=1))
            let_time_pass(other, LEASE)
            assert jobs._claim(other)
            taken.append(claimed())

    doing(too_long)
    ask(session, proposal)
    run_due(session)
    assert taken == [claimed()]


def test_who_hangs_is_taken_for_dead_in_the_end(
    session: Session, proposal: Proposal, doing: Doing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_RENEWAL", timedelta(milliseconds=1))
    monkeypatch.setattr(jobs, "_MOST_RENEWALS", 3)
    renewals: list[bool] = []
    renew = jobs._renew
    monkeypatch.setattr(jobs, "_renew", lambda *given: renewals.append(renew(*given)) or True)

    def hang(own: Session, subject: int, payload: dict[str, Any]) -> None:
        own.rollback()
        wait_for(lambda: len(renewals) == 3)

    doing(hang)
    ask(session, proposal)
    assert run_due(session) == 1
    assert renewals == [True] * 3


def test_work_that_kills_its_workers_is_given_up(session: Session, proposal: Proposal) -> None:
    ask(session, proposal)
    for _ in range(MOST_ATTEMPTS + 1):
        assert jobs._claim(session)
        let_time_pass(session, LEASE)
    assert jobs._claim(session) is None
    found = checked(session)
    assert not found.ok
    assert "its worker died" in str(found.found)
