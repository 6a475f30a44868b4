"""What of a row kept its order when it was turned round."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """As many as can be of which the second numbers rise, too, as the first ones do: a longest increasing subsequence,
    found in n log n steps as Fredman does (Discrete Mathematics 11, 1975)."""
    ends: list[int] = []  # by length, the least second number that such a row can end with
    last: list[int] = []  # and in which pair
    before: list[int] = []  # of each pair, the one before it in its row, or -1
    for index, (_, number) in enumerate(pairs):
        length = bisect_left(ends, number)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1], last[length : length + 1] = [number], [index]
    row = []
    at = last[-1] if last else -1
    while at >= 0:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]
