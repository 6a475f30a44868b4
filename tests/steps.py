"""Work counted in steps, which are the same on every machine, however busy it is; seconds are for the benchmarks."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def lines_run(act: Callable[[], object]) -> int:
    """How many lines of Python run, each round of a loop in one line counted; what C does by itself is not seen."""
    lines = 0

    def trace(frame: FrameType, event: str, arg: object) -> Callable[..., object]:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        act()
    finally:
        sys.settrace(before)
    return lines
