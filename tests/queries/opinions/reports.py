"""Findings as the worker stores them, and as a page shows them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from deliberate.domain.permissions import VISITOR, Actor
from deliberate.models import OpinionReport, Post, Proposal
from deliberate.queries.opinions import Findings, opinion_page


def report(posts: list[Post], sizes: tuple[int, ...] = (20, 12, 3), **changes: Any) -> dict[str, Any]:
    """All agree with the first post; group n is known for post n + 1; the last divides."""
    first, *others = (post.id for post in posts)
    by_group = {str(n): [8, 1, 1] if n % 2 == 0 else [2, 1, 7] for n, size in enumerate(sizes) if size >= 5}
    counts = changes.get("counts", {str(post.id): by_group for post in posts})
    # Nobody voted who is in no group.
    totals = changes.get(
        "totals", {post: [sum(votes) for votes in zip(*some.values(), strict=True)] for post, some in counts.items()}
    )
    for post in posts:
        if told := totals.get(str(post.id)):
            post.agree, post.passes, post.disagree = told
    return {
        "why_none": "",
        "agreement": {"found": "0.45", "by_chance": "0.00"},
        "some_apart": False,
        "has_gap": True,
        "people": sum(sizes),
        "voters": 50,
        "posts": len(posts),
        "votes": 300,
        "groups": [
            {
                "number": number,
                "size": size,
                "typical": [{"post": others[number], "agrees": number % 2 == 0, "score": 2.0}],
            }
            for number, size in enumerate(sizes)
        ],
        "common_ground": [{"post": first, "agrees": True, "score": 0.9}],
        "division": [others[-1]],
        "counts": counts,
        "totals": totals,
        "dots": [[-0.5, 0.5, 0, 15], [-0.7, 0.5, 0, 5], [0.5, -0.5, 1, 12], [0.9, 0.9, 2, 3], [0.0, 0.0, None, 2]],
        "scale": {"x": [-2.0, 6.0], "y": [0.0, 1.0]},
        **changes,
    }


def store(session: Session, proposal: Proposal, report: dict[str, Any], version: int = 40) -> None:
    session.add(OpinionReport(proposal_id=proposal.id, version=version, report=report))
    session.commit()


def found(session: Session, proposal: Proposal, viewer: Actor = VISITOR) -> Findings:
    findings = opinion_page(session, proposal, viewer).findings
    assert findings
    return findings
