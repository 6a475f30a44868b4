"""How often something was tried: counted in Redis, which several processes share, or in the memory of this one."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import cached_property
from threading import Lock
from typing import TypeVar

from limits import RateLimitItem, parse
from limits.errors import ConfigurationError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter, RateLimiter

log = logging.getLogger(__name__)

T = TypeVar("T")

# So many seconds an answer of Redis is waited for, and so many it is left alone after it gave none.
_PATIENCE = 1.0
_PAUSE = 5.0


class Counts:
    """Counts in memory when no Redis is asked for, and while the one that is cannot be used, for whatever reason.

    The log says so once, and once more when it can be used again.
    """

    def __init__(self, redis_url: str | None = None) -> None:
        self._memory = FixedWindowRateLimiter(MemoryStorage())
        self._redis_url = redis_url
        self._trouble = ""
        self._next_look = 0.0
        self._lock = Lock()

    def seconds_to_wait(self, rate: str, what: str, who: str) -> int:
        """Counts one try against a rate such as '10 per hour'; 0 if it may be made, else when the next one may be."""
        return self._ask(lambda limiter: _count(limiter, parse(rate), what, who))

    def give_back(self, rate: str, what: str, who: str) -> None:
        """As if the last try had not been made."""
        self._ask(lambda limiter: limiter.hit(parse(rate), what, who, cost=-1))

    def _ask(self, question: Callable[[RateLimiter], T]) -> T:
        if self._redis_url and self._is_due():
            try:
                answer = question(self._redis)
            except Exception as error:  # whatever is wrong with Redis, nobody is refused a page for it
                self._note(_reason(error))
            else:
                self._note("")
                return answer
        return question(self._memory)

    def trouble(self) -> str:
        """Asks Redis, if it is to be used; why it cannot be, in a few words, or nothing."""
        self.seconds_to_wait("1 per second", "look", "")
        return self._trouble

    @cached_property
    def _redis(self) -> RateLimiter:
        """Made when first asked: loading the client costs more than most commands do."""
        storage = RedisStorage(
            self._redis_url or "",
            key_prefix="deliberate",
            socket_timeout=_PATIENCE,
            socket_connect_timeout=_PATIENCE,
        )
        return FixedWindowRateLimiter(storage)

    def _is_due(self) -> bool:
        """While Redis is away one try in some seconds asks for it, and the others do not wait."""
        with self._lock:
            now = time.monotonic()
            if self._trouble and now < self._next_look:
                return False
            self._next_look = now + _PAUSE
            return True

    def _note(self, trouble: str) -> None:
        with self._lock:
            changed = bool(trouble) != bool(self._trouble)
            self._trouble = trouble
        if changed and trouble:
            log.warning("REDIS_URL: %s. Rate limits are counted by each process for itself.", trouble)
        elif changed:
            log.warning("REDIS_URL: Redis answers again. Rate limits are counted there.")


def _count(limiter: RateLimiter, item: RateLimitItem, *of: str) -> int:
    if limiter.hit(item, *of):
        return 0
    ends = limiter.get_window_stats(item, *of).reset_time
    return max(1, round(ends - time.time()))


def _reason(error: Exception) -> str:
    """In one line. The client's messages name the place, never the password."""
    if isinstance(error, ConfigurationError):
        return "the client for Redis is not installed (pip install 'deliberate[redis]')"
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__
