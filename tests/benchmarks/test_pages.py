"""What pages and acts cost a process, beside a bare Flask 'hello' in turn: a ratio of 0.1 is ten hellos.

Measured inside the process, as a server calls the application, without one: `of H` here counts what the application
does, a little less than what a browser sees. The database, its statements and the packing of answers are in it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from flask import Flask
from sqlalchemy import insert
from sqlalchemy.orm import Session

from deliberate.domain.graph import State
from deliberate.domain.labels import Label
from deliberate.models import Post, Proposal
from deliberate.queries.graphs import load_graph
from deliberate.upkeep.indexing import rebuild_index
from deliberate.upkeep.keeping import keep_all
from tests.cast import Cast, Client
from tests.factories import PostFactory, ProposalFactory
from tests.growing import grow
from tests.web.keeping import browser, keeping

pytestmark = pytest.mark.benchmark

LONG, BUSY = 20_000, 1_000
ROUNDS, HELLOS = 9, 40
MANY = 1_500


def hello() -> Callable[[], object]:
    app = Flask("hello")

    @app.get("/")
    def say_hello() -> str:
        return "hello"

    return calling(app, "/")


def calling(app: Flask, path: str, status: int = 200, **environ: str) -> Callable[[], object]:
    """As a server does, without one; all of the answer is read. It has this status."""
    answered, _ = asked(app, path, **environ)
    assert answered.startswith(str(status)), (path, answered)
    return lambda: asked(app, path, **environ)


def asked(app: Flask, path: str, **environ: str) -> tuple[str, dict[str, str]]:
    given: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": "", "HTTP_ACCEPT_ENCODING": "gzip", **environ}
    setup_testing_defaults(given)
    began: list[tuple[str, dict[str, str]]] = []
    answer = app.wsgi_app(given, lambda status, headers: began.append((status, dict(headers))))
    try:
        b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return began[-1]


def seconds(act: Callable[[], object], times: int = 1) -> float:
    begin = time.process_time()
    for _ in range(times):
        act()
    return (time.process_time() - begin) / times


def of_hello(act: Callable[[], object], bare: Callable[[], object]) -> float:
    """A hello's processor time by that of the act, in turn, the median of some rounds."""
    act()
    return median(seconds(bare, HELLOS) / seconds(act) for _ in range(ROUNDS))


def busy(session: Session, cast: Cast) -> Post:
    """A post with a thousand replies."""
    post: Post = PostFactory(proposal=ProposalFactory(slug="busy", owner=cast.mo), anchor="first", author=cast.ada)
    session.commit()
    reply = {"proposal_id": post.proposal_id, "message_id": post.message_id, "author_id": cast.ada.id}
    reply |= {"parent_id": post.id, "label": Label.REBUTTAL, "state": State.VISIBLE, "body": "No audit."}
    session.execute(insert(Post), [reply] * BUSY)
    keep_all(session, session.get_one(Proposal, post.proposal_id), load_graph(session, post.proposal_id))
    session.commit()
    return post


@contextmanager
def planted(app: Flask, session: Session, cast: Cast) -> Iterator[tuple[Flask, Client, dict[str, Post]]]:
    """The site as it runs, one that is signed in there, and a post of each thread."""
    posts: dict[str, Post] = {}
    for slug, size in (("of-50", 50), ("of-500", 500), ("long", LONG)):
        proposal = ProposalFactory(slug=slug, owner=cast.mo)
        posts[slug] = PostFactory(proposal=proposal, anchor="first", author=cast.ada)
        session.commit()
        grow(session, proposal, [cast.ada, cast.mo], size)
    posts["busy"] = busy(session, cast)
    rebuild_index(session)
    session.commit()
    with keeping(app) as site:
        yield site, browser(site, cast.ben), posts


def signed_in(ben: Client) -> dict[str, str]:
    cookie = ben.get_cookie("session")
    assert cookie
    return {"HTTP_COOKIE": f"session={cookie.value}"}


def test_pages_and_acts_beside_a_hello(app: Flask, session: Session, cast: Cast) -> None:
    with planted(app, session, cast) as (site, ben, posts):
        bare, cookie = hello(), signed_in(ben)
        found: dict[str, float] = {}
        pages = {
            "frame": "/account/",
            "home": "/",
            **{f"thread {slug}": f"/proposals/{slug}" for slug in posts},
            **{f"passage {slug}": f"/proposals/{slug}/passages/first" for slug in ("of-500", "long")},
            "open objections, long": "/proposals/long/points?status=open&label=objection",
            "post, long": f"/posts/{posts['long'].id}",
            "post, busy": f"/posts/{posts['busy'].id}",
        }
        for name, path in pages.items():
            address, _, query = path.partition("?")
            found[f"{name}, signed in"] = of_hello(calling(site, address, QUERY_STRING=query, **cookie), bare)
        found["thread of-50, anonymous, warm"] = of_hello(calling(site, "/proposals/of-50"), bare)
        found["thread long, anonymous, warm"] = of_hello(calling(site, "/proposals/long"), bare)
        for who, own in (("anonymous", {}), ("signed in", cookie)):
            _, headers = asked(site, "/proposals/long", **own)
            again = calling(site, "/proposals/long", 304, HTTP_IF_NONE_MATCH=headers["ETag"], **own)
            found[f"304, {who}"] = of_hello(again, bare)
        for slug, post in posts.items():
            found[f"vote, {slug}"] = of_hello(voting(ben, post.id), bare)
        for slug in ("of-50", "long"):
            found[f"reply, {slug}"] = of_hello(replying(ben, posts[slug].id), bare)
    print()
    for name, ratio in found.items():
        print(f"{name:34} {ratio:7.3f} of H")
    assert found["thread of-500, signed in"] < 1.5 * found["thread long, signed in"]
    assert found["passage of-500, signed in"] < 1.5 * found["passage long, signed in"]
    assert found["vote, of-50"] < 2 * found["vote, long"]
    assert found["vote, of-50"] < 2 * found["vote, busy"]
    assert min(found[f"304, {who}"] for who in ("anonymous", "signed in")) > found["frame, signed in"]


def voting(ben: Client, post: int) -> Callable[[], object]:
    """By fetch, durable, with the ballot as the answer; now yes, now no."""
    choices = iter(["agree", "disagree"] * ROUNDS)
    headers = {"X-Requested-With": "fetch"}

    def vote() -> None:
        answer = ben.send(f"/posts/{post}/vote", {"choice": next(choices), "wording": "1"}, headers=headers)
        assert answer.status_code == 200

    return vote


def replying(ben: Client, post: int) -> Callable[[], object]:
    """Rendered, counted and findable."""
    numbers = iter(range(2 * ROUNDS))

    def reply() -> None:
        body = f"The accounts of year {next(numbers)} show what each transfer was for."
        words = {"parts-0-label": "rebuttal", "parts-0-body": body, "confirmed": "1", "once": ""}
        assert ben.send(f"/posts/{post}/reply", words).status_code == 303

    return reply


def test_memory_stays_the_same_after_many_requests(app: Flask, session: Session, cast: Cast) -> None:
    with planted(app, session, cast) as (site, ben, posts):
        cookie = signed_in(ben)
        pages = [calling(site, path, **cookie) for path in ("/", *(f"/proposals/{slug}" for slug in posts))]
        pages += [calling(site, f"/posts/{post.id}", **cookie) for post in posts.values()]

        def ask(times: int) -> float:
            for number in range(times):
                pages[number % len(pages)]()
            return resident()

        begin = resident()
        warm, later = ask(MANY // 3), ask(MANY)
    print(f"\nmemory: {begin:.0f} MiB, {warm:.0f} after {MANY // 3} requests, {later:.0f} after {MANY} more")
    assert later < warm + 8


def resident() -> float:
    """MiB that the process holds now."""
    with Path("/proc/self/status").open() as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) / 1024
