"""How often something was tried: counted where several processes share it, or in the memory of this one.

Processes on one machine share a file, processes on several machines a Redis.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
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
    """Counts in Redis where one is asked for, else in the file, if there is one; in memory while that cannot be used,
    for whatever reason.

    The log says so once, and once more when it can be used again.
    """

    def __init__(self, redis_url: str | None = None, file: Path | None = None) -> None:
        self._memory = FixedWindowRateLimiter(MemoryStorage())
        self.name = "REDIS_URL" if redis_url else file.name if file else ""
        self._shared = self.name and MayBeAway(
            log,
            lambda: _limiter(redis_url, file),
            reason,
            name=self.name,
            away="Rate limits are counted by each process for itself.",
            back="it can be used again. Rate limits are counted there.",
        )

    def seconds_to_wait(self, rate: str, what: str, who: str) -> int:
        """Counts one try against a rate such as '10 per hour'; 0 if it may be made, else when the next one may be."""
        return self._ask(lambda limiter: _count(limiter, parse(rate), what, who))

    def give_back(self, rate: str, what: str, who: str) -> None:
        """As if the last try had not been made."""
        self._ask(lambda limiter: limiter.hit(parse(rate), what, who, cost=-1))

    def _ask(self, question: Callable[[RateLimiter], T]) -> T:
        answer = self._shared.ask(question) if self._shared else None
        return question(self._memory) if answer is None else answer[0]

    def trouble(self) -> str:
        """Asks what is shared, if anything is; why it cannot be used, in a few words, or nothing."""
        self.seconds_to_wait("1 per second", "look", "")
        return self._shared.trouble if self._shared else ""


def _limiter(redis_url: str | None, file: Path | None) -> RateLimiter:
    """Made when first asked: loading the client of Redis costs more than most commands do."""
    if redis_url:
        storage = RedisStorage(
            redis_url, key_prefix="deliberate", socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE
        )
        return FixedWindowRateLimiter(storage)
    from deliberate.counting_file import FileStorage

    if file is None:
        raise ValueError("nothing is shared")
    return FixedWindowRateLimiter(FileStorage(file))


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
