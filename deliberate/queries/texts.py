"""What proposals say now: the passages of the revisions in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import Session

from deliberate.domain.nodes import State
from deliberate.domain.places import dated
from deliberate.models import Passage, Post, Proposal, Revision, Whereabouts
from deliberate.queries.excerpts import excerpt

_FEW_WORDS = 44


def passages_in_force(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Selects from all proposals and their passages in the order of the text; a caller says which with `where`."""
    return (
        select(*columns)
        .select_from(Proposal)
        .join(Proposal.in_force)
        .join(Revision.passages)
        .order_by(Passage.position)
    )


@dataclass(frozen=True)
class Asked:
    """That the author of the text was asked where a passage went, when, and whether they said that it is still there;
    about which posts somebody said otherwise."""

    at: datetime
    there: bool
    otherwise: frozenset[int] = frozenset()


@dataclass(frozen=True)
class PassageName:
    """What a passage is called where something is said about it: its number and first words, as the last `revision`
    that has it says them."""

    slug: str
    anchor: str
    number: str
    words: str
    revision: int
    is_in_force: bool
    asked: Asked | None = None


@dataclass(frozen=True)
class LastWords:
    """What a passage says, or said in the last `revision` that had it."""

    text: str
    revision: int
    is_in_force: bool


def last_words(session: Session, proposal: Proposal, anchor: str) -> LastWords | None:
    """In one statement; None where no revision that came into force had such a passage."""
    name, as_of = dated(anchor)
    asked = {"home": proposal.id, "anchor": anchor, "name": name, "last": proposal.revision}
    row = session.execute(_LAST_WORDS, {**asked, "as_of": as_of or proposal.revision}).first()
    return LastWords(row.text, row.number, row.number == proposal.revision and as_of is None) if row else None


_LAST_WORDS = (
    select(Passage.text, Revision.number)
    .join(Revision, Revision.id == Passage.revision_id)
    .where(
        Revision.proposal_id == bindparam("home"),
        Revision.state == State.VISIBLE,
        Revision.number <= bindparam("last"),
        or_(
            Passage.anchor == bindparam("anchor"),
            (Passage.anchor == bindparam("name")) & (Revision.number <= bindparam("as_of")),
        ),
    )
    .order_by(Revision.number.desc())
    .limit(1)
)


def named(anchors: Collection[str]) -> ColumnElement[bool]:
    """The passages that `last_of` looks through."""
    return Passage.anchor.in_({*anchors, *(dated(anchor)[0] for anchor in anchors)})


def last_of(anchors: Collection[str], rows: Iterable[Any]) -> dict[str, Any]:
    """By anchor the last row of its passage, of rows with `anchor` and `revision`, the oldest first: up to the revision
    that the anchor is dated to."""
    rows_of: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        rows_of[row.anchor].append(row)
    found = {}
    for anchor in anchors:
        name, as_of = dated(anchor)
        before = [] if as_of is None else [row for row in rows_of.get(name, ()) if row.revision <= as_of]
        if own := [*rows_of.get(anchor, ()), *before]:
            found[anchor] = own[-1]
    return found


def last_texts(session: Session, proposal: Proposal, anchors: Collection[str]) -> dict[str, str]:
    """What each of these passages says, or said last; in one statement."""
    rows = session.execute(
        select(Passage.anchor, Revision.number.label("revision"), Passage.text)
        .join(Revision, Revision.id == Passage.revision_id)
        .where(Revision.proposal_id == proposal.id, Revision.state == State.VISIBLE, named(anchors))
        .order_by(Revision.number)
    )
    return {anchor: row.text for anchor, row in last_of(anchors, rows).items()}


def passage_names(session: Session, proposal: Proposal, anchors: Collection[str]) -> dict[str, PassageName]:
    """By anchor, in one statement, or two where its author was asked about one."""
    if not anchors:
        return {}
    number = Revision.number.label("revision")
    rows = session.execute(
        select(number, Revision.created, Revision.asked, Passage.anchor, Passage.number, Passage.text)
        .outerjoin(Passage, (Passage.revision_id == Revision.id) & named(anchors))
        .where(
            Revision.proposal_id == proposal.id,
            Revision.state == State.VISIBLE,
            Revision.number <= proposal.revision,
        )
        .order_by(Revision.number)
    ).all()
    asked = {anchor: Asked(row.created, there) for row in rows for anchor, there in row.asked.items()}
    names = {
        anchor: PassageName(
            proposal.slug,
            anchor,
            row.number or "",
            excerpt(row.text, _FEW_WORDS),
            row.revision,
            row.revision == proposal.revision and row.anchor == anchor,
            asked.get(anchor),
        )
        for anchor, row in last_of(anchors, rows).items()
    }
    return _with_otherwise(session, proposal, names)


def _with_otherwise(session: Session, proposal: Proposal, names: dict[str, PassageName]) -> dict[str, PassageName]:
    """With the posts of which whoever raised them says otherwise."""
    about = [anchor for anchor, name in names.items() if name.asked]
    if not about:
        return names
    said = select(Whereabouts.post_id).join(Post, Post.id == Whereabouts.post_id)
    posts = frozenset(session.scalars(said.where(Post.proposal_id == proposal.id, Post.anchor.in_(about))))
    return {
        anchor: replace(name, asked=replace(name.asked, otherwise=posts)) if name.asked else name
        for anchor, name in names.items()
    }
