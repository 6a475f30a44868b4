"""The number that an answer, its error page and the log know a request by."""

from __future__ import annotations

import re
import secrets
from urllib.parse import quote

from flask import Flask, Response, g, request

NAME = "X-Request-ID"
# What a proxy may name a request; anything else could forge lines of a log.
VALID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{7,63}")


def register(app: Flask) -> None:
    app.after_request(_add_header)


def request_id() -> str:
    """The one it came with, if that is one, else its own."""
    if "request_id" not in g:
        given = request.headers.get(NAME, "")
        g.request_id = given if VALID.fullmatch(given) else secrets.token_hex(8)
    return str(g.request_id)


def asked() -> str:
    """What was asked for, in one line for the log: without query and form, which may hold what nobody should read."""
    return f"request {request_id()}, {quote(request.method)} {quote(request.path)}"


def _add_header(response: Response) -> Response:
    response.headers[NAME] = request_id()
    return response
