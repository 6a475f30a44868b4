"""Waiting for other processes and threads. How long that takes is asserted nowhere; only what would never end, ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 60.0

T = TypeVar("T")


def wait_for(tried: Callable[[], T | None]) -> T:
    """Tries until it gives something that is true, and gives that; `TimeoutError` after a minute."""
    end = time.monotonic() + PATIENCE
    while not (found := tried()):
        if time.monotonic() > end:
            raise TimeoutError("waited for in vain")
        time.sleep(0.05)
    return found
