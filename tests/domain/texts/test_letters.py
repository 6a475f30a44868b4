"""Words of any script, compared without capitals, accents, points and strokes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.texts.letters import fold, plain_words, spelt_out, words


def keys(text: str) -> list[str]:
    return [word.key for word in words(text)]


def test_words_have_no_capitals_accents_or_punctuation() -> None:
    assert keys("Où va l’ARGENT? (3 %)") == ["ou", "va", "l", "argent", "3"]


@pytest.mark.parametrize(
    ("word", "other"),
    [
        # Strokes and letters that Unicode does not take apart.
        *(("Łódź", "lodz"), ("Smørrebrød", "smorrebrod"), ("Đà Nẵng", "da nang"), ("ħobż", "hobz"), ("ƙasa", "kasa")),
        *(("Æther", "aether"), ("œuvre", "oeuvre"), ("Þór", "thor"), ("Straße", "STRASSE"), ("ŋ", "n")),
        *(("IŞIK", "ışık"), ("İstanbul", "istanbul"), ("ISPARTA", "ısparta"), ("Ґанок", "ганок")),
        # Accents typed apart, ligatures, full and half width.
        *(("re\u0301sume\u0301", "résumé"), ("ﬁsh", "fish"), ("ＡＢＣ１２", "abc12"), ("ｶﾞｲﾄﾞ", "ガイド")),
        *(("か\u3099", "が"), ("각", unicodedata.normalize("NFD", "각")), ("Ver\u00adwaltung", "verwaltung")),
        # Vowel points, lengthened lines and the forms of alef; digits of all scripts.
        *(("الْكِتَاب", "الكتاب"), ("أحمد", "احمد"), ("ٱلمدرسة", "المدرسه"), ("كـــتاب", "كتاب"), ("کتاب", "كتاب")),
        *(("ایران", "ايران"), ("موسى", "موسي"), ("maðr", "madr"), ("ĸ", "k"), ("ð", "d"), ("œ", "oe")),
        *(("שָׁלוֹם", "שלום"), ("ΆΝΘΡΩΠΟΣ", "ανθρωπος"), ("Ёлка", "елка"), ("١٢٣", "123"), ("۱۲۳", "१२३")),
    ],
)
def test_what_is_said_is_compared_not_how_it_is_typed(word: str, other: str) -> None:
    assert keys(word) == keys(other)


@pytest.mark.parametrize(
    ("word", "other"), [("か", "が"), ("ば", "ぱ"), ("काम", "कम"), ("มา", "มี"), ("ကာ", "ကိ"), ("កា", "កិ"), ("1", "2")]
)
def test_signs_that_make_another_word_are_kept(word: str, other: str) -> None:
    assert keys(word) != keys(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("公園を広げる", ["公", "園", "を", "広", "げ", "る"]),
        ("공원은", ["공", "원", "은"]),
        ("การศึกษา", ["ก", "า", "ร", "ศึ", "ก", "ษ", "า"]),
        ("ການສຶກສາ", ["ກ", "າ", "ນ", "ສຶ", "ກ", "ສ", "າ"]),
        ("ការសិក្សា", ["កា", "រ", "សិ", "ក្", "សា"]),
        ("COVID疫情 Tシャツ 5G网络", ["covid", "疫", "情", "t", "シ", "ャ", "ツ", "5g", "网", "络"]),
        ("𠮷𪜀", ["𠮷", "𪜀"]),
        ("राजनीति में", ["राजनीति", "में"]),
    ],
)
def test_what_is_written_without_spaces_is_taken_letter_by_letter(text: str, found: list[str]) -> None:
    assert keys(text) == found


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        *(
            ("e-mail", "email"),
            ("U.S.", "us"),
            ("1,000", "1000"),
            ("2.800.000", "2800000"),
            ("123\u202f456", "123456"),
            ("123\u00a0456", "123456"),
            ("co‑op", "coop"),
        ),
        *(("2.8", ""), ("1,0000", ""), ("it’s", ""), ("e mail", ""), ("- a -", ""), ("2,8.000", ""), ("1234,000", "")),
    ],
)
def test_what_is_joined_is_a_word_too(text: str, joined: str) -> None:
    assert {word.joined for word in words(text)} == {joined}


def test_a_letter_with_a_stroke_that_no_letter_is_without_stays_as_it_is() -> None:
    assert keys("ƛ ƚ") == ["ƛ", "l"]


@pytest.mark.parametrize("letter", ["x", "ж"])
def test_of_a_very_long_word_the_first_forty_letters_are_compared(letter: str) -> None:
    [word] = words(letter * 50)
    assert (word.text, word.key, word.end) == (letter * 40, letter * 40, 50)
    assert {word.joined for word in words(f"{letter * 30}-{letter * 30}")} == {letter * 40}
    assert plain_words("x" * 50) == ["x" * 40]


def test_umlauts_are_written_out_where_a_keyboard_lacks_them() -> None:
    assert spelt_out("Größe") == "groesse"
    assert (spelt_out("Bär"), spelt_out("für")) == ("baer", "fuer")
    assert spelt_out("Ålborg") == "aalborg"
    assert spelt_out("Smørrebrød") == "smoerrebroed"
    assert spelt_out("Groesse") is None


@given(st.text())
def test_a_word_holds_letters_digits_and_marks_only_so_none_is_an_operator(text: str) -> None:
    for word in words(text):
        assert word.key
        assert not {unicodedata.category(c)[0] for c in word.key} & set("ZCPS"), word.key
        assert text[word.start : word.end].startswith(word.text)


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert fold(fold(text)) == fold(text)
