"""Nothing that the site says by itself is left in English when its reader reads another language.

People's own words are in Cyrillic letters here, and dates in Greek ones: what is in Latin letters was not translated.
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
from tests.web.walking import PAGE, Walk, foreign

# What is left in English, by page.
Left = dict[str, set[str]]


@pytest.fixture
def left() -> Left:
    return {}


@pytest.fixture
def walk(app: Flask, session: Session, cast: Cast, tmp_path: Path, left: Left) -> Iterator[Walk]:
    """The seeds in another alphabet, and people who read the pseudo-language."""

    def read(page: str, text: str) -> None:
        if words := {word for word in words_of(text) if re.search("[A-Za-z]", word)} - NAMES:
            left[page] = words

    with speaking(app, pseudo(), tmp_path):
        yield Walk(session, cast, foreign, read)


def test_nothing_that_the_site_says_is_left_in_english(walk: Walk, left: Left) -> None:
    walk.everywhere()
    assert left == {}


def test_the_words_of_the_map_are_in_its_readers_language(walk: Walk) -> None:
    page = walk.get("visitor", f"{PAGE}/map")
    found = re.search(r'data-signs="([^"]*)"', page)
    assert found
    words = json.loads(html.unescape(found[1]))["words"]
    said = [text for part in words.values() for text in (part.values() if isinstance(part, dict) else [part])]
    assert len(said) > 30
    assert [text for text in said if not text.startswith("[!! ñ")] == []
