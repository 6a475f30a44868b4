"""What was said about words that a revision took out, at their old place in the contents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.nodes import State
from deliberate.domain.places import dated
from deliberate.models import Passage, Proposal, Revision
from deliberate.queries.counts import WHOLE, Counts, total
from deliberate.queries.documents import DocumentPage, Entry
from deliberate.queries.texts import last_of, named


@dataclass(frozen=True)
class Removed:
    """The passages that stood in one section, and what was said about them."""

    anchors: tuple[str, ...]
    counts: Counts


def removed(
    session: Session, proposal: Proposal, document: DocumentPage, counts: Mapping[str, Counts]
) -> dict[str, Removed]:
    """By the entry of the contents under which they stood last, '' for before the first; in no statement where nothing
    was said about such words, else in two."""
    there = {*document.passages, *([document.title.anchor] if document.title else ())}
    gone = [anchor for anchor in counts if anchor != WHOLE and anchor not in there]
    if not gone:
        return {}
    last = _last_revisions(session, proposal, gone)
    texts = _texts(session, proposal, {*last.values()})
    under: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for anchor, number in last.items():
        entry, before = _entry_before(document, texts[number], anchor)
        under[entry].append((before, number, anchor))
    return {
        entry: Removed(tuple(anchor for *_, anchor in sorted(found)), total(counts[anchor] for *_, anchor in found))
        for entry, found in under.items()
    }


def _last_revisions(session: Session, proposal: Proposal, anchors: Collection[str]) -> dict[str, int]:
    """The number of the last revision in force that had each passage."""
    rows = session.execute(
        select(Passage.anchor, Revision.number.label("revision"))
        .join(Revision, Revision.id == Passage.revision_id)
        .where(*_in_force(proposal), named(anchors))
        .order_by(Revision.number)
    )
    return {anchor: row.revision for anchor, row in last_of(anchors, rows).items()}


def _texts(session: Session, proposal: Proposal, numbers: Collection[int]) -> dict[int, list[str]]:
    """The anchors of these revisions, in order."""
    rows = session.execute(
        select(Revision.number, Passage.anchor)
        .join(Revision, Revision.id == Passage.revision_id)
        .where(*_in_force(proposal), Revision.number.in_(numbers))
        .order_by(Revision.number, Passage.position)
    )
    texts: dict[int, list[str]] = defaultdict(list)
    for number, anchor in rows:
        texts[number].append(anchor)
    return texts


def _in_force(proposal: Proposal) -> tuple[Any, ...]:
    is_or_was = (Revision.state == State.VISIBLE) & (Revision.number <= proposal.revision)
    return Revision.proposal_id == proposal.id, is_or_was


def _entry_before(document: DocumentPage, text: Sequence[str], anchor: str) -> tuple[str, int]:
    """The entry with the nearest passage before it that is still there, and how far down that passage stands."""
    at = text.index(dated(anchor)[0] if anchor not in text else anchor)
    places = {name: place for place, name in enumerate(document.passages)}
    before = next((name for name in reversed(text[: at + 1]) if name in places), None)
    if before is None:
        return "", -1
    return _entry_of(document.contents, before), places[before]


def _entry_of(contents: Sequence[Entry], anchor: str) -> str:
    """The innermost section that the passage is in: the last of those that hold it."""
    return next((entry.anchor for entry in reversed(contents) if anchor in entry.anchors), "")
