"""Which language a text is in that does not say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from deliberate.domain.texts.tongues import CODES, guessed, is_one_of

FILE = Path(__file__).with_name("tongues.tsv")
TEXTS = dict(line.split("\t") for line in FILE.read_text("utf-8").splitlines())


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_a_language_is_told_by_a_few_sentences(code: str) -> None:
    assert guessed(TEXTS[code]) == code
    assert code in CODES


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "Lindenallee 3",
        "Budget 2026: EUR 40.000 Stadtwerke Nordheim GmbH",
        "The town plants trees.",
        "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore.",
        f"{TEXTS['de']} {TEXTS['en']}",
        f"{TEXTS['ru']} {TEXTS['zh']} {TEXTS['el']}",
        "Byen har en plan for alle gater, og det er for de som kan ha et tre.",
    ],
)
def test_what_is_short_mixed_or_of_relatives_is_in_no_language(text: str) -> None:
    assert guessed(text) is None


def test_names_and_words_of_other_languages_do_not_hide_the_language() -> None:
    quoted = "„The right to the city“ heißt das Buch von Дмитрий Иванов."
    assert guessed(f"{TEXTS['de']} {quoted}") == "de"
    assert guessed(f"{TEXTS['ja']} {TEXTS['zh']}") == "ja"


def test_a_tag_is_of_the_language_that_it_begins_with_or_is_a_part_of() -> None:
    assert all(
        is_one_of(*both) for both in (("de", "de"), ("de", "de-AT"), ("de", "DE-at"), ("no", "nb-NO"), ("id", "in"))
    )
    assert not any(is_one_of(*both) for both in (("de", "en-US"), ("de", ""), ("de", "del"), ("en", "de-en")))
