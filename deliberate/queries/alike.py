"""Posts of a thread that are worth comparing with a text: no more of them in a long thread than in a short one.

The newest are, and so are those that the search index finds by what few of the newest hold. A thread that has no more
than that is compared whole; in a longer one, older posts that share with the text only what many hold may be missed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Row, Select, case, func, literal, select, union, union_all
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.texts.search import Term
from deliberate.domain.texts.twins import Draft, looked_for
from deliberate.models import Post
from deliberate.queries.search import some_posts

_NEWEST = 200
# So many are found by the same words, and of all that are found, so many are read that hold the most of them.
_BY_THE_SAME, _FOUND = 400, 200


def worth_comparing(
    session: Session,
    reading: Select[*tuple[Any, ...]],
    proposal_id: int,
    draft: Draft,
    labels: Collection[Label],
    *,
    beside: Iterable[Select[int]] = (),
    find: tuple[Term, ...] = (),
) -> list[Row[*tuple[Any, ...]]]:
    """What `reading` reads of visible posts, with their `body`: of the newest of the thread, of those that `beside`
    selects, and of older ones with these labels that are like the draft and hold all that is to be found, if anything
    is. In one statement, and one more for a long thread.

    `reading` must not ask for the proposal: a database would begin with all that it has.
    """
    newest = select(Post.id).where(Post.proposal_id == proposal_id).order_by(Post.id.desc()).limit(_NEWEST).subquery()
    # None where the whole thread is among the newest.
    older = select(case((func.count() == _NEWEST, func.min(newest.c.id)))).select_from(newest).scalar_subquery()
    visible = reading.where(Post.state == State.VISIBLE)
    first = visible.add_columns(older.label("older")).where(Post.id.in_(any_of(select(newest.c.id), *beside)))
    rows = list(session.execute(first))
    before = rows[0].older if rows else session.scalar(select(older))
    if before is None:
        return rows
    words = looked_for(draft, [row.body for row in rows])
    wanted = [(*find, *row) for row in words] + ([find] if find else [])
    if wanted:
        found = _found(session, proposal_id, wanted, before)
        rows += session.execute(
            visible.join(found, found.c.post_id == Post.id)
            .where(Post.label.in_(labels))
            .order_by(found.c.shared.desc(), Post.id)
            .limit(_FOUND)
        )
    return rows


def any_of(*posts: Select[int]) -> CompoundSelect[int]:
    """The numbers that any of these selects, each with a limit of its own. Asked one by one whether a post is in the
    first or in the second, a database would go through all posts."""
    return union(*(select(some.subquery().c.id) for some in posts))


def _found(session: Session, proposal_id: int, wanted: Sequence[tuple[Term, ...]], before: int) -> Any:
    """Posts older than `before` by how much of what is wanted they hold."""
    arms = [
        select(some.c.post_id, literal(len(words)).label("shared"))
        for words in wanted
        for some in [some_posts(session, proposal_id, words, _BY_THE_SAME, before).subquery()]
    ]
    every = union_all(*arms).subquery()
    shared = func.sum(every.c.shared).label("shared")
    return select(every.c.post_id, shared).group_by(every.c.post_id).subquery()
