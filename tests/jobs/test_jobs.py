"""Doing work: what is due is done, and nothing twice at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import timedelta
from threading import Barrier, Lock
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.statuses import Status
from deliberate.extensions import db
from deliberate.jobs import run_due
from deliberate.models import OpinionReport, Proposal, WorkKind
from tests.factories import PostFactory, ProposalFactory, VoteFactory
from tests.jobs.waiting import Job, ask, let_time_pass, rows
from tests.patience import PATIENCE


def test_work_is_done_and_its_row_is_gone(session: Session, proposal: Proposal) -> None:
    objection = PostFactory(proposal=proposal, label=Label.OBJECTION, standing=0.9)
    rebuttal = PostFactory(parent=objection, label=Label.REBUTTAL)
    VoteFactory(post=rebuttal)
    session.commit()
    ask(session, proposal, WorkKind.EVALUATION)
    ask(session, proposal, WorkKind.OPINIONS)
    assert run_due(session) == 2
    assert rows(session) == []
    session.refresh(objection)
    assert objection.standing < 0.9
    assert objection.status in Status
    assert session.get_one(OpinionReport, proposal.id).report["votes"] == 1


def test_what_is_not_due_waits(session: Session, proposal: Proposal) -> None:
    ask(session, proposal, delay=timedelta(minutes=1))
    assert run_due(session) == 0
    let_time_pass(session, timedelta(minutes=2))
    assert run_due(session) == 1


def test_a_worker_that_is_asked_to_stop_takes_no_more(session: Session, proposal: Proposal) -> None:
    ask(session, proposal, WorkKind.EVALUATION)
    ask(session, proposal, WorkKind.OPINIONS)
    answers = iter([True, False])
    assert run_due(session, lambda: next(answers)) == 1
    assert [row.claimed for row in rows(session)] == [None]


def test_changes_while_a_job_runs_make_another_row(
    session: Session, proposal: Proposal, doing: Callable[[Job], None]
) -> None:
    def meanwhile(own: Session, proposal_id: int, payload: dict[str, Any]) -> None:
        with Session(db.engine) as other:
            for _ in range(2):
                ask(other, proposal, delay=timedelta(seconds=2))

    doing(meanwhile)
    ask(session, proposal)
    [first] = [row.id for row in rows(session)]
    assert run_due(session) == 1
    [second] = rows(session)
    assert second.id > first
    assert second.claimed is None


def test_looking_for_work_costs_one_statement(
    session: Session, proposal: Proposal, count_statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    ask(session, proposal, delay=timedelta(minutes=1))
    with count_statements() as statements:
        run_due(session)
    assert len([one for one in statements if not one.startswith("BEGIN")]) == 1


# Two workers


def test_two_workers_do_not_take_the_same_row(app: Flask, session: Session, doing: Callable[[Job], None]) -> None:
    proposals = [ProposalFactory() for _ in range(6)]
    session.commit()
    for proposal in proposals:
        ask(session, proposal)
    begin, lock = Barrier(3), Lock()
    done: list[int] = []

    def note(own: Session, proposal_id: int, payload: dict[str, Any]) -> None:
        with lock:
            done.append(proposal_id)
        time.sleep(0.02)

    def work(_: int) -> int:
        with app.app_context():
            begin.wait(PATIENCE)
            return run_due(db.session())

    doing(note)
    with ThreadPoolExecutor(3) as pool:
        counts = list(pool.map(work, range(3)))
    assert sorted(done) == [proposal.id for proposal in proposals]
    assert sum(counts) == len(proposals)
    assert rows(session) == []
