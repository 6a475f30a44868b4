"""Browsers that somebody has signed in with before: they have tries of their own, so that nobody who guesses wrongly
elsewhere keeps the owner of a name out.

A signed cookie remembers a number of its own for the browser, and whose it is; it signs nobody in.
"""

from __future__ import annotations

import secrets
from hashlib import blake2b
from typing import NamedTuple

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadData, URLSafeSerializer

COOKIE = "known"
_MOST_PEOPLE = 8
_A_YEAR = 60 * 60 * 24 * 365


class Browser(NamedTuple):
    number: str
    # Whoever looks at the cookie learns no names.
    people: tuple[str, ...]


def browser_of(name_key: str) -> str | None:
    """The number of this browser, if this person has signed in with it before."""
    browser = _read()
    return browser.number if browser and _digest(name_key) in browser.people else None


def remember(name_key: str) -> None:
    """Makes this browser one that the person has signed in with."""
    browser, person = _read() or Browser(secrets.token_urlsafe(12), ()), _digest(name_key)
    people = (person, *(other for other in browser.people if other != person))[:_MOST_PEOPLE]
    cookie = _signer().dumps([browser.number, people])

    @after_this_request
    def keep(response: Response) -> Response:
        cookies = current_app.session_interface
        response.set_cookie(
            COOKIE,
            cookie,
            max_age=_A_YEAR,
            path=cookies.get_cookie_path(current_app),
            secure=cookies.get_cookie_secure(current_app),
            httponly=True,
            samesite="Lax",
        )
        return response


def _read() -> Browser | None:
    try:
        number, people = _signer().loads(request.cookies.get(COOKIE, ""))
    except BadData:
        return None
    return Browser(number, tuple(people))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(_secret(), salt="known browser")


def _digest(name_key: str) -> str:
    return blake2b(name_key.encode(), key=_secret().encode()[:64], digest_size=9).hexdigest()


def _secret() -> str:
    return str(current_app.secret_key)
