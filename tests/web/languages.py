"""An application that speaks another language, from a catalogue made for a test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask

from deliberate.extensions import babel
from tests import catalogue


@contextmanager
def speaking(app: Flask, language: Catalog, folder: Path) -> Iterator[None]:
    """Everybody reads this language, of which a file is written to `folder`."""
    code = str(language.locale)
    file = folder / code / "LC_MESSAGES" / "messages.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        write_mo(opened, language)
    settings = app.extensions["babel"]
    before = settings.default_locale, settings.translation_directories
    settings.default_locale, settings.translation_directories = code, [str(folder)]
    with app.app_context():
        read = babel.domain_instance.cache
    try:
        yield
    finally:
        settings.default_locale, settings.translation_directories = before
        read.pop((code, "messages"), None)


def pseudo() -> Catalog:
    """A catalogue of a language without Latin letters: all that it is asked for, longer and in brackets."""
    found = Catalog(locale="el")
    for message in catalogue.template():
        if message.id:
            texts = (message.id,) if isinstance(message.id, str) else message.id
            words = tuple(map(_stretched, texts))
            found.add(message.id, words if len(words) > 1 else words[0], context=message.context)
    return found


# What is filled in: by Python, or in braces by the browser.
_PLACE = re.compile(r"(%\(\w+\)[\d.]*[a-z]|%%|\{\w+\})")
_WIDE = {ord(letter): ord(letter) - ord("a") + ord("ａ") for letter in ascii_lowercase} | {
    ord(letter): ord(letter) - ord("A") + ord("Ａ") for letter in ascii_uppercase
}


def _stretched(text: str) -> str:
    pieces = _PLACE.split(text)
    words = "".join(piece if at % 2 else piece.translate(_WIDE) for at, piece in enumerate(pieces))
    return f"[!! ñ{words}{'~' * round(0.4 * len(text))} !!]"
