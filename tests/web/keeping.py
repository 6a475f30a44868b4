"""The site as it runs, which keeps pages, beside one on the same database that makes each anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from deliberate import create_app
from deliberate.extensions import db
from deliberate.models import LogEntry, Person, Post, Proposal
from deliberate.models.direct import Direct
from deliberate.settings import Settings
from deliberate.web.kept import Store
from tests.actions.acting import PAGES
from tests.cast import Cast, Client

ROOM = 1024 * 1024
TOKEN = re.compile(rb'name="csrf_token" value="[^"]*"')
# Of the whole site, and of what belongs to no proposal.
OF_THE_SITE = (
    *("/", "/?q=parks&sort=open", "/search?q=parks", "/labels", "/how-it-works/status", "/people/Ada", "/people/Ben"),
    *("/people/Mo", "/account/posts", "/account/sessions", "/moderation", "/moderation/people/2"),
)


@contextmanager
def keeping(app: Flask, **settings: Any) -> Iterator[Flask]:
    """Another process of the same site."""
    given: Settings = app.extensions["deliberate"]
    other = create_app(replace(given, **{"page_cache": ROOM, **settings}))
    other.test_client_class = Client
    try:
        yield other
    finally:
        with other.app_context():
            db.engine.dispose()


def store(app: Flask) -> Store:
    found = app.extensions["pages"]
    assert isinstance(found, Store)
    return found


def browser(app: Flask, person: Person | None = None) -> Client:
    """One that has its cookie and what is in it."""
    made = app.test_client(user=person)
    assert isinstance(made, Client)
    if person:
        made.token()
        made.get("/")
    return made


def tag(client: Client, address: str, **kwargs: object) -> str:
    return client.get(address, **kwargs).headers["ETag"]  # type: ignore[arg-type]  # headers


def status(client: Client, address: str, tag: str) -> int:
    return client.get(address, headers={"If-None-Match": tag}).status_code


@contextmanager
def asking(monkeypatch: Any) -> Iterator[list[str]]:
    """Collects what is asked of the database before Flask begins."""
    asked: list[str] = []
    real: Callable[..., list[tuple[Any, ...]]] = Direct.ask

    def ask(direct: Direct, written: str, values: Any) -> list[tuple[Any, ...]]:
        asked.append(written)
        return real(direct, written, values)

    with monkeypatch.context() as patched:
        patched.setattr(Direct, "ask", ask)
        yield asked


def addresses(session: Session) -> list[str]:
    """All pages that there are, whoever may see them."""
    found = list(OF_THE_SITE)
    for slug in session.scalars(select(Proposal.slug).order_by(Proposal.id)):
        found += [page.format(slug=slug) for page in (*PAGES, "/proposals/{slug}/vote", "/moderation/proposals/{slug}")]
    for post in session.scalars(select(Post.id).order_by(Post.id)):
        found += [f"/posts/{post}", f"/posts/{post}/wordings", f"/moderation/posts/{post}"]
    found += [f"/moderation/log/{entry}" for entry in session.scalars(select(LogEntry.id).order_by(LogEntry.id))]
    session.rollback()
    return found


class Reader:
    """Somebody who looks at the pages again and again, and keeps each with its tag, as browsers do."""

    def __init__(self, kept: Flask, fresh: Flask, person: Person | None) -> None:
        self._kept, self._fresh = browser(kept, person), browser(fresh, person)
        self._seen: dict[str, tuple[str, bytes]] = {}
        self.spared = 0

    def sees_what_is(self, address: str) -> None:
        """What is shown at the address is what a site shows that keeps nothing."""
        tag, before = self._seen.get(address, ("", b""))
        answer = self._kept.get(address, headers={"If-None-Match": tag, "Accept-Encoding": ""})
        self.spared += answer.status_code == 304
        shown = before if answer.status_code == 304 else TOKEN.sub(b"", answer.data)
        fresh = self._fresh.get(address)
        assert answer.status_code in (304, fresh.status_code), address
        if "ETag" in answer.headers:
            assert shown == TOKEN.sub(b"", fresh.data), address
            self._seen[address] = answer.headers["ETag"], shown
        else:
            self._seen.pop(address, None)
            assert answer.headers["Cache-Control"] == "private, no-store", address


def cast_of(kept: Flask, fresh: Flask, cast: Cast) -> dict[str, Reader]:
    people = {"visitor": None, "ada": cast.ada, "ben": cast.ben, "mo": cast.mo}
    return {who: Reader(kept, fresh, person) for who, person in people.items()}


def is_private(answer: TestResponse) -> bool:
    return answer.headers["Cache-Control"].startswith("private")
