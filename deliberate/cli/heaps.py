"""Memory that threads share."""

from __future__ import annotations

import ctypes

# glibc's name for how many heaps there may be (malloc.h), and how many that shall be.
_M_ARENA_MAX, _HEAPS = -8, 2


def share_heaps() -> None:
    """To be called before there are threads. glibc gives each one a heap of its own, none of which the others can use:
    a process that answers with eight threads takes a sixth more memory. Other libraries know no such thing."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, _HEAPS)
