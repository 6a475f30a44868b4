"""How often something may be tried: the rows are a table in the settings, and are counted here."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import current_app, request
from limits import parse
from werkzeug.exceptions import TooManyRequests

from deliberate.extensions import limiter
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
    if not current_app.config["RATELIMIT_ENABLED"]:
        return
    rate, who = parse(LIMITS[what].tries), _who(LIMITS[what].by, name)
    if not limiter.limiter.hit(rate, what, who):
        ends = limiter.limiter.get_window_stats(rate, what, who).reset_time
        raise TooManyRequests(retry_after=max(1, round(ends - time.time())))


def _who(by: By, name: str) -> str:
    if by is By.NAME:
        return name
    person = viewer() if by is By.PERSON else None
    return str(person.id) if person else request.remote_addr or ""
