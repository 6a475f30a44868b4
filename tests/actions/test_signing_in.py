"""A row for each browser, cleared away when nobody can use it any more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.actions import signing_in
from deliberate.models import SignIn, now
from tests.cast import Cast


def test_a_sign_in_that_nobody_can_use_any_more_is_cleared_away_when_anybody_signs_in(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = now()
    monkeypatch.setattr(signing_in, "now", lambda: moment)
    old, fresh = (signing_in.begin(session, cast.ada, "").id for _ in range(2))
    session.get_one(SignIn, old).last_used = moment - timedelta(days=30)
    session.get_one(SignIn, fresh).last_used = moment - timedelta(days=30) + timedelta(seconds=1)
    session.commit()
    begun = signing_in.begin(session, cast.ben, "")
    assert session.scalars(select(SignIn.id).order_by(SignIn.id)).all() == [fresh, begun.id]
    assert len(begun.token) == 32


def test_only_the_browser_that_is_used_is_noted(session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = (signing_in.begin(session, cast.ada, "").id for _ in range(2))
    later = now() + timedelta(hours=1)
    monkeypatch.setattr(signing_in, "now", lambda: later)
    signing_in.note_use(session, one)
    session.expire_all()
    assert session.get_one(SignIn, one).last_used == later
    assert session.get_one(SignIn, other).last_used < later


def test_only_ones_own_browsers_are_signed_out_one_or_all(session: Session, cast: Cast) -> None:
    ada, ada_too, ben = (signing_in.begin(session, person, "").id for person in (cast.ada, cast.ada, cast.ben))

    def left() -> list[int]:
        return list(session.scalars(select(SignIn.id).order_by(SignIn.id)))

    assert signing_in.end(session, cast.ben, ada) is False
    assert left() == [ada, ada_too, ben]
    assert signing_in.end(session, cast.ada, ada) is True
    assert left() == [ada_too, ben]
    signing_in.end_everywhere(session, cast.ada)
    assert left() == [ben]
