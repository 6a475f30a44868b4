"""Whole numbers as people and programs write them."""

from __future__ import annotations

# What an id, a count or the number of a page can be: a signed column of 32 bits holds it.
LARGEST = 2**31 - 1


def whole(text: str, most: int = LARGEST) -> int | None:
    """The number from 0 to `most` that is written in ASCII digits and nothing else; None for any other text, however
    long it is."""
    if not (text.isascii() and text.isdigit() and len(text.lstrip("0")) <= len(str(most))):
        return None
    number = int(text[-len(str(most)) :])
    return number if number <= most else None
