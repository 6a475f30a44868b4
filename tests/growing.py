"""Threads of any size, inserted at once, with what is kept of them for pages."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from deliberate.domain.labels import Label
from deliberate.domain.nodes import State
from deliberate.domain.places import OnProposal
from deliberate.domain.statuses import Status
from deliberate.models import Choice, Message, Person, Post, Proposal, Vote
from deliberate.queries.graphs import load_graph
from deliberate.upkeep.keeping import keep_all


def grow(session: Session, proposal: Proposal, people: Sequence[Person], size: int) -> None:
    """Fills a thread that has a post up to `size` posts: a fifth on passages and the proposal, the rest replies to
    earlier ones. The first two people vote on the first posts. Commits."""
    mine = session.scalars(select(Post).where(Post.proposal_id == proposal.id).order_by(Post.id)).all()
    ids = [post.id for post in mine]
    next_id = (session.scalar(select(func.max(Post.id))) or 0) + 1
    ids += range(next_id, next_id + size - len(ids))
    if size <= len(mine):
        return
    by = [{"proposal_id": proposal.id, "author_id": people[n % len(people)].id} for n in range(len(mine), size)]
    messages = session.scalars(insert(Message).returning(Message.id, sort_by_parameter_order=True), by)
    message_of = dict(zip(range(len(mine), size), messages, strict=True))
    rows = [
        {
            "id": ids[n],
            "proposal_id": proposal.id,
            "message_id": message_of[n],
            "author_id": people[n % len(people)].id,
            "parent_id": None if n % 5 == 0 else ids[n // 3],
            "anchor": ("first", "second", None)[n % 3] if n % 5 == 0 else None,
            "label": (Label.OBJECTION, Label.REBUTTAL, Label.EVIDENCE, Label.QUESTION)[n % 4],
            "body": f"Point {n} about audits.",
            "status": (Status.OPEN, None, None, Status.CONTESTED)[n % 4],
            "state": State.HELD if n % 97 == 0 else State.VISIBLE,
        }
        for n in range(len(mine), size)
    ]
    session.execute(insert(Post), rows)
    _free_ids(session)
    for post in ids[:50]:
        for person in people[:2]:
            session.merge(vote(post, person.id))
    session.execute(update(Person).values(trusted=False))
    keep_all(session, proposal, load_graph(session, proposal.id))
    session.commit()


def vote(post: int, person: int) -> Vote:
    return Vote(
        post_id=post, person_id=person, choice=Choice.AGREE, label=Label.OBJECTION, wording=1, place=OnProposal()
    )


def _free_ids(session: Session) -> None:
    """After posts were inserted with their numbers: the next one is given by the database again."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.setval("posts_id_seq", select(func.max(Post.id)).scalar_subquery())))
