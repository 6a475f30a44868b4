"""An application that speaks another language, from a catalogue made for a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask

from deliberate.extensions import babel


@contextmanager
def speaking(app: Flask, catalogue: Catalog, folder: Path) -> Iterator[None]:
    """Everybody reads the catalogue's language, whose files are written to `folder`."""
    language = str(catalogue.locale)
    file = folder / language / "LC_MESSAGES" / "messages.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        write_mo(opened, catalogue)
    settings = app.extensions["babel"]
    before = settings.default_locale, settings.translation_directories
    settings.default_locale, settings.translation_directories = language, [str(folder)]
    with app.app_context():
        read = babel.domain_instance.cache
    try:
        yield
    finally:
        settings.default_locale, settings.translation_directories = before
        read.pop((language, "messages"), None)
