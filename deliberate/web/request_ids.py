"""The number that an answer, its error page and the log know a request by."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import request

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

NAME = "X-Request-ID"
# What a proxy may name a request; anything else could forge lines of a log.
_VALID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{7,63}")
_KEPT = "deliberate.request_id"


def number(environ: WSGIEnvironment) -> str:
    """The one it came with, if that is one, else its own."""
    if _KEPT not in environ:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        environ[_KEPT] = given if _VALID.fullmatch(given) else secrets.token_hex(8)
    return str(environ[_KEPT])


def request_id() -> str:
    return number(request.environ)


def asked() -> str:
    """What was asked for, in one line for the log: without query and form, which may hold what nobody should read."""
    return f"request {request_id()}, {quote(request.method)} {quote(request.path)}"
