"""How deep the items of a PDF's lists are, by where they begin and by what they begin with."""

from __future__ import annotations

from dataclasses import dataclass

# In sizes of the letters: places that differ less are one. Numbers that end at one place begin at several.
_ALIGNED, _ALIGNED_WORDS = 0.6, 0.3


@dataclass(frozen=True)
class Place:
    """Of an item: `start` where its marker begins and `text` where its words do, from the edge of the column.

    `style` is that of its marker; bullets have no number. `is_within`: it is known to stand within the item before.
    """

    start: float
    text: float
    style: str
    is_numbered: bool
    is_within: bool = False


class Depths:
    """The items that the next one may stand within, the outermost first; `size` is that of the letters."""

    def __init__(self, size: float) -> None:
        self._size = size
        self._open: list[Place] = []

    def of(self, item: Place) -> int:
        """One more than of the items it stands within: those of another marker, or that begin further out."""
        self._open = [above for above in self._open if self._is_out(above, item)]
        same = [at for at, above in enumerate(self._open) if self._is_sibling(above, item)]
        self._open = [*self._open[: same[0] if same else None], item]
        return len(self._open)

    def end(self) -> None:
        self._open.clear()

    def text_at(self, indent: float) -> None:
        """Text that begins further out than the words of an item is not within it."""
        while self._open and indent < self._open[-1].text - _ALIGNED * self._size:
            self._open.pop()

    def __bool__(self) -> bool:
        return bool(self._open)

    def _is_out(self, above: Place, item: Place) -> bool:
        return (
            above.start <= item.start + _ALIGNED * self._size or above.text <= item.text + _ALIGNED_WORDS * self._size
        )

    def _is_sibling(self, above: Place, item: Place) -> bool:
        starts = abs(above.start - item.start) <= _ALIGNED * self._size
        texts = abs(above.text - item.text) <= _ALIGNED_WORDS * self._size
        if above.style == item.style:
            return starts or texts
        return not item.is_within and abs(above.start - item.start) <= _ALIGNED_WORDS * self._size
