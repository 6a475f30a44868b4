"""Fonts with signs in the place of letters."""

from __future__ import annotations

import pytest

from deliberate.formats.documents.office.symbols import UNKNOWN, readable, symbol


@pytest.mark.parametrize(
    ("code", "font", "sign"),
    [
        ("F061", "Symbol", "α"),
        ("F0B3", "Symbol", "≥"),
        ("00B3", "Symbol", "≥"),
        ("F031", "Symbol", "1"),
        ("F0E0", "Wingdings", "→"),
        ("F0FC", "Wingdings", "✓"),
        ("2192", "Arial", "→"),
        ("F0FF", "Wingdings", UNKNOWN),
        ("F09F", "Webdings", UNKNOWN),
        ("D800", "Arial", UNKNOWN),
        ("110000", "Arial", UNKNOWN),
        ("no", "Symbol", UNKNOWN),
        (None, "Symbol", UNKNOWN),
    ],
)
def test_a_sign_is_what_its_font_prints(code: str | None, font: str, sign: str) -> None:
    assert symbol(code, font) == sign


def test_private_letters_in_text_are_read_by_the_font_and_others_left() -> None:
    assert readable("cost \uf0a3 5 €", "Symbol") == "cost ≤ 5 €"
    assert readable("\uf0e0 next", "Wingdings 3") == "→ next"
    assert readable("costs", "Symbol") == "costs"
