"""Who is told what about keeping a page, and that nobody is given what was made for somebody else."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import brotli
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from deliberate.actions.curation import Mandate, hide_proposal
from deliberate.actions.voting import cast_vote
from deliberate.models import Choice, Post, SignIn, SiteFact
from deliberate.web import asking as asking_module
from deliberate.web.packing import zstd
from tests.cast import Cast
from tests.factories import PersonFactory, PostFactory, ProposalFactory
from tests.web import routes
from tests.web.keeping import TOKEN, addresses, asking, browser, cast_of, keeping, status, store, tag
from tests.web.languages import pseudo, speaking

Counter = Callable[[], AbstractContextManager[list[str]]]
DAY = 24 * 60 * 60


@pytest.fixture
def post(session: Session, cast: Cast) -> Post:
    post: Post = PostFactory(id=1, proposal=ProposalFactory(slug="plan", owner=cast.ada), author=cast.ben)
    session.commit()
    return post


PAGES = ("/", "/proposals/plan", "/proposals/plan/map.json", "/posts/1", "/labels", "/search?q=a", "/people/Ben")


# 304


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("who", ["visitor", "ben", "mo"])
def test_what_is_still_as_it_was_is_not_sent_again_for_one_statement(
    kept: Flask,
    cast: Cast,
    post: Post,
    count_statements: Counter,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    who: str,
) -> None:
    reader = browser(kept, getattr(cast, who) if who != "visitor" else None)
    seen = tag(reader, address)
    with kept.app_context(), count_statements() as statements, asking(monkeypatch) as asked:
        answer = reader.get(address, headers={"If-None-Match": f'"another", {seen}'})
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", seen)
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert (statements, len(asked)) == ([], 1)


def test_a_change_sends_it_again_where_it_shows(kept: Flask, session: Session, cast: Cast, post: Post) -> None:
    other, voters = ProposalFactory(slug="other"), [PersonFactory(), PersonFactory()]
    session.commit()
    for reader, voter in zip((browser(kept), browser(kept, cast.ben)), voters, strict=True):
        pages = {address: tag(reader, address) for address in ("/proposals/plan", "/posts/1", "/", "/proposals/other")}
        cast_vote(session, voter, post.id, Choice.AGREE)
        assert {address for address, seen in pages.items() if status(reader, address, seen) == 200} == {
            "/proposals/plan",
            "/posts/1",
            "/",
        }
    assert other.version == 1


def test_every_page_says_that_the_site_is_made_up_as_soon_as_it_is(
    kept: Flask, session: Session, cast: Cast, post: Post
) -> None:
    readers, page = [browser(kept), browser(kept, cast.ben)], "/proposals/plan"
    before = [tag(reader, page) for reader in readers]
    session.add(SiteFact(name="simulated", value="yes"))
    session.commit()
    assert [status(reader, page, seen) for reader, seen in zip(readers, before, strict=True)] == [200, 200]
    assert all("are made up" in reader.get(page).text for reader in readers)


def test_a_page_that_is_hidden_is_refused_to_who_has_it(kept: Flask, session: Session, cast: Cast, post: Post) -> None:
    visitor = browser(kept)
    seen = tag(visitor, "/proposals/plan")
    hide_proposal(session, Mandate(cast.mo, "It is an attack on somebody.", 1), post.proposal_id)
    assert status(visitor, "/proposals/plan", seen) == 403


def test_a_tag_of_another_page_or_of_somebody_else_opens_nothing(kept: Flask, cast: Cast, post: Post) -> None:
    readers = [browser(kept), browser(kept, cast.ada), browser(kept, cast.ben), browser(kept, cast.ben)]
    tags = [tag(reader, page) for reader in readers for page in ("/proposals/plan", "/proposals/plan?page=2")]
    assert len(set(tags)) == len(tags), "each browser that somebody is signed in with has its own"
    for at, reader in enumerate(readers):
        answers = [status(reader, "/proposals/plan", other) for other in tags]
        assert [number for number, found in enumerate(answers) if found == 304] == [2 * at]


def test_two_people_at_one_browser_never_share(kept: Flask, session: Session, cast: Cast, post: Post) -> None:
    client = browser(kept, cast.ada)
    seen = tag(client, "/proposals/plan")
    out = client.send("/account/sign-out")
    assert out.headers["Clear-Site-Data"] == '"cache"'
    client.get("/")  # which tells that one is signed out
    assert status(client, "/proposals/plan", seen) == 200
    assert "Ada" not in client.get("/proposals/plan").text.partition("<main")[0]
    assert browser(kept, cast.ben).get("/proposals/plan", headers={"If-None-Match": seen}).status_code == 200


def test_for_a_script_it_is_another_page(kept: Flask, session: Session, cast: Cast) -> None:
    PostFactory(proposal=ProposalFactory(slug="parks"), anchor="first")
    session.commit()
    visitor, address, by_script = browser(kept), "/proposals/parks/passages/first", {"X-Requested-With": "fetch"}
    whole, part = visitor.get(address), visitor.get(address, headers=by_script)
    assert whole.headers["ETag"] != part.headers["ETag"]
    assert (visitor.get(address).data, visitor.get(address, headers=by_script).data) == (whole.data, part.data)
    assert len(part.data) < len(whole.data)


# Who may keep what


def test_every_page_says_who_may_keep_it(kept: Flask, app: Flask, session: Session, cast: Cast, post: Post) -> None:
    people = {"visitor": None, "ada": cast.ada, "ben": cast.ben, "mo": cast.mo}
    for who, person in people.items():
        reader = browser(kept, person)
        for address in addresses(session):
            answer = reader.get(address)
            told = answer.headers["Cache-Control"], "ETag" in answer.headers, "Cookie" in answer.headers.get("Vary", "")
            if answer.status_code != 200 or address in ("/moderation", "/account/sessions"):
                assert told[:2] == ("private, no-store", False), (who, address)
            elif person is None:
                assert told == ("no-cache", True, False), (who, address)
            else:
                assert told == ("private, no-cache", True, True), (who, address)


def test_no_page_sets_a_cookie_for_a_visitor_until_a_form_is_opened(kept: Flask, cast: Cast, post: Post) -> None:
    forms = {"/account/sign-in", "/account/register"}
    for method, address, rule in routes.ours(kept):
        if method != "GET":
            continue
        answer = browser(kept).get(address.replace("/x", "/plan"))
        takes_forms = "POST" in (rule.methods or ())
        assert ("Set-Cookie" in answer.headers) <= (takes_forms or answer.status_code == 401), address
        if address in forms:
            assert "Set-Cookie" in answer.headers
            assert answer.headers["Cache-Control"] == "private, no-store"
        if not takes_forms and answer.status_code == 200:
            assert b"csrf_token" not in answer.data, address


def test_forms_errors_and_what_was_sent_are_kept_by_nobody(kept: Flask, cast: Cast, post: Post) -> None:
    ben = browser(kept, cast.ben)
    for answer in (
        *(ben.get(address) for address in ("/posts/1/reply", "/account/password", "/nowhere", "/moderation")),
        ben.send("/posts/1/vote", {"choice": "agree"}),
        browser(kept).get("/account/"),
        browser(kept).get("/account/sign-in"),
    ):
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in answer.headers


def test_a_page_with_a_note_on_it_is_shown_once(kept: Flask, cast: Cast, post: Post) -> None:
    for client in (browser(kept, cast.mo), browser(kept)):
        seen = tag(client, "/proposals/plan")
        with client.session_transaction() as session:
            session["_flashes"] = [("done", "Only for you.")]
        told = client.get("/proposals/plan", headers={"If-None-Match": seen})
        assert "Only for you." in told.text
        assert told.headers["Cache-Control"] == "private, no-store"
        assert "Only for you." not in client.get("/proposals/plan").text
        assert "Only for you." not in browser(kept).get("/proposals/plan").text


@pytest.mark.parametrize("cookie", ["session=\xff\xfe", "\xff", "session=a; known=\xe9"])
def test_bytes_that_are_no_letters_are_no_cookie_and_nothing_to_write_into_the_log(
    kept: Flask, post: Post, cookie: str, caplog: pytest.LogCaptureFixture
) -> None:
    for address in ("/", f"/posts/{post.id}", "/account/sign-in"):
        assert kept.test_client().get(address, environ_overrides={"HTTP_COOKIE": cookie}).status_code == 200
    assert not caplog.records


@pytest.mark.parametrize("cookie", ["nonsense", "eyJfdXNlcl9pZCI6Im1vIn0.aaaaaa.forged", "", '"quoted"'])
def test_who_comes_with_a_foreign_cookie_is_a_visitor(kept: Flask, post: Post, cookie: str) -> None:
    first = browser(kept).get("/proposals/plan")
    client = browser(kept)
    client.set_cookie("session", cookie)
    answer = client.get("/proposals/plan")
    assert (answer.data, answer.headers["ETag"]) == (first.data, first.headers["ETag"])
    assert "Set-Cookie" not in answer.headers


def test_who_was_signed_out_elsewhere_is_a_visitor_and_again_somebody_after_signing_in(
    kept: Flask, session: Session, cast: Cast, post: Post
) -> None:
    ben = browser(kept, cast.ben)
    seen = tag(ben, "/proposals/plan")
    session.query(SignIn).delete()
    session.commit()
    for _ in range(2):  # made, and as it was kept
        answer = ben.get("/proposals/plan", headers={"If-None-Match": seen})
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
        assert "Cookie" not in answer.headers["Vary"]
        assert TOKEN.search(answer.data) is None


def test_accounts_of_this_machine_are_visitors_elsewhere(app: Flask, session: Session, cast: Cast, post: Post) -> None:
    cast.ben.is_local = True
    session.commit()
    with keeping(app, host="0.0.0.0") as elsewhere:
        client = browser(elsewhere, cast.ben)
        assert client.get("/proposals/plan").headers["Cache-Control"] == "no-cache"


def test_nobody_is_given_what_was_made_for_another(
    kept: Flask, app: Flask, session: Session, cast: Cast, post: Post
) -> None:
    """They all go through all pages in turn, twice."""
    readers = cast_of(kept, app, cast)
    for _ in range(2):
        for address in addresses(session):
            for reader in readers.values():
                reader.sees_what_is(address)
    assert all(reader.spared for reader in readers.values())


# What is kept


def test_a_visitor_is_given_what_was_made_for_the_one_before(
    kept: Flask, cast: Cast, post: Post, count_statements: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = browser(kept).get("/proposals/plan")
    with kept.app_context(), count_statements() as statements, asking(monkeypatch) as asked:
        again = browser(kept).get("/proposals/plan", headers={"X-Request-ID": "number-of-a-proxy"})
        only_head = browser(kept).head("/proposals/plan")
    assert (statements, len(asked)) == ([], 2)
    assert (again.status_code, again.data) == (200, first.data)
    assert (only_head.status_code, only_head.data) == (200, b"")
    assert only_head.headers["Content-Length"] == str(len(first.data))
    assert again.headers["X-Request-ID"] == "number-of-a-proxy"
    same = {"Content-Type", "Content-Length", "ETag", "Cache-Control", "Vary", "Content-Security-Policy"}
    assert {name: again.headers[name] for name in same} == {name: first.headers[name] for name in same}


def test_pages_of_who_is_signed_in_are_not_kept(kept: Flask, cast: Cast, post: Post) -> None:
    ben = browser(kept, cast.ben)
    before = store(kept).taken
    for address in PAGES:
        ben.get(address)
    assert store(kept).taken == before


def test_pages_travel_packed(kept: Flask, cast: Cast, post: Post) -> None:
    plain = browser(kept).get("/proposals/plan")
    assert "Content-Encoding" not in plain.headers
    for accepted, used in (("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip")):
        for _ in range(2):
            answer = browser(kept).get("/proposals/plan", headers={"Accept-Encoding": accepted})
            assert answer.headers["Content-Encoding"] == used
            assert answer.headers["ETag"] == plain.headers["ETag"]
            assert int(answer.headers["Content-Length"]) == len(answer.data) < len(plain.data) / 2
            unpacked = brotli.decompress(answer.data) if used == "br" else zlib.decompress(answer.data, 31)
            assert unpacked == plain.data
    answer = browser(kept, cast.ben).get("/proposals/plan", headers={"Accept-Encoding": "gzip, br, zstd"})
    assert answer.headers["Content-Encoding"] == "zstd"
    assert b"Sign out" in zstd.decompress(answer.data)


def test_a_page_is_another_at_another_address_in_another_language_and_release(
    app: Flask, cast: Cast, post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with keeping(app) as kept, keeping(app) as again, keeping(app, prefix="/town") as elsewhere:
        seen = tag(browser(kept), "/proposals/plan")
        assert tag(browser(again), "/proposals/plan") == seen, "processes of one release agree"
        assert tag(browser(elsewhere), "/proposals/plan") != seen
        assert tag(browser(kept), "/proposals/plan", environ_overrides={"SCRIPT_NAME": "/town"}) != seen
        with speaking(kept, pseudo(), tmp_path):
            assert "[!!" in browser(kept).get("/proposals/plan", headers={"If-None-Match": seen}).text
        assert "[!!" not in browser(kept).get("/proposals/plan").text
        monkeypatch.setattr(asking_module, "of_site", lambda app: "another release")
        with keeping(app) as upgraded:
            assert tag(browser(upgraded), "/proposals/plan") != seen
