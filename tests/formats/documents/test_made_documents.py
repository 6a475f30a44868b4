"""Whole documents as people have them: each is read as a person would outline it, and no word of it is lost."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deliberate.domain.texts.gaps import missing
from deliberate.formats.documents import Document
from deliberate.formats.reading import read
from deliberate.formats.registry import TEXT, Format, documents
from tests.formats.texts import words

FOLDER = Path(__file__).parent / "made"
SEEDS = Path(__file__).parents[3] / "seeds"
FILES = (
    "rfc.md",
    "satzung.md",
    "council.html",
    "wiki.html",
    "word-processor.htm",
    "old-page.html",
    "memo.txt",
    "genossenschaft.txt",
    "guize.txt",
)
# What nobody sees, and what stands between the words.
UNSEEN = re.compile(r"<(script|style|title)\b.*?</\1>|<!--.*?-->|<[^>]*>|\]\([^)]*\)|\n\[[^\n]*", re.DOTALL)


def document(name: str) -> Document:
    found = read((FOLDER / name).read_bytes(), name)
    assert isinstance(found, Document)
    return found


def outline(found: Document) -> list[str]:
    kept = [(str(one.kind), one.level, one.number or "", one.text.replace("\n", "⏎")) for one in found.passages]
    left = [("left out", one.before, one.why, one.passage.text) for one in found.left_out]
    unread = [("unread", "", "", one) for one in found.unread]
    return ["\t".join(map(str, row)) for row in (*kept, *left, *unread)]


@pytest.mark.parametrize("name", FILES)
def test_every_passage_has_the_kind_level_number_and_words_a_person_would_give_it(name: str) -> None:
    expected = (FOLDER / name).with_suffix(".tsv").read_text("utf-8").removesuffix("\n").split("\n")
    assert outline(document(name)) == expected


@pytest.mark.parametrize("name", ["satzung.md", "old-page.html"])
def test_every_word_that_a_reader_sees_is_kept_left_out_or_counted(name: str) -> None:
    seen = UNSEEN.sub(" ", (FOLDER / name).read_text("utf-8")).replace("&nbsp;", " ")
    found = document(name)
    kept = words(" ".join(f"{one.number or ''} {one.text}" for one in found.whole().passages))
    kept = [word.strip("¹²") for word in kept]
    lost = set(words(seen)) - set(kept) - {"1", "2"}
    assert lost == ({"Start", "News", "Links"} if name == "old-page.html" else set())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("rfc.md", ["This paragraph was struck", "A flow chart of the queue"]),
        ("satzung.md", []),
        (
            "council.html",
            [
                "Skip to content This site uses cookies. Accept Home Council Home › Roads › Parking",
                "News The bridge is open again. © Town of Millbridge Privacy",
            ],
        ),
        ("word-processor.htm", ["wood"]),
        ("old-page.html", ["Start News Links"]),
        ("memo.txt", []),
        ("genossenschaft.txt", []),
        ("guize.txt", []),
    ],
)
def test_words_that_stand_in_no_row_are_told_and_no_others(name: str, told: list[str]) -> None:
    found = document(name)
    assert [gap.words for gap in missing(found.plain, found.whole().passages)] == told


@pytest.mark.parametrize("name", sorted(file.name for file in SEEDS.iterdir()))
@pytest.mark.parametrize("format", [TEXT, *documents().values()], ids=lambda format: str(format.name))
def test_no_word_of_the_seeds_is_missing_in_any_format(name: str, format: Format[Any, Any]) -> None:
    found = read((SEEDS / name).read_bytes(), name)
    assert isinstance(found, Document)
    if format is not TEXT:
        # A page prints who wrote it and where it comes from beside the text.
        found = read(format.write(replace(found, authors=(), source="")), f"a{format.suffixes[0]}")
        assert isinstance(found, Document)
    assert len(found.plain) > 1_000
    assert missing(found.plain, found.whole().passages) == []


def test_what_a_page_and_front_matter_say_of_the_text() -> None:
    council, rfc, wiki = document("council.html"), document("rfc.md"), document("wiki.html")
    assert (council.authors, str(council.created), council.language) == (("Roads Committee",), "2026-02-11", "en-GB")
    assert council.topics == ("parking", "old town")
    assert council.licence.startswith("https://www.nationalarchives.gov.uk/")
    assert (rfc.authors, rfc.licence, rfc.topics) == (
        ("Ines Alder", "Tom Reed"), "CC0-1.0", ("lists", "moderation", "open mail"),
    )  # fmt: skip
    assert (wiki.source, wiki.language) == ("https://wiki.example.org/wiki/Common_land", "en")
    assert document("word-processor.htm").language == "en-GB"
