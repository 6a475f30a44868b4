"""Documents that are corrected before they are put up: kept, corrected, taken back step by step, thrown away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.domain import permissions
from deliberate.domain.arranging import Refusal
from deliberate.domain.permissions import Act
from deliberate.domain.texts.gaps import missing
from deliberate.domain.texts.outlines import Correction, Row, corrected, packed, packed_corrections
from deliberate.domain.words import say
from deliberate.models import Draft, Person, now
from deliberate.upkeep.transaction import transaction

# The oldest give way.
MOST_DRAFTS = 20
# So many steps can be taken back.
MOST_STEPS = 2_000


def keep_draft(
    session: Session,
    person: Person,
    rows: Sequence[Row],
    *,
    name: str = "",
    source: str = "",
    words: str = "",
    unread: Sequence[str] = (),
    fields: Mapping[str, Any],
) -> int:
    """The number of a draft of this document. `source` is shown beside the rows, which are compared with all its
    `words`."""
    permissions.check(person.actor(), Act.PROPOSE)
    with transaction(session, shown=False):
        kept = session.scalars(select(Draft.id).where(Draft.person_id == person.id).order_by(Draft.changed.desc()))
        session.execute(delete(Draft).where(Draft.id.in_(list(kept)[MOST_DRAFTS - 1 :])))
        draft = Draft(
            person_id=person.id,
            name=name,
            source=source,
            rows=packed(rows),
            unread=list(unread),
            missing=missing(words, [row.passage for row in rows]),
            fields=dict(fields),
        )
        session.add(draft)
        session.flush()
        return draft.id


def correct_draft(
    session: Session,
    person: Person,
    draft_id: int,
    seen: int,
    corrections: Sequence[Correction],
    fields: Mapping[str, Any],
) -> None:
    """`seen`: after how many steps the rows stood as the person saw them. Raises Refusal where they have changed since,
    or where a correction cannot be; what stands in the boxes is kept either way by whoever sends it again."""
    with transaction(session, shown=False):
        draft = _own(session, person, draft_id)
        _check(draft, seen)
        if corrections:
            if len(draft.corrections) >= MOST_STEPS:
                raise Refusal(say("These are too many steps. Put it up, or begin again."))
            corrected(draft.outline(), corrections)
            draft.corrections = [*draft.corrections, packed_corrections(corrections)]
        draft.fields = dict(fields)
        draft.changed = now()


def take_back(session: Session, person: Person, draft_id: int, seen: int, fields: Mapping[str, Any]) -> None:
    """The last step; nothing where there is none."""
    with transaction(session, shown=False):
        draft = _own(session, person, draft_id)
        _check(draft, seen)
        draft.corrections = draft.corrections[:-1]
        draft.fields = dict(fields)
        draft.changed = now()


def discard(session: Session, person: Person, draft_id: int) -> None:
    with transaction(session, shown=False):
        session.execute(delete(Draft).where(Draft.id == draft_id, Draft.person_id == person.id))


def _own(session: Session, person: Person, draft_id: int) -> Draft:
    statement = select(Draft).where(Draft.id == draft_id, Draft.person_id == person.id).with_for_update()
    draft = session.scalars(statement).one_or_none()
    if draft is None:
        raise Refusal(say("This draft is not there any more."))
    return draft


def _check(draft: Draft, seen: int) -> None:
    if seen != len(draft.corrections):
        raise Refusal(say("The rows were changed in another window. Look at them as they are now."))
