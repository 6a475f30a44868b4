"""Imports go one way only: web, cli -> actions -> queries -> models -> domain; `formats` knows only the domain."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "deliberate"

# What each room may import of ours besides itself.
MAY_IMPORT = {
    "domain": set[str](),
    "formats": {"domain"},
    "models": {"domain"},
    "queries": {"domain", "formats", "models"},
    "actions": {"domain", "formats", "models", "queries", "passwords", "settings"},
    "web": {"domain", "formats", "models", "queries", "actions", "counting", "extensions", "settings"},
    "cli": {
        "domain",
        "formats",
        "models",
        "queries",
        "actions",
        "counting",
        "extensions",
        "settings",
        "jobs",
        "migrating",
        "create_app",
    },
}
# Libraries that a room must not know.
MAY_NOT_IMPORT = {
    "domain": {"flask", "sqlalchemy", "os", "pathlib", "time"},
    "formats": {"flask", "sqlalchemy", "os", "pathlib", "time"},
    "models": {"flask"},
    "queries": {"flask", "flask_login", "flask_wtf", "flask_babel"},
    "actions": {"flask", "flask_login", "flask_wtf", "flask_babel"},
}


def modules() -> Iterator[tuple[str, Path]]:
    for room in MAY_IMPORT:
        for file in sorted((ROOT / room).rglob("*.py")):
            yield room, file


def imported(file: Path) -> Iterator[str]:
    """Full names: 'flask', 'deliberate.domain.labels', 'deliberate.settings'."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "deliberate":
            yield from (f"deliberate.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize(("room", "file"), list(modules()), ids=lambda value: getattr(value, "name", value))
def test_no_room_imports_upwards(room: str, file: Path) -> None:
    ours = {name.split(".")[1] for name in imported(file) if name.startswith("deliberate.")}
    assert ours - {room} <= MAY_IMPORT[room]
    libraries = {name.split(".")[0] for name in imported(file)}
    assert libraries & MAY_NOT_IMPORT.get(room, set()) == set()


def test_every_folder_is_a_room_with_a_rule() -> None:
    folders = {folder.name for folder in ROOT.iterdir() if folder.is_dir() and (folder / "__init__.py").exists()}
    assert folders == set(MAY_IMPORT)


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
    assert knowing == {("actions", "opinions.py"), ("cli", "analyse.py")}
