"""Visible posts of a proposal that may already say what a draft says."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.graph import State
from deliberate.domain.labels import Label
from deliberate.domain.statuses import Status
from deliberate.domain.texts.twins import comparable, twins
from deliberate.models import Person, Post


@dataclass(frozen=True)
class TwinView:
    id: int
    label: Label
    body: str
    author: str
    status: Status | None
    agree: int


def likely_twins(session: Session, proposal_id: int, label: Label, body: str) -> list[TwinView]:
    """The most alike first, in one statement."""
    statement = (
        select(Post.id, Post.label, Post.body, Person.name, Post.status, Post.agree)
        .join(Person, Person.id == Post.author_id)
        .where(Post.proposal_id == proposal_id, Post.state == State.VISIBLE, Post.label.in_(comparable(label)))
        .order_by(Post.id)
    )
    posts = {row.id: TwinView(*row) for row in session.execute(statement)}
    return [posts[twin.post] for twin in twins(body, ((post.id, post.body) for post in posts.values()))]
