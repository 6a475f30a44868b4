"""Documents that somebody is about to put up, a part of their rows at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.texts.outlines import Row, Shape, places_to_split
from deliberate.models import Draft
from deliberate.queries.pages import Page

ROWS = 100
# So many places to split a row at are offered.
_PLACES = 12


@dataclass(frozen=True)
class RowView:
    """`places`: where the row can be split, each with the words that would begin the second part."""

    number: int
    row: Row
    shape: Shape | None
    places: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class DraftPage:
    """`steps`: how often something was corrected."""

    id: int
    name: str
    source: str
    rows: tuple[RowView, ...]
    page: Page
    steps: int
    left_out: int
    unread: Sequence[str]
    missing: Sequence[Any]
    fields: dict[str, Any]


@dataclass(frozen=True)
class DraftLine:
    id: int
    title: str
    changed: datetime


def draft_of(session: Session, person_id: int, draft_id: int) -> Draft | None:
    return session.scalars(select(Draft).where(Draft.id == draft_id, Draft.person_id == person_id)).one_or_none()


def draft_page(draft: Draft, number: int) -> DraftPage:
    rows = draft.outline()
    page = Page.nearest(number, ROWS, len(rows))
    shown = [_view(at, row) for at, row in enumerate(rows[page.start : page.stop], page.start)]
    return DraftPage(
        draft.id,
        draft.name,
        draft.source,
        tuple(shown),
        page,
        len(draft.corrections),
        sum(row.is_left_out for row in rows),
        draft.unread,
        draft.missing,
        draft.fields,
    )


def _view(at: int, row: Row) -> RowView:
    text = row.passage.text
    places = [(place, text[place : place + 40]) for place in places_to_split(text)[:_PLACES]]
    return RowView(at, row, row.shape, tuple(places))


def own_drafts(session: Session, person_id: int) -> list[DraftLine]:
    """The newest first."""
    statement = select(Draft.id, Draft.fields, Draft.name, Draft.changed).where(Draft.person_id == person_id)
    rows = session.execute(statement.order_by(Draft.changed.desc())).all()
    return [DraftLine(row.id, row.fields.get("title") or row.name, row.changed) for row in rows]
