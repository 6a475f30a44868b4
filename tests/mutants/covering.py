"""Which tests run which lines of ours, and how much of the processor's time they take: collected once, then kept."""

from __future__ import annotations

import ast
import json
import math
import sys
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage

from tests.mutants.mutations import ROOT, Mutant
from tests.mutants.running import run_tests

# What `cache` and `lru_cache` make of a function.
_Kept = type(cache(lambda: None))
KEPT = ROOT / "var" / "mutants.json"


@dataclass(frozen=True)
class Covering:
    """`lines[file][line]` are the tests that run it: none of a line that only importing runs, and nothing of one that
    is not run."""

    seconds: dict[str, float]
    lines: dict[str, dict[str, list[str]]]

    def kills(self, mutant: Mutant, most: float = math.inf) -> bool:
        """Whether a test fails with the change, or does not end: of the tests that take `most` seconds together."""
        for tests in filter(None, self.within(mutant, most)):
            code = run_tests(mutant, tests, sum(self.seconds[test] for test in tests))
            if code == pytest.ExitCode.NO_TESTS_COLLECTED:
                raise LookupError(f"there are no such tests: {tests}")
            if code != pytest.ExitCode.OK:
                return True
        return False

    def tests_of(self, mutant: Mutant) -> tuple[list[str], list[str]]:
        """Those in files named after the module, and the others; those first that take the least time.

        What importing runs is noticed in the module itself, in those that import it, and in tests that do.
        """
        file = str(mutant.file)
        runs = [self.lines.get(file, {}).get(str(line)) for line in mutant.lines]
        found = {test for tests in runs if tests for test in tests}
        if mutant.imported or (not found and [] in runs):
            importing = _importing(mutant.module)
            found = {test for name in (file, *importing) for test in self._running(name)}
            found |= {test for test in self.seconds if test.split("::")[0] in importing}
        ordered = sorted(found, key=lambda test: (self.seconds[test], test))
        near = [test for test in ordered if Path(test.split("::")[0]).stem == f"test_{mutant.file.stem}"]
        return near, [test for test in ordered if test not in set(near)]

    def within(self, mutant: Mutant, most: float) -> Iterator[list[str]]:
        """The first of its tests, as many as take so many seconds together."""
        taken = 0.0
        for tests in self.tests_of(mutant):
            until = list(accumulate((self.seconds[test] for test in tests), initial=taken))[1:]
            yield [test for test, end in zip(tests, until, strict=True) if end <= most]
            taken = until[-1] if until else taken

    def _running(self, file: str) -> set[str]:
        return {test for tests in self.lines.get(file, {}).values() for test in tests}


@cache
def _importing(module: str) -> set[str]:
    """The files of ours, and of tests, that import a module."""
    files = [*(ROOT / "deliberate").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    return {str(file.relative_to(ROOT)) for file in files if module in _imported(file)}


@cache
def _imported(file: Path) -> set[str]:
    imports = (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.ImportFrom))
    names = ((str(node.module), f"{node.module}.{alias.name}") for node in imports for alias in node.names)
    return {name for pair in names for name in pair}


@cache
def covering() -> Covering:
    """Of the tests and the code as they are."""
    state = _fingerprint()
    if not (kept := _kept(state)):
        if code := run_tests(plugins=[_Recorder(state)]):
            raise SystemExit(f"The tests do not pass as they are: pytest ended with {code}.")
        kept = _kept(state)
    return Covering(kept["seconds"], kept["lines"])


def _kept(state: str) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    return kept if kept.get("state") == state else {}


def _fingerprint() -> str:
    files = [*(ROOT / "deliberate").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    return sha256(b"\0".join(file.read_bytes() for file in sorted(files))).hexdigest()


def _forget() -> None:
    """What a test has had kept would not be computed by the tests after it, which then would seem not to need it."""
    # Not before: nothing of ours may be loaded where processes are made in which one module of it is another.
    from deliberate.web.room import Room

    modules = [vars(module) for name, module in sys.modules.items() if name.startswith("deliberate")]
    for kept in {value for names in modules for value in names.values() if type(value) in (_Kept, Room)}:
        (kept.clear if isinstance(kept, Room) else kept.cache_clear)()


class _Recorder:
    """A plugin that keeps what it has seen when all tests have passed."""

    def __init__(self, state: str) -> None:
        self.state = state
        self.seconds: dict[str, float] = {}
        self.coverage = Coverage(data_file=None, config_file=False, include=f"{ROOT}/deliberate/*")

    @pytest.hookimpl(tryfirst=True)
    def pytest_load_initial_conftests(self) -> None:
        """Importing begins with what the tests have in common."""
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        _forget()
        self.coverage.switch_context(item.nodeid)
        begin = time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = time.process_time() - begin
            self.coverage.switch_context("")

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        self.coverage.stop()
        if exitstatus == 0:
            KEPT.parent.mkdir(exist_ok=True)
            KEPT.write_text(json.dumps({"state": self.state, "seconds": self.seconds, "lines": self._lines()}))

    def _lines(self) -> dict[str, dict[int, list[str]]]:
        data = self.coverage.get_data()
        return {
            str(Path(file).relative_to(ROOT)): {
                line: [test for test in tests if test] for line, tests in data.contexts_by_lineno(file).items()
            }
            for file in data.measured_files()
        }
