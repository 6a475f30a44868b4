"""What one text turns round, no other text is turned by."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.texts.directions import balanced, isolated

SIGNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2029\x85"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("plain", "plain"),
        ("خطة", "خطة"),
        ("abc \u202e txt.exe", "abc \u202e txt.exe\u202c"),
        ("\u202a\u202e\u2067x", "\u202a\u202e\u2067x\u2069\u202c\u202c"),
        ("\u2067\u202ex\u2069 y", "\u2067\u202ex\u2069 y"),
        ("a\u2069\u202cb", "ab"),
        ("\u2067\u202cx\u2069", "\u2067x\u2069"),
        ("\u202ea\u2029b", "\u202ea b\u202c"),
        ("\u202ea\u202c b", "\u202ea\u202c b"),
    ],
)
def test_what_is_begun_is_ended_and_nothing_else_is(written: str, shown: str) -> None:
    assert balanced(written) == shown
    assert isolated(written) == f"\u2068{shown}\u2069"


@given(st.text(st.sampled_from(SIGNS + "ab ")))
def test_the_words_stay_and_balance_is_kept(written: str) -> None:
    shown = balanced(written)
    assert balanced(shown) == shown

    def words(text: str) -> str:
        return "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Zp", "Cc", "Zs"))

    assert words(shown) == words(written)
