"""A post on a page of its own: with all that is told of it, what it replies to, and what replies to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, aliased

from deliberate.domain.engine.ranking import Order
from deliberate.domain.graph import Graph
from deliberate.domain.nodes import State
from deliberate.domain.permissions import Actor
from deliberate.models import Post, Proposal
from deliberate.queries.posts import PostView, load_posts
from deliberate.queries.rows import PostRow, is_listed, load_rows
from deliberate.queries.texts import LastWords, last_words
from deliberate.queries.threads import Replies, find_replies
from deliberate.queries.whereabouts import Quoted, Where, load_where, quoted_words

_HIGHER = aliased(Post)
# So many of the posts that one replies to are named above it.
NEAREST = 3


@dataclass(frozen=True)
class Above:
    """What a post replies to: the `nearest` posts, topmost first, and above them `folded` more, of which `last` is the
    lowest."""

    nearest: tuple[PostRow, ...]
    folded: int
    last: int | None


@dataclass(frozen=True)
class PostPage:
    """`anchor` and `passage`, its words, are of the passage that the topmost post above is about; `where` they are now
    is told of what is said to the passage itself, with what that quotes; `together` is the rest of the message."""

    post: PostView
    above: Above
    anchor: str | None
    passage: LastWords | None
    where: Where | None
    quoted: tuple[Quoted, ...]
    together: tuple[PostRow, ...]
    replies: Replies


def post_page(
    session: Session, proposal: Proposal, viewer: Actor, graph: Graph, post: Post, order: Order, page: int = 1
) -> PostPage:
    """The graph holds what is told of the post (`graphs.load_around`)."""
    together, above = _same_message(session, viewer, post), _above(session, post)
    replies = find_replies(session, proposal, viewer, post, order, page, grouped=True)
    rows = load_rows(session, proposal, viewer, {*together, *above[-NEAREST:], *replies.ids()})
    where = load_where(session, proposal, post)
    view = load_posts(session, graph, [post.id], viewer)[post.id]
    return PostPage(
        post=view,
        above=_named(above, rows),
        anchor=post.about,
        passage=where.last if where else last_words(session, proposal, post.about) if post.about else None,
        where=where,
        quoted=quoted_words(session, proposal, where, view.body),
        together=tuple(rows[id] for id in together),
        replies=replies.replies(proposal, rows),
    )


def load_above(session: Session, proposal: Proposal, viewer: Actor, post: Post) -> Above:
    above = _above(session, post)
    return _named(above, load_rows(session, proposal, viewer, above[-NEAREST:]))


def _named(above: list[int], rows: Mapping[int, PostRow]) -> Above:
    far, near = above[:-NEAREST], above[-NEAREST:]
    return Above(tuple(rows[id] for id in near), len(far), far[-1] if far else None)


def is_shown(session: Session, viewer: Actor, post: Post) -> bool:
    """Whether the viewer finds it in its thread."""
    return session.scalar(select(Post.id).where(Post.id == post.id, is_listed(viewer))) is not None


def _path() -> Select[int, int | None]:
    path = select(Post.id, Post.shown_under_id).where(Post.id == bindparam("first")).cte("path", recursive=True)
    path = path.union_all(select(_HIGHER.id, _HIGHER.shown_under_id).join(path, path.c.shown_under_id == _HIGHER.id))
    return select(path.c.id, path.c.shown_under_id)


# Built once, as what depends on the viewer: to build a statement takes longer than to run it.
_UPWARDS = _path()


def _above(session: Session, post: Post) -> list[int]:
    """What it is shown under, topmost first."""
    if post.shown_under_id is None:
        return []
    parents = dict(session.execute(_UPWARDS, {"first": post.shown_under_id}).all())
    ids: list[int] = []
    above: int | None = post.shown_under_id
    while above is not None:
        ids.append(above)
        above = parents[above]
    return ids[::-1]


def _same_message(session: Session, viewer: Actor, post: Post) -> list[int]:
    """The other posts its author wrote in one go with it, as far as they are shown."""
    return list(session.scalars(_written_with(viewer), {"message": post.message_id, "post": post.id}))


@lru_cache(maxsize=1_024)
def _written_with(viewer: Actor) -> Select[int]:
    same = (Post.message_id == bindparam("message"), Post.id != bindparam("post"), Post.state != State.MERGED)
    return select(Post.id).where(*same, is_listed(viewer)).order_by(Post.id)
