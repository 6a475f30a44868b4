"""Being signed in is a row for each browser: it can be seen, and ended, from anywhere."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from deliberate.actions import accounts
from deliberate.domain.browsers import NOTED_EVERY, STAYS_SIGNED_IN
from deliberate.extensions import db
from deliberate.models import Person, SignIn, now
from tests.cast import Cast, Client
from tests.factories import PostFactory, ProposalFactory
from tests.reading import unwrapped

# Where Flask-Login keeps what leads to the row.
TOKEN = "_user_id"
GOOD, NEW = "four words in a row", "other words in a row"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
Counter = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def grace(session: Session) -> Person:
    return accounts.register(session, "Grace", GOOD)


def sign_in(cast: Cast, user_agent: str = FIREFOX) -> Client:
    browser = cast.browser()
    entered = {"name": "Grace", "password": GOOD}
    assert browser.send("/account/sign-in", entered, headers={"User-Agent": user_agent}).status_code == 302
    return browser


def copy_of(cast: Cast, browser: Client) -> Client:
    """Another browser with a copy of the cookie."""
    cookie, copy = browser.get_cookie("session"), cast.browser()
    assert cookie is not None
    copy.set_cookie("session", cookie.value)
    return copy


def is_signed_in(browser: Client) -> bool:
    status = browser.get("/account/").status_code
    assert status in (200, 401)
    return status == 200


def rows(session: Session) -> list[SignIn]:
    return list(session.scalars(select(SignIn).order_by(SignIn.id)))


@pytest.mark.parametrize("address", ["/account/sign-out", "/account/sessions/end"])
def test_case_security_05_a_copied_cookie_is_dead_after_signing_out(cast: Cast, grace: Person, address: str) -> None:
    browser = sign_in(cast)
    copy = copy_of(cast, browser)
    assert is_signed_in(copy)
    assert browser.send(address).status_code == 302
    assert not is_signed_in(browser)
    assert copy.get("/account/").status_code == 401
    assert copy.send("/account/", {"about": "Taken over."}).status_code == 401
    assert grace.about == ""


def test_case_security_05_one_signs_out_everywhere_without_a_new_password(cast: Cast, grace: Person) -> None:
    here, elsewhere, somebody = sign_in(cast), sign_in(cast), cast.browser(cast.ada)
    page = here.get("/account/").text
    assert re.search(r'<a href="/account/sessions">\s*in 2 browsers</a>', page)
    assert 'action="/account/sessions/end"' in page
    assert "Sign out everywhere" in page
    assert here.send("/account/sessions/end").status_code == 302
    assert [is_signed_in(one) for one in (here, elsewhere, somebody)] == [False, False, True]
    assert is_signed_in(sign_in(cast))


def test_signing_in_again_ends_what_the_browser_had(cast: Cast, session: Session, grace: Person) -> None:
    browser = sign_in(cast)
    copy = copy_of(cast, browser)
    browser.send("/account/sign-in", {"name": "Grace", "password": GOOD})
    assert is_signed_in(browser)
    assert not is_signed_in(copy)
    assert len(rows(session)) == 1


def test_a_new_password_ends_every_other_session(cast: Cast, session: Session, grace: Person) -> None:
    here, elsewhere = sign_in(cast), sign_in(cast)
    copy = copy_of(cast, here)
    form = {"current_password": GOOD, "password": NEW, "repeat": NEW}
    assert here.send("/account/password", form).status_code == 302
    assert [is_signed_in(one) for one in (here, elsewhere, copy)] == [True, False, False]
    accounts.set_password(session, grace, GOOD)
    assert not is_signed_in(here)


def test_every_browser_is_listed_in_plain_words_and_ended_alone(cast: Cast, session: Session, grace: Person) -> None:
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"
    here, there, third = sign_in(cast), sign_in(cast, phone), sign_in(cast, "<b>An oddity</b>")
    page = unwrapped(here.get("/account/sessions").text)
    told = re.findall(r"<strong>([^<]*)</strong>( · this browser)?", page)
    assert told == [("A browser", ""), ("Safari on iPhone", ""), ("Firefox on Linux", " · this browser")]
    assert re.findall(r'aria-label="Sign out of (.*)"', page) == [
        *("a browser", "\u2068Safari\u2069 on \u2068iPhone\u2069", "\u2068Firefox\u2069 on \u2068Linux\u2069")
    ]
    # Longer than what a token may hold by chance.
    assert "oddity" not in page
    first, second, _ = rows(session)
    assert here.send(f"/account/sessions/{second.id}/end").location == "/account/sessions"
    assert [is_signed_in(one) for one in (here, there, third)] == [True, False, True]
    assert here.send(f"/account/sessions/{second.id}/end").status_code == 404
    assert here.send(f"/account/sessions/{first.id}/end").location == "/"
    assert [is_signed_in(one) for one in (here, third)] == [False, True]


def test_nobody_ends_or_sees_what_is_not_theirs(cast: Cast, session: Session, grace: Person) -> None:
    browser = sign_in(cast)
    [row] = rows(session)
    for stranger in (cast.browser(cast.ben), cast.browser(cast.mo)):
        assert stranger.send(f"/account/sessions/{row.id}/end").status_code == 404
        assert "Firefox" not in stranger.get("/account/sessions").text
    assert cast.visitor.send(f"/account/sessions/{row.id}/end").status_code == 401
    assert cast.visitor.send("/account/sessions/end").status_code == 401
    assert is_signed_in(browser)


def test_a_session_ends_when_it_is_not_used_and_is_then_cleared_away(
    cast: Cast, session: Session, grace: Person
) -> None:
    used, unused = sign_in(cast), sign_in(cast)
    first, second = rows(session)
    first.last_used = now() - STAYS_SIGNED_IN + timedelta(minutes=1)
    second.last_used = now() - STAYS_SIGNED_IN - timedelta(seconds=1)
    session.commit()
    ended = second.token_hash
    assert [is_signed_in(used), is_signed_in(unused)] == [True, False]
    assert re.search(r"in 1 browser<", used.get("/account/").text)
    assert used.get("/account/sessions").text.count('class="row-head"') == 1
    assert ended in {*session.scalars(select(SignIn.token_hash))}
    sign_in(cast)
    assert ended not in {*session.scalars(select(SignIn.token_hash))}
    assert is_signed_in(used), "using it has made it last"


def test_reading_writes_nothing_but_when_it_was_used_once_in_some_minutes(
    cast: Cast, session: Session, grace: Person, count_statements: Counter
) -> None:
    browser = sign_in(cast)
    for minutes, writes in ((0, 0), (9, 0), (10, 1), (0, 0)):
        if minutes:
            session.execute(update(SignIn).values(last_used=now() - timedelta(minutes=minutes)))
            session.commit()
        with count_statements() as statements:
            assert browser.get("/").status_code == 200
        assert len([one for one in statements if one.startswith(("UPDATE", "INSERT", "DELETE"))]) == writes
    assert now() - rows(session)[0].last_used < NOTED_EVERY


def test_who_is_signed_in_costs_a_page_one_statement(cast: Cast, grace: Person, count_statements: Counter) -> None:
    ProposalFactory(slug="plan")
    reader = cast.browser(grace)
    for page in ("/", "/proposals/plan", "/labels"):
        counted = []
        for browser in (cast.visitor, reader):
            with count_statements() as statements:
                assert browser.get(page).status_code == 200
            counted.append([one for one in statements if "sign_ins" in one])
        assert [len(ones) for ones in counted] == [0, 1], page


def test_a_page_is_read_although_nothing_can_be_written(cast: Cast, session: Session, grace: Person) -> None:
    browser = sign_in(cast)
    session.execute(update(SignIn).values(last_used=now() - NOTED_EVERY))
    session.commit()

    def fail(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith("UPDATE"):
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise OperationalError(statement, {}, error)

    event.listen(db.engine, "before_cursor_execute", fail)
    try:
        assert is_signed_in(browser)
    finally:
        event.remove(db.engine, "before_cursor_execute", fail)
    assert is_signed_in(browser)


def test_the_table_holds_nothing_to_sign_in_with(cast: Cast, session: Session, grace: Person) -> None:
    browser = sign_in(cast)
    with browser.session_transaction() as cookie:
        token = cookie[TOKEN]
    [row] = rows(session)
    assert token not in {str(value) for value in vars(row).values()}
    thief = cast.browser()
    with thief.session_transaction() as cookie:
        cookie[TOKEN] = row.token_hash
    assert not is_signed_in(thief)


@pytest.mark.parametrize("key", ["a-key-of-before-there-were-rows", ""])
def test_a_cookie_that_leads_to_no_row_signs_nobody_in(cast: Cast, key: str) -> None:
    browser = cast.browser()
    with browser.session_transaction() as cookie:
        cookie.update({TOKEN: key, "_fresh": True})
    assert not is_signed_in(browser)
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/account/", "/account/posts", "/account/sessions", "/account/password", "/moderation", "/labels"),
        *("/proposals/plan", "/proposals/plan/log", "/posts/1", "/posts/1/reply", "/people/Ada", "/search?q=a"),
        *("/none", "/account/sign-in", "/moderation/posts/1", "/readyz"),
        *("/proposals/plan/export.json", "/proposals/plan/vote", "/proposals/plan/opinions", "/proposals/plan/map"),
    ],
)
def test_case_security_10_what_somebody_signed_in_is_answered_is_kept_by_nobody(cast: Cast, address: str) -> None:
    PostFactory(id=1, proposal=ProposalFactory(slug="plan"))
    reader = cast.browser(cast.mo)
    reader.get("/")
    answer = reader.get(address)
    again = "no-cache" if "ETag" in answer.headers else "no-store"
    assert answer.headers["Cache-Control"] == f"private, {again}"
    assert "Cookie" in answer.headers["Vary"]


def test_case_security_10_what_is_asked_for_again_by_its_tag_is_kept_but_never_shown_unasked(cast: Cast) -> None:
    ProposalFactory(slug="plan")
    reader, address = cast.browser(cast.ada), "/proposals/plan/map.json"
    reader.get("/")
    first = reader.get(address)
    again = reader.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert {answer.headers["Cache-Control"] for answer in (first, again)} == {"private, no-cache"}


def test_case_security_10_an_answer_that_sets_a_cookie_is_kept_by_nobody(cast: Cast, grace: Person) -> None:
    browser = cast.browser()
    form = browser.get("/account/sign-in")
    signed_in = browser.send("/account/sign-in", {"name": "Grace", "password": GOOD})
    out = browser.send("/account/sign-out")
    refused = cast.browser().get("/account/")
    for answer in (form, signed_in, out, refused, browser.get("/")):
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert out.headers["Clear-Site-Data"] == '"cache"', "nobody goes back to what was shown"


def test_case_security_10_pages_for_everybody_may_be_kept_and_so_may_files(cast: Cast, grace: Person) -> None:
    ProposalFactory(slug="plan")
    for address in ("/", "/proposals/plan", "/labels"):
        answer = cast.browser().get(address)
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-cache", "who signs in meanwhile is shown another"
    with sign_in(cast).get("/static/css/base.css", follow_redirects=True) as file:
        assert file.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in file.headers
