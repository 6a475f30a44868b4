"""On every page, when its reader reads another language: nothing that the site says by itself is left in English, and
people's words stand apart from it.

What people wrote is in Cyrillic letters here, and dates are in Greek ones: what is in Latin letters was not translated.
People's words begin with an override of the direction that they do not end.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.reading import NAMES, words_of
from tests.web.languages import pseudo, speaking
from tests.web.loose import hostile, loose_in
from tests.web.walking import PAGE, Walk

# What is wrong, by page.
Found = dict[str, set[str]]


@pytest.fixture
def english() -> Found:
    return {}


@pytest.fixture
def loose() -> Found:
    return {}


@pytest.fixture
def walk(app: Flask, session: Session, cast: Cast, tmp_path: Path, english: Found, loose: Found) -> Iterator[Walk]:
    """The seeds in another alphabet, and people who read the pseudo-language."""

    def read(page: str, text: str) -> None:
        if words := {word for word in words_of(text) if re.search("[A-Za-z]", word)} - NAMES:
            english[page] = words
        if found := loose_in(text):
            loose[page] = found

    with speaking(app, pseudo(), tmp_path):
        yield Walk(session, cast, hostile, read)


def test_on_every_page_all_is_translated_and_peoples_words_are_set_apart(
    walk: Walk, english: Found, loose: Found
) -> None:
    walk.everywhere()
    assert english == {}
    assert loose == {}


def texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for within in part.values() if isinstance(part, dict) else part:
            yield from texts(within)


def test_the_words_of_the_map_are_in_its_readers_language(walk: Walk) -> None:
    page = walk.get("visitor", f"{PAGE}/map")
    found = re.search(r'data-signs="([^"]*)"', page)
    assert found
    words = json.loads(html.unescape(found[1]))["words"]
    said = list(texts(words))
    assert len(said) > 30
    assert [text for text in said if not text.startswith("[!! ñ")] == []
