from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask_login import session_protected
from sqlalchemy.orm import Session

from deliberate.actions import accounts
from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.domain.statuses import Status
from deliberate.extensions import db
from deliberate.models import LogEntry, Person
from deliberate.web.addresses import local_path
from tests.cast import RAW_TOKEN, Cast, Client
from tests.factories import PersonFactory, PostFactory, ProposalFactory
from tests.reading import unwrapped
from tests.web.apart import app_apart

GOOD = "four words in a row"


@pytest.fixture
def grace(session: Session) -> Person:
    return accounts.register(session, "Grace", GOOD, "grace@example.org")


def _is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_registering_signs_in_and_goes_where_the_person_was_going(cast: Cast, session: Session) -> None:
    browser = cast.browser()
    page = browser.get("/account/register?next=/posts/7/reply").text
    assert 'name="next" type="hidden" value="/posts/7/reply"' in page
    answer = browser.send(
        "/account/register", {"name": "Grace", "password": GOOD, "repeat": GOOD, "next": "/posts/7/reply"}
    )
    assert (answer.status_code, answer.location) == (302, "/posts/7/reply")
    assert _is_signed_in(browser)


def test_a_refused_registration_keeps_what_was_typed_but_no_password(cast: Cast) -> None:
    answer = cast.visitor.send(
        "/account/register",
        {"name": "Moderator", "email": "grace@example.org", "password": GOOD, "repeat": "other words in a row"},
    )
    assert answer.status_code == 400
    assert 'value="Moderator"' in answer.text
    assert 'value="grace@example.org"' in answer.text
    assert "The two passwords differ" in answer.text
    assert 'aria-describedby="repeat-error"' in answer.text
    assert GOOD not in answer.text


def test_a_taken_name_is_said_beside_its_box(cast: Cast) -> None:
    answer = cast.visitor.send("/account/register", {"name": "ada", "password": GOOD, "repeat": GOOD})
    assert answer.status_code == 400
    assert 'aria-describedby="name-hint name-error" aria-invalid="true"' in answer.text


@pytest.mark.parametrize("name", ["Grace", "grace", " GRACE "])
def test_signing_in_by_name(cast: Cast, grace: Person, name: str) -> None:
    browser = cast.browser()
    answer = browser.send("/account/sign-in", {"name": name, "password": GOOD, "next": "/account/posts"})
    assert (answer.status_code, answer.location) == (302, "/account/posts")
    assert _is_signed_in(browser)
    assert browser.get("/account/sign-in").status_code == 302, "who is signed in needs no form"


def test_unknown_name_and_wrong_password_are_refused_in_the_same_words(cast: Cast, grace: Person) -> None:
    pages = [
        cast.visitor.send("/account/sign-in", {"name": name, "password": "wrong words in a row"})
        for name in ("Grace", "Unknown")
    ]
    assert [page.status_code for page in pages] == [400, 400]
    for page in pages:
        assert "Name and password do not belong together." in page.text
        assert "wrong words" not in page.text
    assert not _is_signed_in(cast.visitor)


def test_neither_signing_in_nor_registering_tells_whose_address_it_is(cast: Cast, grace: Person) -> None:
    def told(address: str, number: int) -> tuple[tuple[int, str], ...]:
        entered = {"name": address, "password": GOOD}
        registered = {"name": f"Somebody {number} else", "email": address, "password": GOOD, "repeat": GOOD}
        answers = cast.browser().send("/account/sign-in", entered), cast.browser().send("/account/register", registered)
        token = re.compile(r'name="csrf_token" value="[^"]+"')
        return tuple((answer.status_code, token.sub("", answer.text).replace(address, "")) for answer in answers)

    known, unknown = told("grace@example.org", 1), told("nobody@example.org", 2)
    assert known == unknown
    assert [status for status, _ in known] == [400, 302]
    assert "not with an e-mail address" in known[0][1]


@pytest.mark.parametrize("twin", ["аda", "Adá", "ＡＤＡ", "АDА", "Аԁа"])
def test_case_web_18_a_name_that_looks_like_one_that_is_taken_is_refused(cast: Cast, twin: str) -> None:
    answer = cast.visitor.send("/account/register", {"name": twin, "password": GOOD, "repeat": GOOD})
    assert answer.status_code == 400
    assert (
        "Somebody here already has this name" in answer.text or "looks like one that somebody here has" in answer.text
    )


@pytest.mark.parametrize("name", ["Móderator", "M0derator", "модератор", "модератоp", "adm1n", "管理员"])
def test_case_web_18_a_name_that_looks_like_the_site_speaking_is_refused(cast: Cast, name: str) -> None:
    answer = cast.visitor.send("/account/register", {"name": name, "password": GOOD, "repeat": GOOD})
    assert answer.status_code == 400
    assert "kept for the site itself" in answer.text


@pytest.mark.parametrize("name", ["Иван", "王芳", "محمد", "Łukasz", "O'Brien", "Αδα", "ada-lena"])
def test_case_web_18_everybody_else_registers_and_signs_in(cast: Cast, name: str) -> None:
    assert cast.browser().send("/account/register", {"name": name, "password": GOOD, "repeat": GOOD}).status_code == 302
    assert cast.browser().send("/account/sign-in", {"name": name, "password": GOOD}).status_code == 302


def test_signing_in_begins_a_new_session(cast: Cast, grace: Person) -> None:
    browser = cast.browser()
    with browser.session_transaction() as before:
        before["planted"] = "by somebody else"
    browser.send("/account/sign-in", {"name": "Grace", "password": GOOD})
    with browser.session_transaction() as after:
        assert "planted" not in after
        assert after["csrf_token"] != RAW_TOKEN
        assert after.permanent


def test_a_session_used_from_another_browser_goes_on_but_is_noticed(cast: Cast, grace: Person) -> None:
    noticed: list[object] = []
    browser = cast.browser()
    browser.send("/account/sign-in", {"name": "Grace", "password": GOOD})
    with session_protected.connected_to(noticed.append, cast.app):
        assert _is_signed_in(browser)
        assert noticed == []
        assert browser.get("/account/", headers={"User-Agent": "another"}).status_code == 200
    assert noticed


def test_signing_out_is_a_post_and_forgets_the_session(cast: Cast) -> None:
    browser = cast.browser(cast.ada)
    assert browser.get("/account/sign-out").status_code == 405
    assert _is_signed_in(browser)
    assert browser.send("/account/sign-out").status_code == 302
    assert not _is_signed_in(browser)


@pytest.mark.parametrize("path", ["/", "/posts/7?order=newest", "/proposals/a-b#passage", "/people/Ada%20L"])
def test_next_may_be_a_page_of_this_site(path: str, app: Flask) -> None:
    with app.test_request_context():
        assert local_path(path) == path


@pytest.mark.parametrize(
    "address",
    [
        *(None, "", "posts", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example"),
        *("https://evil.example", "javascript:alert(1)", " /posts", "/\t/evil.example", "/\n/evil.example", "/a\\b"),
    ],
)
def test_next_leads_nowhere_else(address: str | None, app: Flask, cast: Cast, grace: Person) -> None:
    with app.test_request_context():
        assert local_path(address) is None
    answer = cast.browser().send("/account/sign-in", {"name": "Grace", "password": GOOD, "next": address or ""})
    assert answer.location == "/"


def test_changing_the_password_signs_every_other_browser_out(cast: Cast, grace: Person) -> None:
    here, elsewhere = cast.browser(grace), cast.browser(grace)
    new = "other words in a row"
    wrong = here.send("/account/password", {"current_password": "not this one", "password": new, "repeat": new})
    assert wrong.status_code == 400
    assert "This is not your current password." in wrong.text
    assert _is_signed_in(elsewhere)
    right = here.send("/account/password", {"current_password": GOOD, "password": new, "repeat": new})
    assert right.status_code == 302
    assert _is_signed_in(here)
    assert not _is_signed_in(elsewhere)


def test_about_is_written_by_its_person_and_read_by_everybody(cast: Cast) -> None:
    browser = cast.browser(cast.ada)
    assert browser.send("/account/", {"about": "I build *bridges* <script>."}).status_code == 302
    page = cast.visitor.get("/people/Ada").text
    assert "<em>bridges</em>" in page
    assert "<script>" not in page
    long = browser.send("/account/", {"about": "x" * 501})
    assert long.status_code == 400
    assert "x" * 501 in long.text


def test_my_posts_say_what_became_of_each(cast: Cast, session: Session) -> None:
    proposal = ProposalFactory()
    open_one = PostFactory(
        proposal=proposal, author=cast.ada, status=Status.OPEN, body="No *audit* at all.", agree=2, stale_votes=3
    )
    PostFactory(proposal=proposal, author=cast.ada, state=State.HELD)
    hidden = PostFactory(proposal=proposal, author=cast.ada, state=State.HIDDEN)
    session.add(
        LogEntry(
            proposal_id=proposal.id,
            post_id=hidden.id,
            moderator_id=cast.mo.id,
            act=Act.HIDE,
            reason="Names a neighbour.",
        )
    )
    kept = PostFactory(proposal=proposal, body="The same in better words.")
    PostFactory(proposal=proposal, author=cast.ada, state=State.MERGED, merged_into_id=kept.id)
    page = unwrapped(cast.browser(cast.ada).get("/account/posts").text)
    for words in (
        f'<a href="/posts/{open_one.id}">No audit at all.</a>',
        "Nobody has answered this yet.",
        "3 people voted on earlier words.",
        "Waiting for a moderator.",
        "Names a neighbour.",
        "The same in better words.",
        "visible (1)",
    ):
        assert words in page
    held = cast.browser(cast.ada).get("/account/posts?state=held").text
    assert "No audit at all." not in held
    assert "waiting for a moderator (1)" in held
    assert "You have not written anything yet." in cast.browser(cast.ben).get("/account/posts").text


def test_my_posts_are_mine_alone(cast: Cast) -> None:
    assert cast.visitor.get("/account/posts").status_code == 401
    PostFactory(author=cast.ada, body="Only ada sees this while it waits.", state=State.HELD)
    assert "Only ada sees this" not in cast.browser(cast.ben).get("/account/posts").text
    assert "Only ada sees this" not in cast.visitor.get("/people/Ada").text


def test_long_lists_have_pages(cast: Cast) -> None:
    PostFactory.create_batch(21, author=cast.ada, proposal=ProposalFactory(), label=Label.COMMENT)
    browser = cast.browser(cast.ada)
    first = browser.get("/account/posts?state=visible").text
    assert "/account/posts?state=visible&amp;page=2" in first
    assert "Page 2 of 2" in browser.get("/account/posts?state=visible&page=2").text
    assert "Page 2 of 2" in cast.visitor.get("/people/Ada?page=2").text


@pytest.mark.parametrize("name", ["A reader", "Either/Or: a plan", "Ça va? 100%"])
def test_documents_and_readers_have_pages_too(cast: Cast, session: Session, name: str) -> None:
    person = PersonFactory(name=name)
    PostFactory(author=person, body="A point from the document.")
    ProposalFactory(owner=person, title="The plan itself")
    with cast.app.test_request_context():
        address = cast.app.url_for("accounts.person", name=name)
    page = cast.visitor.get(address)
    assert page.status_code == 200
    assert "A point from the document." in page.text
    assert "The plan itself" in page.text
    assert "nobody signs in with this name" in page.text


def test_a_public_page_holds_no_address(cast: Cast, grace: Person) -> None:
    for browser in (cast.visitor, cast.browser(cast.mo)):
        assert "grace@example.org" not in browser.get("/people/Grace").text
    assert cast.visitor.get("/people/Nobody").status_code == 404


def test_an_account_made_for_this_machine_is_closed_beyond_it(tmp_path: Path) -> None:
    """Also for a session that began while the site listened on this machine only."""
    statuses = {}
    for host in ("127.0.0.1", "0.0.0.0"):
        with app_apart(tmp_path, host=host) as app:
            if host == "127.0.0.1":
                accounts.register(db.session(), "Local", GOOD, is_local=True)
            local = accounts.find_person(db.session(), "Local")
            old, new = app.test_client(user=local), app.test_client()
            assert isinstance(new, Client)
            statuses[host] = (
                old.get("/account/").status_code,
                (answer := new.send("/account/sign-in", {"name": "Local", "password": GOOD})).status_code,
            )
    assert statuses == {"127.0.0.1": (200, 302), "0.0.0.0": (401, 400)}
    assert "made for the machine the site ran on" in answer.text
