"""Full-text search on SQLite (FTS5) and PostgreSQL (tsvector) behind one interface."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, cast, column, func, literal_column, or_, select, table
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.texts.search import Term, terms
from deliberate.domain.texts.snippets import Piece, snippet
from deliberate.models import Passage, Person, Post, Proposal, Revision
from deliberate.models.search import Kind, search_entries
from deliberate.queries.pages import Page

PAGE = 20
# What a match counts for: a word of the title, another form of one, a word of the text, another form of one.
_WEIGHTS = (4.0, 2.0, 1.0, 0.5)


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
    """What holds every word of `query`, best first, in two statements; hidden, held, merged and withdrawn posts are not
    found, nor anything of a proposal that is out of sight."""
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
    matches, rank = _matching(session, wanted)
    statement = (
        select(entry.id, rank.label("rank"))
        .outerjoin(Post, Post.id == entry.post_id)
        .where(matches, entry.kind.in_([kind.value for kind in kinds]))
        .join(Proposal, Proposal.id == entry.proposal_id)
        .where(Proposal.state == State.VISIBLE, or_(entry.post_id.is_(None), Post.state == State.VISIBLE))
        .order_by("rank", entry.id)
    )
    return statement if _on_postgres(session) else statement.join(_WORDS, _WORDS.c.rowid == entry.id)


_WORDS = table("search_words", column("rowid"))


def some_posts(session: Session, proposal_id: int, wanted: tuple[Term, ...], most: int, before: int) -> Select[Any]:
    """The numbers of up to `most` posts of a thread that hold all of this, in whatever state, and are older than that
    numbered `before`."""
    entry = search_entries.c
    matches, _ = _matching(session, wanted)
    # Asked for these as they are, a database might go through all that the thread has, and look for the words in each.
    is_own = (entry.proposal_id + 0 == proposal_id) & (entry.post_id + 0 < before)
    statement = select(entry.post_id).where(matches, is_own).limit(most)
    return statement if _on_postgres(session) else statement.join(_WORDS, _WORDS.c.rowid == entry.id)


def _matching(session: Session, wanted: tuple[Term, ...]) -> tuple[ColumnElement[bool], ColumnElement[float]]:
    return _postgres(wanted) if _on_postgres(session) else _sqlite(wanted)


def _on_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _sqlite(wanted: tuple[Term, ...]) -> tuple[ColumnElement[bool], ColumnElement[float]]:
    """Keys hold no quotation marks."""
    rows = {term: f'"{" ".join(term.words)}"' + "*" * term.begins for term in wanted}
    any_of = (" OR ".join([row, *(f'"{key}"' for key in sorted(term.others))]) for term, row in rows.items())
    query = " AND ".join(f"({each})" for each in any_of)
    weights = ", ".join(map(str, _WEIGHTS))
    return (
        literal_column("search_words").bool_op("MATCH")(query),
        literal_column(f"bm25(search_words, {weights})"),
    )


def _postgres(wanted: tuple[Term, ...]) -> tuple[ColumnElement[bool], ColumnElement[float]]:
    """Keys hold neither quotation marks nor backslashes."""
    rows = {term: " <-> ".join(f"'{word}'" for word in term.words) + ":*" * term.begins for term in wanted}
    any_of = (" | ".join([f"({row})", *(f"'{key}'" for key in sorted(term.others))]) for term, row in rows.items())
    query = cast(" & ".join(f"({each})" for each in any_of), TSQUERY)
    vector: ColumnElement[str] = literal_column("search_entries.vector")
    weights = ", ".join(str(weight / _WEIGHTS[0]) for weight in reversed(_WEIGHTS))
    return vector.bool_op("@@")(query), -func.ts_rank(literal_column(f"'{{{weights}}}'"), vector, query)


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
            Proposal.language,
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
    language: str,
    summary: str,
    passage: str | None,
    body: str | None,
    label: Label | None,
    author: str | None,
) -> Hit:
    text = body if post is not None else passage if anchor is not None else summary
    shown = snippet(text or "", wanted, language=language)
    return Hit(Kind(kind), slug, title, anchor, post, label, author, shown)
