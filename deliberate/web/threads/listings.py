"""A page of a proposal's thread as HTML: kept as everybody sees it, with a viewer's own rows put in their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from deliberate.web.parts import HOLE, made
from deliberate.web.threads.rows import row_html


class Shown(NamedTuple):
    """`reason` is why the first post is first where there are `several`; nothing in `html` where there is no post."""

    html: Markup
    several: bool
    reason: Say
    page: Page


class _Kept(NamedTuple):
    """What stands around the rows, one piece more than there are rows; the rows, in their order, as everybody sees them
    and with the passage that each is about, where it says so."""

    listed: Listing
    around: Sequence[str]
    rows: list[tuple[int, Markup, PassageName | None]]


@dataclass(frozen=True)
class _Asked:
    """A page of the thread of a proposal or of a passage of it, of which these are the counts."""

    proposal: Proposal
    counts: Counts
    order: Order
    number: int
    anchor: str | None

    @property
    def spot(self) -> str:
        return "post" if self.anchor is None else "about"

    def abouts(self, page: ThreadPage) -> dict[str, PassageName]:
        """What the uppermost posts are about; beside a passage that is said already."""
        if self.anchor is not None:
            return {}
        anchors = {anchor for top in page.branches if (anchor := top.post.about)}
        return passage_names(session(), self.proposal, anchors)


def show_thread(proposal: Proposal, counts: Counts, order: Order, number: int, anchor: str | None = None) -> Shown:
    """Of the whole proposal or of the passage `anchor`, of which these are the counts."""
    viewer, asked = actor(), _Asked(proposal, counts, order, number, anchor)
    if sees_more(session(), proposal, viewer):
        page = thread(session(), proposal, viewer, counts, order, number, anchor)
        html = made("threads/_branch.html", "show_branches", page.branches, asked.spot, asked.abouts(page))
        return _shown(html, page)
    keep = 0 < number <= shelf.FIRST
    kept = shelf.of_page(proposal, lambda: _keep(asked), "thread", order, number, anchor, keep=keep)
    own = own_rows(session(), proposal, viewer, kept.listed) if viewer.signed_in else {}
    return _shown(_filled(kept, own, asked.spot), kept.listed.page)


def _shown(html: Markup, page: ThreadPage) -> Shown:
    return Shown(html if page.branches else Markup(), len(page.branches) > 1, page.reason, page.page)


def _keep(asked: _Asked) -> _Kept:
    listed = listing(session(), asked.proposal, asked.counts, asked.order, asked.number, asked.anchor)
    rows: list[tuple[int, Markup, PassageName | None]] = []

    def hole(row: PostRow, spot: str, about: PassageName | None) -> Markup:
        rows.append((row.id, row_html(row, spot, about), about))
        return HOLE

    given = (listed.page.branches, asked.spot, asked.abouts(listed.page), hole)
    return _Kept(listed, made("threads/_branch.html", "show_branches", *given).split(HOLE), rows)


def _filled(kept: _Kept, own: Mapping[int, PostRow], spot: str) -> Markup:
    pieces = [kept.around[0]]
    for (id, html, about), after in zip(kept.rows, kept.around[1:], strict=True):
        pieces += (row_html(own[id], spot, about) if id in own else html, after)
    return Markup("".join(pieces))  # noqa: S704  # nosec B704  # our own partials
