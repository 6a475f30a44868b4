"""Tests run in a process of their own on code with one change in it; no file is written for that."""

from __future__ import annotations

import os
import resource
import signal
import sys
import traceback
from collections.abc import Iterable, Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType
from typing import Any

import pytest
from hypothesis import settings

from tests.mutants.mutations import Mutant

# What all tests need and none of it is ours is loaded once, before a process is made for each change.
for _name in ("alembic", "babel", "factory", "flask_migrate", "numpy", "rapidfuzz", "scipy.sparse", "sqlalchemy.orm"):
    import_module(_name)

OPTIONS = ("-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
# Tests that take so many times the processor's time that they took, and these seconds more, will not end; nor will
# those that wait so many times as long by the clock, without using the processor.
_TIMES, _SECONDS, _PATIENCE = 5, 20, 20


def run_tests(
    mutant: Mutant | None = None,
    tests: Sequence[str] = (),
    seconds: float = 0,
    plugins: Iterable[object] = (),
) -> int:
    """What pytest ends with for these tests, or for all; less than 0 when it would not end.

    `seconds` is what they need of the processor without the change; 0 when nobody knows. Raises LookupError where the
    module is loaded in this process already: the tests would run it as it is.
    """
    if mutant and mutant.module in sys.modules:
        raise LookupError(f"{mutant.module} is loaded already")
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = int(pytest.ExitCode.INTERNAL_ERROR)
    try:
        code = _run(mutant, tests, seconds, plugins)
    except BaseException:  # this process must not go on as if it were its parent
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def _run(mutant: Mutant | None, tests: Sequence[str], seconds: float, plugins: Iterable[object]) -> int:
    if seconds:
        most = int(_TIMES * seconds + _SECONDS)
        resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        signal.alarm(_PATIENCE * most)
    if mutant:
        sys.meta_path.insert(0, _Finder(mutant))
        _say_nothing()
    settings.register_profile("mutants", deadline=None, derandomize=True, database=None)
    files = dict.fromkeys(test.split("::")[0] for test in tests)
    return pytest.main([*OPTIONS, "--hypothesis-profile=mutants", *files], [*plugins, _Only(tests)])


def _say_nothing() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


class _Only:
    """A plugin that runs these tests, in this order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self.place = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if self.place:
            chosen = (item for item in items if item.nodeid in self.place)
            items[:] = sorted(chosen, key=lambda item: self.place[item.nodeid])


class _Finder(PathFinder):
    """Gives the changed module in place of the one that is there."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: Any = None) -> ModuleSpec | None:  # type: ignore[override]
        if name != self.mutant.module:
            return None
        spec = PathFinder.find_spec(name, path, target)
        assert spec is not None
        assert spec.origin is not None
        spec.loader = _Loader(name, spec.origin, self.mutant)
        return spec


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, mutant: Mutant) -> None:
        super().__init__(name, path)
        self.mutant = mutant

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.mutant.tree(), self.path, "exec")
