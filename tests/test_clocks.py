"""No test of behaviour asserts seconds: what a busy machine can turn red is a benchmark, or counts its steps."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import settings

TESTS = Path(__file__).parent

MEASURE = {"benchmarks", "chaos", "mutants"}
# It gives up on what would never end.
WAITS = TESTS / "patience.py"
CLOCKS = {"time", "perf_counter", "monotonic", "process_time", "thread_time", "clock_gettime", "default_timer"}
CLOCKS |= {f"{clock}_ns" for clock in CLOCKS} | {"getrusage", "times"}


def clocks_read(source: str) -> set[str]:
    """Of the modules `time`, `timeit`, `resource` and `os`, whatever name they are imported by."""
    tree = ast.parse(source)
    modules = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name in {"time", "timeit", "resource", "os"}
    }
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in {"time", "timeit", "resource", "os"}:
            found |= {alias.name for alias in node.names} & CLOCKS
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            found |= {node.attr} & CLOCKS
    return found


@pytest.mark.parametrize(
    ("source", "clocks"),
    [
        ("import time\nbegin = time.perf_counter()\nread()\nassert time.perf_counter() - begin < 4", {"perf_counter"}),
        ("import time as t\nassert t.time() < end", {"time"}),
        ("from time import monotonic as now\nassert now() < end", {"monotonic"}),
        ("import time\ntime.sleep(0.05)", set()),
        ("from datetime import datetime, time\nassert datetime.now().time() > time(12)", set()),
    ],
)
def test_a_clock_is_seen_by_whatever_name_it_goes(source: str, clocks: set[str]) -> None:
    assert clocks_read(source) == clocks


def test_only_measurements_and_what_gives_up_waiting_read_a_clock() -> None:
    files = [file for file in TESTS.rglob("*.py") if not MEASURE & {*file.relative_to(TESTS).parts}]
    assert [file for file in files if clocks_read(file.read_text())] == [WAITS]


def test_no_example_of_a_property_has_a_deadline() -> None:
    assert settings().deadline is None
