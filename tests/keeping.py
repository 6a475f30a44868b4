"""What is kept of posts for pages is true also of those that a test made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from deliberate.models import Post, PostScore, Proposal
from deliberate.queries.graphs import load_graph
from deliberate.upkeep.keeping import keep_all

_MADE = "made by a test"


@contextmanager
def kept_true() -> Iterator[None]:
    """Before each commit of a session, what it has made is brought up to date, unless an act of the site made it: that
    sees to it itself."""
    event.listen(Session, "after_flush", _note)
    event.listen(Session, "before_commit", _bring_up_to_date)
    try:
        yield
    finally:
        event.remove(Session, "after_flush", _note)
        event.remove(Session, "before_commit", _bring_up_to_date)


def bring_up_to_date(session: Session) -> None:
    """For a test that reads what it has not committed."""
    session.flush()
    for id in session.info.pop(_MADE, set()):
        proposal = session.get(Proposal, id)
        if proposal is not None:
            keep_all(session, proposal, load_graph(session, id))
    session.info.pop(_MADE, None)


def _note(session: Session, context: Any) -> None:
    if session.connection().get_execution_options().get("begin") == "IMMEDIATE":
        return
    for made in {*session.new, *session.dirty}:
        if isinstance(made, Post):
            session.info.setdefault(_MADE, set()).add(made.proposal_id)
        elif isinstance(made, PostScore):
            session.info.setdefault(_MADE, set()).add(session.get_one(Post, made.post_id).proposal_id)


def _bring_up_to_date(session: Session) -> None:
    if _MADE in session.info and session.connection().get_execution_options().get("begin") != "IMMEDIATE":
        bring_up_to_date(session)
