"""What is kept of answers: how much, for how long, and by whom it is believed. `-m server` uses a real Redis."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from deliberate import away
from deliberate.actions.voting import cast_vote
from deliberate.models import Choice
from deliberate.web.kept import Kept, Store
from tests import redis_server
from tests.cast import Cast
from tests.factories import PostFactory, ProposalFactory
from tests.redis_server import RedisServer
from tests.web.keeping import browser, keeping

SECRET = "x" * 32
PAGE = Kept([("Content-Type", "text/html; charset=utf-8"), ("ETag", 'W/"a"')], b"\n<p>A page.</p>\n")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    with redis_server.running(tmp_path, "correct-horse") as running:
        yield running


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 6_000), st.booleans()), max_size=60))
def test_no_more_is_kept_than_there_is_room_for(asked: list[tuple[int, int, bool]]) -> None:
    store, bodies = Store(20_000, SECRET), dict[str, bytes]()
    for key, size, puts in asked:
        name = str(key)
        if puts:
            bodies[name] = b"x" * size
            store.put(name, Kept([], bodies[name]))
        elif (found := store.get(name)) is not None:
            assert len(found.body) in {len(bodies[name]), *[size for at, size, puts in asked if puts and at == key]}
        assert 0 <= store.taken <= 20_000
    store.clear()
    assert (store.taken, store.get("1")) == (0, None)


def test_what_nobody_asks_for_goes_first() -> None:
    store = Store(20_000, SECRET)
    for key in "abcdefghij":
        store.put(key, Kept([], b"x" * 1_300))
        assert store.get("a")
    store.put("k", Kept([], b"x" * 1_300))
    assert store.get("b") is None
    assert store.get("a")


def test_what_takes_too_much_room_is_not_kept_nor_is_anything_where_there_is_none() -> None:
    for store in (Store(20_000, SECRET), Store(0, SECRET)):
        store.put("a", Kept([], b"x" * 3_000))
        assert (store.get("a"), store.taken) == (None, 0)


@pytest.mark.server
def test_processes_with_the_same_redis_keep_together(server: RedisServer) -> None:
    one, other = (Store(100_000, SECRET, server.url) for _ in range(2))
    one.put("key", PAGE)
    assert other.get("key") == PAGE
    assert other.get("another key") is None
    one.clear()
    assert one.get("key") == PAGE


@pytest.mark.server
def test_what_somebody_else_put_into_redis_is_not_believed(server: RedisServer) -> None:
    Store(100_000, SECRET, server.url).put("key", PAGE)
    assert Store(100_000, "another secret", server.url).get("key") is None
    with redis.Redis.from_url(server.url) as client:
        (name,) = client.keys("deliberate:page:*")
        written = client.get(name)
        assert isinstance(written, bytes)
        assert 0 < client.ttl(name) <= 24 * 60 * 60
        client.set(name.replace(b"key", b"elsewhere"), written)
        client.set(name, written.replace(b"A page", b"A lie!"))
    for key in ("key", "elsewhere"):
        assert Store(100_000, SECRET, server.url).get(key) is None


@pytest.mark.server
def test_a_redis_that_goes_away_costs_nobody_a_page(
    server: RedisServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(away, "PAUSE", 0.0)
    store = Store(100_000, SECRET, server.url)
    store.put("key", PAGE)
    server.stop()
    assert store.get("key") == PAGE
    assert store.get("another") is None
    store.put("another", PAGE)
    assert store.get("another") == PAGE
    server.start()
    assert store.get("a third") is None
    first, second = (record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING)
    assert "Pages are kept by each process for itself." in first
    assert "Pages are kept there." in second
    assert "correct-horse" not in first


@pytest.mark.server
def test_a_site_with_redis_shows_what_another_process_made_and_never_what_is_old(
    app: Flask, session: Session, cast: Cast, server: RedisServer
) -> None:
    post = PostFactory(proposal=ProposalFactory(slug="plan"), author=cast.ada)
    session.commit()
    with keeping(app, redis_url=server.url) as one, keeping(app, redis_url=server.url) as other:
        for _ in range(3):
            made = browser(one).get("/proposals/plan")
            given = browser(other).get("/proposals/plan")
            assert (given.data, given.headers["ETag"]) == (made.data, made.headers["ETag"])
            assert made.data == browser(app).get("/proposals/plan").data
            person = cast.mo if post.agree == 0 else cast.ben
            cast_vote(session, person, post.id, Choice.AGREE)
        pages = [name for name in server.counted() if name.startswith("deliberate:page:")]
        assert len(pages) == 3
        assert b"Sign out" not in made.data
        browser(other, cast.ben).get("/proposals/plan")
        assert len([name for name in server.counted() if name.startswith("deliberate:page:")]) == 3
