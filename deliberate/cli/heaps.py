"""Memory that threads share, and that the system is given back."""

from __future__ import annotations

import ctypes

# glibc's names (malloc.h) for how many heaps there may be, and for the size from which on what is asked for stands by
# itself and goes back to the system when it is not needed any more; and what these shall be.
_M_ARENA_MAX, _HEAPS = -8, 2
_M_MMAP_THRESHOLD, _LARGE = -3, 128 * 1024


def spare_heaps() -> None:
    """To be called before there are threads. glibc gives each one a heap of its own, none of which the others can use:
    a process that answers with eight threads takes a sixth more memory. And it takes what is given back once for a sign
    that as much will be asked for again: what a page is packed in, say, makes holes in the heaps from then on, which
    are never filled. Other libraries know no such things."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, _HEAPS)
        mallopt(_M_MMAP_THRESHOLD, _LARGE)


def give_back() -> None:
    """What stands empty within the heaps: threads that all made a page at once needed more than one of them does. It
    takes milliseconds."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
