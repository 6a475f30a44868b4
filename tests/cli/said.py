"""What a command said, and with which exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Deliberate = Callable[..., Said]


def one_line(said: Said) -> str:
    """What is said when the input is wrong."""
    assert said.code == 1
    assert said.out == ""
    *_, line = said.err.splitlines()
    assert "Traceback" not in said.err
    return line
