"""A page of a thread as everybody sees it, and what one viewer sees otherwise: two questions, of which the first has
the same answer for all and can be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, exists, null, select
from sqlalchemy.orm import Session, aliased

from deliberate.domain.engine.ranking import Order
from deliberate.domain.facts import SITE
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Actor
from deliberate.domain.predicates import VISITOR, moderator
from deliberate.models import Post, Proposal
from deliberate.queries.counts import Counts
from deliberate.queries.rows import PostRow, Present, is_stale, load_rows, merged_into, own_votes, present_place
from deliberate.queries.threads import ThreadPage, posts_of, thread


@dataclass(frozen=True)
class Listing:
    """`page` as a visitor sees it, and its rows. By post: who may see it otherwise even without a vote (who wrote it,
    or what it replies to, or took either over), and what a vote on it would be cast on; `twins` were merged into
    them."""

    page: ThreadPage
    rows: Mapping[int, PostRow]
    involved: Mapping[int, frozenset[int | None]]
    present: Mapping[int, Present]
    twins: Mapping[int, int]


_ABOVE = aliased(Post)
_ABOUT = (
    select(
        *(Post.id, Post.wording, Post.parent_id, Post.anchor, Post.label, Post.author_id, Post.heir_id),
        Post.reworded_in,
        *(_ABOVE.author_id.label("author_above"), _ABOVE.heir_id.label("heir_above")),
    )
    .outerjoin(_ABOVE, _ABOVE.id == Post.shown_under_id)
    .where(Post.id.in_(bindparam("ids", expanding=True)))
)
# What is out of sight stands in no tally.
_OWN_OUT_OF_SIGHT = select(
    exists().where(
        Post.proposal_id == bindparam("home"),
        Post.tally.is_(null()),
        Post.author_id == bindparam("viewer"),
        Post.state != State.MERGED,
    )
)


def sees_more(session: Session, proposal: Proposal, viewer: Actor) -> bool:
    """Whether the viewer finds posts in the thread that others do not; one statement for who is signed in."""
    if moderator(viewer, SITE):
        return True
    own = {"home": proposal.id, "viewer": viewer.id}
    return viewer.signed_in and session.scalars(_OWN_OUT_OF_SIGHT, own).one()


def listing(
    session: Session, proposal: Proposal, counts: Counts, order: Order, page: int, anchor: str | None = None
) -> Listing:
    """Of the whole proposal, or of what was said about one passage."""
    shown = thread(session, proposal, VISITOR, counts, order, page, anchor)
    rows = {row.id: row for row in posts_of(shown.branches)}
    about = session.execute(_ABOUT, {"ids": list(rows)}).all()
    return Listing(
        shown,
        rows,
        {post.id: frozenset((post.author_id, post.heir_id, post.author_above, post.heir_above)) for post in about},
        {post.id: (post.id, post.wording, present_place(post), post.label) for post in about},
        merged_into(session, rows),
    )


def own_rows(session: Session, proposal: Proposal, viewer: Actor, listed: Listing) -> dict[int, PostRow]:
    """Of the rows those that this viewer, who sees no more posts than others, sees otherwise. One statement, and some
    more where they are involved."""
    involved = [id for id, people in listed.involved.items() if viewer.id in people]
    own = load_rows(session, proposal, viewer, involved) if involved else {}
    for id, vote in own_votes(session, viewer, listed.rows, listed.twins).items():
        if id not in own and listed.rows[id].votes is not None:
            own[id] = replace(listed.rows[id], mine=vote.choice, stale=is_stale(vote, listed.present[id]))
    return own
