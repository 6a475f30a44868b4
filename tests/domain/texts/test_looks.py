from __future__ import annotations

import string
from itertools import combinations

import pytest

from deliberate.domain.texts.looks import looks, skeleton


def alike(one: str, other: str) -> bool:
    return any(mine == theirs for mine, theirs in zip(looks(one), looks(other), strict=True))


@pytest.mark.parametrize(
    ("name", "twin"),
    [
        # Letters of another script, some or all of them, small or capital.
        *(("Author", "аuthor"), ("author", "аuthоr"), ("Author", "АUTHОR"), ("Scope", "ѕсоре"), ("scope", "ЅСОРЕ")),
        *(("Nat", "Νат"), ("Иван", "Ивaн"), ("СОНЯ", "COHЯ"), ("Alpha", "Αlpha"), ("mona", "мona"), ("Bea", "вeа")),
        # Digits and strokes for letters, letters for others.
        *(
            ("Bill", "BiII"),
            ("Bill", "Bi11"),
            ("Alice", "Al1ce"),
            ("author", "auth0r"),
            ("OLGA", "0LGA"),
            ("Lil", "|i|"),
        ),
        *(("Member", "mernber"), ("Ian", "lan"), ("Kirın", "kirin"), ("Ada", "Αdа"), ("Olga", "Οlga")),
        # Wide, styled and phonetic letters.
        *(("Author", "Ａｕｔｈｏｒ"), ("Ada", "𝒜𝒹𝒶"), ("author", "ɑuthor"), ("Ada", "ᴀᴅᴀ"), ("Ben", "ℬen")),
        # Accents, composed or not, and strokes through letters.
        *(("author", "aúthor"), ("author", "a\u0332uthor"), ("author", "autho\u0337r"), ("Иван", "Ӥван")),
        ("O'Brien", "O’Brien"),
        # One letter that looks like two, and signs that many look like.
        *(("ਉਮਾ", "ੳੁਮਾ"), ("థామ", "ధּామ"), ("乙", "㇠")),
    ],
)
def test_who_takes_one_for_the_other_is_right(name: str, twin: str) -> None:
    assert alike(name, twin)
    assert alike(twin, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        *(("Kai", "Kal"), ("Ian", "Lan"), ("Ali", "All"), ("Lena", "Leva"), ("Mary", "Maru"), ("Person I", "Person L")),
        *(("سامي", "شامي"), ("राम", "रमा"), ("はな", "ばな"), ("かき", "がき"), ("王芳", "玉芳"), ("김민준", "김민중")),
        *(("דן", "דון"), ("Person 1", "Person 2"), ("Иван", "Иванна")),
    ],
)
def test_names_that_are_told_apart_are_two(name: str, other: str) -> None:
    assert not alike(name, other)


def test_letters_that_one_reads_by_are_told_apart() -> None:
    for letters in (
        string.ascii_lowercase,
        string.ascii_uppercase,
        "абвгдежзиклмнопрстуфхцчшщэюя",
        "αβγδεζηθικλμνξπρστυφχψω",
    ):
        assert [pair for pair in combinations(letters, 2) if alike(*pair)] == []


def test_a_skeleton_is_what_it_looks_like_itself() -> None:
    for first in range(0x20, 0x3000, 0x40):
        text = "".join(c for c in map(chr, range(first, first + 0x40)) if c.isprintable())
        assert skeleton(skeleton(skeleton(text))) == skeleton(skeleton(text))


def test_no_look_is_longer_than_its_column() -> None:
    assert max(map(len, looks("ﷺ" * 60))) <= 240
