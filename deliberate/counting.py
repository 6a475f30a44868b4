"""How often something was tried: counted where several processes share it, or in the memory of this one.

Processes on one machine share a file, processes on several machines a Redis.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TypeVar

from limits import RateLimitItem, parse
from limits.errors import ConfigurationError
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter, RateLimiter

log = logging.getLogger(__name__)

T = TypeVar("T")

# So many seconds an answer of Redis is waited for, and so many what is shared is left alone after it gave none.
_PATIENCE = 1.0
_PAUSE = 5.0


class Counts:
    """Counts in Redis where one is asked for, else in the file, if there is one; in memory while that cannot be used,
    for whatever reason.

    The log says so once, and once more when it can be used again.
    """

    def __init__(self, redis_url: str | None = None, file: Path | None = None) -> None:
        self._memory = FixedWindowRateLimiter(MemoryStorage())
        self._redis_url = redis_url
        self._file = file
        self._trouble = ""
        self._next_look = 0.0
        self._lock = Lock()

    def seconds_to_wait(self, rate: str, what: str, who: str) -> int:
        """Counts one try against a rate such as '10 per hour'; 0 if it may be made, else when the next one may be."""
        return self._ask(lambda limiter: _count(limiter, parse(rate), what, who))

    def give_back(self, rate: str, what: str, who: str) -> None:
        """As if the last try had not been made."""
        self._ask(lambda limiter: limiter.hit(parse(rate), what, who, cost=-1))

    @property
    def name(self) -> str:
        """Of what is shared."""
        return "REDIS_URL" if self._redis_url else self._file.name if self._file else ""

    def _ask(self, question: Callable[[RateLimiter], T]) -> T:
        if (self._redis_url or self._file) and self._is_due():
            try:
                answer = question(self._shared)
            except Exception as error:  # whatever is wrong with it, nobody is refused a page for it
                self._note(_reason(error))
            else:
                self._note("")
                return answer
        return question(self._memory)

    def trouble(self) -> str:
        """Asks what is shared, if anything is; why it cannot be used, in a few words, or nothing."""
        self.seconds_to_wait("1 per second", "look", "")
        return self._trouble

    @cached_property
    def _shared(self) -> RateLimiter:
        """Made when first asked: loading the client of Redis costs more than most commands do."""
        if not self._redis_url:
            from deliberate.counting_file import FileStorage

            assert self._file is not None  # noqa: S101  # nosec B101
            return FixedWindowRateLimiter(FileStorage(self._file))
        storage = RedisStorage(
            self._redis_url,
            key_prefix="deliberate",
            socket_timeout=_PATIENCE,
            socket_connect_timeout=_PATIENCE,
        )
        return FixedWindowRateLimiter(storage)

    def _is_due(self) -> bool:
        """While it is away one try in some seconds asks for it, and the others do not wait."""
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
            log.warning("%s: %s. Rate limits are counted by each process for itself.", self.name, trouble)
        elif changed:
            log.warning("%s: it can be used again. Rate limits are counted there.", self.name)


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
