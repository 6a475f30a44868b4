"""How often something may be tried: the rows are a table in the settings, and are counted here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import current_app, request
from werkzeug.exceptions import TooManyRequests

from deliberate.counting import Counts
from deliberate.settings import LIMITS, By, Limit
from deliberate.web.access import viewer

P = ParamSpec("P")
R = TypeVar("R")


def limited(what: Limit) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Counts every form that is sent to the route. A test fails for a route that takes forms without it."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def counted(*args: P.args, **kwargs: P.kwargs) -> R:
            if request.method not in ("GET", "HEAD"):
                limit(what)
            return view(*args, **kwargs)

        counted.limit = what  # type: ignore[attr-defined]  # read by that test
        return counted

    return decorate


def limit(what: Limit, name: str = "") -> None:
    """Counts one try, on this name if the row says so; 429, with the seconds to wait, when there were too many."""
    counts: Counts | None = current_app.extensions["counts"]
    rate = LIMITS[what]
    if counts and (wait := counts.seconds_to_wait(rate.tries, what, _who(rate.by, name))):
        raise TooManyRequests(retry_after=wait)


def _who(by: By, name: str) -> str:
    if by is By.NAME:
        return name
    person = viewer() if by is By.PERSON else None
    return str(person.id) if person else request.remote_addr or ""
