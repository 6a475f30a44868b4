"""Who is signed in is kept from page to page, and is never somebody they no longer are."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import flask
import pytest
from flask import Flask
from flask_login import login_user
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from deliberate.actions import accounts, signing_in
from deliberate.domain.browsers import STAYS_SIGNED_IN
from deliberate.domain.permissions import Role
from deliberate.models import Person, Post, now
from deliberate.queries.sign_ins import SignedIn, hash_of, known, signed_in_again
from deliberate.web.asking import Asked, Who
from deliberate.web.opened import opened_cookie
from deliberate.web.requests import ASKED
from deliberate.web.visitor import visitor
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory
from tests.web.keeping import browser, keeping

Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def post(session: Session, cast: Cast) -> Post:
    post: Post = PostFactory(id=1, proposal=ProposalFactory(slug="plan", owner=cast.ada), author=cast.ben)
    session.commit()
    return post


def test_who_is_signed_in_is_not_asked_for_again_while_they_are_the_same(
    kept: Flask, session: Session, cast: Cast, post: Post, count_statements: Counting
) -> None:
    ben, asked = browser(kept, cast.ben), []
    for about in ("", "", "I build boats."):
        if about:
            accounts.set_about(session, session.get_one(Person, cast.ben.id), about, hold=False)
        with kept.app_context(), count_statements() as statements:
            assert "Ben" in ben.get("/proposals/plan").text
        asked.append(sum("sign_ins" in statement for statement in statements))
    assert asked == [0, 0, 1]


def test_whoever_becomes_a_moderator_is_one_on_the_next_page_and_then_no_longer(
    kept: Flask, session: Session, cast: Cast, post: Post
) -> None:
    ben = browser(kept, cast.ben)
    seen = []
    for role in (Role.MEMBER, Role.MODERATOR, Role.MEMBER):
        cast.ben.role = role
        session.commit()
        seen.append([('href="/moderation"' in ben.get("/").text, ben.get("/moderation").status_code) for _ in range(2)])
    assert seen == [[(False, 403)] * 2, [(True, 200)] * 2, [(False, 403)] * 2]


def test_who_signed_out_elsewhere_is_nobody(kept: Flask, session: Session, cast: Cast, post: Post) -> None:
    ben, other = browser(kept, cast.ben), browser(kept, cast.ben)
    cookie = ben.get_cookie("session")
    assert cookie
    other.set_cookie("session", cookie.value)
    assert other.get("/account/").status_code == ben.get("/account/").status_code == 200
    ben.send("/account/sign-out", {})
    assert other.get("/account/").status_code == 401


def test_who_votes_is_known_without_being_loaded_again(
    kept: Flask, session: Session, cast: Cast, post: Post, count_statements: Counting
) -> None:
    ada, asked = browser(kept, cast.ada), []
    for choice in ("agree", "disagree"):
        with kept.app_context(), count_statements() as statements:
            assert ada.send("/posts/1/vote", {"choice": choice}).status_code == 303
        asked.append(sum("sign_ins" in statement for statement in statements))
    assert asked == [0, 0]


def test_somebody_who_was_not_here_for_long_is_nobody_whatever_is_kept_of_them(
    kept: Flask, cast: Cast, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = browser(kept, cast.ada)
    assert ada.send("/posts/1/vote", {"choice": "agree"}).status_code == 303
    later = now() + STAYS_SIGNED_IN
    for module in ("deliberate.queries.sign_ins", "deliberate.web.asking"):
        monkeypatch.setattr(f"{module}.now", lambda: later)
    monkeypatch.setattr(kept, "permanent_session_lifetime", 3 * STAYS_SIGNED_IN)
    assert ada.send("/posts/1/vote", {"choice": "agree"}).status_code == 401
    assert ada.get("/account/").status_code == 401


def test_nothing_is_kept_of_a_password(session: Session, cast: Cast) -> None:
    cast.ben.password_hash = "hash"
    session.commit()
    row = known(SignedIn("token", 1, cast.ben.joined, cast.ben)).row
    assert "hash" not in row.values()
    assert row.keys() == {column.key for column in inspect(Person).column_attrs} - {"password_hash"}


def test_somebody_who_is_kept_is_the_same_in_every_session_and_the_rest_is_asked_for(
    session: Session, cast: Cast, count_statements: Counting
) -> None:
    cast.ben.password_hash = "hash"
    session.commit()
    kept, id = known(SignedIn("token", 7, cast.ben.joined, cast.ben)), cast.ben.id
    assert signed_in_again(session, "token", kept).person is cast.ben
    session.expunge_all()
    with count_statements() as statements:
        again = signed_in_again(session, "token", kept)
        assert (again.token, again.id, again.person.name, again.person.role) == ("token", 7, "Ben", Role.MEMBER)
        assert session.get(Person, id) is again.person
        assert statements == []
        assert again.person.password_hash == "hash"
        assert len(statements) == 1
    again.person.about = "I build boats."
    session.commit()
    session.expunge_all()
    assert session.get_one(Person, id).about == "I build boats."


@pytest.mark.parametrize("later", [0, 1])
def test_what_was_changed_since_the_request_began_is_not_kept_as_what_it_was(
    kept: Flask, session: Session, cast: Cast, later: int
) -> None:
    begun = signing_in.begin(session, cast.ben, "Firefox")
    session.commit()
    version = session.get_one(Person, cast.ben.id).version
    who = Who(hash_of(begun.token), begun.last_used, version - later)
    asked = Asked("tag", by_a_visitor=False, who=who)
    with kept.test_request_context("/", environ_overrides={ASKED: asked}):
        login_user(begun)
        flask.g.pop("_login_user")
        assert visitor()
    assert (kept.extensions["people"].find(who) is None) is bool(later)


def test_what_a_cookie_holds_can_be_changed_and_stays_as_it_was_sent(app: Flask) -> None:
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]  # ours
    sent = signer.dumps({"_flashes": [("done", "Saved.")]})
    for _ in range(2):
        opened = opened_cookie(app, sent)
        assert opened
        assert [tuple(note) for note in opened.session["_flashes"]] == [("done", "Saved.")]
        opened.session["_flashes"].append(("done", "Twice."))
    forged = signer.dumps({"_flashes": [("done", "Forged.")]}).partition(".")[0] + "." + sent.partition(".")[2]
    assert opened_cookie(app, forged) is None


def test_a_site_with_another_key_opens_no_cookie_of_this_one(app: Flask, session: Session) -> None:
    sent = app.session_interface.get_signing_serializer(app).dumps({"a": 1})  # type: ignore[attr-defined]  # ours
    with keeping(app, secret_key="another one, of thirty-two letters") as other:
        assert opened_cookie(other, sent) is None
    assert opened_cookie(app, sent)


def test_a_note_is_told_once_however_often_the_cookie_is_sent(kept: Flask, cast: Cast) -> None:
    ben = browser(kept, cast.ben)
    ben.send("/account/", {"about": "I build boats."})
    assert ["Saved." in ben.get("/account/").text for _ in range(2)] == [True, False]
    with ben.session_transaction() as held:
        assert isinstance(held, flask.sessions.SessionMixin)
