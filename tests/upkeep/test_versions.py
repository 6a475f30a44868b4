"""The site's version rises with every change that a page could show, and nobody waits for another in a circle."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.actions import accounts, signing_in
from deliberate.actions.noticing import forget_proxy, notice_proxy
from deliberate.actions.voting import cast_vote
from deliberate.domain.permissions import Role
from deliberate.extensions import db
from deliberate.models import Choice, SiteVersion
from deliberate.tools import doctor
from deliberate.tools.readiness import not_ready
from deliberate.upkeep import transaction as upkeep
from deliberate.upkeep.transaction import transaction
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory

WRITERS, EACH = 6, 5


def version(session: Session) -> int:
    session.rollback()
    return int(session.scalars(select(func.coalesce(func.sum(SiteVersion.version), 0))).one())


def test_it_rises_with_what_pages_show_and_with_nothing_else(session: Session, cast: Cast) -> None:
    before = version(session)
    sign_in = signing_in.begin(session, cast.ben, "")
    signing_in.note_use(session, sign_in.id)
    signing_in.end(session, cast.ben, sign_in.id)
    signing_in.end_everywhere(session, cast.ben)
    notice_proxy(session)
    forget_proxy(session)
    not_ready(session, writing=True)
    doctor._ask_again(session)
    assert version(session) == before
    accounts.set_about(session, cast.ben, "Somebody.")
    accounts.set_role(session, cast.ben, Role.MODERATOR)
    accounts.register(session, "Grace", "four words in a row")
    assert version(session) == before + 3


def test_what_fails_raises_nothing(session: Session, cast: Cast) -> None:
    before = version(session)

    def half() -> None:
        with transaction(session):
            cast.ben.about = "Half of it."
            session.flush()
            raise RuntimeError

    pytest.raises(RuntimeError, half)
    assert version(session) == before


@pytest.mark.parametrize("buckets", [1, 16])
def test_of_many_who_write_at_the_same_time_each_counts(
    app: Flask, session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch, buckets: int
) -> None:
    monkeypatch.setattr(upkeep, "_BUCKETS", buckets)
    posts = [PostFactory(author=cast.ada).id for _ in range(WRITERS)]
    voters = [PersonFactory() for _ in range(WRITERS)]
    session.commit()
    people = [person.id for person in voters]
    before, start = version(session), Barrier(WRITERS)

    def vote(at: int) -> None:
        with app.app_context():
            start.wait(20)
            for turn in range(EACH):
                person = db.session.get(type(cast.ada), people[at])
                assert person
                choice = (Choice.AGREE, Choice.DISAGREE)[turn % 2]
                cast_vote(db.session(), person, posts[(at + turn) % WRITERS], choice)
            db.session.remove()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(vote, range(WRITERS)))
    assert version(session) == before + WRITERS * EACH
    assert session.scalars(select(func.count()).select_from(SiteVersion)).one() <= buckets + 1
