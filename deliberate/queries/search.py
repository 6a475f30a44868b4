"""Full-text search on SQLite (FTS5) and PostgreSQL (tsvector) behind one interface."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, column, func, literal_column, or_, select, table
from sqlalchemy.orm import Session

from deliberate.domain.graph import State
from deliberate.domain.labels import Label
from deliberate.domain.texts.search import Piece, Term, snippet, terms
from deliberate.models import Passage, Person, Post, Proposal, Revision
from deliberate.models.search import Kind, search_entries
from deliberate.queries.pages import Page

PAGE = 20
# A word in the title counts for this many in the text.
_TITLE_WEIGHT = 4.0


@dataclass(frozen=True)
class Hit:
    """One thing that was found: `post` is set for a post, `anchor` for a passage, neither for a proposal."""

    kind: Kind
    slug: str
    title: str
    anchor: str | None
    post: int | None
    label: Label | None
    author: str | None
    snippet: tuple[Piece, ...]


@dataclass(frozen=True)
class SearchPage:
    query: str
    hits: tuple[Hit, ...]
    page: Page


def search(session: Session, query: str, *, kinds: Collection[Kind] = tuple(Kind), page: int = 1) -> SearchPage:
    """What holds every word of `query`, best first, in two statements; hidden, held and merged posts are not found."""
    wanted = terms(query)
    if not wanted:
        return SearchPage(query, (), Page.nearest(1, PAGE, 0))
    matches = _found(session, wanted, kinds)
    total = session.scalar(select(func.count()).select_from(matches.order_by(None).subquery())) or 0
    shown = Page.nearest(page, PAGE, total)
    rows = session.execute(_with_texts(matches.slice(shown.start, shown.stop)))
    return SearchPage(query, tuple(_hit(wanted, *row) for row in rows), shown)


def _found(session: Session, wanted: tuple[Term, ...], kinds: Collection[Kind]) -> Select[Any]:
    """The ids of the entries that match, with their rank: the lower, the better."""
    entry = search_entries.c
    on_postgres = session.get_bind().dialect.name == "postgresql"
    matches, rank = _postgres(wanted) if on_postgres else _sqlite(wanted)
    statement = (
        select(entry.id, rank.label("rank"))
        .outerjoin(Post, Post.id == entry.post_id)
        .where(matches, entry.kind.in_([kind.value for kind in kinds]))
        .where(or_(entry.post_id.is_(None), Post.state == State.VISIBLE))
        .order_by("rank", entry.id)
    )
    return statement if on_postgres else statement.join(_WORDS, _WORDS.c.rowid == entry.id)


_WORDS = table("search_words", column("rowid"))


def _sqlite(wanted: tuple[Term, ...]) -> tuple[ColumnElement[bool], ColumnElement[float]]:
    query = " AND ".join(f'("{term.word}" OR "{term.stem}"*)' if term.stem else f'"{term.word}"' for term in wanted)
    return (
        literal_column("search_words").bool_op("MATCH")(query),
        literal_column(f"bm25(search_words, {_TITLE_WEIGHT}, 1.0)"),
    )


def _postgres(wanted: tuple[Term, ...]) -> tuple[ColumnElement[bool], ColumnElement[float]]:
    query = func.to_tsquery(
        "simple",
        " & ".join(f"('{term.word}' | '{term.stem}':*)" if term.stem else f"'{term.word}'" for term in wanted),
    )
    vector: ColumnElement[str] = literal_column("search_entries.vector")
    weights = f"'{{{1 / _TITLE_WEIGHT}, 0, 0, 1}}'"
    return vector.bool_op("@@")(query), -func.ts_rank(literal_column(weights), vector, query)


def _with_texts(matches: Select[Any]) -> Select[Any]:
    """The entries with the words they show, which are read from where they are kept."""
    hits, entry = matches.subquery(), search_entries.c
    return (
        select(
            entry.kind,
            entry.anchor,
            entry.post_id,
            Proposal.slug,
            Proposal.title,
            Proposal.summary,
            Passage.text,
            Post.body,
            Post.label,
            Person.name,
        )
        .join(hits, hits.c.id == entry.id)
        .join(Proposal, Proposal.id == entry.proposal_id)
        .outerjoin(Proposal.in_force)
        .outerjoin(Passage, (Passage.revision_id == Revision.id) & (Passage.anchor == entry.anchor))
        .outerjoin(Post, Post.id == entry.post_id)
        .outerjoin(Person, Person.id == Post.author_id)
        .order_by(hits.c.rank, entry.id)
    )


def _hit(
    wanted: tuple[Term, ...],
    kind: str,
    anchor: str | None,
    post: int | None,
    slug: str,
    title: str,
    summary: str,
    passage: str | None,
    body: str | None,
    label: Label | None,
    author: str | None,
) -> Hit:
    text = body if post is not None else passage if anchor is not None else summary
    return Hit(Kind(kind), slug, title, anchor, post, label, author, snippet(text or "", wanted))
