"""What stands for posts that were merged into others, followed as far as it leads."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import CTE, Select, func, select
from sqlalchemy.orm import Session

from deliberate.domain.labels import ASKS
from deliberate.domain.nodes import State
from deliberate.models import Post, Vote


def kept_of(session: Session, posts: Collection[int]) -> dict[int, int]:
    """By post the one that stands for it: itself, or what it was merged into, however often. One statement."""
    led = _led(_FIRST.where(Post.id.in_(posts)))
    return dict(session.execute(select(led.c.post, led.c.kept).where(led.c.into.is_(None))).all())


def counted_votes(session: Session, proposal_id: int, person: int) -> int:
    """On how many posts a person's votes count: what stands for the post they were cast on is visible, and voters are
    asked about it. In one statement."""
    led = _led(
        _FIRST.join(Vote, Vote.post_id == Post.id).where(Vote.person_id == person, Post.proposal_id == proposal_id)
    )
    counted = (
        select(func.count(led.c.kept.distinct()))
        .join(Post, Post.id == led.c.kept)
        .where(led.c.into.is_(None), Post.state == State.VISIBLE, Post.label.in_(ASKS))
    )
    return session.scalar(counted) or 0


_FIRST = select(Post.id.label("post"), Post.id.label("kept"), Post.merged_into_id.label("into"))


def _led(first: Select[*tuple[Any, ...]]) -> CTE:
    """From posts to what they were merged into, step by step; the last step of each leads no further."""
    led = first.cte("led", recursive=True)
    return led.union(select(led.c.post, Post.id, Post.merged_into_id).where(Post.id == led.c.into))
