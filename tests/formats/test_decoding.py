"""Bytes as text: by their mark, by what the file says, as UTF-8, else by a guess that is shown."""

from __future__ import annotations

import pytest

from deliberate.formats.decoding import Decoded, decoded, known, utf_8
from deliberate.formats.errors import FormatError


def guesses(content: bytes) -> list[str]:
    return [str(guess) for guess in decoded(content).guesses]


def test_a_text_comes_without_the_mark_that_some_editors_put_before_it() -> None:
    assert decoded("Größe".encode()) == decoded("Größe".encode("utf-8-sig")) == Decoded("Größe")
    assert decoded("\ufeff\ufeff".encode()).text == "\ufeff"
    assert decoded(b"") == Decoded("")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_byte_order_mark_says_what_follows(encoding: str) -> None:
    assert decoded("The mill’s café\n".encode(encoding)) == Decoded("The mill’s café\n")
    assert decoded(b"\xfe\xff" + "The mill’s café".encode("utf-16-be")) == Decoded("The mill’s café")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_zeros_in_one_of_each_two_bytes_are_utf_16_which_is_a_guess(encoding: str) -> None:
    text, shown = decoded("The mayor’s café opens.".encode(encoding))
    assert text == "The mayor’s café opens."
    assert list(map(str, shown)) == ["its encoding, which is guessed to be UTF-16: see café"]


def test_what_is_no_utf_8_is_read_as_windows_does_and_words_show_whether_that_is_right() -> None:
    content = "The mayor’s café costs 3 € in Müllheim, the café.".encode("cp1252")
    assert decoded(content).text == "The mayor’s café costs 3 € in Müllheim, the café."
    assert guesses(content) == ["its encoding, which is guessed to be Windows-1252: see café, Müllheim"]
    assert guesses(b"3 \x80") == ["its encoding, which is guessed to be Windows-1252"]
    assert decoded(b"\x81 is no letter").text == "\x81 is no letter"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("Größe und Höhe ".encode() + b"\xe4", "line 1: not UTF-8 text (byte 18)"),
        (b"\xef\xbb\xbfone\n\xe4", "line 2: not UTF-8 text (byte 7)"),
        (b"one\n\0\xff", "line 2: not UTF-8 text (byte 5)"),
        (bytes(range(1, 256)), "line 2: not UTF-8 text (byte 127)"),
        (b"\xff\xfea\0\n\0b", "line 2: not UTF-16-LE text (byte 6)"),
    ],
)
def test_damaged_utf_8_and_what_is_no_text_are_refused_with_line_and_byte(content: bytes, says: str) -> None:
    with pytest.raises(FormatError) as refused:
        decoded(content)
    assert str(refused.value) == says


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
def test_what_programs_write_is_utf_8_or_refused_with_line_and_byte(content: bytes, says: str) -> None:
    with pytest.raises(FormatError) as refused:
        utf_8(content)
    assert str(refused.value) == says
    assert utf_8("Größe".encode("utf-8-sig")) == "Größe"


def test_a_file_that_names_its_encoding_is_read_in_it() -> None:
    assert decoded("Größe".encode("cp1252"), "ISO-8859-1") == Decoded("Größe")
    assert decoded("Ёлка".encode("koi8-r"), "KOI8-R") == Decoded("Ёлка")
    assert decoded("湖滨".encode("gb18030"), "gb2312") == Decoded("湖滨")
    assert decoded("Größe".encode(), "utf-8") == Decoded("Größe")
    assert decoded("Größe".encode("utf-8-sig"), "iso-8859-1") == Decoded("Größe")
    with pytest.raises(FormatError, match=r"^line 1: not CP932 text \(byte 2\)$"):
        decoded(b"ab\x81", "shift_jis")


@pytest.mark.parametrize("name", ["klingon", "rot13", "base64", "utf-7", "unicode_escape", "", "x" * 500])
def test_a_name_that_is_no_encoding_is_refused(name: str) -> None:
    with pytest.raises(FormatError, match=r"^it says that it is in '.*', which is no known encoding$"):
        known(name)


def test_pages_mean_more_than_their_names_say() -> None:
    assert known("us-ascii") == known(" Latin1 ") == "cp1252"
    assert known("utf-16") == "utf-8"
