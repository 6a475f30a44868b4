"""What a journey costs in statements and processor time, in a thread of 100 posts and in one of 10,000."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from statistics import median

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from deliberate.domain.labels import Label
from deliberate.models import Post, Proposal
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory
from tests.growing import grow

pytestmark = pytest.mark.benchmark

Counter = Callable[[], AbstractContextManager[list[str]]]
SIZES = (100, 10_000)
ROUNDS = 5


def journeys(session: Session, cast: Cast, proposal: Proposal) -> dict[str, Callable[[], TestResponse]]:
    """Each may be gone again and again; what it is done to is made anew for each run."""
    ben, mo = cast.browser(cast.ben), cast.browser(cast.mo)
    choices = iter(["agree", "disagree"] * 50)

    def fresh(**values: object) -> Post:
        post: Post = PostFactory(proposal=proposal, anchor="first", author=cast.ada, **values)
        session.commit()
        return post

    def with_replies() -> Post:
        post = fresh()
        for _ in range(10):
            PostFactory(parent=post, label=Label.REBUTTAL, author=cast.ada)
        session.commit()
        return post

    def act(post: Post, name: str, **chosen: str) -> Callable[[], TestResponse]:
        sent = {"do": "act", "reason": "It is clearer so.", "version": "1", **chosen}
        return lambda: mo.send(f"/moderation/posts/{post.id}/{name}", sent)

    voted = fresh()

    def post_it() -> Callable[[], TestResponse]:
        words = {"parts-0-label": "objection", "parts-0-body": "Nobody checks it.", "confirmed": "1", "once": ""}
        return lambda: ben.send(f"/proposals/{proposal.slug}/post", words)

    def vote(**headers: str) -> Callable[[], TestResponse]:
        sent = {"choice": next(choices)}
        return lambda: ben.send(f"/posts/{voted.id}/vote", sent, headers=headers)

    return {
        "proposal page": lambda: lambda: cast.visitor.get(f"/proposals/{proposal.slug}"),
        "post": post_it,
        "vote": vote,
        "vote by fetch": lambda: vote(**{"X-Requested-With": "fetch"}),
        "merge": lambda: act(fresh(), "merge", other=str(fresh().id)),
        "hide": lambda: act(with_replies(), "hide"),
    }


def test_journeys_in_a_short_and_a_long_thread(session: Session, cast: Cast, count_statements: Counter) -> None:
    cost: dict[tuple[str, int], tuple[int, float]] = {}
    for size in SIZES:
        proposal = ProposalFactory(slug=f"of-{size}", owner=cast.ada)
        PostFactory(proposal=proposal, anchor="first")
        session.commit()
        grow(session, proposal, [cast.ada, cast.ben, cast.mo], size)
        for name, prepare in journeys(session, cast, proposal).items():
            spent = []
            for _ in range(ROUNDS + 1):
                go = prepare()
                with count_statements() as statements:
                    begin = time.process_time()
                    answer = go()
                    spent.append(time.process_time() - begin)
                assert answer.status_code in (200, 303), (name, answer.status_code)
            cost[name, size] = len(statements), median(spent[1:])
    print()
    for name in journeys(session, cast, proposal):
        (few, quick), (many, slow) = (cost[name, size] for size in SIZES)
        milliseconds = f"{quick * 1000:7.1f} and {slow * 1000:7.1f} ms, {slow / quick:5.2f}"
        print(f"{name:16} {few:3} and {many:3} statements, {milliseconds}")
    quick, slow = cost["hide", 100][1], cost["hide", 10_000][1]
    assert slow <= 2 * quick
