"""Answers that are the same for everybody, kept as they were sent.

A key stands for everything that an answer depends on, so none is ever out of date: what nobody asks for any more is
pushed out by what is.
"""

from __future__ import annotations

import json
import logging
from hashlib import blake2b
from hmac import compare_digest
from typing import TYPE_CHECKING, NamedTuple

from deliberate.away import MayBeAway
from deliberate.counting import reason
from deliberate.web.room import Room

if TYPE_CHECKING:
    import redis

log = logging.getLogger(__name__)

# So many seconds Redis may take, and so many it remembers an answer that nobody asks for.
_PATIENCE = 0.25
_REMEMBERED = 24 * 60 * 60
# One answer may have such a part of the room for all.
_LARGEST = 8
# What an answer takes in memory besides its bytes, about.
_AROUND = 700
_MARK = 16


class Kept(NamedTuple):
    headers: list[tuple[str, str]]
    body: bytes


class Store:
    """In the memory of this process, in no more than `room` bytes, and in Redis, if there is one, which all processes
    of a site share and which outlasts them. `secret`: what is in Redis is believed only if it was marked with it."""

    def __init__(self, room: int, secret: str, redis_url: str | None = None) -> None:
        self._room, self._secret = room, secret.encode()[:64]
        self._pages: Room[Kept] = Room(room, _size)
        self._redis = _shared(redis_url) if redis_url and room else None

    @property
    def keeps(self) -> bool:
        return self._room > 0

    @property
    def taken(self) -> int:
        """Bytes in memory."""
        return self._pages.taken

    def get(self, key: str) -> Kept | None:
        if found := self._pages.get(key):
            return found
        answer = self._redis.ask(lambda redis: redis.get(_name(key))) if self._redis else None
        found = self._read(key, answer[0]) if answer and isinstance(answer[0], bytes) else None
        if found:
            self._remember(key, found)
        return found

    def put(self, key: str, kept: Kept) -> None:
        if not self._remember(key, kept) or not self._redis:
            return
        written = self._written(key, kept)
        self._redis.ask(lambda redis: redis.set(_name(key), written, ex=_REMEMBERED))

    def clear(self) -> None:
        """Forgets what is in memory."""
        self._pages.clear()

    def _remember(self, key: str, kept: Kept) -> bool:
        """Whether it is small enough."""
        if _size(kept) > self._room / _LARGEST:
            return False
        self._pages.put(key, kept)
        return True

    def _written(self, key: str, kept: Kept) -> bytes:
        written = json.dumps(kept.headers).encode() + b"\n" + kept.body
        return self._mark(key, written) + written

    def _read(self, key: str, found: bytes) -> Kept | None:
        mark, written = found[:_MARK], found[_MARK:]
        if not compare_digest(mark, self._mark(key, written)):
            return None
        headers, _, body = written.partition(b"\n")
        return Kept([(name, value) for name, value in json.loads(headers)], body)

    def _mark(self, key: str, written: bytes) -> bytes:
        return blake2b(key.encode() + written, key=self._secret, digest_size=_MARK).digest()


def _shared(redis_url: str) -> MayBeAway[redis.Redis]:
    return MayBeAway(
        log,
        lambda: _client(redis_url),
        reason,
        name="REDIS_URL",
        away="Pages are kept by each process for itself.",
        back="Redis answers again. Pages are kept there.",
    )


def _client(redis_url: str) -> redis.Redis:
    """Made when first asked: loading it costs more than most commands do."""
    from redis import Redis

    return Redis.from_url(redis_url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE)


def _name(key: str) -> str:
    return f"deliberate:page:{key}"


def _size(kept: Kept) -> int:
    return len(kept.body) + _AROUND
