"""One write transaction, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import randrange

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from deliberate.models import Person, Proposal
from deliberate.queries.core import run

# So many can raise the site's version at the same time.
_BUCKETS = 16
_RAISE = text(
    "INSERT INTO site_versions (bucket, version) VALUES (:bucket, 1) "
    "ON CONFLICT (bucket) DO UPDATE SET version = site_versions.version + 1"
)


@contextmanager
def transaction(session: Session, *, shown: bool = True) -> Iterator[None]:
    """Begins a write transaction, commits it at the end, rolls back if anything is raised. `shown`: some page of the
    site shows what is written, so that the site's version rises with it.

    What was loaded before is expired, so it is read again inside: on SQLite the write lock is taken first (BEGIN
    IMMEDIATE), so a reader never has to become a writer halfway and fail.
    """
    session.rollback()
    session.expire_all()  # a rollback expires nothing when no transaction had begun
    session.connection(execution_options={"begin": "IMMEDIATE"})
    try:
        yield
        if shown:
            _raise_site_version(session)
        session.commit()
    except BaseException:
        session.rollback()
        raise


def _raise_site_version(session: Session) -> None:
    """The last thing before the commit: who waits for a bucket then holds nothing that its holder still needs, and a
    bucket is held no longer than the commit takes."""
    bucket = randrange(_BUCKETS)  # noqa: S311  # nosec B311  # keeps no secret
    run(session, _RAISE, {"bucket": bucket})


@contextmanager
def snapshot(session: Session) -> Iterator[None]:
    """Whatever is read in it is as it was at one moment, however long that takes."""
    session.rollback()
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield
    finally:
        session.rollback()


def lock_proposal(session: Session, proposal_id: int) -> Proposal:
    """The proposal, locked for this transaction: changes of one thread happen one after another."""
    statement = select(Proposal).where(Proposal.id == proposal_id).with_for_update(of=Proposal)
    return session.scalars(statement, execution_options={"populate_existing": True}).one()


def lock_person(session: Session, person_id: int) -> Person:
    """The same for a person: changes of what they say of themselves happen one after another."""
    statement = select(Person).where(Person.id == person_id).with_for_update()
    return session.scalars(statement, execution_options={"populate_existing": True}).one()


def lock_names(session: Session) -> None:
    """Nobody else takes a name until the transaction ends. On SQLite only one writes at a time in any case."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE people IN SHARE ROW EXCLUSIVE MODE"))


@contextmanager
def explicit_ids(session: Session) -> Iterator[None]:
    """Lets posts and messages be given ids: nobody takes one meanwhile, and afterwards the database counts on from the
    largest. SQLite does both by itself."""
    if session.get_bind().dialect.name != "postgresql":
        yield
        return
    session.execute(text("LOCK TABLE messages, posts IN SHARE ROW EXCLUSIVE MODE"))
    yield
    for table in ("messages", "posts"):
        largest = f"(SELECT max(id) FROM {table})"  # noqa: S608  # nosec B608  # names of our own tables
        session.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {largest})"))
