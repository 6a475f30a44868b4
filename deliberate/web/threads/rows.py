"""Rows of posts as HTML, kept by all that they show: the same row is not made twice."""

from __future__ import annotations

from functools import lru_cache

from flask import request
from flask_babel import get_locale
from markupsafe import Markup

from deliberate.domain.graph import State
from deliberate.queries.rows import PostRow
from deliberate.queries.texts import PassageName
from deliberate.web.templating import part


def row_html(row: PostRow, spot: str = "post", about: PassageName | None = None) -> Markup:
    """The row at a `spot` of a page, with the passage that it is about where the page does not say so itself. What not
    everybody may read is made anew each time."""
    if row.state is not State.VISIBLE:
        return _made(row, spot, about)
    return _kept(row, spot, about, str(get_locale()), request.script_root)


def _made(row: PostRow, spot: str, about: PassageName | None) -> Markup:
    return Markup(part("threads/_row.html", "show_row", row, spot, about))  # noqa: S704  # nosec B704  # our own partial


@lru_cache(maxsize=4_096)
def _kept(row: PostRow, spot: str, about: PassageName | None, language: str, root: str) -> Markup:
    """A row holds whatever its HTML is made from: votes, rights and the viewer's own vote, but no viewer. Words and
    addresses depend on the language and on where the site is put up."""
    return _made(row, spot, about)
