"""What the answers of this release are made of, besides what is in the database."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from hashlib import blake2b
from importlib.metadata import distributions
from pathlib import Path

from flask import Flask

from deliberate.settings import ROOT, Settings

_PACKAGE = Path(__file__).resolve().parents[1]
_MADE_OF = ("*.py", "*.html", "*.txt", "*.mo")


def of_files(folder: Path) -> str:
    """Of all static files, for their address: it changes with each of them, so that they need never be asked for
    again."""
    return _digest(folder, sorted(file for file in folder.rglob("*") if file.is_file()))[:12]


def of_site(app: Flask) -> str:
    """Of code, templates, static files, translations, libraries, and the settings that pages depend on. With any of
    them another, no page that was kept is the right one."""
    settings: Settings = app.extensions["deliberate"]
    folders = (_PACKAGE, ROOT / "templates")
    made = "".join(
        _digest(folder, sorted(file for kind in _MADE_OF for file in folder.rglob(kind))) for folder in folders
    )
    libraries = sorted({f"{one.name} {one.version}" for one in distributions()})
    shown = (settings.hold_first_posts, settings.on_loopback, settings.prefix, app.static_url_path)
    return blake2b(repr((made, sys.version, libraries, shown)).encode(), digest_size=9).hexdigest()


def _digest(folder: Path, files: Iterable[Path]) -> str:
    found = blake2b(digest_size=16)
    for file in files:
        found.update(f"{file.relative_to(folder)}\0{file.stat().st_size}\0".encode())
        found.update(file.read_bytes())
    return found.hexdigest()
