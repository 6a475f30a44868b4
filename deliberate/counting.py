"""How often something was tried: counted in Redis, which several processes share, or in the memory of this one."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from limits import RateLimitItem, parse
from limits.errors import ConfigurationError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter, RateLimiter

from deliberate.away import MayBeAway

log = logging.getLogger(__name__)

T = TypeVar("T")

# So many seconds an answer of Redis is waited for.
_PATIENCE = 1.0


class Counts:
    """Counts in memory when no Redis is asked for, and while the one that is cannot be used, for whatever reason.

    The log says so once, and once more when it can be used again.
    """

    def __init__(self, redis_url: str | None = None) -> None:
        self._memory = FixedWindowRateLimiter(MemoryStorage())
        self._redis = redis_url and MayBeAway(
            log,
            lambda: _limiter(redis_url),
            reason,
            name="REDIS_URL",
            away="Rate limits are counted by each process for itself.",
            back="Redis answers again. Rate limits are counted there.",
        )

    def seconds_to_wait(self, rate: str, what: str, who: str) -> int:
        """Counts one try against a rate such as '10 per hour'; 0 if it may be made, else when the next one may be."""
        return self._ask(lambda limiter: _count(limiter, parse(rate), what, who))

    def give_back(self, rate: str, what: str, who: str) -> None:
        """As if the last try had not been made."""
        self._ask(lambda limiter: limiter.hit(parse(rate), what, who, cost=-1))

    def _ask(self, question: Callable[[RateLimiter], T]) -> T:
        answer = self._redis.ask(question) if self._redis else None
        return question(self._memory) if answer is None else answer[0]

    def trouble(self) -> str:
        """Asks Redis, if it is to be used; why it cannot be, in a few words, or nothing."""
        self.seconds_to_wait("1 per second", "look", "")
        return self._redis.trouble if self._redis else ""


def _limiter(redis_url: str) -> RateLimiter:
    """Made when first asked: loading the client costs more than most commands do."""
    storage = RedisStorage(
        redis_url, key_prefix="deliberate", socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE
    )
    return FixedWindowRateLimiter(storage)


def _count(limiter: RateLimiter, item: RateLimitItem, *of: str) -> int:
    if limiter.hit(item, *of):
        return 0
    ends = limiter.get_window_stats(item, *of).reset_time
    return max(1, round(ends - time.time()))


def reason(error: Exception) -> str:
    """Why Redis cannot be used, in one line. The client's messages name the place, never the password."""
    if isinstance(error, (ConfigurationError, ImportError)):
        return "the client for Redis is not installed (pip install 'deliberate[redis]')"
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__
