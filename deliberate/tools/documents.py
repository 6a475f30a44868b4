"""The text of a proposal as a file of its own."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from deliberate.domain.permissions import VISITOR, Actor
from deliberate.domain.words import say
from deliberate.formats.documents import Document
from deliberate.formats.documents.writing import Edit
from deliberate.formats.errors import FormatError
from deliberate.formats.registry import Format
from deliberate.models import Proposal
from deliberate.queries.editions import Edition, edition


def write_document(
    session: Session,
    proposal: Proposal,
    format: Format[Any, Document],
    number: int | None = None,
    since: int | None = None,
    viewer: Actor = VISITOR,
) -> bytes:
    """A revision (the one in force unless `number` is given); `since`: with all that changed from that revision on as
    tracked changes, by whoever put up the later one.

    Raises FormatError for a revision that the viewer may not read or that is not there, and where the format has no
    tracked changes.
    """
    new = _edition(session, proposal, proposal.revision if number is None else number, viewer)
    if since is None:
        return format.write(_document(proposal, new))
    if format.tracker is None:
        raise FormatError(say("the format %(name)s has no tracked changes", name=format.name))
    old = _edition(session, proposal, since, viewer)
    return format.tracker(_document(proposal, old), _document(proposal, new), Edit(new.by, new.created))


def _edition(session: Session, proposal: Proposal, number: int, viewer: Actor) -> Edition:
    found = edition(session, proposal, number, viewer)
    if found is None:
        raise FormatError(say("the proposal has no revision %(number)d", number=number))
    return found


def _document(proposal: Proposal, of: Edition) -> Document:
    return Document(
        title=proposal.title,
        passages=of.passages,
        authors=proposal.written_by,
        source=proposal.source,
        language=proposal.language,
        created=of.created.date(),
    )
