"""Rows of posts as HTML."""

from __future__ import annotations

from markupsafe import Markup

from deliberate.domain.nodes import State
from deliberate.queries.rows import PostRow
from deliberate.queries.texts import PassageName
from deliberate.web.parts import kept, made

_ROW = "threads/_row.html", "show_row"
# A row holds votes, rights and the viewer's own vote, but no viewer.
_kept = kept(*_ROW)


def row_html(row: PostRow, spot: str = "post", about: PassageName | None = None, *, held: bool = False) -> Markup:
    """The row at a `spot` of a page, with the passage that it is about where the page does not say so itself; `held`:
    with how many people hold it. What not everybody may read is made anew each time."""
    given = (row, spot, about, held)
    return _kept(*given) if row.state is State.VISIBLE else made(*_ROW, *given)
