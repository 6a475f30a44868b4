"""Words, terms and snippets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.texts.search import Term, snippet, terms, words


def test_words_have_no_capitals_accents_or_punctuation() -> None:
    assert words("Où va l’ARGENT? (3 %)") == ["ou", "va", "l", "argent", "3"]


def test_the_last_word_may_be_unfinished_and_short_words_are_meant_as_they_are() -> None:
    assert terms("the audits by acc") == (
        Term("the", None),
        Term("audits", "audit"),
        Term("by", None),
        Term("acc", "acc"),
    )


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        *(("policies", "polic"), ("policy", "polic"), ("policing", "polic"), ("trained", "train"), ("taxes", "taxe")),
        # Nothing is taken off that would leave fewer than four letters.
        *(("lakes", "lake"), ("lake", "lake"), ("cars", "cars"), ("tried", "tried")),
    ],
)
def test_an_ending_is_taken_off_a_long_word(word: str, stem: str) -> None:
    assert terms(f"{word} of") == (Term(word, stem), Term("of", "of"))


@given(st.text())
def test_a_word_holds_letters_and_digits_only_so_none_is_an_operator(text: str) -> None:
    assert all(word.isalnum() or word == "" for word in words(text))


@given(st.text(max_size=2000), st.text(max_size=20))
def test_a_snippet_is_a_stretch_of_the_text_without_its_marks(text: str, query: str) -> None:
    shown = "".join(piece.text for piece in snippet(text, terms(query))).removeprefix("… ").removesuffix(" …")
    assert len(shown) <= 220
    assert shown.replace(" ", "") in "".join(text.split()).replace(" ", "") or any(c in text for c in "*_`>[]()")


def test_a_snippet_shows_links_and_emphasis_as_their_words() -> None:
    pieces = snippet("See *the* [audit](https://example.org/) of 2022.", terms("audit"))
    assert "".join(piece.text for piece in pieces) == "See the audit of 2022."


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
    pieces = snippet(text, terms("treasure"), length=30)
    assert "".join(f"[{piece.text}]" if piece.found else piece.text for piece in pieces) == shown
