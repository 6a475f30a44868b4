"""What a page or a vote costs in a thread of 10,000 posts, as a multiple of what it costs in one of 10."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import pytest
from sqlalchemy.orm import Session

from deliberate.upkeep.indexing import index_thread
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory
from tests.growing import grow

pytestmark = pytest.mark.benchmark

ROUNDS = 5


def seconds(act: Callable[[], object]) -> float:
    """The median of a few runs after one that is not counted."""
    found = []
    for _ in range(ROUNDS + 1):
        begin = time.perf_counter()
        act()
        found.append(time.perf_counter() - begin)
    return median(found[1:])


def test_pages_and_votes_in_large_threads(session: Session, cast: Cast) -> None:
    small, large = ProposalFactory(slug="small"), ProposalFactory(slug="large")
    posts = {slug: PostFactory(proposal=one, anchor="first") for slug, one in (("small", small), ("large", large))}
    session.commit()
    people = [cast.ada, cast.ben, cast.mo]
    grow(session, small, people, 10)
    grow(session, large, people, 10_000)
    browser = cast.browser(cast.ben)

    def vote(slug: str) -> None:
        browser.send(f"/posts/{posts[slug].id}/vote", {"choice": "agree"})

    measured = {
        path: [seconds(lambda slug=slug, path=path: browser.get(path.replace("SLUG", slug))) for slug in posts]
        for path in ("/proposals/SLUG", "/proposals/SLUG/passages/first", "/proposals/SLUG/map.json")
    }
    measured["one vote"] = [seconds(lambda slug=slug: vote(slug)) for slug in posts]
    for proposal in (small, large):
        index_thread(session, proposal)
    session.commit()
    draft = {"label": "objection", "body": "Nobody can check what becomes of the audits."}
    measured["twins of a draft"] = [
        seconds(lambda slug=slug: browser.send("/twins", {"proposal": slug, **draft})) for slug in posts
    ]
    measured["search"] = [
        seconds(lambda words=words: browser.get(f"/search?q={words}")) for words in ("second+things", "audit+points")
    ]
    print()
    for what, (few, many) in measured.items():
        print(f"{what:32} 10 posts {few:6.3f} s   10,000 posts {many:6.3f} s   ratio {many / few:5.1f}")
    assert max(many for _, many in measured.values()) < 5
