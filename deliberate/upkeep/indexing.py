"""Keeps the search index true. Called inside the transaction of the action that writes.

Posts that are held, hidden or merged stay in the index and are left out when it is read, so changing a post's state
needs no call.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, delete, insert, select, true
from sqlalchemy.orm import Session

from deliberate.domain.texts.search import kept
from deliberate.models import Passage, Post, Proposal
from deliberate.models.search import Kind, search_entries
from deliberate.queries.core import run
from deliberate.queries.texts import passages_in_force

# What is looked into of a very long text; PostgreSQL takes no more than a megabyte of keys.
_LONGEST = 40_000
# So many posts are looked into, and held in memory, at once.
_AT_ONCE = 1_000
_Row = dict[str, Any]

# Built once: that takes longer than to run them.
_SOME: BindParameter[Any] = bindparam("posts", expanding=True)
_OF_POSTS = delete(search_entries).where(search_entries.c.post_id.in_(_SOME))
_WORDS = select(Post.id, Post.words, Proposal.id, Proposal.language).join(Proposal, Proposal.id == Post.proposal_id)
_WORDS_OF_POSTS = _WORDS.where(Post.id.in_(_SOME))
_ADD = insert(search_entries)


def index_proposal(session: Session, proposal: Proposal) -> None:
    """Its title, summary and the passages of the revision in force."""
    entry = search_entries.c
    which = (entry.proposal_id == proposal.id) & entry.post_id.is_(None)
    _replace(session, which, _rows_of_proposals(session, [proposal.id]))


def index_posts(session: Session, ids: Collection[int]) -> None:
    """Their current wordings."""
    posts = {"posts": ids}
    run(session, _OF_POSTS, posts)
    run(session, _ADD, _rows(session.execute(_WORDS_OF_POSTS, posts)))


def index_thread(session: Session, proposal: Proposal) -> None:
    """The proposal, its passages and all its posts."""
    _replace(session, search_entries.c.proposal_id == proposal.id, _rows_of_proposals(session, [proposal.id]))
    _add_posts(session, Post.proposal_id == proposal.id)


def rebuild_index(session: Session) -> None:
    """All of it anew."""
    _replace(session, true(), _rows_of_proposals(session, session.scalars(select(Proposal.id)).all()))
    _add_posts(session, true())


def index_is_complete(session: Session) -> bool:
    """Whether the index holds exactly what it would hold if it were built anew."""
    columns = [column for column in search_entries.c if column.name != "id"]
    held = {tuple(row) for row in session.execute(select(*columns))}
    return held == {tuple(row[column.name] for column in columns) for row in _everything(session)}


def _everything(session: Session) -> list[_Row]:
    proposals = session.scalars(select(Proposal.id)).all()
    return [*_rows_of_proposals(session, proposals), *_rows_of_posts(session, true())]


def _add_posts(session: Session, which: ColumnElement[bool]) -> None:
    part = select(Post.id).where(which).order_by(Post.id).limit(_AT_ONCE)
    ids = session.scalars(part).all()
    while ids:
        session.execute(insert(search_entries), _rows_of_posts(session, which & Post.id.between(ids[0], ids[-1])))
        ids = session.scalars(part.where(Post.id > ids[-1])).all() if len(ids) == _AT_ONCE else ()


def _replace(session: Session, which: Any, rows: list[_Row]) -> None:
    session.execute(delete(search_entries).where(which))
    if rows:
        session.execute(insert(search_entries), rows)


def _rows_of_proposals(session: Session, ids: Collection[int]) -> list[_Row]:
    home = (Proposal.id, Proposal.language)
    proposals = session.execute(select(*home, Proposal.title, Proposal.summary).where(Proposal.id.in_(ids)))
    passages = session.execute(passages_in_force(*home, Passage.anchor, Passage.text).where(Proposal.id.in_(ids)))
    return [
        *(_row(Kind.PROPOSAL, id, at, title=title, body=[summary]) for id, at, title, summary in proposals),
        *(_row(Kind.PASSAGE, id, at, body=[text], anchor=anchor) for id, at, anchor, text in passages),
    ]


def _rows_of_posts(session: Session, which: Any) -> list[_Row]:
    return _rows(session.execute(_WORDS.where(which)))


def _rows(posts: Iterable[Any]) -> list[_Row]:
    return [_row(Kind.POST, id, language, body=said.searched(), post=post) for post, said, id, language in posts]


def _row(
    kind: Kind,
    proposal: int,
    language: str,
    *,
    body: Iterable[str],
    title: str = "",
    post: int | None = None,
    anchor: str | None = None,
) -> _Row:
    (title_words, title_others), (body_words, body_others) = (
        kept(text, language) for text in (title, " ".join(body)[:_LONGEST])
    )
    return {
        "kind": kind.value,
        "proposal_id": proposal,
        "post_id": post,
        "anchor": anchor,
        "title_words": title_words,
        "title_others": title_others,
        "body_words": body_words,
        "body_others": body_others,
    }
