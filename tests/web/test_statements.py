"""However many posts there are, a page asks the database the same number of questions."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import func, insert, update
from sqlalchemy.orm import Session

from deliberate.domain.graph import State
from deliberate.domain.labels import Label
from deliberate.domain.places import OnProposal
from deliberate.domain.statuses import Status
from deliberate.models import Choice, Person, Post, Proposal, Vote
from deliberate.tools.exporting_posts import AT_ONCE
from tests.cast import Cast
from tests.factories import FlagFactory, PostFactory, ProposalFactory

Counter = Callable[[], AbstractContextManager[list[str]]]
# What an export asks for each part of a thread.
STATEMENTS_A_PART = 8


def grow(session: Session, proposal: Proposal, people: list[Person], size: int) -> None:
    """Fills the thread up to `size` posts: a fifth on passages and the proposal, the rest replies to earlier posts."""
    mine = session.query(Post).filter_by(proposal_id=proposal.id).order_by(Post.id)
    ids = [post.id for post in mine]
    next_id = (session.query(func.max(Post.id)).scalar() or 0) + 1
    ids += range(next_id, next_id + size - len(ids))
    rows = [
        {
            "proposal_id": proposal.id,
            "message_id": mine[0].message_id,
            "author_id": people[n % len(people)].id,
            "parent_id": None if n % 5 == 0 else ids[n // 3],
            "anchor": ("first", "second", None)[n % 3] if n % 5 == 0 else None,
            "label": (Label.OBJECTION, Label.REBUTTAL, Label.EVIDENCE, Label.QUESTION)[n % 4],
            "body": f"Point {n} about audits.",
            "status": (Status.OPEN, None, None, Status.CONTESTED)[n % 4],
            "state": State.HELD if n % 97 == 0 else State.VISIBLE,
        }
        for n in range(mine.count(), size)
    ]
    session.execute(insert(Post), rows)
    votes = [(post, person) for post in ids[:50] for person in people[:2]]
    for post, person in votes:
        session.merge(
            Vote(
                post_id=post,
                person_id=person.id,
                choice=Choice.AGREE,
                label=Label.OBJECTION,
                wording=1,
                place=OnProposal(),
            )
        )
    session.execute(update(Person).values(trusted=False))
    session.commit()


# Beyond what a page lists and what the map draws.
@pytest.mark.parametrize("many", [1_200, pytest.param(10_000, marks=pytest.mark.benchmark)])
def test_statements_per_page_are_the_same_for_ten_posts_and_for_many(
    session: Session, cast: Cast, count_statements: Counter, many: int
) -> None:
    proposal = ProposalFactory(slug="parks", owner=cast.mo)
    post = PostFactory(proposal=proposal, anchor="first", author=cast.ben)
    FlagFactory(post_id=post.id, person_id=cast.ada.id)
    session.commit()
    reader = cast.browser(cast.mo)
    pages = [
        "/",
        "/proposals/parks",
        "/proposals/parks?order=unanswered&page=2",
        "/proposals/parks/passages/first",
        "/proposals/parks/points",
        "/proposals/parks/points?status=open&label=objection&raised=Ben",
        "/proposals/parks/points?passage=first&section=plan",
        "/proposals/parks/vote",
        "/proposals/parks/opinions",
        "/proposals/parks/map",
        "/proposals/parks/map.json",
        f"/proposals/parks/map/why/{post.id}",
        "/proposals/parks/history?revision=1",
        "/proposals/parks/revise",
        "/proposals/parks/log",
        "/proposals/parks/export.json",
        f"/posts/{post.id}",
        f"/posts/{post.id}/reply?label=rebuttal",
        "/proposals/parks/post?anchor=first&label=objection",
        f"/posts/{post.id}/wordings",
        "/search?q=audits",
        "/moderation",
        "/account/posts",
        "/account/sessions",
        "/people/Ben",
    ]
    counted: dict[str, list[int]] = {page: [] for page in pages}
    for size in (10, many):
        grow(session, proposal, [cast.ada, cast.ben, cast.mo], size)
        for page in pages:
            with count_statements() as statements:
                answer = reader.get(page)
            assert answer.status_code == 200, page
            counted[page].append(len(statements))
    # An export is read so many posts at a time.
    few, more = counted.pop("/proposals/parks/export.json")
    assert more - few <= STATEMENTS_A_PART * (many // AT_ONCE)
    for page, counts in counted.items():
        assert len(set(counts)) == 1, f"{page}: {counts}"
        assert counts[0] <= 34, f"{page}: {counts[0]} statements"
