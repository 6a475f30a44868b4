"""A page of a proposal's thread as HTML: kept as everybody sees it, with a viewer's own rows put in their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from deliberate.domain.engine.ranking import Order
from deliberate.domain.words import Say
from deliberate.extensions import session
from deliberate.models import Proposal
from deliberate.queries.counts import Counts
from deliberate.queries.listings import Listing, listing, own_rows, sees_more
from deliberate.queries.pages import Page
from deliberate.queries.rows import PostRow
from deliberate.queries.texts import PassageName, passage_names
from deliberate.queries.threads import ThreadPage, thread
from deliberate.web import shelf
from deliberate.web.access import actor
from deliberate.web.parts import made
from deliberate.web.threads.rows import row_html

# No text holds it.
_HOLE = Markup("\0")


class Shown(NamedTuple):
    """`reason` is why the first post is first; nothing in `html` where there is no post."""

    html: Markup
    reason: Say
    page: Page


class _Kept(NamedTuple):
    """What stands around the rows, one piece more than there are rows; the rows, in their order, as everybody sees them
    and with the passage that each is about, where it says so."""

    listed: Listing
    around: Sequence[str]
    rows: list[tuple[int, Markup, PassageName | None]]


def show_thread(proposal: Proposal, counts: Counts, order: Order, number: int) -> Shown:
    """Of the whole proposal, of which these are the counts."""
    viewer = actor()
    if sees_more(session(), proposal, viewer):
        page = thread(session(), proposal, viewer, counts, order, number)
        html = made("threads/_branch.html", "show_branches", page.branches, "post", _abouts(proposal, page))
        return Shown(html if page.branches else Markup(), page.reason, page.page)
    keep = 0 < number <= shelf.FIRST
    kept = shelf.of_page(proposal, lambda: _keep(proposal, counts, order, number), "thread", order, number, keep=keep)
    own = own_rows(session(), proposal, viewer, kept.listed) if viewer.signed_in else {}
    page = kept.listed.page
    return Shown(_filled(kept, own) if page.branches else Markup(), page.reason, page.page)


def _keep(proposal: Proposal, counts: Counts, order: Order, number: int) -> _Kept:
    listed = listing(session(), proposal, counts, order, number)
    rows: list[tuple[int, Markup, PassageName | None]] = []

    def hole(row: PostRow, spot: str, about: PassageName | None) -> Markup:
        rows.append((row.id, row_html(row, spot, about), about))
        return _HOLE

    branches = listed.page.branches
    around = made("threads/_branch.html", "show_branches", branches, "post", _abouts(proposal, listed.page), hole)
    return _Kept(listed, around.split(_HOLE), rows)


def _abouts(proposal: Proposal, page: ThreadPage) -> dict[str, PassageName]:
    return passage_names(session(), proposal, {anchor for top in page.branches if (anchor := top.post.about)})


def _filled(kept: _Kept, own: Mapping[int, PostRow]) -> Markup:
    pieces = [kept.around[0]]
    for (id, html, about), after in zip(kept.rows, kept.around[1:], strict=True):
        pieces += (row_html(own[id], about=about) if id in own else html, after)
    return Markup("".join(pieces))  # noqa: S704  # nosec B704  # our own partials
