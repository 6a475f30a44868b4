"""Numbers as lists print them."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.office.numerals import as_printed, format_of, is_ordered, numeral


@pytest.mark.parametrize(
    ("format", "numbers"),
    [
        ("decimal", {0: "0", 7: "7", 2024: "2024"}),
        ("decimalZero", {7: "07", 12: "12"}),
        ("lowerLetter", {0: "0", 1: "a", 26: "z", 27: "aa", 53: "aaa", 100_000: "100000"}),
        ("upperLetter", {3: "C", 28: "BB"}),
        ("lowerRoman", {4: "iv", 9: "ix", 14: "xiv", 1990: "mcmxc", 9_999: "9999"}),
        ("upperRoman", {49: "XLIX"}),
        ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 11: "11th", 22: "22nd"}),
        ("numberInDash", {3: "- 3 -"}),
        ("chicago", {1: "*", 2: "†", 5: "**"}),
        ("russianLower", {1: "а", 3: "в"}),
        ("arabicAlpha", {2: "ب"}),
        ("hebrew1", {15: "טו", 21: "כא"}),
        ("thaiNumbers", {10: "๑๐"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("chineseCounting", {3: "三", 10: "十", 12: "十二", 20: "二十", 45: "四十五"}),
        ("none", {1: ""}),
        ("bullet", {1: ""}),
        ("of a program to come", {4: "4"}),
    ],
)
def test_a_number_is_printed_in_its_format(format: str, numbers: dict[int, str]) -> None:
    assert {number: numeral(number, format) for number in numbers} == numbers


@pytest.mark.parametrize(
    ("said", "format"),
    [
        ("1", "decimal"),
        ("a", "lowerLetter"),
        ("I", "upperRoman"),
        ("", "none"),
        ("01, 02, 03, ...", "decimalZero"),
        ("1st", "ordinal"),
        ("①, ②, ③, ...", "decimalEnclosedCircle"),
        ("一, 二, 三, ...", "chineseCounting"),
        ("А, Б, .., Аа, Аб, ... (ru)", "russianUpper"),
        ("א, י, ק, ...", "hebrew1"),
        ("?", "decimal"),
    ],
)
def test_open_document_names_formats_by_how_they_begin(said: str, format: str) -> None:
    assert format_of(said) == format


def test_bullets_and_nothing_do_not_count() -> None:
    assert [is_ordered(format) for format in ("decimal", "bullet", "none")] == [True, False, False]


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        (" 1.\t", "1."),
        ("Article  IV", "Article IV"),
        ("*", "*"),
        ("•", None),
        ("–", None),
        ("o", None),
        ("\uf0b7", None),
        ("", None),
    ],
)
def test_a_label_that_is_only_a_sign_is_no_number(label: str, printed: str | None) -> None:
    assert as_printed(label) == printed
