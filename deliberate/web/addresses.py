"""Where things are. Nobody writes an address by hand: it is `url_for`, or a word of this module for what much leads to.

All of them are under the prefix that the site is served at, if any. Templates know this module as `to`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import flask
from flask import request

# Beyond the length of any slug and anchor.
_LONGEST = 100


def address(endpoint: str, **values: Any) -> str:
    """What `url_for` says, remembered: a page asks for the same addresses as the one before. Not where a value is of
    several, or as long as people may write to fill a memory. Templates know it by that name."""
    if any(isinstance(value, list) or (isinstance(value, str) and len(value) > _LONGEST) for value in values.values()):
        return flask.url_for(endpoint, **values)
    return _address(request.script_root, endpoint, tuple(values.items()))


@lru_cache(maxsize=4_096)
def _address(root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return flask.url_for(endpoint, **dict(values))


def home() -> str:
    return address("proposals.home")


def proposal(slug: str, anchor: str | None = None) -> str:
    """A proposal's page, or the passage `anchor` on it."""
    return address("proposals.show", slug=slug, _anchor=anchor and place_of(anchor))


def passage(slug: str, anchor: str) -> str:
    """The passage in its document, with its thread beside it."""
    return address("proposals.passage", slug=slug, anchor=anchor, _anchor=place_of(anchor))


def points(slug: str, **asked: str | Iterable[str]) -> str:
    """The list of a proposal's posts that is asked for: `status`, `label`, `ground`, `passage`, `section`, `raised` and
    `order`, each one value or several. Names of ours stand in a row, what may hold a comma by itself."""
    values = {name: [value] if isinstance(value, str) else list(value) for name, value in asked.items()}
    in_a_row: dict[str, Any] = {
        name: ",".join(values.get(name, ())) or None for name in ("status", "label", "ground", "order")
    }
    each: dict[str, Any] = {name: values[name] for name in ("passage", "section", "raised") if values.get(name)}
    return address("proposals.points", slug=slug, **in_a_row, **each)


# What the parts of a page with a document on it are called; a test holds that they all are among these.
_OUR_PLACES = re.compile(
    r"main|v|top|thread|panel|panel-hint|revision|site-q|slip|[a-z]+-title|(post|about|part|claim-(post|about))-\d+(-head)?"
)


def place_of(anchor: str) -> str:
    """What a passage is called on the page of its document: its anchor, unless a part of the page is called so."""
    return f"_{anchor}" if anchor.startswith("_") or _OUR_PLACES.fullmatch(anchor) else anchor


def anchor_at(place: str) -> str:
    """The passage that is called so."""
    return place.removeprefix("_")


def post(number: int, at: str | None = None) -> str:
    """A post's own page, or the place `at` on it."""
    return address("threads.show", post_id=number, _anchor=at)


def post_in_sight(number: int) -> str:
    """A post's own page, below what it replies to."""
    return post(number, f"post-{number}")


def present() -> str:
    """The page that was asked for, with its parameters."""
    return request.script_root + request.full_path.removesuffix("?")


def wanted() -> str | None:
    """The page to come back to after signing in or registering: this one, or the one that these were opened from."""
    if request.endpoint in ("accounts.sign_in", "accounts.register"):
        return local_path(request.values.get("next"))
    return present() if request.method in ("GET", "HEAD") else came_from()


def came_from() -> str | None:
    """The page of this site with the link or form that made this request."""
    parts = _split(request.referrer or "")
    if parts is None or parts.netloc != request.host:
        return None
    return local_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)


def local_path(address: str | None) -> str | None:
    """The address if it leads to a page of this site, written as a path; else None."""
    if not address or not address.isprintable() or not re.match(r"/(?!/)", address) or "\\" in address:
        return None
    parts = _split(address)
    if parts is None or parts.scheme or parts.netloc or not f"{parts.path}/".startswith(f"{request.script_root}/"):
        return None
    # Browsers walk along such steps before they ask, and so out of the prefix.
    steps = unquote(parts.path).split("/")
    return None if "." in steps or ".." in steps else address


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None
