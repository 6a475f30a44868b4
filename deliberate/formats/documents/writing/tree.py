"""Passages as the blocks that Markdown and HTML are made of: lists within lists, and what stands in their items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from deliberate.domain.texts.passages import Passage, PassageKind
from deliberate.domain.texts.spans import is_rule

# What stands in a row of its kind is one block: the rows of a table, the paragraphs of a quotation.
_TOGETHER = {PassageKind.TABLE, PassageKind.QUOTATION, PassageKind.DEFINITION}


@dataclass(frozen=True)
class Group:
    """One passage, or several that are one table, quotation or list of definitions."""

    kind: PassageKind
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Item:
    """An item with what stands in it; without a passage, one that only holds deeper ones."""

    passage: Passage | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Items:
    items: tuple[Item, ...]


Block: TypeAlias = Group | Items


def tree(passages: Iterable[Passage]) -> tuple[Block, ...]:
    """A passage between items belongs to the item above it if the next item is a deeper one than the outermost."""
    kept = [passage for passage in passages if not is_rule(passage)]
    return tuple(_blocks(list(zip(kept, depths(kept), strict=True)), 0))


# A passage and its depth.
_Placed = tuple[Passage, int]


def depths(passages: Sequence[Passage]) -> list[int]:
    """Of an item its level; of what stands between items that of the item which holds it, else 0."""
    levels = [max(one.level, 1) if one.kind is PassageKind.ITEM else None for one in passages]
    before, after = _nearest(passages, levels), _nearest(passages[::-1], levels[::-1])[::-1]
    between = [max(min(above, below - 1), 0) for above, below in zip(before, after, strict=True)]
    return [
        level or (0 if passage.kind is PassageKind.HEADING else depth)
        for passage, level, depth in zip(passages, levels, between, strict=True)
    ]


def _nearest(passages: Sequence[Passage], levels: Sequence[int | None]) -> list[int]:
    """Of each the level of the last item before it without a heading between them, else 0."""
    found: list[int] = []
    last = 0
    for passage, level in zip(passages, levels, strict=True):
        found.append(last)
        last = level or (0 if passage.kind is PassageKind.HEADING else last)
    return found


def _blocks(placed: Sequence[_Placed], depth: int) -> Iterator[Block]:
    """Of what stands in an item of this depth, or in none (0)."""
    start = 0
    while start < len(placed):
        kind = placed[start][0].kind
        end = start + 1
        if kind is PassageKind.ITEM:
            while end < len(placed) and placed[end][1] > depth:
                end += 1
            yield Items(tuple(_items(placed[start:end], depth + 1)))
        else:
            while end < len(placed) and kind in _TOGETHER and placed[end][0].kind is kind:
                end += 1
            yield Group(kind, tuple(passage for passage, _ in placed[start:end]))
        start = end


def _items(placed: Sequence[_Placed], depth: int) -> Iterator[Item]:
    start = 0
    while start < len(placed):
        end = start + 1
        while end < len(placed) and not _is_item(placed[end], depth):
            end += 1
        if _is_item(placed[start], depth):
            yield Item(placed[start][0], tuple(_blocks(placed[start + 1 : end], depth)))
        else:
            yield Item(None, tuple(_blocks(placed[start:end], depth)))
        start = end


def _is_item(placed: _Placed, depth: int) -> bool:
    return placed[0].kind is PassageKind.ITEM and placed[1] == depth
