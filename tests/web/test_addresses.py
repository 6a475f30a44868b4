"""Addresses: what leads to a page of this site, and a site that is served under a prefix of its host."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Role
from deliberate.extensions import db
from deliberate.models import LogEntry, Passage, Person, Post
from deliberate.settings import ROOT
from deliberate.tools.demo import simulate
from deliberate.tools.importing import seed_database
from deliberate.web import addresses
from deliberate.web.addresses import local_path
from tests.cast import Cast, Client
from tests.factories import PersonFactory, PostFactory, ProposalFactory

PREFIX = "/deliberation"
HOST = "http://localhost"


@pytest.mark.parametrize(
    "address", ["/deliberation", "/deliberation/", "/deliberation/posts/7?a=b#c", "/deliberation?q=a"]
)
def test_a_page_under_the_prefix_is_a_page_of_this_site(app: Flask, address: str) -> None:
    with app.test_request_context("/", base_url=f"{HOST}{PREFIX}"):
        assert local_path(address) == address


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/posts/7", "/deliberations/posts/7", "//deliberation/posts/7", "https://localhost/deliberation/", ""),
        *("/deliberation/../posts/7", "/deliberation/%2e%2E/posts/7", "/deliberation/.", "/deliberation/a/..?b"),
    ],
)
def test_no_other_page_of_the_host_is_one(app: Flask, address: str) -> None:
    with app.test_request_context("/", base_url=f"{HOST}{PREFIX}"):
        assert local_path(address) is None


@pytest.fixture
def hamlet(app: Flask, session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast under a prefix, on a site with one post."""
    PostFactory(proposal=ProposalFactory(slug="a-plan"))
    monkeypatch.setitem(app.config, "APPLICATION_ROOT", PREFIX)
    return cast


@pytest.fixture
def town(app: Flask, session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast under a prefix, on a site that has everything a page can show."""
    seed_database(session, ROOT / "seeds")
    simulate(session, number=1, posts=60, people=20)
    monkeypatch.setitem(app.config, "APPLICATION_ROOT", PREFIX)
    _live(cast)
    return cast


def _live(cast: Cast) -> None:
    """Ada proposes and revises, Ben objects, votes and flags, Mo acts on what was said."""
    ada, ben, mo = (cast.browser(person) for person in (cast.ada, cast.ben, cast.mo))
    text = "# Plan\n\nThe first thing that would be done.\n\nThe second."
    _done(ada.send("/proposals/new", {"do": "preview", "title": "A plan", "text": text}))
    _done(ada.send("/proposals/new", {"do": "publish", "title": "A plan", "summary": "Of Ada's.", "text": text}))
    anchor = db.session.scalars(select(Passage.anchor).order_by(Passage.id.desc())).first()
    parts = {"parts-0-label": "objection", "parts-0-body": "Nobody says when.", "parts-0-settles": "A date."}
    _done(ben.send(f"/proposals/a-plan/post?anchor={anchor}", {"do": "post", "confirmed": "1", **parts}))
    point = db.session.scalars(select(Post.id).where(Post.author_id == cast.ben.id)).one()
    first = "/proposals/a-plan/post?anchor=the-first-thing-that-would-be"
    parts = {"parts-0-label": "objection", "parts-0-body": "One thing is not enough."}
    _done(ben.send(first, {"do": "post", "confirmed": "1", **parts}))
    _done(ada.send(f"/posts/{point}/vote", {"choice": "agree"}))
    safeguard = {"parts-0-label": "safeguard", "parts-0-body": "The law names the year."}
    _done(ada.send(f"/posts/{point}/reply", {"do": "post", "confirmed": "1", **safeguard}))
    _done(ben.send(f"/posts/{point}/edit", {"do": "save", "version": "1", "body": "Nobody says in which year."}))
    changed = text.replace("first thing", "first things")
    new = {"text": f"{changed}\n\nNext year.", "summary": "A date.", "version": "1", "points": [str(point)]}
    _done(ada.send("/proposals/a-plan/revise", {"do": "publish", **new}))
    _done(ben.send(f"/posts/{point + 1}/where", {"do": "not-here"}))
    objections = db.session.scalars(
        select(Post.id)
        .where(Post.label == Label.OBJECTION, Post.state == State.VISIBLE, Post.parent_id.is_(None), Post.id < point)
        .where(Post.proposal_id == db.session.scalars(select(Post.proposal_id).order_by(Post.id)).first())
        .order_by(Post.id)
    ).all()
    _done(ben.send(f"/posts/{objections[0]}/flag", {"reason": "spam"}))
    for post, act, to in (
        (0, "relabel", "condition"),
        (1, "hide", ""),
        (2, "move", "proposal"),
        (3, "merge", str(objections[4])),
    ):
        given = {"to": to} if act == "relabel" else {"other": to}
        _done(
            mo.send(
                f"/moderation/posts/{objections[post]}/{act}",
                {"do": "act", "reason": "The rules.", "version": "1", **given},
            )
        )
    _done(ben.send(f"/posts/{objections[5]}/flag", {"reason": "spam"}))
    _done(mo.send("/moderation/proposals/partnership/lock", {"reason": "The rules."}))
    for label in ("comment", "objection"):  # ada agrees with the second, so it stays
        slip = {"parts-0-label": label, "parts-0-body": f"This {label} belongs elsewhere."}
        _done(ben.send("/proposals/a-plan/post", {"do": "post", "confirmed": "1", **slip}))
        newest = db.session.scalars(select(Post.id).order_by(Post.id.desc())).first()
        if label == "objection":
            _done(ada.send(f"/posts/{newest}/vote", {"choice": "agree"}))
        _done(ben.send(f"/posts/{newest}/withdraw"))
    for appealed in (True, False):
        aside = {"parts-0-label": "comment", "parts-0-body": f"An aside, which is {appealed}."}
        _done(ben.send("/proposals/a-plan/post", {"do": "post", "confirmed": "1", **aside}))
        newest = db.session.scalars(select(Post.id).order_by(Post.id.desc())).first()
        why = {"do": "act", "reason": "The rules.", "version": "1"}
        _done(mo.send(f"/moderation/posts/{newest}/hide", why))
        if appealed:
            entry = db.session.scalars(select(LogEntry.id).order_by(LogEntry.id.desc())).first()
            _done(ben.send(f"/moderation/log/{entry}/appeal", {"words": "It is none."}))


def _done(answer: TestResponse) -> None:
    assert answer.status_code == 303, answer.text
    assert answer.location.startswith(f"{PREFIX}/")


def test_what_somebody_may_make_as_long_as_they_like_is_not_remembered(app: Flask) -> None:
    with app.test_request_context():
        before = addresses._address.cache_info().currsize
        for number in range(20):
            assert addresses.address("accounts.sign_in", next=f"/?x={number}{'y' * 200}").endswith("y" * 200)
        assert addresses._address.cache_info().currsize == before
        assert addresses.address("proposals.points", slug="plan", raised=["Ada", "Ben"]).count("raised=") == 2


def test_every_address_on_every_page_is_under_the_prefix_and_leads_somewhere(town: Cast) -> None:
    cy = PersonFactory(name="Cy", role=Role.MODERATOR)
    db.session.commit()
    people = {"visitor": None, "ada": town.ada, "ben": town.ben, "mo": town.mo, "cy": cy}
    walks = {name: Walk(town.browser(person), person) for name, person in people.items()}
    for walk in walks.values():
        walk.along("/", "/proposals/a-plan", "/proposals/a-plan/log", "/proposals/border-cooperation/log")
    assert {name: walk.wrong for name, walk in walks.items() if walk.wrong} == {}
    led_to = {endpoint for walk in walks.values() for endpoint in walk.seen}
    # By links, forms and scripts alone. What says whether the site is up is for machines, what leads to files for pages
    # that have been open since an earlier release, and no thread here is so long that any of it is folded.
    unled = {"site.health", "site.ready", "site.file_of_another_release", "threads.replies"}
    assert set(town.app.view_functions) - led_to == unled


def test_signing_in_leads_on_within_the_prefix_only(hamlet: Cast) -> None:
    register = {"password": "a few words in a row", "repeat": "a few words in a row"}
    inside = f"{PREFIX}/posts/1?order=newest#replies"
    for name, wanted, led_to in (("Grace", inside, inside), ("Linus", "/posts/1", f"{PREFIX}/")):
        answer = hamlet.browser().send("/account/register", register | {"name": name, "next": wanted})
        assert answer.location == led_to


def test_the_page_that_asks_to_sign_in_leads_back_to_what_was_wanted(hamlet: Cast) -> None:
    page = hamlet.visitor.get("/account/posts?state=held").text
    assert f'name="next" type="hidden" value="{PREFIX}/account/posts?state=held"' in page
    failed = hamlet.browser(hamlet.ben).send("/posts/1/vote", headers={"Referer": f"{HOST}{PREFIX}/posts/1"}).text
    assert f'href="{PREFIX}/posts/1">Back to the page you came from' in failed
    other = hamlet.browser(hamlet.ben).send("/posts/1/vote", headers={"Referer": f"{HOST}/posts/1"}).text
    assert "Back to the page you came from" not in other


def test_cookies_go_no_further_than_the_prefix(hamlet: Cast) -> None:
    browser = hamlet.browser(hamlet.ben)
    parts = {"parts-0-label": "support", "parts-0-body": "It begins at once.", "once": "abc"}
    answer = browser.send("/proposals/a-plan/post", {"do": "post", "confirmed": "1", **parts})
    cookies = [cookie.split("; ") for cookie in answer.headers.getlist("Set-Cookie")]
    assert sorted(cookie[0].split("=")[0] for cookie in cookies) == ["posted", "session"]
    assert all(f"Path={PREFIX}" in cookie for cookie in cookies)


class Walk:
    """Goes wherever pages lead, to each kind of page a few times, and notes addresses that lead astray or nowhere."""

    often = 2
    # What may be done with a post is offered on its own page.
    all_posts = 200

    def __init__(self, browser: Client, person: Person | None = None) -> None:
        self.browser, self.person = browser, person
        self.routes = browser.application.url_map.bind("localhost")
        self.seen: Counter[str] = Counter()
        self.wrong: list[str] = []
        self._known: set[tuple[str, str]] = set()

    def along(self, *paths: str) -> None:
        """From the pages at these paths, which are written without the prefix."""
        waiting = [(path, self.browser.get(path)) for path in paths]
        while waiting:
            path, answer = waiting.pop()
            for method, address in _addresses(answer):
                found = self._open(f"{PREFIX}{path}", method, address)
                waiting.extend([found] if found else [])

    def _open(self, page: str, method: str, address: str) -> tuple[str, TestResponse] | None:
        """The page at the address, if it is one to look at."""
        parts = urlsplit(urljoin(f"{HOST}{page}", address))
        whole = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if f"{parts.scheme}://{parts.netloc}" != HOST or (method, whole) in self._known:
            return None
        self._known.add((method, whole))
        path = whole.removeprefix(PREFIX)
        try:
            endpoint, _values = self.routes.match(urlsplit(path).path, method)
        except HTTPException as error:
            endpoint = f"{error.code}"
        if not whole.startswith(f"{PREFIX}/") or endpoint.isdecimal():
            self.wrong.append(f"{page}: {method} {address}")
            return None
        self.seen[endpoint] += 1
        often = self.all_posts if endpoint == "threads.show" else self.often
        if method != "GET" or self.seen[endpoint] > often:
            return None
        answer = self.browser.get(path, buffered=True)
        if answer.status_code not in ((200, 302, 401) if self.person is None else (200, 302)):
            self.wrong.append(f"{page}: {address} answers {answer.status_code}")
        return path, answer


def _addresses(answer: TestResponse) -> list[tuple[str, str]]:
    """Method and address of all that an answer leads to."""
    if answer.location:
        return [("GET", answer.location)]
    if answer.mimetype == "application/json":
        boxes = [*answer.json.get("nodes", ()), *answer.json.get("links", ())]
        return [("GET", box["url"]) for box in boxes]
    reader = _Addresses()
    reader.feed(answer.text if answer.mimetype == "text/html" else "")
    return reader.found


class _Addresses(HTMLParser):
    # Where scripts send to; in the last one the number stands for that of any post, and there is none with 0.
    for_scripts = {"data-preview-at": "POST", "data-twins-at": "POST", "data-why-source": "HEAD"}

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        method = (dict(attributes).get("method") or "get").upper()
        for name, value in attributes:
            if name in ("href", "src", "action", "formaction") or (value or "").startswith("/"):
                # A button that names where it sends to stands in a form that is sent.
                sends = "POST" if name == "formaction" else method
                self.found.append((self.for_scripts.get(name, sends), value or ""))
