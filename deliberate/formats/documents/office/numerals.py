"""Numbers as lists print them: ST_NumberFormat of ECMA-376 (17.18.59) by its names, and style:num-format of ODF."""

from __future__ import annotations

import re
import unicodedata

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
# After the last letter they are doubled: z, aa, bb.
_LETTERS = {
    "lowerLetter": _LATIN,
    "upperLetter": _LATIN.upper(),
    "russianLower": _RUSSIAN,
    "russianUpper": _RUSSIAN.upper(),
    "arabicAlpha": _ARABIC,
    "arabicAbjad": _ABJAD,
    "aiueoFullWidth": _AIUEO,
    "chicago": "*†‡§",
}
_DIGITS = {
    "hindiNumbers": "०१२३४५६७८९",
    "thaiNumbers": "๐๑๒๓๔๕๖๗๘๙",
    "decimalFullWidth": "０１２３４５６７８９",
    "decimalFullWidth2": "０１２３４５６７８９",
    "ideographDigital": "〇一二三四五六七八九",
    "japaneseDigitalTenThousand": "〇一二三四五六七八九",
}
_COUNTED = {
    *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
    "taiwaneseCountingThousand",
}
# The first of twenty that Unicode has in a row.
_ENCLOSED = {
    "decimalEnclosedCircleChinese": "①",
    "decimalEnclosedCircle": "①",
    "decimalEnclosedParen": "⑴",
    "decimalEnclosedFullstop": "⒈",
}
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_HEBREW = (
    *((400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"), (90, "צ"), (80, "פ"), (70, "ע"), (60, "ס"), (50, "נ")),
    *((40, "מ"), (30, "ל"), (20, "כ"), (16, "טז"), (15, "טו"), (10, "י")),
    *((9, "ט"), (8, "ח"), (7, "ז"), (6, "ו"), (5, "ה"), (4, "ד"), (3, "ג"), (2, "ב"), (1, "א")),
)
# Larger ones are printed in digits: no list is longer, and a letter may be written so many times over.
_LAST_LETTERS = 20
_LAST_ROMAN = 4_999

_OPEN_DOCUMENT = {
    **{"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"},
    **{"01": "decimalZero", "1st": "ordinal"},
}
_BY_FIRST = {
    **{letters[0]: format for format, letters in _LETTERS.items()},
    **{digits[1]: format for format, digits in _DIGITS.items()},
    **{first: format for format, first in _ENCLOSED.items()},
    "א": "hebrew1",
    "ا": "arabicAlpha",
    "一": "chineseCounting",
}


def numeral(number: int, format: str) -> str:
    """'4', 'd', 'iv', '4th': in digits where the format is not known, and nothing for 'none' and 'bullet'."""
    if format in ("none", "bullet"):
        return ""
    if format == "decimalZero":
        return f"{number:02}"
    if format == "ordinal":
        return f"{number}{_ending(number)}"
    if format == "numberInDash":
        return f"- {number} -"
    if format in _DIGITS:
        return "".join(_DIGITS[format][int(digit)] if digit.isdigit() else digit for digit in str(number))
    return _in_letters(number, format) if number > 0 else str(number)


def format_of(num_format: str) -> str:
    """The name for a `style:num-format`, which may be a list: '1', 'i', 'А, Б, В, ...'."""
    first = num_format.split(",", 1)[0].strip()
    if first == "":
        return "none"
    return _OPEN_DOCUMENT.get(first) or _BY_FIRST.get(first[0], "decimal")


def is_ordered(format: str) -> bool:
    return format not in ("none", "bullet")


def _in_letters(number: int, format: str) -> str:
    if format in _LETTERS:
        rounds, at = divmod(number - 1, len(_LETTERS[format]))
        return _LETTERS[format][at] * (rounds + 1) if rounds < _LAST_LETTERS else str(number)
    if format in ("lowerRoman", "upperRoman") and number <= _LAST_ROMAN:
        roman = _added(number, _ROMAN)
        return roman if format == "lowerRoman" else roman.upper()
    if format in ("hebrew1", "hebrew2") and number < 1000:
        return _added(number, _HEBREW)
    if format in _ENCLOSED and number <= 20:
        return chr(ord(_ENCLOSED[format]) + number - 1)
    if format in _COUNTED and number < 100:
        return _counted(number)
    return str(number)


def _added(number: int, signs: tuple[tuple[int, str], ...]) -> str:
    text = ""
    for worth, sign in signs:
        while number >= worth:
            text += sign
            number -= worth
    return text


def _counted(number: int) -> str:
    """十二, 二十."""
    digits = _DIGITS["ideographDigital"]
    tens, ones = divmod(number, 10)
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")


def _ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def as_printed(label: str) -> str | None:
    """A label that counts, in one line; None for a mere sign and for nothing."""
    label = " ".join(label.split())
    has_sign = any(unicodedata.category(sign)[0] in "LN" or sign in "*†‡§" for sign in label)
    return label if has_sign and not re.fullmatch(r"[oO]", label) else None
