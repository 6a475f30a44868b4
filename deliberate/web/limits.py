"""How often something may be tried: the rows are a table in the settings, and are counted here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from math import ceil
from typing import ParamSpec, TypeVar

from flask import current_app, request
from werkzeug.exceptions import TooManyRequests

from deliberate.counting import Counts
from deliberate.domain.networks import neighbourhood
from deliberate.settings import LIMITS, By, Limit, Rate
from deliberate.web import known
from deliberate.web.access import viewer
from deliberate.web.words import _, plural

P = ParamSpec("P")
R = TypeVar("R")

_MINUTE = 60
_HOUR = 60 * _MINUTE


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


def limit(what: Limit) -> None:
    """Counts one try; 429, with when to try again, if it is one too many."""
    if wait := count(what):
        raise too_many(wait)


def count(what: Limit, name: str = "") -> int:
    """Counts one try, on this name where a row says so; how many seconds to wait if it is one too many.

    What one row refuses is not counted in those after it.
    """
    waits = (counts.seconds_to_wait(tries, what, who) for counts, tries, who in _rows(what, name))
    return next((wait for wait in waits if wait), 0)


def give_back(what: Limit, name: str = "") -> None:
    """The last try was none of those that are counted."""
    for counts, tries, who in _rows(what, name):
        counts.give_back(tries, what, who)


def too_many(wait: int) -> TooManyRequests:
    description = _("You have tried this many times in a short while. Try again %(later)s.", later=when(wait))
    return TooManyRequests(description, retry_after=wait)


def when(seconds: int) -> str:
    """When a wait is over, in words; never too early."""
    if seconds < 2 * _MINUTE:
        return plural("in %(num)d second", "in %(num)d seconds", seconds)
    if seconds < 2 * _HOUR:
        return plural("in %(num)d minute", "in %(num)d minutes", ceil(seconds / _MINUTE))
    return plural("in %(num)d hour", "in %(num)d hours", ceil(seconds / _HOUR))


def _rows(what: Limit, name: str) -> Iterator[tuple[Counts, str, str]]:
    """Where to count, how many tries there may be, and whose they are."""
    counts: Counts | None = current_app.extensions["counts"]
    if counts is None:
        return
    for rate in LIMITS[what]:
        tries, who = _whose(rate, name)
        yield counts, tries, f"{rate.by} {who}"


def _whose(rate: Rate, name: str) -> tuple[str, str]:
    address = neighbourhood(request.remote_addr or "")
    match rate.by:
        case By.PERSON:
            person = viewer()
            return (rate.tries, str(person.id)) if person else (rate.visitors or rate.tries, address)
        case By.ADDRESS:
            return rate.tries, address
        case By.NAME:
            return rate.tries, name
        case By.NAME_AND_ADDRESS:
            return rate.tries, f"{address} {name}"
        case By.NAME_AND_BROWSER:
            return rate.tries, f"{known.browser_of(name)} {name}"
