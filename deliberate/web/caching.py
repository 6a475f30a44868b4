"""Every page has a tag, by which a browser that has it already is told so (304), and what visitors see is kept: both
are decided before Flask begins, by one statement.

A page may be tagged if all it shows is in the database or in the session, and every change of that raises a version:
`Proposal.version`, `Person.version`, the site's. What also depends on the clock says so (`never_the_same`). Forms,
errors and whatever sets a cookie are never tagged nor kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Engine

from deliberate.models.direct import Direct
from deliberate.models.engine import PATIENCE_ON_THE_WAY
from deliberate.models.hearing import patience
from deliberate.models.trouble import trouble
from deliberate.queries.versions import Versions
from deliberate.settings import Settings
from deliberate.web import request_ids
from deliberate.web.asking import Asked, Asking
from deliberate.web.kept import Kept, Store
from deliberate.web.packing import Effort, encoding, is_worth_it, packed
from deliberate.web.requests import ASKED, present
from deliberate.web.security import HEADERS, HSTS

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

_VARIES = "Accept-Encoding, X-Requested-With"
_FOR_EVER = "public, max-age=31536000, immutable"
# What of an answer is kept; the rest is the same for all.
_OWN = ("Content-Type", "Content-Encoding", "Content-Disposition", "Content-Length", "ETag", "Cache-Control", "Vary")
# Seconds that the database is left alone here after it gave no answer: what asks it next tells the visitor.
_PAUSE = 5.0


def register(app: Flask, engine: Engine) -> None:
    """Before all others, so that what they add to an answer is there when it is packed."""
    settings: Settings = app.extensions["deliberate"]
    store = Store(settings.page_cache, settings.secret_key, settings.redis_url)
    app.extensions["pages"] = store
    app.extensions["asking"] = asking = Asking(app, Versions(Direct(engine)))
    app.wsgi_app = Before(app, asking, store)  # type: ignore[method-assign]  # as Flask asks of middleware
    app.after_request(_finish)


def never_the_same() -> None:
    """The page that is being made depends on the clock, too."""
    g.never_the_same = True


class Before:
    """Answers what it can before Flask does."""

    def __init__(self, app: Flask, asking: Asking, store: Store) -> None:
        self._app, self._pass_on = app, app.wsgi_app
        self._asking, self._store = asking, store
        self._always_secure: bool = app.config["SESSION_COOKIE_SECURE"]
        self._next_look = 0.0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        patience.set(PATIENCE_ON_THE_WAY)
        always = self._always(environ)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Callable[[bytes], object]:
            return start_response(status, [*headers, *always], *more)

        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or (asked := self._asked(environ)) is None:
            return self._pass_on(environ, start)
        environ[ASKED] = asked
        if not asked.has_to_run:
            if asked.tag in environ.get("HTTP_IF_NONE_MATCH", ""):
                start("304 Not Modified", _tagged(asked))
                return ()
            if asked.by_a_visitor and (kept := self._store.get(_key(asked, environ))):
                start("200 OK", kept.headers)
                return () if environ["REQUEST_METHOD"] == "HEAD" else (kept.body,)
        return self._pass_on(environ, start)

    def _asked(self, environ: WSGIEnvironment) -> Asked | None:
        if time.monotonic() < self._next_look:
            return None
        try:
            return self._asking.asked(environ)
        except Exception as error:
            # What the database has met with, the page that is asked for meets with, too, and tells the visitor.
            if trouble(error):
                self._next_look = time.monotonic() + _PAUSE
            else:
                self._app.logger.exception("No version of a page was found")
            return None

    def _always(self, environ: WSGIEnvironment) -> list[tuple[str, str]]:
        """What every answer carries."""
        is_secure = self._always_secure or environ["wsgi.url_scheme"] == "https"
        return [*HEADERS.items(), (request_ids.NAME, request_ids.number(environ)), *([HSTS] if is_secure else ())]


def _finish(response: Response) -> Response:
    """Tags the answer if it may be, packs it, and keeps it if it is for everybody."""
    asked: Asked | None = request.environ.get(ASKED)
    if asked is None or not _may_be_tagged(response):
        response.headers["Cache-Control"] = "private, no-store"
        return _pack(response, Effort.ONCE)
    for name, value in _tagged(asked):
        response.headers[name] = value
    if asked.of_a_file:
        response.direct_passthrough = False
        response.make_sequence()
    if not asked.by_a_visitor:
        return _pack(response, Effort.ONCE)
    store: Store = current_app.extensions["pages"]
    if request.method == "HEAD" or response.is_streamed or not store.keeps:
        return _pack(response, Effort.ONCE)
    _pack(response, Effort.FOR_EVER if asked.of_a_file else Effort.KEPT)
    body = response.get_data()
    response.content_length = len(body)
    headers = [(name, value) for name, value in response.headers.items() if name in _OWN]
    store.put(_key(asked, request.environ), Kept(headers, body))
    return response


def _may_be_tagged(response: Response) -> bool:
    """Whatever takes forms has one with a token or with words in it that are sent once."""
    takes_forms = bool(request.url_rule and "POST" in (request.url_rule.methods or ()))
    cookies, session = current_app.session_interface, present().remembered
    sets_cookie = "Set-Cookie" in response.headers or cookies.should_set_cookie(current_app, session)
    return response.status_code == 200 and not (takes_forms or sets_cookie or g.get("never_the_same"))


def _tagged(asked: Asked) -> list[tuple[str, str]]:
    tag = ("ETag", f'W/"{asked.tag}"')
    if asked.of_a_file:
        return [tag, ("Cache-Control", _FOR_EVER), ("Vary", "Accept-Encoding")]
    if asked.by_a_visitor:
        return [tag, ("Cache-Control", "no-cache"), ("Vary", _VARIES)]
    return [tag, ("Cache-Control", "private, no-cache"), ("Vary", f"{_VARIES}, Cookie")]


def _key(asked: Asked, environ: WSGIEnvironment) -> str:
    return f"{asked.tag} {_encoding(environ, Effort.KEPT)}"


def _encoding(environ: WSGIEnvironment, effort: Effort) -> str:
    accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
    return encoding(accepted, effort) if accepted else ""


def _pack(response: Response, effort: Effort) -> Response:
    chosen = _encoding(request.environ, effort)
    if response.is_streamed or not chosen:
        return response
    body = response.get_data()
    if is_worth_it(response.mimetype or "", len(body)):
        response.vary.add("Accept-Encoding")
        response.set_data(packed(body, chosen, effort))
        response.headers["Content-Encoding"] = chosen
    return response
