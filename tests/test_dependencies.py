"""What is imported is asked for: a library that another one happens to bring may be gone with its next version."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

# What a later Python than this one brings itself.
LATER = {"compression"}
ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def imported() -> set[str]:
    """The libraries that the package and its migrations import, by the names they are imported by."""
    files = [file for room in ("deliberate", "migrations") for file in sorted((ROOT / room).rglob("*.py"))]
    names = {name.split(".")[0] for file in files for name in names_in(file)}
    return names - sys.stdlib_module_names - LATER - {"deliberate"}


def names_in(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def projects(requirements: Iterable[str]) -> set[str]:
    """'Flask-Login>=0.6' is about 'flask-login', however it is written."""
    names = (re.split(r"[^\w.-]", requirement)[0] for requirement in requirements)
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


def test_every_library_that_is_imported_is_a_dependency() -> None:
    brought_by = packages_distributions()
    declared = projects([*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["redis"]])
    assert {name for name in imported() if not projects(brought_by.get(name, [])) & declared} == set()
