"""Posts on a passage know since which revision it has the words that it has. Called inside a transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.nodes import State
from deliberate.models import Passage, Post, Proposal, Revision
from deliberate.upkeep.writing import write


def follow_words(session: Session, proposal: Proposal, before: int) -> list[int]:
    """Once another revision is in force than the one before: the posts on passages whose words are others, on which
    votes were cast before. Three statements, and one more where a revision is no longer in force."""
    changed = _changed(session, proposal, before)
    if not changed:
        return []
    on_them = (Post.proposal_id == proposal.id) & Post.anchor.in_(changed)
    posts = session.execute(select(Post.id, Post.anchor, Post.created).where(on_them).order_by(Post.id)).all()
    if proposal.revision > before:
        since = {post.id: proposal.revision for post in posts}
    else:
        rewordings = _rewordings(session, proposal, changed)
        since = {
            post.id: max((number for number, at in rewordings[post.anchor or ""] if at > post.created), default=1)
            for post in posts
        }
    write(session, [{"id": id, "reworded_in": number} for id, number in since.items()])
    return list(since)


def _changed(session: Session, proposal: Proposal, before: int) -> set[str]:
    """The passages of both revisions that have other words."""
    rows = session.execute(
        select(Passage.anchor, Passage.text)
        .join(Revision, Revision.id == Passage.revision_id)
        .where(Revision.proposal_id == proposal.id, Revision.number.in_((before, proposal.revision)))
    )
    texts: dict[str, set[str]] = defaultdict(set)
    for anchor, text in rows:
        texts[anchor].add(text)
    return {anchor for anchor, found in texts.items() if len(found) > 1}


def _rewordings(session: Session, proposal: Proposal, anchors: Collection[str]) -> dict[str, list[tuple[int, Any]]]:
    """By passage the revisions that gave it other words, and when."""
    rows = session.execute(
        select(Passage.anchor, Passage.text, Revision.number, Revision.created)
        .join(Revision, Revision.id == Passage.revision_id)
        .where(Revision.proposal_id == proposal.id, Revision.number <= proposal.revision, Passage.anchor.in_(anchors))
        .where(Revision.state == State.VISIBLE)
        .order_by(Revision.number)
    )
    said: dict[str, str] = {}
    found: dict[str, list[tuple[int, Any]]] = defaultdict(list)
    for anchor, text, number, created in rows:
        if said.get(anchor, text) != text:
            found[anchor].append((number, created))
        said[anchor] = text
    return found
