"""What is asked for, as far as it can be told before anything else is done: which version of which page, for whom.

It is the key of an answer: one that was given for a key is right whenever the key is the same.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import Flask
from werkzeug.http import parse_cookie

from deliberate.domain.browsers import NOTED_EVERY, STAYS_SIGNED_IN
from deliberate.models import now
from deliberate.queries.sign_ins import hash_of
from deliberate.queries.versions import Kind, Versions, Viewer
from deliberate.settings import Settings
from deliberate.web.fetching import BY_A_SCRIPT
from deliberate.web.opened import opened_cookie
from deliberate.web.release import of_site
from deliberate.web.requests import RENEWED_EVERY
from deliberate.web.words import language_for

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

# Pages of one proposal, by the first two parts of their address; all others are about the site.
_OF_A_PROPOSAL = re.compile(r"/proposals/([^/]+)(?:/|\Z)")
_OF_A_POST = re.compile(r"/posts/([0-9]{1,9})(?:/|\Z)")

# What is answered whether or not there is a database.
_FOR_MACHINES = {"/healthz", "/readyz"}
_LONGEST = 4_096


class Who(NamedTuple):
    token_hash: str
    last_used: datetime
    version: int


@dataclass(frozen=True)
class Asked:
    tag: str
    # Nobody is signed in, and nothing waits to be told: all who are like that are given the same.
    by_a_visitor: bool
    # A file, which stays as it is.
    of_a_file: bool = False
    # Besides the answer there is something to do: to renew the cookie, or note that it was used.
    has_to_run: bool = False
    # The version of the site, of pages that are about it as a whole.
    site: int | None = None
    simulated: bool = False
    # Of whoever is signed in, the browser's token and what was read of it: as long as that is the same, so are they.
    who: Who | None = None


class Remembered(NamedTuple):
    """What a session's cookie holds, as far as pages depend on it."""

    token_hash: str | None
    form_token: str
    has_notes: bool
    signed: float


# What a visitor's cookie comes to.
NOTHING = Remembered(None, "", has_notes=False, signed=0.0)


class Asking:
    def __init__(self, app: Flask, versions: Versions) -> None:
        self._app, self._versions = app, versions
        self._settings: Settings = app.extensions["deliberate"]
        self._key = str(app.secret_key).encode()[:64]
        self._files = f"{app.static_url_path}/"
        self._cookie: str = app.config["SESSION_COOKIE_NAME"]
        self._release = ""
        self._known = lru_cache(maxsize=1024)(self._read)

    def asked(self, environ: WSGIEnvironment) -> Asked | None:
        """None for what has no version that could be told. Raises what the database's driver does."""
        path = environ.get("PATH_INFO", "")
        if path.startswith("/static/"):
            is_ours = path.startswith(self._files)
            return Asked(self._tag("file", path), by_a_visitor=True, of_a_file=True) if is_ours else None
        if path in _FOR_MACHINES:
            return None
        here = self._remembered(environ.get("HTTP_COOKIE", ""))
        if here.has_notes:
            return None
        kind, key = _kind(path)
        found = self._versions.find(kind, key, self._token(here))
        if found is None:
            return None
        shown, viewer = found
        site = shown.version if kind is Kind.SITE else None
        if viewer is None or not self._is_let_in(viewer):
            tag = self._tag(*_what(environ, path), shown)
            return Asked(tag, by_a_visitor=True, site=site, simulated=shown.simulated)
        unrenewed = time.time() - here.signed > RENEWED_EVERY.total_seconds()
        unnoted = now() - viewer.last_used >= NOTED_EVERY
        # Not by the number of a row, which a database may give again.
        who = (here.token_hash, viewer.version, here.form_token)
        tag = self._tag(*_what(environ, path), shown, who)
        whose = Who(str(here.token_hash), viewer.last_used, viewer.version)
        has_to_run = unrenewed or unnoted
        return Asked(tag, False, has_to_run=has_to_run, site=site, simulated=shown.simulated, who=whose)

    def who(self, token_hash: str) -> Who | None:
        """Of a request that asks for no page. Raises what the database's driver does."""
        viewer = self._versions.viewer(token_hash)
        return Who(token_hash, viewer.last_used, viewer.version) if viewer and self._is_let_in(viewer) else None

    def _tag(self, *parts: object) -> str:
        """Who has not been given the answer cannot know it."""
        self._release = self._release or of_site(self._app)
        written = repr((self._release, language_for(self._app), *parts))
        return blake2b(written.encode("utf-8", "replace"), key=self._key, digest_size=16).hexdigest()

    def _token(self, here: Remembered) -> str | None:
        is_good = time.time() - here.signed <= self._app.permanent_session_lifetime.total_seconds()
        return here.token_hash if is_good else None

    def _is_let_in(self, viewer: Viewer) -> bool:
        lasts = now() - viewer.last_used < STAYS_SIGNED_IN
        return lasts and (self._settings.on_loopback or not viewer.is_local)

    def _remembered(self, cookies: str) -> Remembered:
        """Those of a thousand browsers are known; not such as nobody has who was given theirs here."""
        if not cookies:
            return NOTHING
        return self._known(cookies) if len(cookies) <= _LONGEST else self._read(cookies)

    def _read(self, cookies: str) -> Remembered:
        """A session that was not signed here is none; nor are bytes that are no letters."""
        try:
            sent = parse_cookie(cookies).get(self._cookie)
        except UnicodeError:
            return NOTHING
        opened = opened_cookie(self._app, sent) if sent else None
        return _remembered(opened.session, opened.signed.timestamp()) if opened else NOTHING


def _remembered(session: Mapping[str, Any], signed: float) -> Remembered:
    token = session.get("_user_id")
    return Remembered(
        hash_of(token) if token else None, str(session.get("csrf_token", "")), bool(session.get("_flashes")), signed
    )


def _kind(path: str) -> tuple[Kind, str | int | None]:
    if found := _OF_A_PROPOSAL.match(path):
        return (Kind.SITE, None) if found[1] == "new" else (Kind.PROPOSAL, _decoded(found[1]))
    if found := _OF_A_POST.match(path):
        return Kind.POST, int(found[1])
    return Kind.SITE, None


def _what(environ: WSGIEnvironment, path: str) -> tuple[str | bool, ...]:
    # Not in its own words, of which there may be any number for one page.
    by_a_script = environ.get("HTTP_X_REQUESTED_WITH") == BY_A_SCRIPT
    return environ.get("SCRIPT_NAME", ""), path, environ.get("QUERY_STRING", ""), by_a_script


def _decoded(part: str) -> str:
    """What a server gives is bytes, written as if they were Latin 1."""
    return part.encode("latin-1", "replace").decode("utf-8", "replace").replace("\0", "")
