"""Bytes as text."""

from __future__ import annotations

import pytest

from deliberate.formats.decoding import decoded
from deliberate.formats.errors import FormatError


def test_a_text_comes_without_the_mark_that_some_editors_put_before_it() -> None:
    assert decoded("Größe".encode()) == decoded("Größe".encode("utf-8-sig")) == "Größe"
    assert decoded("\ufeff\ufeff".encode()) == "\ufeff"
    assert decoded(b"") == ""


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe", "line 1: not UTF-8 text (byte 0)"),
        ("äöü".encode("latin-1"), "line 1: not UTF-8 text (byte 0)"),
        (b"one\ntwo\n\xe4", "line 3: not UTF-8 text (byte 8)"),
        (b"\xef\xbb\xbfone\n\xe4", "line 2: not UTF-8 text (byte 7)"),
        ("ende ä".encode()[:-1], "line 1: not UTF-8 text (byte 5)"),
    ],
)
def test_what_is_not_utf_8_is_refused_with_line_and_byte(content: bytes, says: str) -> None:
    with pytest.raises(FormatError) as refused:
        decoded(content)
    assert str(refused.value) == says
