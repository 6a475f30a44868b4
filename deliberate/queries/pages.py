"""Which part of a long list a page shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """One page of a list of `total`, `size` to a page. Pages are counted from 1; an empty list has one, too."""

    number: int
    size: int
    total: int

    @classmethod
    def nearest(cls, wanted: int, size: int, total: int) -> Page:
        """The page that is wanted, or else the first or the last."""
        page = cls(max(wanted, 1), size, total)
        return page if page.number <= page.pages else cls(page.pages, size, total)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def start(self) -> int:
        """How many come before it; `start` and `stop` are the bounds of a slice, of a list and of a query alike."""
        return (self.number - 1) * self.size

    @property
    def stop(self) -> int:
        return self.number * self.size
