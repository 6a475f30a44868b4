"""What the doctor finds in the numbers, and repairs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from deliberate.domain.engine.grounded import Extent
from deliberate.domain.statuses import Status
from deliberate.extensions import db
from deliberate.models import Post
from deliberate.tools.doctor import examine
from deliberate.upkeep.evaluating import evaluate
from tests.factories import PostFactory


@pytest.mark.parametrize(
    "wrong",
    [{"standing": 0.51}, {"balanced": False}, {"extent": Extent.OUT}, {"status": Status.RESOLVED}, {"agree": 1}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_whatever_is_kept_of_a_post_is_compared_and_repaired(session: Session, wrong: dict[str, Any]) -> None:
    post = PostFactory()
    evaluate(session, post.proposal)
    session.execute(update(Post).values(**wrong))
    session.commit()
    found = {finding.check: finding for finding in examine(session, fix=True)}["tallies, standing, status"]
    assert (found.ok, found.fixed, str(found.found)) == (False, True, "1 post has outdated numbers")
    assert all(finding.ok for finding in examine(session, fix=False))


def test_a_difference_in_rounding_is_no_finding_to_the_doctor(session: Session) -> None:
    post = PostFactory()
    evaluate(session, post.proposal)
    session.execute(update(Post).values(standing=0.5 + 1e-10))
    session.commit()
    found = {finding.check: finding for finding in examine(session, fix=False)}
    assert found["tallies, standing, status"].ok


def told(session: Session, *, fix: bool) -> tuple[str, bool, str, bool]:
    """What comes of the first check."""
    found = examine(session, fix=fix)[0]
    return found.check, found.ok, str(found.found), found.fixed


def test_rows_that_point_to_nothing_are_found_and_not_for_the_doctor_to_repair(session: Session) -> None:
    """PostgreSQL does not let it come to that; an SQLite file may have been changed by another program."""
    assert told(session, fix=False) == ("foreign keys", True, "intact", False)
    if db.engine.dialect.name == "postgresql":
        return
    with closing(sqlite3.connect(str(db.engine.url.database))) as another_program:
        another_program.execute("INSERT INTO acceptances VALUES (1, 1, '2026-11-26 12:00:00')")
        another_program.commit()
    session.rollback()
    for fix in (False, True):
        assert told(session, fix=fix) == ("foreign keys", False, "2 rows point to nothing", False)
