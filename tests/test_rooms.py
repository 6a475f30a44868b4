"""Imports go one way only, from the top of the house down; `formats` knows only the domain. No file is long."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
ROOT = CHECKOUT / "deliberate"

# From the top down: a room may import from every storey below its own. A module of the package itself is a room, too.
STOREYS = (
    {"__main__"},
    {"cli"},
    {"migrating"},
    {"__init__"},
    {"web", "jobs"},
    {"extensions", "counting", "logs"},
    {"tokens"},
    {"tools"},
    {"actions"},
    {"upkeep"},
    {"queries"},
    {"models", "passwords"},
    {"formats", "settings", "counting_file", "away"},
    {"domain"},
)
# Less than its storey allows: what writes and reads is given its settings, and tables know neither files nor settings.
KNOWS_ONLY = {
    "jobs": {"actions", "upkeep", "queries", "models", "domain"},
    "actions": {"upkeep", "queries", "models", "passwords", "domain"},
    "upkeep": {"queries", "models", "domain"},
    "queries": {"models", "domain"},
    "models": {"domain"},
}
# `passwords` asks the application what a hash may cost.
KNOWS_FLASK = {"cli", "migrating", "__init__", "web", "extensions", "passwords", "tokens"}
FLASK = {"flask", "flask_babel", "flask_login", "flask_wtf", "flask_limiter", "flask_migrate", "flask_sqlalchemy"}
# What only values in and values out do not need; formats are given what a file holds.
PURE = {"sqlalchemy", "os", "pathlib", "time"}


def rooms() -> set[str]:
    folders = {folder.name for folder in ROOT.iterdir() if (folder / "__init__.py").exists()}
    return folders | {file.stem for file in ROOT.glob("*.py")}


def modules() -> Iterator[tuple[str, Path]]:
    for room in sorted(rooms()):
        yield from ((room, file) for file in sorted((ROOT / room).rglob("*.py")) or [ROOT / f"{room}.py"])


def imported(file: Path) -> Iterator[str]:
    """Full names: 'flask', 'deliberate.domain.labels', 'deliberate.settings'; the package itself is its `__init__`."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "deliberate":
            names = (alias.name for alias in node.names)
            yield from (f"deliberate.{name if name in rooms() else '__init__'}" for name in names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def below(room: str) -> set[str]:
    storey = next(number for number, storey in enumerate(STOREYS) if room in storey)
    return KNOWS_ONLY.get(room) or set[str]().union(*STOREYS[storey + 1 :])


@pytest.mark.parametrize(("room", "file"), list(modules()), ids=lambda value: getattr(value, "name", value))
def test_no_room_imports_upwards(room: str, file: Path) -> None:
    ours = {name.split(".")[1] for name in imported(file) if name.startswith("deliberate.")}
    assert ours - {room} <= below(room)
    libraries = {name.split(".")[0] for name in imported(file)}
    assert not libraries & FLASK or room in KNOWS_FLASK
    assert not libraries & PURE or room not in {"domain", "formats"}


def test_every_room_stands_on_one_storey() -> None:
    every = [room for storey in STOREYS for room in storey]
    assert sorted(every) == sorted(rooms())


# What compares everybody's votes takes seconds where there are many.
FOR_THE_WORKER = {"find_groups", "bridge", "compute_opinions"}


def mentioned(file: Path) -> Iterator[str]:
    """Every name in a file, imported, used or looked up."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.alias):
            yield from node.name.split(".")
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


def test_no_page_and_no_change_compares_votes_itself() -> None:
    knowing = {(room, file.name) for room, file in modules() if FOR_THE_WORKER & {*mentioned(file)}}
    # A demo is computed before anybody looks at it.
    assert knowing == {("actions", "opinions.py"), ("cli", "analyse.py"), ("cli", "demo.py"), ("jobs", "jobs.py")}


LONGEST = 350


@pytest.mark.parametrize("kind", ["py", "js", "css", "html"])
def test_no_file_is_too_long_to_be_read_at_once(kind: str) -> None:
    folders = ("deliberate", "migrations", "templates", "tests")
    files = [file for folder in folders for file in (CHECKOUT / folder).rglob(f"*.{kind}")]
    assert files
    assert [file for file in files if len(file.read_text("utf-8").splitlines()) > LONGEST] == []
