"""Answers travel packed where that makes them smaller and the browser can unpack them."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from enum import Enum

import brotli

# Smaller ones gain nothing.
_WORTH = 500
_TEXTS = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml", "application/atom")


class Effort(Enum):
    """How hard to try, as levels of Brotli and of gzip: for 60 kB of a page a third of a millisecond, one and a half,
    and fifty, to make of it 20 kB, 16.5 and 15."""

    # For one answer, for all who look at a page, and once for a file that stays as it is.
    ONCE = (1, 1)
    KEPT = (6, 6)
    FOR_EVER = (11, 9)


def encoding(accepted: str) -> str:
    """The one to use of those that a browser accepts; nothing for none."""
    offered = {name: _quality(rest) for name, _, rest in (one.strip().partition(";") for one in accepted.split(","))}
    usable = [name for name in ("br", "gzip") if offered.get(name, 0.0) > 0]
    return max(usable, key=lambda name: offered[name], default="")


def is_worth_it(mimetype: str, size: int) -> bool:
    return size >= _WORTH and mimetype.startswith(_TEXTS)


def packed(data: bytes, encoding: str, effort: Effort) -> bytes:
    quality, level = effort.value
    if encoding == "br":
        return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=quality))
    packing = zlib.compressobj(level, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packing.compress(data) + packing.flush()


def _quality(rest: str) -> float:
    """Of 'q=0.5'; what is none counts as not accepted."""
    parameters: Iterable[str] = (one.strip() for one in rest.split(";"))
    for one in parameters:
        if one.startswith("q="):
            try:
                return float(one[2:])
            except ValueError:
                return 0.0
    return 1.0
