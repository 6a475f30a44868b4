"""Every column is exported, or stands in a list that says why not: told by changing each value there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import Enum
from itertools import islice
from typing import Any

import pytest
from sqlalchemy import Column, Row, Table, Update, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from deliberate.domain import places
from deliberate.domain.permissions import Act
from deliberate.domain.statuses import Cause, Status
from deliberate.domain.texts.marks import Mark, MarkKind
from deliberate.formats.sites import site_json
from deliberate.models import (
    Base,
    FlagReason,
    LogEntry,
    OpinionReport,
    Passage,
    Placing,
    Post,
    PostScore,
    Proposal,
    SignIn,
    SiteFact,
    StatusChange,
    WorkKind,
    WorkRow,
    now,
)
from deliberate.tools.exporting import load_site
from deliberate.tools.not_exported import NOT_EXPORTED
from tests.cast import Cast
from tests.factories import FlagFactory, PostFactory
from tests.tools import test_exporting

# A fixture: one of everything that an export holds.
thread = test_exporting.thread

A_FEW = 5
COLUMNS = [(table, column) for table in Base.metadata.sorted_tables for column in table.columns]


def reason(table: Table, column: Column[Any]) -> str | None:
    return NOT_EXPORTED.get(table.name) or NOT_EXPORTED.get(f"{table.name}.{column.name}")


@pytest.fixture
def everything(session: Session, cast: Cast, thread: Proposal) -> None:
    """What an export holds, and a row of everything else."""
    post = PostFactory(proposal=thread, anchor="second")
    log = session.query(LogEntry).order_by(LogEntry.id).first()
    assert log is not None
    PostFactory(proposal=thread, anchor="first", message=post.message, author=post.author)
    PostFactory(proposal=thread, withdrawn_at=now(), heir=cast.ben)
    session.add_all(
        [
            LogEntry(id=log.id + 100, proposal_id=thread.id, moderator_id=cast.mo.id, act=Act.LOCK, reason="Rest."),
            LogEntry(id=log.id + 101, proposal_id=thread.id, moderator_id=cast.mo.id, act=Act.UNLOCK, reason="Over."),
            OpinionReport(proposal_id=thread.id, version=1, report={}),
            WorkRow(kind=WorkKind.OPINIONS, subject=thread.id, key="opinions"),
            Placing(proposal_id=thread.id, person_id=cast.ben.id, x=0.0, y=0.0, group=1, last_group=1),
            PostScore(post_id=post.id, consensus=0.5, bridging=0.5),
            PostScore(post_id=session.scalars(select(Post.id).where(Post.parent_id.is_not(None))).first()),
            *(
                StatusChange(post_id=post.id, before=before, after=after, cause=Cause.REPLY, by_post_id=post.id)
                for before, after in ((Status.OPEN, Status.CONTESTED), (Status.CONTESTED, Status.ANSWERED))
            ),
            SiteFact(name="simulated", value="yes"),
            SignIn(person_id=cast.ben.id, token_hash="hash", browser="Firefox", system="Linux"),
        ]
    )
    session.execute(update(Passage).values(number="1."))
    session.execute(
        update(Passage).where(Passage.id == select(func.max(Passage.id)).scalar_subquery()).values(anchor="last")
    )
    FlagFactory(post_id=post.id, person_id=cast.ben.id, reason=FlagReason.SPAM)
    session.commit()


def others(session: Session, column: Column[Any], row: Row[Any]) -> list[Any]:
    """Values that the column could have instead of the one it has; none where it has none."""
    value = row.value
    if value is not None and column.foreign_keys:
        [key] = column.foreign_keys
        itself = [row.id] if key.column.table is column.table else []
        return list(session.scalars(select(key.column).where(key.column.not_in([value, *itself]))))
    match value:
        case None:
            return []
        case Enum():
            return [one for one in type(value) if one is not value]
        case bool():
            return [not value]
        case int() | float():
            return [value + 500]
        case str():
            return [f"{value}x"]
        case datetime():
            return [value + timedelta(days=1)]
        case list():
            return [[*value, "more"]]
        case tuple():
            return [(*value, Mark(0, 1, MarkKind.STRONG))]
        case dict():
            return [{**value, "more": "words"}]
    return [places.at(None, "elsewhere")]


def updates(session: Session, table: Table, column: Column[Any]) -> Iterator[Update]:
    """What gives the column another value in one row."""
    key = list(table.primary_key.columns)
    for row in session.execute(select(*key, column.label("value")).order_by(*key)).all():
        which = [part == id for part, id in zip(key, row, strict=False)]
        for other in others(session, column, row):
            yield update(table).where(*which).values({column: other})


def changed(session: Session, table: Table, column: Column[Any]) -> Iterator[str]:
    """The export after each change of one value of the column that the database takes."""
    for one in updates(session, table, column):
        try:
            with session.begin_nested() as savepoint:
                session.execute(one)
                yield exported(session)
                savepoint.rollback()
        except IntegrityError:
            continue  # as what others refer to


def exported(session: Session) -> str:
    session.expire_all()
    return site_json.dumps(load_site(session))


@pytest.mark.usefixtures("everything")
def test_every_column_is_exported_or_there_is_a_reason(session: Session) -> None:
    before = exported(session)
    hidden = [
        f"{table.name}.{column.name}"
        for table, column in COLUMNS
        if not reason(table, column) and all(after == before for after in changed(session, table, column))
    ]
    assert hidden == [], "export them, or say in NOT_EXPORTED why not"


@pytest.mark.usefixtures("everything")
def test_what_is_not_to_be_exported_is_not(session: Session) -> None:
    secret = [(table, column) for table, column in COLUMNS if reason(table, column)]
    before = exported(session)
    with session.begin_nested() as savepoint:
        done = sum(_done(session, one) for among in secret for one in islice(updates(session, *among), A_FEW))
        assert done > len(secret)
        if exported(session) == before:
            return
        savepoint.rollback()
    shown = [
        f"{table.name}.{column.name}"
        for table, column in secret
        if any(after != before for after in islice(changed(session, table, column), A_FEW))
    ]
    pytest.fail(f"is shown: {shown or 'some of it, where several values are others'}")


def _done(session: Session, one: Update) -> bool:
    try:
        with session.begin_nested():
            session.execute(one)
    except IntegrityError:
        return False
    return True


def test_the_list_names_what_there_is_and_says_why() -> None:
    named = {name for table, column in COLUMNS for name in (table.name, f"{table.name}.{column.name}")}
    assert NOT_EXPORTED.keys() <= named
    assert all(NOT_EXPORTED.values())
