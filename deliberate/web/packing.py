"""Answers travel packed where that makes them smaller and the browser can unpack them."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterable
from enum import Enum

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# Smaller ones gain nothing.
_WORTH = 500
_TEXTS = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml", "application/atom")


class Effort(Enum):
    """How hard to try: the level of each encoding, the best first. Zstandard takes half the time of Brotli for the same
    size where it has to be quick, and Brotli makes less of it where there is time: of 100 kB of a page 17.6 kB in a
    quarter of a millisecond, 14.9 in one and a half, 12.8 in a hundred and fifty."""

    # For one answer, for all who look at a page, and once for a file that stays as it is.
    ONCE = {"zstd": 3, "br": 1, "gzip": 1}
    KEPT = {"br": 6, "zstd": 9, "gzip": 6}
    # The highest level that needs no more than the 8 MB of memory that browsers have for it (RFC 9659).
    FOR_EVER = {"br": 11, "zstd": 19, "gzip": 9}


def encoding(accepted: str, effort: Effort) -> str:
    """The one to use of those that a browser accepts; nothing for none."""
    offered = {name: _quality(rest) for name, _, rest in (one.strip().partition(";") for one in accepted.split(","))}
    usable = [name for name in effort.value if offered.get(name, 0.0) > 0]
    return max(usable, key=lambda name: offered[name], default="")


def is_worth_it(mimetype: str, size: int) -> bool:
    return size >= _WORTH and mimetype.startswith(_TEXTS)


def packed(data: bytes, encoding: str, effort: Effort) -> bytes:
    level = effort.value[encoding]
    if encoding == "br":
        return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=level))
    if encoding == "zstd":
        return zstd.compress(data, level)
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
