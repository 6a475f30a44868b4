"""What was asked for last, kept in the memory of this process while there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from sys import getsizeof
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")

# What the smallest text takes.
_AROUND = 500


class Room(Generic[T]):
    """`most` of what `size` tells of each: things, where it tells nothing, or bytes. What nobody asks for goes
    first."""

    def __init__(self, most: int, size: Callable[[T], int] = lambda kept: 1) -> None:
        self._most, self._size = most, size
        self._taken = 0
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    @property
    def taken(self) -> int:
        return self._taken

    def get(self, key: Hashable) -> T | None:
        with self._lock:
            if (found := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
            return found

    def get_or_make(self, key: Hashable, make: Callable[[], T]) -> T:
        """Two who ask at once may both make it."""
        if (found := self.get(key)) is None:
            found = make()
            self.put(key, found)
        return found

    def put(self, key: Hashable, kept: T) -> None:
        size = self._size(kept)
        with self._lock:
            if (before := self._kept.pop(key, None)) is not None:
                self._taken -= self._size(before)
            self._kept[key] = kept
            self._taken += size
            while self._taken > self._most:
                _, oldest = self._kept.popitem(last=False)
                self._taken -= self._size(oldest)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._taken = 0


def with_its_source(text: str) -> int:
    """Bytes, about: a text and what it was made from, by which it is kept, are as much."""
    return 2 * getsizeof(text) + _AROUND
