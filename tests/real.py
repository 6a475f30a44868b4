"""Texts and votes of other people, which may not be copied into this repository.

A test over them has the marker of one of the two. It runs where the environment names the folder they are in, which
must then be there; elsewhere it is left out, and one line at the end says so.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

VARIABLES = {"real_texts": "DELIBERATE_REAL_TEXTS", "real_votes": "DELIBERATE_REAL_VOTES"}


def folder(marker: str) -> Path:
    return Path(os.environ[VARIABLES[marker]])


class LeftOut:
    """Leaves out what is marked with what is not named, and counts it, also in the processes of pytest-xdist."""

    def __init__(self) -> None:
        self.not_named = [marker for marker, variable in VARIABLES.items() if not os.environ.get(variable)]
        self.count = 0
        for marker in VARIABLES.keys() - self.not_named:
            if not folder(marker).is_dir():
                raise pytest.UsageError(f"{VARIABLES[marker]}: there is no folder {folder(marker)}")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        left_out = [item for item in items if any(map(item.get_closest_marker, self.not_named))]
        self.count = len(left_out)
        if left_out:
            config.hook.pytest_deselected(items=left_out)
            items[:] = [item for item in items if item not in left_out]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["left_out"] = self.count

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self.count = max(self.count, getattr(node, "workeroutput", {}).get("left_out", 0))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.count:
            names = " and ".join(VARIABLES[marker] for marker in self.not_named)
            line = f"left out, for want of {names}: tests over real texts and votes ({self.count})"
            terminalreporter.write_line(line)
