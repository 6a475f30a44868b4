"""What a file says about its text."""

from __future__ import annotations

from datetime import date

import pytest

from deliberate.formats.documents.properties import Properties, authors, day, language, source, topics

MARCH = date(2026, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01",
        " 2026-03-01T12:30:00+02:00 ",
        "1.3.2026",
        "01.03.2026",
        "2026/03/01",
        "March 1, 2026",
        "1 Mar 2026",
    ],
)
def test_a_day_is_understood_however_it_is_written(text: str) -> None:
    assert day(text) == MARCH


@pytest.mark.parametrize("text", ["", "03/01/2026", "2026-03", "2026-02-30", "spring", "2026-03-012"])
def test_what_may_be_two_days_or_none_is_no_day(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        *(("en", "en"), ("EN-gb", "en-GB"), ("pt_BR.UTF-8", "pt-BR"), ("zh-hant-tw", "zh-Hant-TW"), (" de ", "de")),
        *(("German", ""), ("", ""), ("en-GB-oxendict-x-long", ""), ("e", "")),
    ],
)
def test_a_language_is_a_tag_as_it_is_usually_written(text: str, tag: str) -> None:
    assert language(text) == tag


def test_names_are_there_once_and_no_longer_than_a_site_keeps_them() -> None:
    assert authors([" Ada  Lovelace", "Ben", "", "Ada Lovelace"]) == ("Ada Lovelace", "Ben")
    assert [len(name) for name in authors(["a" * 300])] == [200]
    assert [len(name) for name in topics(["t" * 300])] == [40]
    assert (source(" https://a.example "), source("x" * 501)) == ("https://a.example", "")
    assert len(Properties(summary="word " * 300).short_summary) == 500
