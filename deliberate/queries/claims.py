"""What revisions claim to deal with, and what people say to that."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlalchemy.orm import Session

from deliberate.domain.engine.acceptance import Side, side_rejects
from deliberate.domain.nodes import Claim, State
from deliberate.models import AddressingClaim, Choice, Judgement, Placing, Post, Revision, Vote
from deliberate.queries.core import run

# Whose word counts as that of the person who raised it (`nodes.raised_by`).
_RAISER = case((Post.withdrawn_at.is_not(None), Post.heir_id), else_=Post.author_id)


def _said(holds: bool, by: ColumnElement[bool] | None = None) -> ColumnElement[int]:
    is_said = Judgement.holds.is_(holds) if by is None else Judgement.holds.is_(holds) & by
    return func.coalesce(func.sum(case((is_said, 1), else_=0)), 0)


_BY_RAISER = case((Judgement.person_id == _RAISER, case((Judgement.holds, 1), else_=0)))
_BY_HOLDER = Vote.person_id.is_not(None)
_OF_CLAIM = (
    *(AddressingClaim.id, AddressingClaim.post_id, Revision.number, Revision.author_id),
    *(AddressingClaim.carried_holds, AddressingClaim.carried_fails, AddressingClaim.carried_rejected),
)
# Built once: to build it takes longer than to run it.
CLAIMS = (
    select(
        *_OF_CLAIM,
        Placing.group.label("opinion"),
        func.max(_BY_RAISER).label("raiser"),
        _said(True).label("yes"),
        _said(False).label("no"),
        _said(True, _BY_HOLDER).label("holding_yes"),
        _said(False, _BY_HOLDER).label("holding_no"),
    )
    .join(Post, Post.id == AddressingClaim.post_id)
    # From the claims to their revisions: with few proposals SQLite would go through all revisions for each post.
    .join(Revision, Revision.id == AddressingClaim.revision_id + 0)
    .outerjoin(Judgement, Judgement.claim_id == AddressingClaim.id)
    .outerjoin(
        Vote,
        (Vote.post_id == Post.id)
        & (Vote.person_id == Judgement.person_id)
        & (Vote.choice == Choice.AGREE)
        & (Vote.label == Post.label),
    )
    .outerjoin(Placing, (Placing.proposal_id == Post.proposal_id) & (Placing.person_id == Judgement.person_id))
    .where(Revision.state == State.VISIBLE)
    .group_by(*_OF_CLAIM, Placing.group)
    .order_by(Revision.number, AddressingClaim.id)
)


def load_claims(session: Session, where: ColumnElement[bool]) -> list[tuple[int, Claim]]:
    """The posts that a revision claims to deal with and what people say to it, the latest claim last. One that waits
    for a moderator claims nothing yet. In one statement, which counts by opinion group."""
    return claims_of(session, CLAIMS.where(where), {})


def claims_of(session: Session, which: Select[*tuple[Any, ...]], values: dict[str, Any]) -> list[tuple[int, Claim]]:
    """The same of some of `CLAIMS`."""
    rows = run(session, which, values)
    return [_claim(list(same)) for _, same in groupby(rows, key=attrgetter("id"))]


def _claim(rows: list[Row[Any]]) -> tuple[int, Claim]:
    """From one row for each opinion group whose people judged it, and for those in none."""
    first = rows[0]
    raiser = next((bool(row.raiser) for row in rows if row.raiser is not None), None)
    holders = sum(row.holding_yes for row in rows), sum(row.holding_no for row in rows)
    side: Side | None = None
    if side_rejects(*holders):
        side = Side.HOLDERS
    elif any(side_rejects(row.yes, row.no) for row in rows if row.opinion is not None):
        side = Side.GROUP
    elif first.carried_rejected:
        side = Side.ELSEWHERE
    holds, fails = first.carried_holds + sum(row.yes for row in rows), first.carried_fails + sum(row.no for row in rows)
    return first.post_id, Claim(first.number, holds, fails, raiser, first.author_id, side)
