"""What is done beside answering, however little it takes to answer, and what raises the versions of people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from itsdangerous import TimestampSigner
from sqlalchemy import update
from sqlalchemy.orm import Session

from deliberate.domain.browsers import NOTED_EVERY
from deliberate.models import Person, Post, SignIn, now
from tests.cast import Cast, Client
from tests.factories import PostFactory, ProposalFactory
from tests.web.keeping import asking, browser, status, tag

DAY = 24 * 60 * 60


@pytest.fixture
def post(session: Session, cast: Cast) -> Post:
    post: Post = PostFactory(id=1, proposal=ProposalFactory(slug="plan", owner=cast.ada), author=cast.ben)
    session.commit()
    return post


def _sign_anew(client: Client, days: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the cookie had been made so many days ago."""
    with monkeypatch.context() as patched, client.session_transaction() as session:
        session.permanent = True
        patched.setattr(TimestampSigner, "get_timestamp", lambda signer: int(now().timestamp() - days * DAY))


@pytest.mark.parametrize(("days", "renewed"), [(0.9, False), (1.1, True), (29.0, True)])
def test_the_cookie_is_made_anew_once_a_day(
    kept: Flask, cast: Cast, post: Post, monkeypatch: pytest.MonkeyPatch, days: float, renewed: bool
) -> None:
    ben = browser(kept, cast.ben)
    _sign_anew(ben, days, monkeypatch)
    for expected in (renewed, False):
        seen = ben.get("/labels", headers={"If-None-Match": "W/none"})
        assert ("Set-Cookie" in seen.headers) is expected
    assert seen.headers["Cache-Control"] == "private, no-cache"


def test_a_cookie_that_is_too_old_signs_nobody_in(
    kept: Flask, cast: Cast, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben = browser(kept, cast.ben)
    _sign_anew(ben, 31, monkeypatch)
    assert ben.get("/labels").headers["Cache-Control"] == "no-cache"


def test_that_a_browser_is_used_is_noted_though_its_pages_are_as_they_were(
    kept: Flask, session: Session, cast: Cast, post: Post
) -> None:
    ben = browser(kept, cast.ben)
    seen = tag(ben, "/labels")
    long_ago = now() - NOTED_EVERY - timedelta(minutes=1)
    session.execute(update(SignIn).values(last_used=long_ago))
    session.commit()
    assert [status(ben, "/labels", seen) for _ in range(2)] == [200, 304]
    session.expire_all()
    assert all(row.last_used > long_ago for row in session.query(SignIn))


def test_the_version_of_a_person_rises_with_every_change_and_of_two_at_a_time_each_counts(
    session: Session, cast: Cast
) -> None:
    for about in ("One thing.", "Another."):
        cast.ben.about = about
        session.commit()
    cast.ben.about = "Another."
    session.commit()
    assert cast.ben.version == 3
    session.query(Person).filter_by(id=cast.ben.id).update({"version": 7})
    cast.ben.trusted = not cast.ben.trusted
    session.commit()
    assert cast.ben.version == 8


def test_a_proposal_that_nobody_can_find_has_no_tag(kept: Flask, cast: Cast) -> None:
    for address in ("/proposals/none", "/proposals/%FF", "/proposals/%00", "/posts/999999999", "/posts/9999999999"):
        answer = browser(kept).get(address)
        assert answer.status_code == 404, address
        assert "ETag" not in answer.headers


def test_of_machines_that_watch_the_site_nothing_is_asked_before(
    kept: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with asking(monkeypatch) as asked:
        for address in ("/healthz", "/readyz", f"{kept.static_url_path}/css/base.css"):
            with browser(kept).get(address) as answer:
                assert answer.status_code == 200
    assert asked == []
