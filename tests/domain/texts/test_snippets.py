"""What of a text is shown, and where it holds what was looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.texts.search import terms
from deliberate.domain.texts.snippets import Piece, holds, snippet


def marked(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in pieces)


@given(st.text(max_size=2000), st.text(max_size=20))
def test_a_snippet_is_a_stretch_of_the_text_without_its_marks(text: str, query: str) -> None:
    shown = "".join(piece.text for piece in snippet(text, terms(query))).removeprefix("… ").removesuffix(" …")
    assert len(shown) <= 220
    assert shown.replace(" ", "") in "".join(text.split()).replace(" ", "") or any(c in text for c in "*_`>[]()")


def test_a_snippet_shows_links_and_emphasis_as_their_words() -> None:
    pieces = snippet("See *the* [audit](https://example.org/) of 2022.", terms("audit"))
    assert "".join(piece.text for piece in pieces) == "See the audit of 2022."


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("A fee is due; our city pays.", "fees cities", "A [fee] is due; our [city] pays."),
        ("公園を広げて教育の場にする", "教育", "公園を広げて[教育]の場にする"),
        ("公園を広げて教育の場にする", "育", "公園を広げて教[育]の場にする"),
        ("公園を広げて、公園を作る", "公園", "[公園]を広げて、[公園]を作る"),
        ("การศึกษาของเด็ก", "ศึกษา", "การ[ศึกษา]ของเด็ก"),
        ("Le re\u0301sume\u0301 du projet", "résumé", "Le [re\u0301sume\u0301] du projet"),
        ("One e-mail each", "emails", "One [e]-[mail] each"),
        ("A public audit of public money", '"public money"', "A public audit of [public] [money]"),
        ("Die Größe der Stadt", "groesse Städte", "Die [Größe] der [Stadt]"),
        ("ｶﾞｲﾄﾞを作る", "ガイド", "[ｶﾞｲﾄﾞ]を作る"),
        ("Officials account for it", "accountab acc", "Officials [account] for it"),
    ],
)
def test_what_was_found_is_told_apart_as_it_is_written(text: str, query: str, shown: str) -> None:
    language = "de" if "Stadt" in text else "en"
    assert marked(snippet(text, terms(query), language=language)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("six seven treasure eight nine", "six seven [treasure] eight nine"),
        # With whole words, a third of the length before what was found.
        ("one two three four five six seven treasure eight nine ten one", "… seven [treasure] eight nine ten …"),
        ("one two three four five six sev treasure eight nine ten one", "… six sev [treasure] eight nine …"),
        ("one treasure three four five six treasure eight", "one [treasure] three four five …"),
        # Where no word ends before it, with what was found; where none ends after it, at the length.
        ("x" * 40 + "/treasure/" + "y" * 40, "… [treasure]/" + "y" * 21 + " …"),
        ("x" * 40, "x" * 30 + " …"),
        ("x" * 29 + " " + "y" * 10, "x" * 29 + " …"),
        # Without what was looked for, at the beginning.
        ("one two three four five six seven eight", "one two three four five six …"),
    ],
)
def test_a_snippet_begins_and_ends_with_a_word_a_little_before_what_was_found(text: str, shown: str) -> None:
    assert marked(snippet(text, terms("treasure"), length=30)) == shown


def test_a_text_holds_what_is_looked_for_if_it_holds_all_of_it() -> None:
    assert holds("The audit was public.", terms("audits public"))
    assert not holds("The audit was public.", terms("audits secret"))
    assert not holds("The carrier was late.", terms("car late"))
