"""What stands at the head of every page of a proposal."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from deliberate.domain.nodes import State
from deliberate.domain.permissions import Act
from deliberate.extensions import session
from deliberate.models import Proposal
from deliberate.queries.ballot_queue import votes_needed
from deliberate.queries.counts import Counts, counts
from deliberate.queries.points import OpenPoint, strongest_objections
from deliberate.web import shelf
from deliberate.web.access import actor, may
from deliberate.web.parts import kept, made


@dataclass(frozen=True)
class Head:
    """What is proposed, where it stands, the open objections that most people hold, and what is offered to the viewer:
    so many posts wait for their vote."""

    slug: str
    title: str
    summary: str
    language: str
    is_closed: bool
    is_seen_by_all: bool
    counts: Counts
    strongest: tuple[OpenPoint, ...]
    votes_needed: int
    may_revise: bool
    may_moderate: bool


def head_of(proposal: Proposal, counted: Counts | None = None) -> Head:
    """In at most three statements, or two where the counts are known."""
    return Head(
        slug=proposal.slug,
        title=proposal.title,
        summary=proposal.summary,
        language=proposal.language,
        is_closed=proposal.is_closed,
        is_seen_by_all=proposal.state is State.VISIBLE,
        counts=counted or shelf.of(proposal, lambda: counts(session(), proposal), "counts"),
        strongest=shelf.of(proposal, lambda: strongest_objections(session(), proposal.id), "strongest"),
        votes_needed=votes_needed(session(), proposal, actor()),
        may_revise=may(Act.REVISE, proposal.facts()),
        may_moderate=may(Act.MODERATE),
    )


_HEAD = "proposals/_head.html", "show_head"
_kept = kept(*_HEAD)


def head_html(head: Head, here: str, anchor: str | None = None) -> Markup:
    """Of the page that is called `here`, with the passage `anchor` chosen or none. What not everybody may see is made
    anew each time."""
    return _kept(head, here, anchor) if head.is_seen_by_all else made(*_HEAD, head, here, anchor)
