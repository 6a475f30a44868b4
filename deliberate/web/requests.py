"""What is asked and sent, as the rest of the site sees it: without NUL characters, which PostgreSQL cannot hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, cast

import flask
from flask import Flask, abort, request
from flask.sessions import SecureCookieSession
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.datastructures.structures import iter_multi_items


class _Parameters(ImmutableMultiDict[str, Any]):
    def __init__(self, sent: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None) -> None:
        pairs = iter_multi_items(sent) if sent else ()
        super().__init__([(_without_nul(name), _without_nul(value)) for name, value in pairs])


# The cookie of a session is made anew so often.
RENEWED_EVERY = timedelta(days=1)
# Where it is told what is asked for (`asking.Asked`).
ASKED = "deliberate.asked"


class Request(flask.Request):
    parameter_storage_class = _Parameters

    # What the session's cookie holds, and when it was made. Whoever looks at `flask.session` instead makes the answer
    # depend on the cookie.
    remembered: SecureCookieSession
    signed: datetime | None = None


def present() -> Request:
    """The present one, as it really is."""
    return cast("Request", request)


def is_for_every_visitor() -> bool:
    """Whether the page is the same for all who are not signed in."""
    asked = request.environ.get(ASKED)
    return asked is not None and asked.by_a_visitor


def remembers_nothing() -> bool:
    """Whether there is no session, and nothing in this request has begun one."""
    session = present().remembered
    return not session and not session.modified


def register(app: Flask) -> None:
    app.request_class = Request
    app.before_request(_refuse_nul)


def _refuse_nul() -> None:
    if "\0" in request.path:
        abort(404)


def _without_nul(text: Any) -> Any:
    return text.replace("\0", "") if isinstance(text, str) else text
